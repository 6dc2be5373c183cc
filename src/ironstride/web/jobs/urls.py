"""Addresses of jobs."""

from __future__ import annotations

from django.urls import URLPattern, path

from ironstride.web.jobs import views

app_name = "jobs"
urlpatterns: list[URLPattern] = [
    path("jobs/<uuid:pk>/", views.job, name="job"),
    path("api/jobs/<uuid:pk>", views.job_json, name="job-json"),
]
