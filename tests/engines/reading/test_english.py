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


def fields(text, *names, day="2025-09-18"):
    return [tuple(claim[name] for name in names) for claim in claims(f"date {day}\n{text}")]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Between July 2023 and June 2024 Kenya attracted $5 million of investment.", "2023-07-01", "2024-06-30"),
        ("Kenya attracted $5 million of investment from 28 May to 2 June.", "2025-05-28", "2025-06-02"),
        ("Kenya attracted $5 million of investment from May 28 to June 2.", "2025-05-28", "2025-06-02"),
        ("For the half-year Kenya attracted $5 million of investment.", "2025-01-01", "2025-06-30"),
        ("NAIROBI, August 2 – Two memoranda were signed on July 30.", "2025-07-30", "2025-07-30"),
        ("In November Kenya will sign two memoranda.", "2025-11-01", "2025-11-30"),
        ("Kenya's annual plan is 1,500 new jobs.", "2025-01-01", "2025-12-31"),
    ],
)
def test_ranges_datelines_and_months_to_come(text, start, end):
    assert periods(text) == [(start, end)]


def test_the_figure_of_the_year_before_takes_its_own_time():
    text = "In January-June 2025 Kenya's exports came to $5 billion, down from $6 billion a year earlier."
    assert fields(text, "value", "start", "end") == [
        (5e9, "2025-01-01", "2025-06-30"),
        (6e9, "2024-01-01", "2024-06-30"),
    ]


def test_as_many_months_before_the_period_told():
    text = "Foreign direct investment in Egypt was $46 billion for July 2023 to June 2024, against $10 billion in the twelve months before that."
    assert fields(text, "value", "start", "end")[1] == (1e10, "2022-07-01", "2023-06-30")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The zone has 144 projects. Ninety are working; 41 are under construction.", [144, 90, 41]),
        ("This year 33 projects are planned. Eleven of the 33 were opened in March.", [33, 11]),
        ("The city has launched 20 projects; by the end of the year it will launch 15 more, officials say.", [20, 15]),
        ("Seven greenhouse projects are under way.", [7]),
        ("The zone has 144 projects. Forty-one people are ill.", [144]),
    ],
)
def test_a_number_without_a_noun_is_of_what_was_counted(text, expected):
    assert [value for measure, value in fields(text, "measure", "value") if measure == "project_count"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A new plant should employ at least 250.", [250]),
        ("At a factory the future workforce is put at 120 to 140.", [120]),
        ("Today the payroll of a plant in Kenya lists 1,150.", [1150]),
        ("A plant will increase employment by 250.", []),
        ("A plant employs 250 machines.", []),
    ],
)
def test_people_employed_need_no_noun(text, expected):
    assert [value for measure, value in fields(text, "measure", "value") if measure == "jobs"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2024 exports came to $5 billion, or 92.4% of the figure for 2023.", [("growth", -7.6)]),
        ("In 2024 exports came to $5 billion, which exceeds the figure for 2023 by 22 per cent.", [("growth", 22)]),
        (
            "Investment in fixed capital grew most in Turkistan region (38.4%) and Jetisu region (31.7%).",
            [("growth", 38.4), ("growth", 31.7)],
        ),
        ("Investment is awaited. The lari has lost 2.8 per cent against the dollar.", []),
        ("In 2024 exports were 92.4% of the plan.", []),
    ],
)
def test_changes_told_as_a_level_or_in_a_list_of_places(text, expected):
    assert [found for found in fields(text, "measure", "value") if found[0] == "growth"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plant is ready. A flat there costs 520,000 tenge a square metre.", []),
        ("The plant costs $3 million per megawatt.", []),
        ("The plant costs $30 million.", [("project_value", 3e7)]),
        ("The plant is working; RO 4.6 million was invested in it.", [("project_value", 4.6e6)]),
        ("Revenue fell, and the canal itself took in $4 billion.", []),
        ("The tenants exported goods worth $52 million.", [("export", 5.2e7)]),
        ("The two countries exchanged goods for $1.4 billion.", [("trade_turnover", 1.4e9)]),
    ],
)
def test_what_a_sum_is_for(text, expected):
    assert fields(text, "measure", "value") == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The minister repeated the target for 2026: 24 trillion tenge of investment in fixed capital.", "target"),
        ("The city's plan for 2026 is to attract $6 billion of investment.", "target"),
        ("The firm's plan for the city is to attract $6 billion of investment.", "planned"),
    ],
)
def test_a_figure_set_for_a_time_is_a_target(text, status):
    assert fields(text, "status") == [(status,)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The zone in Kenya has 130 companies, up from 41 in 2014.",
            [(130, None, None), (41, "2014-01-01", "2014-12-31")],
        ),
        (
            "The number of residents in Kenya rose from 20 to 25 in 2024.",
            [(20, None, None), (25, "2024-01-01", "2024-12-31")],
        ),
        (
            "In 2024 Kenya signed 15 memoranda, against 9 in 2023.",
            [(15, "2024-01-01", "2024-12-31"), (9, "2023-01-01", "2023-12-31")],
        ),
        ("Kenya drew 130 companies from 41 towns.", [(130, None, None)]),
    ],
)
def test_the_same_thing_at_another_time(text, expected):
    assert fields(text, "value", "start", "end") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("200 to 250 jobs will be created at a plant in Kenya.", [(200, "over")]),
        ("A plant in Kenya will create between 200 and 250 jobs.", [(200, "over")]),
        ("A plant in Kenya will create 200 jobs and 250 jobs more.", [(200, "exact"), (250, "exact")]),
    ],
)
def test_ranges(text, expected):
    assert fields(text, "value", "bound") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In 2023 Georgia's trade with Turkey amounted to $3 billion, with Russia to $2 billion and with Azerbaijan to $1.4 billion.",
            ["TR", "RU", "AZ"],
        ),
        (
            "In 2023 Georgia's turnover with the European Union amounted to $4.5 billion, with Turkey to $3 billion and with Azerbaijan to $1.4 billion.",
            [None, "TR", "AZ"],
        ),
    ],
)
def test_of_each_sum_its_own_partner(text, expected):
    assert [partner for (partner,) in fields(text, "partner")] == expected


