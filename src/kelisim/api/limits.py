"""How many requests a client may make in a minute."""

from __future__ import annotations

from time import time as now

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from kelisim.accounts.models import User

MINUTE = 60
TOKEN_FACTOR = 5


def seconds_to_wait(request: HttpRequest, reader: User | None) -> int:
    """Count the request; answer 0, or in how many seconds the client may ask again."""
    moment = now()
    limit = settings.KELISIM_API_RATE * (TOKEN_FACTOR if reader else 1)
    if _counted(f"api:{int(moment // MINUTE)}:{_client(request, reader)}") <= limit:
        return 0
    return MINUTE - int(moment % MINUTE)


def _client(request: HttpRequest, reader: User | None) -> str:
    return f"user:{reader.pk}" if reader else f"address:{get_adapter().get_client_ip(request)}"


def _counted(key: str) -> int:
    if cache.add(key, 1, 2 * MINUTE):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # forgotten between the two calls
        return 1
