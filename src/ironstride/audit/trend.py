"""The same audit by month, and before and after a day such as the first session of a plan."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ironstride.audit.log import Log
from ironstride.audit.over_time import Habit, decided, every
from ironstride.audit.tally import Judged
from ironstride.model.audit import AuditMonth, Mistake
from ironstride.model.rule import Verdict
from ironstride.rules.done import Done

#: things judged in a month that are enough to say how the month was
MONTH_FEWEST = 2


class Counts(Struct, frozen=True):
    """What was judged in a month: how much failed, passed and could not be told."""

    fails: int
    passes: int
    unknown: int

    @property
    def share(self) -> int | None:
        """Percent of what was judged that failed; None where nothing was."""
        told = self.fails + self.passes
        return round(100 * self.fails / told) if told else None


def by_month(judged: Judged, log: Log) -> list[Counts]:
    """Count what a rule said, month by month."""
    first, end, month_of = log.axis.scored_first, log.axis.scored_end, log.month_of
    told = Counter((month_of[unit.day], unit.verdict) for unit in judged.units if first <= unit.day < end)
    return [
        Counts(told[month, "fail"], told[month, "pass"], told[month, "unknown"]) for month in range(len(log.months))
    ]


def verdicts_by_month(mistake: Mistake, judged: list[Judged], log: Log) -> list[Verdict]:
    """Say of each month whether the mistake was made in it."""
    habit = Habit(mistake.habit_pct, min(mistake.fewest, MONTH_FEWEST))
    columns = [by_month(one, log) for one in judged]
    return [
        every([decided(part.fails, part.passes, part.unknown, habit) for part in parts], mistake.needs)
        for parts in zip(*columns, strict=True)
    ]


def months(done: Done, log: Log, verdicts: dict[str, list[Verdict]]) -> tuple[AuditMonth, ...]:
    """Sum every month up: sessions, sets, running, and the verdict of each mistake that could be judged."""
    sessions = _by_month([(one.session.date, one.session.minutes) for one in done.sessions])
    runs = _by_month([(run.date, run.minutes) for run in done.runs.runs])
    sets: dict[date, int] = {}
    for event in log.axis.events:
        if event.of == "item" and event.day < len(log.month_of):
            month = log.axis.days[event.day].date.replace(day=1)
            sets[month] = sets.get(month, 0) + event.amounts.get("sets", 0)
    return tuple(
        AuditMonth(
            month=month,
            sessions=sessions.get(month, (0, 0))[0],
            minutes=sessions.get(month, (0, 0))[1],
            sets=sets.get(month, 0),
            runs=runs.get(month, (0, 0))[0],
            run_minutes=runs.get(month, (0, 0))[1],
            verdicts={name: told[place] for name, told in verdicts.items() if told[place] != "not-applicable"},
        )
        for place, month in enumerate(log.months)
    )


def _by_month(entries: list[tuple[date, int]]) -> dict[date, tuple[int, int]]:
    found: dict[date, tuple[int, int]] = {}
    for day, minutes in entries:
        count, total = found.get(day.replace(day=1), (0, 0))
        found[day.replace(day=1)] = (count + 1, total + minutes)
    return found


def parted(log: Log, split: date) -> tuple[Log, Log] | None:
    """Part a log at a day; None when the day does not lie inside it."""
    day = (split - log.axis.days[0].date).days
    if not log.axis.scored_first < day < log.axis.scored_end:
        return None
    return replace(log, first=log.axis.scored_first, end=day), replace(log, first=day, end=log.axis.scored_end)
