"""What the web app takes from its environment, and the data folder it keeps everything in."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from ironstride.model.errors import InputError

#: pages the write-ahead log may grow to before a commit pays for tidying it up: 16 MB
CHECKPOINT_PAGES = 4_000
SECRET_FILE, UPLOADS = "secret-key", "uploads"


class Environment(Struct, frozen=True, kw_only=True):
    """Everything that differs between installations.

    Attributes
    ----------
    data : folder of the database, the secret key and, without a mail server, the letters.
    database_url : `postgres://user:password@host:port/name`; empty for SQLite in the data folder.
    address : where browsers find the app, such as https://strength.example.org; empty on one's own machine.
    mail_url : `smtp://user:password@host:587`, or `smtps://`; empty writes letters into the data folder.
    mail_from : sender of letters.
    proxies : how many proxies of one's own stand before the app.
    demo : offer a demo account to anybody.
    signup : whether strangers may open an account.
    """

    data: Path
    database_url: str = ""
    address: str = ""
    mail_url: str = ""
    mail_from: str = "ironstride@localhost"
    proxies: int = 0
    demo: bool = False
    signup: Literal["open", "closed"] = "open"

    @property
    def https(self) -> bool:
        """Served to others over TLS: cookies are secure and plain http is sent on."""
        return self.address.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """Names browsers may call the app by."""
        named = urlsplit(self.address).hostname
        return [named] if named else ["localhost", "127.0.0.1", "[::1]", socket.gethostname()]


def environment() -> Environment:
    """Read the environment.

    Raises
    ------
    InputError : for an address or a number that is none.
    """
    address = os.environ.get("IRONSTRIDE_ADDRESS", "").rstrip("/")
    if address and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname):
        raise InputError(f"{address!r} is no address", "IRONSTRIDE_ADDRESS", "Write it like https://lift.example.org.")
    proxies = os.environ.get("IRONSTRIDE_PROXIES", "0")
    if not proxies.isdecimal():
        raise InputError(f"{proxies!r} is no number", "IRONSTRIDE_PROXIES", "Say how many proxies of yours there are.")
    return Environment(
        data=Path(os.environ.get("IRONSTRIDE_DATA", "ironstride-data")).absolute(),
        database_url=os.environ.get("DATABASE_URL", ""),
        address=address,
        mail_url=os.environ.get("IRONSTRIDE_MAIL_URL", ""),
        mail_from=os.environ.get("IRONSTRIDE_MAIL_FROM", "ironstride@localhost"),
        proxies=int(proxies),
        demo=os.environ.get("IRONSTRIDE_DEMO", "") == "1",
        signup="closed" if os.environ.get("IRONSTRIDE_SIGNUP", "") == "closed" else "open",
    )


def secret_key(folder: Path) -> str:
    """Read the secret that signs sessions; the first start makes it and the folders, readable by their owner alone.

    Raises
    ------
    InputError : when the folder cannot be written to.
    """
    file = folder / SECRET_FILE
    try:
        for one in (folder, folder / UPLOADS, folder / "mail"):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text(encoding="ascii")
        key = secrets.token_urlsafe(64)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(key)
        return key
    except OSError as error:
        raise InputError(f"cannot be written to: {error.strerror}", str(folder), "Name another with --data.") from error


def database(given: Environment) -> dict[str, object]:
    """Give Django's settings of the database.

    SQLite runs with a write-ahead log and a real flush at every commit; every transaction that may write says so at
    its beginning, so that writers queue for up to 5 s instead of failing (figures in `docs/decisions.md`). What is
    deleted is overwritten.

    Raises
    ------
    InputError : for the address of another kind of database.
    """
    if not given.database_url:
        pragmas = ["journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "cache_size=-16000"]
        pragmas.append(f"wal_autocheckpoint={CHECKPOINT_PAGES}")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(given.data / "ironstride.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 5,
                "transaction_mode": "IMMEDIATE",
                "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
            },
        }
    url = urlsplit(given.database_url)
    if url.scheme not in ("postgres", "postgresql"):
        raise InputError(f"{url.scheme!r} is not a database we know", "DATABASE_URL", "Write postgres://… or leave it.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {name: values[-1] for name, values in parse_qs(url.query).items()},
    }


def mail(given: Environment) -> dict[str, object]:
    """Give Django's settings of the mail server; without one letters are written into the data folder."""
    if not given.mail_url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(given.data / "mail"),
        }
    url = urlsplit(given.mail_url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp" and url.hostname not in ("localhost", "127.0.0.1"),
        "EMAIL_TIMEOUT": 10,
    }
