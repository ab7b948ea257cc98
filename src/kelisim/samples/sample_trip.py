"""The sample delegation as a whole: goals, companions, hours in two time zones, protocol, leads, notes, a published report;
and the stands of the sample forum. All of it is made up and says so.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from kelisim.accounts.models import Role, User
from kelisim.events import services as events
from kelisim.events.models import Event, Meeting, Participation, ProgrammeItem, Stand, Timetable, TripNote
from kelisim.events.replanning import seats_of
from kelisim.parties.models import Organisation
from kelisim.projects.models import Proposal
from kelisim.samples.words import told

TRIP, FORUM, ISTANBUL = "sample-delegation", "sample-forum", "Europe/Istanbul"
COLUMNS, ROWS = 8, 3

GOALS = told(
    "Үлгі: өнеркәсіп аймағы қалай басқарылатынын көру; үш компаниямен келіссөз бастау.",
    "Образец: увидеть, как управляют промышленной зоной; начать переговоры с тремя компаниями.",
    "Sample: see how an industrial zone is run; begin talks with three companies.",
    "Örnek: bir sanayi bölgesinin nasıl yönetildiğini görmek; üç şirketle görüşmelere başlamak.",
    "示例：了解工业区的管理方式；与三家企业开始洽谈。",
)
REPORT = told(
    "Үлгі есеп. Делегация үш күн болды. Аймақты резиденттер кеңесі басқарады; қосылу мерзімі шартта тұр.\nҮш компания жер сұрады, біреуі ұсыныс тапсырды.",
    "Образец отчёта. Делегация работала три дня. Зоной управляет совет резидентов; срок подключения стоит в договоре.\nТри компании спросили об участках, одна подала предложение.",
    "Sample report. The delegation stayed three days. A council of residents runs the zone; the day of connection stands in the contract.\nThree companies asked for plots, one handed in a proposal.",
    "Örnek rapor. Heyet üç gün kaldı. Bölgeyi sakinler konseyi yönetiyor; bağlantı tarihi sözleşmede yazılı.\nÜç şirket parsel sordu, biri teklif verdi.",
    "示例报告。代表团停留三天。园区由入驻企业理事会管理；接入日期写入合同。\n三家企业询问地块，一家提交了提案。",
)
PROTOCOL = told(
    "Үлгі хаттама: тараптар үлгі шарттың мәтінін алмасады.",
    "Образец протокола: стороны обменяются текстом типового договора.",
    "Sample protocol: the sides exchange the text of a standard contract.",
    "Örnek tutanak: taraflar tip sözleşme metnini paylaşır.",
    "示例纪要：双方交换标准合同文本。",
)
WANTS = (
    told("Үлгі: 5 га және 3 МВт сұрайды.", "Образец: просит 5 га и 3 МВт.", "Sample: asks for 5 ha and 3 MW.", "Örnek: 5 ha ve 3 MW istiyor.", "示例：需要5公顷和3兆瓦。"),
    told("Үлгі: дайын цех іздейді.", "Образец: ищет готовый цех.", "Sample: looks for a hall that is ready.", "Örnek: hazır bir hangar arıyor.", "示例：寻找现成厂房。"),
    told("Үлгі: мақта жеткізушісін іздейді.", "Образец: ищет поставщика хлопка.", "Sample: looks for a supplier of cotton.", "Örnek: pamuk tedarikçisi arıyor.", "示例：寻找棉花供应商。"),
)  # fmt: skip
NEXT = told(
    "Үлгі: телімдер тізімін жіберу", "Образец: послать список участков", "Sample: send the list of plots",
    "Örnek: parsel listesini gönder", "示例：发送地块清单",
)  # fmt: skip
SEEN = (
    ("Үлгі жазба: резиденттер кеңесі айына бір рет жиналып, қызмет ақысын дауысқа салады.", True, 1, 7),
    ("Үлгі жазба: барлық зауыттың ақаба суы бір стансаға құйылады; әрқайсысы есептегіші бойынша төлейді.", True, 1, 8),
    ("Үлгі жазба: шарт алдында бағаны тағы талқылау керек.", False, 1, 15),
)


def load_sample_trip() -> None:
    """Complete the sample delegation and the plan of the sample forum, unless that is done."""
    trip = Event.objects.filter(slug=TRIP, office__is_sample=True).first()
    if trip is None or trip.report_released_at:
        return
    with transaction.atomic():
        officer = trip.office.users.filter(role=Role.OFFICER).earliest("pk")
        head = trip.office.users.filter(role=Role.HEAD).earliest("pk")
        events.edit_event(trip, goals=GOALS, report=REPORT, protocol=PROTOCOL, time_zone=ISTANBUL, by=officer)
        _travel(trip, officer)
        _leads(trip, officer)
        _notes(trip, officer)
        events.publish_report(trip, by=head)
        _stands(officer)


def _travel(trip: Event, by: User) -> None:
    """The flight begins in one time zone and ends in another; what is visited has its page; two companions come along."""
    host = Organisation.objects.filter(is_sample=True, country__code="TR").order_by("pk").first()
    for item in ProgrammeItem.objects.filter(event=trip):
        if item.kind == "travel":
            events.edit_programme_item(item, time_zone="Asia/Almaty", end_time_zone=ISTANBUL, by=by)
        elif item.kind in ("site_visit", "meetings") and host:
            events.edit_programme_item(item, organisation=host, by=by)
    for row in Participation.objects.filter(event=trip, role="member").order_by("-pk")[:2]:
        events.edit_participation(row, role="companion", by=by)


def _leads(trip: Event, by: User) -> None:
    companies = Organisation.objects.filter(is_sample=True, country__code="TR").order_by("pk")[: len(WANTS)]
    proposal = Proposal.objects.filter(office=trip.office, organisation=companies[0]).first() if companies else None
    for number, (company, wants) in enumerate(zip(companies, WANTS, strict=False)):
        facts = {"organisation": company, "text": wants, "next_step": NEXT, "owner": by}
        lead = events.create_lead(
            trip, due=date(2026, 1, 15 + number), proposal=proposal if number == 0 else None, by=by, **facts
        )
        if number == 1:
            events.finish_lead(lead, on=date(2025, 12, 1), by=by)


def _notes(trip: Event, by: User) -> None:
    assert trip.start is not None
    visit = ProgrammeItem.objects.filter(event=trip, kind="site_visit").first()
    for number, (text, is_public, day, hour) in enumerate(SEEN, 1):
        at = datetime(trip.start.year, trip.start.month, trip.start.day + day, hour, tzinfo=UTC)
        key = UUID(int=0x5A000000000040008000000000000000 + number)
        if not TripNote.everything.filter(key=key).exists():
            events.keep_note(trip, text=text, item=visit, written_at=at, key=key, is_public=is_public, by=by)


def _stands(by: User) -> None:
    forum = Event.objects.filter(slug=FORUM, office__is_sample=True).first()
    if forum is None or Stand.objects.filter(event=forum).exists():
        return
    exhibitors = list(Participation.objects.filter(event=forum, organisation__isnull=False).order_by("pk")[:20])
    for number in range(COLUMNS * ROWS):
        row, column = divmod(number, COLUMNS)
        left, top, right, bottom = 40 + column * 117, 50 + row * 185, 140 + column * 117, 170 + row * 185
        events.create_stand(
            forum,
            number=f"{'ABC'[row]}{column + 1}",
            square_metres=Decimal(12),
            outline=[[left, top], [right, top], [right, bottom], [left, bottom]],
            participation=exhibitors[number] if number < len(exhibitors) else None,
            by=by,
        )
    _meet_at_stands(forum)


def _meet_at_stands(forum: Event) -> None:
    """The kept timetable was made before the stands: whoever has one receives there, so that a re-plan reseats nobody for it."""
    at_stands = Meeting.objects.filter(event=forum, participations__stands__isnull=False)
    Meeting.objects.filter(pk__in=list(at_stands.values_list("pk", flat=True))).update(table=None)
    for timetable in Timetable.objects.filter(event=forum):
        Timetable.objects.filter(pk=timetable.pk).update(seats=seats_of(timetable))
