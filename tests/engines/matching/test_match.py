"""What a plant needs against what plots offer."""

from datetime import date
from decimal import Decimal

import pytest

from kelisim.engines.matching.match import LAND, RAIL, Lack, free_on, match, since_when
from kelisim.engines.matching.need import Need, Offer

DAYS = [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30)]


def free(*left: int) -> list[tuple[date, Decimal]]:
    return [(day, Decimal(amount)) for day, amount in zip(DAYS, left, strict=False)]


def offer(key: str, hectares: int, **facts: object) -> Offer:
    return Offer(key, Decimal(hectares), **facts)


def test_what_fits_comes_first_and_the_smallest_sufficient_plot_before_a_larger_one():
    found = match(Need(DAYS[3], Decimal(12)), [offer("20", 20), offer("3", 3), offer("12", 12)])
    assert [(one.offer.key, one.fits) for one in found] == [("12", True), ("20", True), ("3", False)]


def test_every_lack_is_told_with_both_numbers():
    need = Need(DAYS[1], Decimal(12), {"power": Decimal(8)}, has_rail=True)
    (found,) = match(need, [offer("18", 3, free={"power": free(2, 2, 9, 9)})])
    assert found.lacks == (Lack(LAND, Decimal(3), Decimal(12)), Lack(RAIL), Lack("power", Decimal(2), Decimal(8)))


def test_a_plot_fits_from_the_quarter_from_which_its_power_lasts():
    need = Need(DAYS[3], utilities={"power": Decimal(8)})
    (found,) = match(need, [offer("14", 12, free={"power": free(9, 2, 8, 10)})])
    assert (found.fits, found.since) == (True, DAYS[2])


def test_a_utility_that_the_zone_does_not_have_is_a_lack():
    (found,) = match(Need(DAYS[0], utilities={"gas": Decimal(1)}), [offer("1", 1)])
    assert found.lacks == (Lack("gas", Decimal(0), Decimal(1)),)


def test_nothing_asked_for_is_nothing_missed():
    assert [one.fits for one in match(Need(DAYS[0]), [offer("1", 1), offer("2", 2)])] == [True, True]


@pytest.mark.parametrize(
    ("left", "amount", "day"),
    [((5, 5, 5, 5), 5, 0), ((5, 1, 5, 5), 5, 2), ((5, 5, 5, 1), 5, None), ((), 5, None), ((0, 0, 0, 0), 0, 0)],
)
def test_so_much_must_stay_free_to_the_end(left, amount, day):
    assert since_when(free(*left), Decimal(amount)) == (None if day is None else DAYS[day])


def test_what_is_claimed_beyond_the_connected_is_nothing_free():
    assert free_on(free(-3, 4), DAYS[0]) == 0
    assert free_on(free(3, 4), DAYS[2]) == 4
