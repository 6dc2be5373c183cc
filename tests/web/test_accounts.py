"""Accounts: opening one, logging in, second factors, resetting, sessions elsewhere, and how often one may try."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory
from msgspec.structs import replace

from ironstride.web.accounts.limits import within
from ironstride.web.accounts.models import User
from web.served import PASSWORD

EMAIL = "dora@example.org"


@pytest.fixture(autouse=True)
def no_counts(db: None) -> Iterator[None]:
    """Begin and end with no attempt counted."""
    cache.clear()
    yield
    cache.clear()


def sign_up(client: Client, email: str = EMAIL, password: str = PASSWORD) -> int:
    """Open an account; gives the status of the answer."""
    form = {"email": email, "password1": password, "password2": password}
    return client.post("/account/signup/", form).status_code


def log_in(client: Client, password: str = PASSWORD, email: str = EMAIL) -> bool:
    """Log in by password; tells whether it worked."""
    client.post("/account/login/", {"login": email, "password": password})
    return client.get("/api/session").status_code == 200


def code(secret: str) -> str:
    """Give the one-time code of now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_opening_an_account_keeps_no_password_but_an_argon2id_digest() -> None:
    client = Client()
    assert sign_up(client, "Dora@Example.org") == 302
    user = User.objects.get()
    assert user.email == EMAIL
    assert user.password.startswith("argon2$argon2id$")
    assert client.get("/").status_code == 200
    assert log_in(Client(), email="DORA@example.org")


@pytest.mark.parametrize("password", ["short-7", "password123", "1234567890", "dora@example.org"])
def test_passwords_that_are_guessed_first_are_not_taken(password: str) -> None:
    assert sign_up(Client(), password=password) == 200
    assert not User.objects.exists()


@pytest.mark.slow
def test_guessing_is_slowed_down_even_for_the_right_password() -> None:
    sign_up(Client())
    for number in range(6):
        assert not log_in(Client(), f"wrong-password-{number}")
    assert not log_in(Client())
    cache.clear()
    assert log_in(Client())


@pytest.mark.slow
def test_opening_accounts_by_the_dozen_is_refused() -> None:
    answers = [sign_up(Client(), f"u{number}@example.org", "x") for number in range(25)]
    assert answers[-1] == 429


def test_our_own_limit_counts_by_machine() -> None:
    request, other = (RequestFactory(REMOTE_ADDR=number).get("/") for number in ("192.0.2.1", "192.0.2.2"))
    assert [within(request, "x", 2, 60) for _ in range(3)] == [True, True, False]
    assert within(other, "x", 2, 60)


def test_a_forgotten_password_is_reset_by_letter_and_strangers_learn_nothing() -> None:
    sign_up(Client())
    known = Client().post("/account/password/reset/", {"email": EMAIL})
    cache.clear()
    unknown = Client().post("/account/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    found = re.search(r"http://testserver(/account/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found is not None
    client = Client()
    form = client.get(found[1], follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another-iron-8", "password2": "another-iron-8"})
    assert log_in(Client(), "another-iron-8")
    assert not log_in(Client(), PASSWORD)


def test_a_second_factor_and_its_recovery_codes() -> None:
    client = Client()
    sign_up(client)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/").content.decode()
    found = re.search(r'readonly value="([A-Z2-7]+)"', page)
    assert found is not None
    assert "<svg" in page
    client.post("/account/2fa/totp/activate/", {"code": code(found[1])})
    user = User.objects.get()
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    cache.clear()
    other = Client()
    assert not log_in(other)
    other.post("/account/2fa/authenticate/", {"code": "000000"})
    assert other.get("/api/session").status_code == 401
    recovery = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()[0]
    other.post("/account/2fa/authenticate/", {"code": recovery})
    assert other.get("/api/session").status_code == 200
    assert recovery not in Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()


def test_a_login_elsewhere_can_be_ended() -> None:
    here, there = Client(), Client()
    sign_up(here)
    assert log_in(there)
    sessions = UserSession.objects.order_by("pk")
    assert sessions.count() == 2
    key = there.session.session_key
    here.post("/account/sessions/", {"end": str(UserSession.objects.get(session_key=key).pk)})
    assert there.get("/api/session").status_code == 401
    assert log_in(there)
    here.post("/account/sessions/", {"end": "others"})
    assert there.get("/api/session").status_code == 401
    assert here.get("/api/session").status_code == 200


def test_sign_up_can_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "GIVEN", replace(settings.GIVEN, signup="closed"))
    assert sign_up(Client()) == 200
    assert not User.objects.exists()
    assert "/account/signup/" not in Client().get("/").content.decode()


@pytest.mark.parametrize("page", ["login/", "signup/", "password/reset/", "2fa/", "sessions/", "email/"])
def test_pages_of_accounts_hold_no_script_of_their_own(page: str) -> None:
    client = Client()
    if page in ("2fa/", "sessions/", "email/"):
        sign_up(client)
    text = client.get(f"/account/{page}").content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*(?:src=|application/json))", text)


CHECKED = """
from django.conf import settings
assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT
assert settings.SESSION_COOKIE_HTTPONLY and settings.CSRF_COOKIE_HTTPONLY and settings.SECURE_HSTS_SECONDS > 31_000_000
assert settings.SESSION_COOKIE_NAME.startswith("__Host-") and settings.ALLOWED_HOSTS == ["lift.example.org"]
assert not settings.DEBUG and settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL == "https"
import django
from django.core.management import call_command
django.setup()
call_command("check", deploy=True, fail_level="WARNING")
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
"""


@pytest.mark.slow
def test_in_production_cookies_are_secure_and_the_deployment_check_is_clean(tmp_path: Path) -> None:
    given = {"IRONSTRIDE_DATA": str(tmp_path), "IRONSTRIDE_ADDRESS": "https://lift.example.org"}
    path = os.pathsep.join(p for p in sys.path if p)
    env = {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "ironstride.web.site.settings", "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", CHECKED], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
