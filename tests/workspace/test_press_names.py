"""What an article names: suggested over scripts, linked by a person, taken back; never merged."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kelisim.accounts.models import Role
from kelisim.common import formats
from kelisim.parties.models import Organisation, OrganisationName, Person
from kelisim.press.mentions import link_mention, matches_of, mentions_of
from kelisim.press.models import Mention
from kelisim.press.services import read_article, store_article
from tests.factories import make_area, make_indicator, make_office, make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db
TEXT = (
    "Түркістан облысының әкімі Нұралхан Көшеров «Anadolu Tekstil» ЖШС өкілдерімен кездесті.\n"
    "«Anadolu Tekstil» ЖШС облыста зауыт салады. 2025 жылы Түркістан облысында 34 жоба іске қосылды."
)


def take(text=TEXT, url="https://news.example/1"):
    stored = store_article(make_office(), text=text, day=date(2025, 12, 22), url=url, by=make_user())
    read_article(stored.version, by=make_user())
    return stored.article


@pytest.fixture
def ground():
    make_area()
    make_indicator("project_count")
    return {"person": make_person(name="Кушеров Нуралхан"), "firm": make_organisation(name="ANADOLU TEKSTİL A.Ş.")}


def address(name, article, *more):
    return reverse(f"workspace:{name}", args=[article.public_id, *more])


def mention(kind):
    return Mention.objects.get(version_of__number=1, kind=kind)


def test_each_name_is_kept_once_with_how_often_it_stands(ground):
    take()
    found = {row.kind: (row.name, row.count, row.state) for row in Mention.objects.exclude(kind="place")}
    assert found == {"person": ("Нұралхан Көшеров", 1, "open"), "organisation": ("Anadolu Tekstil", 2, "open")}


def test_ledger_s_parties_are_suggested_over_scripts_and_spellings(as_user, ground):
    article = take()
    found = {
        one.kind: [match.record for match in rows]
        for one, rows in matches_of(mentions_of(article.versions.get()), make_user()).items()
    }
    assert found == {"place": [make_area()], "person": [ground["person"]], "organisation": [ground["firm"]]}
    page = as_user(make_user()).get(address("article_names", article)).text
    for words in ("Кушеров Нуралхан", "It is ANADOLU TEKSTİL A.Ş.", "by its code"):
        assert words in page, words


def test_review_shows_suggestions_beside_the_claims_and_comes_back(as_user, ground):
    article, client = take(), as_user(make_user())
    review = address("article_review", article)
    assert "It is Кушеров Нуралхан" in client.get(review).text
    answer = client.post(
        address("mention_link", article, mention("person").public_id),
        {"to": f"person:{ground['person'].public_id}", "back": review},
    )
    assert answer.url == review
    assert mention("person").record == ground["person"]
    page = client.get(review).text
    assert "is linked to Кушеров Нуралхан." in page
    assert "It is Кушеров Нуралхан" not in page
    assert "Кушеров Нуралхан" in client.get(address("article", article)).text


def test_link_and_rejection_are_taken_back_and_nothing_is_merged(as_user, ground):
    article, client = take(), as_user(make_user())
    firm = mention("organisation")
    client.post(address("mention_link", article, firm.public_id), {"to": f"organisation:{ground['firm'].public_id}"})
    client.post(address("mention_reject", article, mention("person").public_id))
    assert (mention("organisation").state, mention("person").state) == ("linked", "rejected")
    for one in (firm, mention("person")):
        client.post(address("mention_reopen", article, one.public_id))
    assert [(row.state, row.record, row.decided_by) for row in (mention("organisation"), mention("person"))] == [
        ("open", None, None)
    ] * 2
    assert (Organisation.objects.count(), Person.objects.count(), OrganisationName.objects.count()) == (1, 1, 0)


def test_decision_stays_when_the_text_is_read_again_or_corrected(ground):
    article = take()
    link_mention(mention("organisation"), to=ground["firm"], by=make_user())
    read_article(article.versions.get(), by=make_user())
    assert mention("organisation").record == ground["firm"]
    take(TEXT.replace("34 жоба", "41 жоба"))
    assert Mention.objects.get(version_of__number=2, kind="organisation").record == ground["firm"]


def test_record_of_another_kind_or_of_the_samples_is_refused(ground):
    take()
    sample = make_organisation(name="Anadolu Tekstil", is_sample=True)
    for record in (ground["person"], sample):
        with pytest.raises(ValidationError):
            link_mention(mention("organisation"), to=record, by=make_user())
    matches = matches_of(Mention.objects.filter(kind="organisation"), make_user())
    assert [match.record for rows in matches.values() for match in rows] == [ground["firm"]]


@pytest.mark.parametrize("key", ["", "person", "person:1", "user:0199", "person:01990000-0000-7000-8000-000000000000"])
def test_forged_record_is_not_found(as_user, ground, key):
    article = take()
    answer = as_user(make_user()).post(address("mention_link", article, mention("person").public_id), {"to": key})
    assert (answer.status_code, mention("person").state) == (404, "open")


def test_only_the_own_desk_links(as_user, ground):
    article = take()
    for user in (make_user(Role.ANALYST), make_user(office=make_office("aktobe"))):
        with pytest.raises(PermissionDenied):
            link_mention(mention("person"), to=ground["person"], by=user)
    page = as_user(make_user(Role.ANALYST)).get(address("article_names", article))
    assert (page.status_code, "It is" in page.text) == (200, False)


def test_address_to_come_back_to_is_one_of_ours(as_user, ground):
    article = take()
    answer = as_user(make_user()).post(
        address("mention_reject", article, mention("person").public_id), {"back": "//evil.example/"}
    )
    assert answer.url == address("article_names", article)


def test_names_cost_the_same_with_one_and_with_three(as_user, ground):
    client = as_user(make_user())
    sentence = "Түркістан облысында «{}» ЖШС жаңа зауыт салады."
    names = ("Anadolu Tekstil", "Bursa Makina", "Izmir Gida")
    one = take(sentence.format(names[0]), url="https://news.example/2")
    three = take("\n".join(map(sentence.format, names)), url="https://news.example/3")
    make_organisation(name="Bursa Makina")
    make_organisation(name="Izmir Gida")

    def queries(article):
        client.get(address("article_names", article))
        with CaptureQueriesContext(connection) as found:
            assert client.get(address("article_names", article)).status_code == 200
        return len(found)

    assert Mention.objects.filter(version_of__article=three, kind="organisation").count() == 3
    assert queries(three) == queries(one)


def test_pages_of_organisation_and_person_show_which_articles_name_them_and_how(as_user, ground):
    take()
    officer, client = make_user(), as_user(make_user())
    for kind, record in (("person", ground["person"]), ("organisation", ground["firm"])):
        page = reverse(f"workspace:{kind}", args=[record.public_id])
        assert "Named in the press" not in client.get(page).text
        link_mention(mention(kind), to=record, by=officer)
        shown = client.get(page).text
        for words in ("Named in the press", formats.day(date(2025, 12, 22)), "ЖШС өкілдерімен кездесті."):
            assert words in shown, (kind, words)


def test_only_the_last_text_of_an_article_names_a_record(as_user, ground):
    article, officer = take(), make_user()
    link_mention(mention("organisation"), to=ground["firm"], by=officer)
    take("Түркістан облысында 2025 жылы 41 жоба іске қосылды.", url=article.url)
    page = reverse("workspace:organisation", args=[ground["firm"].public_id])
    assert "Named in the press" not in as_user(make_user()).get(page).text
