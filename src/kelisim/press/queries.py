"""Reads on articles and claims that assemble something for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kelisim.accounts.models import Role, User
from kelisim.common.choices import Measure
from kelisim.events.models import Event
from kelisim.indicators.compare import agrees
from kelisim.indicators.models import Observation, Target
from kelisim.indicators.queries import observations_for_list, targets_for_list
from kelisim.press import reading
from kelisim.press.facts import Facts, facts_of
from kelisim.press.models import DECIDED, PERSON, Article, ArticleVersion, Claim, ClaimState, Mention, Unclear

ABOUT_EVENTS = (Measure.PARTICIPANT_COUNT, Measure.AGREEMENT_COUNT, Measure.AGREEMENT_VALUE)
NEAR = (timedelta(days=30), timedelta(days=60))
OPEN_STATES = (ClaimState.PENDING, ClaimState.REOPENED)
UNDECIDED = Q(state__in=OPEN_STATES)
TENGE_PER_JOB = (Decimal(100_000), Decimal(10_000_000_000))
SLIP = 1000
NEIGHBOURHOOD = 1500
BEFORE = ("area", "partner", "target", "observation", "version_of")
OF_CLAIM = ("area", "partner", "version_of__article__office", *(f"follows__{name}" for name in BEFORE))


def articles_for_list(user: User) -> QuerySet[Article]:
    """Articles of the user's office with the counts of their claims, of the latest text only; archived ones too."""
    latest = Subquery(ArticleVersion.objects.filter(article=OuterRef("pk")).order_by("-number").values("pk")[:1])
    claims = Q(versions__claims__archived_at__isnull=True, versions__pk=F("latest"))
    own = Q() if user.role == Role.ADMINISTRATOR else Article.own_q(user)
    rows = Article.everything.filter(own).select_related("office", "origin", "archived_by").annotate(latest=latest)
    open_places = Unclear.objects.filter(version_of=OuterRef("latest"), settled_at__isnull=True).order_by()
    counted = open_places.values("version_of").annotate(count=Count("pk")).values("count")
    return rows.annotate(
        unclear_count=Coalesce(Subquery(counted), 0),
        claim_count=Count("versions__claims", filter=claims, distinct=True),
        open_count=Count("versions__claims", filter=claims & Q(versions__claims__state__in=OPEN_STATES), distinct=True),
    )


def latest_version(article: Article) -> ArticleVersion:
    """The text that is read and reviewed."""
    return article.versions.select_related("article__office").latest()


def open_claims(user: User) -> QuerySet[Claim]:
    """Claims of the user's articles that wait for a decision, the doubtful first."""
    rows = Claim.objects.visible_to(user).filter(UNDECIDED, version_of__article__archived_at__isnull=True)
    rows = rows.filter(version_of__in=_latest_versions()).select_related(*OF_CLAIM)
    return rows.order_by("confidence", "version_of", "offset", "pk")


def _latest_versions() -> QuerySet[ArticleVersion]:
    """The last text of each article."""
    newer = ArticleVersion.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    return ArticleVersion.objects.filter(~Exists(newer))


def queue(version: ArticleVersion) -> QuerySet[Claim]:
    """Claims of a text that wait for a decision, the smallest margin first."""
    rows = Claim.objects.filter(UNDECIDED, version_of=version).select_related(*OF_CLAIM)
    return rows.order_by("confidence", "offset", "pk")


def after(claim: Claim, waiting: Sequence[Claim]) -> Claim | None:
    """The claim that comes up after this one; behind the last the first again."""
    others = [one for one in waiting if one.pk != claim.pk]
    key = (claim.confidence, claim.offset, claim.pk)
    return next((one for one in others if (one.confidence, one.offset, one.pk) > key), others[0] if others else None)


def claims_of(version: ArticleVersion) -> QuerySet[Claim]:
    """All living claims of a text in its order."""
    rows = Claim.objects.filter(version_of=version).select_related(*OF_CLAIM)
    return rows.order_by("offset", "pk")


def unclear_places(version: ArticleVersion) -> QuerySet[Unclear]:
    """What the reader saw and did not understand, in the order of the text; settled or not."""
    rows = Unclear.objects.filter(version_of=version).select_related(
        "version_of__article__office", "claim", "settled_by"
    )
    return rows.order_by("offset", "pk")


def place_after(place: Unclear, waiting: Sequence[Unclear]) -> Unclear | None:
    """The place that comes up after this one; behind the last the first again."""
    others = [one for one in waiting if one.pk != place.pk]
    later = (one for one in others if (one.offset, one.pk) > (place.offset, place.pk))
    return next(later, others[0] if others else None)


