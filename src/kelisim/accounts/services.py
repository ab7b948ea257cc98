"""Writes on users, offices, tokens and sign-in links."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import OFFICE_ROLES, Office, Role, SignInLink, Token, User

Record = TypeVar("Record", Office, User)

ROLES_OF_A_HEAD = (*OFFICE_ROLES, Role.ZONE_MANAGER, Role.INVESTOR)

LINK_LIFE = timedelta(hours=12)
TOKEN_LIFE = timedelta(days=365)
WHEN_OPENED: list[Callable[[Office], object]] = []
"""What a new office begins with; apps to the right of this one add their function when they are ready."""


def digest_of(secret: str) -> str:
    """SHA-256 of a secret, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


@action("accounts.create_office")
def create_office(
    administrator: User, *, slug: str, name: dict[str, str], area_codes: list[str], is_sample: bool = False, by: User
) -> Office:
    """Open an office for areas; the subject is the administrator who does it."""
    office = Office(slug=slug, name=name, area_codes=area_codes, is_sample=is_sample)
    office.full_clean()
    office.save()
    for begin in WHEN_OPENED:
        begin(office)
    return office


@action("accounts.edit_office")
def edit_office(office: Office, *, by: User, **facts: Any) -> Office:
    """Change an office."""
    return _save(office, facts)


@action("accounts.create_user")
def create_user(office: Office, *, email: str, name: str, role: str, language: str = "kk", by: User) -> User:
    """Add a user to an office."""
    _refuse_role(role, by)
    return User.objects.create_user(email=email, name=name, role=role, office=office, language=language)


@action("accounts.edit_user")
def edit_user(user: User, *, by: User, **facts: Any) -> User:
    """Change a user's name, role, office or language, or switch the account off by `is_active`."""
    _refuse_role(user.role, by)
    _refuse_role(facts.get("role", user.role), by)
    if facts.get("office", user.office) != user.office and by.role != Role.ADMINISTRATOR:
        raise ValidationError({"office": _("Only an administrator moves a user to another office.")})
    return _save(user, facts)


def _refuse_role(role: str, by: User) -> None:
    if by.role != Role.ADMINISTRATOR and role not in ROLES_OF_A_HEAD:
        raise ValidationError({"role": _("Only an administrator gives or changes this role.")})


def _save(record: Record, facts: dict[str, Any]) -> Record:
    for name, value in facts.items():
        setattr(record, name, value)
    record.full_clean(exclude=["password"])
    record.save()
    return record


@action("accounts.create_token")
def create_token(user: User, *, name: str, by: User, until: datetime | None = None) -> str:
    """Make an access token of the API and answer its text, which is shown once."""
    secret = "kls_" + secrets.token_urlsafe(32)
    token = Token(user=user, name=name, digest=digest_of(secret), expires_at=until or timezone.now() + TOKEN_LIFE)
    token.full_clean()
    token.save()
    return secret


@action("accounts.revoke_token")
def revoke_token(token: Token, *, by: User) -> Token:
    """End a token now."""
    token.revoked_at = token.revoked_at or timezone.now()
    token.save(update_fields=["revoked_at"])
    return token


@action("accounts.choose_language")
def choose_language(user: User, *, language: str, by: User) -> User:
    """Remember in which language the user reads."""
    user.language = language
    user.save(update_fields=["language"])
    return user


def make_sign_in_link(user: User) -> str:
    """Make a one-time secret that signs `user` in within twelve hours, for the demo and the command line only."""
    secret = secrets.token_urlsafe(24)
    SignInLink.objects.create(user=user, digest=digest_of(secret), expires_at=timezone.now() + LINK_LIFE)
    return secret


def use_sign_in_link(secret: str) -> User | None:
    """The user whom the secret signs in, or None where it is unknown, used or too old. Uses it up."""
    now = timezone.now()
    unused = SignInLink.objects.filter(
        digest=digest_of(secret), used_at__isnull=True, expires_at__gt=now, user__is_active=True
    )
    if not unused.update(used_at=now):
        return None
    return SignInLink.objects.select_related("user").get(digest=digest_of(secret)).user


def user_of_token(secret: str) -> User | None:
    """The user whose living token this is, or None."""
    now = timezone.now()
    living = Token.objects.filter(
        digest=digest_of(secret), revoked_at__isnull=True, expires_at__gt=now, user__is_active=True
    )
    token = living.select_related("user__office").first()
    if token and (token.last_used_at is None or now - token.last_used_at > timedelta(minutes=5)):
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    return token.user if token else None


def demo_links() -> list[tuple[User, str]]:
    """For each role, a sample user and a one-time secret."""
    users = (
        User.objects.filter(is_active=True, email__endswith="@sample.kelisim.example")
        .order_by("role", "pk")
        .distinct("role")
    )
    return [(user, make_sign_in_link(user)) for user in users]
