"""Organisations and people in the workspace."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import Office, User
from kelisim.agreements.models import Agreement
from kelisim.common import formats
from kelisim.common.naming import called
from kelisim.events.models import Lead, ProgrammeItem
from kelisim.parties import services
from kelisim.parties.models import (
    Contact,
    Dialogue,
    Organisation,
    OrganisationKind,
    OrganisationName,
    Person,
    PersonName,
)
from kelisim.parties.naming import by_name
from kelisim.parties.queries import organisations_for_list, people_for_list
from kelisim.projects.models import Project
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_country, by_sample
from kelisim.workspace.forms.parties import (
    ContactForm,
    DialogueForm,
    FinishForm,
    OrganisationForm,
    PersonForm,
    PositionForm,
)
from kelisim.workspace.lists import by_choice, by_published
from kelisim.workspace.records import Act, Kind, Line, Part, Step, Thread, address_of, part_rows
from kelisim.workspace.views.press_names import articles_naming
from kelisim.workspace.views.steps import due_words

FIRST = 20


def names_of(record: Any) -> list[str]:
    """The names in languages, current ones only."""
    return [row.text for row in record.names.all() if not row.archived_at and not getattr(row, "is_former", False)]


def former_names_of(record: Any) -> list[str]:
    return [row.text for row in record.names.all() if row.is_former]


def own_office(user: User) -> Office:
    """The office in whose name the user writes here."""
    if user.office is None:
        raise PermissionDenied
    return user.office


# ------------------------------------------------------------- organisations

DIALOGUE = (
    Column("happened_at", gettext_lazy("When"), "moment"),
    Column("kind", gettext_lazy("How"), "choice", choice("kind")),
    Column("summary", gettext_lazy("What was said"), "translated"),
    Column("next_step", gettext_lazy("Next step"), "translated"),
    Column("owner", gettext_lazy("Owner")),
    Column("due", gettext_lazy("Due"), "day"),
    Column("done_on", gettext_lazy("Done"), "day"),
)
CONTACT = (
    Column("value", gettext_lazy("Contact")),
    Column("kind", gettext_lazy("Kind"), "choice", choice("kind")),
    Column("person", gettext_lazy("Person"), "link"),
)
PEOPLE = (
    Column("person", gettext_lazy("Name"), "link"),
    Column("title", gettext_lazy("Title"), "translated"),
    Column("start", gettext_lazy("Since"), "day"),
    Column("end", gettext_lazy("Until"), "day"),
)


def dialogues_of(organisation: Organisation, user: User) -> Any:
    rows = Dialogue.objects.visible_to(user).filter(organisation=organisation)
    return rows.select_related("owner", "office", "organisation")


def contacts_of(organisation: Organisation, user: User) -> Any:
    return Contact.objects.visible_to(user).filter(organisation=organisation).select_related("person", "office")


def record_dialogue(organisation: Organisation, *, by: User, **facts: Any) -> Dialogue:
    """Record a talk in the name of the user's office."""
    return services.create_dialogue(own_office(by), organisation=organisation, by=by, **facts)


def record_contact(organisation: Organisation, *, by: User, **facts: Any) -> Contact:
    """Record a contact in the name of the user's office."""
    return services.create_contact(own_office(by), organisation=organisation, by=by, **facts)


def organisation_step(organisation: Organisation, user: User) -> Step | None:
    """The next step of the talks."""
    talk = dialogues_of(organisation, user).filter(done_on__isnull=True, due__isnull=False).order_by("due").first()
    if talk is None:
        return None
    days, kind = due_words(talk.due, timezone.localdate())
    who = " · ".join(filter(None, [formats.day(talk.due), str(talk.owner or "")]))
    may = user.has_perm("parties.finish_dialogue", talk)
    href = ORGANISATION.address("finish_dialogue", organisation.public_id, talk.public_id) if may else ""
    return Step(str(talk.next_step), due=days, who=who, kind=kind, href=href, label=_("Done"))


