"""Every write on articles: store, read, publish. What people decide on claims is in `decisions.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common import services as common
from kelisim.common.models import Area, Source
from kelisim.common.reference import area_by_code
from kelisim.common.services import change, record_source, store
from kelisim.indicators.models import Observation, Target
from kelisim.press import mentions, reading, texts, versions
from kelisim.press.facts import corrections, facts_of, new_facts, read_facts
from kelisim.press.models import IN_LEDGER, PERSON, Article, ArticleAddress, ArticleVersion, Claim, ClaimState, Unclear
from kelisim.press.reading import ReadClaim, ReadText

MOST_CLAIMS = 400
SOURCE_FACTS = ("title", "publisher", "url", "day")


class Stored(NamedTuple):
    """An article, its text, and whether anything was added."""

    article: Article
    version: ArticleVersion
    is_new: bool


@action("press.store_article")
def store_article(
    office: Office,
    *,
    text: str,
    day: date | None = None,
    url: str = "",
    title: str = "",
    publisher: str = "",
    language: str | None = None,
    origin: dict[str, Any] | None = None,
    also_at: Iterable[str] = (),
    by: User,
) -> Stored:
    """Keep a press text: the same text is the same article, another text at the same address is a new version of it, and
    so is an earlier text that the address shows again.

    The same text at another address is one article with two addresses; `also_at` are further ones that lead to `url`. `origin` are the facts of a `Source`, where the text is retold from another. Raises `ValidationError` by field.
    """
    text, day = opened_text(text, day)
    Office.objects.select_for_update().get(pk=office.pk)
    digest = texts.digest_of(text)
    known, article = _known_text(office, digest), article_at(office, (url, *also_at))
    if known and (known.article != article or _is_current(known)):
        return Stored(_keep_addresses(known.article, (url, *also_at)), known, False)
    if article is None:
        name = title.strip() or texts.title_of(text)
        article = Article(office=office, url=url, title=name[:500], slug=_free_slug(name), publisher=publisher, day=day)
        article.language = language or reading.language_of(text)
        article.origin = record_source(**origin, is_sample=office.is_sample) if origin else None
    elif day:
        article.day = day
    return Stored(_keep_addresses(store(article), (url, *also_at)), _add_version(article, text, digest), True)


@action("press.store_version")
def store_version(article: Article, *, text: str, by: User) -> Stored:
    """Keep a corrected text of an article. Raises `ValidationError` by field where the text is here already."""
    text, _day = opened_text(text, article.day)
    Office.objects.select_for_update().get(pk=article.office_id)
    digest = texts.digest_of(text)
    known = _known_text(article.office, digest)
    if known and (known.article != article or _is_current(known)):
        message = _("This text is here already, as “%(title)s”.") % {"title": known.article.title}
        raise ValidationError({"text": ValidationError(message, code="known")})
    return Stored(article, _add_version(article, text, digest), True)


def _known_text(office: Office, digest: str) -> ArticleVersion | None:
    """A text that the office has, in the newest of the versions that say it."""
    rows = ArticleVersion.objects.filter(article__office=office, article__archived_at__isnull=True, digest=digest)
    return rows.select_related("article").order_by("-number", "pk").first()


def _is_current(version: ArticleVersion) -> bool:
    """No later text of its article says otherwise."""
    return not version.article.versions.filter(number__gt=version.number).exists()


def article_at(office: Office, urls: Iterable[str]) -> Article | None:
    """The office's article that was found at one of these addresses."""
    rows = ArticleAddress.objects.filter(office=office, url__in=[url for url in urls if url])
    found = rows.select_related("article").first()
    return found.article if found else None


def _keep_addresses(article: Article, urls: Iterable[str]) -> Article:
    """Addresses that lead to another article of the office stay with that one."""
    wanted = [url for url in dict.fromkeys(urls) if url]
    known = set(ArticleAddress.objects.filter(office=article.office, url__in=wanted).values_list("url", flat=True))
    for url in wanted:
        if url not in known:
            store(ArticleAddress(article=article, office=article.office, url=url))
            if not article.url:
                store(change(article, {"url": url}))
    return article


def opened_text(text: str, day: date | None) -> tuple[str, date | None]:
    """The text proper and its day, from the form or a first line `date 2025-12-22`. Raises `ValidationError` by field."""
    text, day, note = reading.opened(texts.checked(text), day)
    if note == "bad_date":
        message = _(
            "The first line names a day that does not exist. Write it as in “date 2025-12-22”, or fill in the day here."
        )
        raise ValidationError({"day": ValidationError(message, code="bad_date")})
    return texts.checked(text), day


def edit_article(article: Article, *, version: int | None = None, by: User, **facts: Any) -> Article:
    """Change what is known of an article. With another day or language it is read again: they change what words mean."""
    before = (article.day, article.language)
    change_article(article, version=version, by=by, **facts)
    if (article.day, article.language) != before:
        read_article(article.versions.latest(), by=by)
    return article


