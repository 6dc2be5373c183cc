"""Tables of the training log: entries that are only ever added, and what they amount to, kept for quick reading.

Owners have no index of their own: every other one begins with them, and each would be written at every set.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from ironstride.web.accounts.models import User


class LogHead(models.Model):
    """The last number given out in an owner's log; locked while entries are added."""

    owner = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="log_head")
    seq = models.PositiveBigIntegerField(default=0)
    #: rises when entries were taken out (an import undone): devices then read the log from its beginning
    epoch = models.PositiveIntegerField(default=0)


class LogRecord(models.Model):
    """One entry as JSON (`ironstride.model.log.LogEntry`). `seq` is the order of acceptance, the only order there is.

    `subject` is the id of the session, weight, complaint or screen it is about, so that one thing can be told anew
    from few entries; `undone` the entry an `Undo` names.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="log_records", db_index=False)
    seq = models.PositiveBigIntegerField()
    entry = models.CharField(max_length=100)
    subject = models.CharField(max_length=100, blank=True, default="")
    undone = models.CharField(max_length=100, blank=True, default="")
    batch = models.ForeignKey("data.Batch", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    accepted = models.DateTimeField(default=timezone.now)
    content = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "seq"], name="log_seq_once"),
            models.UniqueConstraint(fields=["owner", "entry"], name="log_entry_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "subject"]),
            models.Index(fields=["owner", "undone"], condition=~models.Q(undone=""), name="log_undone"),
        ]


class LogName(models.Model):
    """An id that entries of a subject speak of: a set's, a session's. Subjects that share a name are told together."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="log_names", db_index=False)
    name = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "name", "subject"], name="log_name_once")]
        indexes: ClassVar = [models.Index(fields=["owner", "subject", "name"])]


class Logged(models.Model):
    """A session, weight, complaint or screen as the entries amount to it now, as JSON. May be made anew at any time."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="logged", db_index=False)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    date = models.DateField()
    content = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "kind", "name"], name="logged_once")]
        indexes: ClassVar = [models.Index(fields=["owner", "kind", "date"])]
