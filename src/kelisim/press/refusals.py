"""Why something that comes in is no article, in words: a code of the engine, of an upload or of the web, and its detail."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kelisim.common import outside

DOCUMENTS = {
    "empty": _("This file is empty. Choose another, or paste the text."),
    "too_large": _("This file is larger than %(detail)s MB. Choose a file with one article."),
    "encoding": _("This file is no text in UTF-8. Save it as plain text (UTF-8), or paste the words."),
    "binary": _("This is no text, page, Word file, PDF or letter. Choose another file, or paste the words."),
    "old_word": _("This is an old Word file (.doc). Save it as .docx, or paste the words."),
    "no_text": _("This file holds no text. If it is a scan, its words must be recognised first."),
    "locked": _("This file is locked with a password. Save it without one, or paste the words."),
    "broken": _("This file is damaged and cannot be opened. Save it anew, or paste the words."),
    "too_many_pages": _("This file has more than %(detail)s pages. Choose a file with one article."),
}
SOURCES = {
    "damaged": _("This file is damaged (%(detail)s): what stands before was taken in. Put a whole file in its place."),
    "array": _("This file is one JSON array. Write one object a line."),
    "not_lines": _("This is JSON, but its first line is no whole object. Write one object a line."),
    "bad_json": _("This is no JSON object (%(detail)s). Write one object a line, in UTF-8."),
    "no_text_column": _(
        "This table has no column “text” (it has %(detail)s). Name the column with the articles “text”."
    ),
    "no_text_field": _(
        "This record has no “text” (it has %(detail)s). Give the words of the article as a text named “text”."
    ),
    "bad_date": _("The date is %(detail)s. Write it as 2025-12-22, between the years 1900 and 2200, or leave it out."),
    "bad_language": _("The language is %(detail)s. Write kk, ru, en, tr or zh, or leave it out."),
    "half_letter": _("This text holds half of a letter (an unpaired surrogate). Write it anew from its source."),
    "unreadable": _("This file cannot be opened (%(detail)s). Upload it again."),
    "missing": _("This file is gone. Upload it again."),
    "packed_twice": _("This is an archive within an archive. Unpack it and upload its files."),
    "too_many_files": _("This archive holds more than %(detail)s files. Upload it in parts."),
    "unpacked_too_large": _("Unpacked, this is larger than %(detail)s MB. Upload it in parts."),
    "failed": _("The reader failed on this text. The administrator finds the reason in the log."),
}
WEB = outside.WORDS | {
    "robots": _("%(detail)s asks programs not to read this page (robots.txt). Open it and paste its words."),
    "robots_silent": _("%(detail)s does not tell whether programs may read it (robots.txt fails). Try again later."),
    "redirects": _("This address leads on more than %(detail)s times. Give the address where the page is."),
    "status": _("The server answers %(detail)s instead of a page. Look at the address again."),
    "media_type": _("This is %(detail)s. An article is a web page, a text, a Word file, a PDF or a letter."),
    "no_feed": _("This is no feed. Give the address of an RSS or Atom feed."),
    "no_entries": _("This feed has no entry with an address."),
}
WORDS = DOCUMENTS | SOURCES | WEB


def refusal_of(code: str, detail: str = "") -> ValidationError:
    """The refusal of that code."""
    return ValidationError(WORDS[code], code=code, params={"detail": detail})


def words_of(code: str, detail: str = "") -> str:
    """The same as a sentence."""
    return str(refusal_of(code, detail).messages[0])
