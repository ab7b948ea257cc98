"""What a planning problem must look like, and what is said about one that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kelisim.engines.planning.form import FormError, load_problem, parse_problem
from tests.engines.planning.makers import forum, person, slots, wish

TALK = wish("R1", "A", "B")


def faults(problem: Any) -> list[str]:
    with pytest.raises(FormError) as error:
        parse_problem(problem)
    return [str(fault) for fault in error.value.faults]


def test_what_is_left_out_has_its_default():
    problem = parse_problem(forum(requests=[wish("R1", "A", "B", slots=None, required=None)]))
    first, request = problem.participants[0], problem.requests[0]
    assert (first.capacity, first.booth, first.max_per_day, first.unavailable) == (1, False, None, frozenset())
    assert (request.required, request.slots, request.fixed, request.after) == (False, None, None, ())
    assert (problem.previous, problem.move_cost, problem.keep_bonus, problem.max_moved) == (None, 0, 0, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"requests": [wish("R1", "A", "Ж")]}, "requests[0] (R1).participants[1]: unknown participant “Ж”"),
        (
            {"requests": [wish("R1", "A", "A")]},
            "requests[0] (R1).participants[1]: participant “A” is named twice",
        ),
        (
            {"requests": [wish("R1")]},
            "requests[0] (R1).participants: is empty: a meeting has somebody who meets",
        ),
        (
            {"requests": [TALK, TALK]},
            "requests[1] (R1).id: the request id “R1” is already taken; every id is there once",
        ),
        (
            {"interpreters": [person("A", "kk")]},
            "interpreters[0] (A).id: the interpreter id “A” is already taken; every id is there once",
        ),
        ({"requests": [{"id": "R1", "participants": ["A", "B"]}]}, "requests[0] (R1).weight: is missing"),
        ({"requests": [wish("R1", "A", "B", weight="5")]}, 'requests[0] (R1).weight: must be a number, is "5"'),
        ({"requests": [wish("R1", "A", "B", weight=True)]}, "requests[0] (R1).weight: must be a number, is true"),
        (
            {"requests": [wish("R1", "A", "B", weight=0.1234567)]},
            "requests[0] (R1).weight: must have at most 6 decimals, is 0.1234567",
        ),
        (
            {"requests": [wish("R1", "A", "B", slots=["1-1"], fixed="1-2")]},
            "requests[0] (R1).fixed: “1-2” is not among the slots allowed to the request",
        ),
        ({"requests": [wish("R1", "A", "B", fixed="9")]}, 'requests[0] (R1).fixed: unknown slot "9"'),
        ({"requests": [wish("R1", "A", "B", after=["R2"])]}, "requests[0] (R1).after[0]: unknown request “R2”"),
        (
            {"requests": [wish("R1", "A", "B", after=["R1"])]},
            "requests[0] (R1).after: the request “R1” cannot come after itself",
        ),
        (
            {"participants": [person("A", unavailable=["noon"]), person("B")]},
            "participants[0] (A).unavailable[0]: unknown slot “noon”",
        ),
        ({"tables": -1}, "tables: must be a whole number of at least 0, is -1"),
        ({"tables": None}, "tables: is missing"),
        ({"objective": "profit"}, 'objective: must be “weight” or “breaks”, is "profit"'),
        ({"frozen_before": "yesterday"}, 'frozen_before: unknown slot "yesterday"'),
        (
            {"requests": [TALK], "previous": [{"request": "R1", "slot": "9"}]},
            "previous[0] (R1).slot: unknown slot “9”",
        ),
        (
            {"slots": list(reversed(slots(2)))},
            "slots[1] (1-1).start: 09:00 is before 10:00 of “1-2”: slots must stand in order of time",
        ),
        (
            {"slots": [slots(1)[0], slots(0, 1)[0], slots(2)[1]]},
            "slots[2] (1-2).day: 2026-03-01 comes after 2026-03-02: slots must stand in order of time",
        ),
        (
            {"slots": [slots(1)[0], {"id": "x", "day": "2026-03-01", "start": "09:30", "end": "10:20"}]},
            "slots[1] (x).start: 09:30 overlaps “1-1” (09:00 to 09:50): slots may not overlap",
        ),
    ],
)
def test_a_fault_of_form_names_its_place(change, said):
    assert faults(forum(**change)) == [said]


def test_all_faults_are_told_at_once():
    assert len(faults(forum(tables="many", requests=[wish("R1", "A", "Z", weight=None)]))) == 3


def test_weights_that_cannot_be_added_exactly_are_refused():
    large = [wish(f"R{number}", "A", "B", weight=2**52) for number in range(3)]
    assert faults(forum(requests=large)) == [
        "requests: the weights are too large to be added exactly: at most 9,007,199,254,740,991 together"
    ]


def test_the_previous_meeting_of_a_cancelled_request_is_no_fault():
    problem = parse_problem(forum(requests=[TALK], previous=[{"request": "gone", "slot": "1-1", "table": 1}]))
    assert problem.slot_before == {}


def test_an_unknown_field_is_warned_of():
    problem = parse_problem(forum(participants=[person("A", max_per_dya=3)]))
    assert problem.warnings == (
        "participants[0] (A).max_per_dya: an unknown field, not used (did you mean “max_per_day”?)",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "line 1, column 2: is not JSON: Expecting property name enclosed in double quotes"),
        (b"\xff", "byte 0: is not UTF-8: convert the file first"),
        (b'{"tables": NaN}', "NaN is no number that a problem can hold"),
        (b'{"tables": 1, "tables": 2}', 'an object names the field “tables” twice, near {"tables": 2}'),
        (b"[]", "the problem must be a JSON object, is []"),
    ],
)
def test_a_file_that_holds_no_problem(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "problem.json"
    path.write_bytes(content)
    with pytest.raises(FormError) as error:
        load_problem(path)
    assert str(error.value) == said
