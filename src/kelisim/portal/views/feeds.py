"""The feed of articles and the calendar of events, for readers of other programs."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from kelisim.common.templatetags.kelisim import area_name, tr_text
from kelisim.events.models import Event
from kelisim.press.models import Article

SHOWN = 50


class ArticleFeed(Feed):
    """The latest published articles, samples left out, as Atom."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Kelisim: articles")

    def link(self) -> str:
        return reverse("portal:articles")

    def items(self) -> Any:
        rows = Article.objects.published().filter(office__is_sample=False)
        return rows.order_by(F("day").desc(nulls_last=True), "-pk")[:SHOWN]

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return item.publisher

    def item_link(self, item: Article) -> str:
        return reverse("portal:article", args=[item.slug])

    def item_pubdate(self, item: Article) -> datetime | None:
        return timezone.make_aware(datetime.combine(item.day, time())) if item.day else item.published_at

    def item_updateddate(self, item: Article) -> datetime | None:
        return item.published_at


def calendar(request: HttpRequest) -> HttpResponse:
    """Published events with a day, as iCalendar."""
    book = Calendar()
    book.add("prodid", "-//Kelisim//events//")
    book.add("version", "2.0")
    book.add("x-wr-calname", _("Kelisim: events"))
    for event in Event.objects.published().filter(start__isnull=False).select_related("office", "area")[:500]:
        book.add_component(_entry(request, event))
    response = HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="events.ics"'
    return response


def _entry(request: HttpRequest, event: Event) -> Entry:
    entry = Entry()
    sample = f" ({_('sample')})" if event.is_sample else ""
    entry.add("uid", f"{event.public_id}@{request.get_host()}")
    entry.add("dtstamp", event.published_at)
    entry.add("summary", f"{tr_text(event.title)}{sample}")
    entry.add("dtstart", event.start)
    entry.add("dtend", (event.end or event.start) + timedelta(days=1))
    entry.add("location", ", ".join(part for part in (tr_text(event.place), area_name(event.area)) if part))
    entry.add("url", request.build_absolute_uri(reverse("portal:event", args=[event.slug])))
    return entry
