"""Many articles: what is in a path, one run unbroken or taken up, and what could not be read."""

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kelisim.cli_read import read
from kelisim.cli_read_many import line_of, time_of
from kelisim.engines.reading import batches, run, sources
from kelisim.engines.reading.batches import Batch, Done, Options, read_batch
from kelisim.engines.reading.record import RecordError, RunRecord
from kelisim.engines.reading.results import name_of
from kelisim.engines.reading.run import EngineError, LocalEngine, Progress, RayEngine, batches_of
from kelisim.engines.reading.sources import Fault, Item, SourceError, Stream

TEXT = "За 2024 год в Костанайской области запущено {} проекта."
PAGE = "<!DOCTYPE html><html><head><title>Проекты</title></head><body><article><p>{}</p></article></body></html>"


class HereEngine:
    """The work in this process; ends before batch `until`, as if the machine had."""

    def __init__(self, until=None):
        self.until = until

    def work(self, waiting, options):
        for number, batch in enumerate(waiting):
            if number == self.until:
                raise KeyboardInterrupt
            yield read_batch(batch, options)


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines(number, **more):
    return "".join(
        json.dumps({"id": f"n{i}", "date": "2025-02-03", "text": TEXT.format(i), **more}) + "\n"
        for i in range(2, number + 2)
    )


def archive(*records, is_packed=True):
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=is_packed)
    for uri, kind, status, content in records:
        heads = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(uri, "response", io.BytesIO(content), http_headers=heads))
    return file.getvalue()


def call(*arguments):
    return CliRunner().invoke(read, [str(argument) for argument in arguments])


def files_of(out):
    """All results and what is in them."""
    kept = (p for p in sorted(out.rglob("*")) if p.is_file() and ".run" not in p.parts)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in kept}


