"""What belongs to made projects: of each the proposal from which it came, or one that was declined, and a case; of some an agreement."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kelisim.agreements.models import Agreement, AgreementParty, AgreementProject, Commitment
from kelisim.cases.models import Case
from kelisim.projects.models import Proposal, ProposalState, ProposalStep
from kelisim.samples.synth_rows import INVESTOR, Maker

PER_AGREEMENT = 5
ACCEPTED, UNDECIDED = 0.5, 0.98  # below: the proposal became the project; above: nobody has decided on another one yet
OPEN_CASE = 0.99
MADE_UP = (
    """'{"en": "Made up to measure.", "ru": "Выдумано для измерения.", "kk": "Өлшеу үшін ойдан шығарылған."}'::jsonb"""
)
COMMON = {"public_id": "gen_random_uuid()", "version": "1", "archived_at": "NULL", "archived_by_id": "NULL"}
TITLE = "(SELECT jsonb_object_agg(key, value || ' ' || made.number) FROM jsonb_each_text(model.title))"
OWNER = "CASE WHEN made.dice < 0.6 THEN %(officer)s::int ELSE %(head)s::int END"

HANDED = f"(CASE WHEN made.luck > {UNDECIDED} THEN %(today)s::date - (made.dice * 40)::int ELSE walk.entered - 30 - (made.dice * 60)::int END)"
DECIDED = f"CASE WHEN made.luck <= {UNDECIDED} THEN {{}} END"
PROPOSALS = COMMON | {
    "id": "made.proposal",
    "created_at": f"{HANDED} + interval '9 hours'",
    "title": TITLE,
    "organisation_id": INVESTOR,
    "state": f"CASE WHEN made.luck < {ACCEPTED} THEN 'accepted' WHEN made.luck <= {UNDECIDED} THEN 'declined' "
    "WHEN made.dice < 0.7 THEN 'studied' ELSE 'handed_in' END",
    "owner_id": OWNER,
    "handed_in_on": HANDED,
    "due": f"{HANDED} + 42",
    "term": "NULL",
    "decided_on": DECIDED.format(f"{HANDED} + 7 + (made.luck * 20)::int"),
    "decision_days": DECIDED.format("(7 + (made.luck * 20)::int) * 5 / 7"),
    "reason": f"CASE WHEN made.luck <= {UNDECIDED} THEN {MADE_UP} ELSE '{{}}'::jsonb END",
}
STEPS = f"""
INSERT INTO projects_proposalstep
  (public_id, version, created_at, proposal_id, place, title, owner_id, began_on, due, done_on, days, is_skipped, result)
SELECT gen_random_uuid(), 1, now.created_at, now.id, 1, {MADE_UP}, now.owner_id, now.handed_in_on, now.handed_in_on + 14,
       now.decided_on - 2, CASE WHEN now.decided_on IS NOT NULL THEN now.decision_days - 1 END, false, ''
