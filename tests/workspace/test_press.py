"""Articles come in, their claims are reviewed one at a time."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kelisim.accounts.models import Role
from kelisim.indicators.models import Observation
from kelisim.press.models import Article, Claim
from tests.factories import make_area, make_article, make_claim, make_indicator, make_office, make_user

pytestmark = pytest.mark.django_db
TEXT = "Түркістан облысында 2025 жылы 34 жоба іске қосылды.\nОблыста 2025 жылы 4889 жұмыс орны ашылды."
NEW = "/en/workspace/press/new/"


@pytest.fixture
def ground():
    make_area()
    for measure in ("project_count", "jobs"):
        make_indicator(measure)


def address(name, article, claim=None):
    return reverse(f"workspace:{name}", args=[article.public_id, *([claim.public_id] if claim else [])])


def send(client, text="", **facts):
    return client.post(NEW, {"office": "turkistan", "text": text, "publish": "on", **facts})


def test_store_article_reads_publishes_and_leads_to_the_review(as_user, ground):
    client = as_user(make_user())
    answer = send(client, TEXT, day="22.12.2025")
    article = Article.objects.get()
    assert answer.url == address("article_review", article)
    assert (article.day, article.is_published, Claim.objects.count()) == (date(2025, 12, 22), True, 2)
    page = client.get(answer.url).content.decode()
    assert '<strong class="hit">34 жоба</strong>' in page
    assert "2 claims were found." in page


def test_store_article_says_that_it_knows_the_text(as_user, ground):
    client = as_user(make_user())
    for _each in range(2):
        answer = send(client, TEXT, day="2025-12-22")
    assert answer.url == address("article", Article.objects.get())
    assert "This text is here already" in client.get(answer.url).content.decode()


def test_store_article_without_a_day_warns(as_user, ground):
    client = as_user(make_user())
    assert "The day of publication is not known" in client.get(send(client, TEXT).url).content.decode()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text": "  "}, "Paste the text of the article."),
        ({"text": TEXT, "day": "20205-01-01"}, "Write a day that exists"),
        ({"text": "%PDF-1.4 \x01\x02\x03\x04 34"}, "no text but the content of a file"),
        ({"text": "<html><body><p>34 жоба</p></body></html>"}, "Take the words out of the code"),
        ({"text": TEXT, "url": "no address"}, "Enter a valid URL"),
    ],
)
def test_store_article_refuses_beside_the_field_and_keeps_what_was_typed(as_user, facts, words):
    answer = send(as_user(make_user()), **{"publisher": "Kazinform", **facts})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Kazinform"' in page
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty"),
        ("Облыста 34 жоба".encode("cp1251"), "no text in UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is no text, page, Word file, PDF or letter."),
        (b"%PDF-1.7 nothing more", "damaged"),
        (b"\xd0\xcf\x11\xe0", "an old Word file"),
        (b"a" * (1024 * 1024 + 1), "larger than 1 MB"),
        (b"a" * (50 * 1024 * 1024), "larger than 20 MB"),
    ],
)
def test_upload_that_is_no_text_gets_a_clear_answer(as_user, content, words):
    answer = send(as_user(make_user()), "", file=SimpleUploadedFile("a.txt", content), title="Typed title")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Typed title" in page


def test_upload_of_a_text_is_read(as_user, ground):
    upload = SimpleUploadedFile("a.txt", f"date 2025-12-22\n{TEXT}".encode())
    send(as_user(make_user()), "", file=upload)
    assert Article.objects.get().day == date(2025, 12, 22)


def test_upload_of_a_page_brings_its_title_and_its_day(as_user, ground):
    head = '<meta property="article:published_time" content="2025-12-22">'
    words = TEXT.replace("\n", "</p><p>")
    page = (
        f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>Жобалар</h1><p>{words}</p></article></body></html>"
    )
    send(as_user(make_user()), "", file=SimpleUploadedFile("a.html", page.encode()))
    article = Article.objects.get()
    assert (article.title, article.day, Claim.objects.count()) == ("Жобалар", date(2025, 12, 22), 2)


def test_day_that_was_typed_holds_against_that_of_the_file(as_user, ground):
    upload = SimpleUploadedFile(
        "a.eml",
        f"Date: Mon, 22 Dec 2025 09:00:00 +0500\nSubject: News\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}".encode(),
    )
    send(as_user(make_user()), "", file=upload, day="2025-12-01", title="Typed")
    assert (Article.objects.get().title, Article.objects.get().day) == ("Typed", date(2025, 12, 1))


def test_words_are_taken_out_of_the_code_of_a_page(as_user):
    code = "<html><head><script>var a=1</script></head><body><h1>Жобалар</h1><p>34 жоба <b>іске</b> қосылды.</p></body></html>"
    answer = send(as_user(make_user()), code, plain="1")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Жобалар\n34 жоба іске қосылды." in page
    assert "var a" not in page


def test_accept_claim_leads_to_the_next_and_back(as_user, ground):
    client = as_user(make_user())
    send(client, TEXT, day="2025-12-22")
    article = Article.objects.get()
    first, second = Claim.objects.order_by("offset")
    answer = client.post(address("claim_accept", article, first), {"version": first.version})
    assert answer.url == f"{address('article_review', article)}?claim={second.public_id}#now"
    assert Observation.objects.published().get().value == 34
    page = client.get(answer.url).content.decode()
    assert "Accepted: 34 projects." in page.replace("\xa0", " ")
    assert "1 of 2" in page
    answer = client.post(address("claim_reopen", article, first))
    assert answer.url.endswith(f"?claim={first.public_id}#now")
    assert not Observation.objects.exists()


def test_reject_claim_of_the_last_ends_the_review(as_user):
    claim, client = make_claim(), as_user(make_user())
    article = claim.version_of.article
    answer = client.post(address("claim_reject", article, claim), {"reason": "repetition"})
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == ("rejected", "repetition")
    assert "Everything is decided" in client.get(answer.url).content.decode()


def test_correct_claim_begins_with_what_was_read_and_keeps_what_is_typed(as_user):
    claim, client = make_claim(), as_user(make_user())
    where = address("claim_correct", claim.version_of.article, claim)
    page = client.get(where)
    facts = {name: value or "" for name, value in page.context["form"].initial.items()} | {"version": claim.version}
    refused = client.post(where, facts | {"unit": "KZT", "value": "41"})
    assert refused.status_code == 422
    assert "is counted in: project" in refused.content.decode()
    assert 'value="41"' in refused.content.decode()
    client.post(where, facts | {"value": "41"})
    claim.refresh_from_db()
    assert (claim.state, claim.decision) == ("corrected", {"value": "41"})


def test_decision_that_somebody_else_made_is_told(as_user):
    claim, client = make_claim(), as_user(make_user())
    where = address("claim_accept", claim.version_of.article, claim)
    as_user(make_user()).post(where)
    answer = client.post(where)
    assert "Somebody has decided on this claim in the meantime." in client.get(answer.url).content.decode()


def test_claims_of_another_office_are_not_found(as_user):
    claim = make_claim()
    article = claim.version_of.article
    client = as_user(make_user(office=make_office("zhambyl")))
    pages = [client.get(address(name, article)) for name in ("article", "article_review")]
    pages += [client.post(address(name, article, claim)) for name in ("claim_accept", "claim_reject", "claim_reopen")]
    pages.append(client.get(address("claim_correct", article, claim)))
    assert {page.status_code for page in pages} == {404}
    assert as_user(make_user()).get(address("article_review", article)).status_code == 200


def test_analyst_sees_the_review_but_no_decision(as_user):
    claim, client = make_claim(), as_user(make_user(Role.ANALYST))
    article = claim.version_of.article
    page = client.get(address("article_review", article)).content.decode()
    assert "34 жоба" in page
    assert "claims/" not in page
    assert client.post(address("claim_accept", article, claim)).status_code == 403


def test_list_counts_what_waits_and_finds_it(as_user, django_assert_num_queries):
    waiting = make_claim(make_article(title="Waiting")).version_of.article
    make_article(title="Done")
    client = as_user(make_user())
    page = client.get("/en/workspace/press/?open=yes").content.decode()
    assert "Waiting" in page
    assert "Done" not in page
    assert client.get(address("article", waiting)).status_code == 200
    assert client.get("/en/workspace/press/export.csv").status_code == 200


def test_review_asks_no_query_a_claim(as_user, django_assert_max_num_queries):
    article, client = make_article(), as_user(make_user())
    make_claim(article)
    client.get(address("article_review", article))
    with django_assert_max_num_queries(40) as first:
        client.get(address("article_review", article))
    for offset in (1, 2):
        make_claim(article, offset=offset)
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(address("article_review", article))


def test_text_with_hundreds_of_numbers_is_told_to_be_more_than_one_article(as_user, ground):
    text = "\n".join(f"Түркістан облысында 2025 жылы {number} жоба іске қосылды." for number in range(2, 500))
    client = as_user(make_user())
    answer = send(client, text, day="2025-12-22")
    assert "This text states hundreds of numbers" in client.get(answer.url).content.decode()
    assert not Claim.objects.exists()


def test_article_read_again_keeps_decisions(as_user, ground):
    client = as_user(make_user())
    send(client, TEXT, day="2025-12-22")
    article, first = Article.objects.get(), Claim.objects.earliest("offset")
    client.post(address("claim_accept", article, first))
    client.post(address("article_read", article))
    assert list(Claim.objects.order_by("offset").values_list("state", flat=True)) == ["accepted", "pending"]
