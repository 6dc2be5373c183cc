"""The pages of the ladders and of the self-tests, made from their tables."""

from __future__ import annotations

from ironstride.catalogue import Catalogue
from ironstride.catalogue.tables import table as held
from ironstride.strength.ladders import ladders
from ironstride.strength.screens import UNITS, self_tests

from .markdown import anchor, code, codes, page, sentence, table

LADDERS = """\
Power work climbs by contacts first, then amplitude, then one leg, then height. Core and mobility work climb ladders of
their own. No trial compares orders: all of it is convention, priced low (`LAD101` to `LAD103`), and says so. The
table is `src/ironstride/catalogue/data/tables/ladders.toml`; `ironstride catalogue check` refuses a ladder that leads
down."""
POWER = """\
Each block of weeks in which power work was done opens the next stage. A block whose jumps were mostly missed does not;
a plan that follows your log notices."""
CLIMB = """\
A rung is done with after {sessions} sessions as asked over at least {days} days; the next block of weeks begins one
higher, where your equipment, your time and the rules that must hold allow it."""
SCREENS = """\
Tests you can do at home, with what others reach where that is known. They choose accessory work and show change; they
do not predict injury. A difference between sides counts only above the test's own error and on two days. `ironstride
screens NAME` says how one is done; results go into your log, or into the [runner file](runner-file.md)."""


def ladders_page(catalogue: Catalogue) -> str:
    """Give the page of the ladders."""
    names = {name: exercise.name for name, exercise in catalogue.exercises.items()}

    def listed(exercises: tuple[str, ...]) -> str:
        return ", ".join(f"[{names[name]}](exercises.md#{name})" for name in exercises)

    power = ladders().power
    starts = {stage: [level for level, at in power.start.items() if at == stage] for stage in range(len(power.stage))}
    stages = table(
        ("stage", "exercises", "where lifters begin"),
        ((stage.name, listed(stage.exercises), codes(starts[n])) for n, stage in enumerate(power.stage)),
    )
    climb = CLIMB.format(sessions=ladders().climb.sessions, days=ladders().climb.days)
    rows = (
        (
            f"{sentence(ladder.name).rstrip('.')}" + (f" (once {ladder.gate} is shown)" if ladder.gate else ""),
            ladder.block,
            " → ".join(listed(rung) for rung in ladder.rungs),
            code(ladder.source),
        )
        for ladder in ladders().ladder
    )
    others = table(("ladder", "block", "rungs", "source"), rows)
    return page("Ladders", LADDERS, f"## Power\n\n{POWER}\n\n{stages}", f"## Core and mobility\n\n{climb}\n\n{others}")


def screens_page(catalogue: Catalogue) -> str:
    """Give the page of the self-tests."""
    names = {name: exercise.name for name, exercise in catalogue.exercises.items()}
    parts = [SCREENS]
    for test in self_tests().values():
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(test.steps, 1))
        exercises = ", ".join(f"[{names[name]}](exercises.md#{name})" for name in test.emphasis)
        unit = UNITS[test.unit].strip() or test.unit
        facts = table(
            ("", ""),
            (
                ("you need", test.needs),
                ("log it as", f"{code(test.id)}, in {unit}" + (", left and right" if test.sides else "")),
                ("it speaks for", exercises),
                ("source", code(test.source)),
                ("counts from", _limits(test.id)),
            ),
        )
        stop = f"\n\n{test.stop}" if test.stop else ""
        parts.append(f"{anchor(test.id)}\n## {test.name}\n\n{test.asks}\n\n{steps}{stop}\n\n{facts}")
    return page("Self-tests", *parts)


def _limits(test: str) -> str:
    """Say from what on a value counts."""
    flag = held("screens")[test].get("flag", {})
    limits = (f"{name.replace('_', ' ')} {value:g}" for name, value in flag.items() if isinstance(value, int | float))
    return ", ".join(limits) or f"{held('screens')[test].get('pass_s', '')} s".strip()
