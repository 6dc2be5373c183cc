"""Decide the loads: the heaviest the equipment makes that the runner is likely to lift, rising in small steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.session import Block, Item, Session, Set
from ironstride.model.words import mass_text
from ironstride.planning.bounds import Cap, CapName, Last, following_caps, is_settled, standing_caps
from ironstride.planning.kin import asked_share, back, believed_kg, carried
from ironstride.planning.memory import Memory, following, grown, remembered
from ironstride.planning.race_eve import last_heavy_days, with_last_heavy_note
from ironstride.planning.task import Task
from ironstride.strength.ability import Belief
from ironstride.strength.chance import ask_of
from ironstride.strength.loads import nearest_at_most
from ironstride.strength.progression import step_kg
from ironstride.strength.stalls import STALLED

#: warm-up sets: share of the work load and repetitions, for three sets and for one
WARMUPS = {3: ((0.4, 8), (0.6, 5), (0.8, 3)), 1: ((0.6, 6),)}
NORMAL = NormalDist()
#: what bounds the loads of a day even when sets go better than planned
DAY_BOUNDS = frozenset({"entry", "hold", "race", "return", "enough", "stall"})
#: an eased load lighter than this share of the full one is no easing but another exercise
COARSE = 0.85


Eased = Literal["", "down"]


class Limits(Struct, frozen=True):
    """Everything that keeps a load down, whether the body alone will do where even the lightest load is too much, and
    the share that is lifted in an eased week and why it is eased; `age` bounds the step back up, `anew` says that a
    lift that was away begins where a relative has come."""

    caps: tuple[Cap, ...]
    bare: bool = False
    factor: float = 1.0
    eased: Eased = ""
    age: int = 0
    anew: bool = False

    def load_kg(self, loads: tuple[float, ...]) -> float | None:
        """Take the heaviest of the loads that is allowed; where the body alone will not do, at least the lightest.

        An eased load is one from which the full load is a single step away.
        """
        wanted = min(cap.most_kg for cap in self.caps)
        full, eased = nearest_at_most(loads, wanted), nearest_at_most(loads, wanted * self.factor)
        if full is not None and eased is not None:
            eased = next(load for load in loads if load >= eased and step_kg(load, loads, self.age) >= full)
        if full is not None and (eased is None or eased < COARSE * full):
            eased = full  # the next lighter load is far lighter; the week eases by its sets instead
        return loads[0] if eased is None and not self.bare else eased

    def most_kg(self, loads: tuple[float, ...], settled: bool) -> float | None:
        """Give the heaviest load of the day however well it goes; None where only the sets themselves decide.

        A lift that is `settled` goes no further than a step above the last time, either.
        """
        load_kg = self.load_kg(loads)
        if load_kg is not None and self.factor < 1.0:
            return load_kg
        names = DAY_BOUNDS | {"step"} if settled else DAY_BOUNDS
        bounds = [cap.most_kg for cap in self.caps if cap.name in names]
        return max(load_kg or 0.0, nearest_at_most(loads, min(bounds)) or 0.0) if bounds else None


def prescribe(task: Task, sessions: Sequence[Session], before: Sequence[Session] = ()) -> tuple[Session, ...]:
    """Give every loaded set a load, its share of the believed one-rep maximum, and warm-up sets that lead to it.

    Loads go on from those of the sessions `before`, which stay as they are.
    """
    last = remembered(task, before)
    prescribed = tuple(_session(task, session, last) for session in sessions)
    heavy = last_heavy_days(task, prescribed)
    return tuple(with_last_heavy_note(session) if session.id in heavy else session for session in prescribed)


def _session(task: Task, session: Session, last: Memory) -> Session:
    blocks, before = [], dict(last)
    for block in session.blocks:
        items = []
        for item in block.items:
            loaded, entry = _item(task, session, block.block, item, before)
            items.append(loaded)
            if entry is not None:
                exercise = task.exercises[item.exercise]
                last[exercise.id, exercise.load_type] = entry
        blocks.append(Block(block=block.block, items=tuple(items)))
    return replace(session, blocks=tuple(blocks))


def _item(task: Task, session: Session, block: str, item: Item, last: Memory) -> tuple[Item, Last | None]:
    """Load an item, and remember it; nothing of what takes no load."""
    exercise = task.exercises[item.exercise]
    loads = task.kit.loads_kg(exercise, session.place)
    if not loads or block == "mobility":
        return replace(item, sets=tuple(entry for entry in item.sets if not entry.warmup)), None
    belief = grown(task, exercise, session.date)
    work = next(entry for entry in item.sets if not entry.warmup)
    earlier = last.get((exercise.id, exercise.load_type))
    bounds = limits(task, session, exercise, work, belief, loads, last)
    load_kg = bounds.load_kg(loads)
    memory = following(task, session, item, load_kg or 0.0, earlier)
    if load_kg is None:
        return replace(item, sets=tuple(entry for entry in item.sets if not entry.warmup)), memory
    total = load_kg + exercise.body_mass_share * task.runner.body_mass_kg
    percent = round(100 * total / belief.one_rep_max_kg, 1) if belief and belief.known and work.reps else None
    first = earlier is None and not (belief and belief.known)
    sets = tuple(
        entry if entry.warmup else replace(entry, load_kg=load_kg, percent_1rm=percent)
        for entry in _warmed(item, load_kg, loads)
    )
    ask = ask_of(work, exercise)
    chance = task.likely(belief).chance(total, ask) if belief and belief.known and ask else None
    note = _first_note(task, bounds, load_kg) if first else _stall_note(task, exercise)
    if earlier is not None and bounds.anew:
        note = _anew_note(task, bounds, load_kg, (session.date - earlier.day).days)
    lighter_kg = max((load for load in loads if load < load_kg), default=0.0)
    loaded = replace(
        item,
        sets=sets,
        first_time=first,
        chance=None if chance is None else round(chance, 2),
        note=note,
        lighter_kg=lighter_kg,
        most_kg=bounds.most_kg(loads, settled=earlier is not None and ask is not None and is_settled(earlier, ask)),
    )
    return loaded, memory


def _stall_note(task: Task, exercise: Exercise) -> str:
    stall = task.stalls.get(exercise.id)
    return "" if stall is None else STALLED[stall.answer]


def limits(
    task: Task,
    session: Session,
    exercise: Exercise,
    work: Set,
    belief: Belief | None,
    loads: tuple[float, ...],
    last: Memory,
) -> Limits:
    """Give everything that keeps a load down; the load is the heaviest there is under all of it.

    Parameters
    ----------
    task, session, exercise, work : what is lifted, where and when; `work` is one of its work sets.
    belief : strength believed on that day, body share included.
    loads : loads the place makes, kilograms, lightest first.
    last : the last time of each lift before this session.
    """
    earlier = last.get((exercise.id, exercise.load_type))
    goal = believed_kg(task, exercise, work, belief) if belief is not None else 0.0
    again = back(task, session.date, exercise, goal, loads, last, earlier) if earlier is not None else None
    caps = _known_caps(task, session, exercise, work, belief) if belief is not None and belief.known else ()
    bare = task.kit.bare(exercise, session.place)
    age = session.date.year - task.runner.birth_year
    down = task.season.week_of(session.date).down
    factor = float(table("ability")["prescription"]["down_factor"]) if down else 1.0
    if again is not None and again.is_anew:
        caps = (*caps, Cap("carried", again.kin.load_kg, again.kin.exercise))
        return Limits(caps, bare, factor, "down" if down else "", age, anew=True)
    if not caps:
        kin = carried(task, session.date, exercise, goal, loads, last)
        climb = _unknown_cap(task, exercise, work, belief, goal, earlier)
        caps = (Cap("carried", kin.load_kg, kin.exercise) if kin and kin.load_kg > climb.most_kg else climb,)
        if earlier is None and caps[0] is climb:
            return Limits(caps, bare)
    if earlier is not None:
        caps = (*caps, Cap("step", step_kg(earlier.done_kg, loads, age)))
        trained_kg = again.kept_kg if again is not None else 0.0
        caps += following_caps(task, session, exercise, work, belief, loads, earlier, trained_kg)
        if factor < 1.0:
            caps = (*caps, Cap("eased", earlier.load_kg))
    return Limits(caps, bare, factor, "down" if down else "", age)


def _known_caps(task: Task, session: Session, exercise: Exercise, work: Set, belief: Belief) -> tuple[Cap, ...]:
    body = exercise.body_mass_share * task.runner.body_mass_kg
    caps = tuple(Cap(name, total - body) for name, total in _likely(task, exercise, belief, work))
    return caps + standing_caps(task, session, exercise, work, belief)


def _unknown_cap(
    task: Task, exercise: Exercise, work: Set, belief: Belief | None, goal_kg: float, earlier: Last | None
) -> Cap:
    start = _safe_start(task, exercise, work, belief, exercise.body_mass_share * task.runner.body_mass_kg)
    return Cap("start", start) if earlier is None else _climbing(exercise, belief, goal_kg, start, earlier)


def _safe_start(task: Task, exercise: Exercise, work: Set, belief: Belief | None, body_kg: float) -> float:
    """Give a first load nearly everybody of this experience can lift; beginners get the catalogue's own."""
    start = (exercise.start_share or 0.0) * task.runner.body_mass_kg
    if belief is None or task.runner.lifting_experience in ("none", "novice"):
        return start
    chance = float(table("ability")["prescription"]["first_chance"])
    surely = math.exp(belief.log_mean - NORMAL.inv_cdf(chance) * belief.log_sd)
    return max(start, asked_share(work) * surely - body_kg)


