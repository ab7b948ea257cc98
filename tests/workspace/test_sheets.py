"""The pages of an import: upload, columns, trial, taking in, undoing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kelisim.accounts.models import Role
from kelisim.projects.models import Project, SheetImport
from tests.factories import make_area, make_office, make_user
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
