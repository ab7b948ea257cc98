"""The indicators that every installation has: one a measure, one a growth, foreign investment also gross and net."""

from __future__ import annotations

from dataclasses import dataclass, field

from kelisim.accounts.models import User
from kelisim.common.choices import Measure
from kelisim.indicators.models import Basis, Indicator
from kelisim.indicators.services import create_indicator

LANGUAGES = ("kk", "ru", "en", "tr", "zh-hans")
GROWTH_NAMES = ("{} өсімі", "Рост: {}", "Growth of {}", "Artış: {}", "{}增长率")
GROWTH_DEFINITIONS = (
    "Көрсеткіштің өткен жылғы сол кезеңмен салыстырғандағы өзгеруі; төмендеу теріс санмен беріледі.",
    "Изменение показателя к тому же периоду годом ранее; снижение записывается отрицательным числом.",
    "Change against the same period of the year before; a fall is a negative number.",
    "Göstergenin bir önceki yılın aynı dönemine göre değişimi; düşüş eksi sayıdır.",
    "与上年同期相比的变化；下降为负数。",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator in five languages, in the order of `LANGUAGES`."""

    names: tuple[str, ...]
    definitions: tuple[str, ...]
    is_flow: bool = True
    basis: Basis = field(default=Basis.UNSTATED)
    growth: tuple[str, ...] = ()


MEASURES: dict[Measure, Entry] = {
    Measure.FDI: Entry(
        ("Тікелей шетелдік инвестиция", "Прямые иностранные инвестиции", "Foreign direct investment", "Doğrudan yabancı yatırım", "外国直接投资"),
        (
            "Шетелдік инвестордың кәсіпорынға ұзақ мерзімге салған қаражаты. Дереккөз айтпаса, жалпы не таза екені белгісіз.",
            "Вложения иностранного инвестора в предприятие на долгий срок. Валовые они или чистые, известно лишь там, где это назвал источник.",
            "What a foreign investor puts into an enterprise for the long term. Gross or net only where the source says so.",
            "Yabancı yatırımcının bir işletmeye uzun vadeli koyduğu sermaye. Brüt mü net mi olduğu ancak kaynak belirtirse bilinir.",
            "外国投资者对企业的长期投入。总额或净额仅在来源注明时可知。",
        ),
        growth=("Тікелей шетелдік инвестиция", "прямые иностранные инвестиции", "foreign direct investment", "doğrudan yabancı yatırım", "外国直接投资"),
    ),
    Measure.FIXED_CAPITAL_INVESTMENT: Entry(
        ("Негізгі капиталға салынған инвестиция", "Инвестиции в основной капитал", "Investment in fixed capital", "Sabit sermaye yatırımı", "固定资产投资"),
        (
            "Ғимараттарға, құрылыстарға, машиналар мен жабдыққа жұмсалған қаражат.",
            "Затраты на здания, сооружения, машины и оборудование.",
            "Spending on buildings, structures, machines and equipment.",
            "Bina, yapı, makine ve donanıma yapılan harcama.",
            "用于建筑物、构筑物、机器和设备的支出。",
        ),
        growth=("Негізгі капиталға салынған инвестиция", "инвестиции в основной капитал", "investment in fixed capital", "sabit sermaye yatırımı", "固定资产投资"),
    ),
    Measure.INVESTMENT: Entry(
        ("Тартылған инвестиция", "Привлечённые инвестиции", "Investment", "Yatırım", "投资"),
        (
            "Тікелей шетелдік те, негізгі капиталға да деп аталмаған, салынған не тартылған өзге қаражат.",
            "Прочие вложенные или привлечённые средства, не названные ни прямыми иностранными, ни вложениями в основной капитал.",
            "Any other sum invested or attracted, called neither foreign direct nor fixed capital.",
            "Doğrudan yabancı ya da sabit sermaye denmeyen, yatırılan veya çekilen diğer tutarlar.",
            "未注明为外国直接投资或固定资产投资的其他投入或引进资金。",
        ),
        growth=("Инвестиция", "инвестиции", "investment", "yatırım", "投资"),
    ),
    Measure.PROJECT_COUNT: Entry(
        ("Инвестициялық жобалар", "Инвестиционные проекты", "Investment projects", "Yatırım projeleri", "投资项目"),
        (
            "Жобалардың саны: пулда, іске асырылуда немесе іске қосылған.",
            "Число проектов: в пуле, в работе или запущенных.",
            "Number of projects: in the pool, under way or launched.",
            "Proje sayısı: havuzda, yürütülen veya devreye alınan.",
            "项目数量：储备、在建或已投产。",
        ),
        is_flow=False,
        growth=("Инвестициялық жобалар санының", "число инвестиционных проектов", "the number of investment projects", "yatırım projesi sayısı", "投资项目数"),
    ),
    Measure.PROJECT_VALUE: Entry(
        ("Жобалардың құны", "Стоимость проектов", "Value of projects", "Projelerin değeri", "项目金额"),
        (
            "Аталған немесе саналған жобалардың құны.",
            "Стоимость названных или посчитанных проектов.",
            "The cost of projects that are named or counted.",
            "Adı geçen veya sayılan projelerin maliyeti.",
            "具名或计数项目的金额。",
        ),
        is_flow=False,
        growth=("Жобалар құнының", "стоимость проектов", "the value of projects", "proje değeri", "项目金额"),
    ),
    Measure.AGREEMENT_COUNT: Entry(
        ("Қол қойылған құжаттар", "Подписанные документы", "Agreements signed", "İmzalanan belgeler", "签署文件"),
        (
            "Меморандумдардың, келісімдердің, шарттардың саны.",
            "Число меморандумов, соглашений, договоров.",
            "Number of memoranda, agreements and contracts.",
            "Mutabakat zaptı, anlaşma ve sözleşme sayısı.",
            "备忘录、协议和合同的数量。",
        ),
        growth=("Қол қойылған құжаттар санының", "число подписанных документов", "the number of agreements", "imzalanan belge sayısı", "签署文件数"),
    ),
    Measure.AGREEMENT_VALUE: Entry(
        ("Келісімдердің сомасы", "Сумма соглашений", "Value of agreements", "Anlaşmaların tutarı", "协议金额"),
        (
            "Қол қойылған құжаттарда көзделген қаражат. Уәде, салынған ақша емес.",
            "Средства, предусмотренные подписанными документами. Обещание, а не вложенные деньги.",
            "The money that signed papers speak of. A promise, not money invested.",
            "İmzalanan belgelerde öngörülen tutar. Yatırılmış para değil, taahhüttür.",
            "已签文件所涉金额；属承诺而非已投资金。",
        ),
        growth=("Келісімдер сомасының", "сумма соглашений", "the value of agreements", "anlaşma tutarı", "协议金额"),
    ),
    Measure.JOBS: Entry(
        ("Жұмыс орындары", "Рабочие места", "Jobs", "İstihdam", "就业岗位"),
        (
            "Инвестициялық жобалар арқылы ашылған не ашылатын жұмыс орындары.",
            "Рабочие места, созданные или создаваемые инвестиционными проектами.",
            "Jobs that investment projects have created or will create.",
            "Yatırım projelerinin yarattığı veya yaratacağı iş yerleri.",
            "投资项目已创造或将创造的岗位。",
        ),
        is_flow=False,
        growth=("Жұмыс орындары санының", "число рабочих мест", "jobs", "istihdam", "就业岗位"),
    ),
    Measure.TRADE_TURNOVER: Entry(
        ("Тауар айналымы", "Товарооборот", "Trade turnover", "Ticaret hacmi", "贸易额"),
        (
            "Экспорт пен импорттың қосындысы. Екі елдің статистикасы сирек сәйкес келеді: кім хабарлағаны көрсетіледі.",
            "Сумма экспорта и импорта. Статистика двух стран редко совпадает: указано, кто её сообщил.",
            "Export and import together. The statistics of two countries seldom agree: who reported is shown.",
            "İhracat ile ithalatın toplamı. İki ülkenin istatistiği nadiren örtüşür: kimin bildirdiği gösterilir.",
            "进出口总额。两国统计很少一致，故注明由谁公布。",
        ),
        growth=("Тауар айналымының", "товарооборот", "trade turnover", "ticaret hacmi", "贸易额"),
    ),
    Measure.EXPORT: Entry(
        ("Экспорт", "Экспорт", "Export", "İhracat", "出口"),
        ("Шетелге сатылған тауарлар.", "Товары, проданные за границу.", "Goods sold abroad.", "Yurt dışına satılan mallar.", "销往国外的货物。"),
        growth=("Экспорт", "экспорт", "export", "ihracat", "出口"),
    ),
    Measure.IMPORT: Entry(
        ("Импорт", "Импорт", "Import", "İthalat", "进口"),
        ("Шетелден сатып алынған тауарлар.", "Товары, купленные за границей.", "Goods bought abroad.", "Yurt dışından alınan mallar.", "从国外购买的货物。"),
        growth=("Импорт", "импорт", "import", "ithalat", "进口"),
    ),
    Measure.PARTICIPANT_COUNT: Entry(
        ("Қатысушылар", "Участники", "Participants", "Katılımcılar", "参加者"),
        (
            "Іс-шараға не делегацияға қатысқан адамдар, компаниялар, инвесторлар, елдер.",
            "Люди, компании, инвесторы, страны, участвовавшие в мероприятии или делегации.",
            "People, companies, investors or countries that take part in an event or a delegation.",
            "Bir etkinliğe veya heyete katılan kişi, şirket, yatırımcı ve ülkeler.",
            "参加活动或代表团的人员、企业、投资者或国家。",
        ),
        is_flow=False,
        growth=("Қатысушылар санының", "число участников", "the number of participants", "katılımcı sayısı", "参加者人数"),
    ),
    Measure.ENTERPRISE_COUNT: Entry(
        ("Кәсіпорындар", "Предприятия", "Enterprises", "İşletmeler", "企业"),
        (
            "Бар не жұмыс істейтін кәсіпорындар: бірлескен кәсіпорындар, шетелдік капиталы бар компаниялар, аймақ резиденттері.",
            "Существующие или работающие предприятия: совместные, с иностранным капиталом, резиденты зон.",
            "Enterprises that exist or work: joint ventures, companies with foreign capital, residents of a zone.",
            "Var olan veya çalışan işletmeler: ortak girişimler, yabancı sermayeli şirketler, bölge sakinleri.",
            "现有或运营的企业：合资企业、外资企业、园区入驻企业。",
        ),
        is_flow=False,
        growth=("Кәсіпорындар санының", "число предприятий", "the number of enterprises", "işletme sayısı", "企业数"),
    ),
    Measure.LAND_AREA: Entry(
        ("Жер аумағы", "Площадь земли", "Land", "Arazi", "土地面积"),
        (
            "Аймақтың, телімнің не жобаның жері, гектармен.",
            "Земля зоны, участка или проекта, в гектарах.",
            "The land of a zone, a plot or a project, in hectares.",
            "Bir bölgenin, parselin veya projenin arazisi, hektar olarak.",
            "园区、地块或项目的土地，单位公顷。",
        ),
        is_flow=False,
        growth=("Жер аумағының", "площадь земли", "land", "arazi", "土地面积"),
    ),
}  # fmt: skip
FDI_BASES = {
    Basis.GROSS: (
        ("Тікелей шетелдік инвестицияның жалпы түсімі", "Валовой приток прямых иностранных инвестиций", "Foreign direct investment, gross inflow", "Doğrudan yabancı yatırım, brüt giriş", "外国直接投资总流入"),
        (
            "Кезең ішінде келген қаражат, кері кеткені шегерілмейді.",
            "Средства, пришедшие за период, без вычета ушедших обратно.",
            "What came in during the period; what flowed back is not taken off.",
            "Dönem içinde gelen tutar; geri çıkan düşülmez.",
            "当期流入金额，不扣除回流。",
        ),
    ),
    Basis.NET: (
        ("Тікелей шетелдік инвестицияның таза түсімі", "Чистый приток прямых иностранных инвестиций", "Foreign direct investment, net inflow", "Doğrudan yabancı yatırım, net giriş", "外国直接投资净流入"),
        (
            "Кезең ішінде келген қаражаттан кері кеткені шегерілген.",
            "Средства, пришедшие за период, за вычетом ушедших обратно.",
            "What came in during the period less what flowed back.",
            "Dönem içinde gelen tutardan geri çıkanın düşülmüş hali.",
            "当期流入减去回流后的金额。",
        ),
    ),
}  # fmt: skip


def keep_reference(by: User) -> list[Indicator]:
    """Create the indicators that are missing; those that somebody has changed stay as they are."""
    known = set(Indicator.everything.values_list("code", flat=True))
    return [create_indicator(by, by=by, **facts) for facts in _all_facts() if facts["code"] not in known]


def code_of(measure: str, of: str = "", basis: str = Basis.UNSTATED) -> str:
    """The indicator's code in addresses: `project-count`, `growth-of-fdi`, `fdi-gross`."""
    words = ["growth-of", of] if measure == Measure.GROWTH else [measure]
    if basis != Basis.UNSTATED:
        words.append(basis)
    return "-".join(words).replace("_", "-")


def _all_facts() -> list[dict[str, object]]:
    plain = [
        _facts(measure, entry.names, entry.definitions, is_flow=entry.is_flow) for measure, entry in MEASURES.items()
    ]
    bases = [_facts(Measure.FDI, names, told, basis=basis) for basis, (names, told) in FDI_BASES.items()]
    growth = [
        _facts(Measure.GROWTH, _growth_names(entry), GROWTH_DEFINITIONS, of=measure)
        for measure, entry in MEASURES.items()
    ]
    return [*plain, *bases, *growth]


def _growth_names(entry: Entry) -> tuple[str, ...]:
    return tuple(pattern.format(name) for pattern, name in zip(GROWTH_NAMES, entry.growth, strict=True))


def _facts(
    measure: Measure,
    names: tuple[str, ...],
    told: tuple[str, ...],
    *,
    of: str = "",
    basis: str = Basis.UNSTATED,
    is_flow: bool = True,
) -> dict[str, object]:
    return {
        "code": code_of(measure, of, basis),
        "measure": measure,
        "of": of,
        "basis": basis,
        "name": dict(zip(LANGUAGES, names, strict=True)),
        "definition": dict(zip(LANGUAGES, told, strict=True)),
        "is_flow": is_flow,
    }
