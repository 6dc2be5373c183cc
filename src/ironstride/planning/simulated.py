"""A season lived through by a simulated runner: each Monday the plan follows the log, then the week is trained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from ironstride.catalogue import Catalogue, catalogue
from ironstride.model.log import History, LoggedSession
from ironstride.model.plan import Plan
from ironstride.planning.gym import advice_tables
from ironstride.planning.replan import replan
from ironstride.strength.simulate import SimulatedRunner

Look = Callable[[Plan, date], None]


class Lived(Struct, frozen=True):
    """A season that was followed: the plan it ended with, the person, and the log."""

    plan: Plan
    person: SimulatedRunner
    history: History

    @property
    def missed_share(self) -> float:
        """Share of the sets with a load of the plan's choosing whose repetitions were not there."""
        chosen = [one for one in self.person.tried if one.load_kg > 0]
        return sum(one.possible_reps < one.asked_reps for one in chosen) / max(1, len(chosen))


def live_through(made: Plan, seed: int, weeks: int, look: Look | None = None, data: Catalogue | None = None) -> Lived:
    """Live through a season.

    Parameters
    ----------
    made : the plan to begin with.
    seed : who the simulated runner is.
    weeks : how long.
    look : called with the plan of each Monday and its date.
    data : the catalogue; the one that ships when not given.
    """
    shipped = data or catalogue()
    person = SimulatedRunner(made.runner, shipped.exercises, seed)
    logged: list[LoggedSession] = []
    now, back = made, made.first_day
    for week in range(weeks):
        monday = made.weeks[0].start + timedelta(days=7 * week)
        now = replan(now, (), monday, shipped, History(sessions=tuple(logged))).plan
        if look is not None:
            look(now, monday)
        back = max(back, monday + timedelta(days=person.gap_days()))
        for session in now.sessions:
            if not monday <= session.date < monday + timedelta(days=7) or session.done:
                continue
            if session.date >= back and not person.misses():
                logged.append(person.train(session, advice_tables(now, session.id)))
    return Lived(now, person, History(sessions=tuple(logged)))
