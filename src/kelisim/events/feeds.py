"""Secret addresses of personal timetables: signed, not kept, ended by a new number."""

from __future__ import annotations

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kelisim.events.models import Participation

SALT, LENGTH = "kelisim.events.feeds", 32


def secret_of(row: Participation) -> str:
    """What must stand in the address of somebody's timetable."""
    return salted_hmac(SALT, f"{row.public_id}:{row.calendar_number}", algorithm="sha256").hexdigest()[:LENGTH]


def is_secret_of(row: Participation, secret: str) -> bool:
    return constant_time_compare(secret_of(row), secret)


def personal_address(row: Participation, name: str = "personal_timetable") -> str:
    """The page, feed or PDF of somebody's meetings, in the language that is active."""
    return reverse(f"portal:{name}", args=[row.public_id, secret_of(row)])
