"""Turns a plan into the words and pictures its page shows, so that the template only lays them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ironstride.model.exercise import Exercise
from ironstride.model.plan import Plan, PlanWeek
from ironstride.model.rule import Finding
from ironstride.model.running import Race
from ironstride.model.session import Because, Block, Item, Session, Set
from ironstride.pictures import season, words
from ironstride.pictures.svg import slug

#: dates named with a finding before the rest are only counted.
MOST_DATES = 4


@dataclass(frozen=True)
class Row:
    """A group of equal sets: `3 × 8`, `each side`, `22.5 kg`, `each hand`, (`2 in reserve`, `rest 3 min`)."""

    times: str
    of: str
    load: str
    hand: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class PageItem:
    """An exercise of a session with its rows and what can be unfolded."""

    name: str
    rows: tuple[Row, ...]
    warmup: str
    chance: str
    remark: str
    new: bool
    exercise: Exercise | None


@dataclass(frozen=True)
class PageBlock:
    """A block of a session with the minutes a stopwatch would show."""

    name: str
    minutes: str
    items: tuple[PageItem, ...]


@dataclass(frozen=True)
class Reason:
    """A reason with its rule and its sources in words."""

    text: str
    rule: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PageSession:
    """A session as its article shows it."""

    anchor: str
    day: str
    start: str
    title: str
    facts: str
    reasons: tuple[Reason, ...]
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True)
class PageWeek:
    """A week as its fold shows it."""

    anchor: str
    number: int
    dates: str
    phase: str
    facts: str
    note: str
    start: date
    sessions: tuple[PageSession, ...]


@dataclass(frozen=True)
class PageFinding:
    """What one rule found, dearest first: a sentence, when, what was measured and how to mend it."""

    text: str
    when: str
    measured: str
    mend: str
    rule: str


def page_weeks(plan: Plan, exercises: Mapping[str, Exercise], sources: Mapping[str, str]) -> list[PageWeek]:
    """The weeks of the plan in order."""
    return [page_week(plan, index, week, exercises, sources) for index, week in enumerate(plan.weeks)]


def page_week(
    plan: Plan, index: int, week: PlanWeek, exercises: Mapping[str, Exercise], sources: Mapping[str, str]
) -> PageWeek:
    """One week of the plan, by its place from 0."""
    sessions = season.week_sessions(plan, week)
    lifting = words.plural(len(sessions), "session") if sessions else "no lifting"
    facts = [f"{words.minutes_text(week.running.minutes)} running", lifting]
    target = next((race for race in season.races(plan) if race.priority == "A" and race.date >= week.start), None)
    if target:
        weeks = (target.date - week.start).days // 7
        facts.append(f"{words.plural(weeks, 'week')} to go" if weeks else "race week")
    return PageWeek(
        anchor=f"week-{week.start.isoformat()}",
        number=index + 1,
        dates=words.span_text(week.start, week.start + timedelta(6)),
        phase=f"{week.phase}, down week" if week.down else week.phase,
        facts=" · ".join(facts),
        note=week.note,
        start=week.start,
        sessions=tuple(_session(plan, session, exercises, sources) for session in sessions),
    )


def _session(
    plan: Plan, session: Session, exercises: Mapping[str, Exercise], sources: Mapping[str, str]
) -> PageSession:
    facts = f"{session.minutes} of {session.slot_minutes} min · {session.place} · session {session.letter}"
    facts += " · done" if session.done else ""
    return PageSession(
        anchor=f"session-{slug(session.id)}",
        day=words.long_day_text(session.date),
        start=session.start,
        title=words.session_name(session),
        facts=facts,
        reasons=tuple(reason(because, sources) for because in session.because),
        blocks=tuple(
            _block(block, notes, plan.runner.mass_unit, exercises)
            for block, notes in zip(session.blocks, words.notes_once(session), strict=True)
        ),
    )


def reason(because: Because, sources: Mapping[str, str]) -> Reason:
    """A reason with the titles of its sources; a source we know no words for keeps its id."""
    return Reason(words.sentence(because.text), because.rule, tuple(sources.get(s, s) for s in because.sources))


def _block(block: Block, notes: Sequence[str], unit: words.MassUnit, exercises: Mapping[str, Exercise]) -> PageBlock:
    seconds = sum(item.seconds for item in block.items)
    minutes = f"{max(round(seconds / 60), 1)} min" if seconds else ""
    items = tuple(_item(item, note, unit, exercises) for item, note in zip(block.items, notes, strict=True))
    return PageBlock(block.block, minutes, items)


def _item(item: Item, note: str, unit: words.MassUnit, exercises: Mapping[str, Exercise]) -> PageItem:
    exercise = exercises.get(item.exercise)
    name = exercise.name if exercise else words.name_of(item.exercise, {})
    pair = exercise is not None and exercise.load_type.endswith("-pair")
    rows = tuple(_row(count, one, item, unit, pair) for count, one in words.work_groups(item.sets))
    return PageItem(
        name, rows, words.warmups_text(item.sets, unit), words.chance_text(item), note, item.first_time, exercise
    )


def _row(count: int, one: Set, item: Item, unit: words.MassUnit, pair: bool) -> Row:
    amount, of = words.amount_parts(one)
    unknown = item.first_time and one.load_kg is None and one.percent_1rm is None and one.reps is not None
    load = words.load_text(one, unit) or ("to find" if unknown and item.pattern != "mobility" else "")
    hand = "each hand" if pair and one.load_kg is not None else ""
    return Row(f"{count} {words.TIMES} {amount}", of, load, hand, words.details(one))


def page_findings(plan: Plan, verdict: str) -> list[PageFinding]:
    """The findings of one verdict as sentences, one entry a rule, the dearest rule first."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in plan.findings:
        if finding.verdict == verdict:
            by_rule.setdefault(finding.rule, []).append(finding)
    ranked = sorted(by_rule.items(), key=lambda pair: (-sum(f.price for f in pair[1]), pair[0]))
    return [_finding(sorted(found, key=lambda f: (-f.price, f.first, f.last))) for _, found in ranked]


