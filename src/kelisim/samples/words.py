"""The words of the sample region, in five languages. All of it is made up and says so."""

from __future__ import annotations

LANGUAGES = ("kk", "ru", "en", "tr", "zh-hans")


def told(kk: str, ru: str, en: str, tr: str, zh: str) -> dict[str, str]:
    """A text in five languages."""
    return dict(zip(LANGUAGES, (kk, ru, en, tr, zh), strict=True))


MARKS = told("Үлгі {}", "Образец «{}»", "Sample {}", "Örnek {}", "示例{}")


def numbered(text: dict[str, str], number: int) -> dict[str, str]:
    """The text with a number of two digits after it, in each language."""
    return {language: f"{words} {number:02}" for language, words in text.items()}


def marked(name: dict[str, str]) -> dict[str, str]:
    """A made-up name that says so in each language."""
    return {language: MARKS[language].format(name[language]) for language in LANGUAGES}


PERSON = told("Үлгі адам", "Образец лица", "Sample Person", "Örnek Kişi", "示例人物")
COUNTRY = told("Үлгі ел", "Образец страны", "Sample country", "Örnek ülke", "示例国家")
REGION = told("Үлгі өңірі", "Образец региона", "Sample region", "Örnek bölge", "示例地区")
CENTRE = told("Үлгі қала", "Образец города", "Sample city", "Örnek şehir", "示例城市")
OFFICE = told(
    "Үлгі өңірінің инвестиция кеңсесі",
    "Инвестиционный офис образца региона",
    "Sample investment office",
    "Örnek yatırım ofisi",
    "示例投资办公室",
)
AUTHORITY = told("Үлгі әкімдік", "Образец акимата", "Sample regional administration", "Örnek valilik", "示例州政府")

