"""What a rule asks, said in words from its kind and parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from ironstride.model.rule import Rule, RuleChange, Selector, When
from ironstride.rules.kinds import kinds

from .markdown import code, codes, listing

#: numbers that events carry, in words; `count` is one for each event
MEASURES: dict[str, str] = {
    "count": "one each",
    "minutes": "minutes of a run, or of a session",
    "slot_minutes": "minutes kept free for a session",
    "slot_permille": "thousandths of the session's slot",
    "duration_s": "seconds an exercise takes, rests and set-up included",
    "sets": "work sets",
    "reps_max": "most repetitions of a work set",
    "rir_tenths": "tenths of a repetition in reserve, the fewest of its work sets",
    "percent_tenths": "tenths of a percent of the one-rep maximum, the most of its work sets",
    "rest_s": "seconds of rest, the shortest of its work sets; of a session that was done, the usual one",
    "contacts": "ground contacts, both sides counted",
    "hold_s": "seconds held still, both sides counted",
    "load_g": "grams lifted, the heaviest work set",
    "below_g": "grams of the next lighter load the place makes, or the log shows",
    "turns": "exercises done in turns in a session, the most at once",
    "hr_permille": "a session's mean heart rate in thousandths of the maximum",
    "reach_permille": "a run's length in thousandths of the longest of the thirty days before",
    "sessions_before": "strength sessions of the 26 weeks before an A race",
    "weeks_before": "weeks with a strength session of the 26 before an A race",
}
EVENTS = {"run": "runs", "session": "strength sessions", "item": "exercises"}
WINDOWS = {
    "day": "every day",
    "week": "every week",
    "mesocycle": "every mesocycle",
    "season": "the season",
    "session": "every session",
}


def selector(given: object) -> str:
    """Say which events a selector means: "exercises with `block:strength`, without `pattern:calf`"."""
    chosen = msgspec.convert(given, Selector)
    parts = []
    if chosen.all:
        parts.append(f"with {listing([code(word) for word in chosen.all])}")
    if chosen.any:
        parts.append(f"with {listing([code(word) for word in chosen.any], 'or')}")
    if chosen.none:
        parts.append(f"without {listing([code(word) for word in chosen.none], 'or')}")
    return " ".join([EVENTS[chosen.of], ", ".join(parts)]).strip()


def when(condition: When) -> str:
    """Say where a rule applies, and what happens when that cannot be told; empty when it always applies."""
    parts = []
    if condition.all:
        parts.append(f"{listing([code(word) for word in condition.all])} hold{'s' if len(condition.all) == 1 else ''}")
    if condition.any:
        parts.append(f"{listing([code(word) for word in condition.any], 'or')} holds")
    if condition.none:
        parts.append(
            f"none of {codes(condition.none)} holds"
            if len(condition.none) > 1
            else f"{code(condition.none[0])} does not hold"
        )
    if not parts:
        return ""
    unknown = "applied all the same" if condition.on_unknown == "cautious" else "left out"
    return f"Only where {' and '.join(parts)}; where that is not known it is {unknown}."


def asks(rule: Rule) -> str:
    """Say what a rule asks in one or two sentences; a kind without words of its own shows its parameters."""
    say = _SAY.get(rule.kind)
    if say is None:
        kind = kinds().get(rule.kind)
        words = (kind.params.__doc__ or "") if kind else ""
        return f"{' '.join(words.split())} Here: {values(rule.params)}."
    known, sentence = say
    more = {name: value for name, value in rule.params.items() if name not in known}
    return sentence(rule.params) + (f" Also: {values(more)}." if more else "")


def values(params: Mapping[str, Any]) -> str:
    """Write parameters as name and value."""
    return ", ".join(f"{name} = {_value(value)}" for name, value in params.items())


def change(given: RuleChange) -> str:
    """Say what a method or a switch changes of a rule."""
    parts = [f"{given.level} instead"] if given.level else []
    if given.weight is not None:
        parts.append(f"price {given.weight:,}")
    if given.params:
        parts.append(values(given.params))
    return ", ".join(parts) or "as it is"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return selector(value) if "of" in value else code(msgspec.json.encode(value).decode())
    return code(value) if not isinstance(value, list) else codes(value)


def _window(spec: object) -> str:
    if isinstance(spec, Mapping):
        return f"every {spec['days']} days in a row"
    return WINDOWS.get(str(spec), f"every {spec}")


def _limits(low: object, high: object, unit: str = "") -> str:
    if low is None:
        return f"at most {high}{unit}"
    if high is None:
        return f"at least {low}{unit}"
    return f"exactly {low}{unit}" if low == high else f"{low} to {high}{unit}"


def _counted(measure: str) -> str:
    return "" if measure == "count" else f" of {code(measure)} ({MEASURES.get(measure, measure)})"


def _unit(params: Mapping[str, Any]) -> str:
    unit = params.get("unit", 1)
    return f" Each {unit} outside, begun or whole, is one violation." if unit != 1 else ""


def _bound(params: Mapping[str, Any]) -> str:
    limits = _limits(params.get("min"), params.get("max"))
    measure = params.get("measure", "count")
    amount = f"{limits} {selector(params['select'])}"
    if measure != "count":
        amount = f"{limits}{_counted(measure)} over {selector(params['select'])}"
    return f"In {_window(params['window'])}: {amount}.{_unit(params)}"


def _avoid(params: Mapping[str, Any]) -> str:
    measure = params.get("measure", "count")
    how = "each is one violation" if measure == "count" else f"counted by {code(measure)} ({MEASURES.get(measure, '')})"
    return f"No {selector(params['select'])}; {how}."


def _follow(params: Mapping[str, Any]) -> str:
    return (
        f"After {selector(params['first'])}, later in the same session, come {selector(params['then'])}; "
        "a session without is one violation."
    )


def _gap(params: Mapping[str, Any]) -> str:
    day = ", on one and the same day" if params.get("same_day") else ""
    return (
        f"At least {params['min_h']} h from the end of {selector(params['first'])} to the start of "
        f"{selector(params['then'])}{day}. Each hour missing, begun or whole, is one violation."
    )


def _order(params: Mapping[str, Any]) -> str:
    return f"On one day, {selector(params['then'])} start only after {selector(params['first'])} have ended."


def _overlap(params: Mapping[str, Any]) -> str:
    share = _limits(params.get("min_pct"), params.get("max_pct"), " %")
    return (
        f"Of the {selector(params['select'])} of a mesocycle, {share} stood in the one before; each exercise too few "
        "or too many is one violation."
    )


def _ramp(params: Mapping[str, Any]) -> str:
    more = f" and {params['allowance']}" if params.get("allowance") else ""
    return (
        f"From one {params['window']} to the next, {code(params['measure'])} "
        f"({MEASURES.get(params['measure'], '')}) over {selector(params['select'])} grows by at most "
        f"{params['max_increase_pct']} %{more}.{_unit(params)}"
    )


def _range(params: Mapping[str, Any]) -> str:
    limits = _limits(params.get("min"), params.get("max"))
    name = params["amount"]
    return f"For {selector(params['select'])}: {code(name)} {limits} ({MEASURES.get(name, '')}).{_unit(params)}"


def _sequence(params: Mapping[str, Any]) -> str:
    order = " → ".join(code(word) for word in params["order"])
    return f"Inside a session: {order}. Each pair the wrong way round is one violation."


def _share(params: Mapping[str, Any]) -> str:
    limits = _limits(params.get("min_pct"), params.get("max_pct"), " %")
    return (
        f"In {_window(params['window'])}, {selector(params['part'])} are {limits} of {selector(params['whole'])}"
        f"{', counted by ' + code(params['measure']) if params.get('measure', 'count') != 'count' else ''}."
    )


def _steady(params: Mapping[str, Any]) -> str:
    weeks = params.get("weeks", 1)
    span = "the week before" if weeks == 1 else f"in the {weeks} weeks before"
    return f"A weekday with {selector(params['select'])} that had none {span} is one violation."


def _step(params: Mapping[str, Any]) -> str:
    days = params.get("within_days", 0)
    memory = f" It counts from the heaviest of the last {days} days." if days else ""
    return (
        f"From one time to the next the load of {selector(params['select'])} grows by at most {params['max_pct']} %, "
        f"or by the smallest step the equipment makes.{memory}"
    )


#: kind -> the parameters its sentence speaks of, and the sentence; other parameters are added as they stand
_SAY: dict[str, tuple[frozenset[str], Callable[[Mapping[str, Any]], str]]] = {
    "avoid": (frozenset({"select", "measure"}), _avoid),
    "bound": (frozenset({"select", "window", "measure", "min", "max", "unit"}), _bound),
    "follow": (frozenset({"first", "then"}), _follow),
    "gap": (frozenset({"first", "then", "min_h", "same_day"}), _gap),
    "order": (frozenset({"first", "then"}), _order),
    "overlap": (frozenset({"select", "min_pct", "max_pct"}), _overlap),
    "ramp": (frozenset({"select", "window", "measure", "max_increase_pct", "allowance", "unit"}), _ramp),
    "range": (frozenset({"select", "amount", "min", "max", "unit"}), _range),
    "sequence": (frozenset({"order"}), _sequence),
    "share": (frozenset({"part", "whole", "window", "measure", "min_pct", "max_pct"}), _share),
    "steady": (frozenset({"select", "weeks"}), _steady),
    "step": (frozenset({"select", "max_pct", "within_days"}), _step),
}
