"""From nothing to a season: the answers, dropped files, the job, and the demo."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from msgspec.structs import replace

from ironstride.model.runner import Runner
from ironstride.web.accounts.consents import standing
from ironstride.web.accounts.models import User
from ironstride.web.jobs.models import Job
from ironstride.web.log.things import history
from ironstride.web.runners.demo import example, moved_calendar
from ironstride.web.runners.stored import day_in, plan_of, runner_of, today
from ironstride.web.site.tick import tick
from web.conftest import Jobs, Login
from web.test_data import FILES, calendar, upload

ANSWERS = {
    "running": "pattern", "kind-tue": "easy", "minutes-tue": "40", "kind-sun": "long", "minutes-sun": "75",
    "event": "10k", "race_date": "", "equipment": "dumbbells", "lifting": "none", "body_mass": "150 lb",
    "birth_year": "1990", "sore": "left achilles", "days": ["mon", "thu"], "start": "18:30", "minutes": "45",
    "time_zone": "Europe/Berlin", "consent": ["training", "body"],
}  # fmt: skip


def test_a_pattern_and_three_answers_make_a_season(login: Login, charlie: User, work_off: Jobs) -> None:
    client = login(charlie)
    assert "/start/" in client.get("/").content.decode()
    assert client.get("/start/").status_code == 200
    answer = client.post("/start/", ANSWERS)
    assert answer.status_code == 302
    (job,) = work_off()
    assert (job.problem, job.state) == ("", Job.State.DONE)
    runner, plan = runner_of(charlie), plan_of(charlie)
    assert runner is not None
    assert plan is not None
    assert (runner.mass_unit, runner.time_zone, runner.sore[0].site) == ("lb", "Europe/Berlin", "achilles")
    assert plan.sessions
    assert standing(charlie) == {"training", "body"}
    assert client.get(answer["Location"])["Location"] == "/"
    assert "<svg" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"body_mass": "heavy"}, "body_mass"),
        ({"birth_year": "90"}, "birth_year"),
        ({"days": []}, "days"),
        ({"kind-tue": "", "kind-sun": ""}, "running"),
        ({"minutes-tue": "never"}, "running"),
        ({"consent": ["body"]}, "consent"),
        ({"consent": ["training"]}, "sore"),
        ({"race_date": "2001-01-01"}, "race_date"),
        ({"running": "file"}, "running"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_what_cannot_be_read_is_asked_again_with_all_that_was_typed(
    login: Login, charlie: User, change: dict[str, object], where: str
) -> None:
    answer = login(charlie).post("/start/", {**ANSWERS, **change})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert f"{where}:" in text
    assert 'value="left achilles"' in text
    assert not Job.objects.exists()


def test_a_race_is_tomorrow_by_the_runner_s_own_date(login: Login, charlie: User, work_off: Jobs) -> None:
    client, race = login(charlie), day_in("Pacific/Niue") + timedelta(days=1)
    answers = {**ANSWERS, "race_date": race.isoformat()}
    behind = client.post("/start/", {**answers, "time_zone": "Pacific/Kiritimati"})
    assert behind.status_code == 400, "25 hours on, that day is there or past already"
    assert client.post("/start/", {**answers, "time_zone": "Pacific/Niue"}).status_code == 302
    (job,) = work_off()
    assert job.problem == ""
    runner = runner_of(charlie)
    assert runner is not None
    assert [one.date for one in runner.races] == [race]


def test_dropped_files_take_the_place_of_the_pattern(login: Login, charlie: User, work_off: Jobs) -> None:
    files = [upload("plan.ics", calendar()), upload(FILES[0].name, FILES[0].read_bytes())]
    login(charlie).post("/start/", {**ANSWERS, "running": "file", "files": files})
    (job,) = work_off()
    assert job.problem == ""
    runner, plan = runner_of(charlie), plan_of(charlie)
    assert runner is not None
    assert plan is not None
    assert runner.running.pattern == ()
    assert [run.title for run in plan.runs] == ["Easy 40'"]
    assert charlie.activities.count() == 1


def test_a_race_in_a_dropped_calendar_is_the_goal_and_said(login: Login, charlie: User, work_off: Jobs) -> None:
    day = date.today() + timedelta(days=120)
    race = f"BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY:City race 10 km\r\nEND:VEVENT\r\n"
    race += race.replace("UID:2", "UID:3").replace("City race 10 km", "Zorbing")
    files = [upload("plan.ics", calendar().replace(b"END:VCALENDAR", race.encode() + b"END:VCALENDAR"))]
    client = login(charlie)
    client.post("/start/", {**ANSWERS, "running": "file", "files": files})
    (job,) = work_off()
    assert job.problem == ""
    runner, plan = runner_of(charlie), plan_of(charlie)
    assert runner is not None
    assert plan is not None
    assert [(one.date, one.priority, one.found) for one in plan.runner.races] == [(day, "A", True)]
    assert plan.weeks[-1].phase == "race"
    assert runner.races == ()
    page = client.get("/season/").content.decode()
    assert "(City race 10 km): taken as your A race" in page
    assert "Zorbing" in page
    charlie.language = "de"
    charlie.save(update_fields=["language"])
    page = client.get("/season/").content.decode()
    assert "(City race 10 km): Es gilt als dein A-Rennen" in page
    assert "Stimmt das nicht" in page


def test_the_runner_file_can_be_changed_by_hand(login: Login, alice: User, season: object, work_off: Jobs) -> None:
    client = login(alice)
    text = client.get("/runner/").context["text"]
    bad = client.post("/runner/", {"text": text.replace("body_mass_kg", "body_mess_kg")})
    assert bad.status_code == 400
    assert "body_mess_kg" in bad.content.decode()
    assert "/tmp" not in bad.context["problem"]
    before = alice.runner_versions.count()
    client.post("/runner/", {"text": text.replace('name = "', 'name = "New ')})
    assert alice.runner_versions.count() == before + 1
    found = runner_of(alice)
    assert isinstance(found, Runner)
    assert found.name.startswith("New ")


@pytest.fixture
def demo_offered(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Let the installation offer a demo."""
    cache.clear()
    monkeypatch.setattr(settings, "GIVEN", replace(settings.GIVEN, demo=True))


