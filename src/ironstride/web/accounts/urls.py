"""Addresses of consents, coaches and settings; logins are allauth's."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
