"""Writes a backtest for the terminal: two tables, then each exercise, then how to read them."""

from __future__ import annotations

from ironstride.model.words import MINUS
from ironstride.pictures.terminal_ink import Ink, fit, wrap
from ironstride.strength.backtest import LAST, OURS, STRENGTH, Report, Row, Table

WIDEST = 100
#: exercises shown without asking for all
SHOWN = 12
#: fewer sets than this are too few to compare on
FEW = 50
NAMES = {
    OURS: "Ironstride",
    STRENGTH: "  its strength alone",
    "epley": "Epley",
    "brzycki": "Brzycki",
    "lombardi": "Lombardi",
    "wathen": "Wathen",
    "rts": "RIR chart (RTS)",
    LAST: "same as last time",
}
KNOWN = (
    "Effort is known where it is logged (a reserve below four, AMRAP, to failure), where repetitions already fell from "
    "set to set at this load today, or where they fell so in the last session at a load no heavier. No set's own count "
    "is looked at to decide."
)
READING = (
    "Log score: mean log chance of the count that came, nats a set; higher is better. Error: distance of the middle of "
    "the forecast from it. Held: share of outcomes inside the 80 % intervals. Every peer expects from the best recent "
    "set at this load, and got the window, factor and spread of error that did best on the earlier half. “Its strength "
    "alone” leaves out habits: it is right where effort is known, and too high where sets stop at a target."
)


def report_text(report: Report, title: str, width: int, colour: bool, everything: bool) -> str:
    """Write a report.

    Parameters
    ----------
    report : what came of the backtest.
    title : what it was made on.
    width : columns no line exceeds.
    colour : ANSI colours.
    everything : show every exercise.
    """
    ink, width = Ink(colour), min(max(width, 60), WIDEST)
    lines = [ink(fit(title, width), "bold")]
    if not report.all_sets.sets:
        lines += wrap("Nothing to forecast: no lift was done twice with a load and a count.", width)
        return "\n".join(lines) + "\n"
    first = f"Each set is forecast from the sets before it only. The first {report.tuned_on} sets tune the peers; the "
    counted = f"{report.first_time} first sets of a lift"
    unloaded = f" and {report.no_load} sets that move no known mass" if report.no_load else ""
    lines += wrap(
        f"{first}tables are the {report.all_sets.sets} after them. Nobody forecasts {counted}{unloaded}.", width
    )
    if report.all_sets.sets < FEW:
        lines += wrap("So few sets show little: chance decides who is ahead.", width)
    for name, table in (("Sets whose effort is known", report.effort_known), ("All sets", report.all_sets)):
        lines += ["", ink(f"{name} ({table.sets})", "bold"), *_table(table)]
    lines += ["", ink("By exercise, all sets", "bold"), *_exercises(report, everything, width)]
    for text in (KNOWN, READING):
        lines += ["", *wrap(text, width)]
    return "\n".join(lines) + "\n"


def _table(table: Table) -> list[str]:
    if not table.sets:
        return ["  none in this log"]
    lines = [f"  {'':<22}{'log score':>10}{'error':>12}{'held':>8}"]
    ordered = [table.row(OURS), table.row(STRENGTH), *sorted(_peers(table), key=lambda row: -row.log_score)]
    return lines + [
        f"  {NAMES[row.competitor]:<22}{_signed(row.log_score):>10}{row.error_reps:>7.2f} reps{row.held:>7.0%}"
        for row in ordered
    ]


def _exercises(report: Report, everything: bool, width: int) -> list[str]:
    shown = list(report.by_exercise.items())[: None if everything else SHOWN]
    name_width = width - 52
    lines = [f"  {'':<{name_width}}{'sets':>5}{'ours':>8}{'':>7}{'best peer':>12}"]
    for name, table in shown:
        ours, peer = table.row(OURS), table.best_peer
        lines.append(
            f"  {fit(name, name_width - 1):<{name_width}}{table.sets:>5}"
            f"{_signed(ours.log_score):>8}{ours.error_reps:>7.2f}{_signed(peer.log_score):>8}{peer.error_reps:>7.2f}"
            f"  {NAMES[peer.competitor]}"
        )
    left = len(report.by_exercise) - len(shown)
    return [*lines, f"  and {left} more (--all)"] if left else lines


def _peers(table: Table) -> list[Row]:
    return [row for row in table.rows if row.competitor not in (OURS, STRENGTH)]


def _signed(score: float) -> str:
    return f"{score:.2f}".replace("-", MINUS)
