"""The interview and the races of a calendar: what is proposed, and the races the answer makes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from ironstride.model.runner import Event
from ironstride.model.running import Race


def race_question(text: str, proposal: str, found: Sequence[Race]) -> tuple[str, str]:
    """Name the races found in the question, and propose the one the calendar leads to."""
    if not found:
        return text, proposal
    races = ", ".join(f"{race.date} ({race.name})" if race.name else str(race.date) for race in found)
    goal = next((race for race in reversed(found) if race.priority == "A"), found[-1])
    return f"When is the race? Your calendar holds {races}. A date, or none.", goal.date.isoformat()


def named_races(day: date | None, event: Event, found: Sequence[Race]) -> tuple[Race, ...]:
    """Return the race of the answer as the A race, and the calendar's others as B races.

    Parameters
    ----------
    day : the race's date; None for no A race.
    event : lends its distance to a race the calendar does not hold; an ultra has none of its own.
    found : races of the calendar; the one within a day of the answer is the race.
    """
    from ironstride.running.races import NEAR, in_order
    from ironstride.running.title_words import tables

    if day is None:
        return tuple(replace(race, priority="B", found=False) for race in found)
    metres = tables().races.event_m.get(event)
    same = min(
        (race for race in found if abs(race.date - day) <= NEAR), key=lambda one: abs(one.date - day), default=None
    )
    goal = Race(date=day, distance_km=metres / 1000 if metres else None)
    if same is not None:
        goal = replace(same, date=day, priority="A", found=False)
    others = (replace(race, priority="B", found=False) for race in found if race is not same and race.date != day)
    return in_order((goal, *others))
