"""What hangs on a paper as tables of its page: parties, commitments, amendments, states, files; what is done with each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.accounts.models import User
from kelisim.agreements import services
from kelisim.agreements.amendments import Changed, Link, chain_of
from kelisim.agreements.duplicates import Suggested, suggestions_for
from kelisim.agreements.models import (
    Agreement,
    AgreementFile,
    AgreementPair,
    AgreementParty,
    AgreementSignature,
    Amendable,
    Commitment,
    CommitmentState,
    StateChange,
)
from kelisim.common import formats
from kelisim.engines.matching.papers import Reason
from kelisim.workspace.columns import Column, choice, read_parties
from kelisim.workspace.forms import agreements as forms
from kelisim.workspace.records import Act, Part, PartRow, row_name


def parties_of(agreement: Agreement, user: User | None = None) -> QuerySet[AgreementParty]:
    rows = AgreementParty.objects.visible_to(user).filter(agreement=agreement)
    return rows.select_related("agreement", "organisation", "signatory")


def commitments_of(agreement: Agreement, user: User | None = None) -> QuerySet[Commitment]:
    rows = Commitment.objects.visible_to(user).filter(agreement=agreement)
    return rows.select_related("agreement", "organisation", "owner").order_by("due", "pk")


def files_of(agreement: Agreement, user: User) -> QuerySet[AgreementFile]:
    rows = AgreementFile.objects.visible_to(user).filter(agreement=agreement, is_signature=False)
    return rows.select_related("agreement", "file__uploaded_by")


def signatures_of(agreement: Agreement, user: User) -> QuerySet[AgreementSignature]:
    rows = AgreementSignature.objects.visible_to(user).filter(agreement=agreement)
    return rows.select_related("agreement", "file", "document__file")


def document_words(row: AgreementSignature) -> str:
    """The document, and whether the signature was made over its bytes."""
    name = _("held in the signature file") if row.document is None else str(row.document)
    return f"{name} · {row.get_fit_display()}"


def signer_words(row: AgreementSignature) -> str:
    """Who signed and when, as the file says."""
    return "; ".join(
        ", ".join(filter(None, [one["name"] or _("no name"), one["organisation"], _moment(one["signed_at"])]))
        for one in row.signers
    )


def proof_words(row: AgreementSignature) -> str:
    """That nothing is verified here, or what the service said, when and in which words."""
    proof = str(row.get_proof_display())
    if row.asked_at is None:
        return proof
    return " · ".join(filter(None, [proof, row.service, formats.moment(row.asked_at), row.answer]))


def _moment(iso: str) -> str:
    return formats.moment(datetime.fromisoformat(iso)) if iso else ""


def states_of(agreement: Agreement, user: User) -> QuerySet[StateChange]:
    return StateChange.objects.visible_to(user).filter(agreement=agreement).select_related("by").order_by("pk")


def amendments_of(agreement: Agreement, user: User) -> list[Link]:
    """What each amendment changes."""
    if agreement.amends_id is not None:
        return []
    return chain_of(agreement, Agreement.objects.visible_to(user).filter(amends=agreement).select_related("office"))


WORDS = {
    Reason.PARTIES: gettext_lazy("Same parties: %(detail)s"),
    Reason.NAMES: gettext_lazy("Parties of one name: %(detail)s"),
    Reason.AMOUNT_SAME: gettext_lazy("Same amount"),
    Reason.AMOUNT_NEAR: gettext_lazy("Amounts %(detail)s %% apart"),
    Reason.AMOUNT_CONVERTED: gettext_lazy("Amounts %(detail)s %% apart at the rates of their days"),
    Reason.AMOUNT_FAR: gettext_lazy("Amounts far apart: %(detail)s %%"),
    Reason.SUBJECT: gettext_lazy("Titles alike: %(detail)s %%"),
    Reason.NUMBER: gettext_lazy("Same number %(detail)s"),
    Reason.OTHER_EVENT: gettext_lazy("Signed at another event"),
    Reason.OTHER_DAY: gettext_lazy("%(detail)s days between them"),
}
SHARES = (Reason.AMOUNT_NEAR, Reason.AMOUNT_CONVERTED, Reason.AMOUNT_FAR)


def reasons_of(one: Suggested | None) -> list[str]:
    """Why two papers may tell of one deal, in words."""
    return (
        [str(WORDS[reason]) % {"detail": _detail(reason, detail)} for reason, detail in one.likeness.reasons]
        if one
        else []
    )


def _detail(reason: Reason, detail: str) -> str:
    """A share as each language writes it; names and numbers of papers as they are."""
    return formats.number(Decimal(detail)) if reason in SHARES else detail


def alike_of(agreement: Agreement, user: User) -> list[Suggested]:
    """Papers that may tell of the same deal; of what another office keeps nothing is suggested."""
    return suggestions_for(agreement, user) if user.has_perm("agreements.judge_pair", agreement) else []


def _money(agreement: Agreement) -> str:
    return formats.money(agreement.amount, agreement.currency) if agreement.amount is not None else ""


def state_words(row: Commitment) -> str:
    """What became of a promise, and how late it came or is."""
    state = str(row.get_state_display())
    days = row.days_late(timezone.localdate())
    if not days:
        return state
    return f"{state} · " + ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def change_words(link: Link) -> str:
    """What an amendment changes, from what to what."""
    return "; ".join(_told(one) for one in link.changes)


def _told(one: Changed) -> str:
    name = str(Amendable(one.name).label)
    if one.name == Amendable.TEXT:
        return name
    gaps = {"name": name, "before": _value(one.before), "after": _value(one.after)}
    return _("%(name)s: %(before)s → %(after)s") % gaps


def _value(values: dict[str, Any]) -> str:
    if "amount" in values:
        return formats.money(values["amount"], values["currency"]) if values["amount"] is not None else "–"
    value = next(iter(values.values()))
    return formats.day(value) if hasattr(value, "year") else str(value or "–")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was decided on this paper and another one, seen from this one."""

    pair: AgreementPair
    other: Agreement

    @property
    def public_id(self) -> UUID:
        """The pair's."""
        return self.pair.public_id

    @property
    def office_id(self) -> int:
        """The pair's."""
        return self.pair.office_id


