"""What the browser tests would find: contrast is asked once for each look, and no look goes unasked for having been met unseen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import faults
from tests.browser.faults import DESK, Looks, faults_here

pytestmark = pytest.mark.browser
PALE, FAIR = "color: #bbb", "color: #555"


@pytest.fixture
def said_of(browser: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is wrong with a page of these words, in a run that has judged nothing before."""
    monkeypatch.setattr(faults, "LOOKS", set())
    monkeypatch.setattr(faults, "FRAME", set())
    page = browser.new_context().new_page()

    def said_of(words: str, looks: Looks = DESK[:1]) -> list[str]:
        page.set_content(
            f"<!doctype html><html lang=en><head><title>Page</title></head><body><main><h1>Page</h1>{words}</main></body></html>"
        )
        return [said.split(": ")[1] for said in faults_here(page, looks)]

    return said_of


def test_poor_contrast_is_said_of_every_page_that_has_it(said_of: Any) -> None:
    assert said_of(f"<p style='{PALE}'>Pale</p>") == ["color-contrast"]
    assert said_of(f"<p style='{PALE}'>Pale again</p>") == ["color-contrast"]


def test_the_frame_is_asked_anew_where_something_stands_in_it_that_was_not_there(said_of: Any) -> None:
    frame = "</main><footer><a href='/{0}'>Kelisim</a>{1}</footer><div hidden>"
    assert said_of(frame.format(1, "")) == []
    known = set(faults.FRAME)
    assert known
    assert said_of(frame.format(2, "")) == []
    assert known == faults.FRAME
    assert said_of(frame.format(3, "<img src='data:,'>")) == ["image-alt"]
    assert said_of(frame.format(3, "<img src='data:,'>")) == ["image-alt"]
    assert said_of(frame.format(4, "<a href='/5'></a>")) == ["link-name"]


def test_other_faults_are_said_too(said_of: Any) -> None:
    assert said_of("<p>A picture: <img src='data:,'></p>") == ["image-alt"]
    assert [said[-11:] for said in said_of("<div style='width: 2000px'>Wide</div>")] == ["px too wide"] * 2


def test_a_look_that_suffices_is_asked_once(said_of: Any) -> None:
    assert said_of(f"<p style='{FAIR}'>Fair</p>") == []
    judged = set(faults.LOOKS)
    assert any("rgb(85, 85, 85)" in look for look in judged)
    assert said_of(f"<p style='{FAIR}'>Other words</p>") == []
    assert judged == faults.LOOKS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<p hidden style='{PALE}'>Pale</p>", f"<p style='{PALE}'>Pale</p>"),
        (f"<details><summary>More</summary><p style='{PALE}'>Pale</p></details>", f"<p style='{PALE}'>Pale</p>"),
        (
            f"<p><button style='{PALE}; background: #fff' disabled>Pale</button></p>",
            f"<p><button style='{PALE}; background: #fff'>Pale</button></p>",
        ),
        (f"<p style='{FAIR}'>Fair</p>", f"<div style='background: #777'><p style='{FAIR}'>Fair</p></div>"),
        (f"<p style='{FAIR}'>Fair</p>", f"<div style='opacity: .4'><p style='{FAIR}'>Fair</p></div>"),
        ("<p style='color: #888; font-size: 30px'>Large</p>", "<p style='color: #888'>Small</p>"),
    ],
    ids=["hidden", "folded", "disabled", "ground", "opacity", "size"],
)
def test_what_was_met_unseen_or_on_another_ground_is_asked_where_it_is_seen(
    said_of: Any, before: str, after: str
) -> None:
    assert said_of(before) == []
    assert said_of(after) == ["color-contrast"]


def test_words_that_are_pale_in_the_dark_alone_are_found(said_of: Any) -> None:
    dark = "<style>@media (prefers-color-scheme: dark) {{ p {{ {} }} }}</style><p>Words</p>"
    assert said_of(dark.format(PALE), looks=DESK) == ["color-contrast"]
    assert said_of(dark.format(FAIR), looks=DESK) == []
