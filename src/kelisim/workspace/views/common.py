"""Places and the calendar of days off in the workspace."""

from __future__ import annotations

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common import calendars, formats, services
from kelisim.common.models import Area, AreaKind, CalendarDay, CalendarDayKind
from kelisim.common.queries import areas_for_list
from kelisim.common.templatetags.kelisim import area_name
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_country, by_sample, in_years
from kelisim.workspace.forms.common import AreaForm, CalendarDayForm
from kelisim.workspace.lists import ListPage, by_choice
from kelisim.workspace.records import Kind, Line, Thread, address_of


def threads(area: Area, user: User) -> list[Thread]:
    """The parts of a place."""
    lines = [Line(area_name(part), address_of(part), part.code) for part in area.parts.filter(archived_at__isnull=True)]
    return [Thread("parts", _("Parts"), lines)]


AREA = Kind(
    noun="area",
    plural="areas",
    model=Area,
    services=services,
    rows=lambda user: areas_for_list(user).select_related("parent", "archived_by"),
    form=AreaForm,
    columns=(
        Column("name", gettext_lazy("Name"), "translated", sort="name"),
        Column("code", gettext_lazy("Code"), sort="code"),
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
        Column("parent", gettext_lazy("Part of"), "area", sort="parent__name"),
        Column("kato", gettext_lazy("KATO"), sort="kato"),
        Column("centre", gettext_lazy("Centre"), "translated", sort="centre"),
    ),
    facts=(
        Column("code", gettext_lazy("Code")),
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind")),
        Column("parent", gettext_lazy("Part of"), "link"),
        Column("kato", gettext_lazy("KATO")),
        Column("centre", gettext_lazy("Centre"), "translated"),
    ),
    title=gettext_lazy("Areas"),
    new=gettext_lazy("Add an area"),
    icon="globe",
    empty=gettext_lazy("Countries, regions and districts by their codes."),
    filters=(
        by_choice("kind", gettext_lazy("Kind"), AreaKind.choices),
        by_country("parent", gettext_lazy("Part of")),
        by_sample("is_sample"),
    ),
    order="code",
    subjects=None,
    verbs=("edit", "archive", "restore"),
    threads=threads,
)


class CalendarPage(ListPage):
    """The calendar, which says what it does not know yet."""

    @property
    def note(self) -> str:
        years = ", ".join(map(str, calendars.years_without_feast(timezone.localdate())))
        words = _(
            "The first day of Kurban Ait is not recorded for: %(years)s. It is announced in the year before; add it then, "
            "and what falls due moves."
        )
        return words % {"years": years} if years else ""


DAY_COLUMNS = (
    Column("day", gettext_lazy("Day"), "day", sort="day"),
    Column("weekday", gettext_lazy("Weekday"), "text", lambda row: WEEKDAYS[row.day.weekday()]),
    Column("name", gettext_lazy("Name"), "translated", sort="name"),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
    Column("moved_from", gettext_lazy("Instead of"), "day", sort="moved_from"),
    Column("basis", gettext_lazy("Legal basis"), sort="basis"),
)
CALENDAR_DAY = Kind(
    noun="calendar_day",
    plural="calendar-days",
    model=CalendarDay,
    services=calendars,
    rows=lambda user: CalendarDay.everything.visible_to(user).select_related("archived_by"),
    form=CalendarDayForm,
    columns=DAY_COLUMNS,
    facts=(*DAY_COLUMNS, Column("address", gettext_lazy("Address"), "web")),
    title=gettext_lazy("Calendar of days off"),
    new=gettext_lazy("Add a day"),
    icon="calendar",
    empty=gettext_lazy(
        "Holidays, days off that were moved and days worked instead stand here; clocks in working days leave them out or count them."
    ),
    filters=(by_choice("kind", gettext_lazy("Kind"), CalendarDayKind.choices), in_years("day", gettext_lazy("Year"))),
    order="-day",
    subjects=None,
    verbs=("edit", "archive", "restore"),
    page_class=CalendarPage,
    label=lambda row: formats.day(row.day),
    heading=lambda row: formats.day(row.day, style="full"),
)
