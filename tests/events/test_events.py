"""Events: partners, programme, participants, meetings, lessons."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kelisim.accounts.models import Role
from kelisim.common.queries import history_of
from kelisim.events import services
from kelisim.events.models import Event, Lesson, Participation, ProgrammeItem
from kelisim.events.queries import events_for_list, lessons_due, participations_of, programme_of
from tests.factories import (
    PUBLISHED,
    make_area,
    make_event,
    make_office,
    make_organisation,
    make_participation,
    make_representative,
    make_user,
)

pytestmark = pytest.mark.django_db
NINE, TEN = datetime(2026, 5, 12, 9, tzinfo=UTC), datetime(2026, 5, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize("role", Role.values)
def test_create_event_is_for_the_desk_and_administrators(role: str):
    user = make_user(role)
    facts = {"slug": "forum", "kind": "forum", "title": {"en": "Forum"}, "area": make_area()}
    if role in (Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR):
        event = services.create_event(make_office(), **facts, by=user)
        assert history_of(event)[0].pgh_context.metadata == {"user": user.pk, "action": "events.create_event"}
    else:
        with pytest.raises(PermissionDenied):
            services.create_event(make_office(), **facts, by=user)


def test_partners_of_an_event_are_those_given_last():
    officer, turkey, china = make_user(), make_area("TR"), make_area("CN")
    event = services.create_event(
        officer.office,
        slug="trip",
        kind="delegation",
        title={"en": "Trip"},
        area=turkey,
        partners=[turkey],
        by=officer,
    )
    services.edit_event(event, partners=[china], by=officer)
    assert [area.code for area in event.partners.all()] == ["CN"]
    services.edit_event(event, place={"en": "Xi'an"}, by=officer)
    assert [area.code for area in event.partners.all()] == ["CN"]


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"start": date(2026, 5, 14)}, {"end"}),
        ({"end": date(2205, 1, 1)}, {"end"}),
        ({"time_zone": "Mars/Olympus"}, {"time_zone"}),
        ({"slug": "two words"}, {"slug"}),
        ({"slug": "taken"}, {"slug"}),
        ({"kind": "party"}, {"kind"}),
        ({"title": {"xx": "?"}}, {"title"}),
    ],
)
def test_bad_facts_are_refused_beside_their_field(facts: dict, fields: set[str]):
    make_event(slug="taken")
    with pytest.raises(ValidationError) as refused:
        services.edit_event(make_event(), **facts, by=make_user())
    assert set(refused.value.message_dict) == fields


def test_database_keeps_days_and_hours_in_order():
    event, officer = make_event(), make_user()
    item = services.create_programme_item(
        event, kind="plenary", title={"en": "Opening"}, starts_at=NINE, ends_at=TEN, by=officer
    )
    for rows, facts in (
        (Event.everything.filter(pk=event.pk), {"end": date(2026, 5, 1)}),
        (ProgrammeItem.everything.filter(pk=item.pk), {"ends_at": NINE}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**facts)


def test_point_of_the_programme_cannot_end_before_it_begins():
    with pytest.raises(ValidationError) as refused:
        services.create_programme_item(
            make_event(), kind="panel", title={"en": "Panel"}, starts_at=TEN, ends_at=NINE, by=make_user()
        )
    assert set(refused.value.message_dict) == {"ends_at"}


def test_public_sees_the_programme_of_a_released_event_and_not_who_takes_part():
    officer, event = make_user(), make_event()
    services.create_programme_item(
        event, kind="plenary", title={"en": "Opening"}, starts_at=NINE, ends_at=TEN, by=officer
    )
    make_participation(event)
    assert not programme_of(event, None).exists()
    services.publish_event(event, by=make_user(Role.HEAD))
    assert (programme_of(event, None).count(), participations_of(event, None).count()) == (1, 0)
    assert participations_of(event, officer).count() == 1


def test_participant_is_named_once_and_checks_in():
    officer, event, company = make_user(), make_event(), make_organisation()
    participation = services.create_participation(event, organisation=company, by=officer)
    with pytest.raises(ValidationError, match="There is such a record already"):
        services.create_participation(event, organisation=company, by=officer)
    with pytest.raises(ValidationError) as refused:
        services.create_participation(event, by=officer)
    assert set(refused.value.message_dict) == {"organisation"}
    services.check_in(participation, at=NINE, by=officer)
    stored = Participation.objects.get()
    assert (stored.state, stored.checked_in_at) == ("checked_in", NINE)


def test_investor_sees_the_own_participation():
    user, event = make_user(Role.INVESTOR), make_event(published_at=PUBLISHED)
    own = make_participation(event)
    make_participation(event)
    make_representative(user, own.organisation)
    assert list(participations_of(event, user)) == [own]


def test_nobody_asks_to_meet_themselves():
    officer, event = make_user(), make_event()
    first = make_participation(event)
    with pytest.raises(ValidationError) as refused:
        services.create_meeting_request(event, asked_by=first, asked=first, by=officer)
    assert set(refused.value.message_dict) == {"asked"}


def test_meeting_seats_participants_of_its_event_only():
    officer, event = make_user(), make_event()
    first, second, elsewhere = make_participation(event), make_participation(event), make_participation(make_event())
    meeting = services.create_meeting(event, participations=[first, second], starts_at=NINE, ends_at=TEN, by=officer)
    assert set(meeting.participations.all()) == {first, second}
    with pytest.raises(ValidationError) as refused:
        services.edit_meeting(meeting, participations=[elsewhere], by=officer)
    assert set(refused.value.message_dict) == {"participations"}
    services.edit_meeting(meeting, state="held", outcome={"en": "They will visit."}, by=officer)
    assert meeting.outcome.best("en") == ("They will visit.", "en")


def test_lesson_is_due_until_it_is_put_to_work():
    officer, event = make_user(), make_event()
    lesson = services.create_lesson(
        event, text={"en": "Residents run it."}, owner=officer, due=date(2026, 7, 1), by=officer
    )
    assert list(lessons_due([officer], until=date(2026, 7, 1))) == [lesson]
    services.finish_lesson(lesson, on=date(2026, 6, 1), by=officer)
    assert (list(lessons_due([officer], until=date(2026, 7, 1))), Lesson.objects.get().done_on) == (
        [],
        date(2026, 6, 1),
    )


def test_desk_of_another_office_keeps_nothing_of_an_event():
    event, stranger = make_event(), make_user(Role.HEAD, office=make_office("jambyl"))
    for refused in (
        lambda: services.edit_event(event, slug="mine", by=stranger),
        lambda: services.create_lesson(event, text={"en": "?"}, by=stranger),
        lambda: services.check_in(make_participation(event), by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert not Event.objects.visible_to(stranger).exists()


def test_archive_event_hides_it_and_restore_returns_it():
    event, officer = make_event(), make_user()
    services.archive_event(event, by=officer)
    assert (list(Event.objects.all()), list(events_for_list(officer))) == ([], [event])
    services.restore_event(event, by=officer)
    assert list(Event.objects.all()) == [event]


def test_list_of_events_costs_the_same_for_one_row_and_three(django_assert_num_queries):
    officer = make_user()
    for _each in range(2):
        services.edit_event(make_event(), partners=[make_area("TR")], by=officer)
        with django_assert_num_queries(2):
            for row in events_for_list(officer):
                assert [row.office.slug, row.area.code, [area.code for area in row.partners.all()]]
