"""Limits of our own on how often something may be asked; logins and letters have allauth's."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within(request: HttpRequest, action: str, most: int, seconds: int) -> bool:
    """Count a request and tell whether its machine stays within the limit. Addresses are counted by digest only."""
    machine = hashlib.sha256(str(get_adapter().get_client_ip(request)).encode()).hexdigest()[:32]
    key = f"limit-{action}-{machine}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out in between
        return True
