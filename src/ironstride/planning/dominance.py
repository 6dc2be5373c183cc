"""Find candidates that a solver need not look at: another one is never worse, whatever else is chosen.

A candidate `i` is as good as `j` when putting `i` in the place of `j` breaks nothing and costs nothing more, by the
model's own constraints and prices. Among the cheapest choices take one in which no such exchange towards the better one
is left: in it, `j` stands only where `i`, or what excludes `i`, stands too. So that may be demanded, and `j` is
needless where it can never be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ironstride.planning.model_reading import Capacity, Reading
from ironstride.rules.model import FREE, Linear, Model

#: demands made of one candidate; more of them make the model longer and hardly tighter
DEMANDS = 3


class Dominance(Struct, frozen=True):
    """Candidates that some cheapest choice leaves out, and constraints that it keeps besides."""

    needless: frozenset[int]
    demands: tuple[Linear, ...]


def dominance(model: Model, groups: Iterable[Sequence[int]]) -> Dominance:
    """Compare the candidates within each group.

    Models without clauses are solved sooner than compared, and are left as they are.

    Parameters
    ----------
    model : constraints and prices; all that candidates decide is in `derived`, or a slack.
    groups : literals of candidates, free to be 0 or 1; earlier ones are kept where two are equally good.
    """
    if not model.clauses:
        return Dominance(frozenset(), ())
    asked = [list(group) for group in groups]
    reading = Reading(model, {literal for group in asked for literal in group})
    needless: set[int] = set()
    demands: list[Linear] = []
    for group in asked:
        exchanges = _Exchanges(compared(reading, group), reading)
        gone = exchanges.needless()
        needless |= gone
        demands += exchanges.demands(gone)
    return Dominance(frozenset(needless), tuple(demands))


class Order:
    """Candidates of one group, compared in one respect after the other; a set of them is a bit mask."""

    def __init__(self, candidates: Sequence[int]) -> None:
        self.candidates = candidates
        self.bit = {literal: 1 << at for at, literal in enumerate(candidates)}
        self.every = (1 << len(candidates)) - 1
        #: by candidate, those at least as good in every respect so far
        self.better = dict.fromkeys(candidates, self.every)
        #: by candidate, those it is at least as good as; what is written here is not written in `better`
        self._worse = dict.fromkeys(candidates, self.every)

    def mask(self, literals: Iterable[int]) -> int:
        """Give the set of those literals that belong to the group."""
        bits = self.bit
        return sum([bits[literal] for literal in frozenset(literals) if literal in bits])

    def by_number(self, row: Mapping[int, int], sign: int = 1) -> None:
        """The higher number is better (by sign, the lower one); who is not listed has 0."""
        levels: dict[int, list[int]] = {0: []}
        for literal, number in row.items():
            if literal in self.bit:
                levels.setdefault(sign * number, []).append(literal)
        masks = {number: self.mask(literals) for number, literals in levels.items()}
        masks[0] |= self.every & ~sum(masks.values())
        reached = 0
        for number in sorted(masks, reverse=True):
            reached |= masks[number]
            if number:
                for literal in levels[number]:
                    self.better[literal] &= reached
            else:
                self.only(masks[0], reached)

    def only(self, these: int, better: int) -> None:
        """For each of these candidates, let `better` ones alone be as good."""
        barred = self.every & ~better
        if these.bit_count() <= barred.bit_count():
            for literal in self.listed(these):
                self.better[literal] &= better
        else:
            for literal in self.listed(barred):
                self._worse[literal] &= ~these

    def by_set(self, members: int, losing: bool, winning: bool) -> None:
        """Something happens when one of the members is chosen; its loss, or its coming, may do harm."""
        others = self.every & ~members
        if losing:
            self.only(members, members)
        if winning:
            self.only(others, others)

    def apart(self, members: int) -> None:
        """Nothing can be said of these candidates: none of them is exchanged, either way."""
        self.only(members, 0)
        self.only(self.every, self.every & ~members)

    def by_clauses(self, asked: Mapping[int, frozenset[int]]) -> None:
        """Some candidates ask that one of a set be chosen, too: who asks for less is better, who asks nothing best."""
        askers: dict[frozenset[int], int] = {}
        for literal, needed in asked.items():
            if literal in self.bit:
                askers[needed] = askers.get(needed, 0) | self.bit[literal]
        free = self.every & ~sum(askers.values())
        for needed, mask in askers.items():
            self.only(mask, free | sum(other for wider, other in askers.items() if needed <= wider))
        self.only(free, free)
        for needed in frozenset(asked.values()):
            self.by_set(self.mask(needed), losing=True, winning=False)

    def dominators(self) -> dict[int, int]:
        """Give for each candidate those that may take its place; of two equally good ones, the earlier one."""
        as_good = {}
        for literal, bit in self.bit.items():
            better = self.better[literal] & ~bit
            for other in self.listed(better):
                if not self._worse[other] & bit:
                    better ^= self.bit[other]
            as_good[literal] = better
        found = {}
        for literal, better in as_good.items():
            bit = self.bit[literal]
            for other in self.listed(better & ~(bit - 1)):
                if as_good[other] & bit:
                    better ^= self.bit[other]
            found[literal] = better
        return found

    def listed(self, mask: int) -> Iterator[int]:
        """Give the candidates of a set, in order."""
        while mask:
            lowest = mask & -mask
            yield self.candidates[lowest.bit_length() - 1]
            mask ^= lowest


def compared(reading: Reading, candidates: Sequence[int]) -> Order:
    """Compare candidates in every respect a model knows."""
    order = Order(candidates)
    order.by_number(reading.prices, -1)
    for row, sign in reading.numbers:
        order.by_number(row, sign)
    for asked in reading.clauses.values():
        order.by_clauses(asked)
    for derived, members in reading.members.items():
        order.by_set(order.mask(members), derived in reading.losing, derived in reading.winning)
    order.apart(order.mask(reading.unclear))
    return order


class _Exchanges:
    """What follows from an order when some candidates exclude each other and room is short."""

    def __init__(self, order: Order, reading: Reading) -> None:
        self._order = order
        self._dominators = order.dominators()
        exclusive = reading.exclusive
        #: by candidate, all that cannot stand beside it, and itself
        self._occupied = {
            literal: order.mask([literal, *(one for group in exclusive.get(literal, ()) for one in group)])
            for literal in order.candidates
        }
        self._classes = self._disjoint()
        self._rooms = [self._room(capacity) for capacity in reading.capacities]

    def needless(self) -> set[int]:
        """Give the candidates whose place another one could always take."""
        return {literal for literal in self._order.candidates if self._always(literal)}

    def _always(self, literal: int) -> bool:
        order, better = self._order, self._dominators[literal]
        if not better:
            return False
        bit = order.bit[literal]
        own = self._occupied[literal]
        if any(self._occupied[other] & ~own == 0 for other in order.listed(better & own)):
            return True
        better &= ~own
        classes = [mask for mask in self._classes if mask & better and not mask & bit]
        return any(room.fit(literal, better) < len(classes) for room in self._rooms if literal in room.weights)

    def demands(self, needless: set[int]) -> Iterator[Linear]:
        """Give, for the candidates that are left, what must stand beside them."""
        order = self._order
        gone = order.mask(needless)
        for literal in order.candidates:
            bit = order.bit[literal]
            better = self._dominators[literal] & ~gone
            if bit & gone or not better:
                continue
            strongest = sorted(order.listed(better), key=lambda other: -self._dominators[other].bit_count())
            asked = dict.fromkeys(self._occupied[other] & ~gone for other in strongest)
            for mask in [mask for mask in asked if not mask & bit][:DEMANDS]:
                terms = [*((other, 1) for other in order.listed(mask)), (literal, -1)]
                yield Linear(tuple(sorted(terms)), 0, FREE)

    def _disjoint(self) -> list[int]:
        """Give the sets of candidates that exclude each other; none when they overlap."""
        classes = list(dict.fromkeys(self._occupied.values()))
        whole = sum([mask.bit_count() for mask in classes]) == len(self._order.candidates)
        return classes if whole else []

    def _room(self, capacity: Capacity) -> _Room:
        """Order the classes by the least that one of each takes of what is short."""
        weights = capacity.weights
        least = {mask: min([weights.get(literal, 0) for literal in self._order.listed(mask)]) for mask in self._classes}
        return _Room(capacity.most, weights, tuple(sorted(least.items(), key=lambda entry: entry[1])))


class _Room(Struct, frozen=True):
    """What is short, what each candidate takes of it, and the least that each class takes, the least first."""

    most: int
    weights: Mapping[int, int]
    least: tuple[tuple[int, int], ...]

    def fit(self, literal: int, better: int) -> int:
        """Count how many classes that hold a better candidate can be taken beside this one."""
        left = self.most - self.weights[literal]
        count = 0
        for mask, weight in self.least:
            if mask & better:
                left -= weight
                if left < 0:
                    break
                count += 1
        return count
