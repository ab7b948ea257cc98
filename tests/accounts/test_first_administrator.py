"""The first person of an installation that has no people."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from kelisim.accounts.models import Role, User

pytestmark = pytest.mark.django_db


def test_the_first_administrator_signs_in_once_sets_up_the_second_factor_and_is_added_once():
    words = io.StringIO()
    call_command("add_administrator", "Aigul@Invest.example.kz", "Aigul Example", stdout=words)
    user = User.objects.get()
    assert (user.email, user.role, user.has_usable_password()) == ("aigul@invest.example.kz", Role.ADMINISTRATOR, False)
    page, client = words.getvalue().split()[-1], Client()
    assert client.post(page)["Location"] == "/en/workspace/"
    assert "/2fa/" in client.get("/en/workspace/")["Location"]
    assert Client().post(page).status_code == 410
    with pytest.raises(CommandError):
        call_command("add_administrator", "aigul@invest.example.kz", "Another", stdout=words)
    with pytest.raises(CommandError):
        call_command("add_administrator", "no address", "Another", stdout=words)
