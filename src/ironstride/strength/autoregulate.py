"""What to lift next in a session, after each set: a small table made ahead, and the same advice on the spot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from ironstride.model.log import LoggedSet
from ironstride.model.session import Item, Set
from ironstride.model.words import MassUnit, mass_text, number
from ironstride.strength.chance import Ask, Likely, usual_chance
from ironstride.strength.loads import nearest_at_most
from ironstride.strength.progression import step_kg
from ironstride.strength.repetitions import RepTable
from ironstride.strength.session_numbers import session_numbers
from ironstride.strength.today import most_rated, seen_today

Why = Literal["planned", "as-asked", "easier", "harder", "kept", "more-reps", "fewer-reps", "warm-up", "stop"]


class Lift(Struct, frozen=True):
    """What advice about one item needs: the lift as it is believed, its body share, and what may be loaded.

    Attributes
    ----------
    likely : the belief with the runner's endurance; None when nothing is believed of the lift.
    loads : the loads the place makes, besides the body, rising; at least one.
    body_kg : mass of the body that moves with each repetition.
    table : the repetition table that fits.
    chance : the chance to do a set as asked that a load must have.
    age : bounds the size of a step.
    seeking : percent a set that went beyond the scale of reserve may be followed by, while the lift has not found its
        load; None once it has.
    """

    likely: Likely | None
    loads: tuple[float, ...]
    body_kg: float = 0.0
    table: RepTable = "general"
    chance: float | None = None
    age: int = 0
    seeking: float | None = None


class Advice(Struct, frozen=True):
    """The next set: load besides the body, repetitions, and why; `stop` says to leave the lift for today."""

    load_kg: float
    reps: int
    why: Why
    stop: bool = False


class Cell(Struct, frozen=True, array_like=True):
    """What follows a set: the place of the next load in the table's `loads`, repetitions, and why."""

    load: int
    reps: int
    why: Why


class AdviceTable(Struct, frozen=True):
    """All advice about one item, small enough to be sent ahead.

    A set of load `loads[i]` that could have gone on for `over` repetitions more (or fewer, below 0) than asked is
    followed by `after[i][over - least_over]`. Over is repetitions done plus reserve, minus what was asked of both; a
    set without a rating that did its repetitions counts as having kept the reserve asked for, one that fell short as
    having none. After the warm-up of `warm_kg[n]` rated with `r` in reserve, the work begins with `warm[n][r]`; ratings
    above its end change nothing. After `failures` sets in a row that fell short the lift is left for the day.
    """

    reps: int
    rir: float
    loads: tuple[float, ...]
    start: int
    least_over: int
    after: tuple[tuple[Cell, ...], ...]
    warm_kg: tuple[float, ...]
    warm: tuple[tuple[Cell, ...], ...]
    failures: int


def advise(item: Item, lift: Lift, done: Sequence[LoggedSet], eased: bool = False) -> Advice:
    """Say what to lift next.

    Parameters
    ----------
    item : the item as planned; its first work set says what is asked.
    lift : what is believed and what may be loaded.
    done : the sets of this item done so far, warm-ups among them, in order.
    eased : the day has shown itself heavy, see `is_heavy_day`.

    Raises
    ------
    ValueError : for an item whose work sets ask for no repetitions.
    """
    return look_up(advice_table(item, lift, eased), done)


def look_up(table: AdviceTable, done: Sequence[LoggedSet]) -> Advice:
    """Read the advice from a table; what a screen without a connection does, too."""
    work = [one for one in done if one.kind != "warmup" and one.reps is not None]
    if not work:
        return _before(table, [one for one in done if one.kind == "warmup"])
    failures = 0
    for one in reversed(work):
        if (one.reps or 0) >= table.reps and not one.to_failure:
            break
        failures += 1
    last = work[-1]
    at = _nearest(table.loads, last.load_kg or 0.0) or 0
    over = _over(last, table.reps, table.rir)
    cell = table.after[at][min(max(over - table.least_over, 0), len(table.after[at]) - 1)]
    if failures >= table.failures:
        return Advice(table.loads[cell.load], cell.reps, "stop", stop=True)
    return Advice(table.loads[cell.load], cell.reps, cell.why)