def faults_of(out):
    text = (out / "quarantine" / "reasons.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def found(tmp_path, out="out"):
    return list(Stream([tmp_path], tmp_path / out))


def values(path):
    return [json.loads(line)["value"] for line in path.read_text(encoding="utf-8").splitlines()]


# What is in a path


def test_lines_parquet_and_archives_are_told_by_content_not_by_name(tmp_path):
    put(tmp_path / "a.bin", lines(1))
    put(tmp_path / "b.bin", gzip.compress(lines(1).encode()))
    parquet.write_table(pa.table({"url": ["u"], "text": ["T"], "more": [1]}), tmp_path / "c.bin")
    put(tmp_path / "d.bin", archive(("http://a/", "text/html; charset=utf-8", "200 OK", b"<html><p>5")))
    put(tmp_path / "e.bin", archive(("http://a/", "text/plain", "200 OK", b"T"), is_packed=False))
    put(tmp_path / "f.bin", "T")
    put(tmp_path / "g.bin", gzip.compress(b"T"))
    assert [(item.path, item.record, item.id) for item in found(tmp_path)] == [
        ("a.bin", 1, "n2"),
        ("b.bin", 1, "n2"),
        ("c.bin", 1, "u"),
        ("d.bin", 1, "http://a/"),
        ("e.bin", 1, "http://a/"),
        ("f.bin", 0, ""),
        ("g.bin", 0, ""),
    ]


def test_hidden_files_results_and_the_folder_of_results_are_not_read(tmp_path):
    for name in (".hidden", ".git/a.txt", "x.claims.jsonl", "x.unclear.jsonl", "out/y.txt", "x.txt"):
        put(tmp_path / name, "T")
    assert [item.path for item in found(tmp_path)] == ["x.txt"]


def test_names_hang_on_the_folder_that_paths_share(tmp_path):
    for name in ("a/x.txt", "b/x.txt", "b/c/x.txt"):
        put(tmp_path / name, "T")
    given = [tmp_path / "a" / "x.txt", tmp_path / "b", tmp_path / "b" / "c", tmp_path / "b", tmp_path / "b" / "x.txt"]
    assert [item.path for item in Stream(given, tmp_path / "out")] == ["a/x.txt", "b/x.txt", "b/c/x.txt"]


def test_a_folder_is_not_read_and_written(tmp_path):
    with pytest.raises(SourceError, match="both read and written"):
        Stream([tmp_path], tmp_path)


def test_archive_gives_documents_and_counts_what_it_passes_over(tmp_path):
    put(
        tmp_path / "a.warc.gz",
        archive(
            ("http://a/1", "text/html", "200 OK", b"<html><p>1"),
            ("http://a/2", "image/png", "200 OK", b"\x89PNG"),
            ("http://a/3", "text/html", "404 Not Found", b"<html><p>3"),
            ("http://a/4", "text/plain", "200 OK", b"4"),
        ),
    )
    stream = Stream([tmp_path], tmp_path / "out")
    assert [(item.record, item.id) for item in stream] == [(1, "http://a/1"), (4, "http://a/4")]
    assert stream.passed == 2


def test_a_damaged_archive_gives_what_stands_before_the_damage(tmp_path):
    whole = archive(*((f"http://a/{i}", "text/plain", "200 OK", os.urandom(2000).hex().encode()) for i in range(3)))
    put(tmp_path / "a.warc.gz", whole[: len(whole) - 900])
    *items, last = found(tmp_path)
    assert [item.record for item in items] == [1, 2]
    assert (last.record, last.code) == (0, "damaged")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'[{"text": "T"}]', "array"),
        (b'{\n  "text": "T"\n}', "not_lines"),
        (b"PAR1 and then nothing", "damaged"),
        (gzip.compress(b"T" * 100000, mtime=0)[:60], "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault(tmp_path, content, code):
    put(tmp_path / "a", content)
    assert [(fault.path, fault.record, fault.code) for fault in found(tmp_path)] == [("a", 0, code)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"id": "x", "body": "T"}', "no_text_field"),
        (b'{"id": "x", "text": 5}', "no_text_field"),
        (b'{"text": ', "bad_json"),
        (b'{"text": "\xcd\xee"}', "bad_json"),
        (b'["text"]', "bad_json"),
        (b'{"text": ' + b"[" * 100000, "bad_json"),
        (b'{"text": "  "}', "empty"),
        (b'{"text": "\\ud800"}', "half_letter"),
        (b'{"text": "T", "date": "2025-13-01"}', "bad_date"),
        (b'{"text": "T", "date": "20205-01-01"}', "bad_date"),
        (b'{"text": "T", "date": 20250101}', "bad_date"),
        (b'{"text": "T", "language": "kz"}', "bad_language"),
        (b'{"text": "T", "language": ["kk"]}', "bad_language"),
    ],
)
def test_a_record_that_cannot_be_read_says_why_and_the_next_is_read(tmp_path, line, code):
    put(tmp_path / "a.jsonl", lines(1).encode() + line + b"\n" + lines(1).encode())
    result = read_batch(Batch(tuple(found(tmp_path))), Options())
    assert [done.record for done in result.done] == [1, 3]
    (fault,) = result.faults
    told = fault.as_record()
    assert (told["path"], told["record"], told["code"]) == ("a.jsonl", 2, code)
    assert told["reason"]
    assert told["right"]
    assert "{" not in f"{told['reason']}{told['right']}".replace('{"', "")


def test_a_line_without_end_is_not_taken_into_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_BYTES", 1000)
    put(tmp_path / "a.jsonl", lines(1) + '{"text": "' + "T" * 5000 + '"}\n' + lines(1))
    assert [(one.record, getattr(one, "code", "")) for one in found(tmp_path)] == [(1, ""), (2, "too_large"), (3, "")]


def test_every_reason_says_what_would_be_right():
    for code in sources.REASONS:
        told = Fault("a", 1, "", code, "5").as_record()
        assert told["reason"], code
        assert told["right"], code


@pytest.mark.parametrize("day", ["2025-02-03", "2025-02-03T10:00:00+05:00", datetime(2025, 2, 3, 10), date(2025, 2, 3)])
def test_the_day_of_a_record_may_be_a_day_or_a_moment(day):
    item = Item("a", 1, "", {"text": "Биыл 5 жоба іске қосылды.", "date": day})
    article, reading = batches.read_item(item, Options())
    assert (article.day, reading.claims[0].start) == (date(2025, 2, 3), date(2025, 1, 1))


