"""The season's pages: the ribbon and its weeks, prices of days, moving, other changes, clashes, undoing, methods."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from ironstride.model.body import Sore
from ironstride.model.log import Complaint, LoggedSession, LoggedSet, PutComplaint, PutSession
from ironstride.model.plan import Plan
from ironstride.model.runner import Runner
from ironstride.planning.plan import plan as make
from ironstride.running.season import monday
from ironstride.web.accounts.consents import set_consent
from ironstride.web.accounts.models import User
from ironstride.web.data.erasing import forget_body
from ironstride.web.jobs.models import Job
from ironstride.web.log.store import append
from ironstride.web.runners.demo import example, moved
from ironstride.web.runners.stored import keep_plan, keep_runner, plan_of, runner_of, today
from ironstride.web.season.forms import form_of, groups
from ironstride.web.season.models import Comparison, Proposal
from ironstride.web.season.proposed import Proposed, read
from ironstride.web.site.tick import tick
from web.conftest import Jobs, Login

#: queries a page may make
MOST_QUERIES = 10


@cache
def short_season() -> tuple[Runner, Plan]:
    """Plan six weeks of the example from last Monday on, running by a weekly pattern."""
    from ironstride.model.runner import PatternRun, Running
    from ironstride.running.plan_reader import read_running_plan

    runner, _ = example()
    first = monday(today(runner)) - timedelta(days=7)
    pattern = (
        PatternRun(day="tue", minutes=40, intensity="easy", start="18:30"),
        PatternRun(day="thu", minutes=45, intensity="interval", start="18:30"),
        PatternRun(day="sun", minutes=80, intensity="long", start="09:00"),
    )
    runner = replace(
        moved(runner, first - (runner.first_day or first)), weeks=6, races=(), running=Running(pattern=pattern)
    )
    from pathlib import Path

    running = read_running_plan(runner, Path(), (), first=first, last=first + timedelta(weeks=7))
    return runner, make(runner, running, None)


@pytest.fixture
def planned(alice: User) -> Plan:
    """Give Alice a season that began last week, its first session logged."""
    return begun(alice)


def begun(owner: User) -> Plan:
    """Keep the short season for somebody, its first session logged."""
    runner, plan = short_season()
    keep_runner(owner, runner, "test")
    keep_plan(owner, plan, "test")
    first = plan.sessions[0]
    item = first.blocks[-1].items[0]
    done = LoggedSession(
        id="s",
        date=first.date,
        planned=first.id,
        finished=True,
        sets=(LoggedSet(id="x", exercise=item.exercise, reps=8),),
    )
    append(owner, [PutSession(entry="e", session=done)])
    return plan


def test_every_page_reads_little_and_says_where_one_is(login: Login, alice: User, bob: User, planned: Plan) -> None:
    own, coach = login(alice), login(bob)
    week = monday(today(planned.runner)).isoformat()
    for client, start in ((own, "/"), (coach, f"/squad/{alice.public}/")):
        for page in ("season/", f"season/week/{week}/", f"season/day/{week}/"):
            client.get(start + page)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = client.get(start + page)
            assert answer.status_code == 200, page
            assert len(queries) <= MOST_QUERIES, (page, len(queries))
            assert ("/season/move/" in answer.content.decode()) <= (client is own)


def next_week(plan: Plan) -> tuple[date, list[date]]:
    """Give next week's Monday and the dates of its sessions."""
    start = monday(today(plan.runner)) + timedelta(days=7)
    return start, [one.date for one in plan.sessions if monday(one.date) == start]


def follow(client: Client, answer: object, work_off: Jobs) -> str:
    """Do the job a form started and give the page it leads to."""
    (job,) = work_off()
    assert (job.problem, job.state) == ("", Job.State.DONE)
    return str(client.get(answer["Location"])["Location"])  # type: ignore[index]


