"""`ironstride backup`: a whole copy of the web app's database while it is used."""

from __future__ import annotations

from pathlib import Path

import click

from ironstride.cli.serve_command import in_folder


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Folder everything is kept in.")
def backup(file: Path, data: Path | None) -> None:
    """Write a checked copy of the web app's database to FILE; the server may run meanwhile."""
    in_folder(data)
    from ironstride.web.site.backup import backup as back_up

    click.echo(f"Written to {file}: {back_up(file.absolute()) / 1e6:.1f} MB, checked. It holds health data.", err=True)
