"""Puts sets, loads, times and dates into words, one way for every page, picture and calendar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Literal

from ironstride.model.session import Item, Session, Set

MassUnit = Literal["kg", "lb"]
DistanceUnit = Literal["km", "mi"]
#: kilometres in a mile (international mile of 1609.344 m)
KM_PER_MILE = 1.609344
#: kilograms in a pound (the international avoirdupois pound, exact), and pounds in a kilogram
KG_PER_LB = 0.45359237
LB_PER_KG = 1 / KG_PER_LB
MINUS = "−"
TIMES = "×"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
TEMPLATES: Mapping[str, str] = {"full": "Whole body", "upper": "Upper body"}
EVENTS: Mapping[str, str] = {"800m": "800 m", "1500m": "1,500 m", "5k": "5 km", "10k": "10 km"}


def plural(n: int, one: str, many: str = "") -> str:
    """`1 session`, `2 sessions`, `0 sessions`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def number(value: float) -> str:
    """A number with at most two decimals and no trailing zeros: `82.5`, `80`, `5,800`."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace("-", MINUS) if text not in ("-0", "") else "0"


def mass(load_kg: float, unit: MassUnit = "kg") -> float:
    """A load in the runner's unit; pounds are rounded to the half pound, as plates are stamped."""
    return load_kg if unit == "kg" else round(load_kg * LB_PER_KG * 2) / 2


def mass_text(load_kg: float, unit: MassUnit = "kg") -> str:
    """`82.5 kg` or `182 lb`."""
    return f"{number(mass(load_kg, unit))} {unit}"


def distance_text(distance_km: float, unit: DistanceUnit = "km") -> str:
    """A distance in the runner's unit, miles to a tenth: `21.1 km`, `13.1 mi`."""
    return f"{number(distance_km if unit == 'km' else round(distance_km / KM_PER_MILE, 1))} {unit}"


HALF_MIN_S = 30


def seconds_text(seconds: int) -> str:
    """`45 s`, `90 s`, `3 min`, `2½ min`; whole minutes only from two minutes on or when they come out even."""
    minutes, rest = divmod(seconds, 60)
    if minutes == 1 and rest:
        return f"{seconds} s"
    if minutes and rest == HALF_MIN_S:
        return f"{minutes}½ min"
    parts = [f"{minutes} min"] if minutes else []
    return " ".join([*parts, f"{rest} s"] if rest or not minutes else parts)


def minutes_text(minutes: int) -> str:
    """`45 min`, `2 h`, `1 h 15 min`."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    return " ".join([*parts, f"{rest} min"] if rest or not hours else parts)


def clock(minutes: int) -> str:
    """Minutes after midnight as `07:05`; hours past midnight wrap."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


@lru_cache(maxsize=24 * 60)
def minutes_of(clock_text: str) -> int:
    """`18:30` as minutes after midnight; `24:00` is the one that ends the day."""
    hours, minutes = clock_text.split(":")
    return int(hours) * 60 + int(minutes)


def day_text(day: date, year: bool = False) -> str:
    """`Tue 14 Apr`, with the year if asked."""
    text = f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return f"{text} {day.year}" if year else text


def long_day_text(day: date, year: bool = False) -> str:
    """`Tuesday 14 April`, with the year if asked."""
    text = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def span_text(first: date, last: date, year: bool = False) -> str:
    """`13–19 April`, `30 March – 5 April`, with the year (or both years when they differ) if asked."""
    end = f"{last.day} {MONTHS[last.month - 1]}"
    if first.year != last.year and year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year} – {end} {last.year}"
    if first == last:
        start = end
    elif (first.year, first.month) == (last.year, last.month):
        start = f"{first.day}–{end}"
    else:
        start = f"{first.day} {MONTHS[first.month - 1]} – {end}"
    return f"{start} {last.year}" if year else start


def event_text(event: str) -> str:
    """`half marathon`, `5 km`, `800 m`."""
    return EVENTS.get(event, event.replace("-", " "))


def name_of(exercise: str, names: Mapping[str, str]) -> str:
    """The exercise's name, or its id made readable when no name is known."""
    return names.get(exercise) or exercise.replace("-", " ").capitalize()


