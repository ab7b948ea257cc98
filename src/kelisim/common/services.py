"""How a record is stored: checked, versioned, indexed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import prefetch_related_objects
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.fields import Translated
from kelisim.accounts.models import User
from kelisim.common import ledger
from kelisim.common.checks import refusal
from kelisim.common.ledger import ChosenFields, LedgerModel, Publishable, StaleEdit
from kelisim.common.models import Area, SearchEntry, Source
from kelisim.common.naming import is_party
from kelisim.engines.values.folding import fold

Record = TypeVar("Record", bound=LedgerModel)


def store(record: Record, *, version: int | None = None) -> Record:
    """Check and save a record and index it for the search.

    `version` is the one that the form was opened with: raises `StaleEdit` where the row has moved on. Raises
    `ValidationError` by field where the record is not sound. Call it inside an `@action`.
    """
    if record.pk:
        _take_turn(record, version)
    record.full_clean(exclude={"public_id"}, validate_constraints=False)  # nobody writes it, so nobody has taken it
    _save(record)
    index(record)
    return record


def store_new(records: list[Record]) -> list[Record]:
    """Check and save many new records at once, as `store` does one; their relations must come from the ledger itself.

    The database judges the constraints of the whole: what it refuses leaves none of them stored.
    """
    for record in records:
        check_alone(record)
    return insert_all(records)


def insert_all(records: list[Record]) -> list[Record]:
    """Save many new records that are checked already."""
    if records:
        with transaction.atomic():
            type(records[0]).everything.bulk_create(records)
    index_all(records)
    return records


def store_changed(records: list[Record], names: list[str]) -> list[Record]:
    """Check and save the named fields of many records that are locked already, as `store` does one."""
    for record in records:
        record.version += 1
        check_alone(record)
    if records:
        type(records[0]).everything.bulk_update(records, [*names, "version"], batch_size=500)
    index_all(records)
    return records


def check_alone(record: LedgerModel) -> None:
    """Raise `ValidationError` where the record is not sound; its relations are those of the ledger and not asked for."""
    linked = [field.name for field in record._meta.concrete_fields if field.is_relation]
    record.full_clean(exclude=linked, validate_unique=False, validate_constraints=False)


def index_all(records: list[Record]) -> None:
    """Put the words of many records of a table into the search, and take out those of the archived."""
    if not records:
        return
    prefetch_related_objects(records, *type(records[0]).search_links)
    _keep_entries(records, {record.pk: _entry(record, is_public=_is_public(record)) for record in records})


def index(record: LedgerModel) -> None:
    """Put the record's words into the search, or take them out."""
    is_public = type(record).everything.filter(pk=record.pk).published().exists()
    _keep_entries([record], {record.pk: _entry(record, is_public=is_public)})


def _is_public(record: LedgerModel) -> bool:
    return isinstance(record, Publishable) and record.is_published


def _keep_entries(records: list[Any], found: dict[int, SearchEntry | None]) -> None:
    """Write what was found to say of records of one table; take out those of which there is nothing."""
    gone = [key for key, entry in found.items() if entry is None]
    if gone:
        SearchEntry.objects.filter(kind=records[0]._meta.label_lower, record_id__in=gone).delete()
    SearchEntry.objects.bulk_create(
        [entry for entry in found.values() if entry is not None],
        update_conflicts=True,
        unique_fields=["kind", "record_id"],
        update_fields=["office", "is_public", "title", "folded", "shown"],
    )


def _entry(record: LedgerModel, *, is_public: bool) -> SearchEntry | None:
    """What the search knows of a record: all its words, and apart from them those of the public where some are hidden."""
    words = _folded(record.search_words())
    if record.is_archived or not words:
        return None
    shown = _folded(record.public_words()) if is_public and isinstance(record, ChosenFields) else words
    return SearchEntry(
        kind=record._meta.label_lower,
        record_id=record.pk,
        office_id=getattr(record, "office_id", None),
        is_public=is_public and shown == words,
        title=title_of(record),
        folded=words,
        shown="" if shown == words else shown,
    )


