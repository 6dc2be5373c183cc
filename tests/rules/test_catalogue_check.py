"""The catalogue's own check: the shipped catalogue is sound, and each kind of fault is found in a broken copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from ironstride.catalogue import Catalogue, catalogue
from ironstride.catalogue.load import DATA
from ironstride.model.exercise import WatchName
from ironstride.model.rule import Case, Position, RuleChange
from ironstride.rules.catalogue_check import Problem, check_catalogue

SOUND = catalogue()


def with_rule(code: str, **fields: Any) -> Catalogue:
    return replace(SOUND, rules={**SOUND.rules, code: replace(SOUND.rules[code], **fields)})


def with_method(id: str, **fields: Any) -> Catalogue:
    return replace(SOUND, methods={**SOUND.methods, id: replace(SOUND.methods[id], **fields)})


def with_exercise(id: str, **fields: Any) -> Catalogue:
    return replace(SOUND, exercises={**SOUND.exercises, id: replace(SOUND.exercises[id], **fields)})


def with_side(switch: str, number: int, **fields: Any) -> Catalogue:
    sides = list(SOUND.switches[switch].sides)
    sides[number] = replace(sides[number], **fields)
    return replace(SOUND, switches={**SOUND.switches, switch: replace(SOUND.switches[switch], sides=tuple(sides))})


def with_explain(code: str, **fields: Any) -> Catalogue:
    return with_rule(code, explain=replace(SOUND.rules[code].explain, **fields))


def cited(code: str, *positions: Position) -> Catalogue:
    return with_rule(code, positions=positions)


def said_of(source: str, relation: Any = "supports", certainty: Any = "moderate") -> Position:
    return Position(source=source, says="something", relation=relation, certainty=certainty)


def uncited(claim: str) -> Catalogue:
    rules = {
        code: replace(rule, positions=tuple(p for p in rule.positions if p.source != claim) or (said_of("runner"),))
        for code, rule in SOUND.rules.items()
    }
    return replace(SOUND, rules=rules)


def unmet(claim: str) -> Catalogue:
    return replace(uncited(claim), claims={**SOUND.claims, claim: replace(SOUND.claims[claim], reason="")})


def with_mistake(id: str, **fields: Any) -> Catalogue:
    return replace(SOUND, mistakes={**SOUND.mistakes, id: replace(SOUND.mistakes[id], **fields)})


def chosen(code: str, **fields: Any) -> Catalogue:
    return with_rule(code, chosen=replace(SOUND.rules[code].chosen, **fields))


def test_the_shipped_catalogue_is_sound() -> None:
    problems = check_catalogue(SOUND)
    assert [f"{problem.where}: {problem.what}" for problem in problems] == []


BROKEN: list[tuple[str, Callable[[], Catalogue], str, str]] = [
    (
        "a source nobody knows",
        lambda: cited("FRQ101", said_of("nobody-1999")),
        "FRQ101",
        "neither a source nor a claim",
    ),
    ("a claim nobody made", lambda: cited("FRQ101", said_of("S9.99z")), "FRQ101", "neither a source nor a claim"),
    ("an exception to nothing", lambda: with_rule("FRQ101", exception_to=("ABC123",)), "FRQ101", "exception to ABC123"),
    ("an unknown kind", lambda: with_rule("FRQ101", kind="astrology"), "FRQ101", "unknown kind"),
    ("an unknown parameter", lambda: with_rule("FRQ101", params={"moon": 1}), "FRQ101", "moon"),
    ("a method's parent", lambda: with_method("s4", extends="s9"), "method s4", "extends 's9'"),
    ("a method's rule", lambda: with_method("s4", rules=("ABC123",)), "method s4", "names ABC123"),
    ("a method's drop", lambda: with_method("s4", without=("SEV001",)), "method s4", "drops SEV001"),
    (
        "a method's change",
        lambda: with_method("s4", change={"FRQ101": RuleChange(weight=1)}),
        "method s4",
        "not in the method",
    ),
    (
        "a change's source",
        lambda: with_method("s4", change={"FRQ114": RuleChange(weight=1, source="nobody-1999")}),
        "method s4",
        "'nobody-1999'",
    ),
    (
        "a change without a why",
        lambda: with_method("s4", change={"FRQ114": RuleChange(weight=1)}),
        "method s4",
        "does not say why",
    ),
    ("a block", lambda: with_method("s1", blocks=("strength", "yoga")), "method s1", "a block 'yoga'"),
    ("a block twice", lambda: with_method("s1", blocks=("strength", "strength")), "method s1", "twice"),
    ("a method's switch", lambda: with_method("s4", switches={"taper": "nowhere"}), "method s4", "does not exist"),
    (
        "a default",
        lambda: replace(
            SOUND, switches={**SOUND.switches, "taper": replace(SOUND.switches["taper"], default="nowhere")}
        ),
        "switch taper",
        "defaults to 'nowhere'",
    ),
    (
        "a method that takes no such side",
        lambda: replace(
            SOUND, switches={**SOUND.switches, "taper": replace(SOUND.switches["taper"], methods={"s9": "drop"})}
        ),
        "switch taper",
        "one of them does not exist",
    ),
    ("a side's claim", lambda: with_side("taper", 0, claims=("S9.99z",)), "switch taper, side drop", "claim 'S9.99z'"),
    ("a side's rule", lambda: with_side("taper", 0, rules=("ABC123",)), "switch taper, side drop", "names ABC123"),
    (
        "a side that changes what it may not have",
        lambda: with_side("taper", 0, rules=(), change={"TAP104": RuleChange(weight=1, source="S3.02c")}),
        "switch taper, side drop",
        "not every method has",
    ),
    (
        "a side that does nothing",
        lambda: with_side("taper", 0, rules=(), without=(), change={}),
        "switch taper, side drop",
        "changes nothing",
    ),
    (
        "two sides that are one",
        lambda: with_side("taper", 0, rules=("FRQ107",), without=("TAP104",), change={}),
        "switch taper, method evidence",
        "make the same rules",
    ),
    ("two rules of one name", lambda: with_rule("FRQ102", name="third-session"), "rule 'third-session'", "this name"),
    (
        "two exercises of one name",
        lambda: with_exercise("front-squat", name="Back squat"),
        "exercise 'back squat'",
        "name",
    ),
    (
        "an alias of another",
        lambda: with_exercise("front-squat", aliases=("Back squat",)),
        "exercise front-squat",
        "is also back-squat",
    ),
    ("a claim nobody acts on", lambda: unmet("S1.11e"), "claim S1.11e", "no rule does"),
    (
        "a must on weak evidence",
        lambda: cited("GAP101", said_of("de-carvalho-2022", certainty="low")),
        "GAP101",
        "weak evidence",
    ),
    (
        "a must that sources dispute",
        lambda: cited("GAP101", said_of("de-carvalho-2022"), said_of("eddens-2018", "contradicts")),
        "GAP101",
        "says the opposite",
    ),
    ("an unwritten sentence", lambda: with_rule("FRQ101", why="TO-WRITE"), "FRQ101", "unwritten"),
    ("a block without a word", lambda: with_explain("GAP101", blocked=""), "GAP101", "does not say so"),
    (
        "a placeholder in because",
        lambda: with_explain("FRQ101", because="{observed} it is"),
        "FRQ101",
        "in its because",
    ),
    ("an unknown placeholder", lambda: with_explain("FRQ101", flagged="{moon} it was"), "FRQ101", "placeholder {moon}"),
    ("a code for a runner", lambda: with_explain("FRQ101", mend="Do what S3 says."), "FRQ101", "says S3 to a runner"),
    ("a rule's code", lambda: with_explain("FRQ101", because="GAP101 wants it."), "FRQ101", "says GAP101"),
    ("a promise", lambda: with_explain("FRQ101", because="It prevents injuries."), "FRQ101", "speaks of injury"),
    (
        "a review in the past",
        lambda: chosen("FRQ101", review_by=SOUND.rules["FRQ101"].chosen.on - timedelta(days=1)),
        "FRQ101",
        "due for review",
    ),
    ("a free wish", lambda: with_rule("FRQ101", weight=0), "FRQ101", "costs nothing"),
    ("a rule without cases", lambda: with_rule("FRQ101", cases=()), "FRQ101", "no case that gives pass"),
    (
        "a case that is wrong",
        lambda: with_rule("FRQ101", cases=(*SOUND.rules["FRQ101"].cases, Case(name="no week at all", verdict="pass"))),
        "FRQ101",
        "gives fail, not pass",
    ),
    (
        "a case that cannot be read",
        lambda: with_rule(
            "FRQ101",
            cases=(*SOUND.rules["FRQ101"].cases, Case(name="a nap", verdict="pass", events=({"of": "nap"},))),
        ),
        "FRQ101",
        "cannot be read",
    ),
    (
        "half an edge",
        lambda: with_rule(
            "FRQ101",
            cases=tuple(replace(c, edge="") if c.verdict == "fail" else c for c in SOUND.rules["FRQ101"].cases),
        ),
        "FRQ101",
        "is no pair",
    ),
    (
        "no edge at all",
        lambda: with_rule("FRQ101", cases=tuple(replace(case, edge="") for case in SOUND.rules["FRQ101"].cases)),
        "FRQ101",
        "both sides of its edge",
    ),
    (
        "two cases of one name",
        lambda: with_rule("FRQ101", cases=(*SOUND.rules["FRQ101"].cases, SOUND.rules["FRQ101"].cases[0])),
        "FRQ101",
        "two cases named",
    ),
    (
        "a ladder to nowhere",
        lambda: with_exercise("back-squat", progressions=("moon-squat",)),
        "exercise back-squat",
        "'moon-squat', which is no exercise",
    ),
    (
        "both easier and harder",
        lambda: with_exercise("back-squat", progressions=("goblet-squat",)),
        "exercise back-squat",
        "both easier and harder",
    ),
    (
        "a ladder to itself",
        lambda: with_exercise("back-squat", regressions=("back-squat",)),
        "exercise back-squat",
        "itself",
    ),
    (
        "a reference to nowhere",
        lambda: with_exercise("split-squat", reference="moon-squat", reference_ratio=0.5),
        "exercise split-squat",
        "refers to 'moon-squat'",
    ),
    (
        "a ratio of nothing",
        lambda: with_exercise("back-squat", reference=None, reference_ratio=0.5),
        "exercise back-squat",
        "ratio without a reference",
    ),
    (
        "an exercise's source",
        lambda: with_exercise("back-squat", sources=("nobody-1999",)),
        "exercise back-squat",
        "neither a source nor a claim",
    ),
    (
        "a thing no place has",
        lambda: with_exercise("back-squat", equipment=(("moon-rock",),)),
        "exercise back-squat",
        "needs moon-rock",
    ),
    ("no way of doing it", lambda: with_exercise("back-squat", equipment=()), "exercise back-squat", "at no place"),
    (
        "a block without a dose",
        lambda: with_exercise("jump-rope", blocks=("power", "mobility")),
        "exercise jump-rope",
        "the block mobility, which has no dose",
    ),
    (
        "conditioning among the lifts",
        lambda: with_exercise("rowing-machine", blocks=("strength", "accessory")),
        "exercise rowing-machine",
        "stands among the lifts",
    ),
    ("no block to stand in", lambda: with_exercise("back-squat", blocks=()), "exercise back-squat", "no block"),
    (
        "a name no watch knows",
        lambda: with_exercise("back-squat", watch=WatchName("squat", "moonwalk")),
        "exercise back-squat",
        "is squat, moonwalk on a watch",
    ),
    (
        "a word no exercise has",
        lambda: with_rule("EXC105", params={"select": {"of": "item", "all": ["trait:moon"]}}),
        "EXC105",
        "asks for 'trait:moon'",
    ),
    (
        "a method that audits by nothing",
        lambda: with_method("s0", audits=("ABC123",)),
        "method s0",
        "names ABC123",
    ),
    (
        "a method that audits by what would plan",
        lambda: with_method("s0", audits=("FRQ101",)),
        "method s0",
        "only audits by FRQ101",
    ),
    ("a mistake of nothing", lambda: with_mistake("rowing", rules=("ABC123",)), "mistake rowing", "made of ABC123"),
    (
        "a mistake that needs more than it has",
        lambda: with_mistake("rowing", needs=9),
        "mistake rowing",
        "needs 9 of 1 rules",
    ),
    (
        "a mistake behind itself",
        lambda: with_mistake("rowing", behind=("rowing",)),
        "mistake rowing",
        "stands behind 'rowing'",
    ),
    (
        "a mistake's placeholder",
        lambda: with_mistake("rowing", found="{moon} of them"),
        "mistake rowing",
        "placeholder {moon}",
    ),
    (
        "a mistake that says a code",
        lambda: with_mistake("rowing", action="Do as S3 says."),
        "mistake rowing",
        "says S3 to a runner",
    ),
    (
        "a mistake that promises",
        lambda: with_mistake("rowing", action="It prevents injuries."),
        "mistake rowing",
        "speaks of injury",
    ),
    (
        "a mistake nobody judges",
        lambda: with_mistake("rowing", rules=("ADH999",)),
        "mistake rowing",
        "judged under no method",
    ),
    (
        "a side of another rule",
        lambda: with_mistake("rowing", sides={"DOS101": "above"}),
        "mistake rowing",
        "speaks of DOS101, which it is not made of",
    ),
    (
        "a mistake's marks",
        lambda: with_mistake("circuits", marks={"AUD106": "short rests"}),
        "mistake circuits",
        "does not name each",
    ),
    (
        "two mistakes of one name",
        lambda: with_mistake("rowing", name=SOUND.mistakes["circuits"].name),
        f"mistake {SOUND.mistakes['circuits'].name!r}",
        "2 mistakes have this name",
    ),
    (
        "a rule that audits nothing",
        lambda: with_mistake("at-random", rules=("FRQ101",)),
        "AUD102",
        "no mistake is made of it",
    ),
]


@pytest.mark.parametrize(("name", "broken", "where", "what"), BROKEN, ids=[entry[0] for entry in BROKEN])
def test_each_fault_is_found(name: str, broken: Callable[[], Catalogue], where: str, what: str) -> None:
    problems = check_catalogue(broken())
    assert any(problem.where == where and what in problem.what for problem in problems), [
        f"{problem.where}: {problem.what}" for problem in problems
    ]
    assert all(problem.mend for problem in problems if problem.where == where and what in problem.what)


def test_a_ring_of_references_is_found() -> None:
    one, other = (
        replace(SOUND.exercises["back-squat"], reference="split-squat", reference_ratio=1.0),
        SOUND.exercises["split-squat"],
    )
    other = replace(other, reference="back-squat", reference_ratio=1.0)
    ring = replace(SOUND, exercises={**SOUND.exercises, one.id: one, other.id: other})
    assert any("in a ring: back-squat → split-squat → back-squat" in problem.what for problem in check_catalogue(ring))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tables and the list of background sources."""
    shutil.copytree(DATA / "tables", tmp_path / "tables")
    shutil.copy(DATA / "background.toml", tmp_path)
    return tmp_path


