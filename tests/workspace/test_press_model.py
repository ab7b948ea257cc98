"""The language model asked from the review: off unless set, its proposals wait with their quote where the rules read the same."""

import json
from datetime import date

import pytest
from django.urls import reverse

from kelisim.common.models import Job, JobState
from kelisim.press.models import Claim, ClaimState
from kelisim.press.services import read_article, store_article
from tests.factories import make_area, make_indicator, make_office, make_user
from tests.press.test_language_model import CLAIM, completion, server

pytestmark = pytest.mark.django_db
TEXT = (
    "В 2024 году Туркестанской области досталось 475 млн долларов США на хозяйственные нужды.\n"
    "Ещё 30 млн долларов США ушло туда же."
)
INVENTED = {**CLAIM, "quote": "30 млн долларов США", "value": 300_000_000}


@pytest.fixture
def article():
    make_area()
    make_indicator("investment")
    officer = make_user()
    stored = store_article(make_office(), text=TEXT, day=date(2025, 11, 3), by=officer)
    read_article(stored.version, by=officer)
    return stored.article


def asked(client, article, content, monkeypatch):
    """What came of one question to a stand-in server that answers this."""
    with server(content) as (url, _asked):
        monkeypatch.setenv("KELISIM_MODEL_URL", url)
        client.post(reverse("workspace:article_model", args=[article.public_id]))
    return Job.objects.get(kind="press.ask_model")


def test_nobody_is_asked_unless_an_address_is_set(as_user, article, monkeypatch):
    monkeypatch.delenv("KELISIM_MODEL_URL", raising=False)
    client = as_user(make_user())
    assert (
        "Ask the language model" not in client.get(reverse("workspace:article_review", args=[article.public_id])).text
    )
    assert client.post(reverse("workspace:article_model", args=[article.public_id])).status_code == 404
    assert not Job.objects.exists()


def test_proposal_enters_only_where_the_rules_read_the_same_value(as_user, article, monkeypatch):
    client, review = as_user(make_user()), reverse("workspace:article_review", args=[article.public_id])
    assert not Claim.objects.exists()
    answer = completion(json.dumps({"claims": [CLAIM, INVENTED]}, ensure_ascii=False))
    job = asked(client, article, answer, monkeypatch)
    assert (job.state, job.outcome["words"]["en"]) == (JobState.DONE, "1 proposal waits for a decision. 1 was refused.")
    claim = Claim.objects.get()
    assert (claim.quote, claim.value, claim.state, claim.reader) == (
        "475 млн долларов США",
        475_000_000,
        ClaimState.PENDING,
        "model-default",
    )
    page = client.get(review).text
    assert '<mark class="hit">475 млн долларов США</mark>' in page or "475 млн долларов США</strong>" in page
    assert "Ask the language model" in page
    assert "The rules read another value here." in client.get(reverse("workspace:job", args=[job.public_id])).text
    read_article(claim.version_of, by=make_user())
    assert Claim.objects.get().pk == claim.pk


def test_answer_of_no_use_is_told(as_user, article, monkeypatch):
    job = asked(as_user(make_user()), article, completion("the budget is secret"), monkeypatch)
    assert (job.state, Claim.objects.count()) == (JobState.FAILED, 0)
    assert "of no use" in job.reason
