"""Every address has a row in `access.txt`, and every page answers each role as its row says.

The rows ask for drafts of the office of Turkistan: `officer`, `head` and `analyst` are its own, `other` is an officer of
Aktobe, who must not learn that they exist.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.access import ROLES, World, answer, client_of, every_address

TABLE = Path(__file__).with_name("access.txt")


def rows() -> dict[str, tuple[str, list[str]]]:
    """By address: the method and what each role is answered."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {name: (method, answers) for method, name, *answers in lines}


def test_every_address_has_a_row() -> None:
    assert set(every_address()) == set(rows())


@pytest.mark.django_db
def test_every_page_answers_each_role_as_its_row_says(settings: Any) -> None:
    settings.KELISIM_API_RATE = 10**6
    world = World()
    clients = {role: client_of(role) for role in ROLES}
    found = {}
    for name, (method, _answers) in rows().items():
        address = world.address(name)
        found[name] = (method, [answer(clients[role], address, method) for role in ROLES])
    assert found == rows()


def test_a_draft_of_another_office_is_never_shown() -> None:
    private = ("agreement", "article", "event", "observation", "project", "target", "zone", "plot")
    other = ROLES.index("other")
    for name, (_method, answers) in rows().items():
        short = name.removeprefix("workspace:")
        is_one = short.startswith(private) and not short.endswith(("_list", "_new", "_export"))
        assert name == short or not is_one or answers[other] == "404", name
