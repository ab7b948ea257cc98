"""What lies in a path: articles as files, or as records of JSON lines, Parquet and web archives, told by their content.

Nothing is held that grows with their number: files are listed folder by folder, records are streamed. What cannot be read
comes as a `Fault` in its place among the others.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kelisim.engines.reading import documents

SNIFF = 64 * 1024
MAX_BYTES = documents.MAX_BYTES
FIELDS = ("id", "url", "text", "date", "language")
PAGES: tuple[str, ...] = ("text/html", "application/xhtml+xml", "text/plain", "message/rfc822", "application/pdf")
PAGES += ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
RESULTS = (".claims.jsonl", ".unclear.jsonl", ".entities.jsonl")
JSON_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}\r\n]")
JSON_ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")
REASONS = {
    **documents.REASONS,
    "empty": "is empty: put the article in, or take the file out",
    "missing": "is not there: give a file or a folder that exists",
    "unreadable": "cannot be opened ({detail}): give this user the right to read it",
    "changed": "has changed since it was read for this folder: read it into another --out",
    "array": "is one JSON array: write one object a line",
    "not_lines": "is JSON, but its first line is no whole object: write one object a line",
    "damaged": "is damaged here ({detail}); what stands before was read: put a whole file in its place",
    "no_text_column": "has no column “text” (it has {detail}): name the column with the articles “text”",
    "bad_json": "is no JSON object ({detail}): write one object a line, in UTF-8",
    "no_text_field": "has no “text” (it has {detail}): give the article's words as a string named “text”",
    "bad_date": "has the date {detail}: write YYYY-MM-DD, between the years 1900 and 2200, or leave it out",
    "bad_language": "has the language {detail}: write kk, ru, en, tr or zh, or leave it out",
    "half_letter": "holds half of a letter (an unpaired surrogate): write it anew from its source",
    "reader_failed": "made the reader fail ({detail}): please report it with the text",
    "worker_died": "ended the process that read it: give it more memory, or report it with the text",
}
FALLBACK = "put a whole one in its place, or take it out"


@dataclass(frozen=True, slots=True)
class Item:
    """One article not yet read. `record` is 0 where the file is the article, otherwise counted from 1."""

    path: str
    record: int
    id: str
    content: bytes | dict[str, Any]
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is a key of REASONS. Record 0 is the file as a whole: it is tried again by the next run."""

    path: str
    record: int
    id: str
    code: str
    detail: str = ""
    stamp: str = ""

    def as_record(self) -> dict[str, object]:
        reason, _colon, right = REASONS[self.code].format(detail=self.detail).partition(": ")
        place = {"path": self.path, "record": self.record or None, "id": self.id or None}
        return {**place, "code": self.code, "reason": reason, "right": right or FALLBACK}


class SourceError(ValueError):
    """The paths as a whole cannot be read."""


