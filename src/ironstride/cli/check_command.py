"""`ironstride check`: audit a plan in Ironstride's JSON, whoever wrote it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ironstride.cli.output import colour, deliver, json_bytes, width


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--method", help="Judge by another method than the plan's own: an id, or a file.")
@click.option("--format", "form", type=click.Choice(("terminal", "json")), default="terminal", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Show what passes, too.")
def check(plan: Path, method: str | None, form: str, everything: bool) -> None:
    """Audit PLAN. Exit code 1 when a rule that must hold is broken."""
    from ironstride.audit.check import check_plan
    from ironstride.audit.report import report_text
    from ironstride.catalogue import catalogue
    from ironstride.cli.prepare import named_method
    from ironstride.cli.stored_plan import not_judged, stored_plan
    from ironstride.rules.ruleset import rule_set

    made = stored_plan(plan)
    for line in not_judged(made, catalogue()):
        click.echo(f"Not judged: {line}", err=True)
    rules = rule_set(
        catalogue(), (method and named_method(method)) or made.own_method or made.method, made.runner.switches
    )
    findings = check_plan(made, rules)
    if form == "json":
        deliver(json_bytes(findings), None)
    else:
        deliver(report_text(findings, rules, width(), colour(), everything).encode(), None)
    broken = any(f.verdict == "fail" and rules.rule(f.rule).level in ("must", "safety") for f in findings)
    sys.exit(1 if broken else 0)
