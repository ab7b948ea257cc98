"""Forums, delegations, visits, exhibitions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import signed_sums
from kelisim.common.templatetags.kelisim import area_name, tr_text
from kelisim.events.models import Event, EventKind, EventPartner, Participation, ParticipationState, ProgrammeItem
from kelisim.overview.figures import Said, compared, headlines
from kelisim.overview.quotes import numbered, quote_of_source, quotes_of
from kelisim.portal import lists
from kelisim.portal.lists import Column, Listing, SampleFilters
from kelisim.portal.views.projects import ANY, NEVER
from kelisim.press.models import Article, Claim

COUNTED = (ParticipationState.REGISTERED, ParticipationState.CHECKED_IN)


class EventFilters(SampleFilters):
    """What a reader narrows events by."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[ANY, *EventKind.choices])
    year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=1900, max_value=2200)

    def narrow(self, rows: QuerySet[Event], values: dict[str, Any]) -> QuerySet[Event]:
        rows = super().narrow(rows, values)
        rows = rows.filter(kind=values["kind"]) if values.get("kind") else rows
        return rows.filter(start__year=values["year"]) if values.get("year") else rows


def events(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _events())


def export_events(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _events(), kind)


def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.published().select_related("office", "area", "source"), slug=slug)
    papers = Agreement.objects.published().filter(event=found)
    context = {
        "event": found,
        "partners": [row.area for row in EventPartner.objects.filter(event=found).select_related("area")],
        "programme": ProgrammeItem.objects.published().filter(event=found),
        "participants": _participants(found),
        "papers": papers.select_related("office", "area", "partner"),
        "signed": signed_sums(papers),
        "figures": figures_of(found),
        "articles": Article.objects.published().filter(versions__claims__event=found).distinct(),
        "quote": quote_of_source(found.source) if found.source else None,
    }
    return render(request, "portal/event.html", context)


def figures_of(event: Event) -> list[Said]:
    """What published articles state about the event: participants, papers, sums."""
    claims = numbered(Claim.objects.published().filter(event=event)).select_related(
        "observation__indicator", "observation__area", "observation__partner", "observation__office"
    )
    records = list({claim.observation_id: claim.observation for claim in claims if claim.observation}.values())
    public = [record for record in records if record.is_published and not record.is_archived]
    quotes = quotes_of(public)
    return headlines(compared([Said(record, quotes[record]) for record in public]))


def _participants(event: Event) -> dict[str, int]:
    """Numbers only: who took part is personal."""
    rows = Participation.objects.filter(event=event, state__in=COUNTED)
    return rows.aggregate(people=Count("pk"), companies=Count("organisation", distinct=True), abroad=_abroad())


def _abroad() -> Count:
    is_foreign = Q(organisation__country__isnull=False) & ~Q(organisation__country__code="KZ")
    return Count("organisation", distinct=True, filter=is_foreign)


def _events() -> Listing:
    return Listing(
        name="events",
        title=_("Events"),
        lede=_("Forums, delegations, visits and exhibitions, and the papers signed at them."),
        rows=Event.objects.published().select_related("office", "area"),
        filters=EventFilters,
        sort="-start",
        icon="calendar",
        is_table=False,
        empty=_("An event appears here when its office publishes it."),
        columns=[
            Column("start", _("First day"), lambda row: row.start, sort=lambda: Coalesce("start", Value(NEVER))),
            Column("end", _("Last day"), lambda row: row.end),
            Column("title", _("Event"), lambda row: tr_text(row.title), sort=lambda: lists.by_text("title")),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort=lambda: F("kind")),
            Column("area", _("Held in"), lambda row: area_name(row.area)),
            Column("slug", _("Address"), lambda row: row.slug, is_shown=False),
            Column("sample", _("Sample"), lambda row: int(row.is_sample), is_shown=False),
        ],
    )
