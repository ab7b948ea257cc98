"""MaxSAT in processes of its own: they answer, and they never outlive whoever began them."""

import os
import subprocess
import sys
import time

import pytest

from kelisim.engines.planning import maxsat

PIGEONS = """
import time
from kelisim.engines.planning import maxsat, race

def main():
    holes, pigeons = 14, 15
    requests = (tuple(range(pigeons)), *((number,) for number in range(pigeons)))
    model = maxsat.Model(
        slots=(tuple(range(holes)),) * pigeons, requests=requests, limits=(None,) * (pigeons + 1),
        takes_table=(True,) * pigeons, tables=pigeons, days=(tuple(range(holes)),), earlier=(), spread=None,
    )
    running = race.Race(model, [maxsat.Runner("g4", False, "seqcounter")])
    print(running.children[0].pid, flush=True)
    running.hear(None)

if __name__ == "__main__":
    main()
"""


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("runner", maxsat.RUNNERS)
def test_more_meetings_than_slots_have_no_plan(runner):
    model = maxsat.Model(
        slots=((0, 1),) * 3,
        requests=((0, 1, 2), (0,), (1,), (2,)),
        limits=(None,) * 4,
        takes_table=(True,) * 3,
        tables=3,
        days=((0, 1),),
        earlier=(),
        spread=None,
    )
    assert maxsat.solve_formula(model, runner) is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent within a long call")
def test_a_process_in_a_long_search_ends_with_its_parent(tmp_path):
    script = tmp_path / "pigeons.py"
    script.write_text(PIGEONS)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(3)
        assert is_running(child)
        parent.kill()
    end = time.monotonic() + 30
    while is_running(child) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_running(child)


def test_what_cannot_be_placed_together_is_few_and_named():
    two = (0, 1)
    model = maxsat.Model(
        slots=(two, two, two, two, (2,)),
        requests=((0, 1, 4), (1, 2), (0, 2), (3,)),
        limits=(None,) * 4,
        takes_table=(True,) * 5,
        tables=5,
        days=((0, 1, 2),),
        earlier=(),
        spread=None,
    )
    assert maxsat.find_clash(model) == [0, 1, 2]


def test_where_only_the_breaks_have_no_plan_no_request_is_named():
    slots = ((0,), (2,))
    model = maxsat.Model(
        slots=slots,
        requests=((0, 1), (0,), (1,)),
        limits=(None,) * 3,
        takes_table=(True,) * 2,
        tables=1,
        days=((0, 1, 2),),
        earlier=(),
        spread=0,
    )
    assert maxsat.solve_formula(model, maxsat.RUNNERS[0]) is None
    assert maxsat.find_clash(model) is None
