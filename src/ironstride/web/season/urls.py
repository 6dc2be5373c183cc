"""Addresses of the season: one's own pages, those a coach reads under `squad/<id>/`, and what changes a plan."""

from __future__ import annotations

from datetime import date

from django.urls import URLPattern, path, register_converter

from ironstride.web.season import changing, comparing, views


class DateConverter:
    """A date as 2027-01-11 in an address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Read it; ValueError makes it not found."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Write it."""
        return value.isoformat()


register_converter(DateConverter, "date")

app_name = "season"
urlpatterns: list[URLPattern] = [
    path("season/", views.season, name="season"),
    path("season/week/<date:day>/", views.week, name="week"),
    path("season/day/<date:day>/", views.ask, name="day"),
    path("season/move/<date:day>/", changing.move, name="move"),
    path("season/change/", changing.change, name="change"),
    path("season/changes/<uuid:pk>/", changing.proposal, name="proposal"),
    path("season/changes/<uuid:pk>/keep", changing.keep, name="keep"),
    path("season/changes/<uuid:pk>/drop", changing.drop, name="drop"),
    path("season/changes/<uuid:pk>/undo", changing.undo, name="undo"),
    path("season/methods/", comparing.methods, name="methods"),
    path("api/season/week/<date:day>", views.prices, name="prices"),
    path("squad/<uuid:runner>/season/", views.season, name="squad-season"),
    path("squad/<uuid:runner>/season/week/<date:day>/", views.week, name="squad-week"),
    path("squad/<uuid:runner>/season/day/<date:day>/", views.ask, name="squad-day"),
]
