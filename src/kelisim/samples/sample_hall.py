"""The sample forum as a house full of people: rooms, who speaks and moderates, invitations with their answers, delegations, arrivals,
the list of the signing ceremony, two released versions of the programme. All of it is made up and says so.
"""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from kelisim.accounts.models import Role, User
from kelisim.agreements.models import Agreement, CeremonyPaper
from kelisim.common.reference import area_by_code
from kelisim.events import services as events
from kelisim.events.models import (
    Absence,
    Appearance,
    AppearanceRole,
    CheckIn,
    CheckInWay,
    Delegation,
    Event,
    Invitation,
    InvitationState,
    Meeting,
    MeetingTable,
    Participation,
    ParticipationRole,
    ParticipationState,
    ProgrammeItem,
    ProgrammeKind,
    Room,
)
from kelisim.parties.models import Organisation
from kelisim.samples.sample_forum import add_people
from kelisim.samples.words import told

FORUM, SEED = "sample-forum", 1709
LETTERS = {"KZ": "kk", "TR": "tr", "CN": "zh-hans", "UZ": "ru", "KG": "ru"}
DECLINED, UNANSWERED, DRAFTS = 6, 3, 2
SCREEN = told(
    "Экран, дыбыс, 4 тілге аударма",
    "Экран, звук, перевод на 4 языка",
    "Screen, sound, four channels for interpreters",
    "Ekran, ses, dört dilde çeviri",
    "屏幕、音响、四路同声传译",
)
BOARD = told("Экран, флипчарт", "Экран, флипчарт", "Screen, flip chart", "Ekran, yazı tahtası", "屏幕、白板架")
TABLES = told("60 үстел", "60 столов", "60 tables", "60 masa", "60张桌位")
STANDS = told("24 стенд, 380 В", "24 стенда, 380 В", "24 stands, 380 V", "24 stant, 380 V", "24个展位，380伏")
ROOMS: tuple[tuple[str, int, dict[str, str], list[list[int]]], ...] = (
    ("A", 600, SCREEN, [[30, 30], [470, 30], [470, 300], [30, 300]]),
    ("B", 300, TABLES, [[500, 30], [970, 30], [970, 300], [500, 300]]),
    ("C1", 120, BOARD, [[30, 330], [240, 330], [240, 560], [30, 560]]),
    ("C2", 120, BOARD, [[260, 330], [470, 330], [470, 560], [260, 560]]),
    ("D", 400, STANDS, [[500, 330], [970, 330], [970, 560], [500, 560]]),
)  # fmt: skip
ROOM_OF = {
    ProgrammeKind.PLENARY: "A",
    ProgrammeKind.CEREMONY: "A",
    ProgrammeKind.MEETINGS: "B",
    ProgrammeKind.PANEL: "C1",
    ProgrammeKind.EXHIBITION: "D",
}
HOST = told("Үлгі модератор", "Образец модератора", "Sample Moderator", "Örnek Moderatör", "示例主持人")
VOICE = told(
    "Үлгі ілеспе аудармашы",
    "Образец синхронного переводчика",
    "Sample Session Interpreter",
    "Örnek Simültane Tercüman",
    "示例同声传译员",
)
BESIDE = told(
    "Логистика және транзит", "Логистика и транзит", "Logistics and transit", "Lojistik ve transit", "物流与过境运输"
)
SPEECH = told("Үлгі баяндама", "Образец доклада", "Sample address", "Örnek konuşma", "示例发言")
SORRY = told("Үлгі: сол күні басқа іссапар.", "Образец: в эти дни другая поездка.", "Sample: another trip on these days.", "Örnek: o günlerde başka bir gezi var.", "示例：当日另有出差。")  # fmt: skip
NOTE = told("Үлгі: екінші нұсқада секция залы ауысты.", "Образец: во второй версии у секции другой зал.", "Sample: in the second version a panel has another room.", "Örnek: ikinci sürümde bir oturumun salonu değişti.", "示例：第二版更换了一场分论坛的会场。")  # fmt: skip
UNITS = (
    ("TR", told("Түркия үлгі делегациясы", "Образец делегации Турции", "Sample delegation of Türkiye", "Türkiye örnek heyeti", "土耳其示例代表团")),
    ("CN", told("Қытай үлгі делегациясы", "Образец делегации Китая", "Sample delegation of China", "Çin örnek heyeti", "中国示例代表团")),
)  # fmt: skip


def load_sample_hall() -> None:
    """Fill the sample forum with all that is not meetings, unless it is."""
    event = Event.objects.filter(slug=FORUM, office__is_sample=True).select_related("office").first()
    if event is None or Room.objects.filter(event=event).exists():
        return
    with transaction.atomic():
        by = event.office.users.filter(role=Role.OFFICER).earliest("pk")
        dice = random.Random(SEED)  # noqa: S311  # a seed, not a secret
        _book_rooms(event, by)
        _name_speakers(event, dice)
        _invite(event, dice)
        _gather(event)
        _release(event, by)
        _let_in(event, by, dice)
        _list_papers(event)


