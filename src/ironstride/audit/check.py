"""Check a timeline, or a plan in our JSON, with the rules of a method: the same rules that plan."""

from __future__ import annotations

from collections.abc import Mapping

from ironstride.catalogue import catalogue
from ironstride.model.exercise import Exercise
from ironstride.model.plan import Plan
from ironstride.model.rule import Finding
from ironstride.model.timeline import Timeline
from ironstride.rules.facts import timeline
from ironstride.rules.ruleset import RuleSet, rule_set
from ironstride.running.season import read_season
from ironstride.running.standing import numbered


def check(axis: Timeline, method: str | RuleSet = "evidence") -> list[Finding]:
    """Judge a timeline of runs and sessions, planned or done, by a method.

    Parameters
    ----------
    axis : days, weeks and events; see `ironstride.rules.facts.timeline` for how a season is laid on it.
    method : a method's id or a rule set already made.

    Returns
    -------
    list of Finding
        For every rule at least one: pass, fail, unknown (and what is missing) or not applicable.
    """
    rules = method if isinstance(method, RuleSet) else rule_set(catalogue(), method)
    return rules.check(axis)


def check_plan(plan: Plan, rules: RuleSet, exercises: Mapping[str, Exercise] | None = None) -> list[Finding]:
    """Judge a stored plan: the season is read anew from its runs, its sessions and its blocks of weeks are taken as
    they stand."""
    runs = (*plan.runs, *plan.after)
    season = read_season(plan.runner, runs, plan.first_day, plan.last_day)
    season = numbered(season, {week.start: week.mesocycle for week in plan.weeks})
    known = catalogue().exercises if exercises is None else exercises
    return rules.check(timeline(plan.runner, season, runs, plan.sessions, known, plan.others))
