"""A season on the timeline: the words and numbers of runners, days, weeks, runs, sessions and items."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.body import Sore
from ironstride.model.exercise import BlockName
from ironstride.model.runner import (
    Availability,
    DateException,
    KnownLift,
    Rota,
    Runner,
    Running,
)
from ironstride.model.running import Intensity, OtherTraining, PlannedRun, Race
from ironstride.model.session import Block, Item, Session, Set
from ironstride.model.timeline import Event, Timeline
from ironstride.model.words import minutes_of
from ironstride.rules.facts import timeline
from ironstride.rules.facts_items import exercise_words, item_amounts, item_words, personal_words
from ironstride.rules.facts_sessions import session_words
from ironstride.rules.select import windows
from ironstride.running.season import read_season

MONDAY = date(2027, 1, 4)
DAY = timedelta(days=1)
EXERCISES = catalogue().exercises


def runner(**more: Any) -> Runner:
    needed = {"name": "T", "event": "10k", "lifting_experience": "advanced", "body_mass_kg": 70.0, "birth_year": 1990}
    return Runner(**{**needed, **more})


def run(day: int, intensity: Intensity = "easy", start: int | None = 420, minutes: int = 60) -> PlannedRun:
    name = f"run-{day}-{intensity}"
    return PlannedRun(id=name, date=MONDAY + day * DAY, intensity=intensity, minutes=minutes, start_min=start)


def session(day: int, *blocks: tuple[BlockName, Item], template: str = "full", slot: int = 60) -> Session:
    return Session(
        id=f"session-{day}",
        date=MONDAY + day * DAY,
        start="18:00",
        minutes=40,
        slot_minutes=slot,
        place="gym",
        phase="base",
        template=template,
        blocks=tuple(Block(block=block, items=(item,)) for block, item in blocks),
    )


def item(exercise: str, *sets: Set, seconds: int = 600, lighter: float | None = None) -> Item:
    pattern = EXERCISES[exercise].pattern if exercise in EXERCISES else "squat"
    return Item(exercise=exercise, pattern=pattern, sets=sets or (Set(reps=5),), seconds=seconds, lighter_kg=lighter)


def laid(
    who: Runner | None = None,
    runs: tuple[PlannedRun, ...] = (),
    sessions: tuple[Session, ...] = (),
    others: tuple[OtherTraining, ...] = (),
    weeks: int = 2,
    first: date = MONDAY,
) -> Timeline:
    who = who or runner()
    season = read_season(who, runs, first, MONDAY + (7 * weeks - 1) * DAY)
    return timeline(who, season, runs, sessions, EXERCISES, others)


def event(axis: Timeline, name: str) -> Event:
    return next(one for one in axis.events if one.id == name)


# ---------------------------------------------------------------- the runner


def test_a_plain_runner() -> None:
    words = laid().tags
    assert {"level:advanced", "running:intermediate", "event:10k", "terrain:matched", "pace:?"} <= words
    assert words.isdisjoint({"red-flag", "age:youth", "age:60+", "mass:over-90", "long-event", "a-race"})


@pytest.mark.parametrize(
    ("more", "word", "holds"),
    [
        ({"birth_year": 2012}, "age:youth", True),
        ({"birth_year": 2011}, "age:youth", False),
        ({"birth_year": 1967}, "age:60+", True),
        ({"birth_year": 1968}, "age:60+", False),
        ({"body_mass_kg": 90.0}, "mass:over-90", False),
        ({"body_mass_kg": 90.5}, "mass:over-90", True),
        ({"event": "half-marathon"}, "long-event", True),
        ({"red_flags": ("night-pain",)}, "red-flag", True),
        ({"red_flags": ("night-pain",)}, "red-flag:night-pain", True),
        ({"conditions": ("pregnancy",)}, "condition:pregnancy", True),
        ({"favourites": ("pogo",)}, "has-favourites", True),
        ({"known_lifts": (KnownLift(exercise="back-squat", load_kg=50, reps=5),)}, "has-practised", True),
        ({"sore": (Sore(site="shin"),)}, "sore:shin", True),
        ({"sore": (Sore(site="shin", state="injured"),)}, "injured:shin", True),
        ({"sore": (Sore(site="shin", state="healed"),)}, "sore:shin", False),
        ({"goal_pace_s_per_km": 299.0}, "pace:fast", True),
        ({"goal_pace_s_per_km": 300.0}, "pace:slow", True),
    ],
)
def test_words_of_the_runner(more: dict[str, Any], word: str, holds: bool) -> None:
    assert (word in laid(runner(**more)).tags) is holds


@pytest.mark.parametrize(
    ("home", "climb", "word"),
    [
        (2.0, 120.0, "terrain:gap"),
        (2.1, 120.0, "terrain:matched"),
        (None, 120.0, "terrain:?"),
        (2.0, None, "terrain:matched"),
    ],
)
def test_hills_are_a_gap_when_the_race_climbs_ten_metres_a_kilometre_more(
    home: float | None, climb: float | None, word: str
) -> None:
    race = Race(date=MONDAY + 10 * DAY, priority="A", distance_km=10, climb_m=climb)
    words = laid(runner(home_climb_m_per_km=home, races=(race,))).tags
    assert {word, "a-race"} <= words


# ---------------------------------------------------------------- days and weeks


def test_the_axis_holds_the_season_and_a_week_after_it() -> None:
    axis = laid(first=MONDAY + 2 * DAY)
    assert (axis.days[0].date, axis.days[-1].date) == (MONDAY, MONDAY + 20 * DAY)
    assert (axis.scored_first, axis.scored_end) == (2, 14)
    assert [(week.first, week.end, week.scored) for week in axis.weeks] == [(0, 7, True), (7, 14, True)]
    assert [day.week for day in axis.days] == [n // 7 for n in range(21)]


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ((), {"rest-day"}),
        (("easy",), {"run-day", "easy-day"}),
        (("easy", "long"), {"run-day", "long-day"}),
        (("long", "tempo"), {"run-day", "hard-day"}),
        (("race",), {"run-day", "hard-day"}),
    ],
)
def test_a_day_is_as_hard_as_its_hardest_run(kinds: tuple[Intensity, ...], words: set[str]) -> None:
    found = laid(runs=tuple(run(1, kind) for kind in kinds)).days[1].tags
    running = {"rest-day", "run-day", "easy-day", "long-day", "hard-day"}
    assert found & running == words
    assert "tue" in found


def test_days_in_the_weeks_after_the_season_know_their_running_only() -> None:
    tail = laid(runs=(run(15, "tempo"),)).days[15].tags
    assert tail == {"run-day", "hard-day", "tue"}


def test_spans_before_and_after_an_a_race() -> None:
    race = Race(date=MONDAY + 16 * DAY, priority="A")
    days = laid(runner(races=(race,)), weeks=4).days

    def holding(word: str) -> list[int]:
        return [number - 16 for number, day in enumerate(days) if word in day.tags]

    assert holding("within-4-days-of-a-race") == list(range(-4, 1))
    assert holding("within-10-days-of-a-race") == list(range(-10, 1))
    assert holding("within-14-days-of-a-race") == list(range(-14, 1))
    assert holding("within-7-days-after-a-race") == list(range(1, 8))


@pytest.mark.parametrize("priority", ["B", "C"])
def test_other_races_span_nothing(priority: Any) -> None:
    race = Race(date=MONDAY + 8 * DAY, priority=priority)
    axis = laid(runner(races=(race,)), runs=(run(8, "race"),))
    assert not [day for day in axis.days if any("a-race" in word for word in day.tags)]
    assert f"race-{priority}" in event(axis, "run-8-race").tags


def test_nights_of_a_rota() -> None:
    rota = Rota(start=MONDAY, cycle_days=7, nights=(1, 2, 3))
    days = laid(runner(rota=(rota,))).days
    told = [[word for word in ("night", "after-night", "last-night") if word in day.tags] for day in days[:7]]
    assert told == [[], ["night"], ["night", "after-night"], ["night", "after-night"], ["last-night"], [], []]
    assert [day.tags & {"night", "last-night"} for day in days[7:14]] == [
        day.tags & {"night", "last-night"} for day in days[:7]
    ]


def test_days_away() -> None:
    spans = (
        DateException(first=MONDAY + DAY, last=MONDAY + 2 * DAY, unavailable=True),
        DateException(first=MONDAY + 4 * DAY, last=MONDAY + 4 * DAY, place="hotel"),
        DateException(first=MONDAY + 6 * DAY, last=MONDAY + 6 * DAY, minutes=20),
    )
    days = laid(runner(exceptions=spans)).days
    assert [number for number, day in enumerate(days) if "away" in day.tags] == [1, 2, 4]


def test_weeks_know_their_phase_their_ease_and_the_first_weeks_of_the_new() -> None:
    runs = tuple(run(7 * week, minutes=minutes) for week, minutes in enumerate((100, 70, 100, 100)))
    axis = laid(runner(lifting_experience="novice"), runs, weeks=4)
    words = [week.tags & {"phase:base", "down", "after-down", "entry", "low-intensity"} for week in axis.weeks]
    assert words[0] == {"phase:base", "entry", "low-intensity"}
    assert words[1] == {"phase:base", "entry", "low-intensity", "down"}
    assert words[2] == {"phase:base", "entry", "low-intensity", "after-down"}
    assert words[3] == {"phase:base", "low-intensity"}


def test_weeks_know_whether_they_hold_lifting_and_legs() -> None:
    sessions = (session(1), session(8, template="upper"))
    assert [week.tags & {"lifting", "legs"} for week in laid(sessions=sessions, weeks=3).weeks] == [
        {"lifting", "legs"},
        {"lifting"},
        set(),
    ]


def test_a_partial_week_says_so_and_is_not_judged() -> None:
    first, second = laid(first=MONDAY + 4 * DAY).weeks
    assert ("partial" in first.tags, first.scored) == (True, False)
    assert ("partial" in second.tags, second.scored) == (False, True)


# ---------------------------------------------------------------- runs, sessions, items


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("easy", {"easy"}),
        ("long", {"long", "key"}),
        ("tempo", {"tempo", "hard", "key"}),
        ("race", {"race", "hard", "key"}),
    ],
)
def test_words_and_hours_of_a_run(kind: Intensity, words: set[str]) -> None:
    found = event(laid(runs=(run(3, kind, start=450, minutes=90),)), f"run-3-{kind}")
    assert found.tags == words
    assert (found.day, found.start_min, found.end_min) == (3, 3 * 1440 + 450, 3 * 1440 + 540)


def test_a_run_without_an_hour_takes_none() -> None:
    found = event(laid(runs=(run(3, start=None),)), "run-3-easy")
    assert (found.day, found.start_min, found.end_min) == (3, None, None)


def test_what_lies_off_the_axis_is_left_out() -> None:
    axis = laid(runs=(run(-1), run(40)), sessions=(session(-3), session(60)))
    assert axis.events == ()


def test_an_empty_session_is_what_its_template_says() -> None:
    assert session_words(session(1), EXERCISES) == {"template:full", "place:gym", "slot:whole", "leg-strength"}
    assert session_words(session(1, template="upper", slot=34), EXERCISES) == {
        "template:upper",
        "place:gym",
        "slot:short",
    }


@pytest.mark.parametrize(
    ("block", "exercise", "words"),
    [
        ("strength", "back-squat", {"leg-strength"}),
        ("strength", "conventional-deadlift", {"leg-strength"}),
        ("strength", "single-leg-calf-raise", set()),
        ("strength", "bench-press", set()),
        ("accessory", "back-squat", set()),
        ("power", "pogo", {"power"}),
        ("strength", "somebody-elses-lift", set()),
    ],
)
def test_a_filled_session_is_what_its_items_are(block: BlockName, exercise: str, words: set[str]) -> None:
    found = session_words(session(1, (block, item(exercise))), EXERCISES)
    assert found & {"leg-strength", "power"} == words


def test_a_session_holds_its_slot_and_its_items_stand_in_order() -> None:
    full = session(2, ("power", item("pogo")), ("strength", item("back-squat")), slot=50)
    axis = laid(sessions=(full,))
    whole = event(axis, "session-2")
    assert (whole.start_min, whole.end_min) == (2 * 1440 + 18 * 60, 2 * 1440 + 18 * 60 + 50)
    assert whole.amounts == {"minutes": 40, "slot_minutes": 50}
    items = [one for one in axis.events if one.of == "item"]
    assert [(one.exercise, one.position, one.session) for one in items] == [
        ("pogo", 0, "session-2"),
        ("back-squat", 1, "session-2"),
    ]


def test_strength_already_in_the_plan_counts_only_when_merged_and_is_never_judged() -> None:
    other = OtherTraining(id="class", date=MONDAY + DAY, sport="strength", minutes=45, start_min=600, is_strength=True)
    ride = replace(other, id="ride", sport="ride", is_strength=False)
    merging = runner(running=Running(strength_in_plan="merge"))
    assert laid(others=(other,)).events == ()
    axis = laid(merging, others=(other, ride))
    assert [one.id for one in axis.events] == ["merged-class"]
    assert "leg-strength" not in axis.events[0].tags
    assert windows("session", axis) == []
    assert laid(replace(merging, red_flags=("night-pain",)), others=(other,)).events == ()


def test_words_of_an_item() -> None:
    squat = EXERCISES["back-squat"]
    light = item("back-squat", Set(reps=10, tempo="3-1-1", load_kg=20.0))
    words = item_words("strength", light, squat, runner(), None)
    assert {"block:strength", "pattern:squat", "exercise:back-squat", "bilateral", "loaded", "too-light"} <= words
    assert {f"trait:{trait}" for trait in squat.traits} <= words
    warm_only = item("back-squat", Set(reps=5, warmup=True, load_kg=20.0), Set(reps=5))
    assert item_words("strength", warm_only, squat, runner(), None).isdisjoint({"loaded", "too-light"})


def test_an_exercise_nobody_knows_keeps_its_pattern_and_its_doubt() -> None:
    foreign = item("somebody-elses-lift", Set(reps=8, load_kg=30.0, rir=2.0))
    assert item_words("strength", foreign, None, runner(), None) == {"block:strength", "pattern:squat", "exercise:?"}
    assert item_amounts(foreign, None, 60)["load_g"] == 30_000


@pytest.mark.parametrize("exercise", ["back-squat", "pogo", "side-plank", "farmer-carry"])
def test_words_of_an_exercise(exercise: str) -> None:
    one = EXERCISES[exercise]
    words = exercise_words(one)
    assert {f"pattern:{one.pattern}", f"landing:{one.landing}", f"measure:{one.measure}"} <= words
    recommended = any(said.verdict == "recommended" for said in one.seeds.values())
    assert ("unrecommended" in words) is not recommended


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, set()),
        ({"dislikes": ("pogo",)}, {"disliked"}),
        ({"dislikes": ("plyometric",)}, {"disliked"}),
        ({"favourites": ("pogo",)}, {"favourite"}),
        ({"known_lifts": (KnownLift(exercise="pogo", load_kg=0, reps=5),)}, {"practised"}),
        ({"sore": (Sore(site="achilles"),)}, {"contraindicated"}),
        ({"sore": (Sore(site="achilles", state="injured"),)}, {"contraindicated"}),
        ({"sore": (Sore(site="achilles", state="healed"),)}, {"care-needed"}),
        ({"sore": (Sore(site="achilles"), Sore(site="achilles", state="healed"))}, {"contraindicated"}),
        ({"sore": (Sore(site="wrist"),)}, set()),
    ],
)
def test_words_an_exercise_has_for_a_runner(more: dict[str, Any], words: set[str]) -> None:
    assert personal_words(EXERCISES["pogo"], runner(**more), MONDAY) == words


def test_a_sore_spot_with_an_end_has_its_days_and_their_weeks() -> None:
    spot = Sore(site="achilles", since=MONDAY + 2 * DAY, until=MONDAY + 8 * DAY)
    axis = laid(runner(sore=(spot,)), weeks=4)
    assert "sore:achilles" not in axis.tags
    assert [number for number, day in enumerate(axis.days) if "sore:achilles" in day.tags] == list(range(2, 9))
    assert ["sore:achilles" in week.tags for week in axis.weeks] == [True, True, False, False]
    mine = runner(sore=(spot,))
    spared = [day for day in range(14) if personal_words(EXERCISES["pogo"], mine, MONDAY + day * DAY)]
    assert spared == list(range(2, 9))
    assert personal_words(EXERCISES["pogo"], mine, None) == frozenset()
    healed = runner(sore=(replace(spot, state="healed"),))
    assert personal_words(EXERCISES["pogo"], healed, MONDAY + 30 * DAY) == {"care-needed"}


def test_the_words_of_an_item_are_those_of_its_day() -> None:
    mine = runner(sore=(Sore(site="achilles", until=MONDAY),))
    pogo = item("pogo", Set(reps=10))
    words = [item_words("power", pogo, EXERCISES["pogo"], mine, MONDAY + day * DAY) for day in (0, 1)]
    assert words[0] - words[1] == {"contraindicated"}


def test_a_dose_in_numbers() -> None:
    warm = Set(reps=8, warmup=True, load_kg=100.0, rest_s=10)
    work = (
        Set(reps=5, load_kg=80.0, percent_1rm=81.25, rir=2.0, rest_s=180),
        Set(reps=4, load_kg=82.5, percent_1rm=84.0, rir=1.5, rest_s=150),
    )
    dose = item_amounts(item("back-squat", warm, *work, seconds=601, lighter=77.5), EXERCISES["back-squat"], 40)
    assert dose == {
        "sets": 2,
        "duration_s": 601,
        "slot_permille": 251,
        "contacts": 0,
        "hold_s": 0,
        "reps_max": 5,
        "rir_tenths": 15,
        "percent_tenths": 840,
        "rest_s": 150,
        "load_g": 82_500,
        "below_g": 77_500,
    }


@pytest.mark.parametrize(
    ("exercise", "one", "contacts"),
    [
        ("pogo", Set(contacts=12), 24),
        ("lateral-bound", Set(contacts=5, side="each"), 20),
        ("trap-bar-jump", Set(reps=4, load_kg=40.0), 8),
        ("back-squat", Set(reps=5), 0),
    ],
)
def test_contacts_are_counted_on_both_sides_and_by_repetition(exercise: str, one: Set, contacts: int) -> None:
    assert item_amounts(item(exercise, one, one), EXERCISES[exercise], 60)["contacts"] == contacts


def test_only_still_holds_count_as_holds() -> None:
    held = Set(seconds=30, side="each")
    assert item_amounts(item("side-plank", held, held), EXERCISES["side-plank"], 60)["hold_s"] == 120
    assert item_amounts(item("jump-rope", Set(seconds=30)), EXERCISES["jump-rope"], 60)["hold_s"] == 0


def test_windows_of_availability_may_end_at_midnight() -> None:
    assert minutes_of(Availability(days=("mon",), start="22:00", end="24:00").end) == 1440
