"""How late something is, in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON = 3


def due_words(due: date | None, today: date) -> tuple[str, str]:
    """The words and the mark (`late`, `soon` or none) of a day on which something is due."""
    if due is None:
        return _("No day set"), ""
    days = (due - today).days
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}, "late"
    if days == 0:
        return _("Today"), "soon"
    words = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return words, "soon" if days <= SOON else ""