# --- Rooms and sessions ---------------------------------------------------------------------------------------------


def _book_rooms(event: Event, by: User) -> None:
    """Five rooms; every point of the programme that is held in the house books one; two panels stand side by side."""
    rooms = {
        name: events.create_room(event, name=name, capacity=capacity, equipment=equipment, outline=outline, by=by)
        for name, capacity, equipment, outline in ROOMS
    }
    count = MeetingTable.objects.filter(event=event).count()
    events.set_meeting_tables(event, count=count, hall=rooms["B"], by=by)
    for item in ProgrammeItem.objects.filter(event=event, kind__in=ROOM_OF).select_related("event"):
        events.edit_programme_item(item, hall=rooms[ROOM_OF[ProgrammeKind(item.kind)]], by=by)
    first = ProgrammeItem.objects.filter(event=event, kind=ProgrammeKind.PANEL).first()
    if first is not None:
        hours = {"starts_at": first.starts_at, "ends_at": first.ends_at}
        events.create_programme_item(event, kind=first.kind, title=BESIDE, hall=rooms["C2"], by=by, **hours)


def _name_speakers(event: Event, dice: random.Random) -> None:
    """A moderator, speakers and an interpreter at each session: of those who meet, who is nowhere else at that hour."""
    kinds = (ProgrammeKind.PLENARY, ProgrammeKind.PANEL, ProgrammeKind.CEREMONY)
    items = list(ProgrammeItem.objects.filter(event=event, kind__in=kinds).order_by("starts_at", "pk"))
    hosts = add_people(event, HOST, ParticipationRole.MODERATOR, len(items), dice)
    voices = add_people(event, VOICE, ParticipationRole.INTERPRETER, len(items), dice)
    Participation.objects.filter(pk__in=[row.pk for row in voices]).update(max_per_day=0)  # sessions, no meetings
    taken, rows = _taken(event), []
    for item, host, voice in zip(items, hosts, voices, strict=True):
        free = _Free(event, item, taken)
        rows += [
            Appearance(item=item, participation=host, role=AppearanceRole.MODERATOR),
            Appearance(item=item, participation=voice, role=AppearanceRole.INTERPRETER),
            free.speaker(ParticipationRole.OFFICIAL),
            *(free.speaker(ParticipationRole.PARTICIPANT) for _number in range(3)),
        ]
    Appearance.objects.bulk_create(row for row in rows if row is not None)


Span = tuple[datetime, datetime]


def _taken(event: Event) -> dict[int, list[Span]]:
    """When somebody sits in a meeting, interprets one, or has another duty."""
    found: dict[int, list[Span]] = defaultdict(list)
    meetings = Meeting.objects.filter(event=event)
    spans = (
        meetings.values_list("participations", "starts_at", "ends_at"),
        meetings.values_list("interpreter", "starts_at", "ends_at"),
        Absence.objects.filter(event=event).values_list("participation", "starts_at", "ends_at"),
    )
    for key, start, end in (row for rows in spans for row in rows):
        found[key].append((start, end))
    return found


class _Free:
    """Those who can come to a session; who is taken once is taken."""

    def __init__(self, event: Event, item: ProgrammeItem, taken: dict[int, list[Span]]) -> None:
        self.item, self.taken = item, taken
        self.people = Participation.objects.filter(event=event, state=ParticipationState.CHECKED_IN).order_by("pk")

    def speaker(self, role: str) -> Appearance | None:
        """The first of a role who is free then."""
        for row in self.people.filter(role=role):
            spans = self.taken[row.pk]
            if not any(start < self.item.ends_at and self.item.starts_at < end for start, end in spans):
                spans.append((self.item.starts_at, self.item.ends_at))
                return Appearance(item=self.item, participation=row, role=AppearanceRole.SPEAKER, subject=SPEECH)
        return None


# --- Invitations and delegations ------------------------------------------------------------------------------------


def _invite(event: Event, dice: random.Random) -> None:
    """Every company came by an invitation; some declined, some did not answer, some are not sent yet."""
    rows = list(
        Participation.objects.filter(event=event, organisation__isnull=False).select_related("organisation__country")
    )
    came = [_letter(event, row.organisation, InvitationState.ACCEPTED, dice) for row in rows if row.organisation]
    sent = Invitation.objects.bulk_create(came)
    for row, invitation in zip(rows, sent, strict=True):
        row.invitation = invitation
    Participation.objects.bulk_update(rows, ["invitation"])
    states = (
        *[InvitationState.DECLINED] * DECLINED,
        *[InvitationState.SENT] * UNANSWERED,
        *[InvitationState.DRAFT] * DRAFTS,
    )
    others = Organisation.objects.filter(is_sample=True).exclude(participations__event=event).order_by("pk")
    pairs = zip(others.select_related("country"), states, strict=False)
    Invitation.objects.bulk_create(_letter(event, organisation, state, dice) for organisation, state in pairs)


