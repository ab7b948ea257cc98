"""How late something is, in words, and how sure the day is."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kelisim.common.calendars import gaps_until

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


def doubts_of(due: date | None, today: date) -> list[str]:
    """What the calendar of days off does not know yet before a day that is counted in working days: it may move."""
    if due is None:
        return []
    gaps = gaps_until(due, today)
    unknown = _("days off of %(year)s are not recorded yet")
    feast = _(
        "the first day of Kurban Ait of %(year)s is not in the calendar yet; if it comes before this day, the day moves"
    )
    return [unknown % {"year": year} for year in gaps.unknown] + [feast % {"year": year} for year in gaps.without_feast]
