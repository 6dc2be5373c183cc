"""Ladders: their exercises exist, each stands once, stages and rungs never lead back down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ironstride.catalogue import Catalogue
from ironstride.model.exercise import Exercise
from ironstride.rules.soundness.problem import Problem

LANDINGS = ("none", "low", "moderate", "high")
#: the hardest landing a stage may hold, and the easiest
MOST = {"contacts": "low", "amplitude": "moderate", "single-leg": "high", "drop-height": "high"}
LEAST = {"contacts": "low", "amplitude": "moderate", "single-leg": "moderate", "drop-height": "high"}


def ladders(catalogue: Catalogue, tables: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Check the table `ladders`; a catalogue without one has nothing to check."""
    table = tables.get("ladders")
    if table is None:
        return
    yield from _power(catalogue, table["power"]["stage"], tables["contacts"]["step"]["order"])
    for ladder in table["ladder"]:
        yield from _ladder(catalogue, ladder)


def _power(catalogue: Catalogue, stages: list[dict[str, Any]], order: list[str]) -> Iterator[Problem]:
    where = "table ladders, power"
    if [stage["name"] for stage in stages] != order:
        yield Problem(where, f"climbs otherwise than {', '.join(order)}", "Keep the order of table contacts.")
        return
    named = [name for stage in stages for name in stage["exercises"]]
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield Problem(where, f"holds {name} twice", "Keep it on one stage.")
    for stage in stages:
        for name in stage["exercises"]:
            exercise = catalogue.exercises.get(name)
            if exercise is None:
                yield Problem(where, f"names {name!r}, which is no exercise", "Name one that exists.")
            else:
                yield from _fits(where, stage["name"], exercise)
    for exercise in catalogue.exercises.values():
        if exercise.pattern == "plyometric" and "power" in exercise.blocks and exercise.id not in named:
            yield Problem(where, f"leaves out {exercise.id}, which lands", "Put it on a stage.")


def _fits(where: str, stage: str, exercise: Exercise) -> Iterator[Problem]:
    landing = LANDINGS.index(exercise.landing)
    if not LANDINGS.index(LEAST[stage]) <= landing <= LANDINGS.index(MOST[stage]):
        yield Problem(where, f"has {exercise.id} on {stage} with a {exercise.landing} landing", "Move it.")
    if stage == "single-leg" and not exercise.unilateral and "running-like" not in exercise.traits:
        yield Problem(where, f"has {exercise.id} on {stage}, and it lands on two", "Move it.")
    if stage != "single-leg" and exercise.unilateral:
        yield Problem(where, f"has {exercise.id} on {stage}, and it lands on one leg", "Move it.")


def _ladder(catalogue: Catalogue, ladder: dict[str, Any]) -> Iterator[Problem]:
    where = f"ladder {ladder['id']}"
    rungs: list[list[str]] = ladder["rungs"]
    named = [name for rung in rungs for name in rung]
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield Problem(where, f"holds {name} twice", "Keep it on one rung.")
    known = {name: catalogue.exercises[name] for name in named if name in catalogue.exercises}
    for name in named:
        if name not in known:
            yield Problem(where, f"names {name!r}, which is no exercise", "Name one that exists.")
        elif ladder["block"] not in known[name].blocks:
            yield Problem(where, f"has {name}, which stands in no {ladder['block']} block", "Take another.")
    if len(rungs) < 2 or not all(rungs):
        yield Problem(where, "has no rung to climb to", "Give at least two rungs, each with an exercise.")
    for lower, upper in pairwise(rungs):
        for high in (known[name] for name in upper if name in known):
            for low in (known[name] for name in lower if name in known):
                if low.id in high.progressions or high.id in low.regressions:
                    yield Problem(where, f"climbs from {low.id} to {high.id}, which is easier", "Turn it round.")
                if high.skill < low.skill:
                    yield Problem(where, f"climbs from {low.id} to {high.id}, which asks less skill", "Turn it round.")
