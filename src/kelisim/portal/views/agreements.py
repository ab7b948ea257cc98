"""Agreements and what became of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.agreements.models import Agreement, AgreementKind, AgreementParty, AgreementState
from kelisim.agreements.queries import signed_sums
from kelisim.common.templatetags.kelisim import area_name, tr_text
from kelisim.overview.quotes import quote_of_source
from kelisim.portal import lists
from kelisim.portal.lists import Column, Listing, SampleFilters
from kelisim.portal.views.projects import ANY, NEVER, area_choices
from kelisim.projects.models import Project

PARTIES = Prefetch("parties", AgreementParty.objects.select_related("organisation"))


class AgreementFilters(SampleFilters):
    """What a reader narrows agreements by."""

    area = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[ANY, *AgreementKind.choices])
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=[ANY, *AgreementState.choices])
    partner = forms.CharField(
        label=gettext_lazy("Partner country"), required=False, max_length=2, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].choices = area_choices()

    def narrow(self, rows: QuerySet[Agreement], values: dict[str, Any]) -> QuerySet[Agreement]:
        named = {"area__code": "area", "kind": "kind", "state": "state", "partner__code": "partner"}
        chosen = {path: values[name] for path, name in named.items() if values.get(name)}
        return super().narrow(rows, values).filter(**chosen)


def agreements(request: HttpRequest) -> HttpResponse:
    return lists.show(request, _agreements())


def export_agreements(request: HttpRequest, kind: str) -> HttpResponseBase:
    return lists.export(request, _agreements(), kind)


def agreement(request: HttpRequest, public_id: str) -> HttpResponse:
    related = ("office", "area", "partner", "event", "source", "same_as")
    rows = Agreement.objects.published().select_related(*related).prefetch_related(PARTIES)
    found = get_object_or_404(rows, public_id=public_id)
    context = {
        "agreement": found,
        "event": found.event if found.event and found.event.is_published else None,
        "same_as": found.same_as if found.same_as and found.same_as.is_published else None,
        "projects": Project.objects.published().filter(agreements=found).select_related("office", "area"),
        "quote": quote_of_source(found.source) if found.source else None,
    }
    return render(request, "portal/agreement.html", context)


def _agreements() -> Listing:
    rows = Agreement.objects.published().select_related("office", "area", "partner", "event").prefetch_related(PARTIES)
    return Listing(
        name="agreements",
        title=_("Agreements"),
        lede=_("Memoranda, agreements, contracts and roadmaps, each in its own currency. A memorandum is an intention, not an investment."),
        rows=rows,
        filters=AgreementFilters,
        sort="-signed_on",
        icon="hands",
        empty=_("A paper appears here when the office that keeps it publishes it, with its parties, amount and day."),
        context={"sums": _sums(rows)},
        columns=[
            Column("title", _("Agreement"), lambda row: tr_text(row.title), sort=lambda: lists.by_text("title")),
            Column("parties", _("Parties"), lambda row: "; ".join(str(party) for party in row.parties.all())),
            Column("area", _("Region"), lambda row: area_name(row.area), sort=lambda: F("area__code")),
            Column("state", _("State"), lambda row: row.get_state_display(), sort=lambda: F("state")),
            Column("signed_on", _("Signed"), lambda row: row.signed_on, sort=lambda: Coalesce("signed_on", Value(NEVER))),
            Column("amount", _("Amount"), lambda row: row.amount and f"{row.amount.normalize():f}", is_number=True),
            Column("currency", _("Currency"), lambda row: row.currency, is_shown=False),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), is_shown=False),
            Column("partner", _("Partner country"), lambda row: row.partner.code if row.partner else "", is_shown=False),
            Column("public_id", _("Id"), lambda row: row.public_id, is_shown=False),
            Column("sample", _("Sample"), lambda row: int(row.is_sample), is_shown=False),
        ],
    )  # fmt: skip


def _sums(rows: QuerySet[Agreement]) -> list[dict[str, Any]]:
    kinds = ((False, rows.filter(office__is_sample=False)), (True, rows.filter(office__is_sample=True)))
    sums = [{"is_sample": is_sample, "amounts": signed_sums(own)} for is_sample, own in kinds]
    return [one for one in sums if one["amounts"]]
