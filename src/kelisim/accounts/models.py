"""Users, their offices, access tokens and one-time sign-in links."""

from __future__ import annotations

from typing import Any

import uuid_utils.compat
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.history import tracked


class Role(models.TextChoices):
    """What a user is here for. Rules speak of these."""

    INVESTOR = "investor", _("Investor")
    ZONE_MANAGER = "zone_manager", _("Zone manager")
    OFFICER = "officer", _("Officer")
    HEAD = "head", _("Head of office")
    ANALYST = "analyst", _("Analyst")
    AGENCY = "agency", _("National agency")
    ADMINISTRATOR = "administrator", _("Administrator")


OFFICE_ROLES = (Role.OFFICER, Role.HEAD, Role.ANALYST)
STAFF_ROLES = (*OFFICE_ROLES, Role.AGENCY, Role.ADMINISTRATOR)


@tracked()
class Office(models.Model):
    """An investment office and the areas that it works for (ISO 3166 codes; a national office has a country's)."""

    public_id = models.UUIDField(default=uuid_utils.compat.uuid7, unique=True, editable=False)
    slug = models.SlugField(unique=True)
    name = TranslatedField(_("name"))
    area_codes = ArrayField(models.CharField(max_length=10), verbose_name=_("areas"), default=list)
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("office"), _("offices")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class UserManager(BaseUserManager["User"]):
    """Users by e-mail address, which is kept in lower case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> User:
        user = self.model(email=email.lower(), **facts)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


@tracked(without=("password", "last_login"))
class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. Every user has one role and, staff of an office, that office."""

    public_id = models.UUIDField(default=uuid_utils.compat.uuid7, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.INVESTOR)
    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("office"), null=True, blank=True, related_name="users"
    )
    language = models.CharField(_("language"), max_length=10, default="kk")
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name, verbose_name_plural = _("user"), _("users")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(
                condition=~models.Q(role__in=OFFICE_ROLES) | models.Q(office__isnull=False),
                name="user_of_office_has_office",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff_member(self) -> bool:
        """Whether the user works for an office, the agency or the installation."""
        return self.role in STAFF_ROLES


class Token(models.Model):
    """An access token of the API; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("access token"), _("access tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class SignInLink(models.Model):
    """A link that signs one user in once; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("sign-in link"), _("sign-in links")

    def __str__(self) -> str:
        return f"{self.user} · {self.expires_at:%Y-%m-%d %H:%M}"
