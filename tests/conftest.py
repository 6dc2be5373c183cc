"""Lets tests in every folder import the helpers beside this file, and draws the same examples on every run."""

from __future__ import annotations

from hypothesis import settings
from hypothesis.internal.conjecture import providers

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

# Hypothesis mixes constants out of every local module that happens to be loaded into what it draws, so that a seed
# drew other examples alone than after other tests, or beside them in another process. There is no public way to turn
# that off; the hook is private, hence the look whether it is (still) there: tests/test_steady.py fails when it is not.
if hasattr(providers, "_get_local_constants"):
    providers._get_local_constants = lambda nothing=providers._local_constants: nothing
