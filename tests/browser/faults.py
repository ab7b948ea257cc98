"""What is wrong with a page: axe-core's findings, what is wider than the window, errors of scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

# What a page is looked at in: the width of the window in CSS pixels, and the light.
Looks = tuple[tuple[int, str], ...]
DESK: Looks = ((1280, "light"), (1280, "dark"))
PHONE: Looks = ((390, "dark"), (390, "light"))
TWO: Looks = (DESK[0], PHONE[0])
FOUR: Looks = (*TWO, PHONE[1], DESK[1])
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
# The looks whose contrast was judged to suffice, and what stood in frames without a fault, on whatever page of this run.
LOOKS: set[str] = set()
FRAME: set[str] = set()


def faults_of(page: Any, address: str, looks: Looks = TWO) -> list[str]:
    """What is wrong with the page at an address, at each width and in each light; a file is no page and has no fault."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"{address}: {error}"))
    _look(page, *looks[0])
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" in error.message:
            return []
        raise
    if answer.status != 200:
        return [f"{address}: {answer.status}"]
    if not answer.headers["content-type"].startswith("text/html"):
        return []
    return said + faults_here(page, looks)


def faults_here(page: Any, looks: Looks = TWO) -> list[str]:
    """The same of the page that is open; whether it is too wide is asked at both widths."""
    said: list[str] = []
    page.evaluate(Axe().axe_script)
    widths: set[int] = set()
    for width, light in looks:
        _look(page, width, light)
        found = page.evaluate(ASK, [TAGS, list(LOOKS), list(FRAME), width in widths])
        widths.add(width)
        LOOKS.update(found["looks"])
        FRAME.update(found["frame"])
        said += [f"{page.url} {width} {light}: {rule}: {html}" for rule, html in found["faults"]]
    for width, _light in TWO:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        said += [f"{page.url} {width}: {wide} px too wide"] if wide > 0 else []
    return said


def _look(page: Any, width: int, light: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=light)
