"""The evidence is whole: all sources, all claims, all conflicts, and a source behind every number of the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from ironstride.catalogue import catalogue
from ironstride.catalogue.load import DATA
from ironstride.catalogue.tables import table, table_as, table_names
from ironstride.model.errors import CatalogueError
from ironstride.model.rule import Claim, Source, Switch

T = TypeVar("T", bound=msgspec.Struct)

SECTIONS = {
    "S0": "01abc 02abcdef 03abcd 04ab 05ab 06abc 07abcd 08ab C1 C2 C3 C4 C5 C6",
    "S1": "01abcd 02a 03a 04abcdef 05ab 06abcdef 07abc 08abcde 09ab 10 11abcdefgh 12",
    "S2": "01a 02abc 03abcde 04abcdefg 05ab 06abc 07ab 08abc 09 10ab 11",
    "S3": "01abcdefghi 02abcdef 03abcde 04abcdefghijk 05abc 06abcde 07abc",
    "S4": "01ab 02abcd 03abc 04abcd 05a 06abcde 07a 08abcdef 09 10",
}
#: rows of the evidence notes by section; 4.17–4.19 were never given out.
ROWS = {1: 23, 2: 17, 3: 17, 4: 30, 5: 14, 6: 23, 7: 9, 8: 13}
CONFLICTS = {
    "leg-strength", "core-still", "frequency", "same-day", "session-end", "reps", "machines", "mobility", "rotation",
    "hard-day", "taper", "aim",
}  # fmt: skip
EVIDENCE_TABLES = ("contacts", "formulas", "intensity", "repetitions", "rir", "screens", "strength_gain")
METHODS = {"s0", "s1", "s2", "s3", "s4", "evidence"}
DOI = re.compile(r"10\.\d{4,9}/\S+")


def expected_ids() -> list[str]:
    found = []
    for seed, sections in SECTIONS.items():
        for section in sections.split():
            number, letters = section[:2], section[2:]
            found += [f"{seed}.{number}{letter}" for letter in letters] or [f"{seed}.{number}"]
    return found


def read_all(folder: str, kind: type[T]) -> dict[str, T]:
    return {
        path.stem: msgspec.toml.decode(path.read_bytes(), type=kind) for path in sorted((DATA / folder).glob("*.toml"))
    }


@cache
def sources() -> dict[str, Source]:
    return read_all("sources", Source)


@cache
def switches() -> dict[str, Switch]:
    return read_all("conflicts", Switch)


class ClaimFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    claims: tuple[Claim, ...]


@cache
def claims() -> tuple[Claim, ...]:
    return tuple(claim for file in read_all("claims", ClaimFile).values() for claim in file.claims)


# Claims


def test_all_claims_in_the_order_of_the_articles() -> None:
    assert [claim.id for claim in claims()] == expected_ids()
    assert len(claims()) == 172
    assert Counter(claim.operational for claim in claims()) == {"yes": 95, "partly": 38, "no": 39}


def test_each_seed_has_its_file_and_its_source() -> None:
    for name, file in read_all("claims", ClaimFile).items():
        assert {claim.id[:2].lower() for claim in file.claims} == {name}
        assert sources()[f"seed-{name}"].kind == "seed"
        assert sources()[f"seed-{name}"].certainty == "convention"


def test_conflicts_name_other_claims() -> None:
    known = {claim.id for claim in claims()}
    for claim in claims():
        assert set(claim.conflicts) <= known - {claim.id}, claim.id
        assert len(set(claim.conflicts)) == len(claim.conflicts), claim.id


def test_what_no_rule_acts_on_says_why() -> None:
    acted_on = {p.source for rule in catalogue().rules.values() for p in rule.positions if p.relation == "supports"}
    assert [claim.id for claim in claims() if claim.id not in acted_on and not claim.reason] == []
    assert [claim.id for claim in claims() if claim.operational == "no" and not claim.reason] == []


def test_contradicted_claims_are_marked() -> None:
    """Among them the two a rule must never lean on: still cores harm, and legs need no weights."""
    contradicted = {claim.id for claim in claims() if claim.certainty == "contradicted"}
    assert contradicted == {"S0.06a", "S0.08b", "S2.04b", "S3.04f", "S4.02a", "S4.06b"}
    assert not [claim.id for claim in claims() if claim.certainty == "high"]


def test_injury_promises_are_not_believed() -> None:
    by_id = {claim.id: claim for claim in claims()}
    for promise in ("S1.03a", "S2.04a", "S3.01c"):
        assert by_id[promise].certainty == "very-low"


def test_rows_a_claim_leans_on_have_a_source() -> None:
    backed = {row for source in sources().values() for row in source.rows}
    for claim in claims():
        cited = set(re.findall(r"(?<![\d.+])[1-8]\.\d{1,2}(?![\d %])|7b", re.sub(r"S\d\.\w+", "", claim.evidence)))
        assert cited <= backed, claim.id


# Sources


def test_sources_are_named_like_their_files_and_say_something() -> None:
    for name, source in sources().items():
        assert source.id == name
        assert 1 <= len(source.findings) <= 4, name
        assert all(finding.endswith(".") for finding in source.findings), name


def test_dois_are_dois_and_unique() -> None:
    dois = [source.doi for source in sources().values() if source.doi]
    assert all(DOI.fullmatch(doi) for doi in dois)
    assert len({doi.lower() for doi in dois}) == len(dois) > 60


def test_every_row_of_the_notes_has_a_source() -> None:
    rows = {f"{section}.{row}" for section, last in ROWS.items() for row in range(1, last + 1)}
    rows = rows - {"4.17", "4.18", "4.19"} | {"4a", "4b", "7b", "10"}
    assert {row for source in sources().values() for row in source.rows} == rows


def test_certainty_follows_how_we_know() -> None:
    for source in sources().values():
        if source.known_by == "memory-uncertain":
            assert source.certainty in ("very-low", "convention"), source.id
        if source.kind in ("convention", "heuristic", "seed", "textbook"):
            assert source.certainty == "convention", source.id
        if source.kind == "trial":
            assert source.certainty in ("low", "very-low"), source.id


def test_the_house_owns_up_to_its_own_numbers() -> None:
    house = sources()["house-heuristic"]
    assert (house.kind, house.known_by, house.certainty) == ("heuristic", "heuristic", "convention")
    assert sources()["derived"].known_by == "derived"


# Switches


def test_the_twelve_conflicts() -> None:
    assert set(switches()) == CONFLICTS
    assert all(switch.id == name for name, switch in switches().items())


@pytest.mark.parametrize("name", sorted(CONFLICTS))
def test_sides_of_a_switch(name: str) -> None:
    switch = switches()[name]
    sides = [side.id for side in switch.sides]
    assert len(set(sides)) == len(sides) in (2, 3)
    assert switch.default in sides
    assert set(switch.methods) == METHODS
    assert set(switch.methods.values()) <= set(sides)
    assert switch.methods["evidence"] == switch.default
    known = {claim.id for claim in claims()}
    for side in switch.sides:
        assert set(side.claims) <= known
        assert side.claims or side.id == switch.default


@pytest.mark.parametrize("name", sorted(CONFLICTS))
def test_a_seed_takes_a_side_it_speaks_for(name: str) -> None:
    """A seed stands on a side it has a claim for, or on the default when it is silent or the house reconciles."""
    switch = switches()[name]
    says = {side.id: {claim[:2].lower() for claim in side.claims} for side in switch.sides}
    for method, side in switch.methods.items():
        assert side == switch.default or method in says[side]


# Tables


def tables_with_source(part: Any, source: str = "", where: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every table that holds a number itself, with the nearest source above it."""
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield from tables_with_source(item, source, f"{where}[{index}]")
    elif isinstance(part, dict):
        source = part.get("source", source)
        if any(is_number(item) for value in part.values() for item in (value if isinstance(value, list) else [value])):
            yield where, source, part
        for key, value in part.items():
            yield from tables_with_source(value, source, f"{where}.{key}")


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def uncertain_marks(part: Any, uncertain: bool = False) -> Iterator[tuple[str, bool]]:
    """Every source a table names, with whether its numbers are marked uncertain."""
    if isinstance(part, list):
        for item in part:
            yield from uncertain_marks(item, uncertain)
    elif isinstance(part, dict):
        uncertain = part.get("uncertain", uncertain)
        if "source" in part:
            yield part["source"], uncertain
        for value in part.values():
            yield from uncertain_marks(value, uncertain)


