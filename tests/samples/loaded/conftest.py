"""The sample region with its forum, loaded once for all tests of this folder; a worker does them all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from kelisim.common.reference import load_reference
from kelisim.samples.sample_forum import load_sample_forum
from kelisim.samples.sample_hall import load_sample_hall
from kelisim.samples.sample_region import load_sample_region


@pytest.fixture(scope="package", autouse=True)
def sample(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What the tests themselves change is taken back after each, the sample after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        load_sample_region()
        load_sample_forum()
        load_sample_hall()
        yield
        transaction.set_rollback(True)
