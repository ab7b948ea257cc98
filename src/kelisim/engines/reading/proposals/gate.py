"""The gate: a proposal becomes a claim only where the article itself says so.

Its quote must stand in the text, the rules must read the same value and unit in it, its days must be days that the rules
read in that paragraph, its places must be places that the article names. Whatever a model was talked into, by the article
or by anybody, it can add no number that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kelisim.engines.reading.article import Article
from kelisim.engines.reading.claims import Claim, Evidence, Reading, Span
from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.proposals.parse import Proposal
from kelisim.engines.reading.reader import views_of
from kelisim.engines.reading.view import View
from kelisim.engines.values import Measure
from kelisim.engines.values.units import MONEY_MEASURES

CONFIDENCE = 0.5  # what a model proposed is reviewed first
# What each counted noun may be.
MEASURES_OF_NOUN = {
    "project": {Measure.PROJECT_COUNT},
    "agreement": {Measure.AGREEMENT_COUNT},
    "document": {Measure.AGREEMENT_COUNT},
    "jobs": {Measure.JOBS},
    "staff": {Measure.JOBS},
    "people": {Measure.JOBS, Measure.PARTICIPANT_COUNT},
    "participant": {Measure.PARTICIPANT_COUNT},
    "enterprise": {Measure.ENTERPRISE_COUNT, Measure.PARTICIPANT_COUNT},
    "facility": {Measure.ENTERPRISE_COUNT, Measure.PROJECT_COUNT},
    "countries": {Measure.PARTICIPANT_COUNT},
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """`code`: quote_not_in_text, number_not_in_quote, several_numbers, other_value, other_unit, other_noun, period_not_in_text,
    area_not_in_text, partner_not_in_text, known."""

    proposal: Proposal
    code: str


class Gate:
    """For the proposals on one article."""

    def __init__(self, article: Article, reading: Reading, model: str) -> None:
        self.text, self.model = article.text, model
        _lower, self.views = views_of(article)
        self.claimed = {(claim.offset, claim.length) for claim in reading.claims}
        self.places = {code for view in self.views for place in view.places for code in (place.code, place.country)}
        self.start = article.start

    def judge(self, proposal: Proposal) -> Claim | Refusal:
        """The first place of the quote at which all agrees, else why the nearest one did not."""
        refused = Refusal(proposal, "quote_not_in_text")
        for span in self._places_of(proposal.quote):
            judged = self._at(proposal, span)
            if isinstance(judged, Claim):
                return judged
            refused = judged
        return refused

    def _places_of(self, quote: str) -> Iterator[Span]:
        """Spaces of any kind count as one, nothing else is folded."""
        pattern = r"\s+".join(re.escape(word) for word in quote.split())
        for match in re.compile(pattern).finditer(self.text, self.start):
            yield Span(match.start(), match.end() - match.start())

    def _at(self, proposal: Proposal, span: Span) -> Claim | Refusal:
        view = next((v for v in self.views if v.sentence.start <= span.offset and span.end <= v.sentence.end), None)
        inside = [q for q in view.quantities if _is_within(view, q, span)] if view else []
        if view is None or not inside:
            return Refusal(proposal, "number_not_in_quote")
        if len(inside) > 1:
            return Refusal(proposal, "several_numbers")
        code = _disagreement(proposal, inside[0]) or self._unknown(proposal, view)
        own = _span_of(view, inside[0])
        if code is None and (own.offset, own.length) in self.claimed:
            code = "known"
        return Refusal(proposal, code) if code else self._claim(proposal, own, view)

    def _unknown(self, proposal: Proposal, view: View) -> str | None:
        """A day or place that the article does not tell."""
        near = [v for v in self.views if v.sentence.paragraph == view.sentence.paragraph]
        told = {(when.start, when.end) for v in near for when in v.whens}
        if (proposal.start, proposal.end) not in told | {(None, None)}:
            return "period_not_in_text"
        for name in ("area", "partner"):
            if getattr(proposal, name) not in self.places | {None}:
                return f"{name}_not_in_text"
        return None

    def _claim(self, proposal: Proposal, own: Span, view: View) -> Claim:
        """The number as the rules read it, the fields as the model chose them, and who chose them."""
        self.claimed.add((own.offset, own.length))
        sentence = Span(view.sentence.start, view.sentence.end - view.sentence.start)
        fields = ("measure", "bound", "status", "stage", "period", "area", "partner")
        return Claim(
            quote=self.text[own.offset : own.end],
            measure=proposal.measure,
            of=proposal.of,
            value=proposal.value.normalize(),
            unit=proposal.unit,
            bound=proposal.bound,
            status=proposal.status,
            stage=proposal.stage,
            start=proposal.start,
            end=proposal.end,
            area=proposal.area,
            partner=proposal.partner,
            span=own,
            sentence=sentence,
            language=view.sentence.lexicon.language,
            evidence=tuple(
                Evidence(name, f"model:{self.model}", own if name == "measure" else None) for name in fields
            ),
            confidence=CONFIDENCE,
        )


def _is_within(view: View, quantity: Quantity, span: Span) -> bool:
    own = _span_of(view, quantity)
    return span.offset <= own.offset and own.end <= span.end


def _span_of(view: View, quantity: Quantity) -> Span:
    start = view.line.starts[quantity.first]
    return Span(start, view.line.end(quantity.last) - start)


def _disagreement(proposal: Proposal, quantity: Quantity) -> str | None:
    """The rules have the last word on what number stands there, and of what."""
    sign = -1 if proposal.measure is Measure.GROWTH and proposal.value < 0 else 1  # a fall is a growth below zero
    if sign * proposal.value != quantity.value:
        return "other_value"
    if proposal.measure in MONEY_MEASURES:
        return None if quantity.kind == "money" and quantity.unit == proposal.unit else "other_unit"
    if quantity.kind in ("percent", "times", "hectare"):
        return None if quantity.kind == proposal.unit else "other_unit"
    if quantity.kind != "count":
        return "other_unit"
    return None if proposal.measure in MEASURES_OF_NOUN.get(quantity.noun, ()) else "other_noun"
