"""Signed-in browsers for the tests of the workspace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from kelisim.accounts.models import User


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A browser in which a user has signed in with the second factor."""

    def sign_in(user: User) -> Client:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
