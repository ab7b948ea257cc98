"""Cases in the workspace: what investors and residents ask and report, answered by the office."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.cases import services as cases
from kelisim.cases.models import Case, CaseKind, CaseState
from kelisim.cases.queries import cases_for_list, messages_of
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_office, by_sample
from kelisim.workspace.forms.proposals import CaseForm, CloseForm, MessageForm
from kelisim.workspace.lists import by_choice
from kelisim.workspace.records import Act, Kind, Part, Step, part_rows
from kelisim.workspace.views.proposals import ROLES, clock

MESSAGE = (
    Column("created_at", gettext_lazy("When"), "moment"),
    Column("author", gettext_lazy("Who")),
    Column("text", gettext_lazy("Message"), "long"),
    Column("is_internal", gettext_lazy("For colleagues only"), "yes"),
)


def messages_part(case: Case, user: User) -> Part:
    """The words of both sides; notes for colleagues are among them for staff only."""
    columns = MESSAGE if user.is_staff_member else MESSAGE[:-1]
    rows = part_rows(messages_of(case, user), columns)
    return Part("messages", _("Messages"), columns, rows, _("Nobody has written yet."))


def case_step(case: Case, user: User) -> Step | None:
    """The answer that is owed."""
    if case.is_archived or case.state != CaseState.OPEN:
        return None
    may = user.has_perm("cases.add_message", case)
    href = CASE.address("add_message", case.public_id) if may else ""
    return clock(case, _("Answer the investor"), href=href, label=_("Answer"))


CASE_FACTS = (
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("text", gettext_lazy("What is the matter"), "translated"),
    Column("organisation", gettext_lazy("Investor"), "link"),
    Column("project", gettext_lazy("Project"), "link"),
    Column("zone", gettext_lazy("Zone"), "link"),
    Column("opened_at", gettext_lazy("Opened"), "moment"),
    Column("due", gettext_lazy("Answer due"), "day"),
    Column("answered_at", gettext_lazy("First answer"), "moment"),
    Column("closed_at", gettext_lazy("Closed"), "moment"),
)

CASE = Kind(
    noun="case",
    plural="cases",
    model=Case,
    services=cases,
    rows=lambda user: cases_for_list(user).select_related(
        "office", "organisation", "project", "zone", "owner", "archived_by"
    ),
    form=CaseForm,
    columns=(
        Column("title", gettext_lazy("Case"), "translated", sort="title"),
        Column("organisation", gettext_lazy("Investor"), "link", sort=""),
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
        Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
        Column("owner", gettext_lazy("Responsible"), sort="owner__name"),
        Column("opened_at", gettext_lazy("Opened"), "moment", sort="opened_at"),
        Column("due", gettext_lazy("Answer due"), "day", sort="due"),
        Column("project", gettext_lazy("Project"), "link", sort="", is_shown=False),
        Column("answered_at", gettext_lazy("First answer"), "moment", sort="answered_at", is_shown=False),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    ),
    facts=(*CASE_FACTS, Column("owner", gettext_lazy("Responsible"))),
    title=gettext_lazy("Cases"),
    new=gettext_lazy("Record a case"),
    icon="talk",
    empty=gettext_lazy("Questions, problems and complaints of investors stand here, each with who answers and by when."),
    filters=(
        by_choice("state", gettext_lazy("State"), CaseState.choices),
        by_choice("kind", gettext_lazy("Kind"), CaseKind.choices),
        by_office(),
        by_sample(),
    ),
    order="-opened_at",
    roles=ROLES,
    next_step=case_step,
    parts=lambda case, user: [messages_part(case, user)],
    acts=(
        Act(
            "add_message", "cases.add_message", MessageForm, cases.add_message, gettext_lazy("Write to the investor"),
            is_button=True, icon="talk",
        ),
        Act("add_note", "cases.add_note", MessageForm, cases.add_note, gettext_lazy("Note for colleagues"), is_button=True),
        Act("close_case", "cases.close_case", CloseForm, cases.close_case, gettext_lazy("Close the case"), is_button=True),
    ),
    verbs=("edit", "archive", "restore"),
)  # fmt: skip
