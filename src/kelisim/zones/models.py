"""Zones with their plots, buildings, utilities, tariffs, residents and applications."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.fields import CurrencyField, DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, Publishable, money_checks, period_checks, tracked
from kelisim.common.models import Area, Source
from kelisim.parties.models import Organisation


class ZoneKind(models.TextChoices):
    """Legal kinds of zones."""

    SPECIAL = "special", _("Special economic zone")
    INDUSTRIAL = "industrial", _("Industrial zone")
    PARK = "park", _("Small industrial park")


@tracked
class Zone(OfficeRecord, Publishable):
    """A special economic zone, an industrial zone or a small industrial park."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ZoneKind.choices)
    name = TranslatedField(_("name"))
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="zones")
    hectares = models.DecimalField(_("hectares"), max_digits=12, decimal_places=4, null=True, blank=True)
    start = DayField(_("founded"), null=True, blank=True)
    end = DayField(_("term ends"), null=True, blank=True)
    manager = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("management company"),
        null=True,
        blank=True,
        related_name="managed_zones",
    )
    about = TranslatedField(_("about"), blank=True, is_long=True)
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="zones"
    )

    public_fields = (
        "public_id",
        "slug",
        "kind",
        "name",
        "area",
        "hectares",
        "start",
        "end",
        "manager",
        "about",
        "is_sample",
    )

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("zone"), _("zones")
        ordering = ["slug"]
        constraints = [
            *period_checks("zone"),
            models.CheckConstraint(
                condition=Q(hectares__isnull=True) | Q(hectares__gt=0), name="zone_hectares_positive"
            ),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_positive(self, "hectares")

    def __str__(self) -> str:
        return str(self.name)

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.ZONE_MANAGER:
            return Q(managers__user=user, managers__archived_at__isnull=True)
        return super().own_q(user)

    def search_words(self) -> list[str]:
        return [self.slug, *self.name.values(), *self.about.values()]


class ZonePart(LedgerModel):
    """A row that belongs to a zone and is seen with it."""

    zone = models.ForeignKey(Zone, models.CASCADE, verbose_name=_("zone"), related_name="%(class)ss")

    class Meta(LedgerModel.Meta):
        abstract = True

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()
        plot = getattr(self, "plot", None)
        if plot is not None and plot.zone_id != self.zone_id:
            message = _("Plot %(plot)s lies in another zone. Choose a plot of this zone.")
            yield "plot", ValidationError(message, code="plot_elsewhere", params={"plot": plot})

    @property
    def office_id(self) -> int:
        """The office of the zone."""
        return self.zone.office_id

    @property
    def is_sample(self) -> bool:
        """Whether the zone is made up."""
        return self.zone.office.is_sample

    @classmethod
    def published_q(cls) -> Q:
        return Q(zone__published_at__isnull=False, zone__archived_at__isnull=True, archived_at__isnull=True)

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(zone__in=Zone.everything.filter(Zone.own_q(user)))


class PrivateZonePart(ZonePart):
    """A row of a zone that only the zone's own people see."""

    class Meta(ZonePart.Meta):
        abstract = True

    @classmethod
    def published_q(cls) -> Q:
        return Q(pk__in=[])


@tracked
class ZoneManager(PrivateZonePart):
    """A user who runs a zone."""

    zone = models.ForeignKey(Zone, models.CASCADE, verbose_name=_("zone"), related_name="managers")
    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("user"), related_name="managed_zones")

    class Meta(PrivateZonePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("zone manager"), _("zone managers")
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "user"], condition=Q(archived_at__isnull=True), name="zone_manager_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.zone}"


class PlotState(models.TextChoices):
    """Whether a plot can be had."""

    OPEN = "open", _("Open")
    RESERVED = "reserved", _("Reserved")
    BUILDING = "building", _("Under construction")
    OCCUPIED = "occupied", _("Occupied")
    UNSERVICED = "unserviced", _("No utilities yet")


def is_outline(value: object) -> bool:
    """Whether a value is a list of at least three corners `[x, y]`."""
    return isinstance(value, list) and len(value) >= 3 and all(_is_corner(corner) for corner in value)


def _is_corner(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(part, int | float) for part in value)


