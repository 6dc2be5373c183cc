"""Price a plan, and changes to it, rule by rule, from the very model the solver minimised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ironstride.rules.draft import Draft
from ironstride.rules.model import Linear

SLACK, GUARD, ONE = "slack:", "guard:", "one"


class Change(Struct, frozen=True):
    """What a change would cost more (or less) by rule, and the rules that would forbid it.

    `short` are rules that ask for more than they get already where something is given up.
    """

    by_rule: Mapping[str, int]
    forbidden: frozenset[str]
    short: frozenset[str] = frozenset()

    @property
    def price(self) -> int:
        """The whole difference."""
        return sum(self.by_rule.values())

    @property
    def rank(self) -> tuple[int, int]:
        """What to compare changes by: the rules that forbid it count before any price."""
        return len(self.forbidden), self.price


class _Row:
    """A constraint with its coefficients by variable, its slack (if it has one) and its sum without it."""

    def __init__(self, linear: Linear, slack: int) -> None:
        self.linear, self.slack = linear, slack
        self.coefficients = dict(linear.terms)
        self.scale = self.coefficients.pop(slack, 0)

    def sum(self, values: Sequence[int]) -> int:
        return sum(c * values[v] for v, c in self.coefficients.items())

    def units(self, total: int) -> int:
        """Give the slack the sum needs."""
        return -(-max(0, self.linear.low - total) // self.scale)

    def holds(self, total: int) -> bool:
        return self.linear.low <= total <= self.linear.high


class Prices:
    """Evaluates assignments of a draft's candidates without a solver; every slack takes its least value.

    Parameters
    ----------
    draft : the model the solver saw, its hard rules guarded by name; of the days or of the exercises.
    chosen : literals of the candidates that are taken.
    """

    def __init__(self, draft: Draft, chosen: Iterable[int]) -> None:
        self._model = model = draft.model
        self._slacks: dict[int, list[_Row]] = {v: [] for v, name in enumerate(model.names) if name.startswith(SLACK)}
        self._rows: dict[int, list[_Row]] = {}
        rows = [_Row(c, next((v for v, _ in c.terms if v in self._slacks), -1)) for c in model.constraints]
        for row in rows:
            if row.slack >= 0:
                self._slacks[row.slack].append(row)
            for variable in row.coefficients:
                self._rows.setdefault(variable, []).append(row)
        self._direct: dict[int, list[tuple[str, int]]] = {}
        for (owner, literal), cost in model.charges.items():
            self._direct.setdefault(literal, []).append((_rule(owner), cost))
        self._deciding: dict[int, list[int]] = {}
        for variable, (_, deciders) in model.derived.items():
            for decider in deciders:
                self._deciding.setdefault(decider, []).append(variable)
        self.values = self._settled(chosen, frozenset(draft.literals.values()))
        self._sums = {id(row): row.sum(self.values) for row in rows}

    def total(self) -> int:
        """Add up the price."""
        return self._model.value(dict(enumerate(self.values)))

    def by_rule(self) -> dict[str, int]:
        """Give the price each rule charges, constants apart."""
        charged: dict[str, int] = {}
        for variable in self._slacks:
            self._charge(charged, variable, self.values[variable])
        for literal, owners in self._direct.items():
            for owner, cost in owners:
                _add(charged, owner, cost * self.values[literal])
        return charged

    def change(self, flips: Iterable[int]) -> Change:
        """Say what choosing, or dropping, these candidates would change."""
        turned = self._turned({variable: 1 - self.values[variable] for variable in flips})
        sums: dict[int, int] = {}
        touched: dict[int, _Row] = {}
        by_rule: dict[str, int] = {}
        short: set[str] = set()
        for variable, by in turned.items():
            for row in self._rows.get(variable, ()):
                touched[id(row)] = row
                if by < 0 and row.slack >= 0 and self.values[row.slack]:
                    short.add(self._owner(row.slack))
                sums[id(row)] = sums.get(id(row), self._sums[id(row)]) + by * row.coefficients[variable]
            for owner, cost in self._direct.get(variable, ()):
                _add(by_rule, owner, cost * by)
        forbidden = {self._guard(row) for name, row in touched.items() if row.slack < 0 and not row.holds(sums[name])}
        for slack in {row.slack for row in touched.values() if row.slack >= 0}:
            needed = max(row.units(sums.get(id(row), self._sums[id(row)])) for row in self._slacks[slack])
            self._charge(by_rule, slack, needed - self.values[slack])
        return Change(by_rule, frozenset(forbidden), frozenset(short))

    def _turned(self, values: dict[int, int]) -> dict[int, int]:
        """Give by how much these variables change, and the derived ones that follow them."""
        following, seen = list(values), set[int]()
        for variable in following:
            fresh = [derived for derived in self._deciding.get(variable, ()) if derived not in seen]
            seen.update(fresh)
            following += fresh
        for derived in (variable for variable in self._model.derived if variable in seen):
            values[derived] = self._derived(derived, values)
        return {variable: value - self.values[variable] for variable, value in values.items()}

    def _derived(self, variable: int, values: Mapping[int, int]) -> int:
        how, deciders = self._model.derived[variable]
        found = [values.get(decider, self.values[decider]) for decider in deciders]
        return max(found, default=0) if how == "any" else min(found)

    def _settled(self, chosen: Iterable[int], candidates: frozenset[int]) -> list[int]:
        taken = dict.fromkeys(chosen, 1)
        following = self._slacks.keys() | self._model.derived.keys()
        for variable, name in enumerate(self._model.names):
            if name.startswith(GUARD):
                taken[variable] = 1
            elif variable not in candidates and variable not in following and name != ONE:
                raise ValueError(f"the model has a helper variable {name!r} that prices cannot settle")
        return list(self._model.completed(taken).values())

    def _guard(self, row: _Row) -> str:
        guard = row.linear.guard
        return self._model.names[guard].removeprefix(GUARD) if guard >= 0 else ""

    def _charge(self, charged: dict[str, int], slack: int, units: int) -> None:
        price = self._model.prices.get(slack, 0) * units
        if price:
            _add(charged, self._owner(slack), price)

    def _owner(self, slack: int) -> str:
        return _rule(self._model.names[slack].removeprefix(SLACK))


def _rule(owner: str) -> str:
    return owner.partition("*")[0]


def _add(charged: dict[str, int], rule: str, price: int) -> None:
    charged[rule] = charged.get(rule, 0) + price
