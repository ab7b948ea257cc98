"""Forms of investors: a proposal and a case of one's own company."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import Office
from kelisim.cases.models import Case
from kelisim.parties.models import acts_for
from kelisim.projects.models import Project, Proposal
from kelisim.workspace.forms.cases import category_field, file_field
from kelisim.workspace.forms.core import RecordForm, record_formfield
from kelisim.workspace.forms.proposals import language_field
from kelisim.zones.models import Resident, Zone


class OwnForm(RecordForm):
    """A record of one's own company, for an office that one chooses; samples stay among samples."""

    subject_name = "organisation"

    def _choose_among_visible(self, name: str) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField) and field.queryset.model is Office:
            field.queryset, field.to_field_name = self._offices(), "slug"
            field.label, field.help_text = (
                _("Investment office"),
                _("The office of the region in which you mean to invest."),
            )
            self._begin_with_record(name)
        else:
            super()._choose_among_visible(name)

    def _offices(self):
        companies = self.user.representations.filter(archived_at__isnull=True)
        return Office.objects.filter(is_sample__in=companies.values("organisation__is_sample"))


class OwnProposalForm(OwnForm):
    class Meta:
        model = Proposal
        formfield_callback = record_formfield
        fields = ("office", "title", "text", "area", "sector", "amount", "currency", "jobs", "language")
        labels = {"area": _("Where"), "jobs": _("Jobs planned")}
        help_texts = {
            "text": _(
                "What will be made, how much, for whom, and what you need: land, power, water, people. A draft may be "
                "without it; to hand it in, it must be there."
            ),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["language"] = language_field(self)


class OwnCaseForm(OwnForm):
    class Meta:
        model = Case
        formfield_callback = record_formfield
        fields = ("office", "kind", "category", "project", "zone", "title", "text")
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"text": _("What happened, since when, and what would help.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        mine = Project.objects.filter(acts_for(self.user, "organisation__"))
        self.fields["project"] = forms.ModelChoiceField(
            mine, to_field_name="public_id", label=_("About the project"), required=False, empty_label="–"
        )
        homes = Zone.objects.filter(residents__in=Resident.objects.filter(acts_for(self.user, "organisation__")))
        self.fields["zone"] = forms.ModelChoiceField(
            homes.distinct(), to_field_name="public_id", label=_("As a resident of"), required=False, empty_label="–"
        )
        self.fields["category"] = category_field()
        self.fields["file"] = file_field()
