"""Lays out a kept audit for its page: what would help most with its picture, the rest, and the methods beside it."""

from __future__ import annotations

from functools import lru_cache

import msgspec
from django.utils.safestring import SafeString, mark_safe
from msgspec import Struct

from ironstride.model.audit import Audit, AuditFinding, Spread
from ironstride.pictures.audit_charts import month_bars, spread_chart
from ironstride.pictures.audit_html import CELLS, MONTHS, facts, voice_text
from ironstride.pictures.audit_terminal import NOW, method_cell, method_rows, with_it
from ironstride.web.runners.models import AuditReport
from ironstride.web.runners.stored import forgotten_with_plans

#: widths in pixels of a small picture and of one for a phone
SMALL, PHONE = 330, 358


class Found(Struct, frozen=True):
    """A finding with who says so and its picture."""

    finding: AuditFinding
    now: str
    with_it: str
    voices: tuple[str, ...]
    against: tuple[str, ...]
    picture: SafeString


class Shown(Struct, frozen=True):
    """An audit as its page shows it. `rows` names each mistake and what every method says of it."""

    audit: Audit
    facts: tuple[tuple[str, str], ...]
    top: tuple[Found, ...]
    failed: tuple[Found, ...]
    unknown: tuple[AuditFinding, ...]
    kept: tuple[AuditFinding, ...]
    spreads: tuple[tuple[Spread, SafeString], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def shown(report: AuditReport) -> Shown:
    """Lay out a kept audit; what was laid out before is remembered."""
    return _shown(report.pk, report.content)


@lru_cache(maxsize=16)
def _shown(pk: int, content: str) -> Shown:
    audit = msgspec.json.decode(content, type=Audit)
    by_id = {one.mistake: one for one in audit.findings}
    rest = [one for one in audit.findings if one.mistake not in audit.top]
    return Shown(
        audit=audit,
        facts=tuple(facts(audit)),
        top=tuple(_found(audit, by_id[name]) for name in audit.top),
        failed=tuple(_found(audit, one) for one in rest if one.verdict == "fail" and not one.behind),
        unknown=tuple(one for one in rest if one.verdict == "unknown"),
        kept=tuple(one for one in rest if one.verdict == "pass"),
        spreads=tuple(
            (one, mark_safe(spread_chart(one, SMALL, standalone=False, key=f"spread-{number}")))
            for number, one in enumerate(audit.spreads)
        ),
        rows=tuple(
            (audit.names.get(name, name), tuple(CELLS.get(cell, cell) for cell in _cells(audit, name)))
            for name in method_rows(audit)
        ),
    )


def _cells(audit: Audit, mistake: str) -> list[str]:
    return [method_cell(view, mistake) for view in audit.methods]


def _found(audit: Audit, one: AuditFinding) -> Found:
    months = [month.month for month in audit.months][-MONTHS:]
    picture = ""
    if any(share is not None for share in one.series):
        recent = msgspec.structs.replace(one, series=one.series[-MONTHS:])
        picture = month_bars(recent, months, SMALL, standalone=False, key=f"m-{one.mistake}")
    return Found(
        finding=one,
        now=NOW.get(one.now, ""),
        with_it=with_it(audit, one),
        voices=tuple(voice_text(voice) for voice in one.voices),
        against=tuple(voice_text(voice) for voice in one.against),
        picture=mark_safe(picture),
    )


forgotten_with_plans(_shown.cache_clear)
