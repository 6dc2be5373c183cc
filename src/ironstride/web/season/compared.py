"""Plans an owner's season by several methods and keeps what sets them apart."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.errors import InputError, NoPlan
from ironstride.model.plan import Plan
from ironstride.planning.compare import MethodSeason, RuleDifference, rule_differences, season_of
from ironstride.web.accounts.models import User
from ironstride.web.jobs.kinds import Outcome, Work
from ironstride.web.runners.planning import make_plan
from ironstride.web.runners.stored import newest_plan, runner_of
from ironstride.web.season.models import Comparison


class AskCompare(Struct, frozen=True):
    """The methods to compare, by their ids."""

    methods: tuple[str, ...]


class Beside(Struct, frozen=True):
    """A season under a method, and on which rules the method differs from the first."""

    season: MethodSeason
    differences: tuple[RuleDifference, ...] = ()


class Compared(Struct, frozen=True):
    """Seasons side by side, the first the one the others are set beside, and methods that find no plan, with why."""

    seasons: tuple[Beside, ...]
    refused: dict[str, str] = {}


def compare_job(work: Work) -> Outcome:
    """Plan the season by each method and keep the comparison in place of the one before."""
    asked = msgspec.json.decode(work.asked, type=AskCompare)
    kept = newest_plan(work.owner)
    if kept is None:
        raise InputError("there is no plan yet", "season", "Make one first.")
    found = _compared(work, asked.methods)
    fields = {"base": kept.number, "content": msgspec.json.encode(found).decode()}
    Comparison.objects.filter(owner=work.owner).delete()
    Comparison.objects.create(owner=work.owner, **fields)
    return Outcome(text="Compared.", go="/season/methods/")


def _compared(work: Work, methods: Sequence[str]) -> Compared:
    data = catalogue()
    runner = runner_of(work.owner)
    assert runner is not None
    plans: list[Plan] = []
    refused: dict[str, str] = {}
    for number, method in enumerate(methods):
        work.progress(gettext_noop("Planning your season by each method"), number, len(methods))
        try:
            plans.append(make_plan(work.owner, replace(runner, method=method, switches={}), lambda stage: None))
        except NoPlan as error:
            refused[data.methods[method].name] = str(error)
    if not plans:
        raise InputError(_("none of these methods finds a plan"), "season")
    seasons = [
        Beside(season_of(plan, data), rule_differences(data, plans[0].method, plan.method) if number else ())
        for number, plan in enumerate(plans)
    ]
    return Compared(tuple(seasons), refused)


def newest(owner: User) -> tuple[Comparison, Compared] | None:
    """Give the comparison kept; None before the first. One query."""
    row = Comparison.objects.filter(owner=owner).first()
    return None if row is None else (row, msgspec.json.decode(row.content, type=Compared))