def _finding(found: Sequence[Finding]) -> PageFinding:
    """One rule's findings in an entry: the dearest in words, the others by date."""
    first = found[0]
    measured = ""
    if first.observed is not None and first.limit is not None:
        measured = f"asked {first.limit} {first.unit}, found {first.observed}".replace(" ,", ",")
    elif first.missing:
        measured = f"missing: {first.missing}"
    spans = list(dict.fromkeys(words.span_text(f.first, f.last) for f in sorted(found, key=lambda f: f.first)))
    more = [f"and {words.plural(len(spans) - MOST_DATES, 'other time')}"] if len(spans) > MOST_DATES else []
    return PageFinding(
        words.sentence(first.text) or f"Rule {first.rule}.",
        ", ".join([*spans[:MOST_DATES], *more]),
        measured,
        words.sentence(first.mend),
        first.rule,
    )


def race_words(race: Race) -> str:
    """`Ridgeway Half (A), Sunday 21 June 2026, 21.1 km, 420 m up`."""
    parts = [f"{season.race_name(race)} ({race.priority})", words.long_day_text(race.date, year=True)]
    if race.distance_km and race.name:
        parts.append(f"{words.number(race.distance_km)} km")
    if race.climb_m:
        parts.append(f"{words.number(race.climb_m)} m up")
    return ", ".join(parts)


def big_facts(plan: Plan) -> list[tuple[str, str]]:
    """The few numbers at the head of a plan, each with what it counts."""
    running, lifting = season.total_minutes(plan)
    facts = [
        (str(len(plan.sessions)), "session" if len(plan.sessions) == 1 else "sessions"),
        (f"{round(lifting / 60)} h", "of lifting"),
        (f"{round(running / 60)} h", "of running"),
    ]
    target = next((race for race in season.races(plan) if race.priority == "A"), None)
    if target:
        weeks, days = divmod((target.date - plan.first_day).days, 7)
        long = [words.plural(weeks, "week")] if weeks else []
        long += [words.plural(days, "day")] if days or not weeks else []
        facts.insert(0, (" ".join(long), f"from the first day to {season.race_name(target)}"))
    return facts


def used_sources(plan: Plan, sources: Mapping[str, str]) -> list[str]:
    """The words of all sources behind the plan's reasons, in order of their ids."""
    ids: Sequence[str] = sorted({s for session in plan.sessions for b in session.because for s in b.sources})
    return [sources.get(s, s) for s in ids]
