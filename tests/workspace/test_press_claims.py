"""Claims of all articles that wait, on one page."""

import csv
import io

import pytest
from django.urls import reverse

from kelisim.accounts.models import Role
from kelisim.press.models import Claim
from tests.factories import make_article, make_claim, make_office, make_user

pytestmark = pytest.mark.django_db
PAGE = "/en/workspace/press/claims/"
LANDS = "/en/workspace/press/claims/export.csv"


@pytest.fixture
def claims():
    """Three claims of two articles: sure, doubtful, in between; and one that is decided."""
    first, second = make_article(), make_article(slug="second", title="Екінші мақала")
    sure = make_claim(first, confidence=1.0)
    doubtful = make_claim(second, confidence=0.55, evidence={"sentence": [0, 29], "runner_up": DOUBT})
    between = make_claim(first, confidence=0.8, quote="4889 жұмыс орны", measure="jobs", unit="job", offset=40)
    return sure, doubtful, between


DOUBT = {"field": "measure", "value": "enterprise_count", "margin": 0.1}


def quotes_in(page):
    return [row.record.public_id for row, _href in page.context["rows"]]


def send(client, name, claim, **facts):
    place = reverse(f"workspace:{name}", args=[claim.version_of.article.public_id, claim.public_id])
    return client.post(place, {"version": claim.version, "back": PAGE, **facts})


def test_claims_of_all_articles_stand_by_margin_with_the_smallest_opened(as_user, claims):
    sure, doubtful, between = claims
    page = as_user(make_user()).get(PAGE)
    assert quotes_in(page) == [doubtful.public_id, between.public_id, sure.public_id]
    assert page.context["claim"] == doubtful
    assert "Measure: Enterprises" in page.content.decode()


def test_another_value_is_told_with_its_unit(as_user, claims):
    second = {"field": "value", "value": "1234000000000", "margin": 0.6}
    told = {"sentence": [0, 29], "runner_up": second, "runners_up": [second]}
    make_claim(
        claims[0].version_of.article,
        offset=90,
        unit="KZT",
        measure="investment",
        stage="",
        confidence=0.5,
        evidence=told,
    )
    assert "second: ₸1,234" in as_user(make_user()).get(PAGE).text


def test_accept_and_reject_lead_on_to_the_next_claim_of_the_list(as_user, claims):
    sure, doubtful, between = claims
    client = as_user(make_user())
    assert send(client, "claim_accept", doubtful).url == f"{PAGE}#now"
    assert client.get(PAGE).context["claim"] == between
    send(client, "claim_reject", between, reason="misread")
    assert client.get(PAGE).context["claim"] == sure
    assert list(Claim.objects.order_by("confidence").values_list("state", flat=True)) == [
        "accepted",
        "rejected",
        "pending",
    ]


def test_correct_leads_back_to_the_list(as_user, claims):
    doubtful = claims[1]
    client = as_user(make_user())
    place = reverse("workspace:claim_correct", args=[doubtful.version_of.article.public_id, doubtful.public_id])
    assert f'href="{PAGE}?claim={doubtful.public_id}#now"' in client.get(f"{place}?back={PAGE}").content.decode()


def test_undo_takes_back_the_last_decision_of_any_article(as_user, claims):
    doubtful = claims[1]
    client = as_user(make_user())
    send(client, "claim_accept", doubtful)
    undo, words = client.get(PAGE).context["undo"]
    assert (undo.endswith(f"{doubtful.public_id}/reopen/"), words) == (True, "34\u00a0projects")
    assert client.post(undo, {"back": PAGE}).url == f"{PAGE}?claim={doubtful.public_id}#now"


def test_a_foreign_address_is_no_way_back(as_user, claims):
    assert "evil.example" not in send(as_user(make_user()), "claim_accept", claims[1], back="//evil.example/x").url


def test_search_filter_sort_and_export_of_claims(as_user, claims):
    sure, _doubtful, between = claims
    client = as_user(make_user())
    assert quotes_in(client.get(PAGE, {"q": "жұмыс"})) == [between.public_id]
    assert quotes_in(client.get(PAGE, {"measure": "jobs"})) == [between.public_id]
    assert quotes_in(client.get(PAGE, {"second": "no"})) == [between.public_id, sure.public_id]
    assert quotes_in(client.get(PAGE, {"sort": "-confidence"}))[0] == sure.public_id
    answer = client.get(LANDS, {"measure": "jobs"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert (len(rows), rows[1][1]) == (2, "4889 жұмыс орны")


def test_claims_of_another_office_are_not_listed(as_user, claims):
    other = make_user(office=make_office("almaty"))
    assert quotes_in(as_user(other).get(PAGE)) == []


def test_investors_do_not_see_the_list_of_claims(as_user, claims):
    assert as_user(make_user(Role.INVESTOR)).get(PAGE).status_code == 403


def test_later_opens_the_claim_below(as_user, claims):
    _sure, doubtful, between = claims
    client = as_user(make_user())
    page = client.get(PAGE)
    assert page.context["following_href"] == f"?claim={between.public_id}"
    assert client.get(PAGE, {"claim": str(between.public_id)}).context["claim"] == between
    assert client.get(PAGE, {"claim": "nonsense"}).context["claim"] == doubtful
