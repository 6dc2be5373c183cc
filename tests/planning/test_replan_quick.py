"""Tests of drawn replans: the past stays, and what makes them quick (start, memory, who asks) changes nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, seed

from ironstride.formats.plan_json import plan_bytes
from ironstride.model.errors import InputError, NoPlan
from ironstride.planning import compose
from ironstride.planning import replan as replanning
from ironstride.planning.change import Change, Missed
from ironstride.planning.change_text import parse_change
from ironstride.planning.collecting import uncollected
from ironstride.planning.menu import Menu
from ironstride.planning.prices import SLACK
from ironstride.planning.reasons import with_reasons
from ironstride.planning.replan import Replanned, replan
from ironstride.planning.solve import Solution, solve
from ironstride.planning.stored import days, opened
from ironstride.rules import select
from ironstride.rules.model import Linear, Model

from .anew import PATHS, halfway, holds, planned, told
from .strategies import plans
from .test_replan import lives

DAY = timedelta(days=1)


def answer(name: str, change: Change, today: date) -> Replanned | NoPlan | InputError:
    """Replan, or give the refusal."""
    try:
        return replan(planned(name), [change], today)
    except (NoPlan, InputError) as refusal:
        return refusal


def forget() -> None:
    """Forget everything that is remembered from timeline to timeline."""
    select._REMEMBERED.clear()
    select._WORKED_OUT.clear()
    select._likeness.cache_clear()
    select._remembered_numbers.cache_clear()


# ---------------------------------------------------------------- where the search starts, what is remembered


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHS)
def test_the_past_stays_and_what_makes_it_quick_changes_nothing(name: str) -> None:
    """What must hold of a plan made anew holds; started from nothing and with nothing remembered it is the same.

    Every model a replan solves, solved again without a start, costs the same; the plan is the same to the byte when
    everything remembered is forgotten before.
    """
    solved: list[Solution] = []

    def both(
        model: Model,
        assumptions: Mapping[int, int] | None = None,
        hint: Mapping[int, int] | None = None,
        kept: Iterable[Linear] = (),
    ) -> Solution | None:
        demands = tuple(kept)
        quick, slow = solve(model, assumptions, hint, kept=demands), solve(model, assumptions, kept=demands)
        assert (quick is None) == (slow is None)
        if quick is not None and slow is not None:
            assert quick.status == slow.status == "OPTIMAL"
            assert quick.objective == quick.bound == slow.objective
            told_apart = {*model.derived, *(v for v, text in enumerate(model.names) if text.startswith(SLACK))}
            choices = {v: value for v, value in enumerate(quick.values) if v not in told_apart}
            assert model.value(model.completed(choices)) == quick.objective
            solved.append(quick)
        return quick

    @seed(len(name))
    @plans(10)
    @given(life=lives(planned(name)))
    def same(life: tuple[Change, date]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compose, "solve", both)
            patch.setattr(replanning, "solve", both)
            remembering = answer(name, *life)
        forget()
        anew = answer(name, *life)
        if isinstance(remembering, NoPlan | InputError) or isinstance(anew, NoPlan | InputError):
            assert str(remembering) == str(anew)
            told(remembering)
            return
        assert plan_bytes(remembering.plan) == plan_bytes(anew.plan)
        assert remembering.differences == anew.differences
        change, today = life
        holds(planned(name), anew, today, (change.first, change.last) if isinstance(change, Missed) else None)

    same()
    assert solved


def test_equal_items_of_the_menu_are_one_object() -> None:
    made = opened(planned("novice-half"))
    menu = Menu(made.task)
    sessions = [session for session in made.plan.sessions if session.mesocycle == 1 and session.letter == "A"]
    found = [item for items in menu.choices("A", sessions).values() for item in items]
    assert len({id(item) for item in found}) == len(set(found))


# ---------------------------------------------------------------- who asks


def test_reasons_asked_for_alone_are_those_that_all_get() -> None:
    made = opened(planned("novice-half"))
    sessions = made.plan.sessions
    everyone = {one.id: one.because for one in with_reasons(made.rules, days(made).draft, sessions)}
    asked = {session.id for session in sessions[::3]}
    some = with_reasons(made.rules, days(made).draft, sessions, asked)
    assert {one.id: one.because for one in some} == {
        name: because for name, because in everyone.items() if name in asked
    }


# ---------------------------------------------------------------- the collector of cycles


def test_the_collector_rests_meanwhile_and_works_again_after() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(InputError):
        replan(planned("novice-half"), [parse_change("clear back")], halfway(planned("novice-half")))
    assert gc.isenabled()


def test_the_collector_works_again_when_the_last_of_several_is_done() -> None:
    first, second = uncollected(), uncollected()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
