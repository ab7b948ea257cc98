"""Windows of people who have signed in, and what they do with a form."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from kelisim.accounts.models import User


def page_of(browser: Any, live_server: Any, user: User) -> Any:
    """A window in which a user has signed in with the second factor."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.add_cookies([{**cookie, "url": live_server.url}])
    return context.new_page()


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
