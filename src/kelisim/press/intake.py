"""Many articles at once: what lies in files, packed folders and web archives, and what became of each article."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common.files import keep_stream
from kelisim.common.models import File
from kelisim.engines.reading import batches
from kelisim.engines.reading.documents import DocumentError, open_document
from kelisim.engines.reading.sources import Fault, Item, Stream
from kelisim.press import services
from kelisim.press.feeds import Entry
from kelisim.press.models import Article
from kelisim.press.reading import code_of
from kelisim.press.refusals import words_of
from kelisim.press.unpacking import is_packed_folder, unpacked
from kelisim.press.web import Fetched, plain_address

log = logging.getLogger(__name__)
NOWHERE = Path("/-")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A text that came in, under the name by which people know it."""

    name: str
    text: str
    title: str = ""
    day: date | None = None
    url: str = ""
    publisher: str = ""
    language: str | None = None
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that came in and is no article, and why."""

    name: str
    why: str


class Upload(Protocol):
    """A file as a browser sends it."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


class Fate(StrEnum):
    """What became of a text."""

    NEW = "new"
    VERSION = "version"
    ADDRESS = "address"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a text: its article (none where it was refused), how many claims it makes, what is odd about it."""

    name: str
    fate: Fate
    article: Article | None = None
    claim_count: int = 0
    why: str = ""


@action("press.keep_uploads")
def keep_uploads(office: Office, uploads: Iterable[Upload], *, by: User) -> list[File]:
    """Keep files until a worker has read them. Raises `ValidationError` where there is no room for them."""
    try:
        return [keep_stream(one.chunks(), name=one.name or "file", office=office, by=by) for one in uploads]
    except OSError as error:
        words = _("The files could not be kept: %(why)s. Tell the administrator.") % {"why": error.strerror}
        raise ValidationError(words, code="not_kept") from error


def arrivals(path: Path, name: str, folder: Path) -> Iterator[Arrival | Refused]:
    """All texts in a file that somebody uploaded as `name`; `folder` is an empty one to unpack into."""
    if not is_packed_folder(path):
        yield from _in_file(path, name)
        return
    for member in unpacked(path, folder):
        if member.path is None:
            yield Refused(member.name, words_of(member.code))
            continue
        yield from _in_file(member.path, member.name)
        member.path.unlink()


def take_in(office: Office, arrival: Arrival, *, is_public: bool, by: User) -> Taken:
    """Store a text, read it, and say what became of it. Only what is forbidden altogether is raised."""
    try:
        return _taken(office, arrival, is_public, by)
    except PermissionDenied:
        raise
    except ValidationError as error:
        return Taken(arrival.name, Fate.REFUSED, why=" ".join(error.messages))
    except Exception:
        log.exception("taking in %s failed", arrival.name)
        return Taken(arrival.name, Fate.REFUSED, why=words_of("failed"))


def _taken(office: Office, arrival: Arrival, is_public: bool, by: User) -> Taken:
    is_new_address = bool(arrival.url) and services.article_at(office, [arrival.url]) is None
    article, version, is_new = services.store_article(office, by=by, **_facts(arrival))
    if not is_new and version.read_at:
        return Taken(arrival.name, Fate.ADDRESS if is_new_address else Fate.KNOWN, article)
    fate = Fate.VERSION if version.number > 1 else Fate.NEW
    try:
        claims = services.read_article(version, by=by)
    except ValidationError as error:
        return Taken(arrival.name, fate, article, why=" ".join(error.messages))
    if is_public and not article.is_published:
        services.publish_article(article, by=by)
    return Taken(arrival.name, fate, article, len(claims))


def _facts(arrival: Arrival) -> dict[str, Any]:
    names = ("text", "title", "day", "url", "publisher", "language", "also_at")
    return {name: getattr(arrival, name) for name in names}


def _in_file(path: Path, name: str) -> Iterator[Arrival | Refused]:
    for one in Stream([path], NOWHERE):
        called = name if not one.record else f"{name}, {one.id or one.record}"
        if isinstance(one, Fault):
            yield Refused(called, words_of(one.code, one.detail))
            continue
        try:
            yield _arrival(one, called)
        except DocumentError as error:
            yield Refused(called, words_of(error.code, error.detail))


def _arrival(item: Item, name: str) -> Arrival:
    if isinstance(item.content, dict):
        article = batches.from_fields(item, batches.Options())
        url, language = _address(item.content.get("url")), code_of(article.language)
        return Arrival(name, article.text, day=article.day, url=url, language=language)
    found = open_document(item.content)
    return Arrival(name, found.text, found.title, found.day, _address(item.id))


def arrival_of(fetched: Fetched, entry: Entry | None = None, *, publisher: str = "") -> Arrival | Refused:
    """The text of a page; what a feed said of it fills the gaps."""
    url, name = plain_address(fetched.url), entry.title or entry.url if entry else fetched.url
    try:
        found = open_document(fetched.content)
    except DocumentError as error:
        return Refused(name, words_of(error.code, error.detail))
    title = found.title or (entry.title if entry else "")
    day = found.day or (entry.day if entry else None)
    also_at = (entry.url,) if entry and entry.url != url else ()
    publisher = found.publisher or publisher
    return Arrival(name, found.text, title, day, _address(url), publisher[:200], also_at=also_at)


def _address(said: object) -> str:
    is_address = isinstance(said, str) and said.startswith(("http://", "https://")) and len(said) <= 1000
    return str(said) if is_address else ""
