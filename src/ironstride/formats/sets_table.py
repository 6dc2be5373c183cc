"""Writes logged sets as an open table: Hevy's columns, which other apps read, and three of our own behind them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from ironstride.formats.log_values import safe_text
from ironstride.model.log import LoggedSession, LoggedSet, SetKind

COLUMNS = (
    "title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes", "set_index",
    "set_type", "weight_kg", "reps", "distance_km", "duration_seconds", "rpe", "rir", "side", "exercise_id",
)  # fmt: skip
_KINDS: dict[SetKind | None, str] = {
    "warmup": "warmup",
    "drop": "dropset",
    "amrap": "amrap",
    "work": "normal",
    None: "",
}


def sets_table(sessions: Iterable[LoggedSession]) -> bytes:
    """One row a set, in order; UTF-8, commas, lines that end as RFC 4180 says.

    Texts that a spreadsheet might run as a formula get an apostrophe in front, which our reader takes away again.
    Sessions without sets have no row.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for session in sessions:
        start, end = _times(session)
        last, index = "", 0
        for one in session.sets:
            name = one.name or one.exercise
            index = index + 1 if name == last else 0
            last = name
            writer.writerow([safe_text(session.title), start, end, safe_text(session.note), *_cells(one, name, index)])
    return out.getvalue().encode()


def _times(session: LoggedSession) -> tuple[str, str]:
    """Start and end as ISO; the date alone when the start is not known."""
    if session.start_min is None:
        return session.date.isoformat(), ""
    start = datetime.combine(session.date, time()) + timedelta(minutes=session.start_min)
    end = start + timedelta(minutes=session.minutes) if session.minutes else None
    return start.isoformat(" "), end.isoformat(" ") if end else ""


def _cells(one: LoggedSet, name: str, index: int) -> list[str]:
    kind = "failure" if one.to_failure and one.kind in (None, "work") else _KINDS[one.kind]
    rpe = 10 - one.rir if one.rir is not None and one.rir <= 4 else None
    amount = one.reps if one.reps is not None else one.contacts
    return [
        safe_text(name), safe_text(one.superset), safe_text(one.note), str(index), kind, _number(one.load_kg),
        _number(amount), _number(None if one.metres is None else one.metres / 1000), _number(one.seconds),
        _number(rpe), _number(one.rir), one.side or "", one.exercise,
    ]  # fmt: skip


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")
