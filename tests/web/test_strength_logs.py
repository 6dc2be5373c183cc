"""Gym apps' logs: sets into the log, names into exercises, questions asked and answered, all of it undone again."""

from __future__ import annotations

import pytest
from django.test import Client

from ironstride.model.log import LoggedSet
from ironstride.web.accounts.consents import QUESTIONS, set_consent
from ironstride.web.accounts.models import User
from ironstride.web.jobs.queue import start
from ironstride.web.log.things import history
from ironstride.web.runners.auditing import AskAudit, newest_audit
from ironstride.web.runners.planning import Replan
from ironstride.web.runners.stored import plan_of, today
from web.conftest import Jobs, Login
from web.test_data import results, send, upload

HEVY_HEAD = (
    b'"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
    b'"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"'
)
LEGS = b'"Legs","9 Apr 2026, 17:18","9 Apr 2026, 18:18","",'
HEVY = b"\n".join((
    HEVY_HEAD,
    LEGS + b'"Squat (Barbell)","","","0","normal","60","5","","","8"',
    LEGS + b'"Squat (Barbell)","","","1","normal","62.5","5","","",""',
    LEGS + b'"Grandma\'s Wobble","","","0","normal","10","12","","",""',
    b"",
))  # fmt: skip
STRONG = b"""Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-02-10 16:46:13,"Morning",1h,"Deadlift (Barbell)",1,100,5,0,0,"","",
2026-02-12 16:46:13,"Morning",1h,"Deadlift (Barbell)",1,105,5,0,0,"","",
"""


def sets(owner: User) -> list[LoggedSet]:
    """Give all sets in order."""
    return [one for session in history(owner).sessions for one in session.sets]


def test_a_gym_app_s_log_comes_in_with_its_exercises(login: Login, alice: User, work_off: Jobs) -> None:
    client = login(alice)
    batch = send(client, work_off, upload("hevy.csv", HEVY))
    assert "1 session, 3 sets" in results(batch)["hevy.csv"][1]
    found = sets(alice)
    assert [(one.load_kg, one.reps) for one in found] == [(60, 5), (62.5, 5), (10, 12)]
    assert found[0].exercise
    assert (found[2].exercise, found[2].name) == ("", "Grandma's Wobble")
    again = send(
        client, work_off, upload("hevy-later.csv", HEVY + HEVY.splitlines()[2].replace(b'"1"', b'"2"') + b"\n")
    )
    assert len(sets(alice)) == 4
    client.post(f"/data/imports/{again.pk}/undo")
    work_off()
    assert sets(alice) == found
    client.post(f"/data/imports/{batch.pk}/undo")
    work_off()
    assert sets(alice) == []


def test_a_name_nobody_knows_is_asked_once(login: Login, alice: User, work_off: Jobs) -> None:
    client = login(alice)
    send(client, work_off, upload("hevy.csv", HEVY))
    page = client.get("/data/questions")
    (asked,) = [one.question for one in page.context["questions"] if one.question.kind == "name"]
    assert "Grandma&#x27;s Wobble" in page.content.decode()
    client.post("/data/questions", {"question": asked.id, "word": "", "other": "no-such-exercise"})
    assert sets(alice)[2].exercise == ""
    client.post("/data/questions", {"question": asked.id, "other": "step-up"})
    assert sets(alice)[2].exercise == "step-up"
    later = HEVY.replace(b"9 Apr", b"16 Apr")
    send(client, work_off, upload("more.csv", later))
    assert [one.exercise for one in sets(alice)][5] == "step-up"
    assert [one for one in client.get("/data/questions").context["questions"] if one.question.kind == "name"] == []


def test_loads_without_a_unit_wait_for_the_answer(login: Login, alice: User, work_off: Jobs) -> None:
    client = login(alice)
    batch = send(client, work_off, upload("strong.csv", STRONG))
    assert [one.load_kg for one in sets(alice)] == [None, None]
    assert "/data/questions" in client.get(f"/data/imports/{batch.pk}").content.decode()
    (asked,) = [one for one in client.get("/data/questions").context["questions"] if one.question.kind == "unit"]
    answer = {"file": str(asked.file), "question": asked.question.id, "word": "lb"}
    client.post("/data/questions", answer)
    (job,) = work_off()
    assert job.problem == ""
    assert [round(one.load_kg or 0, 1) for one in sets(alice)] == [45.4, 47.6]
    client.post("/data/questions", answer)
    (job,) = work_off()
    assert "answered already" in job.problem


def test_nobody_answers_for_somebody_else(login: Login, alice: User, charlie: User, work_off: Jobs) -> None:
    send(login(alice), work_off, upload("strong.csv", STRONG))
    file = alice.files.get()
    stranger: Client = login(charlie)
    assert stranger.post("/data/questions", {"file": str(file.pk), "question": "x", "word": "lb"}).status_code == 404


def test_an_audit_is_a_job_with_a_report(login: Login, alice: User, season: object, work_off: Jobs) -> None:
    start(alice, "audit", AskAudit())
    (job,) = work_off()
    assert "no session" in job.problem
    send(login(alice), work_off, upload("hevy.csv", HEVY))
    start(alice, "audit", AskAudit())
    (job,) = work_off()
    assert job.problem == ""
    report = newest_audit(alice)
    assert report is not None
    assert (report.sessions, report.sets) == (1, 3)


@pytest.mark.slow
def test_the_plan_follows_the_log(charlie: User, work_off: Jobs) -> None:
    for kind in QUESTIONS:
        set_consent(charlie, kind, yes=True)
    start(charlie, "demo")
    work_off()
    plan = plan_of(charlie)
    assert plan is not None
    start(charlie, "replan", Replan())
    (job,) = work_off()
    assert job.problem == ""
    followed = plan_of(charlie)
    assert followed is not None
    day = today(plan.runner)
    missed = [session for session in plan.sessions if session.date < day][1]
    assert missed.id not in {session.id for session in followed.sessions}
    versions = charlie.plan_versions.count()
    start(charlie, "replan", Replan())
    work_off()
    assert charlie.plan_versions.count() == versions, "nothing new was logged, so nothing changes"
