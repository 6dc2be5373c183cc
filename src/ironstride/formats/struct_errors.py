"""Turns decoded TOML into a Struct, or says in plain words which field does not fit and what was expected."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec
from msgspec import Struct, inspect

from ironstride.formats.field_docs import choices, field_docs
from ironstride.formats.toml_errors import Trail, Tree, Trouble, holds, human, nearest, quoted
from ironstride.model.words import KG_PER_LB

T = TypeVar("T", bound=Struct)

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\[(\.\.\.)\]")


def decode(tree: Tree, struct: type[T]) -> T | Trouble:
    """Convert decoded TOML to a Struct, or say what is wrong with it.

    Parameters
    ----------
    tree : tables as `tomllib` gives them.
    struct : what they should hold; with `mass_unit = "lb"` in the tree, bounds of masses are told in pounds.
    """
    try:
        return msgspec.convert(tree, struct)
    except (msgspec.ValidationError, OverflowError) as error:
        return _explain(str(error), tree, struct)


def _explain(message: str, tree: Tree, struct: type[Struct]) -> Trouble:
    """Translate what msgspec says into words about the field."""
    text, _, place = message.rpartition(" - at ")
    text, place = (text, place) if text else (place, "`$`")
    trail = _trail(place, message, tree, struct)
    kind = _type_at(struct, trail)
    if isinstance(kind, inspect.StructType):
        if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", text, re.DOTALL):
            return _unknown((*trail, unknown[1]), kind.cls, struct)
        if missing := re.fullmatch(r"Object missing required field `(\w+)`", text):
            doc = field_docs(kind.cls).get(missing[1], "")
            return Trouble(trail, f"`{missing[1]}` is missing", f"Add it: {doc}" if doc else f"Add `{missing[1]}`.")
        said = re.fullmatch(r"(\w+): (.*)", text, re.DOTALL)
        if said and said[1] in kind.cls.__struct_fields__:
            what, _, mend = " ".join(said[2].split()).partition(". ")
            return Trouble((*trail, said[1]), what, mend)
    if place.startswith("`key` in ") and isinstance(kind, inspect.DictType):
        return _wrong_key(trail, message, tree, struct, kind)
    if kind is None or not holds(tree, trail):
        return Trouble(trail, " ".join(text.split()))
    return _mismatch(trail, tree, struct, kind)


def _mismatch(trail: Trail, tree: Tree, struct: type[Struct], kind: inspect.Type) -> Trouble:
    """Say what was expected and what was found where a value does not fit its type."""
    value = _value(tree, trail)
    pounds = tree.get("mass_unit") == "lb" and any(isinstance(step, str) and step.endswith("kg") for step in trail)
    if pounds and isinstance(value, (int, float)) and not isinstance(value, bool):
        value = round(value / KG_PER_LB, 2)
    known = _words(kind, struct, trail)
    expected = f"one of {', '.join(known)}" if known else expected_text(kind, pounds)
    mend = _suggest(value, known) if known else ""
    if trail == ("body_mass_kg",) and not pounds and isinstance(value, (int, float)) and value > 250:
        mend = 'If these are pounds, add mass_unit = "lb".'
    elif isinstance(plain(kind), inspect.VarTupleType) and not isinstance(value, list):
        table = isinstance(value, dict)
        mend = f"Write it as [[{human(trail)}]]." if table else f"Put it in brackets: [{quoted(value)}]."
    found = "an empty list" if value == [] else quoted(value)
    return Trouble(trail, f"expected {expected}, found {found}", mend)


def _unknown(trail: Trail, struct: type[Struct], root: type[Struct]) -> Trouble:
    """Say that a name is not a field here, and which one was probably meant or where it belongs."""
    name = str(trail[-1])
    what = f"{quoted(name)} is not a field here"
    known = struct.__struct_fields__
    if near := nearest(name, known):
        return Trouble(trail, what, f"Did you mean `{near}`?")
    if struct is not root and name in root.__struct_fields__:
        return Trouble(trail, what, f"Move `{name}` to the top of the file, above the first [table].")
    for field in inspect.type_info(root).fields if struct is root else ():  # type: ignore[attr-defined]
        inner = plain(field.type)
        inner = plain(inner.item_type) if isinstance(inner, inspect.VarTupleType) else inner
        if isinstance(inner, inspect.StructType) and name in inner.cls.__struct_fields__:
            return Trouble(trail, what, f"Put it under [{field.encode_name}].")
    return Trouble(trail, what, f"Known here: {', '.join(known)}.")


def _wrong_key(trail: Trail, message: str, tree: Tree, struct: type[Struct], kind: inspect.DictType) -> Trouble:
    """Say which name of a table the runner fills is not one that may stand there."""
    key = _culprit(trail, message, tree, struct)
    known = _words(kind.key_type, struct, trail)
    return Trouble((*trail, key), f"{quoted(key)} is not one of {', '.join(known)}", _suggest(key, known))


def _suggest(value: object, known: tuple[str, ...]) -> str:
    """Return "Did you mean …?" for a text near to a known word, else nothing."""
    near = nearest(value, known) if isinstance(value, str) else ""
    return f"Did you mean {quoted(near)}?" if near else ""


def _trail(place: str, message: str, tree: Tree, struct: type[Struct]) -> Trail:
    """Read msgspec's way to a value, finding the names it leaves out (`[...]`)."""
    trail: Trail = ()
    for name, number, unnamed in _STEP.findall(place.rpartition("`$")[2]):
        if unnamed:
            trail = (*trail, _culprit(trail, message, tree, struct))
        else:
            trail = (*trail, int(number) if number else name)
    return trail


