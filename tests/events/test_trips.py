"""Notes on the way, photographs, leads, the report of a trip."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar
from PIL import Image

from kelisim.common.files import open_file
from kelisim.events import services
from kelisim.events.calendars import programme_calendar
from kelisim.events.models import TripNote
from kelisim.events.photos import keep_photo
from kelisim.events.queries import leads_due
from kelisim.overview.day import duties_of, told
from kelisim.overview.trips import public_trip_of, trip_of
from tests.factories import (
    PUBLISHED,
    make_event,
    make_office,
    make_organisation,
    make_participation,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photograph(**saved):
    content = BytesIO()
    Image.new("RGB", (3000, 40), "teal").save(content, "JPEG", **saved)
    return SimpleUploadedFile("IMG_1.JPG", content.getvalue(), "image/jpeg")


def test_a_note_that_is_sent_twice_is_kept_once():
    officer, trip, key = make_user(), make_event(kind="delegation"), uuid.uuid4()
    written = datetime(2026, 2, 17, 9, tzinfo=UTC)
    first = services.keep_note(trip, text="300 companies", key=key, written_at=written, by=officer)
    assert services.keep_note(trip, text="300 companies", key=key, by=officer) == first
    assert [(note.text, note.written_at) for note in TripNote.objects.all()] == [("300 companies", written)]


def test_an_empty_note_is_refused():
    with pytest.raises(ValidationError, match="Write something"):
        services.keep_note(make_event(), text="  ", by=make_user())


def test_a_photograph_is_made_smaller_and_loses_what_the_camera_wrote_into_it():
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "A maker", {1: "N"}
    office, officer = make_office(), make_user()
    kept = keep_photo(photograph(exif=exif), office=office, by=officer)
    with open_file(kept) as file, Image.open(file) as picture:
        assert (picture.size, dict(picture.getexif())) == ((2048, 27), {})
    assert (kept.name, kept.media_type) == ("IMG_1.jpg", "image/jpeg")


def test_what_is_no_picture_is_refused_with_what_would_be_right():
    broken = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"x" * 50, "image/jpeg")
    with pytest.raises(ValidationError, match="cannot be opened"):
        keep_photo(broken, office=make_office(), by=make_user())


def test_a_lead_with_a_due_step_stands_in_the_day_of_its_owner():
    officer, trip = make_user(), make_event(kind="delegation", title={"en": "To Bursa"})
    facts = {"organisation": make_organisation(), "text": {"en": "Wants 5 ha"}, "next_step": {"en": "Send plots"}}
    day = date(2026, 2, 25)
    lead = services.create_lead(trip, owner=officer, due=date(2026, 3, 1), by=officer, **facts)
    (part,) = (each for each in duties_of(officer, day, few=9).values() if each.total)
    assert [(duty.kind, duty.text) for duty in told(part.rows, officer, day)] == [("lead", {"en": "Send plots"})]
    services.finish_lead(lead, on=date(2026, 2, 26), by=officer)
    assert not leads_due([officer], until=date(2026, 12, 1)).exists()


def test_the_public_reads_a_report_only_when_it_is_released_and_never_its_leads():
    officer, head = make_user(), make_user("head")
    trip = make_event(kind="delegation", published_at=PUBLISHED, report={"en": "What we saw"})
    services.create_lead(trip, organisation=make_organisation(), text={"en": "A secret"}, by=officer)
    services.keep_note(trip, text="Only for us", by=officer)
    services.keep_note(trip, text="For all", is_public=True, by=officer)
    services.create_lesson(trip, text={"en": "Residents decide"}, owner=officer, by=officer)
    page = f"/en/events/{trip.slug}/report/"
    assert Client().get(page).status_code == 404
    with pytest.raises(PermissionDenied):
        services.publish_report(trip, by=officer)
    services.publish_report(trip, by=head)
    text = Client().get(page).text
    assert all(words in text for words in ("What we saw", "For all", "Residents decide"))
    assert not any(words in text for words in ("A secret", "Only for us", str(officer)))
    assert (len(public_trip_of(trip).notes), len(trip_of(trip, officer).notes)) == (1, 2)
    services.withdraw_report(trip, by=head)
    assert Client().get(page).status_code == 404


def test_the_programme_of_a_journey_has_each_hour_in_its_own_zone():
    officer, trip = make_user(), make_event(kind="delegation", time_zone="Asia/Almaty", published_at=PUBLISHED)
    services.create_programme_item(
        trip, kind="travel", title={"en": "Flight"}, starts_at=datetime(2026, 2, 17, 3, tzinfo=UTC),
        ends_at=datetime(2026, 2, 17, 9, tzinfo=UTC), end_time_zone="Europe/Istanbul", by=officer,
    )  # fmt: skip
    book = Calendar.from_ical(programme_calendar(trip, host="kelisim.example"))
    entry = book.walk("VEVENT")[0]
    shown = [(entry[name].dt.strftime("%H:%M"), str(entry[name].dt.tzinfo)) for name in ("dtstart", "dtend")]
    assert shown == [("08:00", "Asia/Almaty"), ("12:00", "Europe/Istanbul")]
    assert "location" not in entry  # on the way one is not yet where the event is
    assert {str(zone["tzid"]) for zone in book.walk("VTIMEZONE")} == {"Asia/Almaty", "Europe/Istanbul"}


def test_the_programme_is_read_by_programs_once_the_event_is_public():
    officer, trip = make_user(), make_event(kind="delegation")
    item = services.create_programme_item(
        trip, kind="panel", title={"en": "Panel"}, starts_at=datetime(2026, 2, 17, 3, tzinfo=UTC),
        ends_at=datetime(2026, 2, 17, 9, tzinfo=UTC), by=officer,
    )  # fmt: skip
    speaker = make_participation(trip, person=make_person(name="Ann"))
    services.add_appearance(item, participation=speaker, role="speaker", by=officer)
    address = f"/api/v1/events/{trip.slug}/programme"
    assert Client().get(address).status_code == 404
    type(trip).objects.filter(pk=trip.pk).update(published_at=PUBLISHED)
    (row,) = Client().get(address).json()
    assert (row["title"], row["time_zone"], row["people"]) == (
        {"en": "Panel"}, "Asia/Almaty", [{"name": "Ann", "role": "speaker"}],
    )  # fmt: skip


def test_a_time_zone_that_is_none_is_refused():
    facts = {"kind": "travel", "title": {"en": "Flight"}, "starts_at": PUBLISHED, "ends_at": PUBLISHED.replace(hour=5)}
    with pytest.raises(ValidationError, match="no time zone"):
        services.create_programme_item(make_event(), time_zone="Istanbul", by=make_user(), **facts)
