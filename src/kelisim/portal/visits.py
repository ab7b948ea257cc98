"""Delegations and visits that went to see a zone or an organisation."""

from __future__ import annotations

from django.db.models import QuerySet

from kelisim.events.models import Event
from kelisim.parties.models import Organisation
from kelisim.zones.models import Zone


def visits_to(place: Zone | Organisation) -> QuerySet[Event]:
    """Published events in whose programme a place is visited, the latest first."""
    name = "zone" if isinstance(place, Zone) else "organisation"
    visited = {f"programmeitems__{name}": place, "programmeitems__archived_at__isnull": True}
    rows = Event.objects.published().filter(office__is_sample=place.is_sample, **visited)
    return rows.select_related("office", "area").distinct().order_by("-start", "-pk")
