"""Places, rates, reference data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kelisim.accounts.models import Role
from kelisim.accounts.services import create_office
from kelisim.cases.models import CaseCategory, EscalationRule
from kelisim.common import services
from kelisim.common.calendars import (
    Gaps,
    archive_calendar_day,
    create_calendar_day,
    gaps_until,
    working_calendar,
    years_known,
)
from kelisim.common.models import Area, CalendarDay, Rate, Source
from kelisim.common.queries import areas_for_list, found_by, history_of, rate_on
from kelisim.common.reference import area_by_code, load_reference, sector_name, sectors
from kelisim.common.services import archive
from kelisim.projects.models import CalculationIndex, StudyProcedure
from tests.factories import make_area, make_calendar_day, make_office, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role.values)
def test_areas_are_kept_by_the_agency_and_administrators(role: str):
    user = make_user(role)
    if role in (Role.AGENCY, Role.ADMINISTRATOR):
        area = services.create_area(user, code="KZ", kind="country", name={"en": "Kazakhstan"}, by=user)
        assert history_of(area)[0].pgh_context.metadata == {"user": user.pk, "action": "common.create_area"}
    else:
        with pytest.raises(PermissionDenied):
            services.create_area(user, code="KZ", kind="country", name={"en": "Kazakhstan"}, by=user)


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"code": "kz"}, {"code"}),
        ({"code": "KZ-61"}, {"code"}),
        ({"kind": "region"}, {"parent"}),
        ({"kato": "61"}, {"kato"}),
        ({"kato": "610000000"}, {"kato"}),
        ({"name": {}}, {"name"}),
    ],
)
def test_bad_facts_are_refused_beside_their_field(facts: dict, fields: set[str]):
    make_area("KZ-61", kato="610000000")
    agency = make_user(Role.AGENCY)
    with pytest.raises(ValidationError) as refused:
        services.create_area(agency, **{"code": "TR", "kind": "country", "name": {"en": "Türkiye"}, **facts}, by=agency)
    assert set(refused.value.message_dict) == fields


def test_database_keeps_codes():
    area = make_area("KZ-61")
    for facts in ({"code": "kz"}, {"kato": "61"}, {"parent": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Area.everything.filter(pk=area.pk).update(**facts)


def test_archived_area_leaves_lists_and_search():
    agency, area = make_user(Role.AGENCY), make_area("KZ-61")
    services.edit_area(area, name={"kk": "Түркістан облысы"}, by=agency)
    assert found_by("түркістан").count() == 1
    services.archive_area(area, by=agency)
    assert (found_by("түркістан").count(), Area.objects.visible_to(None).filter(code="KZ-61").count()) == (0, 0)
    assert areas_for_list(agency).filter(code="KZ-61").count() == 1
    services.restore_area(area, by=agency)
    assert found_by("Түркіст").count() == 1


def test_reference_data_has_regions_countries_and_rates_with_sources():
    load_reference()
    regions = Area.objects.filter(code__startswith="KZ-")
    assert (regions.count(), Area.objects.filter(kind="country").count()) == (20, 249)
    assert all(set(area.name) == {"kk", "ru", "en", "tr", "zh-hans"} for area in Area.objects.all())
    turkistan = Area.objects.get(code="KZ-61")
    assert (turkistan.kato, turkistan.name["kk"], turkistan.centre["ru"]) == (
        "610000000",
        "Түркістан облысы",
        "Туркестан",
    )
    assert Area.objects.get(code="KG").name["ru"] == "Кыргызстан"
    assert found_by("turkistan region").count() == 1
    rate = rate_on("USD", date(2024, 5, 1))
    assert (rate.day, rate.tenge, rate.source.publisher) == (
        date(2024, 4, 24), Decimal("444.32"), "National Bank of Kazakhstan",
    )  # fmt: skip
    assert rate_on("USD", date(2020, 1, 1)) is None


def test_loading_reference_data_again_adds_nothing():
    load_reference()
    before = [model.everything.count() for model in (Area, Rate, Source)]
    with CaptureQueriesContext(connection) as queries:
        load_reference()
    assert [model.everything.count() for model in (Area, Rate, Source)] == before
    assert len(queries) < 16


def test_an_installation_begins_with_what_cases_and_proposals_need_and_an_office_with_a_procedure():
    office, administrator = make_office(), make_user(Role.ADMINISTRATOR)
    load_reference()
    assert (CaseCategory.objects.count(), {rule.level for rule in EscalationRule.objects.all()}) == (
        7,
        {"head", "governor", "agency"},
    )
    facts = {"name": {"en": "Office of Abai"}, "area_codes": ["KZ-10"], "by": administrator}
    new = create_office(administrator, slug="abai", **facts)
    for each in (office, new):
        procedure = StudyProcedure.objects.get(office=each)
        assert (procedure.is_in_use, sum(step.days for step in procedure.steps.all())) == (True, 15)
    for record in (*CaseCategory.objects.all(), *StudyProcedure.objects.filter(office=new)):
        archive(record, version=None, by=administrator)
    load_reference()
    assert (CaseCategory.objects.count(), StudyProcedure.objects.filter(office=new).count()) == (0, 0)
    assert [index.tenge for index in CalculationIndex.objects.order_by("day")] == [3932, 4325]


def test_region_of_a_partner_country_is_made_when_it_is_asked_for():
    load_reference()
    istanbul = area_by_code("TR-34")
    assert (istanbul.parent.code, str(istanbul), area_by_code("TR-34")) == ("TR", "İstanbul", istanbul)
    with pytest.raises(Area.DoesNotExist):
        area_by_code("TR-999")


def test_names_of_sectors():
    assert (sector_name("13", "en"), sector_name("1310", "ru")) == (
        "Manufacture of textiles",
        "Текстильное производство",
    )
    assert (sector_name("C", "zh-hans"), sector_name("?"), len(sectors())) == ("Manufacturing", "?", 109)
    assert (sector_name("13", "kk"), [code for code, names in sectors().items() if not names["kk"]]) == (
        "Тоқыма өнімдерін өндіру",
        [],
    )


def test_holidays_are_loaded_once_and_the_calendar_counts_without_them():
    load_reference()
    load_reference()
    calendar = working_calendar()
    assert not any(calendar.is_working(day) for day in (date(2026, 3, 9), date(2026, 3, 25), date(2026, 5, 27)))
    assert calendar.is_working(date(2026, 8, 31))  # 30 August is no holiday any more
    assert calendar.is_working(date(2025, 1, 5))  # a Sunday, worked instead of Friday the 3rd
    assert calendar.after(date(2026, 3, 19), 2) == date(2026, 3, 26)
    assert CalendarDay.objects.exclude(basis="").count() == CalendarDay.objects.count()
    assert years_known() == {2025, 2026, 2027, 2028}
    assert calendar.after(date(2027, 12, 31), 1) == date(2028, 1, 5)  # both days of the New Year fall on the weekend


def test_what_the_calendar_lacks_before_a_day_that_is_still_to_come(django_assert_num_queries):
    load_reference()
    today = date(2026, 12, 10)
    with django_assert_num_queries(1):
        assert gaps_until(date(2026, 12, 30), today) == Gaps()
    assert gaps_until(date(2027, 1, 20), today) == Gaps((), (2027,))
    assert gaps_until(date(2029, 1, 20), today) == Gaps((2029,), (2027, 2028))
    assert gaps_until(today, today) == Gaps()


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"kind": "worked"}, {"day", "moved_from"}),
        ({"kind": "worked", "day": date(2026, 12, 19)}, {"moved_from"}),
        ({"basis": ""}, {"basis"}),
        ({"name": {}}, {"name"}),
        ({"day": date(1600, 1, 1)}, {"day"}),
        ({"day": date(2026, 12, 21)}, {"day"}),
    ],
)
def test_a_bad_day_of_the_calendar_is_refused_beside_its_field(facts: dict, fields: set[str]):
    make_calendar_day(day=date(2026, 12, 21))
    agency = make_user(Role.AGENCY)
    basics = {"day": date(2026, 12, 22), "kind": "day_off", "name": {"en": "A day off"}, "basis": "Decree 7"}
    with pytest.raises(ValidationError) as refused:
        create_calendar_day(agency, **basics | facts, by=agency)
    assert set(refused.value.message_dict) == fields


def test_an_archived_day_counts_again():
    day, agency = make_calendar_day(), make_user(Role.AGENCY)
    assert not working_calendar().is_working(day.day)
    archive_calendar_day(day, by=agency)
    assert working_calendar().is_working(day.day)
