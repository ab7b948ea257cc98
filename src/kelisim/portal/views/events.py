"""Forums, delegations, visits, exhibitions."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import deals, signed_sums
from kelisim.common.columns import choice
from kelisim.common.filters import by_choice, in_years
from kelisim.events.models import CheckIn, Event, EventKind, EventPartner, Participation, ParticipationState, Stand
from kelisim.events.naming import names_along
from kelisim.events.queries import by_days
from kelisim.events.rooms import rooms_shown
from kelisim.events.versions import shown_programme
from kelisim.overview.figures import Said, compared, headlines
from kelisim.overview.quotes import numbered, quote_of_source, quotes_of
from kelisim.portal import lists
from kelisim.portal.lists import Column, Listing
from kelisim.press.models import Article, Claim

COUNTED = (ParticipationState.REGISTERED, ParticipationState.CHECKED_IN)


FILTERS = (
    by_choice("kind", gettext_lazy("Kind"), EventKind.choices),
    in_years("start", gettext_lazy("Year")),
    lists.by_sample(),
)
COLUMNS = (
    Column("title", gettext_lazy("Event"), "translated", sort="title", href=lambda row: reverse("portal:event", args=[row.slug])),
    Column("start", gettext_lazy("First day"), "day", sort="start"),
    Column("end", gettext_lazy("Last day"), "day", sort="end"),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
    Column("area", gettext_lazy("Held in"), "area", sort="area__name"),
    Column("slug", gettext_lazy("Address"), is_shown=False),
    Column("sample", gettext_lazy("Sample"), "yes", "is_sample", is_shown=False),
)  # fmt: skip


def events(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _events())


def export_events(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _events(), kind)


def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.published().select_related("office", "area", "source"), slug=slug)
    papers = Agreement.objects.published().filter(event=found).showing("event")
    programme = shown_programme(found)
    context = {
        "event": found,
        "partners": [row.area for row in EventPartner.objects.filter(event=found).select_related("area")],
        "days": by_days(programme),
        "rooms": rooms_shown(found, programme),
        "stands": _stands(found),
        "has_results": papers.exists() or CheckIn.objects.filter(event=found).exists(),
        "participants": _participants(found),
        "papers": deals(papers).select_related("office", "area", "partner"),
        "signed": signed_sums(papers),
        "figures": figures_of(found),
        "articles": Article.objects.published().filter(versions__claims__event=found).distinct(),
        "quote": quote_of_source(found.source) if found.source else None,
    }
    return render(request, "portal/event.html", context)


def _stands(event: Event) -> QuerySet[Stand]:
    """The stands on the plan with who stands there."""
    rows = Stand.objects.filter(event=event).exclude(outline=[])
    rows = rows.select_related("participation__organisation", "participation__person")
    return rows.prefetch_related(*names_along("participation__organisation", "participation__person"))


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
        columns=COLUMNS,
        filters=FILTERS,
        order="-start",
        icon="calendar",
        is_table=False,
        empty=_("An event appears here when its office publishes it."),
    )
