"""Fetching: public addresses only, robots.txt, limits; each refusal says why. The server of these tests is allowed by name."""

import gzip
import socket
import time

import pytest
from django.core.exceptions import ValidationError

from kelisim.common import outside
from kelisim.press import web
from kelisim.press.web import Visitor, is_public, located, plain_address
from tests.site import PAGE, fixture_of_site  # noqa: F401  # a fixture


def refusal(url, **facts):
    with pytest.raises(ValidationError) as refused:
        Visitor().fetch(url, **facts)
    return refused.value.code


def test_page_is_fetched_from_the_number_that_was_checked(site):
    found = Visitor().fetch(f"{site.root}/a")
    assert (found.content.decode(), found.media_type, found.url) == (PAGE, "text/html", f"{site.root}/a")
    path, heads = site.asked[-1]
    assert (path, heads["Host"], heads["User-Agent"].split("/")[0]) == (
        "/a",
        site.root.removeprefix("http://"),
        "Kelisim",
    )
    assert site.asked_names == ["news.example"], "a name is looked up once: what it says a moment later does not count"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_only_the_public_web_is_public(number, says):
    assert is_public(number) is says


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://news.example/a", "address"),
        ("http://", "address"),
        ("http://user:secret@news.example/", "secret"),
        ("http://127.0.0.1/", "private"),
        ("http://localhost:8000/", "private"),
        ("http://2130706433/", "private"),
        ("http://[::1]/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://inside.example/", "private"),
        ("http://nothing.invalid/", "unknown_host"),
        ("http://93.184.215.14:22/", "port"),
    ],
)
def test_what_is_not_on_the_public_web_is_refused(site, url, code):
    assert refusal(url) == code
    assert site.asked == []


def test_name_with_one_closed_number_among_its_numbers_is_refused(monkeypatch):
    rows = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("192.168.0.1", 80))]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *parts, **facts: rows)
    with pytest.raises(ValidationError) as refused:
        located("http://both.example/")
    assert refused.value.code == "private"


def test_redirect_into_the_closed_network_is_refused(site):
    for number, place in enumerate(("http://127.0.0.1:1/secret", "http://inside.example/", "http://169.254.169.254/")):
        site.pages[f"/r{number}"] = (302, {"Location": place}, b"")
        assert refusal(f"{site.root}/r{number}") == "private"


def test_redirects_are_followed_but_not_for_ever(site):
    site.pages["/one"] = (301, {"Location": "/a"}, b"")
    site.pages["/turn"] = (302, {"Location": "/turn"}, b"")
    assert Visitor().fetch(f"{site.root}/one").url == f"{site.root}/a"
    assert refusal(f"{site.root}/turn") == "redirects"


def test_robots_are_asked_once_and_obeyed_also_behind_a_redirect(site):
    site.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /closed")
    site.pages["/open"] = (302, {"Location": "/closed/a"}, b"")
    visitor = Visitor()
    visitor.fetch(f"{site.root}/a")
    for path in ("/closed/a", "/open"):
        with pytest.raises(ValidationError) as refused:
            visitor.fetch(f"{site.root}{path}")
        assert refused.value.code == "robots"
    assert [path for path, _heads in site.asked] == ["/robots.txt", "/a", "/open"]


def test_robots_that_fail_mean_not_to_come_in(site):
    site.pages["/robots.txt"] = (503, {}, b"")
    assert refusal(f"{site.root}/a") == "robots_silent"


def test_page_larger_than_the_limit_is_refused_whatever_its_heads_say(site, monkeypatch):
    monkeypatch.setattr(web, "MOST_BYTES", web.MEGABYTE)
    packed = gzip.compress(b"a" * (3 * web.MEGABYTE))
    site.pages["/said"] = (200, {"Content-Length": str(50 * web.MEGABYTE)}, b"")
    site.pages["/packed"] = (200, {"Content-Encoding": "gzip"}, packed)
    assert len(packed) < 10_000
    assert refusal(f"{site.root}/said") == "page_too_large"
    assert refusal(f"{site.root}/packed") == "page_too_large"


@pytest.mark.parametrize("where", ["heads", "body"])
def test_server_that_sends_a_letter_now_and_then_is_left(site, monkeypatch, where):
    monkeypatch.setattr(web, "SECONDS", 0.6)

    def drip(handler):
        begin = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + (b"\r\n" if where == "body" else b"X: ")
        handler.wfile.write(begin)
        for _each in range(50):
            try:
                handler.wfile.write(b"a")
            except OSError:
                return
            time.sleep(0.1)

    site.pages["/slow"] = drip
    begun = time.monotonic()
    assert refusal(f"{site.root}/slow") == "too_slow"
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ((404, {}, b""), "status"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "media_type"),
        ((200, {"Content-Type": ""}, b"x"), "media_type"),
    ],
)
def test_answer_that_is_no_page_is_refused(site, page, code):
    site.pages["/x"] = page
    assert refusal(f"{site.root}/x") == code


def test_nobody_at_home_is_said(site, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.KELISIM_FETCH_ALLOW = frozenset([f"127.0.0.1:{port}"])
    assert refusal(f"http://news.example:{port}/") == "unreachable"


def test_letters_that_the_server_names_become_ours(site):
    site.pages["/old"] = (
        200,
        {"Content-Type": "text/html; charset=windows-1251"},
        "Введено 34 проекта".encode("cp1251"),
    )
    assert Visitor().fetch(f"{site.root}/old").content.decode() == "Введено 34 проекта"


def test_what_did_not_change_is_not_sent_again(site):
    site.pages["/feed"] = (304, {"ETag": '"1"'}, b"")
    assert Visitor().fetch(f"{site.root}/feed", etag='"1"').is_unchanged
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_address_loses_what_tells_nothing_of_the_page():
    assert plain_address("https://a.kz/n?id=5&utm_source=x&fbclid=1#top") == "https://a.kz/n?id=5"
    assert plain_address("https://a.kz/n?b=1&a=%20x") == "https://a.kz/n?b=1&a=%20x"
