"""Who may keep zones and what belongs to them."""

from typing import Any

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_living, is_zone_manager, leads_there, works_there
from kelisim.zones.models import Zone, ZoneManager


@rules.predicate
def runs_zone(user: User, subject: Any) -> bool:
    """The user is a manager of the zone, or of the zone that the subject belongs to."""
    zone_id = subject.pk if isinstance(subject, Zone) else subject.zone_id
    return ZoneManager.objects.filter(zone_id=zone_id, user=user).exists()


keeps_zone = works_there | (is_zone_manager & runs_zone)

rules.add_perm("zones.create_zone", works_there)
rules.add_perm("zones.edit_zone", keeps_zone & is_living)
rules.add_perm("zones.archive_zone", works_there & is_living)
rules.add_perm("zones.restore_zone", works_there)
rules.add_perm("zones.publish_zone", leads_there & is_living)
rules.add_perm("zones.withdraw_zone", leads_there)
rules.add_perm("zones.add_manager", leads_there & is_living)
rules.add_perm("zones.remove_manager", leads_there)

rules.add_perm("zones.create_plot", keeps_zone)
rules.add_perm("zones.edit_plot", keeps_zone & is_living)
rules.add_perm("zones.archive_plot", keeps_zone & is_living)
rules.add_perm("zones.restore_plot", keeps_zone)

rules.add_perm("zones.create_building", keeps_zone)
rules.add_perm("zones.edit_building", keeps_zone & is_living)
rules.add_perm("zones.archive_building", keeps_zone & is_living)
rules.add_perm("zones.restore_building", keeps_zone)

rules.add_perm("zones.create_utility", keeps_zone)
rules.add_perm("zones.edit_utility", keeps_zone & is_living)
rules.add_perm("zones.archive_utility", keeps_zone & is_living)
rules.add_perm("zones.restore_utility", keeps_zone)

rules.add_perm("zones.create_utility_claim", keeps_zone)
rules.add_perm("zones.edit_utility_claim", keeps_zone & is_living)
rules.add_perm("zones.archive_utility_claim", keeps_zone & is_living)
rules.add_perm("zones.restore_utility_claim", keeps_zone)

rules.add_perm("zones.create_tariff", keeps_zone)
rules.add_perm("zones.edit_tariff", keeps_zone & is_living)
rules.add_perm("zones.archive_tariff", keeps_zone & is_living)
rules.add_perm("zones.restore_tariff", keeps_zone)

rules.add_perm("zones.create_resident", keeps_zone)
rules.add_perm("zones.edit_resident", keeps_zone & is_living)
rules.add_perm("zones.archive_resident", keeps_zone & is_living)
rules.add_perm("zones.restore_resident", keeps_zone)

rules.add_perm("zones.create_application", keeps_zone)
rules.add_perm("zones.edit_application", keeps_zone & is_living)
rules.add_perm("zones.archive_application", keeps_zone & is_living)
rules.add_perm("zones.restore_application", keeps_zone)

rules.add_perm("zones.decide_application", keeps_zone & is_living)
