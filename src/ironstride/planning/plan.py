"""Plan a season: read it, place the sessions, choose the exercises, set the loads, and audit the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from ironstride.catalogue import Catalogue, catalogue
from ironstride.catalogue.tables import table
from ironstride.model.errors import InputError
from ironstride.model.exercise import BLOCKS, BlockName, Exercise
from ironstride.model.plan import Plan, PlanWeek, Solver, Stage, Versions
from ironstride.model.rule import Finding, Method
from ironstride.model.runner import WEEKDAYS, Runner
from ironstride.model.running import PlannedRun, Race, RunningPlan
from ironstride.model.session import Session
from ironstride.model.words import minutes_of
from ironstride.planning import solve as solving
from ironstride.planning.collecting import uncollected
from ironstride.planning.compose import Composed, compose
from ironstride.planning.conflict import explain_conflict
from ironstride.planning.history import history_note, with_history
from ironstride.planning.kit import Kit
from ironstride.planning.menu import Menu, leg_places
from ironstride.planning.names import with_ids
from ironstride.planning.notes import hours_note, joined_note, notes_on, strength_note
from ironstride.planning.prescribe import prescribe
from ironstride.planning.reasons import with_reasons
from ironstride.planning.schedule import candidates, draft_schedule, named
from ironstride.planning.slots import slots
from ironstride.planning.task import Task
from ironstride.rules.facts import timeline
from ironstride.rules.frequency import sessions_asked
from ironstride.rules.kinds.base import Scope
from ironstride.rules.ruleset import RuleSet, aims_of, chain, method_of, rule_set
from ironstride.running.load import HistorySummary
from ironstride.running.races import own_races, with_found_races
from ironstride.running.season import Season, monday, read_season
from ironstride.strength.ability import ability
from ironstride.strength.progression import Aims
from ironstride.version import __version__

SCHEMA = 1
#: longest season, weeks
MOST_WEEKS = 104
NO_AIMS = Aims()
Clock = Callable[[str], None]


@uncollected()
def plan(
    runner: Runner,
    running: RunningPlan,
    history: HistorySummary | None = None,
    *,
    method: str | Method | None = None,
    weeks: int | None = None,
    shipped: Catalogue | None = None,
    progress: Clock = lambda stage: None,
) -> Plan:
    """Plan a season of strength work around the running.

    Parameters
    ----------
    runner : who plans; `runner.first_day` or the first run starts the season.
    running : planned runs, other training and rest days.
    history : what a watch recorded, summarised; fills in climb at home and usual hours the runner left open.
    method : method id, or a method of your own; the runner's own choice when not given.
    weeks : length of the season; else the runner's, else up to the last race, else the last run.
    shipped : the catalogue; the one that ships when not given.
    progress : called with the name of each stage as it begins.

    Returns
    -------
    Plan
        The same for the same input, byte for byte. Its findings say what the plan could not do and why.

    Raises
    ------
    NoPlan : wishes clash; names the smallest clashing set.
    InputError : nothing to plan from, or an unknown method or switch.

    Examples
    --------
    Eight weeks of one easy run, two evenings, a step and a band:

    >>> from datetime import date, timedelta
    >>> from ironstride.model.equipment import Place
    >>> from ironstride.model.runner import Availability, Runner
    >>> from ironstride.model.running import PlannedRun, RunningPlan
    >>> evenings = Availability(days=("mon", "thu"), start="19:00", end="19:45", place="home")
    >>> ana = Runner(
    ...     name="Ana", event="10k", lifting_experience="novice", body_mass_kg=60, birth_year=1990,
    ...     places={"home": Place(box_heights_cm=(30,), bands=True)}, availability=(evenings,),
    ... )
    >>> tuesdays = [date(2027, 1, 5) + timedelta(weeks=n) for n in range(8)]
    >>> runs = tuple(PlannedRun(id=f"{day}", date=day, intensity="easy", minutes=40) for day in tuesdays)
    >>> made = plan(ana, RunningPlan(runs=runs))
    >>> made.solver.status, len(made.weeks), len(made.sessions)
    ('OPTIMAL', 8, 16)
    >>> first = made.sessions[0]
    >>> print(first.date, first.start, first.place, first.blocks[0].block)
    2027-01-04 19:00 home mobility

    Each set is in `first.blocks[n].items[n].sets`, each reason in `first.because`. Files are read by
    `formats.runner_file.read_runner` and `running.plan_reader.read_running_plan`, watches by `formats.history` and
    `running.load.summarise`; `formats.plan_json.plan_bytes` writes the plan.
    """
    data = shipped or catalogue()
    progress("read")
    if history is not None:
        runner = with_history(runner, history)
    runner, unknown = with_ids(runner, data.exercises)
    races = with_found_races(runner, running.runs)
    runner, running = races.runner, replace(running, runs=races.runs, unread=(*running.unread, *unknown))
    chosen = method or runner.method
    rules = rule_set(data, chosen, runner.switches)
    aims = aims_of(data, chosen, runner.switches)
    task = make_task(runner, running, data, weeks, blocks_of(data, chosen), aims)
    progress("schedule")
    menu = Menu(task)
    offered = candidates(task, slots(runner, task.season, task.runs, task.others), leg_places(task, menu))
    draft = draft_schedule(task, offered, rules, guarded=must(rules))
    solution = solving.solve(draft.model, assumptions=dict.fromkeys(draft.guards.values(), 1))
    if solution is None:
        raise explain_conflict(task, offered, rules)
    placed = named(task, [session for session in offered if solution.values[draft.literals[session.id]]])
    progress("compose")
    composed = compose(task, menu, placed, rules)
    progress("prescribe")
    sessions = prescribe(task, composed.sessions)
    progress("audit")
    reasoned = with_reasons(rules, draft, sessions)
    findings = audited(task, rules, sessions)
    stages = [Stage(name="schedule", objective=solution.objective, bound=solution.bound, status=solution.status)]
    notes = [history_note(history)] if history is not None else []
    if any(run.start_min is None for run in running.runs):
        notes.append(hours_note(runner))
    notes += [joined_note(joined.race, joined.was) for joined in races.joined]
    others = [one for one in running.others if task.season.first_day <= one.date <= task.season.last_day]
    notes += strength_note(runner, others)
    notes += notes_on(task, method_of(data, chosen), rules, sessions)
    return _plan(task, chosen, rules, running, reasoned, findings, [*stages, *_stages(composed)], data, notes)


def must(rules: RuleSet, scope: Scope = "schedule") -> list[str]:
    """Name the rules of a stage that hold by force, so that what they forbid can be told apart."""
    return [bound.rule.code for bound in rules.of(scope) if bound.rule.level in ("must", "safety")]


def make_task(
    runner: Runner,
    running: RunningPlan,
    data: Catalogue,
    weeks: int | None,
    blocks: tuple[BlockName, ...] = BLOCKS,
    aims: Aims = NO_AIMS,
) -> Task:
    """Read the season and gather what planning needs; runs without an hour get the runner's usual one."""
    runs = with_hours(runner, with_races(runner, running.runs))
    if not runs:
        raise InputError("there is no planned run", "running", "Give a calendar, a table or a weekly pattern.")
    first = runner.first_day or monday(min(run.date for run in running.runs or runs))
    last = last_day(runner, runs, first, weeks)
    if not 0 <= (last - first).days < 7 * MOST_WEEKS:
        mend = f"Give a first day before the last run or race, and at most {MOST_WEEKS} weeks."
        raise InputError(f"{first} to {last} is no season", "first_day", mend)
    inside = tuple(run for run in runs if first <= run.date <= last + timedelta(days=7))
    season = read_season(runner, inside, first, last)
    belief = ability(runner, data.exercises, first.year)
    kit = Kit(runner.places, belief)
    others = tuple(o for o in running.others if not (o.is_strength and runner.running.strength_in_plan == "replace"))
    return Task(runner, season, inside, others, data.exercises, blocks, belief, kit, aims)


