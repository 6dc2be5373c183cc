"""When wishes cannot hold together: the smallest set that clashes, in the runner's words, and the cheapest ways out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.errors import NoPlan, WayOut
from ironstride.model.runner import Wish
from ironstride.model.session import Session
from ironstride.planning.schedule import draft_schedule
from ironstride.planning.solve import solve
from ironstride.planning.task import Task
from ironstride.planning.wishes import (
    day_words,
    named_wishes,
    short_weeks,
    week_words,
    wish_change,
    wish_name,
    wish_words,
)
from ironstride.rules.draft import Draft
from ironstride.rules.ruleset import RuleSet
from ironstride.running.season import monday

#: ways out that are offered, and of how many together it is tried whether they lead to a plan
WAYS, MOST_TRIED = 3, 6


class _Step(Struct, frozen=True):
    """One wish given up or asking for less: the price of the season then, the wish's number, what stands for it."""

    price: int
    number: int
    wish: Wish
    other: Wish | None

    @property
    def rank(self) -> tuple[int, bool, str]:
        """The cheapest plan first; of two as cheap, the one that keeps more."""
        return self.price, self.other is None, wish_words(self.other or self.wish)


def explain_conflict(
    task: Task, sessions: Sequence[Session], rules: RuleSet, price: Callable[[Task], int | None] | None = None
) -> NoPlan:
    """Name the smallest clash and the cheapest ways out of it; the smallest of every other clash, too.

    Wishes and rules that must hold are dropped one by one while the rest still clashes; what is left clashes only as
    a whole, and is solved once more to be sure. Safety rules are never questioned. Every way out offered has been
    solved: a wish of each clash is given up, or asks for less.

    Parameters
    ----------
    task, sessions, rules : the season, its candidates and what must hold.
    price : gives the price of a season whose wishes were changed, None when there is still no plan; solves the days
        alone if not given.
    """
    hard = [bound.rule.code for bound in rules.of("schedule") if bound.rule.level == "must"]
    clashes = _clashes(draft_schedule(task, sessions, rules, guarded=hard), named_wishes(task.runner).keys())
    told = [_told(task, sessions, rules, clash) for clash in clashes]
    wanted = tuple(one for _, wishes, _ in told for one in wishes)
    against = tuple(one for *_, stands in told for one in stands)
    ways = ways_out(task, sessions, clashes, price or (lambda other: _price_of_days(other, sessions, rules)))
    mend = f"Ways out, cheapest first: {'; '.join(map(_typed, ways))}." if ways else "Offer other days."
    what = "; and ".join(said for said, _, _ in told)
    return NoPlan(what, "wishes" if wanted else "", mend, tuple(clashes[0]), wanted, against, ways)


def _told(
    task: Task, sessions: Sequence[Session], rules: RuleSet, clash: Sequence[str]
) -> tuple[str, list[str], list[str]]:
    """Say a clash in a sentence, what is wished for in it, and what stands against that."""
    wishes = named_wishes(task.runner)
    wanted = [wish_words(wishes[name]) for name in clash if name in wishes]
    stands = [rules.rule(name).claim.rstrip(".") for name in clash if name not in wishes]
    what = f"you want {' and '.join(wanted)}" if wanted else "the rules leave no plan"
    what += f", but: {'; '.join(stands)}" if stands else ", and that cannot be"
    short = _short_of_time(task, sessions, clash)
    return what + "".join(f": {said}" for said in short), wanted, [*stands, *short]


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


def _clashes(draft: Draft, wishes: Set[str]) -> list[list[str]]:
    """Give the smallest clash, then that of what is left without its wishes, until the rest holds together."""
    left, found = list(draft.guards), [smallest_clash(draft, draft.guards)]
    while gone := wishes & {*found[-1]}:
        left = [name for name in left if name not in gone]
        if solve(draft.model, assumptions=_held(draft, left)) is not None:
            break
        found.append(smallest_clash(draft, left))
    return found


def smallest_clash(draft: Draft, names: Collection[str]) -> list[str]:
    """Shrink guarded names that clash to a set of which every single one is needed for the clash."""
    kept = list(names)
    for name in names:
        rest = [other for other in kept if other != name]
        if solve(draft.model, assumptions=_held(draft, rest)) is None:
            kept = rest
    assert solve(draft.model, assumptions=_held(draft, kept)) is None
    return kept


def ways_out(
    task: Task, sessions: Sequence[Session], clashes: Sequence[Sequence[str]], price: Callable[[Task], int | None]
) -> tuple[WayOut, ...]:
    """Give the ways that lead to a plan, the cheapest plan first; a way goes one step out of every clash."""
    numbers = [[at for at in range(1, len(task.runner.wishes) + 1) if wish_name(at) in clash] for clash in clashes]
    steps = []
    for mine in numbers:
        others = {number for each in numbers if each is not mine for number in each}
        steps.append(_steps(task, sessions, mine, others, price))
    if len(steps) == 1:
        return tuple(_way([step]) for step in steps[0][:WAYS])
    together = sorted(product(*(each[:WAYS] for each in steps)), key=lambda way: sum(step.price for step in way))
    found: list[tuple[int, WayOut]] = []
    for way in together[:MOST_TRIED]:
        paid = price(_without(task, {step.number for step in way}, [step.other for step in way if step.other]))
        found += [(paid, _way(way))] if paid is not None else []
    return tuple(way for _, way in sorted(found, key=lambda one: one[0])[:WAYS])


def _steps(
    task: Task,
    sessions: Sequence[Session],
    numbers: Sequence[int],
    gone: set[int],
    price: Callable[[Task], int | None],
) -> list[_Step]:
    """Give the steps out of one clash, the best first, with the wishes of the other clashes gone."""
    found = []
    for number in numbers:
        wish = task.runner.wishes[number - 1]
        for others in _softer(wish, sessions):
            paid = [(price(_without(task, {number, *gone}, [other] if other else [])), other) for other in others]
            steps = [_Step(cost, number, wish, other) for cost, other in paid if cost is not None]
            found += sorted(steps, key=lambda step: step.rank)[:1]
    return sorted(found, key=lambda step: step.rank)


def _without(task: Task, numbers: set[int], others: Sequence[Wish]) -> Task:
    left = (one for at, one in enumerate(task.runner.wishes, 1) if at not in numbers)
    return replace(task, runner=replace(task.runner, wishes=(*left, *others)))


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


def _way(steps: Sequence[_Step]) -> WayOut:
    """Say the steps, and spell them: the last wish is dropped first, so that the numbers of the others stay."""
    said = [
        f"give up {wish_words(step.wish)}" if step.other is None else f"ask for {wish_words(step.other)} instead"
        for step in steps
    ]
    drops = [f"drop-wish {number}" for number in sorted((step.number for step in steps), reverse=True)]
    return WayOut(" and ".join(said), (*drops, *(wish_change(step.other) for step in steps if step.other)))


def _typed(way: WayOut) -> str:
    """Write a way out with what to add to the command."""
    return f"{way.text} ({' '.join(f'--change {change!r}' for change in way.changes)})".replace("'", '"')


def _price_of_days(task: Task, sessions: Sequence[Session], rules: RuleSet) -> int | None:
    draft = draft_schedule(task, sessions, rules)
    solution = solve(draft.model, assumptions=_held(draft, list(draft.guards)))
    return None if solution is None else solution.objective


def _held(draft: Draft, names: Sequence[str]) -> Mapping[int, int]:
    return {literal: int(name in names) for name, literal in draft.guards.items()}