# Sector (ISIC division), the word of a company, the plant, what it makes.
TRADES: list[tuple[str, dict[str, str], dict[str, str], dict[str, str]]] = [
    (
        "13",
        told("Тоқыма", "Текстиль", "Textile", "Tekstil", "纺织"),
        told(
            "Үлгі тоқыма фабрикасы",
            "Образец: текстильная фабрика",
            "Sample textile mill",
            "Örnek tekstil fabrikası",
            "示例纺织厂",
        ),
        told("Мақта иірімжібі", "Хлопковая пряжа", "Cotton yarn", "Pamuk ipliği", "棉纱"),
    ),
    (
        "01",
        told("Агро", "Агро", "Agro", "Tarım", "农业"),
        told("Үлгі жылыжай", "Образец: тепличный комплекс", "Sample greenhouse", "Örnek sera", "示例温室"),
        told("Қызанақ пен қияр", "Томаты и огурцы", "Tomatoes and cucumbers", "Domates ve salatalık", "番茄和黄瓜"),
    ),
    (
        "10",
        told("Тағам", "Продукты", "Food", "Gıda", "食品"),
        told("Үлгі тамақ зауыты", "Образец: пищевой завод", "Sample food plant", "Örnek gıda fabrikası", "示例食品厂"),
        told("Ет консервілері", "Мясные консервы", "Tinned meat", "Et konservesi", "肉类罐头"),
    ),
    (
        "23",
        told("Шыны", "Стекло", "Glass", "Cam", "玻璃"),
        told(
            "Үлгі шыны зауыты", "Образец: стекольный завод", "Sample glass works", "Örnek cam fabrikası", "示例玻璃厂"
        ),
        told("Құрылыс шынысы", "Строительное стекло", "Building glass", "İnşaat camı", "建筑玻璃"),
    ),
    (
        "20",
        told("Химия", "Химия", "Chem", "Kimya", "化工"),
        told(
            "Үлгі химия зауыты",
            "Образец: химический завод",
            "Sample chemical plant",
            "Örnek kimya tesisi",
            "示例化工厂",
        ),
        told("Тыңайтқыш", "Удобрения", "Fertiliser", "Gübre", "化肥"),
    ),
    (
        "24",
        told("Металл", "Металл", "Metal", "Metal", "金属"),
        told(
            "Үлгі металл зауыты",
            "Образец: металлургический завод",
            "Sample metal works",
            "Örnek metal tesisi",
            "示例金属厂",
        ),
        told("Арматура", "Арматура", "Reinforcing steel", "İnşaat demiri", "钢筋"),
    ),
    (
        "27",
        told("Кабель", "Кабель", "Electric", "Kablo", "电缆"),
        told(
            "Үлгі кабель зауыты",
            "Образец: кабельный завод",
            "Sample cable plant",
            "Örnek kablo fabrikası",
            "示例电缆厂",
        ),
        told("Қуат кабелі", "Силовой кабель", "Power cable", "Güç kablosu", "电力电缆"),
    ),
    (
        "35",
        told("Энергия", "Энергия", "Energy", "Enerji", "能源"),
        told(
            "Үлгі күн электр станциясы",
            "Образец: солнечная станция",
            "Sample solar station",
            "Örnek güneş santrali",
            "示例光伏电站",
        ),
        told("Электр энергиясы", "Электроэнергия", "Electricity", "Elektrik", "电力"),
    ),
    (
        "52",
        told("Логистика", "Логистика", "Logistics", "Lojistik", "物流"),
        told(
            "Үлгі логистика орталығы",
            "Образец: логистический центр",
            "Sample logistics centre",
            "Örnek lojistik merkezi",
            "示例物流中心",
        ),
        told("Қойма қызметі", "Складские услуги", "Warehousing", "Depolama", "仓储"),
    ),
    (
        "31",
        told("Жиһаз", "Мебель", "Furniture", "Mobilya", "家具"),
        told(
            "Үлгі жиһаз фабрикасы",
            "Образец: мебельная фабрика",
            "Sample furniture factory",
            "Örnek mobilya fabrikası",
            "示例家具厂",
        ),
        told("Мектеп жиһазы", "Школьная мебель", "School furniture", "Okul mobilyası", "学校家具"),
    ),
    (
        "21",
        told("Фарма", "Фарма", "Pharma", "İlaç", "制药"),
        told(
            "Үлгі дәрі зауыты",
            "Образец: фармацевтический завод",
            "Sample pharmaceutical plant",
            "Örnek ilaç fabrikası",
            "示例制药厂",
        ),
        told("Дәрі-дәрмек", "Лекарства", "Medicines", "İlaç", "药品"),
    ),
    (
        "28",
        told("Машина", "Машины", "Machines", "Makine", "机械"),
        told(
            "Үлгі машина зауыты",
            "Образец: машиностроительный завод",
            "Sample machine works",
            "Örnek makine fabrikası",
            "示例机械厂",
        ),
        told("Ауыл шаруашылығы техникасы", "Сельхозтехника", "Farm machines", "Tarım makineleri", "农业机械"),
    ),
]

ZONE = told(
    "Үлгі индустриялық аймағы",
    "Образец индустриальной зоны",
    "Sample industrial zone",
    "Örnek sanayi bölgesi",
    "示例工业区",
)
ZONE_ABOUT = told(
    "Ойдан шығарылған аймақ: жүйенің қалай жұмыс істейтінін көрсетеді.",
    "Вымышленная зона: показывает, как работает система.",
    "A made-up zone that shows how the system works.",
    "Sistemin nasıl çalıştığını gösteren uydurma bölge.",
    "虚构的园区，用于展示系统如何工作。",
)
PURPOSE = told("Өнеркәсіп", "Промышленность", "Industry", "Sanayi", "工业")
HALL = told("Дайын цех", "Готовый цех", "Ready hall", "Hazır fabrika binası", "标准厂房")
APPLIED = told("Цех салу", "Строительство цеха", "To build a hall", "Fabrika binası yapmak", "建设厂房")
DECLINED = told(
    "Қуат жетпейді", "Не хватает мощности", "There is not enough power", "Elektrik kapasitesi yetersiz", "电力容量不足"
)

