"""All addresses. Each app brings its own; the matrix in tests/web names who may call which."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from ironstride.web.site import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", views.health, name="health"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("ironstride.web.accounts.urls")),
    path("", include("ironstride.web.runners.urls")),
    path("", include("ironstride.web.data.urls")),
    path("", include("ironstride.web.log.urls")),
    path("", include("ironstride.web.jobs.urls")),
    path("", include("ironstride.web.gym.urls")),
    path("", include("ironstride.web.insight.urls")),
    path("", include("ironstride.web.library.urls")),
    path("", include("ironstride.web.season.urls")),
    path("", include("ironstride.web.pages.urls")),
]
