"""Every kind of record has the same pages, and each works."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kelisim.accounts.models import Role
from kelisim.common.choices import Measure
from kelisim.workspace.urls import KINDS, SETTINGS
from tests import factories
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
YEARS = itertools.count(2000)
CODES = itertools.count(10)
MEASURES = itertools.cycle([measure for measure in Measure if measure != Measure.GROWTH])
MAKERS = {
    "organisation": factories.make_organisation,
    "person": factories.make_person,
    "dialogue": factories.make_dialogue,
    "event": factories.make_event,
    "agreement": factories.make_agreement,
    "project": factories.make_project,
    "proposal": lambda: factories.make_proposal(state="handed_in", handed_in_on=date(2026, 3, 2)),
    "study_procedure": lambda: factories.make_procedure(3, is_in_use=False),
    "case_category": factories.make_case_category,
    "escalation_rule": factories.make_escalation_rule,
    "case": factories.make_case,
    "zone": factories.make_zone,
    "plot": factories.make_plot,
    "indicator": lambda: factories.make_indicator(next(MEASURES)),
    "target": lambda: factories.make_target(start=None, end=date(next(YEARS), 12, 31)),
    "observation": lambda: factories.make_observation(start=None, end=date(next(YEARS), 12, 31)),
    "calculation_index": lambda: factories.make_calculation_index(day=date(next(YEARS), 1, 1)),
    "calendar_day": lambda: factories.make_calendar_day(day=date(next(YEARS), 12, 30)),
    "pool_rule": lambda: factories.make_pool_rule(day=date(next(YEARS), 1, 1)),
    "area": lambda: make_area(f"KZ-{next(CODES)}"),
}
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)


def root(kind):
    return f"/en/workspace/{kind.plural}/"


@every_kind
def test_each_page_opens(kind, as_user):
    client, record = as_user(make_user(Role.ADMINISTRATOR)), MAKERS[kind.noun]()
    here = f"{root(kind)}{record.public_id}/"
    pages = [root(kind), f"{root(kind)}new/", here, f"{here}edit/", f"{here}history/", f"{here}archive/"]
    pages += [f"{root(kind)}export.csv", f"{root(kind)}export.xlsx"]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@every_kind
def test_a_list_costs_the_same_with_one_row_and_three(kind, as_user):
    client = as_user(make_user(Role.ADMINISTRATOR))
    columns = ",".join(column.name for column in kind.columns)

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"{root(kind)}?columns={columns}").status_code == 200
        return len(found)

    MAKERS[kind.noun]()
    queries()
    one = queries()
    MAKERS[kind.noun]()
    MAKERS[kind.noun]()
    assert queries() == one


@every_kind
def test_a_record_is_archived_and_taken_back(kind, as_user):
    client, record = as_user(make_user(Role.ADMINISTRATOR)), MAKERS[kind.noun]()
    here = f"{root(kind)}{record.public_id}/"
    assert client.post(f"{here}archive/").status_code == 302
    assert here not in client.get(root(kind)).text
    assert here in client.get(f"{root(kind)}?archived=archived").text
    assert "In the archive" in client.get(here).text
    assert client.post(f"{here}restore/").status_code == 302
    assert here in client.get(root(kind)).text


@every_kind
def test_every_column_sorts_both_ways(kind, as_user):
    client = as_user(make_user(Role.ADMINISTRATOR))
    for _number in range(3):
        MAKERS[kind.noun]()
    for column in kind.columns:
        if column.sort:
            up, down = f"{root(kind)}?sort={column.name}", f"/kk/workspace/{kind.plural}/?sort=-{column.name}"
            assert [client.get(address).status_code for address in (up, down)] == [200, 200], column.name


@every_kind
def test_an_edit_without_changes_is_accepted(kind, as_user):
    client, record = as_user(make_user(Role.ADMINISTRATOR)), MAKERS[kind.noun]()
    here = f"{root(kind)}{record.public_id}/"
    form = client.get(f"{here}edit/").context["form"]
    data = {}
    for field in form:
        value = field.value()
        if hasattr(field.field.widget, "widgets"):
            names = field.field.widget.widgets_names
            data |= {
                f"{field.html_name}{name}": part
                for name, part in zip(names, field.field.widget.decompress(value), strict=True)
            }
        elif value not in (None, False):
            data[field.html_name] = value
    answer = client.post(f"{here}edit/", data)
    assert answer.status_code == 302, answer.context["form"].errors


@pytest.mark.parametrize("kind", SETTINGS, ids=lambda kind: kind.noun)
def test_a_list_of_the_settings_costs_the_same_with_one_row_and_three(kind, as_user):
    client = as_user(make_user(Role.ADMINISTRATOR))
    more = {"user": make_user, "office": lambda: factories.make_office(f"office-{next(YEARS)}")}[kind.noun]

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(root(kind)).status_code == 200
        return len(found)

    more()
    queries()
    one = queries()
    more()
    more()
    assert queries() == one


HANGING = {
    "zone": (
        factories.make_zone,
        lambda zone: [factories.make_plot(zone), factories.make_project(zone=zone), factories.make_zone_manager(zone)],
    ),
    "agreement": (
        factories.make_agreement,
        lambda paper: [
            factories.AgreementParty.objects.create(agreement=paper, organisation=factories.make_organisation()),
            factories.make_commitment(paper),
        ],
    ),
    "event": (factories.make_event, factories.make_participation),
    "organisation": (
        factories.make_organisation,
        lambda one: [factories.make_dialogue(organisation=one), factories.make_project(organisation=one)],
    ),
    "area": (lambda: make_area("KZ-61"), lambda area: make_area(f"KZ-61{next(CODES)}", kind="district", parent=area)),
    "indicator": (
        lambda: factories.make_indicator("fdi"),
        lambda indicator: factories.make_observation(start=None, end=date(next(YEARS), 12, 31)),
    ),
}


@pytest.mark.parametrize("noun", HANGING)
def test_a_record_costs_the_same_with_one_thing_and_three_that_hang_on_it(noun, as_user):
    client = as_user(make_user(Role.ADMINISTRATOR))
    kind = next(kind for kind in KINDS if kind.noun == noun)
    make, hang = HANGING[noun]
    here = f"{root(kind)}{make().public_id}/"
    record = kind.model.everything.get() if noun != "area" else kind.model.everything.get(code="KZ-61")

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(here).status_code == 200
        return len(found)

    hang(record)
    queries()
    one = queries()
    hang(record)
    hang(record)
    assert queries() == one


@pytest.mark.parametrize(("noun", "name"), [("event", "title"), ("zone", "name")])
def test_a_new_record_without_an_address_gets_one_from_its_name(noun, name, as_user):
    client, kind = as_user(make_user()), next(kind for kind in KINDS if kind.noun == noun)
    make_area("KZ-61")
    facts = {f"{name}_kk": "Түркістан форумы", "area": "KZ-61", "office": "turkistan", "time_zone": "Asia/Almaty"}
    facts |= {"kind": "forum" if noun == "event" else "industrial"}
    for _each in range(2):
        answer = client.post(f"/kk/workspace/{kind.plural}/new/", facts)
        assert answer.status_code == 302, answer.context["form"].errors
    slugs = kind.model.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["turkistan-forumi", "turkistan-forumi-2"]
