"""One question to a language model, and what came of it. How it is reached is the caller's matter: an engine knows no network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kelisim.engines.reading.article import Article
from kelisim.engines.reading.claims import Claim, Reading
from kelisim.engines.reading.proposals.gate import Gate, Refusal
from kelisim.engines.reading.proposals.messages import messages_of
from kelisim.engines.reading.proposals.parse import AnswerError, parse

Ask = Callable[[list[dict[str, str]]], str]


@dataclass(frozen=True, slots=True)
class Answer:
    """`claims` are those of the rules and those that the gate let in, in the order of the text."""

    claims: tuple[Claim, ...]
    taken: tuple[Claim, ...]
    refused: tuple[Refusal, ...]
    malformed: tuple[str, ...]  # of each claim of wrong form the field that is wrong
    fault: str | None = None  # why no answer could be used


def propose(article: Article, reading: Reading, ask: Ask, model: str) -> Answer:
    """Errors of `ask` go through to the caller; an answer that is none is told as `fault`."""
    try:
        proposals, malformed = parse(ask(messages_of(article, reading)))
    except AnswerError as error:
        return Answer(reading.claims, (), (), (), error.code)
    gate = Gate(article, reading, model)
    judged = [gate.judge(proposal) for proposal in proposals]
    taken = tuple(one for one in judged if isinstance(one, Claim))
    refused = tuple(one for one in judged if isinstance(one, Refusal))
    claims = sorted((*reading.claims, *taken), key=lambda claim: (claim.offset, claim.length))
    return Answer(tuple(claims), taken, refused, tuple(malformed))
