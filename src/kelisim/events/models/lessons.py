"""Lessons taken home."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import User
from kelisim.common.fields import DayField
from kelisim.common.ledger import tracked
from kelisim.events.models.events import EventPart


@tracked
class Lesson(EventPart):
    """Something learnt on a trip: who does what with it until when."""

    text = TranslatedField(_("what was learnt"), is_long=True)
    step = TranslatedField(_("what is done with it"), blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("owner"), null=True, blank=True, related_name="lessons"
    )
    due = DayField(_("due"), null=True, blank=True)
    done_on = DayField(_("done"), null=True, blank=True)

    class Meta(EventPart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("lesson"), _("lessons")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return str(self.text)