@action("press.edit_article")
def change_article(article: Article, *, version: int | None = None, by: User, **facts: Any) -> Article:
    """Store what is known of an article; its sources in the ledger follow."""
    _refuse_foreign_address(article, facts.get("url", ""))
    store(change(article, facts), version=version)
    _keep_addresses(article, [article.url])
    for claim in Claim.objects.filter(version_of__article=article, source__isnull=False).select_related("source"):
        store(change(claim.source, {name: getattr(article, name) for name in SOURCE_FACTS}))
    return article


def _refuse_foreign_address(article: Article, url: str) -> None:
    other = article_at(article.office, [url]) if url else None
    if other and other != article:
        message = _("The article “%(title)s” was found at this address. Give this one another, or none.")
        raise ValidationError({"url": ValidationError(message, code="unique", params={"title": other.title})})


@action("press.archive_article")
def archive_article(article: Article, *, version: int | None = None, by: User) -> Article:
    """Put an article away. Refused while figures of the ledger lean on it."""
    if Claim.objects.filter(version_of__article=article, source__isnull=False).exists():
        raise ValidationError(_("Figures of the ledger lean on this article. Take its accepted claims back first."))
    for address in ArticleAddress.objects.filter(article=article):
        common.archive(address, version=None, by=by)
    return common.archive(article, version=version, by=by)


@action("press.restore_article")
def restore_article(article: Article, *, version: int | None = None, by: User) -> Article:
    """Take an article back, with those of its addresses that no other article has in the meantime."""
    _refuse_foreign_address(article, article.url)
    for address in ArticleAddress.everything.filter(article=article, archived_at__isnull=False):
        if article_at(article.office, [address.url]) is None:
            common.restore(address, version=None, by=by)
    return common.restore(article, version=version, by=by)


@action("press.publish_article")
def publish_article(article: Article, *, by: User) -> Article:
    """Release an article with the figures that were accepted from it."""
    common.publish(article, by=by)
    for figure in figures_of(article):
        if not figure.is_published:
            common.publish(figure, by=by)
    return article


@action("press.withdraw_article")
def withdraw_article(article: Article, *, by: User) -> Article:
    """Take an article back from the public, and the figures that nothing else bears out."""
    common.withdraw(article, by=by)
    for figure in figures_of(article):
        if not _is_borne_out_elsewhere(figure, article):
            common.withdraw(figure, by=by)
    return article


def read_article(version: ArticleVersion, *, by: User) -> list[Claim]:
    """Let the reader read a text and keep what it found. Reading again with the same reader changes nothing."""
    article = version.article
    found = reading.read(version.text, day=article.day, language=article.language)
    if len(found.claims) + len(found.unclear) > MOST_CLAIMS:
        raise ValidationError(
            _("This text states hundreds of numbers: it is more than one article. Paste them one at a time.")
        )
    _know_places(found)
    claims = store_claims(version, found=found, by=by)
    named = reading.named(version.text, day=article.day, language=article.language)
    mentions.store_mentions(version, found=named, by=by)
    earlier = versions.before(version)
    if earlier is None:
        return claims
    if earlier.reader != found.reader:
        _read_again(earlier, by)
    versions.follow_claims(version, by=by)
    return list(Claim.objects.filter(version_of=version))


def _read_again(earlier: ArticleVersion, by: User) -> None:
    """Two texts are compared as one reader reads them: otherwise a newer reader would look like a correction."""
    article = earlier.article
    found = reading.read(earlier.text, day=article.day, language=article.language)
    _know_places(found)
    store_claims(earlier, found=found, by=by)


@action("press.store_claims")
def store_claims(version: ArticleVersion, *, found: ReadText, by: User) -> list[Claim]:
    """Keep a reading. Undecided claims are replaced, decided ones stay; one that now reads differently is reopened."""
    areas = Area.everything.in_bulk({code for one in found.claims for code in _codes(one)}, field_name="code")
    known = list(Claim.objects.filter(version_of=version).select_related("area", "partner", "version_of__article"))
    kept: set[int | None] = set()
    for one in found.claims:
        claim = _same_claim(one, known, kept) or Claim(version_of=version)
        kept.add(claim.pk)
        _take_in(claim, one, found.reader, areas)
    for claim in known:
        is_made = claim.reader == PERSON or claim.reader.startswith(reading.MODEL)
        if claim.pk not in kept and not claim.is_decided and not is_made and claim.source_id is None:
            common.archive(claim, version=None, by=by)
    _keep_unclear(version, found)
    if version.reader != found.reader or version.read_at is None:
        store(change(version, {"reader": found.reader, "read_at": timezone.now()}))
    return list(Claim.objects.filter(version_of=version))


