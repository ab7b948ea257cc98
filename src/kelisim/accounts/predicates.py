"""The words from which rules make their sentences."""

from __future__ import annotations

from typing import Any

import rules

from kelisim.accounts.models import Office, Role, User


def role_is(*roles: Role) -> rules.Predicate:
    """A predicate that holds for users of these roles."""

    @rules.predicate(f"role_is:{'|'.join(roles)}")
    def has_role(user: User) -> bool:
        return bool(user and user.is_active and getattr(user, "role", None) in roles)

    return has_role


is_investor = role_is(Role.INVESTOR)
is_zone_manager = role_is(Role.ZONE_MANAGER)
is_officer = role_is(Role.OFFICER)
is_head = role_is(Role.HEAD)
is_analyst = role_is(Role.ANALYST)
is_agency = role_is(Role.AGENCY)
is_administrator = role_is(Role.ADMINISTRATOR)
is_desk = is_officer | is_head


@rules.predicate
def is_own_office(user: User, subject: Any) -> bool:
    """The subject is the user's office, or a record of it."""
    office_id = subject.pk if isinstance(subject, Office) else getattr(subject, "office_id", None)
    return office_id is not None and office_id == user.office_id


@rules.predicate
def is_living(user: User, subject: Any) -> bool:
    """The subject is not archived."""
    return getattr(subject, "archived_at", None) is None


works_there = is_administrator | (is_desk & is_own_office)
leads_there = is_administrator | (is_head & is_own_office)
