"""Which exercises give way to which, as a log tells: too hard, sore, mastered, or standing still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ironstride.model.exercise import BlockName, Exercise, Site
from ironstride.model.log import History
from ironstride.model.session import Item, Session
from ironstride.planning.exchange import Swap, block_start
from ironstride.planning.follow import exposures
from ironstride.planning.menu import Menu
from ironstride.planning.task import Task
from ironstride.rules.facts_runner import runner_words
from ironstride.strength.chance import ask_of
from ironstride.strength.ladders import ladders, next_rung
from ironstride.strength.progression import was_missed
from ironstride.strength.readiness import Spared, spared
from ironstride.strength.stalls import Stall

#: sessions in a row that fall short at the lightest before an exercise gives way
SHORT_SESSIONS = 2
#: exchanges for the next block are decided in the week before it
SOON = timedelta(days=7)
#: exercises tried in one's place
MOST_TRIED = 4


def swaps(
    task: Task, menu: Menu, sessions: Sequence[Session], past: Sequence[Session], history: History, today: date
) -> list[Swap]:
    """Give the exchanges a log asks for, the most pressing first.

    Parameters
    ----------
    task : what holds now, strength learned.
    menu : what may stand in a session.
    sessions : to come, filled.
    past : done.
    history, today : the log, and the day it is.
    """
    return [
        *_sore(task, menu, sessions, history, today),
        *_too_hard(task, menu, sessions, past, today),
        *_mastered(task, sessions, past, today),
        *_stalled(task, menu, sessions, today),
    ]


def _items(sessions: Sequence[Session]) -> dict[str, tuple[Session, BlockName, Item]]:
    """Give the first session, block and item of each exercise."""
    found: dict[str, tuple[Session, BlockName, Item]] = {}
    for session in sessions:
        for block in session.blocks:
            for item in block.items:
                found.setdefault(item.exercise, (session, block.block, item))
    return found


# ---------------------------------------------------------------- sore


def _sore(task: Task, menu: Menu, sessions: Sequence[Session], history: History, today: date) -> Iterator[Swap]:
    """Let what loads a sore muscle give way for some days; pain that lasts is a sore spot of the runner's."""
    for spot in spared(history, today):
        if spot.lasting:
            continue
        near = [session for session in sessions if session.date <= spot.until]
        for name, (session, block, _) in _items(near).items():
            if _loads(task.exercises[name], spot.site):
                others = tuple(
                    other.id
                    for other in like_it(menu, session, block, task.exercises[name])
                    if not _loads(other, spot.site)
                )
                yield Swap(name, others[:MOST_TRIED], _sore_text(spot), today, spot.until, must=True)


def _loads(exercise: Exercise, site: Site) -> bool:
    return any(caution.site == site and caution.action == "avoid" for caution in exercise.cautions)


def _sore_text(spot: Spared) -> str:
    return f"the {spot.site} is sore, and it is spared for some days"


# ---------------------------------------------------------------- too hard


def _too_hard(
    task: Task, menu: Menu, sessions: Sequence[Session], past: Sequence[Session], today: date
) -> Iterator[Swap]:
    """Let what fell short twice in a row at its lightest give way to what is easier."""
    for name, (session, block, item) in _items(sessions).items():
        exercise = task.exercises[name]
        work = next((one for one in item.sets if not one.warmup), None)
        ask = ask_of(work, exercise) if work is not None else None
        went = exposures(past).get(name, [])[-SHORT_SESSIONS:]
        if ask is None or block == "mobility" or session.place not in task.runner.places:
            continue
        lightest = _lightest_kg(task, session, exercise)
        short = [one for one in went if one.load_kg <= lightest and was_missed(one, ask)]
        if len(short) < SHORT_SESSIONS:
            continue
        easier = (task.exercises[one] for one in _below(task, exercise))
        fitting = tuple(one.id for one in easier if menu.item(session, block, one) is not None)
        yield Swap(name, fitting[:MOST_TRIED], "it fell short twice at its lightest", today)


def _lightest_kg(task: Task, session: Session, exercise: Exercise) -> float:
    """Give the least an exercise can be loaded with, besides the body."""
    loads = task.kit.loads_kg(exercise, session.place)
    return 0.0 if not loads or task.kit.bare(exercise, session.place) else loads[0]


def _below(task: Task, exercise: Exercise) -> list[str]:
    """Give what is easier, the nearest first, two steps down."""
    near = [name for name in exercise.regressions if name in task.exercises]
    far = [name for one in near for name in task.exercises[one].regressions if name in task.exercises]
    return list(dict.fromkeys((*near, *far)))


# ---------------------------------------------------------------- mastered


def _mastered(task: Task, sessions: Sequence[Session], past: Sequence[Session], today: date) -> Iterator[Swap]:
    """Let the next block climb a rung where one was done as asked often and long enough."""
    start = block_start(task, today)
    if start - today > SOON:
        return
    coming = _items([session for session in sessions if session.date >= start])
    for name in coming:
        above = next_rung(name)
        if above is None:
            continue
        ladder, rung = above
        if ladder.gate and f"{ladder.gate}:passed" not in _stability(task):
            continue
        days = _done_days(past, name)
        climb = ladders().climb
        if len(days) >= climb.sessions and (days[-1] - days[0]).days >= climb.days:
            why = f"{len(days)} sessions as asked: the next rung of \u201c{ladder.name.lower()}\u201d"
            yield Swap(name, rung, why, start)


def _stability(task: Task) -> frozenset[str]:
    return runner_words(task.runner, task.season)


def _done_days(past: Sequence[Session], name: str) -> list[date]:
    """Give the dates an exercise was done without a set that failed."""
    return [
        session.date
        for session in past
        for block in session.blocks
        for item in block.items
        if session.done and item.exercise == name and not any(one.failed for one in item.sets)
    ]


# ---------------------------------------------------------------- standing still


def _stalled(task: Task, menu: Menu, sessions: Sequence[Session], today: date) -> Iterator[Swap]:
    """Let a lift that stands still after easier answers give way to a variation in the next block."""
    start = block_start(task, today)
    if start - today > SOON:
        return
    coming = _items([session for session in sessions if session.date >= start])
    for name, stall in task.stalls.items():
        if stall.answer == "variation" and name in coming:
            session, block, _ = coming[name]
            others = tuple(one.id for one in like_it(menu, session, block, task.exercises[name]))
            yield Swap(name, others[:MOST_TRIED], _stall_text(stall), start)


def _stall_text(stall: Stall) -> str:
    return f"it has stood still over {stall.exposures} sessions, so a variation takes over for a block"


def like_it(menu: Menu, session: Session, block: BlockName, exercise: Exercise) -> list[Exercise]:
    """Give exercises that train the same, the likest first: one's own variations, then others of the pattern."""
    own = {*exercise.regressions, *exercise.progressions}
    same = [
        one
        for one in menu.usable(session.place, session.date, session.mesocycle > 0)
        if one.id != exercise.id
        and one.pattern == exercise.pattern
        and block in one.blocks
        and ("heavy" in one.traits) == ("heavy" in exercise.traits)
    ]
    return sorted(same, key=lambda one: (one.id not in own, one.unilateral != exercise.unilateral, one.skill, one.id))
