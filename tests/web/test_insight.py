"""Log, progress and audit: what they show, how a session is corrected and undone, and what a coach may do."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from ironstride.model.log import BodyMass, LoggedSession, LoggedSet, PutSession
from ironstride.model.plan import Plan
from ironstride.web.accounts.consents import set_consent
from ironstride.web.accounts.models import User
from ironstride.web.data.models import Batch
from ironstride.web.insight.corrections import entered
from ironstride.web.insight.models import ProgressReport
from ironstride.web.insight.progress import DESK, PHONE, kept
from ironstride.web.jobs.models import Job
from ironstride.web.log.store import append, log_mark, withdraw
from ironstride.web.log.things import logged, one
from ironstride.web.runners.models import AuditReport
from ironstride.web.runners.stored import keep_runner, plan_of, runner_of, today
from web.conftest import Jobs, Login

DAY = date(2026, 3, 2)


def sets(name: str, load: float = 80.0) -> tuple[LoggedSet, ...]:
    """Three sets of five back squats."""
    return tuple(
        LoggedSet(id=f"{name}-{n}", exercise="back-squat", reps=5, load_kg=load, kind="work", rir=2.0) for n in range(3)
    )


def lifted(owner: User, count: int = 12) -> None:
    """Log a session every third day, each a little heavier."""
    made = [
        LoggedSession(
            id=f"s{n}", date=DAY + timedelta(days=3 * n), start_min=1080, minutes=40, sets=sets(f"s{n}", 70 + 2.5 * n)
        )
        for n in range(count)
    ]
    append(owner, [PutSession(entry=f"e-{one.id}", session=one) for one in made])


def correct(client: Client, **form: str) -> None:
    """Send the form of a session's page."""
    assert client.post("/log/s0/", form).status_code == 302


def test_the_log_is_paged_by_week_and_filtered_by_exercise(login: Login, alice: User) -> None:
    lifted(alice, 25)
    client = login(alice)
    first = client.get("/log/").content.decode()
    assert "25 sessions" in first
    assert "3 × 5, 130 kg" in first
    assert "Page 1 of 2" in first
    assert "3 × 5, 70 kg" in client.get("/log/?page=2").content.decode()
    assert "25 sessions with Back squat" in client.get("/log/?exercise=back-squat").content.decode()
    assert "Nothing is logged" in client.get("/log/?exercise=push-up").content.decode()


def test_weeks_begin_when_the_account_says(login: Login, alice: User) -> None:
    lifted(alice, 1)
    assert "2 March 2026" in login(alice).get("/log/").content.decode()
    User.objects.filter(pk=alice.pk).update(week_start=6)
    assert "1 March 2026" in login(alice).get("/log/").content.decode()


def test_a_set_is_corrected_undone_and_brought_back(login: Login, alice: User) -> None:
    lifted(alice, 1)
    client = login(alice)
    correct(client, do="set", id="s0-1", load="82,5", amount="4", rir="1")
    held = one(alice, LoggedSession, "s0")
    assert held is not None
    assert (held.sets[1].load_kg, held.sets[1].reps, held.sets[1].rir) == (82.5, 4, 1.0)
    last = entered(alice, "s0", "kg")[-1]
    assert "70 kg" in last.says
    assert "82.5 kg" in last.says
    correct(client, do="undo", id=last.entry)
    assert one(alice, LoggedSession, "s0").sets[1].load_kg == 70  # type: ignore[union-attr]
    assert not entered(alice, "s0", "kg")[-1].counts
    correct(client, do="undo", id=last.entry)
    assert one(alice, LoggedSession, "s0").sets[1].load_kg == 82.5  # type: ignore[union-attr]


def test_a_set_and_a_session_are_taken_away_and_come_back(login: Login, alice: User) -> None:
    lifted(alice, 1)
    client = login(alice)
    correct(client, do="remove-set", id="s0-1")
    assert [one.id for one in logged(alice, LoggedSession)[0].sets] == ["s0-0", "s0-2"]
    correct(client, do="remove-session")
    assert logged(alice, LoggedSession) == []
    page = client.get("/log/s0/")
    assert page.status_code == 200
    assert "taken away" in page.content.decode()
    correct(client, do="undo", id=entered(alice, "s0", "kg")[-1].entry)
    assert len(logged(alice, LoggedSession)[0].sets) == 2


