"""Columns of the workspace: those of all lists, and links to records that the reader's role may open."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from kelisim.accounts.fields import Translated
from kelisim.accounts.models import User
from kelisim.common import columns
from kelisim.common.columns import choice, read_parties
from kelisim.common.naming import called, is_party
from kelisim.common.templatetags.kelisim import tr

__all__ = ["Column", "choice", "read_parties"]


class Column(columns.Column):
    """A column whose value may be another record, kind `link`."""

    __slots__ = ()

    def shown(self, row: Any, user: User | None = None) -> SafeString | str:
        """The value as HTML, with links only to what the user's role may open."""
        return _link(self.value(row), user) if self.kind == "link" else columns.Column.shown(self, row, user)


def _link(value: Any, user: User | None) -> SafeString | str:
    from kelisim.workspace.records import address_of

    if value is None:
        return ""
    href = address_of(value, user)
    name = getattr(value, "name", None) or getattr(value, "title", None) or value
    words = tr(name) if isinstance(name, Translated) else escape(called(value) if is_party(value) else name)
    return format_html('<a href="{}">{}</a>', href, words) if href else words
