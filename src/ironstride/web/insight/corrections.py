"""Corrects a logged session by further entries, and tells what was entered about it; nothing is ever overwritten."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from ironstride.model.errors import InputError
from ironstride.model.log import LogEntry, LoggedSession, LoggedSet, PutSession, PutSet, Remove, Undo
from ironstride.model.words import KG_PER_LB, MassUnit, mass_text, number
from ironstride.web.accounts.models import User
from ironstride.web.insight.sessions import amount_text, name_of
from ironstride.web.log.entries import problem
from ironstride.web.log.store import append
from ironstride.web.log.things import closure

DEVICE = "web"
#: heaviest load a form takes, kilograms
MOST_KG = 1_000.0
#: longest note
MOST_NOTE = 500
_ENTRY = msgspec.json.Decoder(LogEntry)


class Entered(Struct, frozen=True):
    """An entry about a session: when it was accepted, what it says, and whether it still counts."""

    entry: str
    accepted: datetime
    says: str
    counts: bool
    first: bool


def entered(owner: User, session: str, unit: MassUnit) -> list[Entered]:
    """Tell every entry about a session and its sets, in the order of acceptance."""
    subjects = closure(owner, {session})
    rows = owner.log_records.filter(subject__in=subjects).order_by("seq").values_list("accepted", "content")
    held = [(accepted, _ENTRY.decode(content)) for accepted, content in rows]
    living = _living([entry for _, entry in held])
    shown = []
    seen: dict[str, LoggedSet] = {}
    for number_, (accepted, entry) in enumerate(held):
        if not isinstance(entry, Undo):
            shown.append(Entered(entry.entry, accepted, _says(entry, seen, unit), entry.entry in living, number_ == 0))
        _remember(entry, seen)
    return shown


def _living(entries: list[LogEntry]) -> set[str]:
    from ironstride.strength.history import living

    return {entry.entry for entry in living(entries)}


def _remember(entry: LogEntry, seen: dict[str, LoggedSet]) -> None:
    if isinstance(entry, PutSession):
        seen.update({one.id: one for one in entry.session.sets})
    elif isinstance(entry, PutSet):
        seen[entry.set.id] = entry.set


def _says(entry: LogEntry, seen: Mapping[str, LoggedSet], unit: MassUnit) -> str:
    """Say in a line what an entry says."""
    if isinstance(entry, PutSession):
        return _("Session, %(n)s sets") % {"n": len(entry.session.sets)} if entry.session.sets else _("Session")
    if isinstance(entry, PutSet):
        before, text = seen.get(entry.set.id), set_text(entry.set, unit)
        return f"{set_text(before, unit)} → {text}" if before and before != entry.set else text
    if isinstance(entry, Remove):
        gone = seen.get(entry.id)
        return _("%(what)s taken away") % {"what": set_text(gone, unit) if gone else _("Session")}
    return ""


def set_text(one: LoggedSet, unit: MassUnit) -> str:
    """Write a set in a line: `Back squat 5 × 80 kg, 2 in reserve`."""
    text = f"{name_of(one)} {amount_text(one)}"
    if one.load_kg is not None:
        text += f" × {mass_text(one.load_kg, unit)}"
    if one.rir is not None:
        text += ", " + _("%(n)s in reserve") % {"n": number(one.rir)}
    return text


def correct(owner: User, held: LoggedSession, form: Mapping[str, str], unit: MassUnit) -> None:
    """Take what the form of a session's page asks for.

    Raises
    ------
    InputError : it asks for what there is not, or a number cannot be read.
    """
    what, name = form.get("do", ""), form.get("id", "")
    entry = f"web-{uuid.uuid4()}"
    now = timezone.now()
    sets = {one.id: one for one in held.sets}
    made: LogEntry
    if what == "session":
        changed = replace(held, sets=(), note=form.get("note", "")[:MOST_NOTE], rpe=_number(form, "rpe", 10))
        made = PutSession(entry=entry, at=now, device=DEVICE, session=changed)
    elif what == "remove-session":
        made = Remove(entry=entry, at=now, device=DEVICE, id=held.id)
    elif what == "set" and name in sets:
        made = PutSet(entry=entry, at=now, device=DEVICE, session=held.id, set=_changed(sets[name], form, unit))
    elif what == "remove-set" and name in sets:
        made = Remove(entry=entry, at=now, device=DEVICE, id=name)
    else:
        raise InputError("there is no such set any more", "log", "Reload the page.")
    if why := problem(made):
        raise InputError(why, "log")
    append(owner, [made])


def undo(owner: User, session: str, entry: str) -> None:
    """Make an entry about a session as if it had never been; asked again, bring it back.

    Raises
    ------
    InputError : there is no such entry about this session.
    """
    subjects = closure(owner, {session})
    rows = owner.log_records.filter(subject__in=subjects).order_by("seq").values_list("content", flat=True)
    entries = [_ENTRY.decode(content) for content in rows]
    if entry not in {one.entry for one in entries if not isinstance(one, Undo)}:
        raise InputError("there is no such entry", "log", "Reload the page.")
    named = entry
    if entry not in _living(entries):
        # what holds it down is the last undoing of it that itself still holds
        held_down = [one.entry for one in entries if isinstance(one, Undo) and one.undone == entry]
        undone = {one.undone for one in entries if isinstance(one, Undo)}
        named = next((name for name in reversed(held_down) if name not in undone), held_down[-1])
    append(owner, [Undo(entry=f"web-{uuid.uuid4()}", at=timezone.now(), device=DEVICE, undone=named)])


def _changed(one: LoggedSet, form: Mapping[str, str], unit: MassUnit) -> LoggedSet:
    load = _number(form, "load", MOST_KG / (KG_PER_LB if unit == "lb" else 1), least=-500)
    if load is not None and unit == "lb":
        load = round(load * KG_PER_LB, 3)
    amount = _number(form, "amount", 10_000)
    if amount is None:
        raise InputError("the amount is missing", "amount", "Write how many, or take the set away.")
    rir = _number(form, "rir", 20)
    note = form.get("note", "")[:MOST_NOTE]
    changed = replace(one, load_kg=load, rir=rir, note=note, to_failure=one.to_failure and rir in (None, 0))
    if one.reps is not None:
        return replace(changed, reps=int(amount))
    if one.seconds is not None:
        return replace(changed, seconds=amount)
    if one.contacts is not None:
        return replace(changed, contacts=int(amount))
    return replace(changed, metres=amount)


def _number(form: Mapping[str, str], name: str, most: float, least: float = 0) -> float | None:
    """Read a number as people type it; None where nothing stands."""
    text = form.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise InputError(f"{text[:20]!r} is no number", name, "Write it like 82.5.") from None
    if not least <= value <= most:
        raise InputError(f"{text[:20]} is not between {number(least)} and {number(most)}", name)
    return value
