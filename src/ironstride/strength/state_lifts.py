"""The lifts a log tells of, and which parts of a lifter's strength each of them stands on."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise, LoadType
from ironstride.model.log import LoggedSet, LoggedSide
from ironstride.model.runner import Runner
from ironstride.strength.ability import Evidence, ability
from ironstride.strength.repetitions import RepTable
from ironstride.strength.state_curve import log_shares, mean_log_shares
from ironstride.strength.state_gauss import DAY, Joint, Vector
from ironstride.strength.state_numbers import Numbers
from ironstride.strength.state_stops import Stops

SHARED = "shared"
#: loads whose kilograms depend on the machine: levers, pulleys, plates counted on one side
STACKS: frozenset[LoadType] = frozenset({"machine", "cable", "band", "sled"})
#: sets kept per lift to tell what a belief stands on
KEPT = 12


class Lift(Struct):
    """What is lifted: an exercise (or a name nobody knows) and a side.

    Today's log one-rep maximum is `base_log` (not a number until a first set gives it) plus the weighted sum of the
    parts; `own` is the part that is the lift's alone. `reached` and `expected` are its repetition table on the log
    scale: where half of people reach a count, and where they fail on average. `doubted` holds the latest sets that said
    nothing, as (session, log load, repetitions); `far` counts sessions in a row far below the belief.
    """

    key: str
    exercise: Exercise | None
    table: RepTable
    reached: tuple[float, ...]
    expected: tuple[float, ...]
    base_log: float
    parts: Vector
    weights: Vector
    own: int
    stops: Stops
    evidence: deque[Evidence]
    doubted: list[tuple[str, float, int]]
    fading: float
    sessions: int = 0
    far: int = 0
    floor: float = -math.inf
    floor_day: int = 0

    def bound(self, day: int) -> float:
        """The highest log one-rep maximum sets up to a day needed at least; it fades as the lift's own part drifts."""
        return self.floor - self.fading * math.sqrt(max(day - self.floor_day, 0))

    def log_max(self, joint: Joint) -> float:
        """The middle of the belief about today's log one-rep maximum."""
        return self.base_log + float(joint.mean[self.parts] @ self.weights)


