"""The conversion ladder: every deal once, at the highest rung that it has reached, as the ledger stands or stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.utils import timezone

from kelisim.accounts.models import Office, User
from kelisim.agreements.models import Agreement
from kelisim.common.ledger import LedgerModel
from kelisim.common.queries import history_model, last_change
from kelisim.engines.values.money import Money
from kelisim.overview.deal_rules import TABLES, ask_deals, rules
from kelisim.overview.past_deals import ask_kept
from kelisim.projects.models import Project, Proposal
from kelisim.projects.stages import RUNGS

Found = TypeVar("Found")
HOUR, KEPT = 3600, 90 * 24 * 3600
DIMENSIONS = ("none", "event", "country", "sector", "year")


@dataclass(slots=True)
class Cell:
    """How many deals have come at least to a rung, and what they are worth by currency."""

    count: int = 0
    money: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, count: int, currency: str, worth: Decimal | None) -> None:
        """Take in deals of one currency."""
        self.count += count
        if worth is not None and currency:
            self.money[currency] += worth

    @property
    def amounts(self) -> list[Money]:
        """The worth, a currency each; currencies are never added."""
        return [Money(self.money[code], code) for code in sorted(self.money, key=lambda code: (code != "KZT", code))]


@dataclass(frozen=True, slots=True)
class Line:
    """One value of the dimension with its cells by rung."""

    value: Any
    cells: dict[str, Cell]


def together(lines: Iterable[Line]) -> Line:
    """All lines as one: a deal stands in one line of a dimension only."""
    whole = Line(None, {rung: Cell() for rung in RUNGS})
    for line in lines:
        for rung, cell in line.cells.items():
            whole.cells[rung].count += cell.count
            for currency, worth in cell.money.items():
                whole.cells[rung].money[currency] += worth
    return whole


class Ladder:
    """The deals that a user may see, as they stand or stood at the end of a day; samples or real ones, never both."""

    def __init__(self, user: User, *, day: date | None = None, is_sample: bool = False) -> None:
        self.user, self.day = user, day if day and day < timezone.localdate() else None
        self.offices = list(Office.objects.filter(is_sample=is_sample).values_list("pk", flat=True))

    def lines(self, dimension: str) -> list[Line]:
        """The ladder for each value of a dimension (`none`: one line for all), the one with most deals first."""
        return self._kept(f"lines.{dimension}", lambda: self._lines(dimension))

    def _lines(self, dimension: str) -> list[Line]:
        chosen = "NULL::int" if dimension == "none" else dimension
        found: dict[Any, dict[str, Cell]] = defaultdict(lambda: {rung: Cell() for rung in RUNGS})
        query = f"SELECT {_known(chosen)}, rung, currency, count(*), sum(amount) FROM counted GROUP BY 1, 2, 3"  # noqa: S608  # one of DIMENSIONS
        for value, rung, currency, count, worth in self._ask(query):
            for name in RUNGS[:rung]:
                found[value][name].add(count, currency, worth)
        lines = [Line(value, cells) for value, cells in found.items()]
        return sorted(lines, key=lambda line: (-line.cells[RUNGS[0]].count, str(line.value)))

    def deals(self, dimension: str, value: Any, rung: str, *, start: int, size: int) -> list[tuple[str, int]]:
        """The deals behind a cell: kind and key of the record, the dearest first."""
        asked = (dimension, value, rung, start, size)
        return self._kept(f"deals.{asked}", lambda: self._deals(*asked))

    def _deals(self, dimension: str, value: Any, rung: str, start: int, size: int) -> list[tuple[str, int]]:
        where, facts = "rung >= %(rung)s", {"rung": RUNGS.index(rung) + 1, "start": start, "size": size}
        if dimension != "none":
            where += f" AND {_known(dimension)} IS NOT DISTINCT FROM %(value)s"
            facts["value"] = value
        order = "ORDER BY amount DESC NULLS LAST, kind, id OFFSET %(start)s LIMIT %(size)s"
        query = f"SELECT kind, id FROM counted WHERE {where} {order}"  # noqa: S608  # one of DIMENSIONS
        return [(kind, key) for kind, key in self._ask(query, **facts)]

    def _kept(self, name: str, find: Callable[[], Found]) -> Found:
        """What was found: kept while nothing changes; of a past day for long, for a history is only added to at its end."""
        is_past = self.day is not None and self.day < timezone.localdate() - timedelta(days=1)  # some add past midnight
        state = rules() if is_past else last_change(*(model for model, _columns in TABLES.values()))
        if state is None:
            return find()
        key = f"ladder.{self.user.role}.{self.user.office_id}.{self.offices}.{self.day}.{state}.{name}"
        return cast("Found", cache.get_or_set(sha256(key.encode()).hexdigest(), find, KEPT if is_past else HOUR))

    def _ask(self, query: str, **facts: Any) -> list[tuple[Any, ...]]:
        found = ask_kept(query, self.user, day=self.day, offices=self.offices, **facts)
        return ask_deals(query, self.user, day=self.day, offices=self.offices, **facts) if found is None else found


def first_day() -> date | None:
    """The first day of which the history knows."""
    first = history_model(Project)._default_manager.order_by("pgh_id").values_list("pgh_created_at", flat=True).first()
    return timezone.localdate(first) if first else None


def records_of(keys: Iterable[tuple[str, int]], user: User) -> list[Any]:
    """The records of deals as they stand today, in the order of the keys, with what `user` sees of each; archived ones too.

    None for what the user saw on a past day and does not see any more: another office has withdrawn it.
    """
    wanted = list(keys)
    tables: dict[str, tuple[type[LedgerModel], tuple[str, ...]]] = {
        "project": (Project, ("office", "organisation", "area", "owner")),
        "agreement": (Agreement, ("office", "event", "area")),
        "proposal": (Proposal, ("office", "organisation", "area")),
    }
    found: dict[tuple[str, int], Any] = {}
    for kind, (model, links) in tables.items():
        rows = model.everything.visible_to(user).select_related(*links)
        found |= {(kind, key): row for key, row in rows.in_bulk([key for each, key in wanted if each == kind]).items()}
    return [found.get(key) for key in wanted]


def _known(dimension: str) -> str:
    if dimension not in (*DIMENSIONS, "NULL::int"):
        raise ValueError(dimension)
    return "NULLIF(sector, '')" if dimension == "sector" else dimension
