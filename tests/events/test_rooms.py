"""Rooms of an event: booked by sessions under one name, told when two sessions want one or it holds too few."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from kelisim.common.queries import history_of
from kelisim.events import services
from kelisim.events.clashes import clashes_of
from kelisim.events.models import MeetingTable
from kelisim.events.rooms import rooms_of, tight_rooms
from tests.factories import make_event, make_participation, make_user

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 5, 12, 4, tzinfo=UTC)


def session_of(event, by, hour=0, **facts):
    start = MORNING + timedelta(hours=hour)
    basics = {"kind": "panel", "title": {"en": "Panel"}, "starts_at": start, "ends_at": start + timedelta(hours=2)}
    return services.create_programme_item(event, by=by, **basics | facts)


def test_two_sessions_in_one_room_are_told_under_its_name_also_after_it_got_another():
    officer, event = make_user(), make_event()
    hall = services.create_room(event, name="Hall A", capacity=80, by=officer)
    first = session_of(event, officer, hall=hall)
    session_of(event, officer, 1, title={"en": "Other"}, room="hall  a")
    session_of(event, officer, 1, title={"en": "Elsewhere"}, room="Lobby")
    assert first.room == "Hall A"
    assert [(clash.kind, clash.name) for clash in clashes_of(event)] == [("room", "Hall A")]
    services.set_meeting_tables(event, count=1, hall=hall, by=officer)
    services.set_meeting_tables(event, count=2, room="Foyer", by=officer)
    services.edit_room(hall, name="Hall B", by=officer)
    first.refresh_from_db()
    assert first.room == "Hall B"
    assert clashes_of(event) == []
    assert [(table.number, table.room) for table in MeetingTable.objects.order_by("number")] == [
        (1, "Hall B"),
        (2, "Foyer"),
    ]
    assert history_of(first)[0].pgh_context.metadata["action"] == "events.edit_room"


def test_a_room_that_holds_fewer_than_are_registered_is_told_for_what_everybody_attends():
    officer, event = make_user(), make_event()
    hall = services.create_room(event, name="Hall A", capacity=2, by=officer)
    for state in ("registered", "checked_in", "registered", "declined"):
        make_participation(event, state=state)
    session_of(event, officer, hall=hall)
    assert tight_rooms(event) == []
    plenary = session_of(event, officer, 3, kind="plenary", hall=hall)
    assert [(each.item, each.room.capacity, each.expected) for each in tight_rooms(event)] == [(plenary, 2, 3)]
    services.edit_room(hall, capacity=3, by=officer)
    assert tight_rooms(event) == []


def test_a_booked_room_is_not_put_away_and_a_room_of_another_event_not_booked():
    officer, event, other = make_user(), make_event(), make_event()
    hall, foreign = (services.create_room(each, name="Hall A", by=officer) for each in (event, other))
    item = session_of(event, officer, hall=hall)
    with pytest.raises(ValidationError) as refused:
        services.archive_room(hall, by=officer)
    assert "1 session is held" in refused.value.messages[0]
    with pytest.raises(ValidationError) as refused:
        services.set_meeting_tables(event, count=1, hall=foreign, by=officer)
    assert "hall" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        services.edit_programme_item(item, hall=foreign, by=officer)
    assert "hall" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        services.create_room(event, name="Hall A", by=officer)
    assert "name" in refused.value.message_dict
    item.refresh_from_db()
    services.edit_programme_item(item, hall=None, room="Lobby", by=officer)
    services.archive_room(hall, by=officer)
    assert list(rooms_of(event, officer)) == []
