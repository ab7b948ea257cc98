"""The sample delegation is completed once, and all of it says that it is a sample."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from kelisim.events.models import Lead, Participation, ProgrammeItem, TripNote
from kelisim.samples.sample_trip import load_sample_trip
from tests.factories import (
    PUBLISHED,
    make_area,
    make_event,
    make_office,
    make_organisation,
    make_participation,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_the_sample_delegation_gets_leads_notes_hours_and_a_published_report_once():
    office = make_office("sample-office", is_sample=True)
    make_user("officer", office=office)
    make_user("head", office=office)
    trip = make_event(
        office=office, slug="sample-delegation", kind="delegation", start=date(2025, 10, 6), end=date(2025, 10, 8),
        published_at=PUBLISHED,
    )  # fmt: skip
    moment = datetime(2025, 10, 6, 3, tzinfo=UTC)
    for kind in ("travel", "site_visit"):
        ProgrammeItem.objects.create(
            event=trip, kind=kind, title={"en": kind}, starts_at=moment, ends_at=moment + timedelta(hours=2)
        )
    for _number in range(3):
        make_participation(trip, person=make_person(), role="member")
        make_organisation(is_sample=True, country=make_area("TR"))
    load_sample_trip()
    load_sample_trip()
    trip.refresh_from_db()
    companions = Participation.objects.filter(event=trip, role="companion")
    assert (Lead.objects.count(), TripNote.objects.count(), companions.count()) == (3, 3, 2)
    flight = ProgrammeItem.objects.get(kind="travel")
    assert flight.zones_of_time == ("Asia/Almaty", "Europe/Istanbul")
    text = Client().get("/en/events/sample-delegation/report/").text
    assert ("Sample report." in text, "Sample: asks for" in text) == (True, False)
    for texts in (trip.report, trip.goals, trip.protocol, *(lead.text for lead in Lead.objects.all())):
        assert set(texts) == {"kk", "ru", "en", "tr", "zh-hans"}
        assert texts["en"].startswith("Sample")
