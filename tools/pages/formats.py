"""The page of the formats that are read and written."""

from __future__ import annotations

import importlib

from ironstride.cli.plan_command import FORMATS
from ironstride.formats.archive import FOUND, SUFFIXES, Limits

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
LOGS = {
    "Hevy, CSV": "hevy_log",
    "Strong, CSV": "strong_log",
    "FitNotes, CSV": "fitnotes_log",
    "Liftosaur, CSV": "liftosaur_log",
    "StrongLifts, CSV": "stronglifts_log",
    "GymRun, CSV": "gymrun_log",
    "Fitbod, CSV": "fitbod_log",
    "LiftLog, CSV": "liftlog_log",
    "wger, JSON": "wger_log",
    "a watch, FIT": "watch_log",
    "your own table, CSV": "plain_log",
}
LOG_INTRO = """\
## What was lifted

`ironstride log import`: which app a file comes from is told by its headings, never by its name. Tables may be UTF-8,
UTF-16 or Windows-1252, with commas, semicolons or tabs, decimal points or commas. Every row is either read or named
with the reason. Ironstride's own log is JSON Lines: a version line, then an entry a line, as
`src/ironstride/catalogue/data/schema/log.schema.json` says.

"""
LOG_RULES = """\

What these apps leave open is treated alike:

- **Units.** A file that names none is not used before you say `--unit kg` or `--unit lb`; the question says what the
  numbers look like. Pounds are converted (1 lb = 0.45359237 kg) and kept in kilograms.
- **Dates** like 3/4/2026 are read by the rest of the column when a number over 12 stands in it, else you are asked for
  `--day-first` or `--month-first`. Times in UTC become those of `--time-zone`.
- **A load of 0** means that none was typed in. Loads of assisted lifts are help and count below zero.
- **Effort**: RPE from 6 to 10 becomes repetitions in reserve, 10 − RPE; a lower one says no number.
- **Sides**: `8|7` is eight on the left and seven on the right; a name with (Left) is one side.
- **Names** find the catalogue's exercise by its aliases, then by the same words in another order, then by the nearest
  entry of the table `exercise_names`; what is less sure is left open with three guesses, counted, and asked about by
  `ironstride log check`. Answers are kept in a small file beside the log (`log.names.toml`).
- **Ids** are made of app, date, start and name, so importing a file again adds nothing, and a longer export adds only
  what is new. What you corrected or took out by hand stays so.

`ironstride log export sets.csv` writes Hevy's columns with `rir`, `side` and `exercise_id` behind them; texts that a
spreadsheet would run as a formula get an apostrophe in front."""
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
    activities = [
        (code(suffix), _doc(f"ironstride.formats.{READERS.get(suffix, suffix[1:] + FOUND)}")) for suffix in SUFFIXES
    ]
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
        LOG_INTRO
        + table(("from", "how it is read"), [(app, _doc(f"ironstride.formats.{m}")) for app, m in LOGS.items()])
        + LOG_RULES,
        "## The running plan\n\n" + table(("file", "how it is read", "given by"), plans),
        "## The runner\n\n`runner.toml`: see [the runner file](runner-file.md).",
        "## What a plan is written as\n\n" + table(("`--format`", "how it is written", "for"), written),
    )


def _doc(module: str) -> str:
    doc = importlib.import_module(module).__doc__ or ""
    return sentence(doc.split("\n\n")[0])
