"""What every page shows around its content: where one can go, in which languages, as whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import Role
from kelisim.common.formats import language_of
from kelisim.common.templatetags.kelisim import html_language, short_language

THEMES = ("light", "dark")
ADDRESS_CODES = {"zh-hans": "zh"}
# As Open Graph names a language: with a country.
TERRITORIES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_US", "tr": "tr_TR", "zh-hans": "zh_CN"}

PORTAL = (
    ("regions/", _("Regions")),
    ("projects/", _("Projects")),
    ("agreements/", _("Agreements")),
    ("events/", _("Events")),
    ("zones/", _("Zones")),
    ("indicators/", _("Numbers")),
    ("articles/", _("Press")),
)
DESK = (
    ("", "sun", _("My day")),
    ("organisations/", "users", _("Organisations")),
    ("people/", "talk", _("People")),
    ("dialogues/", "talk", _("Dialogue")),
    ("aftercare/", "clock", _("Aftercare")),
    ("events/", "calendar", _("Events")),
    ("agreements/", "hands", _("Agreements")),
    ("projects/", "factory", _("Project pool")),
    ("ladder/", "chart", _("Conversion ladder")),
    ("proposals/", "doc", _("Proposals")),
    ("cases/", "talk", _("Cases")),
    ("service-times/", "clock", _("Service times")),
    ("own/proposals/", "doc", _("My proposals")),
    ("own/cases/", "talk", _("My cases")),
    ("own/meetings/", "calendar", _("My meetings")),
    ("zones/", "plots", _("Zones")),
    ("plots/", "pin", _("Plots")),
    ("indicators/", "chart", _("Indicators")),
    ("targets/", "check", _("Targets")),
    ("observations/", "table", _("Observations")),
    ("press/", "press", _("Press")),
    ("areas/", "globe", _("Areas")),
    ("case-categories/", "talk", _("Categories of cases")),
    ("escalation-rules/", "arrow", _("Rules of escalation")),
    ("study-procedures/", "check", _("Procedures of study")),
    ("calendar-days/", "calendar", _("Calendar of days off")),
    ("calculation-indices/", "table", _("Calculation indices")),
    ("pool-rules/", "factory", _("Rules of the pools")),
    ("jobs/", "clock", _("Long work")),
    ("users/", "gear", _("Users")),
    ("offices/", "pin", _("Offices")),
    ("tokens/", "lock", _("Access tokens")),
)
GROUPS = ("organisations/", "events/", "indicators/", "areas/")
STAFF = tuple(path for path, _icon, _label in DESK if not path.startswith("own/"))
SECTIONS = {
    Role.INVESTOR: ("", "own/proposals/", "own/cases/", "own/meetings/"),
    Role.ZONE_MANAGER: ("", "zones/", "plots/"),
    Role.AGENCY: tuple(
        path for path in STAFF if path not in ("press/", "proposals/", "dialogues/", "aftercare/", "study-procedures/")
    ),
}


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of a menu."""

    label: str | Promise
    href: str
    icon: str = ""
    is_current: bool = False
    count: int = 0
    is_late: bool = False
    begins_group: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which this page can be read."""

    code: str
    html: str
    short: str
    name: str
    href: str
    address: str
    territory: str
    is_current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of every template: `page` and `theme`."""
    theme = request.COOKIES.get("theme", "")
    return {"page": SimpleLazyObject(lambda: _page(request)), "theme": theme if theme in THEMES else ""}


def _page(request: HttpRequest) -> dict[str, Any]:
    return {
        "languages": languages(request),
        "portal": portal_links(request),
        "desk": desk_links(request),
        "home": f"/{address_code()}/",
        "workspace": f"/{address_code()}/workspace/",
        "sign_in": _address("account_login"),
        "sign_out": _address("account_logout"),
        "root": request.build_absolute_uri("/").rstrip("/"),
        "address": request.build_absolute_uri(request.path),
    }


def languages(request: HttpRequest) -> list[Language]:
    """This very page in each language: `href` keeps path and query, `address` is the page itself, whole."""
    current = language_of()
    rest = path_after_language(request.path)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return [
        Language(
            code,
            html_language(code),
            short_language(code),
            name,
            f"/{address_code(code)}/{rest}{query}",
            request.build_absolute_uri(f"/{address_code(code)}/{rest}"),
            TERRITORIES[code],
            code == current,
        )
        for code, name in settings.LANGUAGES
    ]


def portal_links(request: HttpRequest) -> list[Link]:
    """The portal's menu."""
    root = f"/{address_code()}/"
    return [Link(label, root + path, "", request.path.startswith(root + path)) for path, label in PORTAL]


def desk_links(request: HttpRequest) -> list[Link]:
    """The workspace's menu for the user's role.

    A view that knows how much waits somewhere says so: `request.waiting = {"press/": 29}`, and `request.late`, a set of
    the paths where some of it is overdue.
    """
    role = getattr(getattr(request, "user", None), "role", None)
    allowed = SECTIONS.get(role, STAFF)
    return [_desk_link(request, *entry) for entry in DESK if entry[0] in allowed]


def _desk_link(request: HttpRequest, path: str, icon: str, label: str | Promise) -> Link:
    root = f"/{address_code()}/workspace/"
    is_current = request.path.startswith(root + path) if path else request.path == root
    count = getattr(request, "waiting", {}).get(path, 0)
    return Link(label, root + path, icon, is_current, count, path in getattr(request, "late", ()), path in GROUPS)


def address_code(language: str | None = None) -> str:
    """The language as addresses write it: `zh` for `zh-hans`."""
    code = language_of(language)
    return ADDRESS_CODES.get(code, code)


def path_after_language(path: str) -> str:
    """The address without its first part, where that is a language."""
    first, _slash, rest = path.lstrip("/").partition("/")
    known = {address_code(code) for code, _name in settings.LANGUAGES}
    return rest if first in known else ""


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
