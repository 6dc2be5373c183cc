"""`ironstride sources`: what becomes of every claim of the seed articles, in numbers, one by one or as data."""

from __future__ import annotations

import click

from ironstride.cli.output import deliver, json_bytes, width


@click.command()
@click.option("--claim", metavar="ID", help="One claim in detail, such as S3.02a.")
@click.option("--all", "everything", is_flag=True, help="Every claim in a table.")
@click.option("--format", "form", type=click.Choice(("terminal", "json")), default="terminal", show_default=True)
def sources(claim: str | None, everything: bool, form: str) -> None:
    """Show which rule plans and checks each claim of the articles, under which methods, or why none does."""
    from ironstride.catalogue import catalogue
    from ironstride.cli import sources_text
    from ironstride.rules.coverage import counts, coverage, coverage_of, planned_under

    if claim is not None and everything:
        raise click.UsageError("--claim and --all do not go together: one claim, or all of them.")
    data = catalogue()
    if claim is not None:
        one = coverage_of(data, claim)
        if form == "json":
            deliver(json_bytes(one), None)
        else:
            deliver(sources_text.detail(one, data, width()).encode(), None)
        return
    found = coverage(data)
    under = planned_under(found, data.methods)
    if form == "json":
        whole = {"counts": counts(found), "planned_under": under, "claims": found}
        deliver(json_bytes(whole), None)
    elif everything:
        deliver(sources_text.table(found, width()).encode(), None)
    else:
        deliver(sources_text.summary(found, under, data).encode(), None)
