"""Articles in their versions, and the claims that they make: what was read apart from what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.common import checks
from kelisim.common.choices import UNIT_PATTERN, Bound, ClaimStage, FactStatus, Language, Measure
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, Publishable, period_checks, tracked
from kelisim.common.models import Area, Job, Source
from kelisim.events.models import Event
from kelisim.indicators.models import Observation, Target
from kelisim.parties.models import Organisation, Person


@tracked
class Article(OfficeRecord, Publishable):
    """A press text. The same text is one article; another text at the same address is a new version of it."""

    slug = models.SlugField(_("page"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=500)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    reporter = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("reported by"), null=True, blank=True, related_name="articles"
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    day = DayField(_("day of publication"), null=True, blank=True)
    origin = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("retold from"), null=True, blank=True, related_name="+"
    )

    public_fields = ("slug", "title", "language", "publisher", "url", "day", "text", "is_sample")

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("article"), _("articles")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "url"],
                condition=~Q(url="") & Q(archived_at__isnull=True),
                name="article_address_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def search_words(self) -> list[str]:
        return [self.title, self.publisher]


@tracked
class ArticleAddress(OfficeRecord):
    """An address under which an article was found; `Article.url` is the one that is shown first."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="addresses")
    url = models.URLField(_("address"), max_length=1000)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("address of an article"), _("addresses of articles")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "url"], condition=Q(archived_at__isnull=True), name="address_of_one_article"
            )
        ]

    def __str__(self) -> str:
        return self.url

    @classmethod
    def published_q(cls) -> Q:
        return Q(article__published_at__isnull=False, article__archived_at__isnull=True, archived_at__isnull=True)


