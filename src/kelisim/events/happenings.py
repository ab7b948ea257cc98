"""What happened on the day of meetings and is not decided yet, as the desk and the participant concerned see it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kelisim.events.models import Disruption, DisruptionKind, DisruptionState, Event, Participation
from kelisim.events.naming import names_along, shown

SIDES = ("participation__organisation", "participation__person")


def happened_at(event: Event) -> list[tuple[Disruption, str]]:
    """What waits for a decision, the latest first, and whom or what it concerns."""
    rows = Disruption.objects.filter(event=event, state=DisruptionState.PROPOSED)
    rows = rows.select_related(*SIDES, "table").prefetch_related(*names_along(*SIDES))
    return [(row, whom_of(row)) for row in rows.order_by("-pk")]


def whom_of(row: Disruption) -> str:
    """Who it is, in the language of the page, or which table."""
    return shown(row.participation) if row.participation else _("Table %(table)s") % {"table": row.table}


def own_lateness(row: Participation, now: datetime) -> Disruption | None:
    """What somebody told the desk of their being late, as long as it lasts."""
    said = Disruption.objects.filter(participation=row, kind=DisruptionKind.LATE, is_own_word=True, ends_at__gt=now)
    return said.order_by("-pk").first()
