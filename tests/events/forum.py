"""A small forum for tests: companies, officials, an interpreter, slots and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kelisim.accounts.models import Role, User
from kelisim.events import services
from kelisim.events.models import Event, MeetingRequest, MeetingSlot, Participation, Timetable
from tests.factories import make_area, make_event, make_organisation, make_participation, make_person, make_user

DAY = date(2099, 5, 12)  # a forum that is not over yet
ZONE = ZoneInfo("Asia/Almaty")


@dataclass
class Forum:
    """What was made, by name."""

    event: Event
    officer: User
    people: dict[str, Participation] = field(default_factory=dict)

    def company(self, name: str, country: str = "KZ", **facts: Any) -> Participation:
        """A company that has registered."""
        organisation = make_organisation(name=name, country=make_area(country))
        return self._keep(name, organisation=organisation, state="registered", **facts)

    def official(self, name: str, **facts: Any) -> Participation:
        """Somebody of the government."""
        person = make_person(name=name, country=make_area("KZ"))
        facts = {"languages": ["kk", "ru"], **facts}
        return self._keep(name, organisation=None, person=person, role="official", **facts)

    def interpreter(self, name: str, *languages: str, **facts: Any) -> Participation:
        """Somebody who speaks for others."""
        person = make_person(name=name)
        return self._keep(
            name, organisation=None, person=person, role="interpreter", languages=list(languages), **facts
        )

    def _keep(self, name: str, **facts: Any) -> Participation:
        self.people[name] = make_participation(self.event, **facts)
        return self.people[name]

    def slots(self, start: int, end: int, day: date = DAY) -> list[MeetingSlot]:
        """Slots of 25 minutes, five minutes apart."""
        return services.make_meeting_slots(self.event, day=day, start=time(start), end=time(end), by=self.officer)

    def tables(self, count: int) -> None:
        services.set_meeting_tables(self.event, count=count, by=self.officer)

    def wish(self, one: str, other: str, **facts: Any) -> MeetingRequest:
        """One asks to meet the other."""
        asked = self.people[other]
        return services.ask_for_meeting(self.people[one], asked=asked, by=self.officer, **facts)

    def solve(self, **facts: Any) -> Timetable:
        """Let the planner make a draft."""
        job = services.make_timetable(self.event, seconds=2, by=self.officer, **facts)
        assert job.state == "done", job.reason
        return Timetable.objects.filter(event=self.event).order_by("-number")[0]

    def release(self, timetable: Timetable) -> Timetable:
        return services.release_timetable(timetable, root="https://kelisim.example", by=self.officer)


def make_forum(**facts: Any) -> Forum:
    """A forum of two days in May without anybody."""
    officer = facts.pop("officer", None) or make_user(Role.OFFICER)
    days = {"start": DAY, "end": DAY + timedelta(days=1)}
    return Forum(make_event(**{"office": officer.office, **days, **facts}), officer)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """A moment at the forum."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def seats(timetable: Timetable) -> dict[str, tuple[str, int | None]]:
    """Who meets whom when and at which table, in the forum's hours."""
    from kelisim.events.models import Meeting

    rows = Meeting.objects.filter(timetable=timetable).exclude(state="cancelled").select_related("request")
    return {str(row.request): (f"{row.starts_at.astimezone(ZONE):%H:%M}", row.table) for row in rows}
