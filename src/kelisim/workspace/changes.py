"""The history of a record in words: who changed what, when, from what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.ledger import ChosenFields
from kelisim.common.queries import history_of

HIDDEN = {
    "first_values",  # of an amended paper: its values at the signing stand among the amendments
    "id",
    "version",
    "public_id",
    "created_at",
    "archived_by",
    "archived_at",
    "published_by",
    "published_at",
    "office",
    "is_sample",
}
VERBS = {
    "create": gettext_lazy("Recorded"),
    "record": gettext_lazy("Recorded"),
    "set": gettext_lazy("Recorded"),
    "edit": gettext_lazy("Changed"),
    "archive": gettext_lazy("Put into the archive"),
    "restore": gettext_lazy("Taken back from the archive"),
    "publish": gettext_lazy("Published"),
    "withdraw": gettext_lazy("Withdrawn from the public"),
    "sign": gettext_lazy("Signed"),
    "move": gettext_lazy("Brought to another stage"),
    "confirm": gettext_lazy("Confirmed"),
    "accept": gettext_lazy("Taken over from an article"),
    "settle": gettext_lazy("Settled"),
    "finish": gettext_lazy("Done"),
    "add": gettext_lazy("Added to"),
    "join": gettext_lazy("Joined with another announcement"),
    "separate": gettext_lazy("Separated from the other announcement"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act on a record."""

    when: datetime
    who: str
    what: str
    changes: list[Change]


def entries_of(record: models.Model, *, limit: int = 200) -> list[Entry]:
    """What was done to a record, the newest first. One query for the rows, one for the users, one a linked table."""
    rows = list(history_of(record)[: limit + 1])
    names, linked = _users(rows), _Linked(record, rows)
    pairs = zip(rows, [*rows, None][1:], strict=True)
    return [_entry(row, before, record, names, linked) for row, before in pairs][:limit]


def _entry(row: Any, before: Any, record: models.Model, names: dict[int, str], linked: _Linked) -> Entry:
    about = row.pgh_context.metadata if row.pgh_context else {}
    is_first = row.pgh_label == "insert" or before is None
    changes = [] if is_first else _changes(row, before, record, linked)
    who = names.get(about.get("user"), "") or _("the system")
    return Entry(row.pgh_created_at, who, _what(about.get("action", ""), is_first=row.pgh_label == "insert"), changes)


def _what(action: str, *, is_first: bool) -> str:
    verb = action.partition(".")[2].partition("_")[0]
    known = VERBS.get(verb)
    return str(known) if known else _("Recorded") if is_first else _("Changed")


def _users(rows: Iterable[Any]) -> dict[int, str]:
    keys = {row.pgh_context.metadata.get("user") for row in rows if row.pgh_context}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=[key for key in keys if key])}


def _changes(row: Any, before: Any, record: models.Model, linked: _Linked) -> list[Change]:
    found, left_out = [], _left_out(record)
    for column in record._meta.concrete_fields:
        old, new = getattr(before, column.attname, None), getattr(row, column.attname, None)
        if column.name not in HIDDEN and column.name not in left_out and old != new:
            label = str(column.verbose_name)
            found.append(Change(label[:1].upper() + label[1:], linked.said(column, old), linked.said(column, new)))
    return found


def _left_out(record: models.Model) -> set[str]:
    """Columns that a record does not show to its reader, now or in its history."""
    if not isinstance(record, ChosenFields) or not record.is_without_hidden:
        return set()
    return {"hidden_fields", *(column for name in record.hidden_fields for column in record.choosable.get(name, ()))}


class _Linked:
    """The records that the old and new values point to, read once a table."""

    def __init__(self, record: models.Model, rows: list[Any]) -> None:
        self.found: dict[str, dict[Any, Any]] = {}
        for column in record._meta.concrete_fields:
            if not column.is_relation or column.name in HIDDEN:
                continue
            keys = {getattr(row, column.attname, None) for row in rows}
            if len(keys) > 1:
                self.found[column.name] = column.related_model._base_manager.in_bulk(keys - {None})

    def said(self, column: models.Field, value: Any) -> str:
        if column.name in self.found and value is not None:
            return str(self.found[column.name].get(value, value))
        return said(column, value)


def said(column: models.Field, value: Any) -> str:
    """A stored value as a person reads it."""
    if value in (None, "", {}, []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, Decimal | int | float):
        return formats.number(value)
    if isinstance(value, dict):
        return " · ".join(f"{code}: {text}" for code, text in value.items())
    if isinstance(value, list | tuple | set) or hasattr(value, "all"):
        return ", ".join(str(each) for each in value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people changed at the same time."""

    label: str
    theirs: str
    yours: str


def differences(form: Any, current: models.Model) -> list[Difference]:
    """Where what was typed differs from what somebody else has saved meanwhile."""
    found = []
    for name, yours in form.facts.items():
        try:
            column = current._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if column.many_to_many:
            continue
        theirs = getattr(current, name)
        if theirs != yours and (theirs or yours):
            label = str(form.fields[name].label)
            found.append(Difference(label, said(column, theirs), said(column, yours)))
    return found
