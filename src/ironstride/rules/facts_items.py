"""Says which words and numbers an exercise has, for everybody, for this runner and as it is dosed."""

from __future__ import annotations

from datetime import date

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise, Site
from ironstride.model.runner import Runner
from ironstride.model.session import Item, Set
from ironstride.strength.ladders import power_stages
from ironstride.strength.screens import emphasis

#: the tempo that marks a main lift done light because the weights end
TOO_LIGHT_TEMPO = "3-1-1"
#: a jump that lands low and springs off again at once, as in the warm-up of a run
HOP = frozenset({"pattern:plyometric", "trait:elastic", "landing:low", "measure:contacts"})


def is_leg_lift(exercise: Exercise) -> bool:
    """Say whether a lift tires the big muscles of the legs (calf raises do not)."""
    return "knee-dominant" in exercise.traits or "hip-dominant" in exercise.traits


def exercise_words(exercise: Exercise) -> frozenset[str]:
    """Give the words of an exercise that hold for everybody."""
    words = {
        f"pattern:{exercise.pattern}",
        f"plane:{exercise.plane}",
        f"skill:{exercise.skill}",
        f"measure:{exercise.measure}",
        f"load-type:{exercise.load_type}",
        f"exercise:{exercise.id}",
        f"landing:{exercise.landing}",
        "unilateral" if exercise.unilateral else "bilateral",
    }
    words |= {f"trait:{trait}" for trait in exercise.traits}
    words |= {f"seed:{seed}:{said.verdict}" for seed, said in exercise.seeds.items()}
    if not any(said.verdict == "recommended" for said in exercise.seeds.values()):
        words.add("unrecommended")
    if exercise.id in table("staples")["exercises"]:
        words.add("staple")
    if exercise.id in power_stages():
        words.add(f"stage:{power_stages()[exercise.id]}")
    return frozenset(words)


def passing_sites(runner: Runner, day: date) -> frozenset[Site]:
    """Give the sites that complain on a day and have an end; those without one complain on every day."""
    return frozenset([spot.site for spot in runner.sore if spot.passing and spot.holds(day, day)])


def personal_words(exercise: Exercise, runner: Runner, day: date | None) -> frozenset[str]:
    """Give the words an exercise has for this runner on a day: disliked, favourite, contraindicated, care-needed.

    Without a day, the words that it has on every one: sore spots with an end are left out.
    """
    words = set()
    if exercise.id in runner.dislikes or exercise.pattern in runner.dislikes:
        words.add("disliked")
    if exercise.id in runner.favourites:
        words.add("favourite")
    if any(lift.exercise == exercise.id for lift in runner.known_lifts):
        words.add("practised")
    if exercise.id in emphasis(runner):
        words.add("emphasised")
    complaining = {spot.site for spot in runner.sore if spot.state != "healed" and not spot.passing}
    complaining |= passing_sites(runner, day) if day is not None else frozenset()
    healed = {spot.site for spot in runner.sore if spot.state == "healed"}
    for caution in exercise.cautions:
        meets = caution.site in complaining or caution.condition in runner.conditions
        if meets and caution.action == "avoid":
            words.add("contraindicated")
        elif meets or caution.site in healed:
            words.add("care-needed")
    return frozenset(words)


def item_words(block: str, item: Item, exercise: Exercise | None, runner: Runner, day: date | None) -> frozenset[str]:
    """Give the words of an item on a day: its exercise's, the runner's own about it, its block and how it is dosed."""
    if exercise is None:
        return frozenset((f"block:{block}", f"pattern:{item.pattern}", "exercise:?"))
    words = exercise_words(exercise) | personal_words(exercise, runner, day) | {f"block:{block}"}
    work = [entry for entry in item.sets if not entry.warmup]
    if any(entry.load_kg for entry in work):
        words |= {"loaded"}
    if block == "strength" and any(entry.tempo == TOO_LIGHT_TEMPO for entry in work):
        words |= {"too-light"}
    if block == "power" and words.issuperset(HOP):
        words |= {"hop"}
    return words


def item_amounts(item: Item, exercise: Exercise | None, slot_minutes: int) -> dict[str, int]:
    """Add up an item's dose in whole numbers; what is not known is left out."""
    work = [entry for entry in item.sets if not entry.warmup]
    landings = exercise.contacts_per_rep if exercise is not None else 0
    amounts = {
        "sets": len(work),
        "duration_s": item.seconds,
        "slot_permille": -(-1000 * item.seconds // (slot_minutes * 60)) if slot_minutes else 0,
        "contacts": sum([(entry.contacts or (entry.reps or 0) * landings) * _sides(entry) for entry in work]),
        "hold_s": 0,
    }
    if exercise is not None and "static" in exercise.traits:
        amounts["hold_s"] = sum([(entry.seconds or 0) * _sides(entry) for entry in work])
    reps = [entry.reps for entry in work if entry.reps is not None]
    if reps:
        amounts["reps_max"] = max(reps)
    rirs = [entry.rir for entry in work if entry.rir is not None]
    if rirs:
        amounts["rir_tenths"] = round(min(rirs) * 10)
    percents = [entry.percent_1rm for entry in work if entry.percent_1rm is not None]
    if percents:
        amounts["percent_tenths"] = round(max(percents) * 10)
    rests = [entry.rest_s for entry in work if entry.rest_s]
    if rests:
        amounts["rest_s"] = min(rests)
    loads = [entry.load_kg for entry in work if entry.load_kg is not None]
    if loads:
        amounts["load_g"] = round(max(loads) * 1000)
    if item.lighter_kg is not None:
        amounts["below_g"] = round(item.lighter_kg * 1000)
    return amounts


def _sides(entry: Set) -> int:
    return 2 if entry.side == "each" else 1
