"""Reads on events that assemble something for a page."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from kelisim.accounts.models import User
from kelisim.events.models import Event, Lesson, Participation, ProgrammeItem


def events_for_list(user: User | None) -> QuerySet[Event]:
    """Events that `user` may see, with what a row of a list shows; archived ones too."""
    return Event.everything.visible_to(user).select_related("office", "area").prefetch_related("partners")


def programme_of(event: Event, user: User | None) -> QuerySet[ProgrammeItem]:
    """The programme that `user` may see, in order."""
    return ProgrammeItem.objects.visible_to(user).filter(event=event).select_related("zone", "organisation")


def participations_of(event: Event, user: User | None) -> QuerySet[Participation]:
    """Who takes part, as far as `user` may see."""
    rows = Participation.objects.visible_to(user).filter(event=event)
    return rows.select_related("organisation__country", "person")


def lessons_due(user: User, *, until: date) -> QuerySet[Lesson]:
    """Lessons that `user` has to put to work by a day, the most urgent first."""
    rows = Lesson.objects.filter(owner=user, done_on__isnull=True, due__lte=until)
    return rows.select_related("event__office").order_by("due", "pk")
