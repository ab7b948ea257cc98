"""Badges before the camera of a browser that reads no QR codes itself, as those of iPhones: held straight, and at an angle."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy
import pytest
import segno
from PIL import Image, ImageFilter

from kelisim.events.models import CheckIn
from tests import factories as make
from tests.browser.test_offline import until
from tests.browser.windows import signed_in
from tests.conftest import CHROMIUM_WITH_CAMERA

pytestmark = [pytest.mark.camera, pytest.mark.django_db(transaction=True)]
WIDTH, HEIGHT = 640, 480
STRAIGHT = ((180, 100), (460, 100), (460, 380), (180, 380))
AT_AN_ANGLE = ((215, 75), (455, 130), (430, 370), (170, 335))  # turned, and its right side further away


def film_of(text: str, corners: tuple[tuple[int, int], ...], place: Path) -> Path:
    """A film of one picture: the code as `badges.py` makes it on a grey ground, its corners where they are told, not quite sharp."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=10, border=4)
    code = Image.open(drawn).convert("L")
    side = code.width
    ground = Image.new("L", (WIDTH, HEIGHT), 120)
    bent = code.transform(
        (WIDTH, HEIGHT), Image.Transform.PERSPECTIVE, _seen_from(corners, side), Image.Resampling.BILINEAR
    )
    where = Image.new("L", code.size, 255).transform(
        (WIDTH, HEIGHT), Image.Transform.PERSPECTIVE, _seen_from(corners, side)
    )
    ground.paste(bent, mask=where)
    ground.filter(ImageFilter.GaussianBlur(0.8)).convert("RGB").save(place, format="JPEG", quality=70)
    return place


def _seen_from(corners: tuple[tuple[int, int], ...], side: int) -> list[float]:
    """The eight numbers of PIL's perspective that put the corners of a square where they are seen."""
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (side, 0), (side, side), (0, side)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return [float(number) for number in numpy.linalg.solve(numpy.array(rows, float), numpy.array(right, float))]


@pytest.fixture
def door_before(live_server: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The page of a door in a browser whose camera sees a film."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as driver:
        opened: list[Any] = []

        def door_before(user: Any, address: str, film: Path) -> Any:
            seen = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}")
            browser = driver.chromium.launch(
                executable_path=CHROMIUM_WITH_CAMERA, args=["--no-sandbox", "--disable-gpu", *seen]
            )
            opened.append(browser)
            context = signed_in(browser, live_server, user, viewport={"width": 390, "height": 844})
            context.grant_permissions(["camera"])
            page = context.new_page()
            page.goto(address)
            return page

        yield door_before
        for browser in opened:
            browser.close()


@pytest.mark.parametrize("corners", [STRAIGHT, AT_AN_ANGLE], ids=["straight", "at_an_angle"])
def test_a_badge_is_read_by_a_camera_whose_browser_reads_no_codes_itself(
    door_before: Callable[..., Any], live_server: Any, tmp_path: Path, corners: Any
) -> None:
    officer, forum = make.make_user(), make.make_event()
    _other, row = (make.make_participation(forum, state="registered") for _one in range(2))
    door = f"/en/workspace/events/{forum.public_id}/check-in/"
    film = film_of(f"{live_server.url}{door}?badge={row.badge}", corners, tmp_path / "badge.mjpeg")
    page = door_before(officer, door, film)
    assert not page.evaluate(
        "async () => 'BarcodeDetector' in window && (await BarcodeDetector.getSupportedFormats()).length > 0"
    )
    page.click("[data-start]")
    until(page, "() => document.querySelector('[data-said]').dataset.kind === 'in'", seconds=30)
    page.wait_for_timeout(3500)  # it stays before the camera: no second reading is sent
    assert page.get_attribute("[data-said]", "data-kind") == "in"
    assert list(CheckIn.objects.values_list("participation", "way")) == [(row.pk, "camera")]


def test_who_does_not_allow_the_camera_is_told_so_and_types_the_code(
    door_before: Callable[..., Any], live_server: Any, tmp_path: Path
) -> None:
    officer, forum = make.make_user(), make.make_event()
    door = f"/en/workspace/events/{forum.public_id}/check-in/"
    page = door_before(officer, door, film_of("nothing", STRAIGHT, tmp_path / "nothing.mjpeg"))
    page.context.clear_permissions()
    page.click("[data-start]")
    until(page, "() => document.querySelector('[data-said]').textContent.includes('not allowed')", seconds=20)
    assert page.is_visible("[data-start]")
