"""Tables of what came in from files, and of the addresses data goes out by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from ironstride.web.accounts.models import User


class Batch(models.Model):
    """One import: the files dropped together. Undoing it takes away all it brought."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="batches")
    made = models.DateTimeField(default=timezone.now)
    undone = models.DateTimeField(null=True, blank=True)


class ImportedFile(models.Model):
    """A file of an import: what it was taken for, what came of it, and the original, compressed.

    `name` is shown and has no folders of the sender's machine beyond those that were dropped.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, blank=True, default="")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    result = models.CharField(max_length=300, blank=True, default="")
    accepted = models.BooleanField(default=False)
    #: what it leaves open, as JSON of `ironstride.model.log_question.Question`
    questions = models.TextField(blank=True, default="[]")
    #: what was answered, by the question's kind, as JSON
    answers = models.TextField(blank=True, default="{}")
    content = models.BinaryField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "sha256"])]


class NameMeaning(models.Model):
    """What a name that logs use means, as the owner said: an exercise of the catalogue, or no strength work."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="name_meanings")
    name = models.CharField(max_length=200)
    exercise = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "name"], name="name_meant_once")]


class Activity(models.Model):
    """A run or another activity as a watch recorded it, as JSON of our nouns."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="activities")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="activities")
    is_run = models.BooleanField()
    start = models.DateTimeField()
    content = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "start"])]


class Feed(models.Model):
    """The private address of one's own strength calendar; only a digest of its secret is kept."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    revoked = models.DateTimeField(null=True, blank=True)
    read = models.DateTimeField(null=True, blank=True)