def _culprit(trail: Trail, message: str, tree: Tree, struct: type[Struct]) -> str:
    """Return the entry of a table that, left alone in it, brings the same complaint."""
    table = _value(tree, trail) if holds(tree, trail) else {}
    names = [str(name) for name in table] if isinstance(table, dict) else []
    for name in names:
        try:
            msgspec.convert(_replaced(tree, trail, {name: table[name]}), struct)  # type: ignore[index]
        except msgspec.ValidationError as error:
            if str(error) == message:
                return name
    return names[0] if names else ""


def _replaced(tree: object, trail: Trail, value: object) -> object:
    """Return a copy of the tables with the value at the end of a way exchanged."""
    if not trail:
        return value
    step = trail[0]
    if isinstance(tree, dict):
        return {**tree, step: _replaced(tree[step], trail[1:], value)}
    if isinstance(tree, list) and isinstance(step, int):
        return [*tree[:step], _replaced(tree[step], trail[1:], value), *tree[step + 1 :]]
    return tree


def _value(tree: object, trail: Trail) -> object:
    """Return the value at the end of a way that the tables hold."""
    for step in trail:
        tree = tree[step]  # type: ignore[index]
    return tree


def plain(kind: inspect.Type) -> inspect.Type:
    """Return a type without its "or nothing"."""
    if isinstance(kind, inspect.UnionType):
        return next(part for part in kind.types if not isinstance(part, inspect.NoneType))
    return kind


def _type_at(struct: type[Struct], trail: Trail) -> inspect.Type | None:
    """Return the type expected at the end of a way; None when the way leaves the model."""
    kind: inspect.Type = inspect.type_info(struct)
    for step in trail:
        kind = plain(kind)
        if isinstance(kind, inspect.StructType):
            found = next((field.type for field in kind.fields if field.encode_name == step), None)
            if found is None:
                return None
            kind = found
        elif isinstance(kind, inspect.VarTupleType):
            kind = kind.item_type
        elif isinstance(kind, inspect.DictType):
            kind = kind.value_type
        else:
            return None
    return plain(kind)


def _words(kind: inspect.Type, struct: type[Struct], trail: Trail) -> tuple[str, ...]:
    """Return the words allowed at the end of a way in the order the model declares them; empty for other types."""
    if not isinstance(kind, inspect.LiteralType):
        return ()
    names = [n for n, step in enumerate(trail) if isinstance(step, str)]
    for last in reversed(names):
        owner = _type_at(struct, trail[:last])
        if isinstance(owner, inspect.StructType):
            return choices(owner.cls, str(trail[last]))
    return tuple(str(word) for word in kind.values)


def expected_text(kind: inspect.Type, pounds: bool = False) -> str:
    """Describe a type as one would to a runner: `a number from 25 to 250`.

    Parameters
    ----------
    kind : a field's type as `msgspec.inspect` gives it.
    pounds : whether bounds, which are kilograms, are told in pounds.
    """
    kind = plain(kind)
    match kind:
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType() | inspect.FloatType():
            return _number(kind, pounds)
        case inspect.StrType(pattern=str()):
            return 'a time in quotes such as "19:30"'
        case inspect.StrType():
            return "text in quotes" + (" (not empty)" if kind.min_length else "")
        case inspect.DateType():
            return "a date such as 2027-04-04, without quotes"
        case inspect.VarTupleType():
            return "a list" + (" with at least one entry" if kind.min_length else "")
        case _:
            return "a table"


def _number(kind: inspect.IntType | inspect.FloatType, pounds: bool) -> str:
    """Describe the numbers a type allows; masses of a file in pounds are bounded in pounds."""
    scale, unit = (1 / KG_PER_LB, " lb") if pounds else (1.0, "")
    text = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
    if kind.ge is not None and kind.le is not None:
        return f"{text} from {kind.ge * scale:.4g} to {kind.le * scale:.4g}{unit}"
    if kind.gt is not None and kind.le is not None:
        return f"{text} above {kind.gt * scale:.4g} and up to {kind.le * scale:.4g}{unit}"
    return text
