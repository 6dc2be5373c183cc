"""Words of the runner file in the reader's language: kinds of run, events, experience, equipment."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, str | Promise] = {
    "easy": _("easy"),
    "long": _("long"),
    "tempo": _("tempo"),
    "hills": _("hills"),
    "interval": _("intervals"),
    "sprint": _("sprints"),
    "race": _("race"),
    "800m": _("800 m"),
    "1500m": _("1500 m"),
    "5k": _("5 km"),
    "10k": _("10 km"),
    "half-marathon": _("half marathon"),
    "marathon": _("marathon"),
    "ultra": _("ultra"),
    "none": _("never"),
    "novice": _("a little"),
    "intermediate": _("for some years"),
    "advanced": _("for many years"),
    "nothing": _("Nothing: body mass, a wall and some floor"),
    "step and band": _("Step and band: a step of 30 cm and a rubber band"),
    "dumbbells": _("Dumbbells: pairs to 20 kg (50 lb), a step and a band"),
    "barbell at home": _("Barbell at home: a bar with plates, a rack and a bench, a step and a band"),
    "full gym": _("Full gym: bars, racks, dumbbells, kettlebells, machines, cables, boxes"),
}
