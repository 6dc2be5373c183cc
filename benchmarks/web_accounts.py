"""Fills a data folder with accounts to measure with; prints who they are. Run in a process of its own."""

from __future__ import annotations

import sys
from datetime import timedelta
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from ironstride.model.log import LoggedSession, LoggedSet, PutSession
from ironstride.model.plan import Plan
from ironstride.model.runner import Runner


def main(count: int, years: int, per_week: int, sets: int) -> None:
    """Make accounts with a season each; the first has logged for years."""
    from ironstride.web.site.serve import prepare

    prepare()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from ironstride.web.accounts.consents import QUESTIONS, set_consent
    from ironstride.web.accounts.models import User
    from ironstride.web.log.store import append
    from ironstride.web.runners.demo import done_until
    from ironstride.web.runners.stored import keep_plan, keep_runner

    runner, plan = season()
    made = []
    for number in range(count):
        user = User.objects.create_user(f"bench-{number}@example.org")
        for kind in QUESTIONS:
            set_consent(user, kind, yes=True)
        keep_runner(user, runner, "bench")
        keep_plan(user, plan, "bench")
        append(user, list(done_until(plan, plan.first_day + timedelta(weeks=4))))
        if number == 0:
            for start in range(0, years * 52, 52):
                append(user, years_of_sets(plan, start, per_week, sets))
        store = SessionStore()
        store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        store.create()
        made.append({"session": store.session_key, "public": str(user.public)})
    sys.stdout.write(msgspec.json.encode(made).decode())


@cache
def season() -> tuple[Runner, Plan]:
    """Plan the example."""
    from ironstride.planning.plan import plan
    from ironstride.running.plan_reader import read_running_plan
    from ironstride.web.runners.demo import example

    runner, _ = example()
    folder = Path(__file__).resolve().parent.parent / "examples" / "novice-half"
    first = runner.first_day
    assert first is not None
    bare = replace(runner, running=replace(runner.running, history=()))
    return bare, plan(bare, read_running_plan(bare, folder, first=first, last=first + timedelta(weeks=19)))


def years_of_sets(plan: Plan, first_week: int, per_week: int, sets: int) -> list[PutSession]:
    """Log a year of sessions before the plan."""
    entries = []
    for week in range(first_week, first_week + 52):
        for number in range(per_week):
            day = plan.first_day - timedelta(weeks=week + 1, days=-2 * number)
            name = f"old-{week}-{number}"
            done = tuple(
                LoggedSet(id=f"{name}-{n}", exercise="step-up", reps=8, load_kg=12.5, kind="work", rir=2.0)
                for n in range(sets)
            )
            entries.append(PutSession(entry=name, session=LoggedSession(id=name, date=day, sets=done)))
    return entries


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