def last_decided(version: ArticleVersion, user: User) -> Claim | None:
    """The claim that `user` decided last: the one that an undo takes back."""
    rows = Claim.objects.filter(version_of=version, state__in=DECIDED, decided_by=user)
    return rows.order_by("-decided_at", "-pk").first()


def last_decided_of(user: User) -> Claim | None:
    """The claim of any article that `user` decided last; a text that was corrected since keeps its decisions."""
    rows = Claim.objects.visible_to(user).filter(state__in=DECIDED, decided_by=user).exclude(reader=PERSON)
    rows = rows.filter(version_of__article__archived_at__isnull=True, version_of__in=_latest_versions())
    return rows.select_related(*OF_CLAIM).order_by("-decided_at", "-pk").first()


def runners_up(claim: Claim) -> list[dict[str, Any]]:
    """The readings that came second, the nearest first; of claims read by an older reader only one was kept."""
    found = claim.evidence.get("runners_up")
    if found is None:
        found = [claim.evidence["runner_up"]] if claim.evidence.get("runner_up") else []
    return [one | {"unit": claim.unit} for one in sorted(found, key=lambda one: one["margin"])]


def last_settled(version: ArticleVersion, user: User) -> Unclear | None:
    """The place that `user` dismissed last."""
    rows = Unclear.objects.filter(version_of=version, settled_by=user, claim__isnull=True)
    return rows.order_by("-settled_at", "-pk").first()


def progress_of(version: ArticleVersion) -> tuple[int, int]:
    """What is decided of the claims and the unclear places of a text, and how many there are."""
    claims = Claim.objects.filter(version_of=version).aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(state__in=DECIDED))
    )
    # A place that became a claim is counted as that claim.
    places = Unclear.objects.filter(version_of=version, claim__isnull=True).aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(settled_at__isnull=False))
    )
    return claims["done"] + places["done"], claims["all"] + places["all"]


def sentence_of(claim: Claim | Unclear | Mention) -> str:
    """The sentence that states the claim, or that names something."""
    start, end = span_of_sentence(claim)
    return claim.version_of.text[start:end]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text: the number itself (`hit`), another claim's number (`other`), words that bore it out (`evidence`) or plain."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim's sentence with its neighbours, in pieces."""

    before: list[Piece]
    sentence: list[Piece]
    after: list[Piece]


def passage_of(claim: Claim | Unclear, others: Sequence[Claim] = ()) -> Passage:
    """The sentence of a claim, or of an unclear place, marked, between the sentences beside it."""
    version = claim.version_of
    start, end = span_of_sentence(claim)
    spans = _sentences_near(version.text, start, end)
    before = max((span for span in spans if span[1] <= start), default=None)
    after = min((span for span in spans if span[0] >= end), default=None)
    marks = [(one.offset, one.offset + one.length, "other") for one in others if one != claim]
    marks.append((claim.offset, claim.offset + claim.length, "hit"))
    fields = claim.evidence.get("fields", {}) if isinstance(claim, Claim) else {}
    marks += [(*found["place"], "evidence") for found in fields.values() if "place" in found]
    return Passage(
        _pieces(version.text, before, marks),
        _pieces(version.text, (start, end), marks),
        _pieces(version.text, after, marks),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of the ledger beside a claim: the same, one that agrees or one that differs."""

    figure: Target | Observation
    is_same: bool
    has_same_period: bool

    @property
    def word(self) -> str:
        """`agrees` or `differs`."""
        return "agrees" if self.is_same else "differs"


def known_to_ledger(claim: Claim, user: User, limit: int = 6) -> list[Known]:
    """What the ledger has already of the same thing: same measure, place, partner, status, stage and unit."""
    facts = facts_of(claim)
    rows = targets_for_list(user) if facts.is_target else observations_for_list(user).filter(status=facts.status)
    rows = rows.filter(
        archived_at__isnull=True,
        indicator__measure=facts.measure,
        indicator__of=facts.of,
        area__code=facts.area,
        partner__code=facts.partner,
        unit=facts.unit,
        stage=facts.stage,
        office__is_sample=claim.version_of.article.office.is_sample,
    ).exclude(claims=claim)
    said = _as_figure(facts)
    found = [Known(row, agrees(said, row), (row.start, row.end) == (facts.start, facts.end)) for row in rows[:50]]
    return sorted(found, key=lambda one: (not one.has_same_period, not one.is_same))[:limit]


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that makes a number look odd; `code` is for words, the rest fills them."""

    code: str
    values: dict[str, Any]


def hints_for(claim: Claim, known: Sequence[Known]) -> list[Hint]:
    """What is odd about a claim: a slip of a thousand, money per job out of all measure, the machine's own doubt."""
    facts = facts_of(claim)
    return [*_slips(facts, known), *_per_job(claim, facts), *_doubts(claim)]


