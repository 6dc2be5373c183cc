"""Tables of accounts: the user, what they agreed to, and coaches who were asked in."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import date, timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from ironstride.web.site.prepared import Prepared

#: how long an invitation may be answered
INVITATION = timedelta(days=14)


class Users(BaseUserManager["User"]):
    """Finds users by e-mail address, in small letters."""

    def create_user(self, email: str, password: str | None = None) -> User:
        """Add a user; without a password none will ever fit."""
        user = self.model(email=email.strip().lower())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get(self, *asked: Any, **named: Any) -> User:
        """Give one; by key, as every request does, by a prepared query."""
        if asked or set(named) != {"pk"}:
            return super().get(*asked, **named)
        found = _BY_KEY(self.model._meta.pk.to_python(named["pk"]))
        if not found:
            raise self.model.DoesNotExist
        return self.model.from_db(self.db, _COLUMNS, found[0])

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who logs in. A runner's name and body live in their runner file, not here.

    `public` is the random id that addresses and devices know; `demo_until` says when a demo account goes.
    """

    public = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=8, blank=True, default="")
    #: first day of the week as people draw it: 0 Monday, 5 Saturday, 6 Sunday
    week_start = models.PositiveSmallIntegerField(default=0)
    demo_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="email_once")]

    def week_from(self, day: date) -> date:
        """Give the first day of the week a day lies in, as this account draws weeks."""
        return day - timedelta(days=(day.weekday() - self.week_start) % 7)


_COLUMNS = [field.attname for field in User._meta.concrete_fields]
_BY_KEY = Prepared(lambda key: User.objects.filter(pk=key).values_list(*_COLUMNS), 7_000_000_001)


class Consent(models.Model):
    """A yes to keeping a kind of data, in the words that were shown; a no later ends it."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=20)
    words = models.TextField()
    given = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "kind"], condition=models.Q(withdrawn=None), name="one_standing_consent_a_kind"
            )
        ]


class Coaching(models.Model):
    """A coach's right to read a runner's pages: offered by link, accepted by an account, ended by either."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="coaches")
    coach = models.ForeignKey(User, on_delete=models.CASCADE, related_name="squad", null=True, blank=True)
    #: what the runner calls the coach, so that open invitations can be told apart
    label = models.CharField(max_length=80)
    #: digest of the secret in the link; the link itself is shown once
    digest = models.CharField(max_length=64, unique=True)
    offered = models.DateTimeField(default=timezone.now)
    accepted = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)


def new_secret() -> str:
    """Make a secret for a link: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Give what is kept of a secret; it is random enough to need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
