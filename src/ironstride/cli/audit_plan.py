"""Fixes what an audit found: writes a runner file drafted from the log and the plan that begins from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ironstride.cli.audit_reading import Material
from ironstride.cli.audit_render import Audited
from ironstride.cli.presets import Preset, Unit, place_name, preset_place
from ironstride.model.equipment import Place
from ironstride.model.errors import InputError

#: sorts of load that only a gym has, and that a bar at home makes
GYM = frozenset({"machine", "cable", "sled", "trap-bar"})
BAR = frozenset({"barbell", "plate"})
FREE = frozenset({"dumbbell", "dumbbell-pair", "kettlebell", "kettlebell-pair"})


RUNNER_FILE = "runner.toml"


def free(folder: Path) -> None:
    """Refuse a folder that holds a runner file: what somebody wrote there is not to be lost.

    Raises
    ------
    InputError : when it does.
    """
    target = folder / RUNNER_FILE
    if target.exists():
        raise InputError("there is a runner file already", str(target), "Name another folder after --plan.")


def hand_over(material: Material, made: Audited, folder: Path, today: date) -> str:
    """Write `runner.toml`, `plan.json` and `plan.html` into a folder; give a sentence on what was written.

    Raises
    ------
    InputError : when the folder cannot be made.
    NoPlan : when nothing can be planned from it; the runner file stays to be mended.
    """
    from ironstride.audit.start import starting_point
    from ironstride.catalogue import catalogue
    from ironstride.cli.output import deliver
    from ironstride.cli.prepare import plan_for
    from ironstride.cli.render import render
    from ironstride.formats.runner_file import write_runner

    target = folder / RUNNER_FILE
    exercises = catalogue().exercises
    used = {exercises[one.exercise].load_type for s in material.history.sessions for one in s.sets if one.exercise}
    places = place_of(used, material.who.runner.mass_unit)
    begun = starting_point(made.done, material.history.sessions, made.audit, exercises, places, today)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", str(folder), "Name another folder.") from error
    head = _head(made, begun.assumed)
    deliver((head + write_runner(begun.runner)).encode(), target)
    plan = plan_for(target)
    deliver(render(plan, "json"), folder / "plan.json")
    deliver(render(plan, "html"), folder / "plan.html")
    return (
        f"A plan of {len(plan.sessions)} sessions stands in {folder / 'plan.html'}. "
        f"It begins from {target}: mend what is marked there, then run ironstride plan {folder}."
    )


def place_of(used: Iterable[str], unit: Unit) -> dict[str, Place]:
    """Give the place whose things the log shows."""
    sorts = set(used)
    preset: Preset = (
        "full gym"
        if sorts & GYM
        else "barbell at home"
        if sorts & BAR
        else "dumbbells"
        if sorts & FREE
        else "step and band"
    )
    return {place_name(preset): preset_place(preset, unit)}


def _head(made: Audited, assumed: Iterable[str]) -> str:
    """Say at the head of the file what the audit found and what was assumed."""
    by_id = {one.mistake: one for one in made.audit.findings}
    found = [f"#   {by_id[name].name}: {by_id[name].said}" for name in made.audit.top]
    lines = ["# Drafted from an audit of your log.", *(["# What would help most:", *found] if found else [])]
    told = [f"#   {line}" for line in assumed]
    lines += ["# Nobody told this; please mend it:", *told] if told else []
    return "\n".join(lines) + "\n#\n"
