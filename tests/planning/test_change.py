"""Tests that changes are read from their short spelling, told off in one line, and change the facts they speak of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from ironstride.formats.runner_file import read_runner
from ironstride.model.body import Sore
from ironstride.model.errors import InputError
from ironstride.model.runner import DateException, Wish
from ironstride.model.running import PlannedRun, Race
from ironstride.planning.change import (
    AddedRun,
    Away,
    CancelledRace,
    CancelledRun,
    Change,
    Cleared,
    ClearedFlag,
    DroppedWish,
    Minutes,
    Missed,
    MovedRace,
    MovedRun,
    MovedSession,
    NewRace,
    NewWish,
    OtherMethod,
    SoreSpot,
    apply,
)
from ironstride.planning.change_text import SPELLING, parse_change
from ironstride.planning.differences import Difference, difference_text
from personas import persona_paths

DAY = timedelta(days=1)
ONE, TWO, THREE = date(2027, 1, 11), date(2027, 1, 12), date(2027, 1, 17)
RUNNER = read_runner(persona_paths()[0])
RACE_DAY = RUNNER.races[0].date
EASY = PlannedRun(id="a", date=ONE, intensity="easy", minutes=40, start_min=420)
HARD = PlannedRun(id="b", date=ONE, intensity="interval", minutes=30, start_min=1080)
RACE = PlannedRun(id=f"race-{RACE_DAY}", date=RACE_DAY, intensity="race", minutes=120)

SPELT: dict[str, Change] = {
    "missed 2027-01-11": Missed(ONE, ONE),
    "missed 2027-01-11..2027-01-17 flu and fever": Missed(ONE, THREE, "flu and fever"),
    "move-session 2027-01-11 2027-01-12": MovedSession(ONE, TWO),
    "move-run 2027-01-17 2027-01-12": MovedRun(THREE, TWO),
    "move-run 2027-01-17 2027-01-12 6:30": MovedRun(THREE, TWO, 390),
    "cancel-run 2027-01-11": CancelledRun(ONE),
    "add-run 2027-01-11 tempo 50 18:00": AddedRun(ONE, "tempo", 50, 1080),
    "race 2027-01-17": NewRace(Race(date=THREE)),
    "race 2027-01-17 B km=10 Park run": NewRace(Race(date=THREE, name="Park run", priority="B", distance_km=10)),
    "move-race 2027-01-11 2027-01-17": MovedRace(ONE, THREE),
    "cancel-race 2027-01-11": CancelledRace(ONE),
    "sore calf left": SoreSpot("calf", "left"),
    "sore knee": SoreSpot("knee", "both"),
    "sore knee until=2027-01-17": SoreSpot("knee", "both", THREE),
    "sore knee right until=2027-01-17": SoreSpot("knee", "right", THREE),
    "clear calf": Cleared("calf"),
    "cleared night-pain 2027-01-11": ClearedFlag("night-pain", ONE),
    "away 2027-01-11..2027-01-17 place=hotel": Away(ONE, THREE, "hotel"),
    "away 2027-01-11": Away(ONE, ONE),
    "minutes 2027-01-11 30": Minutes(ONE, 30),
    "method s3": OtherMethod("s3"),
    "wish on 2027-01-11 legs": NewWish(Wish(on=ONE, legs=True)),
    "wish rest 2027-01-11": NewWish(Wish(rest_on=ONE)),
    "wish per-week 3": NewWish(Wish(per_week=3)),
    "drop-wish 1": DroppedWish(1),
}
BROKEN = (
    "",
    "teleport 2027-01-11",
    "missed",
    "missed yesterday",
    "missed 2027-01-17..2027-01-11",
    "move-run 2027-01-17",
    "move-run 2027-01-17 2027-01-18 25:00",
    "cancel-run 2027-01-17 now",
    "add-run 2027-01-11 stroll 40",
    "add-run 2027-01-11 easy long",
    "race 2027-01-11 km=-3",
    "race 2027-01-11 km=far",
    "sore heart",
    "cleared gloom 2027-01-11",
    "cleared night-pain",
    "sore calf middle",
    "sore calf until=soon",
    "sore calf until=2027-01-17 left",
    "sore calf left right until=2027-01-17",
    "sore until=2027-01-17",
    "away 2027-01-11 hotel",
    "minutes 2027-01-11 5",
    "method",
    "wish for 2027-01-11",
    "wish per-week many",
    "drop-wish one",
)


@pytest.mark.parametrize("text", SPELT)
def test_a_change_is_read(text: str) -> None:
    assert parse_change(text) == SPELT[text]


def test_every_spelling_is_read() -> None:
    assert {text.split()[0] for text in SPELT} == set(SPELLING)


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_change_is_told_in_one_line(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_change(text)
    assert "\n" not in str(caught.value)
    assert caught.value.mend


def test_the_run_that_matters_moves() -> None:
    _, runs, _ = apply(MovedRun(ONE, TWO), RUNNER, (EASY, HARD), today=ONE)
    assert [(run.id, run.date, run.start_min) for run in runs] == [("a", ONE, 420), ("b", TWO, 1080)]
    _, runs, _ = apply(MovedRun(ONE, TWO, 600), RUNNER, (EASY, HARD), today=ONE)
    assert runs[1].start_min == 600


def test_runs_come_and_go() -> None:
    _, runs, _ = apply(CancelledRun(ONE), RUNNER, (EASY, HARD), today=ONE)
    assert runs == (EASY,)
    _, runs, _ = apply(AddedRun(ONE, "easy", 30), RUNNER, runs, today=ONE)
    _, runs, _ = apply(AddedRun(ONE, "easy", 30), RUNNER, runs, today=ONE)
    assert len({run.id for run in runs}) == 3


def test_a_race_takes_its_run_along() -> None:
    other = PlannedRun(id="c", date=THREE, intensity="long", minutes=90)
    runner, runs, _ = apply(MovedRace(RACE_DAY, THREE), RUNNER, (other, RACE), today=ONE)
    assert [race.date for race in runner.races] == [THREE]
    assert [(run.id, run.date) for run in runs] == [(f"race-{THREE}", THREE)]
    runner, runs, _ = apply(CancelledRace(RACE_DAY), RUNNER, (other, RACE), today=ONE)
    assert (runner.races, runs) == ((), (other,))


def test_what_was_missed_is_remembered() -> None:
    runner, _, _ = apply(Missed(ONE, THREE, "flu"), RUNNER, (), today=ONE)
    assert runner.exceptions[-1] == DateException(first=ONE, last=THREE, reason="missed: flu", unavailable=True)
    assert apply(Missed(ONE, THREE, "flu"), runner, (), today=ONE)[0] == runner


def test_sore_and_fine_again() -> None:
    runner, _, _ = apply(SoreSpot("calf", "left"), RUNNER, (), today=ONE)
    assert runner.sore == (Sore(site="calf", side="left", since=ONE, until=ONE + 14 * DAY),)
    assert apply(Cleared("calf"), runner, (), today=ONE)[0] == RUNNER


def told(before: tuple[Sore, ...], change: SoreSpot, today: date) -> tuple[Sore, ...]:
    """Give the sore spots after one was told of."""
    return apply(change, replace(RUNNER, sore=before), (), today=today)[0].sore


def test_a_sore_spot_told_of_again_is_spared_no_shorter_unless_a_day_is_named() -> None:
    once = told((), SoreSpot("calf", until=ONE + 20 * DAY), ONE)
    assert once == (Sore(site="calf", since=ONE, until=ONE + 20 * DAY),)
    assert told(once, SoreSpot("calf"), TWO) == once
    assert told(once, SoreSpot("calf"), THREE + 3 * DAY) == (Sore(site="calf", since=ONE, until=THREE + 17 * DAY),)
    assert told(once, SoreSpot("calf", until=TWO), TWO) == (Sore(site="calf", since=ONE, until=TWO),)
    after = ONE + 30 * DAY
    assert told(once, SoreSpot("calf"), after) == (Sore(site="calf", since=after, until=after + 14 * DAY),)


def test_a_spot_without_an_end_keeps_none_until_a_day_is_named() -> None:
    lasting = (Sore(site="calf"),)
    assert told(lasting, SoreSpot("calf", "left"), ONE) == (Sore(site="calf", side="left"),)
    assert told(lasting, SoreSpot("calf", until=TWO), ONE) == (Sore(site="calf", until=TWO),)
    ahead = (Sore(site="calf", since=THREE),)
    assert told(ahead, SoreSpot("calf", until=TWO), ONE) == (Sore(site="calf", since=ONE, until=TWO),)


def test_injuries_old_and_new_stay_beside_a_sore_spot() -> None:
    old = (Sore(site="calf", state="healed"), Sore(site="calf", state="injured"), Sore(site="knee"))
    found = told(old, SoreSpot("calf"), ONE)
    assert found[:3] == old
    cleared = apply(Cleared("calf"), replace(RUNNER, sore=found), (), today=ONE)[0].sore
    assert cleared == (old[0], replace(old[1], state="healed"), old[2])


def test_a_day_that_is_past_spares_nothing() -> None:
    with pytest.raises(InputError) as caught:
        told((), SoreSpot("calf", until=ONE), TWO)
    assert "2027-01-11 is past" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert told((), SoreSpot("calf", until=ONE), ONE)[0].until == ONE


@pytest.mark.parametrize(
    "change",
    [
        CancelledRun(TWO),
        MovedRun(TWO, ONE),
        CancelledRace(TWO),
        MovedRace(TWO, ONE),
        NewRace(Race(date=RACE_DAY)),
        Cleared("calf"),
        Away(ONE, TWO, "castle"),
        DroppedWish(1),
    ],
)
def test_what_is_not_there_is_named(change: Change) -> None:
    with pytest.raises(InputError) as caught:
        apply(change, RUNNER, (EASY, RACE), today=ONE)
    assert caught.value.mend
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "found", [(), (Difference(sort="rule", text="Gives way now: “Rest”.", first=date(2027, 1, 4)),)]
)
def test_where_only_the_cost_changes_it_is_said_first_that_no_session_does(found: tuple[Difference, ...]) -> None:
    assert difference_text(found).startswith("No session changes.\n")
    moved = Difference(sort="moved", text="Tue 5 Jan → Wed 6 Jan.", first=date(2027, 1, 5))
    assert "No session changes" not in difference_text((moved, *found))


def test_the_first_sentences_count_what_changes_and_a_lift_once() -> None:
    found = [
        Difference(sort="missed", text="Mon 4 Jan 19:00: Whole body.", first=date(2027, 1, 4)),
        Difference(sort="exercise", text="Wed 6 Jan: Pogo jump out; Snap-down in.", first=date(2027, 1, 6)),
        Difference(sort="load", text="Step-up: 15 kg → 12.5 kg on Wed 6 Jan.", first=date(2027, 1, 6)),
        Difference(sort="load", text="Step-up: 17.5 kg → 15 kg on Mon 1 Feb.", first=date(2027, 2, 1)),
    ]
    first = "1 session was missed. 1 lift gets other loads. Some exercises change. All else stays as it was.\n"
    assert difference_text(found).startswith(first)
