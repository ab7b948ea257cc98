"""Who may manage users, offices and tokens."""

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_administrator, leads_there


@rules.predicate
def is_self(user: User, subject: User) -> bool:
    """The subject is the user."""
    return user == subject


rules.add_perm("accounts.create_office", is_administrator)
rules.add_perm("accounts.edit_office", is_administrator)
rules.add_perm("accounts.create_user", leads_there)
rules.add_perm("accounts.edit_user", leads_there & (is_administrator | ~is_self))
rules.add_perm("accounts.create_token", is_self)
rules.add_perm("accounts.revoke_token", rules.predicate(lambda user, token: token.user_id == user.pk))
rules.add_perm("accounts.choose_language", is_self)
