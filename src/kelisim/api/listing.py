"""Lists: filters that all share, keyset pages, what a reader may see."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.db.models import Exists, Max, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from ninja import Field, Schema

from kelisim.accounts.models import User
from kelisim.api.values import AreaCode, CountryCode, Day, Identity, Limit, Moment, Words
from kelisim.common.queries import history_model, search_in


class Paging(Schema):
    """Parameters of every list."""

    cursor: Identity | None = Field(None, description="Where the page begins: the `cursor` of the address in `next`.")
    limit: Limit = Field(50, ge=1, le=200, description="Rows on a page, a number from 1 to 200.")
    order: Literal["oldest", "newest"] = Field("oldest", description="`oldest` or `newest`: by the time of entry.")


class Listing(Paging):
    """Parameters of every list of records."""

    updated_since: Moment | None = Field(
        None, description="Rows entered or changed since then: a moment with its zone, such as 2026-03-01T00:00:00Z."
    )
    sample: Literal["true", "false"] | None = Field(
        None, description="`true`: only what is made up to show the product; `false`: only what is real."
    )


class Searching(Listing):
    """Parameters of lists whose records are in the index of the search."""

    q: Words | None = Field(
        None, description="Words that the record holds, 1 to 200 characters, in any of the languages."
    )


class InArea(Schema):
    """Filters of what lies somewhere."""

    area: AreaCode | None = Field(None, description="Exactly this place: an ISO 3166 code such as KZ-61.")
    within: AreaCode | None = Field(None, description="This place or any part of it: an ISO 3166 code such as KZ.")


class WithPartner(InArea):
    """Filters of what links a place with a country."""

    partner: CountryCode | None = Field(None, description="The other country: an ISO 3166 code such as TR.")


class InPeriod(Schema):
    """Filters of what has a period. A deadline counts on its day; what has no period is left out."""

    from_: Day | None = Field(
        None, alias="from", description="The period ends on this day or later, such as 2025-01-01."
    )
    to: Day | None = Field(None, description="The period begins on this day or earlier, such as 2025-12-31.")


def reader_of(request: HttpRequest) -> User | None:
    """The user of the request's token, or None for the public. Sessions do not count here."""
    return getattr(request, "reader", None)


def seen(model: type[Model], reader: User | None) -> QuerySet[Any]:
    """Living rows that the reader may know of, each with `updated`, the moment of its last change."""
    rows = model.objects.visible_to(reader)  # type: ignore[attr-defined]  # the managers of the ledger
    if reader is not None:
        rows = model.objects.shown_to(reader).filter(pk__in=rows.order_by().values("pk"))  # type: ignore[attr-defined]  # no DISTINCT on texts
    return rows.annotate(updated=Subquery(_last_change(model)))


def _changes(model: type[Model]) -> QuerySet[Any]:
    return history_model(model)._default_manager.filter(pgh_obj_id=OuterRef("pk")).order_by()


def _last_change(model: type[Model]) -> QuerySet[Any]:
    return _changes(model).values("pgh_obj_id").annotate(last=Max("pgh_created_at")).values("last")


def linked(name: str, model: type[Model], reader: User | None) -> Prefetch[Any]:
    """A relation whose far end is shown only where the reader may see it."""
    return Prefetch(name, queryset=model.objects.visible_to(reader))  # type: ignore[attr-defined]  # the managers of the ledger


def listed(rows: QuerySet[Any], wanted: Listing, *, sample: str) -> QuerySet[Any]:
    """Rows by the filters of every list; `sample` is the column that says what is made up."""
    words = getattr(wanted, "q", None)
    if words is not None:
        rows = search_in(rows, words)
    if wanted.updated_since is not None:
        rows = rows.filter(Exists(_changes(rows.model).filter(pgh_created_at__gte=wanted.updated_since)))
    if wanted.sample is not None:
        rows = rows.filter(**{sample: wanted.sample == "true"})
    return rows


def in_area(rows: QuerySet[Any], wanted: InArea, *, column: str = "area") -> QuerySet[Any]:
    """Rows by place: exactly there, or anywhere within."""
    if wanted.area is not None:
        rows = rows.filter(**{f"{column}__code": wanted.area})
    if wanted.within is not None:
        levels = (f"{column}__code", f"{column}__parent__code", f"{column}__parent__parent__code")
        rows = rows.filter(Q(*((level, wanted.within) for level in levels), _connector=Q.OR))
    return rows


def in_period(rows: QuerySet[Any], wanted: InPeriod) -> QuerySet[Any]:
    """Rows whose period touches the wanted one."""
    if wanted.from_ is not None:
        rows = rows.alias(last_day=Coalesce("end", "start")).filter(last_day__gte=wanted.from_)
    if wanted.to is not None:
        rows = rows.alias(first_day=Coalesce("start", "end")).filter(first_day__lte=wanted.to)
    return rows


def matching(rows: QuerySet[Any], **columns: Any) -> QuerySet[Any]:
    """Rows whose columns have the given values and show them; None asks nothing."""
    asked = {column: value for column, value in columns.items() if value is not None}
    for name, hides in getattr(rows.model, "choosable", {}).items():
        if any(column.partition("__")[0] in hides for column in asked):
            rows = rows.showing(name, rows._reader)  # type: ignore[attr-defined]  # words of the ledger's querysets
    return rows.filter(**asked)


def page_of(request: HttpRequest, rows: QuerySet[Any], wanted: Paging) -> dict[str, Any]:
    """One page by keyset. Public ids are in the order of entry, so that a page never shifts under the reader."""
    sign, after = ("", "gt") if wanted.order == "oldest" else ("-", "lt")
    if wanted.cursor is not None:
        rows = rows.filter(**{f"public_id__{after}": wanted.cursor})
    found = list(rows.order_by(f"{sign}public_id")[: wanted.limit + 1])
    items = found[: wanted.limit]
    return {"items": items, "next": _next(request, items[-1].public_id) if len(found) > wanted.limit else None}


def _next(request: HttpRequest, cursor: UUID) -> str:
    query = request.GET.copy()
    query["cursor"] = str(cursor)
    return f"{request.path}?{query.urlencode()}"


def one(rows: QuerySet[Any], **key: Any) -> Any:
    """The row with this key. What may not be seen is not found."""
    row = rows.filter(**key).first()
    if row is None:
        raise Http404(f"There is no {rows.model._meta.verbose_name} “{next(iter(key.values()))}”, or it is not public.")
    return row
