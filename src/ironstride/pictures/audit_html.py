"""Writes an audit as one HTML file that needs nothing else: what would help most, the pictures, then everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ironstride.model.audit import Audit, AuditFinding, Voice
from ironstride.model.plan import Plan
from ironstride.pictures import palette, words
from ironstride.pictures.audit_charts import asked_text, month_bars, spread_chart
from ironstride.pictures.audit_terminal import (
    METHOD_MARKS,
    NOW,
    SURE,
    dates_text,
    halves_head,
    halves_told,
    method_cell,
    method_rows,
    nothing_to_mend,
    with_it,
)
from ironstride.pictures.html import both, safe
from ironstride.pictures.ribbon import season_ribbon

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

#: widths in pixels pictures are drawn at: the ribbon and small charts for a desk, everything for a phone
RIBBON_W, SMALL_W = 1120, 330
#: months a small chart shows, the latest
MONTHS = 24
CELLS = {"pass": "kept", "fail": "not kept", "unknown": "not known", "opposes": "says otherwise", "silent": "silent"}


@dataclass(frozen=True)
class Shown:
    """A finding as the page shows it, with its small chart for the desk and for the phone."""

    finding: AuditFinding
    now: str
    dates: str
    voices: tuple[str, ...]
    against: tuple[str, ...]
    with_it: str
    chart: tuple[Markup, Markup] | None
    again: tuple[Markup, Markup] | None


def audit_html(audit: Audit, year: Plan) -> str:
    """The whole audit as one self-contained page; the same audit gives the same bytes.

    Parameters
    ----------
    audit : the audit.
    year : what was done in the span judged, as a plan (`ironstride.audit.record`).

    Returns
    -------
    str : a complete HTML document. Everything that came from outside is escaped.
    """
    by_id = {one.mistake: one for one in audit.findings}
    rest = [one for one in audit.findings if one.mistake not in audit.top]
    done = {session.id for session in year.sessions}
    return (
        _environment()
        .get_template("audit.html.j2")
        .render(
            audit=audit,
            css=safe(palette.page_css()),
            font=safe(palette.FONT),
            light=palette.LIGHT,
            dark=palette.DARK,
            title=title(audit),
            span=words.span_text(audit.judged_from, audit.last, year=True),
            facts=facts(audit),
            ribbon=both(RIBBON_W, "ribbon", lambda w, k: season_ribbon(year, w, done=done, standalone=False, key=k)),
            top=[_shown(audit, by_id[name]) for name in audit.top],
            failed=[_shown(audit, one) for one in rest if one.verdict == "fail" and not one.behind],
            charts=[shown for one in audit.findings if (shown := _shown(audit, one)).chart is not None],
            unknown=[one for one in rest if one.verdict == "unknown"],
            kept=[_shown(audit, one) for one in rest if one.verdict == "pass"],
            spreads=[
                (spread, asked_text(spread), both(SMALL_W, f"spread-{number}", _spread(audit, number)))
                for number, spread in enumerate(audit.spreads)
            ],
            nothing_to_mend=nothing_to_mend(audit),
            rows=_rows(audit),
            halves=None if audit.halves is None else (halves_head(audit.halves), halves_told(audit, audit.halves)),
            marks=METHOD_MARKS,
            cells=CELLS,
            plural=words.plural,
            sentence=words.sentence,
        )
    )


def title(audit: Audit) -> str:
    """Whose lifting it is: `Tom's lifting, looked at`."""
    return "Your lifting, looked at" if audit.name in ("", "you") else f"{audit.name}'s lifting, looked at"


def facts(audit: Audit) -> list[tuple[str, str]]:
    """The few numbers at the head, each with what it counts."""
    broken = sum(one.verdict == "fail" and not one.behind and one.now != "mended" for one in audit.findings)
    return [
        (f"{audit.sessions:,}", "session" if audit.sessions == 1 else "sessions"),
        (f"{audit.sets:,}", "work sets"),
        (f"{audit.runs:,}", "run" if audit.runs == 1 else "runs"),
        (str(broken), "thing to mend" if broken == 1 else "things to mend"),
    ]


def _shown(audit: Audit, one: AuditFinding) -> Shown:
    told = any(share is not None for share in one.series)
    return Shown(
        finding=one,
        now=NOW.get(one.now, ""),
        dates=dates_text(one),
        voices=tuple(voice_text(voice) for voice in one.voices),
        against=tuple(voice_text(voice) for voice in one.against),
        with_it=with_it(audit, one),
        chart=both(SMALL_W, f"m-{one.mistake}", _months(audit, one)) if told else None,
        again=both(SMALL_W, f"again-{one.mistake}", _months(audit, one)) if told else None,
    )


def voice_text(voice: Voice) -> str:
    """Who says what, and how well it is supported."""
    return f"{voice.title or voice.source}: {voice.says} ({SURE[voice.certainty]})"


def _months(audit: Audit, one: AuditFinding) -> Callable[[float, str], str]:
    from msgspec.structs import replace

    months = [month.month for month in audit.months][-MONTHS:]
    recent = replace(one, series=one.series[-MONTHS:])
    return lambda width, key: month_bars(recent, months, width, standalone=False, key=key)


def _spread(audit: Audit, number: int) -> Callable[[float, str], str]:
    return lambda width, key: spread_chart(audit.spreads[number], width, standalone=False, key=key)


def _rows(audit: Audit) -> list[tuple[str, list[str]]]:
    """The methods' table: a mistake's name and what each method says of it."""
    return [
        (audit.names.get(one, one), [method_cell(view, one) for view in audit.methods]) for one in method_rows(audit)
    ]


@cache
def _environment() -> Environment:
    """The templates, with everything they are given escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("ironstride.pictures", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
