"""Says which words hold on each day and in each week of a season."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ironstride.catalogue.tables import table
from ironstride.model.runner import WEEKDAYS, Runner
from ironstride.model.running import HARD, PlannedRun
from ironstride.model.timeline import Day, Week
from ironstride.rules.facts_runner import spot_words
from ironstride.running.season import Season, SeasonWeek
from ironstride.strength.ladders import open_stage

#: spans before and after an A race that rules may ask about, in days
BEFORE_A_RACE = (4, 10, 14)
AFTER_A_RACE = (7,)
TAIL_DAYS = 7


def week_facts(runner: Runner, season: Season, with_any: set[date], with_legs: set[date]) -> tuple[Week, ...]:
    """Describe the weeks; `legs` and `lifting` say what sort of session they hold."""
    facts = []
    for number, week in enumerate(season.weeks):
        words = week_words(runner, season, number)
        words |= {"lifting"} if week.start in with_any else frozenset()
        words |= {"legs"} if week.start in with_legs else frozenset()
        facts.append(Week(number, number * 7, number * 7 + 7, words, mesocycle=week.mesocycle, scored=week.full))
    return tuple(facts)


def week_words(runner: Runner, season: Season, number: int) -> frozenset[str]:
    """Give the words of a week that do not depend on the strength in it."""
    start = season.weeks[number].start
    return _week_words(runner, season, number) | spot_words(runner, start, start + timedelta(days=6))


def _week_words(runner: Runner, season: Season, number: int) -> frozenset[str]:
    """Give the words of a week that all its days share."""
    week: SeasonWeek = season.weeks[number]
    words = {f"phase:{week.phase}", "intense" if week.intense else "low-intensity"}
    words.add(f"power-stage:{open_stage(runner.lifting_experience, week.mesocycle, runner.power_behind)}")
    new_lifter = runner.lifting_experience in ("none", "novice")
    if new_lifter and number < table("season")["entry"]["weeks"]:
        words.add("entry")
    if week.down:
        words.add("down")
    if number and season.weeks[number - 1].down:
        words.add("after-down")
    if not week.full:
        words.add("partial")
    return frozenset(words)


def day_facts(runner: Runner, season: Season, runs: Sequence[PlannedRun]) -> tuple[Day, ...]:
    """Describe each day of the season and of the tail after it."""
    start = season.weeks[0].start
    end = season.weeks[-1].start + timedelta(days=7 + TAIL_DAYS)
    by_day: dict[date, list[PlannedRun]] = {}
    for run in runs:
        by_day.setdefault(run.date, []).append(run)
    facts = []
    for offset in range((end - start).days):
        day = start + timedelta(days=offset)
        number = offset // 7
        words = set(_week_words(runner, season, number)) if number < len(season.weeks) else set()
        words |= spot_words(runner, day, day)
        words |= _running_words(by_day.get(day, ()))
        words |= _race_words(season, day) | _rota_words(runner, day) | {WEEKDAYS[day.weekday()]}
        if any(span.first <= day <= span.last and (span.place or span.unavailable) for span in runner.exceptions):
            words.add("away")
        facts.append(Day(day, number, frozenset(words)))
    return tuple(facts)


def _running_words(runs: Sequence[PlannedRun]) -> set[str]:
    if not runs:
        return {"rest-day"}
    kinds = {run.intensity for run in runs}
    words = {"run-day"}
    words |= {"hard-day"} if kinds & HARD else {"long-day"} if "long" in kinds else {"easy-day"}
    return words


def _race_words(season: Season, day: date) -> set[str]:
    words = set()
    for race in season.a_races:
        before = (race.date - day).days
        words |= {f"within-{span}-days-of-a-race" for span in BEFORE_A_RACE if 0 <= before <= span}
        words |= {f"within-{span}-days-after-a-race" for span in AFTER_A_RACE if 0 < -before <= span}
    return words


def _rota_words(runner: Runner, day: date) -> set[str]:
    words = set()
    for rota in runner.rota:
        tonight, last = (_night(rota.start, rota.cycle_days, rota.nights, day - timedelta(days=n)) for n in (0, 1))
        if last and not tonight:
            words.add("last-night")
        if last and tonight:
            words.add("after-night")
        if tonight:
            words.add("night")
    return words


def _night(start: date, cycle_days: int, nights: tuple[int, ...], day: date) -> bool:
    return (day - start).days % cycle_days in nights