def test_a_reader_that_fails_loses_one_article(monkeypatch):
    def fail(article):
        if article.text == "bad":
            raise ZeroDivisionError
        return real(article)

    real = batches.read
    monkeypatch.setattr(batches, "read", fail)
    items = tuple(Item("a", i, "", {"text": text}) for i, text in enumerate(["T", "bad", "T"], 1))
    result = read_batch(Batch(items), Options())
    assert [done.record for done in result.done] == [1, 3]
    assert [(f.record, f.code, f.detail) for f in result.faults] == [(2, "reader_failed", "ZeroDivisionError")]


# Names of results


def made(path, record=0, called=""):
    return Done(path, record, called, "", True, 0, 0)


@pytest.mark.parametrize(
    "called", ["../../etc/passwd", "/etc/passwd", "..", "a\x00b", "C:\\x", "http://a/?q=../..", "ә" * 500, "\n", ""]
)
def test_an_id_names_no_folder(tmp_path, called):
    name = name_of(made("n.jsonl", 12345, called), tmp_path)
    assert name.startswith("n.jsonl/000012/000012345")
    assert name.count("/") == 2
    assert ".." not in name.removeprefix("n.jsonl")
    assert len(name.rpartition("/")[2].encode()) < 200


def test_no_two_articles_have_one_name(tmp_path):
    for name in ("x", "x.txt", "a/x.txt", "x.html", "x.html.txt"):
        put(tmp_path / name, "T")
    files = [made("x"), made("x.txt"), made("a/x.txt"), made("x.html"), made("x.html.txt")]
    records = [made("n.jsonl", 1, "5"), made("n.jsonl", 2, "5"), made("m.jsonl", 1, "5")]
    names = [name_of(done, tmp_path) for done in [*files, *records]]
    assert len(set(names)) == len(names)
    assert names[1:4] == ["x", "a/x", "x.html~" + names[3].partition("~")[2]]


def test_long_names_are_cut_and_stay_apart(tmp_path):
    one, other = (name_of(made("ә" * 118 + end + ".txt"), tmp_path) for end in "ab")
    assert one != other
    assert len(f".{one}.unclear.jsonl".encode()) < 255


# A run


def test_a_run_writes_a_pair_of_files_an_article(tmp_path):
    put(tmp_path / "in" / "a" / "x.txt", "date 2025-02-03\n" + TEXT.format(34))
    put(tmp_path / "in" / "b" / "x.html", PAGE.format(TEXT.format(35) * 3))
    put(tmp_path / "in" / "n.jsonl", lines(2))
    ended = call("--engine", "local", "--workers", "1", "--out", tmp_path / "out", tmp_path / "in")
    assert ended.exit_code == 0, ended.stderr
    assert "4 articles read" in ended.stderr
    assert sorted(files_of(tmp_path / "out")) == [
        "a/x.claims.jsonl",
        "b/x.html.claims.jsonl",
        "manifest.json",
        "n.jsonl/000000/000000001-n2.claims.jsonl",
        "n.jsonl/000000/000000002-n3.claims.jsonl",
    ]
    assert values(tmp_path / "out" / "a" / "x.claims.jsonl") == [34]
    assert values(tmp_path / "out" / "n.jsonl" / "000000" / "000000002-n3.claims.jsonl") == [3]


