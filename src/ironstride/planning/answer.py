"""What a plan answers when it is questioned, and the words for it: one sentence first, prices and codes beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from ironstride.model.rule import Method
from ironstride.model.runner import Runner
from ironstride.model.session import Because
from ironstride.planning.prices import Change
from ironstride.planning.reasons import WISH
from ironstride.planning.wishes import named_wishes, wish_words
from ironstride.rules.ruleset import RuleSet

#: how a change compares with the plan as it stands, and how that is said
Compared = Literal["never", "better", "same", "little", "worse", "much"]
COMPARED: Mapping[Compared, str] = {
    "never": "not possible",
    "better": "better by today's rules",
    "same": "just as good",
    "little": "a little worse",
    "worse": "worse",
    "much": "much worse",
}
#: from these prices on a change is called worse, and much worse
WORSE, MUCH_WORSE = 40, 200
#: rules named in a sentence; the rest is in the prices
NAMED = 2
CERTAINTY = ("high", "moderate", "low", "very-low", "convention", "contradicted")


class Voice(Struct, frozen=True, kw_only=True):
    """What one source says on a rule: `supports`, `narrows`, `extrapolates` or `contradicts` it, and how sure it is."""

    source: str
    says: str
    relation: str
    certainty: str
    rule: str = ""


class Option(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Another choice and what it would cost.

    `price` is the difference to the plan as it stands, `by_rule` its parts; `forbidden` names rules that do not allow
    it (then the price is what it would cost besides). `sessions` names the sessions taken out (`-`) and put in (`+`).
    """

    text: str
    price: int
    by_rule: dict[str, int] = {}
    forbidden: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    exercise: str = ""


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An answer: a sentence, the reasons that decide it, the other choices worst first, the load, who says so."""

    question: Literal["why", "whynot"]
    day: date
    text: str
    exercise: str = ""
    because: tuple[Because, ...] = ()
    options: tuple[Option, ...] = ()
    load: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    notes: tuple[str, ...] = ()


def option(rules: RuleSet, runner: Runner, what: str, change: Change, sessions: Sequence[str] = ()) -> Option:
    """Put a change into words: what it is, how much worse, and the rules that make it so."""
    forbidden = tuple(sorted(change.forbidden))
    said = " ".join(demand(rules, runner, code) for code in minding(rules, change))
    parts = {code: extra for code, extra in sorted(change.by_rule.items()) if extra}
    return Option(
        text=f"{what}: {COMPARED[compared(change)]}." + (f" {said}" if said else ""),
        price=change.price,
        by_rule=parts,
        forbidden=forbidden,
        sessions=tuple(sessions),
    )


def minding(rules: RuleSet, change: Change) -> tuple[str, ...]:
    """Name the rules and wishes that mind a change most: those that forbid it, else the dearest that can be heard."""
    if change.forbidden:
        return tuple(sorted(change.forbidden))[:NAMED]
    if change.price <= 0:
        return ()
    dearer = sorted((code for code, extra in change.by_rule.items() if extra > 0), key=lambda c: -change.by_rule[c])
    loud = [code for code in dearer if code.startswith(WISH) or not rules.rule(code).quiet] or dearer
    return tuple(loud[:NAMED])


def worst_first(options: Sequence[Option]) -> tuple[Option, ...]:
    """Order options: what is not possible, then by price, dearest first."""
    return tuple(sorted(options, key=lambda one: (-len(one.forbidden), -one.price, one.text)))


def compared(change: Change) -> Compared:
    """Give how a change compares with the plan as it stands."""
    if change.forbidden:
        return "never"
    if change.price <= 0:
        return "same" if change.price == 0 else "better"
    return "little" if change.price < WORSE else "worse" if change.price < MUCH_WORSE else "much"


def demand(rules: RuleSet, runner: Runner, code: str) -> str:
    """Say what a rule, a wish or the make-up of a session asks for."""
    if not code:
        return (
            "One session a day, each exercise once a session, a leg lift in every whole-body session, and a shorter "
            "evening holds only what the long one holds."
        )
    if code.startswith(WISH):
        return f"You asked for {wish_words(named_wishes(runner)[code])}."
    return rules.rule(code).claim


def voices(rules: RuleSet, because: Sequence[Because], methods: Sequence[Method] = ()) -> tuple[Voice, ...]:
    """Give what every source says on the rules of these reasons, the surest first; and who changed them by method."""
    found: dict[tuple[str, str], Voice] = {}
    for code in dict.fromkeys(code for one in because for code in one.rule.split("+")):
        if not code or code.startswith(WISH):
            continue
        for method in methods:
            change = method.change.get(code)
            if change is not None:
                said_so = change.why or "asks for more or less of it than the method it extends"
                voice = Voice(
                    source=change.source or method.name,
                    says=f"{method.name}: {said_so}",
                    relation="supports",
                    certainty="convention",
                    rule=code,
                )
                found.setdefault((method.id, code), voice)
        for said in rules.rule(code).positions:
            voice = Voice(
                source=said.source, says=said.says, relation=said.relation, certainty=said.certainty, rule=code
            )
            found.setdefault((said.source, said.says), voice)
    return tuple(sorted(found.values(), key=lambda voice: CERTAINTY.index(voice.certainty)))
