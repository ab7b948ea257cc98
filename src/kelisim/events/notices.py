"""What participants are told of their meetings: on the personal page at once, by mail where an address is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.jobs import begin
from kelisim.events.feeds import personal_address
from kelisim.events.models import (
    Disruption,
    Meeting,
    MeetingNotice,
    MeetingRequest,
    MeetingState,
    Participation,
    Timetable,
)
from kelisim.events.naming import ALL, PARTIES, names_along, shown
from kelisim.parties.models import Contact, ContactKind, Representative

Seat = list[Any]  # begin, table, interpreter
LANGUAGE_OF = {"KZ": "kk", "TR": "tr", "CN": "zh-hans", "RU": "ru", "KG": "ru", "UZ": "ru", "BY": "ru"}
OURS = {"kk": "kk", "ru": "ru", "en": "en", "tr": "tr", "zh": "zh-hans", "zh-hans": "zh-hans"}
AT_ONCE = 500


@dataclass
class Told:
    """What changed for one participant."""

    new: list[tuple[int, Seat]] = field(default_factory=list)
    moved: list[tuple[int, Seat, Seat]] = field(default_factory=list)
    dropped: list[tuple[int, Seat]] = field(default_factory=list)


def tell_changes(
    timetable: Timetable,
    was: dict[str, Seat],
    now: dict[str, Seat],
    *,
    is_first: bool,
    root: str,
    by: User,
    why: str = "",
) -> list[MeetingNotice]:
    """Write a notice to each whom a new version concerns, and send them by mail after the transaction."""
    wishes = {
        str(row.pk): row
        for row in MeetingRequest.everything.filter(pk__in={*was, *now})
        .select_related("asked_by__organisation", "asked_by__person", "asked__organisation", "asked__person")
        .prefetch_related(*names_along(*PARTIES, language=ALL))
    }
    told = _told(wishes, was, now)
    people = Participation.everything.filter(pk__in=told).select_related("organisation__country", "person__country")
    letters = _Letters(timetable, wishes, list(people), root=root, is_first=is_first, why=why)
    return _keep(timetable, [letters.write(row, told[row.pk]) for row in people], by)


def _keep(timetable: Timetable, notices: list[MeetingNotice], by: User) -> list[MeetingNotice]:
    """Put notices on the pages of those whom they are for, and into the queue of what is sent."""
    MeetingNotice.objects.bulk_create(notices, batch_size=AT_ONCE)
    if any(row.address for row in notices):
        begin(
            "events.send_notices",
            key=f"{timetable.pk}-{max(row.pk for row in notices)}",
            title=lambda: _("Notices of timetable %(number)s") % {"number": timetable.number},
            by=by,
            office=timetable.event.office,
            timetable=timetable.pk,
        )
    return notices


def concerned(wishes: dict[str, MeetingRequest], was: dict[str, Seat], now: dict[str, Seat]) -> set[int]:
    """Whom `tell_changes` would tell, by participation."""
    return set(_told(wishes, was, now))


def tell_waiting(timetable: Timetable, late: Disruption, *, root: str, by: User) -> list[MeetingNotice]:
    """Tell those who meet somebody that comes later from when on they are there; the meetings stay in their hours."""
    seats = {
        str(row.request_id): [row.starts_at.isoformat(), row.table, row.interpreter_id]
        for row in waiting_for(timetable, late)
    }
    rows = MeetingRequest.everything.filter(pk__in=seats)
    rows = rows.select_related("asked_by__organisation", "asked_by__person", "asked__organisation", "asked__person")
    wishes = {str(row.pk): row for row in rows.prefetch_related(*names_along(*PARTIES, language=ALL))}
    told: dict[int, list[tuple[int, Seat]]] = defaultdict(list)
    for key, seat in seats.items():
        for who in _concerned(wishes[key], seat, None) - {late.participation_id}:
            told[who].append((int(key), seat))
    people = Participation.everything.filter(pk__in=told).select_related("organisation__country", "person__country")
    letters = _Letters(timetable, wishes, list(people), root=root, is_first=False, why="")
    return _keep(timetable, [letters.write_waiting(row, told[row.pk], late) for row in people], by)


def waiting_for(timetable: Timetable, late: Disruption) -> QuerySet[Meeting]:
    """The meetings in a timetable that begin before somebody who comes later is there."""
    mine = Q(participations=late.participation) | Q(interpreter=late.participation)
    rows = Meeting.objects.filter(mine, timetable=timetable, request__isnull=False, starts_at__lt=late.ends_at)
    return rows.filter(ends_at__gt=late.starts_at, state=MeetingState.PLANNED).distinct().order_by("starts_at", "pk")


def _told(wishes: dict[str, MeetingRequest], was: dict[str, Seat], now: dict[str, Seat]) -> dict[int, Told]:
    found: dict[int, Told] = defaultdict(Told)
    for key in sorted({*was, *now}, key=int):
        before, after = was.get(key), now.get(key)
        if before == after or key not in wishes:
            continue
        wish = wishes[key]
        for who in _concerned(wish, before, after):
            if before is None or (before[2] != who and _is_interpreter(wish, who)):
                found[who].new.append((wish.pk, after or []))
            elif after is None or (after[2] != who and _is_interpreter(wish, who)):
                found[who].dropped.append((wish.pk, before))
            elif before[:2] != after[:2]:
                found[who].moved.append((wish.pk, before, after))
    return found


def _is_interpreter(wish: MeetingRequest, who: int) -> bool:
    return who not in (wish.asked_by_id, wish.asked_id)


def _concerned(wish: MeetingRequest, before: Seat | None, after: Seat | None) -> set[int]:
    helpers = {seat[2] for seat in (before, after) if seat and seat[2]}
    return {wish.asked_by_id, wish.asked_id, *helpers}


class _Letters:
    """Notices in the language of each, with what is known of where to send them."""

    def __init__(
        self,
        timetable: Timetable,
        wishes: dict[str, MeetingRequest],
        people: list[Participation],
        *,
        root: str,
        is_first: bool,
        why: str,
    ) -> None:
        self.timetable, self.wishes, self.root, self.is_first, self.why = timetable, wishes, root, is_first, why
        self.zone = ZoneInfo(timetable.event.time_zone)
        self.users = users_of(people)
        self.contacts = contacts_of(timetable.event.office_id, people)

    def write(self, row: Participation, told: Told) -> MeetingNotice:
        user = self.users.get(row.organisation_id or 0)
        language = user.language if user else language_for(row)
        with translation.override(language):
            return MeetingNotice(
                event=self.timetable.event,
                participation=row,
                timetable=self.timetable,
                language=language,
                subject=self._subject(told),
                text="\n".join(self._lines(row, told)),
                address=user.email if user else self.contacts.get(row.pk, ""),
            )

    def write_waiting(self, row: Participation, meetings: list[tuple[int, Seat]], late: Disruption) -> MeetingNotice:
        """That somebody whom one meets comes later, and from when on they are there."""
        assert late.participation is not None
        assert late.ends_at is not None
        user = self.users.get(row.organisation_id or 0)
        language = user.language if user else language_for(row)
        with translation.override(language):
            gaps = {"who": shown(late.participation), "from": formats.moment(late.ends_at, zone=self.zone)}
            lines = [_("%(who)s comes later and can meet from %(from)s. Your meeting stays where it is:") % gaps]
            for wish, seat in sorted(meetings, key=lambda each: each[1][0]):
                place = {"when": self._when(seat), "who": self._other(row, wish), "where": _where(seat)}
                lines.append(_("%(when)s: %(who)s, %(where)s") % place)
            return MeetingNotice(
                event=self.timetable.event,
                participation=row,
                timetable=self.timetable,
                language=language,
                subject=_("%(who)s comes later") % gaps,
                text="\n".join([*lines, "", self._where_it_stands(row)]),
                address=user.email if user else self.contacts.get(row.pk, ""),
            )

    def _where_it_stands(self, row: Participation) -> str:
        return _("Your timetable, always as it stands now: %(address)s") % {
            "address": self.root + personal_address(row)
        }

    def _subject(self, told: Told) -> str:
        event = self.timetable.event.title
        if self.is_first:
            return _("Your meetings: %(event)s") % {"event": event}
        return _("Your meetings have changed: %(event)s") % {"event": event}

    def _lines(self, row: Participation, told: Told) -> Iterable[str]:
        if self.why:
            yield self.why
        if self.is_first:
            words = ngettext("You have %(count)s meeting:", "You have %(count)s meetings:", len(told.new))
            yield words % {"count": len(told.new)}
        yield from (self._new(row, *each) for each in sorted(told.new, key=lambda each: each[1][0]))
        yield from (self._moved(row, *each) for each in told.moved)
        yield from (self._dropped(row, *each) for each in told.dropped)
        yield ""
        yield self._where_it_stands(row)

    def _new(self, row: Participation, wish: int, seat: Seat) -> str:
        gaps = {"when": self._when(seat), "who": self._other(row, wish), "where": _where(seat)}
        return (_("%(when)s: %(who)s, %(where)s") if self.is_first else _("New: %(when)s, %(who)s, %(where)s")) % gaps

    def _moved(self, row: Participation, wish: int, before: Seat, after: Seat) -> str:
        gaps = {
            "was": self._when(before),
            "when": self._when(after),
            "who": self._other(row, wish),
            "where": _where(after),
        }
        return _("Moved: %(who)s, now %(when)s, %(where)s (was %(was)s)") % gaps

    def _dropped(self, row: Participation, wish: int, seat: Seat) -> str:
        return _("Called off: %(when)s, %(who)s") % {"when": self._when(seat), "who": self._other(row, wish)}

    def _when(self, seat: Seat) -> str:
        return formats.moment(datetime.fromisoformat(seat[0]), zone=self.zone)

    def _other(self, row: Participation, wish: int) -> str:
        return counterpart(self.wishes[str(wish)], row.pk)


def counterpart(wish: MeetingRequest, who: int) -> str:
    """Whom somebody meets by a wish; for an interpreter both."""
    return " – ".join(shown(side) for side in (wish.asked_by, wish.asked) if side.pk != who)


def _where(seat: Seat) -> str:
    return _("table %(table)s") % {"table": seat[1]} if seat[1] else _("at the stand")


def language_for(row: Participation) -> str:
    """In which of our languages somebody is written to who has no account."""
    spoken = next((OURS[code] for code in row.languages if code in OURS), "")
    party = row.organisation or row.person
    country = party.country.code if party and party.country else ""
    return LANGUAGE_OF.get(country) or spoken or "en"


def users_of(people: list[Participation]) -> dict[int, User]:
    """By organisation: who acts for it here, the first who was named."""
    keys = {row.organisation_id for row in people if row.organisation_id}
    rows = Representative.objects.filter(organisation__in=keys, user__is_active=True).select_related("user")
    return {row.organisation_id: row.user for row in rows.order_by("-pk")}


def contacts_of(office: int, people: list[Participation]) -> dict[int, str]:
    """By participation: an address that the office knows, the person's before the organisation's."""
    rows = list(
        Contact.objects.filter(office=office, kind=ContactKind.EMAIL)
        .filter(pk__in=_contacts_wanted(people))
        .order_by("-pk")
        .values_list("person_id", "organisation_id", "value")
    )
    by_person = {person: value for person, _organisation, value in rows if person}
    by_organisation = {organisation: value for _person, organisation, value in rows if organisation}
    return {row.pk: by_person.get(row.person_id) or by_organisation.get(row.organisation_id) or "" for row in people}


def _contacts_wanted(people: list[Participation]) -> Any:
    organisations = [row.organisation_id for row in people if row.organisation_id]
    persons = [row.person_id for row in people if row.person_id]
    of_person = Contact.objects.filter(person__in=persons)
    return (of_person | Contact.objects.filter(organisation__in=organisations)).values("pk")
