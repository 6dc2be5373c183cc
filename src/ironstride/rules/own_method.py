"""Check a runner's own method against the catalogue: the rules it names, what it may change, the values it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from ironstride.catalogue import Catalogue
from ironstride.formats.struct_errors import decode
from ironstride.formats.toml_errors import Trouble
from ironstride.model.errors import IronstrideError
from ironstride.model.exercise import BLOCKS
from ironstride.model.rule import Method, Rule, RuleChange
from ironstride.rules.ruleset import bind, changed_rule, rule_set

#: the way to a value in the file, what is wrong with it, how to mend it
Problem = tuple[tuple[str | int, ...], str, str]


def problems(catalogue: Catalogue, method: Method) -> Iterator[Problem]:
    """Say what does not fit, in the order of the file's parts; the method can be planned by when there is nothing.

    A method of one's own takes over another one, keeps what is there for safety, and says whose word or what reason
    stands behind each change.
    """
    if method.id in catalogue.methods:
        yield ("id",), f"{method.id!r} is a method that ships with Ironstride", "Choose another id."
    if method.extends is None:
        yield (), "`extends` is missing", 'Add it: extends = "evidence" takes over the evidence\'s rules.'
        return
    if method.extends not in catalogue.methods:
        yield ("extends",), f"no method {method.extends!r}", _known(method.extends, catalogue.methods)
        return
    taken = {bound.rule.code: bound.rule for bound in rule_set(catalogue, method.extends).rules}
    for index, code in enumerate(method.rules):
        if code not in catalogue.rules:
            yield ("rules", index), f"no rule {code!r}", _known(code, catalogue.rules)
        else:
            taken.setdefault(code, catalogue.rules[code])
    for index, code in enumerate(method.without):
        yield from _dropped(index, code, taken)
    for code, change in method.change.items():
        yield from _change(code, change, taken)
    for index, block in enumerate(method.blocks or ()):
        if block not in BLOCKS:
            yield ("blocks", index), f"no block {block!r}", f"Known: {', '.join(BLOCKS)}."
    try:
        rule_set(catalogue, method)
    except IronstrideError as error:
        yield (), error.what, error.mend


def _dropped(index: int, code: str, taken: Mapping[str, Rule]) -> Iterator[Problem]:
    rule = taken.get(code)
    if rule is None:
        yield ("without", index), f"no rule {code!r} in the method it extends", _known(code, taken)
    elif _fixed(rule):
        yield ("without", index), f"{code} is there for safety and stays", "Take it out of `without`."


def _change(code: str, change: RuleChange, taken: Mapping[str, Rule]) -> Iterator[Problem]:
    rule, at = taken.get(code), ("change", code)
    if rule is None:
        yield at, f"no rule {code!r} in the method it extends", _known(code, taken)
        return
    if _fixed(rule):
        yield at, f"{code} is there for safety and stays as it is", f"Take [change.{code}] out."
        return
    if change.weight is not None and not 0 <= change.weight <= 100_000:
        yield (*at, "weight"), f"expected a number from 0 to 100000, found {change.weight}", ""
    if change.level == "safety":
        yield (*at, "level"), "only the catalogue's own rules are there for safety", 'Take level = "must".'
    if not change.source and not change.why:
        yield at, "neither `source` nor `why` says where the change comes from", 'Add why = "…", in your own words.'
    fitting = decode(changed_rule(rule, change).params, bind(rule).kind.params)
    if isinstance(fitting, Trouble):
        yield (*at, "params", *fitting.trail), fitting.what, fitting.mend


def _fixed(rule: Rule) -> bool:
    return rule.level == "safety" or rule.override == "nobody"


def _known(word: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(word.lower(), {name.lower(): name for name in known}, n=1)
    if near:
        return f"Did you mean {next(name for name in known if name.lower() == near[0])!r}?"
    return f"Known: {', '.join(sorted(known))}." if len(known) < 12 else "`ironstride methods show` lists them."
