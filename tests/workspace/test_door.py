"""300 people come within a minute past four phones whose connection loses what it carries: no double, none lost."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kelisim.events.models import CheckIn, Participation
from tests.factories import make_event, make_organisation, make_participation, make_person, make_user

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, PHONES, SECONDS = 300, 4, 60
LOST_ON_THE_WAY, LOST_ON_THE_WAY_BACK = 0.15, 0.15


class Phone(threading.Thread):
    """As `queue.js` does: a thing is sent under one key until an answer has come, and only then the next one."""

    def __init__(self, client: Client, address: str, badges: list[uuid.UUID], seed: int) -> None:
        super().__init__()
        self.client, self.address, self.badges, self.dice = client, address, badges, random.Random(seed)
        self.answers: Counter[str] = Counter()
        self.sent = 0

    def run(self) -> None:
        try:
            for badge in self.badges:
                key = str(uuid.uuid4())
                while (answer := self._send(badge, key)) is None:
                    pass
                self.answers[answer] += 1
        finally:
            connection.close()

    def _send(self, badge: uuid.UUID, key: str) -> str | None:
        if self.dice.random() < LOST_ON_THE_WAY:
            return None
        self.sent += 1
        facts = {"badge": f"https://kelisim.example{self.address}?badge={badge}", "key": key, "way": "camera"}
        answer = self.client.post(self.address, facts, headers={"accept": "application/json"})
        assert answer.status_code == 200, answer.content
        return None if self.dice.random() < LOST_ON_THE_WAY_BACK else answer.json()["state"]


def test_300_people_check_in_within_a_minute_from_four_phones_with_a_lossy_connection(as_user):
    officer, event = make_user(), make_event()
    company = make_organisation()
    rows = [
        make_participation(event, person=make_person(), organisation=company, state="registered")
        for _one in range(PEOPLE)
    ]
    address = reverse("workspace:event_door", args=[event.public_id])
    clients = [as_user(officer) for _phone in range(PHONES)]
    twice = rows[:20]  # seen by two phones: the second door reads the badge again
    phones = []
    for number, client in enumerate(clients):
        badges = [row.badge for row in rows[number::PHONES]] + [row.badge for row in twice[number::PHONES]]
        random.Random(number).shuffle(badges)
        phones.append(Phone(client, address, badges, seed=number))
    other = phones[1:] + phones[:1]
    for phone, neighbour in zip(phones, other, strict=True):
        phone.badges.extend(neighbour.badges[:3])
    started = time.monotonic()
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    seconds = time.monotonic() - started
    arrived = list(CheckIn.objects.values_list("participation", flat=True))
    assert (len(arrived), set(arrived)) == (PEOPLE, {row.pk for row in rows})
    assert set(Participation.objects.values_list("state", flat=True)) == {"checked_in"}
    assert sum(phone.answers["in"] for phone in phones) == PEOPLE
    assert sum(phone.answers.total() for phone in phones) == sum(len(phone.badges) for phone in phones)
    print(f"{PEOPLE} people, {sum(phone.sent for phone in phones)} requests that reached the server: {seconds:.1f} s")
    assert seconds < SECONDS


def test_the_door_is_the_one_page_that_opens_the_camera(as_user):
    officer, event = make_user(), make_event()
    desk = as_user(officer)
    door = desk.get(reverse("workspace:event_door", args=[event.public_id]))["Permissions-Policy"]
    other = desk.get(reverse("workspace:event_attendance", args=[event.public_id]))["Permissions-Policy"]
    assert ("camera=(self)" in door, "camera=()" in other) == (True, True)
    assert door.replace("camera=(self)", "camera=()") == other
