"""What a change did to a plan, in words: sessions, exercises, loads, weeks, and the rules whose price changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Literal

from msgspec import Struct

from ironstride.model.exercise import Exercise
from ironstride.model.plan import Plan
from ironstride.model.rule import Finding
from ironstride.model.session import Item, Session
from ironstride.model.words import amount_text, day_text, mass_text, name_of, number, plural, session_name, work_groups
from ironstride.planning.least import Match
from ironstride.rules.ruleset import RuleSet

Sort = Literal[
    "body", "done", "week", "missed", "moved", "dropped", "added", "session", "exercise", "dose", "load", "why", "rule"
]
#: headings of a difference in the order they are told
HEADINGS: Mapping[Sort, str] = {
    "body": "How you are",
    "done": "Done",
    "week": "Weeks",
    "missed": "Missed",
    "moved": "Moved",
    "dropped": "Dropped",
    "added": "Added",
    "exercise": "Exercises",
    "session": "Sessions",
    "dose": "Sets and repetitions",
    "load": "Loads",
    "why": "Why",
    "rule": "What it costs, and what it gains",
}

#: what the first sentence counts of a heading, one and many
COUNTED: Mapping[Sort, tuple[str, str]] = {
    "missed": ("session was missed", "sessions were missed"),
    "moved": ("session moves", "sessions move"),
    "dropped": ("session is left out", "sessions are left out"),
    "added": ("session is added", "sessions are added"),
    "dose": ("lift gets other sets", "lifts get other sets"),
    "load": ("lift gets other loads", "lifts get other loads"),
}


class Difference(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is different from a date on.

    `by` is how much dearer (or cheaper) a rule became, `option` the change that is asked for next, as the command line
    takes it; pages have buttons for that.
    """

    sort: Sort
    text: str
    first: date
    rule: str = ""
    by: int = 0
    option: str = ""


def differences(
    old: Plan,
    new: Plan,
    matches: Sequence[Match],
    exercises: Mapping[str, Exercise],
    today: date,
    costs: Sequence[Difference] = (),
) -> tuple[Difference, ...]:
    """Say what is different from today on.

    Parameters
    ----------
    old, new : the plan before and after.
    matches : each session to come with the planned one it stands for; the new sessions as they are in `new`.
    exercises : the catalogue's exercises, for their names.
    today : what is missing before it was missed.
    costs : the rules whose price changed.
    """
    names = {name: exercise.name for name, exercise in exercises.items()}
    kept = {match.old.id for match in matches if match.old is not None} | {session.id for session in new.sessions}
    kept |= {before.id for before in old.sessions for after in new.sessions if after.planned_date == before.date}
    found = [*_weeks(old, new), *(_gone(one, today) for one in old.sessions if one.id not in kept)]
    items: list[tuple[Session, Session]] = []
    for match in matches:
        if match.old is None:
            found.append(_added(match.session))
            continue
        found += _placed(match.session, match.old)
        items.append((match.old, match.session))
    found += [*_exchanges(items, names), *_doses(items, names), *_loads(items, names, new.runner.mass_unit), *costs]
    return in_order(found)


