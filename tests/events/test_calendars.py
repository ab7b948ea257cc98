"""The feed of somebody's meetings, read by a library that did not write it, and by a calendar, in two zones."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client

from kelisim.events import services
from kelisim.events.feeds import personal_address
from kelisim.events.models import Meeting
from tests.events.forum import DAY, ZONE, make_forum

pytestmark = pytest.mark.django_db
CONFIG = """[calendars]
[[forum]]
path = {folder}/forum
type = calendar
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = forum
[sqlite]
path = {folder}/khal.db
"""


def released():
    """A company that meets an official and another company."""
    forum = make_forum()
    forum.company("Жібек жолы, ЖШС; №1", "KZ", languages=["kk", "ru"])
    forum.company("Anadolu", "TR", languages=["ru"])
    forum.official("Akim")
    forum.slots(9, 11)
    forum.tables(2)
    for other in ("Akim", "Anadolu"):
        forum.wish("Жібек жолы, ЖШС; №1", other, subject={"en": "A plot; water, power"})
    forum.release(forum.solve())
    return forum, forum.people["Жібек жолы, ЖШС; №1"]


def feed_of(row) -> bytes:
    response = Client().get(personal_address(row, "personal_calendar"))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return response.content


def test_an_independent_library_reads_the_feed_with_the_right_moments():
    _forum, row = released()
    book = vobject.readOne(feed_of(row).decode())
    found = {(entry.summary.value, entry.dtstart.value, entry.dtend.value) for entry in book.vevent_list}
    meetings = Meeting.objects.select_related("request__asked__organisation", "request__asked__person")
    assert found == {
        (str(each.request.asked), each.starts_at.astimezone(UTC), each.ends_at.astimezone(UTC)) for each in meetings
    }
    assert {entry.description.value for entry in book.vevent_list} == {"A plot; water, power"}
    assert len({entry.uid.value for entry in book.vevent_list}) == 2


@pytest.mark.calendar
@pytest.mark.parametrize("zone", ["Asia/Almaty", "Europe/Istanbul"])
def test_a_calendar_imports_the_feed_and_shows_the_hours_of_its_owner(zone: str, tmp_path: Path):
    _forum, row = released()
    (tmp_path / "feed.ics").write_bytes(feed_of(row))
    (tmp_path / "config").write_text(CONFIG.format(folder=tmp_path, zone=zone), encoding="utf-8")
    (tmp_path / "forum").mkdir()
    khal(tmp_path, "import", "--batch", "-a", "forum", str(tmp_path / "feed.ics"))
    shown = khal(tmp_path, "list", "--format", "{start-date} {start-time}-{end-time} {title}", str(DAY), "1d")
    lines = [line for line in shown.splitlines() if line.startswith(str(DAY))]
    here = ZoneInfo(zone)
    expected = []
    for each in Meeting.objects.select_related("request__asked__organisation", "request__asked__person"):
        start, end = each.starts_at.astimezone(here), each.ends_at.astimezone(here)
        expected.append(f"{start:%Y-%m-%d %H:%M}-{end:%H:%M} {each.request.asked}")
    assert sorted(lines) == sorted(expected)


def khal(folder: Path, *words: str) -> str:
    told = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    command = ["khal", "-c", str(folder / "config"), *words]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_feed_follows_the_timetable_and_a_new_address_ends_the_old_one():
    forum, row = released()
    before, address = feed_of(row), personal_address(row, "personal_calendar")
    draft = services.copy_timetable(services.current_timetable(forum.event), by=forum.officer)
    meeting = Meeting.objects.filter(timetable=draft).first()
    free = forum.event.meetingslots.exclude(starts_at__in=Meeting.objects.filter(timetable=draft).values("starts_at"))[
        0
    ]
    services.move_meeting(meeting, slot=free, by=forum.officer)
    forum.release(draft)
    after = vobject.readOne(feed_of(row).decode())
    assert free.starts_at.astimezone(ZONE) in {entry.dtstart.value for entry in after.vevent_list}
    assert {entry.uid.value for entry in after.vevent_list} == {
        entry.uid.value for entry in vobject.readOne(before.decode()).vevent_list
    }
    services.renew_calendar(row, by=forum.officer)
    row.refresh_from_db()
    assert Client().get(address).status_code == 404
    assert Client().get(personal_address(row, "personal_calendar")).status_code == 200


def test_the_personal_page_and_its_pdf_show_ones_own_meetings_alone():
    forum, row = released()
    page = Client().get(personal_address(forum.people["Anadolu"])).content.decode()
    assert "Жібек жолы" in page
    assert "Akim" not in page
    pdf = Client().get(personal_address(row, "personal_pdf"))
    assert (pdf.status_code, pdf["Content-Type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")
    from io import BytesIO

    from pypdf import PdfReader

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "Akim" in text
    assert "Anadolu" in text
