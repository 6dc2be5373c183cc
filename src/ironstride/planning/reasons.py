"""Say why each session stands where it does: the rules without which another choice would have been cheaper."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from ironstride.model.session import Because, Session
from ironstride.planning.prices import Change, Prices
from ironstride.rules.draft import Draft
from ironstride.rules.ruleset import RuleSet
from ironstride.running.season import monday

#: reasons shown under a session
MOST = 3
#: a rule that forbids weighs more than any price
FORBIDS = 1_000_000
WISH = "wish "
IN_PART = "Here only as far as the week allows."
#: who charges for every difference when a plan is made anew
CHANGE = "change"


def with_reasons(
    rules: RuleSet, draft: Draft, sessions: Sequence[Session], asked: Collection[str] | None = None
) -> tuple[Session, ...]:
    """Give each session its reasons, strongest first; where some are asked for by name, give those alone.

    A rule is a reason only when, were it taken out, moving or dropping the session would make the plan strictly
    cheaper: then the plan as it is would not have been chosen. Where no single rule decides, the smallest set that
    does it together is the reason; where none does, the sentence says that and names no rule.
    """
    kept = {session.id for session in sessions}
    prices = Prices(draft, [literal for name, literal in draft.literals.items() if name in kept])
    by_week: dict[object, list[str]] = {}
    for name in draft.literals:
        by_week.setdefault(_week(name), []).append(name)
    return tuple(
        replace(session, because=_reasons(rules, prices, draft, session.id, by_week[_week(session.id)]))
        for session in sessions
        if asked is None or session.id in asked
    )


def _week(session_id: str) -> object:
    return monday(date.fromisoformat(session_id[:10]))


def _reasons(rules: RuleSet, prices: Prices, draft: Draft, session_id: str, week: Sequence[str]) -> tuple[Because, ...]:
    mine = draft.literals[session_id]
    taken = {name[:10] for name in week if prices.values[draft.literals[name]] and name != session_id}
    others = [name for name in week if name != session_id and name[:10] not in taken]
    moves = {name: prices.change((mine, draft.literals[name])) for name in others}
    decisive = because(rules, [prices.change((mine,)), *moves.values()])
    return decisive or (_no_rule_decides(session_id, moves, bool(taken)),)


def _no_rule_decides(session_id: str, moves: Mapping[str, Change], taken: bool) -> Because:
    """Say so when the session stands where it does though no rule is decisive: nothing else was better. `taken`: other
    days of the week hold a session already."""
    hour = session_id[: len("2026-11-23-1900")]
    elsewhere = {name: change for name, change in moves.items() if not name.startswith(hour)}
    as_good = sorted({name[:10] for name, change in elsewhere.items() if not change.forbidden and change.price == 0})
    if as_good:
        days = " or ".join(f"{date.fromisoformat(day):%A}" for day in as_good)
        return Because(text=f"{days} would do as well: by the rules it makes no difference.")
    if not elsewhere:
        other = "It is the hour that is left: the others of that week hold a session already."
        return Because(text=other if taken else "It is the only hour free for it that week.")
    return Because(text="No rule speaks for another hour that week.")


def because(rules: RuleSet, changes: Iterable[Change]) -> tuple[Because, ...]:
    """Give the reasons, strongest first, why none of these changes was made.

    Rules that get less than they ask for here are named only where no other is, and said to be so.
    """
    decisive: dict[tuple[str, ...], int] = {}
    short: set[str] = set()
    for change in changes:
        short |= change.short
        for together, strength in deciding(change).items():
            decisive[together] = max(decisive.get(together, 0), strength)
    fewest = min(map(len, decisive), default=0)
    ranked = sorted((codes for codes in decisive if len(codes) == fewest), key=lambda codes: (-decisive[codes], codes))
    met = [codes for codes in ranked if short.isdisjoint(codes)]
    return tuple(_sentence(rules, codes, short) for codes in (met or ranked)[: MOST if fewest == 1 else 1])


def deciding(change: Change) -> dict[tuple[str, ...], int]:
    """Give the rules that stand between this change and a cheaper plan, with what they charge for it.

    Each rule that alone does it, or else the smallest set that does it together. Rules that forbid the change are
    always part of it. Nothing stands between when the change is cheaper as it is (a plan changed by hand).
    """
    if "" in change.forbidden or (not change.forbidden and change.price < 0):
        return {}
    extras = {rule: extra for rule, extra in change.by_rule.items() if extra > 0}
    if not change.forbidden:
        alone: dict[tuple[str, ...], int] = {
            (rule,): extra for rule, extra in extras.items() if change.price - extra < 0
        }
        if alone:
            return alone
    together, left = sorted(change.forbidden), change.price
    for rule in sorted(extras, key=lambda rule: (-extras[rule], rule)):
        if left < 0:
            break
        together.append(rule)
        left -= extras[rule]
    return {tuple(together): change.price - left + FORBIDS * len(change.forbidden)} if left < 0 and together else {}


def _sentence(rules: RuleSet, codes: tuple[str, ...], short: Collection[str]) -> Because:
    if any(code.startswith(WISH) for code in codes):
        return Because(text="You asked for it.", rule="+".join(codes))
    if CHANGE in codes:
        return Because(text="It stays as close to the plan you had as it can.", rule="+".join(codes))
    found = [rules.rule(code) for code in codes]
    supports = dict.fromkeys(p.source for rule in found for p in rule.positions if p.relation != "contradicts")
    sentences = [rule.explain.because for rule in found if rule.code not in short]
    if asked := [rule.claim for rule in found if rule.code in short]:
        sentences += [*asked, IN_PART]
    return Because(text=" ".join(sentences), rule="+".join(codes), sources=tuple(supports))
