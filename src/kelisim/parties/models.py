"""Organisations, people, their positions, contacts and the talks with them."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import User
from kelisim.common import checks
from kelisim.common.choices import Language
from kelisim.common.fields import BinField, DayField, LeiField
from kelisim.common.ledger import LedgerModel, OfficeRecord, Publishable, period_checks, tracked
from kelisim.common.models import Area


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    COMPANY = "company", _("Company")
    GOVERNMENT = "government", _("Government body")
    AGENCY = "agency", _("Agency or development institute")
    BANK = "bank", _("Bank or fund")
    ASSOCIATION = "association", _("Association or chamber")
    INTERNATIONAL = "international", _("International organisation")
    EDUCATION = "education", _("University or institute")


@tracked
class Organisation(LedgerModel, Publishable):
    """A company or body. Global: all offices share it; its names are rows, one a language."""

    kind = models.CharField(
        _("kind"), max_length=14, choices=OrganisationKind.choices, default=OrganisationKind.COMPANY
    )
    name = models.CharField(_("name"), max_length=300, help_text=_("As the organisation writes it itself."))
    country = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="+"
    )
    bin = BinField(_("BIN"), max_length=12, blank=True)
    lei = LeiField(_("LEI"), max_length=20, blank=True)
    registration = models.CharField(
        _("registration number"), max_length=60, blank=True, help_text=_("In the country of origin.")
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    sector = models.CharField(_("sector (ISIC)"), max_length=6, blank=True)
    note = TranslatedField(_("about"), blank=True, is_long=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    search_links = ("names",)
    public_fields = ("public_id", "kind", "name", "names", "country", "website", "sector", "note", "is_sample")

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("organisation"), _("organisations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bin"], condition=~Q(bin="") & Q(archived_at__isnull=True), name="organisation_bin_once"
            ),
            models.UniqueConstraint(
                fields=["lei"], condition=~Q(lei="") & Q(archived_at__isnull=True), name="organisation_lei_once"
            ),
            models.CheckConstraint(condition=Q(bin="") | Q(bin__regex=r"^[0-9]{12}$"), name="organisation_bin_digits"),
            models.CheckConstraint(condition=Q(lei="") | Q(lei__regex=r"^[0-9A-Z]{20}$"), name="organisation_lei_form"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_free(
            self, "bin", _("“%(other)s” has this BIN. Open that organisation instead of adding it again.")
        )
        yield from checks.check_free(
            self, "lei", _("“%(other)s” has this LEI. Open that organisation instead of adding it again.")
        )

    def __str__(self) -> str:
        return self.name

    def search_words(self) -> list[str]:
        return [self.name, self.bin, self.lei, self.registration, *(row.text for row in self.names.all())]


@tracked
class OrganisationName(LedgerModel):
    """What an organisation is called in a language."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    text = models.CharField(_("name"), max_length=300)
    is_former = models.BooleanField(_("former name"), default=False)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("name of an organisation"), _("names of organisations")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language"],
                condition=Q(is_former=False, archived_at__isnull=True),
                name="organisation_one_name_a_language",
            )
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class Person(LedgerModel, Publishable):
    """Somebody whom offices meet. Global; contacts belong to an office."""

    name = models.CharField(_("name"), max_length=200)
    country = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="+"
    )
    languages = models.CharField(
        _("languages spoken"), max_length=60, blank=True, help_text=_("Codes, for example: kk, ru, en")
    )
    note = TranslatedField(_("about"), blank=True, is_long=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    public_fields = ("public_id", "name", "names", "country")

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("person"), _("people")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def search_words(self) -> list[str]:
        return [self.name, *(row.text for row in self.names.all())]


@tracked
class PersonName(LedgerModel):
    """What a person is called in a language."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    text = models.CharField(_("name"), max_length=200)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("name of a person"), _("names of people")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"], condition=Q(archived_at__isnull=True), name="person_one_name_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class Position(LedgerModel):
    """What a person does in an organisation, from when until when."""

    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("person"), related_name="positions")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="positions"
    )
    title = TranslatedField(_("title"), max_length=300)
    start = DayField(_("since"), null=True, blank=True)
    end = DayField(_("until"), null=True, blank=True)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("position"), _("positions")
        ordering = ["-start", "pk"]
        constraints = period_checks("position")

    def __str__(self) -> str:
        return str(self.title)


def acts_for(user: User, path: str = "") -> Q:
    """Organisations for which the user acts, or, by the `path` to them (`organisation__`), rows about these. One join keeps
    both conditions on one representative: do not take it apart.
    """
    return Q(**{f"{path}representatives__user": user, f"{path}representatives__archived_at__isnull": True})


@tracked
class Representative(LedgerModel):
    """A user who acts for an organisation: an investor's own people."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("user"), related_name="representations")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="representatives"
    )

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("representative"), _("representatives")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(archived_at__isnull=True), name="representative_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class ContactKind(models.TextChoices):
    """Ways to reach somebody."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    MESSENGER = "messenger", _("Messenger")
    ADDRESS = "address", _("Postal address")


@tracked
class Contact(OfficeRecord):
    """How an office reaches a person or an organisation; other offices do not see it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="contacts")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind.choices)
    value = models.CharField(_("contact"), max_length=300)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("contact"), _("contacts")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False), name="contact_of_somebody"
            )
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_one_of(self, "organisation", "person", _("Say whose contact this is."))

    def __str__(self) -> str:
        return self.value


class DialogueKind(models.TextChoices):
    """How one talked."""

    CALL = "call", _("Call")
    LETTER = "letter", _("Letter")
    VIDEO = "video", _("Video meeting")
    VISIT = "visit", _("Visit")


@tracked
class Dialogue(OfficeRecord):
    """One talk with an organisation: what was said, the next step, who does it by when."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="dialogues"
    )
    people = models.ManyToManyField(Person, verbose_name=_("people"), blank=True, through="DialoguePerson")
    kind = models.CharField(_("kind"), max_length=10, choices=DialogueKind.choices)
    happened_at = models.DateTimeField(_("when"))
    summary = TranslatedField(_("what was said"), is_long=True)
    next_step = TranslatedField(_("next step"), blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("owner"), null=True, blank=True, related_name="dialogues"
    )
    due = DayField(_("due"), null=True, blank=True)
    done_on = DayField(_("done"), null=True, blank=True)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("dialogue"), _("dialogues")
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.organisation}"


@tracked
class DialoguePerson(LedgerModel):
    """Who took part in a talk."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE)

    class Meta(LedgerModel.Meta):
        constraints = [models.UniqueConstraint(fields=["dialogue", "person"], name="dialogue_person_once")]

    def __str__(self) -> str:
        return str(self.person)


@tracked
class Aftercare(OfficeRecord):
    """How often an office visits an organisation that works in its region, and who does; the last visit is a talk."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="aftercares"
    )
    months = models.PositiveSmallIntegerField(_("months between visits"), default=6)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("owner"), null=True, blank=True, related_name="aftercares"
    )
    start = DayField(_("counted from"), help_text=_("The first visit is due so many months later."))
    note = TranslatedField(_("note"), blank=True, is_long=True)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("aftercare"), _("aftercare")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "organisation"], condition=Q(archived_at__isnull=True), name="aftercare_once"
            ),
            models.CheckConstraint(condition=Q(months__range=(1, 60)), name="aftercare_months_in_range"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if isinstance(self.months, int) and not 1 <= self.months <= 60:
            yield "months", ValidationError(_("Write a number of months from 1 to 60."), code="months")

    def __str__(self) -> str:
        return str(self.organisation)
