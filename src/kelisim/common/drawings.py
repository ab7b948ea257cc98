"""The tile map, the bar of a plan, the ladder, sparks: lengths are counted here, templates draw."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from itertools import pairwise

from kelisim.common import formats

Number = int | float | Decimal

LADDER_HEIGHT = 88
SPARK_WIDTH, SPARK_HEIGHT = 200, 32
PLAN_WIDTH = 560
RING = 100.5


@dataclass(frozen=True, slots=True)
class Tile:
    """A region on the tile map: its value, the words behind it, a step of five (0: nothing reported)."""

    code: str
    name: str
    short: str
    text: str
    level: int
    href: str
    words: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of the legend."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder with the height of its block."""

    label: str
    count: str
    note: str
    top: int
    height: int
    shade: str
    href: str = ""


@cache
def tile_names(language: str) -> dict[str, tuple[str, str]]:
    """Region code to the name on the tile and its short form for phones, in the order of reading the map."""
    table = resources.files("kelisim.common").joinpath("tile_names.csv").read_text(encoding="utf-8")
    column = language.split("-")[0]
    return {row["code"]: (row[column], row[f"{column}_short"]) for row in csv.DictReader(table.splitlines())}


def tiles(
    values: Mapping[str, Number | None],
    bands: Sequence[Number],
    href: Callable[[str], str],
    *,
    write: Callable[[Number], str] = formats.number,
    words: str = "",
    here: str = "",
    none: str = "",
) -> list[Tile]:
    """The 20 tiles. `bands` are the lower ends of steps 2 to 5; `words` is read after a value, `none` for no value."""
    return [
        _tile(code, name, short, values.get(code), bands, href(code), write, words, none, is_here=code == here)
        for code, (name, short) in tile_names(formats.language_of()).items()
    ]


def _tile(
    code: str,
    name: str,
    short: str,
    value: Number | None,
    bands: Sequence[Number],
    href: str,
    write: Callable[[Number], str],
    words: str,
    none: str,
    *,
    is_here: bool,
) -> Tile:
    if value is None:
        return Tile(code, name, short, formats.DASH, 0, href, none, is_here)
    return Tile(
        code,
        name,
        short,
        write(value),
        bisect_right([Decimal(str(band)) for band in bands], Decimal(str(value))) + 1,
        href,
        words,
        is_here,
    )


def legend(bands: Sequence[Number], *, write: Callable[[Number], str] = formats.number, none: str = "") -> list[Step]:
    """The steps of a tile map in words: under the first, from one to the next, from the last on."""
    written = [write(band) for band in bands]
    between = [f"{low}{formats.DASH}{high}" for low, high in pairwise(written)]
    texts = [f"< {written[0]}", *between, f"{written[-1]} +"]
    return [Step(level, text) for level, text in enumerate(texts, start=1)] + ([Step(0, none)] if none else [])


def rungs(steps: Sequence[Mapping[str, object]]) -> list[Rung]:
    """Rungs of a ladder from mappings with `label`, `count` and `note`; heights by count, the first the lightest."""
    highest = max((int(str(step["count"])) for step in steps), default=0) or 1
    return [_rung(step, highest, number, len(steps)) for number, step in enumerate(steps)]


def _rung(step: Mapping[str, object], highest: int, number: int, of: int) -> Rung:
    count = int(str(step["count"]))
    height = round(LADDER_HEIGHT * count / highest) if count else 0
    shade = "f-soft" if number == 0 else "f-deep" if number >= of - 2 else "f-mid"
    return Rung(
        str(step["label"]),
        formats.number(count),
        str(step.get("note", "")),
        LADDER_HEIGHT - height,
        height,
        shade,
        str(step.get("href", "")),
    )


@dataclass(frozen=True, slots=True)
class PlanBar:
    """Lengths of the bar of a plan: target, actual and the whole scale."""

    target: int
    actual: int
    target_anchor: str
    gap_from: int
    gap_to: int
    gap_anchor_at: int


def plan_bar(actual: Number, target: Number) -> PlanBar:
    """The longer of the two takes nine tenths of the width."""
    longest = max(float(actual), float(target), 1e-9)
    scale = PLAN_WIDTH * 0.9 / longest
    goal, done = round(float(target) * scale), round(max(float(actual), 0) * scale)
    return PlanBar(
        goal, done, "end" if goal > PLAN_WIDTH / 2 else "start", min(goal, done), max(goal, done), max(goal, done)
    )


def spark(values: Sequence[Number | None]) -> str:
    """The path of a small line; gaps where nothing is known."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    step = (SPARK_WIDTH - 4) / max(len(values) - 1, 1)
    path, pen = [], "M"
    for place, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        height = 0.5 if high == low else (float(value) - low) / (high - low)
        path.append(f"{pen}{2 + place * step:.0f} {SPARK_HEIGHT - 4 - height * (SPARK_HEIGHT - 8):.0f}")
        pen = "L"
    return "".join(path)


def part_of(value: Number, whole: Number, length: int) -> int:
    """How much of `length` is `value` of `whole`."""
    return round(length * min(max(float(value) / float(whole), 0), 1)) if whole else 0
