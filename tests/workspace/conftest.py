"""A company and the investor who acts for it."""

from __future__ import annotations

import pytest

from kelisim.accounts.models import Role
from tests import factories as make


@pytest.fixture
def company():
    make.make_office()
    make.make_area()
    return make.make_organisation(name="Own Glass")


@pytest.fixture
def investor(company, as_user):
    user = make.make_user(Role.INVESTOR)
    make.make_representative(user, company)
    return as_user(user)
