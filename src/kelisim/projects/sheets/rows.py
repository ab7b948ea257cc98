"""A row of a sheet as the facts of a project: each cell taken, noted or refused with its place; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kelisim.engines.sheets import cells as read
from kelisim.engines.sheets.book import EMPTY, Cell
from kelisim.engines.sheets.cells import Read, Unit
from kelisim.engines.sheets.words import plain, values_of
from kelisim.engines.values.money import is_currency
from kelisim.parties.models import Organisation
from kelisim.projects.models import ProjectStage, ProjectStatus
from kelisim.projects.sheets.known import OF_COMPANIES, OF_PLACES, Known, bare

WIDTHS = {"number": 30, "site": 300, "organisation": 300, "about": 20_000}
DEADLINES = ("planned_launch",)
DAYS = ("planned_start", "planned_launch", "launched_on")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which field each column holds, the unit that its head names, and what is chosen for all rows."""

    fields: dict[str, str]
    units: dict[str, Unit]
    unit: Unit
    area: int | None
    language: str

    def letter_of(self, name: str) -> str:
        """The column of a field, or nothing."""
        return next((letter for letter, field in self.fields.items() if field == name), "")


@dataclass(slots=True)
class Found:
    """What a row says: facts by field, faults and notes by cell, the project that it is about."""

    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, str]] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    company: Organisation | None = None
    new_company: tuple[str, str] | None = None
    project_key: int | None = None
    match: str = ""
    is_refused: bool = False

    def tell(self, letter: str, number: int, code: str, detail: str = "", *, choices: str = "", text: str = "") -> None:
        """Keep a fault, or a note where the code is one."""
        from kelisim.projects.sheets.words import NOTES

        told = {"cell": f"{letter}{number}", "text": text[:300], "code": code, "detail": detail[:300]}
        if choices:
            told["choices"] = choices
        (self.notes if code in NOTES else self.faults).append(told)


