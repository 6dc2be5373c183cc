"""Lay a season on the timeline: runs, sessions and items as events with the words and numbers rules ask about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from ironstride.catalogue.tables import table
from ironstride.model.exercise import Exercise
from ironstride.model.runner import WEEKDAYS, Runner
from ironstride.model.running import HARD, KEY, OtherTraining, PlannedRun
from ironstride.model.session import Item, Session, Set
from ironstride.model.timeline import Day, Event, Timeline, Week
from ironstride.rules.select import MERGED
from ironstride.running.season import Season, SeasonWeek, monday
from ironstride.strength.ladders import open_stage, power_stages
from ironstride.strength.screens import emphasis, is_steady

DAY_MIN = 1440
SECONDS_PER_MIN = 60
#: spans before and after an A race that rules may ask about, in days
BEFORE_A_RACE = (4, 10, 14)
AFTER_A_RACE = (7,)
TAIL_DAYS = 7
#: a slot of this many minutes holds a whole session
WHOLE_SLOT_MIN = 35
#: the tempo that marks a main lift done light because the weights end
TOO_LIGHT_TEMPO = "3-1-1"
#: whether the trunk is steady; until a plank has been tested, nobody knows
STABILITY: Mapping[bool | None, str] = {True: "stability:passed", False: "stability:not-yet", None: "stability:?"}
#: phases in which strength is built
BUILDING = frozenset({"base", "build"})
#: a jump that lands low and springs off again at once, as in the warm-up of a run
HOP = frozenset({"pattern:plyometric", "trait:elastic", "landing:low", "measure:contacts"})
LONG_EVENTS = frozenset({"half-marathon", "marathon", "ultra"})
HEAVY_RUNNERS_KG = 90.0


@lru_cache(maxsize=DAY_MIN)
def minute(clock: str) -> int:
    """Turn `18:30` into minutes after midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


# ---------------------------------------------------------------- the runner


def runner_words(runner: Runner, season: Season, unknown: frozenset[str] = frozenset()) -> frozenset[str]:
    """Give the words that hold for the runner all season.

    Groups (`level`) and single words (`age:60+`) that are unknown say so: `level:?`, `age:60+:?`.
    """
    age = season.first_day.year - runner.birth_year
    words = {
        f"level:{runner.lifting_experience}",
        f"running:{runner.running_experience}",
        f"event:{runner.event}",
        f"terrain:{_terrain(runner, season)}",
        f"pace:{_pace(runner)}",
        STABILITY[is_steady(runner.screens, runner)],
    }
    words |= {f"{spot.state}:{spot.site}" for spot in runner.sore}
    words |= {f"condition:{condition}" for condition in runner.conditions}
    words |= {f"red-flag:{flag}" for flag in runner.red_flags}
    checks = {
        "red-flag": bool(runner.red_flags),
        "age:youth": age < 16,
        "age:60+": age >= 60,
        "mass:over-90": runner.body_mass_kg > HEAVY_RUNNERS_KG,
        "long-event": runner.event in LONG_EVENTS,
        "has-favourites": bool(runner.favourites),
        "has-practised": bool(runner.known_lifts),
        "has-emphasis": bool(emphasis(runner)),
        "a-race": any(season.first_day <= race.date <= season.last_day for race in season.a_races),
    }
    words |= {word for word, holds in checks.items() if holds}
    known = {word for word in words if word.partition(":")[0] not in unknown and word not in unknown}
    return frozenset(known | {f"{group}:?" for group in unknown})


def _terrain(runner: Runner, season: Season) -> str:
    races = [race for race in season.a_races if race.climb_m is not None and race.distance_km]
    if runner.home_climb_m_per_km is None or not races:
        return "?" if races else "matched"
    steepest = max((race.climb_m or 0) / (race.distance_km or 1) for race in races)
    return "gap" if steepest - runner.home_climb_m_per_km >= table("season")["terrain"]["gap_m_per_km"] else "matched"


