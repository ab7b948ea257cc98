"""Lists of an event, its people and its meetings: searched by a name in any language, narrowed, sorted, exported; a row more costs no query more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kelisim.accounts.models import Role
from kelisim.events import services
from kelisim.events.models import MeetingNotice
from kelisim.parties.models import OrganisationName
from tests.access import client_of
from tests.events.forum import at, make_forum
from tests.factories import make_invitation, make_office

pytestmark = pytest.mark.django_db


def forum_with(*companies):
    forum = make_forum(office=make_office())
    forum.official("Akim")
    for name in companies:
        row = forum.company(name)
        OrganisationName.objects.create(organisation=row.organisation, language="kk", text=f"{name} серіктестігі")
        forum.wish(name, "Akim", subject={"en": f"Land for {name}"})
        make_invitation(forum.event, organisation=row.organisation)
        MeetingNotice.objects.create(event=forum.event, participation=row, language="kk", subject="Told", text="Moved")
    return forum


def page_of(client: Client, forum, place: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/workspace/events/{forum.event.public_id}/{place}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "place", ["meetings/wishes/", "meetings/people/", "meetings/notices/", "people/", "invitations/"]
)
def test_a_row_more_costs_no_query_more(place):
    counts = []
    for companies in (("Dala",), ("Anadolu", "Bogda", "Orda")):
        forum, client = forum_with(*companies), client_of("officer")
        page_of(client, forum, place)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, forum, place)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_companies_are_called_and_found_by_their_name_in_the_language_of_the_page():
    forum, client = forum_with("Dala", "Orda"), client_of("officer")
    assert "Dala серіктестігі" in page_of(client, forum, "meetings/wishes/", "kk")
    assert "Dala серіктестігі" not in page_of(client, forum, "meetings/wishes/")
    found = page_of(client, forum, "meetings/people/?q=Dala+серік")
    assert (">Dala<" in found, ">Orda<" in found) == (True, False)


def test_wishes_are_narrowed_by_answer_and_exported_as_they_are_shown():
    forum, client = forum_with("Dala", "Orda"), client_of("officer")
    wish = forum.wish("Dala", "Orda", subject={"en": "Wool"})
    services.answer_meeting_request(wish, consent="vetoed", by=forum.officer)
    shown = page_of(client, forum, "meetings/wishes/?consent=vetoed")
    assert ("Wool" in shown, "Land for" in shown) == (True, False)
    place = f"/en/workspace/events/{forum.event.public_id}/meetings/wishes/export.csv"
    answer = client.get(f"{place}?officials=yes&sort=asked_by")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert [line.split(",")[1:3] for line in lines[1:]] == [["Dala", "Akim"], ["Orda", "Akim"]]


def test_who_is_away_is_found_and_an_officer_of_another_office_sees_nothing():
    forum, client = forum_with("Dala", "Orda"), client_of("officer")
    services.create_absence(forum.people["Dala"], starts_at=at(9), ends_at=at(10), by=forum.officer)
    shown = page_of(client, forum, "meetings/people/?away=yes")
    assert (">Dala<" in shown, ">Orda<" in shown) == (True, False)
    assert "Own page" in shown
    seen = client_of(Role.ANALYST).get(f"/en/workspace/events/{forum.event.public_id}/meetings/people/")
    assert (seen.status_code, b"Own page" in seen.content) == (200, False)
    other = client_of("other").get(f"/en/workspace/events/{forum.event.public_id}/meetings/notices/")
    assert other.status_code == 404


def test_people_are_narrowed_and_exported_and_invitations_found_by_a_name_in_any_language():
    forum, client = forum_with("Dala", "Orda"), client_of("officer")
    place = f"/en/workspace/events/{forum.event.public_id}/people/"
    lines = (
        b"".join(client.get(f"{place}export.csv?role=official&columns=person,code")).decode("utf-8-sig").splitlines()
    )
    assert [line.split(",")[1:] for line in lines[1:]] == [["Akim", forum.people["Akim"].code]]
    found = page_of(client, forum, "invitations/?q=Dala+серік&state=draft")
    assert (">Dala<" in found, ">Orda<" in found, "Send 2 invitations" in found) == (True, False, True)
    assert "Dala серіктестігі" in page_of(client, forum, "people/", "kk")
    assert "Send" not in client_of(Role.ANALYST).get(place.replace("people", "invitations")).text
