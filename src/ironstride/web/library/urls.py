"""Addresses of the library."""

from __future__ import annotations

from django.urls import URLPattern, path

from ironstride.web.library import views

app_name = "library"
urlpatterns: list[URLPattern] = [
    path("library/", views.exercises, name="exercises"),
    path("library/<slug:exercise>/", views.exercise, name="exercise"),
    path("methods/", views.methods, name="methods"),
    path("methods/<slug:method>/", views.method, name="method"),
    path("sources/", views.sources, name="sources"),
    path("sources/<str:source>/", views.source, name="source"),
]
