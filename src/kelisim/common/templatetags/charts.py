"""Tags that draw: charts with their table, the tile map, the ladder, bars, sparks and clocks."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kelisim.common import drawings, formats
from kelisim.common.charts import Chart

register = template.Library()

SPARK_HEAD = '<svg class="spark" viewBox="0 0 200 32" preserveAspectRatio="none" role="img" aria-label="{}">'
SPARK = SPARK_HEAD + (
    '<path class="l-rule" d="M0 31h200"/><path class="l-accent" vector-effect="non-scaling-stroke" d="{}"/></svg>'
)
SPARK_BAR = SPARK_HEAD + (
    '<rect class="f-rule" y="14" width="200" height="8"/><rect class="f-accent" y="14" width="{}" height="8"/>'
    '<rect class="f-ink" x="197" y="8" width="3" height="20"/></svg>'
)
METER = (
    '<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
    '<rect class="f-rule" width="100" height="8" rx="4"/><rect class="{}" width="{}" height="8" rx="4"/></svg>'
    '<span class="vh">{}</span>'
)
CLOCK = (
    '<svg class="clock" viewBox="0 0 40 40" aria-hidden="true"><circle class="l-rule" cx="20" cy="20" r="16"/>'
    '<circle class="{}" cx="20" cy="20" r="16" stroke-dasharray="{} 100.5" transform="rotate(-90 20 20)"/>'
    '<text x="20" y="24.5">{}</text></svg>'
)
RING_CLASSES = {"late": "l-red", "soon": "l-gold"}


@register.inclusion_tag("kelisim/charts/chart.html")
def chart(chart: Chart, beside: bool = False, open_table: bool = True, has_heading: bool = False) -> dict[str, Any]:
    """A chart with its table; `beside=True` puts them side by side, `has_heading=True` where a heading above says its name."""
    svg = mark_safe(chart.svg)  # noqa: S308  # drawn by Vega, which escapes; the words are escaped by us
    return {"chart": chart, "svg": svg, "beside": beside, "open_table": open_table, "has_heading": has_heading}


@register.inclusion_tag("kelisim/charts/tile_map.html")
def tile_map(tiles: list[drawings.Tile], legend: list[drawings.Step] | None = None, label: str = "") -> dict[str, Any]:
    """The country as tiles, a link each; see `drawings.tiles`."""
    return {"tiles": tiles, "legend": legend or [], "label": label}


@register.inclusion_tag("kelisim/charts/tile_place.html")
def tile_place(code: str) -> dict[str, Any]:
    """The small map that shows where a region lies."""
    return {"codes": list(drawings.tile_names("en")), "here": code}


@register.inclusion_tag("kelisim/charts/plan_bar.html")
def plan_bar(actual: Any, target: Any, actual_words: str, target_words: str, gap_words: str = "") -> dict[str, Any]:
    """A target and what was reached."""
    bar = drawings.plan_bar(actual, target)
    return {
        "bar": bar,
        "actual_words": actual_words,
        "target_words": target_words,
        "gap_words": gap_words,
        "is_behind": actual < target,
    }


@register.inclusion_tag("kelisim/charts/ladder.html")
def ladder(rungs: list[dict[str, Any]]) -> dict[str, Any]:
    """What became of agreements: rungs with `label`, `count`, `note`."""
    return {"rungs": drawings.rungs(rungs)}


@register.inclusion_tag("kelisim/charts/timeline.html")
def timeline(entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The history of a figure, a line a day: `when`, `value`, `words`, and `mark` with `href`."""
    return {"entries": entries}


@register.simple_tag
def spark(values: list[Any], words: str) -> SafeString:
    """A small line for a stat; `words` say it to those who do not see it."""
    return format_html(SPARK, words, drawings.spark(values))


@register.simple_tag
def spark_bar(value: Any, whole: Any, words: str) -> SafeString:
    """A small bar of a whole, the whole marked by a line."""
    return format_html(SPARK_BAR, words, drawings.part_of(value, whole, 200))


@register.simple_tag
def meter(share: Any, kind: str = "") -> SafeString:
    """A share of one as a bar, with the number for those who do not see it; below 0.7 it is gold."""
    shade = "f-gold" if kind == "gold" or (not kind and float(share) < 0.7) else "f-accent"
    return format_html(METER, shade, drawings.part_of(share, 1, 100), formats.number(share, decimals=2))


@register.simple_tag
def clock_ring(share: Any, text: str, kind: str = "") -> SafeString:
    """The clock of a case: how much of its time is gone; words stand beside it."""
    gone = f"{min(max(float(share), 0), 1) * drawings.RING:.1f}"
    return format_html(CLOCK, RING_CLASSES.get(kind, "l-accent"), gone, text)
