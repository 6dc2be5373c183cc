"""Addresses of the runner's own data: the demo, runner file, plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from ironstride.web.runners import views

app_name = "runners"
urlpatterns: list[URLPattern] = [
    path("demo/", views.demo, name="demo"),
    path("runner/", views.runner_file, name="runner"),
    path("plan/anew", views.plan_anew, name="plan-anew"),
]
