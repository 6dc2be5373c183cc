"""The page stands alone, says everything, escapes everything and is the same to the byte every time."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from lxml import html as lxml_html
from msgspec.structs import replace

from ironstride.model.plan import Plan
from ironstride.pictures import words
from ironstride.pictures.html import plan_html
from sample_exercises import EXERCISES
from sample_plan import SOURCES, sample_plan

HOSTILE = '<script>alert("x")</script><img src=http://evil.example/x onerror=alert(1)>'


@cache
def page() -> str:
    return plan_html(sample_plan(), EXERCISES, SOURCES)


@cache
def tree() -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(page())


def hostile_plan() -> Plan:
    """A plan with markup in every text that comes from outside."""
    plan = sample_plan()
    session = replace(
        plan.sessions[0],
        id=HOSTILE,
        title=HOSTILE,
        place=HOSTILE,
        because=(replace(plan.sessions[0].because[0], text=HOSTILE, sources=(HOSTILE,), rule=HOSTILE),),
    )
    return replace(
        plan,
        runner=replace(plan.runner, name=HOSTILE, races=tuple(replace(r, name=HOSTILE) for r in plan.runner.races)),
        runs=tuple(replace(run, title=HOSTILE) for run in plan.runs[:5]),
        others=tuple(replace(other, title=HOSTILE, sport=HOSTILE) for other in plan.others),
        weeks=tuple(replace(week, note=HOSTILE) for week in plan.weeks),
        sessions=(session, *plan.sessions[1:]),
        findings=tuple(replace(f, text=HOSTILE, mend=HOSTILE, unit=HOSTILE, rule=HOSTILE) for f in plan.findings),
        unread=tuple(replace(u, text=HOSTILE, where=HOSTILE, why=HOSTILE, guesses=(HOSTILE,)) for u in plan.unread),
        notes=(HOSTILE,),
        method=HOSTILE,
    )


def test_nothing_is_asked_of_the_network_and_nothing_runs() -> None:
    text = page()
    assert "<script" not in text
    assert not re.search(r"\son\w+=", text)
    assert not re.search(r"\b(?:src|srcset|action|poster)=", text)
    assert "@import" not in text
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", text))
    links = set(re.findall(r'https?://[^"\s<]+', text))
    assert links == {"http://www.w3.org/2000/svg"}  # the name of a namespace, never fetched
    assert all(link.get("href", "").startswith("#") for link in tree().iter("a"))
    assert "default-src 'none'" in text


def test_hostile_words_stay_words() -> None:
    names = {key: replace(exercise, name=HOSTILE, cues=(HOSTILE,), why=HOSTILE) for key, exercise in EXERCISES.items()}
    text = plan_html(hostile_plan(), names, dict.fromkeys(SOURCES, HOSTILE) | {HOSTILE: HOSTILE})
    assert "<script" not in text
    assert "<img" not in text
    root = lxml_html.document_fromstring(text)
    assert not list(root.iter("script", "img"))
    assert root.find(".//h1").text == HOSTILE


def test_every_session_item_load_and_reason_is_there() -> None:
    plan, articles = sample_plan(), {a.get("id"): a for a in tree().iter("article")}
    assert len(articles) == len(plan.sessions)
    for session in plan.sessions:
        article = articles[f"session-{session.id}"]
        text = " ".join(article.text_content().split())
        assert f"{words.long_day_text(session.date)}, {session.start}" in text
        for because in session.because:
            assert because.text in text
            assert all(SOURCES[source] in text for source in because.sources)
        for block in session.blocks:
            for item in block.items:
                exercise = EXERCISES[item.exercise]
                assert exercise.name in text
                assert all(cue in text for cue in exercise.cues)
                for one in item.sets:
                    if one.load_kg is not None and not one.warmup:
                        assert words.mass_text(one.load_kg) in text


def test_findings_unread_limits_and_makers_are_there() -> None:
    plan, text = sample_plan(), " ".join(tree().text_content().split())
    for finding in plan.findings:
        assert finding.text in text
        assert finding.mend in text
    assert plan.unread[0].text in text
    assert "fewer injuries" in text
    assert "no medical advice" in text
    for version in (plan.versions.ironstride, plan.versions.catalogue, plan.versions.ortools):
        assert version in text
    assert "proven to be the lowest" in text


def test_an_unproven_plan_says_so() -> None:
    plan = sample_plan()
    solver = replace(plan.solver, status="FEASIBLE", bound=4000)
    text = " ".join(plan_html(replace(plan, solver=solver), EXERCISES, SOURCES).split())
    assert "A better one may exist, but none below 4,000" in text
    assert "proven to be the lowest" not in text


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(element.tag[1]) for element in tree().iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_reference_finds_one() -> None:
    ids = [element.get("id") for element in tree().iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    wanted = [a.get("href")[1:] for a in tree().iter("a")]
    for element in tree().iter():
        wanted += (element.get("aria-labelledby") or "").split()
    assert set(wanted) <= set(ids)
    assert set(re.findall(r"url\(#([^)]*)\)", page())) <= set(ids)


def test_people_who_use_keys_and_readers_are_thought_of() -> None:
    root = tree()
    assert root.get("lang") == "en"
    assert next(root.iter("a")).text_content() == "Skip to the weeks"
    assert [root.find(f".//{tag}") is not None for tag in ("header", "nav", "main", "footer")] == [True] * 4
    assert all(svg.get("role") == "img" or svg.get("aria-hidden") == "true" for svg in root.iter("svg"))
    assert "prefers-color-scheme:dark" in page()
    assert "@media print" in page()
    assert "prefers-reduced-motion" in page()


def test_only_the_first_week_is_open() -> None:
    weeks = [element for element in tree().iter("details") if element.get("class") == "week"]
    assert len(weeks) == len(sample_plan().weeks)
    assert [week.get("open") is not None for week in weeks].count(True) == 1
    assert weeks[0].get("open") is not None


def test_the_same_plan_gives_the_same_bytes() -> None:
    sample_plan.cache_clear()
    assert plan_html(sample_plan(), dict(reversed(EXERCISES.items())), dict(SOURCES)) == page()


@pytest.mark.parametrize("bare", [False, True])
def test_a_plan_with_little_in_it_still_makes_a_page(bare: bool) -> None:
    plan = replace(sample_plan(), findings=(), unread=(), notes=(), sessions=(), others=())
    if bare:
        plan = replace(plan, weeks=(), runs=(), runner=replace(plan.runner, races=()))
    text = plan_html(plan, {}, {})
    assert "Nothing gave way" in text
    assert "What could not be read" not in text
    assert 'id="lifts"' not in text


def test_unknown_exercises_and_sources_are_named_by_their_ids() -> None:
    text = plan_html(sample_plan(), {}, {})
    assert "Trap bar deadlift" in text
    assert "wilson-2012" in text


def test_pounds_for_those_who_think_in_pounds() -> None:
    plan = sample_plan()
    text = plan_html(replace(plan, runner=replace(plan.runner, mass_unit="lb")), EXERCISES, SOURCES)
    assert "154.5 lb" in text
    assert not re.search(r"\d kg\b", text)
