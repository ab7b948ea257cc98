"""Writes on the list of a signing ceremony."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.agreements.models import Agreement, CeremonyPaper
from kelisim.agreements.services.papers import sign_agreement
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import ProgrammeItem, ProgrammeKind


@action("agreements.add_to_ceremony")
def add_to_ceremony(agreement: Agreement, *, item: ProgrammeItem, by: User) -> CeremonyPaper:
    """Put a paper at the end of the list of a signing ceremony."""
    if item.kind != ProgrammeKind.CEREMONY or item.event.office_id != agreement.office_id:
        raise ValidationError({"item": _("Choose a signing ceremony of an event of your office.")})
    last = CeremonyPaper.objects.filter(item=item).order_by("-place").first()
    return store(CeremonyPaper(agreement=agreement, item=item, place=last.place + 1 if last else 1))


@action("agreements.move_in_ceremony")
def move_in_ceremony(paper: CeremonyPaper, *, place: int, by: User) -> CeremonyPaper:
    """Give a paper another place in the list; the others close up."""
    rows = [row for row in CeremonyPaper.objects.select_for_update().filter(item=paper.item) if row.pk != paper.pk]
    rows.insert(max(0, min(place - 1, len(rows))), paper)
    for number, row in enumerate(rows, 1):
        if row.place != number or row.pk == paper.pk:
            store(change(row, {"place": number}))
    return paper


@action("agreements.take_from_ceremony")
def take_from_ceremony(paper: CeremonyPaper, *, by: User) -> CeremonyPaper:
    """Take a paper off the list of a ceremony."""
    return common.archive(paper, version=None, by=by)


@action("agreements.sign_at_ceremony")
def sign_at_ceremony(paper: CeremonyPaper, *, by: User) -> CeremonyPaper:
    """Record that a paper of the list was signed just now: the agreement is signed on this day."""
    if paper.signed_at is None:
        now = timezone.now()
        zone = ZoneInfo(paper.item.event.time_zone)
        sign_agreement(paper.agreement, on=now.astimezone(zone).date(), by=by)
        store(change(paper, {"signed_at": now}))
    return paper
