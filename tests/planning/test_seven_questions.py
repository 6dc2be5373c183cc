"""The seven questions every plan must answer at once, asked of all ten personas in the middle of their seasons."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ironstride.catalogue import catalogue
from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.planning.answer import Answer
from ironstride.planning.change_text import parse_change
from ironstride.planning.differences import difference_text
from ironstride.planning.moving import moved_here
from ironstride.planning.question import whynot
from ironstride.planning.replan import Replanned, replan
from ironstride.planning.stored import bare, days, opened
from ironstride.rules.facts_items import personal_words

from .anew import DAY, PATHS, coming, halfway, holds, names, planned
from .stages import laid, price

DATA = catalogue()
CODE = re.compile(r"\b[A-Z]{3}\d{3}\b")
FRIDAY, SATURDAY = 4, 5
everybody = pytest.mark.parametrize(
    "name", [name if name == "novice-half" else pytest.param(name, marks=pytest.mark.slow) for name in PATHS]
)


def changed(made: Plan, today: date, change: str, missed: tuple[date, date] | None = None) -> Replanned:
    """Make a change as it is typed, and hold the new plan to what must hold of every one."""
    found = replan(made, [parse_change(change)], today)
    holds(made, found, today, missed)
    assert not CODE.search(difference_text(found.differences))
    return found


@everybody
def test_why_not_friday(name: str) -> None:
    made = planned(name)
    friday = halfway(made) + (FRIDAY - halfway(made).weekday()) % 7 * DAY
    answer = whynot(made, friday)
    assert f"{friday:%A}" in answer.text
    assert not CODE.search(answer.text)
    assert answer.text.endswith(".")
    if answer.options:
        assert what_it_says_of_the_best_way_is_so(made, answer)
    else:
        assert "There is a session" in answer.text or "time" in answer.text or "taken" in answer.text


def what_it_says_of_the_best_way_is_so(made: Plan, answer: Answer) -> bool:
    """Put the session there as the answer's best way says, and let `check` price the days with and without it."""
    best, asked = answer.options[-1], opened(made)
    offered = days(asked).offered | {new.id: new for _, new, _ in moved_here(asked, answer.day)}
    gone = {one[1:] for one in best.sessions if one[0] == "-"}
    kept = [session for session in made.sessions if session.id not in gone]
    then = [*kept, *(bare(offered[one[1:]]) for one in best.sessions if one[0] == "+")]
    before, after = (price(asked.rules.check(laid(asked.task, those), "schedule")) for those in (made.sessions, then))
    return after - before == best.price


@everybody
def test_my_long_run_moved_to_saturday(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    runs = sorted(made.runs, key=lambda run: (run.intensity == "long", run.minutes))
    long_run = next(run for run in reversed(runs) if run.date > today and run.date.weekday() in (FRIDAY, 6))
    saturday = long_run.date + (SATURDAY - long_run.date.weekday()) * DAY
    again = changed(made, today, f"move-run {long_run.date} {saturday}")
    assert any(run.id == long_run.id and run.date == saturday for run in again.plan.runs)


@everybody
def test_i_missed_a_week_with_flu(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    flu = (today - 7 * DAY, today - DAY)
    again = changed(made, today, f"missed {flu[0]}..{flu[1]} flu", flu)
    assert not [session for session in again.plan.sessions if flu[0] <= session.date <= flu[1]]


@everybody
def test_only_30_minutes_today(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    again = changed(made, today, f"minutes {today} 30")
    assert all(session.minutes <= 30 for session in again.plan.sessions if session.date == today)


@everybody
def test_my_calf_is_sore(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    again = changed(made, today, "sore calf")
    runner = again.plan.runner
    held = {(session.date, one) for session in coming(again.plan, today) for one in names(session)}
    assert not [at for at in held if "contraindicated" in personal_words(DATA.exercises[at[1]], runner, at[0])]
    until = today + 14 * DAY
    assert [one.until for one in runner.sore if one.site == "calf"] == [until]
    later = [[(s.date, names(s)) for s in coming(one, until + 7 * DAY)] for one in (made, again.plan)]
    assert later[0] == later[1]


@everybody
def test_the_race_is_cancelled(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    races = [race.date for race in made.runner.races if race.priority == "A"]
    if not races:
        with pytest.raises(InputError, match="no race"):
            replan(made, [parse_change(f"cancel-race {today}")], today)
        return
    again = changed(made, today, f"cancel-race {races[-1]}")
    assert all(week.phase not in ("taper", "race") for week in again.plan.weeks if week.start > today)
    fortnight = races[-1] - 14 * DAY
    assert len(coming(again.plan, fortnight)) >= len(coming(made, fortnight))


@everybody
def test_show_me_what_s3_would_do_instead(name: str) -> None:
    made = planned(name)
    today = halfway(made)
    again = changed(made, today, "method s3")
    assert again.plan.method == again.plan.runner.method == "s3"
    says = DATA.methods["s3"].name
    assert any(note.startswith(f"{says} says nothing on") for note in again.plan.notes)
