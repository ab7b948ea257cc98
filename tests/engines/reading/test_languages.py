"""The language of a paragraph, from its letters."""

import pytest

from kelisim.engines.reading import Article, read, standard
from kelisim.engines.reading.languages_of import language_of
from kelisim.engines.reading.lexicon import Lexicons, parse


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Түркістан облысына инвестиция тартылды, жаңа зауыттар іске қосылды", "kk"),
        ("В область привлечены инвестиции, запущены новые заводы", "ru"),
        ("В СЭЗ «Оңтүстік» в Шымкенте зарегистрированы новые участники из других стран", "ru"),
        ("Кыргызстанга инвестиция тартылды, жаңы ишканалар ачылып, көптөгөн жумуш орундары түзүлдү", None),
        ("Ўзбекистонга янги сармоялар жалб қилинди, кўплаб корхоналар очилди ва иш ўринлари яратилди", None),
        ("Татарстанга яңа инвестицияләр җәлеп ителде, күп кенә заводлар ачылды һәм эш урыннары", None),
        ("全省新设外资企业三百家，实际使用外资同比增长", "zh"),
        ("哈薩克斯坦與中國簽署了七份合作備忘錄", "zh"),
        ("JP摩根、ABB和KKR等公司在论坛上签署了合作协议", "zh"),
        ("日本の一味の素は中国「の」市場に期待し、日本企業は投資を増やす方針です", None),
        ("日本企業三百社、中国市場への投資拡大", None),
        ("한국 기업 300개사가 카자흐스탄에 投資를 늘렸다", None),
    ],
)
def test_a_language_is_told_by_its_letters(text, language):
    assert language_of(text.lower(), standard()) == language


def test_each_paragraph_is_read_in_its_own_language():
    text = "Облыста 5 жоба іске қосылды, жаңа жұмыс орындары ашылды.\nВ области также подписано 7 меморандумов с инвесторами."
    reading = read(Article.from_text(text))
    assert [(claim.language, claim.value) for claim in reading.claims] == [("kk", 5), ("ru", 7)]


LATIN = Lexicons({language: parse(f'language = "{language}"', "x.toml") for language in ("en", "tr", "kk")})


@pytest.mark.parametrize(
    ("text", "default", "language"),
    [
        ("The region has signed seven memoranda with investors from abroad", None, "en"),
        ("Bölgede yatırımcılarla yedi mutabakat zaptı imzalandı ve yeni bir fabrika kuruldu", None, "tr"),
        ("Vilayete yatirim yapan firmalar icin yeni bir fabrika ve iki depo", None, "tr"),
        ("Exports up, jobs too", "en", "en"),
        ("Trade totalled $4 billion, a 12 per cent rise", "en", "en"),
        ("Ihracat artti", "tr", "tr"),
        ("Yeni fabrikalar açıldı", None, "tr"),
        ("Azərbaycanda yeni zavod açılıb və investisiya üçün şərait yaradılıb", None, None),
        ("Viloyatga yangi sarmoya jalb qilindi va ko'plab ish o'rinlari bilan ta'minlandi", None, None),
        ("Oblysta jaña zauyt aşyldy jäne investisia üşin jağdai jasaldy", None, None),
        ("Die Region hat mit Investoren aus dem Ausland sieben Verträge für neue Werke unterzeichnet", None, None),
        ("La région a signé des accords avec des investisseurs et les usines sont en construction", None, None),
        ("The plant near Wałbrzych cost €5 million.", "en", "en"),
        ("Bölgede yürütülen 46 projenin 19'u bitti, 21'i sürüyor.", None, "tr"),
    ],
)
def test_languages_in_latin_letters_are_told_by_their_small_words(text, default, language):
    assert language_of(text.lower(), LATIN, default) == language
