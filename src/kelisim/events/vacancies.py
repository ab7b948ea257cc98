"""Who stands in the programme and does not come, and who comes instead of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from kelisim.common.templatetags.kelisim import called
from kelisim.events.models import Appearance, Event, Participation, ParticipationState
from kelisim.events.naming import names_along

PARTIES = ("participation__person", "participation__organisation")
COMES = Q(participation__archived_at__isnull=True) & ~Q(participation__state=ParticipationState.DECLINED)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An appearance of somebody who does not come: who it was, and who comes instead, if anybody does."""

    appearance: Appearance
    name: str
    heir: Participation | None
    heir_name: str


def vacancies_of(event: Event) -> list[Vacancy]:
    """The appearances of an event that nobody will keep as it stands, in order of time."""
    rows = Appearance.objects.filter(item__event=event, item__archived_at__isnull=True).exclude(COMES)
    rows = rows.select_related("item", *PARTIES).prefetch_related(*names_along(*PARTIES))
    gone = list(rows.order_by("item__starts_at", "pk"))
    heirs = _heirs(event) if gone else {}
    return [_vacancy(row, heirs) for row in gone]


def heir_of(row: Participation) -> Participation | None:
    """Who comes instead of somebody who does not come; instead of whom somebody else may come in turn."""
    return _last(row.pk, _heirs(row.event))


def _heirs(event: Event) -> dict[int, Participation]:
    """By whom they replace: everybody who came into the place of another."""
    rows = Participation.everything.filter(event=event, instead_of__isnull=False)
    rows = rows.select_related("person", "organisation").prefetch_related(*names_along("person", "organisation"))
    return {row.instead_of_id: row for row in rows.order_by("pk")}


def _last(key: int, heirs: dict[int, Participation]) -> Participation | None:
    found = heirs.get(key)
    while found is not None and not _comes(found):
        found = heirs.get(found.pk)
    return found


def _comes(row: Participation) -> bool:
    return not row.is_archived and row.state != ParticipationState.DECLINED


def _vacancy(row: Appearance, heirs: dict[int, Participation]) -> Vacancy:
    heir = _last(row.participation_id, heirs)
    name = called(row.participation.person or row.participation.organisation)
    return Vacancy(row, name, heir, called(heir.person or heir.organisation) if heir else "")
