"""Agreements in the workspace: the list, the record with its parties and commitments."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.agreements import services
from kelisim.agreements.models import Agreement, AgreementKind, AgreementState, Commitment, CommitmentState
from kelisim.agreements.queries import agreements_for_list
from kelisim.common import formats
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_area, by_office, by_sample, in_years
from kelisim.workspace.forms.agreements import (
    AgreementForm,
    CommitmentForm,
    LinkProjectForm,
    PartyForm,
    SettleForm,
    SignForm,
    StrikeForm,
)
from kelisim.workspace.lists import by_choice, by_published
from kelisim.workspace.records import Act, Kind, Line, Part, Step, Thread, address_of, part_rows
from kelisim.workspace.views.meeting_threads import meetings_thread
from kelisim.workspace.views.steps import due_words

COLUMNS = (
    Column("title", gettext_lazy("Title"), "translated", sort="title"),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
    Column("state", gettext_lazy("State"), "choice", choice("state"), sort="state"),
    Column("parties", gettext_lazy("Parties"), "many", lambda row: [party.organisation for party in row.parties.all()]),
    Column("area", gettext_lazy("Area"), "area", sort="area__name"),
    Column("partner", gettext_lazy("Partner country"), "area", sort="partner__name", is_shown=False),
    Column("amount", gettext_lazy("Amount"), "money", sort="amount"),
    Column("signed_on", gettext_lazy("Signed"), "day", sort="signed_on"),
    Column("number", gettext_lazy("Number"), sort="number", is_shown=False),
    Column("sector", gettext_lazy("Sector"), sort="sector", is_shown=False),
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
    Column("sector", gettext_lazy("Sector (ISIC)")),
    Column("period", gettext_lazy("Valid"), "period"),
    Column("text", gettext_lazy("Subject"), "translated"),
    Column("same_as", gettext_lazy("Same deal as"), "link"),
    Column("amends", gettext_lazy("Amends"), "link"),
)
PARTY = (
    Column("organisation", gettext_lazy("Organisation"), "link"),
    Column("role", gettext_lazy("Role"), "choice", choice("role")),
    Column("signatory", gettext_lazy("Signed by"), "link"),
)
COMMITMENT = (
    Column("text", gettext_lazy("What was promised"), "translated"),
    Column("organisation", gettext_lazy("By"), "link"),
    Column("owner", gettext_lazy("Responsible")),
    Column("due", gettext_lazy("Due"), "day"),
    Column("state", gettext_lazy("State"), "choice", choice("state")),
    Column("settled_on", gettext_lazy("Settled"), "day"),
)


def parties_of(agreement: Agreement, user: User | None = None) -> Any:
    return agreement.parties.filter(archived_at__isnull=True).select_related("organisation", "signatory")


def commitments_of(agreement: Agreement, user: User | None = None) -> Any:
    rows = Commitment.objects.visible_to(user).filter(agreement=agreement)
    return rows.select_related("organisation", "owner").order_by("due", "pk")


ACTS = (
    Act(
        "sign", "agreements.sign_agreement", SignForm, services.sign_agreement, gettext_lazy("Record the signing"),
        is_button=True, icon="hands",
    ),
    Act(
        "link_project", "agreements.link_project", LinkProjectForm, services.link_project,
        gettext_lazy("Name the project"), is_button=True, icon="factory",
    ),
    Act("add_party", "agreements.add_party", PartyForm, services.add_party, gettext_lazy("Name a party")),
    Act(
        "remove_party", "agreements.remove_party", StrikeForm, services.remove_party, gettext_lazy("Strike this party"),
        parts=parties_of, place="parties",
    ),
    Act("add_commitment", "agreements.add_commitment", CommitmentForm, services.add_commitment, gettext_lazy("Record a commitment")),
    Act(
        "edit_commitment", "agreements.edit_commitment", CommitmentForm, services.edit_commitment,
        gettext_lazy("Change the commitment"), parts=commitments_of, place="commitments",
    ),
    Act(
        "settle_commitment", "agreements.settle_commitment", SettleForm, services.settle_commitment,
        gettext_lazy("Say what became of it"), parts=commitments_of, place="commitments",
    ),
)  # fmt: skip


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
    if agreement.state in (AgreementState.DRAFT, AgreementState.AGREED) and not agreement.is_archived:
        return _before_signing(agreement, user)
    return None


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


def parts(agreement: Agreement, user: User) -> list[Part]:
    """The parties and what each promised."""
    may = {name: user.has_perm(f"agreements.{name}", agreement) for name in ("add_party", "add_commitment")}

    def link(name: str, *more: Any) -> str:
        return AGREEMENT.address(name, agreement.public_id, *more)

    def of_party(row: Any) -> list[tuple[str, str]]:
        return [(_("Strike"), link("remove_party", row.public_id))] if may["add_party"] else []

    def of_commitment(row: Commitment) -> list[tuple[str, str]]:
        if not may["add_commitment"]:
            return []
        change = [(_("Change"), link("edit_commitment", row.public_id))]
        return [(_("Settle"), link("settle_commitment", row.public_id)), *change] if row.state == "open" else change

    return [
        Part(
            "parties", _("Parties"), PARTY, part_rows(parties_of(agreement), PARTY, of_party),
            _("Nobody is named yet."), _("Name a party"), link("add_party") if may["add_party"] else "",
        ),
        Part(
            "commitments", _("Commitments"), COMMITMENT, part_rows(commitments_of(agreement, user), COMMITMENT, of_commitment),
            _("No promise is recorded yet: who does what, by when?"), _("Record a commitment"),
            link("add_commitment") if may["add_commitment"] else "",
        ),
    ]  # fmt: skip


def threads(agreement: Agreement, user: User) -> list[Thread]:
    """From the event to the projects."""
    projects = agreement.projects.visible_to(user)
    proposals = agreement.proposals.visible_to(user)
    again = agreement.announced_again.visible_to(user)
    return [
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
        "office", "area", "partner", "event", "source", "archived_by", "same_as", "amends"
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
        by_published(),
        by_office(),
        by_sample(),
    ),
    order="-signed_on",
    next_step=next_step,
    threads=threads,
    parts=parts,
    acts=ACTS,
)
