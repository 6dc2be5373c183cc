"""Writes an audit for the terminal: what would help most, then the rest, each with its numbers, dates and reasons."""

from __future__ import annotations

from collections.abc import Sequence

from ironstride.model.audit import Audit, AuditFinding, Halves, MethodView, Voice
from ironstride.model.plan import Plan
from ironstride.pictures import words
from ironstride.pictures.terminal_ink import Ink, columns, fit, pad, wrap
from ironstride.pictures.terminal_year import year_text

#: wider than this does not become easier to read.
WIDEST = 92
BARS = "▁▂▃▄▅▆▇█"
#: narrower than this the methods' table does not fit
TABLE = 76
NO_BAR = "·"
#: months a spark shows, the latest
SPARK_MONTHS = 12
METHOD_MARKS = {"pass": "✓", "fail": "✗", "unknown": "?", "opposes": "≠", "silent": "·"}
SURE = {
    "high": "well supported", "moderate": "supported", "low": "weakly supported", "very-low": "hardly tested",
    "convention": "custom, untested", "contradicted": "contradicted by studies",
}  # fmt: skip
NOW = {"still": "", "new": "New in the last eight weeks.", "mended": "Not so in the last eight weeks: mended."}


def audit_text(
    audit: Audit, width: int = 80, colour: bool = False, everything: bool = False, year: Plan | None = None
) -> str:
    """An audit as text.

    Parameters
    ----------
    audit : the audit.
    width : columns no line exceeds (at least 40).
    colour : ANSI colours.
    everything : tell all sources and dates, and what the method does not judge.
    year : what was done in the span judged, as a plan (`ironstride.audit.record`), for the picture of the weeks.

    Returns
    -------
    str : lines ending in a newline.
    """
    width, ink = min(max(width, 40), WIDEST), Ink(colour)
    lines = _head(audit, width, ink)
    by_id = {one.mistake: one for one in audit.findings}
    top = [by_id[name] for name in audit.top]
    lines += _top(audit, top, width, ink, everything)
    if year is not None and year.sessions:
        head = "Your lifting under your running" if year.runs else "Your lifting, week by week"
        lines += [ink(head, "bold"), "", *year_text(year, width, colour), ""]
    rest = [one for one in audit.findings if one.mistake not in audit.top]
    failed = [one for one in rest if one.verdict == "fail" and not one.behind]
    lines += _others(audit, failed, width, ink, everything)
    lines += _unknown([one for one in rest if one.verdict == "unknown"], width, ink)
    lines += _kept([one for one in rest if one.verdict == "pass"], width, ink)
    lines += _methods(audit, width, ink)
    lines += _halves(audit, width, ink)
    lines += _unresolved(audit, width, ink)
    for note in audit.notes:
        lines += wrap(words.sentence(note), width)
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _head(audit: Audit, width: int, ink: Ink) -> list[str]:
    span = words.span_text(audit.judged_from, audit.last, year=True)
    title = "Your lifting, looked at" if audit.name in ("", "you") else f"{audit.name}'s lifting, looked at"
    facts = ", ".join(
        (
            words.plural(audit.sessions, "session"),
            words.plural(audit.sets, "set"),
            words.plural(audit.runs, "run"),
        )
    )
    before = (
        f" The log begins {words.long_day_text(audit.first, year=True)}." if audit.first < audit.judged_from else ""
    )
    return [
        ink(fit(title, width), "bold"),
        *wrap(f"{span}, by the method {audit.method}. {facts} in all.{before}", width),
        "",
    ]


def _top(audit: Audit, top: Sequence[AuditFinding], width: int, ink: Ink, everything: bool) -> list[str]:
    if not top:
        return [*wrap(nothing_to_mend(audit), width), ""]
    lines = [ink("What would help most", "bold"), ""]
    for number, one in enumerate(top, 1):
        lines += _entry(f"{number}  ", audit, one, width, ink, everything, action=True)
    return lines


def nothing_to_mend(audit: Audit) -> str:
    """Say that all is well, or that there is too little to tell, where no finding stands at the top."""
    verdicts = {one.verdict for one in audit.findings}
    if "pass" in verdicts and "unknown" not in verdicts:
        return "Nothing here needs mending. Keep doing what you do."
    if "pass" in verdicts or "fail" in verdicts:
        return "Nothing we could judge needs mending. Keep doing what you do."
    tell = "tells" if audit.sessions == 1 else "tell"
    return f"{words.plural(audit.sessions, 'session')} {tell} too little yet. Come back in a few weeks."


