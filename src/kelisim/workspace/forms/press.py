"""Forms of articles and of what people decide on their claims."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.choices import Bound, ClaimStage, FactStatus, Language, Measure
from kelisim.common.forms import AmountField, DayField
from kelisim.common.models import Area, AreaKind
from kelisim.engines.reading.documents import MAX_BYTES, Document, DocumentError, open_document
from kelisim.events.models import Event
from kelisim.press import refusals
from kelisim.press.facts import NAMES, facts_of
from kelisim.press.models import Article, Claim, DismissReason, Feed, Unclear
from kelisim.press.texts import words_of_html
from kelisim.press.web import plain_address
from kelisim.workspace.forms.core import NO_ADDRESS, RecordForm, Words, record_formfield
from kelisim.workspace.forms.fields import AreaField, UnitField

MEGABYTE = 1024 * 1024


class ArticleForm(RecordForm):
    class Meta:
        model = Article
        formfield_callback = record_formfield
        fields = ("title", "day", "publisher", "url", "language", "reporter")


class DocumentField(forms.FileField):
    """A file with one article; what the form gets is the `Document` in it."""

    default_error_messages = refusals.DOCUMENTS

    def clean(self, data: Any, initial: Any = None) -> Document | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            if upload.size > MAX_BYTES:
                raise DocumentError("too_large", str(MAX_BYTES // 1024 // 1024))
            return open_document(upload.read())
        except DocumentError as error:
            words = self.error_messages[error.code]
            raise ValidationError(words, code=error.code, params={"detail": error.detail}) from error


class OfOffice(Words, forms.Form):
    """A form that asks for an office, silently where there is only one."""

    def __init__(self, data: Any = None, files: Any = None, *, user: User, offices: QuerySet) -> None:
        super().__init__(data, files)
        self.user = user
        office = forms.ModelChoiceField(offices, to_field_name="slug", label=_("Office"), empty_label=None)
        first = list(offices[:2])
        office.initial = first[0] if first else None
        if len(first) == 1:
            office.widget = forms.HiddenInput()
        self.fields = {"office": office, **self.fields}


class ManyFilesInput(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """Several files, or all of a folder."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list) else [data] if data else []
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return given


