"""The page that compares two texts of an article, and what is decided there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kelisim.accounts.models import Role
from kelisim.indicators.models import Observation
from kelisim.press.decisions import accept_claim
from kelisim.press.models import Claim
from kelisim.press.services import publish_article, read_article, store_article
from tests.factories import make_area, make_indicator, make_office, make_user

pytestmark = pytest.mark.django_db
PROJECTS = "Түркістан облысында 2025 жылы {} жоба іске қосылды."
PAPERS = "Түркістан облысында 2025 жылы 12 меморандумға қол қойылды."


@pytest.fixture
def article():
    make_area()
    for measure in ("project_count", "agreement_count"):
        make_indicator(measure)
    officer, text = make_user(), f"{PROJECTS.format(34)}\n{PAPERS}"
    stored = store_article(make_office(), text=text, day=date(2025, 12, 22), url="https://news.example/1", by=officer)
    publish_article(stored.article, by=officer)
    for claim in read_article(stored.version, by=officer):
        accept_claim(claim, by=officer)
    return stored.article


def address(name, article, *more):
    return reverse(f"workspace:{name}", args=[article.public_id, *more])


def correct(client, article, text=""):
    return client.post(address("article_text", article), {"text": text or PROJECTS.format(41)})


def plain(answer):
    return answer.text.replace("\xa0", " ")


def test_one_text_says_what_will_be_compared(as_user, article):
    assert "One text so far" in as_user(make_user()).get(address("article_versions", article)).text


def test_corrected_text_is_compared_and_its_figures_are_a_click_away(as_user, article):
    client = as_user(make_user())
    assert correct(client, article).url == address("article_versions", article)
    page = plain(client.get(address("article_versions", article)))
    figure = Claim.objects.get(version_of__number=1, measure="project_count").observation
    for words in (
        "Version 2 beside version 1",
        "34 projects",
        "41 projects",
        "otherwise: Value",
        "gone",
        f"/observations/{figure.public_id}/",
    ):
        assert words in page, words


def test_review_shows_what_the_text_said_before(as_user, article):
    client = as_user(make_user())
    correct(client, article)
    page = plain(client.get(address("article_review", article)))
    assert "Before it said 34 projects; otherwise: Value." in page
    assert "The figure that rests on it" in page
    claim = Claim.objects.get(version_of__number=2)
    client.post(address("claim_accept", article, claim.public_id))
    values = Observation.objects.values_list("value", flat=True)
    assert sorted(int(value) for value in values) == [12, 41]


def test_figure_without_its_words_is_the_next_step_until_it_is_decided(as_user, article):
    client = as_user(make_user())
    correct(client, article)
    claim = Claim.objects.get(version_of__number=2)
    client.post(address("claim_accept", article, claim.public_id))
    assert (
        "1 figure rests on words that the corrected text no longer has" in client.get(address("article", article)).text
    )
    gone = Claim.objects.get(measure="agreement_count")
    client.post(address("claim_uphold", article, gone.public_id))
    assert "rests on words" not in client.get(address("article", article)).text
    client.post(address("claim_withdraw", article, gone.public_id))
    assert Observation.objects.get().value == 41


def test_text_that_is_here_already_or_none_is_refused_beside_the_field(as_user, article):
    client = as_user(make_user())
    for text, words in (
        (f"{PROJECTS.format(34)}\n{PAPERS}", "This text is here already"),
        (" ", "required"),
        ("<html><body><p>34</p></body></html>", "the code of a web page"),
    ):
        answer = correct(client, article, text)
        assert (answer.status_code, words in answer.text) == (422, True), words
    assert article.versions.count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ", "Мақала мәтінін қойыңыз"),
        ("%PDF-1.4\x01\x02\x03\x04 34", "файлдың мазмұны"),
        ("<html><body><p>34</p></body></html>", "веб-бет коды"),
        ("а" * 600_000, "1 МБ"),
    ],
)
def test_bad_text_is_refused_in_kazakh_and_stays(as_user, article, text, words):
    here = address("article_text", article).replace("/en/", "/kk/")
    answer = as_user(make_user(language="kk")).post(here, {"text": text})
    assert (answer.status_code, article.versions.count()) == (422, 1)
    assert words in answer.text
    assert text.strip()[:20].replace("<", "&lt;").replace(">", "&gt;") in answer.text


def test_analyst_sees_and_another_office_does_not(as_user, article):
    correct(as_user(make_user()), article)
    page = as_user(make_user(Role.ANALYST)).get(address("article_versions", article))
    assert (page.status_code, "Let it stand" in page.text) == (200, False)
    assert as_user(make_user(office=make_office("aktobe"))).get(address("article_versions", article)).status_code == 404


def test_comparison_costs_the_same_with_one_claim_and_three(as_user, article):
    client = as_user(make_user())

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(address("article_versions", article)).status_code == 200
        return len(found)

    correct(client, article)
    queries()
    one = queries()
    correct(client, article, "\n".join(PROJECTS.format(number) for number in (41, 42, 43)))
    assert Claim.objects.filter(version_of__number=3).count() == 3
    assert queries() <= one


def test_public_page_names_addresses_and_leads_to_earlier_texts(client, as_user, article):
    officer = make_user()
    store_article(make_office(), text=f"{PROJECTS.format(34)}\n{PAPERS}", url="https://copy.example/9", by=officer)
    correct(as_user(officer), article)
    page = client.get(f"/en/articles/{article.slug}/").text
    assert 'href="https://copy.example/9"' in page
    assert 'href="?version=1"' in page
    assert "12 меморандумға" in client.get(f"/en/articles/{article.slug}/?version=1").text