def organisation_parts(organisation: Organisation, user: User) -> list[Part]:
    """Talks, contacts and people."""

    def link(name: str, *more: Any) -> str:
        return ORGANISATION.address(name, organisation.public_id, *more)

    def of_talk(row: Dialogue) -> list[tuple[str, str]]:
        if not user.has_perm("parties.edit_dialogue", row):
            return []
        change = [(_("Change"), link("edit_dialogue", row.public_id))]
        return [(_("Done"), link("finish_dialogue", row.public_id)), *change] if row.due and not row.done_on else change

    may = user.office is not None and user.has_perm("parties.create_dialogue", user.office)
    positions = organisation.positions.filter(archived_at__isnull=True).select_related("person")
    return [
        Part(
            "dialogue", _("Dialogue"), DIALOGUE, part_rows(dialogues_of(organisation, user)[:FIRST], DIALOGUE, of_talk),
            _("No talk is recorded yet: calls, letters, video meetings, visits."), _("Record a talk"),
            link("record_dialogue") if may else "",
        ),
        Part(
            "contacts", _("Contacts"), CONTACT, part_rows(contacts_of(organisation, user), CONTACT),
            _("Only your office sees the contacts that it records."), _("Add a contact"),
            link("record_contact") if may else "",
        ),
        Part("people", _("People"), PEOPLE, part_rows(positions[:FIRST], PEOPLE), _("Nobody is named yet.")),
    ]  # fmt: skip


def organisation_threads(organisation: Organisation, user: User) -> list[Thread]:
    """Visits, leads, projects, agreements, and articles that name it."""
    visits = ProgrammeItem.objects.visible_to(user).filter(organisation=organisation, event__archived_at__isnull=True)
    leads = Lead.objects.visible_to(user).filter(organisation=organisation).select_related("event")
    projects = Project.objects.visible_to(user).filter(organisation=organisation).order_by("-pk")[:FIRST]
    papers = Agreement.objects.visible_to(user).filter(parties__organisation=organisation).order_by("-pk")[:FIRST]
    return [
        Thread(
            "visits",
            _("Visits"),
            [
                Line(str(each.event), address_of(each.event), formats.moment(each.starts_at, zone=each.event.time_zone))
                for each in visits.select_related("event").order_by("-starts_at")[:FIRST]
            ],
        ),
        Thread(
            "leads",
            _("Leads"),
            [Line(str(each.text), address_of(each.event), str(each.event)) for each in leads.order_by("-pk")[:FIRST]],
        ),
        Thread(
            "projects",
            _("Projects"),
            [Line(str(each), address_of(each), each.get_stage_display()) for each in projects],
        ),
        Thread(
            "agreements",
            _("Agreements"),
            [Line(str(each), address_of(each), each.get_state_display()) for each in papers],
        ),
        articles_naming(organisation, user),
    ]


ORGANISATION = Kind(
    noun="organisation",
    plural="organisations",
    model=Organisation,
    services=services,
    rows=lambda user: organisations_for_list(user).select_related("country", "archived_by"),
    form=OrganisationForm,
    columns=(
        Column("name", gettext_lazy("Name"), "party", lambda row: row, sort=by_name(OrganisationName)),
        Column("names", gettext_lazy("Names in languages"), "many", names_of, is_shown=False),
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind"), sort="kind"),
        Column("country", gettext_lazy("Country"), "area", sort="country__name"),
        Column("bin", gettext_lazy("BIN"), sort="bin"),
        Column("lei", gettext_lazy("LEI"), sort="lei", is_shown=False),
        Column("sector", gettext_lazy("Sector (ISIC)"), "sector", sort="sector"),
        Column("website", gettext_lazy("Website"), "web", is_shown=False),
        Column("created_at", gettext_lazy("Recorded"), "moment", sort="created_at", is_shown=False),
    ),
    facts=(
        Column("kind", gettext_lazy("Kind"), "choice", choice("kind")),
        Column("names", gettext_lazy("Names in languages"), "many", names_of),
        Column("former", gettext_lazy("Former names"), "many", former_names_of),
        Column("country", gettext_lazy("Country"), "link"),
        Column("bin", gettext_lazy("BIN")),
        Column("lei", gettext_lazy("LEI")),
        Column("registration", gettext_lazy("Registration number")),
        Column("sector", gettext_lazy("Sector (ISIC)"), "sector"),
        Column("website", gettext_lazy("Website"), "web"),
        Column("note", gettext_lazy("Description"), "translated"),
    ),
    title=gettext_lazy("Organisations"),
    new=gettext_lazy("Record an organisation"),
    icon="users",
    empty=gettext_lazy("Investors, authorities, banks and associations stand here, once for all offices."),
    filters=(
        by_choice("kind", gettext_lazy("Kind"), OrganisationKind.choices),
        by_country("country", gettext_lazy("Country")),
        by_published(),
        by_sample("is_sample"),
    ),
    order="name",
    subjects=None,
    next_step=organisation_step,
    parts=organisation_parts,
    threads=organisation_threads,
    acts=(
        Act(
            "record_dialogue",
            "parties.edit_organisation",
            DialogueForm,
            record_dialogue,
            gettext_lazy("Record a talk"),
            is_button=True,
            icon="talk",
        ),
        Act(
            "edit_dialogue",
            "parties.edit_dialogue",
            DialogueForm,
            services.edit_dialogue,
            gettext_lazy("Change the talk"),
            parts=dialogues_of,
            place="dialogues",
        ),
        Act(
            "finish_dialogue",
            "parties.finish_dialogue",
            FinishForm,
            services.finish_dialogue,
            gettext_lazy("The next step was taken"),
            parts=dialogues_of,
            place="dialogues",
        ),
        Act(
            "record_contact",
            "parties.edit_organisation",
            ContactForm,
            record_contact,
            gettext_lazy("Add a contact"),
        ),
    ),
)

