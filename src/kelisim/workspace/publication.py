"""What the public sees of a record: decided field by field, looked at before it is released, with the decisions so far."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common.ledger import ChosenFields
from kelisim.common.queries import history_of
from kelisim.workspace.records import Kind

LABELS: dict[str, str | Promise] = {
    "number": gettext_lazy("Number"),
    "text": gettext_lazy("Subject"),
    "about": gettext_lazy("About"),
    "partner": gettext_lazy("Partner country"),
    "event": gettext_lazy("Signed at"),
    "sector": gettext_lazy("Sector (ISIC)"),
    "amount": gettext_lazy("Amount"),
    "validity": gettext_lazy("Valid"),
    "parties": gettext_lazy("Parties"),
    "projects": gettext_lazy("Projects that came of it"),
    "source": gettext_lazy("Source"),
    "organisation": gettext_lazy("Investor"),
    "origin": gettext_lazy("Origin of capital"),
    "zone": gettext_lazy("Zone"),
    "jobs_planned": gettext_lazy("Jobs planned"),
    "jobs_created": gettext_lazy("Jobs created"),
    "product": gettext_lazy("Product"),
    "capacity": gettext_lazy("Capacity a year"),
    "planned_launch": gettext_lazy("Launch planned"),
}


class PublicFieldsForm(forms.Form):
    """Which of the fields that can be hidden the public sees."""

    shown = forms.MultipleChoiceField(
        label=gettext_lazy("The public sees"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, record: ChosenFields) -> None:
        super().__init__(data, initial={"shown": [name for name in record.choosable if record.shows(name)]})
        self.record = record
        self.fields["shown"].choices = [(name, LABELS[name]) for name in record.choosable]  # type: ignore[attr-defined]

    @property
    def hidden(self) -> list[str]:
        """The fields without a tick."""
        return [name for name in self.record.choosable if name not in self.cleaned_data["shown"]]


def seen_by_public(kind: Kind, record: Any, hidden: list[str]) -> list[tuple[str, Any]]:
    """What the portal, its files and the API tell of the record if these fields are hidden."""
    seen = copy.copy(record)
    seen.hidden_fields = hidden
    seen = seen.without_hidden()
    facts = [(column, "" if column.name in hidden else column.shown(seen)) for column in kind.public_facts]
    return [(str(column.label), shown) for column, shown in facts if shown]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on the publication of a record, by whom and when."""

    when: datetime
    who: str
    what: str


def decisions_of(record: Any) -> list[Decision]:
    """Each time that the record was released, withdrawn, or other fields of it were hidden; the newest first."""
    rows = list(history_of(record))
    people = {row.pgh_context.metadata.get("user") for row in rows if row.pgh_context}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=[key for key in people if key])}
    found = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        old = (before.published_at, before.hidden_fields) if before else (None, [])
        if (row.published_at, row.hidden_fields) != old:
            about = row.pgh_context.metadata if row.pgh_context else {}
            who = names.get(about.get("user"), "") or _("the system")
            found.append(Decision(row.pgh_created_at, who, _decided(row)))
    return found


def _decided(row: Any) -> str:
    if row.published_at is None:
        return _("Withdrawn from the public")
    hidden = ", ".join(str(LABELS[name]) for name in row.hidden_fields if name in LABELS)
    return _("Published without: %(fields)s") % {"fields": hidden} if hidden else _("Published with all fields")
