"""`ironstride restore`: puts a backup of the web app's database back."""

from __future__ import annotations

from pathlib import Path

import click

from ironstride.cli.serve_command import in_folder


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Folder everything is kept in.")
def restore(file: Path, data: Path | None) -> None:
    """Put the backup FILE in place of the web app's database, and bring it up to date. Stop the server first."""
    in_folder(data)
    from ironstride.web.site.backup import restore as put_back

    click.echo(put_back(file.absolute()), err=True)
