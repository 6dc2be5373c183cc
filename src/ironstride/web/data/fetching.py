"""Fetches a calendar from an address somebody typed in: https only, public machines only, little and quickly.

The name is looked up once, every number it has must be public, and the connection goes to a number that was checked,
so that a name cannot change its meaning in between. Redirections are followed by the same rules.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import urljoin, urlsplit, urlunsplit

from msgspec import Struct

from ironstride.model.errors import InputError

#: bytes of a calendar, seconds for all of it, redirections
MOST_BYTES, MOST_S, MOST_HOPS = 5 << 20, 15.0, 3
WHERE = "address"
#: ranges that lead elsewhere than they say: translation of IPv4 into IPv6
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")


class Fetched(Struct, frozen=True):
    """A calendar's bytes and the mark it may be asked for again by; None: nothing new since that mark."""

    content: bytes | None
    etag: str


def normalised(address: str) -> str:
    """Give an address as it is fetched: `webcal://` becomes `https://`.

    Raises
    ------
    InputError : it is none that may be fetched.
    """
    text = address.strip()
    url = urlsplit(text)
    try:
        port = url.port
    except ValueError:
        port = -1
    if url.scheme not in ("https", "webcal", "webcals") or not url.hostname or len(text) > 2000:
        raise InputError("this is no address of a calendar", WHERE, "Copy it whole; it begins with https or webcal.")
    if url.username or url.password or port not in (None, 443):
        raise InputError("addresses with a password or a port are not fetched", WHERE, "Ask your platform for another.")
    if not text.isprintable() or any(sign in text for sign in " \\"):
        raise InputError("there are signs in it that no address has", WHERE, "Copy it once more.")
    return urlunsplit(("https", url.netloc, url.path or "/", url.query, ""))


def fetch(address: str, etag: str = "") -> Fetched:
    """Fetch a calendar.

    Parameters
    ----------
    address : as `normalised` gives it.
    etag : the mark of what is there already; empty for none.

    Raises
    ------
    InputError : it cannot be had, on one line that holds nothing of the address.
    """
    deadline = time.monotonic() + MOST_S
    for _ in range(MOST_HOPS + 1):
        url = urlsplit(normalised(address))
        assert url.hostname is not None
        connection = _connection(url.hostname, public_numbers(url.hostname)[0], deadline)
        try:
            headers = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity", "User-Agent": "Ironstride"}
            headers |= {"If-None-Match": etag} if etag else {}
            connection.request("GET", urlunsplit(("", "", url.path, url.query, "")), headers=headers)
            answer = connection.getresponse()
            if answer.status in (301, 302, 303, 307, 308) and (where := answer.getheader("Location")):
                address = urljoin(address, where)
                continue
            if answer.status == 304 and etag:
                return Fetched(None, etag)
            if answer.status != 200:
                raise InputError(
                    f"the calendar's machine answers {answer.status}", WHERE, "Is the address still valid?"
                )
            return Fetched(_body(answer, deadline), (answer.getheader("ETag") or "")[:200])
        except (OSError, http.client.HTTPException) as error:
            why = f"the calendar could not be fetched ({type(error).__name__})"
            raise InputError(why, WHERE, "Try again later.") from None
        finally:
            connection.close()
    raise InputError("it leads on and on", WHERE, "Copy the address of the calendar itself.")


def public_numbers(host: str) -> list[str]:
    """Look a name up; give its numbers when all of them are public.

    Raises
    ------
    InputError : the name is unknown, or leads to a machine that is not public.
    """
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise InputError("its machine is not known", WHERE, "Check the address.") from None
    numbers = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    if not numbers or not all(is_public(number) for number in numbers):
        raise InputError("it leads to a machine that is not public", WHERE, "Give the address your platform shows.")
    return numbers


def is_public(number: str) -> bool:
    """Tell whether an IP number belongs to the public internet, also by way of a translation into IPv6."""
    ip = ipaddress.ip_address(number)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None or any(ip in network for network in _TRANSLATED):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _Pinned(http.client.HTTPSConnection):
    """Speaks TLS to a name over a connection to the number that was checked."""

    def __init__(self, host: str, number: str, timeout: float) -> None:
        self._number, self._tls = number, ssl.create_default_context()
        super().__init__(host, 443, timeout=timeout, context=self._tls)

    def connect(self) -> None:
        """Connect to the number, and check the certificate against the name."""
        raw = socket.create_connection((self._number, 443), self.timeout)
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)


def _connection(host: str, number: str, deadline: float) -> http.client.HTTPConnection:
    return _Pinned(host, number, max(0.1, deadline - time.monotonic()))


def _body(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read what there is, up to the limits."""
    data = bytearray()
    while chunk := answer.read1(1 << 16):
        data += chunk
        if len(data) > MOST_BYTES:
            raise InputError(f"the calendar is larger than {MOST_BYTES >> 20} MB", WHERE)
        if time.monotonic() > deadline:
            raise InputError(f"the calendar takes longer than {MOST_S:.0f} s", WHERE, "Try again later.")
    return bytes(data)
