"""Adds the progress that was worked out last."""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="ProgressReport",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="progress_report",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("log_seq", models.PositiveBigIntegerField(default=0)),
                ("version", models.CharField(max_length=50)),
                ("content", models.BinaryField()),
            ],
        ),
    ]
