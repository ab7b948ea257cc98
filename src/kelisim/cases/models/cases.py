"""Investors' problems, questions and complaints, with an owner and a clock."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.fields import TranslatedField
from kelisim.accounts.models import Role, User
from kelisim.common import checks
from kelisim.common.fields import DayField
from kelisim.common.ledger import LedgerModel, OfficeRecord, tracked
from kelisim.common.models import File
from kelisim.engines.values.clock import Clock, Pause
from kelisim.parties.models import Organisation, acts_for
from kelisim.projects.models import Project
from kelisim.zones.models import Zone


class CaseKind(models.TextChoices):
    """What an investor comes with."""

    QUESTION = "question", _("Question")
    PROBLEM = "problem", _("Problem")
    COMPLAINT = "complaint", _("Complaint")


class CaseState(models.TextChoices):
    """How far a case has come."""

    OPEN = "open", _("Open")
    WAITING = "waiting", _("Waiting for the investor")
    ANSWERED = "answered", _("Answered")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("Closed without a solution")
    MERGED = "merged", _("Merged with another")


WITH_INVESTOR = (CaseState.WAITING, CaseState.ANSWERED)
UNCLOSED_CASES = (CaseState.OPEN, *WITH_INVESTOR)
CLOSED_CASES = (CaseState.SOLVED, CaseState.CLOSED)
# Administrative Procedural and Process-Related Code of Kazakhstan, art. 76: fifteen working days from the day of arrival.
DAYS_TO_ANSWER = 15
MOST_DAYS = 250
SCORES = range(1, 6)


@tracked
class CaseCategory(LedgerModel):
    """What cases are about, and within how many working days such a case is answered."""

    name = TranslatedField(_("name"))
    days = models.PositiveSmallIntegerField(_("working days to answer"), default=DAYS_TO_ANSWER)
    basis = models.CharField(_("legal basis"), max_length=500, blank=True)

    class Meta(LedgerModel.Meta):
        verbose_name, verbose_name_plural = _("category of cases"), _("categories of cases")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(days__range=(1, MOST_DAYS)), name="case_category_days")]

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        if isinstance(self.days, int) and not 1 <= self.days <= MOST_DAYS:
            message = _("Enter from %(least)s to %(most)s working days.")
            yield "days", ValidationError(message, code="days", params={"least": 1, "most": MOST_DAYS})

    def __str__(self) -> str:
        return str(self.name)

    @classmethod
    def published_q(cls) -> Q:
        return Q(archived_at__isnull=True)


@tracked
class Case(OfficeRecord):
    """One problem or question of an investor or a resident."""

    number = models.CharField(_("number"), max_length=40, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=CaseKind.choices)
    category = models.ForeignKey(
        CaseCategory, models.PROTECT, verbose_name=_("category"), null=True, blank=True, related_name="cases"
    )
    title = TranslatedField(_("title"))
    text = TranslatedField(_("what is the matter"), is_long=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("investor"), related_name="cases")
    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="cases"
    )
    zone = models.ForeignKey(Zone, models.PROTECT, verbose_name=_("zone"), null=True, blank=True, related_name="cases")
    state = models.CharField(_("state"), max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("responsible"), null=True, blank=True, related_name="cases"
    )
    opened_at = models.DateTimeField(_("opened"))
    clock_start = DayField(_("clock runs from"), null=True, blank=True, editable=False)
    term = models.PositiveSmallIntegerField(_("working days to answer"), default=DAYS_TO_ANSWER)
    due = DayField(_("answer due"), null=True, blank=True)
    answered_at = models.DateTimeField(_("first answer"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True, editable=False)
    answer_days = models.PositiveSmallIntegerField(_("working days to the first answer"), null=True, blank=True)
    decision_days = models.PositiveSmallIntegerField(_("working days to the end"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("merged with"), null=True, blank=True, related_name="merged"
    )
    score = models.PositiveSmallIntegerField(_("satisfaction"), null=True, blank=True, editable=False)
    score_words = models.TextField(_("what was said of it"), blank=True, editable=False)
    scored_at = models.DateTimeField(_("asked and answered"), null=True, blank=True, editable=False)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("case"), _("cases")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(state="merged"), name="case_merged_has_state"
            ),
            models.CheckConstraint(condition=Q(term__range=(1, MOST_DAYS)), name="case_term"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(1, 5), scored_at__isnull=False), name="case_score"
            ),
            models.UniqueConstraint(fields=["office", "number"], condition=~Q(number=""), name="case_number_once"),
        ]
        indexes = [
            # What lists, clocks and the report of service times count and order by, beside the wide rows.
            models.Index(
                fields=["office", "opened_at", "id"],
                include=["state", "kind", "category", "owner", "organisation", "term", "due", "answered_at", "answer_days", "decision_days"],
                condition=Q(archived_at__isnull=True),
                name="case_work",
            ),
            models.Index(
                fields=["owner", "due"], condition=Q(archived_at__isnull=True, state=CaseState.OPEN), name="case_open"
            ),
        ]  # fmt: skip

    def findings(self) -> Iterator[checks.Finding]:
        yield from super().findings()

        for name in ("answered_at", "closed_at"):
            moment = getattr(self, name)
            if moment is not None and self.opened_at is not None and moment < self.opened_at:
                yield name, ValidationError(_("This lies before the day on which the case was opened."), code="order")
        if self.project is not None and self.project.office_id != self.office_id:
            yield "project", ValidationError(_("Choose a project of this office."), code="other_office")
        if isinstance(self.term, int) and not 1 <= self.term <= MOST_DAYS:
            message = _("Enter from %(least)s to %(most)s working days.")
            yield "term", ValidationError(message, code="days", params={"least": 1, "most": MOST_DAYS})

    def __str__(self) -> str:
        return str(self.title)

    @classmethod
    def own_q(cls, user: User) -> Q:
        if user.role == Role.INVESTOR:
            return acts_for(user, "organisation__")
        if user.role == Role.AGENCY:  # what was carried up to it
            carried = cls.everything.filter(escalations__level="agency", escalations__archived_at__isnull=True)
            return Q(pk__in=carried.values("pk"))
        return super().own_q(user)

    def search_words(self) -> list[str]:
        return [self.number, *self.title.values(), self.organisation.name]

    @property
    def is_closed(self) -> bool:
        """Whether nothing is owed any more."""
        return self.state in CLOSED_CASES

    def clock(self) -> Clock:
        """The clock of the answer with its pauses; prefetch `pauses` for many."""
        start = self.clock_start or timezone.localdate(self.opened_at)
        return Clock(start, self.term, tuple(pause.span for pause in self.pauses.all()))


class CasePart(LedgerModel):
    """What hangs on a case and is seen by whoever sees the case."""

    class Meta(LedgerModel.Meta):
        abstract = True

    @property
    def office_id(self) -> int:
        """The office that answers the case."""
        return self.case.office_id  # type: ignore[attr-defined]  # each part names its case

    @classmethod
    def own_q(cls, user: User) -> Q:
        return Q(case__in=Case.everything.filter(Case.own_q(user)))


@tracked
class CasePause(CasePart):
    """The clock stands still while the office waits for the investor: for facts that it asked, or for a word to its answer."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    is_question = models.BooleanField(_("the office asked back"), default=False)

    class Meta(CasePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("pause of the clock"), _("pauses of the clock")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until__isnull=True), name="case_pause_one_open"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="case_pause_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"

    @property
    def span(self) -> Pause:
        """The days of the pause."""
        return Pause(timezone.localdate(self.since), timezone.localdate(self.until) if self.until else None)


@tracked
class CaseMerge(CasePart):
    """Which case went into which, by whom, and how it was before; an undone merge stays as a row."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Case, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state_before = models.CharField(max_length=10, choices=CaseState.choices)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(CasePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("merge of cases"), _("merges of cases")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(undone_at__isnull=True), name="case_merged_once"),
            models.CheckConstraint(condition=~Q(case=models.F("into")), name="case_merged_with_another"),
        ]

    def __str__(self) -> str:
        return f"{self.case} → {self.into}"


@tracked
class CaseMessage(CasePart):
    """One word in a case: a question, an answer or a note for colleagues."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    is_internal = models.BooleanField(_("for colleagues only"), default=False)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(CasePart.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("message"), _("messages")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def own_q(cls, user: User) -> Q:
        own = super().own_q(user)
        return own & Q(is_internal=False) if user.role == Role.INVESTOR else own
