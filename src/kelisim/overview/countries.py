"""All that links a partner country with this one: trade, investment both ways, papers, projects, events, articles."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from kelisim.accounts.models import Office
from kelisim.agreements.models import Agreement
from kelisim.agreements.queries import deals, signed_sums
from kelisim.common.choices import Measure
from kelisim.common.models import Area, AreaKind
from kelisim.engines.values.money import Money
from kelisim.events.models import Event, EventPartner
from kelisim.indicators.models import Observation, Target
from kelisim.overview.figures import Fulfilment, Said, compared, fulfilments, headlines, published_figures
from kelisim.overview.regions import SHOWN, articles_about
from kelisim.press.models import Article
from kelisim.projects.models import Project

HOME = "KZ"
TRADE = (Measure.TRADE_TURNOVER, Measure.EXPORT, Measure.IMPORT)
INVESTMENT = (Measure.FDI, Measure.INVESTMENT, Measure.FIXED_CAPITAL_INVESTMENT)


@dataclass(frozen=True, slots=True)
class CountryPage:
    """What is published of a country, by what it is about and by direction."""

    area: Area
    groups: list[tuple[str, list[Said]]]
    figures: list[Said]
    plans: list[Fulfilment]
    articles: list[Article]
    events: list[Event]
    agreements: list[Agreement]
    signed: list[tuple[Money, int]]
    projects: list[Project]

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the country is published."""
        return not any((self.figures, self.articles, self.events, self.agreements, self.projects))


def countries() -> QuerySet[Area]:
    """Partner countries, those of which something is published first."""
    said = [
        model.objects.published().filter(Q(partner=OuterRef("pk")) | Q(area=OuterRef("pk")))
        for model in (Observation, Target)
    ]
    rows = Area.objects.published().filter(kind=AreaKind.COUNTRY, is_sample=False).exclude(code=HOME)
    known = rows.annotate(
        is_known=Exists(said[0].filter(office__is_sample=False)) | Exists(said[1].filter(office__is_sample=False))
    )
    return known.order_by("-is_known", "code")


def country_page(area: Area) -> CountryPage:
    """Everything of one country. Samples are no part of it."""
    about = Q(area=area) if area.code == HOME else Q(partner=area) | Q(area=area) | Q(area__parent=area)
    figures = compared(published_figures(about & _without_own_regions(area)))
    agreements = Agreement.objects.published().filter(partner=area, office__is_sample=False).showing("partner")
    offices = list(Office.objects.filter(is_sample=False).values_list("pk", flat=True))
    projects = Project.objects.published().filter(origin=area, office__in=offices).showing("origin")
    return CountryPage(
        area=area,
        groups=grouped(headlines(figures), area),
        figures=figures,
        plans=fulfilments(figures),
        articles=list(articles_about(area)),
        events=list(events_with(area)[:SHOWN]),
        agreements=list(deals(agreements).select_related("office", "area", "partner")[:SHOWN]),
        signed=signed_sums(agreements),
        projects=list(projects.select_related("office", "area", "origin")[:SHOWN]),
    )


def _without_own_regions(area: Area) -> Q:
    return Q(partner__isnull=True) if area.code == HOME else Q()


def grouped(heads: list[Said], area: Area) -> list[tuple[str, list[Said]]]:
    """`trade`, `inward` (from the country), `outward` (into it), `rest`; empty groups are left out."""
    groups: dict[str, list[Said]] = {"trade": [], "inward": [], "outward": [], "rest": []}
    for said in heads:
        groups[_group_of(said, area)].append(said)
    return [(name, own) for name, own in groups.items() if own]


def _group_of(said: Said, area: Area) -> str:
    record = said.record
    measure = record.indicator.of or record.indicator.measure
    if measure in TRADE:
        return "trade"
    if measure in INVESTMENT and record.partner_id is not None:
        return "outward" if record.area_id == area.pk else "inward"
    return "rest"


def events_with(area: Area) -> QuerySet[Event]:
    """Published events held in a country or with it as a partner."""
    partners = EventPartner.objects.filter(area=area).values("event")
    held = Q(area=area) | Q(area__parent=area) | Q(pk__in=partners)
    return Event.objects.published().filter(held, office__is_sample=False).select_related("office", "area")