def pairs_of(agreement: Agreement, user: User) -> QuerySet[AgreementPair]:
    rows = AgreementPair.objects.filter(Q(agreement=agreement) | Q(other=agreement))
    return rows.select_related("agreement__office", "other__office", "by")


def judged(agreement: Agreement, user: User) -> list[Judged]:
    """Papers of which a person said that they are another deal."""
    rows = pairs_of(agreement, user)
    ends = [(pair, pair.other if pair.agreement_id == agreement.pk else pair.agreement) for pair in rows]
    seen = set(
        Agreement.objects.visible_to(user).filter(pk__in=[end.pk for _pair, end in ends]).values_list("pk", flat=True)
    )
    return [Judged(pair, end) for pair, end in ends if end.pk in seen]


@dataclass(frozen=True, slots=True)
class Sort:
    """Parts of one sort: their rows and columns, the act that adds one, the acts of a row with their words."""

    name: str
    title: str | Promise
    rows: Callable[[Agreement, User], Iterable[Any]]
    columns: tuple[Column, ...]
    empty: str | Promise
    add: str = ""
    add_words: str | Promise = ""
    of_row: tuple[tuple[str, str | Promise], ...] = ()
    is_always: bool = True


CHANGE = gettext_lazy("Change")
SORTS = (
    Sort(
        "parties", gettext_lazy("Parties"), parties_of,
        (
            Column("organisation", gettext_lazy("Organisation"), "link"),
            Column("role", gettext_lazy("Role"), "choice", choice("role")),
            Column("signatory", gettext_lazy("Signed by"), "link"),
        ),
        gettext_lazy("Nobody is named yet."), "add_party", gettext_lazy("Name a party"),
        (("remove_party", gettext_lazy("Strike")),),
    ),
    Sort(
        "commitments", gettext_lazy("Commitments"), commitments_of,
        (
            Column("text", gettext_lazy("What was promised"), "translated"),
            Column("organisation", gettext_lazy("By"), "link"),
            Column("owner", gettext_lazy("Responsible")),
            Column("due", gettext_lazy("Due"), "day"),
            Column("state", gettext_lazy("State"), "text", state_words),
            Column("settled_on", gettext_lazy("Settled"), "day"),
            Column("reason", gettext_lazy("Reason"), "translated"),
        ),
        gettext_lazy("No promise is recorded yet: who does what, by when?"),
        "add_commitment", gettext_lazy("Record a commitment"),
        (("settle_commitment", gettext_lazy("Settle")), ("edit_commitment", CHANGE)),
    ),
    Sort(
        "amendments", gettext_lazy("Amendments"), amendments_of,
        (
            Column("paper", gettext_lazy("Amendment"), "link"),
            Column("signed_on", gettext_lazy("Signed"), "day", "paper.signed_on"),
            Column("state", gettext_lazy("State"), "choice", lambda link: link.paper.get_state_display()),
            Column("changes", gettext_lazy("What it changes"), "text", change_words),
            Column("holds", gettext_lazy("Holds now"), "yes"),
        ),
        gettext_lazy("Nothing was changed since the signing."), "amend", gettext_lazy("Record an amendment"),
    ),
    Sort(
        "signatures", gettext_lazy("Signature files"), signatures_of,
        (
            Column("file", gettext_lazy("File"), "link"),
            Column("document", gettext_lazy("Document that it signs"), "text", document_words),
            Column("signers", gettext_lazy("Signers, as the file names them"), "text", signer_words),
            Column("proof", gettext_lazy("Verification"), "text", proof_words),
            Column("digest", gettext_lazy("SHA-256 of the file"), "digest", "file.digest"),
        ),
        gettext_lazy("A .p7s or .cms of the signing client is kept here with its exact bytes."),
        "add_signature", gettext_lazy("Add a signature file"),
        (("verify_signature", gettext_lazy("Have it verified")), ("remove_signature", gettext_lazy("Take off"))),
    ),
    Sort(
        "alike", gettext_lazy("Perhaps the same deal"), alike_of,
        (
            Column("other", gettext_lazy("Paper"), "link"),
            Column("event", gettext_lazy("Signed at"), "link", "other.event"),
            Column("signed_on", gettext_lazy("Signed"), "day", "other.signed_on"),
            Column("amount", gettext_lazy("Amount"), "text", lambda one: _money(one.other)),
            Column("reasons", gettext_lazy("Why"), "text", lambda one: "; ".join(reasons_of(one))),
        ),
        gettext_lazy("No other paper looks like the same deal."), "join", gettext_lazy("Join with an earlier announcement"),
        (("compare", gettext_lazy("Compare and decide")),),
    ),
    Sort(
        "judged", gettext_lazy("Told apart"), judged,
        (
            Column("other", gettext_lazy("Paper"), "link"),
            Column("verdict", gettext_lazy("What they are"), "text", lambda one: one.pair.get_verdict_display()),
            Column("by", gettext_lazy("Decided by"), "text", "pair.by"),
        ),
        "", of_row=(("forget_verdict", gettext_lazy("Take back")),), is_always=False,
    ),
    Sort(
        "states", gettext_lazy("Way of the paper"), states_of,
        (
            Column("after", gettext_lazy("State"), "text", str),
            Column("on", gettext_lazy("On"), "day"),
            Column("reason", gettext_lazy("Reason"), "translated"),
            Column("by", gettext_lazy("Recorded by")),
        ),
        "", is_always=False,
    ),
    Sort(
        "files", gettext_lazy("Files"), files_of,
        (
            Column("file", gettext_lazy("File"), "link"),
            Column("note", gettext_lazy("What it is")),
            Column("size", gettext_lazy("Size"), "text", lambda row: filesizeformat(row.file.size)),
            Column("created_at", gettext_lazy("Kept"), "moment"),
            Column("by", gettext_lazy("By"), "text", "file.uploaded_by"),
        ),
        gettext_lazy("The text of the paper, a scan and its annexes are kept here, each with its exact bytes."),
        "add_file", gettext_lazy("Add a file"), (("remove_file", gettext_lazy("Take off")),),
    ),
)  # fmt: skip


