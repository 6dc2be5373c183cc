"""`ironstride serve`: the web app on one machine."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command()
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Folder everything is kept in.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen on this name or number.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Listen on this port.")
@click.option("--address", help="Where browsers find it, such as https://strength.example.org.")
@click.option("--demo", is_flag=True, help="Offer an example runner to play with.")
def serve(data: Path | None, host: str, port: int, address: str | None, demo: bool) -> None:
    """Serve the web app: brings the database up to date, then answers until it is stopped."""
    in_folder(data)
    if address is not None:
        os.environ["IRONSTRIDE_ADDRESS"] = address
    if demo:
        os.environ["IRONSTRIDE_DEMO"] = "1"
    from ironstride.web.site.serve import serve as serve_web

    serve_web(host, port)


def in_folder(data: Path | None) -> None:
    """Let the web app keep its data in a folder: the one given, else the environment's, else the user's own."""
    base = os.environ.get("XDG_DATA_HOME")
    own = (Path(base) if base else Path.home() / ".local" / "share") / "ironstride"
    folder = data or Path(os.environ.get("IRONSTRIDE_DATA") or own)
    os.environ["IRONSTRIDE_DATA"] = str(folder.absolute())
    os.umask(0o077)  # what is kept is health data