@pytest.mark.slow
@pytest.mark.usefixtures("demo_offered")
def test_the_demo_stands_in_the_middle_of_its_season_and_goes_after_a_day(work_off: Jobs) -> None:
    client = Client()
    assert "/demo/" in client.get("/").content.decode()
    client.post("/demo/")
    (job,) = work_off()
    assert job.problem == ""
    user = User.objects.get()
    plan, runner = plan_of(user), runner_of(user)
    assert plan is not None
    day = today(runner)
    assert plan.first_day + timedelta(weeks=5) <= day < plan.first_day + timedelta(weeks=6)
    done = history(user).sessions
    behind = [session for session in plan.sessions if session.date < day]
    assert len(done) == len(behind) - 1
    assert all(session.sets for session in done)
    assert "<svg" in client.get("/").content.decode()
    assert ">here<" in client.get("/account/sessions/").content.decode()
    tick()
    assert User.objects.exists()
    User.objects.update(demo_until="2020-01-01T00:00Z")
    tick()
    assert not User.objects.exists()


@pytest.mark.usefixtures("demo_offered")
def test_demos_are_counted() -> None:
    answers = [Client().post("/demo/").status_code for _ in range(21)]
    assert answers == [302] * 20 + [429]


def test_a_calendar_is_moved_by_whole_days() -> None:
    _, text = example()
    again = moved_calendar(moved_calendar(text, timedelta(days=70)), timedelta(days=-70))
    assert again == text
    assert moved_calendar(text, timedelta(days=70)) != text
    line = "DTSTART;VALUE=DATE:20261231\r\nRRULE:FREQ=WEEKLY;UNTIL=20270104T090000Z\r\nX:20261231123\r\n"
    assert moved_calendar(line, timedelta(days=1)).startswith(
        "DTSTART;VALUE=DATE:20270101\r\nRRULE:FREQ=WEEKLY;UNTIL=20270105T"
    )
    assert "X:20261231123" in moved_calendar(line, timedelta(days=1))


@pytest.mark.parametrize(("week_start", "first"), [(0, "mon"), (5, "sat"), (6, "sun")])
def test_the_week_asked_for_begins_where_the_reader_s_does(
    login: Login, charlie: User, week_start: int, first: str
) -> None:
    User.objects.filter(pk=charlie.pk).update(week_start=week_start)
    days = re.findall(r'name="minutes-(\w+)"', login(charlie).get("/start/").content.decode())
    assert len(set(days)) == len(days) == 7
    assert days[0] == first
