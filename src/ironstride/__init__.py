"""Ironstride, the strength coach for runners: plan, explain, log, audit."""

from __future__ import annotations

from ironstride.version import __version__

__all__ = ["__version__", "check", "plan"]


def __getattr__(name: str) -> object:
    """Load the two library entry points only when somebody asks for them."""
    if name == "plan":
        from ironstride.planning import plan

        return plan
    if name == "check":
        from ironstride.audit import check

        return check
    raise AttributeError(f"module 'ironstride' has no attribute {name!r}")
