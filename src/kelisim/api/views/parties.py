"""Organisations, as the public knows them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from kelisim.accounts.models import User
from kelisim.api.listing import Searching, listed, matching, one, page_of, reader_of, seen
from kelisim.api.rows import Page, PublishedRow
from kelisim.api.values import Code, CountryCode, Identity, Sector, Texts
from kelisim.common.choices import Language
from kelisim.parties.models import Organisation, OrganisationKind, OrganisationName

router = Router(tags=["Organisations"])


class NameRow(Schema):
    """What an organisation is called in a language."""

    language: Language
    text: str
    is_former: bool


class OrganisationRow(PublishedRow):
    """A company or body."""

    kind: OrganisationKind
    name: str = Field(description="As the organisation writes it itself.")
    names: list[NameRow]
    country: Code | None = Field(description="ISO 3166-1.")
    website: str
    sector: str = Field(description="ISIC, or empty.")
    note: Texts

    @staticmethod
    def resolve_names(row: Organisation) -> list[OrganisationName]:
        return list(row.names.all())


class OrganisationPage(Page):
    """A page of organisations."""

    items: list[OrganisationRow]


class OrganisationFilters(Searching):
    """Filters of organisations."""

    kind: OrganisationKind | None = Field(None, description="What it is, such as `company`.")
    country: CountryCode | None = Field(None, description="Its country: an ISO 3166 code such as TR.")
    sector: Sector | None = Field(None, description="Its sector: an ISIC code such as C10.")


def organisation_rows(reader: User | None) -> QuerySet[Organisation]:
    """Organisations with what a row shows."""
    names = Prefetch("names", queryset=OrganisationName.objects.all())
    return seen(Organisation, reader).select_related("country").prefetch_related(names)


@router.get("/organisations", response=OrganisationPage, operation_id="list_organisations", summary="Organisations")
def organisations(request: HttpRequest, wanted: Query[OrganisationFilters]) -> Any:
    """Companies and bodies that an office has made public."""
    rows = organisation_rows(reader_of(request))
    rows = matching(rows, kind=wanted.kind, country__code=wanted.country, sector=wanted.sector)
    return page_of(request, listed(rows, wanted, sample="is_sample"), wanted)


@router.get(
    "/organisations/{public_id}", response=OrganisationRow, operation_id="get_organisation", summary="An organisation"
)
def organisation(request: HttpRequest, public_id: Path[Identity]) -> Any:
    """One organisation by its public id."""
    return one(organisation_rows(reader_of(request)), public_id=public_id)
