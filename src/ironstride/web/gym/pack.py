"""Makes the pack a phone takes along: the sessions of the days around today with all that advises on their sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.utils import timezone
from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.catalogue.figures import figures
from ironstride.catalogue.translated import said
from ironstride.model.equipment import Place
from ironstride.model.errors import InputError
from ironstride.model.exercise import BlockName, LoadType
from ironstride.model.log import LoggedSession
from ironstride.model.plan import Plan
from ironstride.model.session import Item, Session, Set
from ironstride.model.words import MassUnit, session_name
from ironstride.pictures.figure import figure_svg
from ironstride.planning.gym import stand_ins, tables_of
from ironstride.planning.stored import Opened, opened
from ironstride.strength.autoregulate import AdviceTable
from ironstride.strength.loads import makeable_loads_kg, plate_stock_kg
from ironstride.strength.session_numbers import session_numbers
from ironstride.web.accounts.consents import standing
from ironstride.web.accounts.models import User
from ironstride.web.log.models import LogHead
from ironstride.web.log.things import logged
from ironstride.web.runners.stored import decoded, forgotten_with_plans, newest_plan, plan_of, runner_of, today
from ironstride.web.site.told import language, spoken

#: days behind and ahead whose sessions are taken along: a week without a signal
BEHIND, AHEAD = timedelta(days=3), timedelta(days=7)
#: days around today whose logged sessions are taken along, so that a session may be gone on with anywhere; and how far
#: back those are looked for that answer a session of the plan, which may be done long before its day
NEAR, LOOKED_BACK = timedelta(days=2), timedelta(days=14)
#: sessions looked through for the last time of a lift
LOOKED_THROUGH = 60
Day = date
#: how the ids of gym mode's sessions begin, and how the entry that takes one out does
GYM, REMOVAL = "gym-", '{"do":"remove"'


class PackItem(Struct, frozen=True, omit_defaults=True):
    """An exercise of a session with its sets, advice after each, and what may stand in its stead."""

    exercise: str
    block: BlockName
    sets: tuple[Set, ...]
    note: str = ""
    first_time: bool = False
    advice: AdviceTable | None = None
    instead: tuple[PackItem, ...] = ()


class PackSession(Struct, frozen=True, omit_defaults=True):
    """A planned session; minutes are what it takes."""

    id: str
    date: Day
    start: str
    minutes: int
    place: str
    title: str
    because: str
    items: tuple[PackItem, ...]


class PackBar(Struct, frozen=True):
    """A bar and the plates for one of its sides, heaviest first; `pairs`: each stands for one pair, none is endless."""

    bar_kg: float
    plates_kg: tuple[float, ...]
    pairs: bool


class PackPlace(Struct, frozen=True):
    """What a place makes: loads by kind of weight, and the bars."""

    loads_kg: dict[LoadType, tuple[float, ...]]
    bars: dict[LoadType, PackBar]


class LastSet(Struct, frozen=True, omit_defaults=True):
    """A set of the last time, as it was done."""

    reps: int | None = None
    seconds: float | None = None
    contacts: int | None = None
    metres: float | None = None
    load_kg: float | None = None
    rir: float | None = None
    side: str | None = None


class LastTime(Struct, frozen=True):
    """The last time a lift was done."""

    date: Day
    sets: tuple[LastSet, ...]


class Now(Struct, frozen=True):
    """What the server holds of the days around today, and how far its log goes. `missed`: this login logged with
    another device id before, so the browser has thrown its storage away; `gone`: sessions of gym mode that were taken
    out, so that a phone that does not know it yet logs on in another one."""

    account: str
    time: str
    today: Day
    seq: int
    epoch: int
    logged: tuple[LoggedSession, ...]
    gone: tuple[str, ...]
    missed: bool = False


class Pack(Struct, frozen=True):
    """All a phone takes along. `body`: soreness and pain may be kept; `heavy_day_share`: a lift this far below its
    planned load makes the day a heavy one."""

    now: Now
    unit: MassUnit
    body: bool
    sessions: tuple[PackSession, ...]
    places: dict[str, PackPlace]
    last: dict[str, LastTime]
    heavy_day_share: float


def now_of(owner: User, time: str, missed: bool = False) -> Now:
    """Give the sessions logged around today, and the head of the log they are the state of."""
    return _now(owner, time, missed, today(runner_of(owner)), plan_of(owner))


def _now(owner: User, time: str, missed: bool, day: date, plan: Plan | None) -> Now:
    head = LogHead.objects.filter(owner=owner).first() or LogHead(owner=owner)
    planned = {one.id for one in _near(plan, day)} if plan else set()
    found = logged(owner, LoggedSession, day - LOOKED_BACK, day + NEAR)
    near = tuple(one for one in found if one.date >= day - NEAR or one.planned in planned)
    return Now(str(owner.public), time, day, head.seq, head.epoch, near, _gone(owner), missed)


def _gone(owner: User) -> tuple[str, ...]:
    """Name the sessions of gym mode that were taken out of late and not brought back."""
    late = timezone.now() - LOOKED_BACK
    removals = owner.log_records.filter(subject__startswith=GYM, content__startswith=REMOVAL, accepted__gte=late)
    taken = set(removals.values_list("subject", flat=True))
    return (
        tuple(sorted(taken - set(owner.logged.filter(name__in=taken).values_list("name", flat=True)))) if taken else ()
    )


def pack_of(owner: User, time: str, missed: bool = False) -> Pack:
    """Make the pack of an owner; without a plan it has no sessions."""
    kept, runner = newest_plan(owner), runner_of(owner)
    now = _now(owner, time, missed, today(runner), kept.plan if kept else None)
    sessions = () if kept is None else _made(kept.pk, owner.public, now.today, language())
    places = {} if runner is None else {name: place_of(place) for name, place in runner.places.items()}
    names = {one.exercise for session in sessions for item in session.items for one in (item, *item.instead)}
    return Pack(
        now=now,
        unit="kg" if runner is None else runner.mass_unit,
        body="body" in standing(owner),
        sessions=sessions,
        places=places,
        last=last_times(logged(owner, LoggedSession, newest=LOOKED_THROUGH), names, now.today),
        heavy_day_share=session_numbers().heavy_day_share,
    )


@lru_cache(maxsize=64)
def _made(pk: int, owner: UUID, day: date, spoken_in: str) -> tuple[PackSession, ...]:
    """Make the sessions of a version of the plan once a day in each language."""
    return sessions_near(decoded(pk, owner), day)


forgotten_with_plans(_made.cache_clear)


def sessions_near(plan: Plan, day: date) -> tuple[PackSession, ...]:
    """Give the planned sessions of the days around a day."""
    asked = _opened(plan)
    return tuple(_session(asked, one) for one in _near(plan, day))


def _near(plan: Plan, day: date) -> list[Session]:
    return [one for one in plan.sessions if day - BEHIND <= one.date <= day + AHEAD]


def place_of(place: Place) -> PackPlace:
    """Say what a place makes of every kind of weight."""
    kinds: tuple[LoadType, ...] = LoadType.__args__  # type: ignore[attr-defined]
    bars = {"barbell": place.barbell or place.safety_bar, "trap-bar": place.trap_bar}
    return PackPlace(
        loads_kg={kind: loads for kind in kinds if any(loads := makeable_loads_kg(kind, place))},
        bars={
            kind: PackBar(bar.bar_kg, plate_stock_kg(bar), pairs=bar.step_kg is None)
            for kind in kinds
            if (bar := bars.get(kind)) is not None
        },
    )


def last_times(sessions: Sequence[LoggedSession], names: Iterable[str], day: date) -> dict[str, LastTime]:
    """Give the last time each exercise was done before a day, work sets only."""
    wanted = set(names)
    found: dict[str, LastTime] = {}
    for session in reversed([one for one in sessions if one.date < day]):
        for name in sorted(wanted & {one.exercise for one in session.sets} - set(found)):
            sets = tuple(
                LastSet(one.reps, one.seconds, one.contacts, one.metres, one.load_kg, one.rir, one.side)
                for one in session.sets
                if one.exercise == name and one.kind != "warmup"
            )
            if sets:
                found[name] = LastTime(session.date, sets)
    return found


@lru_cache(maxsize=8)
def exercises(asked: str) -> dict[str, dict[str, object]]:
    """Give what every exercise is called, how it is counted, loaded, drawn and done; nothing of any runner.

    Parameters
    ----------
    asked : the language, empty for English.
    """
    drawn = figures()
    made = {
        one.id: {
            "name": said(one.name, asked),
            "measure": one.measure,
            "load_type": one.load_type,
            "loadable": one.loadable or one.load_type != "bodyweight",
            "unilateral": one.unilateral,
            "cues": tuple(said(cue, asked) for cue in one.cues),
            **({"figure": drawn[one.id].id} if one.id in drawn else {}),
        }
        for one in catalogue().exercises.values()
    }
    return dict(sorted(made.items(), key=lambda pair: str(pair[1]["name"])))


def drawings(asked: str) -> dict[str, dict[str, str]]:
    """Give every line figure: what it is told as in a language, empty for English, and its picture."""
    return {
        one.id: {"says": said(one.says, asked), "svg": figure_svg(one, one.id, key=one.id)}
        for one in {figure.id: figure for figure in figures().values()}.values()
    }


def _opened(plan: Plan) -> Opened | None:
    """Open a plan for advice; None for one that speaks of exercises or a method that are gone."""
    try:
        return opened(plan)
    except InputError:
        return None


def _session(asked: Opened | None, session: Session) -> PackSession:
    others: Mapping[str, tuple[Item, ...]] = {} if asked is None else stand_ins(asked, session)
    return PackSession(
        id=session.id,
        date=session.date,
        start=session.start,
        minutes=session.minutes,
        place=session.place,
        title=spoken(session_name(session)),
        because=spoken(session.because[0].text) if session.because else "",
        items=tuple(_items(asked, session, others)),
    )


def _spoken(sets: tuple[Set, ...]) -> tuple[Set, ...]:
    return tuple(replace(one, note=spoken(one.note)) if one.note else one for one in sets)


def _items(asked: Opened | None, session: Session, others: Mapping[str, Sequence[Item]]) -> Iterator[PackItem]:
    for block in session.blocks:
        for item in block.items:
            instead = others.get(item.exercise, ())
            tables = {} if asked is None else tables_of(asked, session, (item, *instead))
            made = (
                PackItem(
                    one.exercise,
                    block.block,
                    _spoken(one.sets),
                    spoken(one.note),
                    one.first_time,
                    tables.get(one.exercise),
                )
                for one in (item, *instead)
            )
            first, *rest = made
            yield PackItem(
                first.exercise, first.block, first.sets, first.note, first.first_time, first.advice, tuple(rest)
            )
