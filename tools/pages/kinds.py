"""The page of the kinds of rule: what each asks, its parameters with their types, and the measures they count by."""

from __future__ import annotations

import inspect
import sys
from typing import Any

import msgspec

from ironstride.catalogue import Catalogue
from ironstride.rules.kinds import kinds

from .markdown import anchor, code, codes, default_text, page, plural, sentence, table
from .rule_words import MEASURES
from .rules import link

INTRO = """\
A kind is code, written once: it judges what is there (`check`) and tells the planner what to look for (`constrain`). A
rule fills in its parameters. [Adding a kind](../../CONTRIBUTING.md#add-a-kind) is one file in
`src/ironstride/rules/kinds/`.

Every kind gives one of four verdicts for each window it judges: `pass`, `fail`, `unknown` (with what is missing) or
`not-applicable`. A failed wish costs its price for each violation."""
SHARED = """\
## Selectors and windows

**A selector** says which events are meant: `of` is `run`, `session` or `item` (an exercise of a session); `all`, `any`
and `none` are lists of [words](words.md) the event must carry all of, one of, none of.

**A window** is `day`, `week`, `mesocycle`, `season`, `session`, or `{ days = 29 }` for every row of so many days.

**A condition** (`[when]` of a rule) lists words that must hold, `all`, `any` and `none`, for the window and the runner.
`on_unknown` says what happens where one cannot be told: `skip` the rule or be `cautious` and apply it."""


def kinds_page(catalogue: Catalogue) -> str:
    """Give the page of the kinds."""
    parts = [INTRO]
    for name, kind in kinds().items():
        module = sys.modules[type(kind).__module__]
        using = [rule for rule in sorted(catalogue.rules.values(), key=lambda rule: rule.code) if rule.kind == name]
        examples = ", ".join(link(rule.code, rule.code) for rule in using[:3])
        count = f"{plural(len(using), 'rule')}" + (f", such as {examples}." if using else ".")
        parts.append(f"{anchor(name)}\n## {name}")
        parts.append(f"{_said(module)} {_said(type(kind))}")
        parts += [_said(kind.params), _fields(kind.params), count]
    measures = table(("measure", "what it counts"), ((code(name), words) for name, words in MEASURES.items()))
    return page("Kinds of rule", *parts, SHARED, f"## Measures\n\n{measures}")


def _said(thing: object) -> str:
    text = " ".join((inspect.getdoc(thing) or "").split())
    name, colon, rest = text.partition(": ")
    return sentence(rest if colon and " " not in name else text)


def _fields(params: type[msgspec.Struct]) -> str:
    info = msgspec.inspect.type_info(params)
    rows = [(code(field.encode_name), type_text(field.type), default_text(field)) for field in info.fields]  # type: ignore[attr-defined]
    return table(("parameter", "holds", "if left out"), rows)


def type_text(kind: Any) -> str:
    """Say what a field may hold, from msgspec's description of its type."""
    types = msgspec.inspect
    match kind:
        case types.UnionType():
            return " or ".join(type_text(part) for part in kind.types if not isinstance(part, types.NoneType))
        case types.LiteralType():
            return f"one of {codes(kind.values)}"
        case types.StructType():
            return {"Selector": "a selector", "Rolling": "`{ days = n }`"}.get(kind.cls.__name__, kind.cls.__name__)
        case types.IntType():
            return f"a whole number{_bounds(kind)}"
        case types.BoolType():
            return "`true` or `false`"
        case types.StrType():
            return "a word"
        case types.VarTupleType():
            least = f", {kind.min_length} at least" if kind.min_length else ""
            return f"a list of {type_text(kind.item_type).replace('a word', 'words')}{least}"
        case _:
            return type(kind).__name__.removesuffix("Type").lower()


def _bounds(kind: Any) -> str:
    if kind.ge is not None and kind.le is not None:
        return f" from {kind.ge} to {kind.le}"
    return f", {kind.ge} or more" if kind.ge is not None else ""
