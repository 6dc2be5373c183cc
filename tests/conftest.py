"""Lets tests in every folder import the helpers beside this file, and draws the same examples on every run."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
