"""Charts, and the drawings of our own."""

import re
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from kelisim.common import drawings
from kelisim.common.charts import WIDTH, Point, bars, lines

INFLOW = [Point("2020", Decimal("17.2")), Point("2021", None), Point("2022", 28, "28.0", href="/source/")]


def render(source, **context):
    return Template("{% load charts %}" + source).render(Context(context))


def test_chart_on_a_page_has_colours_by_class_and_nothing_inline():
    svg = lines(INFLOW, caption="Inflow", unit="$bn").svg
    assert svg.startswith('<svg class="chart')
    assert 'class="s-accent"' in svg
    assert 'class="t-b"' in svg
    assert not re.search(r"style=|font-family=|<script|<image|href=", svg)


def test_chart_keeps_its_own_colours_in_a_document():
    chart = bars([Point("Pool", 111), Point("Launched", 34)], caption="Projects")
    assert 'fill="#046e75"' in chart.document_svg
    assert chart.png().startswith(b"\x89PNG")


@pytest.mark.parametrize("written", ["111", "1 178,4 млрд ₸", "about 23 thousand workplaces"])
def test_words_behind_the_longest_bar_stand_inside_the_picture(written):
    points = [Point("Пулға енгізілген жобалар саны", 111, written), Point("Іске қосылды", 34)]
    svg = bars(points, caption="Projects").document_svg
    axis = float(re.search(r'miterlimit="10" transform="translate\(([\d.]+)', svg).group(1))
    behind = float(re.search(rf'translate\(([\d.]+)[^>]*font-weight="600"[^>]*>{written}', svg).group(1))
    assert axis + behind + 7 * len(written) <= WIDTH


def test_chart_says_its_values_to_those_who_hear_it():
    with override("en"):
        assert lines(INFLOW, caption="Inflow").words == "Inflow. 2020: 17.2; 2021: –; 2022: 28.0"


def test_chart_escapes_what_people_wrote():
    chart = bars([Point("<script>alert(1)</script>", 1)], caption='"><script>')
    assert "<script" not in render("{% chart chart %}", chart=chart)


def test_chart_stands_beside_its_table():
    with override("en"):
        page = render(
            "{% chart chart beside=True %}", chart=lines(INFLOW, caption="Inflow", unit="$bn", label_head="Year")
        )
    assert re.findall(r'<th scope="row">(.*?)</th>', page) == ["2020", "2021", "2022"]
    assert '<a class="fig" href="/source/">28.0' in page


def test_chart_of_nothing_says_so():
    with override("en"):
        assert "No figures yet." in render("{% chart chart %}", chart=lines([Point("2020", None)], caption="Inflow"))


def test_table_of_several_series_has_a_column_each():
    points = [
        Point("2024", 30.1, series="Kazakh side"),
        Point("2024", 43.8, series="Chinese side"),
        Point("2025", 34, series="Kazakh side"),
    ]
    chart = lines(points, caption="Trade")
    assert chart.heads == ("Kazakh side", "Chinese side")
    assert [(label, [cell and cell.value for cell in cells]) for label, cells in chart.rows] == [
        ("2024", [30.1, 43.8]),
        ("2025", [34, None]),
    ]


def test_long_series_writes_only_its_ends_into_the_picture():
    chart = lines([Point(str(year), year - 1990, f"value {year}") for year in range(2000, 2021)], caption="Inflow")
    assert re.findall(r"value \d+", chart.svg.partition(">")[2]) == ["value 2000", "value 2020"]
    assert len(chart.rows) == 21


def test_two_charts_on_one_page_share_no_ids():
    first = bars([Point("a", 1)], caption="One").svg
    second = bars([Point("a", 2)], caption="Two").svg
    assert not set(re.findall(r'id="([^"]+)"', first)) & set(re.findall(r'id="([^"]+)"', second))


def test_tiles_are_the_twenty_regions_each_with_its_step():
    with override("en"):
        tiles = drawings.tiles(
            {"KZ-61": 114.4, "KZ-62": 44, "KZ-39": 95}, (60, 80, 95, 110), "/regions/{}/".format, none=", no report"
        )
    steps = {tile.code: (tile.text, tile.level) for tile in tiles}
    assert len(steps) == 20
    assert (steps["KZ-61"], steps["KZ-62"], steps["KZ-39"], steps["KZ-10"]) == (
        ("114.4", 5),
        ("44", 1),
        ("95", 4),
        ("–", 0),
    )


def test_tile_map_links_each_region_and_says_what_its_number_is():
    with override("kk"):
        tiles = drawings.tiles({"KZ-61": 114.4}, (60, 80, 95, 110), "/regions/{}/".format, words="%")
        page = render("{% tile_map tiles %}", tiles=tiles)
    assert '<li class="KZ-61"><a class="tile q5" href="/regions/KZ-61/"><i class="l">Түркістан</i>' in page
    assert '114,4<span class="vh"> %</span>' in page


def test_names_of_tiles_are_there_in_every_language():
    for language in ("kk", "ru", "en", "tr", "zh-hans"):
        assert all(name and short for name, short in drawings.tile_names(language).values())


def test_plan_bar_leaves_room_for_the_longer_of_the_two():
    over, behind = drawings.plan_bar(543.5, 475), drawings.plan_bar(120, 475)
    assert (over.actual, over.target) == (504, 440)
    assert (behind.actual, behind.target) == (127, 504)
    assert drawings.plan_bar(0, 0) == drawings.PlanBar(0, 0, "start", 0, 0, 0)


def test_lengths_in_a_drawing_keep_the_point_in_every_language():
    with override("ru"):
        page = render('{% plan_bar 543.5 475 "actual" "plan" "gap" %}{% meter 0.615 %}{% clock_ring 0.3 "7" %}')
    assert not re.search(r'(?:width|x|d|stroke-dasharray)="[^"]*\d,\d', page)


def test_ladder_stands_on_its_highest_rung():
    with override("en"):
        rungs = drawings.rungs(
            [
                {"label": "Handed in", "count": 60},
                {"label": "Signed", "count": 30, "note": "half"},
                {"label": "Hiring", "count": 0},
            ]
        )
    assert [(rung.count, rung.height, rung.top) for rung in rungs] == [("60", 88, 0), ("30", 44, 44), ("0", 0, 88)]


def test_spark_has_a_gap_where_nothing_is_known():
    assert drawings.spark([1, None, 3]) == "M2 28M198 4"
    assert drawings.spark([None]) == ""
