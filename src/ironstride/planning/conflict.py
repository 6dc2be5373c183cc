"""When wishes cannot hold together: the smallest set that clashes, in the runner's words, and the cheapest ways out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ironstride.model.errors import NoPlan, WayOut
from ironstride.model.session import Session
from ironstride.planning.schedule import draft_schedule
from ironstride.planning.solve import Solution, solve
from ironstride.planning.task import Task
from ironstride.planning.wishes import WISH, day_words, named_wishes, short_weeks, week_words, wish_words
from ironstride.rules.draft import Draft
from ironstride.rules.ruleset import RuleSet

#: ways out that are offered
WAYS = 3


def explain_conflict(task: Task, sessions: Sequence[Session], rules: RuleSet) -> NoPlan:
    """Name the smallest clash and what giving up each part of it would lead to.

    Wishes and rules that must hold are dropped one by one while the rest still clashes; what is left clashes only as
    a whole, and is solved once more to be sure. Safety rules are never questioned. Every way out offered has been
    solved.
    """
    hard = [bound.rule.code for bound in rules.of("schedule") if bound.rule.level == "must"]
    draft = draft_schedule(task, sessions, rules, guarded=hard)
    clash = smallest_clash(draft)
    wishes = named_wishes(task.runner)
    wanted = [wish_words(wishes[name]) for name in clash if name in wishes]
    stands = [rules.rule(name).claim.rstrip(".") for name in clash if name not in wishes]
    what = f"you want {' and '.join(wanted)}" if wanted else "the rules leave no plan"
    what += f", but: {'; '.join(stands)}" if stands else ", and that cannot be"
    against = [*stands, *_short_of_time(task, sessions, clash)]
    what += "".join(f": {said}" for said in against[len(stands) :])
    ways = [
        WayOut(f"drop {wish_words(wishes[name])}", f"drop-wish {name.removeprefix(WISH)}")
        if name in wishes
        else WayOut(f"allow an exception to \u201c{rules.rule(name).claim}\u201d")
        for name, _ in ways_out(draft, clash)
    ]
    mend = f"Ways out, cheapest first: {'; '.join(way.text for way in ways)}." if ways else "Offer other days."
    where = "wishes" if wanted else ""
    return NoPlan(what, where, mend, tuple(clash), tuple(wanted), tuple(against), tuple(ways))


def _short_of_time(task: Task, sessions: Sequence[Session], clash: Sequence[str]) -> list[str]:
    """Say where no time, or too little of it, is offered for what these wishes ask."""
    wishes = named_wishes(task.runner)
    offered = {session.date for session in sessions}
    asked = [wishes[name].on for name in clash if name in wishes]
    empty = [day for day in asked if day is not None and day not in offered]
    said = [f"no time is offered on {day_words(empty[0])}"] if empty else []
    weeks = [start for name in clash if name in wishes for start in short_weeks(wishes[name], task.season, sessions)]
    if weeks:
        more = f" (and {len(weeks) - 1} more)" if len(weeks) > 1 else ""
        said.append(f"too few days are free in the week {week_words(weeks[0])}{more}")
    return said


def smallest_clash(draft: Draft) -> list[str]:
    """Shrink the guarded names to a set of which every single one is needed for the clash."""
    kept = list(draft.guards)
    for name in draft.guards:
        rest = [other for other in kept if other != name]
        if solve(draft.model, assumptions=_held(draft, rest)) is None:
            kept = rest
    assert solve(draft.model, assumptions=_held(draft, kept)) is None
    return kept


def ways_out(draft: Draft, clash: Sequence[str]) -> list[tuple[str, Solution]]:
    """Give the parts of a clash whose giving-up leads to a plan, cheapest plan first."""
    found = []
    for name in clash:
        held = [other for other in draft.guards if other != name]
        solution = solve(draft.model, assumptions=_held(draft, held))
        if solution is not None:
            found.append((name, solution))
    return sorted(found, key=lambda way: (way[1].objective, way[0]))[:WAYS]


def _held(draft: Draft, names: Sequence[str]) -> Mapping[int, int]:
    return {literal: int(name in names) for name, literal in draft.guards.items()}
