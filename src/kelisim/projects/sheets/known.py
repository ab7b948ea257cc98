"""What the ledger knows that a cell may name: places, zones, sectors, people, companies, projects; read once an import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kelisim.accounts.models import Office, User
from kelisim.common.models import Area, AreaKind
from kelisim.common.reference import sectors
from kelisim.engines.sheets.words import plain
from kelisim.parties.models import Organisation, OrganisationName
from kelisim.projects.models import Confirmation, Project, ProjectAmount
from kelisim.zones.models import Zone

# Words around the name of a place or a company that say what it is, not which.
OF_PLACES = (
    "raion",
    "raioni",
    "audan",
    "audani",
    "gorod",
    "kala",
    "kalasi",
    "oblist",
    "oblisi",
    "oblast",
    "g",
    "r n",
    "district",
    "region",
    "city",
)
OF_COMPANIES = (
    "too",
    "jshs",
    "ao",
    "ak",
    "ip",
    "jk",
    "llp",
    "jsc",
    "ltd",
    "llc",
    "ooo",
    "co",
    "inc",
    "gmbh",
    "a s",
    "kh",
    "kkh",
)


def bare(text: str, left_out: tuple[str, ...]) -> str:
    """A folded name without the words that only say what kind of thing it is."""
    words = f" {plain(text)} "
    for word in left_out:
        words = words.replace(f" {word} ", " ")
    return " ".join(words.split()) or plain(text)


@dataclass(slots=True)
class Known:
    """Looked up by folded names; each name may fit several."""

    office: Office
    areas: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    area_rows: dict[int, Area] = field(default_factory=dict)
    zones: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    zone_rows: dict[int, Zone] = field(default_factory=dict)
    owners: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    owner_rows: dict[int, User] = field(default_factory=dict)
    sectors: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    companies: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_bin: dict[str, int] = field(default_factory=dict)
    company_rows: dict[int, Organisation] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    by_id: dict[UUID, int] = field(default_factory=dict)
    by_title: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    investor_of: dict[int, int | None] = field(default_factory=dict)
    claims: dict[int, set[tuple[str, Any, Any]]] = field(default_factory=lambda: defaultdict(set))
    spent: dict[int, set[tuple[Any, str]]] = field(default_factory=lambda: defaultdict(set))


def known_to(office: Office, by: User) -> Known:
    """Everything that a sheet of an office may name."""
    known = named_by(office, by)
    _projects(known)
    return known


def named_by(office: Office, by: User) -> Known:
    """What the rows of a tried sheet may name: all but the projects, which they name by their keys."""
    known = Known(office)
    _places(known)
    for zone in Zone.objects.visible_to(by):
        known.zone_rows[zone.pk] = zone
        for name in zone.name.values():
            known.zones[plain(name)].add(zone.pk)
    for user in User.objects.filter(office=office, is_active=True):
        known.owner_rows[user.pk] = user
        known.owners[plain(user.name)].add(user.pk)
    _sectors(known)
    _companies(known)
    _claims(known)
    return known


def _places(known: Known) -> None:
    for area in Area.objects.filter(is_sample=known.office.is_sample) | Area.objects.filter(kind=AreaKind.COUNTRY):
        known.area_rows[area.pk] = area
        known.areas[plain(area.code)].add(area.pk)
        for name in (*area.name.values(), area.kato):
            if name:
                known.areas[bare(name, OF_PLACES)].add(area.pk)


def _sectors(known: Known) -> None:
    for code, names in sectors().items():
        known.sectors[plain(code)].add(code)
        for name in names.values():
            known.sectors[plain(name)].add(code)


def _companies(known: Known) -> None:
    for row in Organisation.objects.filter(is_sample=known.office.is_sample):
        known.company_rows[row.pk] = row
        known.companies[bare(row.name, OF_COMPANIES)].add(row.pk)
        if row.bin:
            known.by_bin[row.bin] = row.pk
    names = OrganisationName.objects.filter(organisation__in=known.company_rows)
    for key, text in names.values_list("organisation_id", "text"):
        known.companies[bare(text, OF_COMPANIES)].add(key)


def _projects(known: Known) -> None:
    """The names of the projects alone: those that a sheet means are read when its rows are."""
    names = ("pk", "public_id", "number", "title", "organisation_id")
    for key, public_id, number, title, investor in Project.objects.filter(office=known.office).values_list(*names):
        known.by_id[public_id], known.investor_of[key] = key, investor
        if number:
            known.by_number[plain(number)] = key
        for text in title.values():
            known.by_title[plain(text)].add(key)


def _claims(known: Known) -> None:
    """Launches, jobs and money spent that are claimed or written down already."""
    claims = Confirmation.objects.filter(project__office=known.office)
    for key, what, day, jobs in claims.values_list("project_id", "milestone", "day", "jobs"):
        known.claims[key].add((what, day, jobs))
    spent = ProjectAmount.objects.filter(project__office=known.office, is_spent=True)
    for key, amount, currency in spent.values_list("project_id", "amount", "currency"):
        known.spent[key].add((amount, currency))


def projects_of(keys: Iterable[int]) -> dict[int, Project]:
    """The projects that rows are about, with what is compared and shown of them."""
    return Project.objects.select_related("organisation", "area", "office").in_bulk(list(keys))
