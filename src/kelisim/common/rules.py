"""Who may keep the reference data and who may stop long work."""

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_administrator, is_agency, works_there
from kelisim.common.models import Job

keeps_reference_data = is_administrator | is_agency

for _noun in ("area", "calendar_day"):
    for _verb in ("create", "edit", "archive", "restore"):
        rules.add_perm(f"common.{_verb}_{_noun}", keeps_reference_data)


@rules.predicate
def has_begun_it(user: User, job: Job) -> bool:
    """The work was begun by the user."""
    return job.by_id == user.pk


rules.add_perm("common.stop_job", works_there | has_begun_it)
rules.add_perm("common.retry_job", works_there | has_begun_it)


@rules.predicate
def is_oneself(user: User, subject: User) -> bool:
    """The subject is the acting user."""
    return subject == user


rules.add_perm("common.keep_result", is_oneself)
