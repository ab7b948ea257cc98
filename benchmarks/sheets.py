"""The pool as a workbook, as long work with progress: 100,000 made projects written, 10,000 rows tried, taken in and undone.

Each is the work that a page begins, done in this process: what the clock tells, the seconds of the processor that our process
spent, how often progress was told. Beside it, in the same run: openpyxl writing and reading as many rows and cells of plain
values, with no ledger behind them. `KELISIM_BENCH_HOME` names an installation that is kept, `KELISIM_BENCH_ROWS` another
number of projects.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from typing import Any

from benchmarks.installed import MAIL, installed

GOAL = 60  # seconds, for writing all and for taking in 10,000 rows
ROWS = int(os.environ.get("KELISIM_BENCH_ROWS", "100000"))
TAKEN_IN = 10_000
HEADS = {
    "title": "Наименование проекта", "amount": "Стоимость проекта, млн тг", "jobs_planned": "Рабочие места",
    "organisation": "Инвестор", "area": "Район", "planned_launch": "Срок ввода",
}  # fmt: skip
COMPANIES = 500


def measure() -> None:
    """Print a table: what is done, seconds by the clock, seconds of processor, how often progress was told."""
    with installed():
        from django.conf import settings

        from kelisim.accounts.models import User
        from kelisim.samples.synth import make_pool

        settings.KELISIM_JOBS_INLINE = True
        make_pool(ROWS)
        by = User.objects.get(email=MAIL.format("head"))
        print(f"goal {GOAL} s, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
        print(f"| {'Work':54} | seconds | processor | told | outcome |\n|---|---:|---:|---:|---|")
        cells = _export(by)
        _import(by)
        _peer(cells)


def _export(by: Any) -> tuple[int, int]:
    """Write the whole pool; the rows and the columns of the sheet that came of it."""
    from openpyxl import load_workbook

    from kelisim.common.files import open_file
    from kelisim.common.models import File
    from kelisim.workspace.works.pool import begin_export

    _row("write all projects that the head may see as XLSX", lambda: begin_export("", None, by=by))
    with open_file(File.objects.latest("pk")) as file:
        sheet = load_workbook(io.BytesIO(file.read()), read_only=True).active
    widths = [len(row) for row in sheet.iter_rows(values_only=True)]
    return len(widths), max(widths)


def _import(by: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from kelisim.common.models import Area
    from kelisim.projects.sheets.importing import name_columns, open_sheet
    from kelisim.workspace.works.pool import begin_with

    upload = SimpleUploadedFile("pool.xlsx", _book())
    begun, spent = time.perf_counter(), time.process_time()
    found = open_sheet(by.office, file=upload, by=by)
    defaults = {"language": "ru", "area": Area.objects.get(code="XA-01").pk}
    columns = dict(zip("ABCDEF", HEADS, strict=True))
    found = name_columns(found, columns=columns, defaults=defaults, by=by)
    _print("open a sheet of 10,000 rows and name its columns", begun, spent, "", "")
    for words, kind in (("try", "try"), ("take in", "take_in"), ("undo", "undo")):
        _row(f"{words} 10,000 rows", lambda kind=kind: begin_with(f"projects.{kind}_sheet", found, by=by))  # type: ignore[misc]


def _book() -> bytes:
    """A sheet as offices send it: sums in millions, dates as text, some cells empty."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS.values())
        for number in range(1, TAKEN_IN + 1):
            day = f"{number % 28 + 1:02}.{number % 12 + 1:02}.2027" if number % 7 else ""
            row = (f"Измерение {number}", number / 8, number % 400, f"Компания {number % COMPANIES} ТОО", "", day)
            sheet.write_row(number, 0, row)
    return file.getvalue()


def _row(words: str, begin: Callable[[], Any]) -> None:
    from kelisim.common.jobs import Progress

    told, tell = [0], Progress._tell

    def counted(progress: Progress) -> None:
        told[0] += 1
        tell(progress)

    begun, spent = time.perf_counter(), time.process_time()
    Progress._tell = counted  # type: ignore[method-assign]  # to count it
    try:
        job = begin()
    finally:
        Progress._tell = tell  # type: ignore[method-assign]
    _print(
        words, begun, spent, str(told[0]), f"{job.state} {(job.outcome.get('words') or {}).get('en', '')}{job.reason}"
    )


def _print(words: str, begun: float, spent: float, told: str, outcome: str) -> None:
    clock, own = time.perf_counter() - begun, time.process_time() - spent
    print(f"| {words:54} | {clock:.1f} | {own:.1f} | {told} | {outcome} |", flush=True)


def _peer(cells: tuple[int, int]) -> None:
    from openpyxl import Workbook, load_workbook

    rows, columns = cells
    begun, spent = time.perf_counter(), time.process_time()
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for number in range(rows):
        sheet.append([f"cell {number}"] * columns)
    book.save(file)
    _print(f"openpyxl: write {rows:,} rows of {columns} plain cells", begun, spent, "", "")
    content = _book()
    begun, spent = time.perf_counter(), time.process_time()
    total = sum(1 for _ in load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(values_only=True))
    _print(f"openpyxl: read {total:,} rows", begun, spent, "", "")
