"""What holds for every page: headers, health, logs without personal data, no script or style inside."""

from __future__ import annotations

import json
import logging
import re
import sys

import pytest
from django.test import Client

from ironstride.model.plan import Plan
from ironstride.web.accounts.models import User
from ironstride.web.site.logs import JsonLines
from web.conftest import Login


@pytest.mark.django_db
def test_health_says_ok_to_anybody(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


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
