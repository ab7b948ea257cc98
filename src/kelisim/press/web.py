"""Fetching from the web: public addresses only, by the rules of robots.txt, within limits of size, time and redirects.

What is a public address, and how one is asked, stands in `common/outside.py`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from protego import Protego

from kelisim.common.outside import AGENT, MEGABYTE, Answer, Deadline, Target, ask, is_public, located
from kelisim.engines.reading.sources import PAGES
from kelisim.press.refusals import refusal_of

__all__ = ["FEEDS", "MEGABYTE", "Fetched", "Visitor", "is_public", "located", "plain_address"]

MOST_BYTES, MOST_ROBOTS = 10 * MEGABYTE, MEGABYTE // 2
MOST_REDIRECTS = 5
SECONDS = 30.0
PAUSE, LONGEST_PAUSE = 1.0, 10.0
FEEDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/rdf+xml")
TRACKING = ("utm_", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid", "_openstat")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is where it was in the end; unchanged since last time it has no content."""

    url: str
    content: bytes
    media_type: str
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False


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
            found = ask(target, deadline, {name: value for name, value in heads.items() if value}, MOST_BYTES)
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


# ------------------------------------------------------------------ asking


def _rules_of(target: Target, deadline: Deadline) -> Protego | None:
    """The robots.txt of a place (RFC 9309): none there means no rules, no answer means not to come in."""
    url = f"{target.origin}/robots.txt"
    for _hop in range(MOST_REDIRECTS + 1):
        place = target if url.startswith(f"{target.origin}/") else located(url)
        here = Target(url, place.scheme, place.host, place.port, url.removeprefix(place.origin), place.numbers)
        found = ask(here, deadline, {}, MOST_ROBOTS, is_cut=True)
        if not isinstance(found, str):
            break
        url = found
    else:
        return None
    if found.status >= 500 or found.status == 429:
        raise refusal_of("robots_silent", target.host)
    return Protego.parse(found.content.decode("utf-8", "replace")) if found.status == 200 else None


def _accepted(found: Answer, accepts: tuple[str, ...], *, has_asked: bool) -> Fetched:
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
