"""When wishes cannot hold together: the smallest set that clashes, in the runner's words, and the cheapest ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from ironstride.model.errors import NoPlan, WayOut
from ironstride.model.runner import Wish
from ironstride.model.session import Session
from ironstride.planning.schedule import draft_schedule
from ironstride.planning.solve import solve
from ironstride.planning.task import Task
from ironstride.planning.wishes import day_words, named_wishes, short_weeks, week_words, wish_change, wish_words
from ironstride.rules.draft import Draft
from ironstride.rules.ruleset import RuleSet
from ironstride.running.season import monday

#: ways out that are offered
WAYS = 3


def explain_conflict(
    task: Task, sessions: Sequence[Session], rules: RuleSet, price: Callable[[Task], int | None] | None = None
) -> NoPlan:
    """Name the smallest clash and the cheapest ways out of it.

    Wishes and rules that must hold are dropped one by one while the rest still clashes; what is left clashes only as
    a whole, and is solved once more to be sure. Safety rules are never questioned. Every way out offered has been
    solved: a wish is given up, or asks for less.

    Parameters
    ----------
    task, sessions, rules : the season, its candidates and what must hold.
    price : gives the price of a season whose wishes were changed, None when there is still no plan; solves the days
        alone if not given.
    """
    hard = [bound.rule.code for bound in rules.of("schedule") if bound.rule.level == "must"]
    clash = smallest_clash(draft_schedule(task, sessions, rules, guarded=hard))
    wishes = named_wishes(task.runner)
    wanted = [wish_words(wishes[name]) for name in clash if name in wishes]
    stands = [rules.rule(name).claim.rstrip(".") for name in clash if name not in wishes]
    what = f"you want {' and '.join(wanted)}" if wanted else "the rules leave no plan"
    what += f", but: {'; '.join(stands)}" if stands else ", and that cannot be"
    against = [*stands, *_short_of_time(task, sessions, clash)]
    what += "".join(f": {said}" for said in against[len(stands) :])
    ways = ways_out(task, sessions, clash, price or (lambda other: _price_of_days(other, sessions, rules)))
    mend = f"Ways out, cheapest first: {'; '.join(map(_typed, ways))}." if ways else "Offer other days."
    return NoPlan(what, "wishes" if wanted else "", mend, tuple(clash), tuple(wanted), tuple(against), ways)


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


def ways_out(
    task: Task, sessions: Sequence[Session], clash: Sequence[str], price: Callable[[Task], int | None]
) -> tuple[WayOut, ...]:
    """Give the ways that lead to a plan, the cheapest plan first; of two as cheap, the one that keeps more."""
    wishes = task.runner.wishes
    found: list[tuple[int, bool, str, WayOut]] = []
    for number, wish in enumerate(wishes, 1):
        if f"wish {number}" not in clash:
            continue
        for others in _softer(wish, sessions):
            priced = []
            for other in others:
                left = tuple(one for at, one in enumerate(wishes, 1) if at != number)
                kept = left if other is None else (*left, other)
                paid = price(replace(task, runner=replace(task.runner, wishes=kept)))
                if paid is not None:
                    priced.append((paid, other is None, wish_words(other or wish), _way(number, wish, other)))
            found += sorted(priced, key=lambda way: way[:3])[:1]
    return tuple(way for *_, way in sorted(found, key=lambda way: way[:3])[:WAYS])


def _softer(wish: Wish, sessions: Sequence[Session]) -> Iterator[list[Wish | None]]:
    """Give what could stand in a wish's stead, in lists of which the cheapest will do; None is to give it up."""
    yield [None]
    if wish.on is not None:
        if wish.legs:
            yield [replace(wish, legs=False)]
        week = {session.date for session in sessions if monday(session.date) == monday(wish.on)} - {wish.on}
        yield [replace(wish, on=day) for day in sorted(week)]
    if wish.per_week is not None and wish.per_week > 1:
        yield [replace(wish, per_week=wish.per_week - 1)]


def _way(number: int, wish: Wish, other: Wish | None) -> WayOut:
    if other is None:
        return WayOut(f"give up {wish_words(wish)}", (f"drop-wish {number}",))
    return WayOut(f"ask for {wish_words(other)} instead", (f"drop-wish {number}", wish_change(other)))


def _typed(way: WayOut) -> str:
    """Write a way out with what to add to the command."""
    return f"{way.text} ({' '.join(f'--change {change!r}' for change in way.changes)})".replace("'", '"')


def _price_of_days(task: Task, sessions: Sequence[Session], rules: RuleSet) -> int | None:
    draft = draft_schedule(task, sessions, rules)
    solution = solve(draft.model, assumptions=_held(draft, list(draft.guards)))
    return None if solution is None else solution.objective


def _held(draft: Draft, names: Sequence[str]) -> Mapping[int, int]:
    return {literal: int(name in names) for name, literal in draft.guards.items()}
