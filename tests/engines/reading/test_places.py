"""Names of places in files of one language."""

import re
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path

import pycountry
import pytest

from kelisim.engines.reading import lexicon
from kelisim.engines.reading.lexicon import PLACE_FILES, place_rows
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.text import normal, tokens
from kelisim.engines.reading.view import places_of

CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
PROVINCES = "BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ SN GS QH NX XJ"
KAZAKH_REGIONS = {f"KZ-{n}" for n in (10, 11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 55, 59, 61, 62, 63, 71, 75, 79)}

# Names of two places in two countries, which the article tells apart.
TWINS = {"en": {"georgia~", "punjab~", "limburg~", "birmingham~", "san jose~", "cambridge~", "savannah~"}}


def rows(language):
    folder = resources.files(lexicon.__package__).joinpath("languages")
    shared = tomllib.loads(folder.joinpath("areas.toml").read_text(encoding="utf-8"))["place"]
    files = [folder.joinpath(f"{language}.{name}.toml").read_text(encoding="utf-8") for name in PLACE_FILES]
    return [*(row for row in shared if language in row), *(row for text in files for row in place_rows(text, language))]


@pytest.mark.parametrize("language", ["en", "tr", "zh", "kk", "ru"])
def test_each_name_stands_for_one_place_but_for_twins(language):
    found = {}
    for row in rows(language):
        for name in (*row[language].get("names", ()), *row[language].get("people", ())):
            found.setdefault(name, set()).add(row["code"])
    many = {name: codes for name, codes in found.items() if len(codes) > 1}
    assert (set(many), {len(codes) for codes in many.values()} - {2}) == (TWINS.get(language, set()), set())


@pytest.mark.parametrize("language", ["en", "tr", "zh", "kk", "ru"])
def test_all_countries_and_all_regions_of_kazakhstan_are_named(language):
    named = [row for row in rows(language) if "names" in row[language]]
    regions = {row["code"] for row in named if row["code"].startswith("KZ-") and row["kind"] == "region"}
    countries = {row["code"] for row in named if row["kind"] == "country"}
    assert (regions, {country.alpha_2 for country in pycountry.countries} - countries) == (KAZAKH_REGIONS, set())


def test_names_of_countries_are_those_of_cldr():
    script = Path(__file__).resolve().parents[3] / "scripts" / "countries.py"
    subprocess.run([sys.executable, script, "check"], check=True)


@pytest.mark.parametrize("language", ["en", "tr", "zh", "kk", "ru"])
def test_codes_are_of_iso_3166(language):
    assert [row["code"] for row in rows(language) if not CODE.fullmatch(row["code"])] == []


def test_all_provinces_of_turkey_are_named():
    codes = {row["code"] for row in rows("tr") if row["kind"] == "region" and row["code"].startswith("TR-")}
    assert codes == {f"TR-{number:02}" for number in range(1, 82)}


def test_all_provinces_of_china_are_named():
    codes = {row["code"] for row in rows("zh") if row["kind"] == "region" and row["code"].startswith("CN-")}
    assert codes == {f"CN-{code}" for code in PROVINCES.split()}


TOWNS = [
    ("kk", "Үржар ауданында", "KZ-10"),
    ("kk", "шиелілік", None),
    ("kk", "мұнай астанасы", "KZ-23"),
    ("kk", "білім астанасы", None),
    ("kk", "омбылық", "RU-OMS"),
    ("ru", "в Глубоковском районе", "KZ-63"),
    ("ru", "шортандинских", "KZ-11"),
    ("ru", "павлодарцев", "KZ-55"),
    ("ru", "согдийская", "TJ-SU"),
    ("ru", "южной столице", "KZ-75"),
    ("ru", "в Никарагуа", "NI"),
    ("ru", "из Южного Судана", "SS"),
    ("ru", "Боливией", "BO"),
    ("ru", "кубинской", "CU"),
    ("ru", "в Нигерии", "NG"),
    ("ru", "с Нигером", "NE"),
    ("ru", "на островах Кука", "CK"),
    ("ru", "в Папуа – Новой Гвинее", "PG"),
    ("ru", "Кот-д’Ивуаром", "CI"),
    ("ru", "того же года", None),
    ("ru", "кубов леса", None),
    ("ru", "Самой крупной", None),
    ("kk", "Эквадорға", "EC"),
    ("kk", "Соломон аралдарынан", "SB"),
    ("kk", "непалдық", "NP"),
    ("kk", "Конго Демократиялық Республикасында", "CD"),
    ("kk", "ағаш кубасы", None),
    ("tr", "Marshall Adaları'na", "MH"),
    ("en", "in the Cook Islands", "CK"),
]


@pytest.mark.parametrize(("language", "text", "code"), TOWNS)
def test_districts_towns_and_their_people_are_of_a_region(language, text, code):
    words = lexicon.standard()[language]
    lower = normal(text)
    found = places_of(Matches(tokens(text, lower, 0, len(text), words), words))
    assert [place.code for place in found] == ([code] if code else [])


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("SA-09", {"en": "jizan", "tr": "cizan", "zh": "吉赞"}),
        ("VN-56", {"en": "bac ninh", "tr": "bac ninh", "zh": "北宁"}),
        ("UZ-NW", {"en": "zarafshan", "tr": "navoiy", "zh": "纳沃伊州"}),
        ("IR-22", {"en": "bandar abbas", "tr": "bender abbas", "zh": "阿巴斯港"}),
        ("PL-24", {"en": "gliwice", "tr": "silezya", "zh": "格利维采"}),
        ("GE-SZ", {"en": "poti", "tr": "poti", "zh": "波季"}),
    ],
)
def test_regions_and_cities_abroad_are_named_in_three_languages(code, names):
    for language, name in names.items():
        of_code = [n for row in rows(language) if row["code"] == code for n in row[language].get("names", ())]
        assert name in {n.rstrip("~") for n in of_code}, (language, of_code)