def _pace(runner: Runner) -> str:
    if runner.goal_pace_s_per_km is None:
        return "?"
    return "fast" if runner.goal_pace_s_per_km < table("season")["pace"]["s_per_km"] else "slow"


# ---------------------------------------------------------------- days and weeks


def timeline(
    runner: Runner,
    season: Season,
    runs: Sequence[PlannedRun],
    sessions: Sequence[Session],
    exercises: Mapping[str, Exercise],
    others: Sequence[OtherTraining] = (),
) -> Timeline:
    """Put runs and sessions on one axis of days from the season's first Monday to a week past its end.

    Strength that the running plan holds already counts as a session when the runner merges it; not under a red flag,
    which stops all of it.
    """
    start = season.weeks[0].start
    days = day_facts(runner, season, runs)
    index = {day.date: number for number, day in enumerate(days)}
    with_legs = {monday(session.date) for session in sessions if "leg-strength" in session_words(session, exercises)}
    with_any = Counter(monday(session.date) for session in sessions)
    weeks = week_facts(runner, season, set(with_any), with_legs)
    alone = {
        week.start for week in season.weeks if week.phase in BUILDING and not week.down and with_any[week.start] == 1
    }
    events = [run_event(runner, run, index[run.date]) for run in runs if run.date in index]
    if runner.running.strength_in_plan == "merge" and not runner.red_flags:
        events += [
            merged_event(other, index[other.date]) for other in others if other.is_strength and other.date in index
        ]
    for session in sessions:
        if session.date in index:
            extra = frozenset({"only-session"}) if monday(session.date) in alone else frozenset()
            events += session_events(session, index[session.date], runner, exercises, extra)
    return Timeline(
        days=days,
        weeks=weeks,
        events=tuple(sorted(events, key=lambda event: (event.day, event.start_min or 0, event.of, event.position))),
        tags=runner_words(runner, season),
        amounts=MappingProxyType({}),
        scored_first=(season.first_day - start).days,
        scored_end=(season.last_day - start).days + 1,
    )


def week_facts(runner: Runner, season: Season, with_any: set[date], with_legs: set[date]) -> tuple[Week, ...]:
    """Describe the weeks; `legs` and `lifting` say what sort of session they hold."""
    facts = []
    for number, week in enumerate(season.weeks):
        words = week_words(runner, season, number)
        words |= {"lifting"} if week.start in with_any else frozenset()
        words |= {"legs"} if week.start in with_legs else frozenset()
        facts.append(Week(number, number * 7, number * 7 + 7, words, mesocycle=week.mesocycle, scored=week.full))
    return tuple(facts)


def week_words(runner: Runner, season: Season, number: int) -> frozenset[str]:
    """Give the words of a week that do not depend on the strength in it."""
    week: SeasonWeek = season.weeks[number]
    words = {f"phase:{week.phase}", "intense" if week.intense else "low-intensity"}
    words.add(f"power-stage:{open_stage(runner.lifting_experience, week.mesocycle, runner.power_behind)}")
    new_lifter = runner.lifting_experience in ("none", "novice")
    if new_lifter and number < table("season")["entry"]["weeks"]:
        words.add("entry")
    if week.down:
        words.add("down")
    if number and season.weeks[number - 1].down:
        words.add("after-down")
    if not week.full:
        words.add("partial")
    return frozenset(words)


def day_facts(runner: Runner, season: Season, runs: Sequence[PlannedRun]) -> tuple[Day, ...]:
    """Describe each day of the season and of the tail after it."""
    start = season.weeks[0].start
    end = season.weeks[-1].start + timedelta(days=7 + TAIL_DAYS)
    by_day: dict[date, list[PlannedRun]] = {}
    for run in runs:
        by_day.setdefault(run.date, []).append(run)
    facts = []
    for offset in range((end - start).days):
        day = start + timedelta(days=offset)
        number = offset // 7
        words = set(week_words(runner, season, number)) if number < len(season.weeks) else set()
        words |= _running_words(by_day.get(day, ()))
        words |= _race_words(season, day) | _rota_words(runner, day) | {WEEKDAYS[day.weekday()]}
        if any(span.first <= day <= span.last and (span.place or span.unavailable) for span in runner.exceptions):
            words.add("away")
        facts.append(Day(day, number, frozenset(words)))
    return tuple(facts)


