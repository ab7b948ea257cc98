"""Claims in the making, and what earlier sentences leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from kelisim.engines.reading.numbers import Quantity
from kelisim.engines.reading.periods import When
from kelisim.engines.reading.view import View
from kelisim.engines.values import Bound, Measure, Stage, Status

M = Measure
LEAST_SUM = 100_000  # of any currency: less is a price, a fare or a wage
MEASURE_OF_CUE = {
    "fdi": M.FDI,
    "fixed_capital": M.FIXED_CAPITAL_INVESTMENT,
    "investment": M.INVESTMENT,
    "project": M.PROJECT_VALUE,
    "facility": M.PROJECT_VALUE,
    "agreement": M.AGREEMENT_VALUE,
    "document": M.AGREEMENT_VALUE,
    "trade": M.TRADE_TURNOVER,
    "export": M.EXPORT,
    "import": M.IMPORT,
}
VALUE_OF_COUNT = {
    M.PROJECT_COUNT: M.PROJECT_VALUE,
    M.AGREEMENT_COUNT: M.AGREEMENT_VALUE,
    M.ENTERPRISE_COUNT: M.PROJECT_VALUE,
}
VERB_TENSES = ("past", "future", "now", "conv", "inf")
TRADE = (M.TRADE_TURNOVER, M.EXPORT, M.IMPORT)
FLOWS = (M.FDI, M.FIXED_CAPITAL_INVESTMENT, M.INVESTMENT)
PAPERS = (M.AGREEMENT_COUNT, M.AGREEMENT_VALUE)
STAGED = (M.PROJECT_COUNT, M.PROJECT_VALUE, M.ENTERPRISE_COUNT)


@dataclass(slots=True, eq=False)
class Draft:
    """A claim in the making."""

    view: View
    quantity: Quantity
    measure: Measure
    value: Decimal
    unit: str
    bound: Bound
    of: Measure | None = None
    status: Status = Status.ACTUAL
    stage: Stage | None = None
    when: When | None = None
    area: str | None = None
    partner: str | None = None
    parent: Draft | None = None
    rules: dict[str, tuple[str, int | None, int | None]] = field(default_factory=dict)
    runner_up: tuple[str, str, float] | None = None
    is_sure: bool = True

    def note(self, name: str, rule: str, first: int | None = None, last: int | None = None) -> None:
        self.rules[name] = (rule, first, last if last is not None else first)


@dataclass(frozen=True, slots=True)
class Topic:
    """What an earlier sentence spoke of, with a number or without: investment in fixed capital from January to June."""

    measure: Measure
    index: int
    when: When | None


@dataclass(frozen=True, slots=True)
class Party:
    """The foreign firm or investor of whom a paragraph tells."""

    country: str
    paragraph: int
    index: int


@dataclass(frozen=True, slots=True)
class Site:
    """The one place at home of which a sentence told."""

    code: str
    paragraph: int
    index: int


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave behind."""

    drafts: list[Draft] = field(default_factory=list)
    paragraph: list[Draft] = field(default_factory=list)
    last_count: Draft | None = None
    last_money: Draft | None = None
    last_view: View | None = None
    last_told: View | None = None  # the last that gave claims
    is_target: bool = False
    day: date | None = None
    event_year: When | None = None
    met: When | None = None  # when somebody came, told without numbers in this paragraph
    report: When | None = None  # what a sentence without numbers said it reports on
    report_before: When | None = None  # the same, in the paragraph before
    head: View | None = None  # the last sentence that is no line of a list
    topic: Topic | None = None
    party: Party | None = None
    site: Site | None = None
    thing: View | None = None  # the last sentence that told of a plant or a project
    venue: str | None = None  # the town at home in which the article's event is held
    venue_abroad: str | None = None  # or the town of another country
    named: dict[int, set[str]] = field(default_factory=dict)  # countries named in each paragraph
    only: When | None = None  # the one period of the article, where its first sentence tells it


@cache
def verbs(*actions: str) -> tuple[str, ...]:
    return tuple(f"{action}.{tense}" for action in actions for tense in VERB_TENSES)


def new_draft(view: View, quantity: Quantity, measure: Measure, unit: str, rule: str, at: int | None) -> Draft:
    draft = Draft(view, quantity, measure, quantity.value, unit, quantity.bound)
    draft.note("measure", rule, at)
    draft.note("bound", f"bound:{quantity.bound}", quantity.bound_at)
    return draft


@dataclass(slots=True)
class Option:
    """What a sum may measure, and the cost of believing it; no measure: it is no claim."""

    cost: float
    measure: Measure | None
    rule: str
    at: int | None = None
    parent: Draft | None = None


def draft_of(view: View, quantity: Quantity, options: Sequence[Option]) -> Draft:
    """A claim by the first of the options, which stand by cost; the next of another measure is its runner-up."""
    best = options[0]
    assert best.measure is not None
    draft = new_draft(view, quantity, best.measure, quantity.unit, best.rule, best.at)
    draft.parent = best.parent
    other = next((option for option in options if option.measure not in (None, best.measure)), None)
    if other:
        margin = min(1.0, (other.cost - best.cost) / 10)
        draft.runner_up = ("measure", str(other.measure), round(margin, 3))
    return draft


def _tells_only_land(view: View, memory: Memory) -> bool:
    """`A mill was opened on 24 hectares.`"""
    told = [draft for draft in memory.drafts if draft.view is view]
    return view.sentence.lexicon.is_latin and all(draft.measure is M.LAND_AREA for draft in told)


def is_story(view: View | None, memory: Memory) -> bool:
    """A sentence without numbers that tells what became of a plant or a project."""
    if view is None or (view is memory.last_told and not _tells_only_land(view, memory)):
        return False
    is_site = view.sentence.lexicon.is_latin and "site" in view.matches.all_particles
    if not is_site and not view.has("project", "facility", "enterprise"):
        return False
    if view.has("event", "agreement"):
        return False
    return view.has(*verbs("launch", "start", "build"), "planned") or is_put_up(view)


def is_put_up(view: View) -> bool:
    """`зауыт салады`: in a verb-final language money is put in and a plant put up with one word."""
    lexicon = view.sentence.lexicon
    if not lexicon.is_verb_final or lexicon.is_latin or view.quantities:
        return False
    return view.has("facility") and view.has("attract.future", "attract.past")
