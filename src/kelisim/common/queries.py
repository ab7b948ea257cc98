"""Reads on places, sources and the search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial

from django.contrib.postgres.search import SearchQuery
from django.db import connection, models
from django.db.models import Q, QuerySet

from kelisim.accounts.models import OFFICE_ROLES, Role, User
from kelisim.common.ledger import ChosenFields, LedgerModel, ShownRows
from kelisim.common.models import Area, Job, Rate, RateKind, SearchEntry
from kelisim.engines.values.folding import fold

ALL = 10**9


def found_by(words: str, user: User | None = None) -> QuerySet[SearchEntry]:
    """Entries of the search that hold every word (or its beginning) and that `user` may see."""
    return _entries_with(words, partial(_audience, user=user))


def _quoted(term: str) -> str:
    return term.replace("\\", "").replace("'", "''")


def _audience(query: SearchQuery, user: User | None) -> Q:
    """Entries that hold the words for a reader: all of them of the own office, of others those that are shown."""
    whole, shown = Q(words=query), Q(shown_words=query) & ~Q(shown="")
    public = (whole & Q(is_public=True)) | shown
    if user is None or not user.is_authenticated:
        return public
    if user.role == Role.ADMINISTRATOR:
        return whole
    if user.role in OFFICE_ROLES:
        own = Q(office_id=user.office_id) | Q(office__isnull=True)
        return (whole & own) | (public & ~own)
    return public


def jobs_for_list(user: User) -> QuerySet[Job]:
    """Long work that `user` may know of: an administrator all, staff of an office the office's, everybody their own."""
    rows = Job.objects.select_related("by", "office")
    if user.role == Role.ADMINISTRATOR:
        return rows
    of_office = Q(office_id=user.office_id) if user.role in OFFICE_ROLES else Q(pk__in=[])
    return rows.filter(of_office | Q(by=user))


def search_in(rows: QuerySet, words: str) -> QuerySet:
    """Those of `rows` that hold every one of the words."""
    model: type[LedgerModel] = rows.model
    # The limit makes the database find the words first and then read only those rows; without it a short page in an
    # order may be made by trying row after row.
    holds = _whole
    if issubclass(model, ChosenFields) and rows._iterable_class is ShownRows:
        reader = rows._reader  # type: ignore[attr-defined]  # of the rows that it chooses for
        holds = partial(_audience, user=reader)
    ids = _entries_with(words, holds).filter(kind=model._meta.label_lower).values("record_id")[:ALL]
    return rows.filter(pk__in=ids)


def _whole(query: SearchQuery) -> Q:
    return Q(words=query)


def _entries_with(words: str, holds: Callable[[SearchQuery], Q]) -> QuerySet[SearchEntry]:
    terms = fold(words).split()
    query = SearchQuery(" & ".join(f"'{_quoted(term)}':*" for term in terms), config="simple", search_type="raw")
    return SearchEntry.objects.filter(holds(query)) if terms else SearchEntry.objects.none()


@cache
def history_model(model: type[models.Model]) -> type[models.Model]:
    """The history table of a ledger table."""
    return model._meta.apps.get_model(model._meta.app_label, f"{model.__name__}History")


def last_change(*ledgers: type[models.Model]) -> str | None:
    """The last rows of the histories of some tables, which triggers write: while they are the same, nothing has changed.

    None while somebody is writing: rows that are not there yet may bear lower numbers than those that are. That is asked after
    the numbers, so that whoever ended in between is seen by what is read next.
    """
    tables = [history_model(model)._meta.db_table for model in ledgers]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT max(pgh_id) FROM {table})" for table in tables))  # noqa: S608  # our own tables
        last = "-".join(str(number) for number in cursor.fetchone())
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL "
            "AND pid <> pg_backend_pid())"
        )
        return None if cursor.fetchone()[0] else last


def history_of(record: models.Model) -> QuerySet:
    """The record's history rows with their context, newest first."""
    rows = history_model(type(record))._default_manager.filter(pgh_obj_id=record.pk)
    return rows.select_related("pgh_context").order_by("-pgh_id")


def areas_for_list(user: User | None) -> QuerySet[Area]:
    """Areas that `user` may see, with what a row of a list shows; archived ones too."""
    return Area.everything.visible_to(user).select_related("parent")


def rate_on(currency: str, day: date) -> Rate | None:
    """The official rate of a currency of a day, or the last one before it."""
    return Rate.objects.filter(kind=RateKind.OFFICIAL, currency=currency, day__lte=day).order_by("-day").first()
