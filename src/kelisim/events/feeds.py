"""Secret addresses of personal timetables: signed, not kept, ended by a new number.

The feed has a secret of its own. Calendars hand it to their makers; who finds it there reads hours, and opens no page.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kelisim.events.models import Participation

SALT, LENGTH = "kelisim.events.feeds", 32
PAGE, FEED = "personal_timetable", "personal_calendar"


def secret_of(row: Participation, name: str = PAGE) -> str:
    """What must stand in the address of somebody's timetable, or of its feed."""
    words = f"{row.public_id}:{row.calendar_number}" + (f":{FEED}" if name == FEED else "")
    return salted_hmac(SALT, words, algorithm="sha256").hexdigest()[:LENGTH]


def is_secret_of(row: Participation, secret: str, name: str = PAGE) -> bool:
    return constant_time_compare(secret_of(row, name), secret)


def personal_address(row: Participation, name: str = PAGE) -> str:
    """The page, feed or PDF of somebody's meetings, in the language that is active."""
    return reverse(f"portal:{name}", args=[row.public_id, secret_of(row, name)])
