"""Every write on incentives."""

from __future__ import annotations

from typing import Any

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.incentives.models import Incentive


@action("incentives.create_incentive")
def create_incentive(user: User, *, by: User, **facts: Any) -> Incentive:
    """Record an incentive; the subject is the acting user, for it belongs to no office."""
    return store(change(Incentive(), facts))


@action("incentives.edit_incentive")
def edit_incentive(incentive: Incentive, *, version: int | None = None, by: User, **facts: Any) -> Incentive:
    """Change an incentive."""
    return store(change(incentive, facts), version=version)


@action("incentives.archive_incentive")
def archive_incentive(incentive: Incentive, *, version: int | None = None, by: User) -> Incentive:
    """Put an incentive away."""
    return common.archive(incentive, version=version, by=by)


@action("incentives.restore_incentive")
def restore_incentive(incentive: Incentive, *, version: int | None = None, by: User) -> Incentive:
    """Take an incentive back."""
    return common.restore(incentive, version=version, by=by)


@action("incentives.publish_incentive")
def publish_incentive(incentive: Incentive, *, by: User) -> Incentive:
    """Release an incentive to the public."""
    return common.publish(incentive, by=by)


@action("incentives.withdraw_incentive")
def withdraw_incentive(incentive: Incentive, *, by: User) -> Incentive:
    """Take an incentive back from the public."""
    return common.withdraw(incentive, by=by)
