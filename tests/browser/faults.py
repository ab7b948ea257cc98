"""What is wrong with a page: axe-core's findings, what is wider than the window, errors of scripts."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

# What a page is looked at in: the width of the window in CSS pixels, and the light.
Looks = tuple[tuple[int, str], ...]
TWO: Looks = ((1280, "light"), (390, "dark"))
FOUR: Looks = (*TWO, (390, "light"), (1280, "dark"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Contrast takes four fifths of the time. It hangs on the light and not on the width, so it is asked once a light; and what
# frames a page is the same on all, so it is asked there only where the whole is wanted.
RUN = """([tags, isAsked, where]) => {
  axe.reset();
  axe.configure({ rules: [{ id: "color-contrast", selector: where }] });
  const options = { runOnly: tags, rules: { "color-contrast": { enabled: isAsked } }, resultTypes: ["violations"] };
  return axe.run(document, options).then(found => found.violations);
}"""


def faults_of(page: Any, address: str, looks: Looks = TWO, *, contrast_in: str = "main *") -> list[str]:
    """What is wrong with the page at an address, at each width and in each light; a file is no page and has no fault.

    Contrast is asked of what `contrast_in` selects.
    """
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
    return said + faults_here(page, looks, contrast_in=contrast_in)


def faults_here(page: Any, looks: Looks = TWO, *, contrast_in: str = "main *") -> list[str]:
    """The same of the page that is open; whether it is too wide is asked at both widths."""
    said: list[str] = []
    page.evaluate(Axe().axe_script)
    lights: set[str] = set()
    for width, light in looks:
        _look(page, width, light)
        found = page.evaluate(RUN, [TAGS, light not in lights, contrast_in])
        lights.add(light)
        said += [f"{page.url} {width} {light}: {fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]
    for width, _light in TWO:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        said += [f"{page.url} {width}: {wide} px too wide"] if wide > 0 else []
    return said


def _look(page: Any, width: int, light: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=light)
