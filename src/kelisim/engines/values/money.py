"""Money: an amount with its currency; sums of two currencies are refused."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

import pycountry
from babel.numbers import get_currency_precision


class CurrencyError(ValueError):
    """The text is no ISO 4217 code in use."""

    def __init__(self, currency: str) -> None:
        super().__init__(f"{currency!r} is no ISO 4217 currency code")
        self.currency = currency


class MixedCurrencies(ValueError):
    """Two currencies met where only one makes sense: convert at a dated rate first."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} cannot be added or compared: convert one at the rate of its date first")
        self.left, self.right = left, right


@cache
def is_currency(currency: str) -> bool:
    return len(currency) == 3 and currency.isupper() and pycountry.currencies.get(alpha_3=currency) is not None


def check_currency(currency: str) -> str:
    if not is_currency(currency):
        raise CurrencyError(currency)
    return currency


@cache
def minor_unit(currency: str) -> int:
    """Digits after the point when an amount is shown: 2 for KZT, 0 for JPY."""
    return get_currency_precision(check_currency(currency))


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        check_currency(self.currency)
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"amount is a Decimal, not {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise ValueError(f"amount is a finite number, not {self.amount}")

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other).amount

    def rounded(self) -> Money:
        """As shown to people: the currency's minor unit, half to even."""
        step = Decimal(1).scaleb(-minor_unit(self.currency))
        return Money(self.amount.quantize(step, rounding=ROUND_HALF_EVEN), self.currency)

    def _same(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise MixedCurrencies(self.currency, other.currency)
        return other
