"""What every table of the ledger has: a public id, a version, an archive, an audience and a history."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import copy
from typing import Any, ClassVar

import uuid_utils.compat
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.query import ModelIterable
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.history import tracked as with_history
from kelisim.accounts.models import OFFICE_ROLES, Office, Role, User
from kelisim.common import checks

tracked = with_history()
tracked_by_day = with_history(is_asked_by_day=True)


class StaleEdit(Exception):
    """Somebody else changed the record after the form was opened; `current` is the record as it now stands."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("the record was changed by somebody else")
        self.current = current


class ShownRows(ModelIterable):
    """Reads rows and leaves empty what they do not show to the reader."""

    def __iter__(self) -> Iterator[Any]:
        reader = self.queryset._reader
        for row in super().__iter__():
            yield row if not row.hidden_fields or row.is_kept_by(reader) else row.without_hidden()


class LedgerQuerySet(models.QuerySet[Any]):
    """The words with which every read begins."""

    _reader: User | None = None

    def _clone(self) -> LedgerQuerySet:
        found = super()._clone()
        found._reader = self._reader
        return found  # type: ignore[no-any-return]  # the stubs do not know _clone

    def shown_to(self, reader: User | None) -> LedgerQuerySet:
        """The same rows; of another office's, what it decided to hide is empty."""
        if not issubclass(self.model, ChosenFields):
            return self
        found = self._chain()
        found._reader, found._iterable_class = reader, ShownRows
        return found  # type: ignore[no-any-return]  # the stubs do not know _chain

    def only(self, *names: str) -> LedgerQuerySet:
        """As Django's; what says which fields are hidden is always read."""
        more = ("hidden_fields", "office") if issubclass(self.model, ChosenFields) else ()
        return super().only(*names, *more)

    def showing(self, name: str, reader: User | None = None) -> LedgerQuerySet:
        """Rows that show a field to a reader: a filter, a sum or an order by a hidden value would tell it."""
        if reader is not None and reader.role == Role.ADMINISTRATOR:
            return self
        is_own = Q(office=reader.office_id) if reader is not None and reader.office_id else Q(pk__in=[])
        return self.filter(is_own | ~Q(hidden_fields__contains=[name]))

    def published(self) -> LedgerQuerySet:
        """Rows that the public sees, as it sees them."""
        return self.filter(self.model.published_q()).shown_to(None)

    def visible_to(self, user: User | None) -> LedgerQuerySet:
        """Rows that `user` may know of; None and guests are the public."""
        if user is None or not user.is_authenticated or not user.is_active:
            return self.published()
        if user.role == Role.ADMINISTRATOR:
            return self.all()
        own = self.model.own_q(user)
        if not user.is_staff_member:
            # What an investor or a zone manager owns is found through other tables; a subquery keeps each row once.
            own = Q(pk__in=self.model.everything.filter(own).values("pk"))
        return self.filter(self.model.published_q() | own).shown_to(user)


def _is_at_hand(record: models.Model, field: Any) -> bool:
    related = field.get_cached_value(record, default=None) if field.is_relation else None
    return related is not None and related.pk is not None


class LivingManager(models.Manager.from_queryset(LedgerQuerySet)):  # type: ignore[misc]  # made at run time by Django
    """Hides what is archived."""

    def get_queryset(self) -> LedgerQuerySet:
        return super().get_queryset().filter(archived_at__isnull=True)


class LedgerModel(models.Model):
    """A row of the ledger. `objects` hides the archived, `everything` does not."""

    public_id = models.UUIDField(default=uuid_utils.compat.uuid7, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = LivingManager()
    everything = LedgerQuerySet.as_manager()

    periods: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)
    search_links: ClassVar[tuple[str, ...]] = ()
    sums: ClassVar[tuple[tuple[str, str], ...]] = (("amount", "currency"),)

    class Meta:
        abstract = True
        base_manager_name = "everything"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """As Django's, but a related record that is at hand is not asked for once more: the database judges relations."""
        at_hand = {field.name for field in self._meta.concrete_fields if _is_at_hand(self, field)}
        super().clean_fields({*(exclude or ()), *at_hand})

    def clean(self) -> None:
        """Raise `ValidationError` with every finding of `findings` beside its field."""
        super().clean()
        checks.raise_all(self.findings())

    def findings(self) -> Iterator[checks.Finding]:
        """What is wrong with the record as a whole. Its periods and sums are checked here; models add their own."""
        names = {field.name for field in self._meta.concrete_fields}
        yield from checks.check_letters(self)
        for start, end in self.periods:
            if {start, end} <= names:
                yield from checks.check_order(self, start, end)
        for amount, currency in self.sums:
            if {amount, currency} <= names:
                yield from checks.check_money(self, amount, currency)

    @property
    def is_archived(self) -> bool:
        """Whether the row is put away."""
        return self.archived_at is not None

    @classmethod
    def published_q(cls) -> Q:
        """Which rows the public sees: those that are released; none of a model that is never released."""
        if issubclass(cls, Publishable):
            return Q(published_at__isnull=False, archived_at__isnull=True)
        return Q(pk__in=[])

    @classmethod
    def own_q(cls, user: User) -> Q:
        """Which further rows `user` sees as staff: every one, for a row that belongs to no office."""
        return Q(pk__isnull=False) if user.is_staff_member else Q(pk__in=[])  # an empty Q would vanish in an OR

    def search_words(self) -> list[str]:
        """Texts under which the record is found; none keeps it out of the search."""
        return []


