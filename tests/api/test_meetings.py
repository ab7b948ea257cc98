"""Meetings in the API: the office sees all of its event, a company its own, the public none."""

from __future__ import annotations

import pytest
from django.test import Client

from kelisim.accounts.models import Role, User
from kelisim.accounts.services import create_token
from tests.events.forum import make_forum
from tests.factories import PUBLISHED, make_representative, make_user

pytestmark = pytest.mark.django_db


def sides(user: User | None, slug: str) -> list[list[str]]:
    """Who meets whom, as a reader with a token of the user is told."""
    headers = {}
    if user is not None:
        secret = create_token(user, name="a script", by=user)
        headers = {"Authorization": f"Bearer {secret}"}
    answer = Client().get(f"/api/v1/events/{slug}/meetings", headers=headers)
    assert answer.status_code == 200, answer.content
    return [row["sides"] for row in answer.json()["items"]]


def test_each_reader_sees_only_the_own_meetings():
    forum = make_forum(published_at=PUBLISHED)
    for name in ("Anadolu", "Dala"):
        forum.company(name, languages=["ru"])
    forum.official("Akim")
    forum.slots(9, 11)
    forum.tables(2)
    forum.wish("Anadolu", "Akim")
    forum.wish("Dala", "Akim")
    draft = forum.solve()
    investor = make_user(Role.INVESTOR)
    make_representative(investor, forum.people["Dala"].organisation)
    slug = forum.event.slug
    assert sides(forum.officer, slug) == []
    forum.release(draft)
    assert sorted(sides(forum.officer, slug)) == [["Anadolu", "Akim"], ["Dala", "Akim"]]
    assert sides(investor, slug) == [["Dala", "Akim"]]
    assert sides(None, slug) == []
