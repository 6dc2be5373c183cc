"""The ten personas' seasons, planned once, and what must hold of every one that is planned anew."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from ironstride.audit.check import check_plan
from ironstride.catalogue import catalogue
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.errors import InputError, NoPlan
from ironstride.model.plan import Plan
from ironstride.model.session import Session
from ironstride.planning import plan
from ironstride.planning.differences import difference_text
from ironstride.planning.replan import Replanned
from ironstride.rules.ruleset import rule_set
from personas import persona_paths

from .stages import from_file, is_hard

DATA = catalogue()
DAY = timedelta(days=1)
PATHS = {path.parent.name: path for path in persona_paths()}
MID_WEEKS = 5


@cache
def planned(name: str) -> Plan:
    """Plan a persona's season once."""
    return plan(*from_file(PATHS[name]))


def halfway(made: Plan) -> date:
    """Give a session's date from the sixth week on, so that there is a past and a future."""
    return [s.date for s in made.sessions if s.date >= made.first_day + 7 * MID_WEEKS * DAY][1]


def coming(made: Plan, today: date) -> list[Session]:
    """Give the sessions from today on."""
    return [session for session in made.sessions if session.date >= today]


def names(session: Session) -> list[str]:
    """Give the exercises of a session."""
    return [item.exercise for block in session.blocks for item in block.items]


def told(refusal: InputError | NoPlan) -> None:
    """A refusal is one line and says how to mend it."""
    assert "\n" not in str(refusal)
    assert refusal.mend


def holds(before: Plan, made: Replanned, today: date, missed: tuple[date, date] | None = None) -> None:
    """What must hold of every plan made anew."""
    after = made.plan
    past = [s for s in before.sessions if s.date < today and not (missed and missed[0] <= s.date <= missed[1])]
    assert [s for s in after.sessions if s.date < today] == past
    rules = rule_set(DATA, after.method, after.runner.switches)
    found = check_plan(after, rules)
    broken = [f for f in found if f.verdict == "fail" and f.last >= today and is_hard(rules, f.rule)]
    assert not broken
    assert after.solver.status == "OPTIMAL"
    assert after.solver.objective == after.solver.bound == sum(f.price for f in found)
    assert list(after.sessions) == sorted(after.sessions, key=lambda session: (session.date, session.start))
    assert len({session.id for session in after.sessions}) == len(after.sessions)
    letters = [(session.week, session.letter) for session in after.sessions]
    assert len(set(letters)) == len(letters)
    assert read_plan(plan_bytes(after)) == after
    assert all(one.text.endswith(".") for one in made.differences)
    assert difference_text(made.differences)
