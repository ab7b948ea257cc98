"""Every address has a row in `access.txt`, and every page answers each role as its row says.

The rows ask for drafts of the office of Turkistan: `officer`, `head` and `analyst` are its own, `other` is an officer of
Aktobe, who must not learn that they exist.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kelisim.accounts.models import Role
from tests import factories as make
from tests.access import ROLES, Drawing, World, answer, client_of, every_address, is_of_one

TABLE = Path(__file__).with_name("access.txt")


def rows() -> dict[str, tuple[str, list[str]]]:
    """By address: the method and what each role is answered."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {name: (method, answers) for method, name, *answers in lines}


def test_every_address_has_a_row() -> None:
    assert set(every_address()) == set(rows())


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Drawing:
    """Spares drawing, and telling the log of each refusal by its stack."""
    caplog.set_level("ERROR", "django.request")
    return Drawing(monkeypatch)


@pytest.mark.django_db
def test_every_page_answers_each_role_as_its_row_says(settings: Any, drawing: Drawing) -> None:
    settings.KELISIM_API_RATE = 10**6
    world = World()
    clients = {role: client_of(role) for role in ROLES}
    found = {}
    for name, (method, answers) in rows().items():
        address = world.address(name)
        found[name] = (method, [])
        for role in ROLES:
            drawing.begin(role, answers)
            found[name][1].append(answer(clients[role], address, method))
    assert found == rows()


def test_a_draft_of_another_office_is_never_shown() -> None:
    private = ("agreement", "article", "case", "event", "observation", "project", "proposal", "target", "zone", "plot")
    shared = ("case_category",)  # of the whole installation, no office's
    other = ROLES.index("other")
    for name, (_method, answers) in rows().items():
        short = name.removeprefix("workspace:")
        is_one = short.startswith(private) and not short.startswith(shared) and is_of_one(name)
        assert name == short or not is_one or answers[other] == "404", name


@pytest.mark.django_db
def test_what_a_role_may_not_open_it_may_not_send_to_either(drawing: Drawing) -> None:
    world, clients = World(), {role: client_of(role) for role in ROLES}
    for name, (method, answers) in rows().items():
        if method != "GET" or not name.startswith("workspace:"):
            continue
        for role, got in zip(ROLES, answers, strict=True):
            if got in ("in", "403", "404"):
                drawing.begin(role, answers)
                assert answer(clients[role], world.address(name), "POST") in (got, "405"), (name, role)


@pytest.mark.django_db
def test_another_office_sees_what_is_public_and_changes_nothing_of_it(drawing: Drawing) -> None:
    world, other = World(), client_of("other")
    world.publish()
    for noun in ("agreement", "event", "observation", "project", "target", "zone", "plot"):
        assert answer(other, world.address(f"workspace:{noun}")) == "200", noun
    changes = [name for name in rows() if name.startswith("workspace:") and _is_change_of_an_office(name)]
    assert len(changes) > 60
    for name in changes:
        drawing.begin("other", rows()[name][1])
        assert answer(other, world.address(name), rows()[name][0]) in ("403", "404"), name


def _is_change_of_an_office(name: str) -> bool:
    short = name.removeprefix("workspace:")
    nouns = (
        "agreement_",
        "article_",
        "claim_",
        "place_",
        "event_",
        "observation_",
        "project_",
        "target_",
        "zone_",
        "plot_",
    )
    return short.startswith(nouns) and is_of_one(name) and not short.endswith(("_history", "_review"))


@pytest.mark.django_db
def test_a_zone_manager_opens_the_own_zone_alone() -> None:
    world, manager = World(), make.make_user(Role.ZONE_MANAGER)
    make.ZoneManager.objects.create(zone=world.zone, user=manager)
    client = Client()
    client.force_login(manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    names = ("zone", "zone_edit", "zone_archive", "zone_publish", "plot", "plot_edit", "plot_archive", "plot_new")
    found = {name: answer(client, world.address(f"workspace:{name}")) for name in names}
    expected = {name: "403" if name in ("zone_archive", "zone_publish") else "200" for name in names}
    assert found == expected
    foreign = make.make_zone()
    assert answer(client, f"/en/workspace/zones/{foreign.public_id}/") == "404"


@pytest.mark.django_db
def test_staff_without_a_second_factor_are_led_to_enrol_one() -> None:
    """Every page is asked, by one role after the other: each role asks some sixty pages."""
    world, clients = World(), []
    for role in (Role.OFFICER, Role.HEAD, Role.ANALYST, Role.AGENCY, Role.ADMINISTRATOR):
        clients.append(Client())
        clients[-1].force_login(make.make_user(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    names = [name for name in rows() if name.startswith("workspace:")]
    assert len(names) > 60 * len(clients)
    for client, name in zip(itertools.cycle(clients), names):
        response = client.get(world.address(name))
        assert (response.status_code, response["Location"]) == (302, "/en/accounts/2fa/totp/activate/"), name
