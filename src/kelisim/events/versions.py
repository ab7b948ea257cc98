"""The programme as plain values, what changed from one version to the next, and the released one as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from kelisim.accounts.fields import Translated
from kelisim.accounts.models import User
from kelisim.common.templatetags.kelisim import called_then
from kelisim.events.models import Appearance, AppearanceRole, Event, ProgrammeItem, ProgrammeVersion
from kelisim.events.naming import ALL, names_along
from kelisim.events.queries import programme_with_people
from kelisim.events.vacancies import COMES

Items = list[dict[str, Any]]
# What a reader of the programme would notice, in the order in which it is told.
WATCHED = ("starts_at", "ends_at", "room", "title", "people")
PARTIES = ("participation__person", "participation__organisation")


def snapshot_of(event: Event) -> Items:
    """The programme as it now stands."""
    people = Appearance.objects.filter(COMES).select_related("participation__person", "participation__organisation")
    people = people.prefetch_related(*names_along(*PARTIES, language=ALL))
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
        "time_zone": row.time_zone,
        "end_time_zone": row.end_time_zone,
        "people": [_name(each) for each in row.appearances.all()],
    }


def _name(row: Appearance) -> list[Any]:
    """Who appears, as what, how they are called in other languages, about what."""
    who = row.participation.person or row.participation.organisation
    names = {name.language: name.text for name in who.names_along}
    return [str(who), row.role, names, dict(row.subject)]


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
    facts = {name: [old[name], new[name]] for name in WATCHED if _noticed(old[name]) != _noticed(new[name])}
    if not facts:
        return None
    return {"what": "changed", "title": new["title"], "starts_at": new["starts_at"], "facts": facts}


def _noticed(value: Any) -> Any:
    """What of a fact a reader would miss: of who appears, the names and as what; not how a name is written elsewhere."""
    return [one[:2] for one in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Appearing:
    """Somebody at a point of the programme: the name of the record, as what, the names by language, about what."""

    record: str
    role: AppearanceRole
    names: dict[str, str]
    subject: Translated

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return called_then([self.record, self.role, self.names])


def _appearing(one: list[Any]) -> Appearing:
    """Who appears by a version; versions of before know no names in other languages."""
    record, role, names, subject = [*one, {}, {}][:4]
    return Appearing(record, AppearanceRole(role), names, Translated(subject))


def shown_programme(event: Event) -> list[ProgrammeItem]:
    """What participants and the public read: the last released version; before the first, the programme as it stands."""
    last = ProgrammeVersion.objects.filter(event=event).order_by("-number").first()
    if last is None:
        return programme_as_it_stands(event, None)
    keys = [one["id"] for one in last.items]
    rows = ProgrammeItem.everything.filter(event=event, public_id__in=keys)
    rows = rows.select_related("event", "zone", "organisation").prefetch_related(*names_along("organisation"))
    known = {str(row.public_id): row for row in rows}
    return [_as_released(known[one["id"]], one) for one in last.items if one["id"] in known]


def programme_as_it_stands(event: Event, user: User | None) -> list[ProgrammeItem]:
    """The programme with what is not released yet, as far as `user` may see it."""
    items = list(programme_with_people(event, user))
    for item in items:
        item.people = [_appearing(_name(each)) for each in item.appearances.all()]  # type: ignore[attr-defined]  # for pages
    return items


def _as_released(item: ProgrammeItem, one: dict[str, Any]) -> ProgrammeItem:
    item.kind, item.title, item.room = one["kind"], Translated(one["title"]), one["room"]
    item.starts_at, item.ends_at = (datetime.fromisoformat(one[name]) for name in ("starts_at", "ends_at"))
    item.time_zone, item.end_time_zone = (one.get(name, getattr(item, name)) for name in ("time_zone", "end_time_zone"))
    item.people = [_appearing(each) for each in one["people"]]  # type: ignore[attr-defined]  # for pages
    return item
