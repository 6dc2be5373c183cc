"""The app's settings for tests: a database of this process in a folder of its own, static files without hashes."""

from __future__ import annotations

from ironstride.web.site.settings import *  # noqa: F403
from ironstride.web.site.settings import DATABASES, GIVEN, STORAGES

if not GIVEN.database_url:
    DATABASES["default"]["TEST"] = {"NAME": str(GIVEN.data / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
(GIVEN.data / "static").mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
LOGGING = {"version": 1, "disable_existing_loggers": False}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
