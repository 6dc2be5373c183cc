"""The app of accounts."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """Accounts, consents and coaches."""

    name = "ironstride.web.accounts"
    label = "accounts"
