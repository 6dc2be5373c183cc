"""Addresses of the pages, one's own and, under `squad/<id>/`, those of a runner one coaches."""

from __future__ import annotations

from django.urls import URLPattern, path

from ironstride.web.pages import views

app_name = "pages"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="today"),
    path("start/", views.first_run, name="first-run"),
    path("squad/<uuid:runner>/", views.today, name="squad-today"),
]
