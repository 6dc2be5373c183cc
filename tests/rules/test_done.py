"""A log on the timeline: sets, blocks, progress and what nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.exercise import Exercise
from ironstride.model.log import BodyMass, LoggedSession, ScreenResult
from ironstride.model.running import Intensity, PlannedRun, Race
from ironstride.model.session import Session, Set
from ironstride.model.timeline import Event
from ironstride.rules.done import Done, Who, described, done_sessions, guessed, lay
from ironstride.rules.done_runs import DoneRuns, as_done, reaches
from ironstride.rules.done_session import DoneSession, done_session
from ironstride.rules.ruleset import bind
from ironstride.strength.screens import is_steady
from logged import DAY, MONDAY, history, session, sets

EXERCISES = catalogue().exercises


def read(*lines: str, **more: object) -> DoneSession:
    return done_session(session(0, *lines, **more), EXERCISES)  # type: ignore[arg-type]


def blocks(*lines: str) -> list[tuple[str, str]]:
    return [(block.block, item.exercise) for block in read(*lines).session.blocks for item in block.items]


def first_sets(*lines: str) -> tuple[Set, ...]:
    return read(*lines).session.blocks[0].items[0].sets


def run(day: int, intensity: Intensity = "easy", minutes: int = 45, start: int | None = 7 * 60) -> PlannedRun:
    return PlannedRun(
        id=f"run-{day}-{intensity}", date=MONDAY + day * DAY, intensity=intensity, minutes=minutes, start_min=start
    )


def laid(*sessions: LoggedSession, runs: DoneRuns | None = None, who: Who | None = None) -> Done:
    log = history(*sessions)
    return lay(who or guessed(log), done_sessions(log.sessions, EXERCISES), runs or DoneRuns(), EXERCISES)


def items(done: Done) -> list[Event]:
    return [event for event in done.axis.events if event.of == "item"]


# ---------------------------------------------------------------- sets


def test_left_and_right_are_one_set_on_each_side() -> None:
    made = first_sets("split-squat 1x8 @20 left", "split-squat 1x7 @20 right", "split-squat 1x8 @20 left rir 2")
    assert [(one.reps, one.side, one.rir) for one in made] == [(8, "each", None), (8, "left", 2.0)]


def test_one_leg_lifts_without_a_side_are_done_on_both() -> None:
    assert [one.side for one in first_sets("split-squat 2x8 @20")] == ["each", "each"]
    assert [one.side for one in first_sets("back-squat 1x5 @80")] == [None]


@pytest.mark.parametrize(
    ("lines", "work"),
    [
        (("back-squat 1x8 @40", "back-squat 1x5 @60", "back-squat 3x5 @80"), 3),
        (("back-squat 1x12 @60", "back-squat 1x10 @70", "back-squat 1x8 @80"), 3),
        (("back-squat 1x5 @60", "back-squat 1x5 @70", "back-squat 1x5 @80"), 3),
        (("back-squat 3x5 @80", "back-squat 1x12 @50"), 4),
        (("back-squat 1x5 @60 work", "back-squat 3x5 @80 work"), 4),
        (("back-squat 1x5 @40 warmup", "back-squat 3x5 @40"), 3),
        (("push-up 3x12",), 3),
    ],
)
def test_unmarked_warm_ups_are_told_from_work(lines: tuple[str, ...], work: int) -> None:
    assert sum(not one.warmup for one in first_sets(*lines)) == work


def test_to_failure_leaves_nothing_in_reserve() -> None:
    assert [one.rir for one in first_sets("back-squat 1x5 @80 failure", "back-squat 1x5 @80 amrap")] == [0.0, 0.0]


def test_rests_are_read_from_the_clock() -> None:
    at = datetime(2026, 1, 5, 18, 0)
    plain = sets("back-squat 4x5 @80")
    stamps = (at, at + timedelta(seconds=200), at + timedelta(seconds=200), at + timedelta(hours=2))
    timed = tuple(replace(one, at=stamp) for one, stamp in zip(plain, stamps, strict=True))
    made = done_session(replace(session(0), sets=timed), EXERCISES).session.blocks[0].items[0].sets
    # five repetitions of 3.5 s; equal stamps and two hours tell nothing
    assert [one.rest_s for one in made] == [0, 182, 0, 0]


def test_a_plank_counts_seconds_and_a_hop_contacts() -> None:
    assert first_sets("front-plank 1x60s")[0].seconds == 60
    assert first_sets("pogo 1x20c")[0].contacts == 20


# ---------------------------------------------------------------- what belongs together


def test_rounds_of_a_circuit_are_one_piece_an_exercise() -> None:
    round_ = ("push-up 1x15", "bodyweight-squat 1x20", "burpee 1x10", "sit-up 1x20")
    done = read(*round_, *round_, *round_)
    assert done.turns == 4
    assert [len(item.sets) for block in done.session.blocks for item in block.items] == [3, 3, 3, 3]


def test_a_superset_is_two_in_turns_and_straight_sets_none() -> None:
    pair = ("back-squat 1x5 @80 super a", "pull-up 1x6 super a")
    assert read(*pair, *pair).turns == 2
    assert read("back-squat 3x5 @80", "pull-up 3x6").turns == 1


def test_an_exercise_that_comes_back_later_is_a_piece_of_its_own() -> None:
    names = [name for _, name in blocks("back-squat 3x5 @80", "bench-press 3x5 @50", "back-squat 3x5 @60")]
    assert names == ["back-squat", "bench-press", "back-squat"]


# ---------------------------------------------------------------- blocks


def test_a_whole_session_falls_into_its_blocks() -> None:
    assert blocks(
        "deep-squat-hold 2x30s", "pogo 3x20c", "back-squat 3x5 @80", "romanian-deadlift 3x6 @70", "pull-up 3x6",
        "dumbbell-bench-press 3x10 @20", "barbell-curl 2x12 @25", "dead-bug 2x10", "walking-lunge 2x12 @10",
    ) == [
        ("mobility", "deep-squat-hold"), ("power", "pogo"), ("strength", "back-squat"),
        ("strength", "romanian-deadlift"), ("strength", "pull-up"), ("accessory", "dumbbell-bench-press"),
        ("accessory", "barbell-curl"), ("core", "dead-bug"), ("transfer", "walking-lunge"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("bodyweight-squat 1x15", "back-squat 3x5 @80"), ["mobility", "strength"]),
        (("bodyweight-squat 4x20", "push-up 4x15"), ["strength", "strength"]),
        (("standing-calf-raise 3x5 @90",), ["strength"]),
        (("standing-calf-raise 3x12 @60",), ["accessory"]),
        (("back-squat 3x5 @80", "box-jump 3x5c"), ["strength", "power"]),
        (("walking-lunge 3x10 @20", "back-squat 3x5 @80"), ["strength", "strength"]),
        (("farmer-carry 3x30m @30", "back-squat 3x5 @80"), ["accessory", "strength"]),
        (("?Thing 3x10 @20", "back-squat 3x5 @80"), ["accessory", "strength"]),
    ],
)
def test_order_load_and_repetitions_choose_the_block(lines: tuple[str, ...], expected: list[str]) -> None:
    assert [block for block, _ in blocks(*lines)] == expected


@pytest.mark.parametrize(
    ("lines", "template"),
    [
        (("back-squat 3x5 @80",), "full"),
        (("bench-press 3x5 @50",), "upper"),
        (("front-plank 3x60s", "deep-squat-hold 3x60s"), "other"),
        ((), "merged"),
    ],
)
def test_what_a_session_trained(lines: tuple[str, ...], template: str) -> None:
    assert read(*lines).session.template == template


# ---------------------------------------------------------------- what is not known


def test_amounts_nobody_told_are_missing_and_not_zero() -> None:
    done = laid(session(0, "back-squat 2x5 @80 rir 2", "back-squat 1x5 @80", start=None, minutes=None))
    squat, whole = done.axis.events
    assert whole.start_min is None
    assert "minutes" not in whole.amounts
    assert {"rir_tenths", "rest_s", "percent_tenths", "slot_permille", "duration_s"}.isdisjoint(squat.amounts)
    assert squat.amounts["reps_max"] == 5
    assert squat.amounts["load_g"] == 80_000


def test_one_set_to_failure_settles_the_reserve() -> None:
    (squat,) = items(laid(session(0, "back-squat 1x5 @80 failure", "back-squat 1x5 @80")))
    assert squat.amounts["rir_tenths"] == 0


def test_strength_gives_sets_their_share() -> None:
    log = history(session(0, "back-squat 3x5 @80"))

    def strength(exercise: Exercise, day: object) -> float | None:
        return 100.0 if exercise.id == "back-squat" else None

    done = lay(guessed(log), done_sessions(log.sessions, EXERCISES, strength), DoneRuns(), EXERCISES)
    assert items(done)[0].amounts["percent_tenths"] == 800


def test_an_unread_exercise_is_counted_and_says_so() -> None:
    done = laid(session(0, "?Mystery 3x10 @20"))
    assert done.sessions[0].unread == ("Mystery",)
    assert [event.tags >= {"exercise:?"} for event in done.axis.events] == [True, True]
    assert items(done)[0].amounts["sets"] == 3


def test_without_runs_nobody_knows_which_days_were_days_of_rest() -> None:
    done = laid(session(1, "back-squat 3x5 @80"))
    rule = bind(catalogue().rules["DAY101"])
    assert [finding.verdict for finding in rule.check(done.axis)] == ["unknown"]
    assert done.axis.days[1].tags >= {"rest-day:?", "hard-day:?", "phase:base:?"}


def test_days_between_the_first_and_the_last_run_are_known() -> None:
    runs = as_done([run(0), run(7)])
    done = laid(session(1, "back-squat 3x5 @80"), session(9, "back-squat 3x5 @80"), runs=runs)
    found = {finding.first: finding.verdict for finding in bind(catalogue().rules["DAY101"]).check(done.axis)}
    assert found == {MONDAY + DAY: "fail", MONDAY + 9 * DAY: "unknown"}


def test_a_session_without_sets_is_counted_and_not_judged() -> None:
    done = laid(session(0), session(1, "back-squat 3x5 @80"))
    assert [event.id for event in done.axis.events if event.of == "session"] == ["session-0", "session-1"]
    assert [finding.facts for finding in bind(catalogue().rules["CAP109"]).check(done.axis)] == [
        ("session-1/strength/back-squat",)
    ]


def test_a_session_under_way_is_left_out() -> None:
    assert done_sessions([session(0, "push-up 1x5", finished=False)], EXERCISES) == ()


def test_nobody_is_an_adult_of_unknown_age_level_and_event() -> None:
    tags = laid(session(0, "back-squat 3x5 @80")).axis.tags
    assert tags >= {"level:novice:?", "age:60+:?", "mass:?", "event:?", "terrain:?"}
    assert tags.isdisjoint({"level:none", "level:novice", "event:10k", "age:youth"})


def test_half_a_year_of_lifting_shows_a_lifter() -> None:
    log = history(*(session(7 * week, "back-squat 3x5 @80") for week in range(26)), body_mass=())
    assert "level:novice" not in guessed(log).unknown
    assert "level:novice" in guessed(replace(log, sessions=log.sessions[1:])).unknown
    weighed = replace(log, body_mass=(BodyMass(id="m", date=MONDAY, kg=61.5),))
    assert guessed(weighed).runner.body_mass_kg == 61.5
    assert "mass" not in guessed(weighed).unknown


# ---------------------------------------------------------------- progress and runs


def test_progress_is_held_against_twelve_weeks() -> None:
    done = laid(
        session(0, "back-squat 3x5 @80"), session(3, "back-squat 3x5 @80"), session(7, "back-squat 3x6 @80"),
        session(10, "back-squat 3x5 @81"), session(100, "back-squat 3x5 @70"),
    )  # fmt: skip
    beats = [sorted(tag for tag in event.tags if tag.startswith("beats")) for event in items(done)]
    # 81 x 5 is less than 80 x 6; after more than twelve weeks nothing stands beside a set
    assert beats == [[], ["beats:no"], ["beats:yes"], ["beats:no"], []]


def test_the_smallest_step_is_the_one_the_log_shows() -> None:
    done = laid(session(0, "goblet-squat 3x8 @10"), session(3, "goblet-squat 3x8 @12.5"))
    assert [event.amounts.get("below_g") for event in items(done)] == [None, 10_000]


def test_a_run_is_held_against_the_month_before() -> None:
    runs = [run(day) for day in range(0, 35, 7)] + [run(35, "long", 90)]
    assert reaches(runs) == {"run-35-long": 2000}
    assert reaches([run(0), run(10, "long", 90)]) == {}


def test_a_race_counts_what_came_before_it() -> None:
    race = Race(date=MONDAY + 28 * DAY, priority="A")
    log = [session(day, "back-squat 3x5 @80") for day in (0, 2, 9)]
    who = guessed(history(*log), (race,))
    done = laid(*log, runs=as_done([run(0), run(28, "race")]), who=who)
    raced = next(event for event in done.axis.events if event.id == "run-28-race")
    assert (raced.amounts["sessions_before"], raced.amounts["weeks_before"]) == (3, 2)


def test_a_session_of_progress_reads_back_as_a_session() -> None:
    one = read("back-squat 3x5 @80").session
    assert isinstance(one, Session)
    assert (one.start, one.minutes, one.template) == ("18:00", 50, "full")


def test_the_plank_gate_of_an_audit_is_that_of_the_plan() -> None:
    planks = tuple(
        ScreenResult(id=f"p{n}", date=MONDAY + n * DAY, screen="Front plank", value=value)
        for n, value in enumerate((120.0, 70.0))
    )
    log = history(session(1, "back-squat 3x5 @80"), screens=planks)
    man, woman = (replace(guessed(log).runner, sex=sex, screens=()) for sex in ("male", "female"))
    # the last one counts: seventy seconds are a woman's gate and not a man's; who told no sex has a man's
    for who, word in (
        (described(woman, log), "stability:passed"),
        (described(man, log), "stability:not-yet"),
        (guessed(log), "stability:not-yet"),
        (guessed(history(session(1, "back-squat 3x5 @80"))), "stability:?"),
    ):
        laid = lay(who, done_sessions(log.sessions, EXERCISES), as_done(()), EXERCISES)
        assert {tag for tag in laid.axis.tags if tag.startswith("stability")} == {word}
        assert (word == "stability:passed") == bool(is_steady(who.runner.screens, who.runner))


def test_a_month_without_any_run_is_not_known_and_four_weeks_are() -> None:
    near, far = as_done([run(0), run(28)]), as_done([run(0), run(29)])
    assert all(near.knows(MONDAY + n * DAY) for n in range(29))
    assert [n for n in range(31) if far.knows(MONDAY + n * DAY)] == [0, 29]
    assert not DoneRuns().knows(MONDAY)