def test_a_session_is_moved_with_its_price_seen_first_and_back_again(
    login: Login, alice: User, planned: Plan, work_off: Jobs
) -> None:
    client = login(alice)
    start, (first, *_) = next_week(planned)
    told = client.get(f"/api/season/week/{start}").json()["sessions"][first.isoformat()]
    assert set(told) == {(start + timedelta(days=n)).isoformat() for n in range(7)}
    assert told[first.isoformat()]["verdict"] == "here"
    page = client.get(f"/season/move/{first}/").content.decode()
    day, friday = (start + timedelta(days=n) for n in (1, 4))
    assert told[day.isoformat()] | {"open": False, "verdict": "closed"} == told[day.isoformat()]
    assert "Easy" not in told[friday.isoformat()]["words"]
    for mind in told[friday.isoformat()]["minds"]:
        assert mind in page
    assert client.post(f"/season/move/{first}/", {"to": day}).status_code == 400
    assert not Job.objects.exists()
    shown = follow(client, client.post(f"/season/move/{first}/", {"to": friday}), work_off)
    plan = plan_of(alice)
    assert plan is not None
    assert (friday, first) in [(one.date, one.planned_date) for one in plan.sessions]
    text = client.get(shown).content.decode()
    back_there = client.get(f"/api/season/week/{start}").json()["sessions"][friday.isoformat()][first.isoformat()]
    assert back_there["verdict"] in ("better", "same")  # the wish to keep it free goes when it moves back
    assert "Rule by rule" in text
    assert "undo" in text
    assert "Last change" in client.get("/season/").content.decode()
    assert client.post(f"{shown}undo").status_code == 302
    back, runner = plan_of(alice), runner_of(alice)
    assert back == planned
    assert runner is not None
    assert runner.wishes == ()
    assert alice.plan_versions.count() == 3
    assert client.post(f"{shown}undo").status_code == 404


@pytest.mark.parametrize(
    ("form", "part"),
    [
        ({"do": "missed", "first": "{next}", "last": "{sunday}", "reason": "flu"}, "left out"),
        ({"do": "move-run", "on": "{thursday}", "to": "{wednesday}"}, "The run of"),
        ({"do": "cancel-run", "on": "{thursday}"}, "No run on"),
        ({"do": "add-run", "on": "{wednesday}", "kind": "interval", "minutes": "50", "at": "07:00"}, "One more run"),
        ({"do": "race", "on": "{sunday}", "priority": "B", "km": "10", "name": "Park run"}, "A race on"),
        ({"do": "sore", "site": "calf", "side": "left"}, "What loads the calf waits until"),
        ({"do": "sore", "site": "calf", "side": "left", "until": "{sunday}"}, "Sore: calf, spared until Sunday"),
        ({"do": "holiday", "first": "{next}", "last": "{sunday}"}, "No gym"),
        ({"do": "hotel", "first": "{next}", "last": "{sunday}", "place": "hotel-room"}, "At hotel-room"),
        ({"do": "minutes", "on": "{session}", "minutes": "25"}, "Only 25"),
        ({"do": "method", "method": "s3"}, "Method: s3"),
        ({"do": "wish-rest", "on": "{session}"}, "No strength on"),
    ],
)
def test_other_changes_show_what_they_do_before_they_are_kept(
    login: Login, alice: User, planned: Plan, work_off: Jobs, form: dict[str, str], part: str
) -> None:
    client = login(alice)
    start, (session, *_) = next_week(planned)
    days = {"next": start, "session": session, "sunday": start + timedelta(days=6)}
    days |= {"wednesday": start + timedelta(days=2), "thursday": start + timedelta(days=3)}
    filled = {name: value.format(**days) for name, value in form.items()}
    shown = follow(client, client.post("/season/change/", filled), work_off)
    text = client.get(shown).content.decode()
    assert part in text
    assert alice.plan_versions.count() == 1
    made = Proposal.objects.get()
    if made.plan is not None:
        client.post(f"{shown}keep")
        assert alice.plan_versions.count() == 2
        client.post(f"{shown}drop")
        assert Proposal.objects.exists()
        kept, runner = plan_of(alice), runner_of(alice)
        assert kept is not None
        assert runner is not None
        assert kept.runner.places == runner.places
    else:
        client.post(f"{shown}drop")
        assert not Proposal.objects.exists()


def test_what_is_sore_is_asked_for_with_consent(login: Login, alice: User, planned: Plan, work_off: Jobs) -> None:
    set_consent(alice, "body", yes=False)
    client = login(alice)
    form = {"do": "sore", "site": "calf", "side": "both"}
    answer = client.post("/season/change/", form)
    assert answer.status_code == 400
    assert "only with your yes" in answer.content.decode()
    assert client.post("/season/change/", {"change": "sore calf"}).status_code == 400
    assert not Job.objects.exists()
    follow(client, client.post("/season/change/", {**form, "consent": "body"}), work_off)
    assert alice.consents.filter(kind="body", withdrawn=None).exists()


