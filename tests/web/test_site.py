"""What holds for every page: headers, health, logs without personal data, no script or style inside."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.test import Client

from ironstride.model.plan import Plan
from ironstride.web.accounts.models import User
from ironstride.web.runners import stored
from ironstride.web.site.logs import JsonLines
from ironstride.web.site.shared_cache import Cache
from web.conftest import Login


@pytest.mark.django_db
def test_health_says_ok_to_anybody(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


@pytest.mark.django_db
def test_a_server_that_is_well_is_no_news(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    routes: list[str] = []
    monkeypatch.setattr("ironstride.web.site.middleware.log.info", lambda event, extra: routes.append(extra["route"]))
    client.get("/health")
    client.get("/")
    assert len(routes) == 1
    assert "health" not in routes


@pytest.mark.django_db
def test_front_page_has_a_strict_policy(client: Client) -> None:
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_today_shows_the_plan_without_inline_script_or_style(login: Login, alice: User, season: Plan) -> None:
    answer = login(alice).get("/")
    text = answer.content.decode()
    assert season.runner.name in text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|application/json))", text)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text)


def test_a_log_line_of_a_fault_holds_no_text_of_it() -> None:
    try:
        raise ValueError("alice@example.org weighs 61 kg")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "fault", None, sys.exc_info())
    line = JsonLines().format(record)
    assert "alice" not in line
    assert json.loads(line)["fault"] == "ValueError"
    assert any("test_site" in place for place in json.loads(line)["at_code"])


def test_erasing_in_one_process_is_heard_of_in_the_others(alice: User, season: Plan, login: Login) -> None:
    client = login(alice)
    client.get("/season/")
    assert stored.decoded.cache_info().currsize
    code = "import sys; from ironstride.web.runners import stored; stored.forget_everywhere()"
    elsewhere = f"import django; django.setup(); {code}"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ironstride.web.site.settings"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    subprocess.run([sys.executable, "-c", elsewhere], env=environment, check=True)
    client.get("/health")
    assert not stored.decoded.cache_info().currsize


def test_limits_are_counted_by_all_processes_together(tmp_path: Path) -> None:
    one, other = (Cache(str(tmp_path / "limits"), {}) for _ in range(2))
    assert one.add("limit", 0, 60)
    assert not other.add("limit", 0, 60)
    threads = [threading.Thread(target=lambda cache=cache: [cache.incr("limit") for _ in range(50)])
               for cache in (one, other, one)]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert other.get("limit") == 150
    with pytest.raises(ValueError, match="not there"):
        one.incr("another")


def test_a_limit_does_not_last_longer_by_counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(str(tmp_path / "limits"), {})
    cache.add("limit", 0, 3600)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3000)
    assert cache.incr("limit") == 1
    monkeypatch.setattr(time, "time", lambda: now + 3601)
    assert cache.get("limit") is None
