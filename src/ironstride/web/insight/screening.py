"""Self-tests on a page: how each is done, what the results mean, and how they went over time."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from msgspec import Struct

from ironstride.model.errors import InputError
from ironstride.model.log import LoggedSide, PutScreen, ScreenResult
from ironstride.model.runner import Runner, Screened
from ironstride.strength.screens import RATINGS, UNITS, SelfTest, believable, canonical, read_screens, self_tests
from ironstride.web.accounts.models import User
from ironstride.web.log.store import append


class Screen(Struct, frozen=True):
    """A self-test with what its results say; `picture` is empty until there are two days."""

    test: SelfTest
    unit: str
    sentences: tuple[str, ...]
    picture: SafeString


def screens(runner: Runner, logged: Sequence[ScreenResult], today: date) -> list[Screen]:
    """Give all tests, those with results first."""
    results = [
        *runner.screens,
        *(Screened(screen=one.screen, date=one.date, value=one.value, side=one.side) for one in logged),
    ]
    read = {one.test.id: one.sentences for one in read_screens(results, runner, today)}
    shown = [
        Screen(test, UNITS[test.unit].strip(), read.get(test.id, ()), _picture(test, results))
        for test in self_tests().values()
    ]
    return sorted(shown, key=lambda one: not one.sentences)


def _picture(test: SelfTest, results: Sequence[Screened]) -> SafeString:
    from ironstride.pictures.trend import Point, trend

    points = [
        Point(one.date, one.value, one.side or "")
        for one in sorted(results, key=lambda one: one.date)
        if canonical(one.screen) == test.id
    ]
    if test.unit == "rating" or len({point.day for point in points}) < 2:
        return mark_safe("")
    unit = UNITS[test.unit].strip() or "reps"
    return mark_safe(trend(points, 358, name=test.name, unit=unit, standalone=False, key=f"screen-{test.id}"))


def add(owner: User, form: Mapping[str, str], today: date) -> None:
    """Log a result.

    Raises
    ------
    InputError : no such test, or the value cannot be read.
    """
    test = self_tests().get(canonical(form.get("screen", "")))
    if test is None:
        raise InputError("there is no such self-test", "screen", "Choose one of the list.")
    text = form.get("value", "").strip().replace(",", ".")
    try:
        value = float(RATINGS.index(text)) if test.unit == "rating" else float(text)
    except ValueError:
        raise InputError(f"{text[:20]!r} is no result", "value", f"Write it in {test.unit}.") from None
    value = believable(test, value)
    side: LoggedSide | None = None
    if test.sides:
        side = "left" if form.get("side") == "left" else "right"
    result = ScreenResult(id=f"web-{uuid.uuid4()}", date=today, screen=test.id, value=value, side=side)
    append(owner, [PutScreen(entry=f"web-{uuid.uuid4()}", at=timezone.now(), device="web", screen=result)])
