"""What must hold for any log: no crash, monotone rules, and findings that hang neither on order nor on units."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.audit.audit import audit
from ironstride.audit.record import record
from ironstride.catalogue import catalogue
from ironstride.cli.audit_logs import Options, read_logs
from ironstride.formats.log_file import append
from ironstride.model.audit import Audit
from ironstride.model.log import History, LoggedSession, PutSession
from ironstride.model.rule import Finding
from ironstride.model.running import PlannedRun
from ironstride.pictures.audit_html import audit_html
from ironstride.pictures.audit_terminal import audit_text
from ironstride.pictures.terminal_ink import columns
from ironstride.rules.done import Done, Who, done_sessions, guessed, lay
from ironstride.rules.done_runs import as_done
from ironstride.rules.done_strength import strength_of
from ironstride.rules.ruleset import Bound, audit_set
from logged import DAY, MONDAY

from .strategies import WEEKS, logs, runnings
from .zoo import animal, animals, history
from .zoo import done as zoo_done

pytestmark = pytest.mark.slow

EXERCISES = catalogue().exercises
METHODS = ("evidence", "s0", "s1", "s2", "s3", "s4")
LAST = MONDAY + timedelta(days=7 * WEEKS - 1)
FEW = settings(max_examples=25)
#: monotone rules of runs alone, which no session offends, and those that generated logs break and the zoo does not
OF_RUNS, OF_GENERATED = {"AUD111", "AUD112", "AUD114"}, {"AUD110", "ORD102", "SEV106", "SEV107"}


def laid(log: History, runs: tuple[PlannedRun, ...], who: Who | None = None) -> Done:
    who = who or guessed(log)
    done = as_done(runs)
    who = who if runs else replace(who, unknown=who.unknown | {"runs"})
    strength = strength_of(log.sessions, who.runner, EXERCISES)
    lifts = done_sessions(log.sessions, EXERCISES, strength, who.runner.body_mass_kg)
    return lay(who, lifts, done, EXERCISES, first=MONDAY, last=LAST, max_hr_bpm=190.0)


def findings(report: Audit) -> dict[str, tuple[object, ...]]:
    return {one.mistake: (one.verdict, one.now, one.failing, one.judged, one.said) for one in report.findings}


# ---------------------------------------------------------------- no crash


@FEW
@given(log=logs(), runs=runnings(), method=st.sampled_from(METHODS), width=st.integers(40, 120))
def test_any_log_is_audited(log: History, runs: tuple[PlannedRun, ...], method: str, width: int) -> None:
    report = audit(laid(log, runs), method, split=MONDAY + 21 * DAY)
    again = msgspec.json.decode(msgspec.json.encode(report), type=Audit)
    assert again == report
    assert len(report.top) <= 3
    text = audit_text(report, width, everything=True)
    assert max(columns(line) for line in text.splitlines()) <= width
    for one in report.findings:
        assert 0 <= one.failing <= one.judged
        assert "{" not in one.said + one.action
        assert (one.verdict == "unknown") == bool(one.missing)
        assert one.verdict != "fail" or (one.dates and one.action and one.voices)
        assert all(share is None or 0 <= share <= 100 for share in one.series)


@settings(max_examples=8)
@given(log=logs(), runs=runnings())
def test_any_log_is_drawn(log: History, runs: tuple[PlannedRun, ...]) -> None:
    done = laid(log, runs)
    report = audit(done, beside=True)
    page = audit_html(report, record(done, report.judged_from))
    assert page.count("<svg") == page.count("</svg>")
    assert "<script" not in page


# ---------------------------------------------------------------- monotone


def monotone(bound: Bound) -> bool:
    """Say whether taking an offending session away can never add a finding of the rule.

    It holds for rules that judge each event or each session by itself (`avoid`, `range`, `sequence`, `follow`, and any
    kind whose window is the session), that judge pairs (`gap`, `order`), and for an upper limit on a window (`bound`
    without `min`). It does not for a lower limit, a share, a habit (`steady`), growth (`ramp`, `step`) or variety
    (`overlap`): there the session that is gone may be the one the others were held against. Nor for a share of the
    one-rep maximum, which rests on what all sets together teach.
    """
    rule = bound.rule
    if rule.params.get("amount") == "percent_tenths":
        return False
    if rule.kind in ("avoid", "range", "sequence", "follow", "gap", "order") or rule.params.get("window") == "session":
        return True
    return rule.kind == "bound" and rule.params.get("min") is None


def failing(bound: Bound, done: Done) -> list[Finding]:
    return [finding for finding in bound.check(done.axis) if finding.verdict == "fail"]


def windows(bound: Bound, found: list[Finding]) -> set[tuple[object, ...]]:
    """What tells findings apart: the events for those of events and pairs, the days for a window."""
    by_days = bound.rule.kind == "bound" and bound.rule.params.get("window") != "session"
    return {
        (one.first, one.last) if by_days or not one.facts else tuple(fact.partition("/")[0] for fact in one.facts)
        for one in found
    }


def offenders(bound: Bound, found: list[Finding], log: History) -> list[str]:
    """The sessions that findings are about: those they name, or, of what a session lacks, those of the day."""
    names = {session.id for session in log.sessions}
    named = {fact.partition("/")[0] for one in found for fact in one.facts} & names
    if bound.rule.params.get("window") == "session":
        days = {one.first for one in found if not one.facts}
        named |= {session.id for session in log.sessions if session.date in days}
    return sorted(named)


@FEW
@given(log=logs(), runs=runnings(), method=st.sampled_from(METHODS), pick=st.randoms(use_true_random=False))
def test_without_an_offending_session_no_finding_is_added(
    log: History, runs: tuple[PlannedRun, ...], method: str, pick: object
) -> None:
    who = guessed(log)
    whole = laid(log, runs, who)
    for bound in audit_set(catalogue(), method).rules:
        if not monotone(bound):
            continue
        found = failing(bound, whole)
        blamed = offenders(bound, found, log)
        if not blamed:
            continue
        gone = pick.choice(blamed)  # type: ignore[attr-defined]
        rest = replace(log, sessions=tuple(one for one in log.sessions if one.id != gone))
        after = windows(bound, failing(bound, laid(rest, runs, who)))
        assert after <= windows(bound, found), (bound.rule.code, gone)


def test_each_offender_of_the_zoo_gone_adds_nothing_and_takes_its_own_finding() -> None:
    """Every monotone rule a mistake is made of fails somewhere in the zoo, so that none is held to this by chance."""
    data, seen = catalogue(), set()
    rules = {code for mistake in data.mistakes.values() for code in mistake.rules}
    for one in map(animal, animals()):
        caught = {code for mistake in one.caught for code in data.mistakes[mistake].rules}
        log, whole = history(one), zoo_done(one)
        for bound in audit_set(data, one.method).rules:
            if bound.rule.code not in caught | (rules - seen) or not monotone(bound):
                continue
            found = failing(bound, whole)
            blamed = offenders(bound, found, log)
            for gone in {*blamed[:1], *blamed[-1:]}:
                rest = replace(log, sessions=tuple(session for session in log.sessions if session.id != gone))
                left = failing(bound, zoo_done(one, rest))
                assert windows(bound, left) <= windows(bound, found), (bound.rule.code, gone)
                assert len(left) < len(found) or bound.rule.params.get("window") == "week", (bound.rule.code, gone)
                seen.add(bound.rule.code)
    every = {bound.rule.code for method in METHODS for bound in audit_set(data, method).rules if monotone(bound)}
    assert (every & rules) - seen == OF_RUNS | OF_GENERATED


def test_a_lower_limit_is_not_monotone() -> None:
    """The counterexample that draws the line: without one of two sessions the week lacks one."""
    (bound,) = (one for one in audit_set(catalogue(), "evidence").rules if one.rule.code == "FRQ112")
    assert not monotone(bound)


# ---------------------------------------------------------------- order and units


@FEW
@given(log=logs(), runs=runnings(), order=st.randoms(use_true_random=False))
def test_the_order_in_which_sessions_are_read_does_not_matter(
    log: History, runs: tuple[PlannedRun, ...], order: object
) -> None:
    shuffled = list(log.sessions)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    turned = list(runs)
    order.shuffle(turned)  # type: ignore[attr-defined]
    other = replace(log, sessions=tuple(shuffled))
    assert audit(laid(log, runs)) == audit(laid(other, tuple(turned)))


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    log = history(animal("bodybuilder"))
    parts = [log.sessions[0::2], log.sessions[1::2], log.sessions[:30]]
    paths = [tmp_path / f"part-{number}.jsonl" for number in range(3)]
    for path, part in zip(paths, parts, strict=True):
        append(path, [PutSession(entry=f"{path.name}-{one.id}", session=one) for one in part])
    read = [read_logs(order, Options(), None).history for order in (paths, paths[::-1], [tmp_path])]
    assert all(one == other for one, other in combinations(read, 2))
    assert len(read[0].sessions) == len(log.sessions)


@pytest.mark.parametrize("name", ["clean", "bodybuilder", "not-heavy", "no-progression", "light-sets"])
def test_the_same_log_in_kilograms_and_in_pounds_gives_the_same_findings(name: str, tmp_path: Path) -> None:
    one = animal(name)
    log = in_pounds(history(one))
    reports = []
    for unit, per_kg in (("kg", 1.0), ("lb", 1 / 0.45359237)):
        path = tmp_path / f"log-{unit}.csv"
        path.write_text(table(log, unit, per_kg), encoding="utf-8")
        read = read_logs([path], Options(), None).history
        reports.append(findings(audit(laid(read, ()), "evidence")))
    assert reports[0] == reports[1]


def in_pounds(log: History) -> History:
    """Round every load to whole pounds, so that both units can write it exactly."""

    def rounded(session: LoggedSession) -> LoggedSession:
        sets = tuple(
            replace(one, load_kg=None if one.load_kg is None else round(one.load_kg / 0.45359237) * 0.45359237)
            for one in session.sets
        )
        return replace(session, sets=sets)

    return replace(log, sessions=tuple(rounded(session) for session in log.sessions))


def table(log: History, unit: str, per_kg: float) -> str:
    lines = [f"date,time,exercise,reps,weight ({unit}),rir"]
    for session in log.sessions:
        for one in session.sets:
            if one.reps is not None:
                load = "" if one.load_kg is None else f"{one.load_kg * per_kg:.8f}".rstrip("0").rstrip(".")
                rir = "" if one.rir is None else f"{one.rir:g}"
                lines.append(f"{session.date},18:00,{one.name},{one.reps},{load},{rir}")
    return "\n".join(lines) + "\n"
