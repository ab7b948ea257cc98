"""The measure against KazNERD: what it counts, and, where the data are at hand, how well we do."""

import pytest

from benchmarks import kaznerd

MADE = """\
Жоба B-PROJECT
құны O
бес B-MONEY
жарым I-MONEY
миллиард I-MONEY
теңге I-MONEY
, O
үлесі O
он B-PERCENTAGE
пайыз I-PERCENTAGE
. O

Баға O
жиырма O
теңге O
еді O
, O
қомақты B-MONEY
қаржы I-MONEY
емес O
. O
"""


def test_what_is_found_missed_and_too_much_is_counted(tmp_path):
    path = tmp_path / "made.txt"
    path.write_text(MADE, encoding="utf-8")
    assert kaznerd.scores(path) == {"MONEY": (2, 0.5, 0.5, 0.5), "PERCENTAGE": (1, 1.0, 1.0, 1.0)}


@pytest.mark.shared
def test_money_and_percentages_of_television_news_are_seen(shared):
    found = kaznerd.scores(shared / "press" / "kaznerd" / "IOB2_valid.txt")
    assert found["MONEY"][3] >= 0.98
    assert found["PERCENTAGE"][3] >= 0.995
