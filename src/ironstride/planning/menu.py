"""What may stand in a session: the exercises a place and a runner allow, each with its doses, week by week."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.exercise import BlockName, Exercise, Site
from ironstride.model.session import Item, Session, Set
from ironstride.planning.dose import Line, contacts, dose, evening, lines, stopwatch_s, words_asked, work_sets
from ironstride.planning.task import Task
from ironstride.rules.facts_items import (
    TOO_LIGHT_TEMPO,
    exercise_words,
    is_leg_lift,
    item_amounts,
    item_words,
    passing_sites,
    personal_words,
)
from ironstride.rules.facts_runner import runner_words
from ironstride.rules.facts_weeks import week_words
from ironstride.strength.screens import emphasis

#: warm-up sets before a main lift, by how it is loaded
BAR_WARMUPS = 3
HAND_WARMUPS = 1
BARS = frozenset({"barbell", "trap-bar", "machine"})
#: words of an exercise that keep it out whatever else holds
OUT = frozenset({"disliked", "contraindicated"})
#: blocks whose work may be more on one side, where a self-test asks for it
EMPHASISED = frozenset({"accessory", "core"})
#: patterns that stand in the library so that logs are recognised, not to be planned
NOT_STRENGTH = frozenset({"conditioning"})
LIGHT = frozenset({"too-light"})
NOWHERE: frozenset[Site] = frozenset()


class Choice(Struct, frozen=True, cache_hash=True):
    """An exercise in a block at a line of the dose menu, for all dates of one session plan."""

    plan: str
    block: BlockName
    exercise: str
    line: Line


class Week(Struct, frozen=True, cache_hash=True):
    """What a dose depends on besides the exercise: the words of the week, the runner and the method that the menu of
    doses asks about, and the contacts the week brings."""

    words: frozenset[str]
    contacts: int


class Menu:
    """Answers for one season, and remembers."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._words = {name: exercise_words(exercise) for name, exercise in task.exercises.items()}
        self._allowed = [
            exercise
            for exercise in sorted(task.exercises.values(), key=rank)
            if not exercise.log_only
            and OUT.isdisjoint(personal_words(exercise, task.runner, None))
            and exercise.pattern not in NOT_STRENGTH
            and not task.kit.too_hard(exercise)
        ]
        self._passing = [spot for spot in task.runner.sore if spot.passing]
        self._usable: dict[tuple[str, bool, frozenset[Site]], list[Exercise]] = {}
        self._weeks: dict[int, Week] = {}
        self._items: dict[tuple[str, BlockName, Line, Week, bool], Item | None] = {}
        self._one: dict[Item, Item] = {}
        self._item_words: dict[tuple[BlockName, str, bool, frozenset[Site]], frozenset[str]] = {}
        self._facts: dict[tuple[BlockName, int, int, frozenset[Site]], tuple[frozenset[str], Mapping[str, int]]] = {}

    def spared(self, day: date) -> frozenset[Site]:
        """Give the sites whose complaint ends on this day or later, so that nothing loads them from it on to its end.

        What has not begun counts, too: of two days the earlier one spares whatever the later one does.
        """
        if not self._passing:
            return NOWHERE
        return frozenset(spot.site for spot in self._passing if spot.until is not None and day <= spot.until)

    def usable(self, place: str, day: date, practised: bool = False) -> list[Exercise]:
        """Give the exercises that can be done at a place from a day on, in the order they would stand in a block;
        `practised` after the first block of lifting."""
        spared = self.spared(day)
        key = (place, practised, spared)
        if key not in self._usable:
            kit = self._task.kit
            there = [one for one in self._allowed if kit.can(one, place) and not (spared and _loads(one, spared))]
            self._usable[key] = [exercise for exercise in there if not kit.too_heavy(exercise, place, practised)]
        return self._usable[key]

    def choices(self, plan: str, dated: Sequence[Session]) -> dict[Choice, tuple[Item, ...]]:
        """Give what may stand in one session plan, in session order, with its item on each date.

        A line of the menu that prescribes what another one does already is left out.
        """
        found: dict[Choice, tuple[Item, ...]] = {}
        place, legs, length = dated[0].place, dated[0].template == "full", evening(dated[0].slot_minutes)
        weeks = [self._week(session) for session in dated]
        plain = [Week(week.words, 0) for week in weeks]
        usable = self.usable(place, min(one.date for one in dated), dated[0].mesocycle > 0)
        for block in self._task.blocks:
            for exercise in usable:
                if block not in exercise.blocks or (not legs and is_for_legs(block, exercise)):
                    continue
                light = block == "strength" and self._light(exercise, place)
                seen = set()
                asked = weeks if _jumps(exercise, block) else plain
                for line in lines(block, length):
                    by_week = {week: self._item(exercise, block, line, week, light) for week in set(asked)}
                    if None in by_week.values():
                        continue
                    whole = tuple([item for week in asked if (item := by_week[week]) is not None])
                    # equal items are one object
                    same = tuple(map(id, whole))
                    if same not in seen:
                        seen.add(same)
                        found[Choice(plan, block, exercise.id, line)] = whole
        return found

    def item(self, session: Session, block: BlockName, exercise: Exercise, line: Line = "full") -> Item | None:
        """Give the item an exercise would be in a block of a session, loads not set; None where it has no place."""
        if (
            exercise not in self.usable(session.place, session.date, session.mesocycle > 0)
            or block not in exercise.blocks
        ):
            return None
        light = block == "strength" and self._light(exercise, session.place)
        week = self._week(session)
        return self._item(exercise, block, line, week if _jumps(exercise, block) else Week(week.words, 0), light)

    def facts(
        self, block: BlockName, item: Item, slot_minutes: int, day: date
    ) -> tuple[frozenset[str], Mapping[str, int]]:
        """Give the words and the numbers rules ask of one of the menu's items on a day, the same objects for the same
        item while the same spots are sore."""
        spared = passing_sites(self._task.runner, day) if self._passing else NOWHERE
        key = (block, id(item), slot_minutes, spared)
        if key not in self._facts:
            exercise = self._task.exercises[item.exercise]
            sort = (block, exercise.id, any(entry.tempo == TOO_LIGHT_TEMPO for entry in item.sets), spared)
            if sort not in self._item_words:
                self._item_words[sort] = item_words(block, item, exercise, self._task.runner, day)
            self._facts[key] = (self._item_words[sort], item_amounts(item, exercise, slot_minutes))
        return self._facts[key]

    def _light(self, exercise: Exercise, place: str) -> bool:
        kit = self._task.kit
        return kit.too_light(exercise, place) or kit.unloaded(exercise, place)

    def _week(self, session: Session) -> Week:
        task = self._task
        number = (session.date - task.season.weeks[0].start).days // 7
        if number not in self._weeks:
            words = week_words(task.runner, task.season, number)
            jumps = contacts(task.runner.lifting_experience, number, "down" in words)
            words |= runner_words(task.runner, task.season) | task.aims.asks
            self._weeks[number] = Week(words & words_asked(), jumps)
        return self._weeks[number]

    def _item(self, exercise: Exercise, block: BlockName, line: Line, week: Week, light: bool) -> Item | None:
        key = (exercise.id, block, line, week, light)
        if key not in self._items:
            item = self._dosed(exercise, block, line, week, light)
            self._items[key] = None if item is None else self._one.setdefault(item, item)
        return self._items[key]

    def _dosed(self, exercise: Exercise, block: BlockName, line: Line, week: Week, light: bool) -> Item | None:
        words = week.words | self._words[exercise.id] | (LIGHT if light else frozenset())
        entry = dose(line, block, words) or dose("full", block, words)
        if entry is None:
            return None
        warm = (Set(warmup=True, reps=entry.reps),) * warmups(block, exercise)
        work = work_sets(entry, exercise, week.contacts)
        more = emphasis(self._task.runner).get(exercise.id) if block in EMPHASISED else None
        if more is not None and work and work[0].side == "each":
            work = (*work, replace(work[0], side=more))
        sets = (*warm, *work)
        return Item(exercise=exercise.id, pattern=exercise.pattern, sets=sets, seconds=stopwatch_s(sets, exercise))


