"""A small forum in a real browser, from the invitation to the outcome; each sees only their own.

Three companies, two officials, an interpreter, one veto, one absence, one lateness. Companies never sign in: all they do
they do on a telephone by the link of their letter, in their own language.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from kelisim.events.models import Meeting, MeetingRequest, Participation, Timetable
from kelisim.projects.models import Proposal
from tests.browser.faults import faults_of
from tests.browser.test_workspace import page_of  # noqa: F401  # the fixture
from tests.events.forum import DAY, ZONE, make_forum
from tests.factories import PUBLISHED, make_area

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
COMPANIES = {"Anadolu": ("TR", "tr"), "Bogda": ("CN", "zh-hans"), "Dala": ("KZ", "kk")}
COMES = {"Anadolu": "Ayşe Demir", "Bogda": "Li Wei", "Dala": "Dana Omarova"}
SPEAKS = {"Anadolu": "tr", "Bogda": "zh", "Dala": "kk"}
OFFICIALS, HELPER = ("Akim", "Deputy"), "Aigul"
MINUTE = 60


def send(page: Any, button: Any) -> None:
    """Press a button and wait for the page that answers."""
    with page.expect_navigation():
        button.click()


def record(desk: Any, plural: str, name: str, country: str) -> None:
    """The office records an organisation or a person."""
    make_area(country)
    desk.goto(f"/en/workspace/{plural}/new/")
    desk.fill("[name=name]", name)
    desk.select_option("[name=country]", country)
    send(desk, desk.locator("main form .btn--go"))
    assert desk.inner_text("h1") == name


def invite(desk: Any, office: str) -> dict[str, str]:
    """The office invites each company in its language; the letters bring the links."""
    for name, (country, language) in COMPANIES.items():
        record(desk, "organisations", name, country)
        desk.goto(f"{office}create_invitation/")
        desk.fill("[name=organisation]", name)
        desk.fill("[name=email]", f"{name.lower()}@company.example")
        desk.select_option("[name=language]", language)
        send(desk, desk.locator("main form .btn--go"))
    assert desk.url.endswith(f"{office}invitations/"), desk.inner_text("main")
    send(desk, desk.get_by_role("button", name="Send 3 invitations"))
    letters = {letter.to[0].partition("@")[0].capitalize(): letter.body for letter in mail.outbox}
    assert set(letters) == set(COMPANIES)
    return {name: re.search(r"https?://\S+/invitations/\S+", body)[0] for name, body in letters.items()}


def register(phone: Any, link: str, name: str) -> str:
    """Accept, name who comes, and go on to the own page: its address."""
    assert f"/{COMPANIES[name][1].removesuffix('-hans')}/" in link
    phone.goto(link)
    send(phone, phone.locator(".btn--go").first)
    phone.fill("[name=name]", COMES[name])
    phone.check(f"[name=languages][value={SPEAKS[name]}]")
    send(phone, phone.locator("section[aria-labelledby=register] .btn--go"))
    assert COMES[name] in phone.inner_text("section[aria-labelledby=people]")
    send(phone, phone.locator("a[href*='/participants/']"))
    assert phone.inner_text("h1") == COMES[name]
    return phone.url


def name_participant(desk: Any, office: str, name: str, role: str, *languages: str) -> None:
    """The office names an official or an interpreter with the languages that they speak."""
    record(desk, "people", name, "KZ")
    desk.goto(f"{office}create_participation/")
    desk.fill("[name=person]", name)
    desk.select_option("[name=role]", role)
    desk.select_option("[name=state]", "registered")
    for language in languages:
        desk.check(f"[name=languages][value={language}]")
    send(desk, desk.locator("main form .btn--go"))
    assert name in desk.inner_text("#participants ~ *, section[aria-labelledby=participants]")


def prepare(desk: Any, office: str) -> None:
    """When and where meetings are held, and by which rules."""
    desk.goto(f"{office}meetings/rules/")
    for field, value in (("seconds", "2"), ("official_quota", "2"), ("company_quota", "2")):
        desk.fill(f"[name={field}]", value)
    send(desk, desk.locator("main form .btn--go"))
    desk.fill("[name=day]", str(DAY))
    desk.fill("[name=start]", "09:00")
    desk.fill("[name=end]", "11:00")
    send(desk, desk.get_by_role("button", name="Add slots"))
    desk.fill("[name=count]", "2")
    send(desk, desk.get_by_role("button", name="Set tables"))


def ask(phone: Any, own: str, whom: str) -> None:
    """A participant asks somebody to meet, on a telephone."""
    phone.goto(f"{own}meetings/people/?q={whom}")
    phone.locator("main a", has_text=f": {whom}").click()
    phone.fill("[name=subject]", f"{whom}: 2 ha")
    send(phone, phone.locator("main form .btn--go"))
    assert phone.url == f"{own}meetings/"
    assert whom in phone.inner_text("section[aria-labelledby=made]")


def be_away(desk: Any, office: str, name: str, start: str, end: str) -> None:
    """The office notes that somebody has another duty for some hours."""
    desk.goto(f"{office}meetings/people/?q={name}")
    send(desk, desk.get_by_role("link", name=name, exact=True))
    desk.fill("[name=starts_at]", f"{DAY}T{start}")
    desk.fill("[name=ends_at]", f"{DAY}T{end}")
    desk.fill("[name=reason_en]", "With the minister")
    send(desk, desk.get_by_role("button", name="Away then"))
    assert "With the minister" in desk.inner_text("section[aria-labelledby=away]")


def test_a_small_forum_from_the_invitation_to_the_outcome(page_of: Callable[..., Any]) -> None:  # noqa: F811
    forum = make_forum(published_at=PUBLISHED)
    desk = page_of(forum.officer)
    office = f"/en/workspace/events/{forum.event.public_id}/"
    hub = f"{office}meetings/"

    # invited in their languages, registered by the link, without signing in
    links = invite(desk, office)
    browser = desk.context.browser
    phones = {
        name: browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce").new_page()
        for name in COMPANIES
    }
    own = {name: register(phone, links[name], name) for name, phone in phones.items()}
    for name in OFFICIALS:
        name_participant(desk, office, name, "official", "kk", "ru")
    name_participant(desk, office, HELPER, "interpreter", "tr", "ru", "zh")

    # wishes and one veto
    prepare(desk, office)
    for who, whom in (("Anadolu", "Akim"), ("Bogda", "Akim"), ("Dala", "Deputy"), ("Bogda", "Dala")):
        ask(phones[who], own[who], whom)
    phones["Dala"].goto(f"{own['Dala']}meetings/")
    send(phones["Dala"], phones["Dala"].locator("[name=answer][value=vetoed]"))
    assert MeetingRequest.objects.get(asked__organisation__name="Dala").consent == "vetoed"

    # one absence; the forecast, then the timetable: made, changed by keys, released
    be_away(desk, office, "Deputy", "09:00", "09:50")
    desk.goto(f"{hub}forecast/")
    assert "suffice on every day" in desk.inner_text("main")
    desk.goto(hub)
    send(desk, desk.get_by_role("button", name="Make the timetable").first)
    send(desk, desk.get_by_role("link", name="Go on"))
    found = {str(row.request): row.starts_at.astimezone(ZONE) for row in Meeting.objects.all()}
    assert set(found) == {"Anadolu → Akim", "Bogda → Akim", "Dala → Deputy"}
    assert f"{found['Dala → Deputy']:%H:%M}" >= "10:00"
    move_by_keys(desk)
    send(desk, desk.get_by_role("link", name="Release version 1"))
    send(desk, desk.get_by_role("button", name="Release and tell"))
    assert "in use" in desk.inner_text("main")

    # each sees only their own
    sees = {"Anadolu": "Akim", "Bogda": "Akim", "Dala": "Deputy"}
    for name, phone in phones.items():
        phone.goto(own[name])
        shown = phone.inner_text("main")
        assert [other for other in (*sees, *OFFICIALS) if other in shown.replace(name, "")] == [sees[name]]
        assert HELPER in shown or name == "Dala"
    desk.goto(f"{hub}people/?q={HELPER}")
    send(desk, desk.locator("main td a", has_text="Own page"))
    told = desk.locator("ol.diary").inner_text()
    assert "Anadolu – Akim" in told
    assert "Dala" not in told

    # at the door: the code below the QR is typed
    code = phones["Anadolu"].inner_text(".pass .secret")
    desk.goto(f"{office}check-in/")
    desk.fill("[name=badge]", code)
    desk.locator("[data-door] form .btn--go").first.click()
    desk.wait_for_selector(f"[data-said]:has-text('{COMES['Anadolu']}')")
    assert Participation.objects.get(person__name=COMES["Anadolu"]).state == "checked_in"

    # one lateness: a proposal, taken, and told
    there = mend_lateness(desk, hub)
    late = Meeting.objects.filter(participations__person__name="Akim", timetable__number=2)
    assert late.count() == 2
    assert min(meeting.starts_at for meeting in late) >= there
    heard = [name for name, phone in phones.items() if _is_told(phone, own[name], "The flight is late.")]
    assert heard
    assert "Dala" not in heard

    # the outcome on a telephone in under a minute, and the thread both ways
    meeting = Meeting.objects.get(request__asked_by__organisation__name="Dala")
    desk.set_viewport_size(PHONE)
    began = time.monotonic()
    desk.goto(f"/en/workspace/meetings/{meeting.public_id}/")
    desk.fill("[name=outcome_en]", "They want two hectares.")
    desk.fill("[name=next_step_en]", "Show them plot A-3")
    desk.check("[name=is_proposal]")
    desk.check("[name=is_agreement]")
    send(desk, desk.get_by_role("button", name="Save"))
    assert time.monotonic() - began < MINUTE
    assert "Show them plot A-3" in desk.inner_text("main")
    here = f"/meetings/{meeting.public_id}/"
    assert desk.url.endswith(here)
    for kind in ("proposals", "agreements"):
        send(desk, desk.locator(f"main a[href*='/workspace/{kind}/']").first)
        send(desk, desk.get_by_role("link", name="Dala – Deputy"))
        assert desk.url.endswith(here)
    assert Proposal.objects.get().organisation.name == "Dala"

    # what the public reads
    guest = phones["Bogda"]
    results = f"/en/events/{forum.event.slug}/results/"
    guest.goto(own["Bogda"].split("/zh/")[0] + results)
    figures = guest.inner_text("section[aria-labelledby=people]")
    assert re.search(r"Came, of those registered\s+1", figures), figures
    assert re.search(r"Meetings held\s+1", figures), figures
    assert not [name for name in (*COMES.values(), *OFFICIALS, HELPER) if name in guest.inner_text("main")]

    version = f"{office}timetables/2/"
    person = Participation.objects.get(person__name="Deputy").public_id
    places = [f"/en/workspace{here}", hub, f"{hub}forecast/", f"{hub}people/{person}/", version]
    places += [f"{version}tables/", f"{office}people/", f"{office}invitations/"]
    faults = [fault for place in places for fault in faults_of(desk, place)]
    for name, phone in phones.items():
        pages = (links[name], own[name], f"{own[name]}meetings/", f"{own[name]}meetings/people/")
        faults += [fault for place in pages for fault in faults_of(phone, place)]
    assert faults == [], "\n".join(faults)


def mend_lateness(desk: Any, hub: str) -> datetime:
    """Akim comes when his first meeting has begun: what is proposed is taken. The hour at which he is there."""
    first = Meeting.objects.filter(participations__person__name="Akim").earliest("starts_at").starts_at.astimezone(ZONE)
    there = first + timedelta(minutes=20)
    desk.goto(f"{hub}happened/")
    desk.check("[name=kind][value=late]")
    desk.select_option("[name=participation]", label="Akim")
    desk.fill("[name=starts_at]", f"{first - timedelta(minutes=10):%Y-%m-%dT%H:%M}")
    desk.fill("[name=ends_at]", f"{there:%Y-%m-%dT%H:%M}")
    desk.fill("[name=note]", "The flight is late.")
    send(desk, desk.get_by_role("button", name="Save"))
    send(desk, desk.locator("button", has_text="Take it and tell").first)
    assert Timetable.objects.filter(released_at__isnull=False).count() == 2
    return there


def _is_told(phone: Any, address: str, words: str) -> bool:
    phone.goto(address)
    return words in phone.inner_text("section[aria-labelledby=notices]")


def move_by_keys(desk: Any) -> None:
    """Pick up a meeting with M, lead it to a place that is free, put it down with Enter."""
    link = desk.locator("[data-grid] td a").first
    name, before = link.inner_text(), link.evaluate("link => link.closest('tr').dataset.slot")
    link.press("m")
    desk.wait_for_selector(".tt__open, .tt__clash")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowUp"):
        if desk.locator("[data-grid-say]").inner_text().endswith(": free"):
            break
        link.press(key)
    assert desk.locator("[data-grid-say]").inner_text().endswith(": free")
    with desk.expect_navigation():
        link.press("Enter")
    after = desk.locator("[data-grid] td a", has_text=name).evaluate("link => link.closest('tr').dataset.slot")
    assert after != before
