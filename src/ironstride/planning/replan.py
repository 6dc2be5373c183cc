"""Plan anew from today with as little change as the rules allow: what is past stays, what nothing touches stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import Catalogue, catalogue
from ironstride.model.errors import NoPlan
from ironstride.model.log import History
from ironstride.model.plan import Plan, PlanWeek, Solver, Stage
from ironstride.model.rule import Finding
from ironstride.model.session import Session
from ironstride.planning.ahead import Ahead, look_ahead
from ironstride.planning.change import Change, OtherMethod
from ironstride.planning.collecting import uncollected
from ironstride.planning.conflict import explain_conflict
from ironstride.planning.differences import Difference, differences, in_order, rule_costs
from ironstride.planning.exchange import Exchanger, Swapped, exchanges
from ironstride.planning.follow import followed
from ironstride.planning.least import Match, change_paid, forgive, keep_days, matched
from ironstride.planning.menu import leg_places
from ironstride.planning.notes import notes_on, renewed
from ironstride.planning.plan import must, plan_weeks, versions
from ironstride.planning.prescribe import prescribe
from ironstride.planning.reasons import with_reasons
from ironstride.planning.recompose import Filled, Recompose, different_weeks
from ironstride.planning.runner_now import body_told, spots_told
from ironstride.planning.schedule import LETTERS, candidates, draft_schedule, named
from ironstride.planning.slots import slots
from ironstride.planning.solve import Solution, solve
from ironstride.planning.stored import bare
from ironstride.planning.swaps import swaps
from ironstride.planning.task import Task
from ironstride.planning.told import loads_told, sessions_told, swaps_told
from ironstride.rules.draft import Draft
from ironstride.rules.facts import timeline
from ironstride.rules.ruleset import method_of
from ironstride.running.season import monday

WEEK = timedelta(days=7)


class Replanned(Struct, frozen=True):
    """The plan after the change, and what is different in it, in words."""

    plan: Plan
    differences: tuple[Difference, ...]


class Scheduled(Struct, frozen=True):
    """Sessions to come with what they stand for, the model they were chosen by (None: nothing was to choose), and its
    price."""

    matches: tuple[Match, ...]
    draft: Draft | None
    taken: tuple[Session, ...]
    stage: tuple[Stage, ...]


@uncollected()
def replan(
    plan: Plan,
    changes: Sequence[Change],
    today: date,
    data: Catalogue | None = None,
    history: History | None = None,
) -> Replanned:
    """Change a plan as little as possible.

    Parameters
    ----------
    plan : the plan as it stands.
    changes : what happened or will, applied in order.
    today : sessions before it are history and stay to the last set; those from it on may change.
    data : the catalogue; the one that ships when not given.
    history : the training log. What was done stands as it was done, what was missed is gone, and the loads to come
        stand on what was lifted.

    Returns
    -------
    Replanned
        Sessions to come cost the rules' prices and those of table `change` for every difference, and the sum is
        proven minimal, days first, then exercises; loads go on from those before. Weeks that nothing touches keep
        their sessions. Without changes, the very plan that was given.

    Raises
    ------
    NoPlan : the change clashes with what must hold; names the smallest clash.
    InputError : a change that speaks of something that is not there.
    """
    shipped = data or catalogue()
    ahead = look_ahead(plan, changes, today, shipped, history)
    if ahead is None:
        return Replanned(plan, ())
    scheduled = _scheduled(ahead)
    stood = sorted((*ahead.planned, *ahead.missed), key=lambda session: (session.date, session.start))
    open_weeks = ahead.touched.items | different_weeks(scheduled.matches, stood)
    filled = Recompose(
        ahead.task, ahead.menu, ahead.rules, ahead.past, scheduled.matches, open_weeks, ahead.costs.exercises
    ).filled()
    sessions, swapped = _exchanged(ahead, filled.sessions)
    coming = prescribe(ahead.task, sessions, ahead.past)
    coming = _with_reasons(ahead, scheduled, coming)
    return _finished(ahead, changes, scheduled, filled, coming, swapped)


def _exchanged(ahead: Ahead, sessions: Sequence[Session]) -> tuple[tuple[Session, ...], tuple[Swapped, ...]]:
    """Let exercises give way where the log asks for it."""
    if ahead.logged is None:
        return tuple(sessions), ()
    history, today = ahead.logged.history, ahead.today
    asked = swaps(ahead.task, ahead.menu, sessions, ahead.past, history, today)
    return Exchanger(ahead.task, ahead.menu, ahead.rules, ahead.past).exchanged(sessions, asked)


# ---------------------------------------------------------------- days


def _scheduled(ahead: Ahead) -> Scheduled:
    """Choose the days: first with every week fixed that nothing touches, then, if that cannot be, with all open.

    Raises
    ------
    NoPlan : when not even that can be.
    """
    task = ahead.task
    if not any(start + WEEK > ahead.today for start in ahead.touched.days):
        kept = tuple(Match(_in_season(task, session), session) for session in ahead.planned)
        return Scheduled(kept, None, (), ())
    offered = candidates(task, slots(task.runner, task.season, task.runs, task.others), leg_places(task, ahead.menu))
    taken = {session.date for session in ahead.past}
    coming = [session for session in offered if session.date >= ahead.today and session.date not in taken]
    open_ = [session for session in coming if monday(session.date) in ahead.touched.days]
    fixed = [bare(session) for session in ahead.planned if monday(session.date) not in ahead.touched.days]
    found = _solved(ahead, open_, fixed) or _solved(ahead, coming, [])
    if found is not None:
        return found
    draft = draft_schedule(task, offered, ahead.rules, guarded=must(ahead.rules))
    if solve(draft.model, assumptions=dict.fromkeys(draft.guards.values(), 1)) is None:
        raise explain_conflict(task, offered, ahead.rules, lambda other: _price(ahead, other, coming))
    raise NoPlan(
        "what has been done already leaves no plan with this change",
        f"from {ahead.today.isoformat()}",
        "Give other dates, or drop a wish.",
    )


def _price(ahead: Ahead, task: Task, coming: Sequence[Session]) -> int | None:
    """Give the price of the days to come if the season were this one; None when there is no plan."""
    found = _solved(replace(ahead, task=task), coming, [])
    return None if found is None else sum(stage.objective for stage in found.stage)


def _solved(ahead: Ahead, open_: Sequence[Session], fixed: Sequence[Session]) -> Scheduled | None:
    constant = [*(bare(session) for session in ahead.past), *fixed]
    draft = draft_schedule(ahead.task, [*constant, *open_], ahead.rules, guarded=must(ahead.rules))
    for session in constant:
        draft.model.bounds[draft.literals[session.id]] = (1, 1)
    held = {session.id for session in fixed}
    replaced = [session for session in (*ahead.planned, *ahead.missed) if session.id not in held]
    keep_days(draft, open_, replaced, ahead.costs.days)
    planned = {session.id for session in ahead.planned}
    hint = {draft.literals[session.id]: int(session.id in planned) for session in open_}
    held_up = dict.fromkeys(draft.guards.values(), 1)
    solution = solve(draft.model, held_up, hint)
    if solution is None:
        forgive(draft.model, (literal for name, literal in draft.guards.items() if name.startswith("wish ")))
        solution = solve(draft.model, held_up, hint)
    if solution is None:
        return None
    chosen = [session for session in open_ if solution.values[draft.literals[session.id]]]
    new = matched(chosen, replaced)
    by_id = {session.id: session for session in ahead.planned}
    kept = [Match(_in_season(ahead.task, by_id[session.id]), by_id[session.id]) for session in fixed]
    matches = sorted((*new, *kept), key=lambda match: (match.session.date, match.session.start))
    return Scheduled(_lettered(ahead, matches), draft, (*constant, *chosen), _stages(draft, solution))


def _in_season(task: Task, session: Session) -> Session:
    week = task.season.week_of(session.date)
    return replace(bare(session), phase=week.phase, mesocycle=week.mesocycle)


def _lettered(ahead: Ahead, matches: Sequence[Match]) -> tuple[Match, ...]:
    """Give each session its week and a letter no other session of its week has; planned ones keep theirs."""
    numbers = {session.id: session.week for session in named(ahead.task, [match.session for match in matches])}
    used: dict[date, set[str]] = {}
    stays = {
        match.session.id for match in matches if match.old and monday(match.old.date) == monday(match.session.date)
    }
    for session in (*ahead.past, *(match.session for match in matches if match.session.id in stays)):
        used.setdefault(monday(session.date), set()).add(session.letter)
    result = []
    for match in matches:
        letter = match.session.letter
        if match.session.id not in stays:
            here = used.setdefault(monday(match.session.date), set())
            letter = next((one for one in LETTERS if one not in here), LETTERS[-1])
            here.add(letter)
        session = replace(match.session, letter=letter, week=numbers[match.session.id])
        result.append(Match(session, match.old))
    return tuple(result)


def _stages(draft: Draft, solution: Solution) -> tuple[Stage, ...]:
    paid = change_paid(draft.model, solution)
    rest = solution.objective - paid, solution.bound - paid
    return (
        Stage(name="schedule", objective=rest[0], bound=rest[1], status=solution.status),
        Stage(name="change of days", objective=paid, bound=paid, status=solution.status),
    )


# ---------------------------------------------------------------- the whole


def _with_reasons(ahead: Ahead, scheduled: Scheduled, coming: Sequence[Session]) -> tuple[Session, ...]:
    """Keep the reasons of weeks that nothing touches; give the other sessions theirs."""
    if scheduled.draft is None:
        kept = {session.id: session.because for session in ahead.planned}
        return tuple(replace(session, because=kept[session.id]) for session in coming)
    because = {s.id: s.because for s in ahead.planned if monday(s.date) not in ahead.touched.days}
    fresh = {session.id for session in coming} - because.keys()
    because |= {s.id: s.because for s in with_reasons(ahead.rules, scheduled.draft, scheduled.taken, fresh)}
    return tuple(replace(session, because=because[session.id]) for session in coming)


def _finished(
    ahead: Ahead,
    changes: Sequence[Change],
    scheduled: Scheduled,
    filled: Filled,
    coming: tuple[Session, ...],
    swapped: Sequence[Swapped] = (),
) -> Replanned:
    task, old, today = ahead.task, ahead.was.plan, ahead.today
    sessions = (*ahead.past, *coming)
    axis = timeline(task.runner, task.season, task.runs, sessions, task.exercises, task.others)
    judged = ahead.rules.check(axis)
    spoken = {bound.rule.code for bound in ahead.rules.rules if not bound.rule.quiet}
    told = [f for f in judged if f.last >= today and f.verdict in ("fail", "unknown") and f.rule in spoken]
    findings = [*(f for f in old.findings if f.last < today), *told]
    price = sum(finding.price for finding in judged)
    stages = (*scheduled.stage, *filled.stages)
    made = replace(
        old,
        runner=ahead.runner,
        method=ahead.rules.method,
        own_method=None if any(isinstance(change, OtherMethod) for change in changes) else old.own_method,
        last_day=task.season.last_day,
        weeks=_weeks(ahead, sessions),
        runs=tuple(run for run in task.runs if run.date <= task.season.last_day),
        after=tuple(run for run in task.runs if run.date > task.season.last_day),
        sessions=sessions,
        findings=tuple(sorted(findings, key=lambda f: (f.first, f.rule, f.last, f.facts))),
        notes=_notes(ahead, sessions),
        solver=Solver(
            objective=price,
            bound=price - sum(stage.objective - stage.bound for stage in stages),
            status="OPTIMAL" if all(stage.status == "OPTIMAL" for stage in stages) else "FEASIBLE",
            stages=stages,
        ),
        versions=versions(ahead.was.data),
        followed=followed(ahead.logged, task, exchanges(swapped, old, coming), coming)
        if ahead.logged
        else old.followed,
    )
    by_id = {session.id: session for session in coming}
    matches = [Match(by_id[match.session.id], match.old) for match in scheduled.matches]
    dearer = rule_costs(ahead.rules, _judged_before(ahead), judged, today)
    found = list(differences(old, made, matches, task.exercises, today, dearer))
    found += spots_told(old.runner, ahead.runner, today)
    if ahead.logged is not None:
        found += body_told(old.runner, ahead.runner, ahead.logged.history, today)
        found += sessions_told(old, ahead.logged, task.exercises)
        found += swaps_told(swapped, task.exercises)
        found += loads_told(task, sessions, matches, ahead.was.task.ability, task.runner.mass_unit)
    return Replanned(made, in_order(found))


def _notes(ahead: Ahead, sessions: Sequence[Session]) -> tuple[str, ...]:
    was, old = ahead.was, ahead.was.plan
    before = notes_on(was.task, method_of(was.data, old.own_method or old.method), was.rules, old.sessions)
    method = old.own_method or old.method if ahead.rules is was.rules else ahead.rules.method
    return renewed(
        old.notes, before, notes_on(ahead.task, method_of(was.data, method), ahead.rules, sessions, ahead.today)
    )


def _judged_before(ahead: Ahead) -> Sequence[Finding]:
    """Judge the plan as it was by today's rules; what it says of itself will do while the rules are the same."""
    if ahead.rules is ahead.was.rules:
        return ahead.was.plan.findings
    was = ahead.was.task
    sessions = ahead.was.plan.sessions
    return ahead.rules.check(timeline(was.runner, was.season, was.runs, sessions, was.exercises, was.others))


def _weeks(ahead: Ahead, sessions: Sequence[Session]) -> tuple[PlanWeek, ...]:
    """Describe the weeks; those that are over stay as they were, but for what was really done in them."""
    old = {week.start: week for week in ahead.was.plan.weeks if week.start + timedelta(days=7) <= ahead.today}
    return tuple(
        replace(old[week.start], sessions_placed=week.sessions_placed) if week.start in old else week
        for week in plan_weeks(ahead.task, ahead.rules, tuple(sessions))
    )
