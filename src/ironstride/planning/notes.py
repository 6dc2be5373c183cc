"""What a plan says of itself: where the method is silent, what was assumed, what the age changes."""

from __future__ import annotations

from collections import Counter

from ironstride.catalogue import Catalogue
from ironstride.model.rule import Method
from ironstride.model.session import Session
from ironstride.planning.menu import Menu
from ironstride.planning.task import Task
from ironstride.planning.ways_out import ways_out
from ironstride.rules.facts import runner_words
from ironstride.rules.ruleset import RuleSet
from ironstride.running.season import monday

#: words for ages that have rules of their own
AGES = frozenset({"age:youth", "age:60+"})


def season_notes(
    task: Task, menu: Menu, data: Catalogue, chosen: Method, sessions: tuple[Session, ...], hours_assumed: bool
) -> list[str]:
    """Say what the runner should know of the whole season before reading it."""
    notes = []
    runner = task.runner
    if chosen.silent_on:
        notes.append(f"{chosen.name} says nothing on {', '.join(chosen.silent_on)}; there the evidence's values hold.")
    usual = runner.running
    if hours_assumed:
        notes.append(
            f"Runs whose plan gives no hour are taken to start at {usual.usual_start}, "
            f"a second one at {usual.usual_second_start}."
        )
    most = max(Counter(monday(session.date) for session in sessions).values(), default=0)
    wanted = runner.wanted_sessions_per_week
    if wanted is not None and wanted > most:
        notes.append(
            f"You asked for {wanted} sessions a week. The plan has at most {most}: past that they take from the "
            "running more than they give it."
        )
    if runner.red_flags:
        notes.append("You named a sign that needs a professional's look. No training is planned until it is cleared.")
    elif not sessions:
        notes.append(ways_out(task, menu, data, chosen))
    if any(item.first_time for session in sessions for block in session.blocks for item in block.items):
        notes.append(
            "Lifts you have not logged begin with a safe load and an honest first set; the loads after it are a guess "
            "until you have done it."
        )
    return notes


def age_notes(task: Task, rules: RuleSet) -> list[str]:
    """Say which rules are off for the runner's age, and which hold because of it."""
    notes = []
    runner = task.runner
    for word in sorted(AGES & runner_words(runner, task.season)):
        asked = [bound.rule for bound in rules.rules if not bound.rule.quiet]
        off = [rule.claim for rule in asked if word in rule.when.none]
        on = [rule.claim for rule in asked if word in (*rule.when.any, *rule.when.all)]
        age = task.season.first_day.year - runner.birth_year
        if off:
            notes.append(f"At {age}, rules made for adults are off: {_listed(off)}.")
        if on:
            notes.append(f"At {age}, these hold: {_listed(on)}.")
    return notes


def _listed(claims: list[str]) -> str:
    return "; ".join(claim[0].lower() + claim[1:].rstrip(".") for claim in claims)
