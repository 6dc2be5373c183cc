"""Writes of several requests in one transaction: all on disk when they return, and a bad one takes nobody along."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connections

from ironstride.web.accounts.models import User
from ironstride.web.log import together
from ironstride.web.log.together import written


@pytest.mark.django_db(transaction=True)
def test_threads_write_together_and_a_bad_one_fails_alone() -> None:
    begun, go_on = threading.Event(), threading.Event()
    writers: list[int] = []
    told: dict[str, object] = {}

    def first() -> int:
        begun.set()
        go_on.wait(10)
        return make("first")

    def make(name: str) -> int:
        writers.append(threading.get_ident())
        return User.objects.create_user(f"{name}@example.org").pk

    def bad() -> int:
        make("bad")
        raise ValueError("not this one")

    def ask(name: str, work: object) -> None:
        try:
            told[name] = written(work)  # type: ignore[arg-type]
            told[f"{name} is stored"] = User.objects.filter(email=f"{name}@example.org").exists()
        except ValueError as error:
            told[name] = str(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=("first", first))]
    threads[0].start()
    assert begun.wait(10)
    wanted = {"second": lambda: make("second"), "bad": bad, "third": lambda: make("third")}
    threads += [threading.Thread(target=ask, args=pair) for pair in wanted.items()]
    for thread in threads[1:]:
        thread.start()
    for _ in range(1000):
        if len(together._waiting) == len(wanted):
            break
        time.sleep(0.01)
    go_on.set()
    for thread in threads:
        thread.join(20)
    emails = set(User.objects.values_list("email", flat=True))
    assert emails == {"first@example.org", "second@example.org", "third@example.org"}
    assert told["bad"] == "not this one"
    assert all(told[f"{name} is stored"] for name in ("first", "second", "third"))
    assert len(set(writers[1:])) == 1, "one of them wrote for all"
    assert not together._waiting


def test_inside_a_transaction_it_is_done_at_once(db: None) -> None:
    assert written(lambda: User.objects.create_user("alone@example.org").email) == "alone@example.org"
