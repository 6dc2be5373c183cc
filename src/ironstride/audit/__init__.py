"""From a timeline to findings in plain words."""

from __future__ import annotations

from ironstride.audit.check import check

__all__ = ["check"]
