"""Articles: the same text once, versions of an address, reading again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kelisim.press import reading
from kelisim.press.decisions import accept_claim, correct_claim, reject_claim
from kelisim.press.models import Article, ArticleVersion, Claim, Unclear
from kelisim.press.services import (
    archive_article,
    edit_article,
    publish_article,
    read_article,
    store_article,
    store_claims,
    withdraw_article,
)
from tests.factories import make_area, make_indicator, make_office, make_user

pytestmark = pytest.mark.django_db

TEXT = "Түркістан облысында 2025 жылы 34 жоба іске қосылды.\nОблыста 2025 жылы 4889 жұмыс орны ашылды."
ISTANBUL = "Ыстамбұлда өткен кездесуге 30 компания қатысты."
DAY = date(2025, 12, 22)


@pytest.fixture
def officer():
    make_area()
    for measure in ("project_count", "jobs"):
        make_indicator(measure)
    return make_user()


def stored(by, text=TEXT, **facts):
    return store_article(make_office(), text=text, by=by, **{"day": DAY, **facts})


def test_same_text_is_the_same_article_whatever_its_spaces(officer):
    first = stored(officer)
    again = stored(officer, text="\ufeff" + TEXT.replace("\n", "\r\n\r\n"), url="https://example.org/2")
    assert (first.is_new, again.is_new) == (True, False)
    assert (again.article, again.version) == (first.article, first.version)
    assert ArticleVersion.objects.count() == 1


def test_another_text_at_the_same_address_is_a_version(officer):
    first = stored(officer, url="https://example.org/1")
    second = stored(officer, text=TEXT + " Жаңартылды.", url="https://example.org/1")
    assert (second.article, second.version.number, second.is_new) == (first.article, 2, True)


def test_title_language_and_address_come_from_the_text(officer):
    article = stored(officer).article
    assert article.title == TEXT.splitlines()[0]
    assert (article.language, article.slug) == ("kk", "turkistan-oblisinda-2025-jili-34-joba-iske-kosildi")


def test_first_line_may_tell_the_day(officer):
    result = stored(officer, text="date 2025-12-01\n" + TEXT, day=None)
    assert (result.article.day, result.version.text) == (date(2025, 12, 1), TEXT)


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ("  \n ", "text", "empty"),
        ("date 2025-12-01\n", "text", "empty"),
        ("а" * 600_000, "text", "too_large"),
        ("%PDF-1.4\x00\x01\x02\x03", "text", "binary"),
        ("<!DOCTYPE html><html><body><p>34 жоба</p></body></html>", "text", "html"),
        ("date 20205-01-01\n34 жоба іске қосылды.", "day", "bad_date"),
    ],
)
def test_what_is_no_article_is_refused_beside_its_field(officer, text, field, code):
    with pytest.raises(ValidationError) as refused:
        stored(officer, text=text, day=None)
    assert {name: [error.code for error in errors] for name, errors in refused.value.error_dict.items()} == {
        field: [code]
    }
    assert not Article.objects.exists()


def test_reading_twice_adds_nothing(officer):
    version = stored(officer).version
    claims = read_article(version, by=officer)
    assert [(claim.quote, claim.value, claim.area.code) for claim in claims] == [
        ("34 жоба", 34, "KZ-61"),
        ("4889 жұмыс орны", 4889, "KZ-61"),
    ]
    assert read_article(version, by=officer) == claims
    assert [claim.version for claim in Claim.objects.all()] == [1, 1]


def newer(version, **changes):
    """What another reader would say: the first claim with `changes`, the second not at all."""
    found = reading.read(version.text, day=DAY)
    return replace(found, claims=(replace(found.claims[0], **changes),), reader="rules-2")


def test_newer_reader_replaces_what_nobody_decided(officer):
    version = stored(officer).version
    read_article(version, by=officer)
    (claim,) = store_claims(version, found=newer(version, bound="over"), by=officer)
    assert (claim.bound, claim.state, claim.reader) == ("over", "pending", "rules-2")


def test_newer_reader_reopens_what_it_reads_differently(officer):
    version = stored(officer).version
    first, _second = read_article(version, by=officer)
    accept_claim(first, by=officer)
    figure = first.observation
    (claim, _kept) = [*store_claims(version, found=newer(version, bound="over"), by=officer), None]
    assert (claim.pk, claim.state, claim.bound, claim.decision) == (first.pk, "reopened", "over", {"bound": "exact"})
    assert claim.observation == figure
    accept_claim(claim, by=officer)
    figure.refresh_from_db()
    assert (claim.observation.bound, figure.is_archived) == ("over", True)


def test_newer_reader_that_agrees_with_the_person_leaves_the_decision(officer):
    version = stored(officer).version
    first, second = read_article(version, by=officer)
    correct_claim(first, bound="over", by=officer)
    reject_claim(second, reason="no_claim", by=officer)
    store_claims(version, found=newer(version, bound="over"), by=officer)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.decision) == ("corrected", {})
    assert second.state == "rejected"


def test_reader_with_another_measure_for_a_decided_number_reopens_it(officer):
    version = stored(officer).version
    first, _second = read_article(version, by=officer)
    accept_claim(first, by=officer)
    claims = store_claims(version, found=newer(version, measure="enterprise_count", unit="enterprise"), by=officer)
    assert [(claim.pk, claim.measure, claim.state) for claim in claims] == [(first.pk, "enterprise_count", "reopened")]


def test_place_of_a_partner_country_becomes_known(officer):
    make_area("TR")
    version = stored(officer, text=ISTANBUL).version
    assert [claim.area.code for claim in read_article(version, by=officer)] == ["TR-34"]


def test_places_not_understood_are_kept_once(officer):
    version = stored(officer, text="Облыста биыл 34 инвестжоба іске қосылды.", day=None).version
    read_article(version, by=officer)
    read_article(version, by=officer)
    assert [(one.quote, one.why) for one in Unclear.objects.all()] == [("биыл", "time_unknown")]


def test_publish_and_withdraw_article_take_its_figures_along(officer):
    article, version, _new = stored(officer)
    first, second = read_article(version, by=officer)
    accept_claim(first, by=officer)
    assert not first.observation.is_published
    publish_article(article, by=officer)
    accept_claim(second, by=officer)
    first.observation.refresh_from_db()
    assert (first.observation.is_published, second.observation.is_published) == (True, True)
    withdraw_article(article, by=officer)
    first.observation.refresh_from_db()
    assert not first.observation.is_published


def test_withdraw_article_leaves_what_another_article_bears_out(officer):
    articles = []
    for text in (TEXT, TEXT + " Бұл туралы әкімдік хабарлады."):
        article, version, _new = stored(officer, text=text)
        accept_claim(read_article(version, by=officer)[0], by=officer)
        articles.append(publish_article(article, by=officer))
    withdraw_article(articles[0], by=officer)
    figure = Claim.objects.filter(version_of__article=articles[1]).first().observation
    assert (figure.is_published, figure.sources.count()) == (True, 2)


def test_archive_article_is_refused_while_figures_lean_on_it(officer):
    article, version, _new = stored(officer)
    accept_claim(read_article(version, by=officer)[0], by=officer)
    with pytest.raises(ValidationError):
        archive_article(article, by=officer)


def test_edit_article_changes_its_sources_too(officer):
    article, version, _new = stored(officer)
    claim = accept_claim(read_article(version, by=officer)[0], by=officer)
    edit_article(article, publisher="Kazinform", by=officer)
    claim.source.refresh_from_db()
    assert claim.source.publisher == "Kazinform"


def test_office_stores_for_itself_only(officer):
    with pytest.raises(PermissionDenied):
        store_article(make_office("zhambyl"), text=TEXT, by=officer)
    assert stored(officer).is_new


def test_values_are_exact(officer):
    version = stored(officer, text="2025 жылы Түркістан облысына 1 178,4 млрд теңге инвестиция тартылды.").version
    assert [claim.value for claim in read_article(version, by=officer)] == [Decimal("1178400000000")]
