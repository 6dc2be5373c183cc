"""Writes a plan as a PDF to print: the season on one page, then a card for each session, four to a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from ironstride.model.exercise import Exercise
from ironstride.model.plan import Plan
from ironstride.model.session import Session
from ironstride.pictures import page, season, words
from ironstride.pictures.pdf_card import draw_card
from ironstride.pictures.pdf_season import draw_season
from ironstride.pictures.pdf_sheet import Sheet

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

#: A4 on its side in points (ISO 216: 297 by 210 mm); a card is a quarter of it, A6.
WIDE, HIGH = 841.89, 595.28
CARDS = 4


def plan_pdf(plan: Plan, exercises: Mapping[str, Exercise], *, compress: bool = True) -> bytes:
    """The whole plan as a PDF for black ink on A4; the same plan gives the same bytes.

    Parameters
    ----------
    plan : the plan.
    exercises : exercises by id, for names and pairs; one that is missing is named by its id.
    compress : pack the pages, as a file to keep wants; unpacked, their words can be read in the bytes.

    Returns
    -------
    bytes : a PDF of one page for the season and one for every four sessions.
    """
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1, pageCompression=int(compress))
    canvas.setTitle(f"Strength for {plan.runner.name}, {words.span_text(plan.first_day, plan.last_day, year=True)}")
    canvas.setAuthor("Ironstride")
    _bookmark(canvas, "season", "The season")
    draw_season(Sheet(canvas, 0, HIGH, WIDE, HIGH), plan)
    canvas.showPage()
    cards = _cards(plan, exercises)
    for first in range(0, len(cards), CARDS):
        _page(canvas, plan, cards[first : first + CARDS])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _cards(plan: Plan, exercises: Mapping[str, Exercise]) -> list[tuple[int, Session, page.PageSession]]:
    """Every session in order, with the number of its week and its words."""
    return [
        (number, session, shown)
        for number, (week, words_of) in enumerate(zip(plan.weeks, page.page_weeks(plan, exercises, {}), strict=True), 1)
        for session, shown in zip(season.week_sessions(plan, week), words_of.sessions, strict=True)
    ]


def _page(canvas: Canvas, plan: Plan, cards: Sequence[tuple[int, Session, page.PageSession]]) -> None:
    """Up to four cards with the lines to cut along."""
    first, last = cards[0][1].date, cards[-1][1].date
    _bookmark(canvas, f"cards-{cards[0][1].id}", words.span_text(first, last, year=True))
    ground = Sheet(canvas, 0, HIGH, WIDE, HIGH)
    for x1, y1, x2, y2 in ((WIDE / 2, 0, WIDE / 2, HIGH), (0, HIGH / 2, WIDE, HIGH / 2)):
        ground.dashes(x1, y1, x2, y2)
    for place, (number, session, shown) in enumerate(cards):
        left, top = WIDE / 2 * (place % 2), HIGH - HIGH / 2 * (place // 2)
        draw_card(Sheet(canvas, left, top, WIDE / 2, HIGH / 2), plan, number, session, shown)


def _bookmark(canvas: Canvas, key: str, title: str) -> None:
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(title, key)
