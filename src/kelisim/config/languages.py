"""Five languages in addresses: `/kk/ /ru/ /en/ /tr/ /zh/`; inside, Chinese is `zh-hans`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import get_language, get_language_from_request

IN_ADDRESS = {"zh-hans": "zh"}


class ShortLocalePrefixPattern(LocalePrefixPattern):
    """Django's language prefix with the short codes of the addresses."""

    @property
    def language_prefix(self) -> str:
        language = get_language() or "en"
        return f"{IN_ADDRESS.get(language, language)}/"


def in_every_language(*patterns: URLPattern | URLResolver) -> list[Any]:
    """Addresses under a language prefix."""
    return [URLResolver(ShortLocalePrefixPattern(prefix_default_language=True), list(patterns))]


def to_own_language(request: HttpRequest) -> HttpResponse:
    """Lead `/` to the home page in the visitor's language."""
    language = get_language_from_request(request)
    return redirect(f"/{IN_ADDRESS.get(language, language)}/")
