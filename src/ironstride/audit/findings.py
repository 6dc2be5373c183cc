"""From rules judged over time to findings: which mistakes a log shows, since when, and what to do this week."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ironstride.audit.log import Log
from ironstride.audit.over_time import Habit, summed, together
from ironstride.audit.sentences import MOST_DATES, date_of, days_of, facts, filled, rows_end, said
from ironstride.audit.tally import Judged, Unit
from ironstride.audit.trend import by_month
from ironstride.audit.voices import stance, voices
from ironstride.catalogue import Catalogue
from ironstride.model.audit import AuditFinding, Mistake, Now, Part
from ironstride.model.rule import Verdict
from ironstride.model.words import sentence
from ironstride.rules.ruleset import Bound, RuleSet

#: the last days that say how it stands now
LATELY_DAYS = 56
#: things judged lately that are enough to say how it stands now
LATELY_FEWEST = 4
#: findings at the top
TOP = 3
Summary = tuple[Part, tuple[Unit, ...]]


def found_in(data: Catalogue, rules: RuleSet, log: Log) -> list[AuditFinding]:
    """Judge every mistake a method knows, what would help most first; what another explains stands behind it."""
    found = [one for mistake in data.mistakes.values() if (one := finding(data, mistake, rules, log)) is not None]
    made = {one.mistake for one in found if one.verdict == "fail" and one.now != "mended"}
    behind = {name: next((other for other in data.mistakes[name].behind if other in made), "") for name in made}
    return sorted((replace(one, behind=behind.get(one.mistake, "")) for one in found), key=_rank)


def _rank(one: AuditFinding) -> tuple[int, bool, int, str]:
    order = ("fail", "unknown", "pass", "not-applicable")
    return (order.index(one.verdict), bool(one.behind), -one.help, one.mistake)


def made_now(one: AuditFinding) -> bool:
    """Say whether a mistake is made today and nothing else explains it."""
    return one.verdict == "fail" and one.now != "mended" and not one.behind


def top(found: Sequence[AuditFinding]) -> list[AuditFinding]:
    """Give what would help most: at most three, one of a theme, nothing that is mended or that the method opposes."""
    by_theme: dict[str, AuditFinding] = {}
    for one in found:
        if made_now(one) and one.stance != "opposes":
            by_theme.setdefault(one.theme, one)
    return list(by_theme.values())[:TOP]


def bound_of(mistake: Mistake, rules: RuleSet) -> list[Bound]:
    """Give the rules of a method a mistake is made of; none when it lacks the first or has too few of the others."""
    bound = [one for one in rules.rules if one.rule.code in mistake.rules]
    known = {one.rule.code for one in bound}
    return bound if mistake.rules[0] in known and len(bound) >= mistake.needs else []


def finding(data: Catalogue, mistake: Mistake, rules: RuleSet, log: Log) -> AuditFinding | None:
    """Judge one mistake under one method; None when the method does not know it."""
    bound = bound_of(mistake, rules)
    if not bound:
        return None
    judged = [log.under(one, mistake.sides.get(one.rule.code)) for one in bound]
    whole = _summaries(judged, Habit.of(mistake), log.first, log.end)
    recent = Habit(mistake.habit_pct, min(mistake.fewest, LATELY_FEWEST))
    lately = _summaries(judged, recent, max(log.first, log.end - LATELY_DAYS), log.end)
    now = _now(_parts(whole), _parts(lately), mistake.needs)
    shown = lately if now == "new" else whole
    verdict = together(_parts(shown), mistake.needs)
    return _told(data, mistake, rules, log, bound, shown, verdict, now)


def _told(
    data: Catalogue,
    mistake: Mistake,
    rules: RuleSet,
    log: Log,
    bound: Sequence[Bound],
    summaries: Sequence[Summary],
    verdict: Verdict,
    now: Now,
) -> AuditFinding:
    parts = _parts(summaries)
    place = parts.index(main_part(parts))
    main, fails = summaries[place]
    speaking = [one.rule for one, part in zip(bound, parts, strict=True) if part.verdict == verdict]
    says, against = voices(data, speaking or [one.rule for one in bound], mistake.family)
    days = days_of(fails)
    ends = rows_end(days) if mistake.counts == "stretches" else days
    words = facts(mistake, parts, [one.rule for one in bound], place, fails, log)
    return AuditFinding(
        mistake=mistake.id,
        name=mistake.name,
        family=mistake.family,
        theme=mistake.theme,
        help=mistake.help,
        stance=stance(rules.method, [one.rule for one in bound]),
        verdict=verdict,
        now=now,
        first=date_of(log, days[0]) if days else None,
        last=date_of(log, days[-1]) if days else None,
        dates=tuple(date_of(log, day) for day in reversed(ends[-MOST_DATES:])),
        failing=main.failing,
        judged=main.judged,
        unknown=main.unknown,
        counts=mistake.counts,
        said=said(mistake, verdict, words),
        asked=mistake.claim,
        missing=_missing(verdict, parts),
        voices=says,
        against=against,
        action=sentence(filled(mistake.action, words)) if verdict == "fail" else "",
        parts=parts,
        series=tuple(
            month.share for month in by_month(log.under(bound[place], mistake.sides.get(bound[place].rule.code)), log)
        ),
    )


def _summaries(judged: Sequence[Judged], habit: Habit, first: int, end: int) -> list[Summary]:
    return [summed(one, habit, first, end) for one in judged]


def _parts(summaries: Sequence[Summary]) -> tuple[Part, ...]:
    return tuple(part for part, _ in summaries)


def _now(parts: Sequence[Part], lately: Sequence[Part], needs: int) -> Now:
    """Say how the last weeks stand beside the whole: mended is what failed half as often at most."""
    verdict, now = together(parts, needs), together(lately, needs)
    if verdict in ("unknown", "not-applicable") or now in ("unknown", "not-applicable"):
        return "unknown"
    if verdict == "pass":
        return "new" if now == "fail" else "kept"
    whole = main_part(parts)
    last = lately[list(parts).index(whole)]
    halved = 2 * last.failing * whole.judged <= whole.failing * last.judged
    return "mended" if now == "pass" and halved else "still"


def main_part(parts: Sequence[Part]) -> Part:
    """Give the part that weighs most: failing before unknown before passing, then by the share that fails."""
    order = ("not-applicable", "pass", "unknown", "fail")
    return max(parts, key=lambda part: (order.index(part.verdict), part.failing / max(part.judged, 1), part.judged))


def _missing(verdict: Verdict, parts: Sequence[Part]) -> str:
    if verdict != "unknown":
        return ""
    words = dict.fromkeys(word for part in parts for word in part.missing)
    return ", ".join(words) or "a longer log"
