"""What a sentence names: each line a text and all that it should give."""

from datetime import date

import pytest

from kelisim.engines.reading import Article
from kelisim.engines.reading.entities import Kind, entities_of
from kelisim.engines.reading.entities.words import WordsError, parse, words_of


def _language(text):
    """A sentence of three words may not tell its language by itself."""
    return "tr" if any(letter in text for letter in "ığşİŞ") else None


def found(text, kind, *fields):
    entities = [e for e in entities_of(Article(text, date(2025, 11, 3), _language(text))) if e.kind is kind]
    for entity in entities:
        assert entity.quote == text[entity.span.offset : entity.span.end]
        assert entity.evidence[0].field == "kind"
    return [tuple(getattr(entity, field) for field in fields) for entity in entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Арқа Сүт» ЖШС зауыт салады.", ("Арқа Сүт", "LLP")),
        ("Кеше «Тау Бидай» ЖШС-нің басшысы келді.", ("Тау Бидай", "LLP")),
        ("Келісімге «Дала Темір» АҚ қол қойды.", ("Дала Темір", "JSC")),
        ("«STEPPE INVEST» ҰК» АҚ жоба ұсынды.", ("STEPPE INVEST", "JSC")),
        ("Форумға «Нұрлы Құрылыс» компаниясының өкілдері келді.", ("Нұрлы Құрылыс", None)),
        ("ТОО «Степной хлеб» построит мельницу.", ("Степной хлеб", "LLP")),
        ("Договор подписало АО «НК «Степь Инвест» на форуме.", ("Степь Инвест", "JSC")),
        ("Компания «Белый камень» вложит 5 млрд тенге.", ("Белый камень", None)),
        ("Завод строит компания Northgate Steel в области.", ("Northgate Steel", None)),
        ("A plant will be built by Northgate Steel LLC in the region.", ("Northgate Steel", "LLC")),
        ("The deal was signed by Bright River Foods Inc. on Monday.", ("Bright River Foods", "JSC")),
        ("JSC “Steppe Grain” exports flour.", ("Steppe Grain", "JSC")),
        ("Anlaşmayı Bozkır Gıda A.Ş. imzaladı.", ("Bozkır Gıda", "JSC")),
        ("Fabrikayı Demirtaş Holding kuracak.", ("Demirtaş", "HOLDING")),
        ("协议由江河机械股份有限公司签署。", ("江河机械股份有限公司", "JSC")),
        ("北岭集团计划投资。", ("北岭集团", "GROUP")),
    ],
)
def test_a_company_is_told_by_its_form_or_noun(text, expected):
    assert found(text, Kind.ORGANISATION, "name", "form") == [expected]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Жобаны Өнеркәсіп және құрылыс министрлігінің өкілі таныстырды.", "Өнеркәсіп және құрылыс министрлігі"),
        ("Бұл туралы Түркістан облысының әкімдігі хабарлады.", "Түркістан облысының әкімдігі"),
        (
            "Об этом сообщает Министерство промышленности и строительства.",
            "Министерство промышленности и строительства",
        ),
        ("По данным акимата Туркестанской области, проект готов.", "акимат Туркестанской области"),
        ("The Ministry of Industry and Construction said so.", "Ministry of Industry and Construction"),
        ("Sanayi ve Teknoloji Bakanlığı'nın açıklamasına göre proje hazır.", "Sanayi ve Teknoloji Bakanlığı"),
        ("日前，江苏省商务厅公布数据。", "江苏省商务厅"),
    ],
)
def test_a_public_body_has_its_whole_name(text, name):
    assert found(text, Kind.ORGANISATION, "name", "sort") == [(name, "body")]


