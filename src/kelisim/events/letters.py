"""Letters to invitees, in their language."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.accounts.fields import Translated
from kelisim.common import formats
from kelisim.common.jobs import Line, Outcome, Progress, work
from kelisim.events.links import address_of
from kelisim.events.models import Invitation


def invitation_letter(invitation: Invitation, *, root: str) -> tuple[str, str]:
    """Subject and text of the letter, in the invitee's language."""
    event = invitation.event
    with translation.override(invitation.language):
        title = Translated(event.title).best()[0]
        gaps = {"event": title, "who": invitation.person or invitation.organisation, "office": event.office.name}
        lines = [
            _("Dear %(who)s,") % gaps,
            "",
            _("%(office)s invites you to “%(event)s”.") % gaps,
            *_when_and_where(invitation),
        ]
        if invitation.words:
            lines += ["", Translated(invitation.words).best()[0]]
        lines += ["", _("Accept, decline or name those who will come:"), root + address_of(invitation)]
        lines += ["", _("The link is yours alone: whoever has it can answer for you. No password is needed.")]
        return _("Invitation: %(event)s") % gaps, "\n".join(lines)


def _when_and_where(invitation: Invitation) -> list[str]:
    event = invitation.event
    lines = []
    if event.start:
        lines.append(
            _("When: %(days)s") % {"days": formats.period(event.start, event.end or event.start, style="long")}
        )
    place = ", ".join(filter(None, [Translated(event.place).best()[0], Translated(event.area.name).best()[0]]))
    return [*lines, _("Where: %(place)s") % {"place": place}]


@work("events.send_invitations", gettext_lazy("Send invitations"))
def send_invitations(progress: Progress, *, keys: list[int], root: str) -> Outcome:
    """Send the letters; each that left is marked at once, each that could not is told with its address."""
    rows = Invitation.objects.filter(pk__in=keys).select_related(
        "event__office", "event__area", "organisation", "person"
    )
    progress.of(len(keys))
    sent = 0
    with get_connection() as connection:
        for row in rows:
            is_sent = _is_sent(row, connection, root)
            sent += is_sent
            words = _("Sent") if is_sent else _("Could not be sent: send it again later.")
            progress.lines.append(Line(f"{row.organisation} · {row.email}", words, is_fault=not is_sent))
            progress.step(row.email)
    return Outcome(ngettext("%(count)s letter was sent.", "%(count)s letters were sent.", sent) % {"count": sent})


def _is_sent(row: Invitation, connection: Any, root: str) -> bool:
    subject, text = invitation_letter(row, root=root)
    if EmailMessage(subject, text, to=[row.email], connection=connection).send(fail_silently=True) != 1:
        return False
    Invitation.objects.filter(pk=row.pk).update(sent_at=timezone.now())
    return True
