"""Addresses begin with a language; health, errors and headers."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

LANGUAGES = ("kk", "ru", "en", "tr", "zh")
FAULTS = {
    400: "This request could not be read",
    403: "You may not do this",
    404: "There is no such page",
    405: "This address does not take that",
    429: "Too many requests",
    500: "Something broke here",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "address"),
    [
        ("kk", "/kk/"),
        ("ru-RU,ru;q=0.9", "/ru/"),
        ("zh-CN,zh;q=0.9", "/zh/"),
        ("tr", "/tr/"),
        ("fr", "/en/"),
        ("", "/en/"),
    ],
)
def test_root_leads_to_the_visitors_language(client: Client, accepted: str, address: str) -> None:
    answer = client.get("/", headers={"accept-language": accepted})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_that_is_missing_is_said_in_the_language_of_the_address(client: Client, language: str) -> None:
    answer = client.get(f"/{language}/no/such/page/")
    assert answer.status_code == 404
    assert f'<html lang="{"zh-Hans" if language == "zh" else language}"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["xx", "de", "zh-hans", "en-gb", "zh-tw"])
def test_unknown_language_is_not_found(client: Client, prefix: str) -> None:
    assert client.get(f"/{prefix}/regions/").status_code == 404


@pytest.mark.django_db
def test_health_says_that_the_database_answers(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_every_page_carries_the_headers_of_safety(client: Client) -> None:
    answer = client.get("/en/no/such/page/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.django_db
def test_every_answer_has_a_number_that_the_log_has_too(client: Client) -> None:
    first, second = (client.get("/healthz")["X-Request-ID"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("language", ["kk", "ru", "en", "tr", "zh-hans"])
@pytest.mark.parametrize("status", FAULTS)
def test_a_fault_is_told_in_the_language_of_the_page(language: str, status: int) -> None:
    with translation.override(language):
        html = render_to_string(f"{status}.html")
        words = translation.gettext(FAULTS[status])
    assert (words == FAULTS[status]) == (language == "en")
    assert f"<h1>{words}</h1>" in html
    assert f'href="/{language[:2]}/"' in html
    assert "kelisim.css" in html


@pytest.mark.django_db
def test_a_failure_shows_a_page_and_nothing_of_the_fault(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_all: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("kelisim.portal.views.home.home_page", fail)
    client.raise_request_exception = False
    answer = client.get("/tr/")
    assert answer.status_code == 500
    assert '<html lang="tr"' in answer.content.decode()
    assert "secret" not in answer.content.decode()