@pytest.mark.parametrize(
    "text",
    [
        "Қар ақ болып жауды, ақ түтін көрінді.",
        "В этом году компания вложит средства.",
        "The company and the department agreed.",
        "Şirket ve bakanlık anlaştı.",
        "多家跨国公司和上市公司参加。",
        "Әкім баспасөз мәслихатында айтты.",
    ],
)
def test_common_words_name_no_organisation(text):
    assert found(text, Kind.ORGANISATION, "name") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Түркістан облысының әкімі Ерлан Сәтбаев форумда сөйледі.", ("Ерлан Сәтбаев", "governor")),
        ("Басқарма басшысы Айдос Қасымовтың айтуынша, жоба дайын.", ("Айдос Қасымов", "head_of_department")),
        ("Сөз алған министр — Гүлнар Серікқызы — қолдады.", ("Гүлнар Серікқызы", "minister")),
        ("Аким Туркестанской области Ерлан Сатбаев выступил на форуме.", ("Ерлан Сатбаев", "akim")),
        ("По словам министра Алмаса Айтжанова, работа идёт.", ("Алмас Айтжанов", "minister")),
        ("По словам директора Шаршена Асан уулу, завод готов.", ("Шаршен Асан уулу", "director")),
        ("Governor Erlan Satbayev opened the forum.", ("Erlan Satbayev", "governor")),
        ("Mary Northgate, chief executive of the firm, signed.", ("Mary Northgate", "ceo")),
        ("Sanayi ve Teknoloji Bakanı Ali Demirtaş'ın sözlerine göre iş sürüyor.", ("Ali Demirtaş", "minister")),
        ("市长王建华表示，项目已开工。", ("王建华", "mayor")),
        ("州长叶尔兰·萨特巴耶夫出席论坛。", ("叶尔兰·萨特巴耶夫", "governor")),
        ("Келісімге Е. Сәтбаев қол қойды.", ("Е. Сәтбаев", None)),
        ("Документ подписал Сатбаев Е. Н. на форуме.", ("Сатбаев Е. Н.", None)),
    ],
)
def test_a_person_is_told_with_the_position(text, expected):
    assert found(text, Kind.PERSON, "name", "position") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Түркістан облысының әкімдігі Қытай Халық Республикасынан инвестиция тартты.",
        "Президент подписал закон о Западной Европе.",
        "The governor of the Turkistan Region met investors.",
        "Vali, Türkistan Bölgesi için konuştu.",
        "主任说，项目已开工。",
    ],
)
def test_places_and_posts_are_no_people(text):
    assert found(text, Kind.PERSON, "name") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Зауыт Түркістан облысы Сайрам ауданында салынады.", [("Түркістан облысы", "KZ-61"), ("Сайрам ауданы", "KZ-61")]),
        ("Завод строят в Сайрамском районе Туркестанской области.", [("Сайрамский район", "KZ-61"), ("Туркестанская область", "KZ-61")]),
        ("Инвестиции идут из Китая.", [("Китай", "CN")]),
        ("The plant stands in Northgate district.", [("Northgate district", None)]),
        ("Tesis Bozkır ilçesinde kurulacak.", [("Bozkır ilçesi", None)]),
    ],
)  # fmt: skip
def test_places_go_down_to_districts(text, expected):
    assert found(text, Kind.PLACE, "name", "code") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2025 жылғы 17 қазанда «Steppe Invest» форумы өтті.",
            ("Steppe Invest", date(2025, 10, 17), date(2025, 10, 17)),
        ),
        ("17–19 октября прошёл форум «Степь – 2025».", ("Степь – 2025", date(2025, 10, 17), date(2025, 10, 19))),
        ("Форум «Степь – 2024» собрал гостей.", ("Степь – 2024", date(2024, 1, 1), date(2024, 12, 31))),
        (
            "The Steppe Investment Forum was held on 17 October 2025.",
            ("Steppe Investment Forum", date(2025, 10, 17), date(2025, 10, 17)),
        ),
        ("Bozkır Yatırım Forumu 17 Ekim 2025'te yapıldı.", ("Bozkır Yatırım Forumu", date(2025, 10, 17), date(2025, 10, 17))),
        ("2025年10月17日，“草原投资论坛”举行。", ("草原投资论坛", date(2025, 10, 17), date(2025, 10, 17))),
    ],
)  # fmt: skip
def test_an_event_has_its_days(text, expected):
    assert found(text, Kind.EVENT, "name", "start", "end") == [expected]


def test_each_language_has_its_words():
    assert [language for language in ("kk", "ru", "en", "tr", "zh") if words_of(language) is None] == []
    assert words_of("xx") is None


HEAD = """language = "xx"
ending = ""
surname = ""
patronymic = ""
connectors = []
openers = []
particles = []
bodies_end = true
verbs = []
between = ""
towns = []
governed = ""
possessed = ""
genitive_post = ""
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "[cases]\n[forms]\n[nouns]\n[positions]\n[extra]\n", "xx.toml: there is no key 'extra'"),
        (HEAD + "[cases]\n[forms]\nLLP = 'x'\n[nouns]\n[positions]\n", "xx.toml: forms: LLP is a list of texts"),
        (HEAD + "[cases]\n[forms]\n[nouns]\nfirms = []\n[positions]\n", "xx.toml: nouns: there is no key 'firms'; known: firm, body"),
        (HEAD + "[cases]\nname = []\n[forms]\n[nouns]\n[positions]\n", "xx.toml: cases: there is no key 'name'"),
        (HEAD + "[cases]\n[forms]\n[nouns]\n", "xx.toml: the key 'positions' is missing"),
        ("language = ", "xx.toml: not TOML"),
    ],
)  # fmt: skip
def test_wrong_words_are_refused_with_their_place(text, message):
    with pytest.raises(WordsError) as refused:
        parse(text, "xx.toml")
    assert message in str(refused.value)
