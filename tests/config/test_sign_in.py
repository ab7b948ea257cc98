"""Sign-in: a code by e-mail, a second factor for staff, one-time links of the demo."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client

from kelisim.accounts.models import Role, User
from kelisim.accounts.services import make_sign_in_link
from tests.factories import make_user

pytestmark = pytest.mark.django_db
WORKSPACE = "/en/workspace/"
ENROL = "/en/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


def sign_in_by_link(client: Client, user: User) -> int:
    return client.post(f"/en/accounts/link/{make_sign_in_link(user)}/").status_code


def test_guest_is_led_to_sign_in(client: Client) -> None:
    answer = client.get(WORKSPACE)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/accounts/login/")


def test_link_signs_in_once(client: Client) -> None:
    user = make_user(Role.INVESTOR)
    address = f"/en/accounts/link/{make_sign_in_link(user)}/"
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Client().post(address).status_code == 410


def test_unknown_link_signs_nobody_in(client: Client) -> None:
    assert client.post("/en/accounts/link/guessed/").status_code == 410
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.ANALYST, Role.AGENCY, Role.ADMINISTRATOR])
def test_staff_without_second_factor_is_led_to_enrol(client: Client, role: Role) -> None:
    client.force_login(make_user(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(WORKSPACE)
    assert (answer.status_code, answer.headers.get("Location")) == (302, ENROL)


@pytest.mark.parametrize("role", [Role.INVESTOR, Role.ZONE_MANAGER])
def test_participants_need_no_second_factor(client: Client, role: Role) -> None:
    client.force_login(make_user(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(WORKSPACE).headers.get("Location") != ENROL


def test_staff_with_second_factor_comes_in(client: Client) -> None:
    head = make_user(Role.HEAD)
    TOTP.activate(head, generate_totp_secret())
    client.force_login(head, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(WORKSPACE).status_code == 200


@pytest.mark.parametrize(("is_demo", "status"), [(True, 200), (False, 302)])
def test_link_counts_as_second_factor_only_in_the_demo(client: Client, settings, is_demo: bool, status: int) -> None:
    settings.DEMO = is_demo
    sign_in_by_link(client, make_user(Role.HEAD))
    assert client.get(WORKSPACE).status_code == status


def test_code_by_mail_signs_in(client: Client) -> None:
    investor = make_user(Role.INVESTOR)
    assert client.post("/en/accounts/login/code/", {"email": investor.email}).status_code == 302
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[0].body, re.MULTILINE)
    assert code, mail.outbox[0].body
    assert client.post("/en/accounts/login/code/confirm/", {"code": code[0]}).status_code == 302
    assert client.session["_auth_user_id"] == str(investor.pk)


def test_stranger_is_answered_like_a_user(client: Client) -> None:
    make_user(Role.INVESTOR, email="known@example.kz")
    answers = [
        Client().post("/en/accounts/login/code/", {"email": email})
        for email in ("known@example.kz", "unknown@example.kz")
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, "/en/accounts/login/code/confirm/")
    ] * 2


def test_letters_to_one_address_are_limited() -> None:
    make_user(Role.INVESTOR, email="known@example.kz")
    letter, page = {"email": "known@example.kz"}, "/en/accounts/login/code/"
    answers = [Client().post(page, letter).status_code for _ in range(4)]
    assert (answers, len(mail.outbox)) == ([302, 302, 302, 200], 3)


def test_one_machine_that_tries_many_times_is_told_so() -> None:
    answers = [Client().post("/en/accounts/login/", {"email": f"guess{n}@example.kz"}) for n in range(31)]
    assert answers[-1].status_code == 429
    assert 'lang="en"' in answers[-1].content.decode()