def blocks_of(data: Catalogue, method: str | Method) -> tuple[BlockName, ...]:
    """Give the block order a method trains in."""
    wanted = next((one.blocks for one in chain(data, method) if one.blocks is not None), None) or BLOCKS
    return tuple(block for block in BLOCKS if block in wanted)


def last_day(runner: Runner, runs: Iterable[PlannedRun], first: date, weeks: int | None) -> date:
    """Say when the season ends: after the weeks asked for, with the last named race's week, or the last run's week."""
    length = weeks or runner.weeks
    if length:
        return monday(first) + timedelta(days=7 * length - 1)
    races = [race.date for race in own_races(runner) if race.date >= first]
    end = max(races, default=max(run.date for run in runs))
    return monday(end) + timedelta(days=6)


def with_races(runner: Runner, runs: Iterable[PlannedRun]) -> list[PlannedRun]:
    """Make sure every race is a run of its day: the calendar's run of that day becomes it, or one is added."""
    found = list(runs)
    for race in runner.races:
        same_day = [run for run in found if run.date == race.date]
        start = None if race.start is None else minutes_of(race.start)
        if not same_day:
            found.append(_race_run(race, start))
            continue
        longest = max(same_day, key=lambda run: (run.intensity == "race", run.minutes))
        turned = replace(longest, intensity="race", start_min=longest.start_min if start is None else start)
        found[found.index(longest)] = turned
    return sorted(found, key=lambda run: (run.date, run.start_min or 0, run.id))


