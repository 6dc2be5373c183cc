"""From rules judged over time to findings: which mistakes a log shows, since when, and what to do this week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from ironstride.audit.measures import written
from ironstride.audit.over_time import Habit, summed, together
from ironstride.audit.tally import Judged, Unit
from ironstride.audit.voices import stance, voices
from ironstride.catalogue import Catalogue
from ironstride.model.audit import AuditFinding, Mistake, Now, Part
from ironstride.model.rule import Verdict
from ironstride.model.timeline import Timeline
from ironstride.model.words import day_text, name_of, plural, sentence
from ironstride.rules.ruleset import RuleSet

#: the last days that say how it stands now
LATELY_DAYS = 56
#: days named with a finding before the rest are only counted
MOST_DATES = 6


class Log(Struct, frozen=True):
    """A log judged by every rule asked of it, and the span of days that is looked at.

    Attributes
    ----------
    axis : what was done.
    judged : what was said under each bound rule, by its `id()`.
    first, end : days of the axis, the last not included.
    day : the runner's usual day for lifting, in words: `Tuesday`.
    names : exercises' names by id.
    """

    axis: Timeline
    judged: Mapping[int, Judged]
    first: int
    end: int
    day: str
    names: Mapping[str, str]


def finding(catalogue: Catalogue, mistake: Mistake, rules: RuleSet, log: Log) -> AuditFinding | None:
    """Judge one mistake under one method; None when the method lacks its first rule or has too few of the others."""
    bound = [one for one in rules.rules if one.rule.code in mistake.rules]
    if len(bound) < mistake.needs or all(one.rule.code != mistake.rules[0] for one in bound):
        return None
    habit = Habit.of(mistake)
    judged = [log.judged[id(one)] for one in bound]
    summaries = [summed(one, habit, log.first, log.end) for one in judged]
    parts = tuple(part for part, _ in summaries)
    verdict = together(parts, mistake.needs)
    now = _now(verdict, parts, _lately(judged, mistake, log), mistake.needs)
    if verdict == "pass" and now == "new":
        verdict = "fail"
    main = _main(parts)
    rule, fails = next((one.rule, units) for one, (part, units) in zip(bound, summaries, strict=True) if part is main)
    broken = [one.rule for one, part in zip(bound, parts, strict=True) if part.verdict == verdict]
    says, against = voices(catalogue, broken or [one.rule for one in bound], mistake.family)
    days = _days(fails)
    words = {**_words(mistake, parts, main, fails, log), "mend": rule.explain.mend.rstrip(".")}
    return AuditFinding(
        mistake=mistake.id,
        name=mistake.name,
        family=mistake.family,
        theme=mistake.theme,
        help=mistake.help,
        stance=stance(rules.method, [one.rule for one in bound]),
        verdict=verdict,
        now=now,
        first=_date(log, days[0]) if days else None,
        last=_date(log, days[-1]) if days else None,
        dates=tuple(_date(log, day) for day in reversed(days[-MOST_DATES:])),
        failing=main.failing,
        judged=main.judged,
        unknown=main.unknown,
        counts=mistake.counts,
        said=_said(mistake, verdict, words),
        asked=mistake.claim,
        missing=_missing(verdict, parts),
        voices=says,
        against=against,
        action=sentence(_filled(mistake.action, words)) if verdict == "fail" else "",
        parts=parts,
        series=by_month(judged[parts.index(main)], log.axis),
    )


def by_month(judged: Judged, axis: Timeline) -> tuple[int | None, ...]:
    """Give, for every month of the log, the percent of what was judged that failed; None where nothing was."""
    fails, told = [0] * len(months_of(axis)), [0] * len(months_of(axis))
    first = axis.days[axis.scored_first].date
    start = 12 * first.year + first.month
    places = [12 * day.date.year + day.date.month - start for day in axis.days[: axis.scored_end]]
    for unit in judged.units:
        if unit.verdict in ("pass", "fail") and axis.scored_first <= unit.day < axis.scored_end:
            told[places[unit.day]] += 1
            fails[places[unit.day]] += unit.verdict == "fail"
    return tuple(round(100 * bad / of) if of else None for bad, of in zip(fails, told, strict=True))


def months_of(axis: Timeline) -> list[date]:
    """Give the first day of every month that is judged."""
    first, last = axis.days[axis.scored_first].date, axis.days[axis.scored_end - 1].date
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _lately(judged: Sequence[Judged], mistake: Mistake, log: Log) -> tuple[Part, ...]:
    """Judge the last weeks alone; a few things judged are enough to say how it stands now."""
    habit = Habit(mistake.habit_pct, min(mistake.fewest, 4))
    first = max(log.first, log.end - LATELY_DAYS)
    return tuple(summed(one, habit, first, log.end)[0] for one in judged)


def _now(verdict: Verdict, parts: Sequence[Part], lately: Sequence[Part], needs: int) -> Now:
    """Say how the last weeks stand beside the whole: mended is what failed half as often at most."""
    now = together(lately, needs)
    if verdict in ("unknown", "not-applicable") or now in ("unknown", "not-applicable"):
        return "unknown"
    if verdict == "pass":
        return "new" if now == "fail" else "kept"
    whole, last = _main(parts), lately[parts.index(_main(parts))]
    halved = 2 * last.failing * whole.judged <= whole.failing * last.judged
    return "mended" if now == "pass" and halved else "still"


def _main(parts: Sequence[Part]) -> Part:
    """Give the part that weighs most: failing before unknown before passing, then by the share that fails."""
    order = ("not-applicable", "pass", "unknown", "fail")
    return max(parts, key=lambda part: (order.index(part.verdict), part.failing / max(part.judged, 1), part.judged))


def _days(fails: Sequence[Unit]) -> list[int]:
    return sorted({unit.day for unit in fails})


def _date(log: Log, day: int) -> date:
    return log.axis.days[min(day, len(log.axis.days) - 1)].date


def _missing(verdict: Verdict, parts: Sequence[Part]) -> str:
    if verdict != "unknown":
        return ""
    words = dict.fromkeys(word for part in parts for word in part.missing)
    return ", ".join(words) or "a longer log"


def _said(mistake: Mistake, verdict: Verdict, words: Mapping[str, str]) -> str:
    if verdict == "fail":
        return sentence(_filled(mistake.found, words))
    return {
        "pass": sentence(mistake.kept),
        "unknown": "We don't know yet.",
        "not-applicable": "Nothing in your log this could be judged by.",
    }[verdict]


def _words(mistake: Mistake, parts: Sequence[Part], main: Part, fails: Sequence[Unit], log: Log) -> dict[str, str]:
    """Give what a mistake's sentences may ask for."""
    broken = [part for part in parts if part.verdict == "fail"]
    dates = [day_text(_date(log, day)) for day in reversed(_days(fails))]
    return {
        "failing": str(main.failing),
        "judged": str(main.judged),
        "typical": "?" if main.typical is None else written(main.unit, main.typical),
        "worst": "?" if main.worst is None else written(main.unit, main.worst),
        "limit": "?" if main.limit is None else written(main.unit, main.limit),
        "broken": str(len(broken)),
        "last": dates[0] if dates else "",
        "dates": ", ".join(dates[:MOST_DATES]),
        "day": log.day,
        "lift": _lift(fails, log),
        "part": " ".join(_part_text(part, mistake) for part in broken[:2]),
    }


def _part_text(part: Part, mistake: Mistake) -> str:
    """Say of one rule what it asks and how often it was not so."""
    judged = plural(part.judged, mistake.counts.removesuffix("s"), mistake.counts)
    return f"{sentence(part.claim)} Not so in {part.failing} of {judged}."


def _lift(fails: Sequence[Unit], log: Log) -> str:
    """Name the exercise it happened with most."""
    counts = Counter(fact.rpartition("/")[2] for unit in fails for fact in unit.facts if "/" in fact)
    if not counts:
        return "the main lift"
    most = min(counts, key=lambda name: (-counts[name], name))
    return name_of(most, log.names).lower()


def _filled(template: str, words: Mapping[str, str]) -> str:
    text = template
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text[:1].upper() + text[1:]
