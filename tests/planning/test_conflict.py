"""Wishes that cannot hold together: the clash is minimal, said in words, and every way out leads to a plan."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, reject, seed
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue.translated import said
from ironstride.model.errors import InputError, NoPlan
from ironstride.model.runner import Runner, Wish
from ironstride.model.running import RunningPlan
from ironstride.planning import plan
from ironstride.planning.change import DroppedWish, NewWish, apply
from ironstride.planning.change_text import parse_change
from ironstride.planning.conflict import WAYS
from ironstride.planning.reasons import WISH
from ironstride.planning.replan import replan

from .anew import DAY, PATHS, coming, halfway, holds, planned
from .stages import from_file, scheduled
from .strategies import MONDAY, Case, cases, plans

CODE = re.compile(r"\b[A-Z]{3}\d{3}\b")
EACH = 50
ASKING = ("novice-half", "03-marathon-master", "04-ultra-flatlander", "07-traveller")


def clash_of(runner: Runner, running: RunningPlan, weeks: int | None = None) -> NoPlan | None:
    """Plan, and give the conflict if there is one."""
    try:
        plan(runner, running, weeks=weeks)
    except NoPlan as refusal:
        return refusal
    return None


def is_well_said(refusal: NoPlan) -> None:
    """One line without codes, ways out that can be pasted."""
    line = str(refusal)
    assert "\n" not in line
    assert not CODE.search(line)
    assert len(refusal.ways) <= WAYS
    for way in refusal.ways:
        assert way.text in line
        pasted = shlex.split(" ".join(f'--change "{change}"' for change in way.changes))
        assert tuple(pasted[1::2]) == way.changes
        assert " ".join(f'--change "{change}"' for change in way.changes) in line


def changed(runner: Runner, running: RunningPlan, changes: tuple[str, ...]) -> tuple[Runner, RunningPlan]:
    """Apply changes as they are typed."""
    runs, others = running.runs, running.others
    for text in changes:
        runner, runs, others = apply(parse_change(text), runner, runs, others, today=runner.first_day or date.min)
    return runner, replace(running, runs=runs, others=others)


def wishes_that_clash(first: date) -> st.SearchStrategy[tuple[Wish, ...]]:
    day = st.integers(0, 20).map(lambda n: first + n * DAY)
    asked = day.map(lambda on: Wish(on=on, legs=True)) | st.integers(3, 7).map(lambda n: Wish(per_week=n))
    rest = day.map(lambda on: Wish(rest_on=on))
    return st.lists(asked | asked | rest, min_size=1, max_size=3).map(tuple)


@pytest.mark.slow
def test_every_way_out_of_a_generated_conflict_leads_to_a_plan() -> None:
    seen = Counter[str]()

    @seed(40)
    @plans(EACH)
    @given(case=cases(), wishes=wishes_that_clash(MONDAY))
    def leads_to_a_plan(case: Case, wishes: tuple[Wish, ...]) -> None:
        runner = replace(case.runner, wishes=wishes)
        try:
            refusal = clash_of(runner, case.running, case.weeks)
        except InputError:
            reject()
        if refusal is None:
            return
        seen["conflicts"] += 1
        is_well_said(refusal)
        paid = []
        for way in refusal.ways:
            seen[way.changes[-1].partition(" ")[0]] += 1
            paid.append(scheduled(*changed(runner, case.running, way.changes), case.weeks).solution.objective)
        assert paid == sorted(paid)
        for way in refusal.ways[-1:]:
            plan(*changed(runner, case.running, way.changes), weeks=case.weeks)
        assert [name for name in refusal.conflict if name.startswith(WISH)]
        assert refusal.ways, "however many clashes there are"

    leads_to_a_plan()
    assert seen["conflicts"] > EACH // 4
    assert seen["drop-wish"] >= 10
    assert seen["wish"] >= 5


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKING)
def test_a_persona_who_asks_too_much_is_told_what_to_give_up(name: str) -> None:
    runner, running = from_file(PATHS[name])
    wednesday = planned(name).first_day + (2 - planned(name).first_day.weekday()) % 7 * DAY + 21 * DAY
    runner = replace(runner, wishes=(Wish(per_week=7), Wish(rest_on=wednesday)))
    refusal = clash_of(runner, running)
    assert refusal is not None
    assert refusal.ways
    is_well_said(refusal)
    plan(*changed(runner, running, refusal.ways[-1].changes))


@pytest.mark.slow
def test_wishes_that_clash_in_two_places_are_told_both_and_have_ways_out_of_both() -> None:
    runner, running = from_file(PATHS["novice-half"])
    friday = MONDAY + 11 * DAY  # no evening of hers
    runner = replace(runner, wishes=(Wish(rest_on=MONDAY + 2 * DAY), Wish(on=friday), Wish(per_week=4)))
    refusal = clash_of(runner, running)
    assert refusal is not None
    is_well_said(refusal)
    assert sorted(refusal.wants) == ["4 sessions every week", "a session on Friday 15 January"]
    assert refusal.what.count("that cannot be") == 2
    assert len(refusal.ways) == 2, "three a week cannot be either, with a Wednesday of rest"
    for way in refusal.ways:
        assert way.changes[:2] == ("drop-wish 3", "drop-wish 2"), "the last first: numbers stay what they were"
        plan(*changed(runner, running, way.changes))
    german = said(refusal.what, "de")
    assert german.startswith("du willst 4 Einheiten jede Woche, und das geht nicht")
    assert "und du willst eine Einheit am Freitag, 15. Januar, und das geht nicht" in german
    assert said("give up a session on Friday 15 January and give up 4 sessions every week", "de") == (
        "eine Einheit am Freitag, 15. Januar und 4 Einheiten jede Woche aufgeben"
    )


@pytest.mark.slow
def test_a_clash_in_mid_season_has_ways_out_that_go_with_what_is_done() -> None:
    made = planned("novice-half")
    today = halfway(made)
    # Thursday's intervals leave Wednesday evening no leg strength
    wednesday = next(session.date for session in coming(made, today) if session.template == "upper")
    wish = NewWish(Wish(on=wednesday, legs=True))
    with pytest.raises(NoPlan) as caught:
        replan(made, [wish], today)
    is_well_said(caught.value)
    assert [way.changes[0] for way in caught.value.ways] == ["drop-wish 1"] * len(caught.value.ways)
    assert len(caught.value.ways) == WAYS
    assert any(way.changes == ("drop-wish 1", f"wish on {wednesday}") for way in caught.value.ways)
    for way in caught.value.ways:
        changes = [wish, *map(parse_change, way.changes)]
        assert isinstance(changes[1], DroppedWish)
        holds(made, replan(made, changes, today), today)
