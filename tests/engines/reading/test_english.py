"""English articles: time by small words, the article's own ground, the investor of a paragraph."""

import pytest

from kelisim.engines.reading import Article, read


def claims(text):
    return [claim.as_dict() for claim in read(Article.from_text(text, language="en")).claims]


def periods(text):
    return [(claim["start"], claim["end"]) for claim in claims("date 2025-09-18\n" + text)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("In 2024 the region attracted $5 million of investment.", "2024-01-01", "2024-12-31"),
        (
            "The region attracted $5 million of investment in the first eight months of 2025.",
            "2025-01-01",
            "2025-08-31",
        ),
        ("The region attracted $5 million of investment in the 12 months to March 2024.", "2023-04-01", "2024-03-31"),
        ("From January to June the region attracted $5 million of investment.", "2025-01-01", "2025-06-30"),
        ("The region attracted $5 million of investment in January-March.", "2025-01-01", "2025-03-31"),
        ("At the end of 2020 foreign direct investment stood at $5 million.", "2020-12-31", "2020-12-31"),
        ("The region will attract $5 million of investment by the end of 2027.", None, "2027-12-31"),
        ("The region has attracted $5 million of investment since 2021.", "2021-01-01", "2025-09-18"),
        ("Two memoranda were signed on Monday.", "2025-09-15", "2025-09-15"),
        ("Two memoranda were signed on September 3.", "2025-09-03", "2025-09-03"),
        ("Two memoranda were signed last month.", "2025-08-01", "2025-08-31"),
        ("Two memoranda were signed yesterday.", "2025-09-17", "2025-09-17"),
    ],
)
def test_times(text, start, end):
    assert periods(text) == [(start, end)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Two memoranda were signed.", "actual"),
        ("Two memoranda will be signed.", "planned"),
        ("Two memoranda are to be signed.", "planned"),
        ("The agency managed to sign two memoranda.", "actual"),
        ("The firm is going to build a plant for $5 million.", "planned"),
        ("The firm is building a plant for $5 million.", "actual"),
        ("A plant for $5 million is being built.", "actual"),
        ("The firm wants to build a plant for $5 million.", "planned"),
        ("The target is to attract $5 million of investment.", "target"),
    ],
)
def test_auxiliaries_tell_what_has_happened(text, status):
    assert [claim["status"] for claim in claims(text)] == [status]


def test_the_ground_is_the_place_of_which_the_article_speaks():
    text = (
        "Welsh exports grow\nCARDIFF – Wales attracted £5 million of investment, the Welsh Government said.\n"
        "Firms in Wales created 300 jobs."
    )
    assert [(claim["measure"], claim["area"]) for claim in claims(text)] == [
        ("investment", "GB-WLS"),
        ("jobs", "GB-WLS"),
    ]


def test_a_capital_in_the_dateline_is_no_ground():
    text = "WARSAW – Poland attracted €2 billion of foreign investment.\nPoland's firms created 3,000 jobs."
    assert [claim["area"] for claim in claims(text)] == ["PL", "PL"]


def test_the_investor_of_a_paragraph_goes_on_to_hire():
    text = "Kenya sees a new plant\nA Japanese company is building a plant in Kenya for $5 million. It will employ 200 people.\nKenya attracted $3 billion of investment."
    assert [(claim["value"], claim["area"], claim["partner"]) for claim in claims(text)] == [
        (5000000, "KE", "JP"),
        (200, "KE", "JP"),
        (3000000000, "KE", None),
    ]


def test_a_second_currency_and_a_price_are_no_claims():
    text = "India signed agreements worth Rs 40 crore (about $4.6 million). A desk costs Rs 6,600 a year."
    assert [(claim["value"], claim["unit"]) for claim in claims(text)] == [(400000000, "INR")]


def test_part_of_what_was_counted():
    text = "The zone has 60 companies, twelve of them from abroad."
    assert [(claim["measure"], claim["value"]) for claim in claims(text)] == [
        ("enterprise_count", 60),
        ("enterprise_count", 12),
    ]


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("The number of companies in the zone has risen to 210.", "enterprise_count", 210),
        ("The site has a workforce of 640.", "jobs", 640),
        ("A $300 million steel mill was inaugurated.", "project_value", 300000000),
        ("Investors have pledged 2.3 trillion naira.", "investment", 2300000000000),
        ("Investments worth Rs 1.2 lakh crore were announced.", "investment", 1200000000000),
    ],
)
def test_numbers_away_from_their_nouns(text, measure, value):
    assert [(claim["measure"], claim["value"]) for claim in claims(text)] == [(measure, value)]


def test_the_number_of_jobs_may_grow():
    assert [(c["measure"], c["of"], c["value"]) for c in claims("The number of jobs grew by 5%.")] == [
        ("growth", "jobs", 5)
    ]


def test_of_the_whole_a_part():
    assert [claim["value"] for claim in claims("Of the 58 projects, 41 have been launched.")] == [58, 41]


def test_a_headline_gives_way_to_the_sentence_that_tells_more():
    text = "date 2025-09-18\nKenya signs seven agreements\nKenya signed seven agreements with Japan on Monday."
    assert [(claim["value"], claim["start"], claim["partner"]) for claim in claims(text)] == [(7, "2025-09-15", "JP")]
