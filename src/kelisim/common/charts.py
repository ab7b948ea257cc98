"""Charts: one set of points gives the picture (Vega-Lite through altair), its table and the words to hear."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2s
from typing import Any

from django.utils.html import escape

from kelisim.common import formats

Number = int | float | Decimal

WIDTH, LINE_HEIGHT, BAR_STEP = 560, 220, 34
MOST_WRITTEN = 12
# What the values and the labels of bars take of the width, in pixels: a letter, the gap before it, the longest label.
LETTER, TEXT_GAP, LABELS = 8, 10, 240
MOST_ROOM = 0.8
FONT = "Noto Sans, Segoe UI, Roboto, Arial, DejaVu Sans, sans-serif"
INK, INK_2, RULE = "#0f1f26", "#44565e", "#dbe2df"
# The colours of the light theme; on a page the class beside each decides, so that dark and forced colours work.
ACCENT, MID, DEEP, GOLD = "#046e75", "#6cbfc1", "#0a4a52", "#8a5200"
LINE_COLOURS = (ACCENT, INK, MID, DEEP, GOLD)
BAR_COLOURS = (ACCENT, MID, INK, DEEP, GOLD)
FILL_CLASSES = {
    ACCENT: "f-accent",
    MID: "f-mid",
    INK: "f-ink",
    DEEP: "f-deep",
    GOLD: "f-goldink",
    INK_2: "t-2",
    RULE: "f-rule",
}
STROKE_CLASSES = {ACCENT: "s-accent", MID: "s-q3", INK: "s-ink", DEEP: "s-q5", GOLD: "s-gold", RULE: "s-rule"}
# What Vega draws for its own tools, and digits that nobody sees.
LEFT_OUT = (
    (re.compile(r'<rect [^>]*fill="white"[^>]*/>'), ""),
    (re.compile(r'<path class="(?:background|foreground)"[^>]*/>'), ""),
    (re.compile(r' (?:class|style|font-family|pointer-events|role|aria-[a-z]+)="[^"]*"'), ""),
    (re.compile(r"(\d\.\d\d)\d+"), r"\1"),
)
DASHES: tuple[list[int], ...] = ([1, 0], [6, 4], [2, 3], [8, 3, 2, 3], [1, 4])


@dataclass(frozen=True, slots=True)
class Point:
    """One value with its place and the words it is written in; `href` leads to its source."""

    label: str
    value: Number | None
    text: str = ""
    series: str = ""
    href: str = ""

    @property
    def written(self) -> str:
        return self.text or (formats.DASH if self.value is None else formats.number(self.value, decimals=2))


@dataclass(frozen=True, slots=True)
class Chart:
    """A caption, a picture and the same points as a table."""

    caption: str
    unit: str
    points: tuple[Point, ...]
    label_head: str = ""
    kind: str = "lines"
    spec: dict[str, Any] = field(default_factory=dict)

    @property
    def series(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(point.series for point in self.points))

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(name or self.unit for name in self.series)

    @property
    def rows(self) -> list[tuple[str, list[Point | None]]]:
        """Labels in their order, each with one point a series."""
        cells = {(point.label, point.series): point for point in self.points}
        labels = dict.fromkeys(point.label for point in self.points)
        return [(label, [cells.get((label, name)) for name in self.series]) for label in labels]

    @property
    def words(self) -> str:
        """What the picture shows, for a screen reader: the values where they are few."""
        said = [f"{point.series or ''} {point.label}: {point.written}".strip() for point in self.points]
        return f"{self.caption}. {'; '.join(said)}" if len(said) <= 12 else self.caption

    @property
    def svg(self) -> str:
        """For a page: scaled by its box, coloured by class."""
        return page_svg(self.document_svg, self.words) if self.spec else ""

    @property
    def document_svg(self) -> str:
        """For a document: colours of its own."""
        return draw(json.dumps(self.spec, sort_keys=True)) if self.spec else ""

    def png(self, scale: float = 2) -> bytes:
        """For documents that take no SVG."""
        import vl_convert

        return bytes(vl_convert.svg_to_png(self.document_svg, scale=scale))


def lines(points: Sequence[Point], *, caption: str, unit: str = "", label_head: str = "") -> Chart:
    """Values over time, one line a series; the labels stand in the order of the points."""
    return Chart(caption, unit, tuple(points), label_head, "lines", _lines_spec(points))


def bars(points: Sequence[Point], *, caption: str, unit: str = "", label_head: str = "") -> Chart:
    """Values side by side, the label before and the value behind each bar."""
    return Chart(caption, unit, tuple(points), label_head, "bars", _bars_spec(points))


def _lines_spec(points: Sequence[Point]) -> dict[str, Any]:
    if not _known(points):
        return {}
    import altair as alt

    base = alt.Chart(_data(points, _said(points))).encode(
        x=alt.X(
            "label:N",
            sort=_labels(points),
            title=None,
            axis=alt.Axis(labelAngle=0, labelOverlap=True, ticks=False, labelPadding=8),
        ),
        y=alt.Y("value:Q", title=None, scale=_heights(points), axis=None),
    )
    hue = alt.Color("series:N", scale=_scale(points, LINE_COLOURS), legend=None)
    dash = alt.StrokeDash("series:N", scale=_scale(points, DASHES), legend=None)
    layers = [
        base.mark_line(strokeWidth=2.5, interpolate="linear").encode(color=hue, strokeDash=dash),
        base.mark_point(filled=True, size=46, opacity=1).encode(color=hue),
        base.mark_text(dy=-12, fontWeight=600, fontSize=13, color=INK).encode(text="text:N"),
    ]
    return _spec(alt.layer(*layers).properties(width=WIDTH, height=LINE_HEIGHT))


def _bars_spec(points: Sequence[Point]) -> dict[str, Any]:
    if not _known(points):
        return {}
    import altair as alt

    several = len({point.series for point in points}) > 1
    base = alt.Chart(_data(points, set(points))).encode(
        y=alt.Y(
            "label:N",
            sort=_labels(points),
            title=None,
            axis=alt.Axis(ticks=False, labelLimit=230, labelPadding=10, labelFontSize=13),
        ),
        x=alt.X("value:Q", title=None, axis=None, stack=None, scale=_lengths(points)),
    )
    if several:
        base = base.encode(yOffset=alt.YOffset("series:N", sort=_series(points)))
    hue = alt.Color("series:N", scale=_scale(points, BAR_COLOURS), legend=None)
    layers = [
        base.mark_bar(cornerRadiusEnd=1).encode(color=hue),
        base.mark_text(align="left", dx=7, fontWeight=600, fontSize=13, color=INK).encode(text="text:N"),
    ]
    count = len(_labels(points)) * (len(_series(points)) if several else 1)
    return _spec(alt.layer(*layers).properties(width=WIDTH, height=count * BAR_STEP))


def _data(points: Sequence[Point], said: set[Point]) -> Any:
    import altair as alt

    return alt.Data(values=[_row(point, point.written if point in said else "") for point in points])


def _row(point: Point, text: str) -> dict[str, Any]:
    value = None if point.value is None else float(point.value)
    return {"label": point.label, "value": value, "text": text, "series": point.series}


def _said(points: Sequence[Point]) -> set[Point]:
    """The points whose values are written beside them: all, or of a long series the first and the last."""
    said: set[Point] = set()
    for name in _series(points):
        known = [point for point in points if point.series == name and point.value is not None]
        said.update(known if len(known) <= MOST_WRITTEN else (known[0], known[-1]))
    return said


def _scale(points: Sequence[Point], steps: Sequence[Any]) -> Any:
    import altair as alt

    names = _series(points)
    return alt.Scale(domain=names, range=list(steps[: len(names)]))


def _spec(chart: Any) -> dict[str, Any]:
    axis = {"domainColor": RULE, "gridColor": RULE, "labelColor": INK_2, "labelFontSize": 13, "domain": True}
    config = {"view": {"stroke": None}, "aria": False, "font": FONT, "axis": axis}
    spec: dict[str, Any] = chart.configure(**config).to_dict() | {"autosize": {"type": "fit", "contains": "padding"}}
    return spec


def _known(points: Sequence[Point]) -> bool:
    return any(point.value is not None for point in points)


def _labels(points: Sequence[Point]) -> list[str]:
    return list(dict.fromkeys(point.label for point in points))


def _series(points: Sequence[Point]) -> list[str]:
    return list(dict.fromkeys(point.series for point in points))


def _lengths(points: Sequence[Point]) -> Any:
    """Bars start at zero and leave room behind the longest for the words of its value; Vega makes none for text."""
    import altair as alt

    values = [float(point.value) for point in points if point.value is not None]
    letters = max(len(point.written) for point in points)
    room = min((letters * LETTER + TEXT_GAP) / (WIDTH - LABELS), MOST_ROOM)
    return alt.Scale(zero=True, domainMax=max(*values, 0) / (1 - room) or 1, nice=False)


def _heights(points: Sequence[Point]) -> Any:
    """Lines start at zero, unless the values lie close together and far from it."""
    import altair as alt

    values = [float(point.value) for point in points if point.value is not None]
    low, high = min(values), max(values)
    if low <= 0.8 * high or low <= 0:
        return alt.Scale(zero=True)
    return alt.Scale(zero=False, domainMin=low - (high - low or high) / 3)


@lru_cache(maxsize=512)
def draw(spec: str) -> str:
    """The picture of a Vega-Lite specification."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, vl_version=_vega_lite()))


