"""Forms of proposals and of the procedures by which an office studies them."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import Role
from kelisim.common.forms import DayField
from kelisim.projects.models import (
    DECIDED_PROPOSALS,
    UNDECIDED_PROPOSALS,
    ProcedureStep,
    ProjectStage,
    Proposal,
    ProposalState,
    ProposalStep,
    StudyProcedure,
)
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield, translated
from kelisim.workspace.forms.files import UploadField
from kelisim.workspace.forms.people import people_field

PROPOSAL_FILES = ("pdf", "docx", "xlsx", "pptx", "jpg", "jpeg", "png", "zip")
STARTS = (ProjectStage.PROPOSAL, ProjectStage.STUDIED, ProjectStage.AGREED)


def language_field(form) -> forms.ChoiceField:
    """In which language the investor is answered; at first that of whoever writes."""
    first = form.record.language if form.record is not None else form.user.language
    return forms.ChoiceField(label=_("Language of the answer"), choices=settings.LANGUAGES, initial=first)


def named(states: tuple[ProposalState, ...]) -> list[tuple[str, object]]:
    """States as choices."""
    return [(state.value, state.label) for state in states]


class ProposalForm(RecordForm):
    """What came in on paper or in a talk; a decision has a form of its own."""

    class Meta:
        model = Proposal
        formfield_callback = record_formfield
        fields = (
            "organisation", "title", "text", "area", "sector", "amount", "currency", "jobs", "language", "state",
            "handed_in_on", "due", "owner",
        )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["language"] = language_field(self)
        if self.record is not None and self.record.state not in UNDECIDED_PROPOSALS:
            self.fields.pop("state")
            return
        self.fields["state"].choices = named(UNDECIDED_PROPOSALS)
        self.fields["handed_in_on"].required = True
        if self.record is None:
            self.initial["state"] = ProposalState.HANDED_IN


class DecideForm(ActForm):
    state = forms.ChoiceField(label=_("Decision"), choices=named(DECIDED_PROPOSALS), widget=forms.RadioSelect)
    on = DayField(label=_("Decided on"), initial=timezone.localdate)
    reason = translated(
        label=_("Reason"), is_long=True, help_text=_("The investor reads it, and it stands in the letter.")
    )


class FinishStepForm(ActForm):
    on = DayField(label=_("Done on"), initial=timezone.localdate)
    result = forms.CharField(
        label=_("What came of it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For colleagues; the investor does not see it."),
    )
    is_skipped = forms.BooleanField(label=_("The step is left out"), required=False)


class StudyStepForm(RecordForm):
    parent_name = "proposal"

    class Meta:
        model = ProposalStep
        formfield_callback = record_formfield
        fields = ("title", "owner", "due")


class ProposalFileForm(ActForm):
    file = UploadField(
        label=_("File"),
        endings=PROPOSAL_FILES,
        help_text=_("PDF, Word, Excel, PowerPoint, a picture or ZIP, 20 MB at most; ten files and 60 MB together."),
    )
    about = forms.CharField(label=_("What it is"), max_length=200, required=False)


class LetterForm(ActForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        heads = people_field(self.user, _("Signed by"), empty=_("Choose …"), required=True, roles=(Role.HEAD,))
        heads.queryset = heads.queryset.filter(office_id=self.parent.office_id)
        heads.initial = heads.queryset.first()
        self.fields["signatory"] = heads
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the answer"), choices=settings.LANGUAGES, initial=self.parent.language
        )


class StartProjectForm(ActForm):
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[(stage.value, stage.label) for stage in STARTS],
        initial=ProjectStage.PROPOSAL,
        widget=forms.RadioSelect,
    )


class StudyProcedureForm(RecordForm):
    class Meta:
        model = StudyProcedure
        formfield_callback = record_formfield
        fields = ("name", "is_in_use", "basis")


class ProcedureStepForm(RecordForm):
    parent_name = "procedure"

    class Meta:
        model = ProcedureStep
        formfield_callback = record_formfield
        fields = ("title", "days", "owner", "place")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["place"].required = self.record is not None
        if self.record is None:
            self.initial["place"] = None
            self.fields["place"].initial = None
