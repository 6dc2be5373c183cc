"""Addresses of gym mode."""

from __future__ import annotations

from django.urls import URLPattern, path

from ironstride.web.gym import offline, views

app_name = "gym"
urlpatterns: list[URLPattern] = [
    path("gym/", views.gym, name="gym"),
    path("gym/log", views.log, name="log"),
    path("gym/leaving", views.leaving, name="leaving"),
    path("gym/shell", offline.shell, name="shell"),
    path("gym/exercises.json", offline.exercise_list, name="exercises"),
    path("api/gym", views.pack, name="pack"),
    path("api/gym/now", views.now, name="now"),
    path("worker.js", offline.worker, name="worker"),
    path("app.webmanifest", offline.manifest, name="manifest"),
]