@tracked
class ArticleVersion(LedgerModel):
    """A text that an article had; `digest` is the SHA-256 of the normalised text."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"), default=1)
    digest = models.CharField(max_length=64)
    text = models.TextField(_("text"))
    reader = models.CharField(_("reader"), max_length=40, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("version of an article"), _("versions of articles")
        ordering = ["-number"]
        get_latest_by = "number"
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="article_version_once")]
        indexes = [models.Index(fields=["digest"], name="article_digest")]

    def __str__(self) -> str:
        return f"{self.article} · {self.number}"

    @property
    def office_id(self) -> int:
        """The office of the article."""
        return self.article.office_id

    @classmethod
    def published_q(cls) -> Q:
        return Q(article__published_at__isnull=False, article__archived_at__isnull=True, archived_at__isnull=True)

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(article__in=Article.everything.filter(Article.own_q(user)))


class ClaimState(models.TextChoices):
    """What a person decided of a claim."""

    PENDING = "pending", _("To be reviewed")
    ACCEPTED = "accepted", _("Accepted")
    CORRECTED = "corrected", _("Corrected and accepted")
    REJECTED = "rejected", _("Rejected")
    REOPENED = "reopened", _("Reopened: a newer reader reads it differently")


PERSON = "person"  # the reader of a claim that a person made of an unclear place
DECIDED = (ClaimState.ACCEPTED, ClaimState.CORRECTED, ClaimState.REJECTED)
IN_LEDGER = (ClaimState.ACCEPTED, ClaimState.CORRECTED)


class RejectReason(models.TextChoices):
    """Why a claim is no figure for the ledger; kept in `Claim.reason`."""

    MISREAD = "misread", _("Misread by the machine")
    NO_CLAIM = "no_claim", _("Not a figure about investment")
    REPETITION = "repetition", _("Says again what another claim says")
    DOUBTFUL = "doubtful", _("The text itself is wrong or unclear")
    CORRECTED = "corrected", _("The corrected text no longer says so")


@tracked
class Claim(LedgerModel):
    """A number that an article states.

    The columns up to `rule` are what the machine read, in the reader's words (areas by code); `decision` holds the same
    fields where a person corrected them. Its identity is the version of the article, offset, length, measure, of, unit.
    `follows` is the claim of the text before that says the same thing, or said it otherwise; `upheld_at` tells that its
    figure stays although the text no longer says it. A claim that a person made of an unclear place has no reader.
    """

    version_of = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="claims")
    offset = models.PositiveIntegerField(_("offset"))
    length = models.PositiveIntegerField(_("length"))
    quote = models.TextField(_("quote"))
    measure = models.CharField(_("measure"), max_length=30, choices=Measure.choices)
    of = models.CharField(_("growth of"), max_length=30, choices=Measure.choices, blank=True)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=12)
    bound = models.CharField(_("how exactly"), max_length=6, choices=Bound.choices)
    status = models.CharField(_("status"), max_length=8, choices=FactStatus.choices)
    stage = models.CharField(_("stage"), max_length=10, choices=ClaimStage.choices, blank=True)
    start = DayField(_("first day"), null=True, blank=True)
    end = DayField(_("last day"), null=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), null=True, blank=True, related_name="+")
    partner = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("partner country"), null=True, blank=True, related_name="+"
    )
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)
    confidence = models.FloatField(_("confidence"), default=1.0)
    reader = models.CharField(_("reader"), max_length=40)
    rule = models.CharField(_("rule"), max_length=120, blank=True)

    state = models.CharField(_("decision"), max_length=10, choices=ClaimState.choices, default=ClaimState.PENDING)
    decision = models.JSONField(_("corrected fields"), default=dict, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    source = models.OneToOneField(Source, models.PROTECT, null=True, blank=True, related_name="claim")
    target = models.ForeignKey(Target, models.PROTECT, null=True, blank=True, related_name="claims")
    observation = models.ForeignKey(Observation, models.PROTECT, null=True, blank=True, related_name="claims")
    event = models.ForeignKey(
        Event, models.PROTECT, verbose_name=_("event"), null=True, blank=True, related_name="claims"
    )

    follows = models.OneToOneField(
        "self",
        models.SET_NULL,
        verbose_name=_("said before as"),
        null=True,
        blank=True,
        related_name="followed_by",
    )
    upheld_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    upheld_at = models.DateTimeField(_("upheld"), null=True, blank=True)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("claim"), _("claims")
        ordering = ["version_of", "offset", "pk"]
        constraints = [
            *period_checks("claim"),
            models.CheckConstraint(condition=Q(unit__regex=UNIT_PATTERN), name="claim_unit_known"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(observation__isnull=True), name="claim_one_figure"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "reopened"]) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="claim_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["version_of", "offset", "length", "measure", "of", "unit"],
                condition=Q(archived_at__isnull=True),
                name="claim_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "confidence"], name="claim_inbox")]

    def __str__(self) -> str:
        return self.quote

    @property
    def office_id(self) -> int:
        """The office of the article."""
        return self.version_of.article.office_id

    @property
    def is_decided(self) -> bool:
        """Whether a person has said what to make of it."""
        return self.state in DECIDED

    @property
    def figure(self) -> Target | Observation | None:
        """What it became in the ledger."""
        return self.target or self.observation

    @classmethod
    def published_q(cls) -> Q:
        return Q(
            state__in=IN_LEDGER,
            version_of__article__published_at__isnull=False,
            version_of__article__archived_at__isnull=True,
            archived_at__isnull=True,
        )

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(version_of__article__in=Article.everything.filter(Article.own_q(user)))


class DismissReason(models.TextChoices):
    """Why an unclear place becomes no claim; kept in `Unclear.reason`."""

    NO_CLAIM = "no_claim", _("Not a figure about investment")
    REPETITION = "repetition", _("Says again what another claim says")
    TOO_VAGUE = "too_vague", _("Too vague for a figure")
    DOUBTFUL = "doubtful", _("The text itself is wrong or unclear")


@tracked
class Unclear(LedgerModel):
    """Something that the reader saw and did not understand; a person makes a claim of it or dismisses it with a reason."""

    version_of = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="unclear")
    offset = models.PositiveIntegerField(_("offset"))
    length = models.PositiveIntegerField(_("length"))
    quote = models.TextField(_("quote"))
    why = models.CharField(_("why"), max_length=60)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    claim = models.OneToOneField(Claim, models.SET_NULL, null=True, blank=True, related_name="place")

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("unclear place"), _("unclear places")
        ordering = ["version_of", "offset"]
        constraints = [models.UniqueConstraint(fields=["version_of", "offset", "length", "why"], name="unclear_once")]

    def __str__(self) -> str:
        return self.quote

    @property
    def office_id(self) -> int:
        """The office of the article."""
        return self.version_of.article.office_id

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(version_of__article__in=Article.everything.filter(Article.own_q(user)))

    @property
    def is_settled(self) -> bool:
        """Whether a person has said what to make of it."""
        return self.settled_at is not None


class MentionKind(models.TextChoices):
    """What sort of thing is named."""

    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Person")
    PLACE = "place", _("Place")
    EVENT = "event", _("Event")


class MentionState(models.TextChoices):
    """What a person decided of something that is named."""

    OPEN = "open", _("Not decided")
    LINKED = "linked", _("Linked")
    REJECTED = "rejected", _("Nobody that we know")


@tracked
class Mention(LedgerModel):
    """Something that an article names, with the record that a person linked it to; nothing is ever merged.

    One row for all places of a text that name the same; `offset` is the first.
    """

    version_of = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="mentions")
    kind = models.CharField(_("kind"), max_length=12, choices=MentionKind.choices)
    name = models.CharField(_("name"), max_length=300)
    quote = models.TextField(_("quote"))
    offset = models.PositiveIntegerField(_("offset"))
    length = models.PositiveIntegerField(_("length"))
    count = models.PositiveIntegerField(_("times"), default=1)
    form = models.CharField(_("legal form"), max_length=20, blank=True)
    post = models.CharField(_("position"), max_length=300, blank=True)
    code = models.CharField(_("code"), max_length=16, blank=True)
    confidence = models.FloatField(_("confidence"), default=1.0)
    state = models.CharField(_("decision"), max_length=8, choices=MentionState.choices, default=MentionState.OPEN)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="mentions")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="mentions")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="mentions")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="mentions")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("something named"), _("what is named")
        ordering = ["version_of", "offset", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version_of", "kind", "name"], condition=Q(archived_at__isnull=True), name="mention_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="linked")
                | Q(kind="organisation", organisation__isnull=False, decided_by__isnull=False)
                | Q(kind="person", person__isnull=False, decided_by__isnull=False)
                | Q(kind="place", area__isnull=False, decided_by__isnull=False)
                | Q(kind="event", event__isnull=False, decided_by__isnull=False),
                name="mention_linked_to_its_kind_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def office_id(self) -> int:
        """The office of the article."""
        return self.version_of.article.office_id

    @property
    def record(self) -> Organisation | Person | Area | Event | None:
        """What a person linked it to."""
        return self.organisation or self.person or self.area or self.event

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(version_of__article__in=Article.everything.filter(Article.own_q(user)))


class FeedInterval(models.IntegerChoices):
    """How often a feed is looked at, in hours."""

    HOURLY = 1, _("every hour")
    OFTEN = 3, _("every three hours")
    DAILY_FOUR = 6, _("every six hours")
    DAILY_TWO = 12, _("twice a day")
    DAILY = 24, _("once a day")
    WEEKLY = 168, _("once a week")


@tracked
class Feed(OfficeRecord):
    """A list of news (RSS, Atom) that a worker looks at on a schedule; it acts for the user who keeps it."""

    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=1000)
    hours = models.PositiveSmallIntegerField(
        _("looked at"), choices=FeedInterval.choices, default=FeedInterval.DAILY_FOUR
    )
    is_public = models.BooleanField(_("publish its articles"), default=False)
    keeper = models.ForeignKey(User, models.PROTECT, verbose_name=_("kept by"), related_name="+", editable=False)
    is_paused = models.BooleanField(_("paused"), default=False, editable=False)
    due_at = models.DateTimeField(_("next look"), editable=False)
    job = models.ForeignKey(
        Job, models.SET_NULL, verbose_name=_("last look"), null=True, blank=True, related_name="+", editable=False
    )
    etag = models.CharField(max_length=300, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("feed"), _("feeds")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "url"],
                condition=Q(archived_at__isnull=True),
                name="feed_once",
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="feed_due")]

    def __str__(self) -> str:
        return self.name

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()
        message = _("The feed “%(other)s” is at this address already.")
        yield from checks.check_free(self, "url", message, within=("office_id",))

    def search_words(self) -> list[str]:
        return [self.name, self.url]
