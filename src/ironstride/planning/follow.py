"""What a training log makes of a plan: its past as it was done, the runner as they are now, and what they can lift."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import Catalogue
from ironstride.model.log import History
from ironstride.model.plan import Believed, Followed, Plan
from ironstride.model.runner import Runner
from ironstride.model.running import PlannedRun
from ironstride.model.session import Session
from ironstride.planning.kit import Kit
from ironstride.planning.settle import Settled, settle
from ironstride.planning.task import Task
from ironstride.strength.ability import Ability, Belief
from ironstride.strength.ability_learned import learn


class Logged(Struct, frozen=True):
    """A plan's past as a log tells it, with what is believed of the runner's strength on a day."""

    on: date
    settled: Settled
    ability: Ability


def read_into(plan: Plan, history: History, today: date, data: Catalogue) -> Logged:
    """Lay a log over a plan and learn from it."""
    settled = settle(plan, history, today, data.exercises)
    runner = as_logged(plan.runner, history, today)
    learned = learn(history, runner, data.exercises, today, run_ends(plan.runs, today))
    return Logged(today, settled, learned)


def as_logged(runner: Runner, history: History, today: date) -> Runner:
    """Give the runner as the log knows them: the last body mass."""
    weighed = [one for one in history.body_mass if one.date <= today]
    return replace(runner, body_mass_kg=weighed[-1].kg) if weighed else runner


def run_ends(runs: Iterable[PlannedRun], today: date) -> tuple[datetime, ...]:
    """Say when the runs up to a day ended, by the local clock."""
    return tuple(
        datetime.combine(run.date, time()) + timedelta(minutes=run.start_min + run.minutes)
        for run in runs
        if run.start_min is not None and run.date <= today
    )


def believing(task: Task, ability: Ability, on: date) -> Task:
    """Give a task whose loads stand on an ability as it is on a day."""
    return replace(task, ability=ability, kit=Kit(task.runner.places, ability), believed_on=on)


def followed(logged: Logged, task: Task, sessions: Iterable[Session]) -> Followed:
    """Write down what loads stand on: beliefs about every lift of these sessions."""
    names = sorted({item.exercise for session in sessions for block in session.blocks for item in block.items})
    found = []
    for name in names:
        belief = task.ability.of(task.exercises[name])
        if belief is not None:
            found.append(Believed(exercise=name, log_mean=belief.log_mean, log_sd=belief.log_sd, known=belief.known))
    mean, spread = task.ability.endurance
    return Followed(on=logged.on, believed=tuple(found), endurance=mean, endurance_sd=spread)


def remembered(ability: Ability, kept: Followed | None) -> Ability:
    """Give an ability with what was written down when the log was last read."""
    if kept is None:
        return ability
    own = {one.exercise: Belief(one.log_mean, one.log_sd, one.known) for one in kept.believed}
    return replace(ability, own={**ability.own, **own}, endurance=(kept.endurance, kept.endurance_sd))
