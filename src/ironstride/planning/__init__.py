"""From a season of running to dated sessions down to the kilograms."""

from __future__ import annotations

from ironstride.planning.plan import plan

__all__ = ["plan"]
