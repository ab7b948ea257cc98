"""Every write on cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.cases.models import Case, CaseMessage, CaseState
from kelisim.common import services as common
from kelisim.common.calendars import working_calendar
from kelisim.common.services import change, store
from kelisim.parties.models import Organisation

# Administrative Procedural and Process-Related Code of Kazakhstan, art. 76: fifteen working days from the day of arrival.
DAYS_TO_ANSWER = 15


@action("cases.create_case")
def create_case(office: Office, *, by: User, **facts: Any) -> Case:
    """Record a case of an office."""
    return store(change(Case(office=office), facts))


@action("cases.raise_case")
def raise_case(organisation: Organisation, *, office: Office, by: User, **facts: Any) -> Case:
    """An investor comes to an office with a question or a problem; the clock begins to run."""
    now = timezone.now()
    due = working_calendar().after(timezone.localdate(now), DAYS_TO_ANSWER)
    return store(change(Case(office=office, organisation=organisation, opened_at=now, due=due), facts))


@action("cases.edit_case")
def edit_case(case: Case, *, version: int | None = None, by: User, **facts: Any) -> Case:
    """Change a case."""
    return store(change(case, facts), version=version)


@action("cases.archive_case")
def archive_case(case: Case, *, version: int | None = None, by: User) -> Case:
    """Put a case away."""
    return common.archive(case, version=version, by=by)


@action("cases.restore_case")
def restore_case(case: Case, *, version: int | None = None, by: User) -> Case:
    """Take a case back."""
    return common.restore(case, version=version, by=by)


@action("cases.add_message")
def add_message(case: Case, *, text: str, by: User, **facts: Any) -> CaseMessage:
    """Write to the other side. The first word of the office is the answer and stops the clock."""
    message = store(change(CaseMessage(case=case, author=by, text=text), facts))
    if by.is_staff_member and case.answered_at is None:
        store(change(case, {"answered_at": message.created_at, "state": CaseState.ANSWERED}))
    return message


@action("cases.add_note")
def add_note(case: Case, *, text: str, by: User, **facts: Any) -> CaseMessage:
    """Write a note for colleagues only."""
    return store(change(CaseMessage(case=case, author=by, text=text, is_internal=True), facts))


@action("cases.close_case")
def close_case(case: Case, *, is_solved: bool, at: datetime | None = None, by: User) -> Case:
    """Close a case, solved or not."""
    state = CaseState.SOLVED if is_solved else CaseState.CLOSED
    return store(change(case, {"state": state, "closed_at": at or timezone.now()}))
