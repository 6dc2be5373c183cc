"""What a training log makes of a plan: its past as it was done, the runner as they are now, and what they can lift."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import Catalogue
from ironstride.model.log import History
from ironstride.model.plan import Believed, Exchanged, Followed, Plan, StandsStill
from ironstride.model.running import PlannedRun
from ironstride.model.session import Session
from ironstride.planning.kit import Kit
from ironstride.planning.memory import exposure
from ironstride.planning.runner_now import as_logged
from ironstride.planning.settle import Settled, settle
from ironstride.planning.task import Task
from ironstride.strength.ability import Ability, Belief
from ironstride.strength.ability_learned import learn_on
from ironstride.strength.progression import Exposure
from ironstride.strength.stalls import Stall, stalled, window, window_start


class Logged(Struct, frozen=True):
    """A plan's past as a log tells it, with what is believed of the runner's strength on a day.

    `earlier` is what was believed on the first day that a judgement on stalls stands on.
    """

    history: History
    on: date
    settled: Settled
    ability: Ability
    earlier: Ability | None


def read_into(plan: Plan, history: History, today: date, data: Catalogue) -> Logged:
    """Lay a log over a plan and learn from it."""
    settled = settle(plan, history, today, data.exercises)
    runner = as_logged(plan.runner, history, today)
    ends = run_ends(plan.runs, today)
    begun = window_start(exposures(settled.past, _down_weeks(plan)), today)
    days = [today] if begun is None else [begun, today]
    learned = learn_on(history, runner, data.exercises, days, ends)
    return Logged(history, today, settled, learned[-1], None if begun is None else learned[0])


def _down_weeks(plan: Plan) -> frozenset[date]:
    return frozenset(week.start for week in plan.weeks if week.down)


def exposures(done: Iterable[Session], eased: frozenset[date] = frozenset()) -> dict[str, list[Exposure]]:
    """Give how each lift went, session by session, outside the eased weeks (by their Mondays)."""
    found: dict[str, list[Exposure]] = {}
    for session in done:
        if session.date - timedelta(days=session.date.weekday()) in eased:
            continue
        for block in session.blocks:
            for item in block.items:
                went = exposure(session, item)
                if went is not None and block.block in ("strength", "accessory"):
                    found.setdefault(item.exercise, []).append(went)
    return found


def stalls(logged: Logged, task: Task) -> dict[str, Stall]:
    """Give the lifts that stand still."""
    if logged.earlier is None:
        return {}
    eased = frozenset(week.start for week in task.season.weeks if week.down)
    found = {}
    for name, went in exposures(logged.settled.past, eased).items():
        exercise = task.exercises[name]
        if not window(went, logged.on):
            continue
        level = task.runner.lifting_experience
        stall = stalled(went, logged.earlier.of(exercise), task.ability.of(exercise), level, logged.on)
        if stall is not None:
            found[name] = stall
    return found


def run_ends(runs: Iterable[PlannedRun], today: date) -> tuple[datetime, ...]:
    """Say when the runs up to a day ended, by the local clock."""
    return tuple(
        datetime.combine(run.date, time()) + timedelta(minutes=run.start_min + run.minutes)
        for run in runs
        if run.start_min is not None and run.date <= today
    )


def believing(task: Task, logged: Logged) -> Task:
    """Give a task whose loads stand on what a log taught."""
    kit = Kit(task.runner.places, logged.ability)
    learned = replace(task, ability=logged.ability, kit=kit, believed_on=logged.on)
    return replace(learned, stalls=stalls(logged, learned))


def followed(logged: Logged, task: Task, exchanged: tuple[Exchanged, ...], sessions: Sequence[Session]) -> Followed:
    """Write down what loads stand on: beliefs about every lift of these sessions, lifts that stand still, and what
    stands in for other exercises."""
    names = sorted({item.exercise for session in sessions for item in session.items})
    believed = []
    for name in names:
        belief = task.ability.of(task.exercises[name])
        if belief is not None:
            said = Believed(exercise=name, log_mean=belief.log_mean, log_sd=belief.log_sd, known=belief.known)
            believed.append(said)
    still = tuple(
        StandsStill(exercise=name, since=one.since, exposures=one.exposures, chance=one.chance, answer=one.answer)
        for name, one in sorted(task.stalls.items())
    )
    mean, spread = task.ability.endurance
    return Followed(
        on=logged.on,
        believed=tuple(believed),
        endurance=mean,
        endurance_sd=spread,
        still=still,
        exchanged=exchanged,
    )


def remembered(ability: Ability, kept: Followed | None) -> Ability:
    """Give an ability with what was written down when the log was last read."""
    if kept is None:
        return ability
    own = {one.exercise: Belief(one.log_mean, one.log_sd, one.known) for one in kept.believed}
    return replace(ability, own={**ability.own, **own}, endurance=(kept.endurance, kept.endurance_sd))


def remembered_stalls(kept: Followed | None) -> Mapping[str, Stall]:
    """Give the lifts that stood still when the log was last read."""
    found = () if kept is None else kept.still
    return {one.exercise: Stall(one.since, one.exposures, one.chance, one.answer) for one in found}
