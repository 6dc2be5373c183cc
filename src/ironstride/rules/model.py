"""A small integer program, independent of any solver: variables, linear constraints, prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

#: constraint bounds stand in for infinity at this size
FREE = 1 << 40


class Linear(Struct, frozen=True):
    """`low <= sum(coefficient * variable) <= high`, in force when the guard variable (if any) is 1."""

    terms: tuple[tuple[int, int], ...]
    low: int
    high: int
    guard: int = -1


class Model:
    """Variables with bounds, linear constraints and a price to minimise.

    Equal constraints are kept once; equal slacks of one rule share a variable and add their prices, so that
    weeks that look the same cost the solver nothing.
    """

    def __init__(self) -> None:
        self.bounds: list[tuple[int, int]] = []
        self.names: list[str] = []
        self.constraints: dict[Linear, None] = {}
        self.prices: dict[int, int] = {}
        #: prices that stand on a single literal, by owner and literal
        self.charges: dict[tuple[str, int], int] = {}
        self.constant = 0
        #: literals that others decide: 1 exactly when any of them is, or when all of them are; in the order they arise
        self.derived: dict[int, tuple[Literal["any", "all"], tuple[int, ...]]] = {}
        #: clauses that share a slack with others
        self.clauses = 0
        self._slacks: dict[tuple[object, ...], int] = {}
        self._one: int | None = None

    def literal(self, name: str) -> int:
        """Add a 0/1 variable and return its index."""
        return self.integer(0, 1, name)

    def integer(self, low: int, high: int, name: str) -> int:
        """Add an integer variable with bounds and return its index."""
        self.bounds.append((low, high))
        self.names.append(name)
        return len(self.bounds) - 1

    def linear(self, terms: Iterable[tuple[int, int]], low: int = -FREE, high: int = FREE, guard: int = -1) -> None:
        """Require the sum to lie between the bounds; terms of one variable are added up."""
        self.constraints[Linear(_merged(terms), low, high, guard)] = None

    def price(self, variable: int, cost: int) -> None:
        """Charge `cost` for each unit of the variable."""
        self.prices[variable] = self.prices.get(variable, 0) + cost

    def charge(self, literal: int, cost: int, owner: str) -> None:
        """Charge `cost` for choosing a literal, in the owner's name."""
        key = (owner, literal)
        self.charges[key] = self.charges.get(key, 0) + cost
        self.price(literal, cost)

    def slack(self, terms: Iterable[tuple[int, int]], low: int, cost: int, owner: str, scale: int = 1) -> None:
        """Charge `cost` for each whole or begun `scale` units by which the sum falls short of `low`."""
        merged = _merged(terms)
        worst = low - self._reach(merged)
        if worst <= 0 or not cost:
            return
        if not merged:
            self.constant += cost * -(-worst // scale)
            return
        if len(merged) == 1 and low <= 0 and self.bounds[merged[0][0]] == (0, 1):
            # one literal alone: its choice carries the price, no slack is needed
            self.charge(merged[0][0], cost * -(-worst // scale), owner)
            return
        key = (owner, merged, low, scale)
        variable = self._slacks.get(key)
        if variable is None:
            variable = self._slacks[key] = self.integer(0, -(-worst // scale), f"slack:{owner}")
            self.constraints[Linear((*merged, (variable, scale)), low, FREE)] = None
        self.price(variable, cost)

    def shared_slack(self, clauses: Iterable[tuple[Iterable[tuple[int, int]], int]], cost: int, owner: str) -> None:
        """Charge `cost` once when any of the clauses `sum >= low` falls short (by at most 1)."""
        merged = sorted({(_merged(terms), low) for terms, low in clauses})
        open_clauses = [(terms, low) for terms, low in merged if low - self._reach(terms) > 0]
        if not open_clauses or not cost:
            return
        if any(not terms for terms, _ in open_clauses):
            self.constant += cost
            return
        key = (owner, tuple(open_clauses))
        variable = self._slacks.get(key)
        if variable is None:
            self.clauses += len(open_clauses)
            variable = self._slacks[key] = self.literal(f"slack:{owner}")
            for terms, low in open_clauses:
                self.linear((*terms, (variable, 1)), low=low)
        self.price(variable, cost)

    def one(self) -> int:
        """Give the literal that is always 1."""
        if self._one is None:
            self._one = self.integer(1, 1, "one")
        return self._one

    def least(self, terms: Iterable[tuple[int, int]]) -> int:
        """Give the least value the sum can take within the variables' bounds; terms of one variable are added up."""
        return self._reach(_merged(terms))

    def _reach(self, terms: tuple[tuple[int, int], ...]) -> int:
        bounds = self.bounds
        return sum([c * bounds[v][c < 0] for v, c in terms])

    def completed(self, chosen: Mapping[int, int]) -> dict[int, int]:
        """Give every variable a value where some literals have theirs: what others decide follows them, what nobody
        names is as low as it may be, and slacks are as small as the sums allow."""
        values = {v: low for v, (low, _) in enumerate(self.bounds)}
        values.update(chosen)
        for literal, (sort, members) in self.derived.items():
            decided = (values[member] for member in members)
            values[literal] = int(any(decided) if sort == "any" else all(decided))
        slacks = frozenset(self._slacks.values())
        for linear in self.constraints:
            slack, scale = linear.terms[-1] if linear.terms else (-1, 1)
            if slack in slacks:
                short = linear.low - sum([c * values[v] for v, c in linear.terms[:-1]])
                values[slack] = max(values[slack], -(-short // scale))
        return values

    def value(self, assignment: Mapping[int, int]) -> int:
        """Add up the prices of an assignment of all variables."""
        return self.constant + sum(cost * assignment[variable] for variable, cost in self.prices.items())


def _merged(terms: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    listed = [*terms]
    total = dict(listed)
    if len(total) < len(listed):
        total = {}
        for variable, coefficient in listed:
            total[variable] = total.get(variable, 0) + coefficient
    return tuple(sorted([term for term in total.items() if term[1]]))