FORUM = told(
    "Үлгі инвестиция форумы",
    "Образец инвестиционного форума",
    "Sample investment forum",
    "Örnek yatırım forumu",
    "示例投资论坛",
)
DELEGATION = told(
    "Үлгі делегация: Бурса",
    "Образец делегации: Бурса",
    "Sample delegation to Bursa",
    "Örnek heyet: Bursa",
    "示例代表团：布尔萨",
)
PLACE = told(
    "Үлгі конгресс орталығы",
    "Образец конгресс-центра",
    "Sample congress centre",
    "Örnek kongre merkezi",
    "示例会议中心",
)
BURSA = told("Бурса", "Бурса", "Bursa", "Bursa", "布尔萨")

PROGRAMME: list[tuple[str, int, int, int, dict[str, str]]] = [
    (
        "plenary",
        0,
        9,
        11,
        told("Пленарлық отырыс", "Пленарное заседание", "Plenary session", "Genel oturum", "全体会议"),
    ),
    (
        "panel",
        0,
        11,
        13,
        told("Агроөнеркәсіп", "Агропромышленность", "Agriculture and food", "Tarım ve gıda", "农业与食品"),
    ),
    ("exhibition", 0, 13, 14, told("Көрме", "Выставка", "Exhibition", "Sergi", "展览")),
    (
        "meetings",
        0,
        14,
        17,
        told("B2G кездесулер", "Встречи B2G", "Meetings with the governor", "Valiyle görüşmeler", "政企会谈"),
    ),
    (
        "ceremony",
        0,
        17,
        18,
        told("Қол қою рәсімі", "Церемония подписания", "Signing ceremony", "İmza töreni", "签约仪式"),
    ),
    (
        "meetings",
        1,
        9,
        12,
        told("B2B кездесулер", "Встречи B2B", "Meetings of companies", "İş görüşmeleri", "企业会谈"),
    ),
    (
        "site_visit",
        1,
        13,
        16,
        told("Аймаққа бару", "Посещение зоны", "Visit to the zone", "Bölge ziyareti", "参观园区"),
    ),
]
TRIP: list[tuple[str, int, int, int, dict[str, str]]] = [
    ("travel", 0, 8, 12, told("Ұшу", "Перелёт", "Flight", "Uçuş", "航班")),
    (
        "site_visit",
        1,
        9,
        12,
        told("Өнеркәсіп аймағы", "Промышленная зона", "Industrial zone", "Organize sanayi bölgesi", "工业区"),
    ),
    (
        "meetings",
        1,
        14,
        18,
        told(
            "Компаниялармен кездесу",
            "Встречи с компаниями",
            "Meetings with companies",
            "Şirket görüşmeleri",
            "与企业会谈",
        ),
    ),
    ("ceremony", 2, 10, 11, told("Қол қою", "Подписание", "Signing", "İmza", "签约")),
]
LESSONS: list[tuple[dict[str, str], dict[str, str]]] = [
    (
        told(
            "Аймақты резиденттер өздері басқарады.",
            "Зоной управляют сами резиденты.",
            "The residents run the zone themselves.",
            "Bölgeyi sakinleri yönetiyor.",
            "园区由入驻企业自己管理。",
        ),
        told("Кеңес құру", "Создать совет", "Set up a council of residents", "Konsey kurmak", "成立理事会"),
    ),
    (
        told(
            "Қосылу мерзімі шартта жазылған.",
            "Срок подключения записан в договоре.",
            "The day of connection stands in the contract.",
            "Bağlantı süresi sözleşmede yazıyor.",
            "接入期限写在合同里。",
        ),
        told(
            "Үлгі шарт жасау",
            "Подготовить типовой договор",
            "Draft a standard contract",
            "Tip sözleşme hazırlamak",
            "起草标准合同",
        ),
    ),
    (
        told(
            "Тазарту құрылғысы ортақ.",
            "Очистные сооружения общие.",
            "The treatment plant is shared.",
            "Arıtma tesisi ortak.",
            "污水处理厂共用。",
        ),
        told("Құнын есептеу", "Посчитать стоимость", "Work out the cost", "Maliyeti hesaplamak", "核算成本"),
    ),
    (
        told(
            "Кәсіптік мектеп аймақтың ішінде.",
            "Профессиональная школа внутри зоны.",
            "A trade school stands inside the zone.",
            "Meslek lisesi bölgenin içinde.",
            "职业学校设在园区内。",
        ),
        told(
            "Колледжбен келісу",
            "Договориться с колледжем",
            "Agree with the college",
            "Kolejle anlaşmak",
            "与职业学院商定",
        ),
    ),
]

