"""Forms of users, offices and access tokens."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import Office, Role, User
from kelisim.common.models import AreaKind
from kelisim.common.templatetags.kelisim import area_name
from kelisim.workspace.forms.core import ActForm, RecordForm, record_formfield
from kelisim.workspace.forms.fields import TickInput


class UserForm(RecordForm):
    """A new user gets an e-mail; only an administrator moves a user to another office."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        formfield_callback = record_formfield
        fields = ("name", "email", "role", "language", "office", "is_active")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.record is None:
            self.fields.pop("is_active")
            return
        self.fields.pop("email")
        if self.user.role != Role.ADMINISTRATOR:
            self.fields.pop("office")


class OfficeForm(RecordForm):
    area_codes = forms.MultipleChoiceField(label=_("Areas"), widget=TickInput)

    class Meta:
        model = Office
        formfield_callback = record_formfield
        fields = ("name", "slug", "area_codes", "is_sample")
        labels = {"slug": _("Short name")}
        help_texts = {
            "slug": _("Latin letters, digits and hyphens, such as turkistan. It stands in addresses and files."),
            "is_sample": _(
                "All that this office records is made up, to show the product. It is never counted as real."
            ),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        known = [(area.code, area_name(area)) for area in self.places if area.kind != AreaKind.DISTRICT]
        self.fields["area_codes"].choices = sorted(known, key=lambda pair: pair[1].casefold())


class TokenForm(ActForm):
    name = forms.CharField(label=_("What it is for"), max_length=100)