def test_a_target_has_no_partner_of_the_paragraph():
    text = "Oman sees a new plant\nAn Indian company is building a plant in Oman for $5 million. Oman's target for 2030 is 20,000 jobs."
    assert fields(text, "value", "partner") == [(5e6, "IN"), (20000, None)]


def test_the_ministry_speaks_for_the_country():
    text = (
        "Kenya and Nakuru\nKenya's ministry reports. In Nakuru County 12 projects were launched. "
        "The ministry has launched 93 projects altogether."
    )
    assert fields(text, "value", "area") == [(12, "KE-31"), (93, "KE")]


def test_a_paragraph_without_a_place_goes_on_about_the_last():
    text = (
        "Kenya builds\nKenya has attracted $3 billion of investment.\nIn Nakuru County a plant for $5 million was opened.\n"
        "Some 300 workers were hired.\nIn Mombasa 200 workers were hired."
    )
    assert fields(text, "value", "area") == [(3e9, "KE"), (5e6, "KE-31"), (300, "KE-31"), (200, "KE-28")]


def test_a_capital_in_which_papers_are_signed_is_no_ground():
    text = (
        "Kenya gets a mill\nThe lease of a plot in Nakuru County was signed in Nairobi. The mill will cost $9 million."
    )
    assert fields(text, "value", "area") == [(9e6, "KE-31")]


def test_visitors_are_counted_where_they_are():
    text = "Kenyans travel\nIn May a delegation of 31 entrepreneurs from Kenya visited Singapore."
    assert fields(text, "value", "area", "partner") == [(31, "SG", "KE")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A plant is under construction at a cost of $14 million and should employ 250 people.", ["actual", "planned"]),
        ("Two plants are under construction. A mill is to be put up in May; it will cost $62 million.", "planned"),
        ("The park will employ 9,000 people. The plant next to it has 2,000 workers.", ["planned", "actual"]),
    ],
)
def test_each_verb_has_its_own_object(text, expected):
    found = [status for (status,) in fields(text, "status")]
    assert found[-1] == expected if isinstance(expected, str) else found == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("In nine months exports from Kenya came to $5 billion.", "2025-01-01", "2025-09-30"),
        ("Exports from Kenya fell. And the current year? We expect exports of $5 billion.", "2025-01-01", "2025-12-31"),
        ("Investors decided on 93 projects in Kenya last year.", "2024-01-01", "2024-12-31"),
    ],
)
def test_times_told_loosely(text, start, end):
    assert periods(text) == [(start, end)]


def test_a_plant_built_in_nine_months_has_no_time():
    assert periods("A plant for $5 million was built in nine months.") == [(None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A firm plans to invest $5 million in the construction of a soda plant in Kenya.", "project_value"),
        ("A firm agreed to put $5 million (about 4 million euros) into a glass plant in Kenya.", "project_value"),
        ("Firms plan to invest $5 million in plants in Kenya.", "investment"),
        ("A firm plans to invest $5 million in the infrastructure of Kenya.", "investment"),
    ],
)
def test_money_into_a_plant_is_its_value(text, expected):
    assert fields(text, "measure") == [(expected,)]


def test_a_second_number_of_one_noun():
    text = "Kenya builds a smelter\nIt will provide 1,000 jobs during construction and 600 when it is running."
    assert fields(text, "measure", "value") == [("jobs", 1000), ("jobs", 600)]
    text = "Kenya launched 20 projects in Mombasa and 15 in Nakuru."
    assert fields(text, "measure", "value") == [("project_count", 20), ("project_count", 15)]
    assert len(fields("Kenya launched 20 projects in Mombasa and 15 of the guests left.", "value")) == 1


def test_a_time_between_commas_is_of_its_own_verb():
    text = "Kenya in figures\nA plant, launched in Nakuru in 2021, employs 560 people.\nIn 2023 exports from Kenya came to $5 billion."
    assert fields(text, "value", "start")[0] == (560, None)


def test_change_from_the_previous_year_has_the_time_of_its_sum():
    text = "Kenya attracted $17 billion of investment in 2024, a decline of 28% from the previous year."
    assert fields(text, "value", "start", "end") == [
        (17e9, "2024-01-01", "2024-12-31"),
        (-28, "2024-01-01", "2024-12-31"),
    ]


def test_people_with_a_share_in_companies_are_partners():
    assert fields("Some 450 companies with Chinese participation work in Kenya.", "partner") == [("CN",)]
    assert fields("Some 450 companies that like Chinese food work in Kenya.", "partner") == [(None,)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A park in Kenya should attract 60 companies and create 20,000 jobs.", "planned"),
        ("A firm will open a plant in Kenya in May and has created 300 jobs.", "actual"),
        ("A firm opened a plant in Kenya and created 300 jobs.", "actual"),
    ],
)
def test_the_second_of_two_verbs_is_under_the_auxiliary_of_the_first(text, status):
    assert fields(text, "measure", "status")[-1] == ("jobs", status)