def with_hours(runner: Runner, runs: Iterable[PlannedRun]) -> tuple[PlannedRun, ...]:
    """Fill in the usual hour of runs whose plan gives the day only."""
    usual = runner.running
    filled: list[PlannedRun] = []
    seen: dict[date, int] = {}
    for run in runs:
        number = seen[run.date] = seen.get(run.date, -1) + 1
        if run.start_min is not None:
            filled.append(run)
            continue
        start = usual.usual_start_by_day.get(WEEKDAYS[run.date.weekday()], usual.usual_start)
        filled.append(replace(run, start_min=minutes_of(start if number == 0 else usual.usual_second_start)))
    return tuple(sorted(filled, key=lambda run: (run.date, run.start_min or 0, run.id)))


def audited(task: Task, rules: RuleSet, sessions: tuple[Session, ...]) -> tuple[Finding, ...]:
    """Check the finished sessions with the rules that made them; keep what is worth saying."""
    axis = timeline(task.runner, task.season, task.runs, sessions, task.exercises, task.others)
    spoken = {bound.rule.code for bound in rules.rules if not bound.rule.quiet}
    found = [f for f in rules.check(axis) if f.verdict in ("fail", "unknown") and f.rule in spoken]
    return tuple(sorted(found, key=lambda finding: (finding.first, finding.rule, finding.last, finding.facts)))


def _race_run(race: Race, start: int | None) -> PlannedRun:
    """Make a run of a race no plan times: so many minutes a kilometre, its climb counted as further kilometres."""
    numbers = table("season")["race_time"]
    kilometres = (race.distance_km or 10.0) + (race.climb_m or 0.0) / numbers["climb_m_per_km"]
    minutes = max(numbers["least_min"], min(numbers["most_min"], round(kilometres * numbers["min_per_km"])))
    return PlannedRun(
        id=f"race-{race.date.isoformat()}",
        date=race.date,
        intensity="race",
        minutes=minutes,
        title=race.name,
        start_min=start,
    )


def _stages(composed: Composed) -> list[Stage]:
    return [
        Stage(
            name=f"exercises, block {number + 1}",
            objective=solution.objective - baseline,
            bound=solution.bound - baseline,
            status=solution.status,
        )
        for number, baseline, solution in composed.solutions
    ]


def _plan(
    task: Task,
    method: str | Method,
    rules: RuleSet,
    running: RunningPlan,
    sessions: tuple[Session, ...],
    findings: tuple[Finding, ...],
    stages: list[Stage],
    data: Catalogue,
    notes: list[str],
) -> Plan:
    season = task.season
    return Plan(
        schema=SCHEMA,
        runner=task.runner,
        method=method.id if isinstance(method, Method) else method,
        first_day=season.first_day,
        last_day=season.last_day,
        weeks=plan_weeks(task, rules, sessions),
        runs=tuple(run for run in task.runs if run.date <= season.last_day),
        others=task.others,
        sessions=sessions,
        findings=findings,
        unread=running.unread,
        notes=tuple(notes),
        solver=Solver(
            objective=sum(stage.objective for stage in stages),
            bound=sum(stage.bound for stage in stages),
            status="OPTIMAL" if all(stage.status == "OPTIMAL" for stage in stages) else "FEASIBLE",
            stages=tuple(stages),
        ),
        versions=versions(data),
        after=tuple(run for run in task.runs if run.date > season.last_day),
        own_method=method if isinstance(method, Method) else None,
    )


def versions(data: Catalogue) -> Versions:
    """Give the versions of everything that plans now."""
    return Versions(
        schema=SCHEMA, ironstride=__version__, catalogue=data.version, ortools=solving.version(), seed=solving.SEED
    )


def plan_weeks(task: Task, rules: RuleSet, sessions: tuple[Session, ...]) -> tuple[PlanWeek, ...]:
    """Describe the weeks of a season that is planned."""
    return weeks_of(task.runner, task.season, task.runs, task.exercises, rules, sessions)


def weeks_of(
    runner: Runner,
    season: Season,
    runs: Sequence[PlannedRun],
    exercises: Mapping[str, Exercise],
    rules: RuleSet,
    sessions: tuple[Session, ...],
) -> tuple[PlanWeek, ...]:
    """Describe the weeks of a season with the sessions the method asks for and those they hold."""
    asked = sessions_asked(rules, timeline(runner, season, runs, (), exercises))
    placed: dict[date, int] = {}
    for session in sessions:
        start = monday(session.date)
        placed[start] = placed.get(start, 0) + 1
    return tuple(
        PlanWeek(
            start=week.start,
            phase=week.phase,
            intense=week.intense,
            down=week.down,
            running=week.load,
            sessions_target=asked.get(week.start, 0),
            sessions_placed=placed.get(week.start, 0),
            mesocycle=week.mesocycle,
        )
        for week in season.weeks
    )
