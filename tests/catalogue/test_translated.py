"""The core's sentences in German: known answers, what stays, and that nothing known is lost."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.catalogue.german import number_text, value_text
from ironstride.catalogue.translated import loosely, phrases, said, translated
from ironstride.catalogue.words import languages, pairs, untranslated, words_in
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


def test_the_check_finds_what_is_left_over_or_misplaced() -> None:
    data, words = catalogue(), words_in("de")
    assert languages() == ("de",)
    assert list(translations(data, "de", words)) == []
    more = {**words.methods, "gone": words.methods["s1"]}
    assert "exists no more" in next(translations(data, "de", replace(words, methods=more))).what
    short = {**words.exercises, "back-squat": replace(words.exercises["back-squat"], cues=())}
    assert "number of cues" in next(translations(data, "de", replace(words, exercises=short))).what
    moved = {**words.sentences, "{n} sets": "Sätze"}
    assert "other places" in next(translations(data, "de", replace(words, sentences=moved))).what


def test_what_is_new_needs_no_german_and_stays_english(monkeypatch: pytest.MonkeyPatch) -> None:
    data, words = catalogue(), words_in("de")
    fewer = replace(
        words,
        **{
            sort: {name: one for name, one in getattr(words, sort).items() if name != gone}
            for sort, gone in (("exercises", "back-squat"), ("rules", "GAP101"), ("methods", "s1"))
        },
    )
    assert untranslated(data, words) == []
    assert untranslated(data, fewer) == ["exercise back-squat", "rule GAP101", "method s1"]
    assert list(translations(data, "de", fewer)) == []
    monkeypatch.setattr("ironstride.catalogue.translated.words_in", lambda _: fewer)
    known = phrases.__wrapped__("de").exact
    assert data.exercises["back-squat"].name not in known
    assert known[data.exercises["front-squat"].name] == words.exercises["front-squat"].name


#: what a person meets who brings a file, changes a plan or writes about themselves; one of each kind
FAULTS = (
    "season.ics: the event “Long run” has no start. Give it a date, or take it out",
    "season.ics: the start of “Tempo” is no date: “2027-13-45”. Mend the event in the calendar it comes from",
    "season.ics: “Long run” on 2027-04-05 ends before it starts. Mend the event's end in its calendar",
    (
        "season.ics: “Laufgruppe am See” repeats “hourly”. Repeat it by day, week, month or year, or "
        "list the dates as single events"
    ),
    (
        "season.ics: “Laufgruppe” repeats more than 20000 times. Repeat it by day, week, month or "
        "year, or list the dates as single events"
    ),
    (
        "season.ics: “Mars/Olympus”, the time zone of “Long run”, is not known. Use a zone name such "
        "as Europe/Paris in the calendar"
    ),
    (
        "season.ics: it holds no events between 2027-01-04 and 2027-04-05. Check the dates in the "
        "file, or first_day and weeks in the runner file"
    ),
    "time_zone: “Berlin” is no time zone. Use a name such as Europe/Paris",
    "plan.csv: 9 runs on 2027-04-05, more than 6. Check the dates in the calendar",
    (
        "plan.csv, line 4: “03/04/2027” could put the day or the month first, and no other date tells. "
        "Write the dates as 2027-04-05"
    ),
    "plan.csv, line 7: minutes of -45 are less than nothing. Mend the number",
    "plan.csv, line 7, 2027-04-05: a distance of -4.5 is less than nothing. Mend it",
    (
        "plan.csv, line 7: “5 April” is a Monday in 2027, but the first column is a Tuesday. Give each "
        "week the date of its first column, with the year"
    ),
    (
        "strong.csv, line 12: the table is malformed (line contains NUL). Export it from the app "
        "again, or save the sheet as CSV."
    ),
    "3 rows left out: it names no exercise",
    "its rating is off the scale; the set is kept without it",
    "table.csv: there is no column 'exercise'. Known: Day, Lift, Count.",
    "strong.csv names no unit for its 1,204 loads (the largest is 315). kg or lb? They look like pounds.",
    "strong.csv writes dates like 03/04/2026; nothing in it tells whether the day or the month comes first.",
    "The session of 2031-04-05 lies after today, 2026-11-23. Is its date right?",
    "The session of 2026-04-05 “Beine am Abend”: it lasts 9.5 hours. Is its time right?",
    "2026-04-05, Back squat, 3 sets of 5 × 600 kg: more than anybody lifts (500 kg). Is that right?",
    (
        "“Smith squat per side” (12 sets, 20 to 42.5 kg) names each side of a bar. Are these the "
        "plates of one side, or all of the load?"
    ),
    (
        "“DB Press” (12 sets, 20 to 42.5 kg): is that the weight in each hand, or of both together? It "
        "counts as each hand's until you say."
    ),
    (
        "Back squat from 2026-01-05 to 2026-02-09: 220 kg beside 100 kg on 2026-02-16, a jump by 2.2. "
        "Are these 12 sets pounds?"
    ),
    "2026-04-05, Back squat, 3 sets up to 900 kg: on every other day it was 90 kg at most. Is that right?",
    "value: 80 cannot be the result of knee to wall. Write it in cm.",
    "2027-04-05: there is a race already. Cancel or move that one first.",
    "2027-04-05: there is no race that day. Races: 2027-05-02, 2027-06-13.",
    "2027-04-05: there is no run that day. The nearest are on 2027-04-04 and 2027-04-06.",
    "sore: 2027-04-05 is past. Give 2027-04-11 or a later day, or none.",
    "runner.toml, line 30, sore[0].until: 2027-04-01 is before the day it began, 2027-04-05. Swap them.",
    "clear: achilles is not among your sore spots. Sore now: knee, shin.",
    "cleared: night-pain is not among your red flags. Up now: none.",
    "away: no place 'hotel'. Known: gym, home.",
    "drop-wish: no wish 4. There are 3, counted from 1.",
    (
        "change: 'away 2027-04-05..2027-04-01': 2027-04-01 is before 2027-04-05. It is spelt: away "
        "FROM..TO [place=NAME]."
    ),
    "date: there is no session on Monday 5 April 2027. Ask `whynot` for a day without one.",
    "running: there is no planned run. Give a calendar, a table or a weekly pattern.",
    ("from 2027-04-05: what has been done already leaves no plan with this change. Give other dates, or drop a wish."),
    "2027-04-05 to 2027-04-11: no exercises fit the rules that must hold. Give more minutes or equipment.",
    "no plan was found in the time allowed. Plan fewer weeks or give more days.",
    "plan: no exercise 'old-hop' in the catalogue. Make the plan anew.",
    (
        "runner.toml, line 14, places.gym.barbell.max_kg: 15 is less than the empty bar, 20. It is bar "
        "and plates together."
    ),
    (
        "runner.toml, line 9, availability[2].end: 18:00 is not after the start, 19:30. A window past "
        "midnight is written as two."
    ),
    ("runner.toml, line 9, availability[2].end: the window is 10 minutes long; a session takes at least 15. Widen it."),
    "runner.toml, line 22, exceptions[0].last: 2027-04-01 is before the first, 2027-04-05. Swap them.",
    "runner.toml, line 30, rest_hr_bpm: 190 is not below the highest, 180. Swap them.",
    "runner.toml, line 41, wishes[1]: it says not one thing. Give exactly one of on, rest_on and per_week.",
    (
        "runner.toml, line 3, column 7: not TOML: invalid value. Text and times stand in quotes "
        '("19:30"), dates and numbers do not (2027-04-04, 45).'
    ),
    ("Two sessions of 2026-04-05 share 12 sets: “Beine from Hevy” with 14 and “Strong” with 12. Is it one session?"),
    'runner.toml, line 2, weeks: expected a whole number from 1 to 104, found "a"',
    "runner.toml, line 2, wishes[0]: expected a list with at least one entry, found an empty list",
    'runner.toml, line 2, max_hr_bpm: "max_hr_bpm" is not a field here. Put it under [running].',
    (
        "runner.toml, line 5, races[1].date: 2026-04-05 is before the first day of the plan, "
        "2026-09-07. Leave out races gone by, or begin the plan earlier."
    ),
)
#: words that no German sentence holds
ENGLISH = re.compile(
    r"\b(the|is|are|not|and|with|give|that|its|than|has|no|of|this|there|which|before)\b", re.IGNORECASE
)


@pytest.mark.parametrize("english", FAULTS)
def test_what_cannot_be_used_is_said_in_german(english: str) -> None:
    told = translated(english, "de")
    assert told is not None
    assert not ENGLISH.search(told), told
