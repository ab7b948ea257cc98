"""Notes and photographs of a trip, and the leads that it brought home."""

from __future__ import annotations

from collections.abc import Iterator

import uuid_utils.compat
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import User
from kelisim.common import checks
from kelisim.common.fields import DayField
from kelisim.common.ledger import tracked
from kelisim.common.models import File
from kelisim.events.models.events import EventPart
from kelisim.events.models.programme import ProgrammeItem
from kelisim.parties.models import Organisation
from kelisim.projects.models import Proposal


@tracked
class TripNote(EventPart):
    """A note or a photograph taken on the way.

    `key` was given by the phone, which may have been offline: what is sent twice is kept once.
    """

    key = models.UUIDField(default=uuid_utils.compat.uuid7, unique=True, editable=False)
    author = models.ForeignKey(User, models.PROTECT, verbose_name=_("author"), related_name="trip_notes")
    written_at = models.DateTimeField(_("written"))
    item = models.ForeignKey(
        ProgrammeItem,
        models.SET_NULL,
        verbose_name=_("point of the programme"),
        null=True,
        blank=True,
        related_name="notes",
    )
    text = models.TextField(_("note"), blank=True, max_length=5000)
    photo = models.ForeignKey(
        File, models.PROTECT, verbose_name=_("photograph"), null=True, blank=True, related_name="+"
    )
    is_public = models.BooleanField(_("in the published report"), default=False)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("note of a trip"), _("notes of a trip")
        ordering = ["written_at", "pk"]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if not self.text.strip() and self.photo_id is None:
            yield "text", ValidationError(_("Write something or take a photograph."), code="required")

    def __str__(self) -> str:
        return self.text[:80] or str(self.photo)


@tracked
class Lead(EventPart):
    """Somebody who may invest, found at an event: what they want, who follows it up by when, what came of it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="leads")
    text = TranslatedField(_("what they want"), is_long=True)
    next_step = TranslatedField(_("next step"), blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("owner"), null=True, blank=True, related_name="leads"
    )
    due = DayField(_("due"), null=True, blank=True)
    done_on = DayField(_("done"), null=True, blank=True)
    proposal = models.ForeignKey(
        Proposal,
        models.SET_NULL,
        verbose_name=_("proposal that came of it"),
        null=True,
        blank=True,
        related_name="leads",
    )

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("lead"), _("leads")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.text}"
