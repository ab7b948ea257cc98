"""Agreements in the workspace: the list, the record with its parties and commitments."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.agreements import services
from kelisim.agreements.models import (
    SIGNED_STATES,
    UNSIGNED_STATES,
    Agreement,
    AgreementKind,
    AgreementState,
    CommitmentState,
)
from kelisim.agreements.queries import agreements_for_list, with_late_commitments
from kelisim.common import formats
from kelisim.overview.paper_lists import PaperList
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_area, by_office, by_sample, in_years
from kelisim.workspace.forms.agreements import AgreementForm
from kelisim.workspace.lists import ListPage, by_choice, by_published, by_yes
from kelisim.workspace.records import Kind, Line, Step, Tab, Thread, address_of
from kelisim.workspace.views.agreement_parts import ACTS, commitments_of, parts
from kelisim.workspace.views.meeting_threads import meetings_thread
from kelisim.workspace.views.steps import due_words


def alike_tabs(current: str) -> list[Tab]:
    """The list, and the pairs that may be one deal."""
    pages = (("agreement_list", _("List"), "table"), ("agreement_alike", _("Perhaps one deal"), "link"))
    return [Tab(label, reverse(f"workspace:{name}"), icon, name == current) for name, label, icon in pages]


def list_tabs(page: Any) -> list[Tab]:
    return alike_tabs("agreement_list")


class OfficePapers(PaperList, ListPage):
    """The papers of an office, archived ones only where they are asked for."""


COLUMNS = (
    Column("title", gettext_lazy("Title"), "translated", sort="title"),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
    Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
    Column(
        "parties", gettext_lazy("Parties"), "parties", lambda row: [party.organisation for party in row.parties.all()]
    ),
    Column("area", gettext_lazy("Area"), "area", sort="area__name"),
    Column("partner", gettext_lazy("Partner country"), "area", sort="partner__name", is_shown=False),
    Column("amount", gettext_lazy("Amount"), "money", sort="amount"),
    Column("signed_on", gettext_lazy("Signed"), "day", sort="signed_on"),
    Column("number", gettext_lazy("Number"), sort="number", is_shown=False),
    Column("sector", gettext_lazy("Sector"), "sector", sort="sector", is_shown=False),
    Column("event", gettext_lazy("Signed at"), "link", sort="", is_shown=False),
    Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    Column("created_at", gettext_lazy("Recorded"), "moment", sort="created_at", is_shown=False),
)
FACTS = (
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("signed_on", gettext_lazy("Signed"), "day"),
    Column("amount", gettext_lazy("Amount"), "money"),
    Column("area", gettext_lazy("Area"), "link"),
    Column("partner", gettext_lazy("Partner country"), "link"),
    Column("event", gettext_lazy("Signed at"), "link"),
    Column("number", gettext_lazy("Number")),
    Column("sector", gettext_lazy("Sector (ISIC)"), "sector"),
    Column("period", gettext_lazy("Valid"), "period"),
    Column("text", gettext_lazy("Subject"), "translated"),
    Column("meeting", gettext_lazy("Came of the meeting"), "link"),
    Column("same_as", gettext_lazy("Same deal as"), "link"),
    Column("amends", gettext_lazy("Amends"), "link"),
)

PUBLIC = (
    Column("title", gettext_lazy("Title"), "translated"),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind")),
    Column("number", gettext_lazy("Number")),
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("signed_on", gettext_lazy("Signed"), "day"),
    Column("amount", gettext_lazy("Amount"), "money"),
    Column("area", gettext_lazy("Area"), "area"),
    Column("partner", gettext_lazy("Partner country"), "area"),
    Column("event", gettext_lazy("Signed at"), "text"),
    Column("validity", gettext_lazy("Valid"), "period"),
    Column("sector", gettext_lazy("Sector (ISIC)"), "sector"),
    Column(
        "parties", gettext_lazy("Parties"), "parties", lambda row: [party.organisation for party in row.parties.all()]
    ),
    Column("text", gettext_lazy("Subject"), "translated"),
    Column("projects", gettext_lazy("Projects that came of it"), "many", lambda row: row.projects.published()),
    Column("source", gettext_lazy("Source"), "text"),
)


def next_step(agreement: Agreement, user: User) -> Step | None:
    """The first open commitment, else what keeps a draft from being signed."""
    promise = commitments_of(agreement, user).filter(state=CommitmentState.OPEN).first()
    if promise is not None:
        days, kind = due_words(promise.due, timezone.localdate())
        href = AGREEMENT.address("settle_commitment", agreement.public_id, promise.public_id)
        may = user.has_perm("agreements.settle_commitment", promise)
        shown = formats.day(promise.due) if promise.due else ""
        who = " · ".join(filter(None, [shown, str(promise.owner or promise.organisation or "")]))
        return Step(str(promise.text), due=days, who=who, kind=kind, href=href if may else "", label=_("Settle"))
    if agreement.is_archived:
        return None
    return _before_signing(agreement, user) if agreement.state in UNSIGNED_STATES else _after_its_term(agreement, user)


def _after_its_term(agreement: Agreement, user: User) -> Step | None:
    """A paper whose last day has passed is fulfilled or has lapsed; somebody has to say which."""
    if agreement.state not in SIGNED_STATES[:2] or agreement.end is None or agreement.end >= timezone.localdate():
        return None
    may = user.has_perm("agreements.move_agreement", agreement)
    href = AGREEMENT.address("move", agreement.public_id) if may else ""
    days, kind = due_words(agreement.end, timezone.localdate())
    words = _("It was valid until %(day)s.") % {"day": formats.day(agreement.end)}
    title = _("Say whether it was fulfilled or has lapsed")
    return Step(title, words, due=days, kind=kind, href=href, label=_("To another state"))


def _before_signing(agreement: Agreement, user: User) -> Step | None:
    if len(agreement.parties.all()) < 2:
        may = user.has_perm("agreements.add_party", agreement)
        href = AGREEMENT.address("add_party", agreement.public_id) if may else ""
        return Step(
            _("Name the parties"),
            _("Two parties are needed before it can be signed."),
            href=href,
            label=_("Name a party"),
        )
    may = user.has_perm("agreements.sign_agreement", agreement)
    href = AGREEMENT.address("sign", agreement.public_id) if may else ""
    return Step(_("Sign it, then record the day"), href=href, label=_("Record the signing"))


def threads(agreement: Agreement, user: User) -> list[Thread]:
    """From the event to the projects."""
    projects = agreement.projects.visible_to(user)
    if agreement.is_without_hidden and not agreement.shows("projects"):
        projects = projects.none()
    proposals = agreement.proposals.visible_to(user)
    again = agreement.announced_again.visible_to(user)
    first = [Line(str(agreement.amends), address_of(agreement.amends))] if agreement.amends else []
    return [
        Thread("amends", _("Amends"), first),
        Thread(
            "projects",
            _("Projects"),
            [Line(str(each), address_of(each), each.get_stage_display()) for each in projects],
        ),
        Thread(
            "proposals",
            _("Proposals"),
            [Line(str(each), address_of(each, user), each.get_state_display()) for each in proposals],
        ),
        Thread("again", _("Announced again as"), [Line(str(each), address_of(each)) for each in again]),
        meetings_thread(Q(agreements=agreement), user),
    ]


AGREEMENT = Kind(
    noun="agreement",
    plural="agreements",
    model=Agreement,
    services=services,
    rows=lambda user: agreements_for_list(user).select_related(
        "office", "area", "partner", "event", "source", "archived_by", "same_as", "amends__office", "meeting__event"
    ),
    form=AgreementForm,
    columns=COLUMNS,
    facts=FACTS,
    title=gettext_lazy("Agreements"),
    new=gettext_lazy("Record an agreement"),
    icon="hands",
    empty=gettext_lazy(
        "Memoranda, agreements, contracts and roadmaps stand here, with their parties, sums and promises."
    ),
    filters=(
        by_choice("kind", gettext_lazy("Kind"), AgreementKind.choices),
        by_choice("state", gettext_lazy("State"), AgreementState.choices),
        by_area(),
        in_years("signed_on", gettext_lazy("Signed in")),
        by_yes("late", gettext_lazy("Late commitments"), with_late_commitments),
        by_published(),
        by_office(),
        by_sample(),
    ),
    order="-signed_on",
    page_class=OfficePapers,
    tabs=list_tabs,
    next_step=next_step,
    public_facts=PUBLIC,
    threads=threads,
    parts=parts,
    acts=ACTS,
)
