"""Published programmes written as logs: the audit under evidence accepts what they did and names what is unusual."""

from __future__ import annotations

import pytest

from ironstride.catalogue import catalogue
from programmes.protocols import Protocol
from programmes.trials import KARSTEN, STOREN, TRIALS

from .trial_logs import audited, written

each_trial = pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.source)
INGREDIENT = "The trial tests one ingredient beside the running and never claims to be a whole week of training."
#: what the audit finds unusual in a trial, and why that is fine there
UNUSUAL: dict[str, dict[str, str]] = {
    "storen-2008": {"to-failure": "A four-repetition maximum leaves nothing in reserve by definition."},
    "paavolainen-1999": {"not-heavy": "Light loads moved fast are the point: 0–40 %1RM, trained for speed."},
    "giovanelli-2017": {"wrong-event": INGREDIENT},
    "vikmoen-2016": {
        "not-heavy": "Ten-repetition maxima lie a little under 80 %1RM; economy did not change in this trial.",
        "many-repetitions": "Four to ten was the range of the programme.",
        "to-failure": "Repetition maxima leave nothing in reserve by definition.",
    },
    "engeroff-2023": {
        "no-legs": INGREDIENT,
        "rest-day": "Daily hopping means rest days, too: five minutes, no session.",
    },
    "garcia-pinillos-2020": {"no-legs": INGREDIENT, "before-the-run": "The rope is the warm-up of the run."},
    "bohm-2021": {"no-legs": INGREDIENT},
    "sedano-2013": {"not-heavy": "About 70 %1RM beside jumps; the trial had no heavier group."},
}


@each_trial
def test_accepted_but_for_what_is_named(trial: Protocol) -> None:
    report = audited(trial)
    made = {one.mistake for one in report.findings if one.verdict == "fail" and not one.behind}
    assert made == set(UNUSUAL.get(trial.source, {}))
    assert all(why.endswith(".") for why in UNUSUAL.get(trial.source, {}).values())


@each_trial
def test_what_the_notes_leave_open_is_not_held_against_it(trial: Protocol) -> None:
    report = audited(trial)
    lacking = {one.mistake for one in report.findings if one.verdict == "unknown" and not one.missing}
    assert lacking == set()
    open_sets = all(one.reps is None for session in written(trial).sessions[1:] for one in session.sets)
    if open_sets:
        assert {"light-sets", "to-failure"}.isdisjoint(
            one.mistake for one in report.findings if one.verdict in ("pass", "fail") and one.judged
        )


def test_the_dose_of_a_trial_is_read_from_its_log() -> None:
    storen, karsten = audited(STOREN), audited(KARSTEN)
    assert storen.sessions == 24
    heavy = next(one for one in storen.findings if one.mistake == "not-heavy")
    assert heavy.verdict == "pass"
    assert heavy.parts[0].typical == 928
    repetitions = next(spread for spread in karsten.spreads if spread.name == "repetitions")
    assert [(one.low, one.sets) for one in repetitions.bins] == [(4, 12 * 12)]


def test_every_trial_named_is_one_of_ours() -> None:
    assert set(UNUSUAL) <= {trial.source for trial in TRIALS} <= set(catalogue().sources)