def _running_words(runs: Sequence[PlannedRun]) -> set[str]:
    if not runs:
        return {"rest-day"}
    kinds = {run.intensity for run in runs}
    words = {"run-day"}
    words |= {"hard-day"} if kinds & HARD else {"long-day"} if "long" in kinds else {"easy-day"}
    return words


def _race_words(season: Season, day: date) -> set[str]:
    words = set()
    for race in season.a_races:
        before = (race.date - day).days
        words |= {f"within-{span}-days-of-a-race" for span in BEFORE_A_RACE if 0 <= before <= span}
        words |= {f"within-{span}-days-after-a-race" for span in AFTER_A_RACE if 0 < -before <= span}
    return words


def _rota_words(runner: Runner, day: date) -> set[str]:
    words = set()
    for rota in runner.rota:
        tonight, last = (_night(rota.start, rota.cycle_days, rota.nights, day - timedelta(days=n)) for n in (0, 1))
        if last and not tonight:
            words.add("last-night")
        if last and tonight:
            words.add("after-night")
        if tonight:
            words.add("night")
    return words


def _night(start: date, cycle_days: int, nights: tuple[int, ...], day: date) -> bool:
    return (day - start).days % cycle_days in nights


# ---------------------------------------------------------------- events


def run_event(runner: Runner, run: PlannedRun, day: int) -> Event:
    """Put a run on the timeline; a run without an hour takes none (the reader of the plan filled in usual hours)."""
    words: set[str] = {run.intensity}
    words |= {"hard"} if run.intensity in HARD else set()
    words |= {"key"} if run.intensity in KEY else set()
    words |= {f"race-{race.priority}" for race in runner.races if race.date == run.date and run.intensity == "race"}
    start = None if run.start_min is None else day * DAY_MIN + run.start_min
    end = None if start is None else start + run.minutes
    return Event(run.id, "run", day, start, end, frozenset(words), {"minutes": run.minutes})


def merged_event(other: OtherTraining, day: int) -> Event:
    """Count strength of the running plan as a session; what is in it is not known, so no rule on legs counts it."""
    start = None if other.start_min is None else day * DAY_MIN + other.start_min
    end = None if start is None else start + other.minutes
    words = frozenset({MERGED, "slot:short"})
    return Event(f"merged-{other.id}", "session", day, start, end, words, {"minutes": other.minutes})


def session_words(session: Session, exercises: Mapping[str, Exercise]) -> frozenset[str]:
    """Say what sort of session it is: read from its items, or from its template while it has none."""
    words = {f"template:{session.template}", f"place:{session.place}"}
    words.add("slot:whole" if session.slot_minutes >= WHOLE_SLOT_MIN else "slot:short")
    if not session.blocks:
        return frozenset(words | ({"leg-strength"} if session.template == "full" else set()))
    for block in session.blocks:
        for item in block.items:
            exercise = exercises.get(item.exercise)
            if block.block == "strength" and exercise is not None and is_leg_lift(exercise):
                words.add("leg-strength")
            if block.block == "power":
                words.add("power")
    return frozenset(words)


def is_leg_lift(exercise: Exercise) -> bool:
    """Say whether a lift tires the big muscles of the legs (calf raises do not)."""
    return "knee-dominant" in exercise.traits or "hip-dominant" in exercise.traits