def found(folder: Path) -> list[Problem]:
    before = set(check_catalogue(SOUND))
    return [problem for problem in check_catalogue(SOUND, folder) if problem not in before]


def test_an_unused_source_is_found(folder: Path) -> None:
    listed = folder / "background.toml"
    listed.write_text(listed.read_text(encoding="utf-8").replace("wu-2024 =", "storen-2008 ="), encoding="utf-8")
    assert {(problem.where, problem.what) for problem in found(folder)} == {
        ("source wu-2024", "nothing uses it"),
        ("source storen-2008", "is marked background and is used"),
    }
    listed.unlink()
    assert {problem.what for problem in found(folder)} == {"nothing uses it"}


def test_a_background_source_must_exist(folder: Path) -> None:
    with (folder / "background.toml").open("a", encoding="utf-8") as listed:
        listed.write('nobody-1999 = "made up"\n')
    assert [(problem.where, problem.what) for problem in found(folder)] == [
        ("background.toml", "names 'nobody-1999', which is no source")
    ]


def test_numbers_of_a_table_need_a_source(folder: Path) -> None:
    (folder / "tables" / "new.toml").write_text(
        'title = "words are free"\n[a]\nshare = 0.5\n[b]\nsource = "nobody-1999"\nn = 2\n[[c]]\nflag = true\n',
        encoding="utf-8",
    )
    assert [(problem.where, problem.what) for problem in found(folder)] == [
        ("table new, a", "holds numbers without a source"),
        ("table new", "cites 'nobody-1999', which is neither a source nor a claim"),
    ]
