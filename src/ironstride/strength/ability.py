"""What is believed of a runner's strength: per exercise a one-rep maximum with its spread."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.log import LoggedSet
from ironstride.model.runner import KnownLift, Runner
from ironstride.strength.repetitions import estimate_one_rep_max, percent_1rm

#: repetitions to failure a remembered set may count for: longer ones tell no more than a set of so many
MOST_REPS = 15


class Belief(Struct, frozen=True):
    """One-rep maximum including the body's share, in kilograms: `log_mean` and `log_sd` of its natural logarithm.

    `known` says whether a lift of the runner's own, this one or a related one, stands behind it.
    """

    log_mean: float
    log_sd: float
    known: bool

    @property
    def one_rep_max_kg(self) -> float:
        """The middle of the belief, body share included."""
        return math.exp(self.log_mean)


class Evidence(Struct, frozen=True):
    """A logged set a belief stands on; `weight` is the share of the spread it took away on its day, 0 to 1."""

    day: date
    set: LoggedSet
    weight: float


class Ability(Struct, frozen=True):
    """Beliefs about the base lifts and about every lift known itself; others are derived on demand.

    `evidence` holds the latest logged sets by exercise; `endurance` is the mean and the standard deviation of the
    personal factor on the log of the repetition table (above 1: fewer repetitions than most at the same share).
    """

    body_mass_kg: float
    base: Mapping[str, Belief]
    own: Mapping[str, Belief]
    evidence: Mapping[str, tuple[Evidence, ...]] = {}
    endurance: tuple[float, float] = (1.0, 0.0)

    def of(self, exercise: Exercise) -> Belief | None:
        """Believe something of an exercise: its own lifts, else its reference lift's times their usual ratio.

        None when the exercise has neither (jumps, mobility, most core work).
        """
        if exercise.id in self.own:
            return self.own[exercise.id]
        if exercise.id in self.base:
            return self.base[exercise.id]
        if exercise.reference is None or exercise.reference_ratio is None or exercise.reference not in self.base:
            return None
        reference = self.base[exercise.reference]
        spread = float(table("ability")["prior_spread"]["related"])
        body_kg = exercise.body_mass_share * self.body_mass_kg
        total_kg = reference.one_rep_max_kg * exercise.reference_ratio + body_kg / _compared()
        return Belief(math.log(total_kg), math.hypot(reference.log_sd, spread), reference.known)

    def chance(self, exercise: Exercise, load_kg: float, reps: int, rir: float = 0.0) -> float | None:
        """Chance to complete repetitions with so many left over at a load besides the body.

        None when nothing is believed of the exercise. The personal endurance and its spread are in it; the scatter of
        days and sets is in the belief.
        """
        from ironstride.strength.state_curve import log_share
        from ironstride.strength.state_likelihood import normal_cdf

        belief = self.of(exercise)
        total = load_kg + exercise.body_mass_share * self.body_mass_kg
        if belief is None:
            return None
        if total <= 0:
            return 1.0
        share, (endurance, spread) = log_share(reps + rir, exercise.rep_table), self.endurance
        margin = belief.log_mean + endurance * share - math.log(total)
        return normal_cdf(margin / math.hypot(belief.log_sd, spread * share))

    def explain(self, exercise: Exercise) -> tuple[Evidence, ...]:
        """The latest logged sets the belief about an exercise stands on, oldest first; empty when there are none."""
        return self.evidence.get(exercise.id, ())


def ability(runner: Runner, exercises: Mapping[str, Exercise], year: int) -> Ability:
    """Form beliefs from the runner's experience, their age in a year and every lift they know.

    Known lifts of one exercise, and of exercises related to a base lift, are pooled by their precision.
    """
    priors = {name: _prior(runner, name, year) for name in table("ability")["prior"] if name in exercises}
    base = dict(priors)
    own: dict[str, Belief] = {}
    for lift in runner.known_lifts:
        exercise = exercises.get(lift.exercise)
        if exercise is None:
            continue
        seen = _seen(runner, lift, exercise)
        if seen is None:
            continue
        own[exercise.id] = _pooled(own[exercise.id], seen) if exercise.id in own else seen
    for name, belief in sorted(own.items()):
        exercise = exercises[name]
        if name in base:
            base[name] = _pooled(base[name], belief)
        elif exercise.reference in base and exercise.reference_ratio:
            base[exercise.reference] = _pooled(base[exercise.reference], _back(runner, exercise, belief))
    return Ability(runner.body_mass_kg, _shared(priors, base), own)


def _shared(priors: Mapping[str, Belief], base: Mapping[str, Belief]) -> dict[str, Belief]:
    """Let the known base lifts tell something of the others: who squats more than expected pulls more, too."""
    numbers = table("ability")["prior_spread"]
    known = [belief.log_mean - priors[name].log_mean for name, belief in base.items() if belief.known]
    if not known:
        return dict(base)
    shift = float(numbers["shared"]) * sum(known) / len(known)
    return {
        name: belief if belief.known else Belief(belief.log_mean + shift, float(numbers["told"]), known=False)
        for name, belief in base.items()
    }


def _prior(runner: Runner, name: str, year: int) -> Belief:
    numbers = table("ability")
    share = float(numbers["prior"][name][runner.lifting_experience])
    age = year - runner.birth_year
    if age < 16:
        share *= numbers["age"]["youth"]
    elif age >= 60:
        share *= numbers["age"]["sixty_plus"]
    return Belief(math.log(share * runner.body_mass_kg), float(numbers["prior_spread"]["prior"]), known=False)


def _seen(runner: Runner, lift: KnownLift, exercise: Exercise) -> Belief | None:
    """Believe what one set tells; None for a set that moved no mass that is known of."""
    total_kg = lift.load_kg + exercise.body_mass_share * runner.body_mass_kg
    if not total_kg:
        return None
    reps = min(lift.reps, MOST_REPS)
    rir = None if lift.rir is None else min(lift.rir, MOST_REPS - reps)
    mean_kg, log_sd = estimate_one_rep_max(total_kg, reps, rir, exercise.rep_table)
    return Belief(math.log(mean_kg), log_sd, known=True)


def _back(runner: Runner, exercise: Exercise, belief: Belief) -> Belief:
    """Carry a belief back to the reference lift; the less of the lift lay outside the body, the less it tells."""
    total_kg = belief.one_rep_max_kg
    external_kg = max(total_kg - exercise.body_mass_share * runner.body_mass_kg / _compared(), 1.0)
    reference_kg = external_kg / (exercise.reference_ratio or 1.0)
    spread = float(table("ability")["prior_spread"]["related"])
    return Belief(math.log(reference_kg), math.hypot(belief.log_sd * total_kg / external_kg, spread), known=True)


def _compared() -> float:
    """Give the share of a one-rep maximum at which related lifts are compared."""
    reps: int = table("ability")["prior_spread"]["ratio_reps"]
    return percent_1rm(reps) / 100


def _pooled(one: Belief, other: Belief) -> Belief:
    weights = one.log_sd**-2, other.log_sd**-2
    total = sum(weights)
    mean = (one.log_mean * weights[0] + other.log_mean * weights[1]) / total
    return Belief(mean, total**-0.5, one.known or other.known)