def advice_table(item: Item, lift: Lift, eased: bool = False) -> AdviceTable:
    """Work out all advice about an item ahead; arguments and errors as in `advise`."""
    numbers = session_numbers()
    work = next(one for one in item.sets if not one.warmup)
    if work.reps is None:
        raise ValueError(f"{item.exercise} is not counted in repetitions")
    ask = Ask(work.reps, work.rir or 0.0, lift.table)
    planned = lift.loads[0] if work.load_kg is None else work.load_kg
    middle = _nearest(lift.loads, planned) or 0
    first = max(0, middle - numbers.loads_around)
    loads = lift.loads[first : middle + numbers.loads_around + 1]
    start = max(0, middle - first - (1 if eased else 0))
    desk = _Desk(item, lift, ask, loads)
    overs = range(-numbers.most_under, numbers.most_over + 1)
    warm = [one for one in item.sets if one.warmup]
    return AdviceTable(
        reps=ask.reps,
        rir=ask.rir,
        loads=loads,
        start=start,
        least_over=-numbers.most_under,
        after=tuple(tuple(desk.after(index, over) for over in overs) for index in range(len(loads))),
        warm_kg=tuple(one.load_kg or 0.0 for one in warm),
        warm=tuple(tuple(desk.warmed(one, rir, start) for rir in range(int(most_rated()) + 1)) for one in warm),
        failures=numbers.failures,
    )


def is_heavy_day(item: Item, done: Sequence[LoggedSet]) -> bool:
    """Say whether a lift's loads fell so far below the planned one that the whole day is heavy."""
    planned = next((one.load_kg for one in item.sets if not one.warmup), None)
    lifted = [one.load_kg for one in done if one.kind != "warmup" and one.load_kg is not None]
    return bool(planned and lifted) and lifted[-1] < (planned or 0.0) * (1 - session_numbers().heavy_day_share)


def advice_text(advice: Advice, table: AdviceTable, unit: MassUnit = "kg") -> str:
    """Give the reason for an advice in one sentence."""
    load = mass_text(advice.load_kg, unit)
    spared = f" with {number(table.rir)} left" if table.rir else ""
    match advice.why:
        case "planned":
            return f"As planned: {load}."
        case "as-asked":
            return f"As asked: stay at {load}."
        case "easier":
            return f"That was easier than asked: {load} next."
        case "harder":
            return f"Harder than asked today: {load} keeps {advice.reps}{spared} within reach."
        case "kept":
            return f"That was easy, and today {load} is as heavy as it gets."
        case "more-reps":
            return f"The next weight is too far: stay at {load} and do {advice.reps}."
        case "fewer-reps":
            return f"There is nothing lighter: do {advice.reps} at {load}."
        case "warm-up":
            return f"The warm-up was heavy today: begin with {load}."
        case _:
            return "Twice short of the count: leave this lift for today."


def _before(table: AdviceTable, warm: Sequence[LoggedSet]) -> Advice:
    """Advise the first work set: the lightest start that a warm-up asks for."""
    asked = Cell(table.start, table.reps, "planned")
    for one in warm:
        at = _nearest(table.warm_kg, one.load_kg or 0.0)
        if at is not None and one.rir is not None and one.rir < len(table.warm[at]):
            asked = min(asked, table.warm[at][math.floor(one.rir)], key=lambda cell: cell.load)
    return Advice(table.loads[asked.load], asked.reps, asked.why)


def _nearest(loads: Sequence[float], load_kg: float) -> int | None:
    """Give the place of the load nearest to one; None when there are none."""
    return min(range(len(loads)), key=lambda index: abs(loads[index] - load_kg), default=None)


def _over(one: LoggedSet, reps: int, rir: float) -> int:
    """Count the repetitions a set could have gone on for, beyond what was asked."""
    done = one.reps or 0
    if one.to_failure:
        return math.floor(done - reps - rir)
    if one.rir is not None:
        return math.floor(done + one.rir - reps - rir)
    return done - reps if done >= reps else math.floor(done - reps - rir)


