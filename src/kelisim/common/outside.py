"""Asking a place on the web: public addresses only, within limits of size and time, to the number that was checked.

Each name is looked up once, every address that it has must be public, and the connection goes to the address that was
checked: a name that points elsewhere a moment later, or a redirect into the own network, leads nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPException
from importlib.metadata import version
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import certifi
import urllib3
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from urllib3.connection import HTTPConnection, HTTPSConnection

Number = ipaddress.IPv4Address | ipaddress.IPv6Address
MEGABYTE = 1024 * 1024
CONNECT, SILENCE = 5.0, 10.0
CHUNK = 64 * 1024
PORTS = {"http": 80, "https": 443}
OTHER_PORTS = (80, 443, 8080, 8443)
REDIRECTS = (301, 302, 303, 307, 308)
AGENT = f"Kelisim/{version('kelisim')}"
TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
WORDS = {
    "address": _("Write a whole address that begins with http:// or https://."),
    "secret": _("An address with a name and a password in it is not fetched. Leave them out."),
    "port": _("Pages are fetched from the ports 80, 443, 8080 and 8443 alone. Look at the address again."),
    "unknown_host": _("There is nothing under the name %(detail)s. Look at the address again."),
    "private": _("%(detail)s lies within a closed network, not on the public web. Open the page and paste its words."),
    "too_slow": _("The page did not come within %(detail)s seconds. Try again later, or paste its words."),
    "unreachable": _("%(detail)s does not answer. Try again later, or paste the words of the page."),
    "certificate": _("%(detail)s cannot prove that it is what it says (its certificate is not valid)."),
    "page_too_large": _("The page is larger than %(detail)s MB. Paste the words of one article."),
}


def refusal_of(code: str, detail: str = "") -> ValidationError:
    """Why a place is not asked, or gave no answer."""
    return ValidationError(WORDS[code], code=code, params={"detail": detail})


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart, with the numbers to which its name was found to lead."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    numbers: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Scheme, name and port: what a robots.txt is for."""
        return f"{self.scheme}://{self.place}"

    @property
    def place(self) -> str:
        """Name and port as an address writes them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


class Deadline:
    """The time that is left for one address, redirects and robots.txt included."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.end = seconds, time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left; never nothing, for that would mean for ever."""
        return max(0.01, self.end - time.monotonic())

    def heed(self) -> None:
        """Raise where the time is over."""
        if time.monotonic() >= self.end:
            raise refusal_of("too_slow", f"{self.seconds:.0f}")


# ------------------------------------------------------------------ which address


def located(url: str) -> Target:
    """The address with the numbers to connect to. Raises `ValidationError` for what is not on the public web."""
    parts, host, port = _taken_apart(url)
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    path = "".join(letter if " " < letter < "\x7f" else _escaped(letter) for letter in path)
    target = Target(url, parts.scheme, host, port, path, _numbers(host, port))
    whole = f"{target.origin}{path}"
    return Target(whole, target.scheme, host, port, path, target.numbers)


def _taken_apart(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode() if host else ""
    except (ValueError, UnicodeError) as error:
        raise refusal_of("address") from error
    if parts.scheme not in PORTS or not host:
        raise refusal_of("address")
    if parts.username is not None or parts.password is not None:
        raise refusal_of("secret")
    return parts, host, port or PORTS[parts.scheme]


def _escaped(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode())


def _numbers(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise refusal_of("unknown_host", host) from error
    numbers = tuple(dict.fromkeys(str(one[4][0]) for one in found))
    for number in numbers:
        if f"{number}:{port}" in settings.KELISIM_FETCH_ALLOW:
            continue
        if not is_public(number):
            raise refusal_of("private", host)
        if port not in OTHER_PORTS:
            raise refusal_of("port")
    return numbers


def is_public(number: str) -> bool:
    """Whether an address is one of the public web, also where it is wrapped into another kind of address."""
    address = _unwrapped(ipaddress.ip_address(number.partition("%")[0]))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _unwrapped(address: Number) -> Number:
    """What a mapped, tunnelled or translated address stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
    if inner is None and any(address in net for net in TRANSLATED):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address


# ------------------------------------------------------------------ asking


@dataclass(frozen=True, slots=True)
class Answer:
    """What a place answered."""

    url: str
    status: int
    content: bytes
    heads: Any


def ask(
    target: Target,
    deadline: Deadline,
    heads: dict[str, str],
    most: int,
    *,
    is_cut: bool = False,
    body: bytes | None = None,
) -> Answer | str:
    """The answer of the first of the target's numbers that can be reached, or the address to which it leads on.

    With a body it is a POST.
    """
    fault: Exception = OSError()
    for number in target.numbers:
        deadline.heed()
        try:
            return _ask_number(target, number, deadline, heads, most, is_cut=is_cut, body=body)
        except (ssl.SSLCertVerificationError, urllib3.exceptions.SSLError) as error:
            raise refusal_of("certificate", target.host) from error
        except (OSError, urllib3.exceptions.HTTPError, HTTPException) as error:
            fault = error
    deadline.heed()
    raise refusal_of("unreachable", target.host) from fault


def _ask_number(
    target: Target,
    number: str,
    deadline: Deadline,
    heads: dict[str, str],
    most: int,
    *,
    is_cut: bool,
    body: bytes | None,
) -> Answer | str:
    with closing(_connection(target, number, min(CONNECT, deadline.left))) as connection:
        alarm = threading.Timer(deadline.left, _hang_up, [connection])
        alarm.daemon = True
        alarm.start()
        try:
            connection.connect()
            connection.sock.settimeout(min(SILENCE, deadline.left))
            own = {"Host": target.place, "User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
            method = "GET" if body is None else "POST"
            connection.request(
                method, target.path, body=body, headers=own | heads, preload_content=False, decode_content=True
            )
            return _read(target, connection.getresponse(), deadline, most, is_cut=is_cut)
        finally:
            alarm.cancel()


def _connection(target: Target, number: str, timeout: float) -> HTTPConnection:
    """To the number that was checked; who answers there must prove to be the host."""
    if target.scheme == "http":
        return HTTPConnection(number, target.port, timeout=timeout)
    proof = {"cert_reqs": "CERT_REQUIRED", "ca_certs": certifi.where()}
    names = {"server_hostname": target.host, "assert_hostname": target.host}
    return HTTPSConnection(number, target.port, timeout=timeout, **proof, **names)


def _hang_up(connection: HTTPConnection) -> None:
    """End a connection whose other side sends a letter now and then."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _read(target: Target, response: Any, deadline: Deadline, most: int, *, is_cut: bool) -> Answer | str:
    if response.status in REDIRECTS and response.headers.get("Location"):
        return urljoin(target.url, response.headers["Location"])
    said = response.headers.get("Content-Length", "")
    if not is_cut and said.isdecimal() and int(said) > most:
        raise refusal_of("page_too_large", str(most // MEGABYTE))
    content = bytearray()
    while chunk := response.read1(CHUNK):
        deadline.heed()
        content += chunk
        if len(content) > most:
            if is_cut:
                break
            raise refusal_of("page_too_large", str(most // MEGABYTE))
    deadline.heed()
    return Answer(target.url, response.status, bytes(content[:most]), response.headers)
