"""The plan of a zone's plots as a drawing: their outlines, or a grid where nobody drew them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, sqrt
from typing import Any

from kelisim.zones.models import Plot, PlotState

WIDTH, HEIGHT, MARGIN = 780, 540, 24
GAP = 8
# Class of the ground and name of the pattern: colour never speaks alone.
LOOKS = {
    PlotState.OPEN: ("p-free", ""),
    PlotState.RESERVED: ("p-held", "h"),
    PlotState.BUILDING: ("p-build", "x"),
    PlotState.OCCUPIED: ("p-busy", "d"),
    PlotState.UNSERVICED: ("p-none", "n"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A plot on the plan."""

    plot: Plot
    points: str
    x: int
    y: int
    ground: str
    pattern: str

    @property
    def hectares(self) -> Decimal:
        return round(self.plot.hectares, 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """The shapes, and how many plots are in each state: ground, pattern, name, number and the state itself."""

    shapes: list[Shape]
    legend: list[tuple[str, str, str, int, str]]
    is_drawn: bool
    height: int = HEIGHT


def plan_of(plots: Sequence[Plot]) -> Plan:
    """The outlines scaled into the picture; a grid of equal cells unless every plot has one."""
    outlines = [_corners(plot.outline) for plot in plots]
    is_drawn = bool(plots) and all(outlines)
    corners = _scaled(outlines) if is_drawn else _grid(len(plots))
    shapes = [_shape(plot, own) for plot, own in zip(plots, corners, strict=True)]
    counts = [(state, sum(plot.state == state for plot in plots)) for state in PlotState]
    legend = [(*LOOKS[state], str(state.label), count, str(state)) for state, count in counts if count]
    lowest = max((y for own in corners for _x, y in own), default=HEIGHT - MARGIN)
    return Plan(shapes, legend, is_drawn, round(lowest) + MARGIN)


def _corners(outline: Any) -> list[tuple[float, float]]:
    if not isinstance(outline, list) or len(outline) < 3:
        return []
    try:
        return [(float(x), float(y)) for x, y in outline]
    except (TypeError, ValueError):
        return []


def _scaled(outlines: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    xs = [x for corners in outlines for x, _y in corners]
    ys = [y for corners in outlines for _x, y in corners]
    width, height = (max(xs) - min(xs)) or 1, (max(ys) - min(ys)) or 1
    scale = min((WIDTH - 2 * MARGIN) / width, (HEIGHT - 2 * MARGIN) / height)
    return [
        [(MARGIN + (x - min(xs)) * scale, MARGIN + (y - min(ys)) * scale) for x, y in corners] for corners in outlines
    ]


def _grid(count: int) -> list[list[tuple[float, float]]]:
    columns = max(ceil(sqrt(count * 1.5)), 1)
    rows = max(ceil(count / columns), 1)
    width, height = (WIDTH - 2 * MARGIN) / columns, (HEIGHT - 2 * MARGIN) / rows
    return [
        _cell(MARGIN + place % columns * width, MARGIN + place // columns * height, width - GAP, height - GAP)
        for place in range(count)
    ]


def _cell(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def _shape(plot: Plot, corners: list[tuple[float, float]]) -> Shape:
    ground, pattern = LOOKS[PlotState(plot.state)]
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in corners)
    x = sum(x for x, _y in corners) / len(corners)
    y = sum(y for _x, y in corners) / len(corners)
    return Shape(plot, points, round(x), round(y), ground, pattern)
