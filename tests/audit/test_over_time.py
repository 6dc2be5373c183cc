"""When a rule is a habit, when nobody knows, how it stands now, and who says so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from ironstride.audit.audit import audit
from ironstride.audit.log import judged_log
from ironstride.audit.measures import missing_words, written
from ironstride.audit.over_time import Habit, decided, every
from ironstride.audit.sentences import rows_end
from ironstride.audit.start import starting_point
from ironstride.audit.tally import Judged, Unit, beyond
from ironstride.audit.voices import stance, voices
from ironstride.catalogue import catalogue
from ironstride.cli.presets import preset_place
from ironstride.formats.runner_file import read_runner, write_runner
from ironstride.model.audit import Audit, AuditFinding
from ironstride.model.rule import Verdict
from ironstride.rules.done_runs import DoneRuns, as_done
from ironstride.rules.ruleset import audit_set
from logged import MONDAY

from .zoo import Animal, animal, done, history, running

DATA = catalogue()
HALF = Habit(50, 4)


def of(report: Audit, mistake: str) -> AuditFinding:
    return next(one for one in report.findings if one.mistake == mistake)


def audited(name: str, method: str = "", **changes: object) -> Audit:
    one = replace(animal(name), **changes)
    return audit(done(one), method or one.method)


@pytest.mark.parametrize(
    ("fails", "passes", "unknown", "habit", "verdict"),
    [
        (0, 0, 0, HALF, "not-applicable"),
        (5, 5, 0, HALF, "pass"),
        (6, 5, 0, HALF, "fail"),
        (3, 0, 0, HALF, "unknown"),
        (4, 0, 0, HALF, "fail"),
        (0, 0, 9, HALF, "unknown"),
        (6, 0, 5, HALF, "fail"),
        (0, 6, 5, HALF, "pass"),
        (4, 1, 3, HALF, "fail"),
        (3, 2, 3, HALF, "fail"),
        (2, 2, 9, HALF, "unknown"),
        (1, 99, 0, Habit(0, 1), "fail"),
        (0, 99, 0, Habit(0, 1), "pass"),
        (0, 1, 9, Habit(0, 1), "unknown"),
    ],
)
def test_a_habit_is_more_than_its_share_whatever_the_unknown_might_be(
    fails: int, passes: int, unknown: int, habit: Habit, verdict: Verdict
) -> None:
    assert decided(fails, passes, unknown, habit) == verdict


@pytest.mark.parametrize(
    ("verdicts", "needs", "verdict"),
    [
        (["fail", "pass"], 1, "fail"),
        (["fail", "pass"], 2, "pass"),
        (["fail", "unknown"], 2, "unknown"),
        (["fail", "unknown", "fail"], 2, "fail"),
        (["not-applicable", "pass"], 1, "pass"),
        (["not-applicable", "not-applicable"], 1, "not-applicable"),
        (["unknown", "not-applicable"], 1, "unknown"),
        (["unknown", "not-applicable", "not-applicable"], 3, "unknown"),
        (["unknown", "pass", "not-applicable"], 3, "pass"),
    ],
)
def test_marks_add_up(verdicts: list[Verdict], needs: int, verdict: Verdict) -> None:
    assert every(verdicts, needs) == verdict


# ---------------------------------------------------------------- how it stands now


def year(name: str, weeks: str, other: str = "clean") -> Animal:
    """A log of a year: half of it one animal, half of it another."""
    first, second = animal(name), animal(other)
    early = [{**entry, "weeks": weeks.split(",")[0]} for entry in first.sessions]
    late = [{**entry, "weeks": weeks.split(",")[1]} for entry in second.sessions]
    return replace(first, weeks=52, sessions=(*early, *late))


def test_a_habit_left_behind_is_mended_and_not_at_the_top() -> None:
    report = audit(done(year("bodybuilder", "0:30,30:52")), "s3")
    found = of(report, "bodybuilder")
    assert (found.verdict, found.now) == ("fail", "mended")
    assert "bodybuilder" not in report.top
    assert found.series[0] == 100
    assert found.series[-2:] == (0, None)


def test_a_new_habit_is_told_by_its_own_weeks() -> None:
    report = audit(done(year("clean", "0:44,44:52", "light-sets")), "s3")
    found = of(report, "light-sets")
    assert (found.verdict, found.now) == ("fail", "new")
    assert found.failing == found.judged
    assert found.mistake in report.top


def test_before_and_after_a_day() -> None:
    one = year("light-sets", "0:26,26:52")
    report = audit(done(one), "s3", split=MONDAY + timedelta(weeks=26))
    assert report.halves is not None
    assert report.halves.before["light-sets"] == "fail"
    assert report.halves.after["light-sets"] == "pass"
    assert audit(done(one), "s3", split=MONDAY - timedelta(days=1)).halves is None


def test_months_add_up_to_the_log() -> None:
    report = audited("clean")
    assert sum(month.sessions for month in report.months) == report.sessions
    assert sum(month.sets for month in report.months) == report.sets
    assert sum(month.runs for month in report.months) == report.runs
    assert [month.month.month for month in report.months] == [1, 2, 3, 4, 5, 6, 7]
    assert all(month.verdicts["light-sets"] == "pass" for month in report.months)


def test_only_the_last_year_counts_unless_told() -> None:
    one = replace(animal("clean"), weeks=80)
    whole = audit(done(one), "s3", since=MONDAY)
    last = audit(done(one), "s3")
    assert (last.last - last.judged_from).days == 364
    assert of(whole, "at-random").judged == 80
    assert of(last, "at-random").judged in (52, 53)
    assert len(whole.months) == len(last.months)


# ---------------------------------------------------------------- what is missing


def test_without_runs_days_and_hours_are_unknown_and_say_so() -> None:
    one = animal("clean")
    log = history(one)
    laid = done(one, log, DoneRuns())
    report = audit(replace(laid, axis=replace(laid.axis, tags=laid.axis.tags | {"runs:?"})), "s4")
    for mistake in ("key-run-next-day", "before-the-run", "hours-between"):
        found = of(report, mistake)
        assert (found.verdict, found.missing) == ("unknown", "your runs")
    assert of(report, "rest-day").verdict == "unknown"


def test_an_exercise_nobody_knows_may_be_the_one_that_is_missing() -> None:
    one = animal("no-core")
    sessions = tuple({**entry, "sets": [*entry["sets"], "?Thing 2x10"]} for entry in one.sessions)
    report = audit(done(replace(one, sessions=sessions)), "s2", guesses={"Thing": ("Dead bug",)})
    found = of(report, "no-core")
    assert (found.verdict, found.missing) == ("unknown", "what some exercises are")
    assert [(one.name, one.sets, one.guesses) for one in report.unresolved] == [("Thing", 104, ("Dead bug",))]


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        ("rest_s", 75, "75 s"), ("percent_tenths", 795, "79 %"), ("rir_tenths", 5, "0.5"), ("load_g", 82500, "82.5 kg"),
        ("reach_permille", 1400, "140 %"), ("h", 12, "12 h"), ("%", 23, "23 %"), ("count", 3, "3"),
    ],
)  # fmt: skip
def test_measures_in_words(measure: str, value: int, text: str) -> None:
    assert written(measure, value) == text


def test_missing_words_are_told_once() -> None:
    assert missing_words("intense, down, rir_tenths") == ("your running in those weeks", "repetitions in reserve")


# ---------------------------------------------------------------- who says so


@pytest.mark.parametrize(
    ("method", "mistake", "expected"),
    [
        ("s3", "circuits", "asks"), ("s0", "core-still", "asks"), ("s1", "core-still", "opposes"),
        ("s4", "circuits", "silent"), ("evidence", "core-still", "asks"), ("s2", "crunches", "opposes"),
    ],
)  # fmt: skip
def test_what_an_article_makes_of_a_mistake(method: str, mistake: str, expected: str) -> None:
    assert stance(method, [DATA.rules[code] for code in DATA.mistakes[mistake].rules]) == expected


def test_the_article_itself_speaks_first_then_the_best_supported() -> None:
    says, against = voices(DATA, [DATA.rules["DOS101"]], "mistakes")
    assert says[0].source.startswith("S3.")
    assert says[1].source == "eihara-2022"
    assert [voice.source for voice in against] == ["balsalobre-fernandez-2016"]


def test_who_follows_the_template_is_told_so_by_the_article_that_says_otherwise() -> None:
    report = audited("clean-template", "s0")
    assert "s1" in report.follows
    assert "S1" in of(report, "ends-still").said
    assert "say" in of(report, "core-still").said
    assert report.methods == ()
    assert len(audit(done(animal("clean-template")), "s0", beside=True).methods) == 6


def test_a_rule_two_methods_share_is_judged_once() -> None:
    sets = [audit_set(DATA, method) for method in DATA.methods]
    log = judged_log(done(animal("clean")), sets, DATA)
    asked = {id(one.rule) for rules in sets for one in rules.rules if one.rule.code in _codes()}
    assert set(log.judged) == asked
    assert len(asked) < sum(one.rule.code in _codes() for rules in sets for one in rules.rules)


def _codes() -> set[str]:
    return {code for mistake in DATA.mistakes.values() for code in mistake.rules}


# ---------------------------------------------------------------- the planner's start


def test_a_plan_begins_from_what_the_log_shows(tmp_path: Path) -> None:
    one = animal("rest-day")
    laid, log = done(one), history(one)
    report = audit(laid, "s4")
    begun = starting_point(
        laid, log.sessions, report, DATA.exercises, {"gym": preset_place("full gym", "kg")}, laid.season.last_day
    )
    runner = begun.runner
    assert {lift.exercise for lift in runner.known_lifts} >= {"back-squat", "trap-bar-deadlift", "bench-press"}
    # the habit, and the evening of the intervals, where the audit would have the session
    assert runner.availability[0].days == ("tue", "wed", "fri")
    assert [run.day for run in runner.running.pattern] == ["tue", "thu", "sat", "sun"]
    assert runner.lifting_experience == "intermediate"
    assert any("birth_year" in line for line in begun.assumed)
    path = tmp_path / "runner.toml"
    path.write_text(write_runner(runner))
    assert read_runner(path) == runner


# ---------------------------------------------------------------- which side of a limit


def test_doubles_are_not_too_many_repetitions_and_eights_are() -> None:
    one = animal("many-repetitions")
    pairs = tuple({**entry, "sets": [line.replace("x8 @", "x2 @") for line in entry["sets"]]} for entry in one.sessions)
    few = of(audit(done(replace(one, sessions=pairs)), "s1"), "many-repetitions")
    assert (few.verdict, few.failing) == ("pass", 0)
    assert set(few.series) <= {0, None}
    many = of(audited("many-repetitions"), "many-repetitions")
    assert (many.verdict, many.parts[0].typical, many.parts[0].limit) == ("fail", 8, 6)


def test_beyond_keeps_what_nobody_knows() -> None:
    units = (Unit(1, "fail", 2, 3), Unit(2, "fail", 8, 6), Unit(3, "pass", 5, 6), Unit(4, "unknown", missing="x"))
    judged = Judged(DATA.rules["DOS101"], units, "reps_max")
    assert [unit.verdict for unit in beyond(judged, "above").units] == ["pass", "fail", "pass", "unknown"]
    assert [unit.verdict for unit in beyond(judged, "below").units] == ["fail", "pass", "pass", "unknown"]


def test_a_row_of_days_is_one_time() -> None:
    assert rows_end([3, 4, 5, 9, 11, 12]) == [5, 9, 12]
    found = of(audited("long-gaps"), "long-gaps")
    assert len(found.dates) < found.failing


def test_weeks_without_any_run_tell_nothing_of_days_and_hours() -> None:
    one = animal("clean")
    runs = running(one)
    few = as_done([run for run in runs.runs if run.date < MONDAY + timedelta(days=7) or run.date == runs.runs[-1].date])
    whole, sparse = audit(done(one), "s4"), audit(done(one, None, few), "s4")
    for mistake in ("key-run-next-day", "before-the-run", "hours-between", "rest-day"):
        assert of(whole, mistake).verdict in ("pass", "not-applicable")
        found = of(sparse, mistake)
        assert (found.verdict, found.missing) == ("unknown", "your runs on those days")
    # what was seen to be wrong stays wrong
    caught = animal("key-run-next-day")
    halved = [run for run in running(caught).runs if run.date < MONDAY + timedelta(weeks=13)]
    found = of(audit(done(caught, None, as_done(halved)), "s4"), "key-run-next-day")
    assert found.verdict == "fail"
    assert found.unknown > 0
