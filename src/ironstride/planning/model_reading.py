"""Read a model's constraints for what they say of candidates: more is better, less is better, or only together."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from ironstride.rules.model import FREE, Linear, Model


class Capacity(Struct, frozen=True):
    """What the chosen candidates together may take at most, and what each takes."""

    most: int
    weights: Mapping[int, int]


class Reading:
    """A model taken apart.

    What candidates decide (`derived`) is followed back to them; other variables are free to stay as they are.
    """

    def __init__(self, model: Model, candidates: Collection[int]) -> None:
        self._model = model
        self._candidates = frozenset(candidates)
        #: numbers of candidates in a constraint; with 1 more is better, with -1 less
        self.numbers: list[tuple[Mapping[int, int], int]] = []
        #: candidates of which one alone may stand
        self.exclusive: dict[int, list[frozenset[int]]] = {}
        #: constraints `candidate <= what else pays + any of a set`, by what else pays and a number: the sets
        self.clauses: dict[tuple[object, ...], dict[int, frozenset[int]]] = {}
        self.capacities: list[Capacity] = []
        self.prices: Mapping[int, int] = model.prices
        #: what is 1 exactly when one of these candidates is
        self.members: dict[int, frozenset[int]] = {}
        #: derived literals whose fall, and whose rise, may break or cost something
        self.losing: set[int] = set()
        self.winning: set[int] = {derived for derived in model.derived if model.prices.get(derived, 0) > 0}
        self.losing |= {derived for derived in model.derived if model.prices.get(derived, 0) < 0}
        #: candidates in something of which nothing can be said
        self.unclear: set[int] = set()
        self._follow()
        defining = _defining(model)
        for linear in model.constraints:
            if linear not in defining:
                self._read(linear)
        self.members = {d: members for d, members in self.members.items() if d in self.losing or d in self.winning}

    def _follow(self) -> None:
        """Follow derived literals back to the candidates that decide them."""
        bounds = self._model.bounds
        for derived, (how, deciders) in self._model.derived.items():
            deciding = [one for one in deciders if how == "any" or bounds[one] != (1, 1)]
            members = frozenset[int]().union(*(self.members.get(one, frozenset([one])) for one in deciding))
            self.members[derived] = members
            if (how == "all" and len(deciding) > 1) or not self.unclear.isdisjoint(deciding):
                self.unclear |= {derived, *members}

    def _read(self, linear: Linear) -> None:
        if linear.guard >= 0:
            self.unclear.add(linear.guard)
        if self._is_exclusive(linear):
            group = frozenset(v for v, _ in linear.terms)
            for variable in group:
                self.exclusive.setdefault(variable, []).append(group)
            return
        derived = [(v, c) for v, c in linear.terms if v in self.members]
        for variable, coefficient in derived:
            if linear.low > -FREE:
                (self.losing if coefficient > 0 else self.winning).add(variable)
            if linear.high < FREE:
                (self.winning if coefficient > 0 else self.losing).add(variable)
        if self._is_clause(linear):
            self._read_clause(linear)
            return
        row = {v: c for v, c in linear.terms if v in self._candidates}
        if not row:
            return
        if linear.low > -FREE:
            self.numbers.append((row, 1))
            if linear.guard < 0 and linear.low < 0 and all(c < 0 for _, c in linear.terms):
                self.capacities.append(Capacity(-linear.low, {v: -c for v, c in row.items()}))
        if linear.high < FREE:
            self.numbers.append((row, -1))
            if linear.guard < 0 and linear.low <= -FREE and all(c > 0 for _, c in linear.terms):
                self.capacities.append(Capacity(linear.high, row))

    def _is_exclusive(self, linear: Linear) -> bool:
        one_at_most = linear.low <= -FREE and linear.high == 1 and linear.guard < 0
        return one_at_most and all(c == 1 and v in self._candidates for v, c in linear.terms)

    def _is_clause(self, linear: Linear) -> bool:
        """Say whether one variable alone asks that any of the others be there."""
        asking = [v for v, c in linear.terms if c < 0]
        return (
            linear.low == 0
            and linear.high >= FREE
            and linear.guard < 0
            and len(asking) == 1
            and asking[0] in self._candidates
            and (asking[0], -1) in linear.terms
        )

    def _read_clause(self, linear: Linear) -> None:
        asking = next(v for v, c in linear.terms if c < 0)
        offered = [v for v, c in linear.terms if c > 0]
        chosen = [v for v in offered if v in self.members or v in self._candidates]
        needed = frozenset[int]().union(*(self.members.get(v, frozenset([v])) for v in chosen))
        paying = tuple(v for v in offered if v not in chosen)
        if asking in needed:
            return
        number = 0
        while asking in self.clauses.get((paying, number), ()):
            number += 1
        self.clauses.setdefault((paying, number), {})[asking] = needed


def _defining(model: Model) -> frozenset[Linear]:
    """Give the constraints by which derived literals are made."""
    made: list[Linear] = []
    for derived, (how, deciders) in model.derived.items():
        every = tuple(sorted([*((one, 1) for one in deciders), (derived, -1)]))
        if how == "any":
            made += [Linear(tuple(sorted([(derived, 1), (one, -1)])), 0, FREE) for one in deciders]
            made.append(Linear(every, 0, FREE))
        else:
            made += [Linear(tuple(sorted([(one, 1), (derived, -1)])), 0, FREE) for one in deciders]
            made.append(Linear(every, -FREE, len(deciders) - 1))
    return frozenset(made)
