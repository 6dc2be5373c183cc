"""The page of the formats that are read and written."""

from __future__ import annotations

import importlib

from ironstride.cli.plan_command import FORMATS
from ironstride.formats.archive import SUFFIXES, Limits

from .markdown import code, page, sentence, table

INTRO = """\
What Ironstride reads and writes. A bad file is named and skipped, or told in one line; it never takes anything down.
To add one, see [add a format](../how-to/add-a-format.md)."""

#: suffix of an activity file -> the module that reads it
READERS = {".fit": "fit", ".gpx": "gpx", ".tcx": "tcx", ".csv": "activity_table"}
PLANS = {
    ".ics": ("ics", "`--calendar`, `running.calendar`"),
    ".csv": ("plan_table", "`--calendar`, `running.calendar`"),
}
#: what `--format` writes -> module, and a word on it
WRITTEN = {
    "terminal": ("ironstride.pictures.terminal", "the season and its first week with strength; the default"),
    "json": ("ironstride.formats.plan_json", "[the plan](plan-json.md) for programs, and for `show` and `check`"),
    "html": ("ironstride.pictures.html", "one page for browser, phone and paper, with the reasons"),
    "pdf": ("ironstride.pictures.pdf", "paper: the season on a page, and a card for the gym for each session"),
    "ics": (
        "ironstride.formats.ics_write",
        "[the sessions for a calendar app](../how-to/move-to-your-calendar-app.md)",
    ),
    "md": ("ironstride.pictures.markdown", "text for a notes app or a repository"),
}


def formats_page() -> str:
    """Give the page of the formats."""
    activities = [(code(suffix), _doc(f"ironstride.formats.{READERS[suffix]}")) for suffix in SUFFIXES]
    plans = [(code(suffix), _doc(f"ironstride.formats.{module}"), where) for suffix, (module, where) in PLANS.items()]
    written = [(code(form), _doc(WRITTEN[form][0]), WRITTEN[form][1]) for form in FORMATS]
    limits = Limits()
    size = (
        f"Each may be gzipped (`.fit.gz`), and all may lie in folders and zip archives. A file is read up to "
        f"{limits.file >> 20} MB unpacked, an import up to {limits.members:,} files and {limits.total >> 30} GB."
    )
    return page(
        "Formats",
        INTRO,
        f"## What a watch recorded\n\n`--runs`, `running.history`. {size}\n\n"
        + table(("file", "how it is read"), activities),
        "## The running plan\n\n" + table(("file", "how it is read", "given by"), plans),
        "## The runner\n\n`runner.toml`: see [the runner file](runner-file.md).",
        "## What a plan is written as\n\n" + table(("`--format`", "how it is written", "for"), written),
    )


def _doc(module: str) -> str:
    doc = importlib.import_module(module).__doc__ or ""
    return sentence(doc.split("\n\n")[0])
