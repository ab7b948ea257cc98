"""The forecast: what will be short, day by day, before anything is solved."""

from __future__ import annotations

from kelisim.engines.planning.forecast import Overload, Shortage, forecast
from kelisim.engines.planning.problem import Interpreter, Participant, Problem, Request, Slot

SLOTS = tuple(
    Slot(f"{day}-{hour}", f"2026-05-1{day}", f"{hour:02}:00", f"{hour:02}:25") for day in (1, 2) for hour in (9, 10)
)


def person(name: str, *languages: str, **facts) -> Participant:
    return Participant(name, frozenset(languages or ("ru",)), **facts)


def problem(people, requests, *, tables: int = 10, interpreters=()) -> Problem:
    rows = tuple(Request(f"R{number}", pair, 10) for number, pair in enumerate(requests, 1))
    return Problem(SLOTS, tables, tuple(people), rows, tuple(interpreters))


def test_tables_are_missing_where_more_meet_at_once_than_there_are():
    people = [person(f"{side}{number}") for side in "AB" for number in range(10)]
    found = forecast(problem(people, [(f"A{n}", f"B{n}") for n in range(10)], tables=1))
    assert [(day.meetings, day.tables_needed, day.tables_missing) for day in found.days] == [(5, 3, 2), (5, 3, 2)]
    assert not found.is_enough


def test_who_has_a_stand_needs_no_table():
    people = [person("A", booth=True), *(person(f"B{number}") for number in range(2))]
    found = forecast(problem(people, [("A", "B0"), ("A", "B1")], tables=0))
    assert found.is_enough


def test_interpreters_are_missing_by_languages_and_those_who_can_do_least_are_used_first():
    people = [person("A", "ru", capacity=4), *(person(f"C{number}", "zh") for number in range(4)), person("T", "tr")]
    pairs = [("A", f"C{number}") for number in range(4)] + [("A", "T")]
    one = Interpreter("I", frozenset(("ru", "zh")))
    both = Interpreter("J", frozenset(("ru", "zh", "tr")))
    assert forecast(problem(people, pairs, interpreters=(one, both))).is_enough
    found = forecast(problem(people, pairs, interpreters=(one,)))
    short = [(day.day, day.shortages) for day in found.days if day.shortages]
    assert [(each.languages, each.meetings) for _day, rows in short for each in rows if "tr" in each.languages] == [
        (("ru", "tr"), 1)
    ]


def test_a_shortage_counts_whole_interpreters():
    away = frozenset(("2-9", "2-10"))
    people = [person("A", "ru", capacity=9, unavailable=away), *(person(f"C{number}", "zh") for number in range(5))]
    found = forecast(problem(people, [("A", f"C{number}") for number in range(5)]))
    assert [day.shortages for day in found.days if day.shortages] == [(Shortage(("ru", "zh"), 5, 3),)]


def test_who_is_wanted_by_more_than_hours_allow_and_who_are_never_there_together():
    day_one, day_two = frozenset(("1-9", "1-10")), frozenset(("2-9", "2-10"))
    people = [
        person("Akim", unavailable=day_two, max_per_day=1),
        person("B", unavailable=day_one),
        person("C"),
        person("D"),
    ]
    found = forecast(problem(people, [("Akim", "B"), ("Akim", "C"), ("Akim", "D")]))
    assert found.impossible == ("R1",)
    assert found.overloads == (Overload("Akim", 3, 1),)
    assert found.meetings == 1
