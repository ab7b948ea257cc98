"""The vocabulary of claims: what is measured, in which unit, how exactly, how far it has come."""

from __future__ import annotations

from enum import StrEnum

from kelisim.engines.values.money import is_currency


class Measure(StrEnum):
    FDI = "fdi"
    FIXED_CAPITAL_INVESTMENT = "fixed_capital_investment"
    INVESTMENT = "investment"
    PROJECT_COUNT = "project_count"
    PROJECT_VALUE = "project_value"
    AGREEMENT_COUNT = "agreement_count"
    AGREEMENT_VALUE = "agreement_value"
    JOBS = "jobs"
    TRADE_TURNOVER = "trade_turnover"
    EXPORT = "export"
    IMPORT = "import"
    PARTICIPANT_COUNT = "participant_count"
    ENTERPRISE_COUNT = "enterprise_count"
    GROWTH = "growth"
    LAND_AREA = "land_area"


class Unit(StrEnum):
    """Units that are no currency."""

    PROJECT = "project"
    AGREEMENT = "agreement"
    JOB = "job"
    PARTICIPANT = "participant"
    ENTERPRISE = "enterprise"
    PERCENT = "percent"
    TIMES = "times"
    HECTARE = "hectare"


class Bound(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Status(StrEnum):
    ACTUAL = "actual"
    PLANNED = "planned"
    TARGET = "target"


class Stage(StrEnum):
    INTENDED = "intended"
    POOL = "pool"
    UNDER_WAY = "under_way"
    LAUNCHED = "launched"


MEASURES, UNITS, BOUNDS, STATUSES, STAGES = tuple(Measure), tuple(Unit), tuple(Bound), tuple(Status), tuple(Stage)

MONEY_MEASURES = frozenset(
    {
        Measure.FDI,
        Measure.FIXED_CAPITAL_INVESTMENT,
        Measure.INVESTMENT,
        Measure.PROJECT_VALUE,
        Measure.AGREEMENT_VALUE,
        Measure.TRADE_TURNOVER,
        Measure.EXPORT,
        Measure.IMPORT,
    }
)
STAGED_MEASURES = frozenset({Measure.PROJECT_COUNT, Measure.PROJECT_VALUE, Measure.ENTERPRISE_COUNT})
UNITS_OF_COUNTS = {
    Measure.PROJECT_COUNT: (Unit.PROJECT,),
    Measure.AGREEMENT_COUNT: (Unit.AGREEMENT,),
    Measure.JOBS: (Unit.JOB,),
    Measure.PARTICIPANT_COUNT: (Unit.PARTICIPANT,),
    Measure.ENTERPRISE_COUNT: (Unit.ENTERPRISE,),
    Measure.GROWTH: (Unit.PERCENT, Unit.TIMES),
    Measure.LAND_AREA: (Unit.HECTARE,),
}


def unit_fits(measure: Measure, unit: str) -> bool:
    """Money measures take an ISO 4217 code, the others the units of their kind."""
    if measure in MONEY_MEASURES:
        return is_currency(unit)
    return unit in UNITS_OF_COUNTS[measure]
