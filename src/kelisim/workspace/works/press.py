"""Articles taken in many at a time: from files, folders and archives, from the web and from feeds."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.accounts.models import Office, User
from kelisim.common import formats
from kelisim.common.files import path_of
from kelisim.common.jobs import Job, Line, Outcome, Progress, begin, work
from kelisim.common.models import File
from kelisim.engines.reading.sources import PAGES
from kelisim.press.feeds import News, begin_look, end_look, is_feed, key_of, known_article, news_in
from kelisim.press.intake import Arrival, Fate, Refused, Taken, arrival_of, arrivals, keep_uploads, take_in
from kelisim.press.models import Feed
from kelisim.press.web import FEEDS, Visitor

MOST_ARTICLES = 2000


def begin_uploads(office: Office, uploads: Iterable[UploadedFile], *, is_public: bool, by: User) -> Job:
    """Keep uploaded files and let a worker take them in; the same files are not taken in twice at once."""
    files = keep_uploads(office, uploads, by=by)
    key = "-".join([str(office.pk), *sorted(file.digest[:16] for file in files)])
    facts = {"files": [file.pk for file in files], "is_public": is_public}
    return begin("press.take_in_files", key=key, title=lambda: _files(len(files)), by=by, office=office, **facts)


def _files(number: int) -> str:
    count = ngettext("Take in %(count)s file", "Take in %(count)s files", number)
    return count % {"count": formats.number(number)}


@work("press.take_in_files", gettext_lazy("Take in files"))
def take_in_files(progress: Progress, *, files: list[int], is_public: bool) -> Outcome:
    """Read every text of the files; what cannot be read is told with its reason."""
    kept = File.objects.in_bulk(files)
    found = [kept[pk] for pk in files if pk in kept]
    total = sum(1 for one in _arrivals(found))
    if total > MOST_ARTICLES:
        words = _("These are %(count)s articles; at most %(most)s are taken in at a time. Upload them in parts.")
        raise ValidationError(words % {"count": formats.number(total), "most": formats.number(MOST_ARTICLES)})
    return take_in_all(progress, _arrivals(found), total=total, is_public=is_public)


def _arrivals(files: Iterable[File]) -> Iterator[Arrival | Refused]:
    for file in files:
        with tempfile.TemporaryDirectory(prefix="kelisim-") as folder:
            yield from arrivals(path_of(file.digest), file.name, Path(folder))


def begin_address(office: Office, url: str, *, is_public: bool, by: User) -> Job:
    """Let a worker fetch a page, or the news of a feed."""
    if not by.has_perm("press.store_article", office):
        raise PermissionDenied("press.store_article")
    key = f"{office.pk} {hashlib.sha256(url.encode()).hexdigest()}"
    facts = {"url": url, "is_public": is_public}
    return begin("press.take_in_address", key=key, title=lambda: url, by=by, office=office, **facts)


@work("press.take_in_address", gettext_lazy("Fetch from the web"))
def take_in_address(progress: Progress, *, url: str, is_public: bool) -> Outcome:
    """Fetch a page and take it in; of a feed each of its pages."""
    visitor = Visitor()
    fetched = visitor.fetch(url, accepts=PAGES + FEEDS)
    if is_feed(fetched):
        return _take_in_news(progress, visitor, news_in(fetched), is_public=is_public)
    return take_in_all(progress, [arrival_of(fetched)], total=1, is_public=is_public)


def begin_feed(feed: Feed, *, by: User) -> Feed:
    """Let a worker look at a feed, as the person who keeps it."""
    name = feed.name
    job = begin("press.read_feed", key=key_of(feed), title=lambda: name, by=by, office=feed.office, feed=feed.pk)
    return begin_look(feed, job, by=by)


def begin_due_feed(feed: Feed) -> None:
    """Look at a feed as its keeper; where the keeper may no longer do so, leave it alone until somebody takes it over."""
    if feed.keeper.has_perm("press.read_feed", feed):
        begin_feed(feed, by=feed.keeper)
    else:
        Feed.objects.filter(pk=feed.pk).update(is_paused=True)


@work("press.read_feed", gettext_lazy("Look at a feed"))
def read_feed(progress: Progress, *, feed: int) -> Outcome:
    """Take in what is new in a feed."""
    found = Feed.objects.select_related("office").get(pk=feed)
    if not progress.by.has_perm("press.read_feed", found):
        raise PermissionDenied("press.read_feed")
    visitor = Visitor()
    fetched = visitor.fetch(found.url, accepts=PAGES + FEEDS, etag=found.etag, modified=found.modified)
    if fetched.is_unchanged:
        return Outcome(_("Nothing has changed in the feed."))
    outcome = _take_in_news(progress, visitor, news_in(fetched), is_public=found.is_public)
    end_look(Feed.objects.get(pk=feed), fetched, by=progress.by)
    return outcome


def _take_in_news(progress: Progress, visitor: Visitor, news: News, *, is_public: bool) -> Outcome:
    outcome = take_in_all(progress, _pages(progress, visitor, news), total=len(news.entries), is_public=is_public)
    if news.left_out:
        left = _("%(count)s older entries were not looked at.") % {"count": formats.number(news.left_out)}
        outcome.words = f"{outcome.words} {left}"
    return outcome


def _pages(progress: Progress, visitor: Visitor, news: News) -> Iterator[Arrival | Refused | Taken]:
    """Each entry's page; one that is here and did not change is not fetched again."""
    assert progress.office
    for entry in news.entries:
        known = known_article(progress.office, entry)
        if known:
            yield Taken(entry.title or entry.url, Fate.KNOWN, known)
            continue
        try:
            fetched = visitor.fetch(entry.url)
        except ValidationError as error:
            yield Refused(entry.title or entry.url, " ".join(error.messages))
            continue
        yield arrival_of(fetched, entry, publisher=news.title)


