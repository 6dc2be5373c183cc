"""The shapes of numbers in workout titles as regular expressions, built from the words of `titles.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from ironstride.running.title_words import alternation, tables

#: A word ends here.
_END = r"(?![a-z0-9])"
NUMBER = r"(?:\d{1,5}(?:\.\d{1,3})?|\.\d{1,3})"


class Shapes(NamedTuple):
    """Compiled shapes, in the order they are taken out of a title."""

    pace: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], float | None]], ...]
    targets: tuple[re.Pattern[str], ...]
    strides: re.Pattern[str]
    recovery: tuple[re.Pattern[str], ...]
    both: re.Pattern[str]
    around: tuple[re.Pattern[str], ...]
    sets: re.Pattern[str]
    nested: re.Pattern[str]
    reps: re.Pattern[str]
    counted: re.Pattern[str]
    amount: re.Pattern[str]
    work_after: re.Pattern[str]
    work_before: re.Pattern[str]
    within: re.Pattern[str]
    then: re.Pattern[str]
    one_of: re.Pattern[str]


def _units() -> str:
    words = [word for group in tables().units.values() for word in group]
    letters = alternation(tuple(word for word in words if word[0].isalpha()))
    return rf"(?:['\"]|(?:{letters})(?![a-z0-9]))"


def _amount() -> str:
    return (
        r"(?:\d{1,2}:\d{2}:\d{2}"
        r"|\d{1,2}\s*[ht]\s*\d{1,2}(?:\s*(?:min|mn|'|m))?(?![a-z0-9])"
        r"|\d{1,3}(?:'|min|mn)\d{2}(?:\"|s(?![a-z0-9]))?(?!['\da-z])"
        rf"|{NUMBER}(?:\s*(?:-|to|bis)\s*{NUMBER})?\s*-?{_units()})"
    )


def _clock_pace(match: re.Match[str]) -> float | None:
    low = 60 * int(match[1]) + int(match[2])
    pace = (low + 60 * int(match[3]) + int(match[4])) / 2 if match[3] else float(low)
    if match.groupdict().get("unit") in ("mi", "mile"):
        pace /= 1.609344
    return pace if 110 <= pace <= 900 else None


def _speed_pace(match: re.Match[str]) -> float | None:
    speed = float(match[1])
    return 3600 / speed if 4 <= speed <= 30 else None


def _paces() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], float | None]], ...]:
    at = rf"(?:(?:{alternation(tables().shapes['at'])})\s*)?"
    clock = r"(\d{1,2})[:'](\d{2})\"?(?:\s*-\s*(\d{1,2})[:'](\d{2})\"?)?"
    return (
        (re.compile(rf"{at}{clock}\s*(?:min|mn)?\s*(?:/|per\s)\s*(?P<unit>km|k|mi|mile)\b"), _clock_pace),
        (re.compile(rf"{at}{clock}\s*(?:pace|schnitt|allure)\b"), _clock_pace),
        (re.compile(rf"@\s*{clock}(?!\d|\s*/\s*\d)"), _clock_pace),
        (re.compile(rf"{at}({NUMBER})\s*km/?h\b"), _speed_pace),
        (re.compile(r"@\s*\d{1,3}(?:\.\d+)?(?:-\d{1,3})?[\"']?(?![\d.]*\s*-?[a-z%:'\"])"), lambda _: None),
        (re.compile(r"\bin \d{1,2}:\d{2}(?:-\d{1,2}:\d{2})?(?:\s*min\w*)?"), lambda _: None),
        (re.compile(r"\b(?:rpe\s*\d{1,2}(?:-\d{1,2})?|\d{2,3}(?:-\d{2,3})?\s*(?:bpm|watts?|w)\b)"), lambda _: None),
    )


def _targets() -> tuple[re.Pattern[str], ...]:
    shapes = tables().shapes
    names = rf"(?P<name>{alternation(tuple(w for t in tables().targets for w in t.words))})"
    at, suffix, first = (alternation(shapes[key]) for key in ("at", "pace", "pace_first"))
    percent = r"(?P<low>\d{2,3})(?:\s*%?\s*-\s*(?P<high>\d{2,3}))?\s*%\s*(?:of\s+|de\s+(?:la\s+)?|der\s+|della?\s+)?"
    end = r"(?![a-z0-9])"
    return (
        re.compile(rf"(?:(?:{at}|a|zu|al)\s*)?{percent}{names}(?:[\s-]+(?:{suffix}))?{end}"),
        re.compile(rf"(?<![a-z])(?:{at})\s*(?:current\s+|goal\s+)?{names}(?:[\s-]+(?:{suffix}))?{end}"),
        re.compile(rf"(?<![a-z0-9.])(?:a\s+|in\s+)?{names}[\s-]+(?:{suffix}){end}"),
        re.compile(rf"(?<![a-z])(?:{first})\s+{names}{end}"),
    )


def _strides(amount: str) -> re.Pattern[str]:
    words = alternation(tuple(w for g in tables().words if g.means == "strides" for w in g.words if "*" not in w))
    run_up = r"(?:(?:fast|relaxed|hill|flat|short|basic|easy|of|de|x)\s+)*"
    return re.compile(
        rf"(?:\d{{1,2}}(?:\s*-\s*\d{{1,2}})?\s*(?:x\s*(?:{amount}|\d{{1,3}})?)?\s*)?{run_up}"
        rf"(?<![a-z])(?:{words}){_END}(?:\s*[:(]?\s*\d{{1,2}}\s*x\s*(?:{amount}|\d{{1,3}}))?"
    )


def _around(words: str, amount: str) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?<![a-z]){words}{_END}\s*[:=]?\s*(?P<amount>{amount})"),
        re.compile(rf"(?P<amount>{amount})\s*(?:easy\s+|jog\s+|of\s+|de\s+|d')*{words}{_END}"),
    )


@lru_cache(maxsize=1)
def shapes() -> Shapes:
    """Return the shapes, compiled once."""
    said = tables().shapes
    amount, clock = _amount(), r"\d{1,2}:\d{2}(?!\d)"
    either = rf"(?:{amount}|{clock})"
    words = {key: alternation(value) for key, value in said.items()}
    count = r"(?<![\d.:])(?P<low>\d{1,3})(?:\s*-\s*(?P<high>\d{1,3}))?"
    times = rf"\s*-?\s*(?:x|(?<![a-z])(?:{words['times']})(?![a-z]))\s*"
    rep = rf"(?P<rep>{either}|{NUMBER}(?![\d.])|(?:mile|mi|km)(?![a-z]))"
    kind = r"(?:(?:easy|slow|light|very|active|full|walking|standing|walk|jog|min)\s+)*"
    jog = rf"(?:\s*{kind}(?:{words['recovery']}){_END})?"
    join = r"(?:\(|\[|/|w/|with\b|mit\b|avec\b|con\b|med\b|met\b|-)"
    after = rf"(?:\s*{join}\s*(?:{either}|\d{{1,3}}['\"]?){jog}\s*[)\]]?{_END})?"
    return Shapes(
        pace=_paces(),
        targets=_targets(),
        strides=_strides(amount),
        recovery=(
            re.compile(rf"(?P<amount>{either})\s*(?:of\s+)?{kind}(?:{words['recovery']}){_END}"),
            re.compile(rf"(?<![a-z0-9])(?:{words['recovery_first']})\s*[=:.]?\s*(?P<amount>{either})"),
        ),
        both=re.compile(
            rf"(?:{words['both']}){_END}\s*:?\s*(?P<a>{amount})|(?P<b>{amount})\s*(?:{words['both']}){_END}"
        ),
        around=_around(rf"(?:{words['warm_up']}|{words['cool_down']})", amount),
        sets=re.compile(rf"{count}{times}\((?P<inside>[^()]*)\)"),
        nested=re.compile(rf"(?<![\d.:])(?P<sets>\d{{1,2}}){times}\(?{count}{times}{rep}\)?{after}"),
        reps=re.compile(rf"{count}{times}{rep}{after}"),
        counted=re.compile(
            rf"{count}\s*x?\s*(?P<word>{words['counted']}){_END}\s*(?:de|of|x|a|von|di|av|:|@)?\s*(?P<rep>{either})?"
        ),
        amount=re.compile(rf"(?<![\d.:%-]){amount}|(?<![\d:.])[0-3]:[0-5]\d(?![\d:])"),
        work_after=re.compile(
            r"\s*\)?\s*(?:@|at|a|in|im|of|de|en|al|bei|i|op|zu|au|the|,)?\s*"
            rf"(?:§(?:tempo|interval)§|(?:{words['work']}){_END}(?!\s*(?:{words['whole']}){_END}))"
        ),
        work_before=re.compile(rf"(?:§tempo§|(?<![a-z])(?:{words['work']}))\s*[:;(]?\s*$"),
        within=re.compile(rf"(?<![a-z])(?:{words['within']})(?![a-z])"),
        then=re.compile(rf"(?:^|(?<![a-z]))(?:{words['then']})(?![a-z])"),
        one_of=re.compile(rf"\s*-?\s*(?:{words['one_of']}){_END}"),
    )
