"""What a log says of the body: flags stop the plan, pain and soreness shift it, tests and ladders steer it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from ironstride.audit.check import check_plan
from ironstride.catalogue import catalogue
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.body import Sore
from ironstride.model.log import Complaint, History, LoggedSession, LoggedSet, ScreenResult
from ironstride.model.plan import Plan
from ironstride.model.rule import Method
from ironstride.model.session import Session
from ironstride.planning.change import ClearedFlag
from ironstride.planning.differences import difference_text
from ironstride.planning.exchange import Exchanger, Swap, block_start
from ironstride.planning.menu import Menu
from ironstride.planning.question import why
from ironstride.planning.replan import Replanned, replan
from ironstride.planning.runner_now import as_logged, power_behind
from ironstride.planning.stored import Opened, opened
from ironstride.planning.trend import lifts_done
from ironstride.rules.facts import timeline
from ironstride.rules.facts_runner import runner_words
from ironstride.rules.ruleset import rule_set

from .simulated_season import MONDAY, season
from .stages import is_hard
from .test_follow import coming, history, logged, past

pytestmark = pytest.mark.slow

DATA = catalogue()
DAY = timedelta(days=1)
TODAY = MONDAY + 14 * DAY


def made() -> Plan:
    return season(weeks=12)


def complaint(day: date = TODAY - DAY, **more: Any) -> Complaint:
    return Complaint(id=f"c{day}", **{"date": day, "site": "knee", "severity": 5, **more})


def done(*complaints: Complaint, screens: tuple[ScreenResult, ...] = ()) -> History:
    return replace(history(*(logged(one) for one in past(made()))), complaints=complaints, screens=screens)


def followed(log: History, today: date = TODAY, plan: Plan | None = None) -> Replanned:
    return replan(plan or made(), (), today, DATA, log)


def exercises(session: Session) -> set[str]:
    return {item.exercise for block in session.blocks for item in block.items}


def loads_site(name: str, site: str) -> bool:
    return any(one.site == site and one.action == "avoid" for one in DATA.exercises[name].cautions)


def holds(plan: Plan, today: date = TODAY) -> None:
    rules = rule_set(DATA, plan.own_method or plan.method, plan.runner.switches)
    found = check_plan(plan, rules)
    assert not [one for one in found if one.verdict == "fail" and one.last >= today and is_hard(rules, one.rule)]


# ---------------------------------------------------------------- red flags


def test_a_red_flag_empties_the_plan_until_it_is_cleared() -> None:
    flagged = followed(done(complaint(signs=("at-night",), site="shin")))
    assert not coming(flagged.plan)
    assert flagged.plan.runner.red_flags == ("night-pain",)
    text = " ".join(difference_text(flagged.differences).split())
    assert "professional" in text
    assert "cleared night-pain DATE" in text
    again = followed(done(complaint(signs=("at-night",), site="shin")), plan=flagged.plan)
    assert not coming(again.plan)
    cleared = replan(
        flagged.plan,
        (ClearedFlag("night-pain", TODAY),),
        TODAY + DAY,
        DATA,
        done(complaint(signs=("at-night",), site="shin")),
    )
    assert not cleared.plan.runner.red_flags
    assert len(coming(cleared.plan)) >= 0.7 * len(coming(made(), TODAY + DAY))


@pytest.mark.parametrize("method", sorted(DATA.methods))
def test_no_method_and_no_switch_turns_safety_off(method: str) -> None:
    safe = {code for code, rule in DATA.rules.items() if rule.level == "safety"}
    own = Method(id="own", name="Own", summary="s", extends=method, without=tuple(sorted(safe)))
    for switch in DATA.switches.values():
        for side in switch.sides:
            rules = rule_set(DATA, own, {switch.id: side.id})
            assert {bound.rule.code: bound.rule for bound in rules.rules if bound.rule.code in safe} == {
                code: DATA.rules[code] for code in safe
            }


# ---------------------------------------------------------------- pain and soreness


def test_pain_takes_out_what_loads_the_site_for_the_time_being() -> None:
    result = followed(done(complaint(kind="pain")))
    (spot,) = result.plan.runner.sore
    assert spot.until is not None
    near = [session for session in coming(result.plan) if session.date <= spot.until]
    assert near
    assert not [name for session in near for name in exercises(session) if loads_site(name, "knee")]
    after = spot.until + 7 * DAY
    assert [exercises(one) for one in coming(result.plan, after)] == [exercises(one) for one in coming(made(), after)]
    holds(result.plan)
    later = TODAY + 21 * DAY
    plan = result.plan
    log = history(*(logged(one) for one in (*past(made()), *past(plan, later)) if one.date < later and not one.done))
    quiet = followed(replace(log, complaints=(complaint(kind="pain"),)), later, plan)
    assert not quiet.plan.runner.sore
    assert "quiet" in difference_text(quiet.differences)


def test_a_new_complaint_spares_the_site_for_longer() -> None:
    first = complaint(kind="pain")
    result = followed(done(first))
    later = TODAY + 4 * DAY
    log = done(first, replace(first, id="again", date=later))
    again = replan(result.plan, (), later, DATA, log)
    spots = [result.plan.runner.sore[0], again.plan.runner.sore[0]]
    assert [spot.until for spot in spots] == [first.date + 14 * DAY, later + 14 * DAY]
    assert spots[0].since == spots[1].since == first.date


def test_what_the_runner_says_and_what_the_log_says_hold_both() -> None:
    own = replace(made(), runner=replace(made().runner, sore=(Sore(site="knee", until=TODAY + DAY),)))
    told = as_logged(own.runner, done(complaint(kind="pain")), TODAY).sore
    assert [spot.note for spot in told] == ["", "told in the log"]
    lasting = replace(own.runner, sore=(Sore(site="knee"),))
    assert as_logged(lasting, done(complaint(kind="pain")), TODAY).sore == lasting.sore


def test_a_sore_muscle_changes_the_next_days_only() -> None:
    result = followed(done(complaint(TODAY, site="hamstring", severity=6)))
    until = TODAY + 3 * DAY
    near = [session for session in coming(result.plan) if session.date <= until]
    assert not [name for session in near for name in exercises(session) if loads_site(name, "hamstring")]
    assert [exercises(one) for one in coming(result.plan, until + DAY)] == [
        exercises(one) for one in coming(made(), until + DAY)
    ]
    assert not result.plan.runner.sore
    holds(result.plan)


def test_a_little_soreness_changes_nothing() -> None:
    result = followed(done(complaint(TODAY, site="hamstring", severity=3)))
    assert [exercises(one) for one in coming(result.plan)] == [exercises(one) for one in coming(made())]


# ---------------------------------------------------------------- tests and ladders


def plank(seconds: float) -> ScreenResult:
    return ScreenResult(id="p", date=TODAY - DAY, screen="front-plank", value=seconds)


def test_the_plank_opens_and_shuts_the_gate_of_rotation() -> None:
    for seconds, word in ((90, "stability:passed"), (50, "stability:not-yet")):
        plan = followed(done(screens=(plank(seconds),))).plan
        assert word in runner_words(plan.runner, opened(plan).task.season)


def test_a_weaker_side_gets_an_extra_set() -> None:
    def raises(day: date, left: float, right: float) -> list[ScreenResult]:
        return [
            ScreenResult(id=f"{day}{side}", date=day, screen="heel_raise", value=value, side=side)  # type: ignore[arg-type]
            for side, value in (("left", left), ("right", right))
        ]

    results = (*raises(TODAY - 8 * DAY, 30, 20), *raises(TODAY - DAY, 31, 20))
    plan = followed(done(screens=results)).plan
    sets = [
        one
        for session in coming(plan)
        for block in session.blocks
        if block.block == "accessory"
        for item in block.items
        if item.exercise.endswith("calf-raise")
        for one in item.sets
    ]
    assert any(one.side == "right" for one in sets)
    assert not any(one.side == "left" for one in sets)
    holds(plan)


def test_jumps_that_were_missed_open_their_stage_later() -> None:
    at_once = opened(made()).task.season
    jumped = [one for one in made().sessions if any(block.block == "power" for block in one.blocks)]
    end = at_once.last_day + DAY
    assert power_behind(at_once, (), end) > 0
    kept = power_behind(at_once, jumped, end)
    assert kept <= power_behind(at_once, (), end)
    assert power_behind(at_once, (), MONDAY) == 0


# ---------------------------------------------------------------- exchanges


def test_what_falls_short_twice_at_its_lightest_gives_way() -> None:
    plan = made()
    name = next(
        item.exercise
        for session in past(plan)
        for block in session.blocks
        if block.block in ("strength", "accessory")
        for item in block.items
        if DATA.exercises[item.exercise].regressions
        and item.sets[-1].reps
        and DATA.exercises[item.exercise].load_type != "barbell"
    )

    def failed(one: LoggedSet) -> LoggedSet:
        return replace(one, load_kg=0.0, reps=1, rir=0, to_failure=True) if one.exercise == name else one

    log = [replace(logged(session), sets=tuple(failed(one) for one in logged(session).sets)) for session in past(plan)]
    result = followed(history(*log))
    assert plan.sessions
    holds(result.plan)
    held = {name for session in coming(result.plan) for name in exercises(session)}
    assert name not in held or "fell short" not in difference_text(result.differences)


def test_an_exchange_keeps_the_slot_and_breaks_nothing() -> None:
    plan = made()
    was = opened(plan)
    exchanger = Exchanger(was.task, Menu(was.task), was.rules, past(plan))
    before = tuple(coming(plan))
    name = next(iter(sorted(exercises(before[0]))))
    others = tuple(one for one in DATA.exercises[name].progressions + DATA.exercises[name].regressions)
    after, swapped = exchanger.exchanged(before, [Swap(name, others, "a test", TODAY)])
    for old, new in zip(before, after, strict=True):
        assert (old.id, old.date, old.slot_minutes) == (new.id, new.date, new.slot_minutes)
        assert new.minutes <= max(new.slot_minutes, old.minutes)
    assert len(swapped) <= 1
    same, nothing = exchanger.exchanged(before, [Swap("no-such", ("pogo",), "a test", TODAY)])
    assert same == before
    assert not nothing


def test_what_came_in_by_exchange_says_for_what_and_prices_the_others_as_check_does() -> None:
    plan = read_plan(plan_bytes(followed(done(complaint(TODAY, site="shoulder", severity=6))).plan))
    assert plan.followed is not None
    kept = plan.followed.exchanged[-1]
    answer = why(plan, kept.first, kept.exercise)
    assert f"stands in for {DATA.exercises[kept.instead_of].name.lower()}" in answer.text
    assert "shoulder is sore" in answer.text
    assert kept.instead_of not in {one.exercise for one in answer.options}
    assert {one.exercise for one in answer.options} >= {""}
    assert len(answer.options) > 3
    was = opened(plan)
    standing = composition_prices(was, plan.sessions)
    session = next(one for one in plan.sessions if one.date == kept.first)
    for one in answer.options[-3:]:
        block = next(b.block for b in session.blocks for i in b.items if i.exercise == kept.exercise)
        item = was.menu.item(session, block, DATA.exercises[one.exercise])
        assert item is not None
        blocks = tuple(
            replace(b, items=tuple(item if i.exercise == kept.exercise else i for i in b.items)) for b in session.blocks
        )
        with_it = [replace(session, blocks=blocks) if other is session else other for other in plan.sessions]
        assert composition_prices(was, with_it) - standing == one.price
        assert sum(one.by_rule.values()) == one.price


def composition_prices(was: Opened, sessions: Sequence[Session]) -> int:
    task = was.task
    axis = timeline(task.runner, task.season, task.runs, tuple(sessions), task.exercises, task.others)
    return sum(found.price for found in was.rules.check(axis, "composition"))


def test_what_was_done_is_not_weighed_against_other_choices() -> None:
    plan = followed(done()).plan
    session = past(plan)[0]
    answer = why(plan, session.date, session.blocks[0].items[0].exercise)
    assert not answer.options
    assert "what was done" in answer.notes[-1]


def test_only_lifts_that_take_a_load_have_a_course_heavy_ones_first() -> None:
    def one(day: date, *names: str) -> LoggedSession:
        sets = tuple(LoggedSet(id=f"{day}{name}", exercise=name, reps=5, load_kg=20) for name in names)
        return LoggedSession(id=str(day), date=day, sets=sets)

    days = [TODAY - n * DAY for n in (9, 6, 3)]
    log = history(*(one(day, "dumbbell-curl", "ab-wheel-rollout") for day in days), one(TODAY, "back-squat", "no-such"))
    assert lifts_done(log, DATA) == ["dumbbell-curl"]
    log = replace(log, sessions=(*log.sessions, one(TODAY + DAY, "back-squat", "bench-press")))
    assert lifts_done(log, DATA) == ["back-squat", "dumbbell-curl"]
    assert lifts_done(log, DATA, last=TODAY) == ["dumbbell-curl"]


def test_the_next_block_begins_after_today() -> None:
    task = opened(made()).task
    start = block_start(task, TODAY)
    assert TODAY < start <= task.season.last_day + DAY
    assert block_start(task, task.season.last_day) == task.season.last_day + DAY


def test_a_log_without_sessions_and_a_session_without_sets_are_read() -> None:
    empty = followed(History())
    assert [session.date for session in past(empty.plan)] == []
    blank = LoggedSession(id="b", date=past(made())[0].date, planned=past(made())[0].id)
    plan = followed(history(blank)).plan
    assert [exercises(one) for one in past(plan)] == [exercises(past(made())[0])]
