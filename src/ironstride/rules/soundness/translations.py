"""Translations of the catalogue: every text has one, none is left over, and their places for values are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ironstride.catalogue import Catalogue
from ironstride.catalogue.words import Words, missing, pairs
from ironstride.rules.soundness.problem import Problem

PLACE = re.compile(r"\{(\w+)\}")


def translations(catalogue: Catalogue, language: str, words: Words) -> Iterator[Problem]:
    """Check the texts of one language against the catalogue."""
    lacking = [
        Problem(f"{language}: {where}", what, f"Mend data/{language}.") for where, what in missing(catalogue, words)
    ]
    yield from lacking
    if lacking:
        return
    for english, told in (*pairs(catalogue, words), *words.phrases.items(), *words.sentences.items()):
        if bool(english) != bool(told):
            yield Problem(f"{language}: {english or told!r}", "is empty on one side", "Translate it, or take it out.")
        if set(PLACE.findall(english)) != set(PLACE.findall(told)):
            yield Problem(
                f"{language}: {english!r}", "has other places for values in translation", "Keep each {place}."
            )