def _others(audit: Audit, found: Sequence[AuditFinding], width: int, ink: Ink, everything: bool) -> list[str]:
    if not found:
        return []
    lines = [ink("Also worth knowing", "bold"), ""]
    for one in found:
        lines += _entry("✗  ", audit, one, width, ink, everything, action=everything)
    return lines


def _entry(
    mark: str, audit: Audit, one: AuditFinding, width: int, ink: Ink, everything: bool, action: bool
) -> list[str]:
    spark = spark_line(one.series)
    head = pad(f"{mark}{one.name}", width - columns(spark) - 1) + " " + spark if spark else f"{mark}{one.name}"
    lines = [ink(fit(head, width), "cinder" if action else "bold")]
    lines += wrap(f"{one.said} {NOW.get(one.now, '')}".strip(), width, "   ")
    lines += wrap(f"Asked: {one.asked}", width, "   ")
    lines += wrap(with_it(audit, one), width, "   ")
    if one.dates:
        lines += [ink(line, "soft") for line in wrap(dates_text(one, 6 if everything else 3), width, "   ")]
    if one.stance == "silent":
        lines += wrap(f"{audit.method.upper()} does not speak of this; the evidence does.", width, "   ")
    if action and one.action and one.now != "mended":
        lines += wrap(f"This week: {one.action}", width, "   ")
    lines += [ink(line, "soft") for line in wrap(_sources(one, everything), width, "   ")]
    return [*lines, ""]


def dates_text(one: AuditFinding, most: int | None = None) -> str:
    """Say when it happened, the latest first: `Weeks to Sun 6 Jun, Sun 30 May.`"""
    dates = ", ".join(words.day_text(day) for day in one.dates[:most])
    head = {"weeks": "Weeks to", "stretches": "Up to"}.get(one.counts, "Last:")
    return f"{head} {dates}." if dates else ""


def with_it(audit: Audit, one: AuditFinding) -> str:
    """Name the findings this one explains: `Goes with it: Sets to failure.`"""
    names = [other.name for other in audit.findings if other.behind == one.mistake]
    return f"Goes with it: {'; '.join(names)}." if names else ""


def _sources(one: AuditFinding, everything: bool) -> str:
    """Say who asks for it, how well that is supported, and who says otherwise."""
    most = None if everything else 2
    says = "; ".join(_voice(voice) for voice in one.voices[:most])
    text = f"Who says so: {says}." if says else ""
    if one.against:
        text += f" Who disagrees: {'; '.join(_voice(voice) for voice in one.against[:most])}."
    return text


def _voice(voice: Voice) -> str:
    return f"{voice.title or voice.source} ({SURE[voice.certainty]})"


def _unknown(found: Sequence[AuditFinding], width: int, ink: Ink) -> list[str]:
    if not found:
        return []
    lines = [ink("What we don't know yet", "bold"), ""]
    by_missing: dict[str, list[str]] = {}
    for one in found:
        by_missing.setdefault(one.missing, []).append(one.name)
    for missing, names in by_missing.items():
        lines += _marked("?", f"{'; '.join(names)}. Missing: {missing}.", width)
    return [*lines, ""]


def _marked(mark: str, text: str, width: int) -> list[str]:
    """A paragraph that hangs on a mark."""
    lines = wrap(text, width, "   ")
    return [mark + lines[0][1:], *lines[1:]] if lines else []


def _kept(found: Sequence[AuditFinding], width: int, ink: Ink) -> list[str]:
    if not found:
        return []
    lines = [ink("What you do well", "bold"), ""]
    lines += _marked("✓", " ".join(one.said for one in found), width)
    return [*lines, ""]