def take_in_all(progress: Progress, found: Iterable[Arrival | Refused], *, total: int, is_public: bool) -> Outcome:
    """Take in each text and tell what became of it, however many fail."""
    assert progress.office
    fates: Counter[Fate] = Counter()
    taken: list[Taken] = []
    progress.of(total)
    for one in found:
        if isinstance(one, Taken):
            result = one
        elif isinstance(one, Refused):
            result = Taken(one.name, Fate.REFUSED, why=one.why)
        else:
            result = take_in(progress.office, one, is_public=is_public, by=progress.by)
        fates[result.fate] += 1
        taken.append(result)
        progress.lines.append(line_of(result))
        progress.step(one.name)
    return Outcome(words_of_all(fates), _onward(taken))


def _onward(taken: list[Taken]) -> str:
    """One article leads to its page, several to the list of what is to be reviewed."""
    articles = {one.article.pk: one.article for one in taken if one.article}
    if len(articles) == 1:
        return reverse("workspace:article", args=[next(iter(articles.values())).public_id])
    return reverse("workspace:article_list") + "?open=yes" if articles else ""


def line_of(taken: Taken) -> Line:
    """What became of a text, in words."""
    href = reverse("workspace:article", args=[taken.article.public_id]) if taken.article else ""
    if taken.fate is Fate.REFUSED:
        return Line(taken.name, _("Refused: %(why)s") % {"why": taken.why}, href, is_fault=True)
    if taken.fate is Fate.KNOWN:
        return Line(taken.name, _("Here already; nothing was added."), href)
    if taken.fate is Fate.ADDRESS:
        return Line(taken.name, _("Here already; this address was added to it."), href)
    fate = _("New version") if taken.fate is Fate.VERSION else _("New")
    if taken.why:
        return Line(taken.name, f"{fate}. {taken.why}", href, is_fault=True)
    count = ngettext("%(count)s claim", "%(count)s claims", taken.claim_count)
    words = f"{fate}: {count % {'count': formats.number(taken.claim_count)}}."
    if taken.article and taken.article.day is None:
        words += " " + _(
            "The day of publication is not known: words such as “today” and “this year” stay without a time."
        )
    return Line(taken.name, words, href)


def words_of_all(fates: Counter[Fate]) -> str:
    """How many texts had which fate."""
    words = {
        Fate.NEW: _("%(count)s new"),
        Fate.VERSION: _("%(count)s new versions"),
        Fate.ADDRESS: _("%(count)s here already at another address"),
        Fate.KNOWN: _("%(count)s here already"),
        Fate.REFUSED: _("%(count)s refused"),
    }
    parts = [words[fate] % {"count": formats.number(fates[fate])} for fate in Fate if fates[fate]]
    return ", ".join(parts) + "." if parts else _("There was no text in it.")
