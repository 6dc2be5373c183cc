"""Ladders: stages open in order, rungs lead up, and the catalogue's check catches what would lead down."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ironstride.catalogue import catalogue
from ironstride.catalogue.tables import table
from ironstride.rules.soundness.ladders import ladders as check
from ironstride.strength.ladders import ladders, next_rung, open_stage, power_stages

DATA = catalogue()
ORDER = ["contacts", "amplitude", "single-leg", "drop-height"]


def test_power_opens_stage_by_stage() -> None:
    assert [open_stage("novice", block) for block in range(5)] == [*ORDER, "drop-height"]
    assert open_stage("intermediate", 0) == "amplitude"
    assert open_stage("advanced", 0) == "single-leg"
    assert open_stage("novice", 3, behind=2) == "amplitude"


def test_what_lands_has_a_stage() -> None:
    assert power_stages()["pogo"] == "contacts"
    assert power_stages()["drop-jump"] == "drop-height"
    assert "hill-sprint" not in power_stages()


def test_rungs_lead_up() -> None:
    found = next_rung("front-plank")
    assert found is not None
    assert "long-lever-plank" in found[1]
    assert next_rung("ab-wheel-rollout") is None
    assert next_rung("back-squat") is None
    assert next(one for one in ladders().ladder if one.id == "rotation").gate == "stability"


def held() -> dict[str, dict[str, Any]]:
    return {"ladders": copy.deepcopy(dict(table("ladders"))), "contacts": dict(table("contacts"))}


def problems(tables: dict[str, dict[str, Any]]) -> list[str]:
    return [problem.what for problem in check(DATA, tables)]


def test_the_ladders_that_ship_are_sound() -> None:
    assert problems(held()) == []
    assert problems({}) == []


@pytest.mark.parametrize("fault", ["order", "twice", "unknown", "missing", "landing", "leg"])
def test_a_broken_power_ladder_is_told(fault: str) -> None:
    tables = held()
    stages = tables["ladders"]["power"]["stage"]
    match fault:
        case "order":
            stages.reverse()
        case "twice":
            stages[1]["exercises"].append("pogo")
        case "unknown":
            stages[0]["exercises"].append("moon-hop")
        case "missing":
            stages[0]["exercises"].remove("pogo")
        case "landing":
            stages[0]["exercises"].remove("pogo")
            stages[3]["exercises"].append("pogo")
        case _:
            stages[2]["exercises"].remove("single-leg-pogo")
            stages[1]["exercises"].append("single-leg-pogo")
    assert problems(tables)


@pytest.mark.parametrize("fault", ["turned", "twice", "unknown", "block", "single"])
def test_a_broken_ladder_is_told(fault: str) -> None:
    tables = held()
    ladder = tables["ladders"]["ladder"][0]
    match fault:
        case "turned":
            ladder["rungs"].reverse()
        case "twice":
            ladder["rungs"][0].append("front-plank")
        case "unknown":
            ladder["rungs"][0].append("moon-plank")
        case "block":
            ladder["rungs"][0].append("back-squat")
        case _:
            ladder["rungs"] = ladder["rungs"][:1]
    assert problems(tables)