def parts(agreement: Agreement, user: User) -> list[Part]:
    """All sorts of parts as tables; what may be done with each row stands beside it."""
    shown = [(sort, _part(sort, agreement, user)) for sort in SORTS]
    return [part for sort, part in shown if sort.is_always or part.rows]


def _part(sort: Sort, agreement: Agreement, user: User) -> Part:
    found = list(sort.rows(agreement, user))
    read_parties(found, sort.columns)
    rows = [_row(sort, row, agreement, user) for row in found]
    may_add = bool(sort.add) and user.has_perm(PERMISSIONS[sort.add], agreement)
    add_href = _address(sort.add, agreement) if may_add else ""
    return Part(sort.name, str(sort.title), sort.columns, rows, str(sort.empty), str(sort.add_words), add_href)


def _row(sort: Sort, row: Any, agreement: Agreement, user: User) -> PartRow:
    cells = [(column, column.shown(row, user)) for column in sort.columns]
    links = [
        (str(words), _address(name, agreement, row))
        for name, words in sort.of_row
        if user.has_perm(PERMISSIONS[name], agreement if name == "compare" else row) and _may_still(name, row)
    ]
    return PartRow(cells, links, row_name(row, sort.columns))


def _may_still(name: str, row: Any) -> bool:
    return name != "settle_commitment" or row.state == CommitmentState.OPEN


