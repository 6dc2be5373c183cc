"""How passwords are digested: argon2id at the cost OWASP's password storage cheat sheet names as its least."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: eight logins at once stay within the memory of a small server."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