FROM projects_proposal AS now WHERE now.id IN (SELECT proposal FROM made)
"""  # noqa: S608  # our own words

OPENED = f"(CASE WHEN made.luck > {OPEN_CASE} THEN %(today)s::date - 1 - (made.dice * 30)::int ELSE %(today)s::date - 60 - (made.dice * 1400)::int END)"
CLOSED = f"CASE WHEN made.luck <= {OPEN_CASE} THEN {{}} END"
CASES = COMMON | {
    "id": "made.matter",
    "created_at": f"{OPENED} + interval '9 hours'",
    "number": "%(prefix)s || made.number",
    "title": TITLE,
    "organisation_id": INVESTOR,
    "project_id": "made.id",
    "zone_id": "NULL",
    "state": f"CASE WHEN made.luck > {OPEN_CASE} THEN 'open' WHEN made.dice < 0.9 THEN 'solved' ELSE 'closed' END",
    "owner_id": f"CASE WHEN made.luck < {OPEN_CASE} OR made.dice < 0.95 THEN {OWNER} END",
    "opened_at": f"{OPENED} + interval '9 hours'",
    "clock_start": OPENED,
    "term": "15",
    "due": f"{OPENED} + 21",
    "answered_at": CLOSED.format(f"{OPENED} + 1 + (made.luck * 14)::int + interval '12 hours'"),
    "answer_days": CLOSED.format("(1 + (made.luck * 14)::int) * 5 / 7"),
    "closed_at": CLOSED.format(f"{OPENED} + 3 + (made.luck * 30)::int + interval '15 hours'"),
    "decision_days": CLOSED.format("(3 + (made.luck * 30)::int) * 5 / 7"),
    "reopened_at": "NULL", "merged_into_id": "NULL", "score": "NULL", "score_words": "''", "scored_at": "NULL",
}  # fmt: skip

STATE = (
    "CASE WHEN walk.agreed IS NULL THEN CASE WHEN made.dice < 0.5 THEN 'draft' ELSE 'agreed' END WHEN made.stops IS NOT NULL THEN 'terminated' "
    "WHEN walk.working IS NOT NULL THEN 'fulfilled' WHEN made.dice < 0.7 THEN 'in_force' ELSE 'signed' END"
)
AGREEMENTS = COMMON | {
    "id": "made.agreement",
    "created_at": "COALESCE(walk.agreed, walk.entered) + interval '9 hours'",
    "published_at": "CASE WHEN made.dice < 0.8 THEN COALESCE(walk.agreed, walk.entered) + interval '10 hours' END",
    "published_by_id": "CASE WHEN made.dice < 0.8 THEN %(head)s::int END",
    "hidden_fields": "ARRAY[]::varchar[]",
    "number": "%(prefix)s || made.number",
    "title": TITLE,
    "state": STATE,
    "event_id": "CASE WHEN made.dice < 0.3 THEN model.event_id END",
    "meeting_id": "NULL",
    "amount": "round(model.amount * (1 + made.number %% 97 / 50.0), 2)",
    "signed_on": "walk.agreed",
    "start": "walk.agreed",
    "end": "CASE WHEN walk.agreed IS NOT NULL THEN walk.agreed + 1825 END",
    "changes": "ARRAY[]::varchar[]",
    "first_values": "'{}'::jsonb",
}
PARTIES = """
INSERT INTO agreements_agreementparty (public_id, version, created_at, agreement_id, organisation_id, role)
SELECT gen_random_uuid(), 1, now.created_at, now.id, project.organisation_id, 'investor'
FROM made JOIN agreements_agreement AS now ON now.id = made.agreement JOIN projects_project AS project ON project.id = made.id
"""
PROJECTS = """
INSERT INTO agreements_agreementproject (public_id, version, created_at, agreement_id, project_id)
SELECT gen_random_uuid(), 1, now.created_at, now.id, made.id FROM made JOIN agreements_agreement AS now ON now.id = made.agreement
"""
COMMITMENTS = f"""
INSERT INTO agreements_commitment (public_id, version, created_at, agreement_id, text, owner_id, due, state, settled_on, reason)
SELECT gen_random_uuid(), 1, now.created_at, now.id, {MADE_UP}, {OWNER}, now.signed_on + 180,
       CASE WHEN now.signed_on + 180 > %(today)s::date OR made.luck > 0.98 THEN 'open' ELSE 'kept' END,
       CASE WHEN now.signed_on + 180 > %(today)s::date OR made.luck > 0.98 THEN NULL ELSE now.signed_on + 170 END, '{{}}'::jsonb
FROM made JOIN agreements_agreement AS now ON now.id = made.agreement WHERE now.signed_on IS NOT NULL AND made.stops IS NULL
"""  # noqa: S608  # our own words


def make_proposals(maker: Maker, rows: QuerySet[Any]) -> None:
    """Of each made project the proposal from which it came, or another of its investor; each with a step of its study."""
    patterns = rows.exclude(state=ProposalState.DRAFT)
    maker.like(Proposal, patterns, PROPOSALS)
    maker.remember(Proposal, "id IN (SELECT proposal FROM made)")
    maker.quietly(ProposalStep, STEPS)
    maker.remember(ProposalStep, "proposal_id IN (SELECT proposal FROM made)")
    maker.find(Proposal, patterns, "made.proposal", "''")


def make_cases(maker: Maker, patterns: QuerySet[Any]) -> None:
    """A case of each made project; one of a hundred is open."""
    maker.like(Case, patterns, CASES)
    maker.remember(Case, "id IN (SELECT made.matter FROM made)")
    maker.find(Case, patterns, "made.matter", "now.number")


def make_agreements(maker: Maker, patterns: QuerySet[Any]) -> None:
    """An agreement about every fifth made project with its investor, and, once it is signed, a commitment."""
    maker.like(Agreement, patterns, AGREEMENTS, step=PER_AGREEMENT)
    maker.remember(Agreement, "id IN (SELECT agreement FROM made)")
    for model, statement in ((AgreementParty, PARTIES), (AgreementProject, PROJECTS), (Commitment, COMMITMENTS)):
        maker.quietly(model, statement)
        maker.remember(model, "agreement_id IN (SELECT agreement FROM made)")
    maker.find(Agreement, patterns, "made.agreement", "now.number", step=PER_AGREEMENT)
