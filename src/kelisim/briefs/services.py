"""Every write on briefs."""

from __future__ import annotations

from typing import Any

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.briefs.models import Brief
from kelisim.common import services as common
from kelisim.common.services import change, store


@action("briefs.create_brief")
def create_brief(office: Office, *, by: User, **facts: Any) -> Brief:
    """Record a brief of an office."""
    return store(change(Brief(office=office), facts))


@action("briefs.edit_brief")
def edit_brief(brief: Brief, *, version: int | None = None, by: User, **facts: Any) -> Brief:
    """Change a brief."""
    return store(change(brief, facts), version=version)


@action("briefs.archive_brief")
def archive_brief(brief: Brief, *, version: int | None = None, by: User) -> Brief:
    """Put a brief away."""
    return common.archive(brief, version=version, by=by)


@action("briefs.restore_brief")
def restore_brief(brief: Brief, *, version: int | None = None, by: User) -> Brief:
    """Take a brief back."""
    return common.restore(brief, version=version, by=by)


@action("briefs.publish_brief")
def publish_brief(brief: Brief, *, by: User) -> Brief:
    """Release a brief to the public."""
    return common.publish(brief, by=by)


@action("briefs.withdraw_brief")
def withdraw_brief(brief: Brief, *, by: User) -> Brief:
    """Take a brief back from the public."""
    return common.withdraw(brief, by=by)
