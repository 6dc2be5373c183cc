"""What a page costs: at most ten queries each, however long the log is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ironstride.model.plan import Plan
from ironstride.web.accounts.models import User
from web.conftest import Jobs, Login
from web.test_insight import lifted

MOST_QUERIES = 10
PAGES = (
    "/",
    "/log/",
    "/log/?exercise=back-squat",
    "/log/s1/",
    "/progress/",
    "/audit/",
    "/library/",
    "/methods/",
    "/sources/",
    "/data/",
    "/account/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_the_database_little(path: str, login: Login, alice: User, season: Plan, work_off: Jobs) -> None:
    lifted(alice, 30)
    client = login(alice)
    client.get("/progress/")
    client.get("/audit/")
    work_off()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]


def test_a_coach_s_pages_cost_as_little(login: Login, alice: User, bob: User, season: Plan) -> None:
    lifted(alice, 30)
    client = login(bob)
    for path in ("", "log/", "log/s1/", "progress/", "audit/"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/squad/{alice.public}/{path}").status_code == 200
        assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]