def in_order(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Sort differences as they are told: by heading, then by date, rules by what they cost."""
    order = list(HEADINGS)
    return tuple(sorted(found, key=lambda one: (order.index(one.sort), one.first if one.sort != "rule" else -one.by)))


def rule_costs(rules: RuleSet, old: Iterable[Finding], new: Iterable[Finding], today: date) -> list[Difference]:
    """Say which rules charge more or less from today on, the dearest first; tie-breaks are left out."""
    before, after = _prices(old, today), _prices(new, today)
    found = []
    for code in sorted(before.keys() | after.keys()):
        by = after.get(code, 0) - before.get(code, 0)
        rule = rules.rule(code)
        if by and not rule.quiet:
            if by > 0:
                said = "Gives way further" if before.get(code) else "Gives way now"
            else:
                said = "Holds better than before" if after.get(code) else "Holds in full again"
            text = f"{said}: “{rule.claim.rstrip('.')}”."
            found.append(Difference(sort="rule", text=text, first=today, rule=code, by=by))
    return sorted(found, key=lambda one: (-one.by, one.rule))


def difference_text(found: Sequence[Difference], width: int = 100) -> str:
    """Write differences as lines of at most `width` columns under headings, what they come to in a sentence or two
    first."""
    lines = [*wrap(_in_short(found), width), ""]
    for sort, heading in HEADINGS.items():
        mine = [one.text + _option(one) for one in found if one.sort == sort]
        if mine:
            told = [line for text in mine for line in wrap(text, width, initial_indent="  ", subsequent_indent="    ")]
            lines += [heading, *told, ""]
    return "\n".join(lines[:-1]) + "\n"


def _in_short(found: Sequence[Difference]) -> str:
    """Count what changes, heading by heading; a lift counts once."""
    if all(one.sort in ("rule", "body") for one in found):
        return "No session changes."
    said = []
    for sort, (one, many) in COUNTED.items():
        mine = [each.text for each in found if each.sort == sort]
        count = len({text.partition(":")[0] for text in mine} if sort in ("dose", "load") else mine)
        if count:
            said.append(f"{plural(count, one, many)}.")
    if any(each.sort == "exercise" for each in found):
        said.append("Some exercises change.")
    return " ".join([*said, "All else stays as it was."])


def _option(one: Difference) -> str:
    return f" Then: --change “{one.option}”." if one.option else ""


def _prices(findings: Iterable[Finding], today: date) -> dict[str, int]:
    prices: dict[str, int] = {}
    for finding in findings:
        if finding.last >= today and finding.price:
            prices[finding.rule] = prices.get(finding.rule, 0) + finding.price
    return prices


def _weeks(old: Plan, new: Plan) -> list[Difference]:
    before = {week.start: week for week in old.weeks}
    found = []
    for week in new.weeks:
        was = before.get(week.start)
        if was is None:
            continue
        parts = [f"{was.phase} becomes {week.phase}"] if was.phase != week.phase else []
        if was.down != week.down:
            parts.append("its running is eased now" if week.down else "its running is not eased any more")
        if parts:
            text = f"The week of {day_text(week.start)}: {', '.join(parts)}."
            found.append(Difference(sort="week", text=text, first=week.start))
    return found


def _at(session: Session) -> str:
    return f"{day_text(session.date)} {session.start}"


def _gone(session: Session, today: date) -> Difference:
    if session.date < today:
        return Difference(sort="missed", text=f"{_at(session)}: {session_name(session)}.", first=session.date)
    text = f"{_at(session)}: {session_name(session)} is left out."
    return Difference(sort="dropped", text=text, first=session.date)


def _added(session: Session) -> Difference:
    text = f"{_at(session)}: {session_name(session)}, {session.minutes} min, at {session.place}."
    return Difference(sort="added", text=text, first=session.date)


def _placed(session: Session, old: Session) -> list[Difference]:
    found = []
    if session.date != old.date:
        text = f"{_at(old)} → {_at(session)}: {session_name(session)}."
        found.append(Difference(sort="moved", text=text, first=session.date))
    elif session.start != old.start:
        text = f"{day_text(session.date)}: {old.start} → {session.start}."
        found.append(Difference(sort="moved", text=text, first=session.date))
    parts = []
    if session.template != old.template:
        parts.append(f"{session_name(old).lower()} becomes {session_name(session).lower()}")
    if session.place != old.place:
        parts.append(f"at {session.place} instead of {old.place}")
    if session.minutes != old.minutes:
        parts.append(f"{session.minutes} min instead of {old.minutes}")
    if parts:
        text = f"{_at(session)}: {', '.join(parts)}."
        found.append(Difference(sort="session", text=text, first=session.date))
    return found


def items_of(session: Session) -> dict[str, Item]:
    """Give the items of a session by their exercise."""
    return {item.exercise: item for item in session.items}


def _exchanges(pairs: Iterable[tuple[Session, Session]], names: Mapping[str, str]) -> list[Difference]:
    """Group equal exchanges: what goes, what comes, on which dates."""
    dates: dict[tuple[tuple[str, ...], tuple[str, ...]], list[date]] = {}
    for old, new in pairs:
        before, after = items_of(old), items_of(new)
        gone = tuple(name for name in before if name not in after)
        come = tuple(name for name in after if name not in before)
        if gone or come:
            dates.setdefault((gone, come), []).append(new.date)
    found = []
    for (gone, come), days in dates.items():
        parts = [f"{_list(gone, names)} out"] if gone else []
        parts += [f"{_list(come, names)} in"] if come else []
        found.append(Difference(sort="exercise", text=f"{_days(days)}: {'; '.join(parts)}.", first=days[0]))
    return found


def _doses(pairs: Iterable[tuple[Session, Session]], names: Mapping[str, str]) -> list[Difference]:
    dates: dict[tuple[str, str, str], list[date]] = {}
    for old, new in pairs:
        before = items_of(old)
        for name, item in items_of(new).items():
            was, now = (_dose(before[name]) if name in before else ""), _dose(item)
            if was and was != now:
                dates.setdefault((name, was, now), []).append(new.date)
    return [
        Difference(sort="dose", text=f"{name_of(name, names)}: {was} → {now}, {_days(days)}.", first=days[0])
        for (name, was, now), days in dates.items()
    ]


def _loads(
    pairs: Iterable[tuple[Session, Session]], names: Mapping[str, str], unit: Literal["kg", "lb"]
) -> list[Difference]:
    """Say for each lift where its load first differs, and on how many dates."""
    changed: dict[str, list[tuple[date, float, float]]] = {}
    for old, new in pairs:
        before = items_of(old)
        for name, item in items_of(new).items():
            was, now = (work_load_kg(before[name]) if name in before else None), work_load_kg(item)
            if was is not None and now is not None and was != now:
                changed.setdefault(name, []).append((new.date, was, now))
    found = []
    for name, steps in changed.items():
        day, was, now = steps[0]
        text = f"{name_of(name, names)}: {mass_text(was, unit)} → {mass_text(now, unit)} on {day_text(day)}"
        if len(steps) > 1:
            text += f", and other loads on {plural(len(steps) - 1, 'date')} up to {day_text(steps[-1][0])}"
        found.append(Difference(sort="load", text=f"{text}.", first=day))
    return found


def work_load_kg(item: Item) -> float | None:
    """Give the heaviest load of an item's work sets; None without one."""
    return max((one.load_kg for one in item.sets if one.load_kg is not None and not one.warmup), default=None)


def _dose(item: Item) -> str:
    return ", ".join(
        f"{count} × {amount_text(one)}" + (f" with {number(one.rir)} in reserve" if one.rir is not None else "")
        for count, one in work_groups(item.sets)
    )


def _list(exercises: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(name_of(name, names) for name in exercises)


def _days(days: Sequence[date]) -> str:
    if len(days) == 1:
        return day_text(days[0])
    return f"{plural(len(days), 'date')} from {day_text(days[0])} to {day_text(days[-1])}"
