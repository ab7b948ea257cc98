"""Fetching from the web: public addresses only, by the rules of robots.txt, within limits of size, time and redirects.

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
from dataclasses import dataclass, field
from http.client import HTTPException
from importlib.metadata import version
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import certifi
import urllib3
from django.conf import settings
from protego import Protego
from urllib3.connection import HTTPConnection, HTTPSConnection

from kelisim.engines.reading.sources import PAGES
from kelisim.press.refusals import refusal_of

Number = ipaddress.IPv4Address | ipaddress.IPv6Address
MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_ROBOTS = 10 * MEGABYTE, MEGABYTE // 2
MOST_REDIRECTS = 5
SECONDS, CONNECT, SILENCE = 30.0, 5.0, 10.0
PAUSE, LONGEST_PAUSE = 1.0, 10.0
CHUNK = 64 * 1024
PORTS = {"http": 80, "https": 443}
OTHER_PORTS = (80, 443, 8080, 8443)
REDIRECTS = (301, 302, 303, 307, 308)
FEEDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/rdf+xml")
AGENT = f"Kelisim/{version('kelisim')}"
TRACKING = ("utm_", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid", "_openstat")
TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


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


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is where it was in the end; unchanged since last time it has no content."""

    url: str
    content: bytes
    media_type: str
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False


class Deadline:
    """The time that is left for one address, redirects and robots.txt included."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left; never nothing, for that would mean for ever."""
        return max(0.01, self.end - time.monotonic())

    def heed(self) -> None:
        """Raise where the time is over."""
        if time.monotonic() >= self.end:
            raise refusal_of("too_slow", f"{SECONDS:.0f}")


@dataclass
class Visitor:
    """Fetches for one piece of work: asks each place for its rules once and does not hurry it."""

    rules: dict[str, Protego | None] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, *, accepts: tuple[str, ...] = PAGES, etag: str = "", modified: str = "") -> Fetched:
        """What lies at an address. Raises `ValidationError` that says why it is not fetched."""
        deadline = Deadline(SECONDS)
        heads = {"If-None-Match": etag, "If-Modified-Since": modified}
        for _hop in range(MOST_REDIRECTS + 1):
            target = located(url)
            self._ask_leave(target, deadline)
            found = _ask(target, deadline, {name: value for name, value in heads.items() if value}, MOST_BYTES)
            if not isinstance(found, str):
                return _accepted(found, accepts, has_asked=bool(etag or modified))
            url = found
        raise refusal_of("redirects", str(MOST_REDIRECTS))

    def _ask_leave(self, target: Target, deadline: Deadline) -> None:
        if target.origin not in self.rules:
            self.rules[target.origin] = _rules_of(target, deadline)
        rules = self.rules[target.origin]
        if rules and not rules.can_fetch(target.url, AGENT):
            raise refusal_of("robots", target.host)
        asked = rules.crawl_delay(AGENT) if rules else None
        pause = min(max(PAUSE, float(asked or 0)), LONGEST_PAUSE)
        wait = self.last.get(target.origin, 0.0) + pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
            deadline.end += wait
        self.last[target.origin] = time.monotonic()


# ------------------------------------------------------------------ which address


def plain_address(url: str) -> str:
    """An address without what tells nothing about the page: its fragment and the marks of those who shared it."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if not name.lower().startswith(TRACKING)]
    asked = parts.query if len(kept) == len(query) else urlencode(kept)
    return urlunsplit(parts._replace(query=asked, fragment=""))


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


def _rules_of(target: Target, deadline: Deadline) -> Protego | None:
    """The robots.txt of a place (RFC 9309): none there means no rules, no answer means not to come in."""
    url = f"{target.origin}/robots.txt"
    for _hop in range(MOST_REDIRECTS + 1):
        place = target if url.startswith(f"{target.origin}/") else located(url)
        here = Target(url, place.scheme, place.host, place.port, url.removeprefix(place.origin), place.numbers)
        found = _ask(here, deadline, {}, MOST_ROBOTS, is_cut=True)
        if not isinstance(found, str):
            break
        url = found
    else:
        return None
    if found.status >= 500 or found.status == 429:
        raise refusal_of("robots_silent", target.host)
    return Protego.parse(found.content.decode("utf-8", "replace")) if found.status == 200 else None


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    content: bytes
    heads: Any


def _ask(
    target: Target, deadline: Deadline, heads: dict[str, str], most: int, *, is_cut: bool = False
) -> _Answer | str:
    """The answer of the first of the target's numbers that can be reached, or the address to which it leads on."""
    fault: Exception = OSError()
    for number in target.numbers:
        deadline.heed()
        try:
            return _ask_number(target, number, deadline, heads, most, is_cut=is_cut)
        except (ssl.SSLCertVerificationError, urllib3.exceptions.SSLError) as error:
            raise refusal_of("certificate", target.host) from error
        except (OSError, urllib3.exceptions.HTTPError, HTTPException) as error:
            fault = error
    deadline.heed()
    raise refusal_of("unreachable", target.host) from fault


def _ask_number(
    target: Target, number: str, deadline: Deadline, heads: dict[str, str], most: int, *, is_cut: bool
) -> _Answer | str:
    with closing(_connection(target, number, min(CONNECT, deadline.left))) as connection:
        alarm = threading.Timer(deadline.left, _hang_up, [connection])
        alarm.daemon = True
        alarm.start()
        try:
            connection.connect()
            connection.sock.settimeout(min(SILENCE, deadline.left))
            own = {"Host": target.place, "User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
            connection.request("GET", target.path, headers=own | heads, preload_content=False, decode_content=True)
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


def _read(target: Target, response: Any, deadline: Deadline, most: int, *, is_cut: bool) -> _Answer | str:
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
    return _Answer(target.url, response.status, bytes(content[:most]), response.headers)


def _accepted(found: _Answer, accepts: tuple[str, ...], *, has_asked: bool) -> Fetched:
    etag, modified = found.heads.get("ETag", "")[:300], found.heads.get("Last-Modified", "")[:100]
    if found.status == 304 and has_asked:
        return Fetched(found.url, b"", "", etag, modified, is_unchanged=True)
    if found.status != 200:
        raise refusal_of("status", str(found.status))
    said = found.heads.get("Content-Type", "")
    kind = said.partition(";")[0].strip().lower()
    if kind not in accepts:
        raise refusal_of("media_type", kind or "?")
    return Fetched(found.url, _in_utf8(found.content, kind, said), kind, etag, modified)


def _in_utf8(content: bytes, kind: str, said: str) -> bytes:
    """Text whose letters the server names, in the letters that everything behind expects."""
    _before, is_named, name = said.lower().partition("charset=")
    name = name.split(";")[0].strip(" \"'")
    if not is_named or not kind.startswith("text/") or name in ("utf-8", "utf8"):
        return content
    try:
        return content.decode(name).encode()
    except (LookupError, UnicodeDecodeError):
        return content
