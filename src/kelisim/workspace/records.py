"""What a kind of record is in the workspace: its list, its form, its page, its services."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from kelisim.accounts.models import STAFF_ROLES, Office, Role, User
from kelisim.accounts.queries import offices_of
from kelisim.common.models import File
from kelisim.common.naming import called, is_party
from kelisim.common.queries import search_in
from kelisim.workspace.columns import Column, read_parties
from kelisim.workspace.forms.core import RecordForm
from kelisim.workspace.lists import Filter, ListPage

REGISTERED: dict[type[models.Model], list[Kind]] = {}
PAGES: dict[type[models.Model], str] = {}  # of what is no kind of record, and yet has a page for staff


@dataclass(frozen=True, slots=True)
class Step:
    """What has to be done next with a record."""

    title: str
    words: str = ""
    due: str = ""
    who: str = ""
    kind: str = ""
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One linked record: what it is, where it is, what is said of it."""

    title: str
    href: str = ""
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """Linked records of one sort."""

    name: str
    title: str
    lines: list[Line]
    more: str = ""
    more_href: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the first line, where it leads, and whether it asks for attention."""

    number: int
    label: str
    href: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the pages of a record that has several."""

    label: str
    href: str
    icon: str = ""
    is_current: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Act:
    """One thing to do with a record, or with a part of it that `parts` finds; `place` is its part's name in addresses.

    `words` say before it what will follow, `back` names the page of the record to which it leads when that is another one.
    """

    name: str
    permission: str
    form: type[Any]
    do: Callable[..., Any]
    title: str | Promise
    parts: Callable[[Any, User], QuerySet] | None = None
    place: str = ""
    is_button: bool = False
    icon: str = ""
    words: str | Promise = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a record: its cells and what may be done with it (label, address)."""

    cells: list[tuple[Column, Any]]
    links: list[tuple[str, str]]
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """Parts of one sort as a table, or as a talk that is read from top to bottom; and how one is added."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[PartRow]
    empty: str
    add: str = ""
    add_href: str = ""
    is_talk: bool = False


def part_rows(
    rows: Iterable[Any], columns: tuple[Column, ...], links: Callable[[Any], list[tuple[str, str]]] = lambda row: []
) -> list[PartRow]:
    """Rows of a part as cells."""
    rows = list(rows)
    read_parties(rows, columns)
    return [
        PartRow([(column, column.shown(row)) for column in columns], links(row), row_name(row, columns)) for row in rows
    ]


def row_name(row: Any, columns: tuple[Column, ...]) -> str:
    """What a part is called where one does something with it: as its company or person where that is what it shows first."""
    first = columns[0].value(row)
    return called(first) if is_party(first) else str(row)


def sources_of(record: Any) -> list[Any]:
    """Where the facts of a record came from."""
    if hasattr(record, "sources"):
        return list(record.sources.all())
    source = getattr(record, "source", None)
    return [source] if source else []


def for_offices(user: User) -> QuerySet[Office]:
    """The offices for which the user may record something."""
    return offices_of(user)


def nothing(record: Any, user: User) -> Any:
    """No further parts."""
    return None


@dataclass(frozen=True, eq=False, repr=False)
class Kind:
    """A kind of record.

    `rows` are those that a user may see. `subjects` are those for whom a user may make a new one; None where the subject
    is the user. `threads` and `parts` give the page what hangs on a record; `next_step` what must be done first.
    `tabs` are further ways to look at the list; `bulk` names the page that changes several records at once,
    `page_class` which rows are meant at all. `public_facts` are what the portal tells of a record of which fields can be hidden.
    """

    noun: str
    plural: str
    model: type[models.Model]
    services: ModuleType
    rows: Callable[[User], QuerySet]
    form: type[RecordForm]
    columns: tuple[Column, ...]
    facts: tuple[Column, ...]
    title: str | Promise
    new: str | Promise
    icon: str
    empty: str | Promise
    filters: tuple[Filter, ...] = ()
    order: str = "-pk"
    roles: tuple[Role, ...] = STAFF_ROLES
    subjects: Callable[[User], QuerySet] | None = for_offices
    creates: str = ""
    search: Callable[[QuerySet, str], QuerySet] = search_in
    next_step: Callable[[Any, User], Step | None] = nothing
    threads: Callable[[Any, User], list[Thread]] = lambda record, user: []
    parts: Callable[[Any, User], list[Part]] = lambda record, user: []
    sources: Callable[[Any], list[Any]] = sources_of
    page_class: type[ListPage] = ListPage
    bulk: str = ""
    tabs: Callable[[Any], list[Any]] = lambda page: []
    pages: Callable[[Any, User], list[Tab]] = lambda record, user: []
    acts: tuple[Act, ...] = ()
    public_facts: tuple[Column, ...] = ()
    verbs: tuple[str, ...] = ("edit", "archive", "restore", "publish", "withdraw")
    has_history: bool = True
    label: Callable[[Any], str] = str
    heading: Callable[[Any], Any] = field(
        default=lambda record: getattr(record, "title", None) or (called(record) if is_party(record) else record.name)
    )

    def __post_init__(self) -> None:
        REGISTERED.setdefault(self.model, []).append(self)

    def permission(self, verb: str) -> str:
        """The permission, and the service, of a verb."""
        name = self.creates if verb == "create" and self.creates else f"{verb}_{self.noun}"
        return f"{self.model._meta.app_label}.{name}"

    def service(self, verb: str) -> Callable[..., Any]:
        """The function that does it."""
        return getattr(self.services, self.permission(verb).partition(".")[2])

    def may(self, user: User, verb: str, subject: Any) -> bool:
        """Whether a user may do it."""
        return verb in (*self.verbs, "create") and user.has_perm(self.permission(verb), subject)

    def may_create(self, user: User) -> bool:
        """Whether there is anything for which the user may make a record."""
        if self.subjects is None:
            return self.may(user, "create", user)
        return any(self.may(user, "create", subject) for subject in self.subjects(user)[:1])

    def address(self, name: str = "", *parts: Any) -> str:
        """An address of this kind: `list`, `new`, or of a record the empty name, `edit`, `archive` …"""
        return reverse(f"workspace:{self.noun}_{name}" if name else f"workspace:{self.noun}", args=parts)


def address_of(record: Any, user: User | None = None) -> str:
    """The workspace's page of a record, or nothing where there is none, or none for this user's role."""
    if isinstance(record, File):
        return reverse("workspace:file", args=[record.public_id])
    kinds = REGISTERED.get(type(record), [])
    fitting = (kind for kind in kinds if user is None or user.role in kind.roles)
    if type(record) in PAGES and (user is None or user.is_staff_member):
        return reverse(PAGES[type(record)], args=[record.public_id])
    return next((kind.address("", record.public_id) for kind in fitting), "")
