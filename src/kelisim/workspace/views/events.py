"""Events in the workspace: forums, delegations, visits, exhibitions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.agreements.models import Agreement
from kelisim.common import formats
from kelisim.common.templatetags.kelisim import tr_text
from kelisim.events import services
from kelisim.events.models import Event, EventKind, Lesson
from kelisim.events.queries import events_for_list
from kelisim.events.vacancies import vacancies_of
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_area, by_country, by_office, by_sample, in_years
from kelisim.workspace.forms.events import EventForm
from kelisim.workspace.lists import by_choice, by_published
from kelisim.workspace.records import Kind, Line, Part, Step, Thread, address_of, part_rows
from kelisim.workspace.views import event_invitations, event_people, event_programme, trips
from kelisim.workspace.views.event_programme import programme
from kelisim.workspace.views.event_tabs import tabs_of
from kelisim.workspace.views.steps import due_words
from kelisim.workspace.views.trips import lessons

FIRST = 100
PROGRAMME = (
    Column("title", gettext_lazy("Point"), "translated"),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind")),
    Column("starts_at", gettext_lazy("Begins"), "moment"),
    Column("ends_at", gettext_lazy("Ends"), "moment"),
    Column("room", gettext_lazy("Room")),
    Column("zone", gettext_lazy("Zone visited"), "link"),
    Column("organisation", gettext_lazy("Organisation visited"), "link"),
)
LESSON = (
    Column("text", gettext_lazy("What was learnt"), "translated"),
    Column("step", gettext_lazy("What is done with it"), "translated"),
    Column("owner", gettext_lazy("Owner")),
    Column("due", gettext_lazy("Due"), "day"),
    Column("done_on", gettext_lazy("Done"), "day"),
)


def next_step(event: Event, user: User) -> Step | None:
    """A speaker who does not come, else the first lesson that is not yet put to work, else how long it is until the event."""
    if vacancy := _vacancy(event, user):
        return vacancy
    lesson = lessons(event, user).filter(done_on__isnull=True).first()
    today = timezone.localdate()
    if lesson is not None:
        days, kind = due_words(lesson.due, today)
        may = user.has_perm("events.finish_lesson", lesson)
        href = EVENT.address("finish_lesson", event.public_id, lesson.public_id) if may else ""
        shown = formats.day(lesson.due) if lesson.due else ""
        who = " · ".join(filter(None, [shown, str(lesson.owner or "")]))
        return Step(str(lesson.step) or str(lesson.text), str(lesson.text), days, who, kind, href, _("Done"))
    if event.start and event.start >= today and not event.is_archived:
        days, kind = due_words(event.start, today)
        return Step(_("The event begins"), due=days, who=formats.day(event.start), kind=kind)
    return None


def _vacancy(event: Event, user: User) -> Step | None:
    """Who stands in the programme of an event to come and does not come."""
    last = event.end or event.start
    if event.is_archived or (last and last < timezone.localdate()) or not user.has_perm("events.edit_event", event):
        return None
    for each in vacancies_of(event)[:1]:
        words = _("%(name)s does not come") % {"name": each.name}
        instead = _("%(name)s comes instead.") % {"name": each.heir_name} if each.heir else ""
        href = reverse("workspace:event_programme", args=[event.public_id]) + "#gone"
        who = formats.moment(each.appearance.item.starts_at, zone=event.time_zone)
        about = " · ".join(filter(None, [tr_text(each.appearance.item.title), instead]))
        return Step(words, about, each.appearance.get_role_display(), who, "late", href, _("Decide"))
    return None


def parts(event: Event, user: User) -> list[Part]:
    """Programme and lessons; people, meetings and the trip have pages of their own."""
    may = user.has_perm("events.create_lesson", event) and not event.is_archived

    def link(name: str, *more: Any) -> str:
        return EVENT.address(name, event.public_id, *more)

    def change(name: str) -> Any:
        return lambda row: [(_("Change"), link(name, row.public_id))] if may else []

    def of_lesson(row: Lesson) -> list[tuple[str, str]]:
        done = [(_("Done"), link("finish_lesson", row.public_id))] if may and not row.done_on else []
        return [*done, *change("edit_lesson")(row)]

    return [
        Part(
            "programme", _("Programme"), PROGRAMME,
            part_rows(programme(event, user)[:FIRST], PROGRAMME, change("edit_programme_item")),
            _("The programme is empty."), _("Add a point"), link("create_programme_item") if may else "",
        ),
        Part(
            "lessons", _("Lessons taken home"), LESSON, part_rows(lessons(event, user)[:FIRST], LESSON, of_lesson),
            _("What was seen that is worth doing here? Who does it, by when?"), _("Write a lesson"),
            link("create_lesson") if may else "",
        ),
    ]  # fmt: skip


def threads(event: Event, user: User) -> list[Thread]:
    """The papers signed at the event."""
    papers = Agreement.objects.visible_to(user).filter(event=event).order_by("-pk")[:FIRST]
    may = user.has_perm("agreements.create_agreement", event.office)
    return [
        Thread(
            "agreements",
            _("Agreements"),
            [Line(str(row), address_of(row), row.get_state_display()) for row in papers],
            _("Record an agreement") if may else "",
            f"{reverse('workspace:agreement_new')}?event={event.public_id}" if may else "",
        )
    ]


EVENT = Kind(
    noun="event",
    plural="events",
    model=Event,
    services=services,
    rows=lambda user: events_for_list(user).select_related("office", "area", "source", "archived_by"),
    form=EventForm,
    columns=(
        Column("title", gettext_lazy("Title"), "translated", sort="title"),
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
        Column("start", gettext_lazy("Days"), "period", sort="start"),
        Column("area", gettext_lazy("Held in"), "area", sort="area__name"),
        Column("place", gettext_lazy("Place"), "translated", sort="place"),
        Column("partners", gettext_lazy("Partner countries"), "many", lambda row: row.partners.all()),
        Column("slug", gettext_lazy("Address of the page"), sort="slug", is_shown=False),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    ),
    facts=(
        Column("period", gettext_lazy("Days"), "period"),
        Column("area", gettext_lazy("Held in"), "link"),
        Column("place", gettext_lazy("Place"), "translated"),
        Column("partners", gettext_lazy("Partner countries"), "many", lambda row: row.partners.all()),
        Column("time_zone", gettext_lazy("Time zone")),
        Column("goals", gettext_lazy("Goals"), "translated"),
        Column("about", gettext_lazy("Description"), "translated"),
        Column("report", gettext_lazy("Report"), "translated"),
    ),
    title=gettext_lazy("Events"),
    new=gettext_lazy("Record an event"),
    icon="calendar",
    empty=gettext_lazy("Forums, delegations, visits and exhibitions stand here, with programme, people and lessons."),
    filters=(
        by_choice("kind", gettext_lazy("Kind"), EventKind.choices),
        by_area(),
        by_country("partners", gettext_lazy("Partner country")),
        in_years("start", gettext_lazy("Year")),
        by_published(),
        by_office(),
        by_sample(),
    ),
    order="-start",
    next_step=next_step,
    threads=threads,
    parts=parts,
    pages=tabs_of,
    acts=(*event_programme.ACTS, *event_people.ACTS, *event_invitations.ACTS, *trips.ACTS),
)  # fmt: skip
