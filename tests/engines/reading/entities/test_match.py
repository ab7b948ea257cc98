"""Names over scripts: what is suggested, with which reason, and what is not."""

import pytest

from kelisim.engines.reading.entities import Index, Kind, Known, Reason


def suggested(name, known, kind=Kind.PERSON, form=None, known_form=None):
    index = Index([Known("it", kind, (known,), known_form)])
    return [(found.reason, found.score) for found in index.suggestions(name, kind, form)]


@pytest.mark.parametrize(
    ("name", "known", "reason"),
    [
        ("Нұралхан Көшеров", "нұралхан көшеров", Reason.SAME),
        ("Нұралхан Көшеров", "Nūralhan Kösherov", Reason.SCRIPT),
        ("Кушеров", "Көшеров", Reason.SOUND),
        ("Kösherov", "Кушеров", Reason.SOUND),
        ("Кушеров", "Kosherov", Reason.SOUND),
        ("Нуралхан Кушеров", "Нұралхан Көшеров", Reason.SOUND),
        ("Көшеров Нұралхан", "Нуралхан Кушеров", Reason.ORDER),
        ("Нуралхана Кушерова", "Нуралхан Кушеров", Reason.ENDING),
        ("Н. Кушеров", "Нұралхан Көшеров", Reason.INITIALS),
        ("Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev", Reason.SOUND),
        ("Смайылов Әлихан", "Alikhan Smailov", Reason.ORDER),
        ("Ahmet Çalık", "Ahmet Calik", Reason.NEAR),
    ],
)
def test_one_person_over_scripts(name, known, reason):
    assert [told for told, _score in suggested(name, known)] == [reason]
    assert [told for told, _score in suggested(known, name)] == [reason]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Ерлан Сәтбаев", "Нұралхан Көшеров"),
        ("Айдос Қасымов", "Айдос Қалиев"),
        ("А. Қасымов", "Берік Қасымов"),
        ("Ли Вэй", "Ли Вэнь"),
        ("", "Көшеров"),
        ("Көшеров", ""),
        ("—", "..."),
    ],
)
def test_others_are_not_suggested(name, known):
    assert suggested(name, known) == []


@pytest.mark.parametrize(
    ("name", "known", "reason"),
    [
        ("ТОО «Степной хлеб»", "Степной хлеб", Reason.SAME),
        ("Qazaq Invest", "Қазақ Инвест", Reason.SCRIPT),
        ("KAZAKH INVEST", "Казах Инвест", Reason.SCRIPT),
        ("Bozkır Gıda A.Ş.", "Bozkir Gida", Reason.SCRIPT),
        ("江河机械股份有限公司", "江河机械股份有限公司", Reason.SAME),
        ("Northgate Steel Kazakhstan", "Northgate Steel", Reason.PART),
    ],
)
def test_organisations_are_compared_without_their_form(name, known, reason):
    assert [told for told, _score in suggested(name, known, Kind.ORGANISATION)] == [reason]


def test_another_legal_form_costs_some_certainty():
    [(_reason, same)] = suggested("Дала", "Дала", Kind.ORGANISATION, "LLP", "LLP")
    [(_reason, other)] = suggested("Дала", "Дала", Kind.ORGANISATION, "LLP", "JSC")
    assert (same, other) == (1.0, 0.9)


def test_the_likeliest_comes_first_and_each_party_once():
    index = Index(
        [
            Known(1, Kind.PERSON, ("Нұралхан Көшеров", "Нуралхан Кушеров")),
            Known(2, Kind.PERSON, ("Нуралхан Кошеров",)),
            Known(3, Kind.ORGANISATION, ("Нуралхан Кушеров",)),
        ]
    )
    found = index.suggestions("Нуралхан Кушеров", Kind.PERSON)
    assert [(s.known.key, s.reason) for s in found] == [(1, Reason.SAME), (2, Reason.SOUND)]


def test_many_parties_are_looked_up_by_their_words():
    index = Index(Known(i, Kind.ORGANISATION, (f"Қайыңды Агро {i}",)) for i in range(3000))
    assert [s.known.key for s in index.suggestions("Qaiyndy Agro 1234", Kind.ORGANISATION)][:1] == [1234]
