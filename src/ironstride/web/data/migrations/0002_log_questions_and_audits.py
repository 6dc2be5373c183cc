"""Adds what imported logs leave open, what names mean, and audits."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="importedfile",
            name="answers",
            field=models.TextField(blank=True, default="{}"),
        ),
        migrations.AddField(
            model_name="importedfile",
            name="questions",
            field=models.TextField(blank=True, default="[]"),
        ),
        migrations.CreateModel(
            name="NameMeaning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("exercise", models.CharField(max_length=100)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="name_meanings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("owner", "name"), name="name_meant_once")],
            },
        ),
    ]
