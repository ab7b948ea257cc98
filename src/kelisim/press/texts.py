"""What is checked and done with a text before it becomes an article."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kelisim.engines.values.folding import fold

LIMIT = 1024 * 1024
TITLE_LENGTH = 200
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
TAG = re.compile(r"<(?:!doctype|/?(?:html|head|body|div|span|p|a|br|table|script|meta|article)\b)[^>]*>", re.IGNORECASE)
BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "article",
        "section",
        "table",
        "ul",
        "ol",
        "blockquote",
        "title",
    ]
)
SILENT = frozenset(["script", "style", "head", "noscript", "svg"])


def checked(text: str) -> str:
    """The text with plain line ends. Raises `ValidationError` where it is no article; the code is `html` for a page's code."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not text.strip():
        raise ValidationError({"text": ValidationError(_("Paste the text of the article."), code="empty")})
    if len(text.encode("utf-8", "replace")) > LIMIT:
        message = _("The text is larger than 1 MB. Paste one article at a time.")
        raise ValidationError({"text": ValidationError(message, code="too_large")})
    if len(CONTROL.findall(text)) > len(text) // 1000:
        message = _(
            "This is no text but the content of a file, such as a picture or a PDF. Open it and copy its words."
        )
        raise ValidationError({"text": ValidationError(message, code="binary")})
    if is_html(text):
        message = _("This is the code of a web page. Paste its words, or let us take them out of the code.")
        raise ValidationError({"text": ValidationError(message, code="html")})
    return CONTROL.sub(" ", text)


def is_html(text: str) -> bool:
    """Whether a text is the code of a page rather than its words."""
    tags = TAG.findall(text[:20_000])
    return bool(tags) and (len(tags) >= 3 or text.lstrip()[:15].lower().startswith(("<!doctype", "<html")))


def words_of_html(code: str) -> str:
    """The words of a page, a paragraph a line."""
    parser = _Words()
    parser.feed(code)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def digest_of(text: str) -> str:
    """SHA-256 of the text in one spelling: composed letters, single spaces."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode()).hexdigest()


def title_of(text: str) -> str:
    """The first line, cut at a word."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(first) <= TITLE_LENGTH:
        return first
    return first[:TITLE_LENGTH].rsplit(" ", 1)[0] + "…"


def slug_of(title: str) -> str:
    """The title as an address, in Latin letters."""
    return slugify(fold(title))[:80].strip("-") or "article"


class _Words(HTMLParser):
    """Gathers what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)
