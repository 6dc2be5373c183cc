"""Translations of the catalogue: none is left over, and their places for values are the same.

A text without a translation is no fault: it is shown in English until somebody writes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ironstride.catalogue import Catalogue
from ironstride.catalogue.words import Words, pairs, unfit
from ironstride.rules.soundness.problem import Problem

PLACE = re.compile(r"\{(\w+)\}")


def translations(catalogue: Catalogue, language: str, words: Words) -> Iterator[Problem]:
    """Check the texts of one language against the catalogue."""
    for where, what in unfit(catalogue, words):
        yield Problem(f"{language}: {where}", what, f"Mend data/{language}.")
    for english, told in (*pairs(catalogue, words), *words.phrases.items(), *words.sentences.items()):
        if bool(english) != bool(told):
            yield Problem(f"{language}: {english or told!r}", "is empty on one side", "Translate it, or take it out.")
        if set(PLACE.findall(english)) != set(PLACE.findall(told)):
            yield Problem(
                f"{language}: {english!r}", "has other places for values in translation", "Keep each {place}."
            )
