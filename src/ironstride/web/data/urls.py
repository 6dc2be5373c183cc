"""Addresses of the data page and of private calendars."""

from __future__ import annotations

from django.urls import URLPattern, path

from ironstride.web.data import views

app_name = "data"
urlpatterns: list[URLPattern] = [
    path("data/", views.data, name="data"),
    path("data/import", views.import_files, name="import"),
    path("data/imports/<int:pk>", views.imported, name="imported"),
    path("data/imports/<int:pk>/undo", views.undo_import, name="undo"),
    path("data/questions", views.questions, name="questions"),
    path("data/calendars", views.connect, name="connect"),
    path("data/calendars/refresh", views.refresh, name="refresh"),
    path("data/calendars/<int:pk>/remove", views.remove_calendar, name="remove-calendar"),
    path("data/feed", views.make_feed, name="make-feed"),
    path("data/feed/revoke", views.revoke_feed, name="revoke-feed"),
    path("data/export", views.export, name="export"),
    path("data/export.zip", views.exported, name="exported"),
    path("data/erase", views.erase_all, name="erase"),
    path("data/consents", views.consents, name="consents"),
    path("feed/<str:secret>.ics", views.feed, name="feed"),
]