# -------------------------------------------------------------------- people

POSITION = (
    Column("organisation", gettext_lazy("Organisation"), "link"),
    Column("title", gettext_lazy("Title"), "translated"),
    Column("start", gettext_lazy("Since"), "day"),
    Column("end", gettext_lazy("Until"), "day"),
)


def positions_of(person: Person, user: User) -> Any:
    return person.positions.filter(archived_at__isnull=True).select_related("organisation")


def record_position(person: Person, *, by: User, **facts: Any) -> Any:
    """Say what a person does in an organisation."""
    return services.create_position(by, person=person, by=by, **facts)


def person_parts(person: Person, user: User) -> list[Part]:
    """The positions."""
    may = user.has_perm("parties.create_position", user)

    def links(row: Any) -> list[tuple[str, str]]:
        return [(_("Change"), PERSON.address("edit_position", person.public_id, row.public_id))] if may else []

    return [
        Part(
            "positions", _("Positions"), POSITION, part_rows(positions_of(person, user), POSITION, links),
            _("No position is recorded yet."), _("Add a position"),
            PERSON.address("record_position", person.public_id) if may else "",
        )
    ]  # fmt: skip


def languages_of(person: Person) -> list[str]:
    """The languages that a person speaks, by name."""
    return [formats.language_name(code) for code in person.languages.replace(",", " ").split()]


PERSON = Kind(
    noun="person",
    plural="people",
    model=Person,
    services=services,
    rows=lambda user: people_for_list(user).select_related("country", "archived_by"),
    form=PersonForm,
    columns=(
        Column("name", gettext_lazy("Name"), "party", lambda row: row, sort=by_name(PersonName)),
        Column(
            "positions",
            gettext_lazy("Position"),
            "many",
            lambda row: [
                f"{each.title}, {called(each.organisation)}" for each in row.positions.all() if not each.archived_at
            ],
        ),
        Column("country", gettext_lazy("Country"), "area", sort="country__name"),
        Column("languages", gettext_lazy("Languages"), "many", languages_of),
        Column("names", gettext_lazy("Names in languages"), "many", names_of, is_shown=False),
        Column("created_at", gettext_lazy("Recorded"), "moment", sort="created_at", is_shown=False),
    ),
    facts=(
        Column("names", gettext_lazy("Names in languages"), "many", names_of),
        Column("country", gettext_lazy("Country"), "link"),
        Column("languages", gettext_lazy("Languages spoken"), "many", languages_of),
        Column("note", gettext_lazy("Description"), "translated"),
    ),
    title=gettext_lazy("People"),
    new=gettext_lazy("Record a person"),
    icon="talk",
    empty=gettext_lazy("Those whom the offices meet stand here, with their positions."),
    filters=(by_country("country", gettext_lazy("Country")), by_published(), by_sample("is_sample")),
    order="name",
    subjects=None,
    parts=person_parts,
    threads=lambda person, user: [articles_naming(person, user)],
    acts=(
        Act(
            "record_position",
            "parties.edit_person",
            PositionForm,
            record_position,
            gettext_lazy("Add a position"),
        ),
        Act(
            "edit_position",
            "parties.edit_position",
            PositionForm,
            services.edit_position,
            gettext_lazy("Change the position"),
            parts=positions_of,
            place="positions",
        ),
    ),
)
