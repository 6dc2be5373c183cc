"""Addresses of settings and coaches; logins are allauth's."""

from __future__ import annotations

from django.urls import URLPattern, path

from ironstride.web.accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("account/", views.account, name="account"),
    path("account/sessions/", views.sessions, name="sessions"),
    path("coaches/", views.coaches, name="coaches"),
    path("coaches/<int:pk>/end", views.end_coach, name="end-coach"),
    path("squad/", views.squad, name="squad"),
    path("squad/<uuid:runner>/leave", views.leave, name="leave"),
    path("invitation/<str:secret>", views.invitation, name="invitation"),
]
