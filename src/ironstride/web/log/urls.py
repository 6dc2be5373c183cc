"""Addresses of the sync API."""

from __future__ import annotations

from django.urls import URLPattern, path

from ironstride.web.log import views

app_name = "log"
urlpatterns: list[URLPattern] = [
    path("api/sync", views.sync, name="sync"),
    path("api/session", views.session, name="session"),
]
