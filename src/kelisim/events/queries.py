"""Reads on events that assemble something for a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from kelisim.accounts.models import User
from kelisim.events.models import (
    Appearance,
    CheckIn,
    Event,
    Lead,
    Lesson,
    Meeting,
    MeetingState,
    Participation,
    ParticipationState,
    ProgrammeItem,
    Timetable,
)
from kelisim.events.naming import names_along
from kelisim.events.vacancies import COMES


def events_for_list(user: User | None) -> QuerySet[Event]:
    """Events that `user` may see, with what a row of a list shows; archived ones too."""
    return Event.everything.visible_to(user).select_related("office", "area").prefetch_related("partners")


def events_coming(user: User | None, today: date) -> QuerySet[Event]:
    """Events that go on or are still to come, the nearest first."""
    rows = Event.objects.visible_to(user).filter(Q(end__gte=today) | Q(end=None, start__gte=today))
    return rows.select_related("office", "area").order_by("start", "pk")


def programme_of(event: Event, user: User | None) -> QuerySet[ProgrammeItem]:
    """The programme that `user` may see, in order."""
    rows = ProgrammeItem.objects.visible_to(user).filter(event=event).select_related("zone", "organisation")
    return rows.prefetch_related(*names_along("organisation"))


def participations_of(event: Event, user: User | None) -> QuerySet[Participation]:
    """Who takes part, as far as `user` may see."""
    rows = Participation.objects.visible_to(user).filter(event=event)
    return rows.select_related("organisation__country", "person").prefetch_related(
        *names_along("organisation", "person")
    )


def lessons_due(owners: Iterable[User], *, until: date) -> QuerySet[Lesson]:
    """Lessons that `owners` have to put to work by a day, the most urgent first."""
    rows = Lesson.objects.filter(owner__in=owners, done_on__isnull=True, due__lte=until)
    return rows.select_related("event__office").order_by("due", "pk")


def programme_with_people(event: Event, user: User | None) -> QuerySet[ProgrammeItem]:
    """The programme with those who appear at each point, in order."""
    people = Appearance.objects.filter(COMES)
    people = people.select_related("participation__person", "participation__organisation")
    people = people.prefetch_related(*names_along("participation__person", "participation__organisation"))
    rows = programme_of(event, user).select_related("event", "zone", "organisation")
    return rows.prefetch_related(Prefetch("appearances", queryset=people)).order_by("starts_at", "pk")


def leads_due(owners: Iterable[User], *, until: date) -> QuerySet[Lead]:
    """Next steps with leads that `owners` answer for and that are due by a day, the most urgent first."""
    rows = Lead.objects.filter(owner__in=owners, done_on__isnull=True, due__lte=until, event__archived_at__isnull=True)
    return rows.select_related("event__office", "organisation").order_by("due", "pk")


def attendance_of(event: Event, day: date) -> dict[str, int]:
    """How many are expected and how many have come on a day: people, organisations, those from abroad."""
    expected = Participation.objects.filter(event=event).exclude(state=ParticipationState.DECLINED)
    came = CheckIn.objects.filter(event=event, item__isnull=True, day=day, participation__archived_at__isnull=True)
    abroad = came.exclude(participation__organisation__country__code="KZ")
    return {
        "expected": expected.count(),
        "people": came.count(),
        "organisations": came.filter(participation__organisation__isnull=False)
        .values("participation__organisation")
        .distinct()
        .count(),
        "abroad": abroad.filter(participation__organisation__country__isnull=False)
        .values("participation__organisation")
        .distinct()
        .count(),
        "countries": came.exclude(participation__organisation__country__isnull=True)
        .values("participation__organisation__country")
        .distinct()
        .count(),
    }


def day_on_screen(event: Event, today: date) -> date:
    """The day of which the screen in the hall tells: today while the event lasts, else the last day on which somebody came."""
    if event.start and event.start <= today <= (event.end or event.start):
        return today
    came = CheckIn.objects.filter(event=event, item__isnull=True, day__lte=today)
    return came.order_by("-day").values_list("day", flat=True).first() or today


def meetings_held(event: Event) -> int:
    """How many meetings of the timetable in use were held, by their outcomes."""
    used = Timetable.objects.filter(event=event, released_at__isnull=False).order_by("-number").values("pk")[:1]
    return Meeting.objects.filter(event=event, state=MeetingState.HELD, timetable__in=used).count()


def by_days(items: Iterable[ProgrammeItem]) -> list[tuple[date, list[ProgrammeItem]]]:
    """Points of a programme by the day on which they begin, where they begin."""
    days: dict[date, list[ProgrammeItem]] = {}
    for item in items:
        days.setdefault(item.starts_at.astimezone(ZoneInfo(item.zones_of_time[0])).date(), []).append(item)
    return sorted(days.items())