@action("press.store_proposals")
def store_proposals(version: ArticleVersion, *, found: ReadText, by: User) -> list[Claim]:
    """Keep what a language model proposed and the rules bear out; a number that has its claim already gets no second one."""
    areas = Area.everything.in_bulk({code for one in found.claims for code in _codes(one)}, field_name="code")
    known = list(Claim.objects.filter(version_of=version))
    new = [one for one in found.claims if not any(_is_same_place(claim, one) for claim in known)]
    return [_take_in(Claim(version_of=version), one, found.reader, areas) for one in new]


def figures_of(article: Article) -> Iterator[Target | Observation]:
    """What the ledger has from an article."""
    rows = Claim.objects.filter(version_of__article=article, state__in=IN_LEDGER)
    for claim in rows.select_related("target", "observation"):
        if claim.figure and not claim.figure.is_archived:
            yield claim.figure


def _is_borne_out_elsewhere(figure: Target | Observation, article: Article) -> bool:
    others = figure.sources.exclude(claim__version_of__article=article)
    return others.filter(Q(claim__isnull=True) | Q(claim__version_of__article__published_at__isnull=False)).exists()


def _add_version(article: Article, text: str, digest: str) -> ArticleVersion:
    last = article.versions.order_by("-number").first()
    return store(ArticleVersion(article=article, number=last.number + 1 if last else 1, digest=digest, text=text))


def _free_slug(title: str) -> str:
    slug = texts.slug_of(title)
    taken = set(Article.everything.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbers = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (slug, *numbers) if free not in taken)


def _know_places(found: ReadText) -> None:
    """Regions of partner countries become places when a text first speaks of them."""
    codes = {code for one in found.claims for code in (one.area, one.partner) if code}
    for code in codes - set(Area.everything.filter(code__in=codes).values_list("code", flat=True)):
        with suppress(Area.DoesNotExist):
            area_by_code(code)


def _codes(one: ReadClaim) -> list[str]:
    """The codes under which its places may be known: the place itself, else its country."""
    return [code for place in (one.area, one.partner) if place for code in (place, place[:2])]


def _same_claim(one: ReadClaim, known: list[Claim], kept: set[int | None]) -> Claim | None:
    free = [claim for claim in known if claim.pk not in kept]
    same = next((claim for claim in free if _identity(claim) == _identity(one)), None)
    return same or next((claim for claim in free if claim.is_decided and _is_same_place(claim, one)), None)


def _identity(claim: Claim | ReadClaim) -> tuple[Any, ...]:
    return claim.offset, claim.length, claim.measure, claim.of, claim.unit


def _is_same_place(claim: Claim, one: ReadClaim) -> bool:
    """Both speak of the same number, though the reading changed."""
    meets = claim.offset < one.offset + one.length and one.offset < claim.offset + claim.length
    return meets and claim.value == one.value


def _take_in(claim: Claim, one: ReadClaim, reader: str, areas: dict[str, Area]) -> Claim:
    was = (facts_of(claim), read_facts(claim)) if claim.pk else None
    columns = _columns(one, reader, areas)
    if claim.pk and all(getattr(claim, name) == value for name, value in columns.items()):
        return claim
    change(claim, columns)
    if was and claim.is_decided:
        decided, before = was
        claim.decision = corrections(claim, decided)
        if read_facts(claim) not in (before, decided):
            claim.state = ClaimState.REOPENED
    return store(claim)


def _columns(one: ReadClaim, reader: str, areas: dict[str, Area]) -> dict[str, Any]:
    facts = new_facts(one)
    return {
        **{name: getattr(facts, name) for name in facts.__dataclass_fields__},
        "area": _area(one.area, areas),
        "partner": _area(one.partner, areas),
        "offset": one.offset,
        "length": one.length,
        "quote": one.quote,
        "evidence": one.evidence,
        "confidence": one.confidence,
        "reader": reader,
        "rule": one.rule,
    }


def _area(code: str | None, areas: dict[str, Area]) -> Area | None:
    """The place, or the country that it lies in where the place itself is not kept here."""
    return (areas.get(code) or areas.get(code[:2])) if code else None


def _keep_unclear(version: ArticleVersion, found: ReadText) -> None:
    new = {(one.offset, one.length, one.why): one for one in found.unclear}
    for row in Unclear.objects.filter(version_of=version):
        if new.pop((row.offset, row.length, row.why), None) is None and row.settled_at is None:
            row.delete()
    for one in new.values():
        store(Unclear(version_of=version, offset=one.offset, length=one.length, quote=one.quote, why=one.why))


def source_of(claim: Claim, quote: str) -> Source:
    """Store the sentence of an article as the source of a fact."""
    article = claim.version_of.article
    facts = {name: getattr(article, name) for name in SOURCE_FACTS}
    return record_source(kind="article", quote=quote, is_sample=article.office.is_sample, **facts)
