"""What the review shows beside a claim."""

from datetime import date
from decimal import Decimal

import pytest

from kelisim.press.decisions import accept_claim, reject_claim
from kelisim.press.queries import (
    articles_for_list,
    hints_for,
    known_to_ledger,
    last_decided,
    open_claims,
    passage_of,
    progress_of,
    queue,
)
from tests.factories import make_article, make_claim, make_observation, make_office, make_user

pytestmark = pytest.mark.django_db
TEXT = "Пулда 111 жоба бар. Облыста 34 жоба іске қосылды. Жұмыс жалғасуда."


def claim_in(article, **facts):
    return make_claim(article, **{"offset": 28, "evidence": {"sentence": [20, 49], "fields": {}}, **facts})


def test_queue_begins_with_the_doubtful():
    article = make_article(TEXT)
    sure, doubtful = claim_in(article), claim_in(article, measure="jobs", unit="job", stage="", confidence=0.55)
    assert list(queue(article.versions.get())) == [doubtful, sure]


def test_progress_counts_what_is_decided_and_undo_finds_the_last():
    article, officer = make_article(TEXT), make_user()
    first, second = claim_in(article), claim_in(article, measure="jobs", unit="job", stage="")
    accept_claim(first, by=officer)
    reject_claim(second, reason="misread", by=officer)
    version = article.versions.get()
    assert progress_of(version) == (2, 2)
    assert last_decided(version, officer) == second
    assert last_decided(version, make_user()) is None


def test_passage_marks_the_quote_between_its_neighbours():
    article = make_article(TEXT)
    found = passage_of(claim_in(article))
    assert [(piece.text, piece.kind) for piece in found.sentence] == [
        ("Облыста ", ""),
        ("34 жоба", "hit"),
        (" іске қосылды.", ""),
    ]
    assert "".join(piece.text for piece in found.before) == "Пулда 111 жоба бар."
    assert "".join(piece.text for piece in found.after) == "Жұмыс жалғасуда."


def test_ledger_agrees_differs_or_knows_nothing():
    officer, day = make_user(), {"start": date(2025, 12, 22), "end": date(2025, 12, 22)}
    claim = make_claim(**day)
    assert known_to_ledger(claim, officer) == []
    same = make_observation("project_count", value=34, unit="project", stage="launched", **day)
    other = make_observation("project_count", value=41, unit="project", stage="launched", start=None, end=None)
    make_observation("project_count", value=34, unit="project", stage="pool", **day)
    found = known_to_ledger(claim, officer)
    assert [(one.figure, one.word, one.has_same_period) for one in found] == [
        (same, "agrees", True),
        (other, "differs", False),
    ]


def test_slip_of_a_thousand_is_told():
    claim = make_claim(measure="investment", stage="", unit="KZT", value=Decimal(1_178_400_000))
    make_observation("investment", value=Decimal(1_178_400_000_000), unit="KZT")
    known = known_to_ledger(claim, make_user())
    assert [(hint.code, hint.values["times"]) for hint in hints_for(claim, known)] == [("slip", 1000)]


def test_money_per_job_out_of_all_measure_is_told():
    article = make_article()
    claim = make_claim(article, measure="project_value", stage="", unit="KZT", value=Decimal(5_000_000))
    make_claim(article, measure="jobs", stage="", unit="job", value=Decimal(500), offset=1)
    assert [(hint.code, hint.values) for hint in hints_for(claim, [])] == [("per_job", {"each": Decimal(10_000)})]


def test_list_of_articles_counts_claims_of_the_latest_text(django_assert_num_queries):
    officer = make_user()
    for _each in range(3):
        article = make_article(TEXT)
        accept_claim(claim_in(article), by=officer)
        claim_in(article, measure="jobs", unit="job", stage="")
    make_article(office=make_office("zhambyl"))
    with django_assert_num_queries(1):
        assert [(row.claim_count, row.open_count) for row in articles_for_list(officer)] == [(2, 1)] * 3


def test_inbox_leaves_other_offices_out():
    mine, _theirs = make_claim(), make_claim(make_article(office=make_office("zhambyl")))
    assert list(open_claims(make_user())) == [mine]
