"""Sore spots of a runner, told of and cleared."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from ironstride.model.body import Side, Sore
from ironstride.model.errors import InputError
from ironstride.model.exercise import Site
from ironstride.model.runner import Runner
from ironstride.strength.readiness import pain_days


def with_spot(runner: Runner, site: Site, side: Side, until: date | None, today: date) -> Runner:
    """Spare a site up to a day; told of once more without a day, it is spared no shorter than before.

    Parameters
    ----------
    until : the last day; without one, as many days after today as pain told in a log spares a site for.
    today : the day it is told of.

    Raises
    ------
    InputError : the last day is past.
    """
    if until is not None and until < today:
        raise InputError(f"{until} is past", "sore", f"Give {today} or a later day, or none.")
    told = [spot for spot in runner.sore if spot.site == site and spot.state == "sore"]
    standing = [spot for spot in told if spot.holds(today, today)]
    since = standing[0].since and min(standing[0].since, today) if standing else today
    if until is None and all(spot.until is not None for spot in standing):
        usual = today + timedelta(days=pain_days())
        until = max([usual, *(spot.until for spot in standing if spot.until is not None)])
    kept = [spot for spot in runner.sore if spot not in told]
    return replace(runner, sore=(*kept, Sore(site=site, side=side, since=since, until=until)))


def without_spot(runner: Runner, site: Site) -> Runner:
    """Take out what was sore; what was injured counts as healed.

    Raises
    ------
    InputError : nothing complains there.
    """
    spots = [spot for spot in runner.sore if spot.site == site and spot.state != "healed"]
    if not spots:
        sites = ", ".join(sorted({spot.site for spot in runner.sore if spot.state != "healed"})) or "nothing"
        raise InputError(f"{site} is not among your sore spots", "clear", f"Sore now: {sites}.")
    left = [
        replace(spot, state="healed", until=None) if spot in spots else spot
        for spot in runner.sore
        if spot not in spots or spot.state == "injured"
    ]
    return replace(runner, sore=tuple(left))
