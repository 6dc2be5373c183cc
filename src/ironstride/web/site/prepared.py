"""Queries that every page asks, built from models once: building one costs several times its execution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from msgspec import Struct

#: what can be put into a prepared query
Value = int | str | date | datetime


class _Built(Struct, frozen=True):
    """The statement, and for each of its parameters which of the values given it is, or what it always is."""

    sql: str
    places: tuple[int | None, ...]
    params: tuple[Any, ...]
    converted: Callable[[Sequence[tuple[Any, ...]]], list[tuple[Any, ...]]]


class Prepared:
    """A query of rows of values, asked again and again with other values.

    Parameters
    ----------
    make : builds it, by `values_list`.
    samples : values that stand nowhere in it otherwise, one for each parameter of `make`.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *samples: Value) -> None:
        self._make, self._samples = make, samples
        self._built: _Built | None = None

    def __call__(self, *given: Value) -> list[tuple[Any, ...]]:
        """Ask it; gives the rows."""
        built = self._built = self._built or self._build()
        params = [
            one if at is None else _adapted(given[at]) for at, one in zip(built.places, built.params, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(built.sql, params)
            return built.converted(cursor.fetchall())

    def _build(self) -> _Built:
        compiler = self._make(*self._samples).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        samples = [_adapted(one) for one in self._samples]
        places = tuple(samples.index(one) if one in samples else None for one in params)
        assert set(range(len(samples))) <= set(places), "a sample that is not found again"
        converters = compiler.get_converters([one for one, *_ in compiler.select[: compiler.col_count]])

        def converted(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in compiler.apply_converters(rows, converters)] if converters else list(rows)

        return _Built(sql, places, tuple(params), converted)


def _adapted(value: Value) -> Any:
    """Give a value as the database wants it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
