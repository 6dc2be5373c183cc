"""Read the season: weeks with phase, intensity, ease and load, and mesocycles, from races and the running itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue.tables import table
from ironstride.model.plan import Phase, RunningLoad
from ironstride.model.runner import Runner
from ironstride.model.running import HARD, PlannedRun, Race

DAY = timedelta(days=1)
#: phases in which lifting recedes
QUIET: tuple[Phase, ...] = ("taper", "race", "transition")
#: a week counts as whole with this many of its days in the season
FULL_DAYS = 5


class SeasonWeek(Struct, frozen=True, kw_only=True):
    """A Monday week. `intense` and `down` are read from the running; `full`: nearly all its days are in the season."""

    start: date
    phase: Phase
    intense: bool
    down: bool
    load: RunningLoad
    mesocycle: int = 0
    full: bool = True


class Season(Struct, frozen=True, kw_only=True):
    """First and last day, its Monday weeks, the A races inside or just after."""

    first_day: date
    last_day: date
    weeks: tuple[SeasonWeek, ...]
    a_races: tuple[Race, ...]

    def week_of(self, day: date) -> SeasonWeek:
        """Give the week a day of the season falls into."""
        return self.weeks[(monday(day) - self.weeks[0].start).days // 7]

    def with_mesocycles(self, numbers: Iterable[int]) -> Season:
        """Give the season with these mesocycles, one for each week."""
        weeks = tuple(replace(week, mesocycle=number) for week, number in zip(self.weeks, numbers, strict=True))
        return replace(self, weeks=weeks)


def monday(day: date) -> date:
    """Give the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def hard_minutes(run: PlannedRun) -> float:
    """Estimate the minutes above the first threshold (stated, or the class's usual share)."""
    if run.hard_minutes is not None:
        return float(run.hard_minutes)
    share: float = table("season")["hard_share"][run.intensity]
    return run.minutes * share


def read_season(runner: Runner, runs: Sequence[PlannedRun], first_day: date, last_day: date) -> Season:
    """Give every week of the season its phase, its intensity and its mesocycle.

    Phases count back from the A races (taper, peak, build); weeks before the first hard run
    of the plan are `base`. The runner's own overrides win.
    """
    a_races = tuple(race for race in runner.races if race.priority == "A" and race.date >= first_day - 28 * DAY)
    starts = [monday(first_day)]
    while starts[-1] + 7 * DAY <= last_day:
        starts.append(starts[-1] + 7 * DAY)
    by_week: dict[date, list[PlannedRun]] = {start: [] for start in starts}
    for run in runs:
        by_week.setdefault(monday(run.date), []).append(run)
    loads = [_load(by_week[start]) for start in starts]
    weeks = []
    hard_yet = False
    for index, start in enumerate(starts):
        intense = is_intense(by_week[start])
        hard_yet = hard_yet or _has_hard(by_week[start])
        phase = _override(runner, start) or _phase(runner, a_races, start, hard_yet)
        weeks.append(
            SeasonWeek(
                start=start,
                phase=phase,
                intense=intense,
                down=_is_down(loads, index, phase),
                load=loads[index],
                full=(min(start + 6 * DAY, last_day) - max(start, first_day)).days + 1 >= FULL_DAYS,
            )
        )
    season = Season(first_day=first_day, last_day=last_day, weeks=tuple(weeks), a_races=a_races)
    return season.with_mesocycles(mesocycles([week.phase for week in weeks], [week.down for week in weeks]))


def is_intense(runs: Sequence[PlannedRun]) -> bool:
    """Say whether a week's running is intense: more than one hard session, or over a fifth of its time hard."""
    limits = table("season")["low_intensity"]
    minutes = sum(run.minutes for run in runs)
    hard = [run for run in runs if run.intensity in HARD]
    share = sum(hard_minutes(run) for run in runs) / minutes if minutes else 0.0
    return bool(hard) and (len(hard) > limits["key_sessions_max"] or share > limits["hard_share_max"])


def mesocycles(phases: Sequence[Phase], down: Sequence[bool]) -> list[int]:
    """Number the mesocycles: three to six weeks each, breaking after down weeks where that fits.

    Taper and race weeks go on with the block before them, so that nothing is new when it matters.
    """
    numbers: list[int] = []
    length, number = 0, 0
    for index in range(len(phases)):
        due = index > 0 and (length >= table("season")["mesocycle"]["target_weeks"] or is_due(phases, down, index))
        if due and may_begin(phases, index, length):
            number, length = number + 1, 0
        numbers.append(number)
        length += 1
    return numbers


def is_due(phases: Sequence[Phase], down: Sequence[bool], index: int) -> bool:
    """Say whether a mesocycle fits well to begin with a week: after a down week, or with a new phase."""
    return down[index - 1] or phases[index] != phases[index - 1]


def may_begin(phases: Sequence[Phase], index: int, length: int) -> bool:
    """Say whether a mesocycle may begin with a week after one of `length` weeks: never in a taper or a race week, else
    with training anew, after the longest one, or where both it and the one before have weeks enough."""
    if phases[index] in ("taper", "race"):
        return False
    sizes = table("season")["mesocycle"]
    # a block needs its full number of weeks still trained before the taper to be worth beginning
    left = sum(1 for _ in takewhile(lambda phase: phase not in QUIET, phases[index:]))
    return is_fresh(phases, index) or min(length, left) >= sizes["min_weeks"] or length >= sizes["max_weeks"]


def is_fresh(phases: Sequence[Phase], index: int) -> bool:
    """Say whether training begins again with a week, after a race and the rest that follows it."""
    return index > 0 and phases[index - 1] in ("race", "transition") and phases[index] not in QUIET


def _has_hard(runs: Sequence[PlannedRun]) -> bool:
    return any(run.intensity in HARD for run in runs)


def _load(runs: Sequence[PlannedRun]) -> RunningLoad:
    by_intensity: dict[str, int] = {}
    for run in runs:
        by_intensity[run.intensity] = by_intensity.get(run.intensity, 0) + run.minutes
    return RunningLoad(minutes=sum(run.minutes for run in runs), by_intensity=dict(sorted(by_intensity.items())))


def _override(runner: Runner, start: date) -> Phase | None:
    middle = start + 3 * DAY
    return next((span.phase for span in runner.phases if span.first <= middle <= span.last), None)


def _phase(runner: Runner, a_races: Sequence[Race], start: date, hard: bool) -> Phase:
    lengths = table("season")["phases"][runner.event]
    after = table("season")["transition"]["weeks_after_a_race"][runner.event]
    ahead = [(monday(race.date) - start).days // 7 for race in a_races]
    to_next = min((weeks for weeks in ahead if weeks >= 0), default=None)
    since = min((-weeks for weeks in ahead if weeks < 0), default=None)
    if to_next == 0:
        return "race"
    if since is not None and since <= after and (to_next is None or to_next > 6):
        return "transition"
    if to_next is None:
        return "build" if hard else "base"
    if to_next <= lengths["taper"]:
        return "taper"
    if to_next <= lengths["taper"] + lengths["peak"]:
        return "peak"
    in_build = to_next <= lengths["taper"] + lengths["peak"] + lengths["build"]
    return "build" if in_build and hard else "base"


def _is_down(loads: Sequence[RunningLoad], index: int, phase: Phase) -> bool:
    if phase in QUIET or index == 0:
        return False
    before = max(load.minutes for load in loads[max(0, index - 2) : index])
    share: float = table("season")["down_week"]["share_max"]
    return 0 < loads[index].minutes <= share * before