class _Desk:
    """Works out the cells of one table.

    What a set says of today is joined with the belief by their precisions; the next load is the heaviest of those the
    belief then gives the chance asked for, within a step of the last one.
    """

    def __init__(self, item: Item, lift: Lift, ask: Ask, loads: tuple[float, ...]) -> None:
        self.lift, self.ask, self.loads = lift, ask, loads
        self.most_kg = math.inf if item.most_kg is None else item.most_kg
        self.chance = lift.chance or usual_chance()

    def after(self, index: int, over: int) -> Cell:
        """Give what follows a set of a load that could have gone on so far."""
        load_kg, ask = self.loads[index], self.ask
        today = self._today(load_kg, ask.reps + ask.rir + over, beyond=ask.rir + over > most_rated())
        likely_kg = today.heaviest_kg(ask, self.chance) - self.lift.body_kg
        if over >= 0:
            likely_kg = max(likely_kg, load_kg)  # what just went as asked is not taken away
        if over < 1:
            likely_kg = min(likely_kg, load_kg)  # and what went no better than asked is not added to
        best = nearest_at_most(self.loads, min(likely_kg, self.most_kg, self._step_kg(load_kg, over)))
        at = 0 if best is None else self.loads.index(best)
        if over <= -ask.rir - 1:
            at = min(at, max(0, index - 1))  # repetitions were missed: that load is not tried again today
        if over < 0:
            return self._harder(today, at, index)
        if at == index:
            return self._no_heavier(today, index, likely_kg)
        return Cell(at, ask.reps, "easier" if at > index else "kept")

    def _step_kg(self, load_kg: float, over: int) -> float:
        """Give the heaviest load a step above; a lift that is still far from its load takes the steps of a test."""
        step = step_kg(load_kg, self.loads, self.lift.age)
        far = self.ask.rir + over > most_rated()
        return max(step, load_kg * (1 + self.lift.seeking / 100)) if self.lift.seeking and far else step

    def warmed(self, one: Set, rir: int, start: int) -> Cell:
        """Give the work load to begin with after a warm-up rated so; a light one changes nothing."""
        today = self._today(one.load_kg or 0.0, (one.reps or 0) + rir)
        best = nearest_at_most(self.loads, today.heaviest_kg(self.ask, self.chance) - self.lift.body_kg)
        at = min(0 if best is None else self.loads.index(best), start)
        return Cell(at, self.ask.reps, "warm-up" if at < start else "planned")

    def _harder(self, today: Likely, at: int, index: int) -> Cell:
        total_kg = self.loads[at] + self.lift.body_kg
        if at == 0 and today.chance(total_kg, self.ask) < self.chance:
            for reps in range(self.ask.reps - 1, 0, -1):
                if today.chance(total_kg, Ask(reps, self.ask.rir, self.ask.table)) >= self.chance:
                    return Cell(0, reps, "fewer-reps")
            return Cell(0, 1, "fewer-reps")
        return Cell(at, self.ask.reps, "harder" if at < index else "as-asked")

    def _no_heavier(self, today: Likely, index: int, likely_kg: float) -> Cell:
        """Say what to do when the load does not rise: as asked, or more repetitions where the next load is too far."""
        above = self.loads[index + 1] if index + 1 < len(self.loads) else math.inf
        if self.most_kg < above <= likely_kg:
            return Cell(index, self.ask.reps, "kept")
        more = Ask(self.ask.reps + session_numbers().more_reps, self.ask.rir, self.ask.table)
        spare = today.chance(self.loads[index] + self.lift.body_kg, more) >= self.chance
        if spare and math.isinf(self.most_kg):
            return Cell(index, more.reps, "more-reps")
        return Cell(index, self.ask.reps, "as-asked")

    def _today(self, load_kg: float, to_failure: float, beyond: bool = False) -> Likely:
        """Say what the lift is today: so many repetitions, as rated, would have gone at this load, or more."""
        return seen_today(self.lift.likely, self.ask, load_kg + self.lift.body_kg, to_failure, beyond)