def likely_event(claim: Claim) -> Event | None:
    """The event that a claim about participants or papers belongs to, where just one of the office's events fits."""
    facts = facts_of(claim)
    if facts.measure not in ABOUT_EVENTS:
        return None
    events = (
        Event.objects.filter(office=claim.version_of.article.office)
        .filter(_place_of(facts))
        .filter(_time_of(claim, facts))
    )
    found = list(events.distinct()[:2])
    return found[0] if len(found) == 1 else None


def _sentences_near(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences around a place, without reading the whole text again."""
    begin = max(0, start - NEIGHBOURHOOD)
    return [(first + begin, last + begin) for first, last in reading.sentences(text[begin : end + NEIGHBOURHOOD])]


def span_of_sentence(claim: Claim | Unclear | Mention) -> tuple[int, int]:
    """Where the sentence of a claim or of an unclear place stands in its text."""
    first, last = claim.offset, claim.offset + claim.length
    if isinstance(claim, Claim):
        start, end = claim.evidence.get("sentence", (first, last))
        return start, end
    around = (span for span in _sentences_near(claim.version_of.text, first, last) if span[0] <= first < span[1])
    start, end = next(around, (first, last))
    return start, max(end, last)


def _pieces(text: str, span: tuple[int, int] | None, marks: list[tuple[int, int, str]]) -> list[Piece]:
    if span is None:
        return []
    start, end = span
    rank = {"": 0, "evidence": 1, "other": 2, "hit": 3}
    kinds = [""] * (end - start)
    for first, last, kind in marks:
        for place in range(max(first, start), min(last, end)):
            if rank[kind] > rank[kinds[place - start]]:
                kinds[place - start] = kind
    pieces: list[Piece] = []
    begin = 0
    for place in range(1, len(kinds) + 1):
        if place == len(kinds) or kinds[place] != kinds[begin]:
            pieces.append(Piece(text[start + begin : start + place], kinds[begin]))
            begin = place
    return pieces


def _as_figure(facts: Facts) -> Observation:
    return Observation(value=facts.value, bound=facts.bound, start=facts.start, end=facts.end)


def _slips(facts: Facts, known: Sequence[Known]) -> list[Hint]:
    for one in known:
        low, high = sorted((abs(facts.value), abs(one.figure.value)))
        if low and high / low in (SLIP, SLIP * SLIP):
            return [Hint("slip", {"figure": one.figure, "times": int(high / low)})]
    return []


def _per_job(claim: Claim, facts: Facts) -> list[Hint]:
    """Tenge and jobs of one sentence, divided: outside of 100 thousand to 10 bn a job somebody has slipped."""
    other = {"KZT": Measure.JOBS, "job": ""}.get(facts.unit)
    if other is None:
        return []
    beside = Claim.objects.filter(version_of=claim.version_of, evidence__sentence=claim.evidence.get("sentence"))
    rows = beside.filter(unit="job") if other else beside.filter(unit="KZT")
    mate = rows.exclude(pk=claim.pk).first()
    if mate is None or not mate.value or not facts.value:
        return []
    money, jobs = (facts.value, mate.value) if other else (mate.value, facts.value)
    each = money / jobs
    low, high = TENGE_PER_JOB
    return [] if low <= each <= high else [Hint("per_job", {"each": each})]


def _doubts(claim: Claim) -> list[Hint]:
    return [Hint("runner_up", one) for one in runners_up(claim)[:1]]


def _place_of(facts: Facts) -> Q:
    where = Q(area__code=facts.area) if facts.area else Q()
    if facts.partner:
        where |= Q(area__code__startswith=facts.partner) | Q(partners__code=facts.partner)
    return where


def _time_of(claim: Claim, facts: Facts) -> Q:
    start, end = facts.start or facts.end, facts.end
    day = claim.version_of.article.day
    if start is None and day:
        start, end = day - NEAR[1], day + NEAR[0]
    return Q(start__lte=end, end__gte=start) if start and end else Q(pk__in=[])
