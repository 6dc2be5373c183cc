"""German pages: what a runner meets daily holds no English but a source's marked words and the runner's own."""

from __future__ import annotations

import re
from html import unescape

import pytest

from ironstride.model.plan import Plan
from ironstride.web.accounts.models import User
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
    "/", "/season/", "/season/change/", "/season/methods/", "/log/", "/log/s1/", "/progress/", "/audit/", "/library/",
    "/library/back-squat/", "/methods/", "/methods/s1/", "/sources/", "/gym/",
)  # fmt: skip


def german(user: User) -> None:
    """Let a user read German."""
    user.language = "de"
    user.save()


def test_pages_met_daily_are_german(login: Login, alice: User, season: Plan, work_off: Jobs) -> None:
    lifted(alice, 12)
    german(alice)
    client = login(alice)
    for path in ("/progress/", "/audit/", "/audit/?method=all"):
        client.get(path)
    work_off()
    day = season.sessions[0].date.isoformat()
    paths = [
        *PAGES,
        f"/season/week/{season.weeks[1].start.isoformat()}/",
        f"/season/day/{day}/",
        f"/season/move/{day}/",
    ]
    left = {path: english(client.get(path, follow=True).content.decode()) for path in paths}
    assert {path: texts for path, texts in left.items() if texts} == {}


@pytest.mark.parametrize("word", ["Kniebeuge", "82,5 kg"])
def test_the_check_lets_german_pass(word: str) -> None:
    assert not ENGLISH.search(word)
