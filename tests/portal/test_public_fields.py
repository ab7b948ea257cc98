"""What an office hides of a published record is on no page, in no file, in no sum, in no answer of the API, and found by no search."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from kelisim.accounts.models import Role
from kelisim.agreements import services as agreements
from kelisim.agreements.models import Agreement, AgreementParty
from kelisim.agreements.queries import signed_sums
from kelisim.common.models import SearchEntry
from kelisim.common.queries import search_in
from kelisim.common.services import index
from kelisim.projects import services as projects
from kelisim.projects.models import Project
from kelisim.projects.queries import pool_sums
from tests.factories import (
    PUBLISHED,
    make_agreement,
    make_area,
    make_event,
    make_office,
    make_organisation,
    make_project,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db
AMOUNT = Decimal("987654321")
SECRETS = (
    "Secretive Holding",
    "N-777",
    "Confidential subject",
    "Hidden forum",
    "Order of silence",
    "C24",
    "987,654,321",
    "987654321",
)


def paper() -> Agreement:
    event = make_event(title={"en": "Hidden forum"}, published_at=PUBLISHED)
    partner = make_area("TR", name={"en": "Türkiye"})
    agreement = make_agreement(
        number="N-777", text={"en": "Confidential subject"}, event=event, partner=partner, sector="C24", amount=AMOUNT,
        currency="KZT", state="signed", signed_on=date(2026, 3, 1), end=date(2031, 4, 5),
        source=make_source(title="Order of silence"), published_at=PUBLISHED,
    )  # fmt: skip
    company = make_organisation(name="Secretive Holding", published_at=PUBLISHED)
    AgreementParty.objects.create(agreement=agreement, organisation=company, role="investor")
    index(agreement)
    return agreement


def plant() -> Project:
    project = make_project(
        number="N-777", about={"en": "Confidential subject"}, sector="C24", amount=AMOUNT, currency="KZT",
        organisation=make_organisation(name="Secretive Holding", published_at=PUBLISHED), product={"en": "Order of silence"},
        jobs_planned=4321, origin=make_area("TR", name={"en": "Türkiye"}), published_at=PUBLISHED,
    )  # fmt: skip
    index(project)
    return project


def everywhere(client: Client, plural: str, record) -> str:
    """All that the public may open of a record."""
    one = f"/en/{plural}/{record.public_id}/"
    files = [f"/en/{plural}/export.{form}" for form in ("csv", "json")]
    api = [f"/api/v1/{plural}", f"/api/v1/{plural}/{record.public_id}"]
    more = ["/en/projects/oc4ids.json"] if plural == "projects" else []
    pages = [client.get(address) for address in (one, f"/en/{plural}/", *files, *api, *more)]
    assert [page.status_code for page in pages] == [200] * len(pages)
    texts = [b"".join(page) if page.streaming else page.content for page in pages]
    return b"\n".join(texts).decode()


@pytest.mark.parametrize(("plural", "make", "publish"), [
    ("agreements", paper, agreements.publish_agreement), ("projects", plant, projects.publish_project),
])  # fmt: skip
def test_what_is_hidden_is_nowhere_and_what_is_shown_is_there(client, plural, make, publish):
    record, head = make(), make_user(Role.HEAD)
    before = everywhere(client, plural, record)
    assert [secret for secret in SECRETS[:3] if secret not in before] == []
    publish(record, hidden=list(record.choosable), by=head)
    after = everywhere(client, plural, record)
    assert [secret for secret in (*SECRETS, "4321", "4,321") if secret in after] == []
    assert str(record) in after
    publish(type(record).objects.get(pk=record.pk), hidden=["number"], by=head)
    again = everywhere(client, plural, record)
    assert ("N-777" in again, "Confidential subject" in again, "Secretive Holding" in again) == (False, True, True)


def test_hidden_amounts_are_in_no_public_sum_and_in_every_sum_of_the_office():
    head, agreement, project = make_user(Role.HEAD), paper(), plant()
    agreements.publish_agreement(agreement, hidden=["amount"], by=head)
    projects.publish_project(project, hidden=["jobs_planned"], by=head)
    assert signed_sums(Agreement.objects.published()) == []
    assert [number for _money, number in signed_sums(Agreement.objects.visible_to(head), head)] == [1]
    assert pool_sums(Project.objects.published()).jobs_planned == 0


def test_a_filter_by_a_hidden_value_finds_nothing(client):
    head, agreement = make_user(Role.HEAD), paper()
    asked = {"partner": "TR", "sector": "C24", "event": agreement.event.slug, "q": "Secretive"}
    found = {name: client.get("/api/v1/agreements", {name: value}).json()["items"] for name, value in asked.items()}
    assert [len(rows) for rows in found.values()] == [1, 1, 1, 1]
    agreements.publish_agreement(agreement, hidden=["partner", "sector", "event", "parties"], by=head)
    found = {name: client.get("/api/v1/agreements", {name: value}).json()["items"] for name, value in asked.items()}
    assert [len(rows) for rows in found.values()] == [0, 0, 0, 0]
    company = AgreementParty.objects.get().organisation
    pages = [f"/en/organisations/{company.public_id}/", f"/en/events/{agreement.event.slug}/", "/en/countries/TR/"]
    for address in (*pages, "/en/agreements/?partner=TR", "/en/agreements/?q=secretive"):
        assert str(agreement) not in client.get(address).text, address


@pytest.mark.parametrize(("plural", "make", "publish"), [
    ("agreements", paper, agreements.publish_agreement), ("projects", plant, projects.publish_project),
])  # fmt: skip
def test_the_public_finds_a_record_by_the_words_that_are_shown_and_its_office_by_all(
    client, as_user, plural, make, publish
):
    record, head = make(), make_user(Role.HEAD)
    own, other = as_user(head), as_user(make_user(office=make_office("aktobe")))
    shown, hidden = str(record).split()[0], "secretive"

    def finds(by, words):
        root = "/en/workspace" if by in (own, other) else "/en"
        return str(record) in by.get(f"{root}/{plural}/", {"q": words}).text

    publish(record, hidden=["number", "parties" if plural == "agreements" else "organisation"], by=head)
    found = {
        who: [finds(by, q) for q in (shown, hidden)] for who, by in (("public", client), ("other", other), ("own", own))
    }
    assert found == {"public": [True, False], "other": [True, False], "own": [True, True]}
    assert not finds(client, f"{shown} {hidden}")
    assert str(record) in client.get("/en/search/", {"q": shown}).text
    publish(type(record).objects.get(pk=record.pk), hidden=[], by=head)
    assert finds(client, hidden)
    assert SearchEntry.objects.filter(record_id=record.pk, kind=record._meta.label_lower).count() == 1


def test_the_public_does_not_find_a_project_by_an_investor_whom_it_may_not_see():
    """The page of the project does not name such an investor either."""
    project = make_project(organisation=make_organisation(name="Unknown Holding"), published_at=PUBLISHED)
    index(project)
    for words, user, is_found in (("unknown", None, False), ("unknown", make_user(), True), (str(project), None, True)):
        assert search_in(Project.objects.visible_to(user), words).exists() == is_found, words


def test_another_office_sees_what_the_public_sees_and_loses_nothing_of_it():
    agreement, head = paper(), make_user(Role.HEAD)
    agreements.publish_agreement(agreement, hidden=["amount", "text", "parties"], by=head)
    other = make_user(office=make_office("aktobe"))
    seen = Agreement.objects.visible_to(other).get(pk=agreement.pk)
    assert (seen.amount, seen.currency, seen.text, seen.title) == (None, "", {}, agreement.title)
    own = Agreement.objects.visible_to(head).get(pk=agreement.pk)
    assert (own.amount, own.text) == (AMOUNT, {"en": "Confidential subject"})
    with pytest.raises(TypeError):
        seen.save()
    agreements.join_agreements(seen, with_=make_signed(), by=make_user(Role.AGENCY))
    assert Agreement.objects.get(pk=agreement.pk).amount == AMOUNT


def make_signed() -> Agreement:
    return make_agreement(state="signed", signed_on=date(2026, 1, 1), published_at=PUBLISHED)


def test_a_decision_is_of_the_head_and_of_fields_that_there_are():
    agreement = paper()
    with pytest.raises(PermissionDenied):
        agreements.publish_agreement(agreement, hidden=["amount"], by=make_user())
    with pytest.raises(ValidationError):
        agreements.publish_agreement(agreement, hidden=["title"], by=make_user(Role.HEAD))


def test_the_order_by_a_hidden_value_tells_nothing_of_it(client):
    head, agreement = make_user(Role.HEAD), paper()
    assert str(agreement) in client.get("/en/agreements/?sort=-amount").text
    agreements.publish_agreement(agreement, hidden=["amount"], by=head)
    assert str(agreement) in client.get("/en/agreements/").text
    assert str(agreement) not in client.get("/en/agreements/?sort=-amount").text


def test_json_keeps_every_digit(client):
    paper()
    rows = json.loads(b"".join(client.get("/en/agreements/export.json")))
    assert [(row["amount"], row["currency"], row["signed_on"]) for row in rows] == [("987654321", "KZT", "2026-03-01")]
