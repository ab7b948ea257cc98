"""Why a claim reads as it does, for a linguist at a screen."""

from datetime import date

from click.testing import CliRunner

from kelisim.cli import main
from kelisim.engines.reading.article import Article
from kelisim.engines.reading.explain import explained, why
from kelisim.engines.reading.reader import read

TEXT = (
    "Түркістан облысында 2025 жылы 34 жоба іске қосылды. Жалпы құны 50 млрд теңге болатын 3 келісім жасалды.\n"
    "Кездесуде 5 млрд теңге жайлы сөз болды."
)


def reading():
    return read(Article(TEXT, date(2025, 12, 22)))


def test_each_field_has_its_rule_and_the_words_that_stand_in_the_text():
    claim = next(one for one in reading().claims if one.quote == "34 жоба")
    rows = {one.field: one for one in why(claim, TEXT)}
    assert (rows["stage"].said, rows["stage"].words) == ("launched", "іске қосылды")
    assert (rows["period"].said, rows["period"].words) == ("2025-01-01 to 2025-12-31", "2025 жылы")
    assert (rows["value"].said, rows["value"].words) == ("34", "34 жоба")
    assert {one.rule for one in rows.values() if one.field not in ("value", "unit")}.isdisjoint({""})
    assert all(one.words in TEXT for one in rows.values())


def test_what_came_second_stands_at_its_field_with_the_margin():
    claim = next(one for one in reading().claims if one.runner_up)
    seconds = {one.field: one.second for one in why(claim, TEXT) if one.second}
    assert seconds == {claim.runner_up.field: claim.runner_up}
    lines = list(explained(reading(), TEXT))
    assert any(line.endswith(f"second: {claim.runner_up.value}, margin {claim.runner_up.margin:g}") for line in lines)
    first = min(reading().claims, key=lambda one: one.confidence)
    assert lines[0].startswith(f"“{first.quote}” at {first.offset}"), "the smallest margin is told first"


def test_what_is_unclear_is_told_last():
    found = read(Article("Кездесуде 5 млрд теңге жайлы сөз болды."))
    assert list(explained(found, "Кездесуде 5 млрд теңге жайлы сөз болды.")) == [
        "“5 млрд теңге” at 10, kk: unclear, money_without_measure"
    ]


def test_command_explains(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"date 2025-12-22\n{TEXT}", encoding="utf-8")
    shown = CliRunner().invoke(main, ["read", "--explain", str(path)])
    assert shown.exit_code == 0
    assert "“34 жоба” at" in shown.output
    assert "launch:past" in shown.output
    refused = CliRunner().invoke(main, ["read", "--explain", "--out", str(tmp_path / "out"), str(path)])
    assert refused.exit_code == 2
    assert "--explain is for the screen" in refused.output
