"""Tables of a runner's own data. Content is the project's own formats, kept in versions that are never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from ironstride.web.accounts.models import User


class RunnerVersion(models.Model):
    """The runner as JSON (`ironstride.model.runner.Runner`); the highest number holds."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="runner_versions")
    number = models.PositiveIntegerField()
    made = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=200)
    #: the import that brought it
    batch = models.ForeignKey("data.Batch", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    content = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "number"], name="runner_number_once")]


class RunningFile(models.Model):
    """A calendar or table of planned runs as it came, or a calendar that is fetched from an address.

    Of several with one name the newest counts; undoing its import brings the one before back.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="running_files")
    batch = models.ForeignKey("data.Batch", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    #: a secret: whoever knows it reads the calendar
    address = models.TextField(blank=True, default="")
    fetched = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True, default="")
    #: why the last fetch failed; empty when it did not
    problem = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "name"])]


class PlanVersion(models.Model):
    """A plan as our JSON, zlib-compressed; the highest number holds."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="plan_versions")
    number = models.PositiveIntegerField()
    made = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=200)
    batch = models.ForeignKey("data.Batch", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    runner_number = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "number"], name="plan_number_once")]


class AuditReport(models.Model):
    """The newest audit of an owner's log by a method, as JSON of `ironstride.model.audit.Audit`."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="audits")
    method = models.CharField(max_length=100)
    made = models.DateTimeField(default=timezone.now)
    #: the log's last number when it was made; a higher one says that it is not of today
    log_seq = models.PositiveBigIntegerField(default=0)
    content = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "method"], name="audit_once_a_method")]
