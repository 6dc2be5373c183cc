"""Draws a session as an A6 card for the gym: exercises, sets and repetitions, loads largest, boxes to tick, the why."""

from __future__ import annotations

from dataclasses import dataclass

from ironstride.model.plan import Plan
from ironstride.model.session import Session
from ironstride.pictures import page, words
from ironstride.pictures.pdf_sheet import SOFT, Sheet

PAD, GUTTER, BOX, GAP = 17.0, 11.0, 10.0, 3.0
#: column widths in points: amount and load; the name takes what is left of the boxes.
AMOUNT_W, LOAD_W = 66.0, 64.0
#: heights in points: a drill of the warm-up, a lift, each line of its small print after the first, the head.
DRILL_H, LIFT_H, PRINT_H, HEAD_H = 13.5, 23.5, 7.5, 40.0
#: type sizes in points.
TITLE, LOAD, TIMES, NAME, SMALL, PRINT, LABEL = 12.5, 15.0, 11.5, 9.5, 7.2, 6.6, 5.2
#: lines of remarks, fewest and most lines of reasons, points a line, and room to write in points.
REMARK_LINES, WHY_LEAST, WHY_MOST, LINE_H, NOTES_H = 3, 2, 4, 8.6, 26.0
#: most that rows are spread where there is room.
SPREAD = 1.35
#: block names that go upright beside a single lift.
SHORT = {"mobility": "WARM", "strength": "LIFT", "accessory": "MORE", "transfer": "MOVE"}


@dataclass(frozen=True)
class _Row:
    """A line of the card: an exercise with equal sets, or a further group of sets of the same exercise."""

    block: str
    name: str
    shown: page.Row
    sets: int
    print: tuple[str, ...]
    drill: bool

    @property
    def height(self) -> float:
        if self.drill:
            return DRILL_H
        return LIFT_H + PRINT_H * max(len(self.print) - 1, 0)


def draw_card(sheet: Sheet, plan: Plan, week: int, session: Session, shown: page.PageSession) -> None:
    """Draw one session.

    Parameters
    ----------
    sheet : where to draw, a quarter of an A4 page.
    plan : the plan it belongs to.
    week : number of its week, 1 for the first.
    session : the session.
    shown : its words as the page has them.
    """
    _Card(sheet, plan, week, session, shown).draw()


