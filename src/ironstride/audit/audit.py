"""Audits a log: what was really lifted beside what was really run, by the same rules that plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from ironstride.audit.findings import bound_of, found_in, top
from ironstride.audit.log import Log, judged_log
from ironstride.audit.methods import followed, views
from ironstride.audit.spreads import spreads
from ironstride.audit.trend import months, parted, verdicts_by_month
from ironstride.catalogue import Catalogue, catalogue
from ironstride.model.audit import Audit, AuditFinding, Halves, MethodView, Unresolved
from ironstride.model.rule import Method, Verdict
from ironstride.rules.done import Done
from ironstride.rules.ruleset import RuleSet, audit_set
from ironstride.version import __version__

SCHEMA = 1


def audit(
    done: Done,
    method: str | Method = "evidence",
    *,
    name: str = "",
    since: date | None = None,
    split: date | None = None,
    beside: bool = False,
    data: Catalogue | None = None,
    notes: Iterable[str] = (),
    guesses: Mapping[str, Sequence[str]] | None = None,
) -> Audit:
    """Judge what was done.

    Parameters
    ----------
    done : the log on the timeline, see `ironstride.rules.done.lay`.
    method : whose rules to judge by.
    name : whose log it is, as the report says.
    since : the first day that counts for the verdicts; a year before the last day if not given.
    split : a day to judge before and after, such as the first session of a plan.
    beside : judge by every method of the catalogue as well. A seed's method always is judged beside the others, so
        that what another article asks for is not held against a runner without saying so.
    data : the catalogue.
    notes : what the reading of the files has to say.
    guesses : for exercise names nobody knows, what they might mean.

    Returns
    -------
    Audit
        The same log gives the same audit, whatever the order of its files or the unit of its loads.
    """
    data = data or catalogue()
    switches = done.who.runner.switches
    rules = audit_set(data, method, switches)
    others = [audit_set(data, other) for other in data.methods] if beside or rules.method in SEEDS else []
    log = judged_log(done, [rules, *others], data, since)
    seen = views(data, replace(log, rules=tuple(others)))
    found = _beside(found_in(data, rules, log), followed(data, seen), seen)
    axis = done.axis
    verdicts = {
        mistake.id: verdicts_by_month(
            mistake, [log.under(bound, mistake.sides.get(bound.rule.code)) for bound in known], log
        )
        for mistake in data.mistakes.values()
        if (known := bound_of(mistake, rules))
    }
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
        top=tuple(one.mistake for one in top(found)),
        findings=tuple(found),
        names={mistake.id: mistake.name for mistake in data.mistakes.values()},
        notes=tuple(notes),
        unresolved=_unresolved(done, guesses or {}),
        methods=seen if beside else (),
        follows=followed(data, seen),
        months=months(done, log, verdicts),
        spreads=spreads(done.sessions, data.exercises, rules, axis.tags),
        halves=_halves(data, rules, log, split),
    )


#: methods whose rules are an article's
SEEDS = ("s0", "s1", "s2", "s3", "s4")


def _beside(found: Sequence[AuditFinding], follows: Sequence[str], seen: Sequence[MethodView]) -> list[AuditFinding]:
    """Say of what a method holds against a log which article that the log follows says the opposite."""
    stances = {view.method: view.stances for view in seen}
    told = []
    for one in found:
        others = [method.upper() for method in follows if stances[method].get(one.mistake) == "opposes"]
        if one.verdict == "fail" and others:
            says = "says" if len(others) == 1 else "say"
            one = replace(one, said=f"{one.said} {' and '.join(others)}, which you follow, {says} the opposite.")
        told.append(one)
    return told


def _halves(data: Catalogue, rules: RuleSet, log: Log, split: date | None) -> Halves | None:
    parts = None if split is None else parted(log, split)
    if split is None or parts is None:
        return None
    before, after = ({one.mistake: one.verdict for one in found_in(data, rules, part)} for part in parts)
    return Halves(split=split, before=_told(before, after), after=_told(after, before))


def _told(verdicts: Mapping[str, Verdict], others: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """Leave out what neither half could be judged by."""
    silent = ("not-applicable", "unknown")
    return {name: told for name, told in verdicts.items() if told not in silent or others.get(name) not in silent}


def _unresolved(done: Done, guesses: Mapping[str, Sequence[str]]) -> tuple[Unresolved, ...]:
    counts: Counter[str] = Counter()
    for one in done.sessions:
        for item in one.session.items:
            if item.exercise in one.unread:
                counts[item.exercise] += len(item.sets)
    return tuple(
        Unresolved(name=name, sets=sets, guesses=tuple(guesses.get(name, ()))) for name, sets in counts.most_common()
    )
