"""What a plan says of itself in its notes, and which of them still hold after a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from ironstride.model.rule import Method
from ironstride.model.runner import Runner
from ironstride.model.running import OtherTraining, Race
from ironstride.model.session import Session
from ironstride.model.words import day_text, plural
from ironstride.planning.runner_now import spared_text
from ironstride.planning.task import Task
from ironstride.planning.ways_out import ways_out
from ironstride.rules.facts_runner import runner_words
from ironstride.rules.ruleset import RuleSet
from ironstride.running.races import for_training
from ironstride.running.season import monday

#: how a runner says otherwise about races that a calendar named
CORRECTED = "If that is not so, name your races under [[races]] in the runner file."
#: words for ages that have rules of their own
AGES = frozenset({"age:youth", "age:60+"})
#: phases whose weeks hold a session where the days suit the method
TRAINED = frozenset({"base", "build", "peak"})


def hours_note(runner: Runner) -> str:
    """Say at what hour runs whose plan gives none are taken to start."""
    usual = runner.running
    return (
        f"Runs whose plan gives no hour are taken to start at {usual.usual_start}, "
        f"a second one at {usual.usual_second_start}."
    )


def joined_note(race: Race, was: date) -> str:
    """Say that a race of the calendar a day off the runner's own race is that race."""
    return (
        f"Your calendar has the race on {day_text(was, year=True)}, your runner file on "
        f"{day_text(race.date, year=True)}: taken as one race, on the day of the runner file."
    )


def strength_note(runner: Runner, others: Sequence[OtherTraining]) -> list[str]:
    """Say what becomes of the strength that the running plan already holds."""
    held = sum(other.is_strength for other in others)
    if not held:
        return []
    done = {
        "keep": "kept, and planned around",
        "replace": "replaced by the sessions of this plan",
        "merge": "counted, and the rest is planned",
    }[runner.running.strength_in_plan]
    known = "To have it otherwise, set strength_in_plan in the runner file to keep, replace or merge."
    return [f"Your calendar already holds {plural(held, 'strength session')}: {done}. {known}"]


def found_text(race: Race) -> str:
    """Say what a race of the calendar that the runner did not name is taken as."""
    named = f" ({race.name})" if race.name else ""
    taken = "your A race, and the season leads to it" if race.priority == "A" else "a B race, which costs no week"
    return f"Your calendar holds a race on {day_text(race.date, year=True)}{named}: taken as {taken}."


def found_notes(runner: Runner, first: date, last: date) -> list[str]:
    """Say of a season's days what the races of the calendar are taken as; nothing when the runner named them all."""
    races = [race for race in runner.races if race.found and first <= race.date <= last + timedelta(days=7)]
    notes = [found_text(race) for race in races]
    if races and not any(race.priority == "A" and race.date >= first for race in runner.races):
        notes.append("None of these is taken as your A race, so no week tapers.")
    return notes


def _race_notes(task: Task) -> list[str]:
    """Say what is made of the races, tests and parkruns of the calendar."""
    notes = found_notes(task.runner, task.season.first_day, task.season.last_day)
    if notes:
        notes.append(CORRECTED)
    tests = for_training(task.runs, task.runner.races)
    if tests:
        more = f" and {len(tests) - 1} more like it" if len(tests) > 1 else ""
        title = f" ({tests[0].title})" if tests[0].title else ""
        notes.append(
            f"The race of {day_text(tests[0].date, year=True)}{title}{more} counts as hard running, not as a race: "
            "no week is shaped by it."
        )
    return notes


def notes_on(
    task: Task, method: Method, rules: RuleSet, sessions: Sequence[Session], today: date | None = None
) -> list[str]:
    """Give the notes that follow from the method, the runner and the sessions; of sore spots, those not over by a day.

    A season with a session in less than every other week that could hold one names the ways out.
    """
    notes = _race_notes(task)
    runner = task.runner
    if method.silent_on:
        notes.append(f"{method.name} says nothing on {', '.join(method.silent_on)}; there the evidence's values hold.")
    most = max(Counter(monday(session.date) for session in sessions).values(), default=0)
    wanted = runner.wanted_sessions_per_week
    if wanted is not None and wanted > most:
        notes.append(
            f"You asked for {wanted} sessions a week. The plan has at most {most}: past that they take from the "
            "running more than they give it."
        )
    if runner.red_flags:
        notes.append("You named a sign that needs a professional's look. No training is planned until it is cleared.")
    elif not runner.availability:
        notes.append("You named no hours for lifting, so there is none: say when under [[availability]].")
    elif 2 * len(sessions) < sum(week.phase in TRAINED for week in task.season.weeks):
        notes.append(ways_out(task, method, rules))
    first = max(today or task.season.first_day, task.season.first_day)
    spared = [spot for spot in runner.sore if spot.passing and spot.holds(first, task.season.last_day)]
    notes += dict.fromkeys(map(spared_text, spared))
    if any(item.first_time for session in sessions for item in session.items):
        notes.append(
            "Lifts you have not logged begin with a safe load and an honest first set; the loads after it are a guess "
            "until you have done it."
        )
    return notes + _age_notes(task, rules)


def renewed(notes: Sequence[str], before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Take out of a plan's notes those that followed from it as it was and hold no more; add those that hold now.

    Parameters
    ----------
    notes : as the plan tells them.
    before, now : what follows from the plan before and after the change.
    """
    kept = [note for note in notes if note in now or note not in before]
    return (*kept, *(note for note in now if note not in kept))


def _age_notes(task: Task, rules: RuleSet) -> list[str]:
    """Say which rules are off for the runner's age, and which hold because of it."""
    notes = []
    runner = task.runner
    for word in sorted(AGES & runner_words(runner, task.season)):
        asked = [bound.rule for bound in rules.rules if not bound.rule.quiet]
        off = [rule.claim for rule in asked if word in rule.when.none]
        on = [rule.claim for rule in asked if word in (*rule.when.any, *rule.when.all)]
        age = task.season.first_day.year - runner.birth_year
        if off:
            notes.append(f"At {age}, rules made for adults are off: {_listed(off)}.")
        if on:
            notes.append(f"At {age}, these hold: {_listed(on)}.")
    return notes


def _listed(claims: Sequence[str]) -> str:
    return "; ".join(claim[0].lower() + claim[1:].rstrip(".") for claim in claims)
