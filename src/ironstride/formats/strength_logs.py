"""The one door for strength logs of any maker: looks at what a file is, and reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ironstride.formats.fitbod_log import is_fitbod, read_fitbod
from ironstride.formats.fitnotes_log import is_fitnotes, read_fitnotes
from ironstride.formats.gymrun_log import is_gymrun, read_gymrun
from ironstride.formats.hevy_log import is_hevy, read_hevy
from ironstride.formats.liftlog_log import is_liftlog, read_liftlog
from ironstride.formats.liftosaur_log import is_liftosaur, read_liftosaur
from ironstride.formats.plain_log import is_body_mass, is_plain, read_body_mass, read_plain
from ironstride.formats.strength_rows import LogOptions, StrengthLog
from ironstride.formats.strength_table import MAX_BYTES, Sheet, read_sheet
from ironstride.formats.strong_log import is_strong, read_strong
from ironstride.formats.stronglifts_log import is_stronglifts, read_stronglifts
from ironstride.formats.watch_log import watch_log
from ironstride.formats.wger_log import read_wger
from ironstride.model.errors import ImportFailure

__all__ = ["LogOptions", "StrengthLog", "read_strength_log"]

Reader = Callable[[Sheet, LogOptions], StrengthLog]
#: each app's sign and reader; the first that knows the headings reads the table.
TABLES: tuple[tuple[Callable[[Sheet], bool], Reader], ...] = (
    (is_hevy, read_hevy),
    (is_liftosaur, read_liftosaur),
    (is_stronglifts, read_stronglifts),
    (is_strong, read_strong),
    (is_gymrun, read_gymrun),
    (is_liftlog, read_liftlog),
    (is_fitbod, read_fitbod),
    (is_fitnotes, read_fitnotes),
    (is_body_mass, read_body_mass),
)
NOT_KNOWN = "no column holds the exercises, or none the dates, repetitions or times"
MEND = "Name the columns: --column date=Day --column exercise=Lift --column reps=Count."


def read_strength_log(source: Path | bytes, name: str = "", options: LogOptions | None = None) -> StrengthLog:
    """Read a strength log: an export of Strong, Hevy, FitNotes, Liftosaur, StrongLifts, GymRun, Fitbod, wger or
    LiftLog, a watch's FIT file, or a table of one's own.

    Parameters
    ----------
    source : a file, or its bytes.
    name : what to call it in messages; the file's own name when empty.
    options : what its owner knows and it does not say.

    Returns
    -------
    StrengthLog
        Names are those of the file (`ironstride.strength.exercise_names` knows the catalogue's). What must be asked
        is in `questions`, every row that holds no set that could be read in `unread`.

    Raises
    ------
    ImportFailure
        It cannot be read at all; one line says why and what to do.
    """
    options = options or LogOptions()
    where = name or (source.name if isinstance(source, Path) else "the file")
    data = source if isinstance(source, bytes) else _bytes(source, where)
    if data[8:12] == b".FIT":
        from ironstride.formats.fit import read_fit_all

        return watch_log(read_fit_all(data, where), where)
    if data[:4] == b"PK\x03\x04":
        raise ImportFailure("this is an archive or a workbook", where, "Unpack it, or save the sheet as CSV.")
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b'{"ironstride_log"'):
        raise ImportFailure("this is a log of Ironstride's own", where, "Give it as --log.")
    if head[:1] in (b"{", b"["):
        return read_wger(data, where, options)
    return _read_table(read_sheet(data, where), options)


def _read_table(sheet: Sheet, options: LogOptions) -> StrengthLog:
    """Read a table by the first sign that fits; a mapping of columns makes it one's own."""
    if not options.columns:
        for knows, read in TABLES:
            if knows(sheet):
                return read(sheet, options)
    if options.columns or is_plain(sheet, options):
        log = read_plain(sheet, options)
        if not options.columns or is_plain(sheet, options):
            return log
    raise ImportFailure(NOT_KNOWN, sheet.where, MEND)


def _bytes(path: Path, where: str) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ImportFailure(
                f"the file has {path.stat().st_size / 1e6:.0f} MB", where, "Export fewer years at a time."
            )
        return path.read_bytes()
    except OSError as error:
        raise ImportFailure(
            f"it cannot be read ({error.strerror or type(error).__name__})", where, "Check the path."
        ) from error
