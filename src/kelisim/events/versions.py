"""The programme as plain values, and what changed from one version to the next."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from kelisim.events.models import Appearance, Event, ProgrammeItem

Items = list[dict[str, Any]]
# What a reader of the programme would notice, in the order in which it is told.
WATCHED = ("starts_at", "ends_at", "room", "title", "people")


def snapshot_of(event: Event) -> Items:
    """The programme as it now stands."""
    people = Appearance.objects.select_related("participation__person", "participation__organisation")
    rows = ProgrammeItem.objects.filter(event=event).prefetch_related(Prefetch("appearances", queryset=people))
    return [_item(row) for row in rows.order_by("starts_at", "pk")]


def _item(row: ProgrammeItem) -> dict[str, Any]:
    return {
        "id": str(row.public_id),
        "kind": row.kind,
        "title": dict(row.title),
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "room": row.room,
        "people": [_name(each) for each in row.appearances.all()],
    }


def _name(row: Appearance) -> list[str]:
    who = row.participation
    return [str(who.person or who.organisation), row.role]


def changes_between(before: Items, after: Items) -> list[dict[str, Any]]:
    """What was added, struck and changed, by points of the programme in the order of their hours."""
    old, new = {one["id"]: one for one in before}, {one["id"]: one for one in after}
    found = [_change(old.get(key), new.get(key)) for key in {**old, **new}]
    return sorted(filter(None, found), key=lambda one: one["starts_at"])


def _change(old: dict[str, Any] | None, new: dict[str, Any] | None) -> dict[str, Any] | None:
    if old is None or new is None:
        there = new or old or {}
        what = "added" if old is None else "struck"
        return {"what": what, "title": there["title"], "starts_at": there["starts_at"], "facts": {}}
    facts = {name: [old[name], new[name]] for name in WATCHED if old[name] != new[name]}
    if not facts:
        return None
    return {"what": "changed", "title": new["title"], "starts_at": new["starts_at"], "facts": facts}
