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
    folder = data or os.environ.get("IRONSTRIDE_DATA") or default_folder()
    given = {
        "IRONSTRIDE_DATA": str(Path(folder).absolute()),
        "IRONSTRIDE_ADDRESS": address,
        "IRONSTRIDE_DEMO": "1" if demo else None,
    }
    os.environ.update({name: value for name, value in given.items() if value is not None})
    os.umask(0o077)  # what is kept is health data
    from ironstride.web.site.serve import serve as serve_web

    serve_web(host, port)


def default_folder() -> Path:
    """Give the folder data lies in when none is named."""
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "ironstride"