def _letter(event: Event, organisation: Organisation, state: str, dice: random.Random) -> Invitation:
    language = LETTERS.get(organisation.country.code if organisation.country else "", "en")
    sent = datetime.combine(_day(event) - timedelta(days=dice.randint(40, 60)), time(9), ZoneInfo(event.time_zone))
    is_answered = state in (InvitationState.ACCEPTED, InvitationState.DECLINED)
    return Invitation(
        event=event,
        organisation=organisation,
        email=f"company-{organisation.pk}@sample.example",
        language=language,
        seats=3,
        state=state,
        sent_at=None if state == InvitationState.DRAFT else sent,
        answered_at=sent + timedelta(days=dice.randint(1, 20), hours=dice.randint(0, 8)) if is_answered else None,
        reason=SORRY[language] if state == InvitationState.DECLINED else "",
    )


def _day(event: Event) -> date:
    assert event.start is not None
    return event.start


def _gather(event: Event) -> None:
    """Companies of two countries come as delegations, each with a leader."""
    for country, name in UNITS:
        unit = Delegation.objects.create(event=event, name=name, country=area_by_code(country), seats=20)
        members = Participation.objects.filter(event=event, organisation__country__code=country).order_by("pk")
        keys = list(members.values_list("pk", flat=True)[:12])
        Participation.objects.filter(pk__in=keys).update(delegation=unit)
        unit.leader_id = keys[0] if keys else None
        unit.save(update_fields=["leader"])


# --- Versions, arrivals, the ceremony -------------------------------------------------------------------------------


def _release(event: Event, by: User) -> None:
    """Two versions: in the second a panel has moved to another room."""
    events.release_programme(event, by=by)
    panel = ProgrammeItem.objects.filter(event=event, kind=ProgrammeKind.PANEL).select_related("event").first()
    if panel is not None:
        events.edit_programme_item(panel, hall=Room.objects.get(event=event, name="D"), by=by)
        events.release_programme(event, note=NOTE, by=by)


def _let_in(event: Event, by: User, dice: random.Random) -> None:
    """Badges were read at the entrance on both days, and at the door of the plenary session."""
    people = list(Participation.objects.filter(event=event, state=ParticipationState.CHECKED_IN).order_by("pk"))
    rows, zone = [], ZoneInfo(event.time_zone)
    for number, row in enumerate(people):
        for later in range(2 if number % 5 else 1):
            day = _day(event) + timedelta(days=later)
            at = datetime.combine(day, time(8), zone) + timedelta(seconds=dice.randint(0, 5400))
            rows.append(_arrival(event, row, by, at, dice))
    plenary = ProgrammeItem.objects.filter(event=event, kind=ProgrammeKind.PLENARY).first()
    if plenary is not None:
        rows += [
            _arrival(event, row, by, plenary.starts_at - timedelta(seconds=dice.randint(0, 1500)), dice, item=plenary)
            for row in people[::2]
        ]
    CheckIn.objects.bulk_create(rows, batch_size=1000)
    first = {row.participation_id: row.at for row in reversed(rows) if row.item_id is None}
    for person in people:
        person.checked_in_at = first[person.pk]
    Participation.objects.bulk_update(people, ["checked_in_at"])


def _arrival(
    event: Event, row: Participation, by: User, at: datetime, dice: random.Random, item: ProgrammeItem | None = None
) -> CheckIn:
    way = dice.choice((CheckInWay.CAMERA, CheckInWay.CAMERA, CheckInWay.CAMERA, CheckInWay.CODE, CheckInWay.LIST))
    day = at.astimezone(ZoneInfo(event.time_zone)).date()
    return CheckIn(event=event, participation=row, item=item, day=day, at=at, key=uuid4(), way=way, by=by)


def _list_papers(event: Event) -> None:
    """The memoranda of the forum, signed one after another at its ceremony."""
    ceremony = ProgrammeItem.objects.filter(event=event, kind=ProgrammeKind.CEREMONY).first()
    if ceremony is None:
        return
    papers = Agreement.objects.filter(event=event).order_by("pk")
    CeremonyPaper.objects.bulk_create(
        CeremonyPaper(
            item=ceremony, agreement=paper, place=place, signed_at=ceremony.starts_at + timedelta(minutes=5 * place)
        )
        for place, paper in enumerate(papers, 1)
    )
