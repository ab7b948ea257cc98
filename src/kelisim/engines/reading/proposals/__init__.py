"""A language model may propose claims; the rules read each number again before one enters."""

from kelisim.engines.reading.proposals.ask import Answer, Ask, propose
from kelisim.engines.reading.proposals.gate import Gate, Refusal
from kelisim.engines.reading.proposals.messages import messages_of
from kelisim.engines.reading.proposals.parse import MAX_PROPOSALS, AnswerError, Proposal, parse

__all__ = [
    "MAX_PROPOSALS",
    "Answer",
    "AnswerError",
    "Ask",
    "Gate",
    "Proposal",
    "Refusal",
    "messages_of",
    "parse",
    "propose",
]
