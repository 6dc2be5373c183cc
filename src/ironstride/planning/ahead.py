"""Look ahead before a plan is made anew: what changed, what is past, what was planned, and which weeks may change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import Catalogue
from ironstride.model.log import History
from ironstride.model.plan import Plan
from ironstride.model.runner import Runner
from ironstride.model.running import RunningPlan
from ironstride.model.session import Session
from ironstride.planning.change import Change, Missed, MovedSession, OtherMethod, apply
from ironstride.planning.follow import Logged, believing, read_into
from ironstride.planning.least import Costs, costs
from ironstride.planning.menu import Menu
from ironstride.planning.plan import blocks_of, make_task
from ironstride.planning.runner_now import as_logged, power_behind
from ironstride.planning.stored import Opened, opened
from ironstride.planning.task import Task
from ironstride.planning.touched import Touched, touched_weeks
from ironstride.rules.ruleset import RuleSet, aims_of, rule_set
from ironstride.running.season import monday
from ironstride.running.standing import with_bounds_kept
from ironstride.strength.readiness import raised


class Ahead(Struct, frozen=True):
    """What is to be planned anew: the task, its rules, what is past, what was planned, and the weeks that may change.

    `missed` are planned sessions that did not happen; the week may make up for them. `logged` is what a log says.
    """

    was: Opened
    task: Task
    menu: Menu
    rules: RuleSet
    today: date
    runner: Runner
    past: tuple[Session, ...]
    planned: tuple[Session, ...]
    missed: tuple[Session, ...]
    touched: Touched
    costs: Costs
    logged: Logged | None = None


def look_ahead(
    plan: Plan, changes: Sequence[Change], today: date, data: Catalogue, history: History | None = None
) -> Ahead | None:
    """Apply the changes and the log, and see what they touch; None when they change nothing.

    Raises
    ------
    InputError : a change that speaks of something that is not there.
    """
    runner, runs, others = facts = plan.runner, (*plan.runs, *plan.after), plan.others
    if history is not None:  # a sign the log tells of can be cleared before any plan knows of it
        told = [one.flag for one in raised(history, runner.cleared, today)]
        runner = replace(runner, red_flags=tuple(dict.fromkeys((*runner.red_flags, *told))))
    for change in changes:
        runner, runs, others = apply(change, runner, runs, others, today=today)
    logged = None if history is None else read_into(plan, history, today, data)
    past = stood = tuple(session for session in plan.sessions if session.date < today)
    was = opened(plan, data)
    if history is not None and logged is not None:
        past = logged.settled.past
        behind = power_behind(was.task.season, past, today)
        runner = replace(as_logged(runner, history, today), power_behind=behind)
    for change in changes:
        past = _rewritten(past, plan.sessions, change, today)
    if logged is None and past == stood and (runner, runs, others) == facts:
        return None
    switched = any(isinstance(change, OtherMethod) for change in changes)
    method = runner.method if switched else (plan.own_method or plan.method)
    rules = rule_set(data, method, runner.switches) if switched else was.rules
    new_races = [race.date for race in runner.races if race not in plan.runner.races]
    end = max((plan.last_day, *new_races))
    weeks = (end - monday(plan.first_day)).days // 7 + 1
    running = RunningPlan(runs=runs, others=others)
    aims = aims_of(data, method, runner.switches)
    task = make_task(replace(runner, first_day=plan.first_day), running, data, weeks, blocks_of(data, method), aims)
    task = replace(task, season=with_bounds_kept(task.season, was.task.season, today))
    if logged is not None:
        task = believing(task, logged)
    done = {session.id for session in past}
    if logged is not None:
        done |= {answered.id for answered in logged.settled.answers.values() if answered is not None}
    old = [session for session in plan.sessions if session.id not in done]
    gone = tuple(session for session in old if session.date < today)
    moved = {change.of for change in changes if isinstance(change, MovedSession) and change.to < today}
    return Ahead(
        was=was,
        task=task,
        menu=Menu(task),
        rules=rules,
        today=today,
        runner=runner,
        past=past,
        planned=tuple(session for session in old if session.date >= today and session.date not in moved),
        missed=tuple(session for session in gone if session.date not in moved),
        touched=touched_weeks(was, task, rules, gone),
        costs=costs(
            switched
            or bool(runner.red_flags) != bool(plan.runner.red_flags)
            or _fine_sooner(plan.runner, runner, today)
        ),
        logged=logged,
    )


def _fine_sooner(before: Runner, now: Runner, today: date) -> bool:
    """Say whether something sore is fine before its last day, so that what gave way to it may come back at once."""
    return any(
        spot.until is not None
        and spot.passing
        and today <= spot.until
        and not any(one.site == spot.site and one.holds(spot.until, spot.until) for one in now.sore)
        for spot in before.sore
    )


def _rewritten(past: Sequence[Session], planned: Sequence[Session], change: Change, today: date) -> tuple[Session, ...]:
    """Let history say what happened: sessions missed are gone, those done on another day stand there."""
    if isinstance(change, Missed):
        return tuple(session for session in past if not change.first <= session.date <= change.last)
    if not isinstance(change, MovedSession):
        return tuple(past)
    moved = next((session for session in planned if session.date == change.of), None)
    left = [session for session in past if session.date != change.of]
    if moved is None or change.to >= today:
        return tuple(left) if change.of < today else tuple(past)
    name = f"{change.to.isoformat()}-{moved.start.replace(':', '')}-{moved.template}"
    done = replace(moved, id=name, date=change.to, planned_date=moved.planned_date or moved.date)
    return tuple(sorted((*left, done), key=lambda session: (session.date, session.start)))
