"""Notes and arrivals on a phone without a connection: kept, also over a reload, and sent once when it is back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from kelisim.events.models import CheckIn, TripNote
from tests import factories as make
from tests.browser.windows import session_of, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone_of(browser: Any, live_server: Any) -> Callable[..., Any]:
    """A phone on which a user has signed in."""
    return lambda user: signed_in(browser, live_server, user, viewport={"width": 390, "height": 844})


def until(page: Any, holds: str, arg: Any = None, seconds: float = 60) -> None:
    """Wait until a function of the page answers true; the page's own policy forbids it to be asked by itself."""
    ends = time.monotonic() + seconds
    while not page.evaluate(holds, arg):
        assert time.monotonic() < ends, holds
        page.wait_for_timeout(100)


def test_notes_written_without_a_connection_survive_a_reload_and_are_sent_once(phone_of: Callable[..., Any]) -> None:
    officer, trip = make.make_user(), make.make_event(kind="delegation")
    context = phone_of(officer)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"/en/workspace/events/{trip.public_id}/notes/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "() => caches.match(location.href).then(found => Boolean(found))")
    context.set_offline(True)
    for words in ("The council meets monthly", "Waste water goes to one station"):
        page.fill("textarea[name=text]", words)
        page.click("form button.btn--go")
        until(page, "words => document.querySelector('[data-waits]').textContent.includes(words)", words)
    page.reload()
    page.wait_for_selector("[data-waits] li >> nth=1")
    assert not TripNote.objects.exists()
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, "() => !document.querySelector('[data-waits]').children.length")
    notes = list(TripNote.objects.order_by("written_at"))
    assert [note.text for note in notes] == ["The council meets monthly", "Waste water goes to one station"]
    assert notes[0].written_at < notes[1].written_at < notes[1].created_at + timedelta(seconds=1)
    assert faults == []


def test_the_form_of_notes_works_without_scripts(client: Any, as_officer: Any) -> None:
    trip = make.make_event(kind="delegation")
    answer = as_officer.post(f"/en/workspace/events/{trip.public_id}/notes/", {"text": "By hand"})
    assert (answer.status_code, TripNote.objects.get().text) == (302, "By hand")


@pytest.fixture
def as_officer(client: Any) -> Any:
    """A browser without scripts."""
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(make.make_user())
    return client


def test_codes_typed_at_the_door_without_a_connection_are_sent_once(phone_of: Callable[..., Any]) -> None:
    officer, forum = make.make_user(), make.make_event()
    rows = [make.make_participation(forum, state="registered") for _one in range(3)]
    context = phone_of(officer)
    page = context.new_page()
    page.goto(f"/en/workspace/events/{forum.public_id}/check-in/")
    context.set_offline(True)
    for row in rows:
        page.fill("input[name=badge]", row.code.lower())
        page.click("form button.btn--go")
    until(page, "() => document.querySelector('[data-waits]').textContent.startsWith('3')")
    assert not CheckIn.objects.exists()
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, "() => document.querySelector('[data-waits]').hidden")
    assert set(CheckIn.objects.values_list("participation", "way")) == {(row.pk, "code") for row in rows}
