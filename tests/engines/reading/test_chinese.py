"""Chinese: cutting the text, numbers in characters, counters, traditional characters, times."""

import random
from datetime import date
from decimal import Decimal

import pytest

from kelisim.engines.reading import Article, read
from kelisim.engines.reading.chinese import text as chinese
from kelisim.engines.reading.chinese.numbers import read_quantities
from kelisim.engines.reading.lexicon import standard
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.text import normal

DIGITS = "零一二三四五六七八九"
SMALL, GREAT = ("", "十", "百", "千"), ("", "万", "亿", "万亿")


def words(text):
    lexicon, lower = standard()["zh"], normal(text)
    return [token.text for token in chinese.tokens(text, lower, 0, len(text), lexicon).tokens]


def quantities(text):
    lexicon, lower = standard()["zh"], normal(text)
    return read_quantities(Matches(chinese.tokens(text, lower, 0, len(text), lexicon), lexicon), set())


def money(text):
    return [(q.value, q.unit, str(q.bound)) for q in quantities(text) if q.kind == "money"]


def claims(text):
    return [claim.as_dict() for claim in read(Article.from_text(text)).claims]


# -- an independent writer of numbers


def below_ten_thousand(number):
    written, is_gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            written += (DIGITS[0] if is_gap and written else "") + DIGITS[digit] + SMALL[place]
        is_gap = not digit
    return written


def spelled(number):
    """`一亿零三百万`: sections of four figures, 零 for what is left out between them."""
    sections = []
    while number:
        number, section = divmod(number, 10_000)
        sections.append(section)
    written = ""
    for place in range(len(sections) - 1, -1, -1):
        section = sections[place]
        if not section:
            continue
        is_gap = written and (section < 1000 or not sections[place + 1])
        written += (DIGITS[0] if is_gap else "") + below_ten_thousand(section) + GREAT[place]
    return written[1:] if written.startswith("一十") else written


def test_numbers_in_characters_are_read_back():
    chance = random.Random(11)
    numbers = [*range(2, 130), *(chance.randrange(2, 10 ** chance.randrange(2, 16)) for _ in range(1100))]
    wrong = [
        (n, spelled(n), money(f"{spelled(n)}元"))
        for n in numbers
        if money(f"{spelled(n)}元") != [(Decimal(n), "CNY", "exact")]
    ]
    assert not wrong, (len(wrong), wrong[:5])


def test_fractions_in_characters_are_read_back():
    chance = random.Random(12)
    wrong = []
    for _ in range(300):
        whole, rest = chance.randrange(1, 10_000), f"{chance.randrange(1, 1000):03}".rstrip("0")
        text = f"{spelled(whole)}点{''.join(DIGITS[int(c)] for c in rest)}"
        if money(f"{text}亿元") != [(Decimal(f"{whole}.{rest}") * 10**8, "CNY", "exact")]:
            wrong.append((whole, rest, text, money(f"{text}亿元")))
        if [(q.value, q.kind) for q in quantities(f"百分之{text}")] != [(Decimal(f"{whole}.{rest}"), "percent")]:
            wrong.append((text, quantities(f"百分之{text}")))
    assert not wrong, (len(wrong), wrong[:5])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.6亿美元", ("360000000", "USD", "exact")),
        ("３．６亿美元", ("360000000", "USD", "exact")),
        ("人民币40亿元", ("4000000000", "CNY", "exact")),
        ("32.5亿元人民币", ("3250000000", "CNY", "exact")),
        ("1.73万亿坚戈", ("1730000000000", "KZT", "exact")),
        ("1亿2000万元", ("120000000", "CNY", "exact")),
        ("两亿五千万元", ("250000000", "CNY", "exact")),
        ("一亿半美元", ("150000000", "USD", "exact")),
        ("US$300万", ("3000000", "USD", "exact")),
        ("¥9,600万", ("96000000", "CNY", "exact")),
        ("约5亿欧元", ("500000000", "EUR", "about")),
        ("近百亿元", ("10000000000", "CNY", "about")),
        ("超过30亿元", ("3000000000", "CNY", "over")),
        ("30多亿元", ("3000000000", "CNY", "over")),
        ("5亿多美元", ("500000000", "USD", "over")),
        ("10亿元以上", ("1000000000", "CNY", "over")),
        ("不足2亿卢布", ("200000000", "RUB", "under")),
        ("8亿元左右", ("800000000", "CNY", "about")),
        ("3至5亿元", ("300000000", "CNY", "over")),
        ("6亿—8亿元", ("600000000", "CNY", "over")),
        ("逾3億港元", ("300000000", "HKD", "over")),
    ],
)
def test_scales_bounds_and_currencies(text, expected):
    value, unit, bound = expected
    assert money(text) == [(Decimal(value), unit, bound)]


