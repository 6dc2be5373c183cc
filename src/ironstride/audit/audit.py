"""Audits a log: what was really lifted beside what was really run, by the same rules that plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from ironstride.audit.findings import Log, finding
from ironstride.audit.tally import Judged, judge
from ironstride.catalogue import Catalogue, catalogue
from ironstride.model.audit import Audit, AuditFinding, Unresolved
from ironstride.model.rule import Method
from ironstride.model.words import DAYS
from ironstride.rules.done import Done
from ironstride.rules.ruleset import RuleSet, audit_set
from ironstride.version import __version__

SCHEMA = 1
#: how far back the verdicts look; the months before stay in the trend
YEAR_DAYS = 364
#: findings at the top
TOP = 3


def audit(
    done: Done,
    method: str | Method = "evidence",
    *,
    name: str = "",
    since: date | None = None,
    data: Catalogue | None = None,
    notes: Iterable[str] = (),
) -> Audit:
    """Judge what was done.

    Parameters
    ----------
    done : the log on the timeline, see `ironstride.rules.done.lay`.
    method : whose rules to judge by.
    name : whose log it is, as the report says.
    since : the first day that counts for the verdicts; a year before the last day if not given.
    data : the catalogue.
    notes : what the reading of the files has to say.
    """
    data = data or catalogue()
    rules = audit_set(data, method, done.who.runner.switches)
    log = judged_log(done, [rules], data, since)
    found = found_in(data, rules, log)
    axis = done.axis
    return Audit(
        schema=SCHEMA,
        ironstride=__version__,
        catalogue=data.version,
        name=name or done.who.runner.name,
        method=rules.method,
        first=axis.days[axis.scored_first].date,
        last=axis.days[axis.scored_end - 1].date,
        judged_from=axis.days[log.first].date,
        sessions=len(done.sessions),
        sets=sum(event.amounts.get("sets", 0) for event in axis.events if event.of == "item"),
        runs=len(done.runs.runs),
        top=tuple(one.mistake for one in _top(found)),
        findings=tuple(found),
        notes=tuple(notes),
        unresolved=_unresolved(done),
    )


def found_in(data: Catalogue, rules: RuleSet, log: Log) -> list[AuditFinding]:
    """Judge every mistake a method knows, what would help most first; what another explains stands behind it."""
    found = [one for mistake in data.mistakes.values() if (one := finding(data, mistake, rules, log)) is not None]
    made = {one.mistake for one in found if one.verdict == "fail" and one.now != "mended"}
    behind = {name: next((other for other in data.mistakes[name].behind if other in made), "") for name in made}
    return sorted((replace(one, behind=behind.get(one.mistake, "")) for one in found), key=_rank)


def judged_log(done: Done, sets: Sequence[RuleSet], data: Catalogue, since: date | None = None) -> Log:
    """Judge a log by every rule of some rule sets that a mistake is made of."""
    axis = done.axis
    sessions = {event.id: event for event in axis.events if event.of == "session"}
    asked = {code for mistake in data.mistakes.values() for code in mistake.rules}
    judged: dict[int, Judged] = {}
    for rules in sets:
        for bound in rules.rules:
            if bound.rule.code in asked:
                judged[id(bound)] = judge(bound, axis, sessions)
    last = axis.days[axis.scored_end - 1].date
    start = since or last - timedelta(days=YEAR_DAYS)
    first = max(axis.scored_first, (start - axis.days[0].date).days)
    names = {exercise.id: exercise.name for exercise in data.exercises.values()}
    return Log(axis, judged, first, axis.scored_end, usual_day(done), names)


def usual_day(done: Done) -> str:
    """Name the weekday most sessions stood on lately; Tuesday when nothing is usual."""
    recent = [one.session.date for one in done.sessions][-24:]
    counts = Counter(day.weekday() for day in recent)
    return DAYS[min(counts, key=lambda day: (-counts[day], day))] if counts else DAYS[1]


def _rank(one: AuditFinding) -> tuple[int, int, str]:
    order = ("fail", "unknown", "pass", "not-applicable")
    return (order.index(one.verdict) + bool(one.behind), -one.help, one.mistake)


def made_now(one: AuditFinding) -> bool:
    """Say whether a mistake is made today and nothing else explains it."""
    return one.verdict == "fail" and one.now != "mended" and not one.behind


def _top(found: Sequence[AuditFinding]) -> list[AuditFinding]:
    """Give what would help most: at most three, one of a theme, nothing that is mended."""
    now = (one for one in found if made_now(one) and one.stance != "opposes")
    by_theme: dict[str, AuditFinding] = {}
    for one in now:
        by_theme.setdefault(one.theme, one)
    return list(by_theme.values())[:TOP]


def _unresolved(done: Done) -> tuple[Unresolved, ...]:
    counts: Counter[str] = Counter()
    for one in done.sessions:
        for block in one.session.blocks:
            for item in block.items:
                if item.exercise in one.unread:
                    counts[item.exercise] += len(item.sets)
    return tuple(Unresolved(name=name, sets=sets) for name, sets in counts.most_common())
