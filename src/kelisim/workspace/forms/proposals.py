"""Forms of proposals and cases, for the office that studies and answers them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.cases.models import Case
from kelisim.common.forms import DayField
from kelisim.projects.models import Proposal, ProposalState
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield, translated

UNDECIDED = (ProposalState.HANDED_IN, ProposalState.STUDIED)
DECISIONS = (ProposalState.ACCEPTED, ProposalState.DECLINED)


def named(states: tuple[ProposalState, ...]) -> list[tuple[str, object]]:
    """States as choices."""
    return [(state.value, state.label) for state in states]


class ProposalForm(RecordForm):
    """What came in on paper or in a talk; a decision has a form of its own."""

    class Meta:
        model = Proposal
        formfield_callback = record_formfield
        fields = (
            "organisation", "title", "text", "area", "sector", "amount", "currency", "jobs", "state", "handed_in_on",
            "due", "owner",
        )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.record is not None and self.record.state not in UNDECIDED:
            self.fields.pop("state")
            return
        self.fields["state"].choices = named(UNDECIDED)
        self.fields["handed_in_on"].required = True
        if self.record is None:
            self.initial["state"] = ProposalState.HANDED_IN


class DecideForm(ActForm):
    state = forms.ChoiceField(label=_("Decision"), choices=named(DECISIONS), widget=forms.RadioSelect)
    on = DayField(label=_("Decided on"))
    reason = translated(
        label=_("Reason"), required=False, is_long=True, help_text=_("Needed to decline. The investor reads it.")
    )


class CaseForm(RecordForm):
    class Meta:
        model = Case
        formfield_callback = record_formfield
        fields = ("organisation", "kind", "title", "text", "project", "zone", "opened_at", "due", "owner")


class MessageForm(ActForm):
    text = forms.CharField(label=_("Message"), max_length=10_000, widget=forms.Textarea)


class CloseForm(ActForm):
    is_solved = forms.TypedChoiceField(
        label=_("How it ended"),
        choices=(("yes", _("Solved")), ("no", _("Closed without a solution"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
