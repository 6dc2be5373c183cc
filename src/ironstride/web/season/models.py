"""Tables of changes that were worked out, and of methods compared; plans they lead to are versions like any other."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from ironstride.web.accounts.models import User


class Proposal(models.Model):
    """A change of the plan, worked out: what was asked, what is different, and the plan it leads to until it is kept.

    `base` is the number of the plan it starts from, `number` that of the version it became. `content` is JSON of
    `ironstride.web.season.proposed.Proposed`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="proposals")
    made = models.DateTimeField(default=timezone.now)
    base = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    content = models.TextField()
    #: the plan as our JSON, zlib-compressed, as long as it is neither kept nor dropped
    plan = models.BinaryField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "number"])]


class Comparison(models.Model):
    """The newest comparison of methods on an owner's season; JSON of `ironstride.web.season.compared.Compared`."""

    owner = models.OneToOneField(User, on_delete=models.CASCADE, related_name="comparison")
    made = models.DateTimeField(default=timezone.now)
    #: number of the plan when it was made; a higher one says that it is not of today
    base = models.PositiveIntegerField()
    content = models.TextField()
