"""Feeds of news: what they say, who keeps them, when they are due."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, Role, User
from kelisim.common import services as common
from kelisim.common.models import Job
from kelisim.common.services import change, store
from kelisim.press.models import Article, ArticleVersion, Feed
from kelisim.press.refusals import refusal_of
from kelisim.press.web import Fetched, plain_address

MOST_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news: where it is, what it is called, when it was published and last changed."""

    url: str
    title: str = ""
    published: datetime | None = None
    changed: datetime | None = None

    @property
    def day(self) -> date | None:
        """The day of publication, as the clocks of the office show it."""
        return self.published.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if self.published else None


@dataclass(frozen=True, slots=True)
class News:
    """What a feed says: its title, its entries, and how many more it has than are looked at."""

    title: str
    entries: tuple[Entry, ...]
    left_out: int = 0


def news_in(fetched: Fetched) -> News:
    """What a feed says. Raises `ValidationError` where it is none."""
    found = feedparser.parse(io.BytesIO(fetched.content), response_headers={"content-location": fetched.url})
    if not found.get("version"):
        raise refusal_of("no_feed")
    entries = {entry.url: entry for one in found.entries if (entry := _entry(one))}
    if found.entries and not entries:
        raise refusal_of("no_entries")
    newest = tuple(entries.values())[:MOST_ENTRIES]
    return News(found.feed.get("title", "")[:200], newest, len(found.entries) - len(newest))


def is_feed(fetched: Fetched) -> bool:
    """Whether what was fetched is a feed, whatever the server calls it."""
    head = fetched.content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (head.startswith(b"<?xml") and any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf"))) or (
        head.startswith((b"<rss", b"<feed"))
    )


def _entry(one: Any) -> Entry | None:
    url = plain_address(one.get("link") or "")
    if not url.startswith(("http://", "https://")) or len(url) > 1000:
        return None
    published, changed = _moment(one, "published_parsed"), _moment(one, "updated_parsed")
    return Entry(url, (one.get("title") or "")[:500], published or changed, changed)


def _moment(one: Any, name: str) -> datetime | None:
    """feedparser gives the moment in Greenwich's time, and of its own accord one moment for another: asked past that."""
    parts = dict.get(one, name)
    try:
        return datetime(*parts[:6], tzinfo=ZoneInfo("UTC")) if parts else None
    except ValueError:
        return None


def known_article(office: Office, entry: Entry) -> Article | None:
    """The article of an entry that is here already and was not changed since."""
    versions = ArticleVersion.objects.filter(
        article__office=office, article__archived_at__isnull=True, article__addresses__url=entry.url
    )
    latest = versions.select_related("article").order_by("-created_at").first()
    if latest is None or latest.read_at is None or (entry.changed and entry.changed > latest.created_at):
        return None
    return latest.article


# ------------------------------------------------------------------ keeping feeds


@action("press.create_feed")
def create_feed(office: Office, *, by: User, **facts: Any) -> Feed:
    """Look at a feed from now on."""
    return store(change(Feed(office=office, keeper=by, due_at=timezone.now()), facts))


@action("press.edit_feed")
def edit_feed(feed: Feed, *, version: int | None = None, by: User, **facts: Any) -> Feed:
    """Change a feed; whoever does it keeps it from now on. Another address begins anew."""
    before = feed.url
    change(feed, facts | {"keeper": by})
    if feed.url != before:
        change(feed, {"etag": "", "modified": "", "due_at": timezone.now()})
    return store(feed, version=version)


@action("press.archive_feed")
def archive_feed(feed: Feed, *, version: int | None = None, by: User) -> Feed:
    """Look at a feed no more."""
    return common.archive(feed, version=version, by=by)


@action("press.restore_feed")
def restore_feed(feed: Feed, *, version: int | None = None, by: User) -> Feed:
    """Look at it again."""
    return common.restore(feed, version=version, by=by)


@action("press.pause_feed")
def pause_feed(feed: Feed, *, by: User) -> Feed:
    """Leave a feed alone for a while."""
    return store(change(feed, {"is_paused": True}))


@action("press.resume_feed")
def resume_feed(feed: Feed, *, by: User) -> Feed:
    """Look at a feed again that was paused; it is due at once."""
    return store(change(feed, {"is_paused": False, "due_at": timezone.now()}))


@action("press.read_feed")
def begin_look(feed: Feed, job: Job, *, by: User) -> Feed:
    """Note which work looks at a feed, and when the next look is due; the work may have ended already."""
    feed = Feed.everything.select_for_update(of=("self",)).get(pk=feed.pk)
    return store(change(feed, {"job": job, "due_at": timezone.now() + timedelta(hours=feed.hours)}))


@action("press.read_feed")
def end_look(feed: Feed, fetched: Fetched, *, by: User) -> Feed:
    """Note what the server said, so that the next look is answered with nothing where nothing changed."""
    return store(change(feed, {"etag": fetched.etag, "modified": fetched.modified}))


def due_feeds(now: datetime) -> QuerySet[Feed]:
    """Feeds that have to be looked at."""
    return Feed.objects.filter(is_paused=False, due_at__lte=now).select_related("office", "keeper").order_by("due_at")


def feeds_for_list(user: User) -> QuerySet[Feed]:
    """Feeds of the user's office with what a row of a list shows; archived ones too."""
    rows = Feed.everything if user.role == Role.ADMINISTRATOR else Feed.everything.filter(Feed.own_q(user))
    return rows.select_related("office", "keeper", "job")


def looks_at(feed: Feed, user: User, limit: int = 20) -> list[Job]:
    """The last looks at a feed."""
    return list(Job.objects.filter(kind="press.read_feed", key=key_of(feed)).order_by("-pk")[:limit])


def key_of(feed: Feed) -> str:
    """The name of the work that looks at a feed: it is not begun twice at once."""
    return f"feed {feed.pk}"
