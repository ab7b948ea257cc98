"""Rows of every kind that the API lists, for its tests."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from kelisim.accounts.models import Role
from kelisim.agreements.models import AgreementParty
from kelisim.common.models import Area
from kelisim.common.services import index
from kelisim.events.models import EventPartner
from kelisim.indicators.models import Indicator, Observation, ObservationSource, Target, TargetSource
from kelisim.parties.models import OrganisationName
from kelisim.press.models import Article, ArticleVersion, Claim
from tests import factories
from tests.factories import PUBLISHED, make_area, make_office, make_source, make_user

NUMBERS = itertools.count(1)


def public(**facts: Any) -> dict[str, Any]:
    """Facts of a row that the public sees, unless they say otherwise."""
    return {"published_at": PUBLISHED, **facts}


def make_indicator(code: str = "fdi", **facts: Any) -> Indicator:
    """The indicator of that code, made on first use."""
    found = Indicator.everything.filter(code=code).first()
    return found or factories._store(
        Indicator(**{"code": code, "measure": code, "name": {"en": code.upper()}, **facts})
    )


def make_area_row(**facts: Any) -> Area:
    """A region."""
    return make_area(f"KZ-T{next(NUMBERS)}", **facts)


def make_organisation(**facts: Any) -> Any:
    """A public company from Türkiye with a name in Kazakh."""
    organisation = factories.make_organisation(**public(country=make_area("TR"), **facts))
    factories._store(OrganisationName(organisation=organisation, language="kk", text=f"«{organisation.name}» ЖШС"))
    return organisation


def make_event(**facts: Any) -> Any:
    """A public forum with Türkiye."""
    event = factories.make_event(**public(**facts))
    factories._store(EventPartner(event=event, area=make_area("TR")))
    return event


def make_agreement(**facts: Any) -> Any:
    """A public memorandum between two public companies, signed at a public forum."""
    basics = {"state": "signed", "signed_on": date(2026, 5, 13), "amount": Decimal("432200000000"), "currency": "KZT"}
    agreement = factories.make_agreement(
        **public(**basics | {"event": make_event(), "partner": make_area("TR")} | facts)
    )
    for role in ("investor", "authority"):
        factories._store(AgreementParty(agreement=agreement, organisation=make_organisation(), role=role))
    return agreement


def make_project(**facts: Any) -> Any:
    """A public project of a public company."""
    return factories.make_project(**public(**{"organisation": make_organisation(), "origin": make_area("TR"), **facts}))


def make_zone(**facts: Any) -> Any:
    """A public zone with a plot."""
    zone = factories.make_zone(**public(**{"manager": make_organisation(), **facts}))
    factories.make_plot(zone)
    return zone


def make_article(**facts: Any) -> Article:
    """A public article of one version."""
    number = next(NUMBERS)
    text = f"Аймаққа 543,5 млн доллар тартылды. {number}"
    basics = {"slug": f"article-{number}", "title": "Инвестиция", "language": "kk", "day": date(2025, 7, 15)}
    article = factories._store(Article(**public(**basics | facts | {"office": facts.get("office") or make_office()})))
    digest = hashlib.sha256(text.encode()).hexdigest()
    factories._store(ArticleVersion(article=article, digest=digest, text=text))
    return article


def make_claim(**facts: Any) -> Claim:
    """An accepted claim of a public article, with its source."""
    article = facts.pop("article", None) or make_article()
    source = make_source(kind="article", title=article.title, quote="543,5 млн доллар", url="https://news.example/1")
    read = {
        "measure": "fdi",
        "value": Decimal("543500000"),
        "unit": "USD",
        "bound": "exact",
        "status": "actual",
        "reader": "1",
    }
    where = {
        "offset": 8,
        "length": 16,
        "quote": "543,5 млн доллар",
        "start": date(2025, 1, 1),
        "end": date(2025, 6, 30),
    }
    decided = {"state": "accepted", "decided_by": make_user(Role.HEAD), "decided_at": PUBLISHED}
    facts = read | where | decided | {"area": make_area(), "source": source} | facts
    return factories._store(Claim(version_of=article.versions.first(), **facts))


def make_observation(**facts: Any) -> Observation:
    """A public observation that a claim states."""
    basics = {"indicator": make_indicator(), "area": make_area(), "value": Decimal("543500000"), "unit": "USD"}
    period = {"start": date(2025, 1, 1), "end": date(2025, 6, 30), "vintage": date.fromordinal(739000 + next(NUMBERS))}
    office = facts.get("office") or make_office()
    row = factories._store(
        Observation(**public(**basics | period | {"reporter": make_organisation()} | facts | {"office": office}))
    )
    factories._store(ObservationSource(observation=row, source=make_claim(observation=row).source))
    return row


def make_target(**facts: Any) -> Target:
    """A public target."""
    basics = {"indicator": make_indicator(), "area": make_area(), "value": Decimal("475000000"), "unit": "USD"}
    basics |= {"end": date(2025, 12, 31), "vintage": date.fromordinal(739000 + next(NUMBERS))}
    office = facts.get("office") or make_office()
    row = factories._store(Target(**public(**basics | facts | {"office": office})))
    factories._store(TargetSource(target=row, source=make_claim(target=row).source))
    return row


MEASURES = itertools.cycle(["jobs", "export", "import", "trade_turnover", "investment", "land_area"])


def make_next_indicator(**facts: Any) -> Indicator:
    """Another indicator each time."""
    return make_indicator(next(MEASURES), **facts)


LISTS: dict[str, Callable[..., Any]] = {
    "areas": make_area_row,
    "organisations": make_organisation,
    "events": make_event,
    "agreements": make_agreement,
    "projects": make_project,
    "zones": make_zone,
    "indicators": make_next_indicator,
    "observations": make_observation,
    "targets": make_target,
    "articles": make_article,
    "claims": make_claim,
}


def indexed(row: Any) -> Any:
    """The row, put into the search."""
    index(row)
    return row