class RowReader:
    """Reads row after row of one sheet."""

    def __init__(self, columns: Columns, known: Known) -> None:
        self.columns, self.known = columns, known
        self.seen: dict[int, int] = {}
        self.new: dict[tuple[str, str], int] = {}

    def read(self, number: int, cells: dict[str, Cell]) -> Found:
        """The facts of a row and the project that it is about."""
        found = Found()
        said = {name: self._said(found, number, letter, name, cells) for letter, name in self.columns.fields.items()}
        self._title(found, number, said)
        self._money(found, number, cells)
        self._company(found, number, said)
        for name in ("number", "site"):
            if said.get(name):
                found.facts[name] = said[name]
        for name in ("product", "about", "next_step"):
            if said.get(name):
                found.facts[name] = {self.columns.language: said[name]}
        if said.get("capacity"):
            found.facts["capacity"], found.facts["capacity_unit"] = said["capacity"]
        for name in ("area", "origin", "zone", "sector", "owner", "stage", "status"):
            if said.get(name) is not None:
                found.facts[name] = said[name]
        for name in ("jobs_planned", "jobs_created", *DAYS):
            if said.get(name) is not None:
                found.facts[name] = said[name]
        self._match(found, number, said)
        self._area(found, number)
        return found

    # ------------------------------------------------------------ one cell

    def _said(self, found: Found, number: int, letter: str, name: str, cells: dict[str, Cell]) -> Any:
        if name in ("", "row", "amount", "spent", "currency"):
            return None
        cell = cells.get(letter, EMPTY)
        return self._taken(found, number, letter, cell, lambda: self._read(name, cell))

    def _taken(self, found: Found, number: int, letter: str, cell: Cell, how: Callable[[], Read]) -> Any:
        """The value of a cell; its fault or note is kept with the place."""
        answer = read.opened(cell)
        if answer is None:
            answer = how()
        if answer.fault:
            choices = answer.value if isinstance(answer.value, str) else ""
            found.tell(letter, number, answer.fault, answer.detail, choices=choices, text=cell.text)
            return None
        if answer.note:
            found.tell(letter, number, answer.note, answer.detail, text=cell.text)
        return answer.value

    def _read(self, name: str, cell: Cell) -> Read:
        if name in ("jobs_planned", "jobs_created"):
            return read.read_count(cell)
        if name in DAYS:
            return read.read_day(cell, is_deadline=name in DEADLINES)
        if name == "stage":
            return _with_choices(read.read_word(cell, "stage"), ProjectStage.choices)
        if name == "status":
            return _with_choices(read.read_word(cell, "status"), ProjectStatus.choices)
        if name == "bin":
            return read.read_bin(cell)
        if name == "capacity":
            return read.read_capacity(cell)
        if name in ("area", "origin"):
            return self._place(cell)
        if name == "zone":
            return _one(self.known.zones.get(plain(cell.text)), self.known.zone_rows, "unknown_zone", cell)
        if name == "owner":
            return _one(self.known.owners.get(plain(cell.text)), self.known.owner_rows, "unknown_owner", cell)
        if name == "sector":
            return self._sector(cell)
        return read.read_text(cell, WIDTHS.get(name, 500))

    def _place(self, cell: Cell) -> Read:
        """A place by its name or code; "г. Туркестан, Сауранский район" by the last part that is one."""
        keys = self.known.areas.get(bare(cell.text, OF_PLACES)) or self.known.areas.get(plain(cell.text))
        for part in [] if keys else reversed(cell.text.replace(";", ",").split(",")):
            keys = keys or self.known.areas.get(bare(part, OF_PLACES))
        if keys and len(keys) > 1:
            return Read(fault="several_areas", detail=cell.text)
        return Read(self.known.area_rows[next(iter(keys))]) if keys else Read(fault="unknown_area", detail=cell.text)

    def _sector(self, cell: Cell) -> Read:
        text = plain(cell.text)
        codes = self.known.sectors.get(text) or self.known.sectors.get(text.lstrip("abcdefghijklmnopqrstu").strip())
        if codes and len(codes) == 1:
            return Read(next(iter(codes)))
        return Read(fault="unknown_sector", detail=cell.text)

    # ----------------------------------------------------------- the whole

    def _title(self, found: Found, number: int, said: dict[str, Any]) -> None:
        if said.get("title"):
            found.facts["title"] = {self.columns.language: said["title"]}
        elif not said.get("id") and not said.get("number"):
            found.tell(self.columns.letter_of("title"), number, "title_missing")
            found.is_refused = True

    def _money(self, found: Found, number: int, cells: dict[str, Cell]) -> None:
        """Amounts with the unit of the cell, else of the currency's column and the head, else of what is chosen for all."""
        letter = self.columns.letter_of("currency")
        own = (
            self._taken(found, number, letter, cells.get(letter, EMPTY), lambda: _currency(cells[letter]))
            if letter
            else None
        )
        for name in ("amount", "spent"):
            place = self.columns.letter_of(name)
            if not place:
                continue
            head = self.columns.units.get(place, Unit())
            unit = Unit(head.scale or self.columns.unit.scale, own or head.currency or self.columns.unit.currency)
            cell = cells.get(place, EMPTY)
            if own is None and not cells.get(letter, EMPTY).is_empty and not cell.is_empty:
                found.tell(place, number, "currency_refused", cell.text, text=cell.text)
                continue
            money = self._taken(found, number, place, cell, lambda cell=cell, unit=unit: read.read_money(cell, unit))
            if money and name == "amount":
                found.facts["amount"], found.facts["currency"] = money
            elif money:
                found.facts["spent"] = money

    def _company(self, found: Found, number: int, said: dict[str, Any]) -> None:
        name, code = said.get("organisation"), said.get("bin")
        letter = self.columns.letter_of("organisation") or self.columns.letter_of("bin")
        key = self.known.by_bin.get(code) if code else None
        named = self.known.companies.get(bare(name, OF_COMPANIES), set()) if name else set()
        if key is not None and named and key not in named:
            company = self.known.company_rows[key]
            found.tell(letter, number, "two_investors", company.name, text=name or "")
            return
        fitting = {key} if key is not None else named
        if len(fitting) == 1:
            found.company = self.known.company_rows[next(iter(fitting))]
        elif len(fitting) > 1:
            found.tell(letter, number, "several_words", name or "", text=name or "")
        elif name:
            found.new_company = (name, code or "")
            found.tell(letter, number, "new_investor", name, text=name)

    def _match(self, found: Found, number: int, said: dict[str, Any]) -> None:
        """By identifier, else by the office's number, else by the name; several that fit are not chosen among."""
        keys, found.match = self._fitting(found, number, said)
        if len(keys) > 1:
            found.tell(self.columns.letter_of("title"), number, "several_projects", str(len(keys)))
            found.is_refused = True
        elif keys:
            self._take_project(found, number, next(iter(keys)))
        elif not found.is_refused:
            self._take_new(found, number, said)

    def _take_project(self, found: Found, number: int, key: int) -> None:
        if key in self.seen:
            found.tell(self.columns.letter_of("title"), number, "twice", str(self.seen[key]))
            found.is_refused = True
            return
        self.seen[key] = number
        found.project_key = key

    def _take_new(self, found: Found, number: int, said: dict[str, Any]) -> None:
        """The same number twice in a sheet is one project; without one, the same name of the same investor."""
        named = (plain(said.get("title") or ""), plain(said.get("organisation") or ""))
        key = ("number", plain(said["number"])) if said.get("number") else named
        if key in self.new:
            found.tell(self.columns.letter_of("title"), number, "twice", str(self.new[key]))
            found.is_refused = True
        self.new.setdefault(key, number)

    def _fitting(self, found: Found, number: int, said: dict[str, Any]) -> tuple[set[int], str]:
        if said.get("id"):
            key = self.known.by_id.get(_uuid(said["id"]))
            if key is None:
                found.tell(self.columns.letter_of("id"), number, "unknown_id", said["id"], text=said["id"])
                found.is_refused = True
            return ({key} if key is not None else set()), "id"
        if said.get("number"):
            key = self.known.by_number.get(plain(said["number"]))
            return ({key} if key is not None else set()), "number"
        keys = set(self.known.by_title.get(plain(said.get("title") or ""), ()))
        if len(keys) > 1 and found.company is not None:
            of_company = {key for key in keys if self.known.investor_of[key] == found.company.pk}
            keys = of_company or keys
        return keys, "title"

    def _area(self, found: Found, number: int) -> None:
        if "area" in found.facts or found.project_key is not None:
            return
        if self.columns.area is not None:
            found.facts["area"] = self.known.area_rows[self.columns.area]
            return
        found.tell(self.columns.letter_of("area"), number, "area_missing")
        found.is_refused = True


def _with_choices(answer: Read, choices: Any) -> Read:
    """A refused word with those that are known."""
    if not answer.fault:
        return answer
    return Read(", ".join(str(label) for _value, label in choices), answer.fault, answer.note, answer.detail)


def _one(keys: set[int] | None, rows: dict[int, Any], fault: str, cell: Cell) -> Read:
    if not keys:
        return Read(fault=fault, detail=cell.text)
    return Read(fault="several_words", detail=cell.text) if len(keys) > 1 else Read(rows[next(iter(keys))])


def _currency(cell: Cell) -> Read:
    text = cell.text.strip().upper()
    code = text if is_currency(text) else values_of("currency").get(plain(cell.text), "")
    return Read(code) if code else Read(fault="unknown_currency", detail=cell.text)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def plain_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as JSON keeps them: records by key, days and numbers as texts."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.pk if hasattr(value, "pk") else value
