"""Tables of proposals, projects, what hangs on them, and the pool as a spreadsheet."""

from kelisim.projects.models.confirmations import Confirmation, Milestone
from kelisim.projects.models.parts import (
    CapitalSource,
    JobsPlan,
    ProjectAmount,
    ProjectLog,
    ProjectRisk,
    RiskKind,
    RiskWeight,
    StageDate,
)
from kelisim.projects.models.pools import CalculationIndex, PoolRule
from kelisim.projects.models.projects import (
    PoolLevel,
    Project,
    ProjectPart,
    ProjectStage,
    ProjectStatus,
    ProjectUtilityClaim,
)
from kelisim.projects.models.proposals import DECIDED_PROPOSALS, Proposal, ProposalState
from kelisim.projects.models.sheets import ImportState, RowOutcome, SheetColumns, SheetImport, SheetRow, SheetTemplate

__all__ = [
    "DECIDED_PROPOSALS",
    "CalculationIndex",
    "CapitalSource",
    "Confirmation",
    "ImportState",
    "JobsPlan",
    "Milestone",
    "PoolLevel",
    "PoolRule",
    "Project",
    "ProjectAmount",
    "ProjectLog",
    "ProjectPart",
    "ProjectRisk",
    "ProjectStage",
    "ProjectStatus",
    "ProjectUtilityClaim",
    "Proposal",
    "ProposalState",
    "RiskKind",
    "RiskWeight",
    "RowOutcome",
    "SheetColumns",
    "SheetImport",
    "SheetRow",
    "SheetTemplate",
    "StageDate",
]
