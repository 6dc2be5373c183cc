"""Draws an audit's small charts: a habit month by month, and how often each value was lifted beside the asked band."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ironstride.model.audit import AuditFinding, Spread
from ironstride.pictures import words
from ironstride.pictures.svg import Pen, text_width

#: heights of the plots, of the words below them and of the line above them, in pixels
MONTH_H, SPREAD_H, BELOW, ABOVE = 48.0, 96.0, 20.0, 18.0
LEAST_BAR = 2.0
#: of a short log, so that two months are two bars and no wall
WIDEST_MONTH = 56.0
#: what an axis holds at least, by unit, so that charts can be compared
USUAL = {"reps": (1, 15), "s": (0, 300), "%": (50, 95)}
#: narrowest slot that holds a number of its own
SLOT = 26.0


def month_bars(
    finding: AuditFinding, months: Sequence[date], width: float, *, standalone: bool = True, key: str = "months"
) -> str:
    """The share of what was judged that failed, a bar a month; a month that tells nothing has a dot.

    Parameters
    ----------
    finding : what is drawn.
    months : the first day of every month of the series.
    width : width in pixels.
    standalone : bring the style along (a file); False inside a page that has `palette.page_css`.
    key : prefix of the ids inside, unique on a page.
    """
    pen = Pen(key)
    slot = min(width / max(len(months), 1), WIDEST_MONTH)
    base = ABOVE + MONTH_H
    css = "f-cinder" if finding.verdict == "fail" else "f-iron"
    for place, (month, share) in enumerate(zip(months, finding.series, strict=True)):
        x = place * slot
        name = f"{words.MONTHS[month.month - 1]} {month.year}"
        if share is None:
            pen.dot(x + slot / 2, base - 3, 1.5, "f-soft", tip=f"{name}: nothing to judge by")
            continue
        height = max(share / 100 * MONTH_H, LEAST_BAR)
        wide = max(slot - 2, slot * 0.7)
        pen.rect(x + 1, base - height, wide, height, css if share else "f-hairline", tip=f"{name}: {share} %")
    pen.line(0, base, max(slot * len(months), WIDEST_MONTH), base, "s-soft")
    _month_names(pen, months, slot, base + 14, width)
    pen.text(0, 12, _highest(finding), "f-soft")
    told = [f"{words.MONTHS[m.month - 1][:3]} {m.year} {s} %" for m, s in zip(months, finding.series, strict=True) if s]
    desc = "; ".join(told) or "Not in any month."
    return pen.svg(width, base + BELOW, f"{finding.name}, month by month", desc, standalone)


def _highest(finding: AuditFinding) -> str:
    """What the tallest bar means, so that no axis is needed."""
    shares = [share for share in finding.series if share is not None]
    if not shares:
        return "no month to judge by"
    return f"up to {max(shares)} % of {finding.counts} in a month" if max(shares) else "in no month"


def _month_names(pen: Pen, months: Sequence[date], slot: float, y: float, width: float) -> None:
    """Name the months as far as there is room, the year with the first and every January."""
    free = 0.0
    for place, month in enumerate(months):
        x = place * slot
        year = f" {month.year}" if place == 0 or month.month == 1 else ""
        label = words.MONTHS[month.month - 1][:3] + year
        if x >= free and x + text_width(label, 13) <= width:
            pen.text(x + 1, y, label, "f-soft")
            free = x + text_width(label, 13) + 10


def spread_chart(spread: Spread, width: float, *, standalone: bool = True, key: str = "spread") -> str:
    """How many sets were done with each value, over the band that is asked for.

    Parameters
    ----------
    spread : the counts.
    width, standalone, key : as in `month_bars`.
    """
    pen = Pen(key)
    total = sum(one.sets for one in spread.bins)
    title = f"{spread.name[:1].upper()}{spread.name[1:]} of the main lifts"
    if not total:
        pen.text(0, 28, "Your log does not tell.", "f-soft", size=16)
        pen.text(0, 50, f"{words.plural(spread.unknown, 'set')} without it.", "f-soft")
        return pen.svg(width, 64, title, "Nothing to show.", standalone)
    _bars(pen, spread, width, total)
    told = ", ".join(f"{one.low} {spread.unit}: {words.plural(one.sets, 'set')}" for one in spread.bins)
    return pen.svg(width, ABOVE + SPREAD_H + 2 * BELOW, title, f"{told}. {asked_text(spread)}", standalone)


def _bars(pen: Pen, spread: Spread, width: float, total: int) -> None:
    lows = [one.low for one in spread.bins]
    ends = [value for value in (spread.low, spread.high) if value is not None]
    usual = USUAL.get(spread.unit, ())
    first = min([*lows, *usual, *(value // spread.step * spread.step for value in ends)])
    last = max([*lows, *usual, *(value // spread.step * spread.step for value in ends)])
    places = list(range(first, last + spread.step, spread.step))
    slot = width / len(places)
    base = ABOVE + SPREAD_H
    _band(pen, spread, places, slot, base)
    counts = {one.low: one.sets for one in spread.bins}
    most = max(counts.values())
    for place, low in enumerate(places):
        count = counts.get(low, 0)
        height = max(count / most * (SPREAD_H - 16), LEAST_BAR) if count else 0.0
        tip = f"{low} {spread.unit}: {words.plural(count, 'set')}, {round(100 * count / total)} %"
        pen.rect(place * slot + 1, base - height, max(slot - 2, 1), height, "f-iron", tip=tip)
        if count == most:
            label = f"{round(100 * count / total)} %"
            x = min(max(place * slot + slot / 2, text_width(label, 13) / 2), width - text_width(label, 13) / 2)
            pen.text(x, base - height - 4, label, "f-ink halo", "middle", bold=True)
    pen.line(0, base, width, base, "s-soft")
    every = max(1, round(SLOT / slot + 0.49))
    for place, low in enumerate(places):
        if place % every == 0:
            pen.text(place * slot + slot / 2, base + 15, str(low), "f-soft", "middle")
    unknown = f"; {words.plural(spread.unknown, 'set')} do not tell" if spread.unknown else ""
    pen.text(0, base + 34, f"{spread.unit}, {words.plural(total, 'set')}{unknown}", "f-soft")


def _band(pen: Pen, spread: Spread, places: Sequence[int], slot: float, base: float) -> None:
    """The asked band behind the bars, with what is asked above it."""
    if spread.low is None and spread.high is None:
        return
    low = places[0] if spread.low is None else spread.low
    high = places[-1] + spread.step - 1 if spread.high is None else spread.high
    left = (low - places[0]) / spread.step * slot
    right = ((high // spread.step * spread.step - places[0]) / spread.step + 1) * slot
    pen.rect(left, ABOVE, right - left, base - ABOVE, "f-wash")
    pen.line(left, ABOVE, left, base, "s-hairline")
    pen.line(right, ABOVE, right, base, "s-hairline")
    label = asked_text(spread).rstrip(".").lower()
    pen.text(min(left, max(0.0, slot * len(places) - text_width(label, 13))), 12, label, "f-soft")


def asked_text(spread: Spread) -> str:
    """What is asked, in words: `Asked: 3 to 6 reps.`"""
    if spread.low is None and spread.high is None:
        return "No band is asked for."
    if spread.high is None:
        return f"Asked: {spread.low} {spread.unit} and more."
    return f"Asked: {spread.low} to {spread.high} {spread.unit}." if spread.low is not None else ""