def session_name(session: Session) -> str:
    """The session's title, or what its template trains: `Whole body`."""
    known = TEMPLATES.get(session.template) or session.template.replace("-", " ").capitalize()
    return session.title or known or f"Session {session.letter}"


def notes_once(session: Session) -> tuple[tuple[str, ...], ...]:
    """The notes of each block's items, without the sentences that say again what an earlier one said, of another number
    or not."""
    seen: set[str] = set()
    out = []
    for block in session.blocks:
        notes = []
        for item in block.items:
            told = {_NUMBER.sub("#", one): one for one in _SENTENCE.split(item.note) if one}
            notes.append(" ".join(one for shape, one in told.items() if shape not in seen))
            seen |= told.keys()
        out.append(tuple(notes))
    return tuple(out)


def sentence(text: str) -> str:
    """The text with a full stop, so that sentences can follow each other."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def amount_parts(one: Set) -> tuple[str, str]:
    """How much of a set, and of what or on which side: `("8", "each side")`, `("10", "contacts")`, `("30 s", "")`."""
    side = "each side" if one.side == "each" else one.side or ""
    if one.seconds is not None:
        return seconds_text(one.seconds), side
    if one.contacts is not None:
        what = "contact" if one.contacts == 1 else "contacts"
        return str(one.contacts), f"{what} {side}".strip()
    if one.metres is not None:
        return f"{one.metres} m", side
    return str(one.reps) if one.reps is not None else "some", side


def amount_text(one: Set) -> str:
    """How much of it: `5`, `30 s`, `10 contacts`, `20 m`, each with its side: `8 each side`."""
    return " ".join(part for part in amount_parts(one) if part)


def load_text(one: Set, unit: MassUnit = "kg") -> str:
    """`82.5 kg`, a height `40 cm`, both, or nothing for body mass alone."""
    parts = [mass_text(one.load_kg, unit)] if one.load_kg is not None else []
    if one.height_cm is not None:
        parts.append(f"{one.height_cm} cm high")
    return ", ".join(parts)


def details(one: Set) -> tuple[str, ...]:
    """What a set asks for besides amount and load: reserve, rest, tempo, its note."""
    parts = []
    if one.rir is not None and one.reps is not None:
        parts.append(f"{number(one.rir)} in reserve")
    if one.rest_s:
        parts.append(f"rest {seconds_text(one.rest_s)}")
    if one.tempo:
        parts.append(f"tempo {one.tempo}")
    if one.note:
        parts.append(one.note)
    return tuple(parts)


def warmups_text(sets: Sequence[Set], unit: MassUnit = "kg") -> str:
    """Warm-up sets condensed to load × amount, the unit once: `20 kg×8 40×5 60×3`; empty when there are none."""
    words: list[str] = []
    for one in (one for one in sets if one.warmup):
        amount = str(one.reps) if one.reps is not None else amount_text(one).replace(" ", "\u00a0")
        of = f"\u00a0{unit}" if not any(TIMES in word for word in words) else ""
        words.append(amount if one.load_kg is None else f"{number(mass(one.load_kg, unit))}{of}{TIMES}{amount}")
    return " ".join(words)


def work_groups(sets: Iterable[Set]) -> list[tuple[int, Set]]:
    """Equal work sets in a row as (how many, which); warm-ups left out."""
    work = [one for one in sets if not one.warmup]
    return [(len(list(group)), one) for one, group in groupby(work)]


def chance_text(item: Item) -> str:
    """`86 % likely as asked`; nothing where no chance is known."""
    return "" if item.chance is None else f"{round(100 * item.chance)} % likely as asked"


def times_text(count: int, one: Set) -> str:
    """`3 × 5`, `2 × 20 s each side`."""
    return f"{count} {TIMES} {amount_text(one)}"


def sets_line(sets: Iterable[Set], unit: MassUnit = "kg") -> str:
    """The one line for a list of sets: `3 × 5 @ 82.5 kg · 2 in reserve · rest 3 min`; groups joined by `; `."""
    lines = []
    for count, one in work_groups(sets):
        load = load_text(one, unit)
        head = times_text(count, one) + (f" @ {load}" if load else "")
        lines.append(" · ".join((head, *details(one))))
    return "; ".join(lines)