PAPERS = {
    "memorandum": told(
        "Үлгі меморандум", "Образец меморандума", "Sample memorandum", "Örnek mutabakat zaptı", "示例备忘录"
    ),
    "agreement": told("Үлгі келісім", "Образец соглашения", "Sample agreement", "Örnek anlaşma", "示例协议"),
    "contract": told("Үлгі шарт", "Образец договора", "Sample contract", "Örnek sözleşme", "示例合同"),
    "roadmap": told("Үлгі жол картасы", "Образец дорожной карты", "Sample roadmap", "Örnek yol haritası", "示例路线图"),
}
PROMISES = [
    told(
        "Электр желісін жеткізу",
        "Подвести электросеть",
        "Bring the power line",
        "Elektrik hattını getirmek",
        "接通电力线路",
    ),
    told(
        "Жоба құжатын тапсыру",
        "Сдать проектную документацию",
        "Hand in the design papers",
        "Proje belgelerini vermek",
        "提交设计文件",
    ),
    told(
        "Кірме жол салу", "Построить подъездную дорогу", "Build the access road", "Bağlantı yolu yapmak", "修建连接道路"
    ),
    told("Жабдықты әкелу", "Поставить оборудование", "Deliver the equipment", "Ekipmanı getirmek", "交付设备"),
]
REASON = told("Инвестор бас тартты", "Инвестор отказался", "The investor gave up", "Yatırımcı vazgeçti", "投资方放弃")

