"""Windows of people who have signed in, and what they do with a form."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from kelisim.accounts.models import User

DESK = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}


def session_of(user: User) -> str:
    """The key of a session in which a user has signed in with the second factor."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def signed_in(browser: Any, live_server: Any, user: User, **looks: Any) -> Any:
    """A browser's context in which a user has signed in; `looks` are those of playwright."""
    context = browser.new_context(base_url=live_server.url, **looks)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_server.url}
    context.add_cookies([cookie])
    return context


def page_of(browser: Any, live_server: Any, user: User) -> Any:
    """A window on a desk in which a user has signed in."""
    return signed_in(browser, live_server, user, **DESK).new_page()


def submit(page: Any) -> None:
    """Send the form of the page."""
    page.locator("main form .btn--go").first.click()
    page.wait_for_load_state()


def fill(page: Any, address: str, **facts: str) -> None:
    """Open a form, fill in what is named, send it."""
    page.goto(address)
    for name, value in facts.items():
        field = page.locator(f"main [name={name}]").first
        kind = field.evaluate("field => field.type")
        if kind == "radio":
            page.check(f"main [name={name}][value='{value}']")
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)
    submit(page)


def words(page: Any) -> str:
    """What stands on the page."""
    return page.locator("main").inner_text()
