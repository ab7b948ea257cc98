"""What participants are told when a version of the programme is released."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.accounts.fields import Translated
from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.jobs import Line, Outcome, Progress, begin, work
from kelisim.common.templatetags.kelisim import called_then
from kelisim.events.links import address_of
from kelisim.events.models import MeetingNotice, Participation, ParticipationState, ProgrammeVersion
from kelisim.events.notices import contacts_of, language_for, users_of

TOLD = (ParticipationState.REGISTERED, ParticipationState.CHECKED_IN)
AT_ONCE = 500


def tell_programme(version: ProgrammeVersion, *, root: str, by: User) -> list[MeetingNotice]:
    """Write a notice to each who is registered, and send them by mail after the transaction."""
    event = version.event
    rows = Participation.objects.filter(event=event, state__in=TOLD)
    people = list(rows.select_related("organisation__country", "person__country", "invitation"))
    users, contacts = users_of(people), contacts_of(event.office_id, people)
    notices = [
        _notice(version, row, users.get(row.organisation_id or 0), contacts.get(row.pk, ""), root) for row in people
    ]
    MeetingNotice.objects.bulk_create(notices, batch_size=AT_ONCE)
    if any(notice.address for notice in notices):
        begin(
            "events.send_programme", key=str(version.pk), by=by, office=event.office,
            title=lambda: _("Notices of the programme, version %(number)s") % {"number": version.number},
            keys=[notice.pk for notice in notices if notice.address],
        )  # fmt: skip
    return notices


def _notice(version: ProgrammeVersion, row: Participation, user: User | None, contact: str, root: str) -> MeetingNotice:
    language = row.invitation.language if row.invitation else user.language if user else language_for(row)
    with translation.override(language):
        return MeetingNotice(
            event=version.event,
            participation=row,
            language=language,
            subject=_subject(version),
            text="\n".join(_lines(version, row, root)),
            address=contact or (user.email if user else ""),
        )


def _subject(version: ProgrammeVersion) -> str:
    gaps = {"event": Translated(version.event.title).best()[0], "number": version.number}
    if version.number == 1:
        return _("The programme: %(event)s") % gaps
    return _("The programme has changed: %(event)s, version %(number)s") % gaps


def _lines(version: ProgrammeVersion, row: Participation, root: str) -> Iterator[str]:
    if version.note:
        yield Translated(version.note).best()[0]
    yield from (change_in_words(change, version.event.time_zone) for change in version.changes)
    yield ""
    yield _("Your page with badge and programme: %(address)s") % {"address": root + address_of(row)}


def change_in_words(change: dict[str, Any], zone: str) -> str:
    """One change of the programme as a line of a letter, in the active language."""
    title, when = Translated(change["title"]).best()[0], _moment(change["starts_at"], zone)
    if change["what"] == "added":
        return _("New: %(title)s, %(when)s") % {"title": title, "when": when}
    if change["what"] == "struck":
        return _("Struck: %(title)s, %(when)s") % {"title": title, "when": when}
    facts = change["facts"]
    said = (
        [_("now %(when)s (was %(before)s)") % {"when": when, "before": _moment(facts["starts_at"][0], zone)}]
        if "starts_at" in facts
        else []
    )
    if "ends_at" in facts:
        said.append(_("ends %(when)s") % {"when": _moment(facts["ends_at"][1], zone)})
    if "room" in facts:
        said.append(_("room %(room)s") % {"room": facts["room"][1] or "–"})
    if "people" in facts:
        said.append(", ".join(called_then(one) for one in facts["people"][1]) or "–")
    return _("Changed: %(title)s, %(what)s") % {"title": title, "what": "; ".join(said) or when}


def _moment(text: str, zone: str) -> str:
    return formats.moment(datetime.fromisoformat(text), zone=zone)


@work("events.send_programme", gettext_lazy("Send the programme"))
def send_programme(progress: Progress, *, keys: list[int]) -> Outcome:
    """Send what is not sent yet; what left is marked at once, so that doing it again sends nothing twice."""
    rows = MeetingNotice.objects.filter(pk__in=keys, sent_at__isnull=True).order_by("pk")
    progress.of(rows.count())
    failed = 0
    with get_connection() as connection:
        for row in rows:
            letter = EmailMessage(row.subject, row.text, to=[row.address], connection=connection)
            if letter.send(fail_silently=True) == 1:
                MeetingNotice.objects.filter(pk=row.pk).update(sent_at=timezone.now())
            else:
                failed += 1
                progress.lines.append(Line(row.address, _("Could not be sent: send it again later."), is_fault=True))
            progress.step(row.address)
    sent = progress.job.done - failed
    return Outcome(ngettext("%(count)s letter was sent.", "%(count)s letters were sent.", sent) % {"count": sent})
