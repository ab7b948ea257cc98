"""Memoranda, agreements, contracts, roadmaps."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from kelisim.accounts.models import User
from kelisim.agreements.models import Agreement, AgreementKind, AgreementParty, AgreementState, PartyRole
from kelisim.agreements.queries import deals
from kelisim.api.listing import Searching, WithPartner, in_area, linked, listed, matching, one, page_of, reader_of, seen
from kelisim.api.rows import Page, PublishedRow
from kelisim.api.values import Code, Day, Identity, Money, Named, Sector, Slug, Texts, Titled, money_of
from kelisim.events.models import Event
from kelisim.parties.models import Organisation

router = Router(tags=["Agreements"])


class PartyRow(Schema):
    """A party of an agreement."""

    role: PartyRole
    organisation: Named | None = Field(description="Null where the organisation is not public.")

    @staticmethod
    def resolve_organisation(row: AgreementParty) -> Organisation | None:
        return getattr(row, "organisation", None)


class AgreementRow(PublishedRow):
    """A paper that parties sign."""

    kind: AgreementKind
    number: str
    title: Texts
    text: Texts
    state: AgreementState
    area: Code = Field(description="ISO 3166.")
    partner: Code | None = Field(description="Partner country: ISO 3166.")
    event: Titled | None = Field(description="Where it was signed.")
    sector: str = Field(description="ISIC, or empty.")
    amount: Money | None
    signed_on: date | None
    start: date | None
    end: date | None
    same_as: UUID | None = Field(description="The paper that told of the same deal first: count that one.")
    amends: UUID | None = Field(description="The paper that this one changes.")
    parties: list[PartyRow]

    @staticmethod
    def resolve_amount(row: Agreement) -> dict[str, Any] | None:
        return money_of(row)

    @staticmethod
    def resolve_same_as(row: Agreement) -> UUID | None:
        return getattr(row.same_as, "public_id", None)

    @staticmethod
    def resolve_amends(row: Agreement) -> UUID | None:
        return getattr(row.amends, "public_id", None)

    @staticmethod
    def resolve_parties(row: Agreement) -> list[AgreementParty]:
        return list(row.parties.all())


class AgreementPage(Page):
    """A page of agreements."""

    items: list[AgreementRow]


class AgreementFilters(Searching, WithPartner):
    """Filters of agreements."""

    kind: AgreementKind | None = Field(None, description="`memorandum`, `agreement`, `contract` or `roadmap`.")
    papers: Literal["deals", "all"] = Field(
        "deals", description="`deals`: each deal once; `all`: also papers that tell of a deal again, and amendments."
    )
    state: AgreementState | None = Field(None, description="How far it has come, such as `signed`.")
    sector: Sector | None = Field(None, description="Its sector: an ISIC code such as C10.")
    event: Slug | None = Field(None, description="The address of the event where it was signed.")
    from_: Day | None = Field(None, alias="from", description="Signed on this day or later, such as 2025-01-01.")
    to: Day | None = Field(None, description="Signed on this day or earlier, such as 2025-12-31.")


def agreement_rows(reader: User | None) -> QuerySet[Agreement]:
    """Agreements with what a row shows."""
    parties = AgreementParty.objects.visible_to(reader).prefetch_related(linked("organisation", Organisation, reader))
    far_ends = (Prefetch("parties", queryset=parties), linked("event", Event, reader))
    papers = (linked("same_as", Agreement, reader), linked("amends", Agreement, reader))
    return seen(Agreement, reader).select_related("area", "partner", "office").prefetch_related(*far_ends, *papers)


@router.get("/agreements", response=AgreementPage, operation_id="list_agreements", summary="Agreements")
def agreements(request: HttpRequest, wanted: Query[AgreementFilters]) -> Any:
    """Memoranda, agreements, contracts and roadmaps, each amount in its own currency."""
    rows = in_area(agreement_rows(reader_of(request)), wanted)
    rows = deals(rows, reader_of(request)) if wanted.papers == "deals" else rows
    rows = matching(rows, kind=wanted.kind, state=wanted.state, sector=wanted.sector, partner__code=wanted.partner)
    rows = matching(rows, signed_on__gte=wanted.from_, signed_on__lte=wanted.to)
    rows = matching(
        rows,
        event__in=None
        if wanted.event is None
        else seen(Event, reader_of(request)).filter(slug=wanted.event).values("pk"),
    )
    return page_of(request, listed(rows, wanted, sample="office__is_sample"), wanted)


@router.get("/agreements/{public_id}", response=AgreementRow, operation_id="get_agreement", summary="An agreement")
def agreement(request: HttpRequest, public_id: Path[Identity]) -> Any:
    """One agreement by its public id."""
    return one(agreement_rows(reader_of(request)), public_id=public_id)
