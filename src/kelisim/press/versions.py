"""A text that was corrected: which of its claims stayed, changed, came or went, and what becomes of the decisions on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common.services import change, store
from kelisim.press.facts import NAMES, Facts, read_facts
from kelisim.press.models import Article, ArticleVersion, Claim, ClaimState
from kelisim.press.queries import sentence_of

KIN = ("measure", "of", "unit")
TELLING = tuple(name for name in NAMES if name not in KIN)
NEAR_ENOUGH = 1.0  # of 2: all fields alike and the same words
CARRIED = ("state", "decision", "decided_by", "decided_at", "reason", "event", "target", "observation", "source")


class Fate(StrEnum):
    """What became of a claim from one text to the next."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A claim before and after; `fields` are those that the text now tells otherwise."""

    fate: Fate
    before: Claim | None
    after: Claim | None
    fields: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a figure rests on words that the text no longer has, and nobody has said what to make of it."""
        old, new = self.before, self.after
        rests = bool(old and old.source_id and not old.upheld_at)
        return rests and (new is None or new.state == ClaimState.REJECTED)


@action("press.follow_claims")
def follow_claims(version: ArticleVersion, *, by: User) -> list[Claim]:
    """Find what each claim was in the text before; where it says the same, the decision carries over with its figure."""
    earlier = before(version)
    if earlier is None:
        return []
    _let_go(version)
    new = list(_claims(version).filter(follows__isnull=True))
    old = list(_claims(earlier).filter(followed_by__isnull=True))
    return [_follow(one, other) for other, one in pairs(old, new)]


def before(version: ArticleVersion) -> ArticleVersion | None:
    """The text before this one."""
    rows = ArticleVersion.objects.filter(article=version.article_id, number__lt=version.number)
    return rows.select_related("article__office").order_by("-number").first()


def changes_of(version: ArticleVersion) -> list[Change]:
    """Each claim of the text beside what it was in the text before, in the order of the text; what is gone comes last."""
    earlier = before(version)
    new = list(_claims(version).select_related("follows__area", "follows__partner"))
    for claim in new:
        if claim.follows:
            claim.follows.version_of = earlier
    gone = _claims(earlier).filter(followed_by__isnull=True) if earlier else []
    return [*map(_change_of, new), *(Change(Fate.GONE, one, None) for one in gone)]


def counted(changes: Iterable[Change]) -> Counter[Fate]:
    """How many claims had which fate."""
    return Counter(change.fate for change in changes)


def left_behind(article: Article) -> QuerySet[Claim]:
    """Claims of earlier texts on which figures rest though the text no longer says so, and nobody has decided on that."""
    latest = article.versions.order_by("-number").values("pk")[:1]
    rows = Claim.objects.filter(version_of__article=article, source__isnull=False, upheld_at__isnull=True)
    return rows.exclude(version_of__in=latest).filter(
        Q(followed_by__isnull=True) | Q(followed_by__state=ClaimState.REJECTED)
    )


def pairs(old: Sequence[Claim], new: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Claims that say the same thing in two texts, or say it otherwise; the likest first, each once."""
    words = {claim: _words(claim) for claim in (*old, *new)}
    facts = {claim: read_facts(claim) for claim in (*old, *new)}
    found = [(_likeness(facts[a], facts[b], words[a], words[b]), a, b) for a in old for b in new if _are_kin(a, b)]
    near = [each for each in found if each[0] >= NEAR_ENOUGH]
    near.sort(key=lambda each: (-each[0], abs(each[1].offset - each[2].offset), each[1].pk, each[2].pk))
    taken: set[int] = set()
    for _likeness_of_both, a, b in near:
        if taken.isdisjoint((a.pk, b.pk)):
            taken |= {a.pk, b.pk}
            yield a, b


def differences(old: Facts, new: Facts) -> tuple[str, ...]:
    """The fields that two readings tell otherwise."""
    return tuple(name for name in NAMES if getattr(old, name) != getattr(new, name))


def _claims(version: ArticleVersion) -> QuerySet[Claim]:
    rows = Claim.objects.filter(version_of=version).order_by("offset", "pk")
    return rows.select_related(
        "area", "partner", "version_of__article__office", "source", "target", "observation", "followed_by"
    )


def _change_of(claim: Claim) -> Change:
    if claim.follows is None:
        return Change(Fate.NEW, None, claim)
    fields = differences(read_facts(claim.follows), read_facts(claim))
    return Change(Fate.CHANGED if fields else Fate.SAME, claim.follows, claim, fields)


def _let_go(version: ArticleVersion) -> None:
    """A claim that a newer reader no longer finds follows nothing."""
    for claim in Claim.everything.filter(version_of=version, archived_at__isnull=False, follows__isnull=False):
        store(change(claim, {"follows": None}))


def _are_kin(old: Claim, new: Claim) -> bool:
    return all(getattr(old, name) == getattr(new, name) for name in KIN)


def _likeness(old: Facts, new: Facts, said: Counter[str], says: Counter[str]) -> float:
    """From 0 to 2: the share of equal fields and the share of common words of the two sentences."""
    alike = sum(getattr(old, name) == getattr(new, name) for name in TELLING) / len(TELLING)
    common, all_words = (said & says).total(), (said | says).total()
    return alike + (common / all_words if all_words else 0)


def _words(claim: Claim) -> Counter[str]:
    return Counter(sentence_of(claim).casefold().split())


def _follow(new: Claim, old: Claim) -> Claim:
    is_same = read_facts(old) == read_facts(new)
    if is_same and old.is_decided and not new.is_decided:
        carried = {name: getattr(old, name) for name in CARRIED}
        if old.source:
            store(change(old, {"source": None}))
            store(change(carried["source"], {"quote": sentence_of(new)}))
        change(new, carried)
    return store(change(new, {"follows": old}))
