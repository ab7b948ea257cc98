"""Forms of invitees, who answer by their personal link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kelisim.events.models import PRIORITIES, Invitation, Participation
from kelisim.events.naming import spoken_choices
from kelisim.events.services.answers import leads_delegation
from kelisim.events.services.own import LATE_BY


class RegistrationForm(forms.Form):
    """A person who comes."""

    name = forms.CharField(label=gettext_lazy("Name and surname"), max_length=200)
    title = forms.CharField(label=gettext_lazy("Position"), max_length=200, required=False)
    company = forms.CharField(label=gettext_lazy("Organisation"), max_length=300, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_leader = forms.BooleanField(label=gettext_lazy("Leads the delegation"), required=False)

    def __init__(self, data: Any = None, *, invitation: Invitation, people: list[Participation]) -> None:
        super().__init__(data, initial={"company": invitation.organisation.name})
        self.fields["languages"].choices = spoken_choices()
        self.fields["instead_of"] = forms.ChoiceField(
            label=_("Instead of"),
            required=False,
            choices=[("", _("Nobody: one more person")), *((str(row.public_id), str(row.person)) for row in people)],
        )
        self.people = {str(row.public_id): row for row in people}
        if invitation.delegation is None:
            del self.fields["company"], self.fields["is_leader"]
        elif not leads_delegation(invitation):
            del self.fields["is_leader"]
        if not people:
            del self.fields["instead_of"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].replace("\x00", "").split())
        if sum(letter.isalpha() for letter in name) < 2:
            raise forms.ValidationError(_("Write the name as it shall stand on the badge."))
        return name

    @property
    def facts(self) -> dict[str, Any]:
        """What the service is told."""
        facts = dict(self.cleaned_data)
        facts["instead_of"] = self.people.get(facts.pop("instead_of", ""))
        return facts


class DeclineForm(forms.Form):
    """Why nobody comes."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, if you wish to give one"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LateForm(forms.Form):
    """How many minutes late somebody comes to a meeting."""

    minutes = forms.TypedChoiceField(choices=[(minutes, minutes) for minutes in LATE_BY], coerce=int)


class AskForm(forms.Form):
    """A wish to meet, said in the language in which the page is read."""

    subject = forms.CharField(label=gettext_lazy("About what"), max_length=300)
    priority = forms.TypedChoiceField(
        label=gettext_lazy("How important is it?"),
        choices=PRIORITIES,
        coerce=int,
        initial=20,
        widget=forms.RadioSelect,
    )

    def clean_subject(self) -> str:
        words = " ".join(self.cleaned_data["subject"].replace("\x00", "").split())
        if not any(letter.isalnum() for letter in words):
            raise forms.ValidationError(_("Say in a few words what the meeting is about."))
        return words

    @property
    def facts(self) -> dict[str, Any]:
        """What the service is told."""
        return {
            "subject": {get_language() or "en": self.cleaned_data["subject"]},
            "priority": self.cleaned_data["priority"],
        }