@pytest.mark.parametrize(
    ("text", "value", "noun", "bound"),
    [
        ("三家企业", 3, "enterprise", "exact"),
        ("十二个项目", 12, "project", "exact"),
        ("签约项目60个", 60, "project", "exact"),
        ("160个以上的合同", 160, "agreement", "over"),
        ("近两百名企业家", 200, "participant", "about"),
        ("五百多名客商", 500, "participant", "over"),
        ("百余家外企", 100, "enterprise", "over"),
        ("1.7万家外资企业", 17000, "enterprise", "exact"),
        ("7份与新能源有关的备忘录", 7, "agreement", "exact"),
        ("12个总投资达30亿元的项目", 12, "project", "exact"),
        ("新增就业岗位两千个", 2000, "jobs", "exact"),
        ("二十三個項目", 23, "project", "exact"),
    ],
)
def test_counters_and_what_is_counted(text, value, noun, bound):
    counted = next(q for q in quantities(text) if q.kind == "count")
    assert (counted.value, counted.noun, str(counted.bound)) == (value, noun, bound)


@pytest.mark.parametrize(
    "text",
    [
        "一个项目",
        "第三家企业",
        "世界500强",
        "十分重要",
        "一带一路",
        "数十家企业",
        "几百名客商",
        "5G网络",
        "第12届",
        "一批项目",
    ],
)
def test_what_counts_nothing(text):
    assert [q for q in quantities(text) if q.kind == "count"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在哈萨克斯坦投资", ["在", "哈萨克斯坦", "投资"]),
        ("一家电子企业", ["一", "家", "电子", "企业"]),
        ("外商投资者", ["外商投资者"]),
        ("進出口總額", ["进出口总额"]),
    ],
)
def test_the_longest_known_word_is_cut_out(text, expected):
    assert words(text) == expected


DAY = "date 2025-09-06\n"


@pytest.mark.parametrize(
    ("time", "start", "end"),
    [
        ("2024年", "2024-01-01", "2024-12-31"),
        ("去年", "2024-01-01", "2024-12-31"),
        ("今年前七个月", "2025-01-01", "2025-07-31"),
        ("1至7月", "2025-01-01", "2025-07-31"),
        ("2025年1—7月份", "2025-01-01", "2025-07-31"),
        ("上半年", "2025-01-01", "2025-06-30"),
        ("去年前三季度", "2024-01-01", "2024-09-30"),
        ("第二季度", "2025-04-01", "2025-06-30"),
        ("今年以来", "2025-01-01", "2025-09-06"),
        ("2018年以来", "2018-01-01", "2025-09-06"),
        ("自2018年起", "2018-01-01", "2025-09-06"),
        ("截至2024年底", "2024-12-31", "2024-12-31"),
        ("“十三五”期间", "2016-01-01", "2020-12-31"),
        ("过去三年", "2023-01-01", "2025-12-31"),
        ("2020年至2023年", "2020-01-01", "2023-12-31"),
        ("十二月", "2024-12-01", "2024-12-31"),
    ],
)
def test_the_time_of_a_figure(time, start, end):
    (claim,) = claims(f"{DAY}{time}，全省实际使用外资50亿元。")
    assert (claim["value"], claim["start"], claim["end"]) == (5000000000, start, end)


