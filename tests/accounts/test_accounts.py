"""Users, offices, tokens: who may give which role, and the frame of every write."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import timedelta

import pytest
import rules
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

import kelisim
from kelisim.accounts import services
from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, Role, User
from kelisim.accounts.queries import offices_for_list, offices_of, users_for_list
from kelisim.common.queries import history_of
from tests.factories import make_office, make_user

pytestmark = pytest.mark.django_db


def actions() -> Iterator[str]:
    """The names of all services."""
    for package in pkgutil.iter_modules(kelisim.__path__, "kelisim."):
        try:
            module = importlib.import_module(f"{package.name}.services")
        except ModuleNotFoundError:
            continue
        yield from (value.action for value in vars(module).values() if isinstance(getattr(value, "action", None), str))


def test_every_service_has_a_permission_of_its_name():
    assert {name for name in actions() if not rules.perm_exists(name)} == set()


def test_head_adds_colleagues_and_no_administrators():
    office, head = make_office(), make_user(Role.HEAD)
    facts = {"email": "New@Kelisim.example", "name": "New"}
    for role in (Role.ADMINISTRATOR, Role.AGENCY):
        with pytest.raises(ValidationError) as refused:
            services.create_user(office, **facts, role=role, by=head)
        assert set(refused.value.message_dict) == {"role"}
    user = services.create_user(office, **facts, role=Role.OFFICER, by=head)
    assert (user.email, user.office) == ("new@kelisim.example", office)
    with pytest.raises(PermissionDenied):
        services.create_user(make_office("jambyl"), **facts, role=Role.OFFICER, by=head)
    with pytest.raises(PermissionDenied):
        services.create_user(office, **facts, role=Role.OFFICER, by=make_user(Role.OFFICER))


def test_head_raises_neither_themselves_nor_colleagues_above_the_office():
    head, colleague = make_user(Role.HEAD), make_user()
    with pytest.raises(PermissionDenied):
        services.edit_user(head, role=Role.ADMINISTRATOR, by=head)
    for facts, field in (({"role": Role.ADMINISTRATOR}, "role"), ({"office": make_office("jambyl")}, "office")):
        with pytest.raises(ValidationError) as refused:
            services.edit_user(colleague, **facts, by=head)
        assert set(refused.value.message_dict) == {field}
    services.edit_user(colleague, is_active=False, by=head)
    assert not User.objects.get(pk=colleague.pk).is_active


def test_user_who_was_switched_off_may_do_nothing():
    head, colleague = make_user(Role.HEAD, is_active=False), make_user()
    with pytest.raises(PermissionDenied):
        services.edit_user(colleague, name="New", by=head)


def test_offices_are_opened_and_changed_by_administrators():
    administrator = make_user(Role.ADMINISTRATOR)
    office = services.create_office(
        administrator, slug="abay", name={"en": "Abay"}, area_codes=["KZ-10"], by=administrator
    )
    services.edit_office(office, area_codes=["KZ-10", "KZ-63"], by=administrator)
    assert Office.objects.get(slug="abay").area_codes == ["KZ-10", "KZ-63"]
    with pytest.raises(PermissionDenied):
        services.edit_office(office, area_codes=[], by=make_user(Role.HEAD, office=office))


def test_staff_of_an_office_belong_to_one_in_the_database_too():
    officer = make_user()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=officer.pk).update(office=None)


def test_who_sees_which_users_and_offices():
    officer, colleague = make_user(), make_user(Role.HEAD)
    stranger, investor = make_user(office=make_office("jambyl")), make_user(Role.INVESTOR)
    administrator = make_user(Role.ADMINISTRATOR)
    assert set(users_for_list(officer)) == {officer, colleague}
    assert set(users_for_list(investor)) == {investor}
    assert set(users_for_list(administrator)) == {officer, colleague, stranger, investor, administrator}
    assert [offices_for_list(user).count() for user in (officer, investor, administrator)] == [2, 0, 2]
    assert [offices_of(user).count() for user in (officer, make_user(Role.ANALYST), administrator)] == [1, 0, 2]


def test_token_works_until_it_is_revoked_and_is_kept_as_a_digest_only():
    officer = make_user()
    secret = services.create_token(officer, name="Excel", by=officer)
    token = officer.tokens.get()
    assert services.user_of_token(secret) == officer
    assert secret not in (token.digest, token.name)
    with pytest.raises(PermissionDenied):
        services.revoke_token(token, by=make_user())
    services.revoke_token(token, by=officer)
    assert services.user_of_token(secret) is None


def test_token_ends_by_its_day():
    officer = make_user()
    secret = services.create_token(officer, name="Old", until=timezone.now() - timedelta(days=1), by=officer)
    assert services.user_of_token(secret) is None


def test_sign_in_link_works_once():
    officer = make_user()
    secret = services.make_sign_in_link(officer)
    assert (services.use_sign_in_link(secret), services.use_sign_in_link(secret)) == (officer, None)


def test_history_names_the_service_that_the_user_called():
    head = make_user(Role.HEAD)

    @action("accounts.edit_user")
    def outer(user: User, *, by: User) -> User:
        return services.choose_language(services.edit_user(user, name="New", by=by), language="ru", by=user)

    officer = outer(make_user(), by=head)
    told = [row.pgh_context.metadata for row in history_of(officer) if row.pgh_context]
    assert told == [{"user": head.pk, "action": "accounts.edit_user"}] * 2
