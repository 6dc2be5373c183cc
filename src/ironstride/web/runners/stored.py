"""Reads and writes the runner and the plan as they lie in the tables; every writing is a new version."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.plan import Plan
from ironstride.model.runner import Runner
from ironstride.model.words import MassUnit
from ironstride.web.accounts.consents import agreed
from ironstride.web.accounts.models import User
from ironstride.web.data.models import Batch
from ironstride.web.runners.models import PlanVersion, RunnerVersion, RunningFile
from ironstride.web.site.prepared import Prepared

#: touched when somebody was erased; and when this process last saw it touched
FORGET_FILE = "forget"
_forgot_ns = 0
#: what else hangs on decoded plans
_OTHERS: list[Callable[[], None]] = []

_RUNNER_JSON = msgspec.json.Decoder(Runner)
_RUNNER = Prepared(
    lambda owner: RunnerVersion.objects.filter(owner_id=owner).order_by("-number").values_list("content")[:1],
    7_000_000_001,
)
_PLAN = Prepared(
    lambda owner: PlanVersion.objects.filter(owner_id=owner).order_by("-number").values_list("pk", "number", "why")[:1],
    7_000_000_001,
)
DistanceUnit: TypeAlias = Literal["km", "mi"]


def runner_of(owner: User) -> Runner | None:
    """Give the newest version of a runner; None before the first."""
    found = _RUNNER(owner.pk)
    return _RUNNER_JSON.decode(found[0][0]) if found else None


def runner_of_text(text: str) -> Runner:
    """Read a runner file's text.

    Raises
    ------
    InputError : it cannot be read, on one line that says where and how to mend it.
    """
    from ironstride.formats.runner_file import FILE_NAME, read_runner

    with tempfile.TemporaryDirectory(prefix="ironstride-") as folder:
        path = Path(folder) / FILE_NAME
        path.write_text(text, encoding="utf-8", errors="replace")
        try:
            return read_runner(path)
        except InputError as error:
            raise InputError(error.what, error.where.replace(f"{folder}/", ""), error.mend) from None


def keep_runner(owner: User, runner: Runner, why: str, batch: Batch | None = None) -> RunnerVersion:
    """Add a version of the runner; the same runner again adds none.

    Raises
    ------
    InputError : it tells of soreness or conditions, and the owner has not agreed to keep such.
    """
    if without_health(runner) != runner and not agreed(owner, "body"):
        mend = "Give your yes to it under Data, or leave it out."
        raise InputError("soreness, conditions and self-tests are kept only with your consent", "sore", mend)
    content = msgspec.json.encode(runner, order="deterministic").decode()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)
        last = owner.runner_versions.order_by("-number").first()
        if last is not None and last.content == content:
            return last
        number = 1 if last is None else last.number + 1
        return RunnerVersion.objects.create(owner=owner, number=number, why=why[:200], batch=batch, content=content)


def set_units(owner: User, mass_unit: MassUnit, distance_unit: DistanceUnit) -> None:
    """Show masses and distances in other units from now on, in the runner file and in the plan that stands."""
    runner, plan = runner_of(owner), plan_of(owner)
    if runner is None or (runner.mass_unit, runner.distance_unit) == (mass_unit, distance_unit):
        return
    keep_runner(owner, replace(runner, mass_unit=mass_unit, distance_unit=distance_unit), "other units")
    if plan is not None:
        told = replace(plan.runner, mass_unit=mass_unit, distance_unit=distance_unit)
        keep_plan(owner, replace(plan, runner=told), "other units")


def without_health(runner: Runner) -> Runner:
    """Give the runner without what needs a consent of its own: soreness, conditions, warning signs, self-tests."""
    return replace(runner, sore=(), conditions=(), red_flags=(), cleared=(), screens=())


class KeptPlan(Struct, frozen=True):
    """A version of a plan: its row, its number, why it was made, and what it holds."""

    pk: int
    number: int
    why: str
    plan: Plan


def plan_of(owner: User) -> Plan | None:
    """Give the newest plan; None before the first. One query; decoded plans are remembered, for they never change."""
    newest = newest_plan(owner)
    return None if newest is None else newest.plan


def newest_plan(owner: User) -> KeptPlan | None:
    """Give the newest version of the plan; None before the first. One query, but for a plan not read before."""
    found = _PLAN(owner.pk)
    if not found:
        return None
    pk, number, why = found[0]
    return KeptPlan(pk, number, why, decoded(pk, owner.public))


def keep_plan(owner: User, plan: Plan, why: str, batch: Batch | None = None) -> PlanVersion:
    """Add a version of the plan."""
    from ironstride.formats.plan_json import plan_bytes

    content = zlib.compress(plan_bytes(plan), 6)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)
        number = (owner.plan_versions.aggregate(last=Max("number"))["last"] or 0) + 1
        runner_number = owner.runner_versions.aggregate(last=Max("number"))["last"] or 0
        return PlanVersion.objects.create(
            owner=owner,
            number=number,
            why=why[:200],
            batch=batch,
            runner_number=runner_number,
            first_day=plan.first_day,
            last_day=plan.last_day,
            content=content,
        )


def forget_plans() -> None:
    """Forget every decoded plan, and what was made of it."""
    for forget in (decoded.cache_clear, *_OTHERS):
        forget()


def forget_everywhere() -> None:
    """Forget them because somebody was erased, and have the other processes do so before their next request."""
    path = settings.GIVEN.data / FORGET_FILE
    path.touch(mode=0o600)
    os.utime(path)
    forget_plans()


def forget_if_told(**_: object) -> None:
    """Forget them when another process said so."""
    global _forgot_ns
    try:
        told_ns = os.stat(settings.GIVEN.data / FORGET_FILE).st_mtime_ns
    except OSError:
        return
    if told_ns != _forgot_ns:
        _forgot_ns = told_ns
        forget_plans()


def forgotten_with_plans(forget: Callable[[], None]) -> None:
    """Have something forgotten whenever decoded plans are."""
    _OTHERS.append(forget)


@lru_cache(maxsize=64)
def decoded(pk: int, owner: UUID) -> Plan:
    """Give a version of a plan by its row; decoded once."""
    content = PlanVersion.objects.values_list("content", flat=True).get(pk=pk)
    return msgspec.json.decode(zlib.decompress(content), type=Plan)


def running_files(owner: User) -> list[RunningFile]:
    """Give the owner's calendars and tables, of each name the newest."""
    newest = {file.name: file for file in owner.running_files.order_by("pk")}
    return sorted(newest.values(), key=lambda file: file.pk)


def today(runner: Runner | None) -> date:
    """Give the date where the runner is."""
    return day_in(runner.time_zone if runner else "UTC")


def day_in(time_zone: str) -> date:
    """Give the date in a time zone; in UTC when nobody knows it."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return datetime.now(zone).date()
