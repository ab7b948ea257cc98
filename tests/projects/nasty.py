"""Thirteen sheets as offices send them, each with its own nastiness, and what is to come of every row."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Nasty:
    """A sheet: how it is made, what each row says (`None`: left out, with its reason), which cells are refused or noted."""

    name: str
    nastiness: str
    make: Callable[[Worksheet], None]
    rows: dict[int, dict[str, Any] | str]
    told: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    patch: Callable[[str], str] | None = None

    def content(self) -> bytes:
        """The workbook as it would be uploaded."""
        book = Workbook()
        self.make(book.active)
        file = io.BytesIO()
        book.save(file)
        return patched(file.getvalue(), self.patch) if self.patch else file.getvalue()


def patched(content: bytes, patch: Callable[[str], str]) -> bytes:
    """The workbook with the XML of its first sheet changed: what Excel writes and our library cannot."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, patch(part.decode()) if name == "xl/worksheets/sheet1.xml" else part)
    return made.getvalue()


def fill(sheet: Worksheet, *rows: list[Any], start: int = 1) -> None:
    for number, row in enumerate(rows, start=start):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)


def merged_heads(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["№", "Наименование проекта", "Инициатор", "Район", "Инвестиции, млн тг", None, "Рабочие места", None],
        [None, None, None, None, "план", "освоено", "план", "факт"],
        [1, "Завод керамики", "ТОО Керамика", "Түркістан", 1200, 300, 150, 20],
    )
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:H1"):
        sheet.merge_cells(area)


def title_above(sheet: Worksheet) -> None:
    fill(
        sheet, ["Перечень инвестиционных проектов Туркестанской области"], [None, "по состоянию на 1 ноября 2026 года"]
    )
    fill(
        sheet,
        ["Проект", "Инвестор", "Стоимость проекта, млрд тенге"],
        [1, 2, 3],
        ["Теплица", "ТОО Агро", "12,5"],
        start=6,
    )
    sheet.merge_cells("A1:C1")


def mixed_languages(sheet: Worksheet) -> None:
    fill(
        sheet,
        [
            "р/с",
            "Жоба атауы / Название проекта",
            "Investor",
            "Аудан",
            "Жоба құны",
            "Jobs",
            "Іске қосу мерзімі",
            "Сатысы",
        ],
        [1, "Құс фабрикасы", "Qus LLP", "Түркістан облысы", "432,2 млн теңге", "85 адам", "2027 жыл", "құрылыс"],
        [2, "Мукомольный комбинат", "ТОО Мука", "KZ-61", "$3,5 млн", "40 чел.", "IV кв. 2026", "СМР"],
    )


def units_in_cells(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["Наименование проекта", "Стоимость проекта"],
        ["А", "12,5 млн тг"],
        ["Б", "2 млрд. тенге"],
        ["В", "150 млн. долл. США"],
        ["Г", "5 000 000 тг"],
        ["Д", "1200"],
        ["Е", "5-7 млрд тг"],
        ["Ж", "около 5 млрд тг"],
        ["З", "3 млн тугриков"],
        ["И", "уточняется"],
        ["К", "н/д"],
    )


def units_in_head(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["Наименование проекта", "Стоимость проекта, млн тг", "Валюта"],
        ["А", 1200.5],
        ["Б", "1\u00a0178,4"],
        ["В", "2,5 млрд тг"],
        ["Г", 40, "USD"],
        ["Д", 5_000_000],
        ["Е", -3],
        ["Ж", 7, "тугрик"],
    )


def dates_as_text(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["Наименование проекта", "Начало строительства", "Срок ввода"],
        ["А", datetime(2026, 3, 1), "12.05.2027"],
        ["Б", "2026-03-01", "12 мая 2027 г."],
        ["В", 45789, "III тоқ. 2027"],
        ["Г", "01.03.26", "2 полугодие 2027"],
        ["Д", "03/04/2026", "декабрь 2027"],
        ["Е", "31.02.2026", "скоро"],
        ["Ж", "2026 г.", 2027],
    )


def empty_rows_and_sums(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["№", "Наименование проекта", "Инвестор", "Рабочие места"],
        ["г. Кентау"],
        [1, "Трансформаторы", "АО КТЗ", 200],
        [],
        [None, None, None, None],
        [2, "Экскаваторы", "ТОО Экс", 50],
        ["Итого", None, None, 250],
        ["№", "Наименование проекта", "Инвестор", "Рабочие места"],
        [3, "Насосы", "ТОО Насос", 30],
        [None, "Всего по области", None, 280],
        ["Исп. Ахметова А., тел. 8 (725) 123-45-67"],
    )
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("A11:D11")


def formulas(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["Наименование проекта", "Стоимость проекта, млн тг", "Рабочие места"],
        ["А", "=100+20", 10],
        ["Б", "=B99*2", 20],
        ["В", "#REF!", "=1/0"],
    )


def with_results(xml: str) -> str:
    """The first formula gets the result that Excel would have stored, the third its error."""
    xml = re.sub(r"<f>100\+20</f><v ?/?>(</v>)?", "<f>100+20</f><v>120</v>", xml)
    return re.sub(r'<c r="C4"([^>]*)><f>1/0</f><v ?/?>(</v>)?', r'<c r="C4" t="e"><f>1/0</f><v>#DIV/0!</v>', xml)


