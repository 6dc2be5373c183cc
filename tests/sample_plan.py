"""Builds a rich, synthetic and plausible plan for tests: twenty-two weeks towards a hilly half marathon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from ironstride.model.body import Sore
from ironstride.model.exercise import BlockName
from ironstride.model.plan import Phase, Plan, PlanWeek, RunningLoad, Solver, Stage, Versions
from ironstride.model.rule import Finding
from ironstride.model.runner import Availability, Runner, Running
from ironstride.model.running import Intensity, OtherTraining, PlannedRun, Race, Unread
from ironstride.model.session import Because, Block, Item, Session, Set

FIRST_DAY = date(2026, 2, 2)
PHASES: tuple[Phase, ...] = (
    *("base",) * 7,
    *("build",) * 7,
    *("peak",) * 3,
    "taper",
    "taper",
    "race",
    *("transition",) * 2,
)
DOWN = frozenset({3, 7, 11, 14})
RACE_WEEK, B_WEEK = 19, 11
SQUAT_KG = (70.0, 72.5, 75.0, 67.5, 75.0, 77.5, 80.0, 72.5, 80.0, 82.5, 82.5, 75.0, 82.5, 82.5, 75.0, 82.5, 82.5, 82.5)
HINGE_KG = (
    90.0,
    95.0,
    97.5,
    85.0,
    97.5,
    100.0,
    105.0,
    92.5,
    105.0,
    107.5,
    107.5,
    97.5,
    107.5,
    110.0,
    97.5,
    110.0,
    110.0,
)
SOURCES: Mapping[str, str] = {
    "wilson-2012": "Wilson and others (2012), concurrent training, meta-analysis of 21 studies",
    "doma-2017": "Doma and others (2017), how strength training disturbs running in the days after",
    "S2": "Seed article S2: heavy, few, rested",
    "heuristic-hours": "Our convention: at least six hours between a hard run and heavy legs",
}


def sample_runner(name: str = "Mara Lindqvist") -> Runner:
    """A club runner with a sore Achilles, a gym and two evenings."""
    return Runner(
        name=name,
        event="half-marathon",
        lifting_experience="novice",
        body_mass_kg=61.0,
        birth_year=1988,
        time_zone="Europe/Berlin",
        first_day=FIRST_DAY,
        weeks=len(PHASES),
        sore=(Sore(site="achilles", side="left"),),
        running=Running(usual_start="07:00", usual_start_by_day={"sun": "08:30", "sat": "09:00"}),
        availability=(Availability(days=("tue", "thu"), start="18:00", end="19:15", place="gym", minutes=60),),
        races=(
            Race(
                date=FIRST_DAY + timedelta(7 * B_WEEK + 5),
                name="City 10 km",
                priority="B",
                distance_km=10.0,
                start="10:00",
            ),
            Race(
                date=FIRST_DAY + timedelta(7 * RACE_WEEK + 6),
                name="Ridgeway Half",
                priority="A",
                distance_km=21.1,
                climb_m=420,
                start="09:00",
            ),
        ),
    )


def _run(
    day: date, intensity: Intensity, minutes: int, title: str, start: int | None, hard: int | None = None
) -> PlannedRun:
    return PlannedRun(
        id=f"{day.isoformat()}-{intensity}",
        date=day,
        intensity=intensity,
        minutes=minutes,
        title=title,
        start_min=start,
        hard_minutes=hard,
        source="plan.ics",
    )


def _runs(week: int) -> list[PlannedRun]:
    """The runs of one week: four or five, with the week's long run growing and every fourth week eased."""
    monday, phase = FIRST_DAY + timedelta(7 * week), PHASES[week]
    ease = 0.7 if week in DOWN else {"taper": 0.65, "race": 0.5, "transition": 0.45}.get(phase, 1.0)

    def minutes(full: int) -> int:
        return round(full * ease / 5) * 5

    easy = _run(monday, "easy", minutes(40), "Easy", 7 * 60)
    if phase == "race":
        tune = _run(monday + timedelta(1), "interval", 30, "4 × 400 m at race pace", 7 * 60, 8)
        race = _run(monday + timedelta(6), "race", 98, "Ridgeway Half", 9 * 60, 98)
        return [easy, tune, _run(monday + timedelta(3), "easy", 30, "Easy", 7 * 60), race]
    if phase == "transition":
        return [
            _run(monday + timedelta(d), "easy", 30, "As you like", None)
            for d in ((2, 5) if week == RACE_WEEK + 1 else (1, 3, 5))
        ]
    hard = phase in ("build", "peak", "taper")
    tuesday = (
        _run(monday + timedelta(1), "interval", minutes(60), "6 × 1,000 m", 7 * 60, 24)
        if hard
        else _run(monday + timedelta(1), "hills", minutes(50), "Hill strides", 7 * 60, 8)
    )
    thursday = (
        _run(monday + timedelta(3), "tempo", minutes(55), "Tempo", 7 * 60, 25)
        if hard
        else _run(monday + timedelta(3), "easy", minutes(50), "Easy", 7 * 60)
    )
    if week == B_WEEK:
        saturday = _run(monday + timedelta(5), "race", 42, "City 10 km", 10 * 60, 42)
    else:
        saturday = _run(monday + timedelta(5), "easy", minutes(40), "Easy", None)
    long = _run(monday + timedelta(6), "long", minutes(min(75 + 5 * week, 135)), "Long, hilly", 8 * 60 + 30)
    return [easy, tuesday, thursday, saturday, long]


