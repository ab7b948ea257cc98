"""Agreements and what became of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.agreements.models import Agreement, AgreementKind, AgreementParty, AgreementState
from kelisim.agreements.queries import signed_sums_by_kind
from kelisim.common.columns import choice, in_order
from kelisim.common.filters import by_choice, in_years
from kelisim.common.naming import read_names
from kelisim.overview.paper_lists import PaperList
from kelisim.overview.quotes import quote_of_source
from kelisim.portal import lists
from kelisim.portal.lists import Column, Listing
from kelisim.projects.models import Project

PARTIES = Prefetch("parties", AgreementParty.objects.published().select_related("organisation"))


FILTERS = (
    lists.by_region(),
    by_choice("kind", gettext_lazy("Kind"), AgreementKind.choices),
    by_choice("state", gettext_lazy("State"), AgreementState.choices),
    in_years("signed_on", gettext_lazy("Year")),
    lists.by_sample(),
    lists.hidden("partner", gettext_lazy("Partner country"), "partner__code"),
)
COLUMNS = (
    Column("title", gettext_lazy("Agreement"), "translated", sort="title", href=lambda row: _page(row)),
    Column("parties", gettext_lazy("Parties"), "parties", lambda row: [party.organisation for party in row.parties.all()]),
    Column("area", gettext_lazy("Region"), "area", sort="area__name"),
    Column("state", gettext_lazy("State"), "choice", choice("state"), sort=in_order("state", AgreementState.values)),
    Column("signed_on", gettext_lazy("Signed"), "day", sort="signed_on"),
    Column("amount", gettext_lazy("Amount"), "money", sort="amount", href=lambda row: f"{_page(row)}#source",
           mark=lambda row: "quote" if row.source_id else "hand"),
    Column("currency", gettext_lazy("Currency"), is_shown=False),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), is_shown=False),
    Column("partner", gettext_lazy("Partner country"), get="partner.code", is_shown=False),
    Column("number", gettext_lazy("Number"), is_shown=False),
    Column("sector", gettext_lazy("Sector (ISIC)"), is_shown=False),
    Column("event", gettext_lazy("Event"), get=lambda row: _event(row), is_shown=False),
    Column("start", gettext_lazy("First day"), "day", is_shown=False),
    Column("end", gettext_lazy("Last day"), "day", is_shown=False),
    Column("area_code", gettext_lazy("Code of the region"), get="area.code", is_shown=False),
    Column("public_id", gettext_lazy("Id"), is_shown=False),
    Column("sample", gettext_lazy("Sample"), "yes", "is_sample", is_shown=False),
)  # fmt: skip


class PublicPapers(PaperList, lists.PublicPage):
    """The papers of the portal, each deal once."""


def agreements(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _agreements())


def export_agreements(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _agreements(), kind)


def agreement(request: HttpRequest, public_id: str) -> HttpResponse:
    related = ("office", "area", "partner", "event", "source", "same_as")
    rows = Agreement.objects.published().select_related(*related).prefetch_related(PARTIES)
    found = get_object_or_404(rows, public_id=public_id)
    read_names(party.organisation for party in found.parties.all())
    context = {
        "agreement": found,
        "event": found.event if found.event and found.event.is_published else None,
        "same_as": found.same_as if found.same_as and found.same_as.is_published else None,
        "projects": _projects_of(found),
        "quote": quote_of_source(found.source) if found.source else None,
    }
    return render(request, "portal/agreement.html", context)


def _projects_of(agreement: Agreement) -> QuerySet[Project]:
    rows = Project.objects.published().filter(agreements=agreement).select_related("office", "area")
    return rows if agreement.shows("projects") else rows.none()


def _event(agreement: Agreement) -> str:
    """The event of the signing, where that is public."""
    return str(agreement.event) if agreement.event and agreement.event.is_published else ""


def _page(agreement: Agreement) -> str:
    return reverse("portal:agreement", args=[agreement.public_id])


def _agreements() -> Listing:
    rows = Agreement.objects.published().select_related("office", "area", "partner", "event")
    return Listing(
        name="agreements",
        title=_("Agreements"),
        lede=_(
            "Memoranda, agreements, contracts and roadmaps, each in its own currency. "
            "A memorandum is an intention, not an investment."
        ),
        rows=rows.prefetch_related(PARTIES),
        columns=COLUMNS,
        filters=FILTERS,
        order="-signed_on",
        icon="hands",
        empty=_("A paper appears here when the office that keeps it publishes it, with its parties, amount and day."),
        sums=_sums,
        page_class=PublicPapers,
    )


def _sums(rows: QuerySet[Agreement]) -> list[dict[str, Any]]:
    """What the signed papers add up to, real ones and samples apart."""
    return [{"is_sample": is_sample, "amounts": sums} for is_sample, sums in signed_sums_by_kind(rows).items()]
