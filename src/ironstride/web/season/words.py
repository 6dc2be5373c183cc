"""Says changes back in the words a runner uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ironstride.model.runner import RedFlag, Wish
from ironstride.planning import change as kinds
from ironstride.planning.change_text import parse_change

#: words now, or when they are shown
Words = str | Promise
#: signs that stop training until a professional has looked, in words
FLAGS: Mapping[RedFlag, Words] = {
    "bone-stress-signs": gettext_lazy("pain on the bone"),
    "pain-changes-gait": gettext_lazy("pain that changes how you walk or run"),
    "night-pain": gettext_lazy("pain at night or at rest"),
    "sharp-pain": gettext_lazy("sharp pain"),
    "chest-pain": gettext_lazy("pain in the chest"),
}


def day_words(day: date) -> str:
    """Write a date as Friday 8 January."""
    return date_format(day, "l j F")


def span_words(first: date, last: date) -> str:
    """Write a span of dates."""
    return day_words(first) if first == last else _("%(first)s to %(last)s") % {
        "first": date_format(first, "j F"), "last": date_format(last, "j F")
    }  # fmt: skip


def changes_words(texts: Sequence[str]) -> list[str]:
    """Say changes, given as the command line writes them; none at all follow the log."""
    return [change_words(text) for text in texts] or [_("The season follows your log")]


def change_words(text: str) -> str:
    """Say a change, given as the command line writes it."""
    change = parse_change(text)
    return _dated(change) or _other(change)


def _dated(change: kinds.Change) -> str:
    """Say changes of sessions, runs and races."""
    match change:
        case kinds.Missed(first, last):
            return _("Nothing lifted: %(span)s") % {"span": span_words(first, last)}
        case kinds.MovedSession(of, to):
            return _("The session of %(of)s on %(to)s") % {"of": day_words(of), "to": day_words(to)}
        case kinds.MovedRun(of, to):
            return _("The run of %(of)s on %(to)s") % {"of": day_words(of), "to": day_words(to)}
        case kinds.CancelledRun(on):
            return _("No run on %(day)s") % {"day": day_words(on)}
        case kinds.AddedRun(on, _intensity, minutes):
            return _("One more run of %(minutes)s min on %(day)s") % {"minutes": minutes, "day": day_words(on)}
        case kinds.NewRace(race):
            return _("A race on %(day)s") % {"day": day_words(race.date)}
        case kinds.MovedRace(of, to):
            return _("The race of %(of)s on %(to)s") % {"of": day_words(of), "to": day_words(to)}
        case kinds.CancelledRace(on):
            return _("No race on %(day)s") % {"day": day_words(on)}
        case kinds.Minutes(on, minutes):
            return _("Only %(minutes)s min on %(day)s") % {"minutes": minutes, "day": day_words(on)}
        case kinds.Away(first, last, place):
            span = {"span": span_words(first, last), "place": place}
            return (_("No gym: %(span)s") if place is None else _("At %(place)s: %(span)s")) % span
    return ""


def _other(change: kinds.Change) -> str:
    """Say changes of the body, the method and the wishes."""
    match change:
        case kinds.SoreSpot(site, _side, until):
            words = _("Sore: %(site)s") if until is None else _("Sore: %(site)s, spared until %(day)s")
            return words % {"site": site.replace("-", " "), "day": until and day_words(until)}
        case kinds.Cleared(site):
            return _("Fine again: %(site)s") % {"site": site.replace("-", " ")}
        case kinds.ClearedFlag(flag):
            return _("Cleared by a professional: %(sign)s") % {"sign": FLAGS[flag]}
        case kinds.OtherMethod(method):
            return _("Method: %(method)s") % {"method": method}
        case kinds.NewWish(wish):
            return _wish(wish)
        case kinds.DroppedWish(number):
            return _("Wish %(number)s given up") % {"number": number}
    return ""


def _wish(wish: Wish) -> str:
    if wish.per_week is not None:
        words = ngettext("%(n)s session every week", "%(n)s sessions every week", wish.per_week)
        return words % {"n": wish.per_week}
    if wish.rest_on is not None:
        return _("No strength on %(day)s") % {"day": day_words(wish.rest_on)}
    words = _("A leg session on %(day)s") if wish.legs else _("A session on %(day)s")
    return words % {"day": day_words(cast(date, wish.on))}