@dataclass
class Stream:
    """All articles of the paths that `is_done` does not know, in order. `seen` of `total` bytes are behind."""

    paths: Iterable[Path]
    out: Path
    is_done: Callable[[str, int], bool] = lambda path, record: False
    is_changed: Callable[[str, str], bool] = lambda path, stamp: False
    base: Path = field(init=False)
    total: int = 0
    seen: int = 0
    passed: int = 0

    def __post_init__(self) -> None:
        self.paths = _without_those_inside([Path(os.path.abspath(path)) for path in self.paths])
        if not self.paths:
            raise SourceError("no path is given")
        self.out = Path(os.path.abspath(self.out))
        if any(path == self.out for path in self.paths):
            raise SourceError(f"{self.out} is both read and written: give another folder to --out")
        self.base = self.paths[0] if len(self.paths) == 1 and self.paths[0].is_dir() else _shared_folder(self.paths)

    def measure(self) -> None:
        """How many bytes there are, for the progress."""
        self.total = sum(_size(path) for path in self._files())

    def __iter__(self) -> Iterator[Item | Fault]:
        behind = 0
        for path in self._files():
            name = path.relative_to(self.base).as_posix()
            yield from self._file(path, name, behind)
            behind += _size(path)
            self.seen = behind

    def _files(self) -> Iterator[Path]:
        for path in self.paths:
            yield from self._folder(path) if path.is_dir() else (path,)

    def _folder(self, folder: Path) -> Iterator[Path]:
        """Not hidden files, not results, not the folder of results, no links to folders (they may turn in a circle)."""
        for here, folders, files in os.walk(folder):
            folders[:] = sorted(f for f in folders if not f.startswith(".") and Path(here, f) != self.out)
            for name in sorted(files):
                path = Path(here, name)
                if not name.startswith(".") and not name.endswith(RESULTS) and path.is_file():
                    yield path

    def _file(self, path: Path, name: str, behind: int) -> Iterator[Item | Fault]:
        try:
            state = path.stat()
            stamp = f"{state.st_size}:{state.st_mtime_ns}"
            if self.is_changed(name, stamp):
                yield Fault(name, 0, "", "changed")
                return
            if self.is_done(name, 0):
                return
            with path.open("rb") as file:
                for item in _records(file, name, stamp, self):
                    self.seen = behind + (file.tell() if not file.closed else state.st_size)
                    yield item
        except FileNotFoundError:
            yield Fault(name, 0, "", "missing")
        except OSError as error:
            yield Fault(name, 0, "", "unreadable", error.strerror or type(error).__name__)


def _without_those_inside(paths: list[Path]) -> list[Path]:
    """Each path once; what lies in a folder that is given too is read with the folder."""
    folders = {path for path in paths if path.is_dir()}
    return [path for path in dict.fromkeys(paths) if folders.isdisjoint(path.parents)]


def _shared_folder(paths: list[Path]) -> Path:
    return Path(os.path.commonpath([path.parent for path in paths]))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _records(file: IO[Any], name: str, stamp: str, stream: Stream) -> Iterator[Item | Fault]:
    head = file.read(SNIFF)
    file.seek(0)
    try:
        plain: IO[bytes] = file
        if head.startswith(b"\x1f\x8b"):
            head = zlib.decompressobj(31).decompress(head, SNIFF)
            plain = io.BufferedReader(gzip.GzipFile(fileobj=file))  # type: ignore[arg-type]
        kind = kind_of(head)
        yield from OPENERS[kind](file if kind == "warc" else plain, name, stamp, stream)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Fault(name, 0, "", "damaged", str(error))


