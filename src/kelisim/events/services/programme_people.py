"""Who appears at a point of the programme; released versions of the programme."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import Appearance, Event, ParticipationRole, ProgrammeItem, ProgrammeVersion
from kelisim.events.programme_notices import tell_programme
from kelisim.events.vacancies import heir_of
from kelisim.events.versions import changes_between, snapshot_of

ON_STAGE = (ParticipationRole.SPEAKER, ParticipationRole.MODERATOR)


@action("events.add_appearance")
def add_appearance(programme_item: ProgrammeItem, *, by: User, **facts: Any) -> Appearance:
    """Say who speaks, moderates or interprets at a point of the programme."""
    return store(change(Appearance(item=programme_item), facts))


@action("events.edit_appearance")
def edit_appearance(appearance: Appearance, *, version: int | None = None, by: User, **facts: Any) -> Appearance:
    """Change an appearance."""
    return store(change(appearance, facts), version=version)


@action("events.edit_appearance")
def hand_on_appearance(appearance: Appearance, *, by: User) -> Appearance:
    """Give an appearance of somebody who does not come to the one who comes instead, and with it the role on the badge."""
    gone = appearance.participation
    heir = heir_of(gone)
    if heir is None:
        raise ValidationError(_("Nobody comes instead. Name somebody else, or strike the appearance."))
    if gone.role in ON_STAGE and heir.role == ParticipationRole.PARTICIPANT:
        store(change(heir, {"role": gone.role}))
    return store(change(appearance, {"participation": heir}))


@action("events.remove_appearance")
def remove_appearance(appearance: Appearance, *, by: User) -> Appearance:
    """Strike somebody from a point of the programme."""
    return common.archive(appearance, version=None, by=by)


@action("events.release_programme")
def release_programme(
    event: Event, *, note: dict[str, str] | None = None, root: str = "", by: User
) -> ProgrammeVersion:
    """Release the programme as it now stands: a numbered version with what changed since the one before.

    Those who are registered are told, by mail where an address is known; `root` is where their pages stand.
    """
    Event.everything.select_for_update().get(pk=event.pk)  # two releases at once get two numbers
    last = ProgrammeVersion.objects.filter(event=event).order_by("-number").first()
    items = snapshot_of(event)
    changes = changes_between(last.items, items) if last else []
    if last and not changes:
        message = _("Nothing has changed since version %(number)s: there is nothing to release.")
        raise ValidationError(message, params={"number": last.number})
    number = last.number + 1 if last else 1
    facts = {"number": number, "released_at": timezone.now(), "released_by": by, "note": note or {}}
    version = store(ProgrammeVersion(event=event, items=items, changes=changes, **facts))
    tell_programme(version, root=root, by=by)
    return version
