"""Prepared queries ask what the models would; kept parts are rendered once for what they show."""

from __future__ import annotations

from datetime import date

from django.template import Context, Template
from django.utils.translation import override

from ironstride.web.accounts.models import User
from ironstride.web.log.models import Logged
from ironstride.web.runners.stored import forget_plans
from ironstride.web.site.prepared import Prepared


def test_a_prepared_query_gives_what_the_models_give(alice: User, charlie: User) -> None:
    days = [date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 9)]
    for owner in (alice, charlie):
        Logged.objects.bulk_create(
            Logged(owner=owner, kind="session", name=f"s{at}", date=day, content="{}") for at, day in enumerate(days)
        )
    asked = Prepared(
        lambda owner, first: (
            Logged.objects.filter(owner_id=owner, kind="session", date__gte=first)
            .order_by("date")
            .values_list("name", "date")
        ),
        7_000_000_001,
        date(1970, 1, 1),
    )
    for owner in (alice, charlie):
        for first in days:
            rows = owner.logged.filter(kind="session", date__gte=first).order_by("date")
            assert asked(owner.pk, first) == list(rows.values_list("name", "date"))
    assert User.objects.get(pk=str(alice.pk)) == alice
    assert User.objects.get(pk=alice.pk).public == alice.public


def test_a_kept_part_is_rendered_once_for_what_it_shows() -> None:
    forget_plans()
    calls: list[str] = []

    def costly() -> str:
        calls.append("called")
        return f"<{len(calls)}>"

    page = Template("{% load kept %}{% kept test shows %}{{ costly }}{% endkept %}")

    def shown(shows: object, language: str = "en") -> str:
        with override(language):
            return page.render(Context({"shows": shows, "costly": costly}))

    assert shown((1, "a")) == shown((1, "a")) == "&lt;1&gt;"
    assert shown((2, "a")) == "&lt;2&gt;"
    assert shown((1, "a"), "de") == "&lt;3&gt;"
    forget_plans()
    assert shown((1, "a")) == "&lt;4&gt;"
