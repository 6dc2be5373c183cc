"""Addresses of the runner's own data: first run, runner file, plans."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "runners"
urlpatterns: list[URLPattern] = []