def test_a_run_gives_what_reading_one_file_gives(tmp_path):
    put(tmp_path / "in" / "x.txt", "date 2025-02-03\n" + TEXT.format(34) + " Объём инвестиций составил 5 млрд тенге.")
    call("--out", tmp_path / "one", tmp_path / "in")
    run.run([tmp_path / "in"], tmp_path / "many", Options(), HereEngine())
    assert (tmp_path / "many" / "x.claims.jsonl").read_bytes() == (tmp_path / "one" / "x.claims.jsonl").read_bytes()


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_broken_run_taken_up_is_as_one_unbroken(tmp_path, monkeypatch, form):
    monkeypatch.setattr(run, "MOST_ITEMS", 3)
    monkeypatch.setattr("kelisim.engines.reading.results.PART_ARTICLES", 4)
    put(tmp_path / "in" / "n.jsonl", lines(7) + "broken\n" + lines(6))
    for number in range(5):
        put(tmp_path / "in" / f"{number}.txt", TEXT.format(number + 2))
    whole = run.run([tmp_path / "in"], tmp_path / "whole", Options(form), HereEngine())
    for until in (1, 0, 2):
        with pytest.raises(KeyboardInterrupt):
            run.run([tmp_path / "in"], tmp_path / "broken", Options(form), HereEngine(until))
    summary = run.run([tmp_path / "in"], tmp_path / "broken", Options(form), HereEngine())
    assert 0 < summary.before < summary.tally.articles == whole.tally.articles == 18
    assert summary.tally == whole.tally
    if form == "jsonl":
        assert files_of(tmp_path / "broken") == files_of(tmp_path / "whole")
    else:
        assert rows_of(tmp_path / "broken") == rows_of(tmp_path / "whole")
        assert len(rows_of(tmp_path / "whole")) == 18


def rows_of(out):
    """The claims of the parts that the manifest names, in order of the sources."""
    parts = json.loads((out / "manifest.json").read_text())["parts"]
    assert {f"claims-{part['part']:06d}.parquet" for part in parts} == {p.name for p in out.glob("claims-*")}
    rows = pa.concat_tables([parquet.read_table(path) for path in sorted(out.glob("claims-*"))]).to_pylist()
    return sorted(rows, key=lambda row: (row["path"], row["record"], row["offset"]))


def test_a_part_that_a_kill_left_beside_the_record_is_removed(tmp_path):
    put(tmp_path / "in" / "n.jsonl", lines(3))
    put(tmp_path / "out" / "claims-000001.parquet", "left by a kill")
    put(tmp_path / "out" / "claims-000009.parquet", "left by a kill")
    run.run([tmp_path / "in"], tmp_path / "out", Options("parquet"), HereEngine())
    assert len(rows_of(tmp_path / "out")) == 3


def test_columns_of_parquet_hold_what_the_lines_hold(tmp_path):
    put(tmp_path / "n.jsonl", lines(1))
    run.run([tmp_path / "n.jsonl"], tmp_path / "out", Options("parquet", is_full=True), HereEngine())
    (row,) = rows_of(tmp_path / "out")
    assert (row["path"], row["record"], row["id"], row["day"]) == ("n.jsonl", 1, "n2", date(2025, 2, 3))
    assert (row["value"], row["exact"], row["end"], row["area"]) == (2.0, "2", date(2024, 12, 31), "KZ-39")
    assert TEXT.format(2)[row["offset"] : row["offset"] + row["length"]] == row["quote"]
    assert {entry["field"] for entry in json.loads(row["evidence"])} >= {"area", "status"}


def test_a_file_mended_is_read_by_the_next_run_and_leaves_the_quarantine(tmp_path):
    put(tmp_path / "in" / "a.txt", b"\xcd\xee\xe2")
    put(tmp_path / "in" / "b.txt", TEXT.format(5))
    arguments = ("--engine", "local", "--workers", "1", "--out", tmp_path / "out", tmp_path / "in", tmp_path / "no.txt")
    assert call(*arguments).exit_code == 1
    assert [(f["path"], f["record"], f["code"]) for f in faults_of(tmp_path / "out")] == [
        ("in/a.txt", None, "encoding"),
        ("no.txt", None, "missing"),
    ]
    put(tmp_path / "in" / "a.txt", TEXT.format(6))
    put(tmp_path / "no.txt", TEXT.format(7))
    ended = call(*arguments)
    assert (ended.exit_code, faults_of(tmp_path / "out")) == (0, [])
    assert "3 articles read (2 now, 1 before)" in ended.stderr