def _folded(words: list[str]) -> str:
    return fold(" ".join(filter(None, words)))


def _save(record: LedgerModel) -> None:
    """The database judges its constraints once, while it writes; what it refuses is said like any other finding."""
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError as error:
        raise refusal(record, error) from error


def _take_turn(record: LedgerModel, version: int | None) -> None:
    current = type(record).everything.select_for_update(of=("self",)).get(pk=record.pk)
    if version is not None and current.version != version:
        raise StaleEdit(current)
    record.version = current.version + 1


def change(record: Record, facts: dict[str, Any]) -> Record:
    """Set the named fields of a record."""
    for name, value in facts.items():
        setattr(record, name, value)
    return record


def title_of(record: models.Model) -> dict[str, str]:
    """How the record is called, by language."""
    for name in ("title", "name"):
        value = getattr(record, name, None)
        if isinstance(value, Translated) and value:
            return dict(value)
    names = record.names.all() if is_party(record) else ()  # type: ignore[attr-defined]  # a party has them
    current = {name.language: name.text for name in names if not getattr(name, "is_former", False)}
    return {"en": str(record), **current}


def free_slug(model: type[LedgerModel], words: str, *, otherwise: str) -> str:
    """Words as the address of a page: Latin letters, with a number where another record has that address."""
    slug = slugify(fold(words))[:70].strip("-") or otherwise
    rows = model.everything.filter(**{"slug__startswith": slug})
    taken = set(rows.values_list("slug", flat=True))  # type: ignore[misc]  # models with an address have a slug
    numbers = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (slug, *numbers) if free not in taken)


def archive(record: Record, *, version: int | None, by: User) -> Record:
    """Put a record away. Each app's `archive_…` service calls it."""
    ledger.archive(record, by)
    return store(record, version=version)


def restore(record: Record, *, version: int | None, by: User) -> Record:
    """Take a record back from the archive. Each app's `restore_…` service calls it."""
    ledger.unarchive(record)
    return store(record, version=version)


def publish(record: Record, *, hidden: Iterable[str] | None = None, by: User) -> Record:
    """Release a record to the public. Each app's `publish_…` service calls it.

    `hidden` are the fields that the public does not see; without them the last decision holds.
    """
    assert isinstance(record, Publishable)
    if hidden is not None:
        assert isinstance(record, ChosenFields)
        record.hidden_fields = _choosable(record, hidden)
    if not record.is_published:
        ledger.publish(record, by)
    return store(record)


def _choosable(record: ChosenFields, names: Iterable[str]) -> list[str]:
    wanted = set(names)
    if wanted - set(record.choosable):
        raise ValidationError(
            {"hidden_fields": ValidationError(_("There is no such field to decide on."), code="choice")}
        )
    return [name for name in record.choosable if name in wanted]


def withdraw(record: Record, *, by: User) -> Record:
    """Take a record back from the public. Each app's `withdraw_…` service calls it."""
    assert isinstance(record, Publishable)
    ledger.withdraw(record)
    return store(record)


@action("common.create_area")
def create_area(user: User, *, by: User, **facts: Any) -> Area:
    """Add a place; the subject is the acting user, for places belong to no office."""
    return store(change(Area(), facts))


@action("common.edit_area")
def edit_area(area: Area, *, version: int | None = None, by: User, **facts: Any) -> Area:
    """Change a place."""
    return store(change(area, facts), version=version)


@action("common.archive_area")
def archive_area(area: Area, *, version: int | None = None, by: User) -> Area:
    """Put a place away."""
    return archive(area, version=version, by=by)


@action("common.restore_area")
def restore_area(area: Area, *, version: int | None = None, by: User) -> Area:
    """Take a place back."""
    return restore(area, version=version, by=by)


def record_source(**facts: Any) -> Source:
    """Store where a fact came from; the service that states the fact calls it."""
    return store(Source(**facts))
