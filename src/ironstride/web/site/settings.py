"""Django's settings, all that differs between installations read from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ironstride.web.site.environment import UPLOADS, database, environment, mail, secret_key

GIVEN = environment()
HERE = Path(__file__).resolve().parent

DEBUG = False
#: type checkers and tools load these settings too; only who names a data folder gets a key made in it
SECRET_KEY = secret_key(GIVEN.data) if "IRONSTRIDE_DATA" in os.environ else ""
ALLOWED_HOSTS = GIVEN.hosts
ROOT_URLCONF = "ironstride.web.site.urls"
WSGI_APPLICATION = "ironstride.web.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "ironstride.web.site",
    "ironstride.web.accounts",
    "ironstride.web.runners",
    "ironstride.web.log",
    "ironstride.web.data",
    "ironstride.web.jobs",
    "ironstride.web.pages",
    "ironstride.web.season",
    "ironstride.web.gym",
    "ironstride.web.insight",
    "ironstride.web.library",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "ironstride.web.site.middleware.RequestLog",
    "ironstride.web.site.middleware.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ironstride.web.site.middleware.Language",
    "ironstride.web.site.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "ironstride.web.site.middleware.Headers",
    "ironstride.web.site.middleware.Problems",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ironstride.web.site.context.site",
            ],
        },
    }
]

DATABASES = {"default": database(GIVEN)}
CACHES = {
    # limits are the same whichever process answers
    "default": {
        "BACKEND": "ironstride.web.site.shared_cache.Cache",
        "LOCATION": str(GIVEN.data / "limits"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # parts of pages that are the same for everybody
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- language and time: dates of a runner are in the runner's own zone, see runners.today ----------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [str(HERE.parent / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# -- files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = str(GIVEN.data / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "ironstride.web.site.static_files.Storage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
#: the largest body of a request that is no upload, bytes; and how many parts and fields a form may have.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 << 20
DATA_UPLOAD_MAX_NUMBER_FILES = 5_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = str(GIVEN.data / UPLOADS)
#: bytes of one upload: a watch's whole history as an archive
UPLOAD_MOST = 1 << 30
#: bytes of originals kept for one account
KEPT_MOST = 4 << 30

# -- accounts ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["ironstride.web.accounts.hashing.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:today"
LOGOUT_REDIRECT_URL = "pages:today"
ACCOUNT_ADAPTER = "ironstride.web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if GIVEN.mail_url else "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Ironstride: "
ACCOUNT_EMAIL_NOTIFICATIONS = bool(GIVEN.mail_url)
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if GIVEN.https else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ironstride"
MFA_ALLOW_UNVERIFIED_EMAIL = not GIVEN.mail_url
MFA_RECOVERY_CODES_SHOW_ONCE = True
#: browsers let passkeys work on localhost without TLS; everywhere else they need it
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not GIVEN.https
ALLAUTH_TRUSTED_PROXY_COUNT = GIVEN.proxies

# -- letters ----------------------------------------------------------------------------------------------------------
globals().update(mail(GIVEN))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = GIVEN.mail_from

# -- security ---------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [GIVEN.address] if GIVEN.address else []
CSRF_FAILURE_VIEW = "ironstride.web.site.views.csrf_failure"
SESSION_ENGINE = "ironstride.web.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = GIVEN.https
SESSION_COOKIE_NAME = "__Host-session" if GIVEN.https else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if GIVEN.https else "csrf"
SECURE_SSL_REDIRECT = GIVEN.https
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if GIVEN.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = GIVEN.https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if GIVEN.proxies else None
X_FRAME_OPTIONS = "DENY"

# -- what is logged: times, routes and faults, never who or what ------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "ironstride.web.site.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "CRITICAL"},  # our own middleware tells of faults, without addresses
        "django.security": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},
    },
}
