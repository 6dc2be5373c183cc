"""The table of what was worked out from a log outside the request; it may be made anew at any time."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from ironstride.web.accounts.models import User


class ProgressReport(models.Model):
    """The newest progress of an owner: JSON of `ironstride.web.insight.progress.Progress`, zlib-compressed."""

    owner = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="progress_report")
    made = models.DateTimeField(default=timezone.now)
    #: the log's mark (`log.store.log_mark`) and the program's version when it was made
    log_seq = models.PositiveBigIntegerField(default=0)
    version = models.CharField(max_length=50)
    content = models.BinaryField()
