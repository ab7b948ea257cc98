"""What templates ask of a kind of record."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kelisim.accounts.fields import Translated
from kelisim.common.templatetags.kelisim import sample_tag, tr
from kelisim.workspace.records import Kind

register = template.Library()


@register.filter
def address(kind: Kind, name: str) -> str:
    """`{{ kind|address:"new" }}`."""
    return kind.address(name)


@register.filter
def address_of(kind: Kind, record: Any) -> str:
    """The page of a record of this kind."""
    return kind.address("", record.public_id)


@register.filter
def back_of(kind: Kind, record: Any) -> str:
    """Where a form leads back to: the record, or the list where it is new."""
    return kind.address("", record.public_id) if record else kind.address("list")


@register.filter
def label_of(kind: Kind, record: Any) -> str:
    """How a record is called, as plain text."""
    return kind.label(record)


@register.filter
def heading_of(kind: Kind, record: Any) -> SafeString | str:
    """How a record is called, marked with its language."""
    words = kind.heading(record)
    return tr(words) if isinstance(words, Translated) else escape(words)


@register.filter
def crumbs(kind: Kind, record: Any = None) -> list[tuple[str, str]]:
    """The way to a record, or to what lies below it."""
    way = [(str(kind.title), kind.address("list"))]
    return [*way, (kind.label(record), kind.address("", record.public_id))] if record is not None else way


@register.filter
def noun(model: Any) -> str:
    """The name of a table's rows."""
    words = str(model._meta.verbose_name)
    return words[:1].upper() + words[1:]


@register.simple_tag
def marks(record: Any) -> SafeString:
    """Whether a record is made up, whether it is put away."""
    sample = mark_safe(f" {sample_tag()}") if getattr(record, "is_sample", False) else ""  # noqa: S308  # it is escaped
    archived = (
        format_html(' <span class="tag">{}</span>', _("archived")) if getattr(record, "archived_at", None) else ""
    )
    return format_html("{}{}", sample, archived)
