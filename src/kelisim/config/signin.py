"""Sign-in: codes by e-mail, one-time links of the demo."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.stages import LoginStage
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kelisim.accounts.models import Role, User
from kelisim.accounts.services import use_sign_in_link
from kelisim.config.middleware import LINK_SIGN_IN


def prove_address(user: User) -> None:
    """Remember that the user's e-mail address is the user's."""
    EmailAddress.objects.filter(user=user, primary=True).exclude(email=user.email).update(primary=False)
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


class CodeProvesAddress(LoginStage):
    """Who wrote the code of a letter has the address that it went to: no second letter to confirm it."""

    key = "code_proves_address"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        records = get_authentication_records(self.request, self.login.user)
        if any(record.get("method") == "code" and record.get("email") == self.login.user.email for record in records):
            prove_address(self.login.user)
        return None, True


class Adapter(DefaultAccountAdapter):
    """Whoever signs up is an investor; the office adds its own people."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.email = form.cleaned_data["email"].lower()
        user.name = user.name or user.email.partition("@")[0]
        user.role, user.language = Role.INVESTOR, get_language() or "en"
        user.set_unusable_password()
        if commit:
            user.save()
        return user

    def get_login_stages(self) -> list[str]:
        by_code, *others = super().get_login_stages()
        return [by_code, "kelisim.config.signin.CodeProvesAddress", *others]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return redirect("workspace:my_day").url


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in by a one-time link. A preview that only looks at the address does not use the link up."""
    if request.method == "GET":
        return render(request, "account/sign_in_link.html")
    user = use_sign_in_link(secret)
    if user is None:
        return render(request, "account/sign_in_link.html", {"is_used": True}, status=410)
    if settings.DEMO:
        prove_address(user)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session[LINK_SIGN_IN] = True
    return redirect("workspace:my_day")