def _climbing(exercise: Exercise, belief: Belief | None, goal_kg: float, start_kg: float, earlier: Last) -> Cap:
    """Let an unknown lift climb from its safe start over the first sessions: towards the middle of the belief, or,
    where no other lift speaks for it, to a small multiple of the start; throws and jumps stay light.

    Each load stands under the condition that the sets before left what they should in reserve. A lift that began
    where a relative had come to climbs from there.
    """
    numbers = table("ability")["prescription"]
    if belief is None and "power" in exercise.blocks:
        return Cap("climb", earlier.load_kg)
    goal_kg = goal_kg if belief is not None else float(numbers["unspoken_times"]) * start_kg
    begun_kg = max(start_kg, earlier.begun_kg)
    share = min(1.0, earlier.times / int(numbers["climb_sessions"]))
    return Cap("climb", max(earlier.load_kg, begun_kg + share * (goal_kg - begun_kg)))


def _likely(task: Task, exercise: Exercise, belief: Belief, work: Set) -> tuple[tuple[CapName, float], ...]:
    """Give the total loads at which the prescribed sets are likely: the reserve kept on average, which is what the
    phase asks, and all of it done with the chance the method takes."""
    ask = ask_of(work, exercise)
    if ask is None:
        return (("carry", asked_share(work) * belief.one_rep_max_kg),)
    likely = task.likely(belief)
    return (("reserve", likely.asked_kg(ask)), ("chance", likely.heaviest_kg(ask, task.chance)))


