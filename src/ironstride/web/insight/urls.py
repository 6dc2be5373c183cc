"""Addresses of log, progress and audit; under `squad/<id>/` those of a runner one coaches, to read."""

from __future__ import annotations

from django.urls import URLPattern, path

from ironstride.web.insight import views

app_name = "insight"
urlpatterns: list[URLPattern] = [
    path("log/", views.log, name="log"),
    path("log/<str:session>/", views.session, name="session"),
    path("progress/", views.progress, name="progress"),
    path("progress/screens", views.add_screen, name="progress-screen"),
    path("progress/mass", views.add_mass, name="progress-mass"),
    path("audit/", views.audit, name="audit"),
    path("audit/plan", views.plan_from_audit, name="audit-plan"),
    path("squad/<uuid:runner>/log/", views.log, name="squad-log"),
    path("squad/<uuid:runner>/log/<str:session>/", views.session, name="squad-session"),
    path("squad/<uuid:runner>/progress/", views.progress, name="squad-progress"),
    path("squad/<uuid:runner>/audit/", views.audit, name="squad-audit"),
]
