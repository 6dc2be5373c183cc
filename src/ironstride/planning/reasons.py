"""Say why each session stands where it does: the rules without which another choice would have been cheaper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from ironstride.model.session import Because, Session
from ironstride.planning.prices import Change, Prices
from ironstride.rules.draft import Draft
from ironstride.rules.ruleset import RuleSet
from ironstride.running.season import monday

#: reasons shown under a session
MOST = 3


def with_reasons(rules: RuleSet, draft: Draft, sessions: Sequence[Session]) -> tuple[Session, ...]:
    """Give each session its reasons, strongest first.

    A rule is a reason only when, were it taken out, moving or dropping the session would make the plan strictly
    cheaper: then the plan as it is would not have been chosen.
    """
    kept = {session.id for session in sessions}
    prices = Prices(draft, [literal for name, literal in draft.literals.items() if name in kept])
    by_week: dict[object, list[str]] = {}
    for name in draft.literals:
        by_week.setdefault(_week(name), []).append(name)
    return tuple(
        replace(session, because=_because(rules, prices, draft, session.id, by_week[_week(session.id)]))
        for session in sessions
    )


def _week(session_id: str) -> object:
    return monday(date.fromisoformat(session_id[:10]))


def _because(rules: RuleSet, prices: Prices, draft: Draft, session_id: str, week: Sequence[str]) -> tuple[Because, ...]:
    mine = draft.literals[session_id]
    taken = {name[:10] for name in week if prices.values[draft.literals[name]] and name != session_id}
    decisive: dict[str, int] = {}
    others = [name for name in week if name != session_id and name[:10] not in taken]
    changes = [prices.change((mine,))]
    changes += [prices.change((mine, draft.literals[name])) for name in others]
    for change in changes:
        for rule, strength in _decisive(change).items():
            decisive[rule] = max(decisive.get(rule, 0), strength)
    ranked = sorted(decisive, key=lambda rule: (-decisive[rule], rule))[:MOST]
    return tuple(_sentence(rules, code) for code in ranked)


def _decisive(change: Change) -> dict[str, int]:
    """Give the rules that alone stand between this change and a cheaper plan, with what they charge for it."""
    if "" in change.forbidden or len(change.forbidden) > 1:
        return {}
    if change.forbidden:
        (rule,) = change.forbidden
        return {rule: 1_000_000} if change.price < 0 else {}
    return {rule: extra for rule, extra in change.by_rule.items() if extra > 0 and change.price - extra < 0}


def _sentence(rules: RuleSet, code: str) -> Because:
    rule = rules.rule(code)
    supports = tuple(position.source for position in rule.positions if position.relation != "contradicts")
    return Because(text=rule.explain.because, rule=code, sources=supports)
