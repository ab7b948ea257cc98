"""Whom to visit next, and with whom nobody talks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kelisim.overview.aftercare import aftercare_of, silence_of, with_business, with_reasons
from kelisim.overview.day import duties_of, told
from kelisim.parties import services
from kelisim.projects.models import Project
from kelisim.zones.models import Resident
from tests.factories import (
    make_dialogue,
    make_office,
    make_organisation,
    make_project,
    make_user,
    make_zone,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)


def visits(user, today=TODAY):
    """All visits, whatever the month."""
    return [care for part in aftercare_of(user, today, most=100) for care in part.rows]


def duties(user, today=TODAY):
    """All duties, whatever the urgency."""
    return [duty for part in duties_of(user, today, few=100).values() for duty in part.rows]


def test_the_next_visit_is_the_same_day_some_months_later_or_the_last_of_a_shorter_month():
    officer = make_user()
    for months in (1, 6, 12):
        facts = {"organisation": make_organisation(), "months": months, "start": date(2026, 8, 31)}
        services.create_aftercare(make_office(), by=officer, **facts)
    assert [care.due for care in visits(officer)] == [date(2026, 9, 30), date(2027, 2, 28), date(2027, 8, 31)]


def test_residents_and_launched_projects_are_visited_every_six_months_counted_from_the_last_visit():
    officer, resident, builder = make_user(), make_organisation(name="Resident"), make_organisation(name="Builder")
    zone = make_zone()
    Resident.objects.create(zone=zone, organisation=resident, start=date(2025, 10, 1))
    Resident.objects.create(zone=zone, organisation=make_organisation(), start=date(2020, 1, 1), end=date(2025, 1, 1))
    project = make_project(organisation=builder, owner=officer)
    Project.objects.filter(pk=project.pk).update(launched_on=date(2025, 1, 1))
    make_dialogue(organisation=builder, kind="visit", happened_at=datetime(2026, 3, 1, 9, tzinfo=UTC))
    make_dialogue(organisation=builder, kind="call", happened_at=datetime(2026, 5, 1, 9, tzinfo=UTC))
    found = [(care.organisation.name, care.last, care.due, care.owner) for care in with_reasons(visits(officer))]
    assert found == [
        ("Resident", None, date(2026, 4, 1), None),
        ("Builder", date(2026, 3, 1), date(2026, 9, 1), officer),
    ]


def test_a_schedule_changes_how_often_and_puts_the_visit_into_the_day_of_its_owner():
    officer, company = make_user(), make_organisation(name="Mill")
    facts = {"organisation": company, "months": 3, "start": date(2026, 2, 1), "owner": officer}
    plan = services.create_aftercare(make_office(), by=officer, **facts)
    (care,) = visits(officer)
    assert (care.due, care.months) == (date(2026, 5, 1), 3)
    assert [(duty.kind, duty.text, duty.due) for duty in told(duties(officer), officer, TODAY)] == [
        ("aftercare", "Mill", care.due)
    ]
    with pytest.raises(ValidationError, match="1 to 60"):
        services.edit_aftercare(plan, months=0, by=officer)
    with pytest.raises(PermissionDenied):
        services.edit_aftercare(plan, months=6, by=make_user(office=make_office("aktobe")))
    assert visits(make_user(office=make_office("aktobe"))) == []


def test_silence_is_noticed_where_business_is_open():
    officer = make_user()
    quiet, talking, done = (make_organisation(name=name) for name in ("Quiet", "Talking", "Done"))
    for company in (quiet, talking):
        make_project(organisation=company, owner=officer)
    Project.objects.filter(pk=make_project(organisation=done).pk).update(launched_on=date(2025, 1, 1))
    moment = datetime(2026, 5, 12, 9, tzinfo=UTC)
    make_dialogue(organisation=quiet, happened_at=moment - timedelta(days=90))
    make_dialogue(organisation=talking, happened_at=moment - timedelta(days=5))
    silence = silence_of(officer, TODAY, most=10)
    rows = with_business(silence.rows, officer)
    assert (silence.total, [(one.organisation.name, one.days, len(one.business)) for one in rows]) == (
        1, [("Quiet", 90, 1)],
    )  # fmt: skip
    (duty,) = told(duties(officer), officer, TODAY)
    assert (duty.kind, duty.text, duty.about) == ("silence", "Quiet", rows[0].business[0].title)


def test_of_many_the_most_urgent_are_read_and_all_are_counted(django_assert_max_num_queries):
    officer, zone = make_user(), make_zone()
    for number in range(12):
        company = make_organisation()
        Resident.objects.create(zone=zone, organisation=company, start=date(2025, 1 + number, 1))
        make_project(organisation=company, owner=officer)
    with django_assert_max_num_queries(25):
        late = aftercare_of(officer, TODAY, part="late", start=2, most=3)[0]
        silence = silence_of(officer, date(2027, 12, 1), start=1, most=5)
        day = duties_of(officer, date(2027, 12, 1), few=4)
        assert len(with_reasons(late.rows)) + len(with_business(silence.rows, officer)) == 8
        assert len(told(day["soon"].rows, officer, date(2027, 12, 1))) == 4
    assert [care.due for care in late.rows] == [date(2025, month, 1) for month in (9, 10, 11)]
    assert (late.total, silence.total, day["soon"].total) == (
        len([c for c in visits(officer) if c.due < TODAY]),
        12,
        12,
    )
