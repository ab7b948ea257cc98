"""No list makes a query a row: each address of a list costs as much with one row as with three.

A new list without a maker here fails `test_every_list_is_measured`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kelisim.accounts.models import Role
from kelisim.common.models import Job
from tests import factories as make
from tests.access import client_of, every_address
from tests.portal.conftest import publish
from tests.workspace.test_every_kind import KINDS, MAKERS, SETTINGS

pytestmark = pytest.mark.django_db
NUMBERS = itertools.count(1)
CODES = itertools.count(10)
COUNTRIES = itertools.cycle(("TR", "CN", "KG", "UZ", "DE"))
YEARS = itertools.count(2001)


def project() -> Any:
    facts = {
        "organisation": publish(make.make_organisation()),
        "origin": make.make_area("TR"),
        "zone": publish(make.make_zone()),
    }
    return publish(make.make_project(amount=Decimal(5), currency="USD", jobs_planned=3, **facts))


def zone() -> Any:
    found = publish(make.make_zone())
    make.make_plot(found)
    return found


def figures(measure: str = "") -> Any:
    """Two figures of one thing that differ."""
    year = next(YEARS)
    span = {"start": date(year, 1, 1), "end": date(year, 12, 31)}
    facts = {"area": publish(make.make_area(f"KZ-{next(CODES)}")), "partner": publish(make.make_area(next(COUNTRIES)))}
    for value in (100, 190):
        publish(make.make_observation("export", value=value, reporter=make.make_organisation(), **span, **facts))


# By the name of the address: what makes one row more that guests see.
PUBLIC: dict[str, Callable[[], Any]] = {
    "regions": lambda: publish(make.make_area(f"KZ-{next(CODES)}")),
    "countries": lambda: publish(make.make_area(next(COUNTRIES))),
    "projects": project,
    "agreements": lambda: publish(
        make.make_agreement(parties=2, amount=Decimal(7), currency="KZT", partner=make.make_area("TR"))
    ),
    "events": lambda: publish(make.make_event()),
    "zones": zone,
    "find_plot": zone,
    "indicators": lambda: publish(make.make_observation(start=None, end=date(next(YEARS), 12, 31))),
    "articles": lambda: publish(make.make_article()),
    "contradictions": figures,
}
# Lists of the workspace whose kind `test_every_kind` does not know: the role that reads them and what makes a row.
DESK: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "article_list": ("officer", lambda user: make.make_article()),
    "claim_list": ("officer", lambda user: make.make_claim(make.make_article())),
    "feed_list": ("officer", lambda user: make.make_feed()),
    "job_list": ("officer", lambda user: Job.objects.create(kind="press.none", key=str(next(NUMBERS)), title={"en": "Read"}, by=user, office=make.make_office())),
    "sheet_import_list": ("officer", lambda user: make.make_sheet_import()),
    "own_proposal_list": ("investor", lambda user: make.make_proposal(organisation=own(user))),
    "own_case_list": ("investor", lambda user: make.make_case(organisation=own(user))),
    "own_meeting_list": ("investor", lambda user: make.make_participation(publish(make.make_event()), organisation=own(user), state="registered")),
}  # fmt: skip


def own(user: Any) -> Any:
    """A company for which the user acts."""
    company = make.make_organisation()
    make.make_representative(user, company)
    return company


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200, address
    return len(found)


def costs_the_same(client: Client, address: str, more: Callable[[], Any]) -> bool:
    more()
    queries(client, address)
    one = queries(client, address)
    more()
    more()
    return queries(client, address) == one


def test_every_list_is_measured():
    names = every_address()
    public = {name.removeprefix("portal:export_") for name in names if name.startswith("portal:export_")}
    desk = {
        name.removeprefix("workspace:") for name in names if name.startswith("workspace:") and name.endswith("_list")
    }
    known = {f"{kind.noun}_list" for kind in (*KINDS, *SETTINGS)}
    assert public <= set(PUBLIC)
    assert desk - known == set(DESK)
    assert {kind.noun for kind in KINDS} <= set(MAKERS)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_list_of_the_portal_costs_the_same_with_one_row_and_three(client: Client, name: str):
    address = reverse(f"portal:{name}")
    page = (client.get(address).context or {}).get("list")
    columns = "&".join(f"columns={column.name}" for column in page.columns) if page else "mw=1"
    for one in (address, f"{address}?{columns}"):
        assert costs_the_same(client, one, PUBLIC[name]), one


@pytest.mark.parametrize("name", DESK)
def test_a_list_of_the_workspace_costs_the_same_with_one_row_and_three(name: str):
    role, more = DESK[name]
    client = client_of(role)
    user = make.User.objects.get(pk=client.session["_auth_user_id"])
    assert role in (Role.OFFICER, Role.INVESTOR)
    assert costs_the_same(client, reverse(f"workspace:{name}"), lambda: more(user))