def numbers_as_text(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["Наименование проекта", "Рабочие места", "Мощность"],
        ["А", "1\u00a0200", "12 000 тонн в год"],
        ["Б", "'150", "50 МВт"],
        ["В", "100-150", "большая"],
        ["Г", "~150", "до 500 тонн"],
        ["Д", 12.5, 500],
        ["Е", "сто", "1 000 - 2 000 т"],
    )


def merged_down(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["Инвестор", "Наименование проекта", "Район"],
        ["ТОО Холдинг", "Линия 1", "KZ-61"],
        [None, "Линия 2", None],
        [None, "Линия 3", None],
    )
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("C2:C4")


def lost_noughts(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["Наименование проекта", "Инвестор", "БИН"],
        ["А", "ТОО Первое", 40140000018],
        ["Б", "ТОО Второе", "123456789012"],
        ["В", "ТОО Третье", "970 740 000 838"],
    )


def twice_and_hidden(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["Наименование проекта", "Инвестор", "Стадия", "Отрасль", "Стадия реализации", "Прочее"],
        ["Завод", "ТОО А", "строительство", "C13", "чертежи", "срочно"],
        ["завод ", "ТОО «А»", "пнр", "Ткани", None, None],
        [None, "ТОО Б", "введен", "13", None, None],
        ["Фабрика", "ТОО В", "СМР, ПНР", "C", None, None],
    )
    sheet.column_dimensions["D"].hidden = True


def launched_rows(sheet: Worksheet) -> None:
    fill(
        sheet,
        ["Наименование проекта", "Фактический ввод", "Создано рабочих мест", "Статус", "Ответственный"],
        ["А", "01.02.2026", 40, "реализуется", "Officer One"],
        ["Б", "2026", 30, "заморожен", "Nobody"],
    )


