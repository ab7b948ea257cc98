"""What a real delegation went to see, as far as the report says: the zone with its page, and the visit without hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from kelisim.accounts.models import User
from kelisim.events import services as events
from kelisim.events.models import Event, ProgrammeKind
from kelisim.samples.words import told
from kelisim.zones import services as zones
from kelisim.zones.models import Zone, ZoneKind

TRIP, SLUG = "bursa-2026", "bursa-osb"
NAME = dict.fromkeys(("kk", "ru", "en", "tr", "zh-hans"), "Bursa Organize Sanayi Bölgesi")
ABOUT = told(
    "Бурса қаласындағы индустриялық аймақ. 1960-жылдары ашылған, 300-ден астам компанияны біріктіреді.",
    "Индустриальная зона в городе Бурса. Открыта в 1960-х годах, объединяет более 300 компаний.",
    "An industrial zone in the city of Bursa. Opened in the 1960s, it unites more than 300 companies.",
    "Bursa kentinde bir sanayi bölgesi. 1960'larda açıldı, 300'den fazla şirketi bir araya getiriyor.",
    "布尔萨市的工业区。20世纪60年代开园，汇集300多家企业。",
)
SEEN = told(
    "Индустриялық аймақты аралау: басқару тәртібі, салық жеңілдіктері, коммуналдық тарифтер, резиденттерді қолдау",
    "Посещение индустриальной зоны: управление, налоговые льготы, коммунальные тарифы, поддержка резидентов",
    "Visit to the industrial zone: how it is run, tax relief, utility tariffs, support of residents",
    "Sanayi bölgesi ziyareti: yönetim, vergi teşvikleri, altyapı tarifeleri, katılımcı firmalara destek",
    "参观工业区：管理方式、税收优惠、公用事业费率、入驻企业扶持",
)


def load_visited(trip: Event, by: User) -> None:
    """Record the zone and the visit, unless they are; the report names the days of the trip and no hour."""
    if trip.slug != TRIP or Zone.everything.filter(slug=SLUG).exists():
        return
    assert trip.start is not None
    assert trip.end is not None
    facts = {"kind": ZoneKind.INDUSTRIAL, "name": NAME, "about": ABOUT, "area": trip.area, "source": trip.source}
    zone = zones.publish_zone(zones.create_zone(trip.office, slug=SLUG, by=by, **facts), by=by)
    zone_of_time = ZoneInfo(trip.time_zone)
    first, last = (datetime.combine(day, time.min, zone_of_time) for day in (trip.start, trip.end + timedelta(days=1)))
    hours = {"starts_at": first, "ends_at": last}
    events.create_programme_item(trip, kind=ProgrammeKind.SITE_VISIT, title=SEEN, zone=zone, by=by, **hours)
