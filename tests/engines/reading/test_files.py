"""Files of any kind, and the command `kelisim read` on them."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from kelisim.cli_read import read
from kelisim.engines.reading.files import MAX_BYTES, FileError, load_text, read_file, text_files

GOOD = "date 2025-02-03\nЗа 2024 год в Костанайской области запущено 34 проекта.\n"


def run(*arguments):
    return CliRunner().invoke(read, [str(a) for a in arguments])


def make(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        ("За год".encode("cp1251"), "encoding"),
        (GOOD.encode("utf-16"), "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"%PDF-1.7 \xe2\xe3", "binary"),
        (b"\n<!DOCTYPE html><html><p>5</p>", "html"),
        (b"<HTML lang=kk>", "html"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, content, code):
    with pytest.raises(FileError) as error:
        load_text(make(tmp_path, "a.txt", content))
    assert error.value.code == code
    assert "a.txt" in str(error.value)


def test_a_file_of_fifty_megabytes_is_not_opened(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(FileError) as error:
        load_text(path)
    assert (error.value.code, MAX_BYTES) == ("too_large", 20 * 1024 * 1024)


def test_a_byte_order_mark_and_line_ends_of_windows_are_fine(tmp_path):
    result = read_file(make(tmp_path, "a.txt", b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()))
    assert (result.article.day, len(result.reading.claims), result.warning) == (date(2025, 2, 3), 1, None)


@pytest.mark.parametrize("line", ["", "date 20205-01-01\n", "date 2025-13-01\n"])
def test_a_missing_or_wrong_day_is_a_warning(tmp_path, line):
    result = read_file(make(tmp_path, "a.txt", line + "Биыл 5 жоба іске қосылды."))
    assert result.warning is not None
    assert [(claim.value, claim.start) for claim in result.reading.claims] == [(5, None)]


def test_folders_are_read_in_order_of_name(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.txt", "b/c.txt", "no.md"):
        make(tmp_path, name, GOOD)
    assert [path.name for path in text_files([tmp_path])] == ["a.txt", "c.txt", "z.txt"]


def test_read_prints_one_claim_a_line(tmp_path):
    result = run(make(tmp_path, "a.txt", GOOD))
    assert result.exit_code == 0
    (claim,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert list(claim) == [
        "quote",
        "measure",
        "of",
        "value",
        "unit",
        "bound",
        "status",
        "stage",
        "start",
        "end",
        "area",
        "partner",
    ]
    assert (claim["quote"], claim["value"], claim["area"], claim["end"]) == ("34 проекта", 34, "KZ-39", "2024-12-31")


def test_read_prints_a_table(tmp_path):
    result = run("--format", "table", make(tmp_path, "a.txt", GOOD))
    assert "project_count" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 claims, 0 unclear"


def test_read_takes_the_day_from_its_option(tmp_path):
    path = make(tmp_path, "a.txt", "Биыл 5 жоба іске қосылды.")
    assert json.loads(run("--date", "2024-05-06", path).stdout)["start"] == "2024-01-01"


def test_read_writes_files_and_leaves_nothing_else(tmp_path):
    make(tmp_path, "a.txt", GOOD)
    result = run("--out", tmp_path / "out", tmp_path)
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.claims.jsonl", "a.unclear.jsonl"]


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    make(tmp_path, "a.txt", b"\xcd\xee\xe2\xee")
    make(tmp_path, "b.txt", GOOD)
    result = run("--out", tmp_path / "out", tmp_path, tmp_path / "missing.txt")
    assert result.exit_code == 1
    assert (tmp_path / "out" / "b.claims.jsonl").read_text(encoding="utf-8").count("\n") == 1
    assert "a.txt is not UTF-8 (byte 0)" in result.stderr
    assert "missing.txt no such file or folder" in result.stderr


def test_results_of_one_name_are_not_written_over_each_other(tmp_path):
    for folder, number in (("a", 5), ("b", 6)):
        (tmp_path / folder).mkdir()
        make(tmp_path / folder, "x.txt", f"date 2025-02-03\nЗа 2024 год запущено {number} проектов.")
    result = run("--out", tmp_path / "out", tmp_path / "a", tmp_path / "b", tmp_path / "a" / "x.txt")
    assert result.exit_code == 1
    assert f"{tmp_path / 'b' / 'x.txt'} has the name of {tmp_path / 'a' / 'x.txt'}" in result.stderr
    assert json.loads((tmp_path / "out" / "x.claims.jsonl").read_text(encoding="utf-8"))["value"] == 5


@pytest.mark.parametrize(
    "arguments", [(), ("--date", "20205-01-01", "a.txt"), ("--date", "soon", "a.txt"), ("--format", "xml", "a.txt")]
)
def test_wrong_usage_is_status_two(arguments):
    assert run(*arguments).exit_code == 2


def test_help_has_examples():
    assert "kelisim read --format table" in run("--help").stdout


def test_entities_are_written_beside_the_claims(tmp_path):
    text = "Түркістан облысының әкімі Айдос Сейітов «Тау Бидай» ЖШС зауытын ашты.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = run("--entities", "--out", tmp_path / "out", tmp_path / "a.txt")
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in (tmp_path / "out" / "a.entities.jsonl").read_text("utf-8").splitlines()]
    assert [(row["kind"], row["name"]) for row in rows] == [
        ("place", "Түркістан облысы"),
        ("person", "Айдос Сейітов"),
        ("organisation", "Тау Бидай"),
    ]
    for row in rows:
        assert row["quote"] == text[row["offset"] : row["offset"] + row["length"]]