def session_events(
    session: Session,
    day: int,
    runner: Runner,
    exercises: Mapping[str, Exercise],
    extra: frozenset[str] = frozenset(),
) -> list[Event]:
    """Put a session and its items on the timeline; the session, with `extra` words, holds its whole slot."""
    start, end = session_span(session, day)
    words = session_words(session, exercises) | extra
    amounts = {"minutes": session.minutes, "slot_minutes": session.slot_minutes}
    events = [Event(session.id, "session", day, start, end, words, amounts)]
    position = 0
    for block in session.blocks:
        for item in block.items:
            exercise = exercises.get(item.exercise)
            words = item_words(block.block, item, exercise, runner)
            amounts = item_amounts(item, exercise, session.slot_minutes)
            events.append(item_event(session, day, block.block, position, item, words, amounts))
            position += 1
    return events


def session_span(session: Session, day: int) -> tuple[int | None, int | None]:
    """Give start and end of a session's slot in minutes of the timeline; None where its hour or length is not known."""
    if not session.start:
        return None, None
    start = day * DAY_MIN + minute(session.start)
    return start, start + session.slot_minutes if session.slot_minutes else None


def item_words(block: str, item: Item, exercise: Exercise | None, runner: Runner) -> frozenset[str]:
    """Give the words of an item: its exercise's, the runner's own about it, its block and how it is dosed."""
    if exercise is None:
        return frozenset((f"block:{block}", f"pattern:{item.pattern}", "exercise:?"))
    words = exercise_words(exercise) | personal_words(exercise, runner) | {f"block:{block}"}
    work = [entry for entry in item.sets if not entry.warmup]
    if any(entry.load_kg for entry in work):
        words |= {"loaded"}
    if block == "strength" and any(entry.tempo == TOO_LIGHT_TEMPO for entry in work):
        words |= {"too-light"}
    if block == "power" and words.issuperset(HOP):
        words |= {"hop"}
    return words


def item_event(
    session: Session,
    day: int,
    block: str,
    position: int,
    item: Item,
    words: frozenset[str],
    amounts: Mapping[str, int],
    variant: str = "",
) -> Event:
    """Put one item on the timeline with its words and its dose's numbers; `variant` ends its id."""
    start, end = session_span(session, day)
    return Event(
        id=f"{session.id}/{block}/{item.exercise}{variant}",
        of="item",
        day=day,
        start_min=start,
        end_min=end,
        tags=words,
        amounts=amounts,
        session=session.id,
        position=position,
        exercise=item.exercise,
    )


def _sides(entry: Set) -> int:
    return 2 if entry.side == "each" else 1


def item_amounts(item: Item, exercise: Exercise | None, slot_minutes: int) -> dict[str, int]:
    """Add up an item's dose in whole numbers; what is not known is left out."""
    work = [entry for entry in item.sets if not entry.warmup]
    landings = exercise.contacts_per_rep if exercise is not None else 0
    amounts = {
        "sets": len(work),
        "duration_s": item.seconds,
        "slot_permille": -(-1000 * item.seconds // (slot_minutes * SECONDS_PER_MIN)) if slot_minutes else 0,
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


def personal_words(exercise: Exercise, runner: Runner) -> frozenset[str]:
    """Give the words an exercise has for this runner: disliked, favourite, contraindicated, care-needed."""
    words = set()
    if exercise.id in runner.dislikes or exercise.pattern in runner.dislikes:
        words.add("disliked")
    if exercise.id in runner.favourites:
        words.add("favourite")
    if any(lift.exercise == exercise.id for lift in runner.known_lifts):
        words.add("practised")
    if exercise.id in emphasis(runner):
        words.add("emphasised")
    complaining = {spot.site for spot in runner.sore if spot.state != "healed"}
    healed = {spot.site for spot in runner.sore if spot.state == "healed"}
    for caution in exercise.cautions:
        meets = caution.site in complaining or caution.condition in runner.conditions
        if meets and caution.action == "avoid":
            words.add("contraindicated")
        elif meets or caution.site in healed:
            words.add("care-needed")
    return frozenset(words)


def placed(events: Iterable[Event], of: str) -> list[Event]:
    """Keep the events of one sort."""
    return [event for event in events if event.of == of]
