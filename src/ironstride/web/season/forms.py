"""The changes a runner can ask for, as forms: what each is called, what it asks, and how the answer is spelt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.errors import InputError
from ironstride.model.exercise import Site
from ironstride.model.plan import Plan
from ironstride.model.runner import RedFlag
from ironstride.model.running import INTENSITIES
from ironstride.model.words import KM_PER_MILE
from ironstride.planning.change_text import parse_change
from ironstride.strength.readiness import pain_days
from ironstride.web.season.places import offered
from ironstride.web.season.words import FLAGS, Words, day_words

#: runs and sessions offered to choose from
AHEAD = 40
SIDES = (("both", gettext_lazy("both sides")), ("left", gettext_lazy("left")), ("right", gettext_lazy("right")))
#: kinds of run in words
RUNS: Mapping[str, Words] = {
    "easy": gettext_lazy("easy run"),
    "long": gettext_lazy("long run"),
    "tempo": gettext_lazy("tempo run"),
    "interval": gettext_lazy("intervals"),
    "sprint": gettext_lazy("sprints"),
    "hills": gettext_lazy("hills"),
    "race": gettext_lazy("race"),
}


class Field(Struct, frozen=True):
    """One thing a form asks: an input's type, or `select` with options; `last` may hold spaces, `earliest` is the first
    day that will do."""

    name: str
    label: Words
    type: str = "date"
    options: tuple[tuple[str, Words], ...] = ()
    needed: bool = True
    last: bool = False
    given: str = ""
    earliest: str = ""


class ChangeForm(Struct, frozen=True):
    """A change: its name, what it is called, what it does in a sentence, what it asks and how that is spelt."""

    name: str
    title: Words
    words: Words
    fields: tuple[Field, ...]
    spelt: str
    body: bool = False


class Group(Struct, frozen=True):
    """Changes of one kind under a heading."""

    title: Words
    forms: tuple[ChangeForm, ...]


def groups(plan: Plan, today: date, flags: Sequence[RedFlag] = ()) -> tuple[Group, ...]:
    """Give the changes that can be asked for under a plan; those that have nothing to speak of are left out.

    Parameters
    ----------
    flags : signs that stop training until a professional has looked.
    """
    all_ = (
        Group(gettext_lazy("Lifting"), _lifting(plan, today)),
        Group(gettext_lazy("Running"), _running(plan, today)),
        Group(gettext_lazy("Races"), _racing(plan, today)),
        Group(gettext_lazy("Away"), _away(plan)),
        Group(gettext_lazy("Body"), _body(plan, today, flags)),
        Group(gettext_lazy("Wishes and method"), _wishes(plan)),
    )
    usable = (
        Group(
            group.title,
            tuple(form for form in group.forms if all(f.options for f in form.fields if f.type == "select")),
        )
        for group in all_
    )
    return tuple(group for group in usable if group.forms)


def _lifting(plan: Plan, today: date) -> tuple[ChangeForm, ...]:
    ahead = tuple(
        (one.date.isoformat(), f"{day_words(one.date)}, {one.start}") for one in plan.sessions if one.date >= today
    )[:AHEAD]
    return (
        ChangeForm(
            "missed",
            gettext_lazy("I missed a session, or days"),
            gettext_lazy("What was missed is let go of. After five days or more the loads start a little lower."),
            (
                Field("first", gettext_lazy("From")),
                Field("last", gettext_lazy("To"), needed=False),
                Field("reason", gettext_lazy("Why, if you like"), "text", needed=False, last=True),
            ),
            "missed {first}..{last} {reason}",
        ),
        ChangeForm(
            "minutes",
            gettext_lazy("I have less time"),
            gettext_lazy("The session keeps what matters most."),
            (
                Field("on", gettext_lazy("Session"), "select", ahead),
                Field("minutes", gettext_lazy("Minutes"), "number"),
            ),
            "minutes {on} {minutes}",
        ),
    )


def _running(plan: Plan, today: date) -> tuple[ChangeForm, ...]:
    runs = tuple(
        (run.date.isoformat(), f"{day_words(run.date)}: {run.title or RUNS[run.intensity]}, {run.minutes} min")
        for run in plan.runs
        if run.date >= today
    )[:AHEAD]
    which = Field("on", gettext_lazy("Run"), "select", runs)
    hour = Field("at", gettext_lazy("Starts at, if known"), "time", needed=False)
    kinds = tuple((kind, RUNS[kind]) for kind in INTENSITIES if kind != "race")
    return (
        ChangeForm(
            "move-run",
            gettext_lazy("A run moves"),
            gettext_lazy("The lifting around it is looked at again."),
            (which, Field("to", gettext_lazy("To")), hour),
            "move-run {on} {to} {at}",
        ),
        ChangeForm("cancel-run", gettext_lazy("A run is off"), "", (which,), "cancel-run {on}"),
        ChangeForm(
            "add-run",
            gettext_lazy("One more run"),
            "",
            (
                Field("on", gettext_lazy("Day")),
                Field("kind", gettext_lazy("Kind"), "select", kinds),
                Field("minutes", gettext_lazy("Minutes"), "number"),
                hour,
            ),
            "add-run {on} {kind} {minutes} {at}",
        ),
    )


def _racing(plan: Plan, today: date) -> tuple[ChangeForm, ...]:
    ahead = tuple(
        (race.date.isoformat(), f"{day_words(race.date)}: {race.name or RUNS['race']}")
        for race in plan.runner.races
        if race.date >= today
    )
    weight = (
        ("A", gettext_lazy("A: the season is built on it")),
        ("B", gettext_lazy("B: a few easy days before it")),
        ("C", gettext_lazy("C: just for fun")),
    )
    which = Field("on", gettext_lazy("Race"), "select", ahead)
    unit = plan.runner.distance_unit
    return (
        ChangeForm(
            "race",
            gettext_lazy("I entered a race"),
            "",
            (
                Field("on", gettext_lazy("Day")),
                Field("priority", gettext_lazy("How much it counts"), "select", weight),
                Field(
                    unit, gettext_lazy("Kilometres") if unit == "km" else gettext_lazy("Miles"), "number", needed=False
                ),
                Field("name", gettext_lazy("Name"), "text", needed=False, last=True),
            ),
            f"race {{on}} {{priority}} {{{unit}}} {{name}}",
        ),
        ChangeForm(
            "move-race",
            gettext_lazy("A race has a new date"),
            gettext_lazy("Phases and taper move with it."),
            (which, Field("to", gettext_lazy("New date"))),
            "move-race {on} {to}",
        ),
        ChangeForm("cancel-race", gettext_lazy("A race is off"), "", (which,), "cancel-race {on}"),
    )


def _away(plan: Plan) -> tuple[ChangeForm, ...]:
    span = (Field("first", gettext_lazy("From")), Field("last", gettext_lazy("To"), needed=False))
    return (
        ChangeForm(
            "holiday",
            gettext_lazy("A holiday without a gym"),
            gettext_lazy("No strength on these days."),
            span,
            "away {first}..{last}",
        ),
        ChangeForm(
            "hotel",
            gettext_lazy("Another place for some days"),
            gettext_lazy("Exercises change to what is there."),
            (*span, Field("place", gettext_lazy("Place"), "select", offered(plan))),
            "away {first}..{last} place={place}",
        ),
    )


def _body(plan: Plan, today: date, flags: Sequence[RedFlag]) -> tuple[ChangeForm, ...]:
    sites = tuple((site, site.replace("-", " ")) for site in get_args(Site))
    sore = dict.fromkeys(one.site for one in plan.runner.sore if one.holds(today, date.max))
    fine = tuple((site, site.replace("-", " ")) for site in sore)
    return (
        ChangeForm(
            "sore",
            gettext_lazy("Something is sore"),
            _("Exercises that would bother it give way, for %(days)s days if you name no day. Nothing is diagnosed.")
            % {"days": pain_days()},
            (
                Field("site", gettext_lazy("Where"), "select", sites),
                Field("side", gettext_lazy("Side"), "select", SIDES),
                Field("until", gettext_lazy("Spared until"), needed=False, earliest=today.isoformat()),
            ),
            "sore {site} {side} {until}",
            body=True,
        ),
        ChangeForm(
            "clear",
            gettext_lazy("It is fine again"),
            "",
            (Field("site", gettext_lazy("What"), "select", fine),),
            "clear {site}",
        ),
        ChangeForm(
            "cleared",
            gettext_lazy("A professional has cleared it"),
            gettext_lazy("A doctor or physio has looked, and you may train: the season is planned again from today."),
            (
                Field("flag", gettext_lazy("What was looked at"), "select", tuple((one, FLAGS[one]) for one in flags)),
                Field("on", gettext_lazy("Cleared on"), given=today.isoformat()),
            ),
            "cleared {flag} {on}",
            body=True,
        ),
    )


def _wishes(plan: Plan) -> tuple[ChangeForm, ...]:
    from ironstride.planning.wishes import wish_words

    methods = tuple((one.id, one.name) for one in catalogue().methods.values() if one.id != plan.method)
    wishes = tuple((str(number), wish_words(one)) for number, one in enumerate(plan.runner.wishes, 1))
    return (
        ChangeForm(
            "wish-on",
            gettext_lazy("I want to lift on a day"),
            gettext_lazy("It will hold, whatever it costs."),
            (Field("on", gettext_lazy("Day")),),
            "wish on {on}",
        ),
        ChangeForm(
            "wish-rest", gettext_lazy("I want a day free"), "", (Field("on", gettext_lazy("Day")),), "wish rest {on}"
        ),
        ChangeForm(
            "wish-week",
            gettext_lazy("So many sessions a week"),
            gettext_lazy("Every whole week, taper and race week apart."),
            (Field("n", gettext_lazy("Sessions"), "number"),),
            "wish per-week {n}",
        ),
        ChangeForm(
            "drop-wish",
            gettext_lazy("A wish less"),
            "",
            (Field("n", gettext_lazy("Wish"), "select", wishes),),
            "drop-wish {n}",
        ),
        ChangeForm(
            "method",
            gettext_lazy("Another method"),
            gettext_lazy("From today on the season follows it."),
            (Field("method", gettext_lazy("Method"), "select", methods),),
            "method {method}",
        ),
    )


def _kilometres(miles: str) -> str:
    """Write miles as kilometres; what is no number is left to whoever reads the change."""
    try:
        return f"{float(miles.replace(',', '.')) * KM_PER_MILE:.2f}"
    except ValueError:
        return miles


def spelt(form: ChangeForm, given: Mapping[str, str]) -> str:
    """Write an answered form as the command line would.

    Raises
    ------
    InputError : something is missing or cannot be read.
    """
    values: dict[str, str] = {}
    for field in form.fields:
        value = " ".join(given.get(field.name, "").split())[:100]
        if field.needed and not value:
            raise InputError(_("something is missing"), str(field.label), _("Fill it in."))
        if field.type == "select" and value and value not in dict(field.options):
            raise InputError(_("that is not among the choices"), str(field.label), _("Choose one."))
        if not field.last and field.type != "select" and " " in value:
            raise InputError(_("this cannot be read"), str(field.label), _("Write it without spaces."))
        if value and value < field.earliest:
            raise InputError(_("that day is past"), str(field.label), _("Choose today or a later day."))
        values[field.name] = value
    if "last" in values:
        values["last"] = values["last"] or values["first"]
    if values.get("until"):
        values["until"] = f"until={values['until']}"
    if values.get("km"):
        values["km"] = f"km={values['km']}"
    if values.get("mi"):
        values["mi"] = f"km={_kilometres(values['mi'])}"
    text = " ".join(form.spelt.format(**values).split())
    try:
        parse_change(text)
    except InputError as error:
        raise InputError(error.what, str(form.title), _("Look at it once more.")) from None
    return text


def filled(found: Sequence[Group], form: ChangeForm, given: Mapping[str, str]) -> tuple[Group, ...]:
    """Give the groups with what was typed, or given in the address, in one of their forms."""
    fields = tuple(replace(field, given=given.get(field.name, field.given)[:100]) for field in form.fields)
    typed = replace(form, fields=fields)
    return tuple(
        replace(group, forms=tuple(typed if one.name == form.name else one for one in group.forms)) for group in found
    )


def form_of(found: Sequence[Group], name: str) -> ChangeForm | None:
    """Give a form by its name."""
    return next((form for group in found for form in group.forms if form.name == name), None)