def test_bad_numbers_change_nothing(login: Login, alice: User) -> None:
    lifted(alice, 1)
    before = logged(alice, LoggedSession)
    client = login(alice)
    for form in (
        {"load": "heavy", "amount": "5"},
        {"load": "70"},
        {"load": "70", "amount": "-1"},
        {"load": "99999", "amount": "5"},
    ):
        correct(client, do="set", id="s0-1", **form)
    correct(client, do="set", id="elsewhere", load="70", amount="5")
    correct(client, do="undo", id="elsewhere")
    assert logged(alice, LoggedSession) == before
    assert client.post("/log/nothing/", {"do": "session"}).status_code == 404


def test_pounds_are_shown_and_taken(login: Login, alice: User, season: Plan) -> None:
    runner = runner_of(alice)
    assert runner is not None
    keep_runner(alice, replace(runner, mass_unit="lb"), "test")
    lifted(alice, 1)
    client = login(alice)
    assert "154.5 lb" in client.get("/log/s0/").content.decode() or "154 lb" in client.get("/log/s0/").content.decode()
    correct(client, do="set", id="s0-1", load="200", amount="5")
    assert one(alice, LoggedSession, "s0").sets[1].load_kg == 90.718  # type: ignore[union-attr]


def test_units_are_chosen_in_the_account_and_hold_on_every_page(login: Login, alice: User, season: Plan) -> None:
    client = login(alice)
    chosen = {"language": "", "week_start": "0", "mass_unit": "lb", "distance_unit": "mi"}
    assert client.post("/account/", chosen).status_code == 302
    runner, plan = runner_of(alice), plan_of(alice)
    assert runner is not None
    assert plan is not None
    assert (runner.mass_unit, runner.distance_unit, plan.runner.mass_unit) == ("lb", "mi", "lb")
    assert client.post("/account/", chosen).status_code == 302
    assert client.post("/account/", {**chosen, "mass_unit": "stone"}).status_code == 302
    assert alice.runner_versions.count() == 2


def test_a_coach_reads_and_changes_nothing(login: Login, alice: User, bob: User, work_off: Jobs) -> None:
    lifted(alice, 3)
    page, coach = f"/squad/{alice.public}", login(bob)
    for path in ("/log/", "/log/s0/", "/progress/", "/audit/"):
        text = coach.get(page + path).content.decode()
        assert "You read this as a coach" in text
        assert 'name="do"' not in text
    assert coach.post(f"{page}/log/s0/", {"do": "remove-session"}).status_code == 404
    assert len(logged(alice, LoggedSession)) == 3
    assert not Job.objects.exists()


def test_progress_is_worked_out_beside_the_request_and_kept(
    login: Login, alice: User, season: Plan, work_off: Jobs
) -> None:
    lifted(alice)
    client = login(alice)
    assert "Being worked out" in client.get("/progress/").content.decode()
    client.get("/progress/")
    done = work_off()
    assert [(job.kind, job.problem) for job in done] == [("progress", "")]
    made = kept(ProgressReport.objects.get(owner=alice))
    squat = next(one for one in made.records if one.exercise == "back-squat")
    assert squat.heaviest is not None
    assert (squat.sessions, squat.heaviest.load_kg) == (12, 97.5)
    text = client.get("/progress/").content.decode()
    assert "97.5 kg" in text
    assert "Being worked out" not in text
    assert not Job.objects.filter(state=Job.State.WAITING).exists()


def test_progress_without_a_plan_shows_what_was_done(login: Login, alice: User, work_off: Jobs) -> None:
    lifted(alice)
    login(alice).get("/progress/")
    assert [job.problem for job in work_off()] == [""]
    made = kept(ProgressReport.objects.get(owner=alice))
    assert made.volume is not None
    assert made.lifts
    assert made.lifts[0].low_kg < made.lifts[0].middle_kg < made.lifts[0].high_kg


