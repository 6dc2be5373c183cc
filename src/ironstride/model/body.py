"""What complains: sore spots, with or without an end, and old injuries."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from ironstride.model.exercise import Site

Side = Literal["left", "right", "both"]


class Sore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A sore spot or an old injury. Sore spots steer exercise choice; nothing is diagnosed.

    Attributes
    ----------
    site : where it is.
    side : which side.
    state : sore now, injured (a professional is looking after it), or healed.
    since : the day it began, or the day it was declared healed.
    until : the last day it is spared; without one, until you say it is fine.
    note : anything worth remembering, in your own words.
    """

    site: Site
    side: Side = "both"
    state: Literal["sore", "injured", "healed"] = "sore"
    since: date | None = None
    until: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse an end before the beginning."""
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError(f"until: {self.until} is before the day it began, {self.since}. Swap them.")

    @property
    def passing(self) -> bool:
        """Say whether it complains and has an end."""
        return self.state != "healed" and self.until is not None

    def holds(self, first: date, last: date) -> bool:
        """Say whether it complains on any day from the first to the last; one without an end does on every day."""
        if self.state == "healed" or self.until is None:
            return self.state != "healed"
        return first <= self.until and (self.since is None or self.since <= last)
