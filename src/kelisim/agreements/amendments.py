"""Amendments: what each changed, and which values hold now.

An amendment is a paper of its own that names the first paper of its chain. While it holds, the first paper carries its values, so
that lists, sums and the public see what is valid; with which values the paper was signed stays in `first_values`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kelisim.agreements.models import Agreement, AgreementState, Amendable
from kelisim.common.services import change, store

COLUMNS: dict[str, tuple[str, ...]] = {
    Amendable.AMOUNT: ("amount", "currency"),
    Amendable.START: ("start",),
    Amendable.END: ("end",),
    Amendable.SECTOR: ("sector",),
    Amendable.TEXT: ("text",),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One value that an amendment changes: as papers that carry it before and after."""

    name: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """One paper of a chain: what it changes, and whether that holds."""

    paper: Agreement
    changes: list[Changed]
    holds: bool


def first_paper(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with the first paper of a chain in the place of an amendment of it."""
    amended = facts.get("amends")
    return facts if amended is None else facts | {"amends": amended.amends or amended}


def holds(amendment: Agreement) -> bool:
    """Whether it changes anything by now: signed; one that is to begin later, once it is recorded as in force."""
    if amendment.is_archived or not amendment.is_signed:
        return False
    begins_later = (
        amendment.start is not None and amendment.signed_on is not None and amendment.start > amendment.signed_on
    )
    return amendment.state != AgreementState.SIGNED or not (begins_later and Amendable.START not in amendment.changes)


def chain_of(agreement: Agreement, amendments: Iterable[Agreement]) -> list[Link]:
    """What each amendment changed, in the order of signing; those that do not hold come last and change nothing."""
    values = values_at_first(agreement)
    links = []
    for paper in _in_order(amendments):
        own = _values(paper, (name for one in paper.changes for name in COLUMNS[one]))
        changed = [Changed(one, _part(values, one), _part(own, one)) for one in paper.changes]
        links.append(Link(paper, changed, holds(paper)))
        if holds(paper):
            values |= own
    return links


def values_at_first(agreement: Agreement) -> dict[str, Any]:
    """The values with which the paper itself was signed."""
    every = [name for names in COLUMNS.values() for name in names]
    return _values(agreement, every) | _read(agreement.first_values)


def hold_values(first: Agreement) -> Agreement:
    """Give the first paper of a chain the values that hold now. Call it inside the service that changes the chain."""
    first = Agreement.everything.select_for_update(of=("self",)).get(pk=first.pk)
    living = [paper for paper in _in_order(first.amendments.all()) if holds(paper)]
    amended = {name for paper in living for one in paper.changes for name in COLUMNS[one]}
    values = values_at_first(first)
    kept = {name: values[name] for name in amended}
    for paper in living:
        values |= _values(paper, (name for one in paper.changes for name in COLUMNS[one]))
    facts = values | {"first_values": _written(kept)}
    if all(getattr(first, name) == value for name, value in facts.items()):
        return first
    return store(change(first, facts))


def refuse_amended(agreement: Agreement, facts: dict[str, Any]) -> None:
    """Raise where a value is changed that an amendment holds."""
    message = _("An amendment holds this value. Change it there, or record another amendment.")
    names = [name for name in agreement.first_values if name in facts and facts[name] != getattr(agreement, name)]
    if names:
        raise ValidationError({name: ValidationError(message, code="amended") for name in names})


def _in_order(papers: Iterable[Agreement]) -> list[Agreement]:
    return sorted(papers, key=lambda paper: (not holds(paper), paper.signed_on or date.max, paper.pk))


def _values(paper: Agreement, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in names}


def _part(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {column: values[column] for column in COLUMNS[name]}


def _written(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, dict | None) else str(value) for name, value in values.items()}


def _read(values: dict[str, Any]) -> dict[str, Any]:
    return {name: Agreement._meta.get_field(name).to_python(value) for name, value in values.items()}
