"""`ironstride catalogue`: check the catalogue's files against schema, references and worked examples."""

from __future__ import annotations

import sys

import click


@click.group()
def catalogue() -> None:
    """Exercises, rules, methods and sources."""


@catalogue.command("check")
def check() -> None:
    """Validate everything: schema, references both ways, evidence caps, worked examples."""
    from ironstride.catalogue import catalogue as load
    from ironstride.catalogue.words import languages, untranslated, words_in
    from ironstride.model.words import plural
    from ironstride.rules.catalogue_check import check_catalogue

    data = load()
    problems = check_catalogue(data)
    for problem in problems:
        click.echo(f"{problem.where}: {problem.what}. {problem.mend}", err=True)
    for language in languages():
        if lacking := untranslated(data, words_in(language)):
            click.echo(f"Not in {language} yet, so shown in English: {', '.join(lacking)}.", err=True)
    counts = (
        f"{len(data.exercises)} exercises, {len(data.rules)} rules, {len(data.methods)} methods, "
        f"{len(data.sources)} sources, {len(data.claims)} claims, {len(data.switches)} switches"
    )
    click.echo(f"{counts}: {plural(len(problems), 'problem') if problems else 'sound'}")
    sys.exit(2 if problems else 0)
