"""The frame of the API: errors, tokens, limits, tags, methods, its description."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kelisim.accounts.models import Role, Token
from kelisim.accounts.services import create_token, revoke_token
from kelisim.api.openapi import document
from tests.api import rows
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
LISTS = [path for path in document()["paths"] if "{" not in path]
DETAILS = [path for path in document()["paths"] if "{" in path]


@pytest.fixture(autouse=True)
def _fresh_limit() -> None:
    cache.clear()


def problem(response: Any) -> dict[str, Any]:
    """The problem in an answer."""
    assert response["Content-Type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == response.status_code
    return found


def places(response: Any) -> dict[str, str]:
    """What would be right, by parameter."""
    return {fault["name"]: fault["expected"] for fault in problem(response)["errors"]}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("limit", "201", "1 to 200"),
        ("limit", "0", "1 to 200"),
        ("limit", "99999999999999999999", "1 to 200"),
        ("limit", "1_0", "1 to 200"),
        ("cursor", "abc", "cursor"),
        ("updated_since", "1", "2026-03-01T00:00:00Z"),
        ("updated_since", "2026-13-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        ("order", "sideways", "newest"),
        ("sample", "perhaps", "false"),
        ("aera", "KZ", "limit"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named_with_what_would_be_right(
    path: str, name: str, value: str, right: str
) -> None:
    response = Client().get(path, {name: value})
    assert response.status_code == 422
    assert right in places(response)[name]


@pytest.mark.parametrize(
    "query", ["q=%00", "area=kz", "from=20205-01-01", "to=2025-02-30", "status=done", "q=", "limit=5&limit=6"]
)
def test_strange_values_are_refused(query: str) -> None:
    assert Client().get(f"/api/v1/observations?{query}").status_code == 422


@pytest.mark.parametrize("words", ["'", "\\", "a' | b", ":*", "& !", "(((", "'; drop table x; --", "中", "ё" * 200])
def test_search_takes_any_words(words: str) -> None:
    assert Client().get("/api/v1/projects", {"q": words}).json() == {"items": [], "next": None}


@pytest.mark.parametrize("path", DETAILS)
def test_a_key_is_found_or_refused_but_never_an_error(path: str) -> None:
    keys = {"{public_id}": "01920000-0000-7000-8000-000000000000", "{code}": "XX", "{slug}": "none"}
    address = path
    for gap, key in keys.items():
        address = address.replace(gap, key)
    assert problem(Client().get(address))["title"] == "Not found"
    assert Client().get(address.replace(next(k for g, k in keys.items() if g in path), "%00")).status_code == 422


def test_an_unknown_address_is_a_problem_not_a_page() -> None:
    for address in ("/api/v1/", "/api/v1/nothing", "/api/v1/areas/", "/api/v1/areas/KZ/x"):
        assert Client().get(address).status_code == 404
        problem(Client().get(address))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["/api/v1/areas", "/api/v1/areas/KZ", "/api/v1/openapi.json", "/api/v1/docs"])
def test_other_methods_are_refused_with_those_that_work(method: str, address: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert (problem(response)["status"], response["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_head_and_options() -> None:
    make_area("KZ")
    head, options, get = (
        Client().head("/api/v1/areas"),
        Client().options("/api/v1/areas"),
        Client().get("/api/v1/areas"),
    )
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_an_answer_that_did_not_change_is_not_sent_again() -> None:
    make_area("KZ")
    tag = Client().get("/api/v1/areas")["ETag"]
    again = Client().get("/api/v1/areas", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    make_area("TR")
    assert Client().get("/api/v1/areas", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer", "Basic YTpi", "Bearer kls_\x01", "nothing"])
def test_a_token_that_nobody_has_is_refused(header: str) -> None:
    response = Client().get("/api/v1/areas", headers={"Authorization": header})
    assert problem(response)["title"] == "Unknown token"
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_an_ended_or_revoked_token_and_one_of_a_user_who_left_are_refused() -> None:
    user = make_user(Role.OFFICER)
    old = create_token(user, name="old", by=user, until=timezone.now() - timedelta(seconds=1))
    gone = create_token(user, name="gone", by=user)
    revoke_token(Token.objects.get(name="gone"), by=user)
    left = make_user(Role.OFFICER)
    lost = create_token(left, name="lost", by=left)
    type(left).objects.filter(pk=left.pk).update(is_active=False)
    for secret in (old, gone, lost):
        assert Client().get("/api/v1/areas", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_a_session_does_not_open_drafts() -> None:
    client = Client()
    client.force_login(make_user(Role.ADMINISTRATOR), backend="allauth.account.auth_backends.AuthenticationBackend")
    rows.make_project(published_at=None)
    assert client.get("/api/v1/projects").json()["items"] == []


def test_too_many_requests_are_told_when_to_come_back(settings: Any) -> None:
    settings.KELISIM_API_RATE = 2
    with patch("kelisim.api.limits.now", return_value=1_000_020.0):
        answers = [Client().get("/api/v1/areas") for _each in range(3)]
        other = Client().get("/api/v1/areas", REMOTE_ADDR="10.0.0.9")
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert problem(answers[2])["title"] == "Too many requests"
    assert answers[2]["Retry-After"] == "60"
    assert other.status_code == 200


def test_a_token_has_five_times_the_limit(settings: Any) -> None:
    settings.KELISIM_API_RATE = 1
    user = make_user(Role.OFFICER)
    headers = {"Authorization": f"Bearer {create_token(user, name='t', by=user)}"}
    with patch("kelisim.api.limits.now", return_value=1_000_080.0):
        answers = [Client().get("/api/v1/areas", headers=headers).status_code for _each in range(6)]
    assert answers == [200] * 5 + [429]


def test_a_failure_inside_is_a_problem_that_tells_nothing(caplog: Any) -> None:
    with patch("kelisim.api.views.common.seen", side_effect=RuntimeError("secret words")):
        response = Client().get("/api/v1/areas")
    assert problem(response)["title"] == "Internal error"
    assert b"secret" not in response.content
    assert "secret words" in caplog.text


def test_description_is_openapi_and_lists_every_answer() -> None:
    found = Client().get("/api/v1/openapi.json").json()
    assert found == json.loads(json.dumps(document()))
    assert found["openapi"].startswith("3.1")
    for path, methods in found["paths"].items():
        expected = {"200", "304", "400", "401", "405", "422", "429", "500"} | ({"404"} if "{" in path else set())
        assert set(methods["get"]["responses"]) == expected
        assert all(parameter["description"] for parameter in methods["get"]["parameters"] if parameter["in"] == "query")


def test_reference_page_stands_by_itself() -> None:
    page = Client().get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "/api/v1/observations" in text
    assert all(word not in text for word in ("http://cdn", "https://cdn", "<style", "style=", "onclick"))


def test_problems_do_not_speak_the_visitors_language() -> None:
    response = Client().get("/api/v1/areas/XX", headers={"Accept-Language": "kk"})
    assert "There is no area “XX”" in problem(response)["detail"]
