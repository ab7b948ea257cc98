"""Unclear places in the review: counted, settled with a form, dismissed with a reason, taken back."""

from datetime import date

import pytest
from django.urls import reverse

from kelisim.indicators.models import Observation
from kelisim.press.models import Claim, Unclear
from kelisim.press.services import read_article, store_article
from tests.factories import make_area, make_indicator, make_office, make_user

pytestmark = pytest.mark.django_db
TEXT = (
    "Кездесуде 5 млрд теңге жайлы сөз болды.\nИнвестиция келесі кезеңде 12 млн болады.\n"
    "Түркістан облысында 2025 жылы 34 жоба іске қосылды."
)


@pytest.fixture
def article():
    make_area()
    for measure in ("project_count", "investment"):
        make_indicator(measure)
    officer = make_user()
    stored = store_article(make_office(), text=TEXT, day=date(2025, 12, 22), by=officer)
    read_article(stored.version, by=officer)
    return stored.article


def address(name, article, *more):
    return reverse(f"workspace:{name}", args=[article.public_id, *more])


def place_of(why="money_without_measure"):
    return Unclear.objects.get(why=why)


def test_review_counts_them_and_comes_to_them_behind_the_claims(as_user, article):
    client, review = as_user(make_user()), address("article_review", article)
    page = client.get(review).text
    assert "0 of 3" in page
    assert 'data-key="a"' in page
    client.post(address("claim_accept", article, Claim.objects.get().public_id))
    page = client.get(review).text
    assert "1 of 3" in page
    for words in (
        "Money, but it is not clear for what.",
        '<strong class="hit">5 млрд теңге</strong>',
        'data-key="c"',
        'data-key="d"',
        'data-key="s"',
    ):
        assert words in page, words
    assert "2 places were not understood" in client.get(address("article", article)).text


def test_place_becomes_a_claim_by_a_form_that_knows_the_number(as_user, article):
    client, place = as_user(make_user()), place_of()
    form = client.get(address("place_settle", article, place.public_id)).text
    for words in ('value="5000000000"', 'value="KZT"', '<option value="KZ-61" selected>'):
        assert words in form, words
    facts = {
        "measure": "investment",
        "value": "5000000000",
        "unit": "KZT",
        "bound": "about",
        "status": "planned",
        "area": "KZ-61",
        "version": place.version,
    }
    answer = client.post(address("place_settle", article, place.public_id), facts)
    assert answer.url == f"{address('article_review', article)}?place={place_of('number_without_unit').public_id}#now"
    assert (Observation.objects.get().bound, Observation.objects.get().status) == ("about", "planned")
    assert "Claim: about ₸5bn" in client.get(address("article", article)).text.replace("\xa0", " ").replace(
        "≈", "about "
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"unit": "job"}, "unit"),
        ({"measure": ""}, "measure"),
        ({"value": "5 bn"}, "value"),
        ({"end": "2024-01-01", "start": "2025-01-01"}, "end"),
    ],
)
def test_form_keeps_what_was_typed_and_says_what_is_wrong(as_user, article, facts, words):
    place = place_of()
    typed = {
        "measure": "investment",
        "value": "777",
        "unit": "KZT",
        "bound": "exact",
        "status": "actual",
        "version": place.version,
    }
    answer = as_user(make_user()).post(address("place_settle", article, place.public_id), typed | facts)
    assert answer.status_code == 422
    assert f'id="id_{words}_error"' in answer.text
    assert f'value="{(typed | facts)["value"]}"' in answer.text
    assert not Observation.objects.exists()


def test_place_is_dismissed_with_a_reason_and_taken_back(as_user, article):
    client, place = as_user(make_user()), place_of()
    client.post(address("place_dismiss", article, place.public_id), {"reason": "too_vague", "version": place.version})
    page = client.get(address("article", article)).text
    assert "Dismissed: Too vague for a figure" in page
    review = client.get(address("article_review", article)).text
    assert "1 of 3" in review
    assert address("place_reopen", article, place.public_id) in review, "the undo takes back the last decision"
    answer = client.post(address("place_reopen", article, place.public_id))
    assert answer.url.endswith(f"?place={place.public_id}#now")
    assert not place_of().is_settled


def test_undo_of_a_claim_that_was_made_leads_back_to_its_place(as_user, article):
    client, place = as_user(make_user()), place_of()
    facts = {
        "measure": "investment",
        "value": "5",
        "unit": "KZT",
        "bound": "exact",
        "status": "actual",
        "version": place.version,
    }
    client.post(address("place_settle", article, place.public_id), facts)
    claim = place_of().claim
    answer = client.post(address("claim_reopen", article, claim.public_id))
    assert answer.url.endswith(f"?place={place.public_id}#now")
    assert (Observation.objects.count(), Claim.objects.filter(pk=claim.pk).count()) == (0, 0)


def test_place_that_somebody_settled_meanwhile_is_not_settled_twice(as_user, article):
    client, place = as_user(make_user()), place_of()
    for reason in ("no_claim", "doubtful"):
        client.post(address("place_dismiss", article, place.public_id), {"reason": reason, "version": place.version})
    assert place_of().reason == "no_claim"
    assert "Somebody has settled this place in the meantime." in client.get(address("article_review", article)).text


def test_list_counts_unclear_places(as_user, article):
    client = as_user(make_user())
    assert "Not understood" in client.get("/en/workspace/press/").text
    assert article.title in client.get("/en/workspace/press/?unclear=yes").text
    assert article.title not in client.get("/en/workspace/press/?unclear=no").text
