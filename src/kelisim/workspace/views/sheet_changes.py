"""What the rows of a sheet say of new projects, and what they change in others: before and after, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from kelisim.common import formats
from kelisim.projects.models import Project, RowOutcome, SheetRow
from kelisim.projects.sheets.words import FIELDS
from kelisim.workspace.changes import said

NOT_SHOWN = ("currency", "capacity_unit", "new_company", "_version")
OF_NUMBERS = {"amount": "currency", "capacity": "capacity_unit"}
Change = tuple[str, str, str]


def changes_of(rows: Iterable[SheetRow]) -> dict[int, list[Change]]:
    """By row: the name of a field, what stood or stands there, what the sheet says. At most one query a linked table."""
    pairs = {row.pk: _pairs(row) for row in rows if row.outcome in (RowOutcome.NEW, RowOutcome.CHANGED)}
    linked = _linked(pairs.values())
    found = {}
    for key, fields in pairs.items():
        told = [
            (str(FIELDS[name]), *(linked.get(name, {}).get(each, each) for each in pair))
            for name, pair in fields.items()
        ]
        found[key] = [(label, str(before), str(after)) for label, before, after in told]
    return found


def _pairs(row: SheetRow) -> dict[str, tuple[Any, Any]]:
    """By field: what stood there before and what the row says, where the two differ."""
    kept = row.before.get("facts") if row.version is not None else None
    found = {}
    is_new = row.outcome == RowOutcome.NEW or row.project is None
    for name in FIELDS:
        value = row.facts.get(name)
        if value is None or name in NOT_SHOWN:
            continue
        before = None if is_new else _before(row.project, name, kept)
        languages = tuple(value) if isinstance(value, dict) else ()
        pair = (
            _words(name, before, row.project, kept, languages),
            _words(name, value, row.project, row.facts, languages),
        )
        if pair[0] != pair[1]:
            found[name] = pair
    if row.facts.get("new_company"):
        found["organisation"] = ("", row.facts["new_company"][0])
    return found


def _before(project: Any, name: str, kept: dict[str, Any] | None) -> Any:
    if name == "spent":
        return None
    if kept is not None and name in kept:
        return kept[name]
    column = Project._meta.get_field(name)
    return getattr(project, column.attname)


def _words(name: str, value: Any, project: Any, facts: dict[str, Any] | None, languages: tuple[str, ...]) -> Any:
    """A value as a person reads it; the key of a record stays a key until the records are read."""
    if value in (None, "", {}):
        return ""
    if name == "spent":
        return formats.money(Decimal(value[0]), value[1])
    if name in OF_NUMBERS:
        unit = (facts or {}).get(OF_NUMBERS[name]) or getattr(project, OF_NUMBERS[name], "")
        is_money = name == "amount" and unit
        return formats.money(Decimal(value), unit) if is_money else f"{formats.number(Decimal(value))} {unit}".strip()
    column = Project._meta.get_field(name)
    if column.is_relation:
        return value
    if isinstance(value, dict):  # a sheet tells a text in one language; those in others stay
        return " · ".join(str(value[code]) for code in languages if value.get(code))
    return said(column, column.to_python(value))


def _linked(rows: Iterable[dict[str, tuple[Any, Any]]]) -> dict[str, dict[Any, str]]:
    """The names of the records that keys mean, by field."""
    keys: dict[str, set[Any]] = defaultdict(set)
    for fields in rows:
        for name, pair in fields.items():
            keys[name] |= {each for each in pair if isinstance(each, int)}
    found = {}
    for name, wanted in keys.items():
        if wanted:
            model = Project._meta.get_field(name).related_model
            found[name] = {row.pk: str(row) for row in model._base_manager.filter(pk__in=wanted)}
    return found
