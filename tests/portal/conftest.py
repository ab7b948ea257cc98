"""A published article about a region, as the portal finds it: claims, figures, a plan, a second day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kelisim.accounts.models import Office, Role, User
from kelisim.common.models import Source
from kelisim.indicators.models import Observation, ObservationSource, Target, TargetSource
from kelisim.press.models import Article, Claim
from tests import factories as make

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = (
    "Форум в Туркестане\n"
    "План по ПИИ $475 млн, за полгода $543,5 млн. В пуле 111 проектов. Запущены 34 проекта, работают 4889 граждан."
)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
HALF = (date(2025, 1, 1), date(2025, 6, 30))
DAY = (date(2025, 12, 22), date(2025, 12, 22))


@dataclass
class Story:
    """What the tests look for."""

    article: Article
    plan: Target
    actual: Observation
    launched: Observation
    later: Observation


def publish(row: Any) -> Any:
    """Release a row without asking anybody."""
    row.published_at = NOW
    row.save()
    return row


def tell(article: Article, quote: str, figure: Any, by: User) -> Claim:
    """An accepted claim that became a figure."""
    text = article.versions.get().text
    is_target = isinstance(figure, Target)
    claim = make.make_claim(
        article,
        offset=text.index(quote), length=len(quote), quote=quote, measure=figure.indicator.measure, value=figure.value,
        unit=figure.unit, status=figure.status, stage=figure.stage, area=figure.area, state="accepted", decided_by=by,
        decided_at=NOW, start=figure.start, end=figure.end, target=figure if is_target else None,
        observation=None if is_target else figure,
    )  # fmt: skip
    claim.source = Source.objects.create(kind="article", title=article.title, quote=quote, is_sample=article.is_sample)
    claim.save()
    link = (
        TargetSource(target=figure, source=claim.source)
        if is_target
        else ObservationSource(observation=figure, source=claim.source)
    )
    link.save()
    return claim


def make_story(office: Office | None = None, area: str = "KZ-61", **area_facts: Any) -> Story:
    """The plan and what was reached, the pool, 34 launched on a day and 41 on another."""
    office = office or make.make_office()
    place = make.make_area(area, **area_facts)
    by = make.make_user(Role.OFFICER, office=office)
    article = publish(make.make_article(TEXT, office=office, language="ru", title="Форум"))
    facts = {"office": office, "area": place}
    for measure in ("project_count", "jobs"):
        make.make_indicator(measure, is_flow=False)
    plan = publish(make.make_target(start=YEAR[0], end=YEAR[1], **facts))
    actual = publish(make.make_observation(start=HALF[0], end=HALF[1], **facts))
    pool = publish(make.make_observation("project_count", value=Decimal(111), unit="project", stage="pool", status="planned",
                                         start=date(2025, 1, 1), end=date(2028, 12, 31), **facts))  # fmt: skip
    launched = publish(make.make_observation("project_count", value=Decimal(34), unit="project", stage="launched",
                                             start=DAY[0], end=DAY[1], **facts))  # fmt: skip
    jobs = publish(make.make_observation("jobs", value=Decimal(4889), unit="job", start=DAY[0], end=DAY[1], **facts))
    later = publish(make.make_observation("project_count", value=Decimal(41), unit="project", stage="launched",
                                          start=None, end=None, **facts))  # fmt: skip
    for quote, figure in (("$475 млн", plan), ("$543,5 млн", actual), ("111 проектов", pool), ("34 проекта", launched),
                          ("4889 граждан", jobs)):  # fmt: skip
        tell(article, quote, figure, by)
    return Story(article, plan, actual, launched, later)


@pytest.fixture
def story(db: None) -> Story:
    return make_story()


@pytest.fixture
def sample_story(db: None) -> Story:
    office = make.make_office("sample-office", is_sample=True)
    return make_story(office, "XA-01", parent=make.make_area("KZ"), is_sample=True)
