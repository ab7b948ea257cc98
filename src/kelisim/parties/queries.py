"""Reads on organisations, people and talks that assemble something for a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from kelisim.accounts.models import User
from kelisim.parties.models import Contact, Dialogue, Organisation, Person


def organisations_for_list(user: User | None) -> QuerySet[Organisation]:
    """Organisations that `user` may see, with what a row of a list shows; archived ones too."""
    return Organisation.everything.visible_to(user).select_related("country").prefetch_related("names")


def people_for_list(user: User | None) -> QuerySet[Person]:
    """People whom `user` may see, with what a row of a list shows; archived ones too."""
    rows = Person.everything.visible_to(user).select_related("country")
    return rows.prefetch_related("names", "positions__organisation__names")


def dialogues_for_list(user: User | None) -> QuerySet[Dialogue]:
    """Talks that `user` may see, with what a row of a list shows; archived ones too."""
    rows = Dialogue.everything.visible_to(user).select_related("office", "organisation", "owner")
    return rows.prefetch_related("people")


def contacts_of(organisation: Organisation, user: User) -> QuerySet[Contact]:
    """Contacts of an organisation that the user's office keeps."""
    return Contact.objects.visible_to(user).filter(organisation=organisation).select_related("person")


def steps_due(owners: Iterable[User], *, until: date) -> QuerySet[Dialogue]:
    """Next steps of talks that `owners` answer for and that are due by a day, the most urgent first."""
    open_steps = Dialogue.objects.filter(owner__in=owners, done_on__isnull=True, due__lte=until)
    return open_steps.select_related("organisation", "office").order_by("due", "pk")
