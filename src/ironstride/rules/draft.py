"""A timeline whose planned events may still be left out, and the model that decides which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ironstride.model.rule import Rule
from ironstride.model.timeline import Event, Timeline
from ironstride.rules.model import FREE, Model


class Draft:
    """What `constrain` writes to: the timeline with every candidate on it and a literal for each candidate.

    An event without a literal is constant: it happens. Several events may share one literal (the same exercise on
    every date of a session plan). With `guards`, hard rules hold only where their guard literal is 1, so that a
    conflict can be shrunk by name.
    """

    def __init__(
        self, timeline: Timeline, literals: Mapping[str, int], model: Model, guards: Mapping[str, int] | None = None
    ) -> None:
        self.timeline = timeline
        self.literals = literals
        self.model = model
        self.guards = guards or {}

    def sum(self, parts: Iterable[tuple[Event, int]]) -> tuple[int, list[tuple[int, int]]]:
        """Split a weighted sum over events into its constant and its terms, one for each literal."""
        constant = 0
        terms: dict[int, int] = {}
        literal_of, so_far = self.literals.get, terms.get
        for event, weight in parts:
            literal = literal_of(event.id)
            if literal is None:
                constant += weight
            elif weight:
                terms[literal] = so_far(literal, 0) + weight
        return constant, list(terms.items())

    def at_least(
        self,
        rule: Rule,
        parts: Iterable[tuple[Event, int]],
        low: int,
        scale: int = 1,
        given: Collection[Event] | None = None,
        unless: Collection[Event] = (),
    ) -> None:
        """Require, or charge the shortfall of, a weighted sum over events; a unit is `scale` of the sum.

        It is asked only when one of `given` happens (if named) and none of `unless` does.
        """
        constant, terms = self.sum(parts)
        low -= constant
        conditional = rule.level != "info" and (given is not None or unless)
        if conditional and (worst := low - self.model.least(terms)) > 0:
            if given is not None and all(event.id in self.literals for event in given):
                terms.append((self.any_of(given), -worst))
                low -= worst
            lifted, lifts = self.sum((event, worst) for event in unless)
            terms += lifts
            low -= lifted
        self.require(rule, terms, low, scale)

    def at_most(
        self,
        rule: Rule,
        parts: Iterable[tuple[Event, int]],
        high: int,
        scale: int = 1,
        given: Collection[Event] | None = None,
        unless: Collection[Event] = (),
    ) -> None:
        """Require, or charge the excess of, a weighted sum over events, as `at_least` does."""
        self.at_least(rule, ((event, -weight) for event, weight in parts), -high, scale, given, unless)

    def refuse(self, rule: Rule, parts: Iterable[tuple[Event, int]]) -> None:
        """Forbid each of these events, or charge so many units for it; none for an event means it is welcome."""
        unwelcome = [(event, units) for event, units in parts if units > 0]
        if rule.level == "should":
            constant, terms = self.sum(unwelcome)
            self.model.constant += rule.weight * constant
            for literal, units in terms if rule.weight else ():
                self.model.charge(literal, rule.weight * units, rule.code)
            return
        for event, _ in unwelcome:
            chosen = self.literals.get(event.id)
            refused = [] if chosen is None else [(chosen, -1)]
            self.require(rule, refused, 0 if refused else 1)

    def require(self, rule: Rule, terms: list[tuple[int, int]], low: int, scale: int = 1) -> None:
        """Require `sum(terms) >= low` by a hard rule, or charge a wish for each unit short of it."""
        if rule.level == "info":
            return
        if rule.level == "should":
            self.model.slack(terms, low, rule.weight, rule.code, scale)
        else:
            self.model.linear(terms, low=low, high=FREE, guard=self.guards.get(rule.code, -1))

    def not_together(self, rule: Rule, events: Iterable[Event], amount: int = 1) -> None:
        """Forbid, or charge `amount` units for, all these events happening together."""
        group = list(events)
        constant, terms = self.sum((event, -1) for event in group)
        if rule.level == "should":
            self.model.slack(terms, 1 - len(group) - constant, rule.weight * amount, f"{rule.code}*{amount}")
        else:
            self.require(rule, terms, 1 - len(group) - constant)

    def all_or_one_slack(self, rule: Rule, clauses: list[tuple[list[tuple[int, int]], int]]) -> None:
        """Require every clause `sum(terms) >= low`; for a wish, one unit pays for all that fail together.

        Each clause may fall short by at most 1.
        """
        if rule.level != "should":
            for terms, low in clauses:
                self.require(rule, terms, low)
            return
        self.model.shared_slack(clauses, rule.weight, rule.code)

    def any_of(self, events: Iterable[Event]) -> int:
        """Give a literal that is 1 exactly when one of the events happens."""
        events = list(events)
        if any(event.id not in self.literals for event in events):
            return self.model.one()
        literals = sorted({self.literals[event.id] for event in events})
        if len(literals) == 1:
            return literals[0]
        result = self.model.literal("any")
        self.either(result, literals)
        return result

    def either(self, result: int, literals: list[int]) -> None:
        """Make `result` 1 exactly when one of the literals is."""
        self.model.derived[result] = ("any", tuple(literals))
        for literal in literals:
            self.model.linear([(result, 1), (literal, -1)], low=0)
        self.model.linear([*((literal, 1) for literal in literals), (result, -1)], low=0)

    def both(self, one: int, other: int) -> int:
        """Give a literal that is 1 exactly when both are."""
        if one == other:
            return one
        result = self.model.literal("both")
        self.model.derived[result] = ("all", (one, other))
        self.model.linear([(one, 1), (other, 1), (result, -1)], high=1)
        for literal in (one, other):
            self.model.linear([(literal, 1), (result, -1)], low=0)
        return result
