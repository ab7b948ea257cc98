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
from kelisim.projects.models.proposals import DECIDED_PROPOSALS, UNDECIDED_PROPOSALS, Proposal, ProposalState
from kelisim.projects.models.sheets import ImportState, RowOutcome, SheetColumns, SheetImport, SheetRow, SheetTemplate
from kelisim.projects.models.studies import (
    DecisionLetter,
    ProcedureStep,
    ProposalFile,
    ProposalStep,
    StudyProcedure,
)
from kelisim.projects.models.waits import PastStays

__all__ = [
    "DECIDED_PROPOSALS",
    "UNDECIDED_PROPOSALS",
    "CalculationIndex",
    "CapitalSource",
    "Confirmation",
    "DecisionLetter",
    "ImportState",
    "JobsPlan",
    "Milestone",
    "PastStays",
    "PoolLevel",
    "PoolRule",
    "ProcedureStep",
    "Project",
    "ProjectAmount",
    "ProjectLog",
    "ProjectPart",
    "ProjectRisk",
    "ProjectStage",
    "ProjectStatus",
    "ProjectUtilityClaim",
    "Proposal",
    "ProposalFile",
    "ProposalState",
    "ProposalStep",
    "RiskKind",
    "RiskWeight",
    "RowOutcome",
    "SheetColumns",
    "SheetImport",
    "SheetRow",
    "SheetTemplate",
    "StageDate",
    "StudyProcedure",
]
