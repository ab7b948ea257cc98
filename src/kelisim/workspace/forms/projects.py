"""Forms of projects."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.common.forms import DayField
from kelisim.projects.models import (
    CalculationIndex,
    Confirmation,
    JobsPlan,
    PoolRule,
    Project,
    ProjectAmount,
    ProjectLog,
    ProjectRisk,
    ProjectStage,
    StageDate,
)
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield
from kelisim.workspace.forms.files import UploadField

DATES = (("planned_start", "planned_launch"), ("started_on", "launched_on"))


class ProjectForm(RecordForm):
    countries = ("origin",)
    periods = DATES

    class Meta:
        model = Project
        formfield_callback = record_formfield
        fields = (
            "title", "number", "organisation", "area", "origin", "zone", "plot", "site", "sector", "stage", "status",
            "pool", "amount", "currency", "jobs_planned", "product", "capacity", "capacity_unit", "planned_start",
            "planned_launch", "started_on", "owner", "next_step", "next_step_due", "about",
        )  # fmt: skip


class StageForm(RecordForm):
    """A stage and the fields that stages ask for."""

    periods = DATES
    since = DayField(label=_("In this stage since"), required=False)

    class Meta:
        model = Project
        formfield_callback = record_formfield
        fields = (
            "stage", "organisation", "sector", "amount", "currency", "jobs_planned", "owner", "zone", "plot", "site",
            "planned_start", "planned_launch", "started_on", "product",
        )  # fmt: skip

    field_order = ("stage", "since")

    def __init__(self, data=None, files=None, *, parent=None, record=None, **options):
        super().__init__(data, files, record=record or parent, **options)


class LogForm(RecordForm):
    parent_name = "project"

    class Meta:
        model = ProjectLog
        formfield_callback = record_formfield
        fields = ("day", "text")


class AmountForm(RecordForm):
    """Money planned or spent in a period."""

    parent_name = "project"
    is_spent = forms.TypedChoiceField(
        label=_("Planned or spent"),
        choices=(("", _("Planned")), ("yes", _("Spent"))),
        coerce=lambda value: value == "yes",
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ProjectAmount
        formfield_callback = record_formfield
        fields = ("is_spent", "capital", "amount", "currency", "start", "end")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["is_spent"].choices = AmountForm.base_fields["is_spent"].choices
        if self.record is not None:
            self.initial["is_spent"] = "yes" if self.record.is_spent else ""
        elif self.parent is not None:
            self.initial.setdefault("currency", self.parent.currency)


class JobsPlanForm(RecordForm):
    parent_name = "project"

    class Meta:
        model = JobsPlan
        formfield_callback = record_formfield
        fields = ("day", "jobs")


class RiskForm(RecordForm):
    parent_name = "project"

    class Meta:
        model = ProjectRisk
        formfield_callback = record_formfield
        fields = ("kind", "weight", "text", "answer", "is_over")


class PlanStageForm(ActForm):
    stage = forms.ChoiceField(label=_("Stage"), choices=ProjectStage.choices)
    planned = DayField(label=_("Planned for"))


class StageDateForm(RecordForm):
    class Meta:
        model = StageDate
        formfield_callback = record_formfield
        fields = ("planned", "reached")


class ClaimForm(RecordForm):
    parent_name = "project"
    file = UploadField(
        label=_("File or photograph"),
        required=False,
        help_text=_("An act, a photograph, a list of staff; at most 20 MB."),
    )

    class Meta:
        model = Confirmation
        formfield_callback = record_formfield
        fields = ("milestone", "day", "jobs", "reference")
        widgets = {"milestone": forms.RadioSelect}
        help_texts = {"reference": _("The number and day of the paper that bears it out. A file or this is needed.")}

    def _post_clean(self):
        """The rule that asks for evidence is answered by a file as well, which is kept only when all else is sound."""
        super()._post_clean()
        if self.cleaned_data.get("file") and not self.cleaned_data.get("reference"):
            self._errors.pop("reference", None)
            self.cleaned_data["reference"] = ""


class RefusalForm(ActForm):
    refusal = forms.CharField(label=_("What is lacking"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CalculationIndexForm(RecordForm):
    class Meta:
        model = CalculationIndex
        formfield_callback = record_formfield
        fields = ("day", "tenge", "basis")


class PoolRuleForm(RecordForm):
    class Meta:
        model = PoolRule
        formfield_callback = record_formfield
        fields = ("day", "indices", "basis")
