"""Accept, correct, reject and take back a claim."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kelisim.common.models import Source
from kelisim.common.queries import history_of
from kelisim.indicators.models import Observation, Target
from kelisim.press.decisions import accept_claim, correct_claim, reject_claim, reopen_claim
from kelisim.press.services import publish_article
from tests.factories import make_area, make_article, make_claim, make_event, make_indicator, make_office, make_user

pytestmark = pytest.mark.django_db
YEAR = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}


def test_accept_claim_records_an_observation_with_its_quote():
    claim, officer = make_claim(**YEAR), make_user()
    accept_claim(claim, by=officer)
    observation = Observation.objects.get()
    assert (claim.state, claim.decided_by, claim.decision, claim.observation) == ("accepted", officer, {}, observation)
    assert (observation.value, observation.unit, observation.stage, observation.area.code, observation.status) == (
        34, "project", "launched", "KZ-61", "actual",
    )  # fmt: skip
    (source,) = observation.sources.all()
    assert (source, source.quote, source.day) == (claim.source, "Облыста 34 жоба іске қосылды.", date(2025, 12, 22))
    assert not observation.is_published
    assert {row.pgh_context.metadata["action"] for row in history_of(observation)} == {"press.accept_claim"}


def test_accept_claim_of_a_set_figure_makes_a_target():
    facts = {"measure": "fdi", "status": "target", "stage": "", "value": Decimal(475_000_000), "unit": "USD"}
    claim = accept_claim(make_claim(**facts, **YEAR), by=make_user())
    assert (claim.target, Observation.objects.count()) == (Target.objects.get(), 0)


def test_accept_claim_of_a_published_article_is_public_at_once():
    article, officer = make_article(), make_user()
    publish_article(article, by=officer)
    accept_claim(make_claim(article), by=officer)
    assert Observation.objects.published().count() == 1


def test_second_article_confirms_the_figure():
    officer = make_user()
    claims = [accept_claim(make_claim(make_article(), **YEAR), by=officer) for _each in range(2)]
    assert claims[0].observation == claims[1].observation
    assert Observation.objects.get().sources.count() == 2


def test_correct_claim_keeps_what_was_read():
    claim = correct_claim(make_claim(), value=Decimal(41), area="KZ-61", by=make_user())
    assert (claim.value, claim.decision, claim.state, claim.observation.value) == (34, {"value": "41"}, "corrected", 41)


def test_correct_claim_without_a_change_is_an_acceptance():
    assert correct_claim(make_claim(), value=Decimal(34), by=make_user()).state == "accepted"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"unit": "USD"}, "unit"),
        ({"measure": "fdi"}, "unit"),
        ({"measure": "jobs", "unit": "job"}, "stage"),
        ({"of": "fdi"}, "of"),
        ({"start": date(2025, 2, 1), "end": date(2025, 1, 1)}, "end"),
        ({"value": Decimal(-1)}, "value"),
        ({"area": "KZ-99"}, "area"),
        ({"measure": "land_area", "unit": "hectare", "stage": ""}, "measure"),
    ],
)
def test_correct_claim_refuses_what_does_not_fit(facts, field):
    claim = make_claim()
    with pytest.raises(ValidationError) as refused:
        correct_claim(claim, by=make_user(), **facts)
    assert field in refused.value.message_dict
    assert not Observation.objects.exists()


def test_reject_claim_keeps_the_reason_and_touches_no_figure():
    claim = reject_claim(make_claim(), reason="no_claim", by=make_user())
    assert (claim.state, claim.reason, Observation.objects.count()) == ("rejected", "no_claim", 0)


def test_reopen_claim_takes_figure_and_source_back():
    officer = make_user()
    claim = accept_claim(make_claim(), by=officer)
    observation, source = claim.observation, claim.source
    reopen_claim(claim, by=officer)
    assert (claim.state, claim.source, claim.observation, claim.decided_by) == ("pending", None, None, None)
    assert Observation.everything.get().is_archived
    assert Source.everything.get(pk=source.pk).is_archived
    assert not observation.sources.exists()
    assert accept_claim(claim, by=officer).observation != observation


def test_reopen_claim_leaves_a_figure_that_another_article_states():
    officer = make_user()
    first, second = (accept_claim(make_claim(make_article(), **YEAR), by=officer) for _each in range(2))
    reopen_claim(first, by=officer)
    assert list(Observation.objects.get().sources.all()) == [second.source]


def test_two_people_do_not_decide_the_same_claim():
    claim = make_claim()
    accept_claim(claim, by=make_user())
    with pytest.raises(ValidationError) as refused:
        reject_claim(type(claim).objects.get(), reason="misread", by=make_user())
    assert refused.value.code == "decided"


def test_officer_of_another_office_decides_nothing():
    claim, other = make_claim(), make_user(office=make_office("zhambyl"))
    for decide in (accept_claim, reject_claim, reopen_claim):
        with pytest.raises(PermissionDenied):
            decide(claim, by=other, **({"reason": "misread"} if decide is reject_claim else {}))


def test_claim_about_participants_finds_its_event():
    event = make_event(start=date(2025, 11, 14), end=date(2025, 11, 15))
    facts = {"measure": "participant_count", "unit": "participant", "stage": "", **YEAR}
    assert accept_claim(make_claim(**facts), by=make_user()).event == event


def test_claim_is_not_tied_where_two_events_fit():
    for _each in range(2):
        make_event(start=date(2025, 11, 14), end=date(2025, 11, 15))
    facts = {"measure": "participant_count", "unit": "participant", "stage": "", **YEAR}
    assert accept_claim(make_claim(**facts), by=make_user()).event is None


def test_sample_article_cannot_state_figures_of_a_real_place():
    sample = make_office("sample-office", is_sample=True)
    claim = make_claim(make_article(office=sample))
    with pytest.raises(ValidationError):
        accept_claim(claim, by=make_user(office=sample))
    area = make_area("XA-01", is_sample=True)
    accepted = accept_claim(make_claim(make_article(office=sample), area=area), by=make_user(office=sample))
    assert accepted.source.is_sample
    assert make_indicator("project_count").observations.count() == 1
