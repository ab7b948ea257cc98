"""Re-plan: what stays, what moves, what is lost, and who is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kelisim.engines.planning.check import judge
from kelisim.engines.planning.form import parse_problem, problem_as_dict
from kelisim.engines.planning.plan import Status
from kelisim.engines.planning.problem import Meeting
from kelisim.engines.planning.replan import Move, Notice, changes, replan
from kelisim.engines.planning.solver import solve
from kelisim.engines.planning.tell import tell_replan
from tests.engines.planning.makers import crowd, forum, person, slots, wish

COSTS = {"move_cost": 10, "keep_bonus": 25}


def stood(request, slot, table=1, interpreter=None):
    return {"request": request, "slot": slot, "table": table, "interpreter": interpreter}


def replanned(**facts):
    return replan(parse_problem(forum(**facts)), 5, workers=1)


def a_late_guest(**facts):
    """A met B at 1-1 and C at 1-2, and now comes late: A and B can meet at 1-2 only, for which A and C must give way."""
    return {
        "slots": slots(3),
        "tables": 1,
        "participants": [person("A", unavailable=["1-1"]), person("B", unavailable=["1-3"]), person("C")],
        "requests": [wish("AB", "A", "B"), wish("AC", "A", "C"), wish("BC", "B", "C", weight=1)],
        "previous": [stood("AB", "1-1"), stood("AC", "1-2")],
        **COSTS,
        **facts,
    }


def test_at_once_nothing_moves_and_the_waiting_list_fills_then_two_moves_save_a_meeting():
    both = replanned(**a_late_guest())
    assert [(row.request, row.slot) for row in both.first.meetings] == [("BC", "1-1"), ("AC", "1-2")]
    assert [(row.request, row.slot) for row in both.proposal.meetings] == [("BC", "1-1"), ("AB", "1-2"), ("AC", "1-3")]
    assert (both.moves, both.saves, both.points) == (2, 1, 10 + 25 - 2 * 10)
    assert both.proposal.status is Status.OPTIMAL


def test_everybody_concerned_is_told_what_is_new_to_him_and_nobody_else():
    both = replanned(**a_late_guest(participants=[*a_late_guest()["participants"], person("D")]))
    ab = Move(Meeting("AB", "1-1", 1), Meeting("AB", "1-2", 1))
    ac = Move(Meeting("AC", "1-2", 1), Meeting("AC", "1-3", 1))
    bc = Meeting("BC", "1-1", 1)
    assert both.changes.notices == (
        Notice("A", moved=(ab, ac)),
        Notice("B", moved=(ab,), new=(bc,)),
        Notice("C", moved=(ac,), new=(bc,)),
    )
    assert both.first_changes.lost == (Meeting("AB", "1-1", 1),)
    assert both.first_changes.notices[0] == Notice("A", lost=(Meeting("AB", "1-1", 1),))


def test_at_most_so_many_move():
    both = replanned(**a_late_guest(max_moved=1))
    assert (both.moves, both.saves) == (0, 0)
    assert both.proposal.weight == both.first.weight


def test_without_a_cost_of_moving_all_is_saved_and_where_moving_pays_all_move():
    assert replanned(**a_late_guest(move_cost=0)).saves == 1
    alone = {"requests": [wish("AB", "A", "B")], "previous": [stood("AB", "1-1")]}
    assert replanned(**alone, move_cost=0).moves == 0
    paid = replanned(**alone, move_cost=-3)
    assert (paid.first_changes.moved, paid.moves, paid.points) == ((), 1, 3)


def test_the_past_stays_as_it_was_and_nothing_new_comes_there():
    both = replanned(
        slots=slots(3),
        requests=[wish("AB", "A", "B"), wish("AC", "A", "C"), wish("BC", "B", "C")],
        previous=[stood("AB", "1-2")],
        frozen_before="1-3",
    )
    slot_of = {row.request: row.slot for row in both.proposal.meetings}
    assert slot_of.pop("AB") == "1-2"
    assert list(slot_of.values()) == ["1-3"]


def test_a_past_that_the_new_facts_do_not_allow_is_told_meeting_by_meeting():
    both = replanned(
        participants=[person("A", unavailable=["1-1"]), person("B"), person("C"), person("D", unavailable=["1-1"])],
        requests=[wish("AB", "A", "B"), wish("CD", "C", "D")],
        previous=[stood("AB", "1-1"), stood("CD", "1-1", 2)],
        frozen_before="1-2",
    )
    assert both.first.status is both.proposal.status is Status.INFEASIBLE
    assert [(row.requests, row.people) for row in both.proposal.conflicts] == [
        (("AB",), ("A", "B")),
        (("CD",), ("C", "D")),
    ]
    assert "frozen slot 1-1" in both.proposal.conflicts[0].message


def test_a_cancelled_meeting_frees_its_interpreter_who_is_told():
    problem = parse_problem(
        forum(
            participants=[person("A"), person("B", "zh")],
            interpreters=[person("I", "kk", "zh")],
            requests=[],
            previous=[stood("AB", "1-1", 1, "I")],
        )
    )
    found = changes(problem, solve(problem, 5, workers=1))
    assert found.cancelled == (Meeting("AB", "1-1", 1, "I"),)
    assert (found.lost, found.notices) == ((), (Notice("I", lost=found.cancelled),))


def test_another_table_or_interpreter_is_no_move_but_is_told():
    problem = parse_problem(forum(requests=[wish("AB", "A", "B")], previous=[stood("AB", "1-1", 2)]))
    plan = solve(problem, 5, workers=1)
    assert changes(problem, plan).notices == ()
    at_one = replace(plan, meetings=(replace(plan.meetings[0], table=1),))
    found = changes(problem, at_one)
    assert (found.moved, len(found.reseated), [row.who for row in found.notices]) == ((), 1, ["A", "B"])


@pytest.mark.parametrize("seed", [1, 2])
def test_a_disturbed_forum_loses_less_by_a_few_moves(seed):
    problem = parse_problem(crowd(seed))
    before = solve(problem, 4, seed, workers=1)
    late = {row.id for row in problem.participants[:3]}
    changed = replace(
        problem,
        participants=tuple(
            replace(p, unavailable=p.unavailable | {s.id for s in problem.slots[:4]}) if p.id in late else p
            for p in problem.participants
        ),
        previous=before.meetings,
        max_moved=6,
        **COSTS,
    )
    both = replan(changed, 6, seed, workers=1)
    for plan in (both.first, both.proposal):
        assert judge(problem_as_dict(changed), plan.as_dict()).is_sound
    assert both.first_changes.moved == ()
    assert 0 < both.moves <= 6
    assert both.points > 0
    assert both.saves > 0


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Ауыстырылған кездесулер: 2; соның арқасында сақталғаны: 1;"),
        ("ru", "Перенесено встреч: 2; благодаря этому сохранено: 1;"),
        ("en", "Meetings moved: 2; saved by it: 1; lost: 0; new: 1; people to tell: 3."),
        ("tr", "Taşınan görüşme: 2; bu sayede korunan: 1;"),
        ("zh", "调整会谈：2；因此保留：1；"),
    ],
)
def test_a_proposal_is_told_in_a_sentence(language, said):
    assert tell_replan(replanned(**a_late_guest()), language).startswith(said)


def test_an_old_interpreter_comes_back_to_his_meeting_by_exchange():
    people = [person("A"), person("B", "zh"), person("C"), person("D", "zh")]
    both = replanned(
        slots=slots(1),
        participants=people,
        interpreters=[person("I", "kk", "zh"), person("J", "kk", "zh")],
        requests=[wish("AB", "A", "B"), wish("CD", "C", "D")],
        previous=[stood("AB", "1-1", 1, "J"), stood("CD", "1-1", 2, "I")],
    )
    assert [(row.request, row.interpreter) for row in both.proposal.meetings] == [("AB", "J"), ("CD", "I")]
    assert both.changes.notices == ()
