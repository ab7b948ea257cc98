"""What published reports say of real events, retold in words of our own in five languages; nothing beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kelisim.samples.words import told


@dataclass(frozen=True, slots=True)
class Told:
    """What the reports say of an event beyond its title: goals, report, what was learnt."""

    report: dict[str, str]
    goals: dict[str, str] = field(default_factory=dict)
    lessons: tuple[dict[str, str], ...] = ()


TOLD = {
    "turkistan-2025": Told(
        told(
            "Форумға 300-ге жуық компания келді, оның 200-і шетелден. Көрме, пленарлық және панельдік отырыстар, G2B және B2B кездесулері болды. Жалпы сомасы 432,2 млрд теңгеге 7 меморандумға қол қойылды: тоқыма, құрылыс материалдары, жарық жабдығы мен күн панельдері, ауыл шаруашылығы және «Қазақстан – Қытай» индустриялық аймағы.\nОблыс әкімі 20-дан астам инвестормен кездесіп, әр ұсынысты қарауға уәде берді.",
            "На форум приехали около 300 компаний, из них 200 из-за рубежа. Были выставка, пленарные и панельные заседания, встречи G2B и B2B. Подписано 7 меморандумов на 432,2 млрд тенге: текстиль, стройматериалы, светотехника и солнечные панели, сельское хозяйство и индустриальная зона «Казахстан – Китай».\nАким области встретился более чем с 20 инвесторами и обещал рассмотреть каждое предложение.",
            "About 300 companies came to the forum, 200 of them from abroad. There were an exhibition, plenary and panel sessions, G2B and B2B meetings. Seven memoranda for 432.2 bn tenge were signed: textiles, building materials, lighting and solar panels, agriculture and the industrial zone “Kazakhstan – China”.\nThe governor met more than 20 investors and promised to study each proposal.",
            "Foruma 200'ü yurt dışından olmak üzere yaklaşık 300 şirket geldi. Sergi, genel ve panel oturumları, G2B ve B2B görüşmeleri yapıldı. 432,2 milyar tenge tutarında 7 mutabakat zaptı imzalandı: tekstil, yapı malzemeleri, aydınlatma ve güneş panelleri, tarım ve “Kazakistan – Çin” sanayi bölgesi.\nVali 20'den fazla yatırımcıyla görüştü ve her teklifi inceleme sözü verdi.",
            "约300家企业参会，其中200家来自境外。活动包括展览、全体会议与专题会议、G2B和B2B会谈。签署7份备忘录，总额4322亿坚戈，涉及纺织、建材、照明设备与太阳能板、农业以及“哈萨克斯坦—中国”工业区。\n州长会见了20多位投资者，并承诺研究每一项提案。",
        )
    ),
    "taraz-2023": Told(
        told(
            "Екі күнде кәсіпкерлер мен өңір басшылары сауда, агроөнеркәсіп, су және энергетика мәселелерін талқылады. Форумда Премьер-министр Әлихан Смайылов сөз сөйледі. Мақсат – екі ел арасындағы сауданы $2 млрд-қа жеткізу.",
            "За два дня предприниматели и руководители регионов обсудили торговлю, агропромышленность, воду и энергетику. На форуме выступил Премьер-министр Алихан Смаилов. Цель – довести торговлю двух стран до $2 млрд.",
            "In two days entrepreneurs and heads of regions discussed trade, agriculture, water and energy. Prime Minister Alikhan Smailov spoke at the forum. The aim is to bring the trade of the two countries to $2 bn.",
            "İki günde girişimciler ve bölge yöneticileri ticaret, tarım, su ve enerji konularını görüştü. Forumda Başbakan Alihan Smailov konuştu. Hedef, iki ülke ticaretini 2 milyar dolara çıkarmak.",
            "两天内，企业家与地区负责人讨论了贸易、农业、水资源和能源问题。总理阿里汗·斯迈洛夫在论坛上发言。目标是将两国贸易额提高到20亿美元。",
        )
    ),
    "istanbul-2020": Told(
        told(
            "Делегацияны Сыртқы істер министрінің орынбасары Алмас Айдаров басқарды; құрамында «Kazakh Invest», елшілік пен өңірлер өкілдері болды. Кездесуге Түркияның 30-ға жуық ірі компаниясы қатысты. Бейнебайланыс арқылы басталған келіссөздер жалғасты.\nШамамен $160 млн сомасына 5 келісімге қол қойылды: логистика және сауда орталығы, жылыжай, жылу көзі, газ-электр плиталары зауыты.",
            "Делегацию возглавил заместитель министра иностранных дел Алмас Айдаров; в неё вошли представители Kazakh Invest, посольства и регионов. Во встрече участвовали около 30 крупных компаний Турции. Продолжились переговоры, начатые по видеосвязи.\nПодписано 5 соглашений примерно на $160 млн: логистический и торговый центр, теплица, источник тепла, завод газоэлектрических плит.",
            "Deputy Foreign Minister Almas Aidarov led the delegation; Kazakh Invest, the embassy and regions were part of it. About 30 large companies of Türkiye took part in the meeting. Talks that had begun by video went on.\nFive agreements for about $160 m were signed: a logistics and trade centre, a greenhouse, a source of heat, a plant for gas-electric stoves.",
            "Heyete Dışişleri Bakan Yardımcısı Almas Aydarov başkanlık etti; Kazakh Invest, büyükelçilik ve bölge temsilcileri katıldı. Görüşmeye Türkiye'nin yaklaşık 30 büyük şirketi katıldı. Video ile başlayan görüşmeler sürdü.\nYaklaşık 160 milyon dolarlık 5 anlaşma imzalandı: lojistik ve ticaret merkezi, sera, ısı kaynağı, gazlı-elektrikli ocak fabrikası.",
            "代表团由外交部副部长阿尔马斯·艾达罗夫率领，成员包括Kazakh Invest、使馆和各地区代表。约30家土耳其大型企业参加会见。此前通过视频开始的洽谈得以继续。\n签署5项协议，总额约1.6亿美元：物流与贸易中心、温室、热源、燃气电灶工厂。",
        ),
        told(
            "Бұрын басталған келіссөздерді жалғастыру.", "Продолжить начатые ранее переговоры.",
            "To continue talks that had begun before.", "Daha önce başlayan görüşmeleri sürdürmek.", "继续此前开始的洽谈。",
        ),
    ),
    "bursa-2026": Told(
        told(
            "Делегация 17–19 ақпанда Түркияда болды: мемлекеттік органдар, кәсіпкерлер ұйымдары, құрылыс, логистика, IT, агроөнеркәсіп және қоғамдық тамақтану өкілдері. Басты нысан – 1960-жылдары ашылған, 300-ден астам компанияны біріктіретін Bursa Organize Sanayi Bölgesi. Бетон бұйымдарын өндірушілер, логистика мен туризм компаниялары бөлек келіссөз жүргізді.",
            "Делегация была в Турции 17–19 февраля: госорганы, объединения предпринимателей, строительство, логистика, IT, агропромышленность, общественное питание. Главный объект – Bursa Organize Sanayi Bölgesi, открытая в 1960-е годы и объединяющая более 300 компаний. Производители бетонных изделий, логистические и туристические компании провели отдельные переговоры.",
            "The delegation was in Türkiye on 17–19 February: state bodies, associations of entrepreneurs, construction, logistics, IT, agriculture and catering. The main place was Bursa Organize Sanayi Bölgesi, opened in the 1960s, which unites more than 300 companies. Makers of concrete products, companies of logistics and tourism held talks of their own.",
            "Heyet 17–19 Şubat'ta Türkiye'deydi: devlet kurumları, girişimci birlikleri, inşaat, lojistik, bilişim, tarım ve yiyecek hizmetleri. Başlıca yer, 1960'larda açılan ve 300'den fazla şirketi barındıran Bursa Organize Sanayi Bölgesi oldu. Beton ürünleri üreticileri, lojistik ve turizm şirketleri ayrı görüşmeler yaptı.",
            "代表团于2月17日至19日访问土耳其，成员来自政府机构、企业家协会、建筑、物流、信息技术、农业和餐饮业。主要走访地为布尔萨有组织工业区，该区于20世纪60年代设立，拥有300多家企业。混凝土制品、物流和旅游企业进行了单独洽谈。",
        ),
        told(
            "Индустриялық аймақтың жұмысын көру.", "Увидеть работу индустриальной зоны.", "To see how an industrial zone works.",
            "Bir sanayi bölgesinin nasıl çalıştığını görmek.", "了解工业区的运作。",
        ),
        (
            told("Аймақты басқару тәртібі", "Порядок управления зоной", "How the zone is run", "Bölgenin yönetim düzeni", "园区管理方式"),
            told("Салық жеңілдіктері", "Налоговые льготы", "Tax relief", "Vergi kolaylıkları", "税收优惠"),
            told("Арзан коммуналдық тарифтер", "Низкие коммунальные тарифы", "Cheap utilities", "Ucuz altyapı tarifeleri", "低廉的公用事业费率"),
            told("Резиденттерді қолдау", "Поддержка резидентов", "Support of residents", "Sakinlerin desteklenmesi", "对入驻企业的支持"),
        ),
    ),
}  # fmt: skip
