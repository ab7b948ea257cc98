"""The search of the public: entries of the index with the records that they stand for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from kelisim.common.models import SearchEntry
from kelisim.common.queries import found_by

LIMIT = 60
ADDRESSED = {
    "press.article", "projects.project", "agreements.agreement", "events.event", "zones.zone", "common.area",
    "parties.organisation", "indicators.indicator",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that holds the words."""

    kind: str
    record: Any
    title: dict[str, str]


def public_hits(words: str) -> list[Hit]:
    """What the public finds, one query a kind of record; what has no page of its own is left out."""
    entries = list(found_by(words).filter(kind__in=ADDRESSED).order_by("kind", "-record_id")[:LIMIT])
    records = _records(entries)
    return [
        Hit(entry.kind, records[entry.kind, entry.record_id], entry.title)
        for entry in entries
        if (entry.kind, entry.record_id) in records
    ]


def _records(entries: list[SearchEntry]) -> dict[tuple[str, int], Any]:
    ids: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        ids[entry.kind].append(entry.record_id)
    found: dict[tuple[str, int], Any] = {}
    for kind, own in ids.items():
        model = apps.get_model(kind)
        rows = model.objects.published().filter(pk__in=own)
        rows = rows.select_related("office") if hasattr(model, "office") else rows
        found |= {(kind, record.pk): record for record in rows}
    return found
