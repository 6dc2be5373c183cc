"""A plan in the format asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ironstride.catalogue import catalogue
from ironstride.cli.output import colour, json_bytes, read_bytes, width
from ironstride.model.plan import Plan
from ironstride.model.rule import Source

if TYPE_CHECKING:
    from ironstride.planning.answer import Answer


def render(plan: Plan, form: str, onto: Path | None = None) -> bytes:
    """Turn a plan into `terminal`, `json`, `html`, `pdf`, `ics` or `md` bytes.

    Parameters
    ----------
    plan, form : what is written, and how.
    onto : the file it will replace; a calendar goes on from the one that stands there.
    """
    if form == "json":
        from ironstride.formats.plan_json import plan_bytes

        return plan_bytes(plan)
    names = catalogue().names
    if form == "html":
        from ironstride.pictures.html import plan_html

        return plan_html(plan, catalogue().exercises, citations()).encode()
    if form == "pdf":
        from ironstride.pictures.pdf import plan_pdf

        return plan_pdf(plan, catalogue().exercises)
    if form == "ics":
        from ironstride.formats.ics_write import plan_ics

        earlier = read_bytes(onto) if onto is not None and onto.is_file() else b""
        return plan_ics(plan, names, earlier=earlier)
    if form == "md":
        from ironstride.pictures.markdown import plan_markdown

        return plan_markdown(plan, names).encode()
    return terminal(plan).encode()


def answer_bytes(answer: Answer, form: str, detail: bool) -> bytes:
    """Turn an answer into `terminal` or `json` bytes."""
    from ironstride.cli.answer_text import answer_text

    if form == "json":
        return json_bytes(answer)
    return answer_text(answer, citations(), width(), colour(), detail).encode()


def terminal(plan: Plan) -> str:
    """The season at a glance, what is worth knowing about it, and its first week with strength in detail."""
    from ironstride.cli.summary import summary
    from ironstride.pictures.terminal import season_text, week_text

    first = next((week.start for week in plan.weeks if week.sessions_placed), plan.weeks[0].start)
    parts = [
        season_text(plan, width(), colour()),
        summary(plan, width()),
        week_text(plan, first, width(), colour(), catalogue().names),
    ]
    return "\n".join(part for part in parts if part)


def citations() -> dict[str, str]:
    """Give every source and seed claim a one-line citation by id."""
    data = catalogue()
    lines = {source.id: citation(source) for source in data.sources.values()}
    lines.update({claim.id: f"Seed article {claim.id[:2]}: {claim.says}" for claim in data.claims.values()})
    return lines


def citation(source: Source) -> str:
    """Write a source as authors, year, title, journal and DOI, as far as they are known."""
    head = f"{source.authors} {source.year}" if source.authors and source.year else source.authors
    parts = [head, source.title, source.journal, f"doi:{source.doi}" if source.doi else ""]
    return ". ".join(part for part in parts if part)
