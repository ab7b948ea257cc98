"""Companies and people are called in the language of the page, as far as it is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kelisim.accounts.models import Role
from kelisim.agreements.models import AgreementParty
from kelisim.parties.models import OrganisationName, PersonName
from kelisim.zones.models import Resident
from tests import factories as make
from tests.portal.conftest import publish

pytestmark = pytest.mark.django_db


def company(**facts):
    """A company with a Kazakh name, a former one, and none in Chinese."""
    found = publish(make.make_organisation(name="Glass AO", **facts))
    OrganisationName.objects.create(organisation=found, language="kk", text="Ескі шыны", is_former=True)
    OrganisationName.objects.create(organisation=found, language="kk", text="Шыны АҚ")
    return found


def assert_called_in_its_language(client: Client, path: str) -> None:
    kazakh, chinese = client.get(f"/kk/{path}").text, client.get(f"/zh/{path}").text
    assert ("Шыны АҚ" in kazakh, "Glass AO" in kazakh) == (True, False), path
    assert ("Шыны АҚ" in chinese, "Glass AO" in chinese) == (False, True), path
    assert "Ескі шыны" not in kazakh + chinese, path


def test_public_pages_call_a_company_in_their_language(client: Client):
    firm, zone = company(), publish(make.make_zone())
    project = publish(make.make_project(organisation=firm))
    paper = publish(make.make_agreement(state="signed", signed_on=date(2026, 5, 12)))
    AgreementParty.objects.create(agreement=paper, organisation=firm)
    Resident.objects.create(zone=zone, organisation=firm)
    paths = (f"projects/{project.public_id}/", f"agreements/{paper.public_id}/", "agreements/", f"zones/{zone.slug}/")
    for path in paths:
        assert_called_in_its_language(client, path)
    assert "<h1>Шыны АҚ</h1>" in client.get(f"/kk/organisations/{firm.public_id}/").text
    assert "<h1>Glass AO</h1>" in client.get(f"/zh/organisations/{firm.public_id}/").text


def test_the_workspace_calls_a_company_in_its_language(as_user):
    officer, firm = make.make_user(Role.OFFICER), company()
    project = make.make_project(organisation=firm)
    paper = make.make_agreement()
    AgreementParty.objects.create(agreement=paper, organisation=firm)
    client = as_user(officer)
    for path in ("projects/", f"projects/{project.public_id}/", "agreements/", f"agreements/{paper.public_id}/"):
        assert_called_in_its_language(client, f"workspace/{path}")
    assert "Шыны АҚ</a>" in client.get("/kk/workspace/organisations/").text
    assert "Glass AO</a>" in client.get("/zh/workspace/organisations/").text


def test_my_day_calls_a_company_in_its_language(as_user):
    officer, firm = make.make_user(Role.OFFICER), company()
    make.make_dialogue(organisation=firm, owner=officer, due=timezone.localdate() - timedelta(days=3))
    assert_called_in_its_language(as_user(officer), "workspace/")


def test_lists_sort_by_the_names_that_they_show(as_user):
    client = as_user(make.make_user(Role.OFFICER))
    for name, kazakh in (("Alpha", "Ұлы жол"), ("Beta", "Уық"), ("Gamma", "")):
        firm, person = make.make_organisation(name=f"{name} LLP"), make.make_person(name=name)
        make.make_dialogue(organisation=firm)
        if kazakh:
            OrganisationName.objects.create(organisation=firm, language="kk", text=f"{kazakh} ЖШС")
            OrganisationName.objects.create(organisation=firm, language="kk", text=f"Ә {name}", is_former=True)
            PersonName.objects.create(person=person, language="kk", text=kazakh)
    for language, order in (("en", ["Alpha", "Beta", "Gamma"]), ("kk", ["Gamma", "Beta", "Alpha"])):
        for path, name_of in (
            ("organisations/?sort=name", lambda row: row.name),
            ("people/?sort=name", lambda row: row.name),
            ("dialogues/?sort=organisation", lambda row: row.organisation.name),
        ):
            rows = client.get(f"/{language}/workspace/{path}").context["list"].page
            shown = [name_of(row).split()[0] for row in rows]
            assert [name for name in shown if name in order] == order, (language, path)
