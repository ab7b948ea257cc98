"""What invitees answer on a telephone: no, somebody else instead, a whole delegation; a badge before a camera; a photograph on the way."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from PIL import Image

from kelisim.events import services
from kelisim.events.links import address_of
from kelisim.events.models import CheckIn, Participation, TripNote
from tests import factories as make
from tests.browser.test_offline import phone_of, until  # noqa: F401  # the fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What Chrome on Android brings, and Chromium on a desktop does not: here it reads what a test holds before the camera.
CAMERA = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  detect() { return Promise.resolve(window.held ? [{ rawValue: window.held }] : []); } };
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream(5);
HTMLMediaElement.prototype.play = async () => {};
"""


def send(page: Any, button: Any) -> None:
    with page.expect_navigation():
        button.click()


def link_of(invitation: Any) -> str:
    with translation.override(invitation.language):
        return address_of(invitation)


def name(page: Any, who: str, **choices: str) -> None:
    """Name a person who comes; `choices` are fields that are chosen by the words of an option."""
    page.fill("[name=name]", who)
    for field, label in choices.items():
        page.select_option(f"[name={field}]", label=label)
    send(page, page.locator("section[aria-labelledby=register] .btn--go"))


def test_invitees_answer_and_a_badge_is_held_before_the_camera(phone_of: Callable[..., Any]) -> None:  # noqa: F811
    officer, event = make.make_user(), make.make_event()
    invitation = make.make_invitation(event, state="sent", language="tr")
    page = phone_of(officer).new_page()
    page.goto(link_of(invitation))
    page.locator("details summary").last.click()
    page.fill("[name=reason]", "Fuar aynı günde")
    send(page, page.locator("form[action$='decline/'] button"))
    page.goto(f"/en/workspace/events/{event.public_id}/invitations/?state=declined")
    row = page.inner_text("tbody")
    assert (str(invitation.organisation) in row, "Fuar aynı günde" in row) == (True, True)

    # they come after all, and then somebody else comes instead
    page.goto(link_of(invitation))
    name(page, "Ayşe Demir")
    own = page.locator("a[href*='/participants/']").get_attribute("href")
    name(page, "Mehmet Kaya", instead_of="Ayşe Demir")
    people = page.inner_text("section[aria-labelledby=people]")
    assert ("Mehmet Kaya" in people, "Ayşe Demir" in people) == (True, False)
    assert page.goto(own).status == 404
    page.goto(f"/en/workspace/events/{event.public_id}/people/?state=registered")
    assert page.locator("section[aria-labelledby=participants] tbody tr").count() == 1

    # the leader of a delegation names people of several companies
    unit = services.create_delegation(event, name={"en": "Delegation of Konya"}, by=officer)
    page.goto(link_of(make.make_invitation(event, state="sent", language="en", delegation=unit, seats=5)))
    page.check("[name=is_leader]")
    name(page, "The Leader")
    send(page, page.locator("a[href*='/participants/']"))
    send(page, page.get_by_role("link", name="My delegation: name and strike people"))
    page.fill("[name=company]", "Textile")
    name(page, "A Member")
    page.goto(f"/en/workspace/events/{event.public_id}/people/?delegation={unit.public_id}&sort=person")
    assert page.locator("tbody th").all_inner_texts() == ["A Member", "The Leader"]
    page.goto(f"/en/workspace/events/{event.public_id}/people/")
    assert "led by The Leader" in page.inner_text("section[aria-labelledby=delegations]")

    # at the door the badge is held before the camera
    guest = Participation.objects.get(person__name="Mehmet Kaya")
    page.add_init_script(CAMERA)
    page.goto(f"/en/workspace/events/{event.public_id}/check-in/")
    page.click("[data-start]")
    page.evaluate("badge => { window.held = badge; }", f"https://kelisim.example/en/badge/{guest.badge}")
    until(page, "name => document.querySelector('[data-said]').textContent.includes(name)", "Mehmet Kaya")
    assert list(CheckIn.objects.values_list("participation", "way")) == [(guest.pk, "camera")]


def test_a_photograph_taken_without_a_connection_is_sent_once_it_is_back(phone_of: Callable[..., Any]) -> None:  # noqa: F811
    officer, trip = make.make_user(), make.make_event(kind="delegation")
    context = phone_of(officer)
    page = context.new_page()
    page.clock.install()
    page.goto(f"/en/workspace/events/{trip.public_id}/notes/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "() => caches.match(location.href).then(found => Boolean(found))")
    context.set_offline(True)
    picture = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(picture, "JPEG")
    page.fill("textarea[name=text]", "The water works")
    page.set_input_files("input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()})
    page.click("form button.btn--go")
    page.wait_for_selector("[data-waits] li")
    page.clock.fast_forward("01:00:00")
    page.reload()
    page.wait_for_selector("[data-waits] li")
    assert not TripNote.objects.exists()
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, "() => !document.querySelector('[data-waits]').children.length")
    note = TripNote.objects.get()
    assert (note.text, note.photo is not None) == ("The water works", True)