def test_only_what_still_complains_can_be_fine_again() -> None:
    _, plan = short_season()
    day = today(plan.runner)
    spots = (Sore(site="calf", until=day), Sore(site="calf"), Sore(site="knee", until=day - timedelta(days=1)))
    form = form_of(groups(replace(plan, runner=replace(plan.runner, sore=spots)), day), "clear")
    assert form is not None
    assert form.fields[0].options == (("calf", "calf"),)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"do": "missed"},
        {"do": "missed", "first": "yesterday"},
        {"do": "missed", "first": "2027-01-01 2027-01-02"},
        {"do": "race", "on": "2027-02-01", "priority": "A", "km": "-3"},
        {"do": "hotel", "first": "2027-02-01", "place": "Mars"},
        {"do": "wish-week", "n": "many"},
        {"do": "sore", "site": "calf", "side": "left", "until": "2020-01-01"},
        {"do": "sore", "site": "calf", "side": "left", "until": "soon"},
        {"change": "fly-to moon"},
    ],
)
def test_what_cannot_be_read_is_asked_again(login: Login, alice: User, planned: Plan, form: dict[str, str]) -> None:
    answer = login(alice).post("/season/change/", form)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not Job.objects.exists()


def test_a_clash_is_told_by_name_and_every_way_out_works(
    login: Login, alice: User, planned: Plan, work_off: Jobs
) -> None:
    client = login(alice)
    shown = follow(client, client.post("/season/change/", {"do": "wish-week", "n": "7"}), work_off)
    text = client.get(shown).content.decode()
    assert "That cannot be" in text
    told = read(Proposal.objects.get())
    assert told.clash is not None
    assert told.clash.wants == ("7 sessions every week",)
    assert told.clash.ways
    for way in told.clash.ways:
        after = follow(client, client.post("/season/change/", {"change": list(way.changes)}), work_off)
        assert "That cannot be" not in client.get(after).content.decode()
    client.post(f"{shown}drop")
    assert not Proposal.objects.filter(content__contains="clash").exists()
    assert plan_of(alice) == planned


def test_a_kept_change_of_a_plan_that_changed_meanwhile_is_refused(
    login: Login, alice: User, planned: Plan, work_off: Jobs
) -> None:
    client = login(alice)
    start, _ = next_week(planned)
    shown = follow(
        client, client.post("/season/change/", {"do": "cancel-run", "on": start + timedelta(days=3)}), work_off
    )
    keep_plan(alice, planned, "again")
    answer = client.post(f"{shown}keep", follow=True)
    assert "the plan has changed since" in answer.content.decode()
    assert alice.plan_versions.count() == 2


def test_methods_are_set_side_by_side(login: Login, alice: User, planned: Plan, work_off: Jobs) -> None:
    client = login(alice)
    assert client.post("/season/methods/", {"method": "s3"}).status_code == 400
    shown = follow(client, client.post("/season/methods/", {"method": ["s3", "evidence"]}), work_off)
    answer = client.get(shown)
    assert [one.method for one in answer.context["seasons"]] == ["evidence", "s3"]
    assert answer.context["others"][0].rules
    assert not answer.context["stale"]
    assert alice.plan_versions.count() == 1
    assert Comparison.objects.count() == 1


def test_a_day_is_questioned(login: Login, alice: User, planned: Plan) -> None:
    client = login(alice)
    start, (session, *_) = next_week(planned)
    assert "Why " in client.get(f"/season/day/{session}/").content.decode()
    exercise = next(one for one in planned.sessions if one.date == session).blocks[0].items[0].exercise
    assert client.get(f"/season/day/{session}/?exercise={exercise}").context["answer"].exercise == exercise
    assert client.get(f"/season/day/{session}/?exercise=juggling").context["problem"]
    assert "Why not" in client.get(f"/season/day/{start + timedelta(days=1)}/").content.decode()
    assert client.get("/season/day/2001-01-01/").status_code == 404
    assert client.get("/season/week/2001-01-01/").status_code == 404
    assert client.get("/season/week/2027-13-77/").status_code == 404


def test_changes_nobody_kept_are_forgotten(alice: User, planned: Plan) -> None:
    content = msgspec.json.encode(Proposed(changes=("cancel-run 2027-01-01",))).decode()
    for number, made in ((None, "2020-01-01T00:00Z"), (2, "2020-01-01T00:00Z"), (None, None)):
        row = Proposal.objects.create(owner=alice, base=1, number=number, content=content)
        if made:
            Proposal.objects.filter(pk=row.pk).update(made=made)
    tick()
    assert Proposal.objects.count() == 2
    forget_body(alice)
    assert not Proposal.objects.exists()