class _Card:
    """One card; rows shrink together when there are more than the card holds."""

    def __init__(self, sheet: Sheet, plan: Plan, week: int, session: Session, shown: page.PageSession) -> None:
        self.sheet, self.plan, self.week, self.session, self.shown = sheet, plan, week, session, shown
        self.right = sheet.width - PAD
        most = max((_sets(row) for row in self._groups()), default=1)
        self.box = min(BOX, 60 / max(most, 1) - GAP)
        self.load_right = self.right - most * (self.box + GAP) - 6
        self.amount = self.load_right - LOAD_W - AMOUNT_W
        self.name = PAD + GUTTER
        self.rows = self._rows()

    def draw(self) -> None:
        self._head()
        need = sum(row.height for row in self.rows)
        low = self._foot(need)
        spread = min(SPREAD, (low - HEAD_H) / max(need, 1))
        scale = min(1.0, spread)
        y = HEAD_H
        block, start = "", y
        for row in self.rows:
            if row.block != block:
                self._label(block, start, y)
                if block:
                    self.sheet.line(PAD, y, self.right, y)
                block, start = row.block, y
            self._row(row, y + row.height * (spread - scale) / 2, scale)
            y += row.height * spread
        self._label(block, start, y)

    def _head(self) -> None:
        """Day, hour and title; week, phase, minutes and place; a rule of iron under them."""
        sheet, session = self.sheet, self.session
        facts = f"{session.minutes} of {session.slot_minutes} min · {session.place}"
        room = self.right - PAD
        day = sheet.text(PAD, 21, f"{words.day_text(session.date)}  {session.start}", TITLE, bold=True)
        title = f"{session.letter} · {words.session_name(session)}"
        place = f"week {self.week} · {session.phase}" if session.phase else f"week {self.week}"
        sheet.text(self.right, 21, sheet.fit(title, room - day - 12, TITLE, True), TITLE, bold=True, anchor="end")
        sheet.text(PAD, 31, sheet.fit(self.plan.runner.name, 120, 7.5), 7.5, colour=SOFT)
        sheet.text(self.right, 31, f"{place} · {sheet.fit(facts, room - 190, 7.5)}", 7.5, colour=SOFT, anchor="end")
        sheet.line(PAD, HEAD_H - 4, self.right, HEAD_H - 4, 1.2, "#000000")

    def _foot(self, need: float) -> float:
        """The why, remarks and room to write, from the bottom up; gives where they begin, the rows needing `need`."""
        sheet = self.sheet
        y = sheet.height - 12
        for x1, x2, what in ((PAD, self.right - 92, "Notes"), (self.right - 82, self.right, "Effort, 1 to 10")):
            sheet.line(x1, y, x2, y, 0.5)
            sheet.text(x1, y - NOTES_H / 2 - 3, what, PRINT, colour=SOFT)
        y -= NOTES_H
        marked = [item for block in self.shown.blocks for item in block.items if item.remark]
        remarks = " ".join(f"{item.name}: {item.remark}" for item in marked)
        lines = sheet.wrap(remarks, self.right - PAD, SMALL, REMARK_LINES)
        free = int((y - 4 - HEAD_H - need) / LINE_H) - len(lines)
        lines += self._why(max(WHY_LEAST, min(WHY_MOST, free)))
        for line in reversed(lines):
            sheet.text(PAD, y, line, SMALL)
            y -= LINE_H
        sheet.line(PAD, y - 1, self.right, y - 1)
        return y - 3

    def _why(self, most: int) -> list[str]:
        """The reasons that go into so many lines, strongest first and none of them cut unless it is the only one."""
        reasons = [reason.text for reason in self.shown.reasons]
        for count in range(len(reasons), 0, -1):
            text = f"Why: {' '.join(reasons[:count])}"
            lines = self.sheet.wrap(text, self.right - PAD, SMALL, most + 1)
            if len(lines) <= most:
                return lines
        return self.sheet.wrap(f"Why: {reasons[0]}", self.right - PAD, SMALL, most) if reasons else []

    def _groups(self) -> list[tuple[page.PageBlock, page.PageItem, int, page.Row, int]]:
        """Every group of equal sets: its block, its exercise, its place within it, its words, and how many sets."""
        found = []
        for block, shown in zip(self.session.blocks, self.shown.blocks, strict=True):
            for item, words_of in zip(block.items, shown.items, strict=True):
                groups = zip(words.work_groups(item.sets), words_of.rows, strict=True)
                found += [(shown, words_of, at, row, count) for at, ((count, _), row) in enumerate(groups)]
        return found

    def _rows(self) -> list[_Row]:
        room = self.amount - self.name - 4
        rows = []
        for block, item, at, row, count in self._groups():
            small = [*row.details, *([f"warm-up {item.warmup}"] if item.warmup and not at else [])]
            name = "" if at else item.name + (" (new)" if item.new else "")
            drill = block.name == "mobility"
            lines = [] if drill else self._print(small, room)
            rows.append(_Row(block.name, name, row, count, tuple(lines), drill))
        return rows

    def _print(self, parts: list[str], room: float) -> list[str]:
        """The small print in as few lines as hold it, parts kept whole."""
        lines: list[str] = []
        for part in parts:
            longer = f"{lines[-1]} · {part}" if lines else part
            if lines and self.sheet.wide(longer, PRINT) <= room:
                lines[-1] = longer
            else:
                lines.append(self.sheet.fit(part, room, PRINT))
        return lines

    def _row(self, row: _Row, y: float, scale: float) -> None:
        sheet = self.sheet
        size = NAME * scale if not row.drill else 8.5 * scale
        base = y + (9.5 if row.drill else 11.5) * scale
        room = self.amount - self.name - 4
        sheet.text(self.name, base, sheet.fit(row.name, room, size, not row.drill), size, bold=not row.drill)
        for number, line in enumerate(row.print):
            sheet.text(self.name, base + (8 + PRINT_H * number) * scale, line, PRINT * scale, colour=SOFT)
        shown = row.shown
        if row.drill:
            sheet.text(self.amount, base, f"{shown.times} {shown.of}".strip(), size)
        else:
            sheet.text(self.amount, base + 1, shown.times, TIMES * scale, bold=True)
            sheet.text(self.amount, base + 9 * scale, shown.of, PRINT * scale, colour=SOFT)
            self._load(shown, base, scale)
        for number in range(row.sets):
            left = self.right - (row.sets - number) * (self.box + GAP) + GAP
            side = min(self.box, row.height * scale - 3)
            sheet.frame(left, base - side + (2 if row.drill else 4) * scale, side, side, 0.7)

    def _load(self, shown: page.Row, base: float, scale: float) -> None:
        """The load largest, its unit smaller; a height or what is to be found in plain size."""
        sheet = self.sheet
        number, _, unit = shown.load.partition(" ")
        if unit in ("kg", "lb"):
            wide = sheet.text(self.load_right, base + 2, f" {unit}", 8 * scale, anchor="end")
            sheet.text(self.load_right - wide, base + 2, number, LOAD * scale, bold=True, anchor="end")
        else:
            sheet.text(self.load_right, base + 1, sheet.fit(shown.load, LOAD_W, 8 * scale), 8 * scale, anchor="end")
        sheet.text(self.load_right, base + 10 * scale, shown.hand, PRINT * scale, colour=SOFT, anchor="end")

    def _label(self, block: str, start: float, end: float) -> None:
        """The block's name upright beside its rows, a short one where it does not fit."""
        if block:
            fits = self.sheet.wide(block.upper(), LABEL, True) <= end - start - 5
            word = block.upper() if fits else SHORT.get(block, block.upper())
            self.sheet.upright(PAD + 5, (start + end) / 2, word, LABEL)


def _sets(group: tuple[page.PageBlock, page.PageItem, int, page.Row, int]) -> int:
    return group[-1]
