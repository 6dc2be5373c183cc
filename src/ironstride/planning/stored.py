"""Open a stored plan again: the season, the rules and the candidates it was made from, with the prices they had."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import Catalogue, catalogue
from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.model.rule import Method
from ironstride.model.session import Item, Session
from ironstride.planning.compose import Composer
from ironstride.planning.follow import remembered, remembered_stalls
from ironstride.planning.kit import Kit
from ironstride.planning.menu import Choice, Menu, leg_places
from ironstride.planning.plan import blocks_of, must
from ironstride.planning.prices import Prices
from ironstride.planning.schedule import candidates, draft_schedule
from ironstride.planning.slots import slots
from ironstride.planning.task import Task
from ironstride.rules.draft import Draft
from ironstride.rules.ruleset import RuleSet, aims_of, chain, rule_set
from ironstride.running.standing import standing_season
from ironstride.strength.ability import ability


class Opened(Struct, frozen=True):
    """A stored plan with what it was made from: `methods` is its method and those it extends; `changed` says how the
    catalogue differs since, if it does."""

    plan: Plan
    data: Catalogue
    rules: RuleSet
    task: Task
    menu: Menu
    methods: tuple[Method, ...]
    changed: str


class Days(Struct, frozen=True):
    """The candidate sessions by name, the model over them, and prices with the plan's sessions taken."""

    offered: dict[str, Session]
    draft: Draft
    prices: Prices


class Exercises(Struct, frozen=True):
    """The choices of one mesocycle with their items and literals, and prices with the plan's exercises taken."""

    composer: Composer
    literals: dict[Choice, int]
    prices: Prices


def opened(plan: Plan, data: Catalogue | None = None) -> Opened:
    """Read the season, the rules and the ability of a stored plan anew.

    Raises
    ------
    InputError : when the plan's method, or a switch thrown, is not in the catalogue any more.
    """
    shipped = data or catalogue()
    method = plan.own_method or plan.method
    belief = remembered(ability(plan.runner, shipped.exercises, plan.first_day.year), plan.followed)
    rules = rule_set(shipped, method, plan.runner.switches)
    task = Task(
        runner=plan.runner,
        season=standing_season(plan),
        runs=(*plan.runs, *plan.after),
        others=plan.others,
        exercises=shipped.exercises,
        blocks=blocks_of(shipped, method),
        ability=belief,
        kit=Kit(plan.runner.places, belief),
        aims=aims_of(shipped, method, plan.runner.switches),
        believed_on=plan.followed.on if plan.followed else None,
        stalls=remembered_stalls(plan.followed),
    )
    unknown = {item.exercise for session in plan.sessions for item in session.items} - set(shipped.exercises)
    if unknown:
        raise InputError(f"no exercise {min(unknown)!r} in the catalogue", "plan", "Make the plan anew.")
    changed = (
        ""
        if plan.versions.catalogue == shipped.version
        else f"The catalogue has changed since this plan was made ({plan.versions.catalogue}, now {shipped.version}): "
        "prices and reasons are by today's rules."
    )
    return Opened(plan, shipped, rules, task, Menu(task), chain(shipped, method), changed)


def days(plan: Opened) -> Days:
    """Build the model of the days again, with a candidate for each session of the plan, offered today or not."""
    task = plan.task
    found = {
        session.id: session
        for session in candidates(
            task, slots(task.runner, task.season, task.runs, task.others), leg_places(task, plan.menu)
        )
    }
    for session in plan.plan.sessions:
        found.setdefault(session.id, bare(session))
    draft = draft_schedule(task, list(found.values()), plan.rules, guarded=must(plan.rules))
    taken = [draft.literals[session.id] for session in plan.plan.sessions]
    return Days(found, draft, Prices(draft, taken))


def exercises(plan: Opened, mesocycle: int) -> Exercises:
    """Build the model of one mesocycle's exercises again."""
    sessions = plan.plan.sessions
    numbers = list(dict.fromkeys(session.mesocycle for session in sessions))
    at = numbers.index(mesocycle)
    before = [session for session in sessions if at and session.mesocycle == numbers[at - 1]]
    now = [session for session in sessions if session.mesocycle == mesocycle]
    composer = Composer(plan.task, plan.menu, plan.rules, before, [bare(session) for session in now])
    draft, literals = composer.draft(must(plan.rules, "composition"))
    return Exercises(composer, literals, Prices(draft, [literals[choice] for choice in taken(composer, now)]))


def taken(composer: Composer, sessions: Sequence[Session]) -> list[Choice]:
    """Give the choices that the sessions hold on each of their dates."""
    held = {
        (session.id, block.block, unloaded(item))
        for session in sessions
        for block in session.blocks
        for item in block.items
    }
    return [
        choice
        for choice, dosed in composer.choices.items()
        if all(
            (session.id, choice.block, unloaded(item)) in held
            for session, item in zip(composer.plans[choice.plan], dosed, strict=True)
        )
    ]


def bare(session: Session) -> Session:
    """Give a session as it was before it was filled."""
    return replace(session, blocks=(), because=(), minutes=session.slot_minutes)


def unloaded(item: Item) -> tuple[object, ...]:
    """Give what the menu prescribes of an item, loads and warm-ups apart."""
    work = (entry for entry in item.sets if not entry.warmup)
    return item.exercise, *(replace(entry, load_kg=None, percent_1rm=None) for entry in work)
