"""Sets up Django for the tests of the web app, and gives every test its four people.

Alice is a runner, Bob coaches her by invitation, Charlie is a stranger with an account, and nobody is logged out.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = tempfile.mkdtemp(prefix="ironstride-test-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["IRONSTRIDE_DATA"] = FOLDER
os.environ["DJANGO_SETTINGS_MODULE"] = "web.settings"
for name in ("DATABASE_URL", "IRONSTRIDE_ADDRESS", "IRONSTRIDE_MAIL_URL", "IRONSTRIDE_DEMO", "IRONSTRIDE_SIGNUP"):
    os.environ.pop(name, None)
if given := os.environ.get("IRONSTRIDE_TEST_DATABASE"):
    os.environ["DATABASE_URL"] = given

import django  # noqa: E402

django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]  # processes that tests start have settings of their own

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from ironstride.model.plan import Plan  # noqa: E402
from ironstride.web.accounts.consents import QUESTIONS, set_consent  # noqa: E402
from ironstride.web.accounts.models import Coaching, User  # noqa: E402
from ironstride.web.jobs import tasks  # noqa: E402
from ironstride.web.jobs.models import Job  # noqa: E402
from ironstride.web.runners.demo import example, moved  # noqa: E402
from ironstride.web.runners.stored import keep_plan, keep_runner  # noqa: E402
from sample_plan import sample_plan  # noqa: E402
from web.browsing import CHROMIUM, chromium  # noqa: E402
from web.served import Served  # noqa: E402

Login = Callable[[User], Client]
Jobs = Callable[[], list[Job]]


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Make the tables straight from the models; test_migrations proves that the migrations come to the same."""
    return "IRONSTRIDE_TEST_MIGRATIONS" in os.environ


@pytest.fixture
def alice(db: None) -> User:
    """Give a runner who agreed to everything."""
    user = User.objects.create_user("alice@example.org")
    for kind in QUESTIONS:
        set_consent(user, kind, yes=True)
    return user


@pytest.fixture
def bob(alice: User) -> User:
    """Give Alice's coach."""
    user = User.objects.create_user("bob@example.org")
    Coaching.objects.create(owner=alice, coach=user, label="Bob", digest="b", accepted=timezone.now())
    return user


@pytest.fixture
def charlie(db: None) -> User:
    """Give a stranger with an account."""
    return User.objects.create_user("charlie@example.org")


@pytest.fixture
def login() -> Login:
    """Give a browser that is logged in."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return logged_in


@pytest.fixture
def season(alice: User) -> Plan:
    """Give Alice a runner file and a plan."""
    runner, _ = example()
    plan = sample_plan()
    keep_runner(alice, moved(runner, plan.first_day - (runner.first_day or plan.first_day)), "test")
    keep_plan(alice, plan, "test")
    return plan


@pytest.fixture
def work_off() -> Jobs:
    """Give a way to do all waiting jobs here and now; they come back as they ended."""

    def done() -> list[Job]:
        waiting = list(Job.objects.filter(state=Job.State.WAITING).order_by("made"))
        for job in waiting:
            Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
            tasks.work(job.pk)
            job.refresh_from_db()
        return waiting

    return done


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the app with its demo once for all browser tests of this process."""
    server = Served(tmp_path_factory.mktemp("served") / "data", "--demo").start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Run one browser for all tests of this process."""
    assert CHROMIUM, "no Chromium: run tools/ensure_browser.py"
    with chromium() as running:
        yield running
