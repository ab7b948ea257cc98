"""Forms of projects."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.common.forms import DayField
from kelisim.projects.models import Confirmation, Project, ProjectLog
from kelisim.workspace.forms.core import RecordForm, record_formfield


class ProjectForm(RecordForm):
    countries = ("origin",)
    periods = (("planned_start", "planned_launch"),)

    class Meta:
        model = Project
        formfield_callback = record_formfield
        fields = (
            "title", "number", "organisation", "area", "origin", "zone", "plot", "sector", "stage", "status", "amount",
            "currency", "jobs_planned", "product", "planned_start", "planned_launch", "owner", "next_step",
            "next_step_due", "about",
        )  # fmt: skip


class StageForm(RecordForm):
    """A stage and the fields that stages ask for."""

    periods = (("planned_start", "planned_launch"),)
    since = DayField(label=_("In this stage since"), required=False)

    class Meta:
        model = Project
        formfield_callback = record_formfield
        fields = (
            "stage", "organisation", "sector", "amount", "currency", "jobs_planned", "owner", "planned_start",
            "planned_launch", "product",
        )  # fmt: skip

    field_order = ("stage", "since")

    def __init__(self, data=None, *, parent=None, record=None, **options):
        super().__init__(data, record=record or parent, **options)


class LogForm(RecordForm):
    parent_name = "project"

    class Meta:
        model = ProjectLog
        formfield_callback = record_formfield
        fields = ("day", "text")


class ClaimForm(RecordForm):
    parent_name = "project"

    class Meta:
        model = Confirmation
        formfield_callback = record_formfield
        fields = ("milestone", "day", "jobs", "reference")
        widgets = {"milestone": forms.RadioSelect}