@pytest.mark.parametrize(
    ("time", "end"),
    [("到2030年", "2030-12-31"), ("2027年底前", "2027-12-31"), ("年底前", "2025-12-31"), ("明年年底前", "2026-12-31")],
)
def test_a_deadline_has_no_first_day(time, end):
    (claim,) = claims(f"{DAY}{time}，全省将引进外资企业500家。")
    assert (claim["status"], claim["start"], claim["end"]) == ("planned", None, end)


def test_a_day_that_is_past_is_that_of_the_event():
    found = claims(f"{DAY}8月30日，武汉举行招商推介会，300名客商参加。会上签约项目20个，签约金额50亿元。")
    assert {(c["start"], c["end"]) for c in found} == {("2025-08-30", "2025-08-30")}
    assert [c["measure"] for c in found] == ["participant_count", "project_count", "agreement_value"]


@pytest.mark.parametrize(
    "text",
    [
        "县里去年接待游客820万人次，旅游收入61亿元，同比增长14%。",
        "规上工业增加值增长7.3%，社会消费品零售总额1.2万亿元，增长5.4%。",
        "每列班列平均载货55车，货值约300万美元，运输时间比海运节省20天。",
        "一碗拌粉卖5元，十年没涨价。",
        "贷款余额860亿元，惠及企业2.3万户，平均利率3.8%。",
        "企业研发投入4.2亿元，占营收的5%，拥有专利380项。",
        "新厂房建筑面积12万平方米，年产值可达20亿元。",
        "民间投资占比提高到58%，完成年度目标的108%。",
        "比去年多1000亿元，比上年增加20亿元。",
    ],
)
def test_what_is_no_claim(text):
    assert claims(text) == []


def test_traditional_characters_give_the_same_claims():
    simplified = "2024年9月，双方签署了十二项合作协议，总金额约八亿五千万美元。双边贸易额增长百分之六十三。"
    traditional = "2024年9月，雙方簽署了十二項合作協議，總金額約八億五千萬美元。雙邊貿易額增長百分之六十三。"
    without_quote = [{k: v for k, v in c.items() if k != "quote"} for c in claims(simplified)]
    assert without_quote == [{k: v for k, v in c.items() if k != "quote"} for c in claims(traditional)]
    assert len(without_quote) == 3


def test_a_county_named_behind_its_province_is_known_later():
    found = claims("浙江安吉县去年引进项目48个。安吉还新增外资企业12家。")
    assert [(c["value"], c["area"]) for c in found] == [(48, "CN-ZJ"), (12, "CN-ZJ")]


def test_each_claim_tells_its_evidence():
    text = f"{DAY}2024年，突厥斯坦州新建的34个项目已投产。"
    (claim,) = read(Article.from_text(text)).claims
    evidence = {e.field: text[e.span.offset : e.span.end] for e in claim.evidence if e.span}
    assert evidence == {"measure": "项目", "status": "已", "stage": "投产", "period": "2024年", "area": "突厥斯坦州"}
    assert (claim.start, claim.end) == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("两亿五千万坚戈", "250000000", "exact"),
        ("一亿半坚戈", "150000000", "exact"),
        ("半亿坚戈", "50000000", "exact"),
        ("半个亿坚戈", "50000000", "exact"),
        ("一个半亿坚戈", "150000000", "exact"),
        ("四分之三亿坚戈", "75000000", "exact"),
        ("三分之一亿坚戈", "33333333", "exact"),
        ("三点五亿坚戈", "350000000", "exact"),
        ("零点五亿坚戈", "50000000", "exact"),
        ("十二万三千四百五十六坚戈", "123456", "exact"),
        ("一百零五万坚戈", "1050000", "exact"),
        ("五亿零三百万坚戈", "503000000", "exact"),
        ("1.5个亿坚戈", "150000000", "exact"),
        ("伍佰万坚戈", "5000000", "exact"),
        ("两万五坚戈", "25000", "exact"),
        ("一千五坚戈", "1500", "exact"),
        ("５亿坚戈", "500000000", "exact"),
        ("三四亿坚戈", "300000000", "over"),
        ("二十几亿坚戈", "2000000000", "over"),
        ("一万亿坚戈", "1000000000000", "exact"),
        ("十五万亿坚戈", "15000000000000", "exact"),
        ("五百万（500万）坚戈", "5000000", "exact"),
    ],
)
def test_one_amount_is_read(text, value, bound):
    assert [(q.kind, q.unit, q.value, str(q.bound)) for q in quantities(text)] == [
        ("money", "KZT", Decimal(value), bound)
    ]