class Lifts:
    """All lifts seen or asked for.

    Parameters
    ----------
    runner, exercises, year : whose lifts, what is known of exercises, and the year the belief begins.
    joint : the parts; lifts add theirs.
    numbers : of the state space.
    before_adding : called before a part is added, so that nothing half learned is lost.
    """

    def __init__(
        self,
        runner: Runner,
        exercises: Mapping[str, Exercise],
        year: int,
        joint: Joint,
        numbers: Numbers,
        before_adding: Callable[[], None],
    ) -> None:
        self.exercises, self.joint = exercises, joint
        self._numbers, self._before_adding = numbers, before_adding
        self._prior = table("ability")["prior_spread"]
        self._first = ability(replace(runner, known_lifts=()), exercises, year)
        self._by_key: dict[str, Lift] = {}
        self._varieties: dict[tuple[str, str], dict[str, Lift]] = {}
        self._by_entry: dict[tuple[str, str, LoggedSide | None], Lift] = {}

    def copy(self, joint: Joint) -> Lifts:
        """A copy that adds lifts to a copy of the belief; the lifts themselves are shared."""
        other = object.__new__(Lifts)
        other.__dict__.update(self.__dict__)
        other.joint, other._before_adding = joint, _nothing
        other._by_key, other._by_entry = dict(self._by_key), dict(self._by_entry)
        other._varieties = {key: dict(found) for key, found in self._varieties.items()}
        return other

    def seen(self) -> list[Lift]:
        """Every lift so far."""
        return list(self._by_key.values())

    def logged(self, exercise: Exercise) -> list[Lift]:
        """The lifts of an exercise that have sets, its sides and varieties; those done latest only."""
        found = [lift for lift in self._by_key.values() if lift.exercise is exercise and lift.evidence]
        latest = max((lift.evidence[-1].day for lift in found), default=None)
        return [lift for lift in found if lift.evidence[-1].day == latest]

    def believable(self, exercise: Exercise) -> bool:
        """Whether anything is believed of an exercise before a set of it is logged."""
        return self._first.of(exercise) is not None

    def of(self, entry: LoggedSet) -> Lift:
        """The lift of a logged set; names nobody knows are lifts of their own."""
        asked = (entry.exercise, entry.name, entry.side)
        found = self._by_entry.get(asked)
        if found is None:
            found = self._by_entry[asked] = self._find(entry)
        return found

    def _find(self, entry: LoggedSet) -> Lift:
        exercise = self.exercises.get(entry.exercise)
        if exercise is not None:
            return self._variety(exercise, entry.side or "", entry.name.strip().casefold())
        key = f"?{entry.exercise or entry.name.strip().casefold()}|{entry.side or ''}"
        found = self._by_key.get(key)
        if found is None:
            self._before_adding()
            own = self.joint.add(f"own:{key}", 0.0, 0.0, self._numbers.drift.own_per_root_day)
            found = self._add(key, None, math.nan, [own], [1.0], own)
        return found

    def named(self, exercise: Exercise, side: str) -> Lift:
        """The lift of an exercise of the catalogue, on one side or on both."""
        key = f"{exercise.id}|{side}"
        found = self._by_key.get(key)
        if found is None:
            self._before_adding()
            base_log, parts, weights = self._parts(exercise)
            own = parts[-1]
            if side:
                parts.append(self.joint.add(f"side:{key}", 0.0, self._numbers.side.spread))
                weights.append(1.0)
            found = self._add(key, exercise, base_log, parts, weights, own)
        return found

    def _variety(self, exercise: Exercise, side: str, name: str) -> Lift:
        """The lift of an exercise as its source spells it: another spelling may be another machine.

        The first spelling is the exercise itself; further ones differ from it by a part of their own.
        """
        main = self.named(exercise, side)
        varieties = self._varieties.setdefault((exercise.id, side), {})
        if not varieties:
            varieties[name] = main
        if not name:
            return main
        if name not in varieties:
            self._before_adding()
            key = f"{main.key}|{name}"
            own = self.joint.add(f"own:{key}", 0.0, self._numbers.variety.spread, self._numbers.drift.own_per_root_day)
            parts, weights = [*main.parts[:-1].tolist(), own], [*main.weights[:-1].tolist(), 1.0]
            varieties[name] = self._add(key, exercise, main.base_log, parts, weights, own)
        return varieties[name]

    def total_kg(self, lift: Lift, load_kg: float | None, body_mass_kg: float) -> float:
        """Mass moved, the body's share included; below 0 or 0 where none is known of.

        An exercise nobody knows moves part of the body when no load is told, and the body when the load is help.
        """
        load = load_kg or 0.0
        if lift.exercise is not None:
            return load + lift.exercise.body_mass_share * body_mass_kg
        if load > 0:
            return load
        unknown = self._numbers.unknown_lift
        return (unknown.body_share if load == 0 else unknown.helped_share) * body_mass_kg + load

    def _add(
        self, key: str, exercise: Exercise | None, base_log: float, parts: list[int], weights: list[float], own: int
    ) -> Lift:
        kind = exercise.rep_table if exercise else "general"
        made = Lift(
            key=key,
            exercise=exercise,
            table=kind,
            reached=log_shares(kind),
            expected=mean_log_shares(kind),
            base_log=base_log,
            parts=np.array([*parts, DAY]),
            weights=np.array([*weights, 1.0]),
            own=own,
            stops=Stops(),
            evidence=deque(maxlen=KEPT),
            doubted=[],
            fading=self._numbers.drift.own_per_root_day,
        )
        self._by_key[key] = made
        return made

    def _parts(self, exercise: Exercise) -> tuple[float, list[int], list[float]]:
        """The first log maximum of an exercise, and the parts whose weighted sum is its distance from there.

        A base lift differs from the first belief by what all lifts share and by its own part; a related lift follows
        its base lift as far as its load lies outside the body.
        """
        joint, drift, base = self.joint, self._numbers.drift, self._first.base
        shared = joint.names[SHARED]
        if exercise.id in base:
            own_sd = math.sqrt(1.0 - float(self._prior["shared"])) * float(self._prior["prior"])
            own = joint.add(f"own:{exercise.id}", 0.0, own_sd, drift.family_per_root_day)
            return base[exercise.id].log_mean, [shared, own], [1.0, 1.0]
        believed = self._first.of(exercise)
        if believed is None or exercise.reference is None or exercise.reference_ratio is None:
            own = joint.add(f"own:{exercise.id}", 0.0, 0.0, drift.own_per_root_day)
            return math.nan, [own], [1.0]
        _, parts, _ = self._parts(self.exercises[exercise.reference])
        outside = base[exercise.reference].one_rep_max_kg * exercise.reference_ratio / believed.one_rep_max_kg
        related = float(self._prior["related"])
        if exercise.load_type in STACKS:
            related = math.hypot(related, self._numbers.variety.stack)
        own = joint.add(f"own:{exercise.id}", 0.0, related, drift.own_per_root_day)
        return believed.log_mean, [*parts, own], [*(outside for _ in parts), 1.0]


def _nothing() -> None:
    """What must be done before a part is added where no session is under way."""
