"""The runner as a log knows them: body mass, what hurts, what tests showed, how far the jumps have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from ironstride.model.body import Sore
from ironstride.model.log import History
from ironstride.model.runner import Runner
from ironstride.model.session import Session
from ironstride.model.words import day_text, number, plural
from ironstride.planning.differences import Difference
from ironstride.running.season import QUIET, Season
from ironstride.strength.ladders import ladders
from ironstride.strength.readiness import facts, raised, spared
from ironstride.strength.screens import joined, read_screens

#: the note of a sore spot that a log told of, and that goes when it is quiet
TOLD = "told in the log"
WEEK = timedelta(days=7)


def as_logged(runner: Runner, history: History, today: date) -> Runner:
    """Give the runner with what the log says of them up to a day; red flags stay until they are cleared.

    What hurts is spared up to the day the log says, later with every new complaint.
    """
    weighed = [one for one in history.body_mass if one.date <= today]
    flags = [one.flag for one in raised(history, runner.cleared, today)]
    own = [spot for spot in runner.sore if spot.note != TOLD]
    told = [
        Sore(site=one.site, side=one.side, since=one.since, until=one.until, note=TOLD)
        for one in spared(history, today)
        if one.lasting and not any(spot.site == one.site and spot.holds(one.until, one.until) for spot in own)
    ]
    return replace(
        runner,
        body_mass_kg=weighed[-1].kg if weighed else runner.body_mass_kg,
        sore=(*own, *told),
        red_flags=tuple(dict.fromkeys((*runner.red_flags, *flags))),
        screens=joined(runner.screens, history.screens, today),
    )


def power_behind(season: Season, done: Sequence[Session], today: date) -> int:
    """Count the blocks of weeks behind us that held fewer jumps than a block needs to open the next stage.

    Parameters
    ----------
    season : its weeks; quiet ones (taper, race, transition) ask for nothing.
    done : sessions that were done.
    today : blocks that end before it are judged.
    """
    weeks: dict[int, int] = {}
    for week in season.weeks:
        weeks[week.mesocycle] = weeks.get(week.mesocycle, 0) + (week.phase not in QUIET)
    over = {week.mesocycle for week in season.weeks if week.start + WEEK <= today}
    over -= {week.mesocycle for week in season.weeks if week.start + WEEK > today}
    jumped = [season.week_of(one.date).mesocycle for one in done if one.has_power]
    return sum(jumped.count(block) < ladders().power.done_share * weeks[block] for block in over)


def spared_text(spot: Sore) -> str:
    """Say until when what loads a sore spot waits, and what to do then or sooner; nothing for one without an end."""
    if spot.until is None:
        return ""
    return (
        f"What loads the {spot.site} waits until {day_text(spot.until, year=True)}; nothing is diagnosed here. Still "
        "sore then: say so again, or have it looked at. Fine sooner: say that, too."
    )


def spots_told(before: Runner, now: Runner, today: date) -> list[Difference]:
    """Say of sore spots with an end that are new, or that end on another day, until when they are spared."""
    known = {(spot.site, spot.until) for spot in before.sore if spot.passing}
    return [
        Difference(sort="body", text=spared_text(spot), first=today, option=f"clear {spot.site}")
        for spot in now.sore
        if spot.passing and spot.note != TOLD and spot.holds(today, date.max) and (spot.site, spot.until) not in known
    ]


def body_told(before: Runner, now: Runner, history: History, today: date) -> list[Difference]:
    """Say what the log tells of the body and what follows from it; only facts, and nothing is diagnosed."""
    found = [Difference(sort="body", text=text, first=today) for text in facts(history, today)]
    for one in raised(history, now.cleared, today):
        where = f"{one.complaint.site}, {day_text(one.complaint.date)}"
        text = (
            f"You told of a sign that needs a professional's look ({one.flag.replace('-', ' ')}; {where}). No training "
            "is planned until it is cleared."
        )
        option = f"cleared {one.flag} DATE"
        found.append(Difference(sort="body", text=text, first=one.complaint.date, option=option))
    for spot in spared(history, today):
        wait = (
            f"until {day_text(spot.until)}"
            if not spot.lasting
            else f"until it is quiet, {day_text(spot.until)} at the earliest"
        )
        look = " Have it looked at." if spot.look else ""
        text = f"What loads the {spot.site} waits {wait}; nothing is diagnosed here.{look}"
        found.append(Difference(sort="body", text=text, first=spot.since))
    quiet = {spot.site for spot in before.sore if spot.note == TOLD} - {spot.site for spot in now.sore}
    for site in sorted(quiet):
        text = f"The {site} has been quiet; what loads it may come back."
        found.append(Difference(sort="body", text=text, first=today))
    readings = read_screens(now.screens, now, today) if now.screens != before.screens else ()
    found += [Difference(sort="body", text=" ".join(reading.sentences), first=today) for reading in readings]
    if now.body_mass_kg != before.body_mass_kg:
        text = f"Body mass {number(now.body_mass_kg)} kg, {number(before.body_mass_kg)} kg before."
        found.append(Difference(sort="body", text=text, first=today))
    if now.power_behind > before.power_behind:
        blocks = plural(now.power_behind - before.power_behind, "block")
        text = f"The jumps of {blocks} were mostly missed, so their ladder is climbed later."
        found.append(Difference(sort="body", text=text, first=today))
    return found
