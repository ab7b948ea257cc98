"""Published figures of one thing that differ."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kelisim.overview.contradictions import contradictions
from tests import factories as make
from tests.portal.conftest import make_story, publish

pytestmark = pytest.mark.django_db
YEAR = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}


def values():
    return [[int(said.value) for said in one.figures] for one in contradictions()]


def test_34_or_41_is_told_once_with_its_difference_and_reason():
    make_story()
    (found,) = contradictions()
    assert ([int(said.value) for said in found.figures], found.gap, found.kind) == (
        [34, 41],
        Decimal("20.6"),
        "history",
    )
    assert found.reasons == ["The day of a source is not known, so nobody can say which is the later."]


def test_plans_contradict_each_other_too():
    for value in (475, 571):
        publish(make.make_target(value=value, reporter=make.make_organisation()))
    assert values() == [[571, 475]]


def test_real_figures_and_samples_are_never_held_against_each_other():
    sample = {
        "office": make.make_office("sample-office", is_sample=True),
        "area": make.make_area("XA-01", parent=make.make_area("KZ"), is_sample=True),
    }
    for value, facts in ((151, {}), (257, sample), (299, sample)):
        facts = facts | {"reporter": make.make_organisation()}
        publish(make.make_observation("trade_turnover", value=value, **facts, **YEAR))
    assert values() == [[299, 257]]


def test_drafts_contradict_nothing_in_public():
    publish(make.make_observation(value=151))
    make.make_observation(value=257, reporter=make.make_organisation())
    assert values() == []


def test_contradictions_ask_as_much_for_many_as_for_one(django_assert_max_num_queries):
    def differ(measure):
        for value in (151, 257):
            publish(make.make_observation(measure, value=value, reporter=make.make_organisation(), **YEAR))

    differ("fdi")
    with django_assert_max_num_queries(12) as few:
        contradictions()
    for measure in ("export", "import", "trade_turnover"):
        differ(measure)
    with django_assert_max_num_queries(12) as many:
        assert len(contradictions()) == 4
    assert len(few) == len(many)
