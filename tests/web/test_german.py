"""German pages: what a runner meets daily holds no English but a source's words and the runner's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from html import unescape
from itertools import cycle

import pytest
from django.test import Client
from django.utils import translation
from msgspec import json
from msgspec.structs import replace

from ironstride.catalogue import catalogue
from ironstride.catalogue.words import short_texts, words_in
from ironstride.cli.prepare import plan_for
from ironstride.model.log import Complaint, PutComplaint
from ironstride.model.plan import Plan
from ironstride.model.session import Because
from ironstride.web.accounts.models import User
from ironstride.web.log.store import append
from ironstride.web.runners.stored import keep_plan, keep_runner, today
from ironstride.web.site.told import told
from personas import persona_paths
from web.conftest import Jobs, Login
from web.test_data import FILES, calendar, send, upload
from web.test_insight import lifted
from web.test_season import begun, next_week

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


@cache
def waiting() -> frozenset[str]:
    """Give the texts of what is new in the catalogue and may wait for its German; none when all is translated."""
    data, words = catalogue(), words_in("de")
    new = [one for name, one in data.exercises.items() if name not in words.exercises]
    new += [one for name, one in data.rules.items() if name not in words.rules]
    new += [one for name, one in data.methods.items() if name not in words.methods]
    found = short_texts(data) - words.phrases.keys()
    return found | {text for one in new for text in re.findall(r'"([^"]+ [^"]+)"', json.encode(one).decode())}


def english(html: str) -> list[str]:
    """Give the texts of a page that hold an English word and need not wait for their German."""
    left = [text for text in shown(html) if ENGLISH.search(text)]
    return [text for text in left if not any(one in text or text in one for one in waiting())]


PAGES = (
    "/", "/season/", "/season/change/", "/season/methods/", "/log/", "/log/s1/", "/progress/", "/audit/",
    "/audit/?method=all",
    "/library/", "/library/back-squat/", "/library/box-jump/", "/methods/", "/methods/s1/",
    "/sources/", "/gym/", "/gym/?session=free",
)  # fmt: skip


@pytest.fixture
def planned(alice: User) -> Plan:
    """Give Alice a season that began last week."""
    return begun(alice)


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
    for path in ("/progress/", "/audit/", "/audit/?method=all"):
        client.get(path)
    work_off()
    weeks = [f"/season/week/{week.start.isoformat()}/" for week in season.weeks[1:21:6]]
    left = {path: english(client.get(path, follow=True).content.decode()) for path in (*PAGES, *weeks)}
    assert {path: texts for path, texts in left.items() if texts} == {}


def left_english(client: Client, paths: Iterable[str]) -> dict[str, list[str]]:
    """Give the English that is left on pages, by their address."""
    found = {}
    for path in paths:
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        found[path] = english(answer.content.decode())
    return {path: texts for path, texts in found.items() if texts}


def test_questioned_days_and_moves_are_german(login: Login, alice: User, planned: Plan) -> None:
    german(alice)
    start, (first, *_) = next_week(planned)
    paths = [f"/season/move/{first}/", f"/season/week/{start}/"]
    for one in planned.sessions[:3]:
        last = one.blocks[-1].items[-1].exercise
        day = f"/season/day/{one.date}/"
        paths += [day, f"{day}?exercise={last}", f"/season/day/{one.date + timedelta(days=1)}/"]
    assert left_english(login(alice), paths) == {}


@pytest.mark.slow
def test_changes_and_comparisons_are_german(login: Login, alice: User, planned: Plan, work_off: Jobs) -> None:
    german(alice)
    client = login(alice)
    start, (first, *_) = next_week(planned)
    sunday = start + timedelta(days=6)
    changes = (
        f"away {start}..{sunday}", f"move-session {first} {sunday}", "sore knee left", f"wish on {sunday}",
        f"minutes {first} 30", f"add-run {first} interval 40", f"race {sunday} 10k", "method s3",
    )  # fmt: skip
    asked = [client.post("/season/change/", {"change": change, "consent": "body"}) for change in changes]
    client.post("/season/methods/", {"method": ["s1", "s4"]})
    assert {job.problem for job in work_off()} == {""}
    assert left_english(client, ["/season/methods/", *(one["Location"] for one in asked)]) == {}


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_sign_is_told_without_the_command_line_s_words(
    login: Login, alice: User, planned: Plan, work_off: Jobs, language: str
) -> None:
    User.objects.filter(pk=alice.pk).update(language=language)
    client, day = login(alice), today(planned.runner)
    told_of = Complaint(id="c", date=day, site="shin", severity=6, signs=("at-night",))
    append(alice, [PutComplaint(entry="e-c", complaint=told_of)])
    answer = client.post("/season/change/", {"do": "follow"})
    work_off()
    page = client.get(answer["Location"], follow=True).content.decode()
    assert ("until it is cleared." in page) is (language == "en")
    assert ("Bis zur Freigabe" in page) is (language == "de")
    assert "--change" not in page
    assert language == "en" or english(page) == []


def test_what_came_of_files_is_german(login: Login, alice: User, work_off: Jobs) -> None:
    german(alice)
    client = login(alice)
    lifts = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    lifts += "2026-10-01 10:00:00,A,1h,Squat (Barbell),1,60,5,0,0,,,\n2026-10-01 10:00:00,A,1h,Hmpf,1,60,5,0,0,,,\n"
    kept = {FILES[0].name: FILES[0].read_bytes(), "plan.ics": calendar(), "gym.csv": lifts.encode()}
    bad = {
        "bad.fit": b"none", "empty.fit": b"", "bad.tcx": b"<a/>", "bad.gpx": b"<gpx></gpx>", "bad.csv": b"a,b\n1,2\n",
        "bad.json": b"{}", "bad.jsonl": b"{}\n", "bad.ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    }  # fmt: skip
    first = send(client, work_off, *(upload(name, content) for name, content in {**kept, **bad}.items()))
    assert sorted(first.files.filter(accepted=True).values_list("name", flat=True)) == sorted(kept)
    again = send(client, work_off, upload("copy.gpx", b"<gpx></gpx>"), upload("plan.ics", calendar()))
    paths = [f"/data/imports/{first.pk}", f"/data/imports/{again.pk}", "/data/", "/data/questions"]
    assert left_english(client, paths) == {}
    client.post(f"/data/imports/{first.pk}/undo")
    work_off()
    assert left_english(client, paths[:1]) == {}


@pytest.mark.parametrize(("name", "method"), [("04-ultra-flatlander", "s1"), ("09-lifter", "s4")])
@pytest.mark.slow
def test_other_runners_seasons_are_german(login: Login, alice: User, name: str, method: str) -> None:
    (path,) = (path for path in persona_paths() if path.parent.name == name)
    made = plan_for(path, method=method)
    keep_runner(alice, made.runner, "test")
    keep_plan(alice, made, "test")
    german(alice)
    paths = ["/season/", *(f"/season/week/{week.start}/" for week in made.weeks[::10])]
    paths.append(f"/season/day/{made.sessions[len(made.sessions) // 2].date}/")
    assert left_english(login(alice), paths) == {}


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
