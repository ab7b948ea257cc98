"""Every write on zones and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, Role, User
from kelisim.common import services as common
from kelisim.common.services import change, free_slug, store
from kelisim.zones.models import (
    Application,
    Building,
    Plot,
    Resident,
    ResidentPlot,
    Tariff,
    Utility,
    UtilityClaim,
    Zone,
    ZoneManager,
)


@action("zones.create_zone")
def create_zone(office: Office, *, by: User, **facts: Any) -> Zone:
    """Record a zone of an office; without an address it gets one from its name."""
    zone = change(Zone(office=office), facts)
    zone.slug = zone.slug or free_slug(Zone, str(zone.name), otherwise="zone")
    return store(zone)


@action("zones.edit_zone")
def edit_zone(zone: Zone, *, version: int | None = None, by: User, **facts: Any) -> Zone:
    """Change a zone."""
    return store(change(zone, facts), version=version)


@action("zones.archive_zone")
def archive_zone(zone: Zone, *, version: int | None = None, by: User) -> Zone:
    """Put a zone away."""
    return common.archive(zone, version=version, by=by)


@action("zones.restore_zone")
def restore_zone(zone: Zone, *, version: int | None = None, by: User) -> Zone:
    """Take a zone back."""
    return common.restore(zone, version=version, by=by)


@action("zones.publish_zone")
def publish_zone(zone: Zone, *, by: User) -> Zone:
    """Release a zone to the public."""
    return common.publish(zone, by=by)


@action("zones.withdraw_zone")
def withdraw_zone(zone: Zone, *, by: User) -> Zone:
    """Take a zone back from the public."""
    return common.withdraw(zone, by=by)


@action("zones.add_manager")
def add_manager(zone: Zone, *, user: User, by: User) -> ZoneManager:
    """Let a user run a zone."""
    if user.role != Role.ZONE_MANAGER:
        message = _("%(name)s is no zone manager. Give the user that role first.")
        raise ValidationError({"user": ValidationError(message, params={"name": user.name})})
    return store(ZoneManager(zone=zone, user=user))


@action("zones.remove_manager")
def remove_manager(manager: ZoneManager, *, by: User) -> ZoneManager:
    """End that a user runs a zone."""
    return common.archive(manager, version=None, by=by)


@action("zones.create_plot")
def create_plot(zone: Zone, *, by: User, **facts: Any) -> Plot:
    """Add a plot to the zone."""
    return store(change(Plot(zone=zone), facts))


@action("zones.edit_plot")
def edit_plot(plot: Plot, *, version: int | None = None, by: User, **facts: Any) -> Plot:
    """Change a plot."""
    return store(change(plot, facts), version=version)


@action("zones.archive_plot")
def archive_plot(plot: Plot, *, version: int | None = None, by: User) -> Plot:
    """Put a plot away."""
    return common.archive(plot, version=version, by=by)


@action("zones.restore_plot")
def restore_plot(plot: Plot, *, version: int | None = None, by: User) -> Plot:
    """Take a plot back."""
    return common.restore(plot, version=version, by=by)


@action("zones.create_building")
def create_building(zone: Zone, *, by: User, **facts: Any) -> Building:
    """Add a building to the zone."""
    return store(change(Building(zone=zone), facts))


@action("zones.edit_building")
def edit_building(building: Building, *, version: int | None = None, by: User, **facts: Any) -> Building:
    """Change a building."""
    return store(change(building, facts), version=version)


@action("zones.archive_building")
def archive_building(building: Building, *, version: int | None = None, by: User) -> Building:
    """Put a building away."""
    return common.archive(building, version=version, by=by)


@action("zones.restore_building")
def restore_building(building: Building, *, version: int | None = None, by: User) -> Building:
    """Take a building back."""
    return common.restore(building, version=version, by=by)


@action("zones.create_utility")
def create_utility(zone: Zone, *, by: User, **facts: Any) -> Utility:
    """Add a utility to the zone."""
    return store(change(Utility(zone=zone), facts))


@action("zones.edit_utility")
def edit_utility(utility: Utility, *, version: int | None = None, by: User, **facts: Any) -> Utility:
    """Change a utility."""
    return store(change(utility, facts), version=version)


@action("zones.archive_utility")
def archive_utility(utility: Utility, *, version: int | None = None, by: User) -> Utility:
    """Put a utility away."""
    return common.archive(utility, version=version, by=by)


@action("zones.restore_utility")
def restore_utility(utility: Utility, *, version: int | None = None, by: User) -> Utility:
    """Take a utility back."""
    return common.restore(utility, version=version, by=by)


@action("zones.create_utility_claim")
def create_utility_claim(zone: Zone, *, by: User, **facts: Any) -> UtilityClaim:
    """Add a claim on a utility to the zone."""
    return store(change(UtilityClaim(zone=zone), facts))


@action("zones.edit_utility_claim")
def edit_utility_claim(
    utility_claim: UtilityClaim, *, version: int | None = None, by: User, **facts: Any
) -> UtilityClaim:
    """Change a claim on a utility."""
    return store(change(utility_claim, facts), version=version)


@action("zones.archive_utility_claim")
def archive_utility_claim(utility_claim: UtilityClaim, *, version: int | None = None, by: User) -> UtilityClaim:
    """Put a claim on a utility away."""
    return common.archive(utility_claim, version=version, by=by)


@action("zones.restore_utility_claim")
def restore_utility_claim(utility_claim: UtilityClaim, *, version: int | None = None, by: User) -> UtilityClaim:
    """Take a claim on a utility back."""
    return common.restore(utility_claim, version=version, by=by)


@action("zones.create_tariff")
def create_tariff(zone: Zone, *, by: User, **facts: Any) -> Tariff:
    """Add a tariff to the zone."""
    return store(change(Tariff(zone=zone), facts))


@action("zones.edit_tariff")
def edit_tariff(tariff: Tariff, *, version: int | None = None, by: User, **facts: Any) -> Tariff:
    """Change a tariff."""
    return store(change(tariff, facts), version=version)


@action("zones.archive_tariff")
def archive_tariff(tariff: Tariff, *, version: int | None = None, by: User) -> Tariff:
    """Put a tariff away."""
    return common.archive(tariff, version=version, by=by)


@action("zones.restore_tariff")
def restore_tariff(tariff: Tariff, *, version: int | None = None, by: User) -> Tariff:
    """Take a tariff back."""
    return common.restore(tariff, version=version, by=by)


@action("zones.create_resident")
def create_resident(zone: Zone, *, plots: Iterable[Plot] = (), by: User, **facts: Any) -> Resident:
    """Add a resident with its plots to the zone."""
    return _with_plots(store(change(Resident(zone=zone), facts)), plots)


@action("zones.edit_resident")
def edit_resident(
    resident: Resident, *, plots: Iterable[Plot] | None = None, version: int | None = None, by: User, **facts: Any
) -> Resident:
    """Change a resident; `plots`, where given, are all that it holds."""
    store(change(resident, facts), version=version)
    return resident if plots is None else _with_plots(resident, plots)


def _with_plots(resident: Resident, plots: Iterable[Plot]) -> Resident:
    wanted = {plot.pk: plot for plot in plots}
    _refuse_plots_elsewhere(resident, wanted.values())
    rows = {row.plot_id: row for row in ResidentPlot.everything.filter(resident=resident)}
    for row in rows.values():
        if row.plot_id not in wanted:
            row.delete()
    for plot in wanted.values():
        if plot.pk not in rows:
            store(ResidentPlot(resident=resident, plot=plot))
    return resident


def _refuse_plots_elsewhere(resident: Resident, plots: Iterable[Plot]) -> None:
    elsewhere = [plot.number for plot in plots if plot.zone_id != resident.zone_id]
    if elsewhere:
        message = _("Plot %(plot)s lies in another zone. Choose a plot of this zone.")
        raise ValidationError(
            {"plots": ValidationError(message, code="plot_elsewhere", params={"plot": ", ".join(elsewhere)})}
        )


@action("zones.archive_resident")
def archive_resident(resident: Resident, *, version: int | None = None, by: User) -> Resident:
    """Put a resident away."""
    return common.archive(resident, version=version, by=by)


@action("zones.restore_resident")
def restore_resident(resident: Resident, *, version: int | None = None, by: User) -> Resident:
    """Take a resident back."""
    return common.restore(resident, version=version, by=by)


@action("zones.create_application")
def create_application(zone: Zone, *, by: User, **facts: Any) -> Application:
    """Add an application to the zone."""
    return store(change(Application(zone=zone), facts))


@action("zones.edit_application")
def edit_application(application: Application, *, version: int | None = None, by: User, **facts: Any) -> Application:
    """Change an application."""
    return store(change(application, facts), version=version)


@action("zones.archive_application")
def archive_application(application: Application, *, version: int | None = None, by: User) -> Application:
    """Put an application away."""
    return common.archive(application, version=version, by=by)


@action("zones.restore_application")
def restore_application(application: Application, *, version: int | None = None, by: User) -> Application:
    """Take an application back."""
    return common.restore(application, version=version, by=by)


@action("zones.decide_application")
def decide_application(
    application: Application, *, state: str, on: date, reason: dict[str, str] | None = None, by: User
) -> Application:
    """Accept or decline an application, with the reason."""
    return store(change(application, {"state": state, "decided_on": on, "reason": reason or {}}))