@tracked
class Plot(ZonePart):
    """A piece of land of a zone."""

    number = models.CharField(_("number"), max_length=20)
    cadastre = models.CharField(_("cadastral number"), max_length=30, blank=True)
    hectares = models.DecimalField(_("hectares"), max_digits=10, decimal_places=4)
    state = models.CharField(_("state"), max_length=10, choices=PlotState.choices, default=PlotState.OPEN)
    purpose = TranslatedField(_("purpose"), blank=True)
    has_rail = models.BooleanField(_("rail spur"), default=False)
    has_road = models.BooleanField(_("paved road"), default=False)
    hazard_class = models.PositiveSmallIntegerField(
        _("hazard class allowed"), null=True, blank=True, help_text=_("1 (highest) to 5")
    )
    outline = models.JSONField(
        _("outline"), null=True, blank=True, help_text=_("Corners on the zone's plan, [[x, y], …]")
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="plots")

    class Meta(ZonePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("plot"), _("plots")
        ordering = ["zone", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"], condition=Q(archived_at__isnull=True), name="plot_number_once"
            ),
            models.CheckConstraint(condition=Q(hectares__gt=0), name="plot_hectares_positive"),
            models.CheckConstraint(
                condition=Q(hazard_class__isnull=True) | Q(hazard_class__range=(1, 5)), name="plot_hazard_1_to_5"
            ),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_positive(self, "hectares")
        if isinstance(self.hazard_class, int) and not 1 <= self.hazard_class <= 5:
            yield (
                "hazard_class",
                ValidationError(_("A hazard class is a number from 1, the highest, to 5."), code="hazard_class"),
            )
        if self.outline is not None and not is_outline(self.outline):
            message = _("An outline has at least three corners, each two numbers: [[0, 0], [60, 0], [60, 40]].")
            yield "outline", ValidationError(message, code="outline")
        if self.zone_id is not None:
            yield from checks.check_free(
                self, "number", _("The zone has a plot %(value)s already."), within=("zone_id",)
            )

    def __str__(self) -> str:
        return self.number

    def search_words(self) -> list[str]:
        return [self.number, self.cadastre, *self.zone.name.values()]


@tracked
class Building(ZonePart):
    """A hall or house of a zone, for lease or buy-out."""

    plot = models.ForeignKey(
        Plot, models.PROTECT, verbose_name=_("plot"), null=True, blank=True, related_name="buildings"
    )
    number = models.CharField(_("number"), max_length=20)
    square_metres = models.DecimalField(_("square metres"), max_digits=12, decimal_places=2)
    state = models.CharField(_("state"), max_length=10, choices=PlotState.choices, default=PlotState.OPEN)
    is_for_buy_out = models.BooleanField(_("may be bought out"), default=False)
    about = TranslatedField(_("about"), blank=True)

    class Meta(ZonePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("building"), _("buildings")
        ordering = ["zone", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"], condition=Q(archived_at__isnull=True), name="building_number_once"
            ),
            models.CheckConstraint(condition=Q(square_metres__gt=0), name="building_size_positive"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_positive(self, "square_metres")
        if self.zone_id is not None:
            yield from checks.check_free(
                self, "number", _("The zone has a building %(value)s already."), within=("zone_id",)
            )

    def __str__(self) -> str:
        return self.number


class UtilityKind(models.TextChoices):
    """What a utility carries."""

    POWER = "power", _("Electricity, MW")
    WATER = "water", _("Water, m³ a day")
    SEWAGE = "sewage", _("Sewage, m³ a day")
    GAS = "gas", _("Gas, m³ an hour")
    HEAT = "heat", _("Heat, Gcal an hour")
    RAIL = "rail", _("Rail, wagons a day")
    TELECOM = "telecom", _("Telecommunication, Mbit/s")


@tracked
class Utility(ZonePart):
    """The capacity of a utility from one day until another."""

    zone = models.ForeignKey(Zone, models.CASCADE, verbose_name=_("zone"), related_name="utilities")
    kind = models.CharField(_("kind"), max_length=10, choices=UtilityKind.choices)
    capacity = models.DecimalField(_("capacity"), max_digits=14, decimal_places=4)
    start = DayField(_("since"), null=True, blank=True)
    end = DayField(_("until"), null=True, blank=True)

    class Meta(ZonePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("utility"), _("utilities")
        ordering = ["zone", "kind", "start"]
        constraints = [
            *period_checks("utility"),
            models.CheckConstraint(condition=Q(capacity__gte=0), name="utility_capacity_not_negative"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_not_negative(self, "capacity")

    def __str__(self) -> str:
        return self.get_kind_display()


@tracked
class UtilityClaim(PrivateZonePart):
    """What somebody needs of a utility in a period. Projects write these claims; zones do not know projects."""

    zone = models.ForeignKey(Zone, models.CASCADE, verbose_name=_("zone"), related_name="utility_claims")
    kind = models.CharField(_("kind"), max_length=10, choices=UtilityKind.choices)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=4)
    start = DayField(_("since"), null=True, blank=True)
    end = DayField(_("until"), null=True, blank=True)
    label = models.CharField(_("for"), max_length=300)
    is_firm = models.BooleanField(_("contracted"), default=False)

    class Meta(PrivateZonePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("claim on a utility"), _("claims on utilities")
        ordering = ["zone", "kind", "start"]
        constraints = [
            *period_checks("utility_claim"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="utility_claim_positive"),
        ]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_positive(self, "amount")

    def __str__(self) -> str:
        return f"{self.label}: {self.amount}"


class TariffKind(models.TextChoices):
    """What a tariff is paid for."""

    LEASE_LAND = "lease_land", _("Lease of land, a hectare and year")
    BUY_LAND = "buy_land", _("Purchase of land, a hectare")
    LEASE_BUILDING = "lease_building", _("Lease of a building, a square metre and month")
    POWER = "power", _("Electricity, a kWh")
    WATER = "water", _("Water, a cubic metre")
    GAS = "gas", _("Gas, a cubic metre")
    SERVICE = "service", _("Services of the management company, a month")


@tracked
class Tariff(ZonePart):
    """A price of the zone with the days between which it holds."""

    kind = models.CharField(_("kind"), max_length=16, choices=TariffKind.choices)
    amount = models.DecimalField(_("price"), max_digits=24, decimal_places=4)
    currency = CurrencyField(_("currency"), default="KZT")
    start = DayField(_("since"), null=True, blank=True)
    end = DayField(_("until"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="tariffs")

    class Meta(ZonePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("tariff"), _("tariffs")
        ordering = ["zone", "kind", "-start"]
        constraints = [*money_checks("tariff"), *period_checks("tariff")]

    def __str__(self) -> str:
        return self.get_kind_display()


@tracked
class Resident(ZonePart):
    """An organisation that works in a zone."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="residences"
    )
    plots = models.ManyToManyField(Plot, verbose_name=_("plots"), blank=True, through="ResidentPlot")
    start = DayField(_("since"), null=True, blank=True)
    end = DayField(_("until"), null=True, blank=True)

    class Meta(ZonePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("resident"), _("residents")
        ordering = ["zone", "-start"]
        constraints = period_checks("resident")

    def __str__(self) -> str:
        return str(self.organisation)


@tracked
class ResidentPlot(LedgerModel):
    """Which plot a resident holds."""

    resident = models.ForeignKey(Resident, models.CASCADE)
    plot = models.ForeignKey(Plot, models.PROTECT)

    class Meta(LedgerModel.Meta):
        constraints = [models.UniqueConstraint(fields=["resident", "plot"], name="resident_plot_once")]

    def __str__(self) -> str:
        return str(self.plot)


class ApplicationState(models.TextChoices):
    """How far an application for land has come."""

    HANDED_IN = "handed_in", _("Handed in")
    STUDIED = "studied", _("Being studied")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


DECIDED_APPLICATIONS = (ApplicationState.ACCEPTED, ApplicationState.DECLINED)


@tracked
class Application(PrivateZonePart):
    """An organisation's application to become a resident."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="applications"
    )
    plot = models.ForeignKey(
        Plot, models.PROTECT, verbose_name=_("plot"), null=True, blank=True, related_name="applications"
    )
    hectares = models.DecimalField(_("hectares needed"), max_digits=10, decimal_places=4, null=True, blank=True)
    purpose = TranslatedField(_("what will be made"), is_long=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.HANDED_IN
    )
    handed_in_on = DayField(_("handed in"))
    decided_on = DayField(_("decided"), null=True, blank=True)
    reason = TranslatedField(_("reason"), blank=True)

    class Meta(PrivateZonePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("application"), _("applications")
        ordering = ["-handed_in_on", "-pk"]
        constraints = period_checks("application", start="handed_in_on", end="decided_on")

    periods = (("handed_in_on", "decided_on"),)

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        yield from checks.check_positive(self, "hectares")
        if self.state in DECIDED_APPLICATIONS:
            yield from checks.check_required(self, ["decided_on"], _("Say on which day it was decided."))
        if self.state == ApplicationState.DECLINED:
            yield from checks.check_required(self, ["reason"], _("Give the applicant the reason."))

    def __str__(self) -> str:
        return f"{self.organisation} · {self.zone}"
