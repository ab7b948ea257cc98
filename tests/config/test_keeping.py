"""What browsers and caches may keep of a page."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve

from kelisim.accounts.models import Role
from kelisim.config import keeping
from tests import factories as make
from tests.portal.conftest import publish

pytestmark = pytest.mark.django_db
PAGES = ("", "regions/", "regions/KZ-61/", "projects/", "indicators/", "contradictions/", "numbers/", "data/")


@pytest.mark.parametrize("path", PAGES)
def test_a_guest_is_sent_a_page_again_only_when_it_changed(path: str) -> None:
    make.make_area("KZ-61")
    first = Client().get(f"/en/{path}")
    again = Client().get(f"/en/{path}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == "no-cache"
    assert "Cookie" in first["Vary"]


def test_a_published_row_is_seen_at_once() -> None:
    tag = Client().get("/en/projects/")["ETag"]
    project = publish(make.make_project())
    page = Client().get("/en/projects/", headers={"If-None-Match": tag})
    assert page.status_code == 200
    assert project.title["en"] in page.content.decode()


def test_another_theme_is_another_page() -> None:
    dark = Client()
    dark.cookies["theme"] = "dark"
    light = Client().get("/en/")["ETag"]
    assert dark.get("/en/", headers={"If-None-Match": light}).status_code == 200


@pytest.mark.parametrize(
    ("path", "is_compressed"),
    [("/en/", False), ("/en/regions/", False), ("/en/workspace/", True)],
)
def test_nobody_keeps_a_page_of_somebody_signed_in(path: str, is_compressed: bool) -> None:
    client = Client()
    client.force_login(make.make_user(Role.INVESTOR), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert page.status_code == 200
    assert not page.has_header("ETag")
    assert page.has_header("Content-Encoding") == is_compressed
    assert {"private", "no-cache"} <= set(page["Cache-Control"].split(", "))


def test_a_page_that_tells_a_secret_is_not_compressed() -> None:
    found = {}
    for path in ("tokens/", "users/", "projects/"):
        request = RequestFactory().get(f"/en/workspace/{path}")
        request.resolver_match = resolve(request.path)
        found[path] = keeping._is_desk(request)
    assert found == {"tokens/": False, "users/": False, "projects/": True}


def test_pages_of_guests_travel_compressed_and_forms_do_not() -> None:
    page = Client().get("/en/", headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert gzip.decompress(page.content).endswith(b"</html>\n")
    again = Client().get("/en/", headers={"Accept-Encoding": "gzip", "If-None-Match": page["ETag"]})
    assert again.status_code == 304
    form = Client().get("/en/accounts/login/code/", headers={"Accept-Encoding": "gzip"})
    assert b"csrfmiddlewaretoken" in form.content


def test_the_api_travels_compressed() -> None:
    for _number in range(3):
        publish(make.make_project())
    page = Client().get("/api/v1/projects", headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    tag = {"If-None-Match": page["ETag"], "Accept-Encoding": "gzip"}
    assert Client().get("/api/v1/projects", headers=tag).status_code == 304
