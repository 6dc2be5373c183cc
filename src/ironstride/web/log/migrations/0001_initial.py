"""The tables of log as they were first released."""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("data", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LogHead",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="log_head",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("seq", models.PositiveBigIntegerField(default=0)),
                ("epoch", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Logged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=100)),
                ("date", models.DateField()),
                ("content", models.TextField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="logged", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["owner", "kind", "date"], name="log_logged_owner_i_3870b9_idx")],
                "constraints": [models.UniqueConstraint(fields=("owner", "kind", "name"), name="logged_once")],
            },
        ),
        migrations.CreateModel(
            name="LogName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("subject", models.CharField(max_length=100)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="log_names",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["owner", "subject"], name="log_logname_owner_i_4746b4_idx")],
                "constraints": [models.UniqueConstraint(fields=("owner", "name", "subject"), name="log_name_once")],
            },
        ),
        migrations.CreateModel(
            name="LogRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveBigIntegerField()),
                ("entry", models.CharField(max_length=100)),
                ("subject", models.CharField(blank=True, default="", max_length=100)),
                ("undone", models.CharField(blank=True, default="", max_length=100)),
                ("accepted", models.DateTimeField(default=django.utils.timezone.now)),
                ("content", models.TextField()),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="data.batch",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="log_records",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner", "subject"], name="log_logreco_owner_i_e78e26_idx"),
                    models.Index(
                        condition=models.Q(("undone", ""), _negated=True), fields=["owner", "undone"], name="log_undone"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "seq"), name="log_seq_once"),
                    models.UniqueConstraint(fields=("owner", "entry"), name="log_entry_once"),
                ],
            },
        ),
    ]
