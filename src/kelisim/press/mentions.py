"""What articles name, and the records of the ledger that it may be: suggested by the names, linked by people alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.common import services as common
from kelisim.common.models import Area
from kelisim.common.services import change, store
from kelisim.engines.reading.entities import Index, Kind, Known
from kelisim.events.models import Event
from kelisim.parties.models import Organisation, OrganisationName, Person, PersonName
from kelisim.press.models import ArticleVersion, Mention, MentionKind, MentionState
from kelisim.press.reading import ReadMention

Record = Organisation | Person | Area | Event
MODELS: dict[str, type[Any]] = {
    MentionKind.ORGANISATION: Organisation,
    MentionKind.PERSON: Person,
    MentionKind.PLACE: Area,
    MentionKind.EVENT: Event,
}
COLUMN = {"organisation": "organisation", "person": "person", "place": "area", "event": "event"}
MOST = 3
READ = ("quote", "offset", "length", "count", "form", "post", "code", "confidence")


@dataclass(frozen=True, slots=True)
class Match:
    """A record that something named may be: the name that fitted, how well (0 to 1) and why, as a code."""

    record: Record
    name: str
    score: float
    reason: str


# ------------------------------------------------------------------ writes


@action("press.store_mentions")
def store_mentions(version: ArticleVersion, *, found: Iterable[ReadMention], by: User) -> list[Mention]:
    """Keep what a text names. What a person decided stays; of the text before it is taken over, name by name."""
    known = {(row.kind, row.name): row for row in Mention.objects.filter(version_of=version)}
    decided = _decided_before(version)
    kept = [_keep(version, one, known.pop((one.kind, one.name), None), decided) for one in found]
    for row in known.values():
        if row.state == MentionState.OPEN:
            common.archive(row, version=None, by=by)
    return kept


@action("press.link_mention")
def link_mention(mention: Mention, *, to: Record, by: User) -> Mention:
    """Say that something named is this record. Raises `ValidationError` where it is of another kind or of the samples."""
    if not isinstance(to, MODELS[mention.kind]):
        raise ValidationError(_("This is a record of another kind."), code="kind")
    if to.is_sample != mention.version_of.article.is_sample:
        raise ValidationError(_("Samples and real records are never linked."), code="sample")
    return _decide(mention, MentionState.LINKED, by, {COLUMN[mention.kind]: to})


@action("press.reject_mention")
def reject_mention(mention: Mention, *, by: User) -> Mention:
    """Say that something named is nobody whom the ledger knows."""
    return _decide(mention, MentionState.REJECTED, by, {})


@action("press.reopen_mention")
def reopen_mention(mention: Mention, *, by: User) -> Mention:
    """Take the decision back."""
    return store(change(mention, _unlinked() | {"state": MentionState.OPEN, "decided_by": None, "decided_at": None}))


def _decide(mention: Mention, state: MentionState, by: User, link: dict[str, Any]) -> Mention:
    facts = {"state": state, "decided_by": by, "decided_at": timezone.now()}
    return store(change(mention, _unlinked() | link | facts))


def _unlinked() -> dict[str, Any]:
    return dict.fromkeys(COLUMN.values())


def _keep(
    version: ArticleVersion, one: ReadMention, row: Mention | None, decided: dict[tuple[str, str], Mention]
) -> Mention:
    columns = {name: getattr(one, name) for name in READ}
    if row is None:
        row = Mention(version_of=version, kind=one.kind, name=one.name)
        if before := decided.get((one.kind, one.name)):
            names = ("state", "decided_by", "decided_at", *COLUMN.values())
            change(row, {name: getattr(before, name) for name in names})
    elif all(getattr(row, name) == value for name, value in columns.items()):
        return row
    return store(change(row, columns))


def _decided_before(version: ArticleVersion) -> dict[tuple[str, str], Mention]:
    rows = Mention.objects.filter(version_of__article=version.article, version_of__number__lt=version.number)
    rows = rows.exclude(state=MentionState.OPEN).order_by("version_of__number")
    return {(row.kind, row.name): row for row in rows.select_related("decided_by", *COLUMN.values())}


# ------------------------------------------------------------------ reads


def mentions_of(version: ArticleVersion) -> QuerySet[Mention]:
    """What a text names, in its order, with the records that it was linked to."""
    related = ("version_of__article__office", "decided_by", *COLUMN.values())
    return Mention.objects.filter(version_of=version).select_related(*related).order_by("offset", "pk")


def named_as(record: Record, user: User) -> QuerySet[Mention]:
    """Where the last texts of articles that `user` may see name a record, as people linked it; the newest article first."""
    newer = ArticleVersion.objects.filter(
        article=OuterRef("version_of__article"), number__gt=OuterRef("version_of__number")
    )
    kind = next(kind for kind, model in MODELS.items() if isinstance(record, model))
    rows = Mention.objects.visible_to(user).filter(~Exists(newer), state=MentionState.LINKED, **{COLUMN[kind]: record})
    rows = rows.filter(version_of__article__archived_at__isnull=True).select_related("version_of__article__office")
    return rows.order_by(F("version_of__article__day").desc(nulls_last=True), "-pk")


def matches_of(mentions: Iterable[Mention], user: User) -> dict[Mention, list[Match]]:
    """For each open mention the records that it may be and that `user` may see, the likeliest first."""
    wanted = [one for one in mentions if one.state == MentionState.OPEN]
    if not wanted:
        return {}
    index = _index(wanted[0].version_of.article.is_sample, _stamp())
    codes = {one.code for one in wanted if one.code}
    areas = dict(Area.objects.filter(code__in=codes).values_list("code", "pk"))
    found = {one: _suggested(index, areas, one) for one in wanted}
    records = _records(found.values(), user)
    return {
        one: [Match(records[key], name, score, reason) for key, name, score, reason in rows if key in records][:MOST]
        for one, rows in found.items()
    }


Found = tuple[tuple[str, int], str, float, str]


def _suggested(index: Index, areas: dict[str, int], mention: Mention) -> list[Found]:
    if mention.kind == MentionKind.PLACE:
        pk = areas.get(mention.code)
        return [((mention.kind, pk), mention.code, 1.0, "code")] if pk else []
    found = index.suggestions(mention.name, Kind(mention.kind), mention.form or None)
    return [(one.known.key, one.name, one.score, str(one.reason)) for one in found]  # type: ignore[misc]  # our keys


def _records(found: Iterable[list[Found]], user: User) -> dict[tuple[str, int], Record]:
    keys = {key for rows in found for key, *_rest in rows}
    records: dict[tuple[str, int], Record] = {}
    for kind, model in MODELS.items():
        pks = [pk for of, pk in keys if of == kind]
        for row in model.objects.visible_to(user).filter(pk__in=pks) if pks else ():
            records[kind, row.pk] = row
    return records


def _stamp() -> tuple[Any, ...]:
    """Changes whenever a name in the ledger does, so that an index is made anew only then."""
    counted = {"count": Count("pk"), "last": Max("pk"), "versions": Sum("version")}
    models = (Organisation, OrganisationName, Person, PersonName, Event)
    return tuple(tuple(model.objects.aggregate(**counted).values()) for model in models)


@lru_cache(maxsize=4)
def _index(is_sample: bool, stamp: tuple[Any, ...]) -> Index:
    return Index(_known(is_sample))


def _known(is_sample: bool) -> Iterator[Known]:
    for kind, model in ((Kind.ORGANISATION, Organisation), (Kind.PERSON, Person)):
        for row in model.objects.filter(is_sample=is_sample).prefetch_related("names"):
            yield Known((str(kind), row.pk), kind, tuple({row.name, *(one.text for one in row.names.all())}))
    for event in Event.objects.filter(office__is_sample=is_sample):
        yield Known((str(Kind.EVENT), event.pk), Kind.EVENT, tuple(set(event.title.values())))