def _methods(audit: Audit, width: int, ink: Ink) -> list[str]:
    """Lay the methods side by side: a row a mistake, a column a method."""
    if not audit.methods:
        return []
    names = audit.names
    rows = [one for one in method_rows(audit) if one in names]
    if width < TABLE:
        return _methods_told(audit, rows, width, ink)
    room = min(max((columns(names[one]) for one in rows), default=0) + 2, width - 9 * len(audit.methods))
    lines = [ink("The same log under every method", "bold"), ""]
    lines.append(" " * room + "".join(pad(view.method, 9) for view in audit.methods))
    for one in rows:
        cells = (METHOD_MARKS[method_cell(view, one)] for view in audit.methods)
        lines.append(pad(names[one], room - 1) + " " + "".join(pad(cell, 9) for cell in cells))
    kept = "".join(pad(f"{view.kept}/{view.judged}", 9) for view in audit.methods)
    lines += [pad("kept of what it asks", room) + kept, ""]
    lines += wrap("✓ kept  ✗ not kept  ? not known  ≠ its article says otherwise  · it does not speak of it", width)
    return [*lines, *_follows(audit, width), ""]


def _methods_told(audit: Audit, rows: Sequence[str], width: int, ink: Ink) -> list[str]:
    """The methods one after the other, where there is no room for them side by side."""
    lines = [ink("The same log under every method", "bold"), ""]
    for view in audit.methods:
        broken = [audit.names[one] for one in rows if method_cell(view, one) == "fail"]
        told = f" Not kept: {'; '.join(broken)}." if broken else ""
        lines += wrap(f"{view.method}: {view.kept} of {view.judged} kept.{told}", width)
    return [*lines, *_follows(audit, width), ""]


def _follows(audit: Audit, width: int) -> list[str]:
    if not audit.follows:
        return []
    follows = ", ".join(method.upper() for method in audit.follows)
    return wrap(f"Your log answers what these articles ask themselves: {follows}.", width)


def _halves(audit: Audit, width: int, ink: Ink) -> list[str]:
    if audit.halves is None:
        return []
    lines = [ink(halves_head(audit.halves), "bold"), ""]
    for text in halves_told(audit, audit.halves):
        lines += wrap(text, width)
    return [*lines, ""]


def halves_head(halves: Halves) -> str:
    """`Before and since Friday 1 January 2027`."""
    return f"Before and since {words.long_day_text(halves.split, year=True)}"


def halves_told(audit: Audit, halves: Halves) -> list[str]:
    """Say what was mended since, what is new and what is still so."""
    names, before, after = audit.names, halves.before, halves.after
    mended = [names[one] for one in before if before[one] == "fail" and after.get(one) == "pass"]
    new = [names[one] for one in after if after[one] == "fail" and before.get(one) == "pass"]
    still = [names[one] for one in after if after[one] == "fail" and before.get(one) == "fail"]
    parts = (("Mended", mended), ("New", new), ("Still so", still))
    return [f"{what}: {'; '.join(found)}." for what, found in parts if found] or ["Nothing changed."]


def method_rows(audit: Audit) -> list[str]:
    """The mistakes that one method at least judges, those of most help first."""
    judged = {one for view in audit.methods for one, verdict in view.verdicts.items() if verdict in ("pass", "fail")}
    order = {one.mistake: -one.help for one in audit.findings}
    return sorted(judged, key=lambda one: (order.get(one, 0), one))


def method_cell(view: MethodView, mistake: str) -> str:
    """What a method says of a mistake: a verdict, `opposes` or `silent`."""
    verdict = view.verdicts.get(mistake)
    if verdict in ("pass", "fail", "unknown"):
        return verdict
    return "opposes" if view.stances.get(mistake) == "opposes" else "silent"


def _unresolved(audit: Audit, width: int, ink: Ink) -> list[str]:
    if not audit.unresolved:
        return []
    lines = [ink("Exercises we could not place", "bold"), ""]
    for one in audit.unresolved:
        guesses = f" Perhaps {' or '.join(one.guesses)}?" if one.guesses else ""
        lines += wrap(f"“{one.name}”, {words.plural(one.sets, 'set')}.{guesses}", width)
    told = 'Lines such as "NAME" = "dead-bug", or "NAME" = "not-strength", in a file after --names tell what they are.'
    lines += ["", *wrap(told, width)]
    return [*lines, ""]


def spark_line(series: Sequence[int | None]) -> str:
    """A bar a month, the higher the more of it failed; a dot for a month that tells nothing."""
    shown = series[-SPARK_MONTHS:]
    if not any(value is not None for value in shown):
        return ""
    return "".join(NO_BAR if value is None else BARS[min(value * len(BARS) // 101, len(BARS) - 1)] for value in shown)
