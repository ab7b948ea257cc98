"""Cases in the workspace: what investors and residents ask and report, answered by the office, carried up by rule."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.accounts.models import STAFF_ROLES, User
from kelisim.cases import services as cases
from kelisim.cases.models import (
    Case,
    CaseCategory,
    CaseKind,
    CaseState,
    EscalationLevel,
    EscalationRule,
)
from kelisim.cases.queries import cases_for_list, escalations_of, messages_of
from kelisim.common import formats
from kelisim.common.calendars import working_calendar
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_office, by_owner, by_sample
from kelisim.workspace.forms import cases as forms
from kelisim.workspace.forms.agreements import StrikeForm
from kelisim.workspace.lists import Filter, by_choice, by_yes
from kelisim.workspace.records import Act, Kind, Line, Part, Step, Thread, address_of
from kelisim.workspace.views.proposals import clock, part_of
from kelisim.workspace.views.steps import doubts_of

# ------------------------------------------------------------- the clock


def clock_words(case: Case) -> str:
    """How the clock of the answer stands, in words."""
    if case.state == CaseState.MERGED or case.is_closed:
        return ""
    ticking, calendar, today = case.clock(), working_calendar(), timezone.localdate()
    spent = ticking.spent(today, calendar)
    words = ngettext("%(spent)s of %(term)s working day", "%(spent)s of %(term)s working days", case.term)
    told = [words % {"spent": formats.number(spent), "term": formats.number(case.term)}]
    pause = ticking.open_pause
    if pause is not None:
        told.append(_("stands still since %(day)s, while the investor is asked") % {"day": formats.day(pause.since)})
    elif spent > case.term:
        told.append(_("late"))
    return "; ".join([", ".join(told), *doubts_of(case.due, today)])


def score_of(case: Case) -> str:
    """What the investor said of it."""
    return str(forms.SCORE_NAMES[case.score]) if case.score else ""


def levels_of(case: Case) -> list[str]:
    """How far up the case was carried, the highest first."""
    found = {each.level for each in case.escalations.all()}
    return [str(level.label) for level in reversed(EscalationLevel) if level in found]


# ----------------------------------------------------------------- parts

MESSAGE = (
    Column("author", gettext_lazy("Who")),
    Column("created_at", gettext_lazy("When"), "moment"),
    Column(
        "is_internal",
        gettext_lazy("For colleagues only"),
        "text",
        lambda row: _("For colleagues only") if row.is_internal else "",
    ),
    Column("from_case", gettext_lazy("From the case"), "text", lambda row: row.case.number),
    Column("file", gettext_lazy("File"), "link"),
    Column("text", gettext_lazy("Message"), "long"),
)
CARRIED = (
    Column("level", gettext_lazy("Goes up to"), "choice", choice("level")),
    Column("person", gettext_lazy("To whom")),
    Column("created_at", gettext_lazy("When"), "moment"),
    Column("days", gettext_lazy("Working days on the clock"), "number"),
    Column("sent_at", gettext_lazy("Notice sent"), "moment"),
    Column("noted_at", gettext_lazy("Taken note of"), "moment"),
)


def messages_part(case: Case, user: User) -> Part:
    """The words of both sides, of merged cases too; notes for colleagues are among them for staff only."""
    rows = list(messages_of(case, user))
    is_merged = any(row.case_id != case.pk for row in rows)
    columns = tuple(column for column in MESSAGE if is_merged or column.name != "from_case")
    return part_of("messages", _("Messages"), columns, rows, user, _("Nobody has written yet."), is_talk=True)


def case_parts(case: Case, user: User) -> list[Part]:
    """Words, and to whom it was carried up."""
    carried = part_of(
        "escalations", _("Carried up"), CARRIED, escalations_of(case, user), user,
        _("No rule has carried the case up."),
        links=lambda row: _note_link(row, case, user),
    )  # fmt: skip
    return [messages_part(case, user), carried]


def _note_link(row: Any, case: Case, user: User) -> list[tuple[str, str]]:
    if not user.has_perm("cases.note_escalation", row):
        return []
    return [(_("Take note"), CASE.address("note_escalation", case.public_id, row.public_id))]


def case_threads(case: Case, user: User) -> list[Thread]:
    """The case with which this one was merged, and those merged with it."""
    rows = Case.objects.visible_to(user)
    into = rows.filter(pk=case.merged_into_id)
    return [
        Thread("into", _("Merged with"), [_line(row, user) for row in into]),
        Thread("merged", _("Merged into this case"), [_line(row, user) for row in rows.filter(merged_into=case)]),
    ]


def _line(row: Case, user: User) -> Line:
    return Line(f"{row.number} · {row}", address_of(row, user), row.get_state_display())


def case_step(case: Case, user: User) -> Step | None:
    """The answer that is owed, or what is awaited from the investor."""
    if case.is_archived or case.is_closed or case.state == CaseState.MERGED:
        return None
    if case.state == CaseState.WAITING:
        return Step(_("The investor was asked; the clock stands still"), clock_words(case), who=str(case.owner or ""))
    if case.state == CaseState.ANSWERED:
        may = user.has_perm("cases.close_case", case)
        href = CASE.address("close_case", case.public_id) if may else ""
        title = _("Answered. Close the case if nothing is left to do")
        return Step(title, who=str(case.owner or ""), href=href, label=_("Close"))
    may = user.has_perm("cases.add_message", case)
    href = CASE.address("add_message", case.public_id) if may else ""
    return clock(case, _("Answer the investor"), href=href, label=_("Answer"), words=clock_words(case))


# --------------------------------------------------------------- filters


def by_category() -> Filter:
    """What a case is about."""

    def field(user: User) -> Any:
        found = forms.category_field()
        found.label, found.empty_label = _("Category"), _("All")
        return found

    return Filter("category", field, lambda rows, category: rows.filter(category=category))


def by_lateness() -> Filter:
    """Cases whose answer is owed and late."""
    return by_yes("late", gettext_lazy("Late"), _late)


def _late(rows: QuerySet, yes: bool) -> QuerySet:
    late = {"state": CaseState.OPEN, "due__lt": timezone.localdate()}
    return rows.filter(**late) if yes else rows.exclude(**late)


def by_level() -> Filter:
    """Cases that were carried up to a level."""
    known = by_choice("level", gettext_lazy("Carried up to"), EscalationLevel.choices)
    return Filter(known.name, known.field, _carried_to)


def _carried_to(rows: QuerySet, level: str) -> QuerySet:
    carried = Case.everything.filter(escalations__level=level, escalations__archived_at__isnull=True)
    return rows.filter(pk__in=carried.values("pk"))


CASE_FACTS = (
    Column("number", gettext_lazy("Number")),
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("clock", gettext_lazy("Clock"), "text", clock_words),
    Column("due", gettext_lazy("Answer due"), "day"),
    Column("category", gettext_lazy("What it is about"), "translated", "category.name"),
    Column("text", gettext_lazy("What is the matter"), "translated"),
    Column("organisation", gettext_lazy("Investor"), "link"),
    Column("project", gettext_lazy("Project"), "link"),
    Column("zone", gettext_lazy("Zone"), "link"),
    Column("owner", gettext_lazy("Responsible")),
    Column("opened_at", gettext_lazy("Opened"), "moment"),
    Column("answered_at", gettext_lazy("First answer"), "moment"),
    Column("answer_days", gettext_lazy("Working days to the first answer"), "number"),
    Column("closed_at", gettext_lazy("Closed"), "moment"),
    Column("decision_days", gettext_lazy("Working days to the end"), "number"),
    Column("reopened_at", gettext_lazy("Reopened"), "moment"),
    Column("score", gettext_lazy("Satisfaction"), "text", score_of),
    Column("score_words", gettext_lazy("What was said of it"), "long"),
)


def _act(name: str, form: type, title: Any, **more: Any) -> Act:
    return Act(name, f"cases.{name}", form, getattr(cases, name), title, **more)


CASE = Kind(
    noun="case",
    plural="cases",
    model=Case,
    services=cases,
    rows=lambda user: cases_for_list(user).select_related(
        "office", "organisation", "category", "project", "zone", "owner", "archived_by", "merged_into"
    ),
    form=forms.CaseForm,
    columns=(
        Column("title", gettext_lazy("Case"), "translated", sort="title"),
        Column("number", gettext_lazy("Number"), sort="number"),
        Column("organisation", gettext_lazy("Investor"), "link", sort=""),
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
        Column("category", gettext_lazy("Category"), "translated", "category.name", sort="category__name"),
        Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
        Column("owner", gettext_lazy("Responsible"), sort="owner__name"),
        Column("opened_at", gettext_lazy("Opened"), "moment", sort="opened_at"),
        Column("due", gettext_lazy("Answer due"), "day", sort="due"),
        Column("project", gettext_lazy("Project"), "link", sort="", is_shown=False),
        Column("answered_at", gettext_lazy("First answer"), "moment", sort="answered_at", is_shown=False),
        Column("answer_days", gettext_lazy("Working days to the first answer"), "number", sort="answer_days", is_shown=False),
        Column("decision_days", gettext_lazy("Working days to the end"), "number", sort="decision_days", is_shown=False),
        Column("score", gettext_lazy("Satisfaction"), "text", score_of, sort="score", is_shown=False),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    ),
    facts=CASE_FACTS,
    title=gettext_lazy("Cases"),
    new=gettext_lazy("Record a case"),
    icon="talk",
    empty=gettext_lazy("Questions, problems and complaints of investors and residents stand here, each with who answers and by when."),
    filters=(
        by_choice("state", gettext_lazy("State"), CaseState.choices),
        by_choice("kind", gettext_lazy("Kind"), CaseKind.choices),
        by_category(),
        by_lateness(),
        by_level(),
        by_owner(),
        by_office(),
        by_sample(),
    ),
    order="-opened_at",
    roles=STAFF_ROLES,
    next_step=case_step,
    parts=case_parts,
    threads=case_threads,
    acts=(
        _act("add_message", forms.AnswerForm, gettext_lazy("Write to the investor"), is_button=True, icon="talk"),
        _act("take_case", StrikeForm, gettext_lazy("I answer for it"), is_button=True),
        _act("add_note", forms.MessageForm, gettext_lazy("Note for colleagues"), is_button=True),
        _act("close_case", forms.CloseForm, gettext_lazy("Close the case"), is_button=True),
        _act(
            "merge_case", forms.MergeForm, gettext_lazy("Merge with another"), is_button=True,
            words=gettext_lazy("Two cases of one company about one matter are answered once. It can be undone."),
        ),
        _act(
            "unmerge_case", StrikeForm, gettext_lazy("Undo the merge"), is_button=True,
            words=gettext_lazy("The case stands alone again, as it was before; its words go with it."),
        ),
        _act(
            "reopen_case", forms.ReopenForm, gettext_lazy("Reopen"), is_button=True,
            words=gettext_lazy("The case is open again, and its term runs anew from today."),
        ),
        _act(
            "note_escalation", StrikeForm, gettext_lazy("Take note"), parts=escalations_of, place="escalations",
            words=gettext_lazy("It leaves your day. The case goes on."),
        ),
    ),
    verbs=("edit", "archive", "restore"),
)  # fmt: skip

# --------------------------------------------- categories and escalation

CATEGORY_COLUMNS = (
    Column("name", gettext_lazy("Name"), "translated", sort="name"),
    Column("days", gettext_lazy("Working days to answer"), "number", sort="days"),
    Column("basis", gettext_lazy("Legal basis"), sort="basis"),
)
CASE_CATEGORY = Kind(
    noun="case_category",
    plural="case-categories",
    model=CaseCategory,
    services=cases,
    rows=lambda user: CaseCategory.everything.visible_to(user).select_related("archived_by"),
    form=forms.CaseCategoryForm,
    columns=CATEGORY_COLUMNS,
    facts=CATEGORY_COLUMNS,
    title=gettext_lazy("Categories of cases"),
    new=gettext_lazy("Add a category"),
    icon="talk",
    empty=gettext_lazy("What cases are about, and within how many working days each is answered."),
    order="-pk",
    subjects=None,
    verbs=("edit", "archive", "restore"),
)


def rule_name(rule: EscalationRule) -> str:
    """How a rule is called: to whom, after how many days."""
    words = ngettext("%(level)s, after %(days)s working day", "%(level)s, after %(days)s working days", rule.after_days)
    return words % {"level": rule.get_level_display(), "days": formats.number(rule.after_days)}


RULE_COLUMNS = (
    Column("level", gettext_lazy("Goes up to"), "choice", choice("level"), sort="level"),
    Column("after_days", gettext_lazy("After working days"), "number", sort="after_days"),
    Column("least_tenge", gettext_lazy("Project of at least, tenge"), "number", sort="least_tenge"),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
    Column("category", gettext_lazy("Category"), "translated", "category.name", sort="category__name"),
    Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name"),
    Column("person", gettext_lazy("To whom"), sort="person__name"),
)
ESCALATION_RULE = Kind(
    noun="escalation_rule",
    plural="escalation-rules",
    model=EscalationRule,
    services=cases,
    rows=lambda user: EscalationRule.everything.visible_to(user).select_related(
        "office", "category", "person", "archived_by"
    ),
    form=forms.EscalationRuleForm,
    columns=RULE_COLUMNS,
    facts=RULE_COLUMNS,
    title=gettext_lazy("Rules of escalation"),
    new=gettext_lazy("Add a rule"),
    icon="arrow",
    empty=gettext_lazy(
        "Which open cases go up to the head, the governor, the agency: by age on the clock and by size of the project."
    ),
    order="after_days",
    subjects=None,
    verbs=("edit", "archive", "restore"),
    label=rule_name,
    heading=rule_name,
)