def test_a_file_that_changed_behind_a_run_is_not_mixed_in(tmp_path):
    put(tmp_path / "in" / "n.jsonl", lines(2))
    run.run([tmp_path / "in"], tmp_path / "out", Options(), HereEngine())
    put(tmp_path / "in" / "n.jsonl", lines(3))
    summary = run.run([tmp_path / "in"], tmp_path / "out", Options(), HereEngine())
    assert summary.tally.articles == 2
    assert [fault["code"] for fault in faults_of(tmp_path / "out")] == ["changed"]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_what_articles_name_is_written_too_where_it_is_asked_for(tmp_path, form):
    put(tmp_path / "in" / "x.txt", "date 2025-02-03\nТОО «Алтын Дән» в Туркестанской области запустило 34 проекта.")
    arguments = ("--engine", "local", "--workers", "1", "--format", form, "--entities")
    assert call(*arguments, "--out", tmp_path / "many", tmp_path / "in").exit_code == 0
    if form == "jsonl":
        call("--entities", "--out", tmp_path / "one", tmp_path / "in")
        found = (tmp_path / "many" / "x.entities.jsonl").read_bytes()
        assert found == (tmp_path / "one" / "x.entities.jsonl").read_bytes()
        names = [json.loads(line)["name"] for line in found.splitlines()]
    else:
        names = parquet.read_table(tmp_path / "many" / "entities-000001.parquet")["name"].to_pylist()
    assert "Алтын Дән" in names
    assert call(*arguments[:-1], "--out", tmp_path / "many", tmp_path / "in").exit_code == 2


@pytest.mark.parametrize("more", [["--full"], ["--date", "2025-01-01"], ["--format", "parquet"]])
def test_a_folder_begun_otherwise_is_not_gone_on_with(tmp_path, more):
    put(tmp_path / "n.jsonl", lines(1))
    arguments = ["--engine", "local", "--workers", "1", "--out", tmp_path / "out", tmp_path / "n.jsonl"]
    assert call(*arguments).exit_code == 0
    ended = call(*more, *arguments)
    assert ended.exit_code == 2
    assert "was begun with" in ended.stderr


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    first = RunRecord(tmp_path, {})
    with pytest.raises(RecordError, match="another run is writing"):
        RunRecord(tmp_path, {})
    first.close()
    RunRecord(tmp_path, {}).close()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--engine", "local"),
        ("--engine", "ray", "--format", "table"),
        ("--engine", "local", "--address", "a:1", "--out", "o"),
    ],
)
def test_wrong_usage_says_what_would_be_right(tmp_path, arguments):
    ended = call(*arguments, put(tmp_path / "a.txt", "T"))
    assert ended.exit_code == 2
    assert "--" in ended.stderr.splitlines()[-1]


# Machines


def test_no_more_is_read_ahead_than_the_workers_need():
    """A reader of a million articles that waits for its workers holds some batches, not the million."""
    drawn = []

    def endless():
        for number in range(200):
            drawn.append(number)
            yield Batch((Item("a", number + 1, "", {"text": TEXT.format(number + 2)}),))

    most = 0
    for count, _result in enumerate(LocalEngine(1).work(endless(), Options()), 1):
        most = max(most, len(drawn) - count)
    assert (count, most <= 2 * run.AHEAD) == (200, True)


def deadly(batch, options):
    """In place of read_batch: one article ends its process."""
    if any(isinstance(item, Item) and item.id == "deadly" for item in batch.items):
        os._exit(9)
    return read_batch(batch, options)


def test_a_process_that_dies_takes_only_the_article_that_killed_it(monkeypatch):
    monkeypatch.setattr(run, "read_batch", deadly)
    monkeypatch.setattr(run, "get_context", lambda kind: __import__("multiprocessing").get_context("fork"))
    made_batches = [
        Batch(tuple(Item("a", n * 3 + i, "deadly" if (n, i) == (1, 2) else "", {"text": "T"}) for i in (1, 2, 3)))
        for n in range(4)
    ]
    results = list(LocalEngine(2).work(iter(made_batches), Options()))
    assert sorted(done.record for result in results for done in result.done) == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12]
    assert [(f.record, f.code) for result in results for f in result.faults] == [(5, "worker_died")]