@pytest.mark.parametrize(("text", "value"), [("一倍半", "1.5"), ("两倍半", "2.5"), ("一点五倍", "1.5")])
def test_times_and_a_half(text, value):
    assert [(q.kind, q.value) for q in quantities(text)] == [("times", Decimal(value))]


@pytest.mark.parametrize("text", ["一半的项目", "三分之一的项目"])
def test_a_share_in_words_is_no_number(text):
    assert [q for q in quantities(text) if q.kind != "other"] == []


@pytest.mark.parametrize("text", ["几亿元", "数十亿元", "好几百万元"])
def test_how_many_is_not_told(text):
    assert money(text) == []


def test_only_the_same_number_in_brackets_is_passed_over():
    assert money("五（六）亿元") != [(Decimal(500_000_000), "CNY", "exact")]


def of(text, *names, day="2024-09-12"):
    article = Article.from_text(f"date {day}\n{text}", language="zh")
    return [tuple(claim.as_dict()[name] for name in names) for claim in read(article).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9月8日至11日，投资洽谈会在厦门举行。昨天发布的公报说，共签约项目317个。", [("2024-09-08", "2024-09-11")]),
        ("省统计局9月10日公布，今年1至8月，福建新设外资企业2380家。", [("2024-01-01", "2024-08-31")]),
        ("沙特企业计划投资30亿元在福建建设一个项目，预计2027年底前建成。", [(None, "2027-12-31")]),
        ("哈萨克斯坦力争到2029年将外国直接投资总额提高到1500亿美元。", [(None, "2029-12-31")]),
    ],
)
def test_days_of_a_report_and_deadlines(text, expected):
    assert of(text, "start", "end") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("福建定下的目标是：到2026年底，入驻企业达到8000家。", [("target", "intended")]),
        ("福建省的计划是吸引外资55亿美元。", [("target", None)]),
        ("福建去年收到外国投资申请项目512个。", [("planned", "intended")]),
        ("福建一家企业拿下18公顷土地，准备建物流园。", [("actual", None)]),
        ("2017年至2023年，福建共建成项目52个。", [("actual", "launched")]),
    ],
)
def test_what_is_set_asked_for_or_done(text, expected):
    assert of(text, "status", "stage") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国对哈萨克斯坦直接投资存量达256亿美元。", [("KZ", "CN")]),
        ("陕西省经贸代表团一行45人访问了奇姆肯特市。", [("KZ-79", "CN")]),
        ("2024年泰中贸易额为1158亿美元。", [("TH", "CN")]),
        ("中印尼创新园区在福建，已有48家企业投产。", [("CN-FJ", "ID")]),
        ("轮胎厂停产两天，泰国损失7000万泰铢。", []),
    ],
)
def test_from_where_into_where(text, expected):
    assert of(text, "area", "partner") == expected


def test_the_firm_of_the_sentence_before_goes_on():
    text = "沙特吉赞来了邻居\n在沙特吉赞产业城，中国企业东海钢构的管理楼刷完了漆。这家企业的钢结构厂投资3.2亿美元，投产后将雇用630人。"
    assert of(text, "value", "partner") == [(3.2e8, "CN"), (630, "CN")]
    text = "沙特吉赞来了邻居\n在沙特吉赞产业城，中国企业东海钢构的管理楼刷完了漆。沙特公司的钢结构厂投资3.2亿美元。"
    assert of(text, "value", "partner") == [(3.2e8, None)]


def test_a_class_of_projects_by_size_is_no_sum():
    told = claims("现场集中签约项目28个，其中百亿元以上的只有一个，十亿元以上的有9个。")
    assert [(one["quote"], one["measure"]) for one in told] == [("28个", "project_count"), ("9个", "project_count")]