def _address(name: str, agreement: Agreement, row: Any = None) -> str:
    parts = [agreement.public_id] if row is None else [agreement.public_id, _key(row)]
    return reverse(f"workspace:agreement_{name}", args=parts)


def _key(row: Any) -> UUID:
    return row.other.public_id if isinstance(row, Suggested) else row.public_id


def _act(name: str, form: type, title: str | Promise, service: str = "", **more: Any) -> Act:
    service = service or name
    return Act(name, f"agreements.{service}", form, getattr(services, service), title, **more)


ACTS = (
    _act("sign", forms.SignForm, gettext_lazy("Record the signing"), "sign_agreement", is_button=True, icon="hands"),
    _act("link_project", forms.LinkProjectForm, gettext_lazy("Name the project"), is_button=True, icon="factory"),
    _act("move", forms.MoveForm, gettext_lazy("To another state"), "move_agreement", is_button=True, icon="arrow"),
    _act("add_party", forms.PartyForm, gettext_lazy("Name a party")),
    _act("remove_party", forms.StrikeForm, gettext_lazy("Strike this party"), parts=parties_of, place="parties"),
    _act("add_commitment", forms.CommitmentForm, gettext_lazy("Record a commitment")),
    _act(
        "edit_commitment", forms.CommitmentForm, gettext_lazy("Change the commitment"), parts=commitments_of,
        place="commitments",
    ),
    _act(
        "settle_commitment", forms.SettleForm, gettext_lazy("Say what became of it"), parts=commitments_of,
        place="commitments",
    ),
    _act(
        "amend", forms.AmendForm, gettext_lazy("Record an amendment"), "amend_agreement",
        words=gettext_lazy("A paper of its own, with the same parties. Once it is signed, what it changes holds here."),
    ),
    _act("add_signature", forms.SignatureForm, gettext_lazy("Add a signature file")),
    _act(
        "remove_signature", forms.StrikeForm, gettext_lazy("Take the signature file off"), parts=signatures_of,
        place="signatures",
    ),
    Act(
        "verify_signature", "agreements.record_verification", forms.StrikeForm, services.verify_signature,
        gettext_lazy("Have it verified"), signatures_of, "signatures",
        words=gettext_lazy("The signature and the document are sent to the verifying service; what it says is kept with its name."),
    ),
    _act("join", forms.JoinForm, gettext_lazy("Join with an earlier announcement"), "join_agreements",
         words=gettext_lazy("From then on the two count as one deal, everywhere. It can be taken back.")),
    _act("separate", forms.StrikeForm, gettext_lazy("Separate: it is a deal of its own"), "separate_agreement", is_button=True,
         words=gettext_lazy("From then on this paper counts by itself again. Papers that were joined along with it go back with it.")),
    _act("forget_verdict", forms.StrikeForm, gettext_lazy("Take back what was decided"), parts=pairs_of, place="pairs"),
    _act("add_file", forms.FileForm, gettext_lazy("Add a file")),
    _act("remove_file", forms.StrikeForm, gettext_lazy("Take the file off"), parts=files_of, place="files"),
)  # fmt: skip
PERMISSIONS = {act.name: act.permission for act in ACTS} | {"compare": "agreements.judge_pair"}
