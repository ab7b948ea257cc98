"""Invitations, registration by link, delegations, programme versions, clashes, arrivals."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from kelisim.common.formats import day_of_month
from kelisim.common.queries import history_of
from kelisim.events import services
from kelisim.events.badges import badges_pdf
from kelisim.events.clashes import clashes_of
from kelisim.events.links import address_of
from kelisim.events.models import Absence, CheckIn, Delegation, Invitation, MeetingNotice, Participation
from kelisim.events.programme_notices import change_in_words
from kelisim.events.queries import attendance_of, day_on_screen
from kelisim.events.vacancies import vacancies_of
from kelisim.events.versions import shown_programme, snapshot_of
from kelisim.parties.models import PersonName
from tests.access import client_of
from tests.factories import (
    PUBLISHED,
    make_event,
    make_invitation,
    make_office,
    make_organisation,
    make_participation,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 5, 12, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english():
    """A page that a test asks for leaves its language behind."""
    with translation.override("en"):
        yield


def item_of(event, by, hour=0, hours=1, **facts):
    start = MORNING + timedelta(hours=hour)
    basics = {"kind": "panel", "title": {"en": "Panel"}, "starts_at": start, "ends_at": start + timedelta(hours=hours)}
    return services.create_programme_item(event, by=by, **basics | facts)


def test_invitation_goes_out_in_the_invitees_language_and_its_link_registers_people():
    officer, event = make_user(), make_event()
    invitation = make_invitation(event, language="tr", seats=2)
    services.send_invitation(invitation, root="https://kelisim.example", by=officer)
    letter = mail.outbox[0]
    assert letter.to == [invitation.email]
    link = re.search(r"https://kelisim.example(/tr/\S+)", letter.body)[1]
    guest = Client()
    answer = guest.post(link, {"name": "Ayşe Yılmaz", "email": "ayse@company.example", "languages": ["tr", "en"]})
    assert (answer.status_code, Invitation.objects.get().state) == (302, "accepted")
    row = Participation.objects.get()
    assert (str(row.person), row.organisation, row.state, row.languages) == (
        "Ayşe Yılmaz", invitation.organisation, "registered", ["tr", "en"],
    )  # fmt: skip
    context = history_of(row)[0].pgh_context.metadata
    assert (context["user"], context["action"]) == (None, "events.register_person")
    assert "Ayşe Yılmaz" in guest.get(link).text


def test_a_link_that_was_guessed_withdrawn_or_renewed_leads_nowhere():
    officer, invitation = make_user(), make_invitation(make_event(), state="sent")
    link = address_of(invitation)
    guest = Client()
    assert guest.get(link).status_code == 200
    assert guest.get(f"{link[:-3]}ab/").status_code == 404
    services.renew_invitation(invitation, by=officer)
    assert guest.get(link).status_code == 404
    link = address_of(invitation)
    services.revoke_invitation(invitation, by=officer)
    assert [guest.get(link).status_code, guest.post(f"{link}accept/").status_code] == [404, 404]
    with pytest.raises(PermissionDenied):
        services.register_person(invitation, name="Nobody")


def test_a_person_takes_the_place_of_another_and_the_first_badge_is_void():
    invitation = make_invitation(make_event(), state="sent", seats=1)
    first = services.register_person(invitation, name="First Person")
    with pytest.raises(ValidationError, match="places"):
        services.register_person(invitation, name="Second Person")
    second = services.register_person(invitation, name="Second Person", instead_of=first)
    assert list(Participation.objects.all()) == [second]
    first.refresh_from_db()
    assert (first.state, first.is_archived) == ("declined", True)


def test_a_bad_name_is_refused_and_what_was_typed_stays():
    invitation = make_invitation(make_event(), state="sent")
    answer = Client().post(address_of(invitation), {"name": "!", "title": "Director", "email": "none"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "email"}
    assert 'value="Director"' in answer.text


def test_the_leader_of_a_delegation_names_people_of_several_companies():
    officer, event = make_user(), make_event()
    delegation = services.create_delegation(event, name={"en": "Delegation of Bursa"}, seats=4, by=officer)
    invitation = make_invitation(event, state="sent", delegation=delegation)
    leader = services.register_person(invitation, name="The Leader", is_leader=True)
    services.register_person(invitation, name="A Member", company="Textile A.Ş.")
    other = services.register_person(invitation, name="Another Member", company="textile a.ş.")
    delegation.refresh_from_db()
    assert (delegation.leader, leader.role) == (leader, "leader")
    assert {str(row.organisation) for row in delegation.members.all()} == {str(invitation.organisation), "Textile A.Ş."}
    assert other.organisation.name == "Textile A.Ş."
    # another company of the delegation names its own people, and does not take the others away
    beside = make_invitation(event, state="sent", delegation=delegation)
    guest = services.register_person(beside, name="A Guest", is_leader=True)
    assert (guest.role, list(services.registered_by(beside))) == ("participant", [guest])
    services.decline_invitation(beside)
    assert services.registered_by(invitation).count() == 3
    # who comes instead of the leader leads
    heir = services.register_person(invitation, name="The Heir", instead_of=leader)
    delegation.refresh_from_db()
    assert (delegation.leader, heir.role) == (heir, "leader")
    services.strike_person(invitation, participation=heir)
    delegation.refresh_from_db()
    assert delegation.leader is None
    foreign = make_invitation(event, state="sent")
    with pytest.raises(ValidationError):
        services.strike_person(foreign, participation=other)


def test_declining_strikes_those_who_were_named():
    invitation = make_invitation(make_event(), state="sent")
    row = services.register_person(invitation, name="Some One")
    services.decline_invitation(invitation, reason="Another fair")
    row.refresh_from_db()
    assert (row.state, Invitation.objects.get().reason) == ("declined", "Another fair")


def test_a_released_version_tells_what_changed():
    officer, event = make_user(), make_event()
    kept, moved = item_of(event, officer), item_of(event, officer, 2, title={"en": "Agro"}, room="Hall 1")
    struck = item_of(event, officer, 4, title={"en": "Tea"})
    assert services.release_programme(event, by=officer).changes == []
    services.edit_programme_item(moved, room="Hall 2", by=officer)
    services.archive_programme_item(struck, by=officer)
    ann = make_person(name="Ann")
    PersonName.objects.create(person=ann, language="kk", text="Анна")
    speaker = make_participation(event, person=ann)
    services.add_appearance(kept, participation=speaker, role="speaker", subject={"en": "Steel"}, by=officer)
    assert [(str(item.title), item.room, item.people) for item in shown_programme(event)] == [
        ("Panel", "", []), ("Agro", "Hall 1", []), ("Tea", "", []),
    ]  # fmt: skip
    version = services.release_programme(event, by=officer)
    told = [(one["what"], one["title"]["en"], one["facts"]) for one in version.changes]
    assert (version.number, told) == (
        2,
        [
            ("changed", "Panel", {"people": [[], [["Ann", "speaker", {"kk": "Анна"}, {"en": "Steel"}]]]}),
            ("changed", "Agro", {"room": ["Hall 1", "Hall 2"]}),
            ("struck", "Tea", {}),
        ],
    )
    with translation.override("kk"):
        first, second = shown_programme(event)
        assert (first.people[0].name, second.room) == ("Анна", "Hall 2")
        assert "Анна" in change_in_words(version.changes[0], event.time_zone)


def test_a_release_tells_each_who_is_registered_in_the_language_of_the_invitation():
    officer, event = make_user(), make_event()
    item = item_of(event, officer, title={"en": "Agro", "tr": "Tarım"})
    invitation = make_invitation(event, language="tr", state="sent")
    row = services.register_person(invitation, name="Ayşe Yılmaz", email="ayse@company.example")
    make_participation(event, state="declined")
    services.release_programme(event, root="https://kelisim.example", by=officer)
    services.edit_programme_item(item, room="Hall 2", by=officer)
    with pytest.raises(ValidationError, match="Nothing has changed"):
        services.release_programme(make_event_with_a_version(officer), by=officer)
    services.release_programme(event, root="https://kelisim.example", by=officer)
    notice = MeetingNotice.objects.filter(participation=row).order_by("-pk")[0]
    assert (notice.language, notice.address, notice.sent_at is not None) == ("tr", "ayse@company.example", True)
    assert all(words in notice.text for words in ("Tarım", "Hall 2"))
    link = re.search(r"https://kelisim.example(/tr/\S+)", mail.outbox[-1].body)[1]
    page = Client().get(link)
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "no-store", "same-origin")
    assert row.code in page.text
    assert MeetingNotice.objects.exclude(participation=row).count() == 0


def make_event_with_a_version(officer):
    event = make_event()
    item_of(event, officer)
    services.release_programme(event, by=officer)
    return event


def test_clashes_of_people_rooms_interpreters_and_other_duties():
    officer, event = make_user(), make_event()
    first, second = item_of(event, officer, room="Hall 1"), item_of(event, officer, 0, room=" hall 1 ")
    later = item_of(event, officer, 1, room="Hall 1")
    person = make_person(name="Ann")
    twice = make_participation(event, person=person, organisation=make_organisation())
    again = make_participation(event, person=person, organisation=None)
    interpreter = make_participation(event, person=make_person(name="Ian"), role="interpreter")
    for item, row, role in (
        (first, twice, "speaker"), (second, again, "moderator"), (later, twice, "speaker"),
        (first, interpreter, "interpreter"), (second, interpreter, "interpreter"),
    ):  # fmt: skip
        services.add_appearance(item, participation=row, role=role, by=officer)
    Absence.objects.create(
        event=event,
        participation=interpreter,
        starts_at=MORNING + timedelta(hours=3),
        ends_at=MORNING + timedelta(hours=5),
    )
    found = {(str(clash.kind), clash.name) for clash in clashes_of(event)}
    assert found == {("person", "Ann"), ("interpreter", "Ian"), ("room", "Hall 1")}
    services.add_appearance(item_of(event, officer, 4), participation=interpreter, role="interpreter", by=officer)
    assert ("duty", "Ian") in {(str(clash.kind), clash.name) for clash in clashes_of(event)}


def test_only_a_participant_of_the_event_appears_in_its_programme():
    officer = make_user()
    item = item_of(make_event(), officer)
    with pytest.raises(ValidationError, match="participant of this event"):
        services.add_appearance(item, participation=make_participation(make_event()), by=officer)


def test_a_badge_that_is_read_twice_counts_once_and_the_first_hour_stays():
    officer, event = make_user(), make_event()
    row = make_participation(event, state="registered")
    key, at = uuid.uuid4(), datetime(2026, 5, 12, 4, 1, tzinfo=UTC)
    first = services.check_in(row, at=at, key=key, way="camera", by=officer)
    assert services.check_in(row, at=at, key=key, way="camera", by=officer) == first
    assert services.check_in(row, at=at + timedelta(hours=1), key=uuid.uuid4(), by=officer) == first
    row.refresh_from_db()
    assert (CheckIn.objects.count(), row.state, row.checked_in_at) == (1, "checked_in", at)
    session = item_of(event, officer)
    services.check_in(row, at=at, item=session, by=officer)
    services.check_in(row, at=at + timedelta(days=1), by=officer)
    assert CheckIn.objects.count() == 3


def test_a_clock_that_runs_ahead_is_not_believed():
    row = make_participation(make_event())
    arrival = services.check_in(row, at=datetime(2199, 1, 1, tzinfo=UTC), by=make_user())
    assert arrival.at < datetime(2199, 1, 1, tzinfo=UTC)


def test_badges_are_a_pdf_with_a_code_for_each_and_none_is_said_in_words():
    event = make_event()
    rows = [make_participation(event, person=make_person(name=name)) for name in ("Әсел Қожа", "Ayşe Işık")]
    pdf = badges_pdf(event, rows, address="https://kelisim.example/en/door/")
    from io import BytesIO

    from pypdf import PdfReader

    text = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert all(words in text for words in ("Әсел Қожа", "Ayşe Işık", rows[0].code, rows[1].code))
    with pytest.raises(ValidationError):
        badges_pdf(event, [], address="")


def test_a_stranger_may_do_none_of_it():
    event, stranger = make_event(), make_user(office=make_office("aktobe"))
    invitation, row = make_invitation(event), make_participation(event)
    for refused in (
        lambda: services.send_invitation(invitation, root="", by=stranger),
        lambda: services.release_programme(event, by=stranger),
        lambda: services.check_in(row, by=stranger),
        lambda: services.create_delegation(event, name={"en": "?"}, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert not Delegation.objects.visible_to(stranger).exists()


def test_wishes_and_the_stand_of_a_company_pass_to_who_comes_instead_and_to_a_colleague():
    officer, event = make_user(), make_event()
    invitation, other = make_invitation(event, state="sent"), make_participation(event, state="registered")
    first = services.register_person(invitation, name="First Person")
    wish = services.create_meeting_request(event, asked_by=first, asked=other, by=officer)
    stand = services.create_stand(event, number="A1", participation=first, by=officer)
    second = services.register_person(invitation, name="Second Person", instead_of=first)
    wish.refresh_from_db()
    stand.refresh_from_db()
    assert (wish.asked_by, stand.participation) == (second, second)
    third = services.register_person(invitation, name="Third Person")
    services.strike_person(invitation, participation=second)
    wish.refresh_from_db()
    assert wish.asked_by == third
    services.strike_person(invitation, participation=third)
    fourth = services.register_person(invitation, name="Fourth Person")
    wish.refresh_from_db()
    assert wish.asked_by == fourth


def test_after_the_event_the_screen_tells_of_the_last_day_on_which_somebody_came():
    officer, event = make_user(), make_event(start=date(2026, 5, 12), end=date(2026, 5, 14))
    assert day_on_screen(event, date(2026, 5, 20)) == date(2026, 5, 20)
    for number, row in enumerate([make_participation(event, state="registered") for _one in range(3)]):
        services.check_in(row, at=MORNING + timedelta(days=number // 2), key=uuid.uuid4(), by=officer)
    assert day_on_screen(event, date(2026, 5, 20)) == date(2026, 5, 13)
    assert day_on_screen(event, date(2026, 5, 14)) == date(2026, 5, 14)
    assert attendance_of(event, day_on_screen(event, date(2026, 5, 12)))["people"] == 2
    page = client_of("officer").get(f"/en/workspace/events/{event.public_id}/attendance/").text
    assert "13 May 2026" in page


def test_who_comes_instead_of_a_speaker_speaks_once_the_office_says_so():
    officer, event = make_user(), make_event()
    item = item_of(event, officer)
    invitation = make_invitation(event, state="sent", seats=1)
    first = services.register_person(invitation, name="First Person")
    services.edit_participation(first, role="speaker", by=officer)
    row = services.add_appearance(item, participation=first, role="speaker", subject={"en": "Cotton"}, by=officer)
    services.release_programme(event, by=officer)
    second = services.register_person(invitation, name="Second Person", instead_of=first)
    assert [(one.name, one.heir_name) for one in vacancies_of(event)] == [("First Person", "Second Person")]
    assert [one["people"] for one in snapshot_of(event)] == [[]]
    services.hand_on_appearance(row, by=officer)
    assert vacancies_of(event) == []
    assert [one["people"][0][0] for one in snapshot_of(event)] == ["Second Person"]
    second.refresh_from_db()
    row.refresh_from_db()
    assert (second.role, row.subject) == ("speaker", {"en": "Cotton"})
    third = services.register_person(invitation, name="Third Person", instead_of=second)
    assert [one.heir for one in vacancies_of(event)] == [third]
    services.strike_person(invitation, participation=third)
    assert [(one.name, one.heir) for one in vacancies_of(event)] == [("Second Person", None)]
    with pytest.raises(ValidationError, match="Nobody comes instead"):
        services.hand_on_appearance(row, by=officer)


def test_the_office_is_asked_on_the_page_of_the_programme_who_speaks_instead(as_user):
    officer, event = make_user(), make_event(start=date(2099, 5, 12), end=date(2099, 5, 13))
    item = item_of(event, officer)
    invitation = make_invitation(event, state="sent", seats=1)
    first = services.register_person(invitation, name="First Person")
    row = services.add_appearance(item, participation=first, role="speaker", by=officer)
    services.register_person(invitation, name="Second Person", instead_of=first)
    desk, page = as_user(officer), reverse("workspace:event_programme", args=[event.public_id])
    assert "Second Person appears instead" in desk.get(page).text
    assert "First Person does not come" in desk.get(reverse("workspace:event", args=[event.public_id])).text
    desk.post(reverse("workspace:event_hand_on_appearance", args=[event.public_id, row.public_id]))
    shown = desk.get(page).text
    assert ("They do not come" in shown, "Second Person" in shown) == (False, True)


def test_the_screen_counts_no_official_as_an_organisation_and_names_the_day_of_what_comes_on_another():
    officer, today = make_user(), timezone.localdate()
    event = make_event(start=today, end=today + timedelta(days=1), published_at=PUBLISHED)
    company = make_participation(event, state="registered")
    official = make_participation(event, organisation=None, person=make_person(), role="official", state="registered")
    for row in (company, official):
        services.check_in(row, key=uuid.uuid4(), by=officer)
    assert attendance_of(event, today)["organisations"] == 1
    start = timezone.now() + timedelta(days=1)
    services.create_programme_item(
        event, kind="panel", title={"en": "Panel"}, starts_at=start, ends_at=start + timedelta(hours=1), by=officer
    )
    shown = Client().get(f"/en/events/{event.slug}/screen/").text
    assert f"<b>{day_of_month(today + timedelta(days=1))}, " in shown
