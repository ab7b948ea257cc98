"""Sheets as offices keep them: nothing lost, nothing invented, every refused cell explained; an import can be undone."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from kelisim.common.queries import found_by, history_of
from kelisim.parties.models import Organisation
from kelisim.projects import services
from kelisim.projects.models import Project, ProjectAmount, SheetColumns
from kelisim.projects.sheets.importing import name_columns, open_sheet, try_sheet
from kelisim.projects.sheets.known import known_to
from kelisim.projects.sheets.taking import facts_of, take_in, undo
from kelisim.projects.sheets.words import said
from tests.factories import make_area, make_office, make_organisation, make_project, make_user
from tests.projects.nasty import NASTY

pytestmark = pytest.mark.django_db
each_nasty = pytest.mark.parametrize("nasty", NASTY, ids=lambda nasty: nasty.name)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer():
    region = make_area(
        "KZ-61", name={"kk": "Түркістан облысы", "ru": "Туркестанская область", "en": "Turkistan Region"}
    )
    assert region
    return make_user(name="Officer One")


def upload(content, name="pool.xlsx"):
    return SimpleUploadedFile(name, content)


def tried(content, officer, **defaults):
    opened = open_sheet(officer.office, file=upload(content), by=officer)
    area = {"area": make_area("KZ-61").pk, "language": "ru"}
    name_columns(opened, columns=opened.columns, defaults=area | defaults, by=officer)
    return try_sheet(opened, heard=lambda count: None, by=officer)


def taken_in(content, officer, **defaults):
    found = tried(content, officer, **defaults)
    return take_in(found, heard=lambda count: None, by=officer)


def book(*rows):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def readable(row, known):
    """The facts of a row with records by their names."""
    facts = facts_of(row, known) if row.facts else {}
    facts.pop("new_company", None)
    names = {"area": "code", "origin": "code", "owner": "name", "organisation": "name"}
    return {name: getattr(value, names[name]) if name in names else value for name, value in facts.items()}


@each_nasty
def test_every_row_of_a_nasty_sheet_says_what_it_says_and_no_more(nasty, officer):
    found = tried(nasty.content(), officer)
    known = known_to(officer.office, officer)
    rows = {row.number: row for row in found.rows.all()}
    wanted = {}
    for number, facts in nasty.rows.items():
        wanted[number] = facts if isinstance(facts, str) else {"area": "KZ-61", **facts}
    read = {
        number: row.note or ("refused" if row.outcome == "refused" else readable(row, known))
        for number, row in rows.items()
    }
    assert read == wanted
    assert {fault["cell"]: fault["code"] for row in rows.values() for fault in row.faults} == nasty.told


@each_nasty
def test_nothing_of_a_nasty_sheet_is_lost_and_every_refusal_is_explained(nasty, officer):
    found = tried(nasty.content(), officer)
    for row in found.rows.all():
        told = {fault["cell"] for fault in row.faults}
        assert all("%" not in said(fault["code"], fault["detail"], "a") for fault in row.faults)
        for letter, name in found.columns.items():
            text = row.cells.get(letter, "")
            is_nothing = text.casefold() in ("", "н/д", "-") or name == "row"
            is_kept = row.outcome in ("left_out", "refused") or name in row.facts or name in ("currency", "bin")
            is_kept = is_kept or (name == "organisation" and "new_company" in row.facts)
            assert is_nothing or is_kept or f"{letter}{row.number}" in told, (row.number, letter, text)


@each_nasty
def test_nothing_is_invented_for_a_nasty_sheet(nasty, officer):
    """Every digit of a stored number or day stands in the row, but for what a note says."""
    found = tried(nasty.content(), officer)
    for row in found.rows.filter(outcome="new"):
        digits = {
            piece
            for text in row.cells.values()
            for piece in re.findall(r"\d+", text.replace("\u00a0", "").replace(" ", ""))
        }
        for name in ("jobs_planned", "jobs_created"):
            assert name not in row.facts or str(row.facts[name]) in digits, (row.number, name)
        if "amount" in row.facts:
            significant = str(int(Decimal(row.facts["amount"]))).rstrip("0")
            assert any(significant.startswith(piece.rstrip("0")) for piece in digits if piece.strip("0")), row.number


def test_the_trial_touches_no_project_and_the_import_does_what_it_said(officer):
    content = next(nasty for nasty in NASTY if nasty.name == "mixed_languages").content()
    found = tried(content, officer)
    assert (Project.objects.count(), found.counts) == (0, {"new": 2, "faults": 0})
    take_in(found, heard=lambda count: None, by=officer)
    stored = Project.objects.order_by("pk")
    assert [(str(row.title), row.stage, str(row.organisation), row.version) for row in stored] == [
        ("Құс фабрикасы", "construction", "Qus LLP", 1), ("Мукомольный комбинат", "construction", "ТОО Мука", 1),
    ]  # fmt: skip
    assert history_of(stored[0])[0].pgh_context.metadata == {"user": officer.pk, "action": "projects.take_in_rows"}
    assert [str(entry.title) for entry in found_by("мукомольный", officer)] == ["Мукомольный комбинат"]


def test_the_same_sheet_again_changes_nothing(officer):
    content = next(nasty for nasty in NASTY if nasty.name == "merged_heads").content()
    taken_in(content, officer)
    again = tried(content, officer)
    assert again.counts == {"same": 1, "faults": 0}
    assert (Organisation.objects.count(), ProjectAmount.objects.count()) == (1, 1)


def test_a_launch_in_a_sheet_is_claimed_and_waits_for_a_second_person(officer):
    content = next(nasty for nasty in NASTY if nasty.name == "launched_rows").content()
    taken_in(content, officer)
    project = Project.objects.get(title__ru="А")
    claims = project.confirmations.order_by("pk")
    assert (project.launched_on, project.jobs_created) == (None, None)
    assert [(row.milestone, row.day, row.jobs, row.confirmed_by) for row in claims] == [
        ("launch", date(2026, 2, 1), None, None), ("jobs", date(2026, 2, 1), 40, None),
    ]  # fmt: skip
    assert claims[0].reference == "pool.xlsx, Sheet, row 2"
    with pytest.raises(PermissionDenied):
        services.confirm(claims[0], by=officer)


def test_projects_are_matched_by_number_then_by_name_and_investor_and_an_empty_cell_erases_nothing(officer):
    company = make_organisation(name="ТОО «Мука»")
    numbered = make_project(number="7", jobs_planned=10, site="By the lake")
    named = make_project(title={"kk": "Диірмен"}, organisation=company)
    make_project(title={"kk": "Диірмен"}, organisation=make_organisation())
    content = book(
        ["Код проекта", "Проект", "Инвестор", "Рабочие места", "Площадка"],
        ["7", "Другое имя", None, 25, None],
        [None, "диірмен", "Мука ТОО", 30, None],
        [None, "Диірмен", None, 40, None],
    )
    found = taken_in(content, officer)
    numbered.refresh_from_db()
    named.refresh_from_db()
    assert (numbered.jobs_planned, numbered.site, numbered.title["ru"], named.jobs_planned) == (
        25,
        "By the lake",
        "Другое имя",
        30,
    )
    assert named.title == {"kk": "Диірмен"}  # found by its Kazakh name, it got no Russian one
    last = found.rows.get(number=4)
    assert (last.outcome, last.faults[0]["code"]) == ("refused", "several_projects")


def test_an_import_is_undone_but_for_what_somebody_changed_since(officer):
    kept = make_project(title={"ru": "Старый"}, jobs_planned=1, planned_launch=date(2026, 1, 1))
    content = book(
        ["Проект", "Инвестор", "Рабочие места", "Срок ввода", "Фактический ввод"],
        ["Старый", "ТОО Новая", 5, "01.02.2027", None],
        ["Новый", "ТОО Новая", 6, None, "01.02.2026"],
        ["Тронутый", "ТОО Другая", 7, None, None],
    )
    found = taken_in(content, officer)
    touched = Project.objects.get(title__ru="Тронутый")
    services.edit_project(touched, jobs_planned=8, by=officer)
    undo(found, heard=lambda count: None, by=officer)
    kept.refresh_from_db()
    assert (kept.jobs_planned, kept.planned_launch, kept.organisation) == (1, date(2026, 1, 1), None)
    assert set(Project.objects.all()) == {kept, touched}
    assert [row.note for row in found.rows.order_by("number")] == ["undone", "undone", "changed_since"]
    assert [str(row) for row in Organisation.objects.all()] == ["ТОО Другая"]
    assert not Project.everything.get(title__ru="Новый").confirmations.filter(archived_at=None).exists()
    with pytest.raises(ValidationError):
        undo(found, heard=lambda count: None, by=officer)


def test_columns_are_remembered_for_the_next_sheet_with_the_same_head(officer):
    content = book(["Проект", "Инвестор", "Прочее"], ["А", "ТОО А", "x"])
    opened = open_sheet(officer.office, file=upload(content), by=officer)
    assert opened.columns == {"A": "title", "B": "organisation"}
    columns = {"A": "title", "C": "site"}
    name_columns(opened, columns=columns, defaults={"language": "kk"}, by=officer)
    again = open_sheet(
        officer.office, file=upload(book(["Проект", "Инвестор", "Прочее"], ["Б", "ТОО Б", "y"])), by=officer
    )
    assert (again.columns, again.defaults, again.head["is_remembered"]) == (columns, {"language": "kk"}, True)
    assert SheetColumns.objects.count() == 1
    with pytest.raises(ValidationError, match="Two columns"):
        name_columns(again, columns={"A": "title", "B": "title"}, defaults={}, by=officer)
    with pytest.raises(ValidationError, match="name of the project"):
        name_columns(again, columns={"A": "site"}, defaults={}, by=officer)


def test_what_stands_above_a_head_is_no_part_of_it_so_that_next_month_it_is_the_same_head(officer):
    months = ("на 1 ноября 2026 года", "на 1 декабря 2026 года")
    heads = [book([month], ["Проект", "Инвестор", "Стоимость, млн тг"], ["А", "ТОО А", 5]) for month in months]
    opened = [open_sheet(officer.office, file=upload(content), by=officer) for content in heads]
    name_columns(opened[0], columns={"A": "title", "C": "site"}, defaults={}, by=officer)
    again = open_sheet(officer.office, file=upload(heads[1]), by=officer)
    assert [row.head["columns"][0]["words"] for row in opened] == ["Проект", "Проект"]
    assert (again.head["first"], again.head["is_remembered"]) == (2, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "does not begin as one"),
        (book(["a", "b"], [1, 2]), "No head was found"),
        (b"", "empty"),
    ],
)
def test_what_is_no_sheet_of_a_pool_is_refused_with_what_would_be_right(content, words, officer):
    with pytest.raises(ValidationError, match=words):
        open_sheet(officer.office, file=upload(content), by=officer)


def test_a_row_that_would_not_be_sound_is_refused_and_the_others_are_taken_in(officer):
    content = book(
        ["Проект", "Начало строительства", "Срок ввода"],
        ["А", "01.03.2027", "01.02.2027"],
        ["Б", "01.01.2027", "01.02.2027"],
    )
    found = taken_in(content, officer)
    first, second = found.rows.order_by("number")
    assert (first.outcome, second.outcome, Project.objects.count()) == ("refused", "new", 1)
    assert "lies before" in said(first.faults[-1]["code"], first.faults[-1]["detail"])


def test_a_project_changed_after_the_trial_is_left_alone(officer):
    project = make_project(title={"ru": "А"}, jobs_planned=1)
    found = tried(book(["Проект", "Рабочие места"], ["А", 5]), officer)
    services.edit_project(project, jobs_planned=2, by=officer)
    take_in(found, heard=lambda count: None, by=officer)
    assert Project.objects.get().jobs_planned == 2
    assert found.rows.get().faults[0]["code"] == "gone_on"


def test_another_office_takes_nothing_in(officer):
    found = tried(book(["Проект", "Рабочие места"], ["А", 5]), officer)
    with pytest.raises(PermissionDenied):
        take_in(found, heard=lambda count: None, by=make_user(office=make_office("aktobe")))
    assert not Project.objects.exists()
