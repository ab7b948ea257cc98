"""Bytes of any kind become a text with its title and day, or a clear word on why not."""

import io
import zipfile
from datetime import date

import docx
import pytest
from pypdf import PdfWriter

from kelisim.engines.reading.documents import MAX_BYTES, DocumentError, kind_of, open_document

TEXT = "Түркістан облысында 2025 жылы 34 жоба іске қосылды. Облыста 4889 жұмыс орны ашылды."
PAGE = """<!DOCTYPE html><html><head><title>Site</title>{head}</head><body><nav>Басты бет Мәзір</nav>
<article><h1>Жобалар туралы</h1>{inside}<p>{text}</p><p>{text} Бұл туралы өңірлік басқарма хабарлады.</p></article></body></html>"""


def page(head="", inside=""):
    return PAGE.format(head=head, inside=inside, text=TEXT).encode()


def word(*lines):
    made, file = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Жобалар", "34"
    made.save(file)
    return file.getvalue()


def blank_pdf(password=""):
    made, file = PdfWriter(), io.BytesIO()
    made.add_blank_page(200, 200)
    if password:
        made.encrypt(password, algorithm="RC4-128")
    made.write(file)
    return file.getvalue()


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("_", "/") + ".xml", content)
    return file.getvalue()


def test_text_stays_as_it_is():
    found = open_document("\ufeff".encode() + TEXT.encode())
    assert (found.kind, found.text, found.day) == ("txt", TEXT, None)


@pytest.mark.parametrize(
    ("head", "inside", "basis"),
    [
        ('<meta property="article:published_time" content="2025-12-22T09:00:00+05:00">', "", "meta"),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2025-12-22"}]}</script>', "", "json-ld"),
        ("", '<time datetime="2025-12-22">22 желтоқсан</time>', "time"),
    ],
)
def test_page_gives_its_main_text_title_and_the_day_with_its_basis(head, inside, basis):
    found = open_document(page(head, inside))
    assert (found.kind, found.title, found.day, found.day_basis) == (
        "html",
        "Жобалар туралы",
        date(2025, 12, 22),
        basis,
    )
    assert TEXT in found.text
    assert "Мәзір" not in found.text


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta name="date" content="2025-13-40">',
        '<meta name="date" content="20205-01-01">',
        '<script type="application/ld+json">{"datePublished": 5</script>',
    ],
)
def test_page_that_states_no_day_has_none(head):
    assert (open_document(page(head)).day, open_document(page(head)).day_basis) == (None, "")


def test_two_days_on_a_page_are_no_day():
    assert (
        open_document(page(inside='<time datetime="2025-12-22">a</time><time datetime="2025-12-21">b</time>')).day
        is None
    )


def test_word_file_gives_paragraphs_and_tables_in_order():
    found = open_document(word("Жобалар туралы", TEXT))
    assert (found.kind, found.text) == ("docx", f"Жобалар туралы\n{TEXT}\nЖобалар 34")


def test_letter_gives_its_subject_words_and_day():
    letter = f"From: a@example.org\r\nDate: Mon, 22 Dec 2025 09:00:00 +0500\r\nSubject: News\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{TEXT}\r\n"
    found = open_document(letter.encode())
    assert (found.kind, found.title, found.day, found.day_basis) == ("eml", "News", date(2025, 12, 22), "letter")
    assert found.text == f"News\n{TEXT}\n"


def test_text_with_colons_is_no_letter():
    assert kind_of("Date: a\nОблыс: 34 жоба\n\nМәтін".encode()) == "txt"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \n ", "empty"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
        (b"a" * (1024 * 1024 + 1), "too_large"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("Область запустила 34 проекта".encode("cp1251"), "encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_word"),
        (b"%PDF-1.7 nothing more", "broken"),
        (b"PK\x03\x04 nothing more", "broken"),
        (packed(xl_workbook="<x/>"), "binary"),
        (packed(word_document=b"0" * (101 * 1024 * 1024)), "too_large"),
        (packed(word_document="<broken"), "broken"),
        (blank_pdf(), "no_text"),
        (blank_pdf("secret"), "locked"),
    ],
)
def test_what_cannot_be_read_is_told_apart(content, code):
    with pytest.raises(DocumentError) as refused:
        open_document(content)
    assert refused.value.code == code