class FilesForm(OfOffice):
    """Many texts at once, as they lie on somebody's disk."""

    files = ManyFilesField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy(
            "Texts, web pages, Word files, PDFs, letters; JSON lines, Parquet, web archives (WARC); or a folder packed "
            "as ZIP. At most 500 files and 200 MB at a time."
        ),
    )
    folder = ManyFilesField(
        label=gettext_lazy("Or a folder"),
        required=False,
        widget=ManyFilesInput(attrs={"webkitdirectory": True}),
        help_text=gettext_lazy("All that is in it. If your browser offers no folders, pack it as ZIP."),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish the articles, and each figure as soon as it is accepted"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [*(cleaned.get("files") or ()), *(cleaned.get("folder") or ())]
        if not given:
            self.add_error("files", ValidationError(_("Choose files or a folder."), code="required"))
        size, most = sum(each.size for each in given), settings.KELISIM_BATCH_LIMIT
        if size > most:
            words = _("Together these files have %(size)s MB; at most %(most)s MB go at a time. Upload them in parts.")
            values = {"size": formats.number(size // MEGABYTE + 1), "most": formats.number(most // MEGABYTE)}
            self.add_error("files", ValidationError(words % values, code="too_large"))
        return cleaned | {"given": given}


class AddressForm(OfOffice):
    """A page or a feed that a worker fetches."""

    url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=1000,
        assume_scheme="https",
        error_messages={"invalid": NO_ADDRESS},
        help_text=gettext_lazy("Of one article, or of a feed (RSS, Atom): then of each of its entries."),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish the articles, and each figure as soon as it is accepted"), required=False
    )

    def clean_url(self) -> str:
        """Said at once; what needs the network is said by the work."""
        if "@" in urlsplit(self.cleaned_data["url"]).netloc:
            raise refusals.refusal_of("secret")
        return plain_address(self.cleaned_data["url"])


class FeedForm(RecordForm):
    class Meta:
        model = Feed
        formfield_callback = record_formfield
        fields = ("name", "url", "hours", "is_public")


class NewArticleForm(OfOffice):
    """A text that is pasted or uploaded, and what is known of it."""

    text = forms.CharField(
        label=gettext_lazy("Text of the article"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("Paste the words of one article, its headline first."),
    )
    file = DocumentField(
        label=gettext_lazy("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.docx,.pdf,.eml"}),
        help_text=gettext_lazy("Text (UTF-8), web page, Word (.docx), PDF or letter (.eml), at most 20 MB."),
    )
    day = DayField(
        label=gettext_lazy("Day of publication"),
        required=False,
        help_text=gettext_lazy("Without it, words such as “this year” cannot be understood."),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Empty: the first line of the text."),
    )
    publisher = forms.CharField(label=gettext_lazy("Publisher"), required=False, max_length=200)
    url = forms.URLField(label=gettext_lazy("Address"), required=False, max_length=1000, assume_scheme="https")
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False, choices=[("", gettext_lazy("By the text")), *Language.choices]
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish the article, and each figure as soon as it is accepted"),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        """The file's text, title and day stand in the fields from now on, so that no refusal loses them."""
        cleaned = super().clean() or {}
        if document := cleaned.pop("file", None):
            cleaned["text"] = document.text
            self._keep("text", document.text)
            for name in ("title", "day"):
                found = getattr(document, name)
                if found and not cleaned.get(name) and name not in self.errors:
                    cleaned[name] = found
                    self._keep(name, str(found))
        return cleaned

    def _keep(self, name: str, value: str) -> None:
        self.data = self.data.copy()
        self.data[name] = value

    @property
    def facts(self) -> dict[str, Any]:
        """What `store_article` is told."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("office", "publish", "file")}

    @property
    def is_code(self) -> bool:
        """Whether the code of a web page was pasted."""
        return any(error.code == "html" for error in self.errors.as_data().get("text", []))

    def without_code(self) -> NewArticleForm:
        """The same form with the words of the page instead of its code, not yet sent."""
        data = self.data.copy()
        data["text"] = words_of_html(data.get("text", ""))
        form = type(self)(user=self.user, offices=self.fields["office"].queryset)
        form.initial = {name: data.get(name) for name in form.fields if name != "file"}
        return form


class NewTextForm(Words, forms.Form):
    """A corrected text of an article that is here."""

    text = forms.CharField(
        label=gettext_lazy("Corrected text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("The whole text as it reads now, its headline first."),
    )


class CorrectionForm(Words, forms.Form):
    """What a claim says, put right. Begins with what was read."""

    measure = forms.ChoiceField(label=gettext_lazy("Measure"), choices=Measure.choices)
    of = forms.ChoiceField(label=gettext_lazy("Growth of"), choices=[("", "–"), *Measure.choices], required=False)
    value = AmountField(
        label=gettext_lazy("Value"),
        max_digits=24,
        decimal_places=4,
        help_text=gettext_lazy("In full: 432200000000, not 432.2 bn."),
    )
    unit = UnitField(label=gettext_lazy("Unit"))
    bound = forms.ChoiceField(label=gettext_lazy("How exactly"), choices=Bound.choices)
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=FactStatus.choices)
    stage = forms.ChoiceField(
        label=gettext_lazy("How far it has come"), choices=[("", "–"), *ClaimStage.choices], required=False
    )
    start = DayField(label=gettext_lazy("First day"), required=False)
    end = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(self, data: Any = None, *, claim: Claim | Unclear, events: QuerySet[Event]) -> None:
        self.claim = claim
        super().__init__(data, initial=self._initial(claim))
        places = list(Area.objects.all())
        self.fields["area"] = AreaField(places, label=_("Area"), required=False)
        countries = [place for place in places if place.kind == AreaKind.COUNTRY]
        self.fields["partner"] = AreaField(countries, label=_("Partner country"), required=False)
        self.fields["event"] = forms.ModelChoiceField(events, to_field_name="slug", label=_("Event"), required=False)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=claim.version)

    def _initial(self, claim: Any) -> dict[str, Any]:
        facts = asdict(facts_of(claim))
        return facts | {"value": f"{facts['value'].normalize():f}", "event": claim.event.slug if claim.event else None}

    @property
    def facts(self) -> dict[str, Any]:
        """What `correct_claim` is told: areas by code."""
        cleaned = self.cleaned_data
        codes = {name: cleaned[name].code if cleaned[name] else None for name in ("area", "partner")}
        return {
            **{name: cleaned[name] for name in NAMES},
            **codes,
            "event": cleaned["event"],
            "version": cleaned["version"],
        }


class PlaceForm(CorrectionForm):
    """A claim made of an unclear place. Begins with the number as far as it was read, and with the article's own place."""

    def __init__(self, data: Any = None, *, read: dict[str, Any], claim: Unclear, events: QuerySet[Event]) -> None:
        self.read = read
        super().__init__(data, claim=claim, events=events)
        self.fields["measure"].choices = [("", "–"), *Measure.choices]

    def _initial(self, claim: Any) -> dict[str, Any]:
        return {"bound": Bound.EXACT, "status": FactStatus.ACTUAL, **self.read}


class DismissForm(Words, forms.Form):
    """Why an unclear place becomes no claim."""

    reason = forms.ChoiceField(label=gettext_lazy("If you dismiss it, because"), choices=DismissReason.choices)