def test_killed_in_the_middle_and_taken_up_nothing_is_lost_or_doubled(tmp_path):
    """As a user sees it: kill -9 of the command, its workers end too, the same command goes on."""
    put(tmp_path / "n.jsonl", lines(3000))
    code = "from kelisim.engines.reading import run; run.MOST_ITEMS = 20; from kelisim.cli import main; main()"
    words = [
        sys.executable,
        "-c",
        f"if __name__ == '__main__':\n {code}",
        "read",
        "--engine",
        "local",
        "--workers",
        "1",
    ]
    words += ["--out", str(tmp_path / "out"), str(tmp_path / "n.jsonl")]
    started = subprocess.Popen(words, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "out").rglob("*-n500.claims.jsonl")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(started.pid, signal.SIGKILL)
    started.wait()
    assert 0 < len(list((tmp_path / "out").rglob("*.claims.jsonl"))) < 3000
    ended = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    assert "3,000 articles read (" in ended.stderr
    results = sorted((tmp_path / "out").rglob("*.claims.jsonl"))
    assert [values(path) for path in results] == [[number] for number in range(2, 3002)]


# The bar


def test_the_bar_says_how_far_how_many_how_quick_and_how_long():
    line = line_of(Progress(articles=50, before=0, seen=250, total=1000), 10)
    assert line.startswith("######···")
    assert line.split(maxsplit=1)[1] == "25%  50 of about 200 articles  5/s  30 s left"


def test_the_bar_of_a_run_taken_up_reckons_with_its_own_pace():
    line = line_of(Progress(articles=150, before=100, seen=750, total=1000), 10)
    assert line.split(maxsplit=1)[1] == "75%  150 of about 200 articles  5/s  10 s left"


def test_time_is_told_in_two_units():
    assert [time_of(seconds) for seconds in (5, 65, 3700)] == ["5 s", "1 min 05 s", "1 h 01 min"]


def test_batches_hold_a_hundred_articles_or_four_megabytes(tmp_path):
    put(tmp_path / "n.jsonl", lines(250))
    put(tmp_path / "o.txt", "T" * 5_000_000)
    put(tmp_path / "p.txt", "T")
    assert [len(batch.items) for batch in batches_of(Stream([tmp_path], Path(tmp_path / "out")))] == [100, 100, 51, 1]


# Ray


@pytest.fixture
def ray_here(monkeypatch):
    """A Ray of this test's own, where Ray starts."""
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    engine = RayEngine(workers=1)
    try:
        list(engine.work(iter([]), Options()))
    except EngineError as error:
        pytest.skip(f"Ray does not start here: {error}")
    return engine


def test_ray_gives_what_this_process_gives_and_loses_only_the_article_that_kills(tmp_path, monkeypatch, ray_here):
    here = read_batch

    def deadly_there(batch, options):
        if any(item.id == "deadly" for item in batch.items):
            os._exit(9)
        return here(batch, options)

    monkeypatch.setattr(run, "read_batch", deadly_there)
    monkeypatch.setattr(run, "RAY_RETRIES", 0)
    monkeypatch.setattr(run, "MOST_ITEMS", 5)
    put(tmp_path / "n.jsonl", lines(8) + json.dumps({"id": "deadly", "text": "T"}) + "\n" + lines(3))
    monkeypatch.setattr(
        run, "died", lambda item: Fault(item.path, item.record, "x", "worker_died") if item.id else item
    )
    summary = run.run([tmp_path / "n.jsonl"], tmp_path / "ray", Options(), ray_here)
    assert (summary.tally.articles, summary.tally.faults) == (11, 1)
    assert [(f["record"], f["code"]) for f in faults_of(tmp_path / "ray")] == [(9, "worker_died")]
    put(tmp_path / "n.jsonl", lines(8) + "\n" + lines(3))
    run.run([tmp_path / "n.jsonl"], tmp_path / "here", Options(), HereEngine())
    same = [name for name in files_of(tmp_path / "here") if name.endswith(".claims.jsonl")]
    assert len(same) == 11
    assert all(files_of(tmp_path / "ray")[name] == files_of(tmp_path / "here")[name] for name in same)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "soon", "10.0.0.1:", "10.0.0.1:99999"])
def test_an_address_where_no_ray_is_is_told_at_once(tmp_path, address):
    put(tmp_path / "n.jsonl", lines(1))
    began = time.monotonic()
    ended = call("--engine", "ray", "--address", address, "--out", tmp_path / "out", tmp_path / "n.jsonl")
    assert (ended.exit_code, time.monotonic() - began < 20) == (1, True)
    assert address in ended.stderr
