"""Every write on lessons."""

from __future__ import annotations

from datetime import date
from typing import Any

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.events.models import (
    Event,
    Lesson,
)


@action("events.create_lesson")
def create_lesson(event: Event, *, by: User, **facts: Any) -> Lesson:
    """Add a lesson to the event."""
    return store(change(Lesson(event=event), facts))


@action("events.edit_lesson")
def edit_lesson(lesson: Lesson, *, version: int | None = None, by: User, **facts: Any) -> Lesson:
    """Change a lesson."""
    return store(change(lesson, facts), version=version)


@action("events.archive_lesson")
def archive_lesson(lesson: Lesson, *, version: int | None = None, by: User) -> Lesson:
    """Put a lesson away."""
    return common.archive(lesson, version=version, by=by)


@action("events.restore_lesson")
def restore_lesson(lesson: Lesson, *, version: int | None = None, by: User) -> Lesson:
    """Take a lesson back."""
    return common.restore(lesson, version=version, by=by)


@action("events.finish_lesson")
def finish_lesson(lesson: Lesson, *, on: date, by: User) -> Lesson:
    """Record that what was learnt has been put to work."""
    return store(change(lesson, {"done_on": on}))
