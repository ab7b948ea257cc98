"""The list of what is signed at a ceremony, and each signature as it happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kelisim.agreements import services
from kelisim.agreements.models import Agreement, CeremonyPaper
from kelisim.events.models import ProgrammeItem
from tests.factories import make_agreement, make_event, make_office, make_user

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 5, 12, 4, tzinfo=UTC)


def ceremony_of(event, kind="ceremony"):
    return ProgrammeItem.objects.create(
        event=event, kind=kind, title={"en": "Signing"}, starts_at=MORNING, ends_at=MORNING + timedelta(hours=1)
    )


def order(item):
    return list(CeremonyPaper.objects.filter(item=item).order_by("place").values_list("agreement", flat=True))


def test_papers_stand_in_an_order_that_can_be_changed_and_are_signed_once():
    officer, item = make_user(), ceremony_of(make_event())
    first, second, third = (
        services.add_to_ceremony(make_agreement(parties=2), item=item, by=officer) for _number in range(3)
    )
    services.move_in_ceremony(third, place=1, by=officer)
    assert order(item) == [third.agreement_id, first.agreement_id, second.agreement_id]
    third.refresh_from_db()
    services.sign_at_ceremony(third, by=officer)
    at = CeremonyPaper.objects.get(pk=third.pk).signed_at
    agreement = Agreement.objects.get(pk=third.agreement_id)
    assert (agreement.state, at is not None, agreement.signed_on is not None) == ("signed", True, True)
    services.sign_at_ceremony(CeremonyPaper.objects.get(pk=third.pk), by=officer)
    assert CeremonyPaper.objects.get(pk=third.pk).signed_at == at
    services.take_from_ceremony(first, by=officer)
    assert order(item) == [third.agreement_id, second.agreement_id]


def test_a_panel_is_no_ceremony_and_a_paper_without_parties_is_not_signed():
    officer, event = make_user(), make_event()
    with pytest.raises(ValidationError, match="signing ceremony"):
        services.add_to_ceremony(make_agreement(), item=ceremony_of(event, "panel"), by=officer)
    paper = services.add_to_ceremony(make_agreement(), item=ceremony_of(event), by=officer)
    with pytest.raises(PermissionDenied):
        services.sign_at_ceremony(paper, by=officer)
    assert CeremonyPaper.objects.get().signed_at is None


def test_another_office_changes_nothing():
    stranger, paper = make_user(office=make_office("aktobe")), make_agreement(parties=2)
    with pytest.raises(PermissionDenied):
        services.add_to_ceremony(paper, item=ceremony_of(make_event()), by=stranger)
