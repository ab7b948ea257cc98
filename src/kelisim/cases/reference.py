"""What an installation begins with: categories of cases and rules of escalation. The administrator changes them in the settings."""

from __future__ import annotations

from decimal import Decimal

from kelisim.cases.models import CaseCategory, EscalationRule
from kelisim.common.reference import rows_of, words_of
from kelisim.common.services import store_new

APP = "kelisim.cases"


def load_reference() -> None:
    """Store both where none was ever kept; what somebody put away stays away."""
    if not CaseCategory.everything.exists():
        store_new([_category(row) for row in rows_of("categories.csv", APP)])
    if not EscalationRule.everything.exists():
        store_new([_rule(row) for row in rows_of("escalation.csv", APP)])


def _category(row: dict[str, str]) -> CaseCategory:
    return CaseCategory(name=words_of(row), days=int(row["days"]), basis=row["basis"])


def _rule(row: dict[str, str]) -> EscalationRule:
    least = Decimal(row["least_tenge"]) if row["least_tenge"] else None
    return EscalationRule(level=row["level"], after_days=int(row["after_days"]), kind=row["kind"], least_tenge=least)
