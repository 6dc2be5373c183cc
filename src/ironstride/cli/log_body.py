"""`ironstride log weight`, `sore`, `pain` and `screen`: the body beside the lifting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ironstride.cli.log_group import DATE, LOG, day_of, log


@log.command("weight")
@click.argument("mass")
@LOG
@DATE
def weight(mass: str, log_file: Path, day: str | None) -> None:
    """Log your body mass: 68.4, or 150.8lb."""
    from ironstride.cli.answers import read_mass
    from ironstride.cli.log_store import LogStore, now
    from ironstride.model.log import BodyMass, PutBodyMass
    from ironstride.strength.log_answers import new_id

    kg, _ = read_mass(mass)
    on = day_of(day)
    store = LogStore(log_file)
    put = PutBodyMass(
        entry=new_id(), at=now(), device=store.device, body_mass=BodyMass(id=f"mass-{on}", date=on, kg=kg)
    )
    store.add([put])
    click.echo(f"{kg:.4g} kg on {on}.")


def _complaint_command(kind: str) -> None:
    """Add the command for soreness or pain."""

    @log.command(kind, help=f"Log {'soreness' if kind == 'sore' else 'pain'}: {kind} calf left 4 [sharp at-night].")
    @click.argument("words", nargs=-1, required=True)
    @LOG
    @DATE
    @click.option("--note", default="", help="A word on it.")
    def command(words: Sequence[str], log_file: Path, day: str | None, note: str) -> None:
        from ironstride.cli.log_fix import read_complaint
        from ironstride.cli.log_store import LogStore, now
        from ironstride.model.log import History, PutComplaint
        from ironstride.strength.log_answers import new_id
        from ironstride.strength.readiness import raised

        complaint = read_complaint(kind, words, day_of(day), note)
        store = LogStore(log_file)
        store.add([PutComplaint(entry=new_id(), at=now(), device=store.device, complaint=complaint)])
        side = "" if complaint.side == "both" else f"{complaint.side} "
        click.echo(f"{'Sore' if kind == 'sore' else 'Pain in the'} {side}{complaint.site}, {complaint.severity} of 10.")
        if raised(History(complaints=(complaint,)), (), complaint.date):
            click.echo(
                "Stop lifting, and have a professional look at it: this is no matter for a training log alone. "
                "The plan stands empty from its next `ironstride replan` on, until you say that it is cleared."
            )


for _kind in ("sore", "pain"):
    _complaint_command(_kind)


@log.command("screen")
@click.argument("words", nargs=-1, required=True)
@LOG
@DATE
def screen(words: Sequence[str], log_file: Path, day: str | None) -> None:
    """Log a self-test: knee-to-wall left 9.5."""
    from ironstride.cli.log_fix import read_screen
    from ironstride.cli.log_store import LogStore, now
    from ironstride.model.log import PutScreen
    from ironstride.strength.log_answers import new_id

    result = read_screen(words, day_of(day))
    store = LogStore(log_file)
    store.add([PutScreen(entry=new_id(), at=now(), device=store.device, screen=result)])
    side = f" {result.side}" if result.side else ""
    click.echo(f"{result.screen.replace('_', ' ').capitalize()}{side}: {result.value:g}.")
