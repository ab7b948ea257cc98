"""Reads on users and offices."""

from __future__ import annotations

from django.db.models import QuerySet

from kelisim.accounts.models import OFFICE_ROLES, Office, Role, User


def users_for_list(user: User) -> QuerySet[User]:
    """Users whom `user` may know of: an administrator all, staff of an office their colleagues, others themselves."""
    rows = User.objects.select_related("office")
    if user.role == Role.ADMINISTRATOR:
        return rows
    return rows.filter(office__users=user) if user.role in OFFICE_ROLES else rows.filter(pk__in=[user.pk])


def offices_for_list(user: User) -> QuerySet[Office]:
    """Offices that `user` may know of: staff all, others their own."""
    return Office.objects.all() if user.is_staff_member else Office.objects.filter(users=user)


def offices_of(user: User) -> QuerySet[Office]:
    """Offices for which `user` may write."""
    if user.role == Role.ADMINISTRATOR:
        return Office.objects.all()
    return Office.objects.filter(users=user) if user.role in (Role.OFFICER, Role.HEAD) else Office.objects.none()
