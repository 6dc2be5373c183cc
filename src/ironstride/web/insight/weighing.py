"""Body mass on a page: what is known, how it went, and today's."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.log import BodyMass, PutBodyMass
from ironstride.model.runner import Runner
from ironstride.model.words import KG_PER_LB, MassUnit
from ironstride.web.accounts.models import User
from ironstride.web.insight.corrections import DEVICE
from ironstride.web.log.store import append
from ironstride.web.runners.stored import keep_runner, runner_of, today

#: masses a runner file takes, kilograms
LEAST_KG, MOST_KG = 25.0, 250.0
WIDTH = 358


class Weighed(Struct, frozen=True):
    """Body mass as it is known: the newest, its day if it was logged, and a picture from two days on."""

    kg: float
    on: date | None
    picture: SafeString


def weighed(runner: Runner, logged: Sequence[BodyMass]) -> Weighed:
    """Give what is known of a runner's body mass.

    Parameters
    ----------
    logged : by date.
    """
    if not logged:
        return Weighed(runner.body_mass_kg, None, mark_safe(""))
    return Weighed(logged[-1].kg, logged[-1].date, _picture(logged, runner.mass_unit))


def _picture(logged: Sequence[BodyMass], unit: MassUnit) -> SafeString:
    from ironstride.pictures.trend import Point, trend

    by_day = {one.date: one.kg for one in logged}
    if len(by_day) < 2:
        return mark_safe("")
    share = KG_PER_LB if unit == "lb" else 1.0
    points = [Point(day, round(kg / share, 1)) for day, kg in sorted(by_day.items())]
    return mark_safe(trend(points, WIDTH, name=_("Body mass"), unit=unit, standalone=False, key="mass"))


def add(owner: User, text: str) -> None:
    """Log today's body mass, written in the runner's unit; the runner is known with it from now on.

    Raises
    ------
    InputError : there is no runner yet, or it cannot be read.
    """
    runner = runner_of(owner)
    if runner is None:
        raise InputError(_("there is no season yet"), "", _("Make one first."))
    share = KG_PER_LB if runner.mass_unit == "lb" else 1.0
    try:
        kg = round(float(text.strip().replace(",", ".")) * share, 1)
    except ValueError:
        raise InputError(_("this is no body mass"), "", _("Write a number, such as 68.")) from None
    if not LEAST_KG <= kg <= MOST_KG:
        raise InputError(_("nobody weighs that"), "", _("Look at it once more."))
    day = today(runner)
    told = BodyMass(id=f"web-mass-{day}", date=day, kg=kg)  # weighed again on a day, the later one counts
    with transaction.atomic():
        append(owner, [PutBodyMass(entry=f"web-{uuid.uuid4()}", at=timezone.now(), device=DEVICE, body_mass=told)])
        keep_runner(owner, replace(runner, body_mass_kg=kg), "weighed")
