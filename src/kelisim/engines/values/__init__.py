"""The types that all engines and apps share: money, periods, units, codes and folded text."""

from kelisim.engines.values.codes import CodeError, check_bin, check_iin, check_lei, iso_of_kato, kato_of_iso
from kelisim.engines.values.folding import fold, fold_query
from kelisim.engines.values.money import CurrencyError, MixedCurrencies, Money, check_currency, minor_unit
from kelisim.engines.values.periods import Period, PeriodError
from kelisim.engines.values.units import (
    BOUNDS,
    MEASURES,
    STAGES,
    STATUSES,
    UNITS,
    Bound,
    Measure,
    Stage,
    Status,
    Unit,
    unit_fits,
)

__all__ = [
    "BOUNDS",
    "MEASURES",
    "STAGES",
    "STATUSES",
    "UNITS",
    "Bound",
    "CodeError",
    "CurrencyError",
    "Measure",
    "MixedCurrencies",
    "Money",
    "Period",
    "PeriodError",
    "Stage",
    "Status",
    "Unit",
    "check_bin",
    "check_currency",
    "check_iin",
    "check_lei",
    "fold",
    "fold_query",
    "iso_of_kato",
    "kato_of_iso",
    "minor_unit",
    "unit_fits",
]