def is_for_legs(block: BlockName, exercise: Exercise) -> bool:
    """Say whether an exercise in a block is leg strength, which a session that leaves the legs out does not end with
    either: a loaded lunge before a key run tires whatever its block is called."""
    if block == "strength":
        return "lower" in exercise.traits
    return block == "transfer" and exercise.loadable and is_leg_lift(exercise)


def _jumps(exercise: Exercise, block: BlockName) -> bool:
    """Say whether the dose follows the contacts the week brings."""
    return block == "power" and exercise.contacts_per_rep > 0


def warmups(block: BlockName, exercise: Exercise) -> int:
    """Count the warm-up sets a main lift gets."""
    if block != "strength" or "heavy" not in exercise.traits or exercise.measure != "reps":
        return 0
    if exercise.load_type == "bodyweight":
        return 0
    return BAR_WARMUPS if exercise.load_type in BARS else HAND_WARMUPS


def _loads(exercise: Exercise, sites: frozenset[Site]) -> bool:
    return any(caution.site in sites and caution.action == "avoid" for caution in exercise.cautions)


def leg_places(task: Task, menu: Menu) -> Callable[[date], frozenset[str]]:
    """Give, by day, the places where at least one leg lift can be done by this runner."""
    known: dict[frozenset[Site], frozenset[str]] = {}

    def there(day: date) -> frozenset[str]:
        spared = menu.spared(day)
        if spared not in known:
            known[spared] = frozenset(
                place
                for place in task.runner.places
                if any("strength" in one.blocks and is_leg_lift(one) for one in menu.usable(place, day))
            )
        return known[spared]

    return there


def rank(exercise: Exercise) -> tuple[bool, bool, bool, bool, str]:
    """Order exercises inside a block: heavy first, legs before arms, both legs before one, calves last."""
    traits = exercise.traits
    return (
        exercise.pattern in ("calf", "foot"),
        "lower" not in traits,
        "heavy" not in traits,
        exercise.unilateral,
        exercise.id,
    )
