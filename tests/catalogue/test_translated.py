"""The core's sentences in German: known answers, what stays, and that nothing known is lost."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.catalogue.german import number_text, value_text
from ironstride.catalogue.translated import loosely, said, translated
from ironstride.catalogue.words import languages, pairs, words_in
from ironstride.rules.soundness.translations import translations


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("82.5 kg", "82,5 kg"),
        ("5,800", "5.800"),
        ("18:30", "18:30"),
        ("Tue 14 Apr", "Di 14. Apr"),
        ("Tuesday 14 April 2026", "Dienstag, 14. April 2026"),
        ("13–19 April", "13.–19. April"),
        ("30 March – 5 April 2026", "30. März – 5. April 2026"),
        ("May", "Mai"),
        ("Saturday", "Samstag"),
    ],
)
def test_numbers_and_dates(english: str, german: str) -> None:
    assert value_text(english) == german


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Back squat", "Kniebeuge mit Langhantel"),
        ("3 × 8 each side · 2 in reserve · rest 75 s", "3 × 8 je Seite · 2 in Reserve · Pause 75 s"),
        ("The next load your equipment makes is 82.5 kg.", "Die nächste Last deiner Ausrüstung ist 82,5 kg."),
        (
            "Friday or Saturday would do as well: by the rules it makes no difference.",
            "Freitag oder Samstag ginge ebenso gut: Nach den Regeln macht es keinen Unterschied.",
        ),
        ("Back squat: 80 kg → 82.5 kg on Tue 14 Apr.", "Kniebeuge mit Langhantel: 80 kg → 82,5 kg am Di 14. Apr."),
        (
            "3 of 8 main lifts went beyond six repetitions, typically to 8.",
            "3 von 8 Hauptübungen gingen über sechs Wiederholungen hinaus, üblich bis 8.",
        ),
        ("Tuesday: dead bugs in place of crunch.", "Dienstag: Käfer anstelle von Crunch."),
        (
            "The season of Mara Lindqvist, 2 February – 5 July 2026",
            "Die Saison von Mara Lindqvist, 2. Februar – 5. Juli 2026",
        ),
    ],
)
def test_sentences_are_read_back_by_their_templates(english: str, german: str) -> None:
    assert translated(english, "de") == german


def test_what_is_not_known_stays() -> None:
    assert translated("My knee felt odd on the bridge", "de") is None
    assert said("My knee felt odd on the bridge", "de") == "My knee felt odd on the bridge"
    assert said("Back squat", "en") == "Back squat"
    assert loosely("You asked for it. My own words here.", "de") == "Du hast es dir gewünscht. My own words here."


def test_german_numbers_are_not_turned_back() -> None:
    assert number_text("82,5") == "82,5"
    assert number_text("10.11.2026") == "10.11.2026"


def test_every_text_of_the_catalogue_is_said() -> None:
    words = words_in("de")
    for english, german in pairs(catalogue(), words):
        if english and "{" not in english:
            assert said(english, "de") != english or english == german, english


def test_the_check_finds_what_is_missing_left_over_or_misplaced() -> None:
    data, words = catalogue(), words_in("de")
    assert languages() == ("de",)
    assert list(translations(data, "de", words)) == []
    without = {name: one for name, one in words.exercises.items() if name != "back-squat"}
    assert "is not translated" in next(translations(data, "de", replace(words, exercises=without))).what
    more = {**words.methods, "gone": words.methods["s1"]}
    assert "exists no more" in next(translations(data, "de", replace(words, methods=more))).what
    short = {**words.exercises, "back-squat": replace(words.exercises["back-squat"], cues=())}
    assert "number of cues" in next(translations(data, "de", replace(words, exercises=short))).what
    moved = {**words.sentences, "{n} sets": "Sätze"}
    assert "other places" in next(translations(data, "de", replace(words, sentences=moved))).what