@lru_cache(maxsize=1)
def _vega_lite() -> str:
    """The version of Vega-Lite for which altair writes."""
    import altair

    return ".".join(altair.SCHEMA_VERSION.lstrip("v").split(".")[:2])


@lru_cache(maxsize=512)
def page_svg(svg: str, words: str) -> str:
    """The same picture for a page: no ground, nothing but shapes and letters, ids of its own, colours by class."""
    mark = blake2s(svg.encode(), digest_size=4).hexdigest()
    body = svg[svg.index(">") + 1 :]
    for pattern, instead in LEFT_OUT:
        body = pattern.sub(instead, body)
    body = re.sub(r"<(\w+)([^<>]*?)(/?)>", _with_class, body)
    body = re.sub(r'(id="|url\(#)(\w+)', rf"\g<1>c{mark}-\g<2>", body)
    size = re.search(r'viewBox="([^"]*)"', svg)
    box = size.group(1) if size else "0 0 1 1"
    return f'<svg class="chart chart--wide" viewBox="{box}" role="img" aria-label="{escape(words)}">{body}'


def _with_class(found: re.Match[str]) -> str:
    tag, attributes, end = found.groups()
    classes = [
        name
        for kind, table in (("fill", FILL_CLASSES), ("stroke", STROKE_CLASSES))
        if (name := _class_of(attributes, kind, table))
    ]
    if tag == "text" and f'fill="{INK}"' in attributes:
        classes = ["t-b"]
    named = f' class="{" ".join(classes)}"' if classes else ""
    return f"<{tag}{named}{attributes}{end}>"


def _class_of(attributes: str, kind: str, table: dict[str, str]) -> str:
    found = re.search(rf'{kind}="(#[0-9a-fA-F]{{3,6}})"', attributes)
    return table.get(found.group(1).lower(), "") if found else ""
