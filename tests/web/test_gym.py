"""The pack, the shell and the plain form of gym mode: all a phone needs, nothing it must not keep, and no script."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from ironstride.model.log import LoggedSession, LoggedSet, PutSession
from ironstride.model.plan import Plan
from ironstride.web.accounts.consents import set_consent
from ironstride.web.accounts.models import User
from ironstride.web.gym import offline
from ironstride.web.gym.offline import kept_files
from ironstride.web.gym.pack import sessions_near
from ironstride.web.gym.words import words
from ironstride.web.log.store import append
from ironstride.web.log.things import logged
from ironstride.web.runners.stored import keep_plan, keep_runner, today
from planning.simulated_season import season
from sample_plan import sample_plan
from web.conftest import Login


@pytest.fixture
def now(alice: User) -> Plan:
    """Give Alice a season in which a session stands today."""
    plan = sample_plan()
    shift = today(plan.runner) - plan.sessions[4].date
    sessions = tuple(replace(one, date=one.date + shift) for one in plan.sessions)
    moved = replace(plan, sessions=sessions, first_day=plan.first_day + shift, last_day=plan.last_day + shift)
    keep_runner(alice, replace(plan.runner, sore=()), "test")
    keep_plan(alice, moved, "test")
    return moved


def test_the_pack_holds_the_sessions_around_today_and_nobody(login: Login, alice: User, now: Plan) -> None:
    day = today(now.runner)
    done = LoggedSession(
        id="s", date=day - timedelta(5), note="secret", sets=(LoggedSet(id="1", exercise="back-squat", reps=5),)
    )
    append(alice, [PutSession(entry="e", session=done)])
    answer = login(alice).get("/api/gym?device=d").content
    pack = msgspec.json.decode(answer)
    assert {one["date"] for one in pack["sessions"]} == {
        str(one.date) for one in now.sessions if -3 <= (one.date - day).days <= 7
    }
    assert pack["now"]["account"] == str(alice.public)
    assert pack["now"]["seq"] == 1
    assert pack["last"]["back-squat"]["sets"] == [{"reps": 5}]
    assert now.runner.name.encode() not in answer
    assert alice.email.encode() not in answer
    assert b"secret" not in answer


def test_a_device_that_forgot_itself_is_told(login: Login, alice: User) -> None:
    client = login(alice)
    told = [client.get(f"/api/gym/now?device={device}").json()["missed"] for device in ("", "phone-1", "phone-1", "")]
    assert told == [False, False, False, True]


def test_pain_is_asked_for_only_with_consent(login: Login, alice: User) -> None:
    client = login(alice)
    assert client.get("/api/gym").json()["body"] is True
    set_consent(alice, "body", yes=False)
    assert client.get("/api/gym").json()["body"] is False


def test_advice_and_stand_ins_come_with_a_real_plan() -> None:
    plan = season(weeks=4)
    sessions = [one for near in plan.sessions[:6] for one in sessions_near(plan, near.date)]
    items = [item for session in sessions for item in session.items]
    loaded = [item for item in items if any(one.load_kg for one in item.sets)]
    assert loaded
    assert all(item.advice is not None for item in loaded if item.sets[-1].reps is not None)
    assert any(item.instead for item in items)
    for session in sessions:
        held = {item.exercise for item in session.items}
        assert all(other.exercise not in held for item in session.items for other in item.instead)
        assert all(len(item.instead) <= 4 for item in session.items)


def test_the_shell_and_what_the_worker_keeps_hold_nothing_of_anybody(login: Login, alice: User, now: Plan) -> None:
    client = login(alice)
    client.get("/gym/")
    shell = client.get("/gym/shell").content
    assert shell == login(alice).get("/gym/shell").content
    for text in (alice.email, str(alice.public), now.runner.name, "csrfmiddlewaretoken"):
        assert text.encode() not in shell
    worker = client.get("/worker.js").content.decode()
    assert all(f'"{address}"' in worker for address in kept_files())
    assert not [address for address in kept_files() if not address.startswith(("/static/", "/gym/exercises.json"))]


def test_every_file_the_worker_keeps_is_there(login: Login, alice: User) -> None:
    client = login(alice)
    assert [address for address in kept_files() if client.get(address).status_code != 200] == []
    assert client.get("/app.webmanifest").json()["display"] == "standalone"


def test_every_phrase_the_script_says_is_there() -> None:
    folder = Path(offline.__file__).parent / "static" / "gym"
    said = {name for path in folder.glob("*.js") for name in re.findall(r'say\("([a-z-]+)"', path.read_text())}
    assert said - set(words()) == set()


def fields(page: str) -> dict[str, str]:
    """Read the hidden and filled-in fields of the plain form."""
    form = page[page.index('action="/gym/log"') :]
    return dict(re.findall(r'name="([^"]+)"[^>]*? value="([^"]*)"', form))


def test_without_script_a_session_is_read_and_logged_once(login: Login, alice: User, now: Plan) -> None:
    client = login(alice)
    page = client.get("/gym/").content.decode()
    assert "Back squat" in page
    form = fields(page)
    squat = next(name[: -len(".exercise")] for name, value in form.items() if value == "back-squat")
    rows = [name[: -len(".exercise")] for name in form if name.startswith(f"{squat.split('-')[0]}-")]
    work = [row for row in rows if f"{row}.warmup" not in form and row + ".exercise" in form]
    form |= {f"{row}.exercise": form[f"{row}.exercise"] for row in rows if f"{row}.exercise" in form}
    form |= {f"{work[0]}.amount": "5", f"{work[0]}.rir": "1,5", "rpe": "7"}
    for _ in range(2):
        assert client.post("/gym/log", form).status_code == 302
    (session,) = logged(alice, LoggedSession)
    assert session.planned == next(one.id for one in now.sessions if one.date == today(now.runner))
    assert [(one.exercise, one.reps, one.rir, one.kind) for one in session.sets] == [("back-squat", 5, 1.5, "work")]
    assert session.rpe == 7


def test_the_plain_form_takes_a_session_without_a_plan_in_pounds(login: Login, alice: User) -> None:
    form = {"token": "a1", "unit": "lb", "0-0.exercise": "back squat", "0-0.measure": "reps", "0-0.amount": "5"}
    login(alice).post("/gym/log", form | {"0-0.load": "100", "0-0.each": "1"})
    (session,) = logged(alice, LoggedSession)
    assert [(one.side, round(one.load_kg or 0, 2)) for one in session.sets] == [("left", 45.36), ("right", 45.36)]
    assert {one.exercise for one in session.sets} == {"back-squat"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"0-0.exercise": "sqat"},
        {"0-0.amount": "many"},
        {"0-0.amount": "-1"},
        {"0-0.amount": "nan"},
        {"token": "../x"},
        {"rpe": "11"},
        {},
    ],
)
def test_a_form_that_makes_no_sense_is_told_and_writes_nothing(
    login: Login, alice: User, wrong: dict[str, Any]
) -> None:
    form = {"token": "a1", "0-0.exercise": "back-squat", "0-0.measure": "reps", "0-0.amount": "" if not wrong else "5"}
    assert login(alice).post("/gym/log", form | wrong).status_code == 400
    assert not alice.log_records.exists()


def test_without_consent_nothing_is_logged(login: Login, charlie: User) -> None:
    form = {"token": "a1", "0-0.exercise": "back-squat", "0-0.measure": "reps", "0-0.amount": "5"}
    assert login(charlie).post("/gym/log", form).headers["Location"] == "/data/"
    assert not charlie.log_records.exists()


def test_gym_pages_ask_little_of_the_database(
    login: Login, alice: User, now: Plan, django_assert_max_num_queries: Any
) -> None:
    client = login(alice)
    for address in ("/gym/", "/api/gym", "/api/gym/now?device=d", "/"):
        client.get(address)
        with django_assert_max_num_queries(10):
            client.get(address)


def test_the_script_is_small() -> None:
    folder = Path(offline.__file__).parent / "static" / "gym"
    assert sum(len(gzip.compress(path.read_bytes())) for path in folder.glob("*.js")) < 100_000


def test_a_session_done_before_its_day_is_known_to_be_done(login: Login, alice: User, now: Plan) -> None:
    day = today(now.runner)
    planned = next(one for one in now.sessions if one.date == day)
    early = LoggedSession(id="early", date=day - timedelta(6), planned=planned.id)
    append(alice, [PutSession(entry="e", session=early)])
    client = login(alice)
    assert [one["id"] for one in client.get("/api/gym/now?device=d").json()["logged"]] == ["early"]
    assert "Look at it" in client.get("/").content.decode()
