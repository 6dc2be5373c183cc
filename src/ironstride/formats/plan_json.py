"""Reads and writes a plan as JSON: two spaces, one order of fields, the same bytes for the same plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import msgspec

from ironstride.formats.plan_by_hand import CLOCK, TIMED, filled, with_start
from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.model.running import OtherTraining, PlannedRun
from ironstride.model.timeline import DAY_MIN

#: the version of our plan format this reads and writes.
SCHEMA = 1
#: years a plan may lie in, the longest one, and the most minutes anything in it takes (a race of four days).
YEARS = (1970, 2200)
LONGEST = timedelta(days=3 * 366)
MOST_MINUTES = 4 * DAY_MIN
_WHERE = re.compile(r"^(?P<what>.*?) - at `\$(?P<path>.*)`$", re.DOTALL)


class _Envelope(msgspec.Struct):
    """What is read first, to tell an older or newer format from a broken one."""

    schema: int


def plan_bytes(plan: Plan) -> bytes:
    """The plan as UTF-8 JSON: fields in the order of the model, mappings by key, two spaces, a newline at the end.

    Equal plans give equal bytes: a load of `80` kg is written as `80.0` like any other, as it is when read back.
    """
    typed = msgspec.convert(msgspec.to_builtins(plan), Plan)
    tree = msgspec.to_builtins(typed, order="deterministic")
    for name in TIMED:
        if name in tree:
            tree[name] = [with_start(one) for one in tree[name]]
    return msgspec.json.format(msgspec.json.encode(tree), indent=2) + b"\n"


def read_plan(data: bytes, where: str = "plan") -> Plan:
    """A plan from JSON bytes; one written by hand may leave out what a program notes beside its plan.

    Parameters
    ----------
    data : the file's bytes.
    where : what to call the file in errors.

    Returns
    -------
    Plan : the plan; `read_plan(plan_bytes(plan)) == plan`.

    Raises
    ------
    InputError : not JSON, another schema version, or a field that is missing or wrong, named by its path.
    """
    with _told(where):
        tree = msgspec.json.decode(data, type=dict[str, Any])
        version = msgspec.convert(tree, _Envelope).schema
    if version != SCHEMA:
        mend = "Update Ironstride to read it." if version > SCHEMA else "Make the plan anew from the runner file."
        raise InputError(f"plan format {version} is not the {SCHEMA} this version reads", where, mend)
    with _told(where):
        plan = msgspec.convert(filled(tree, where), Plan)
    for at, what, mend in _absurdities(plan):
        raise InputError(what, f"{where}, {at}", mend)
    return plan


def _absurdities(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield what no season holds, however well formed: where, what and how to mend it."""
    dated: list[tuple[str, date]] = [("first_day", plan.first_day), ("last_day", plan.last_day)]
    dated += [(f"weeks[{n}].start", week.start) for n, week in enumerate(plan.weeks)]
    lasting: list[tuple[str, int]] = []
    held: list[tuple[str, PlannedRun | OtherTraining]] = [(f"runs[{n}]", run) for n, run in enumerate(plan.runs)]
    held += [(f"others[{n}]", other) for n, other in enumerate(plan.others)]
    for at, one in held:
        dated.append((f"{at}.date", one.date))
        lasting += [(f"{at}.minutes", one.minutes), (f"{at}.start_min", one.start_min or 0)]
    for n, session in enumerate(plan.sessions):
        if not CLOCK.match(session.start):
            yield f"sessions[{n}].start", f"{session.start!r} is not a time of day", "Write it like 18:30."
        dated.append((f"sessions[{n}].date", session.date))
        lasting += [(f"sessions[{n}].minutes", session.minutes), (f"sessions[{n}].slot_minutes", session.slot_minutes)]
    for at, day in dated:
        if not YEARS[0] <= day.year <= YEARS[1]:
            yield at, f"{day} is no day to plan for", f"Give a date from {YEARS[0]} to {YEARS[1]}."
    if not plan.first_day <= plan.last_day <= plan.first_day + LONGEST:
        yield "last_day", f"{plan.first_day} to {plan.last_day} is no season", "Give at most three years, in order."
    for at, minutes in lasting:
        if not 0 <= minutes <= MOST_MINUTES:
            yield at, f"{minutes} is no number of minutes", f"Give 0 to {MOST_MINUTES}."


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Turn whatever goes wrong in decoding into one line for the user."""
    try:
        yield
    except msgspec.ValidationError as error:
        match = _WHERE.match(str(error))
        path = match["path"].lstrip(".") if match else ""
        what = match["what"] if match else str(error)
        at = f"{where}, {path}" if path else where
        raise InputError(_lower(what), at, "Correct the field or make the plan anew.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = f"not a plan in JSON: {_lower(str(error))}"
        raise InputError(what, where, "Is it the file the plan was written to?") from None
    except RecursionError:
        raise InputError("not a plan in JSON: nested too deeply", where) from None


def _lower(text: str) -> str:
    """The text with a small first letter and no full stop, to stand after the place."""
    text = " ".join(text.split()).rstrip(".")
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
