"""The deals of past days, read from the history once and kept, for a day of a large ledger takes seconds to read.

`keep_past_deals` goes through the days. It asks of the records that were written on a day, and of all that ever hung together
with them, what deals they were at its end, by the rules by which the ladder asks of all records (`deal_rules.py`), and writes
down which have become others. Who sees what of a deal depends on whose records hang together: a deal of one office stands
there once as the office knows it and once as everybody else does; one of several offices once for each of them as well.

`ask_kept` takes what is kept and reads anew only what was written after it. What it answers equals a replay of the history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from kelisim.accounts.models import OFFICE_ROLES, Office, Role, User
from kelisim.agreements.models import STILL, LadderKept, PastDeal
from kelisim.common.asking import Table, ask
from kelisim.common.queries import history_model
from kelisim.overview.deal_rules import COLUMNS, TABLE_OF, TABLES, as_of, ask_deals, end_of, rules

# The columns by which records hang together, each with the table to which it points.
LINKS = (
    ("projects", "proposal_id", "proposals"),
    ("papers", "same_as_id", "papers"),
    ("papers", "amends_id", "papers"),
    ("paper_projects", "agreement_id", "papers"),
    ("paper_projects", "project_id", "projects"),
    ("paper_proposals", "agreement_id", "papers"),
    ("paper_proposals", "proposal_id", "proposals"),
)
MOST_AT_ONCE = 5000
MOST_TODAY = 300  # living rows are read whole in less than a second: more of them one by one would take as long
FACTS = ("rung", "amount", "currency", "event", "country", "sector", "year", "office", "offices", "is_shared")
Node = tuple[str, int]
Key = tuple[int, str, int]


# ------------------------------------------------------------------ asking


def ask_kept(
    query: str, user: User, *, day: date | None, offices: list[int], **facts: Any
) -> list[tuple[Any, ...]] | None:
    """What `ask_deals` would find, from what is kept; None where nothing is kept, or too much was written since."""
    kept = _kept()
    if kept is None or not offices:
        return None
    if day is not None and day <= kept.through:
        found = ask(f" {query}", {"counted": _table(user, day, offices)}, **facts)
        return found if _is_still(kept, day) else None
    changed = _written(end_of(kept.through), end_of(day) if day else None)
    most = MOST_AT_ONCE if day else MOST_TODAY
    if sum(map(len, changed.values())) > most:
        return None
    among = _nodes_by_table(node for part in _components(changed) for node in part)
    if sum(map(len, among.values())) > most:
        return None
    table = _table(user, kept.through, offices, without=among)
    found = ask_deals(query, user, day=day, offices=offices, among=among, kept=table, **facts)
    return found if _is_still(kept, kept.through) else None


def _kept() -> LadderKept | None:
    return LadderKept.objects.filter(rules=rules()).first()


def _is_still(kept: LadderKept, day: date) -> bool:
    """Whether what was kept of a day was not thrown away meanwhile."""
    return LadderKept.objects.filter(rules=kept.rules, through__gte=day).exists()


def _table(user: User, day: date, offices: list[int], without: dict[str, set[int]] | None = None) -> Table:
    """The deals of a day as `user` knows them."""
    rows = PastDeal.objects.filter(since__lte=day, until__gt=day, office__in=offices)
    for kind, table in TABLE_OF.items():
        if without and without[table]:
            rows = rows.exclude(kind=kind, record__in=without[table])
    names = ("kind", "record", "rung", "amount", "currency", "event", "country", "sector", "year", "office")
    first, *others = (rows.filter(part).values_list(*names) for part in _known_to(user, offices))
    return Table(first.union(*others, all=True), COLUMNS)


def _known_to(user: User, offices: list[int]) -> list[Q]:
    """As `deal_rules` says who sees what: an office its own whole, of others what is published.

    The parts have no row in common, and each is read in an index of its own.
    """
    alone, shared = {"is_shared": False}, {"is_shared": True}
    if user.role == Role.ADMINISTRATOR:
        return [Q(reader__in=offices, **alone), Q(reader=PastDeal.EVERYTHING, **shared)]
    public = {"reader": PastDeal.PUBLIC}
    if user.role in OFFICE_ROLES:
        own = {"reader": user.office_id}
        of_others = [Q(**public, **alone, office__in=[key for key in offices if key != user.office_id])]
        of_others.append(Q(**public, **shared) & ~Q(offices__contains=[user.office_id]))
        return [Q(**own, **alone), Q(**own, **shared), *of_others]
    return [Q(**public, **alone), Q(**public, **shared)]


# ----------------------------------------------------------------- keeping


def keep_past_deals(through: date) -> int:
    """Bring what is kept to the end of a day that is over; how many days were read."""
    kept = _kept()
    if kept is None:
        forget_past_deals()
        kept = LadderKept(pk=1, rules=rules(), through=min(_first_day() - timedelta(days=1), through))
        kept.save()
    read = 0
    while kept.through < through:
        with transaction.atomic():
            found = LadderKept.objects.select_for_update().filter(rules=kept.rules, through=kept.through).first()
            if found is None:  # somebody else goes on with it, or has thrown it away
                return read
            kept.through += timedelta(days=1)
            for part in _batches(_components(_written(end_of(found.through), end_of(kept.through)))):
                _write(part, kept.through)
            kept.save()
        read += 1
    return read


def forget_past_deals() -> None:
    """Throw away what is kept: rows were written into the past."""
    with transaction.atomic():
        LadderKept.objects.all().delete()
        PastDeal.objects.all().delete()


def _first_day() -> date:
    """The first day of which a history knows; today where none knows of any."""
    firsts = [each.aggregate(first=Min("pgh_created_at"))["first"] for each in _histories().values()]
    return min((timezone.localdate(first) for first in firsts if first), default=timezone.localdate())


def _histories() -> dict[str, QuerySet[Any]]:
    return {name: history_model(model)._default_manager.order_by() for name, (model, _columns) in TABLES.items()}


def _written(begin: datetime, end: datetime | None) -> dict[str, set[int]]:
    """The records that were written from one moment until another, by table."""
    when = {"pgh_created_at__gte": begin} | ({"pgh_created_at__lt": end} if end else {})
    return {
        name: set(rows.filter(**when).values_list("pgh_obj_id", flat=True).distinct())
        for name, rows in _histories().items()
    }


def _batches(components: Iterable[set[Node]]) -> Iterator[list[set[Node]]]:
    batch: list[set[Node]] = []
    size = 0
    for component in components:
        batch.append(component)
        size += len(component)
        if size >= MOST_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


# -------------------------------------------------------------- components


def _components(records: dict[str, set[int]]) -> list[set[Node]]:
    """What hangs together with records, or ever did, by the columns that link them; a set a component."""
    beside: dict[Node, set[Node]] = {(table, key): set() for table, keys in records.items() for key in keys}
    fresh = set(beside)
    while fresh:
        seen = set(beside)
        for one, other in _edges(_nodes_by_table(fresh)):
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
        fresh = set(beside) - seen
    return list(_parts(beside))


def _parts(beside: dict[Node, set[Node]]) -> Iterator[set[Node]]:
    left = set(beside)
    while left:
        part, fresh = set(), {left.pop()}
        while fresh:
            part |= fresh
            fresh = {node for each in fresh for node in beside[each]} - part
        left -= part
        yield part


def _edges(records: dict[str, set[int]]) -> list[tuple[Node, Node]]:
    """The links of records, in both directions, as any row of a history has them."""
    questions = []
    for table, column, target in LINKS:
        history = history_model(TABLES[table][0])._meta.db_table
        for asked, by in ((table, "pgh_obj_id"), (target, column)):
            if records[asked]:
                questions.append(
                    f"SELECT DISTINCT '{table}', pgh_obj_id, '{target}', {column} FROM {history} "  # noqa: S608  # our own names
                    f"WHERE {by} = ANY(%({asked})s) AND {column} IS NOT NULL"
                )
    if not questions:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(questions), {name: list(keys) for name, keys in records.items()})
        return [((table, key), (target, other)) for table, key, target, other in cursor.fetchall()]


def _nodes_by_table(nodes: Iterable[Node]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {name: set() for name in TABLES}
    for table, key in nodes:
        found[table].add(key)
    return found


# ----------------------------------------------------------------- writing


@dataclass(slots=True)
class Batch:
    """Components on a day: whose records hang together in each, and in which a record stands."""

    day: date
    components: list[set[Node]]
    offices: list[list[int]] = field(default_factory=list)
    place: dict[Node, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place = {node: number for number, part in enumerate(self.components) for node in part}
        found: list[set[int]] = [set() for _part in self.components]
        among = _nodes_by_table(self.place)
        for table in TABLE_OF.values():
            rows = as_of(TABLES[table][0], self.day, among[table])
            for key, office in rows.values_list("pgh_obj_id", "office_id"):
                found[self.place[table, key]].add(office)
        self.offices = [sorted(each) for each in found]

    def deals(self) -> dict[Key, tuple[Any, ...]]:
        """What each reader knows of the deals."""
        found = dict(self._seen_by(User(role=Role.AGENCY), self.components, PastDeal.PUBLIC))
        found |= dict(self._seen_by(User(role=Role.ADMINISTRATOR), self.components, PastDeal.EVERYTHING))
        shared = [number for number, offices in enumerate(self.offices) if len(offices) > 1]
        for office in {office for number in shared for office in self.offices[number]}:
            own = [self.components[number] for number in shared if office in self.offices[number]]
            found |= dict(self._seen_by(User(role=Role.ANALYST, office_id=office), own, office))
        return found

    def _seen_by(self, user: User, components: list[set[Node]], reader: int) -> Iterator[tuple[Key, tuple[Any, ...]]]:
        among = _nodes_by_table(node for part in components for node in part)
        query = f"SELECT {', '.join(COLUMNS)} FROM counted"  # noqa: S608  # our own names
        everywhere = list(Office.objects.values_list("pk", flat=True))
        for kind, key, rung, amount, currency, event, country, sector, year, office in ask_deals(
            query, user, day=self.day, offices=everywhere, among=among
        ):
            offices = self.offices[self.place[TABLE_OF[kind], key]]
            is_shared = len(offices) > 1
            knows = offices[0] if reader == PastDeal.EVERYTHING and not is_shared else reader
            facts = (rung, amount, currency or "", event, country, sector or "", year, office, offices, is_shared)
            yield (knows, kind, key), facts


def _write(components: list[set[Node]], day: date) -> None:
    """Write down which deals of some components have become others by the end of a day."""
    fresh, ended = Batch(day, components).deals(), []
    for pk, key, facts in _open(_nodes_by_table(node for part in components for node in part)):
        if fresh.get(key) == facts:
            del fresh[key]
        else:
            ended.append(pk)
    PastDeal.objects.filter(pk__in=ended).update(until=day)
    rows = [
        PastDeal(reader=reader, kind=kind, record=record, since=day, **dict(zip(FACTS, facts, strict=True)))
        for (reader, kind, record), facts in fresh.items()
    ]
    PastDeal.objects.bulk_create(rows, batch_size=1000)


def _open(among: dict[str, Collection[int]]) -> Iterator[tuple[int, Key, tuple[Any, ...]]]:
    for kind, table in TABLE_OF.items():
        rows = PastDeal.objects.filter(kind=kind, record__in=among[table], until=STILL)
        for pk, reader, record, *facts in rows.values_list("pk", "reader", "record", *FACTS):
            yield pk, (reader, kind, record), tuple(facts)
