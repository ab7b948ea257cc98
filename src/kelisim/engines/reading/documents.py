"""Documents as they come in: what kind of bytes they are, their main text, title and day of publication.

The kind is told by the content, never by the name. The day is taken only from where a publisher states it, and `day_basis`
says where; the day on which a PDF or a Word file was made is not a day of publication.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

from kelisim.engines.values.periods import FIRST_YEAR, LAST_YEAR

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PAGES = 500
MAX_TEXT = 1024 * 1024
SNIFF = 4096
HTML = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|\?xml|div|p|meta|script|title)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
MAIL = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){2,}\s*\n")
MAIL_HEADS = re.compile(rb"^(?:from|date|subject|message-id|mime-version|received):", re.IGNORECASE | re.MULTILINE)
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
STATED = ("article:published_time", "datepublished", "dc.date", "dc.date.issued", "date", "pubdate", "publish-date")
REASONS = {
    "empty": "is empty: there is nothing to read",
    "too_large": "is larger than {detail} MB: split it",
    "binary": "is not a text, a page, a Word file, a PDF or a letter",
    "encoding": "is not UTF-8 (byte {detail}): save it as UTF-8",
    "no_text": "holds no text: if it is a scan, its words must be recognised first",
    "locked": "is locked with a password: save it without one",
    "broken": "is damaged and cannot be opened",
    "too_many_pages": "has more than {detail} pages: it is more than one article",
    "old_word": "is an old Word file (.doc): save it as .docx",
}


class DocumentError(ValueError):
    """`code` is a key of REASONS, so that callers can say it in their language."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(REASONS[code].format(detail=detail))
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Document:
    """The words of a document. `day_basis` names what stated the day: `meta`, `json-ld`, `time` or `letter`."""

    kind: str
    text: str
    title: str = ""
    day: date | None = None
    day_basis: str = ""
    publisher: str = ""


def open_document(content: bytes) -> Document:
    """The main text of a document. Raises `DocumentError` where there is none."""
    if not content.strip():
        raise DocumentError("empty")
    if len(content) > MAX_BYTES:
        raise DocumentError("too_large", str(MAX_BYTES // 1024 // 1024))
    kind = kind_of(content)
    found = READERS[kind](content)
    if not found.text.strip():
        raise DocumentError("no_text")
    if len(found.text.encode("utf-8", "replace")) > MAX_TEXT:
        raise DocumentError("too_large", str(MAX_TEXT // 1024 // 1024))
    return found


def kind_of(content: bytes) -> str:
    """`pdf`, `docx`, `html`, `eml` or `txt`. Raises `DocumentError` for anything else."""
    if content.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "docx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError("old_word")
    if HTML.match(content[:SNIFF]):
        return "html"
    head = content[: 64 * 1024].replace(b"\r\n", b"\n")
    if MAIL.match(head) and len(MAIL_HEADS.findall(head.partition(b"\n\n")[0])) >= 2:
        return "eml"
    return "txt"


def _text(content: bytes) -> Document:
    if b"\x00" in content:
        raise DocumentError("binary")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("binary" if NO_TEXT.search(content[:SNIFF]) else "encoding", str(error.start)) from error
    return Document("txt", text.replace("\r\n", "\n"))


def _page(content: bytes) -> Document:
    import trafilatura
    from lxml import html

    try:
        tree = trafilatura.load_html(content)
    except (ValueError, UnicodeError):
        tree = None
    if tree is None:
        raise DocumentError("broken")
    title = _title(tree)
    day, basis = _stated_day(tree)
    text = trafilatura.extract(html.tostring(tree, encoding="unicode"), include_comments=False, favor_recall=True) or ""
    if title and not text.startswith(title):
        text = f"{title}\n{text}" if text else ""
    publisher = " ".join("".join(map(str, tree.xpath("//meta[@property='og:site_name']/@content")[:1])).split())
    return Document("html", text, title, day, basis, publisher[:200])


def _title(tree: Any) -> str:
    said = (
        tree.xpath("//meta[@property='og:title']/@content")
        or tree.xpath("//h1//text()")
        or tree.xpath("//title/text()")
    )
    return " ".join(str(said[0]).split())[:500] if said else ""


def _stated_day(tree: Any) -> tuple[date | None, str]:
    for node in tree.xpath("//meta[@content]"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if name in STATED and (day := _day(node.get("content"))):
            return day, "meta"
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        for said in _published_in(str(script)):
            if day := _day(said):
                return day, "json-ld"
    days = {day for said in tree.xpath("//article//time/@datetime") if (day := _day(str(said)))}
    return (days.pop(), "time") if len(days) == 1 else (None, "")


def _published_in(script: str) -> Iterator[str]:
    try:
        waiting = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("datePublished"), str):
                yield one["datePublished"]
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _day(said: str | None) -> date | None:
    found = DAY.match((said or "").strip())
    if not found:
        return None
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _word(content: bytes) -> Document:
    import docx
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if "word/document.xml" not in parts.namelist():
                raise DocumentError("binary")
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                raise DocumentError("too_large", str(MAX_UNPACKED // 1024 // 1024))
        document = docx.Document(io.BytesIO(content))
        lines: list[str] = []
        for block in document.iter_inner_content():
            rows = [" ".join(cell.text for cell in row.cells) for row in block.rows] if isinstance(block, Table) else []
            lines += rows or ([] if isinstance(block, Table) else [block.text])
    except DocumentError:
        raise
    except Exception as error:  # what the parsers raise on damaged files is not listed anywhere
        raise DocumentError("broken") from error
    return Document(
        "docx", "\n".join(line for line in lines if line.strip()), (document.core_properties.title or "")[:500]
    )


def _pdf(content: bytes) -> Document:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("locked")
        if len(reader.pages) > MAX_PAGES:
            raise DocumentError("too_many_pages", str(MAX_PAGES))
        text = "\n".join(page.extract_text() for page in reader.pages)
    except DocumentError:
        raise
    except (FileNotDecryptedError, DependencyError) as error:
        raise DocumentError("locked") from error
    except Exception as error:  # as above
        raise DocumentError("broken") from error
    return Document("pdf", text)


def _letter(content: bytes) -> Document:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    try:
        words = body.get_content() if body else ""
    except (LookupError, UnicodeError, KeyError) as error:
        raise DocumentError("broken") from error
    if body and body.get_content_type() == "text/html":
        words = _page(words.encode()).text if words.strip() else ""
    day = _letter_day(str(message.get("date", "")))
    title = " ".join(str(message.get("subject", "")).split())[:500]
    text = f"{title}\n{words}" if title and words.strip() else words
    return Document("eml", text.replace("\r\n", "\n"), title, day, "letter" if day else "")


def _letter_day(said: str) -> date | None:
    try:
        day = parsedate_to_datetime(said).date()
    except (TypeError, ValueError):
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


READERS = {"txt": _text, "html": _page, "docx": _word, "pdf": _pdf, "eml": _letter}