T = {"scale": 10**6, "currency": "KZT"}
NASTY = (
    Nasty(
        "merged_heads", "a head of two levels, merged across and down", merged_heads,
        {
            3: {
                "title": {"ru": "Завод керамики"}, "amount": Decimal("1200000000.0000"), "currency": "KZT",
                "spent": (Decimal("300000000.0000"), "KZT"), "jobs_planned": 150, "jobs_created": 20, "area": "KZ-61",
            }
        },
        {"C3": "new_investor"},
    ),
    Nasty(
        "title_above", "titles and empty rows above the head, numbers of columns below it", title_above,
        {7: "numbering", 8: {"title": {"ru": "Теплица"}, "amount": Decimal("12500000000.0000"), "currency": "KZT"}},
        {"B8": "new_investor"},
    ),
    Nasty(
        "mixed_languages", "heads and cells in Kazakh, Russian and English", mixed_languages,
        {
            2: {
                "title": {"ru": "Құс фабрикасы"}, "area": "KZ-61", "amount": Decimal("432200000.0000"), "currency": "KZT",
                "jobs_planned": 85, "planned_launch": date(2027, 12, 31), "stage": "construction",
            },
            3: {
                "title": {"ru": "Мукомольный комбинат"}, "area": "KZ-61", "amount": Decimal("3500000.0000"),
                "currency": "USD", "jobs_planned": 40, "planned_launch": date(2026, 12, 31), "stage": "construction",
            },
        },
        {"C2": "new_investor", "C3": "new_investor", "G2": "last_day", "G3": "last_day"},
    ),
    Nasty(
        "units_in_cells", "`млн тг` in the cell, ranges, “about”, an unknown currency", units_in_cells,
        {
            2: {"title": {"ru": "А"}, "amount": Decimal("12500000.0000"), "currency": "KZT"},
            3: {"title": {"ru": "Б"}, "amount": Decimal("2000000000.0000"), "currency": "KZT"},
            4: {"title": {"ru": "В"}, "amount": Decimal("150000000.0000"), "currency": "USD"},
            5: {"title": {"ru": "Г"}, "amount": Decimal("5000000.0000"), "currency": "KZT"},
            **{number: {"title": {"ru": letter}} for number, letter in zip(range(6, 12), "ДЕЖЗИК", strict=True)},
        },
        {"B6": "no_unit", "B7": "several_numbers", "B8": "no_exact_number", "B9": "unknown_words", "B10": "not_known_yet"},
    ),
    Nasty(
        "units_in_head", "`млн тг` in the head, another unit in some cells, whole units under millions", units_in_head,
        {
            2: {"title": {"ru": "А"}, "amount": Decimal("1200500000.0000"), "currency": "KZT"},
            3: {"title": {"ru": "Б"}, "amount": Decimal("1178400000.0000"), "currency": "KZT"},
            4: {"title": {"ru": "В"}, "amount": Decimal("2500000000.0000"), "currency": "KZT"},
            5: {"title": {"ru": "Г"}, "amount": Decimal("40000000.0000"), "currency": "USD"},
            6: {"title": {"ru": "Д"}},
            7: {"title": {"ru": "Е"}},
            8: {"title": {"ru": "Ж"}},
        },
        {"B6": "unit_doubtful", "B7": "negative", "B8": "currency_refused", "C8": "unknown_currency"},
    ),
    Nasty(
        "dates_as_text", "days as text, as numbers of Excel, as quarters, half years, years; days that do not exist",
        dates_as_text,
        {
            2: {"title": {"ru": "А"}, "planned_start": date(2026, 3, 1), "planned_launch": date(2027, 5, 12)},
            3: {"title": {"ru": "Б"}, "planned_start": date(2026, 3, 1), "planned_launch": date(2027, 5, 12)},
            4: {"title": {"ru": "В"}, "planned_start": date(2025, 5, 12), "planned_launch": date(2027, 9, 30)},
            5: {"title": {"ru": "Г"}, "planned_start": date(2026, 3, 1), "planned_launch": date(2027, 12, 31)},
            6: {"title": {"ru": "Д"}, "planned_start": date(2026, 4, 3), "planned_launch": date(2027, 12, 31)},
            7: {"title": {"ru": "Е"}},
            8: {"title": {"ru": "Ж"}, "planned_launch": date(2027, 12, 31)},
        },
        {
            "B4": "excel_number", "B5": "two_digits", "B6": "day_first", "B7": "no_such_day", "B8": "no_exact_day",
            "C4": "last_day", "C5": "last_day", "C6": "last_day", "C7": "no_day", "C8": "last_day",
        },
    ),
    Nasty(
        "empty_rows_and_sums", "headings of sections, empty rows, sums, the head once more, a signature below",
        empty_rows_and_sums,
        {
            2: "section", 3: {"title": {"ru": "Трансформаторы"}, "jobs_planned": 200},
            6: {"title": {"ru": "Экскаваторы"}, "jobs_planned": 50}, 7: "sum", 8: "head",
            9: {"title": {"ru": "Насосы"}, "jobs_planned": 30}, 10: "sum", 11: "section",
        },
        {"C3": "new_investor", "C6": "new_investor", "C9": "new_investor"},
    ),
    Nasty(
        "formulas", "formulas with a stored result, without one, and with an error", formulas,
        {
            2: {"title": {"ru": "А"}, "amount": Decimal("120000000.0000"), "currency": "KZT", "jobs_planned": 10},
            3: {"title": {"ru": "Б"}, "jobs_planned": 20},
            4: {"title": {"ru": "В"}},
        },
        {"B3": "formula_not_computed", "B4": "formula_error", "C4": "formula_error"},
        patch=with_results,
    ),
    Nasty(
        "numbers_as_text", "numbers as text with narrow spaces, apostrophes, ranges, words", numbers_as_text,
        {
            2: {"title": {"ru": "А"}, "jobs_planned": 1200, "capacity": Decimal(12000), "capacity_unit": "тонн"},
            3: {"title": {"ru": "Б"}, "jobs_planned": 150, "capacity": Decimal(50), "capacity_unit": "МВт"},
            **{number: {"title": {"ru": letter}} for number, letter in zip(range(4, 8), "ВГДЕ", strict=True)},
        },
        {
            "B4": "several_numbers", "B5": "no_exact_number", "B6": "no_whole_number", "B7": "no_number",
            "C4": "no_capacity", "C5": "no_exact_number", "C6": "no_capacity", "C7": "several_numbers",
        },
    ),
    Nasty(
        "merged_down", "an investor and a place merged over several projects", merged_down,
        {number: {"title": {"ru": f"Линия {number - 1}"}, "area": "KZ-61"} for number in (2, 3, 4)},
        {"A2": "new_investor", "A3": "new_investor", "A4": "new_investor"},
    ),
    Nasty(
        "lost_noughts", "a BIN as a number without its leading nought, a BIN that is none", lost_noughts,
        {number: {"title": {"ru": letter}} for number, letter in ((2, "А"), (3, "Б"), (4, "В"))},
        {"B2": "new_investor", "B3": "new_investor", "B4": "new_investor", "C2": "noughts", "C3": "no_bin"},
    ),
    Nasty(
        "twice_and_hidden", "the same project twice, a second column of the same meaning, a hidden one, a row without a name",
        twice_and_hidden,
        {
            2: {"title": {"ru": "Завод"}, "stage": "construction", "sector": "13"},
            3: "refused", 4: "refused",
            5: {"title": {"ru": "Фабрика"}, "sector": "C"},
        },
        {
            "B2": "new_investor", "B3": "new_investor", "A3": "twice", "D3": "unknown_sector", "A4": "title_missing",
            "B4": "new_investor", "B5": "new_investor", "C5": "several_words",
        },
    ),
    Nasty(
        "launched_rows", "launches and jobs that the sheet only claims, a person who is not of the office", launched_rows,
        {
            2: {
                "title": {"ru": "А"}, "launched_on": date(2026, 2, 1), "jobs_created": 40, "status": "moving",
                "owner": "Officer One",
            },
            3: {"title": {"ru": "Б"}, "jobs_created": 30, "status": "dormant"},
        },
        {"B3": "no_exact_day", "E3": "unknown_owner"},
    ),
)  # fmt: skip
