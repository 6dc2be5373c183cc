"""The library: filters, who says what, methods side by side, claims and numbers; and nothing of anybody in it."""

from __future__ import annotations

import pytest
from django.test import Client

from ironstride.catalogue import catalogue
from ironstride.model.exercise import BLOCKS
from ironstride.rules.coverage import STANDINGS
from ironstride.web.library import vocabulary
from ironstride.web.library.exercises import Wanted, found, things
from ironstride.web.library.methods import columns, questions
from ironstride.web.library.sources import all_numbers, articles, numbers_of

pytestmark = pytest.mark.django_db


def names(wanted: Wanted) -> set[str]:
    """Give the ids of what is found."""
    return {one.id for group in found(wanted) for one in group.exercises}


def test_filters_fit_the_catalogue() -> None:
    data = catalogue().exercises
    assert names(Wanted()) == set(data)
    assert names(Wanted(text="BACK squat")) >= {"back-squat"}
    assert names(Wanted(pattern="calf")) == {name for name, one in data.items() if one.pattern == "calf"}
    assert all(() in data[name].equipment for name in names(Wanted(thing="nothing")))
    for thing in things():
        assert names(Wanted(thing=thing))
    against = names(Wanted(verdict="discouraged", article="S0"))
    assert against
    assert all(data[name].seeds["S0"].verdict == "discouraged" for name in against)
    assert against <= names(Wanted(verdict="discouraged"))


def test_every_word_of_the_catalogue_has_words() -> None:
    data = catalogue()
    assert {one.pattern for one in data.exercises.values()} <= set(vocabulary.PATTERNS)
    assert {one.plane for one in data.exercises.values()} <= set(vocabulary.PLANES)
    assert {one.landing for one in data.exercises.values()} <= {"none", *vocabulary.LANDINGS}
    assert set(BLOCKS) == set(vocabulary.BLOCKS)
    assert {c.site or c.condition for one in data.exercises.values() for c in one.cautions} <= set(vocabulary.SITES)
    assert {one.kind for one in data.sources.values()} <= set(vocabulary.KINDS)
    assert {one.certainty for one in data.sources.values()} <= set(vocabulary.CERTAINTIES)
    assert {one.certainty for one in data.claims.values()} <= set(vocabulary.CERTAINTIES)
    assert {one.known_by for one in data.sources.values()} <= set(vocabulary.KNOWN_BY)
    assert set(STANDINGS) == set(vocabulary.STANDINGS) == set(vocabulary.STANDINGS_LONG)


def test_methods_stand_beside_each_other_with_every_switch() -> None:
    data = catalogue()
    assert [one.method.id for one in columns()] == list(data.methods)
    assert len(questions()) == len(data.switches)
    for question in questions():
        taken = [method.id for side in question.sides for method in side.methods]
        assert sorted(taken) == sorted(question.switch.methods)
        assert sum(side.default for side in question.sides) == 1


def test_every_claim_and_every_number_is_found_by_its_source() -> None:
    data = catalogue()
    assert {one.claim.id for article in articles() for one in article.claims} == set(data.claims)
    assert set(all_numbers()) <= {*data.sources, *data.claims}
    assert numbers_of("nsca-essentials")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/library/?text=squat&thing=barbell", "Back squat"),
        ("/library/?text=zzzz", "Nothing fits"),
        ("/library/?pattern=nonsense&thing=%00", "Nothing fits"),
        ("/library/back-squat/", "Drive the floor away"),
        ("/methods/", "Is maximal strength the goal?"),
        ("/methods/evidence/", "What must hold"),
        ("/methods/s4/", "It takes over"),
        ("/sources/?kind=trial&text=beattie", "1 source"),
        ("/sources/beattie-2017/", "doi.org"),
        ("/sources/seed-s3/", "S3.02a"),
        ("/sources/s3.02A/", "2 sessions a week"),
    ],
)
def test_anybody_may_read_it(client: Client, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert words in answer.content.decode()


@pytest.mark.parametrize("path", ["/library/nothing/", "/methods/s9/", "/sources/S9.99/", "/sources/nobody-1999/"])
def test_what_there_is_not_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_page_of_the_library_opens(client: Client) -> None:
    data = catalogue()
    paths = [f"/library/{name}/" for name in list(data.exercises)[::9]]
    paths += [f"/sources/{name}/" for name in [*list(data.sources)[::8], *list(data.claims)[::8]]]
    assert [path for path in paths if client.get(path).status_code != 200] == []
