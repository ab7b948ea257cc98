"""Writes on papers that look alike: joined as one deal, told apart, and the way back from either."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import User
from kelisim.agreements.models import Agreement, AgreementPair
from kelisim.common import services as common
from kelisim.common.queries import history_model
from kelisim.common.services import change, store


@action("agreements.join_agreements")
def join_agreements(agreement: Agreement, *, with_: Agreement, by: User) -> Agreement:
    """Say that a paper tells again of the deal of another one, so that it counts once.

    What told again of this paper tells now of the other one; what was decided on the two before is over.
    """
    first = _whole(with_.same_as or with_)
    agreement = _whole(agreement)
    _check_joinable(agreement, first)
    for again in agreement.announced_again.all():
        store(change(again, {"same_as": first}))
    for pair in _pairs_of(agreement, first):
        common.archive(pair, version=None, by=by)
    return store(change(agreement, {"same_as": first}))


@action("agreements.separate_agreement")
def separate_agreement(agreement: Agreement, *, by: User) -> Agreement:
    """Take back that a paper tells again of another's deal: from now on it counts by itself.

    What told again of it before and went along when it was joined comes back with it.
    """
    agreement = _whole(agreement)
    came_along = [again for again in _came_along(agreement) if agreement.is_signed or not again.is_signed]
    store(change(agreement, {"same_as": None}))
    for again in came_along:
        store(change(again, {"same_as": agreement}))
    return agreement


@action("agreements.judge_pair")
def judge_pair(agreement: Agreement, *, other: Agreement, verdict: str, by: User) -> AgreementPair:
    """Say that two papers are two deals, related or not; the suggestion does not come back."""
    if other.same_as_id == agreement.pk or agreement.same_as_id == other.pk:
        message = _("These two are joined as one deal. Separate them first.")
        raise ValidationError({"verdict": ValidationError(message, code="joined")})
    found = _pairs_of(agreement, other).first()
    facts = {"verdict": verdict, "by": by}
    return store(change(found or AgreementPair(agreement=_whole(agreement), other=other), facts))


@action("agreements.forget_verdict")
def forget_verdict(pair: AgreementPair, *, by: User) -> AgreementPair:
    """Take back what was said of two papers; the suggestion may come again."""
    return common.archive(pair, version=None, by=by)


def _whole(agreement: Agreement) -> Agreement:
    """The row itself, whatever of it the acting user is shown."""
    return Agreement.everything.select_related("office").get(pk=agreement.pk)


def _came_along(agreement: Agreement) -> QuerySet[Agreement]:
    """The papers that were joined with the same deal by the same decision, as the history tells, and still are."""
    history = history_model(Agreement)._default_manager
    rows = history.filter(pgh_obj=agreement.pk).order_by("-pgh_id").values_list("same_as", "pgh_context")
    decision = None
    for first, context in rows:
        if first != agreement.same_as_id:
            break
        decision = context
    if decision is None:
        return Agreement.objects.none()
    along = history.filter(pgh_context=decision, same_as=agreement.same_as_id).values("pgh_obj")
    return Agreement.objects.filter(pk__in=along, same_as=agreement.same_as_id).exclude(pk=agreement.pk)


def _pairs_of(one: Agreement, other: Agreement) -> QuerySet[AgreementPair]:
    both = (Q(agreement=one) & Q(other=other)) | (Q(agreement=other) & Q(other=one))
    return AgreementPair.objects.filter(both)


def _check_joinable(agreement: Agreement, first: Agreement) -> None:
    if first.pk == agreement.pk:
        message = _("An agreement cannot repeat itself: choose the first announcement.")
        raise ValidationError({"same_as": ValidationError(message, code="same_as_itself")})
    if agreement.amends_id or first.amends_id:
        message = _("An amendment is no second announcement of a deal. Choose the paper that it amends.")
        raise ValidationError({"same_as": ValidationError(message, code="amendment")})
    if agreement.is_sample != first.is_sample:
        message = _("A sample and a real deal are never one.")
        raise ValidationError({"same_as": ValidationError(message, code="sample")})
    if agreement.is_signed and not first.is_signed:
        message = _("The first announcement is not signed. Make the signed one the first.")
        raise ValidationError({"same_as": ValidationError(message, code="unsigned")})
    if first.is_archived:
        message = _("The first announcement is in the archive. Take it back first.")
        raise ValidationError({"same_as": ValidationError(message, code="archived")})