def _warmed(item: Item, load_kg: float, loads: tuple[float, ...]) -> tuple[Set, ...]:
    work = tuple(entry for entry in item.sets if not entry.warmup)
    count = len(item.sets) - len(work)
    if not count:
        return work
    steps: list[Set] = []
    for share, reps in WARMUPS[count]:
        warm_kg = nearest_at_most(loads, share * load_kg) or loads[0]
        if warm_kg < load_kg and (not steps or warm_kg > (steps[-1].load_kg or 0)):
            steps.append(Set(warmup=True, reps=reps, load_kg=warm_kg, side=work[0].side))
    return (*steps, *work)


def _first_note(task: Task, bounds: Limits, load_kg: float) -> str:
    kin = _kin(task, bounds)
    follows = f"follows from your planned {kin}" if kin else "is a safe start"
    return (
        f"First time: {mass_text(load_kg, task.runner.mass_unit)} {follows}, not a measured load. Do one honest set, "
        "stop with the reserve asked for, and log it; the next loads follow from that."
    )


def _anew_note(task: Task, bounds: Limits, load_kg: float, days: int) -> str:
    load = mass_text(load_kg, task.runner.mass_unit)
    return f"Back after {days} days: your {_kin(task, bounds)} has brought you to {load}."


def _kin(task: Task, bounds: Limits) -> str:
    """Name the relative a load is carried from; empty where there is none."""
    return next((task.exercises[cap.kin].name.lower() for cap in bounds.caps if cap.name == "carried"), "")