def test_the_tables_are_these() -> None:
    assert set(EVIDENCE_TABLES) <= set(table_names())


@pytest.mark.parametrize("name", EVIDENCE_TABLES)
def test_every_number_has_a_source(name: str) -> None:
    found = list(tables_with_source(dict(table(name)), where=name))
    assert found
    for where, source, _ in found:
        assert source in sources(), where


@pytest.mark.parametrize("name", EVIDENCE_TABLES)
def test_numbers_recalled_without_a_check_are_marked(name: str) -> None:
    for source, uncertain in uncertain_marks(dict(table(name))):
        assert uncertain or sources()[source].known_by != "memory-uncertain", source


def test_derived_numbers_follow_from_printed_ones() -> None:
    rir, gain = table("rir"), table("strength_gain")
    report = rir["under_report"]
    half_width = (report["ci_high_reps"] - report["ci_low_reps"]) / 2
    spread = half_width / 1.96 * report["studies"] ** 0.5
    assert rir["under_report_spread"]["sd_reps"] == pytest.approx(spread, abs=0.005)
    for trial in gain["novice"]:
        weekly = 100 * ((1 + trial["gain_percent"] / 100) ** (1 / trial["weeks"]) - 1)
        assert trial["weekly_percent"] == pytest.approx(weekly, abs=0.06)
    noise = gain["noise"]
    assert noise["change_at_cv_4_2_percent"] == pytest.approx(noise["cv_multiple"] * 4.2, abs=0.5)
    assert noise["change_at_cv_2_1_percent"] == pytest.approx(noise["cv_multiple"] * 2.1, abs=0.5)


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(CatalogueError, match=r"no table 'reppetitions'.*repetitions"):
        table("reppetitions")
    with pytest.raises(CatalogueError, match="no table"):
        table("../sources/nuzzo-2024")


class Misfit(msgspec.Struct):
    no_such_part: float


def test_a_part_that_is_missing_is_named() -> None:
    with pytest.raises(CatalogueError, match="no_such_part"):
        table_as("repetitions", Misfit)


def test_a_table_is_read_once_and_is_not_to_be_changed() -> None:
    assert table("rir") is table("rir")
    with pytest.raises(TypeError):
        table("rir")["scale"] = {}  # type: ignore[index]


def test_no_file_points_at_a_machine() -> None:
    folders = ("sources", "claims", "conflicts", "tables")
    paths: list[Path] = [path for folder in folders for path in (DATA / folder).glob("*.toml")]
    assert not [path.name for path in paths if "/work" in path.read_text(encoding="utf-8")]
