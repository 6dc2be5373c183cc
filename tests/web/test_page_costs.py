"""What a page costs: at most ten queries each, however long the log is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ironstride.model.plan import Plan
from ironstride.web.accounts.models import User
from web.conftest import Jobs, Login
from web.test_insight import lifted
from web.test_matrix import MATRIX

MOST_QUERIES = 10
#: every page of one's own that needs no id, and some that do
OWN = sorted(
    f"/{route}" for route, row in MATRIX.items()
    if row["GET"][1] == 200 and not set("<(^.") & set(route) and not route.startswith(("api/", "account/2fa/"))
)  # fmt: skip
NAMED = ("/log/?exercise=back-squat", "/log/s1/", "/library/back-squat/", "/methods/s3/", "/sources/S3.02a/")


@pytest.mark.slow
def test_a_page_asks_the_database_little(login: Login, alice: User, season: Plan, work_off: Jobs) -> None:
    lifted(alice, 30)
    client = login(alice)
    client.get("/progress/")
    client.get("/audit/")
    work_off()
    dear = {}
    for path in (*OWN, *NAMED):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200, path
        if len(asked) > MOST_QUERIES:
            dear[path] = [query["sql"][:90] for query in asked]
    assert dear == {}


def test_a_coach_s_pages_cost_as_little(login: Login, alice: User, bob: User, season: Plan) -> None:
    lifted(alice, 30)
    client = login(bob)
    for path in ("", "log/", "log/s1/", "progress/", "audit/"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/squad/{alice.public}/{path}").status_code == 200
        assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]
