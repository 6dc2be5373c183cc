"""Reads what commands are given in words: a day."""

from __future__ import annotations

from datetime import date

from ironstride.model.errors import InputError


def read_day(text: str) -> date:
    """Read a date written YYYY-MM-DD.

    Raises
    ------
    InputError : for anything else.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is not a date", "DATE", "Write it like 2027-04-14.") from None
