"""Tables of agreements: papers, and what hangs on them."""

from kelisim.agreements.models.deals import STILL, LadderKept, PastDeal
from kelisim.agreements.models.pairs import AgreementPair, Verdict
from kelisim.agreements.models.papers import Agreement, AgreementKind, AgreementPart, Amendable
from kelisim.agreements.models.parts import (
    AgreementFile,
    AgreementParty,
    AgreementProject,
    AgreementProposal,
    CeremonyPaper,
    Commitment,
    CommitmentState,
    PartyRole,
    StateChange,
)
from kelisim.agreements.models.signatures import AgreementSignature, Fit, Proof
from kelisim.agreements.states import ENDED_STATES, SIGNED_STATES, UNSIGNED_STATES, AgreementState

__all__ = [
    "ENDED_STATES",
    "SIGNED_STATES",
    "STILL",
    "UNSIGNED_STATES",
    "Agreement",
    "AgreementFile",
    "AgreementKind",
    "AgreementPair",
    "AgreementPart",
    "AgreementParty",
    "AgreementProject",
    "AgreementProposal",
    "AgreementSignature",
    "AgreementState",
    "Amendable",
    "CeremonyPaper",
    "Commitment",
    "CommitmentState",
    "Fit",
    "LadderKept",
    "PartyRole",
    "PastDeal",
    "Proof",
    "StateChange",
    "Verdict",
]