def _sets(count: int, one: Set) -> tuple[Set, ...]:
    return (one,) * count


def _main(exercise: str, n: int, reps: int, load: float, percent: float, rir: float, ramp: tuple[float, ...]) -> Item:
    """A main lift with ramping warm-up sets of falling repetitions."""
    warm = tuple(Set(reps=r, load_kg=kg, warmup=True, rest_s=60) for r, kg in zip((8, 5, 3), ramp, strict=False))
    return Item(
        exercise=exercise,
        pattern="squat" if "squat" in exercise else "hinge",
        seconds=n * 210 + 240,
        chance=0.93,
        sets=warm + _sets(n, Set(reps=reps, load_kg=load, percent_1rm=percent, rir=rir, rest_s=180)),
    )


def _one(block: BlockName, *items: Item) -> Block:
    return Block(block=block, items=items)


def _session_a(week: int, lean: bool) -> tuple[Block, ...]:
    """Squat, calves and, with time, a row and a carry; jumps from the third week on."""
    n = 2 if lean else 3
    reps, rir = (5, 2.0) if week < 7 else (4, 2.0) if week < 14 else (3, 1.5)
    percent = 88 - reps * 1.5 + (-6 if week in DOWN else 0)
    squat = _main("back-squat", n, reps, SQUAT_KG[min(week, len(SQUAT_KG) - 1)], percent, rir, (20.0, 40.0, 60.0))
    rocks = _sets(1, Set(reps=8, side="each", rest_s=15))
    pogos = _sets(3, Set(contacts=10, rest_s=60))
    raises = _sets(
        n,
        Set(reps=8, side="each", load_kg=10 + 2.5 * (week // 3), percent_1rm=70.0, rir=2, rest_s=75, tempo="3-1-1"),
    )
    rows = _sets(2, Set(reps=8, side="each", load_kg=20.0, rir=2, rest_s=60))
    carries = _sets(2, Set(metres=30, side="each", load_kg=24.0, rest_s=45))
    slow = "slow: the left Achilles sets the pace"
    calves = Item(exercise="single-leg-calf-raise", pattern="calf", sets=raises, seconds=420, note=slow)
    row = Item(exercise="one-arm-row", pattern="pull", sets=rows, seconds=360)
    pogo = Item(exercise="pogo-jump", pattern="plyometric", sets=pogos, seconds=240, first_time=week == 2)
    carry = Item(exercise="suitcase-carry", pattern="carry", sets=carries, seconds=240)
    return (
        _one("mobility", Item(exercise="ankle-rock", pattern="mobility", sets=rocks, seconds=60)),
        *((_one("power", pogo),) if week >= 2 else ()),
        _one("strength", squat),
        _one("accessory", calves) if lean else _one("accessory", calves, row),
        *(() if lean else (_one("transfer", carry),)),
    )


def _session_b(week: int, lean: bool) -> tuple[Block, ...]:
    """Hinge, a single-leg lift whose load is found in the first week, soleus and, with time, a push and a hold."""
    n, first = 2 if lean else 3, week == 0
    load = HINGE_KG[min(week, len(HINGE_KG) - 1)]
    hinge = _main("trap-bar-deadlift", n, 5, load, 80.0 + (-6 if week in DOWN else 0), 2.0, (40.0, 60.0, 80.0))
    known = Set(reps=6, side="each", load_kg=12.5 + 2.5 * (week // 2), percent_1rm=76.0, rir=2, rest_s=90)
    split = Item(
        exercise="rear-foot-elevated-split-squat",
        pattern="lunge",
        sets=_sets(n, Set(reps=6, side="each", rir=3, rest_s=90) if first else known),
        seconds=540,
        first_time=first,
        note="Find the load: stop with three in reserve and write it down." if first else "",
    )
    switches = _sets(1, Set(seconds=40, side="each", rest_s=15))
    throws = _sets(3, Set(reps=4, load_kg=4.0, rir=3, rest_s=60))
    soleus = _sets(2, Set(reps=10, load_kg=35.0, rir=2, rest_s=75))
    pushes = _sets(2, Set(reps=8, rir=3, rest_s=60))
    holds = _sets(2, Set(seconds=20, side="each", load_kg=10.0, rest_s=30))
    calf = Item(exercise="seated-calf-raise", pattern="calf", sets=soleus, seconds=300)
    push = Item(exercise="push-up", pattern="push", sets=pushes, seconds=240)
    hold = Item(exercise="pallof-hold", pattern="core-anti-rotation", sets=holds, seconds=200)
    return (
        _one("mobility", Item(exercise="hip-90-90", pattern="mobility", sets=switches, seconds=100)),
        _one("power", Item(exercise="medicine-ball-throw", pattern="throw", sets=throws, seconds=240)),
        _one("strength", hinge, split),
        _one("accessory", calf) if lean else _one("accessory", calf, push),
        *(() if lean else (_one("core", hold),)),
    )


def _session(week: int, letter: str, monday: date) -> Session:
    lean = week in DOWN or PHASES[week] in ("peak", "taper", "transition")
    day = monday + timedelta(1 if letter == "A" else 3)
    blocks = _session_a(week, lean) if letter == "A" else _session_b(week, lean)
    before = {"base": "the hill strides", "build": "the intervals"}.get(PHASES[week], "the morning run")
    text = (
        f"Lift after {before}, about ten hours later: Wednesday stays easy."
        if letter == "A"
        else "Thursday evening leaves two and a half days before the long run."
    )
    because = [
        Because(text=text, rule="GAP101", sources=("wilson-2012", "heuristic-hours")),
        Because(text="The day after is easy, so tired legs cost nothing.", rule="GAP104", sources=("doma-2017",)),
    ]
    if lean:
        because.append(
            Because(text="The running eases this week, so the lifting does too.", rule="LOD102", sources=("S2",))
        )
    minutes = round((sum(i.seconds for b in blocks for i in b.items) + 240) / 60)
    return Session(
        id=f"{day.isoformat()}-{letter.lower()}",
        date=day,
        start="18:15",
        minutes=minutes,
        slot_minutes=60,
        place="gym",
        phase=PHASES[week],
        template="heavy-legs",
        letter=letter,
        week=week,
        mesocycle=week // 4,
        blocks=blocks,
        because=tuple(because),
        title="Heavy legs, squat" if letter == "A" else "Heavy legs, hinge",
    )


def _letters(week: int) -> str:
    phase = PHASES[week]
    if phase in ("race", "transition"):
        return "B" if week == len(PHASES) - 1 else ""
    return {
        "base": "AB",
        "build": "A" if week in DOWN else "AB",
        "peak": "A",
        "taper": "A" if week == RACE_WEEK - 2 else "",
    }[phase]


def _week(week: int, runs: list[PlannedRun], placed: int) -> PlanWeek:
    shares: dict[str, int] = {}
    for run in runs:
        shares[run.intensity] = shares.get(run.intensity, 0) + run.minutes
    return PlanWeek(
        start=FIRST_DAY + timedelta(7 * week),
        phase=PHASES[week],
        intense=PHASES[week] in ("build", "peak"),
        down=week in DOWN,
        running=RunningLoad(minutes=sum(shares.values()), by_intensity=shares),
        sessions_target=placed,
        sessions_placed=placed,
        mesocycle=week // 4,
        note="The gym is closed on Thursday." if week == 9 else "",
    )


FINDINGS = (
    Finding(
        rule="DOS103",
        verdict="fail",
        first=date(2026, 5, 18),
        last=date(2026, 6, 7),
        observed=1,
        limit=2,
        unit="sessions",
        amount=3,
        price=240,
        text="One session a week instead of two in the peak.",
        mend="A free half hour on Saturday afternoon would bring the second one back.",
    ),
    Finding(
        rule="EXC204",
        verdict="fail",
        first=date(2026, 2, 2),
        last=date(2026, 7, 5),
        observed=0,
        limit=20,
        unit="contacts",
        amount=1,
        price=40,
        text="No drop jumps: the left Achilles is sore.",
        mend="Tell us when it has been quiet for two weeks.",
    ),
    Finding(
        rule="RUN301",
        verdict="unknown",
        first=date(2026, 2, 2),
        last=date(2026, 7, 5),
        missing="heart rates of the last six weeks",
        text="Whether the easy runs are easy cannot be checked.",
        mend="Add a folder of activity files under [running] history.",
    ),
    Finding(
        rule="GAP101",
        verdict="pass",
        first=date(2026, 2, 2),
        last=date(2026, 7, 5),
        observed=600,
        limit=360,
        unit="minutes",
    ),
)


@cache
def sample_plan(name: str = "Mara Lindqvist") -> Plan:
    """The whole season. Everything in it is invented; the same call gives the same plan."""
    by_week = [_runs(week) for week in range(len(PHASES))]
    mondays = [FIRST_DAY + timedelta(7 * week) for week in range(len(PHASES))]
    sessions = tuple(_session(week, letter, mondays[week]) for week in range(len(PHASES)) for letter in _letters(week))
    return Plan(
        schema=1,
        runner=sample_runner(name),
        method="evidence",
        first_day=FIRST_DAY,
        last_day=FIRST_DAY + timedelta(7 * len(PHASES) - 1),
        weeks=tuple(_week(week, by_week[week], len(_letters(week))) for week in range(len(PHASES))),
        runs=tuple(run for runs in by_week for run in runs),
        others=tuple(
            OtherTraining(
                id=f"yoga-{week}", date=monday + timedelta(4), sport="yoga", minutes=45, title="Yoga", start_min=20 * 60
            )
            for week, monday in enumerate(mondays)
            if week % 2 == 0
        ),
        sessions=sessions,
        findings=FINDINGS,
        unread=(
            Unread(
                where="plan.ics, 14 March 2026",
                text="MLR w/ surges",
                why="the title names no kind of run we know",
                guesses=("easy", "tempo"),
            ),
        ),
        notes=(
            "Twenty weeks and thirty-odd sessions before the Ridgeway Half: enough to get stronger, and to keep it.",
        ),
        solver=Solver(
            objective=4120,
            bound=4120,
            status="OPTIMAL",
            stages=(
                Stage(name="schedule", objective=3110, bound=3110, status="OPTIMAL"),
                Stage(name="composition", objective=1010, bound=1010, status="OPTIMAL"),
            ),
        ),
        versions=Versions(schema=1, ironstride="0.1.0", catalogue="2026.1", ortools="9.15.6755", seed=1),
    )
