"""Reads the amounts in a workout's title: repetitions, recoveries, paces, warm-up, totals, and the work among them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from msgspec import Struct

from ironstride.running.title_shapes import NUMBER, shapes
from ironstride.running.title_words import Target, fold, tables

Dimension = Literal["s", "m"]

#: A recovery is at most this long; anything longer is part of the session.
_LONGEST_RECOVERY = {"s": 330.0, "m": 800.0}
#: "Tempo 20'" is the work, "tempo 60'" the whole session.
_LONGEST_WORK = {"s": 2400.0, "m": 10000.0}
#: "2x20" is minutes up to this many repetitions; more of them are seconds
_FEW_REPS = 3
#: "800 x 8" and "30/30 x 12" say how often last; "rolling 300s" says how long one of many is
_TURNED = (
    (re.compile(r"(x\s*)((?:[2-6]|8|10|12|16)00)s(?![a-z0-9])"), r"\1\2 m"),
    (re.compile(r"(?<![\dx:./-])(?<!x )((?:[2-6]|8|10|12|16)00)s(?![a-z0-9])"), r"\1 m repeats"),
    (re.compile(r"(?<![\dx:./-])(\d{3,4}\s*m?)\s*x\s*(\d{1,2})(?![\d:.'\"a-z]|\s*[a-z'\"])"), r"\2 x \1"),
    (re.compile(r"(?<![\dx:.])(\d{2,3}\s*/\s*\d{2,3})\s*x\s*(\d{1,2})(?![\d:.'\"a-z])"), r"\2 x \1"),
)
_METRES = {"kilometres": 1000.0, "miles": 1609.344, "metres": 1.0, "yards": 0.9144}
_SECONDS = {"hours": 3600.0, "minutes": 60.0, "seconds": 1.0}


class Amount(NamedTuple):
    """A duration (`s`, seconds) or a distance (`m`, metres)."""

    dimension: Dimension
    value: float


class Amounts(Struct, frozen=True, kw_only=True):
    """What a title says in numbers, and the folded text that is left (speeds become §tempo§, §interval§, §easy§)."""

    rest: str
    minutes: float | None = None
    distance_m: float | None = None
    work_s: float = 0.0
    work_m: float = 0.0
    reps: int = 0
    #: the longest single repetition; None without repetitions.
    rep: Amount | None = None
    #: the repetitions carry no unit ("5x3") and may be of something else.
    bare: bool = False
    strides: bool = False
    pace_s_per_km: float | None = None


def _mean(first: str, second: str | None) -> float:
    return (float(first) + float(second)) / 2 if second else float(first)


def parse_amount(text: str, *, short: bool = False) -> Amount | None:
    """Read one amount such as `45'`, `1h20`, `10-12 km`, `8 mi`, `1:30:00`; ranges give their middle.

    Parameters
    ----------
    text : folded text of the amount alone.
    short : True inside repetitions, where `m` after a number above 20 is metres and `1:30` is minutes and seconds;
        elsewhere `m` below 200 is minutes and `1:30` hours and minutes.

    Returns
    -------
    Amount | None : None when the text is no amount.
    """
    if clock := re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", text):
        big, small, last = int(clock[1]), int(clock[2]), clock[3]
        if last is not None:
            return Amount("s", 3600.0 * big + 60 * small + int(last))
        return Amount("s", 60.0 * big + small if short else 3600.0 * big + 60 * small)
    if both := re.fullmatch(r"(\d{1,2})\s*[ht]\s*(\d{1,2}).*", text):
        return Amount("s", 3600.0 * int(both[1]) + 60 * int(both[2]))
    if both := re.fullmatch(r"(\d{1,3})(?:'|min|mn)(\d{2}).*", text):
        return Amount("s", 60.0 * int(both[1]) + int(both[2]))
    single = re.fullmatch(rf"({NUMBER})(?:\s*(?:-|to|bis)\s*({NUMBER}))?\s*-?\s*(\D+)", text)
    if not single:
        return None
    value, unit = _mean(single[1], single[2]), single[3].strip()
    if unit == "m":
        return Amount("s", 60 * value) if value <= (20 if short else 199) else Amount("m", value)
    for name, words in tables().units.items():
        if unit in words:
            return Amount("s", value * _SECONDS[name]) if name in _SECONDS else Amount("m", value * _METRES[name])
    return None


def _bare(number: float, count: float) -> Amount | None:
    """Read the unit into a repetition without one: 400 is metres, 8 × 30 seconds, 2 × 20 and 3 minutes; 1 could be
    anything."""
    if number >= 100:
        return Amount("m", number)
    if number >= 15 and (count > _FEW_REPS or number > 40):
        return Amount("s", number)
    return Amount("s", 60 * number) if number >= 2 else None


def _target_class(name: str, percent: float | None) -> str:
    folded = re.sub(r"[\s-]+", " ", name)
    found: Target = next(t for t in tables().targets if folded in {fold(word) for word in t.words})
    share = 100.0 if percent is None else percent
    return "interval" if share >= found.interval else "tempo" if share >= found.tempo else "easy"


class _Reader:
    """Takes one shape after the other out of a folded title and adds up what it meant."""

    def __init__(self, folded: str) -> None:
        self.text = re.sub(
            r"(\d+)\s*(min|m|km|k|mi|')\s*-\s*(\d+)\s*\2(?![a-z])", r"\1-\3 \2", folded.replace("w/o ", "without ")
        )
        for turned, right in _TURNED:
            self.text = turned.sub(right, self.text)
        self.work = {"s": 0.0, "m": 0.0}
        self.around: list[Amount] = []
        self.reps = 0
        self.rep: Amount | None = None
        self.bare = False
        self.pace: float | None = None
        self.strides = False

    def read(self) -> Amounts:
        self._paces()
        self.text = self._mark_targets(self.text)
        self.text, found = shapes().strides.subn(" ; ", self.text)
        self.strides = found > 0
        self._around()
        self._repetitions()
        return self._totals()

    def _paces(self) -> None:
        for shape, meaning in shapes().pace:

            def take(match: re.Match[str], meaning: Callable[[re.Match[str]], float | None] = meaning) -> str:
                self.pace = meaning(match) or self.pace
                return " "

            self.text = shape.sub(take, self.text)

    def _mark_targets(self, text: str) -> str:
        def mark(match: re.Match[str]) -> str:
            groups = match.groupdict()
            percent = _mean(groups["low"], groups["high"]) if groups.get("low") else None
            return f" §{_target_class(match['name'], percent)}§ "

        for shape in shapes().targets:
            text = shape.sub(mark, text)
        return text

    def _around(self) -> None:
        def both(match: re.Match[str]) -> str:
            amount = parse_amount(match["a"] or match["b"])
            self.around += [amount, amount] if amount else []
            return " ; "

        def one(match: re.Match[str]) -> str:
            amount = parse_amount(match["amount"])
            self.around += [amount] if amount else []
            return " ; "

        self.text = shapes().both.sub(both, self.text)
        for shape in shapes().around:
            self.text = shape.sub(one, self.text)

    def _repetitions(self) -> None:
        known = shapes()
        if not any(shape.search(self.text) for shape in (known.reps, known.sets, known.counted)):
            return
        for shape, take in (
            (known.sets, self._set),
            (known.nested, self._nested),
            (known.reps, self._plain),
            (known.counted, self._counted),
        ):
            self.text = shape.sub(take, self.text)
        self.text = self._without_recoveries(self.text)

    def _without_recoveries(self, text: str) -> str:
        def drop(match: re.Match[str]) -> str:
            amount = parse_amount(match["amount"], short=True)
            return " " if amount is None or amount.value <= _LONGEST_RECOVERY[amount.dimension] else match[0]

        for shape in shapes().recovery:
            text = shape.sub(drop, text)
        return text

    def _add(self, count: float, rep: Amount | None) -> None:
        self.reps += max(1, round(count))
        if rep is not None:
            self.work[rep.dimension] += count * rep.value
            if self.rep is None or (rep.dimension == self.rep.dimension and rep.value > self.rep.value):
                self.rep = rep

    def _rep(self, text: str, count: float = 99) -> Amount | None:
        amount = parse_amount(f"1 {text}" if text.isalpha() else text, short=True)
        if amount is None:
            number = float(text) if re.fullmatch(NUMBER, text) else 0.0
            self.bare = self.bare or number < 100
            amount = _bare(number, count)
        return amount

    def _plain(self, match: re.Match[str]) -> str:
        count = _mean(match["low"], match["high"])
        self._add(count, self._rep(match["rep"], count))
        return " ; "

    def _nested(self, match: re.Match[str]) -> str:
        self._add(int(match["sets"]) * _mean(match["low"], match["high"]), self._rep(match["rep"]))
        return " ; "

    def _counted(self, match: re.Match[str]) -> str:
        self._add(_mean(match["low"], match["high"]), self._rep(match["rep"]) if match["rep"] else None)
        return f" ; {match['word']} ; "

    def _set(self, match: re.Match[str]) -> str:
        count = _mean(match["low"], match["high"])
        inside = match["inside"]
        if inner := shapes().reps.search(inside):
            self._add(count * _mean(inner["low"], inner["high"]), self._rep(inner["rep"]))
        else:
            inside = self._without_recoveries(inside)
            for found in shapes().amount.finditer(inside):
                if amount := parse_amount(found[0], short=True):
                    self._add(count, amount)
        words = re.findall(r"§\w+§|[^\W\d_]{3,}", shapes().reps.sub(" ", shapes().amount.sub(" ", inside)))
        return f" ; {' '.join(words)} ; "

    def _totals(self) -> Amounts:
        totals: dict[str, float] = {}
        spoken = {"s": 0.0, "m": 0.0}
        last = 0
        for match in shapes().amount.finditer(self.text):
            amount = parse_amount(match[0])
            if amount is None:
                continue
            before = self.text[last : match.start()]
            is_work = self._is_work(match, amount)
            spoken[amount.dimension] += amount.value if is_work else 0.0
            if self._counts(match, before):
                if amount.dimension not in totals:
                    totals[amount.dimension] = amount.value
                elif shapes().then.search(before):
                    totals[amount.dimension] += amount.value
            last = match.end()
        rest = shapes().amount.sub(" ", self.text)
        for dimension, value in spoken.items():
            self.work[dimension] += value
            if value and totals.get(dimension) == value:
                del totals[dimension]
        self._add_around(totals)
        return Amounts(
            rest=" ".join(rest.split()),
            minutes=totals["s"] / 60 if "s" in totals else None,
            distance_m=totals.get("m"),
            work_s=self.work["s"],
            work_m=self.work["m"],
            reps=self.reps,
            rep=self.rep,
            bare=self.bare,
            strides=self.strides,
            pace_s_per_km=self.pace,
        )

    def _counts(self, match: re.Match[str], before: str) -> bool:
        """Tell whether an amount is said of the whole: not "with 3 km …", not "800 m repeats", not in a bracket."""
        if shapes().within.search(before) or shapes().one_of.match(self.text, match.end()):
            return False
        inside = self.text.count("(", 0, match.start()) > self.text.count(")", 0, match.start())
        alone = self.text[: match.start()].rstrip().endswith("(") and self.text[match.end() :].lstrip().startswith(")")
        return alone or not inside

    def _is_work(self, match: re.Match[str], amount: Amount) -> bool:
        if shapes().work_after.match(self.text, match.end()):
            return True
        before = shapes().work_before.search(self.text[: match.start()])
        return before is not None and amount.value <= _LONGEST_WORK[amount.dimension]

    def _add_around(self, totals: dict[str, float]) -> None:
        """With warm-up and cool-down stated in one dimension, the session's total is their sum with the work."""
        dimensions = {amount.dimension for amount in self.around}
        if len(dimensions) != 1:
            return
        dimension = dimensions.pop()
        other = "m" if dimension == "s" else "s"
        if not self.work[other]:
            stated, around = totals.get(dimension, 0.0), sum(amount.value for amount in self.around)
            whole = around + stated + self.work[dimension]
            totals[dimension] = stated if self.work[dimension] and stated >= whole - stated else whole


def read_amounts(folded: str) -> Amounts:
    """Read every number of a folded title (see `title_words.fold`).

    Parameters
    ----------
    folded : the title, folded.

    Returns
    -------
    Amounts : totals in minutes and metres where stated, the work in seconds and metres, repetitions, pace in
        seconds per kilometre, and the text that is left for its words to be read.
    """
    return _Reader(folded).read()