SAID = told(
    "Жоба барысы талқыланды.",
    "Обсудили ход проекта.",
    "The progress of the project was discussed.",
    "Projenin gidişatı görüşüldü.",
    "讨论了项目进展。",
)
NEXT = told("Есеп жіберу", "Отправить расчёт", "Send the calculation", "Hesabı göndermek", "发送测算")
LAUNCHED = told("Өндіріс іске қосылды.", "Производство запущено.", "Production has begun.", "Üretim başladı.", "投产。")
PROPOSED = told(
    "Жергілікті шикізаттан өнім шығару.",
    "Производство из местного сырья.",
    "To make goods from local raw material.",
    "Yerli ham maddeden üretim.",
    "利用本地原料生产。",
)
CASES = [
    (
        "problem",
        told(
            "Электр желісі кешігіп жатыр",
            "Задержка подключения к сети",
            "The power connection is late",
            "Elektrik bağlantısı gecikti",
            "电力接入延迟",
        ),
    ),
    (
        "question",
        told(
            "Кеден жеңілдігі бар ма?",
            "Есть ли таможенная льгота?",
            "Is there a customs relief?",
            "Gümrük muafiyeti var mı?",
            "有关税优惠吗？",
        ),
    ),
    ("complaint", told("Жауап берілмеді", "Не получили ответа", "No answer came", "Cevap verilmedi", "未收到答复")),
    ("problem", told("Жол бұзылған", "Дорога разбита", "The road is broken", "Yol bozuk", "道路损坏")),
]
ANSWER = told(
    "Рақмет. Желі компаниясына жазылды; қосылу кестесі мен байланыс тұлғасы осы жерде.",
    "Спасибо. Сетевой компании написано; срок подключения и контакт указаны здесь.",
    "Thank you. The network company was written to; the day of connection and whom to call are named here.",
    "Teşekkürler. Şebeke şirketine yazıldı; bağlantı günü ve aranacak kişi burada.",
    "谢谢。已致函电网公司；接入日期和联系人在此列出。",
)
ASKED = told(
    "Қай желі және келісімшарттың нөмірі қандай?",
    "Какая линия и какой номер договора?",
    "Which line is it, and what is the number of the contract?",
    "Hangi hat ve sözleşme numarası nedir?",
    "是哪条线路，合同编号是多少？",
)
REPLIED = told(
    "4-желі, № 17 келісімшарт.",
    "Линия 4, договор № 17.",
    "Line 4, contract No. 17.",
    "4. hat, 17 numaralı sözleşme.",
    "4 号线，17 号合同。",
)
NOTED = told(
    "Алдымен желі компаниясымен сөйлесу керек.",
    "Сначала поговорить с сетевой компанией.",
    "Speak with the network company first.",
    "Önce şebeke şirketiyle konuşun.",
    "先与电网公司沟通。",
)
THANKED = told("Тез әрі түсінікті.", "Быстро и понятно.", "Quick and clear.", "Hızlı ve açık.", "迅速且清楚。")
AGAIN = told(
    "Желі тағы кешікті",
    "Подключение снова откладывается",
    "The connection is put off again",
    "Bağlantı yine ertelendi",
    "接入再次推迟",
)
POOL_BASIS = "Sample rule: from two million calculation indices on; it has no legal basis"
RISKS = (
    (
        "utilities",
        told(
            "Электр желісі кешігуі мүмкін",
            "Сеть может быть подведена позже",
            "The power line may come late",
            "Enerji hattı gecikebilir",
            "电力线路可能延期接入",
        ),
        told(
            "Желі компаниясымен кесте бекітілді",
            "С сетевой компанией утверждён график",
            "A timetable is agreed with the network company",
            "Şebeke şirketiyle takvim kararlaştırıldı",
            "已与电网公司商定时间表",
        ),
    ),
    (
        "market",
        told(
            "Шикізат бағасы өсуі мүмкін",
            "Сырьё может подорожать",
            "Raw materials may become dearer",
            "Hammadde pahalanabilir",
            "原材料可能涨价",
        ),
        told(
            "Үш жеткізушімен алдын ала келісім бар",
            "Есть предварительные договоры с тремя поставщиками",
            "There are preliminary contracts with three suppliers",
            "Üç tedarikçiyle ön sözleşme var",
            "已与三家供应商签订预备合同",
        ),
    ),
)
AMENDMENT = told(
    "Келісімшартқа 1-қосымша келісім: қуаты мен мерзімі",
    "Дополнительное соглашение № 1: мощность и срок",
    "Amendment No. 1: capacity and term",
    "1 No.lu ek sözleşme: kapasite ve süre",
    "第1号补充协议：产能与期限",
)
ACCEPTED = told(
    "Ұсыныс аймақтың басымдықтарына сай, жер мен қуат бар.",
    "Предложение отвечает приоритетам региона, земля и мощность есть.",
    "The proposal fits the priorities of the region; land and power are there.",
    "Teklif bölgenin önceliklerine uygundur; arazi ve güç vardır.",
    "该提案符合地区优先方向，土地和电力均有保障。",
)


OFFICIAL = told("Үлгі лауазымды тұлға", "Образец должностного лица", "Sample Official", "Örnek Yetkili", "示例官员")
INTERPRETER = told("Үлгі аудармашы", "Образец переводчика", "Sample Interpreter", "Örnek Tercüman", "示例口译员")
OTHER_DUTY = told("Басқа міндет", "Другая обязанность", "Another duty", "Başka bir görev", "另有公务")
SUBJECTS = (
    told("Зауытқа жер телімі", "Участок под завод", "A plot for a plant", "Fabrika için parsel", "工厂用地"),
    told("Бірлескен кәсіпорын", "Совместное предприятие", "A joint venture", "Ortak girişim", "合资企业"),
    told("Жабдық жеткізу", "Поставка оборудования", "Supply of equipment", "Ekipman tedariki", "设备供应"),
    told("Салық жеңілдіктері", "Налоговые льготы", "Tax relief", "Vergi teşvikleri", "税收优惠"),
    told(
        "Логистика және теміржол",
        "Логистика и железная дорога",
        "Logistics and rail",
        "Lojistik ve demiryolu",
        "物流与铁路",
    ),
    told("Жылыжай кешені", "Тепличный комплекс", "A greenhouse complex", "Sera kompleksi", "温室综合体"),
    told("Шикізат сатып алу", "Закупка сырья", "Purchase of raw materials", "Hammadde alımı", "原料采购"),
)
