"""The pages of an import: upload, columns, trial, taking in, undoing."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from kelisim.accounts.models import Role
from kelisim.common.files import open_file
from kelisim.common.models import File
from kelisim.projects.models import Project, SheetImport, SheetTemplate
from tests.factories import make_area, make_office, make_project, make_user
from tests.projects.nasty import NASTY

pytestmark = pytest.mark.django_db
ROOT = "/en/workspace/imports/"


def test_a_sheet_is_uploaded_tried_taken_in_and_undone(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_area("KZ-61", name={"ru": "Туркестанская область", "kk": "Түркістан облысы"})
    client, officer = as_user(make_user()), make_user(office=make_office("aktobe"))
    content = next(nasty for nasty in NASTY if nasty.name == "units_in_cells").content()
    answer = client.post(ROOT, {"office": "turkistan", "file": SimpleUploadedFile("pool.xlsx", content)})
    here = answer["Location"]
    opened = client.get(here)
    assert 'name="column_B"' in opened.text
    assert "12,5 млн тг" in opened.text
    columns = {"column_A": "title", "column_B": "amount", "language": "ru", "area": "KZ-61"}
    tried = client.post(here, columns)
    assert "/jobs/" in tried["Location"]
    page = client.get(f"{here}?show=faults").text
    assert "B7" in page
    assert "is more than one number" in page
    assert Project.objects.count() == 0
    assert as_user(officer).get(here).status_code == 404
    assert as_user(make_user(Role.ANALYST)).get(here).status_code == 403
    client.post(f"{here}take-in/")
    assert (Project.objects.count(), SheetImport.objects.get().state) == (10, "done")
    client.post(f"{here}undo/")
    assert (Project.objects.count(), SheetImport.objects.get().state) == (0, "undone")
    assert "pool.xlsx" in client.get(ROOT).text


def test_a_file_that_is_no_sheet_is_refused_beside_the_field(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    facts = {"office": make_office().slug, "file": SimpleUploadedFile("pool.xlsx", b"PK\x03\x04 broken")}
    answer = as_user(make_user()).post(ROOT, facts)
    assert answer.status_code == 422
    assert "This workbook is damaged" in answer.text
    assert not SheetImport.objects.exists()


def test_the_pool_is_given_out_in_the_offices_own_form(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    head = next(nasty for nasty in NASTY if nasty.name == "merged_heads").content()
    client = as_user(make_user())
    make_project(title={"en": "Mill"}, amount=Decimal(1_500_000), currency="KZT", jobs_planned=40)
    make_project(title={"en": "=Works()"}, amount=Decimal(7), currency="USD", stage="agreed")
    make_project(title={"en": "Foreign"}, office=make_office("aktobe"))
    root = "/en/workspace/projects/give-out/"
    kept = client.post(root, {"office": "turkistan", "name": "Form 1", "file": SimpleUploadedFile("form.xlsx", head)})
    assert kept.status_code == 302, kept.context["own"].errors
    template = SheetTemplate.objects.get()
    client.post(root, {"template": str(template.public_id)})
    file = File.objects.filter(name__startswith="Form 1").get()
    sheet = load_workbook(io.BytesIO(open_file(file).read())).active
    rows = [[cell.value for cell in row][:7] for row in sheet.iter_rows(min_row=3)]
    assert [row[1] for row in rows] == ["'=Works()", "Mill"]
    assert [row[4] for row in rows] == ["7 USD", 1.5]
    assert sheet["B1"].value == "Наименование проекта"
    assert "E1:F1" in {str(area) for area in sheet.merged_cells.ranges}
    client.post(f"{root}?stage=agreed", {"template": ""})
    whole = File.objects.filter(name__startswith="kelisim-projects").get()
    sheet = load_workbook(io.BytesIO(open_file(whole).read())).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["'=Works()"]
    assert (
        as_user(make_user(office=make_office("aktobe"))).get(f"/en/workspace/files/{whole.public_id}/").status_code
        == 404
    )
