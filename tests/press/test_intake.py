"""Many articles at once: files, packed folders, web archives; nothing is lost in silence."""

import io
import json
import zipfile
from datetime import date

import pytest

from kelisim.press import services, unpacking
from kelisim.press.intake import Arrival, Fate, Refused, arrivals, take_in
from kelisim.press.models import Article, Claim
from tests.factories import make_area, make_indicator, make_office, make_user

TEXT = "Түркістан облысында 2025 жылы 34 жоба іске қосылды."
OTHER = "Түркістан облысында 2025 жылы 4889 жұмыс орны ашылды."


def packed(members, **options):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in members.items():
            folder.writestr(name, data)
    return content.getvalue()


def found_in(tmp_path, content, name="upload"):
    path, folder = tmp_path / "kept", tmp_path / "folder"
    path.write_bytes(content)
    folder.mkdir()
    return list(arrivals(path, name, folder))


def test_packed_folder_gives_its_texts_and_says_what_it_refuses(tmp_path):
    content = packed(
        {
            "news/b.txt": TEXT.encode(),
            "news/a.txt": f"date 2025-12-22\n{OTHER}".encode(),
            "news/empty.txt": b"",
            "news/old.txt": "Облыста 34 жоба".encode("cp1251"),
            "news/picture.png": b"\x89PNG\r\n\x1a\n\x00\x00",
            "news/inner.zip": packed({"c.txt": TEXT.encode()}),
            "__MACOSX/news/._a.txt": b"\x00\x05",
            "news/.DS_Store": b"\x00",
        }
    )
    found = found_in(tmp_path, content)
    assert [(type(one).__name__, one.name) for one in found] == [
        ("Arrival", "news/a.txt"),
        ("Arrival", "news/b.txt"),
        ("Refused", "news/empty.txt"),
        ("Refused", "news/inner.zip"),
        ("Refused", "news/old.txt"),
        ("Refused", "news/picture.png"),
    ]
    assert [one.why.split(".")[0] for one in found if isinstance(one, Refused)] == [
        "This file is empty",
        "This is an archive within an archive",
        "This file is no text in UTF-8",
        "This is no text, page, Word file, PDF or letter",
    ]


def test_names_in_a_folder_packed_by_windows_are_read(tmp_path):
    content = packed({"XXXX.txt": TEXT.encode()}).replace(b"XXXX", "Таза".encode("cp866"))
    assert [one.name for one in found_in(tmp_path, content)] == ["Таза.txt"]


def test_unpacked_size_is_measured_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 2 * unpacking.MEGABYTE)
    content = packed({"a.txt": b"a" * (3 * unpacking.MEGABYTE)})
    assert len(content) < 10_000
    with pytest.raises(services.ValidationError) as refused:
        found_in(tmp_path, content)
    assert refused.value.messages == ["Unpacked, this is larger than 2 MB. Upload it in parts."]


def test_lines_of_json_are_records_with_their_own_facts(tmp_path):
    lines = [
        {"text": TEXT, "date": "2025-12-22", "url": "https://news.example/1", "language": "kk"},
        {"words": "none"},
        {"text": OTHER, "date": "20205-01-01"},
    ]
    first, second, third = found_in(tmp_path, "\n".join(map(json.dumps, lines)).encode(), "news.jsonl")
    assert first == Arrival(
        "news.jsonl, https://news.example/1", TEXT, day=date(2025, 12, 22), url="https://news.example/1", language="kk"
    )
    assert (second.name, second.why[:28]) == ("news.jsonl, 2", "This record has no “text” (i")
    assert (third.name, third.why[:12]) == ("news.jsonl, 3", "The date is ")


def test_page_of_a_web_archive_keeps_its_address(tmp_path):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    content = io.BytesIO()
    writer = WARCWriter(content, gzip=True)
    page = f"<html><head><title>News</title></head><body><article><h1>News</h1><p>{TEXT}</p></article></body></html>"
    for kind, status in (("text/html", "200 OK"), ("image/png", "200 OK")):
        heads = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "https://news.example/2", "response", payload=io.BytesIO(page.encode()), http_headers=heads
        )
        writer.write_record(record)
    (one,) = found_in(tmp_path, content.getvalue(), "pages.warc.gz")
    assert (one.url, one.title) == ("https://news.example/2", "News")
    assert TEXT in one.text


@pytest.mark.django_db
class TestTakeIn:
    @pytest.fixture
    def officer(self):
        make_area()
        for measure in ("project_count", "jobs"):
            make_indicator(measure)
        return make_user()

    def take(self, officer, text, **facts):
        return take_in(make_office(), Arrival("a.txt", text, **facts), is_public=False, by=officer)

    def test_fates_of_a_text(self, officer):
        address = "https://news.example/1"
        first = self.take(officer, TEXT, day=date(2025, 12, 22), url=address)
        again = self.take(officer, TEXT)
        other = self.take(officer, f"{TEXT} {OTHER}", url=address)
        refused = self.take(officer, "%PDF-1.4\x00\x01\x02\x03")
        assert [one.fate for one in (first, again, other, refused)] == [
            Fate.NEW,
            Fate.KNOWN,
            Fate.VERSION,
            Fate.REFUSED,
        ]
        assert (first.claim_count, other.claim_count, first.article == again.article == other.article) == (1, 2, True)
        assert refused.why.startswith("This is no text but the content of a file")

    def test_text_that_was_stored_when_the_worker_died_is_read_after_all(self, officer):
        services.store_article(make_office(), text=TEXT, day=date(2025, 12, 22), by=officer)
        assert self.take(officer, TEXT).fate is Fate.NEW
        assert Claim.objects.count() == 1

    def test_fault_of_the_reader_stops_no_other_text(self, officer, monkeypatch):
        monkeypatch.setattr(services, "read_article", lambda version, by: 1 / 0)
        assert (
            self.take(officer, TEXT).why
            == "The reader failed on this text. The administrator finds the reason in the log."
        )

    def test_release_is_asked_for(self, officer):
        take_in(make_office(), Arrival("a", TEXT), is_public=True, by=officer)
        assert Article.objects.get().is_published
