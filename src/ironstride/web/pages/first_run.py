"""What the first run asks, why, and how its form turns into the answers of the interview."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _
from msgspec import Struct

from ironstride.cli.answers import propose_days, read_running
from ironstride.cli.ask import EVENTS, EXPERIENCES, build_runner, local_time_zone
from ironstride.cli.presets import PRESETS
from ironstride.formats.ics_lines import known_zone
from ironstride.model.errors import InputError
from ironstride.model.runner import WEEKDAYS, PatternRun, Runner
from ironstride.model.running import INTENSITIES
from ironstride.web.runners.stored import day_in

#: the week that is offered to begin with, by weekday: class and minutes
OFFERED: Mapping[str, tuple[str, int]] = {"tue": ("easy", 40), "thu": ("easy", 40), "sun": ("long", 60)}
#: answers that are taken over as typed
TYPED = ("name", "event", "lifting", "body_mass", "birth_year", "sore", "equipment", "start", "minutes", "time_zone")


class PatternRow(Struct, frozen=True):
    """One weekday of the running week as the form shows it."""

    day: str
    label: str
    kind: str
    minutes: str
    chosen: bool


class Form(Struct, frozen=True):
    """Everything the form shows, with what was typed before."""

    week: tuple[PatternRow, ...]
    values: dict[str, str]
    from_file: bool
    consents: frozenset[str]
    kinds: tuple[str, ...] = INTENSITIES
    events: tuple[str, ...] = EVENTS
    experiences: tuple[str, ...] = EXPERIENCES
    equipment: tuple[tuple[str, str], ...] = tuple(PRESETS.items())


def form_rows(posted: QueryDict, week_start: int = 0) -> Form:
    """Give the form: what was posted, else what is offered; its week begins on a weekday, Monday 0."""
    typed = posted if posted else None
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    offered_days = propose_days(_offered_runs())
    chosen = typed.getlist("days") if typed is not None else list(offered_days)
    week = []
    for day, label in zip(WEEKDAYS, names, strict=True):
        kind, minutes = OFFERED.get(day, ("", 0))
        if typed is not None:
            week.append(
                PatternRow(day, label, typed.get(f"kind-{day}", ""), typed.get(f"minutes-{day}", ""), day in chosen)
            )
        else:
            week.append(PatternRow(day, label, kind, str(minutes or ""), day in chosen))
    first = {"event": "10k", "lifting": "none", "equipment": "dumbbells", "start": "18:30", "minutes": "45"}
    first |= {
        "time_zone": local_time_zone(),
        "sore": "",
        "name": "",
        "body_mass": "",
        "birth_year": "",
        "race_date": "",
    }
    values = {name: typed.get(name, "") if typed is not None else value for name, value in first.items()}
    from_file = typed is not None and typed.get("running") == "file"
    return Form((*week[week_start:], *week[:week_start]), values, from_file, frozenset(posted.getlist("consent")))


def answers_of(posted: QueryDict) -> dict[str, str]:
    """Turn a posted form into answers of the interview, as typed; the running week is left open for dropped files."""
    answers = {name: posted.get(name, "").strip()[:200] for name in TYPED}
    answers["race_date"] = posted.get("race_date", "").strip()[:20] or "none"
    answers["days"] = " ".join(day for day in posted.getlist("days") if day in WEEKDAYS)
    if posted.get("running") != "file":
        answers["running"] = _week_text(posted)
    return answers


def checked(answers: Mapping[str, str]) -> Runner:
    """Make the runner of the answers, on the day it is where the runner is.

    Raises
    ------
    InputError : an answer that is missing or cannot be read, named by its question.
    """
    if "running" in answers and not answers["running"]:
        raise InputError("no runs", "running", "Give at least one run of your week, or drop a file.")
    if not answers.get("days"):
        raise InputError("no days", "days", "Tick at least one day you could lift on.")
    if known_zone(answers.get("time_zone", "")) is None:
        raise InputError("this is no time zone", "time_zone", "Write it like Europe/Paris.")
    return build_runner(answers, None, day_in(answers["time_zone"]))


def _week_text(posted: QueryDict | None) -> str:
    """Write the running week as the interview reads it: `tue easy 40, sun long 60`."""
    if posted is None:
        return ", ".join(f"{day} {kind} {minutes}" for day, (kind, minutes) in OFFERED.items())
    runs = []
    for day in WEEKDAYS:
        kind = posted.get(f"kind-{day}", "")
        if kind in INTENSITIES:
            runs.append(f"{day} {kind} {posted.get(f'minutes-{day}', '').strip()[:10] or '0'}")
    return ", ".join(runs)


def _offered_runs() -> tuple[PatternRun, ...]:
    found = read_running(_week_text(None))
    return () if isinstance(found, str) else found
