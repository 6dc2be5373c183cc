"""German pages: what a runner meets daily holds no English but a source's words and the runner's own."""

from __future__ import annotations

import re
from html import unescape
from itertools import cycle

import pytest
from django.test import Client
from django.utils import translation
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.model.plan import Plan
from ironstride.model.session import Because
from ironstride.web.accounts.models import User
from ironstride.web.runners.stored import keep_plan
from ironstride.web.site.told import told
from web.conftest import Jobs, Login
from web.test_insight import lifted

#: words that no German sentence holds, and some that only our English does
ENGLISH = re.compile(
    r"\b(the|and|with|of|for|is|are|were|your|you|that|this|than|from|not|sets|reps|rest|session|sessions|week|weeks"
    r"|lift|lifts|running|squat|deadlift|lunge|plank|raise|each|side|hold|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|January|February|March|May|June|July|October|December)\b"
)
TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
LABEL = re.compile(r'\s(?:aria-label|title|alt)="([^"]+)"')


def shown(html: str) -> list[str]:
    """Give the texts and labels of a page, without what stands in elements of another language or the runner's own."""
    found: list[str] = []
    kept, depth = "", 0
    body = html[html.index("<title>") :]
    for at, piece in enumerate(TAG.split(body)):
        if at % 2 == 0:
            if not depth and piece.strip():
                found.append(" ".join(unescape(piece).split()))
            continue
        match = re.match(r"<(/?)([a-zA-Z][\w-]*)", piece)
        if match is None or piece.endswith("/>"):
            continue
        if depth:
            depth += 0 if match[2] != kept else -1 if match[1] else 1
        elif not match[1] and (match[2] in ("script", "style") or re.search(r'\s(lang="en"|translate="no")', piece)):
            kept, depth = match[2], 1
        else:
            found += [unescape(label) for label in LABEL.findall(piece)]
    return found


def english(html: str) -> list[str]:
    """Give the texts of a page that hold an English word."""
    return [text for text in shown(html) if ENGLISH.search(text)]


PAGES = (
    "/", "/season/", "/season/change/", "/season/methods/", "/log/", "/log/s1/", "/progress/", "/audit/",
    "/library/", "/library/back-squat/", "/library/box-jump/", "/methods/", "/methods/s1/",
    "/sources/", "/gym/", "/gym/?session=free",
)  # fmt: skip


def german(user: User) -> None:
    """Let a user read German."""
    user.language = "de"
    user.save(update_fields=["language"])


def as_made(plan: Plan) -> Plan:
    """Give a plan whose sessions say what the planner says: their template's name, and the reasons of rules."""
    reasons = cycle(rule.explain.because for rule in catalogue().rules.values())
    known = catalogue().exercises
    return replace(
        plan,
        weeks=tuple(replace(week, note="") for week in plan.weeks),
        sessions=tuple(
            replace(
                one,
                title="",
                because=(Because(text=next(reasons)), Because(text=f"{next(reasons)} {next(reasons)}")),
                blocks=tuple(
                    replace(
                        block,
                        items=tuple(
                            replace(item, note="", sets=tuple(replace(entry, note="") for entry in item.sets))
                            for item in block.items
                            if item.exercise in known
                        ),
                    )
                    for block in one.blocks
                ),
            )
            for one in plan.sessions
        ),
    )


def test_pages_met_daily_are_german(login: Login, alice: User, season: Plan, work_off: Jobs) -> None:
    keep_plan(alice, as_made(season), "test")
    lifted(alice, 12)
    german(alice)
    client = login(alice)
    for path in ("/progress/", "/audit/"):
        client.get(path)
    work_off()
    weeks = [f"/season/week/{week.start.isoformat()}/" for week in season.weeks[1:21:6]]
    left = {path: english(client.get(path, follow=True).content.decode()) for path in (*PAGES, *weeks)}
    assert {path: texts for path, texts in left.items() if texts} == {}


def test_a_source_s_words_stay_and_say_so(client: Client, db: None) -> None:
    page = client.get("/sources/S3.02a/", headers={"accept-language": "de"}).content.decode()
    claim = catalogue().claims["S3.02a"].says
    assert claim in unescape(page)
    assert claim not in " ".join(shown(page))
    assert english(page) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_gym_mode_takes_names_along_in_the_reader_s_language(client: Client, language: str, db: None) -> None:
    shell = client.get("/gym/shell", headers={"accept-language": language}).content.decode()
    address = unescape(re.findall(r'data-exercises="([^"]+)"', shell)[0])
    found = client.get(address).json()["exercises"]["back-squat"]
    assert (found["name"] == "Back squat") is (language == "en")
    assert len(found["cues"]) == len(catalogue().exercises["back-squat"].cues)


def test_english_pages_stay_as_they_are(login: Login, alice: User, season: Plan) -> None:
    page = login(alice).get("/season/").content.decode()
    assert "The season of Mara Lindqvist" in page


@pytest.mark.parametrize(
    ("html", "german_html"),
    [
        ("<p>Back squat</p>", "<p>Kniebeuge mit Langhantel</p>"),
        ('<p lang="en">Back <b>squat</b></p><p>Deadlift</p>', '<p lang="en">Back <b>squat</b></p><p>Kreuzheben</p>'),
        ('<p translate="no">Deadlift<br></p>', '<p translate="no">Deadlift<br></p>'),
        ('<a aria-label="Deadlift" href="/library/deadlift/">82.5 kg</a>',
         '<a aria-label="Kreuzheben" href="/library/deadlift/">82,5 kg</a>'),
        ("<p>Mo 23 Nov, 19:00</p><p>19–25 Oktober 2026</p>", "<p>Mo 23. Nov, 19:00</p><p>19.–25. Oktober 2026</p>"),
        ("<text>s, 19 sets</text><text>asked: 90 s and more</text>",
         "<text>s, 19 Sätze</text><text>verlangt: 90 s und mehr</text>"),
        ("<script>Deadlift</script>", "<script>Deadlift</script>"),
        ("<p>You asked for it. &lt;mine&gt;</p>", "<p>Du hast es dir gewünscht. &lt;mine&gt;</p>"),
    ],
)  # fmt: skip
def test_the_finished_page_is_told(html: str, german_html: str) -> None:
    with translation.override("de"):
        assert told(html) == german_html
    with translation.override("en"):
        assert told(html) == html