def test_a_sign_told_in_the_log_stops_the_season_until_it_is_cleared(
    login: Login, alice: User, planned: Plan, work_off: Jobs
) -> None:
    client, day = login(alice), today(planned.runner)
    told = Complaint(id="c", date=day, site="foot", severity=6, signs=("at-night",))
    append(alice, [PutComplaint(entry="e-c", complaint=told)])
    assert "pain at night" in client.get("/").content.decode()
    shown = follow(client, client.post("/season/change/", {"do": "follow"}), work_off)
    assert "The season follows your log" in client.get(shown).content.decode()
    client.post(f"{shown}keep")
    stopped = plan_of(alice)
    assert stopped is not None
    assert not [one for one in stopped.sessions if one.date >= day]
    page = client.get("/season/change/?do=cleared").content.decode()
    assert day.isoformat() in page
    form = {"do": "cleared", "flag": "night-pain", "on": day.isoformat()}
    shown = follow(client, client.post("/season/change/", form), work_off)
    client.post(f"{shown}keep")
    again, runner = plan_of(alice), runner_of(alice)
    assert again is not None
    assert runner is not None
    assert [one for one in again.sessions if one.date >= day]
    assert (runner.red_flags, [one.flag for one in runner.cleared]) == ((), ["night-pain"])
    assert "pain at night" not in client.get("/").content.decode()
    assert forget_body(alice)  # and a withdrawn consent leaves no trace of it
    assert not alice.plan_versions.exists()
    runner = runner_of(alice)
    assert runner is not None
    assert runner.cleared == ()


def test_a_sign_is_cleared_before_any_plan_knew_of_it(login: Login, alice: User, planned: Plan, work_off: Jobs) -> None:
    client, day = login(alice), today(planned.runner)
    told = Complaint(id="c", date=day, site="foot", severity=6, signs=("at-night",))
    append(alice, [PutComplaint(entry="e-c", complaint=told)])
    form = {"do": "cleared", "flag": "night-pain", "on": day.isoformat()}
    shown = follow(client, client.post("/season/change/", form), work_off)
    assert "Cleared by a professional" in client.get(shown).content.decode()


@pytest.mark.parametrize(("week_start", "back"), [(0, 0), (5, 2), (6, 1)])
def test_a_week_is_drawn_from_the_reader_s_first_day_on(
    login: Login, alice: User, planned: Plan, week_start: int, back: int
) -> None:
    User.objects.filter(pk=alice.pk).update(week_start=week_start)
    client = login(alice)
    start, (first, *_) = next_week(planned)
    drawn = start - timedelta(days=back)
    page = client.get(f"/season/week/{start}/", follow=True)
    assert page.request["PATH_INFO"] == f"/season/week/{drawn}/"
    text = page.content.decode()
    days = [(drawn + timedelta(days=n)).isoformat() for n in range(7)]
    assert re.findall(r'id="day-([^"]+)"', text) == days
    assert list(dict.fromkeys(re.findall(r'<rect [^>]*class="day none"[^>]* data-date="([^"]+)"', text))) == days
    assert ("Training weeks count from Monday" in text) is (week_start != 0)
    assert f'href="/season/week/{drawn + timedelta(days=7)}/" rel="next"' in text
    for path in (f"/season/move/{first}/", f"/season/day/{first}/"):
        assert f'"/season/week/{drawn}/"' in client.get(path).content.decode()
    told = client.get(f"/api/season/week/{drawn}").json()["sessions"]
    here = [one.date for one in planned.sessions if one.date.isoformat() in days]
    assert {day.isoformat() for day in here} <= set(told)
    for day in here:
        assert set(told[day.isoformat()]) == {(monday(day) + timedelta(days=n)).isoformat() for n in range(7)}


@pytest.mark.parametrize("week_start", [0, 5, 6])
def test_the_pages_of_weeks_hold_every_day_of_the_season_once(
    login: Login, alice: User, planned: Plan, week_start: int
) -> None:
    User.objects.filter(pk=alice.pk).update(week_start=week_start)
    client, seen = login(alice), []
    address = f"/season/week/{planned.weeks[0].start}/"
    while address:
        text = client.get(address, follow=True).content.decode()
        seen += re.findall(r'id="day-([^"]+)"', text)
        address = next(iter(re.findall(r'href="([^"]+)" rel="next"', text)), "")
    length = (planned.last_day - planned.first_day).days + 1
    assert seen == [(planned.first_day + timedelta(days=n)).isoformat() for n in range(length)]
    assert 'rel="prev"' not in client.get(f"/season/week/{planned.first_day}/", follow=True).content.decode()
