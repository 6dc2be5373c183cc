"""What kinds of job there are: who does the work, how long it may take and what it is called while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

import msgspec
from django.utils.translation import gettext_noop
from msgspec import Struct

from ironstride.web.accounts.models import User

#: tells how far a job is: the stage in words, pieces done, pieces in all (0 when nobody knows)
Progress = Callable[[str, int, int], None]


class Work(Struct, frozen=True):
    """What a kind's function is given."""

    owner: User
    asked: bytes
    progress: Progress


class Outcome(Struct, frozen=True, omit_defaults=True):
    """What came of a job: one line, more lines, the page to go to, and anything else a page may show."""

    text: str = ""
    lines: tuple[str, ...] = ()
    go: str = ""
    more: dict[str, str | int | float | bool | None] = {}


class Kind(Struct, frozen=True):
    """A kind of job: `module:function` that does it, the seconds it may take, and its name for people."""

    does: str
    limit_s: int
    title: str


KINDS: Mapping[str, Kind] = {
    "plan": Kind("ironstride.web.runners.planning:plan_job", 120, gettext_noop("Planning your season")),
    "first-run": Kind("ironstride.web.pages.first_season:first_run_job", 600, gettext_noop("Making your first season")),
    "replan": Kind("ironstride.web.runners.planning:replan_job", 120, gettext_noop("Changing your plan")),
    "change": Kind("ironstride.web.season.proposed:change_job", 120, gettext_noop("Changing your plan")),
    "compare": Kind("ironstride.web.season.compared:compare_job", 300, gettext_noop("Setting methods side by side")),
    "demo": Kind("ironstride.web.runners.demo:demo_job", 120, gettext_noop("Making a runner to play with")),
    "import": Kind("ironstride.web.data.importing:import_job", 1800, gettext_noop("Reading your files")),
    "connect": Kind("ironstride.web.data.connecting:connect_job", 60, gettext_noop("Connecting the calendar")),
    "refresh": Kind("ironstride.web.data.connecting:refresh_job", 300, gettext_noop("Looking for news")),
    "export": Kind("ironstride.web.data.exporting:export_job", 600, gettext_noop("Gathering all that is yours")),
    "answer": Kind("ironstride.web.data.questions:answer_job", 300, gettext_noop("Reading the file once more")),
    "audit": Kind("ironstride.web.runners.auditing:audit_job", 300, gettext_noop("Auditing your log")),
    "audit-plan": Kind("ironstride.web.runners.auditing:plan_job", 300, gettext_noop("Planning from your audit")),
    "progress": Kind("ironstride.web.insight.progress:progress_job", 300, gettext_noop("Working out your progress")),
    "undo": Kind("ironstride.web.data.importing:undo_job", 300, gettext_noop("Taking an import back")),
}


def does(kind: str) -> Callable[[Work], Outcome]:
    """Load the function that does a kind of job."""
    module, _, name = KINDS[kind].does.partition(":")
    found: Callable[[Work], Outcome] = getattr(import_module(module), name)
    return found


def decode(asked: bytes, type: type[Struct]) -> Struct:
    """Decode what was asked for."""
    return msgspec.json.decode(asked, type=type)
