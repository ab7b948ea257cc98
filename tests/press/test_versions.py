"""A corrected text: its claims are compared, decisions carry over where the claim is the same, the rest goes back to review."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kelisim.accounts.models import Role
from kelisim.indicators.models import Observation
from kelisim.overview.quotes import quotes_of
from kelisim.press.decisions import (
    accept_claim,
    correct_claim,
    reject_claim,
    reopen_claim,
    uphold_claim,
    withdraw_claim,
)
from kelisim.press.models import Article, ArticleAddress, ArticleVersion, Claim
from kelisim.press.services import (
    archive_article,
    edit_article,
    publish_article,
    read_article,
    restore_article,
    store_article,
    store_version,
)
from kelisim.press.versions import changes_of, counted, left_behind
from tests.factories import make_area, make_indicator, make_office, make_user

pytestmark = pytest.mark.django_db
DAY, URL = date(2025, 12, 22), "https://news.example/1"
PROJECTS = "Түркістан облысында 2025 жылы {} жоба іске қосылды."
JOBS = "Түркістан облысында 2025 жылы 4889 жұмыс орны ашылды."
PAPERS = "Түркістан облысында 2025 жылы 12 меморандумға қол қойылды."
MONEY = "2025 жылы Түркістан облысына 215,5 млрд теңге инвестиция тартылды."


@pytest.fixture
def officer():
    make_area()
    for measure in ("project_count", "jobs", "agreement_count", "investment"):
        make_indicator(measure)
    return make_user()


def take(officer, *sentences, url=URL):
    stored = store_article(make_office(), text="\n".join(sentences), day=DAY, url=url, by=officer)
    read_article(stored.version, by=officer)
    return stored.article, {claim.measure: claim for claim in Claim.objects.filter(version_of=stored.version)}


@pytest.fixture
def corrected(officer):
    """Of three accepted claims one changes, one stays, one goes; another comes."""
    article, old = take(officer, PROJECTS.format(34), JOBS, PAPERS)
    publish_article(article, by=officer)
    for claim in old.values():
        accept_claim(claim, by=officer)
    _article, new = take(officer, PROJECTS.format(41), JOBS, MONEY)
    return article, old, new


def values():
    return sorted(int(value) for value in Observation.objects.values_list("value", flat=True))


def test_claims_are_compared_with_the_text_before(corrected):
    article, old, _new = corrected
    changes = changes_of(article.versions.latest())
    told = [(one.fate, (one.after or one.before).measure, one.fields) for one in changes]
    assert told == [
        ("changed", "project_count", ("value",)),
        ("same", "jobs", ()),
        ("new", "investment", ()),
        ("gone", "agreement_count", ()),
    ]
    assert changes[0].before == old["project_count"]
    assert dict(counted(changes)) == {"changed": 1, "same": 1, "new": 1, "gone": 1}


def test_decision_carries_over_where_the_claim_is_the_same(corrected, officer):
    _article, old, new = corrected
    jobs, before = new["jobs"], Claim.objects.get(pk=old["jobs"].pk)
    assert (jobs.state, jobs.decided_by, jobs.observation) == ("accepted", officer, before.observation)
    assert (before.state, before.source, jobs.source.quote) == ("accepted", None, JOBS)
    assert [quote.version for quote in quotes_of([jobs.observation])[jobs.observation]] == [2], (
        "one article, one source"
    )
    assert jobs.observation.is_published


def test_rejection_and_correction_carry_over_too(officer):
    _first, old = take(officer, PROJECTS.format(34), JOBS)
    reject_claim(old["jobs"], reason="doubtful", by=officer)
    correct_claim(old["project_count"], value=Decimal(35), by=officer)
    _article, new = take(officer, PROJECTS.format(34), JOBS, MONEY)
    assert (new["jobs"].state, new["jobs"].reason) == ("rejected", "doubtful")
    assert (new["project_count"].state, new["project_count"].decision) == ("corrected", {"value": "35"})
    assert values() == [35]


def test_what_changed_waits_and_its_figure_stands_until_somebody_decides(corrected, officer):
    _article, _old, new = corrected
    assert new["project_count"].state == "pending"
    assert values() == [12, 34, 4889]
    accept_claim(new["project_count"], by=officer)
    assert values() == [12, 41, 4889]
    reopen_claim(new["project_count"], by=officer)
    assert values() == [12, 34, 4889], "who takes it back has again what there was"


def test_what_is_gone_is_taken_out_or_upheld(corrected, officer):
    article, old, _new = corrected
    gone = Claim.objects.get(pk=old["agreement_count"].pk)
    assert list(left_behind(article)) == [gone]
    uphold_claim(gone, by=officer)
    assert (list(left_behind(article)), values()) == ([], [12, 34, 4889])
    withdraw_claim(gone, by=officer)
    assert (gone.state, gone.reason, gone.upheld_at, values()) == ("rejected", "corrected", None, [34, 4889])


def test_figure_before_a_change_that_was_rejected_asks_for_a_decision(corrected, officer):
    article, _old, new = corrected
    reject_claim(new["project_count"], reason="misread", by=officer)
    assert {claim.measure for claim in left_behind(article)} == {"project_count", "agreement_count"}


def test_only_the_own_desk_decides_on_what_is_left_behind(corrected):
    _article, old, _new = corrected
    for user in (make_user(Role.ANALYST), make_user(office=make_office("aktobe"))):
        for decide in (withdraw_claim, uphold_claim):
            with pytest.raises(PermissionDenied):
                decide(Claim.objects.get(pk=old["agreement_count"].pk), by=user)


def test_reading_a_corrected_text_again_changes_nothing(corrected, officer):
    article, _old, _new = corrected
    rows = list(Claim.objects.values_list("pk", "version", "follows"))
    read_article(article.versions.latest(), by=officer)
    assert list(Claim.objects.values_list("pk", "version", "follows")) == rows


def test_newer_reader_is_no_correction(officer, monkeypatch):
    article, _old = take(officer, PROJECTS.format(34), JOBS)
    ArticleVersion.objects.update(reader="rules-0")
    Claim.objects.filter(measure="jobs").update(bound="about", reader="rules-0")
    _article, _new = take(officer, PROJECTS.format(34), JOBS, MONEY)
    fates = {(one.after or one.before).measure: one.fate for one in changes_of(article.versions.latest())}
    assert fates == {"project_count": "same", "jobs": "same", "investment": "new"}


def test_sentence_that_moved_is_the_same_claim(officer):
    _first, old = take(officer, PROJECTS.format(34), JOBS)
    accept_claim(old["jobs"], by=officer)
    _article, new = take(officer, JOBS, MONEY, PROJECTS.format(34))
    assert (new["jobs"].state, new["jobs"].follows, new["project_count"].follows) == (
        "accepted",
        old["jobs"],
        old["project_count"],
    )


def test_store_version_keeps_a_corrected_text_that_somebody_pastes(officer):
    article, _old = take(officer, PROJECTS.format(34), url="")
    stored = store_version(article, text=PROJECTS.format(41), by=officer)
    assert (stored.article, stored.version.number) == (article, 2)
    with pytest.raises(ValidationError) as refused:
        store_version(article, text=PROJECTS.format(41), by=officer)
    assert refused.value.message_dict["text"] == [f"This text is here already, as “{article.title}”."]


def test_text_that_returns_to_earlier_words_is_a_version_again(officer):
    article, old = take(officer, PROJECTS.format(34))
    accept_claim(old["project_count"], by=officer)
    take(officer, PROJECTS.format(41))
    again, new = take(officer, PROJECTS.format(34))
    assert (again, list(again.versions.values_list("number", flat=True))) == (article, [3, 2, 1])
    assert (new["project_count"].value, new["project_count"].version_of.number) == (34, 3)
    assert store_version(article, text=PROJECTS.format(41), by=officer).version.number == 4


def test_earlier_text_pasted_without_its_address_is_here_already(officer):
    article, _old = take(officer, PROJECTS.format(34))
    take(officer, PROJECTS.format(41))
    stored = store_article(officer.office, text=PROJECTS.format(34), by=officer)
    assert (stored.article, stored.version.number, stored.is_new) == (article, 1, False)


def test_same_text_at_another_address_is_one_article_with_two(officer):
    article, _claims = take(officer, JOBS)
    again, _claims = take(officer, JOBS, url="https://copy.example/9")
    assert again == article
    assert list(article.addresses.values_list("url", flat=True)) == [URL, "https://copy.example/9"]
    corrected, _claims = take(officer, JOBS, MONEY, url="https://copy.example/9")
    assert (corrected, corrected.versions.count(), Article.objects.count()) == (article, 2, 1)


def test_address_of_another_article_is_refused_and_archiving_sets_it_free(officer):
    first, _claims = take(officer, JOBS)
    second, _claims = take(officer, MONEY, url="https://news.example/2")
    with pytest.raises(ValidationError) as refused:
        edit_article(second, url=URL, by=officer)
    assert "url" in refused.value.message_dict
    second.refresh_from_db()
    archive_article(first, by=officer)
    edit_article(second, url=URL, by=officer)
    with pytest.raises(ValidationError):
        restore_article(first, by=officer)
    assert ArticleAddress.objects.get(url=URL).article == second
