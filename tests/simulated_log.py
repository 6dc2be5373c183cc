"""Training logs of made-up lifters with habits: pyramids and straight sets, unmarked warm-ups and drop sets."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Literal

from ironstride.model.log import History, LoggedSession, LoggedSet
from ironstride.strength.state_curve import log_shares

Style = Literal["straight", "pyramid", "rated"]
LIFTS = {"squat thing": 100.0, "press thing": 60.0, "pull thing": 80.0}
BEGIN = date(2027, 1, 4)


def simulated_log(style: Style, seed: int, count: int = 40) -> History:
    """A log of so many sessions; strength grows by a third of a percent a session, days differ by four percent."""
    rng = Random(seed)
    strength = {name: kg * math.exp(rng.gauss(0, 0.2)) for name, kg in LIFTS.items()}
    target = {name: rng.choice((5, 8, 10)) for name in LIFTS}
    found = []
    for at in range(count):
        sets: list[LoggedSet] = []
        for name in rng.sample(sorted(LIFTS), 2):
            strength[name] *= math.exp(rng.gauss(0.003, 0.01))
            today = strength[name] * math.exp(rng.gauss(0, 0.04))
            for kg, reps, rir in STYLES[style](rng, strength[name], today, target[name]):
                sets.append(LoggedSet(id=f"{at}-{len(sets)}", name=name, load_kg=kg, reps=reps, rir=rir))
        found.append(LoggedSession(id=str(at), date=BEGIN + timedelta(days=3 * at), sets=tuple(sets)))
    return History(sessions=tuple(found))


def _most(rng: Random, today: float, load: float, tired: float) -> int:
    """Repetitions that go at a load, fewer for every hard set before."""
    share = math.log(load / today) + rng.gauss(0, 0.02)
    reps = 0
    while reps < 40 and share < log_shares("general")[reps + 1] * (1 + tired) - 0.02 * tired:
        reps += 1
    return max(reps, 1)


Set = tuple[float, int, float | None]


def _straight(rng: Random, strength: float, today: float, target: int) -> list[Set]:
    """A warm-up, then three sets at one load to a target or to failure."""
    load = _plates(strength * math.exp(log_shares("general")[target + 1]))
    sets: list[Set] = [(_plates(load * 0.5), 10, None)]
    return sets + [(load, min(target, _most(rng, today, load, 0.15 * done)), None) for done in range(3)]


def _pyramid(rng: Random, strength: float, today: float, target: int) -> list[Set]:
    """Rising loads with falling counts, the last to failure, then sometimes a drop set without rest."""
    sets: list[Set] = []
    for done, (share, count) in enumerate(((0.5, 12), (0.7, 8), (0.85, 99))):
        load = _plates(strength * share)
        sets.append((load, min(count, _most(rng, today, load, 0.1 * done)), None))
    if rng.random() < 0.4:
        sets.append((_plates(strength * 0.55), max(_most(rng, today, strength * 0.55, 1.2) // 2, 1), None))
    return sets


def _rated(rng: Random, strength: float, today: float, target: int) -> list[Set]:
    """Three sets with a reserve rated about one repetition too low."""
    sets: list[Set] = []
    for done in range(3):
        load = _plates(strength * rng.choice((0.7, 0.75, 0.8)))
        most = _most(rng, today, load, 0.12 * done)
        reps = max(most - rng.choice((1, 2, 3)), 1)
        sets.append((load, reps, float(min(max(most - reps - 1 + rng.choice((0, 0, 1)), 0), 9))))
    return sets


def _plates(load: float) -> float:
    return max(round(load / 2.5) * 2.5, 2.5)


STYLES: dict[Style, Callable[[Random, float, float, int], list[Set]]] = {
    "straight": _straight,
    "pyramid": _pyramid,
    "rated": _rated,
}
