"""Forms of cases, of their categories and of the rules by which they are carried up."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import Role, User
from kelisim.cases.models import Case, CaseCategory, EscalationRule
from kelisim.cases.models.cases import SCORES, UNCLOSED_CASES
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield
from kelisim.workspace.forms.files import UploadField

CASE_FILES = ("pdf", "docx", "xlsx", "jpg", "jpeg", "png", "zip", "txt")
FILE_HELP = _("PDF, Word, Excel, a picture, text or ZIP; 20 MB at most.")
SCORE_NAMES = {1: _("Very bad"), 2: _("Bad"), 3: _("Fair"), 4: _("Good"), 5: _("Very good")}


def file_field() -> UploadField:
    """A file that goes with a word; none is needed."""
    return UploadField(label=_("File"), required=False, endings=CASE_FILES, help_text=FILE_HELP)


def category_field() -> forms.ModelChoiceField:
    """One of the categories in use."""
    rows = CaseCategory.objects.all()
    return forms.ModelChoiceField(
        rows, to_field_name="public_id", label=_("What it is about"), required=False, empty_label="–"
    )


class CaseForm(RecordForm):
    class Meta:
        model = Case
        formfield_callback = record_formfield
        fields = ("organisation", "kind", "category", "title", "text", "project", "zone", "opened_at", "owner")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["category"] = category_field()
        if self.record is not None:
            self.initial["category"] = self.record.category


class MessageForm(ActForm):
    text = forms.CharField(label=_("Message"), max_length=10_000, widget=forms.Textarea)
    file = file_field()


class AnswerForm(MessageForm):
    is_question = forms.TypedChoiceField(
        label=_("What you write"),
        choices=(
            ("no", _("An answer")),
            ("yes", _("A question back: the clock stands still until the investor replies")),
        ),
        coerce=lambda value: value == "yes",
        initial="no",
        required=False,
        empty_value=False,
        widget=forms.RadioSelect,
    )


class CloseForm(ActForm):
    is_solved = forms.TypedChoiceField(
        label=_("How it ended"),
        choices=(("yes", _("Solved")), ("no", _("Closed without a solution"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Last word to the investor"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed where nobody has answered yet."),
    )


class ReopenForm(ActForm):
    text = forms.CharField(label=_("Why it is not over"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))


class MergeForm(ActForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        case = self.parent
        rows = Case.objects.visible_to(self.user).filter(
            Q(opened_at__lt=case.opened_at) | Q(opened_at=case.opened_at, pk__lt=case.pk),
            organisation_id=case.organisation_id, office_id=case.office_id, state__in=UNCLOSED_CASES,
        )  # fmt: skip
        self.fields["into"] = forms.ModelChoiceField(
            rows,
            to_field_name="public_id",
            label=_("Older case of this company"),
            empty_label=_("Choose …"),
            widget=forms.Select,
            help_text=_("It is answered once, there. The clock of the older one runs on."),
        )
        if not rows.exists():
            self.fields["into"].help_text = _("This company has no older case that is answered still.")
        self.fields["into"].label_from_instance = lambda row: f"{row.number} · {row}"


class RateForm(ActForm):
    score = forms.TypedChoiceField(
        label=_("How was your case handled?"),
        choices=[(score, SCORE_NAMES[score]) for score in reversed(SCORES)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    score_words = forms.CharField(
        label=_("What was good, what was not"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CaseCategoryForm(RecordForm):
    class Meta:
        model = CaseCategory
        formfield_callback = record_formfield
        fields = ("name", "days", "basis")


class EscalationRuleForm(RecordForm):
    class Meta:
        model = EscalationRule
        formfield_callback = record_formfield
        fields = ("level", "after_days", "least_tenge", "kind", "category", "office", "person")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["category"] = category_field()
        if self.record is not None:
            self.initial["category"] = self.record.category
        rows = User.objects.filter(is_active=True, role__in=(Role.HEAD, Role.AGENCY))
        self.fields["person"].queryset = rows.order_by("name", "pk")
