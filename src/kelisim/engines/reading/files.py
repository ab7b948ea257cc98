"""Reading files: what kind of bytes they are, what cannot be read and why, and writing results whole or not at all."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kelisim.engines.reading.article import Article
from kelisim.engines.reading.claims import Reading
from kelisim.engines.reading.entities import entities_of
from kelisim.engines.reading.reader import read

MAX_BYTES = 20 * 1024 * 1024
SNIFF = 4096
HTML = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|\?xml|div|p|meta|script|title)[\s>]", re.IGNORECASE
)
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAGIC = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
REASONS = {
    "missing": "no such file or folder",
    "unreadable": "cannot be opened: {detail}",
    "empty": "is empty: there is nothing to read",
    "too_large": "is larger than {detail} MB: split it",
    "same_name": "has the name of {detail}, and its results would too: --engine local keeps them apart",
    "html": "is HTML: save its main text as a .txt file",
    "binary": "is not a text file",
    "encoding": "is not UTF-8 (byte {detail}): convert it first, for example with iconv",
}
NOTES = {
    "no_date": "has no date line; words such as 'this year' stay without a period (give --date)",
    "bad_date": "its date line is no day between the years 1900 and 2200; it is read without a date",
}


class FileError(ValueError):
    """`code` is a key of REASONS, so that callers can say it in their language."""

    def __init__(self, path: Path, code: str, detail: str = "") -> None:
        super().__init__(f"{path} {REASONS[code].format(detail=detail)}")
        self.path, self.code, self.detail = path, code, detail


@dataclass(frozen=True, slots=True)
class FileReading:
    path: Path
    article: Article
    reading: Reading

    @property
    def warning(self) -> str | None:
        note = self.article.note
        return f"{self.path}: {NOTES[note]}" if note else None


def text_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as given; of folders their *.txt, in order of name, with those of the folders inside."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*.txt") if found.is_file())
        else:
            yield path


def decode(path: Path, content: bytes) -> str:
    """UTF-8 with or without a byte order mark; anything else is told apart."""
    if not content.strip():
        raise FileError(path, "empty")
    if HTML.match(content[:SNIFF]):
        raise FileError(path, "html")
    if b"\x00" in content:
        raise FileError(path, "binary")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if NO_TEXT.search(content[:SNIFF]) or content.startswith(MAGIC):
            raise FileError(path, "binary") from error
        raise FileError(path, "encoding", str(error.start)) from error
    return text.replace("\r\n", "\n").removeprefix("\ufeff")


def load_text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FileError(path, "too_large", str(MAX_BYTES // 1024 // 1024))
        return decode(path, path.read_bytes())
    except FileNotFoundError as error:
        raise FileError(path, "missing") from error
    except OSError as error:
        raise FileError(path, "unreadable", error.strerror or type(error).__name__) from error


def read_file(path: Path, day: date | None = None) -> FileReading:
    article = Article.from_text(load_text(path), day=day)
    return FileReading(path, article, read(article))


def write_reading(result: FileReading, folder: Path) -> tuple[Path, Path]:
    """NAME.claims.jsonl and NAME.unclear.jsonl for NAME.txt; each appears whole or not at all."""
    name = result.path.name.removesuffix(".txt")
    claims, unclear = folder / f"{name}.claims.jsonl", folder / f"{name}.unclear.jsonl"
    write_lines(claims, (claim.as_dict() for claim in result.reading.claims))
    write_lines(unclear, (entry.as_record() for entry in result.reading.unclear))
    return claims, unclear


def write_entities(result: FileReading, folder: Path) -> Path:
    """NAME.entities.jsonl: what the article names."""
    path = folder / f"{result.path.name.removesuffix('.txt')}.entities.jsonl"
    write_lines(path, (entity.as_record() for entity in entities_of(result.article)))
    return path


def write_lines(path: Path, rows: Iterable[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
