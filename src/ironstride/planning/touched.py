"""Which weeks a change touches: where the days, the runs, the free hours or what rules ask about are different now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from ironstride.model.body import Sore
from ironstride.model.runner import Runner
from ironstride.model.session import Session
from ironstride.planning.dose import words_asked
from ironstride.planning.slots import Slot, slots
from ironstride.planning.stored import Opened
from ironstride.planning.task import Task
from ironstride.rules.facts_runner import runner_words, spot_words
from ironstride.rules.facts_weeks import day_facts, week_words
from ironstride.rules.ruleset import RuleSet, asked_words
from ironstride.running.season import monday
from ironstride.running.standing import moved_weeks

#: gaps between lifting and running reach this many days over the end of a week
REACH_DAYS = 2


class Touched(Struct, frozen=True):
    """Mondays of the weeks whose days, and of those whose exercises, are open again."""

    days: frozenset[date]
    items: frozenset[date]


def touched_weeks(was: Opened, task: Task, rules: RuleSet, gone: Sequence[Session]) -> Touched:
    """Compare two tasks week by week.

    Parameters
    ----------
    was : the plan before, with its task and rules.
    task, rules : what holds now.
    gone : planned sessions that did not happen.
    """
    every = frozenset(week.start for week in task.season.weeks)
    if _everything(was, task, rules):
        return Touched(every, every)
    words = _changed_words(was.task, task)
    if _every_day(was.task, task):
        return Touched(every, frozenset(words) & every)
    dates = _changed_days(was.task, task) | _changed_slots(was.task, task)
    dates |= _changed_wishes(was.task.runner, task.runner)
    near = {day + timedelta(days=n) for day in dates for n in range(-REACH_DAYS, REACH_DAYS + 1)}
    days = {monday(day) for day in near} | {monday(session.date) for session in gone} | words
    return Touched(frozenset(days) & every, frozenset(words) & every)


def _everything(was: Opened, task: Task, rules: RuleSet) -> bool:
    """Say whether rules, blocks, sore spots without an end, or words of the runner that rules about exercises or doses
    ask about are different."""
    old = was.task
    if rules is not was.rules or old.blocks != task.blocks or _lasting(old.runner) != _lasting(task.runner):
        return True
    different = _different_words(old, task)
    return bool(different) and not different.isdisjoint(asked_words(rules, "composition") | words_asked())


def _lasting(runner: Runner) -> list[Sore]:
    """Give what no day ends: sore spots until the runner says otherwise, and old injuries."""
    return [spot for spot in runner.sore if not spot.passing]


def _every_day(old: Task, task: Task) -> bool:
    """Say whether something that speaks of the days of the whole season is different."""
    return bool(_different_words(old, task)) or _per_week(old.runner) != _per_week(task.runner)


def _different_words(old: Task, task: Task) -> frozenset[str]:
    return runner_words(old.runner, old.season) ^ runner_words(task.runner, task.season)


def _per_week(runner: Runner) -> list[int]:
    return [wish.per_week for wish in runner.wishes if wish.per_week is not None]


def _changed_words(old: Task, new: Task) -> frozenset[date]:
    """Give the weeks whose words, or spots that are sore on one of their days, are different, and those that are in
    another mesocycle."""
    before, after = _week_words(old), _week_words(new)
    changed = frozenset(start for start, words in after.items() if before.get(start) != words)
    return changed | moved_weeks(old.season, new.season)


def _week_words(task: Task) -> dict[date, list[frozenset[str]]]:
    """Give each week's words, and those of the spots that are sore on its days."""
    found = {}
    for number, week in enumerate(task.season.weeks):
        days = (week.start + timedelta(days=n) for n in range(7))
        spots = [spot_words(task.runner, day, day) for day in days]
        found[week.start] = [week_words(task.runner, task.season, number), *spots]
    return found


def _changed_days(old: Task, new: Task) -> set[date]:
    """Give the dates whose runs, other training or words are different; the words of the week apart."""
    return _different(_by_date(old), _by_date(new))


def _by_date(task: Task) -> dict[date, list[object]]:
    found: dict[date, list[object]] = {}
    for number, day in enumerate(day_facts(task.runner, task.season, task.runs)):
        week = number // 7
        words = week_words(task.runner, task.season, week) if week < len(task.season.weeks) else frozenset()
        found[day.date] = [day.tags - words]
    for run in task.runs:
        found.setdefault(run.date, []).append((run.intensity, run.minutes, run.start_min))
    for other in task.others:
        found.setdefault(other.date, []).append((other.is_strength, other.minutes, other.start_min))
    return found


def _changed_slots(old: Task, new: Task) -> set[date]:
    return _different(_slots(old), _slots(new))


def _slots(task: Task) -> dict[date, list[object]]:
    found: dict[date, list[object]] = {}
    each: Iterable[Slot] = slots(task.runner, task.season, task.runs, task.others)
    for slot in each:
        found.setdefault(slot.date, []).append(slot)
    return found


def _different(before: dict[date, list[object]], after: dict[date, list[object]]) -> set[date]:
    return {day for day in before.keys() | after.keys() if before.get(day) != after.get(day)}


def _changed_wishes(old: Runner, new: Runner) -> set[date]:
    different = set(old.wishes) ^ set(new.wishes)
    return {day for wish in different for day in (wish.on, wish.rest_on) if day is not None}