def test_a_lift_let_go_long_ago_is_drawn_inside_its_picture(login: Login, alice: User, work_off: Jobs) -> None:
    lifted(alice)
    assert today(runner_of(alice)) > DAY + timedelta(weeks=20), "what was done ended long ago"
    login(alice).get("/progress/")
    work_off()
    lift = kept(ProgressReport.objects.get(owner=alice)).lifts[0]
    for picture, width in ((lift.desk, DESK), (lift.phone, PHONE)):
        places = [float(x) for path in re.findall(r' d="([^"]+)"', picture) for x in re.findall(r"[ML](\S+)", path)]
        assert places
        assert max(places) <= width


def test_an_undone_import_makes_what_was_worked_out_old(login: Login, alice: User, work_off: Jobs) -> None:
    lifted(alice)
    batch = Batch.objects.create(owner=alice)
    more = LoggedSession(id="late", date=DAY + timedelta(days=90), sets=sets("late", 152.5))
    append(alice, [PutSession(entry="late", session=more)], batch)
    client = login(alice)
    client.get("/progress/")
    work_off()
    assert "152.5 kg" in client.get("/progress/").content.decode()
    before = log_mark(alice)
    withdraw(alice, batch)
    assert log_mark(alice) != before
    ProgressReport.objects.update(made=timezone.now() - timedelta(minutes=10))
    assert "brought up to date" in client.get("/progress/").content.decode()
    work_off()
    assert "152.5 kg" not in client.get("/progress/").content.decode()


def test_what_failed_is_not_tried_again_at_once(login: Login, alice: User, work_off: Jobs) -> None:
    lifted(alice, 1)
    Job.objects.create(
        owner=alice, kind="audit", state=Job.State.FAILED, problem="No such thing.", finished=timezone.now()
    )
    assert "No such thing." in login(alice).get("/audit/").content.decode()
    assert Job.objects.count() == 1


def test_the_audit_is_live_by_each_method(login: Login, alice: User, season: Plan, work_off: Jobs) -> None:
    lifted(alice)
    client = login(alice)
    client.get("/audit/")
    client.post("/audit/", {"method": "all"})
    assert [job.problem for job in work_off()] == ["", ""]
    text = client.get("/audit/").content.decode()
    assert "What would help most" in text
    assert "Plan from this" in text
    assert "under every method" in client.get("/audit/?method=all").content.decode()
    AuditReport.objects.update(made=date(2026, 1, 1).isoformat() + "T00:00Z")
    lifted(alice, 14)
    client.get("/audit/")
    assert Job.objects.filter(kind="audit", state=Job.State.WAITING).count() == 1


@pytest.mark.slow
def test_planning_from_an_audit_makes_a_season(login: Login, alice: User, work_off: Jobs) -> None:
    lifted(alice)
    login(alice).post("/audit/plan")
    assert [(job.kind, job.problem) for job in work_off()] == [("audit-plan", "")]
    assert alice.plan_versions.count() == 1


def test_a_self_test_is_logged_with_consent_alone(login: Login, alice: User, season: Plan) -> None:
    client = login(alice)
    client.post("/progress/screens", {"screen": "front_plank", "value": "95"})
    text = client.get("/progress/").content.decode()
    assert "95" in text
    client.post("/progress/screens", {"screen": "front_plank", "value": "long"})
    client.post("/progress/screens", {"screen": "arm-wrestling", "value": "3"})
    set_consent(alice, "body", yes=False)
    client.post("/progress/screens", {"screen": "front_plank", "value": "99"})
    assert alice.logged.filter(kind="screen").count() == 1


def test_the_last_body_mass_of_a_day_counts_and_the_runner_is_known_with_it(
    login: Login, alice: User, season: Plan
) -> None:
    client = login(alice)
    for text in ("66,4", "65.8", "heavy", "5"):
        client.post("/progress/mass", {"mass": text})
    runner = runner_of(alice)
    assert runner is not None
    assert runner.body_mass_kg == 65.8
    assert [one.kg for one in logged(alice, BodyMass)] == [65.8]
    assert "65.8" in client.get("/progress/").content.decode()
