"""`ironstride sources` prints the numbers that coverage counts, one claim in detail, all of them, and as data."""

from __future__ import annotations

import json

import pytest
from running_cli import ironstride

from ironstride.catalogue import catalogue
from ironstride.rules.coverage import counts, coverage, planned_under

FOUND = coverage(catalogue())


def said(monkeypatch: pytest.MonkeyPatch, *arguments: str, columns: int = 80) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = ironstride(monkeypatch, "sources", *arguments)
    assert shown.code == 0
    return shown.out.decode()


def test_the_numbers_printed_are_those_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = said(monkeypatch).splitlines()
    assert lines[0].startswith("172 claims")
    for count, row in zip(counts(FOUND), ("all of it", "a part of it", "nothing"), strict=True):
        line = next(line for line in lines if line.startswith(row))
        asked = [count.claims, count.standings["planned"], count.standings["switched"], count.standings["reason"], 0]
        assert [int(number) for number in line.removeprefix(row).split()] == asked
    for method, number in planned_under(FOUND, catalogue().methods).items():
        assert any(line.split()[-1:] == [str(number)] for line in lines if catalogue().methods[method].name in line)
    assert max(map(len, lines)) <= 80


def test_one_claim_names_rules_methods_switches_and_opponents(monkeypatch: pytest.MonkeyPatch) -> None:
    text = said(monkeypatch, "--claim", "s3.02a")
    for part in ("FRQ101", "under evidence, s0, s1, s2, s3.", "frequency/once", "FRQ114", "goes against it"):
        assert part in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80


def test_a_claim_without_a_rule_gives_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    text = said(monkeypatch, "--claim", "S4.01b", columns=400)
    assert "Why no rule" in text
    assert catalogue().claims["S4.01b"].reason in text


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_the_table_holds_every_claim_and_fits(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    lines = said(monkeypatch, "--all", columns=columns).splitlines()
    begun = [line.split()[0] for line in lines if line and not line.startswith(" ")]
    assert begun == list(catalogue().claims)
    assert max(map(len, lines)) <= columns


def test_every_claim_in_detail(monkeypatch: pytest.MonkeyPatch) -> None:
    from ironstride.cli.sources_text import detail

    for one in FOUND:
        text = detail(one, catalogue(), 80)
        assert all(use.rule in text for use in one.uses)
        assert all(side.side in text for side in one.sides)
        assert max(map(len, text.splitlines())) <= 80
        assert bool(one.claim.reason) == ("Why no rule" in text or "What is left out" in text)


def test_as_data(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.loads(said(monkeypatch, "--format", "json"))
    assert [claim["claim"]["id"] for claim in whole["claims"]] == list(catalogue().claims)
    assert whole["counts"][0]["standings"]["planned"] == counts(FOUND)[0].standings["planned"]
    one = json.loads(said(monkeypatch, "--claim", "S1.06d", "--format", "json"))
    assert (one["claim"]["id"], one["standing"], one["uses"][0]["plans"]) == ("S1.06d", "planned", ["s1"])


def test_a_claim_nobody_made_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ironstride(monkeypatch, "sources", "--claim", "S3.99")
    assert told.code == 2
    assert "there is no claim 'S3.99'" in told.err
    assert ironstride(monkeypatch, "sources", "--claim", "S3.02a", "--all").code == 2
