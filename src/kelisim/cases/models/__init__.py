"""Tables of cases: the case with its words, its clock, its categories, to whom it was carried up."""

from kelisim.cases.models.cases import (
    CLOSED_CASES,
    DAYS_TO_ANSWER,
    WITH_INVESTOR,
    Case,
    CaseCategory,
    CaseKind,
    CaseMerge,
    CaseMessage,
    CasePause,
    CaseState,
)
from kelisim.cases.models.escalations import Escalation, EscalationLevel, EscalationRule

__all__ = [
    "CLOSED_CASES",
    "DAYS_TO_ANSWER",
    "WITH_INVESTOR",
    "Case",
    "CaseCategory",
    "CaseKind",
    "CaseMerge",
    "CaseMessage",
    "CasePause",
    "CaseState",
    "Escalation",
    "EscalationLevel",
    "EscalationRule",
]
