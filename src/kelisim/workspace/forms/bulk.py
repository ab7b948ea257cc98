"""The form of a change to many projects: what is left empty stays as it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.accounts.queries import users_for_list
from kelisim.common.forms import DayField
from kelisim.projects.models import PoolLevel, ProjectStage, ProjectStatus
from kelisim.workspace.forms.core import Words

KEEP = [("", _("As it is"))]


class BulkForm(Words, forms.Form):
    """At least one field is filled."""

    stage = forms.ChoiceField(label=_("Stage"), choices=[*KEEP, *ProjectStage.choices], required=False)
    status = forms.ChoiceField(label=_("Status"), choices=[*KEEP, *ProjectStatus.choices], required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsible"), to_field_name="public_id", required=False, empty_label=KEEP[0][1]
    )
    pool = forms.ChoiceField(label=_("Pool"), choices=[*KEEP, *PoolLevel.choices], required=False)
    planned_launch = DayField(label=_("Launch planned"), required=False)
    next_step_due = DayField(label=_("Next step due"), required=False)

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.fields["owner"].queryset = users_for_list(user).filter(is_active=True)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not any(found.values()):
            raise forms.ValidationError(_("Say what to change: fill in at least one field."))
        return found

    @property
    def facts(self) -> dict[str, Any]:
        """What to change."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
