"""The choice of somebody who works here: for filters, for who answers, for who signs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from kelisim.accounts.models import OFFICE_ROLES, Role, User
from kelisim.accounts.queries import users_for_list


def people_of(user: User, *, roles: tuple[Role, ...] = OFFICE_ROLES, with_former: bool = False) -> QuerySet[User]:
    """Who works in the offices of which the user may know; those who left only where the past is asked for."""
    rows = users_for_list(user).filter(role__in=roles)
    return rows if with_former else rows.filter(is_active=True)


def people_field(
    user: User,
    label: Any,
    *,
    empty: Any = "–",
    required: bool = False,
    roles: tuple[Role, ...] = OFFICE_ROLES,
    with_former: bool = False,
    to_field_name: str | None = None,
) -> forms.ModelChoiceField:
    """One of them."""
    people = people_of(user, roles=roles, with_former=with_former)
    facts = {"label": label, "required": required, "empty_label": empty, "to_field_name": to_field_name}
    return forms.ModelChoiceField(people, **facts)
