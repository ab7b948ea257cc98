"""Survival curves of waits, and ranges that say no more than the past does."""

from __future__ import annotations

import numpy as np
import pytest

from kelisim.engines.measures.waiting import FEWEST, Range, curve_of, range_of


def curve(ended, going_on=()):
    """The curve of waits that are told one by one."""
    return curve_of(((days, 1) for days in ended), ((days, 1) for days in going_on))


def test_curve_is_the_product_limit_of_kaplan_and_meier():
    waits = curve((10, 20, 30), (15, 40))
    # 5 at risk at 10, 3 at 20, 2 at 30: 4/5, 4/5·2/3, 4/5·2/3·1/2
    assert [round(1 - waits.share_over_by(day), 4) for day in (9, 10, 19, 20, 30, 99)] == [
        1,
        0.8,
        0.8,
        0.5333,
        0.2667,
        0.2667,
    ]


def test_steps_from_a_share_on_are_those_of_the_curve():
    waits = curve((10, 20, 30), (15, 40))
    assert waits.shares_from(0.4) == ([20, 30], [waits.share_over_by(20), waits.share_over_by(30)])
    assert curve_of([(10, 2), (20, 3)], [(15, 4)]) == curve((10, 10, 20, 20, 20), (15,) * 4)
    assert curve(()).shares_from(0) == ([], [])


def test_a_wait_that_goes_on_is_no_wait_that_ended():
    ended = (100,) * 10
    assert curve(ended, ()).share_over_by(150) == 1
    assert curve(ended, (200,) * 10).share_over_by(150) == pytest.approx(0.5)
    assert curve(ended, (50,) * 10).share_over_by(150) == 1


def test_too_few_past_waits_give_no_range():
    few, many = curve((10,) * (FEWEST - 1)), curve((10,) * FEWEST)
    assert range_of([few], waited=0) is None
    assert range_of([many, few], waited=0) is None
    assert range_of([], waited=0) is None
    assert range_of([many, many], waited=0) == Range(20, 20, 20)


def test_range_holds_what_has_been_waited_already():
    waits = curve(tuple(range(1, 101)))
    fresh, late = range_of([waits], waited=0), range_of([waits], waited=80)
    assert abs(fresh.early - 10) <= 2
    assert abs(fresh.late - 90) <= 2
    assert (late.early, late.middle, late.late) in {
        (early, middle, late_) for early in (2, 3) for middle in (10, 11) for late_ in (18, 19)
    }


def test_who_waits_longer_than_all_is_told_that_nothing_is_known():
    waits = curve((10,) * 10)
    assert range_of([waits], waited=11) == Range(None, None, None)
    half = curve((10,) * 10, (100,) * 10)
    assert range_of([half], waited=0) == Range(10, range_of([half], waited=0).middle, None)


def test_ranges_cover_what_happens_as_often_as_they_say():
    """Eight of ten waits drawn from the same law end within the range of a past of forty."""
    generator = np.random.default_rng(1)
    inside = 0
    for number in range(200):
        past = generator.gamma(2, 60, size=40).astype(int) + 1
        watched = generator.integers(30, 400, size=40)
        ended = tuple(int(days) for days, end in zip(past, watched, strict=True) if days <= end)
        going_on = tuple(int(end) for days, end in zip(past, watched, strict=True) if days > end)
        found = range_of([curve(ended, going_on)], waited=0, seed=number)
        future = int(generator.gamma(2, 60)) + 1
        inside += found.early <= future <= (found.late if found.late is not None else 10**9)
    assert 0.7 <= inside / 200 <= 0.9
