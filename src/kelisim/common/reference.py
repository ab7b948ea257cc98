"""Reference data: countries, regions of Kazakhstan, exchange rates, holidays, and what apps add. Loading again adds only what is missing."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources

import pghistory
import pycountry
from django.conf import settings
from django.db import transaction

from kelisim.common import formats
from kelisim.common.models import Area, AreaKind, CalendarDay, Rate, SearchEntry, Source, SourceKind
from kelisim.common.services import record_source, store, title_of
from kelisim.engines.values.codes import regions
from kelisim.engines.values.folding import fold

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ALSO_LOADED: list[Callable[[], object]] = []
"""What else an installation begins with; apps to the right of this one add their function when they are ready."""


def load_reference() -> None:
    """Store the countries, the 20 regions, the exchange rates, the holidays and what apps add, if it is not there yet."""
    with pghistory.context(user=None, action="common.load_reference"), transaction.atomic():
        _add_areas(_countries())
        _add_areas(_regions())
        _add_rates()
        _add_holidays()
        for load in ALSO_LOADED:
            load()


def area_by_code(code: str) -> Area:
    """The place of an ISO 3166 code. A region of a partner country is stored when it is first asked for.

    Raises `Area.DoesNotExist` where ISO 3166 has no such code.
    """
    found = Area.everything.filter(code=code).first()
    if found is not None:
        return found
    part = pycountry.subdivisions.get(code=code)
    if part is None:
        raise Area.DoesNotExist(code)
    country = Area.everything.get(code=part.country_code)
    with pghistory.context(user=None, action="common.load_reference"), transaction.atomic():
        return store(Area(code=code, kind=AreaKind.REGION, parent=country, name={"en": part.name}))


def rows_of(name: str, app: str = "kelisim.common") -> list[dict[str, str]]:
    """The rows of a table in the folder `data` of an app."""
    text = resources.files(app).joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


SECTOR_SIGN = " · "


@cache
def sectors() -> dict[str, dict[str, str]]:
    """Names of ISIC sections (`C`) and divisions (`13`) by code and language."""
    return {
        row["code"]: {"en": row["isic4_en"], "ru": row["ru_gked2011"].capitalize(), "kk": row["kk"]}
        for row in rows_of("sectors.csv")
    }


def sector_name(code: str, language: str | None = None) -> str:
    """What a sector is called; the code itself where it is unknown. A class is named after its division."""
    names = sectors().get(code) or sectors().get(code[:2]) or {}
    return names.get(formats.language_of(language)) or names.get("en") or code


def sector_label(code: str) -> str:
    """Code and name, as pages write a sector: `13 · Manufacture of textiles`."""
    return f"{code}{SECTOR_SIGN}{sector_name(code)}"


def _countries() -> list[Area]:
    return [
        Area(
            code=country.alpha_2,
            kind=AreaKind.COUNTRY,
            name={language: formats.territory(country.alpha_2, language) for language in LANGUAGES},
        )
        for country in pycountry.countries
    ]


def _regions() -> list[Area]:
    country = Area.everything.get(code="KZ")
    centres = {row.pop("code"): row for row in rows_of("centres.csv")}
    return [
        Area(
            code=region.iso,
            kato=region.kato,
            kind=AreaKind.REGION,
            parent=country,
            name={"zh-hans" if language == "zh" else language: name for language, name in region.names.items()},
            centre=centres.get(region.iso, {}),
        )
        for region in regions()
    ]


def _add_areas(areas: Iterable[Area]) -> None:
    known = set(Area.everything.values_list("code", flat=True))
    missing = Area.everything.bulk_create(area for area in areas if area.code not in known)
    SearchEntry.objects.bulk_create(_entry(area) for area in missing)


def _entry(area: Area) -> SearchEntry:
    words = fold(" ".join(word for word in area.search_words() if word))
    return SearchEntry(
        kind=Area._meta.label_lower, record_id=area.pk, is_public=True, title=title_of(area), folded=words
    )


def _add_rates() -> None:
    known = set(Rate.everything.values_list("kind", "currency", "day"))
    rows = [row for row in rows_of("rates.csv") if (row["kind"], row["currency"], _day(row)) not in known]
    Rate.everything.bulk_create(
        Rate(
            kind=row["kind"],
            currency=row["currency"],
            day=_day(row),
            quant=int(row["quant"]),
            tenge=Decimal(row["tenge"]),
            source=_source(row),
        )
        for row in rows
    )


def _add_holidays() -> None:
    known = set(CalendarDay.everything.values_list("day", flat=True))
    rows = [row for row in rows_of("holidays.csv") if _day(row) not in known]
    CalendarDay.everything.bulk_create(
        CalendarDay(
            day=_day(row),
            kind=row["kind"],
            name=words_of(row),
            moved_from=date.fromisoformat(row["moved_from"]) if row["moved_from"] else None,
            basis=row["basis"],
            address=row["address"],
        )
        for row in rows
    )


def words_of(row: dict[str, str]) -> dict[str, str]:
    """What a row says in each language."""
    return {language: row["zh" if language == "zh-hans" else language] for language in LANGUAGES}


def _day(row: dict[str, str]) -> date:
    return date.fromisoformat(row["day"])


def _source(row: dict[str, str]) -> Source:
    facts = {"title": row["title"], "publisher": row["publisher"], "url": row["url"], "day": _day(row)}
    return Source.objects.filter(**facts).first() or record_source(kind=SourceKind.STATISTICS, **facts)
