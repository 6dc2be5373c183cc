"""A plan that follows the log: what was done stands as done, loads follow what was lifted, the rest stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.audit.check import check_plan
from ironstride.catalogue import catalogue
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.log import BodyMass, History, LoggedSession, LoggedSet
from ironstride.model.plan import Plan
from ironstride.model.runner import Experience
from ironstride.model.session import Session
from ironstride.planning.differences import difference_text
from ironstride.planning.load_reasons import load_lines
from ironstride.planning.replan import Replanned, replan
from ironstride.planning.simulated import live_through
from ironstride.planning.stored import opened
from ironstride.rules.ruleset import rule_set
from ironstride.strength.chance import usual_chance

from .simulated_season import MONDAY, WEEKS, season
from .stages import is_hard
from .strategies import plans

DATA = catalogue()
DAY = timedelta(days=1)
TODAY = MONDAY + 14 * DAY
LIFT = "romanian-deadlift"


@cache
def made() -> Plan:
    return season(weeks=12)


def logged(session: Session, rir: float = 2, kg: float = 0.0, day: date | None = None) -> LoggedSession:
    """Log a session as it was planned, all work sets with this reserve and so many kilograms more."""
    sets = []
    for block in session.blocks:
        for item in block.items:
            for number, one in enumerate(item.sets):
                sets.append(
                    LoggedSet(
                        id=f"{session.id}-{item.exercise}-{number}",
                        exercise=item.exercise,
                        reps=one.reps,
                        seconds=one.seconds,
                        contacts=one.contacts,
                        metres=one.metres,
                        load_kg=None if one.load_kg is None else one.load_kg + kg,
                        kind="warmup" if one.warmup else "work",
                        rir=None if one.warmup or one.reps is None else rir,
                    )
                )
    return LoggedSession(id=f"log-{session.id}", date=day or session.date, minutes=40, sets=tuple(sets))


def past(plan: Plan, today: date = TODAY) -> list[Session]:
    return [session for session in plan.sessions if session.date < today]


def coming(plan: Plan, today: date = TODAY) -> list[Session]:
    return [session for session in plan.sessions if session.date >= today]


def history(*sessions: LoggedSession) -> History:
    return History(sessions=tuple(sorted(sessions, key=lambda one: (one.date, one.id))))


def followed(log: History, today: date = TODAY, plan: Plan | None = None) -> Replanned:
    return replan(plan or made(), (), today, DATA, log)


def shape(sessions: Sequence[Session]) -> list[object]:
    """Days, hours and exercises with their doses, loads apart."""
    return [
        (
            session.id,
            [
                (b.block, [(i.exercise, len([s for s in i.sets if not s.warmup])) for i in b.items])
                for b in session.blocks
            ],
        )
        for session in sessions
    ]


def loads(sessions: Sequence[Session]) -> dict[tuple[str, str], float]:
    return {
        (session.id, item.exercise): max(one.load_kg or 0 for one in item.sets)
        for session in sessions
        for block in session.blocks
        for item in block.items
    }


def sorts(result: Replanned) -> set[str]:
    return {one.sort for one in result.differences}


# ---------------------------------------------------------------- the past


@pytest.mark.slow
def test_what_was_done_as_planned_stands_as_done_and_nothing_else_moves() -> None:
    result = followed(history(*(logged(session) for session in past(made()))))
    done = past(result.plan)
    assert all(session.done for session in done)
    assert [session.id for session in done] == [session.id for session in past(made())]
    assert loads(done) == loads(past(made()))
    assert shape(coming(result.plan)) == shape(coming(made()))
    assert [session.because for session in coming(result.plan)] == [session.because for session in coming(made())]
    assert "as planned" in difference_text(result.differences)
    assert sorts(result) <= {"done", "load", "why", "rule"}


def test_the_past_holds_what_was_lifted_not_what_was_planned() -> None:
    result = followed(history(*(logged(session, kg=5.0) for session in past(made()))))
    planned, done = loads(past(made())), loads(past(result.plan))
    assert all(done[key] == load + 5 for key, load in planned.items() if load)


def test_what_is_not_in_the_log_was_missed() -> None:
    first, *others = past(made())
    result = followed(history(*(logged(session) for session in others)))
    assert first.id not in {session.id for session in result.plan.sessions}
    assert [one.first for one in result.differences if one.sort == "missed"] == [first.date]


def test_a_session_done_on_another_day_remembers_its_own() -> None:
    first, *others = past(made())
    moved = replace(logged(first, day=first.date + DAY), planned=first.id)
    (done, *_) = past(followed(history(moved, *(logged(one) for one in others))).plan)
    assert done.date == first.date + DAY
    assert done.planned_date == first.date


def test_a_session_nobody_planned_comes_on_top() -> None:
    day = next(MONDAY + n * DAY for n in range(14) if MONDAY + n * DAY not in {s.date for s in past(made())})
    extra = LoggedSession(
        id="extra", date=day, sets=(LoggedSet(id="e1", exercise="bench-press", reps=5, load_kg=40, rir=2),)
    )
    result = followed(history(extra, *(logged(session) for session in past(made()))))
    done = next(session for session in result.plan.sessions if session.date == day)
    assert done.done
    assert done.template == "upper"
    assert "on top" in difference_text(result.differences)


def test_today_s_session_is_still_to_come_until_it_is_logged() -> None:
    session = coming(made())[0]
    log = history(*(logged(one) for one in past(made())))
    before = followed(log, session.date).plan
    assert not next(one for one in before.sessions if one.id == session.id).done
    after = followed(history(*log.sessions, logged(session)), session.date).plan
    assert next(one for one in after.sessions if one.id == session.id).done


def test_exercises_nobody_knows_stay_in_the_log_alone() -> None:
    session = past(made())[0]
    strange = replace(
        logged(session), sets=(LoggedSet(id="q", name="Thing", reps=5, load_kg=20), *logged(session).sets)
    )
    result = followed(history(strange, *(logged(one) for one in past(made())[1:])))
    assert loads(past(result.plan)) == loads(past(made()))


def test_following_the_same_log_again_changes_nothing_and_a_correction_corrects() -> None:
    log = history(*(logged(session) for session in past(made())))
    once = followed(log)
    again = followed(log, plan=once.plan)
    assert plan_bytes(again.plan) == plan_bytes(once.plan)
    assert not again.differences
    first = past(made())[0]
    right = history(logged(first, kg=2.5), *(logged(session) for session in past(made())[1:]))
    corrected = followed(right, plan=once.plan)
    assert loads(past(corrected.plan)) == loads(past(followed(right).plan))
    assert "corrected" in difference_text(corrected.differences)


def test_the_plan_survives_the_file_and_body_mass_follows() -> None:
    log = replace(
        history(*(logged(session) for session in past(made()))),
        body_mass=(BodyMass(id="m", date=MONDAY + DAY, kg=68.5),),
    )
    result = followed(log).plan
    assert read_plan(plan_bytes(result)) == result
    assert result.runner.body_mass_kg == 68.5


# ---------------------------------------------------------------- the loads to come


@given(easy=st.sampled_from([3.0, 4.0, 5.0]), hard=st.sampled_from([0.0, 1.0]))
@plans(3)
def test_easier_sets_bring_heavier_loads_and_harder_ones_lighter(easy: float, hard: float) -> None:
    up = loads(coming(followed(history(*(logged(s, rir=easy) for s in past(made())))).plan))
    down = loads(coming(followed(history(*(logged(s, rir=hard) for s in past(made())))).plan))
    assert all(up[key] >= down[key] for key in up.keys() & down.keys())
    assert any(up[key] > down[key] for key in up.keys() & down.keys())


def test_the_plan_says_why_its_loads_are_what_they_are() -> None:
    result = followed(history(*(logged(session, rir=4) for session in past(made()))))
    was = opened(result.plan)
    told = 0
    for session in coming(result.plan)[:4]:
        for block in session.blocks:
            for item in block.items:
                lines = load_lines(was.task, result.plan.sessions, session, item)
                assert not any("would differ" in line for line in lines), (session.id, item.exercise)
                told += bool(lines)
                assert item.chance is None or item.chance >= 0.85 or "the lightest there is" in " ".join(lines)
    assert told
    assert "why" in sorts(result)


# ---------------------------------------------------------------- a season


def is_clean(plan: Plan, today: date) -> None:
    """From today on nothing that must hold is broken, and no load jumps."""
    rules = rule_set(DATA, plan.method, plan.runner.switches)
    broken = [
        finding
        for finding in check_plan(plan, rules)
        if finding.verdict == "fail"
        and finding.last >= today
        and (is_hard(rules, finding.rule) or finding.rule == "PRG101")
    ]
    assert not broken


def holds_its_promise(level: Experience, number: int, weeks: int = WEEKS) -> None:
    """A simulated runner ends stronger, and fails less often than the risk that was stated."""
    lived = live_through(season(level, weeks=weeks), number, weeks, is_clean)
    assert lived.person.gain > 0.02
    assert lived.missed_share <= 1 - usual_chance()


@pytest.mark.slow
def test_a_simulated_runner_is_well_served() -> None:
    holds_its_promise("intermediate", 5, 12)


@pytest.mark.slow
@pytest.mark.parametrize("level", ["none", "novice", "intermediate", "advanced"])
def test_many_simulated_runners_are_well_served(level: Experience) -> None:
    @seed(7)
    @plans(2)
    @given(number=st.integers(0, 10_000))
    def are_well_served(number: int) -> None:
        holds_its_promise(level, number)

    are_well_served()
