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

#: the most repetitions of a heavy set, and the session from which on a lift has found its load
HEAVY_REPS, FOUND = 5, 4
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

    @property
    def short_share(self) -> float:
        """Share of those sets that left fewer in reserve than asked."""
        chosen = [one for one in self.person.tried if one.load_kg > 0]
        return sum(one.possible_reps < one.asked_reps + one.asked_rir for one in chosen) / max(1, len(chosen))

    @property
    def heavy_share(self) -> float:
        """Mean load of heavy main sets as a share of the true one-rep maximum, outside eased weeks.

        Counted from the fourth session of a lift on; before that it finds its load.
        """
        main = {
            (session.date, item.exercise)
            for session in self.plan.sessions
            for block in session.blocks
            for item in block.items
            if block.block == "strength"
        }
        eased = {week.start for week in self.plan.weeks if week.down}
        days: dict[str, set[date]] = {}
        shares: list[float] = []
        for one in self.person.tried:
            days.setdefault(one.exercise, set()).add(one.day)
            found = len(days[one.exercise]) >= FOUND and one.load_kg > 0 and one.asked_reps <= HEAVY_REPS
            if found and (one.day, one.exercise) in main and one.day - timedelta(one.day.weekday()) not in eased:
                shares.append(one.share)
        return sum(shares) / max(1, len(shares))


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
