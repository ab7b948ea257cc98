"""The meetings from which a paper, a proposal or a project came: the way back along the thread."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.events.diaries import OF_MEETING
from kelisim.events.models import Meeting
from kelisim.events.naming import pair_of
from kelisim.workspace.records import PAGES, Line, Thread, address_of

PAGES[Meeting] = "workspace:meeting"
FIRST = 20


def meetings_thread(which: Q, user: User) -> Thread:
    """The meetings of which something came, as far as the user may see them."""
    keys = list(Meeting.objects.filter(which).order_by().values_list("pk", flat=True))
    rows = Meeting.objects.visible_to(user).filter(pk__in=keys)  # what may be seen is asked of these few alone
    rows = rows.select_related("event", *OF_MEETING)
    lines = [
        Line(pair_of(row), address_of(row, user), formats.moment(row.starts_at, zone=row.event.time_zone))
        for row in rows.order_by("starts_at")[:FIRST]
    ]
    return Thread("meetings", _("Came of the meeting"), lines)
