"""The pages of an import: upload, columns, trial, taking in, undoing."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from kelisim.accounts.models import Role
from kelisim.common.files import open_file
from kelisim.common.models import File
from kelisim.projects.models import Project, SheetImport, SheetTemplate
from kelisim.projects.sheets.words import FIELDS
from kelisim.workspace.works.pool import begin_export
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
    understood = [row["changes"] for row in client.get(here).context["rows"]][:2]
    assert understood == [
        [("Project", "", "А"), ("Area", "", "Туркестанская область"), ("Amount", "", "₸12.5m")],
        [("Project", "", "Б"), ("Area", "", "Туркестанская область"), ("Amount", "", "₸2bn")],
    ]
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


def book(*rows):
    file, made = io.BytesIO(), Workbook()
    for row in rows:
        made.active.append(row)
    made.save(file)
    return SimpleUploadedFile("pool.xlsx", file.getvalue())


def test_a_trial_tells_what_changes_in_each_project_and_the_undoing_what_stays(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_area("KZ-61", name={"en": "Turkistan"})
    make_area("KZ-15", name={"en": "Aktobe"})
    mill, dam = (
        make_project(title={"en": name, "kk": f"{name} KK"}, area=make_area("KZ-61")) for name in ("Mill", "Dam")
    )
    Project.objects.filter(pk=mill.pk).update(amount=Decimal(5_000_000), currency="KZT", jobs_planned=7)
    client = as_user(make_user())
    head = ["Наименование проекта", "Стоимость проекта, млн тг", "Рабочие места", "Инвестор", "Район", "Срок ввода"]
    rows = [
        ["Mill", 12.5, 7, "Un LLP", "KZ-15", "12.05.2027"],
        ["DAM", None, 9, None, None, None],
        [None, 1, None, "Nobody LLP", None, None],
    ]
    here = client.post(ROOT, {"office": "turkistan", "file": book(head, *rows)})["Location"]
    fields = ("title", "amount", "jobs_planned", "organisation", "area", "planned_launch")
    named = {f"column_{letter}": name for letter, name in zip("ABCDEF", fields, strict=True)}
    client.post(here, {"language": "en", **named})
    expected = [
        ("Investor", "", "Un LLP"),
        ("Area", "Turkistan", "Aktobe"),
        ("Amount", "₸5m", "₸12.5m"),
        ("Launch planned", "", "12 May 2027"),
    ]
    page = client.get(here)
    assert sorted(page.context["rows"][0]["changes"]) == sorted(expected)
    assert page.context["rows"][1]["changes"] == [("Project", "Dam", "DAM"), ("Jobs planned", "", "9")]
    assert "Nobody LLP” is not recorded yet" not in page.text  # its row is refused
    client.post(f"{here}take-in/")
    assert sorted(client.get(here).context["rows"][0]["changes"]) == sorted(expected)
    Project.objects.filter(pk=dam.pk).update(version=9)
    client.post(f"{here}undo/")
    page = client.get(here)
    assert [row["note"] for row in page.context["rows"]][:2] == [
        "Taken back",
        "Somebody has changed it since: it stays",
    ]
    assert "Not understood" not in page.text


@pytest.mark.parametrize("nasty", NASTY, ids=lambda nasty: nasty.name)
def test_of_every_new_row_of_a_nasty_sheet_the_page_tells_what_was_understood(nasty, as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_area("KZ-61", name={"en": "Turkistan", "ru": "Туркестанская область", "kk": "Түркістан облысы"})
    client = as_user(make_user(name="Officer One"))
    here = client.post(ROOT, {"office": "turkistan", "file": SimpleUploadedFile("pool.xlsx", nasty.content())})[
        "Location"
    ]
    named = {f"column_{letter}": name for letter, name in SheetImport.objects.get().columns.items()}
    client.post(here, {"language": "ru", "area": "KZ-61", **named})
    for shown in client.get(here).context["rows"]:
        facts, told = shown["row"].facts, {label for label, _before, _after in shown["changes"]}
        if shown["row"].outcome == "new":
            assert told == {str(FIELDS[name]) for name in facts if name in FIELDS and name != "currency"} | (
                {"Investor"} if facts.get("new_company") else set()
            )
        else:
            assert not told


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
    assert "The form “Form 1” is kept" in client.get(root).text
    assert "1 project is written" in client.get(f"{root}?stage=agreed").text
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


def test_the_whole_pool_is_written_with_as_many_queries_for_three_projects_as_for_one(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    officer, counts = make_user(), []
    make_project(title={"en": "Gone"}, archived_at=timezone.now(), archived_by=officer)
    for names in (("Mill",), ("Dam", "Works")):
        for name in names:
            area = make_area(f"KZ-{len(name)}{len(names)}", name={"en": name})
            make_project(title={"en": name}, area=area, origin=make_area("TR"), owner=officer)
        with CaptureQueriesContext(connection) as queries:
            job = begin_export("", None, by=officer)
        assert job.state == "done"
        counts.append(len(queries))
    assert counts[0] == counts[1]
    content = open_file(File.objects.latest("pk")).read()
    head, *rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    written = {row[head.index("Project")]: row[head.index("Area")] for row in rows}
    assert written == {"Mill": "Mill", "Dam": "Dam", "Works": "Works"}
