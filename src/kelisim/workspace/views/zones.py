"""Zones and plots in the workspace."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import STAFF_ROLES, Role, User
from kelisim.accounts.queries import offices_of
from kelisim.projects.models import Project
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_area, by_office, by_sample
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.forms.zones import ManagerForm, PlotForm, ZoneForm
from kelisim.workspace.lists import by_choice, by_published, by_yes
from kelisim.workspace.records import Act, Kind, Line, Part, Thread, address_of, part_rows
from kelisim.zones import services
from kelisim.zones.models import Plot, PlotState, Zone, ZoneKind
from kelisim.zones.queries import plots_for_list, zones_for_list

ROLES = (*STAFF_ROLES, Role.ZONE_MANAGER)
FIRST = 100

PLOTS = (
    Column("number", gettext_lazy("Plot"), "link", lambda row: row),
    Column("hectares", gettext_lazy("Hectares"), "number"),
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("purpose", gettext_lazy("Purpose"), "translated"),
)
MANAGERS = (Column("user", gettext_lazy("Name")),)


def zones_of(user: User) -> QuerySet[Zone]:
    """The zones to which the user may add."""
    if user.role == Role.ZONE_MANAGER:
        return Zone.objects.filter(managers__user=user, managers__archived_at__isnull=True)
    return Zone.objects.filter(office__in=offices_of(user))


def managers_of(zone: Zone, user: User) -> Any:
    return zone.managers.filter(archived_at__isnull=True).select_related("user")


def zone_parts(zone: Zone, user: User) -> list[Part]:
    """The plots and who runs the zone."""
    add = f"{PLOT.address('new')}?zone={zone.public_id}" if user.has_perm("zones.create_plot", zone) else ""
    plots = Plot.objects.visible_to(user).filter(zone=zone).order_by("number", "pk")[:FIRST]
    found = [
        Part("plots", _("Plots"), PLOTS, part_rows(plots, PLOTS), _("No plot is recorded yet."), _("Add a plot"), add)
    ]
    if user.has_perm("zones.add_manager", zone):
        found.append(_managers(zone, user))
    return found


def _managers(zone: Zone, user: User) -> Part:
    def links(row: Any) -> list[tuple[str, str]]:
        return [(_("End"), ZONE.address("remove_manager", zone.public_id, row.public_id))]

    rows = part_rows(managers_of(zone, user), MANAGERS, links)
    href = ZONE.address("add_manager", zone.public_id)
    return Part(
        "managers", _("Zone managers"), MANAGERS, rows, _("Nobody runs this zone here yet."), _("Add a manager"), href
    )


def zone_threads(zone: Zone, user: User) -> list[Thread]:
    """The projects that stand in the zone."""
    projects = Project.objects.visible_to(user).filter(zone=zone).order_by("-pk")[:FIRST]
    lines = [Line(str(each), address_of(each, user), each.get_stage_display()) for each in projects]
    return [Thread("projects", _("Projects"), lines)]


def plot_threads(plot: Plot, user: User) -> list[Thread]:
    """The projects on the plot."""
    projects = Project.objects.visible_to(user).filter(plot=plot).order_by("-pk")[:FIRST]
    lines = [Line(str(each), address_of(each, user), each.get_stage_display()) for each in projects]
    return [Thread("projects", _("Projects"), lines)]


ZONE = Kind(
    noun="zone",
    plural="zones",
    model=Zone,
    services=services,
    rows=lambda user: zones_for_list(user).select_related("office", "area", "manager", "source", "archived_by"),
    form=ZoneForm,
    columns=(
        Column("name", gettext_lazy("Name"), "translated", sort="name"),
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
        Column("area", gettext_lazy("Area"), "area", sort="area__name"),
        Column("hectares", gettext_lazy("Hectares"), "number", sort="hectares"),
        Column("plot_count", gettext_lazy("Plots"), "number", sort="plot_count"),
        Column("open_plot_count", gettext_lazy("Open plots"), "number", sort="open_plot_count"),
        Column("manager", gettext_lazy("Management company"), "link", is_shown=False),
        Column("period", gettext_lazy("Term"), "period", is_shown=False),
        Column("slug", gettext_lazy("Address of the page"), sort="slug", is_shown=False),
    ),
    facts=(
        Column("area", gettext_lazy("Area"), "link"),
        Column("hectares", gettext_lazy("Hectares"), "number"),
        Column("period", gettext_lazy("Term"), "period"),
        Column("manager", gettext_lazy("Management company"), "link"),
        Column("plot_count", gettext_lazy("Plots"), "number"),
        Column("open_plot_count", gettext_lazy("Open plots"), "number"),
        Column("about", gettext_lazy("Description"), "translated"),
    ),
    title=gettext_lazy("Zones"),
    new=gettext_lazy("Record a zone"),
    icon="plots",
    empty=gettext_lazy(
        "Special economic zones, industrial zones and small industrial parks stand here with their plots."
    ),
    filters=(
        by_choice("kind", gettext_lazy("Kind"), ZoneKind.choices),
        by_area(),
        by_published(),
        by_office(),
        by_sample(),
    ),
    order="name",
    roles=ROLES,
    parts=zone_parts,
    threads=zone_threads,
    acts=(
        Act("add_manager", "zones.add_manager", ManagerForm, services.add_manager, gettext_lazy("Add a manager")),
        Act(
            "remove_manager",
            "zones.remove_manager",
            StrikeForm,
            services.remove_manager,
            gettext_lazy("This person no longer runs the zone"),
            parts=managers_of,
            place="managers",
        ),
    ),
)

PLOT = Kind(
    noun="plot",
    plural="plots",
    model=Plot,
    services=services,
    rows=lambda user: plots_for_list(user).select_related("zone__office", "zone__area", "source", "archived_by"),
    form=PlotForm,
    columns=(
        Column("number", gettext_lazy("Plot"), sort="number"),
        Column("zone", gettext_lazy("Zone"), "link", sort=""),
        Column("hectares", gettext_lazy("Hectares"), "number", sort="hectares"),
        Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
        Column("has_rail", gettext_lazy("Rail spur"), "yes", sort="has_rail"),
        Column("has_road", gettext_lazy("Paved road"), "yes", sort="has_road"),
        Column("purpose", gettext_lazy("Purpose"), "translated", sort="purpose"),
        Column("hazard_class", gettext_lazy("Hazard class allowed"), "number", sort="hazard_class", is_shown=False),
        Column("cadastre", gettext_lazy("Cadastral number"), sort="cadastre", is_shown=False),
        Column("area", gettext_lazy("Area"), "area", "zone.area", sort="zone__area__name", is_shown=False),
    ),
    facts=(
        Column("zone", gettext_lazy("Zone"), "link"),
        Column("hectares", gettext_lazy("Hectares"), "number"),
        Column("state", gettext_lazy("State"), "choice", choice("state")),
        Column("purpose", gettext_lazy("Purpose"), "translated"),
        Column("has_rail", gettext_lazy("Rail spur"), "yes"),
        Column("has_road", gettext_lazy("Paved road"), "yes"),
        Column("hazard_class", gettext_lazy("Hazard class allowed"), "number"),
        Column("cadastre", gettext_lazy("Cadastral number")),
    ),
    title=gettext_lazy("Plots"),
    new=gettext_lazy("Add a plot"),
    icon="pin",
    empty=gettext_lazy("The plots of the zones stand here, with their size, state and utilities."),
    filters=(
        by_choice("state", gettext_lazy("State"), PlotState.choices),
        by_area("zone__area"),
        by_yes("rail", gettext_lazy("Rail spur"), lambda rows, yes: rows.filter(has_rail=yes)),
        by_office("zone__office"),
        by_sample("zone__office__is_sample"),
    ),
    order="number",
    roles=ROLES,
    subjects=zones_of,
    verbs=("edit", "archive", "restore"),
    heading=lambda plot: _("Plot %(number)s") % {"number": plot.number},
    label=lambda plot: _("Plot %(number)s") % {"number": plot.number},
    threads=plot_threads,
)
