"""Published facts of real places: bulletins of our own with their origin, the events that they tell of, statistics.

The bulletins retell facts and figures of published reports in words of our own; each names where it has them from.
They are read by the reader and accepted like any article. Loading again changes nothing.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

import pghistory
from django.db import transaction

from kelisim.accounts import services as accounts
from kelisim.accounts.models import Office, Role, User
from kelisim.common import services as common
from kelisim.common.models import Area, Source, SourceKind
from kelisim.common.reference import area_by_code
from kelisim.events import services as events
from kelisim.events.models import Event
from kelisim.indicators import services as indicators
from kelisim.indicators.models import Observation, Target
from kelisim.indicators.queries import indicator_for
from kelisim.indicators.reference import keep_reference
from kelisim.parties import services as parties
from kelisim.parties.models import Organisation
from kelisim.press import decisions
from kelisim.press import services as press
from kelisim.press.models import Claim
from kelisim.press.queries import ABOUT_EVENTS
from kelisim.samples.told import TOLD, Told
from kelisim.samples.visited import load_visited
from kelisim.samples.words import told

NATIONAL, TURKISTAN, SAMPLE = "kazakhstan", "turkistan", "sample-office"
ADMINISTRATOR = "administrator@sample.kelisim.example"
AIRPRES = "https://airpres.kz/economics/turkestanskaya-oblast-privlekla-12-trln-tenge-investiczij"

OFFICES = {
    NATIONAL: (
        told("Қазақстанның инвестиция кеңсесі", "Инвестиционный офис Казахстана", "Investment office of Kazakhstan", "Kazakistan yatırım ofisi", "哈萨克斯坦投资办公室"),
        ["KZ"],
    ),
    TURKISTAN: (
        told("Түркістан облысының инвестиция кеңсесі", "Инвестиционный офис Туркестанской области", "Investment office of the Turkistan region", "Türkistan bölgesi yatırım ofisi", "突厥斯坦州投资办公室"),
        ["KZ-61"],
    ),
}  # fmt: skip
CITIES = {
    "TR-34": told("Ыстамбұл", "Стамбул", "Istanbul", "İstanbul", "伊斯坦布尔"),
    "TR-16": told("Бурса", "Бурса", "Bursa", "Bursa", "布尔萨"),
}
REPORTERS = {
    "kz": told("Қазақстан Үкіметі", "Правительство Казахстана", "Government of Kazakhstan", "Kazakistan Hükümeti", "哈萨克斯坦政府"),
    "cn": told(
        "Қытайдың Бас кеден басқармасы", "Главное таможенное управление Китая", "General Administration of Customs of China",
        "Çin Gümrükler Genel İdaresi", "中国海关总署",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as far as it is known."""

    slug: str
    office: str
    kind: str
    area: str
    partners: tuple[str, ...]
    title: dict[str, str]
    about: dict[str, str]
    publisher: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A text of ours, whose facts it retells, and by quote what the reader got wrong.

    Of an event are those claims that tell of its people and papers; all, where the text tells of nothing else.
    """

    name: str
    office: str
    origin: dict[str, Any]
    event: str = ""
    corrections: dict[str, dict[str, Any]] = field(default_factory=dict)
    area: str = ""
    is_about_event: bool = False


TIME_ZONES = {"KZ": "Asia/Almaty", "TR": "Europe/Istanbul"}
HAPPENINGS = (
    Happening(
        "turkistan-2025",
        TURKISTAN,
        "forum",
        "KZ-61",
        ("CN",),
        told(
            "Turkistan Investment and Tourism Forum – 2025", "Turkistan Investment and Tourism Forum – 2025",
            "Turkistan Investment and Tourism Forum – 2025", "Turkistan Investment and Tourism Forum – 2025",
            "2025年突厥斯坦投资与旅游论坛",
        ),
        told(
            "Халықаралық инвестициялық форум: көрме, пленарлық және панельдік отырыстар, G2B және B2B кездесулері. Өткен күні белгісіз.",
            "Международный инвестиционный форум: выставка, пленарные и панельные заседания, встречи G2B и B2B. День проведения неизвестен.",
            "International investment forum: exhibition, plenary and panel sessions, G2B and B2B meetings. The day is not known.",
            "Uluslararası yatırım forumu: sergi, genel ve panel oturumları, G2B ve B2B görüşmeleri. Günü bilinmiyor.",
            "国际投资论坛：展览、全体会议与专题会议、政企及企业间会谈。具体日期不详。",
        ),
        "Kazinform",
    ),
    Happening(
        "taraz-2023",
        NATIONAL,
        "forum",
        "KZ-31",
        ("KG",),
        told(
            "Қазақстан мен Қырғызстанның І өңіраралық ынтымақтастық форумы", "I форум межрегионального сотрудничества Казахстана и Кыргызстана",
            "First forum of interregional cooperation of Kazakhstan and Kyrgyzstan", "Kazakistan ve Kırgızistan Birinci Bölgelerarası İşbirliği Forumu",
            "第一届哈萨克斯坦—吉尔吉斯斯坦地区合作论坛",
        ),
        told(
            "Тараз, екі күн. Мұнда ол туралы хабарланған күн көрсетілген.", "Тараз, два дня. Указан день, когда о нём сообщили.",
            "Taraz, two days. The day shown is the one on which it was reported.", "Taraz, iki gün. Gösterilen gün, haber verildiği gündür.",
            "塔拉兹，为期两天。所示日期为报道日。",
        ),
        "AstanaTV",
        date(2023, 9, 23),
        date(2023, 9, 23),
    ),
    Happening(
        "istanbul-2020",
        NATIONAL,
        "delegation",
        "TR-34",
        ("TR",),
        told(
            "Қазақстан делегациясының Ыстамбұлға сапары", "Поездка делегации Казахстана в Стамбул", "Delegation of Kazakhstan to Istanbul",
            "Kazakistan heyetinin İstanbul ziyareti", "哈萨克斯坦代表团访问伊斯坦布尔",
        ),
        told(
            "Түрік компанияларымен келіссөздер, 2020 жыл. Күні белгісіз.", "Переговоры с турецкими компаниями, 2020 год. День неизвестен.",
            "Talks with Turkish companies in 2020. The day is not known.", "Türk şirketleriyle görüşmeler, 2020. Günü bilinmiyor.",
            "2020年与土耳其企业的会谈，具体日期不详。",
        ),
        "",
    ),
    Happening(
        "bursa-2026",
        NATIONAL,
        "delegation",
        "TR-16",
        ("TR",),
        told(
            "Ақтөбе облысы делегациясының Бурсаға сапары", "Поездка делегации Актюбинской области в Бурсу", "Delegation of the Aktobe region to Bursa",
            "Aktöbe bölgesi heyetinin Bursa ziyareti", "阿克托别州代表团访问布尔萨",
        ),
        told(
            "Bursa Organize Sanayi Bölgesi индустриялық аймағын басқару тәжірибесін зерделеу.",
            "Изучение опыта управления промышленной зоной Bursa Organize Sanayi Bölgesi.",
            "How the industrial zone Bursa Organize Sanayi Bölgesi is run.",
            "Bursa Organize Sanayi Bölgesi'nin yönetimi incelendi.",
            "考察布尔萨有组织工业区的管理经验。",
        ),
        "",
        date(2026, 2, 17),
        date(2026, 2, 19),
    ),
)  # fmt: skip
BULLETINS = (
    Bulletin(
        "turkistan-forum.kk",
        TURKISTAN,
        {"publisher": "Kazinform", "title": "Kazinform: Turkistan Investment and Tourism Forum – 2025"},
        "turkistan-2025",
    ),
    Bulletin(
        "turkistan-governor.ru",
        TURKISTAN,
        {"publisher": "", "title": "Встреча акима области с инвесторами", "day": date(2025, 12, 22)},
        "turkistan-2025",
    ),
    Bulletin(
        "turkistan-briefing.ru",
        TURKISTAN,
        {"publisher": "airpres.kz", "title": "airpres.kz: брифинг акима области", "url": AIRPRES},
    ),
    Bulletin(
        "istanbul-2020.kk",
        NATIONAL,
        {"publisher": "", "title": "Қазақстан делегациясының Ыстамбұлдағы келіссөздері"},
        "istanbul-2020",
    ),
    Bulletin(
        "taraz-2023.kk",
        NATIONAL,
        {"publisher": "AstanaTV", "title": "AstanaTV: Тараздағы форум", "day": date(2023, 9, 23)},
        "taraz-2023",
    ),
    Bulletin(
        "bursa-2026.kk",
        NATIONAL,
        {"publisher": "", "title": "Ақтөбе делегациясының Түркияға сапары", "day": date(2026, 2, 24)},
        "bursa-2026",
        {"300-ден астам компанияны": {"area": "TR-16"}},
        is_about_event=True,
    ),
)
# The reader knows no made-up places: the sample region is filled in by hand.
SAMPLE_BULLETINS = (
    Bulletin(
        "sample-pool.kk",
        SAMPLE,
        {"publisher": "Kelisim", "title": "Sample bulletin of the sample region"},
        area="XA-01",
    ),
    Bulletin(
        "sample-pool.ru",
        SAMPLE,
        {"publisher": "Kelisim", "title": "Sample bulletin of the sample region"},
        area="XA-01",
    ),
)


def load_real() -> None:
    """Load the published facts of real places, and the sample bulletins where there is a sample office."""
    by = _administrator()
    with transaction.atomic():
        keep_reference(by)
        offices = {slug: _office(slug, by) for slug in OFFICES}
        _name_cities(by)
        happenings = {one.slug: _event(one, offices[one.office], by) for one in HAPPENINGS}
        for slug, happening in happenings.items():
            _tell(happening, TOLD.get(slug), by)
            load_visited(happening, by)
        for bulletin in BULLETINS:
            _load_bulletin(bulletin, offices[bulletin.office], happenings.get(bulletin.event), by)
        sample = Office.objects.filter(slug=SAMPLE).first()
        for bulletin in SAMPLE_BULLETINS if sample else ():
            _load_bulletin(bulletin, sample, None, by)
        _load_statistics(offices[NATIONAL], by)


def _administrator() -> User:
    found = User.objects.filter(email=ADMINISTRATOR).first()
    return found or User.objects.create_user(ADMINISTRATOR, name="Sample administrator", role=Role.ADMINISTRATOR)


def _office(slug: str, by: User) -> Office:
    name, codes = OFFICES[slug]
    found = Office.objects.filter(slug=slug).first()
    return found or accounts.create_office(by, slug=slug, name=name, area_codes=codes, by=by)


def _name_cities(by: User) -> None:
    for code, name in CITIES.items():
        area = area_by_code(code)
        if len(area.name) < len(name):
            common.edit_area(area, name=name, by=by)


def _event(happening: Happening, office: Office, by: User) -> Event:
    found = Event.everything.filter(slug=happening.slug).first()
    if found:
        return found
    event = events.create_event(
        office,
        slug=happening.slug,
        kind=happening.kind,
        title=happening.title,
        about=happening.about,
        area=area_by_code(happening.area),
        partners=[area_by_code(code) for code in happening.partners],
        start=happening.start,
        end=happening.end,
        time_zone=TIME_ZONES[happening.area[:2]],
        source=_source(kind=SourceKind.ARTICLE, title=happening.title["en"], publisher=happening.publisher),
        by=by,
    )
    return events.publish_event(event, by=by)


def _tell(event: Event, told_: Told | None, by: User) -> None:
    """The report of an event, once."""
    if told_ is None or event.report_released_at:
        return
    events.edit_event(event, goals=told_.goals, report=told_.report, by=by)
    for text in told_.lessons:
        events.create_lesson(event, text=text, by=by)
    events.publish_report(event, by=by)


def _source(**facts: Any) -> Source:
    with pghistory.context(user=None, action="samples.load_real"):
        return common.record_source(**facts)


def text_of(name: str) -> str:
    """The text of a bulletin."""
    return resources.files("kelisim.samples").joinpath("bulletins", f"{name}.txt").read_text(encoding="utf-8")


def _load_bulletin(bulletin: Bulletin, office: Office, event: Event | None, by: User) -> None:
    publisher = (
        " · ".join(part for part in ("Kelisim", bulletin.origin["publisher"]) if part and not office.is_sample)
        or "Kelisim"
    )
    origin = {"kind": SourceKind.ARTICLE, **bulletin.origin}
    article, version, is_new = press.store_article(
        office, text=text_of(bulletin.name), publisher=publisher, origin=origin, by=by
    )
    if not is_new:
        return
    press.publish_article(article, by=by)
    for claim in press.read_article(version, by=by):
        _decide(claim, bulletin, event, by)


def _decide(claim: Claim, bulletin: Bulletin, event: Event | None, by: User) -> None:
    own_event = event if bulletin.is_about_event or claim.measure in ABOUT_EVENTS else None
    facts = bulletin.corrections.get(claim.quote, {})
    if bulletin.area:
        facts = {"area": bulletin.area, **facts}
    if facts:
        decisions.correct_claim(claim, event=own_event, by=by, **facts)
    else:
        decisions.accept_claim(claim, event=own_event, by=by)


def _load_statistics(office: Office, by: User) -> None:
    country, known = area_by_code("KZ"), _known_statistics(office)
    reporters = {code: _reporter(code, names, by) for code, names in REPORTERS.items()}
    for row in csv.DictReader(resources.files("kelisim.samples").joinpath("statistics.csv").open(encoding="utf-8")):
        reporter = reporters[row["reporter"]].pk if row["reporter"] else None
        if (
            row["measure"],
            row["basis"] or "unstated",
            row["start"],
            row["partner"],
            row["sector"],
            reporter,
        ) not in known:
            _load_figure(row, office, country, reporters, by)


def _known_statistics(office: Office) -> set[tuple[Any, ...]]:
    """Which figures the office has already, whatever became of their values."""
    names = ("indicator__measure", "indicator__basis", "start", "partner__code", "sector", "reporter")
    rows = [
        row for model in (Observation, Target) for row in model.everything.filter(office=office).values_list(*names)
    ]
    return {(measure, basis, str(start), partner or "", *rest) for measure, basis, start, partner, *rest in rows}


def _reporter(code: str, names: dict[str, str], by: User) -> Organisation:
    found = Organisation.objects.filter(name=names["en"]).first()
    if found:
        return found
    country = area_by_code(code.upper())
    made = parties.create_organisation(by, name=names["en"], names=names, kind="government", country=country, by=by)
    return parties.publish_organisation(made, by=by)


def _load_figure(
    row: dict[str, str], office: Office, country: Area, reporters: dict[str, Organisation], by: User
) -> None:
    source = _source(kind=SourceKind.STATISTICS, title=row["title"], publisher=row["publisher"], url=row["url"])
    facts: dict[str, Any] = {
        "indicator": indicator_for(row["measure"], basis=row["basis"] or "unstated"),
        "area": country,
        "partner": area_by_code(row["partner"]) if row["partner"] else None,
        "sector": row["sector"],
        "start": date.fromisoformat(row["start"]),
        "end": date.fromisoformat(row["end"]),
        "value": Decimal(row["value"]),
        "unit": row["unit"],
        "reporter": reporters.get(row["reporter"]),
        "source": source,
        "by": by,
    }
    if row["status"] == "target":
        indicators.publish_target(indicators.set_target(office, **facts), by=by)
    else:
        indicators.publish_observation(indicators.record_observation(office, status=row["status"], **facts), by=by)
