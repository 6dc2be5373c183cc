"""Names of apps, watches and people find the right exercise, or are said not to be known; never a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.catalogue.load import catalogue
from ironstride.formats.strength_logs import LogOptions, read_strength_log
from ironstride.strength.exercise_names import NOT_STRENGTH, SURE, NameAnswer, resolve, variant
from ironstride.strength.name_words import names_table, plain, spelling

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures" / "csv_strength"
RIGHT = {
    "Squat (Barbell)": "back-squat",
    "Squat, Barbell": "back-squat",
    "BARBELL SQUATS": "back-squat",
    "RDL": "romanian-deadlift",
    "BB row": "barbell-row",
    "DB RDL": "dumbbell-romanian-deadlift",
    "Incline DB Press": "incline-dumbbell-bench-press",
    "lat pull-down": "lat-pulldown",
    "Lat Pulldown - Underhand (Cable)": "lat-pulldown",
    "Overhaed press": "overhead-press",
    "Machine Row (Each Side)": "cable-row",
    "Leg Press (45 degree)": "leg-press",
    "Développé Couché (Barre)": "bench-press",
    "Bankdrücken": "bench-press",
    "Peso muerto rumano": "romanian-deadlift",
    "goblet_squat": "goblet-squat",
    "Seated Overhead Press (Barbell)": "overhead-press",
    "Rack Pull": "conventional-deadlift",
    "Overhead Squat (Barbell)": "overhead-squat",
    "Shrug (Dumbbell)": "shrug",
    "Running (Outdoor)": NOT_STRENGTH,
}
#: near in letters, another lift in truth: these may be guessed at and never taken.
OPEN = (
    "Hack Squat (Barbell)", "Seated Calf Raise (Barbell)", "Single Leg Curl", "Reverse Nordic", "Bench Press (Cable)",
    "Deadlift High Pull", "Overhead Press (Cable)", "Jefferson Squat", "curl, kind not told", "Frontier Forearms",
    "Reverse Plank", "", "???", "训练",
)  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_spellings_find_their_exercise(name: str) -> None:
    found = resolve(name)
    assert found.exercise == RIGHT[name]
    assert found.confidence >= SURE


@pytest.mark.parametrize("name", OPEN)
def test_what_is_another_lift_is_left_open_with_guesses(name: str) -> None:
    found = resolve(name)
    assert (found.exercise, found.how) == ("", "none")
    assert len(found.guesses) <= 3


def test_every_name_and_alias_of_the_catalogue_finds_its_own() -> None:
    for exercise in catalogue().exercises.values():
        for name in (exercise.name, *exercise.aliases):
            assert resolve(name).exercise == exercise.id, name
            assert resolve(f"{name} (Left)").side in ("left", None)


def test_the_table_of_names_leads_to_exercises_and_hides_none() -> None:
    known = catalogue().exercises
    table = names_table()
    assert [near.exercise for near in table.near if near.exercise not in known] == []
    assert [e for name, e in table.translated.items() if name != "source" and e not in known] == []
    own = {plain(name) for e in known.values() for name in (e.name, *e.aliases)}
    assert [name for near in table.near for name in near.names if plain(name) in own] == []


def test_variants_are_told_apart_by_what_the_load_hangs_on() -> None:
    assert variant("machine-lateral-raise", "Lateral Raise (Machine)") == "machine-lateral-raise/machine"
    assert variant("machine-lateral-raise", "Cable Lateral Raise (Each Side)") == "machine-lateral-raise"
    assert variant("back-squat", "Squat (Barbell)") == variant("back-squat", "squat") == "back-squat"
    assert variant("", "Wobble Thing") == "wobble thing"


def test_exercises_of_logs_alone_are_never_planned() -> None:
    alone = {exercise.id for exercise in catalogue().exercises.values() if exercise.log_only}
    assert {"shrug", "upright-row", "snatch"} <= alone
    wanted = {other for e in catalogue().exercises.values() for other in (*e.progressions, *e.regressions, e.reference)}
    assert alone.isdisjoint(wanted)


def test_sides_are_read() -> None:
    assert resolve("Single Leg Calf Raise (Left)").side == "left"
    assert resolve("Bulgarian Split Squat Right").side == "right"
    assert resolve("Copenhagen Plank - L").side == "left"
    assert resolve("Barbell Squat (Each Side)").each_side
    assert spelling("Row (Per Arm)").each_side


def test_answers_are_remembered_whatever_the_spelling() -> None:
    answers = {"My Odd Press": NameAnswer("bench-press"), "Zumba": NameAnswer(NOT_STRENGTH)}
    assert resolve("my odd-press", answers).exercise == "bench-press"
    assert resolve("ZUMBA", answers).exercise == NOT_STRENGTH
    assert resolve("Squat", {"squat": NameAnswer("front-squat")}).exercise == "front-squat"


@given(st.text(max_size=40))
def test_any_text_is_resolved_or_not(name: str) -> None:
    found = resolve(name)
    assert found.exercise in catalogue().exercises or found.exercise in ("", NOT_STRENGTH)
    assert (found.confidence >= SURE) == bool(found.exercise)


@pytest.mark.skipif(not FIXTURES.exists(), reason="the shared examples are not here")
def test_nearly_all_sets_of_the_shared_logs_are_known() -> None:
    known = count = 0
    for file in sorted(FIXTURES.glob("*.csv")):
        for session in read_strength_log(file, options=LogOptions(unit="likely")).sessions:
            known += sum(bool(resolve(one.name).exercise) for one in session.sets)
            count += len(session.sets)
    assert known >= 0.99 * count


def test_what_is_like_nothing_has_no_guesses() -> None:
    assert resolve("wger 73").guesses == resolve("xyzzy").guesses == ()
    assert resolve("kb swng alt").guesses[0].exercise == "kettlebell-swing"
