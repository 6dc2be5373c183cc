"""Works changes out: the smallest change of the plan, what it does and costs in words, or a clash and its ways out."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from ironstride.model.errors import InputError, IronstrideError, NoPlan, WayOut
from ironstride.model.log import History
from ironstride.model.plan import Plan
from ironstride.planning.change_text import parse_change
from ironstride.planning.differences import Difference
from ironstride.web.accounts.models import User
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.log.things import history
from ironstride.web.runners.planning import as_changed
from ironstride.web.runners.stored import KeptPlan, keep_plan, keep_runner, newest_plan, runner_of, today
from ironstride.web.season.models import Proposal
from ironstride.web.season.places import with_places
from ironstride.web.season.targets import targets
from ironstride.web.season.words import day_words

#: verdicts of days a session may be moved to instead, the best first
BETTER_DAYS = ("better", "same", "little", "worse")
#: ways out that are offered
WAYS = 3


class AskChange(Struct, frozen=True):
    """Changes as the command line writes them, and whether to keep what comes of them at once."""

    changes: tuple[str, ...]
    keep: bool = False


class Clash(Struct, frozen=True):
    """What cannot hold together: what is wished for, what stands against it, and the ways out that were tried."""

    what: str
    wants: tuple[str, ...] = ()
    stands: tuple[str, ...] = ()
    ways: tuple[WayOut, ...] = ()


class Proposed(Struct, frozen=True, omit_defaults=True):
    """What came of a change: the differences, or a clash."""

    changes: tuple[str, ...]
    differences: tuple[Difference, ...] = ()
    clash: Clash | None = None


def change_job(work: Work) -> Outcome:
    """Work a change out and keep what came of it as a proposal; with `keep`, as the plan."""
    asked = msgspec.json.decode(work.asked, type=AskChange)
    kept, runner = newest_plan(work.owner), runner_of(work.owner)
    if kept is None or runner is None:
        raise InputError("there is no plan yet", "season", "Make one first.")
    work.progress(gettext_noop("Reading your log"), 0, 3)
    day, log = today(runner), _log(work.owner, today(runner))
    work.progress(gettext_noop("Looking for the smallest change"), 1, 3)
    plan = None
    try:
        plan, found = _worked_out(kept.plan, asked.changes, day, log)
        proposed = Proposed(asked.changes, found)
    except NoPlan as clash:
        work.progress(gettext_noop("Trying the ways out"), 2, 3)
        proposed = Proposed(asked.changes, clash=_clash(work.owner, kept, asked.changes, day, log, clash))
    work.progress(gettext_noop("Writing it down"), 3, 3)
    content = None if plan is None or plan == kept.plan else _packed(plan)
    made = Proposal.objects.create(
        owner=work.owner, base=kept.number, content=msgspec.json.encode(proposed).decode(), plan=content
    )
    if asked.keep and content is not None:
        keep(made)
    return Outcome(text="Worked out.", go=f"/season/changes/{made.pk}/")


def _log(owner: User, day: date) -> History:
    from ironstride.strength.log_checks import trusted

    return trusted(history(owner), day)


def _worked_out(plan: Plan, changes: Sequence[str], day: date, log: History) -> tuple[Plan, tuple[Difference, ...]]:
    from ironstride.planning.replan import replan

    found = replan(with_places(plan, changes), [parse_change(text) for text in changes], day, history=log)
    return found.plan, found.differences


# ---------------------------------------------------------------- clashes


def _clash(owner: User, kept: KeptPlan, changes: tuple[str, ...], day: date, log: History, error: NoPlan) -> Clash:
    """Name what clashes, with ways out that lead to a plan: other days that were tried, wishes the planner proved."""
    ways = [way for way in _other_days(owner, changes, day) if _leads_on(kept.plan, way, day, log)]
    ways += [WayOut(way.text, (*changes, *way.changes)) for way in error.ways]
    return Clash(error.what, error.wants, error.stands, tuple(ways[:WAYS]))


def _leads_on(plan: Plan, way: WayOut, day: date, log: History) -> bool:
    try:
        _worked_out(plan, way.changes, day, log)
    except IronstrideError:
        return False
    return True


def _other_days(owner: User, changes: tuple[str, ...], day: date) -> list[WayOut]:
    """Give, for a session that cannot go where it was to go, the two best other days of its week."""
    words = changes[0].split() if len(changes) == 1 else []
    if len(words) != 3 or words[0] != "move-session":
        return []
    of = date.fromisoformat(words[1])
    kept = newest_plan(owner)
    free = [
        one
        for one in (targets(kept, owner, of, day).get(of, ()) if kept else ())
        if one.verdict in BETTER_DAYS and one.date.isoformat() != words[2]
    ]
    best = sorted(free, key=lambda one: (one.price, one.date))[:2]
    return [
        WayOut(
            _("move it to %(day)s instead, at %(hour)s") % {"day": day_words(one.date), "hour": one.start},
            (f"move-session {words[1]} {one.date.isoformat()}",),
        )
        for one in best
    ]


# ---------------------------------------------------------------- keeping and undoing


def read(proposal: Proposal) -> Proposed:
    """Decode what came of a change."""
    return msgspec.json.decode(proposal.content, type=Proposed)


def plan_after(proposal: Proposal) -> Plan | None:
    """Give the plan a change leads to, as long as it is neither kept nor dropped."""
    return None if proposal.plan is None else msgspec.json.decode(zlib.decompress(proposal.plan), type=Plan)


def keep(proposal: Proposal) -> None:
    """Make a proposal the plan, as a new version; the runner changes with it.

    Raises
    ------
    InputError : the plan has changed since, or the change tells of soreness without consent to keep such.
    """
    with transaction.atomic():
        owner = User.objects.select_for_update().get(pk=proposal.owner_id)
        newest, runner = newest_plan(owner), runner_of(owner)
        plan = plan_after(proposal)
        if plan is None or newest is None or runner is None or newest.number != proposal.base:
            raise InputError("the plan has changed since", "season", "Ask for the change once more.")
        keep_runner(owner, as_changed(runner, plan), "change")
        version = keep_plan(owner, plan, "; ".join(read(proposal).changes) or "followed the log")
        proposal.number, proposal.plan = version.number, None
        proposal.save(update_fields=["number", "plan"])


def undo(proposal: Proposal) -> None:
    """Make the plan before a kept change the plan again, as a new version; so the runner.

    Raises
    ------
    InputError : the plan has changed since.
    """
    with transaction.atomic():
        owner = User.objects.select_for_update().get(pk=proposal.owner_id)
        newest, runner = newest_plan(owner), runner_of(owner)
        if proposal.number is None or newest is None or runner is None or newest.number != proposal.number:
            raise InputError("the plan has changed since", "season", "Undo the later change first.")
        before = owner.plan_versions.get(number=proposal.base)
        plan = msgspec.json.decode(zlib.decompress(before.content), type=Plan)
        keep_runner(owner, as_changed(runner, plan), "undone")
        keep_plan(owner, plan, "undone")
        proposal.delete()


def _packed(plan: Plan) -> bytes:
    from ironstride.formats.plan_json import plan_bytes

    return zlib.compress(plan_bytes(plan), 6)
