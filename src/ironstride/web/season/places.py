"""Places most travellers find, to be named in a change before they stand in the runner file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy
from msgspec.structs import replace

from ironstride.cli.presets import Preset, preset_place
from ironstride.model.plan import Plan
from ironstride.planning.change import Away
from ironstride.planning.change_text import parse_change
from ironstride.web.season.words import Words

#: what a place is called in a plan, the preset that says what it holds, and its words
FOUND: Mapping[str, tuple[Preset, Words]] = {
    "hotel-room": ("nothing", gettext_lazy("a hotel room: body mass and some floor")),
    "hotel-gym": ("dumbbells", gettext_lazy("a hotel gym: dumbbells, a step, a band")),
    "guest-gym": ("full gym", gettext_lazy("a full gym away from home")),
}


def offered(plan: Plan) -> tuple[tuple[str, Words], ...]:
    """Give the places a change may name: the runner's own, then those most travellers find."""
    own: tuple[tuple[str, Words], ...] = tuple((name, name) for name in sorted(plan.runner.places))
    return (*own, *((name, words) for name, (_, words) in FOUND.items() if name not in plan.runner.places))


def with_places(plan: Plan, changes: Sequence[str]) -> Plan:
    """Give a plan whose runner knows the places these changes name."""
    runner = plan.runner
    known = dict(runner.places)
    for text in changes:
        change = parse_change(text)
        place = (change.place or "") if isinstance(change, Away) else ""
        if place in FOUND and place not in known:
            known[place] = preset_place(FOUND[place][0], runner.mass_unit)
    return plan if known == runner.places else replace(plan, runner=replace(runner, places=known))