class OfficeRecord(LedgerModel):
    """A row that belongs to an office, which alone sees its drafts."""

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("office"), related_name="+")

    class Meta:
        abstract = True
        base_manager_name = "everything"

    @property
    def is_sample(self) -> bool:
        """Whether this is made up, to show the product at work."""
        return self.office.is_sample

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role in OFFICE_ROLES:
            return Q(office_id=user.office_id)
        return Q(pk__in=[])


class Publishable(models.Model):
    """A row that an office releases to the public by a decision of its own."""

    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    public_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """Whether the public sees the row."""
        return self.published_at is not None


class ChosenFields(Publishable):
    """A published row of which somebody decided, field by field, what the public sees.

    `choosable` are the decisions, each with the columns that it hides; one without columns hides rows that belong to the record. All
    other public fields are seen wherever the record is.
    """

    hidden_fields = ArrayField(
        models.CharField(max_length=30),
        verbose_name=_("hidden from the public"),
        default=list,
        blank=True,
        editable=False,
    )
    choosable: ClassVar[dict[str, tuple[str, ...]]] = {}
    is_without_hidden = False

    class Meta:
        abstract = True

    @classmethod
    def column_for(cls, column: str, reader: User) -> F | Case:
        """A column as `reader` sees it, said for the database and for the history as well: null where another office hides it."""
        name = next((name for name, hides in cls.choosable.items() if column.removesuffix("_id") in hides), None)
        if name is None or reader.role == Role.ADMINISTRATOR:
            return F(column)
        own = cls.own_q(reader)  # type: ignore[attr-defined]  # a ledger model
        return Case(When(own, then=F(column)), When(~Q(hidden_fields__contains=[name]), then=F(column)))

    def shows(self, name: str) -> bool:
        """Whether the public sees a field."""
        return name not in self.hidden_fields

    def public_words(self) -> list[str]:
        """Texts under which the public finds the record: those that are left without what is hidden."""
        return copy(self).without_hidden().search_words()  # type: ignore[no-any-return]  # a record of the same kind

    def is_kept_by(self, reader: User | None) -> bool:
        """Whether a reader sees all of it: whoever works in its office, or acts for whom it concerns."""
        if reader is None or not reader.is_authenticated:
            return False
        if reader.role == Role.ADMINISTRATOR or (reader.role in OFFICE_ROLES and reader.office_id == self.office_id):
            return True
        if reader.is_staff_member:
            return False
        return bool(type(self).everything.filter(type(self).own_q(reader), pk=self.pk).exists())

    def without_hidden(self) -> Any:
        """This row with its hidden fields empty. It cannot be saved."""
        self.is_without_hidden = True
        for name in self.hidden_fields:
            for column in self.choosable.get(name, ()):
                field = self._meta.get_field(column)
                setattr(self, column, None if field.null or field.is_relation else field.get_default())
        return self

    def save(self, *args: Any, **options: Any) -> None:  # noqa: DJ012  # its words stand before it
        """As any record, but for one of which a part was left out for its reader."""
        if self.is_without_hidden:
            raise TypeError("a record without its hidden fields is for showing; read it anew before it is changed")
        super().save(*args, **options)


def money_checks(name: str, *, amount: str = "amount", currency: str = "currency") -> list[models.CheckConstraint]:
    """Constraints of an optional sum of money: never negative, never without an ISO 4217 code."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{amount}__isnull": True}) | Q(**{f"{amount}__gte": 0}), name=f"{name}_not_negative"
        ),
        models.CheckConstraint(
            condition=Q(**{f"{amount}__isnull": True}) | Q(**{f"{currency}__regex": r"^[A-Z]{3}$"}),
            name=f"{name}_has_currency",
        ),
    ]


def period_checks(name: str, *, start: str = "start", end: str = "end") -> list[models.CheckConstraint]:
    """Constraints of a period of two optional days: in order, in the years 1900 to 2200."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{start}__isnull": True})
            | Q(**{f"{end}__isnull": True})
            | Q(**{f"{start}__lte": models.F(end)}),
            name=f"{name}_in_order",
        ),
        models.CheckConstraint(
            condition=(Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__range": ("1900-01-01", "2200-12-31")}))
            & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__range": ("1900-01-01", "2200-12-31")})),
            name=f"{name}_years",
        ),
    ]


def archive(record: LedgerModel, by: User) -> None:
    """Put a record away; `store` it afterwards."""
    record.archived_at, record.archived_by = timezone.now(), by


def unarchive(record: LedgerModel) -> None:
    """Take a record back; `store` it afterwards."""
    record.archived_at, record.archived_by = None, None


def publish(record: Publishable, by: User) -> None:
    """Release a record to the public; `store` it afterwards."""
    record.published_at, record.published_by = timezone.now(), by


def withdraw(record: Publishable) -> None:
    """Take a record back from the public; `store` it afterwards."""
    record.published_at, record.published_by = None, None
