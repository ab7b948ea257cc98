"""Papers that may tell of one deal: candidates by who signs, compared by the engine, never joined by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from kelisim.accounts.models import User
from kelisim.agreements.models import Agreement, AgreementPair, AgreementParty, PartyRole
from kelisim.common.models import SearchEntry
from kelisim.common.queries import rate_on
from kelisim.engines.matching.papers import Grade, Likeness, Paper, Shared, likeness
from kelisim.engines.reading.entities import Index, Kind, Known
from kelisim.engines.values.folding import fold
from kelisim.parties.models import Organisation

MOST_CANDIDATES, MOST_SHOWN = 80, 8
MOST_PAPERS, MOST_OF_A_PARTY = 2000, 40
BEGINNING, MOST_NAMES = 4, 60


@dataclass(frozen=True, slots=True)
class Suggested:
    """Another paper that may tell of the same deal, and why."""

    agreement: Agreement
    other: Agreement
    likeness: Likeness

    @property
    def is_same(self) -> bool:
        """Whether the reasons say that it is one deal, and not only one of the same parties."""
        return self.likeness.grade == Grade.SAME


def suggestions_for(agreement: Agreement, user: User) -> list[Suggested]:
    """Papers that may tell of the same deal and of which nobody has decided yet, the likeliest first."""
    if agreement.amends_id is not None or agreement.is_archived:
        return []
    own = _parties([agreement]).get(agreement.pk, [])
    same_names = _organisations_named_alike([party.organisation for party in own])
    keys = {party.organisation_id for party in own} | set(same_names)
    others = list(_candidates(agreement, user, keys))
    parties = _parties(others)
    found = (_compared(agreement, other, _shared(own, parties.get(other.pk, []), same_names)) for other in others)
    return sorted(filter(None, found), key=lambda one: (-one.likeness.score, one.other.pk))[:MOST_SHOWN]


def compare(agreement: Agreement, other: Agreement) -> Suggested | None:
    """What speaks for it that two papers tell of one deal; None where nothing does."""
    parties = _parties([agreement, other])
    own, theirs = parties.get(agreement.pk, []), parties.get(other.pk, [])
    same_names = _organisations_named_alike([party.organisation for party in own])
    return _compared(agreement, other, _shared(own, theirs, same_names))


def suggestions_in(rows: QuerySet[Agreement]) -> list[Suggested]:
    """Pairs among `rows` that may be one deal, the likeliest first: those of one party are compared with each other."""
    keys = list(rows.filter(amends__isnull=True).order_by("-pk").values_list("pk", flat=True)[:MOST_PAPERS])
    decided = _decided(Q(agreement__in=keys) & Q(other__in=keys))
    near = {
        (one, other)
        for papers_of_one in _by_party(keys)
        if len(papers_of_one) <= MOST_OF_A_PARTY
        for one in papers_of_one
        for other in papers_of_one
        if one > other and (one, other) not in decided
    }
    papers = _comparable(rows).in_bulk({key for pair in near for key in pair})
    parties = _parties(papers.values())
    pairs = [(one, other) for one, other in near if not _is_one_deal(papers[one], papers[other])]
    found = (_compared(papers[a], papers[b], _shared(parties[a], parties[b], {})) for a, b in pairs)
    alike = [one for one in found if one and one.is_same and _is_of_one_kind(one)]
    return sorted(alike, key=lambda one: (-one.likeness.score, -one.agreement.pk, -one.other.pk))


def _by_party(papers: Sequence[int]) -> Iterable[list[int]]:
    """The papers that each party signed, but for authorities: only these are compared, so only these are read."""
    rows = AgreementParty.objects.exclude(role=PartyRole.AUTHORITY).filter(agreement__in=papers)
    found = defaultdict[int, list[int]](list)
    for organisation, agreement in rows.values_list("organisation_id", "agreement_id"):
        found[organisation].append(agreement)
    return found.values()


def _is_of_one_kind(one: Suggested) -> bool:
    return one.agreement.office.is_sample == one.other.office.is_sample


def _candidates(agreement: Agreement, user: User, organisations: set[int]) -> QuerySet[Agreement]:
    if not organisations:
        return Agreement.objects.none()
    signed = AgreementParty.objects.exclude(role=PartyRole.AUTHORITY).filter(organisation__in=organisations)
    rows = _comparable(Agreement.objects.visible_to(user)).filter(pk__in=signed.values("agreement"))
    first = agreement.same_as_id or agreement.pk
    known = Q(pk=first) | Q(same_as=first) | Q(pk=agreement.pk)
    decided = {other for pair in _decided(Q(agreement=agreement) | Q(other=agreement)) for other in pair}
    rows = rows.filter(office__is_sample=agreement.office.is_sample).exclude(known).exclude(pk__in=decided)
    return rows.order_by("-pk")[:MOST_CANDIDATES]


def _comparable(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return rows.filter(amends__isnull=True).select_related("office", "event", "area")


def _is_one_deal(one: Agreement, other: Agreement) -> bool:
    return (one.same_as_id or one.pk) == (other.same_as_id or other.pk)


def _decided(which: Q) -> set[tuple[int, int]]:
    """Pairs on which a person has decided, told from both sides."""
    pairs = AgreementPair.objects.filter(which).values_list("agreement_id", "other_id")
    return {pair for a, b in pairs for pair in ((a, b), (b, a))}


def _parties(papers: Iterable[Agreement]) -> dict[int, list[AgreementParty]]:
    """Who signs each paper, but for authorities: an akimat signs with everybody."""
    keys = [paper.pk for paper in papers]
    rows = AgreementParty.objects.exclude(role=PartyRole.AUTHORITY).filter(agreement__in=keys)
    found = defaultdict[int, list[AgreementParty]](list)
    for row in rows.select_related("organisation"):
        found[row.agreement_id].append(row)
    return found


def _organisations_named_alike(own: Sequence[Organisation]) -> dict[int, str]:
    """Other records whose name is that of one of these in another script or spelling, with the name that fitted."""
    words = {word[:BEGINNING] for one in own for word in fold(one.name).split() if len(word) >= BEGINNING}
    if not words:
        return {}
    query = SearchQuery(" | ".join(f"'{word}':*" for word in sorted(words)), config="simple", search_type="raw")
    entries = SearchEntry.objects.filter(kind=Organisation._meta.label_lower, words=query).values("record_id")
    rows = Organisation.objects.filter(pk__in=entries[: 3 * MOST_NAMES]).exclude(pk__in=[one.pk for one in own])
    index = Index(
        Known(row.pk, Kind.ORGANISATION, (row.name, *(name.text for name in row.names.all())))
        for row in rows.prefetch_related("names")
    )
    return {
        found.known.key: one.name  # type: ignore[misc]  # the key is ours: a number
        for one in own
        for found in index.suggestions(one.name, Kind.ORGANISATION, most=MOST_NAMES)
    }


def _shared(
    own: Sequence[AgreementParty], theirs: Sequence[AgreementParty], same_names: dict[int, str]
) -> list[Shared]:
    mine = {party.organisation_id for party in own}
    found = []
    for party in theirs:
        if party.organisation_id in mine:
            found.append(Shared(str(party.organisation), is_record=True))
        elif party.organisation_id in same_names:
            found.append(Shared(f"{same_names[party.organisation_id]} – {party.organisation}", is_record=False))
    return found


def _compared(agreement: Agreement, other: Agreement, shared: Sequence[Shared]) -> Suggested | None:
    is_abroad = agreement.currency != other.currency
    found = likeness(_paper(agreement, with_tenge=is_abroad), _paper(other, with_tenge=is_abroad), shared)
    return Suggested(agreement, other, found) if found else None


def _paper(agreement: Agreement, *, with_tenge: bool) -> Paper:
    return Paper(
        subjects=tuple(fold(text) for text in agreement.title.values()),
        amount=agreement.amount,
        currency=agreement.currency,
        tenge=_tenge(agreement) if with_tenge else None,
        number=agreement.number,
        event=agreement.event_id,
        day=agreement.signed_on,
    )


def _tenge(agreement: Agreement) -> Decimal | None:
    if agreement.amount is None or agreement.signed_on is None:
        return None
    if agreement.currency == "KZT":
        return agreement.amount
    rate = rate_on(agreement.currency, agreement.signed_on)
    return agreement.amount * rate.tenge / rate.quant if rate else None
