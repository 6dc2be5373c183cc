"""The catalogue's own check: references both ways, evidence caps, worked examples, exercises and tables."""

from __future__ import annotations

from pathlib import Path

from ironstride.catalogue import Catalogue
from ironstride.catalogue.load import DATA, read_toml
from ironstride.catalogue.words import languages, words_in
from ironstride.rules.soundness import (
    doses,
    evidence,
    examples,
    exercises,
    ladders,
    mistakes,
    references,
    sets,
    tables,
    translations,
)
from ironstride.rules.soundness.problem import Problem

__all__ = ["Problem", "check_catalogue"]


def check_catalogue(catalogue: Catalogue, data: Path = DATA) -> list[Problem]:
    """Check a catalogue against what its schema cannot say.

    Parameters
    ----------
    catalogue : the catalogue, as loaded.
    data : the folder it was loaded from, whose tables and list of background sources belong to it.

    Returns
    -------
    list of Problem
        Where, what and how to mend it; empty for a sound catalogue.
    """
    held = {path.stem: read_toml(path) for path in sorted((data / "tables").glob("*.toml"))}
    listed = data / "background.toml"
    background = read_toml(listed).get("sources", {}) if listed.exists() else {}
    return [
        *references.rule_references(catalogue),
        *references.method_references(catalogue),
        *references.switch_references(catalogue),
        *references.names(catalogue),
        *references.used_sources(catalogue, held, background),
        *references.covered_claims(catalogue),
        *sets.rule_sets(catalogue),
        *evidence.evidence_caps(catalogue),
        *evidence.said(catalogue),
        *evidence.told(catalogue),
        *examples.worked_examples(catalogue),
        *exercises.ladders(catalogue),
        *exercises.orphans(catalogue),
        *exercises.watch_names(catalogue),
        *exercises.words_asked_for(catalogue),
        *ladders.ladders(catalogue, held),
        *doses.doses(catalogue, held),
        *mistakes.mistakes(catalogue),
        *mistakes.judged_somewhere(catalogue),
        *tables.table_sources(catalogue, held),
        *(
            problem
            for language in (languages() if data == DATA else ())
            for problem in translations.translations(catalogue, language, words_in(language))
        ),
    ]
