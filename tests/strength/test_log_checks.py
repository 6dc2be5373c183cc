"""What cannot be right in a log is asked about, held back, and mended by an answer that can be undone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count

import pytest
from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.log import History, LogEntry, LoggedSession, LoggedSet, PutSession, Undo
from ironstride.model.log_question import Question
from ironstride.strength.history import fold
from ironstride.strength.log_answers import answer_entries
from ironstride.strength.log_checks import log_questions, trusted
from ironstride.strength.log_names import name_sets

TODAY = date(2027, 6, 1)
DAY = date(2027, 3, 1)
IDS = count()


def lifted(exercise: str, load_kg: float | None, reps: int = 5, **more: object) -> LoggedSet:
    return LoggedSet(id=f"x{next(IDS)}", exercise=exercise, load_kg=load_kg, reps=reps, **more)  # type: ignore[arg-type]


def session(day: date, *sets: LoggedSet, **more: object) -> LoggedSession:
    return LoggedSession(id=f"s{next(IDS)}", date=day, sets=sets, **more)  # type: ignore[arg-type]


def history(*sessions: LoggedSession) -> History:
    return History(sessions=tuple(sorted(sessions, key=lambda s: (s.date, s.id))))


def kinds(found: History) -> list[str]:
    return [question.kind for question in log_questions(found, TODAY)]


def weeks(exercise: str, loads: list[float]) -> History:
    return history(
        *(session(DAY + timedelta(days=7 * n), *(lifted(exercise, kg) for _ in range(3))) for n, kg in enumerate(loads))
    )


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (lifted("barbell-curl", 400.0), "load"),
        (lifted("barbell-curl", 60.0), None),
        (lifted("back-squat", 511.0), "load"),
        (lifted("back-squat", 510.0), None),
        (lifted("back-squat", -20.0), "load"),
        (lifted("pull-up", -20.0), None),
        (lifted("pull-up", -400.0), "load"),
        (lifted("back-squat", 60.0, reps=151), "reps"),
        (lifted("back-squat", 60.0, reps=150), None),
        (lifted("push-up", None, reps=150), None),
        (lifted("push-up", None, reps=501), "reps"),
        (lifted("barbell-curl", 400.0, confirmed=True), None),
        (LoggedSet(id="n", name="Wobble thing", reps=5), "name"),
        (LoggedSet(id="n", name="Running (Outdoor)", metres=5000.0), None),
        (
            LoggedSet(id="n", exercise="back-squat", name="Barbell Squat (Each Side)", reps=5, load_kg=20.0),
            "per-side-load",
        ),
        (LoggedSet(id="n", exercise="dumbbell-curl", name="Dumbbell Curl (Each Side)", reps=5, load_kg=8.0), None),
    ],
)
def test_both_sides_of_every_edge(one: LoggedSet, kind: str | None) -> None:
    assert kinds(history(session(DAY, one))) == ([kind] if kind else [])


def test_a_spell_in_pounds_is_found_and_mended() -> None:
    found = weeks("back-squat", [80, 82.5, 181.9, 184, 85, 87.5])
    (question,) = log_questions(found, TODAY)
    assert (question.kind, question.count, question.guess) == ("unit-jump", 6, "lb")
    assert len([one for s in trusted(found, TODAY).sessions for one in s.sets]) == 12
    log: list[LogEntry] = [PutSession(entry=s.id, session=s) for s in found.sessions]
    mended = fold([*log, *answer_entries(question, "lb", found)])
    assert max(one.load_kg or 0 for s in mended.sessions for one in s.sets) == pytest.approx(87.5)
    assert log_questions(mended, TODAY) == ()


@pytest.mark.parametrize("loads", [[20, 30, 45, 60, 80], [40, 90, 40], [80, 82.5, 85], [10, 22], [60, 100, 60, 100]])
def test_progress_and_single_heavy_days_are_no_pounds(loads: list[float]) -> None:
    assert "unit-jump" not in kinds(weeks("back-squat", loads))


@pytest.mark.parametrize("spell", [[180, 181], [185, 190, 185]])
def test_a_spell_in_pounds_with_other_plates_is_found(spell: list[float]) -> None:
    (question,) = log_questions(weeks("back-squat", [80, 80, *spell, 82.5, 85]), TODAY)
    assert (question.kind, question.count, question.guess) == ("unit-jump", 3 * len(spell), "lb")


def test_switching_to_pounds_for_good_is_found() -> None:
    (question,) = log_questions(weeks("back-squat", [80, 82.5, 181.9, 187.4, 187.4]), TODAY)
    assert (question.kind, question.count) == ("unit-jump", 9)


def test_the_same_session_by_two_ways_is_one_question() -> None:
    sets = [lifted("back-squat", 100.0, reps=n) for n in (5, 5, 4, 8)]
    again = [replace(one, id=f"{one.id}b", load_kg=99.9) for one in sets]
    first, twin = session(DAY, *sets, source="strong"), session(DAY, *again[:3], source="hevy", start_min=600)
    found = history(first, twin)
    (question,) = log_questions(found, TODAY)
    assert (question.kind, question.about) == ("duplicate-session", (first.id, twin.id))
    assert [s.id for s in trusted(found, TODAY).sessions] == [first.id]
    log: list[LogEntry] = [PutSession(entry=s.id, session=s) for s in found.sessions]
    (gone,) = answer_entries(question, "same", found)
    assert [s.id for s in fold([*log, gone]).sessions] == [first.id]
    assert fold([*log, gone, Undo(entry="u", undone=gone.entry)]) == fold(log)
    both = fold([*log, *answer_entries(question, "two", found)])
    assert log_questions(both, TODAY) == ()
    assert len(trusted(both, TODAY).sessions) == 2


def test_two_like_sessions_of_two_days_or_hours_are_two() -> None:
    def made(day: date, start: int) -> LoggedSession:
        return session(day, *(lifted("back-squat", 100.0) for _ in range(4)), start_min=start)

    assert kinds(history(made(DAY, 500), made(DAY + timedelta(days=1), 500))) == []
    assert kinds(history(made(DAY, 400), made(DAY, 1100))) == []
    assert kinds(history(made(DAY, 400), made(DAY, 500))) == ["duplicate-session"]


def test_the_future_and_clocks_that_run_backwards() -> None:
    at = datetime(2027, 3, 1, 18, 0)
    back = [lifted("back-squat", 60.0, at=at), lifted("back-squat", 60.0, at=at - timedelta(minutes=20))]
    late = session(TODAY + timedelta(days=1), lifted("back-squat", 60.0))
    found = history(session(DAY, *back), session(DAY + timedelta(days=1), minutes=900.0), late)
    assert kinds(found) == ["future", "clock", "clock"]
    assert late.id not in [s.id for s in trusted(found, TODAY).sessions]
    assert len(trusted(found, TODAY).sessions) == 2
    question = log_questions(found, TODAY)[0]
    log: list[LogEntry] = [PutSession(entry=s.id, session=s) for s in found.sessions]
    assert kinds(fold([*log, *answer_entries(question, "right", found)])) == ["clock", "clock"]


def test_alike_sets_of_a_session_are_one_question() -> None:
    (asked,) = log_questions(history(session(DAY, *(lifted("barbell-curl", 400.0) for _ in range(3)))), TODAY)
    assert asked.count == len(asked.about) == 3
    assert "3 sets of 5 × 400 kg" in asked.text


def test_clocks_that_were_never_set_are_asked_about() -> None:
    for day in (date(1970, 1, 2), date(1980, 1, 1), date(1989, 12, 31)):
        old = history(session(day, lifted("back-squat", 60.0)))
        assert kinds(old) == ["future"]
        assert trusted(old, TODAY).sessions == ()
    assert kinds(history(session(date(1990, 1, 1), lifted("back-squat", 60.0)))) == []


@pytest.mark.parametrize(
    ("loads", "asked"),
    [
        ([60.0, 62.5, 200.0, 65.0], [200.0]),
        ([60.0, 62.5, 65.0, 200.0], [200.0]),
        ([60.0, 200.0], []),
        ([60.0, 62.5, 200.0, 65.0, 150.0], [150.0, 200.0]),
        ([60.0, 150.0, 155.0, 150.0], []),
        ([60.0, 62.5, 120.0, 65.0], []),
        ([60.0, 120.0, 200.0, 210.0], []),
        ([4.0, 5.0, 16.0], []),
    ],
)
def test_a_load_far_above_every_other_day_is_asked_about(loads: list[float], asked: list[float]) -> None:
    found = weeks("back-squat", loads)
    held = {name for question in log_questions(found, TODAY) for name in question.about}
    sets = [one for one_day in found.sessions for one in one_day.sets]
    assert sorted({one.load_kg for one in sets if one.id in held}) == asked
    used = [one.load_kg for one_day in trusted(found, TODAY).sessions for one in one_day.sets]
    assert not set(used) & set(asked)


def test_an_absurd_load_does_not_hide_a_spell_in_pounds() -> None:
    days = [(100.0,), (102.5, 1e9), (226.0,), (102.5,), (105.0,)]
    found = history(
        *(
            session(DAY + timedelta(days=7 * n), *(lifted("back-squat", kg) for kg in loads))
            for n, loads in enumerate(days)
        )
    )
    assert kinds(found) == ["load", "unit-jump"]


def test_a_name_answered_fills_all_its_sets() -> None:
    unknown = [LoggedSet(id=f"u{n}", name="Wobble thing", reps=5) for n in range(3)]
    found = history(session(DAY, *unknown), session(DAY + timedelta(days=2), replace(unknown[0], id="v")))
    (question,) = log_questions(found, TODAY)
    assert (question.name, question.count) == ("Wobble thing", 4)
    log: list[LogEntry] = [PutSession(entry=s.id, session=s) for s in found.sessions]
    named = fold([*log, *answer_entries(question, "bosu-squat", found)])
    assert {one.exercise for s in named.sessions for one in s.sets} == {"bosu-squat"}
    with pytest.raises(InputError, match="no answer"):
        answer_entries(question, "no-such-lift", found)


def test_plates_of_one_side_are_doubled_with_the_bar() -> None:
    one = LoggedSet(id="n", exercise="back-squat", name="Barbell Squat (Each Side)", reps=5, load_kg=20.0)
    found = history(session(DAY, one))
    (question,) = log_questions(found, TODAY)
    log: list[LogEntry] = [PutSession(entry=s.id, session=s) for s in found.sessions]
    for word, load_kg in (("twice+20", 60.0), ("twice+15", 55.0), ("twice", 40.0), ("right", 20.0)):
        (made,) = fold([*log, *answer_entries(question, word, found)]).sessions
        assert made.sets[0].load_kg == load_kg
        assert kinds(history(made)) == []


def test_questions_are_the_same_every_time_and_whatever_the_order() -> None:
    found = weeks("back-squat", [80, 82.5, 181.9, 184, 85, 87.5])
    found = replace(
        found, sessions=(*found.sessions, session(TODAY + timedelta(days=9), lifted("barbell-curl", 400.0)))
    )
    first: tuple[Question, ...] = log_questions(found, TODAY)
    assert first == log_questions(found, TODAY)
    assert trusted(trusted(found, TODAY), TODAY) == trusted(found, TODAY)


def test_naming_keeps_what_has_an_exercise() -> None:
    (made,) = name_sets(
        [session(DAY, lifted("front-squat", 60.0, name="Squat"), LoggedSet(id="b", name="RDL", reps=5))]
    )
    assert [one.exercise for one in made.sets] == ["front-squat", "romanian-deadlift"]


def pairs(*loads: float, name: str = "Curl (Dumbbell)", exercise: str = "dumbbell-curl") -> LoggedSession:
    return session(
        DAY, *(replace(lifted(exercise, kg, reps=8), id=f"p{kg}{n}", name=name) for n, kg in enumerate(loads))
    )


def test_a_load_that_may_be_one_hand_or_both_is_asked_about_and_used_meanwhile() -> None:
    found = history(pairs(20, 20, 24))
    (question,) = log_questions(found, TODAY)
    assert (question.kind, question.count, question.guess) == ("hands", 3, "")
    assert trusted(found, TODAY) == found
    log: list[LogEntry] = [PutSession(entry=s.id, session=s) for s in found.sessions]
    halved = fold([*log, *answer_entries(question, "half", found)])
    assert [one.load_kg for one in halved.sessions[0].sets] == [10, 10, 12]
    assert log_questions(halved, TODAY) == ()
    assert log_questions(fold([*log, *answer_entries(question, "right", found)]), TODAY) == ()


def test_what_can_be_known_of_a_pair_is_not_asked() -> None:
    assert kinds(history(pairs(22.5, 20, 20))) == []  # half of it, 11.25 kg, is no dumbbell
    assert kinds(history(pairs(20, 20, 20, name="Curl (Dumbbell), each hand"))) == []
    bench = {"name": "Bench Press (Dumbbell)", "exercise": "dumbbell-bench-press"}
    bar = session(DAY, lifted("bench-press", 80.0, reps=8))
    assert kinds(history(bar, pairs(28, 28, 28, **bench))) == []
    (question,) = log_questions(history(bar, pairs(60, 60, 60, **bench)), TODAY)
    assert (question.kind, question.guess) == ("hands", "half")
