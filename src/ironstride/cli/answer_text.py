"""Writes a plan's answer for the terminal: the sentence first, then what decides it, other choices and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ironstride.model.words import MINUS
from ironstride.pictures.terminal_ink import Ink, wrap
from ironstride.planning.answer import Answer, Option, Voice

#: what is shown without asking for detail
OPTIONS, SAYING, AGAINST = 7, 3, 2
SURE = {"very-low": "very low certainty", "convention": "a convention", "contradicted": "contradicted by studies"}
STANCE = {"supports": "", "narrows": ", with limits", "extrapolates": ", by analogy", "contradicts": ""}
WIDEST = 100


def answer_text(
    answer: Answer, cited: Mapping[str, str], width: int = 80, colour: bool = False, detail: bool = False
) -> str:
    """Write an answer.

    Parameters
    ----------
    answer : what the plan says.
    cited : a line for each source and claim by id.
    width : columns no line exceeds.
    colour : ANSI colours.
    detail : with all choices, prices and rule codes.
    """
    width, ink = min(max(width, 40), WIDEST), Ink(colour)
    lines = [ink(line, "bold") for line in wrap(answer.text, width)]
    more = [one.text for one in answer.because if one.text not in answer.text]
    lines += _section("Also", more, width)
    if detail:
        lines += _section("Decided by", [f"{one.rule}: {one.text}" for one in answer.because], width)
    lines += _section("The load", answer.load, width)
    lines += _section("Other choices, worst first", _options(answer.options, detail), width)
    lines += _section("Who says so", _voices(answer.voices, cited, detail, against=False), width)
    lines += _section("Who disagrees", _voices(answer.voices, cited, detail, against=True), width)
    for note in answer.notes:
        lines += ["", *wrap(note, width)]
    return "\n".join(lines) + "\n"


def _section(title: str, entries: Sequence[str], width: int) -> list[str]:
    if not entries:
        return []
    lines = ["", f"{title}:"]
    for entry in entries:
        first, *rest = wrap(entry, width - 4) or [""]
        lines += [f"  {first}", *(f"    {line}" for line in rest)]
    return lines


def _options(options: Sequence[Option], detail: bool) -> list[str]:
    if detail:
        return [f"{one.text} [{_price(one)}]" for one in options]
    shown = [one.text for one in options[-OPTIONS:]]
    hidden = len(options) - len(shown)
    return [f"({hidden} worse ones are left out; --detail shows them.)", *shown] if hidden else shown


def _price(one: Option) -> str:
    parts = [f"{code} {_signed(extra)}" for code, extra in sorted(one.by_rule.items(), key=lambda part: -part[1])]
    forbids = [f"{code or 'make-up of a session'} forbids" for code in one.forbidden]
    return "; ".join([*forbids, f"price {_signed(one.price)}" + (f" = {', '.join(parts)}" if parts else "")])


def _signed(price: int) -> str:
    return f"+{price}" if price > 0 else str(price).replace("-", MINUS)


def _voices(voices: Sequence[Voice], cited: Mapping[str, str], detail: bool, against: bool) -> list[str]:
    mine = [one for one in voices if (one.relation == "contradicts") == against and one.relation != "silent"]
    shown = mine if detail else mine[: AGAINST if against else SAYING]
    lines = []
    for one in shown:
        certainty = SURE.get(one.certainty, f"{one.certainty} certainty")
        code = f" [{one.rule}]" if detail and one.rule else ""
        source = cited.get(one.source, one.source).rstrip(".")
        lines.append(f"{one.says.rstrip('.')} ({certainty}{STANCE.get(one.relation, '')}). {source}.{code}")
    left = len(mine) - len(shown)
    return [*lines, f"({left} more with --detail.)"] if left else lines
