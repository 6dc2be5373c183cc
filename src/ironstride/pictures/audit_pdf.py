"""Writes an audit as a PDF to print: what would help most and everything else on a page, the year on the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from ironstride.model.audit import Audit, AuditFinding
from ironstride.model.plan import Plan
from ironstride.pictures import words
from ironstride.pictures.audit_html import facts, title
from ironstride.pictures.audit_terminal import NOW, SURE, nothing_to_mend
from ironstride.pictures.pdf_season import draw_season
from ironstride.pictures.pdf_sheet import INK, SOFT, Sheet

#: A4 on its side in points (ISO 216: 297 by 210 mm)
WIDE, HIGH = 841.89, 595.28
PAD, GAP = 36.0, 20.0
HEAD, TEXT, NOTE = 12.0, 9.0, 7.5
LEAD = 1.32
TOP_Y, BAR_H = 92.0, 26.0
#: months between the first and the last that leave room for both names
MONTHS_APART = 3


def audit_pdf(audit: Audit, year: Plan, *, compress: bool = True) -> bytes:
    """The audit as a PDF for black ink on A4; the same audit gives the same bytes.

    Parameters
    ----------
    audit : the audit.
    year : what was done in the span judged, as a plan (`ironstride.audit.record`).
    compress : pack the pages; unpacked, their words can be read in the bytes.

    Returns
    -------
    bytes : a PDF of two pages.
    """
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1, pageCompression=int(compress))
    canvas.setTitle(f"{title(audit)}, {words.span_text(audit.judged_from, audit.last, year=True)}")
    canvas.setAuthor("Ironstride")
    sheet = Sheet(canvas, 0, HIGH, WIDE, HIGH)
    _head(sheet, audit)
    bottom = _top(sheet, audit)
    _rest(sheet, audit, bottom + GAP)
    canvas.showPage()
    span = words.span_text(audit.judged_from, audit.last, year=True)
    lead = f"What was lifted over what was run. {span}."
    draw_season(Sheet(canvas, 0, HIGH, WIDE, HIGH), year, {session.id for session in year.sessions}, lead)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _head(sheet: Sheet, audit: Audit) -> None:
    sheet.text(PAD, 48, sheet.fit(title(audit), 420, 22, True), 22, bold=True)
    span = words.span_text(audit.judged_from, audit.last, year=True)
    sheet.text(PAD, 63, f"{span}, by the method {audit.method}.", TEXT)
    x = sheet.width - PAD
    for number, what in reversed(facts(audit)):
        wide = max(sheet.wide(number, 15, True), sheet.wide(what, NOTE))
        sheet.text(x - wide, 48, number, 15, bold=True)
        sheet.text(x - wide, 59, what, NOTE, colour=SOFT)
        x -= wide + 18


def _top(sheet: Sheet, audit: Audit) -> float:
    """What would help most, side by side; gives where it ends."""
    by_id = {one.mistake: one for one in audit.findings}
    top = [by_id[name] for name in audit.top]
    if not top:
        sheet.text(PAD, TOP_Y + 14, nothing_to_mend(audit), HEAD)
        return TOP_Y + 20
    wide = (sheet.width - 2 * PAD - 2 * GAP) / 3
    ends = [
        _column(sheet, audit, one, number, PAD + (number - 1) * (wide + GAP), wide) for number, one in enumerate(top, 1)
    ]
    return max(ends)


def _column(sheet: Sheet, audit: Audit, one: AuditFinding, number: int, x: float, wide: float) -> float:
    """One of the three: name, what was found, what is asked, what to do this week, who says so."""
    sheet.line(x, TOP_Y, x + wide, TOP_Y, 1.2, INK)
    sheet.text(x, TOP_Y + 16, sheet.fit(f"{number}  {one.name}", wide, HEAD, True), HEAD, bold=True)
    y = TOP_Y + 20
    y = _series(sheet, [month.month for month in audit.months], one, x, y, wide)
    y = _lines(sheet, f"{one.said} {NOW.get(one.now, '')}".strip(), x, y, wide, TEXT, 4)
    asked = f"Asked: {one.asked}"
    if one.stance == "silent":
        asked += f" {audit.method.upper()} does not speak of this; the evidence does."
    y = _lines(sheet, asked, x, y + 2, wide, TEXT, 3, SOFT)
    y = _lines(sheet, f"This week: {one.action}", x, y + 4, wide, TEXT, 5, INK, True)
    says = "; ".join(f"{voice.title} ({SURE[voice.certainty]})" for voice in one.voices[:2])
    y = _lines(sheet, f"Who says so: {says}.", x, y + 4, wide, NOTE, 3, SOFT)
    if one.against:
        other = "; ".join(f"{voice.title} ({SURE[voice.certainty]})" for voice in one.against[:2])
        y = _lines(sheet, f"Who disagrees: {other}.", x, y, wide, NOTE, 3, SOFT)
    return y


def _series(sheet: Sheet, months: Sequence[date], one: AuditFinding, x: float, y: float, wide: float) -> float:
    """A bar a month, the latest twelve, with the first and the last of them named."""
    series, months = one.series[-12:], months[-12:]
    if not any(share is not None for share in series):
        return y
    slot = wide / 12
    for place, share in enumerate(series):
        if share is not None:
            height = max(1.0, share / 100 * BAR_H)
            sheet.fill(x + place * slot, y + BAR_H - height + 4, slot - 2, height, INK if share else SOFT)
    sheet.line(x, y + BAR_H + 4, x + wide, y + BAR_H + 4)
    names = [f"{words.MONTHS[month.month - 1][:3]} {month.year}" for month in (months[0], months[-1])]
    sheet.text(x, y + BAR_H + 4 + NOTE, names[0], NOTE, colour=SOFT)
    if len(months) > MONTHS_APART:
        sheet.text(x + len(months) * slot, y + BAR_H + 4 + NOTE, names[1], NOTE, colour=SOFT, anchor="end")
    return y + BAR_H + 6 + NOTE


def _lines(
    sheet: Sheet, text: str, x: float, y: float, wide: float, size: float, most: int, colour: str = INK,
    bold: bool = False,
) -> float:  # fmt: skip
    """Write a paragraph below `y`; gives where it ends. Bold lines are wrapped a little earlier."""
    for line in sheet.wrap(text, wide * (0.94 if bold else 1), size, most):
        y += size * LEAD
        sheet.text(x, y, line, size, bold=bold, colour=colour)
    return y


def _rest(sheet: Sheet, audit: Audit, top: float) -> None:
    """Everything else in two columns: what else to mend and what nobody knows, and what is done well."""
    rest = [one for one in audit.findings if one.mistake not in audit.top and not one.behind]
    wide = (sheet.width - 2 * PAD - GAP) / 2
    failed = [(f"{one.name}.", one.said) for one in rest if one.verdict == "fail"]
    unknown = [(f"{one.name}.", f"Not known: {one.missing}.") for one in rest if one.verdict == "unknown"]
    kept = [("", one.said) for one in rest if one.verdict == "pass"]
    left = _list(sheet, "Also worth knowing", failed, PAD, top, wide)
    _list(sheet, "What we don't know yet", unknown, PAD, left + 8 if failed else top, wide)
    right = _list(sheet, "What you do well", kept, PAD + wide + GAP, top, wide)
    told = [("", words.sentence(note)) for note in audit.notes]
    told += [
        (f"“{one.name}”", f"is an exercise we could not place; {words.plural(one.sets, 'set')}.")
        for one in audit.unresolved
    ]
    _list(sheet, "How it was read", told, PAD + wide + GAP, right + 8 if kept else top, wide)
    note = "A finding says what the log shows beside what is asked. It is no diagnosis and says nothing about injuries."
    sheet.text(PAD, sheet.height - 16, note, NOTE, colour=SOFT)
    made = f"Ironstride {audit.ironstride}, catalogue {audit.catalogue}"
    sheet.text(sheet.width - PAD, sheet.height - 16, made, 6, colour=SOFT, anchor="end")


def _list(sheet: Sheet, head: str, entries: Sequence[tuple[str, str]], x: float, y: float, wide: float) -> float:
    """A heading and its lines as far as the page goes; what does not fit is counted."""
    if not entries:
        return y
    y += HEAD
    sheet.text(x, y, head, TEXT + 1, bold=True)
    for number, (name, text) in enumerate(entries):
        if y > sheet.height - 44:
            sheet.text(x, y + TEXT * LEAD, f"and {len(entries) - number} more", NOTE, colour=SOFT)
            return y + TEXT * LEAD
        y = _lines(sheet, f"{name} {text}".strip(), x, y, wide, NOTE + 0.5, 2)
    return y
