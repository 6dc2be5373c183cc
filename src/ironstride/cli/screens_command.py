"""`ironstride screens`: list the self-tests, say how one is done, and say what results mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from ironstride.cli.output import deliver, read_bytes, width
from ironstride.model.errors import InputError

if TYPE_CHECKING:
    from ironstride.model.runner import Runner, Screened
    from ironstride.strength.screens import SelfTest


@click.command()
@click.argument("name", required=False)
@click.option("--runner", type=click.Path(path_type=Path), help="The runner file, for what others like you reach.")
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), help="The training log with your results.")
def screens(name: str | None, runner: Path | None, log: Path | None) -> None:
    """Self-tests you can do at home: NAME says how one is done; without it all are listed.

    With a runner file and a log it says what your results mean. Tests choose accessory work and show change; they do
    not predict injury.
    """
    from ironstride.formats.runner_file import read_runner
    from ironstride.strength.screens import canonical, self_tests

    tests = self_tests()
    if name is not None and canonical(name) not in tests:
        raise InputError(f"no self-test {name!r}", "screens", f"Known: {', '.join(_spelt(test) for test in tests)}.")
    who = None if runner is None else read_runner(runner)
    results = _results(who, log)
    if results and who is None:
        raise InputError("results mean something only beside a runner", "--log", "Give --runner, too.")
    chosen = list(tests.values()) if name is None else [tests[canonical(name)]]
    lines = list(_listed(chosen) if name is None else _instructions(chosen[0], who))
    if who is not None:
        lines += _meaning(chosen, who, results)
    deliver(("\n".join(lines) + "\n").encode(), None)


def _results(runner: Runner | None, log: Path | None) -> tuple[Screened, ...]:
    """Gather the results of the runner file and of the log."""
    found = runner.screens if runner is not None else ()
    if log is None:
        return found
    from ironstride.formats.log_file import log_entries
    from ironstride.model.runner import Screened
    from ironstride.strength.history import fold

    history = fold(log_entries(read_bytes(log), str(log)))
    told = (Screened(screen=one.screen, date=one.date, value=one.value, side=one.side) for one in history.screens)
    return (*found, *told)


def _spelt(test: str) -> str:
    return test.replace("_", "-")


def _listed(tests: list[SelfTest]) -> Iterator[str]:
    room = max(len(test.id) for test in tests)
    for test in tests:
        first, *more = wrap(f"{test.name}. {test.asks}", max(20, width() - room - 4))
        yield f"  {_spelt(test.id):{room}}  {first}"
        for line in more:
            yield f"  {'':{room}}  {line}"
    yield ""
    yield "`ironstride screens NAME` says how one is done."


def _instructions(test: SelfTest, runner: Runner | None) -> Iterator[str]:
    from ironstride.strength.screens import UNITS, norm

    yield test.name
    yield from wrap(f"{test.asks} You need {test.needs}.", width())
    yield ""
    for number, step in enumerate(test.steps, 1):
        yield from wrap(step, width(), initial_indent=f"  {number}. ", subsequent_indent="     ")
    if test.stop:
        yield from wrap(test.stop, width(), initial_indent="  ", subsequent_indent="  ")
    yield ""
    if runner is not None:
        reference = norm(test, runner, date.today())
        sure = " (not well known)" if reference is not None and reference.uncertain else ""
        told = "Nothing solid is known of what others reach." if reference is None else f"{reference.text}{sure}"
        yield from wrap(told, width())
    unit = UNITS[test.unit].strip() or test.unit
    sides = ", left and right" if test.sides else ""
    yield from wrap(f"Log it as {_spelt(test.id)} in {unit}{sides}. Source: {test.source}.", width())


def _meaning(tests: list[SelfTest], runner: Runner, results: tuple[Screened, ...]) -> Iterator[str]:
    from ironstride.strength.screens import read_screens

    wanted = {test.id for test in tests}
    readings = [one for one in read_screens(results, runner, date.max) if one.test.id in wanted]
    yield ""
    if not readings:
        yield "No results yet."
    for reading in readings:
        yield from wrap(" ".join(reading.sentences), width())