def kind_of(head: bytes) -> str:
    """What a file holds, by its first bytes: a key of OPENERS."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    if JSON_ARRAY.match(head):
        return "array"
    if JSON_OBJECT.match(head):
        return "jsonl" if _is_line_whole(head) else "not_lines"
    return "document"


def _is_line_whole(head: bytes) -> bool:
    """A first line longer than what was looked at is taken as whole; what it is worth is told when it is read."""
    line, end, _rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not end:
        return True
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return len(line.strip()) > len(b'{"text"')  # a broken line among whole ones is one fault, not a broken file
    return True


def _document(file: IO[bytes], name: str, stamp: str, stream: Stream) -> Iterator[Item | Fault]:
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        yield Fault(name, 0, "", "too_large", str(MAX_BYTES // 1024 // 1024))
    else:
        yield Item(name, 0, "", content, stamp)


def _no_lines(code: str) -> Callable[..., Iterator[Item | Fault]]:
    def opener(file: IO[bytes], name: str, stamp: str, stream: Stream) -> Iterator[Item | Fault]:
        yield Fault(name, 0, "", code)

    return opener


def _lines(file: IO[bytes], name: str, stamp: str, stream: Stream) -> Iterator[Item | Fault]:
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        is_long = len(line) > MAX_BYTES
        while is_long and not line.endswith(b"\n") and (line := file.readline(MAX_BYTES)):
            pass
        if stream.is_done(name, number) or (not is_long and not line.strip()):
            continue
        if is_long:
            yield Fault(name, number, "", "too_large", str(MAX_BYTES // 1024 // 1024), stamp)
        else:
            yield _line(line, name, number, stamp)


def _line(line: bytes, name: str, number: int, stamp: str) -> Item | Fault:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Fault(name, number, "", "bad_json", f"byte {error.start} is not UTF-8", stamp)
    except (ValueError, RecursionError) as error:
        return Fault(name, number, "", "bad_json", str(error).replace(": ", " - "), stamp)
    if not isinstance(fields, dict):
        return Fault(name, number, "", "bad_json", type(fields).__name__, stamp)
    return _fields(fields, name, number, stamp)


def _fields(fields: dict[str, Any], name: str, number: int, stamp: str) -> Item | Fault:
    own = {key: fields[key] for key in FIELDS if fields.get(key) is not None}
    called = own.get("id", own.get("url", ""))
    called = called if isinstance(called, str) else json.dumps(called, default=str)
    called = called.encode("utf-8", "replace").decode()[:2000]
    if not isinstance(own.get("text"), str):
        has = ", ".join(sorted(map(str, fields)))[:200] or "nothing"
        return Fault(name, number, called, "no_text_field", has.encode("utf-8", "replace").decode(), stamp)
    return Item(name, number, called, own, stamp)


def _parquet(file: IO[bytes], name: str, stamp: str, stream: Stream) -> Iterator[Item | Fault]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(file, pre_buffer=False)
        has = table.schema_arrow.names
        if "text" not in has:
            yield Fault(name, 0, "", "no_text_column", ", ".join(has)[:200] or "none")
            return
        number = 0
        for batch in table.iter_batches(batch_size=64, columns=[key for key in FIELDS if key in has]):
            columns = {key: batch.column(key) for key in batch.schema.names}
            for row in range(batch.num_rows):
                number += 1
                if not stream.is_done(name, number):
                    yield _fields({key: found[row].as_py() for key, found in columns.items()}, name, number, stamp)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        yield Fault(name, 0, "", "damaged", " ".join(str(error).split())[:200].replace(": ", " - "))


def _archive(file: IO[bytes], name: str, stamp: str, stream: Stream) -> Iterator[Item | Fault]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(file):
            number += 1
            if stream.is_done(name, number):
                continue
            if not _is_page(record):
                stream.passed += 1
                continue
            content = record.content_stream().read(MAX_BYTES + 1)
            uri = str(record.rec_headers.get_header("WARC-Target-URI") or "")
            if len(content) <= MAX_BYTES and getattr(record.raw_stream, "limit", 0) > 0:
                yield Fault(name, 0, "", "damaged", f"in record {number}, which ends too early")
                return
            if len(content) > MAX_BYTES:
                yield Fault(name, number, uri, "too_large", str(MAX_BYTES // 1024 // 1024), stamp)
            else:
                yield Item(name, number, uri, content, stamp)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        detail = f"behind record {number}, {' '.join(str(error).split())[:200]}"
        yield Fault(name, 0, "", "damaged", detail.replace(": ", " - "))


def _is_page(record: Any) -> bool:
    """Answers that hold a document. Requests, redirects, pictures and the archive's own notes are none."""
    if record.rec_type == "response":
        heads = record.http_headers
        if heads is None or heads.get_statuscode() != "200":
            return False
        said = heads.get_header("Content-Type") or ""
    elif record.rec_type in ("resource", "conversion"):
        said = record.rec_headers.get_header("Content-Type") or ""
    else:
        return False
    return said.partition(";")[0].strip().lower() in PAGES


OPENERS: dict[str, Callable[..., Iterator[Item | Fault]]] = {
    "parquet": _parquet,
    "warc": _archive,
    "jsonl": _lines,
    "array": _no_lines("array"),
    "not_lines": _no_lines("not_lines"),
    "document": _document,
}
