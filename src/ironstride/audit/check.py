"""Check a timeline, or a plan in our JSON, with the rules of a method: the same rules that plan."""

from __future__ import annotations

from ironstride.catalogue import catalogue
from ironstride.model.plan import Plan
from ironstride.model.rule import Finding
from ironstride.model.timeline import Timeline
from ironstride.rules.facts import timeline
from ironstride.rules.ruleset import RuleSet, rule_set
from ironstride.running.standing import standing_season


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

    Examples
    --------
    Squats on Tuesday at six in the evening, intervals on Wednesday at seven in the morning:

    >>> from datetime import date
    >>> from ironstride.model.timeline import DAY_MIN, Day, Event, Timeline, Week
    >>> days = tuple(Day(date(2027, 1, 4 + n), 0, frozenset()) for n in range(7))
    >>> legs = Event("legs", "session", 1, DAY_MIN + 18 * 60, DAY_MIN + 19 * 60, frozenset({"leg-strength"}))
    >>> fast = Event("400s", "run", 2, 2 * DAY_MIN + 7 * 60, 2 * DAY_MIN + 8 * 60, frozenset({"interval", "key"}))
    >>> week = Timeline(days, (Week(0, 0, 7, frozenset({"phase:base"})),), (legs, fast), scored_end=7)
    >>> broken = next(found for found in check(week) if found.rule == "GAP101" and found.verdict == "fail")
    >>> broken.first, broken.observed, broken.limit, broken.unit
    (datetime.date(2027, 1, 5), 12, 24, 'h')

    `catalogue().rules[broken.rule].explain` has the words for it.
    """
    rules = method if isinstance(method, RuleSet) else rule_set(catalogue(), method)
    return rules.check(axis)


def check_plan(plan: Plan, rules: RuleSet) -> list[Finding]:
    """Judge a stored plan: the season is read anew from its runs, its sessions and its blocks of weeks are taken as
    they stand."""
    runs = (*plan.runs, *plan.after)
    exercises = catalogue().exercises
    return rules.check(timeline(plan.runner, standing_season(plan), runs, plan.sessions, exercises, plan.others))
