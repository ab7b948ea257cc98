"""Every write on organisations, people, contacts and talks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, Role, User
from kelisim.common import services as common
from kelisim.common.services import change, store
from kelisim.parties.models import (
    Aftercare,
    Contact,
    Dialogue,
    DialoguePerson,
    Organisation,
    OrganisationName,
    Person,
    PersonName,
    Position,
    Representative,
)

Names = dict[str, str]


@action("parties.create_organisation")
def create_organisation(user: User, *, names: Names | None = None, by: User, **facts: Any) -> Organisation:
    """Record an organisation with its names by language; the subject is the acting user: it belongs to no office."""
    organisation = store(change(Organisation(), facts))
    return _name_organisation(organisation, names) if names else organisation


@action("parties.edit_organisation")
def edit_organisation(
    organisation: Organisation, *, names: Names | None = None, version: int | None = None, by: User, **facts: Any
) -> Organisation:
    """Change an organisation; `names`, where given, are all its names. A name that it had stays as a former one."""
    store(change(organisation, facts), version=version)
    return _name_organisation(organisation, names) if names is not None else organisation


def _name_organisation(organisation: Organisation, names: Names) -> Organisation:
    current = {row.language: row for row in organisation.names.filter(is_former=False)}
    for language, row in current.items():
        if names.get(language) != row.text:
            store(change(row, {"is_former": True}))
    for language, text in names.items():
        if text and (language not in current or current[language].is_former):
            _store_name(OrganisationName(organisation=organisation, language=language, text=text))
    common.index(organisation)
    return organisation


def _store_name(row: OrganisationName | PersonName) -> None:
    try:
        store(row)
    except ValidationError as error:
        raise ValidationError({"names": error.messages}) from error


@action("parties.archive_organisation")
def archive_organisation(organisation: Organisation, *, version: int | None = None, by: User) -> Organisation:
    """Put an organisation away."""
    return common.archive(organisation, version=version, by=by)


@action("parties.restore_organisation")
def restore_organisation(organisation: Organisation, *, version: int | None = None, by: User) -> Organisation:
    """Take an organisation back."""
    return common.restore(organisation, version=version, by=by)


@action("parties.publish_organisation")
def publish_organisation(organisation: Organisation, *, by: User) -> Organisation:
    """Release an organisation to the public."""
    return common.publish(organisation, by=by)


@action("parties.withdraw_organisation")
def withdraw_organisation(organisation: Organisation, *, by: User) -> Organisation:
    """Take an organisation back from the public."""
    return common.withdraw(organisation, by=by)


@action("parties.create_person")
def create_person(user: User, *, names: Names | None = None, by: User, **facts: Any) -> Person:
    """Record a person with their names by language; the subject is the acting user, for they belong to no office."""
    person = store(change(Person(), facts))
    return _name_person(person, names) if names else person


@action("parties.edit_person")
def edit_person(
    person: Person, *, names: Names | None = None, version: int | None = None, by: User, **facts: Any
) -> Person:
    """Change a person; `names`, where given, are all their names."""
    store(change(person, facts), version=version)
    return _name_person(person, names) if names is not None else person


def _name_person(person: Person, names: Names) -> Person:
    current = {row.language: row for row in person.names.all()}
    for language, text in names.items():
        row = current.pop(language, None) or PersonName(person=person, language=language)
        if text and row.text != text:
            _store_name(change(row, {"text": text}))
    for row in current.values():
        row.delete()
    common.index(person)
    return person


@action("parties.archive_person")
def archive_person(person: Person, *, version: int | None = None, by: User) -> Person:
    """Put a person away."""
    return common.archive(person, version=version, by=by)


@action("parties.restore_person")
def restore_person(person: Person, *, version: int | None = None, by: User) -> Person:
    """Take a person back."""
    return common.restore(person, version=version, by=by)


@action("parties.publish_person")
def publish_person(person: Person, *, by: User) -> Person:
    """Release a person to the public."""
    return common.publish(person, by=by)


@action("parties.withdraw_person")
def withdraw_person(person: Person, *, by: User) -> Person:
    """Take a person back from the public."""
    return common.withdraw(person, by=by)


@action("parties.create_position")
def create_position(user: User, *, by: User, **facts: Any) -> Position:
    """Say what a person does in an organisation; the subject is the acting user."""
    return store(change(Position(), facts))


@action("parties.edit_position")
def edit_position(position: Position, *, version: int | None = None, by: User, **facts: Any) -> Position:
    """Change a position."""
    return store(change(position, facts), version=version)


@action("parties.archive_position")
def archive_position(position: Position, *, version: int | None = None, by: User) -> Position:
    """Put a position away."""
    return common.archive(position, version=version, by=by)


@action("parties.restore_position")
def restore_position(position: Position, *, version: int | None = None, by: User) -> Position:
    """Take a position back."""
    return common.restore(position, version=version, by=by)


@action("parties.create_contact")
def create_contact(office: Office, *, by: User, **facts: Any) -> Contact:
    """Record a contact of an office."""
    return store(change(Contact(office=office), facts))


@action("parties.edit_contact")
def edit_contact(contact: Contact, *, version: int | None = None, by: User, **facts: Any) -> Contact:
    """Change a contact."""
    return store(change(contact, facts), version=version)


@action("parties.archive_contact")
def archive_contact(contact: Contact, *, version: int | None = None, by: User) -> Contact:
    """Put a contact away."""
    return common.archive(contact, version=version, by=by)


@action("parties.restore_contact")
def restore_contact(contact: Contact, *, version: int | None = None, by: User) -> Contact:
    """Take a contact back."""
    return common.restore(contact, version=version, by=by)


@action("parties.create_dialogue")
def create_dialogue(office: Office, *, people: Iterable[Person] = (), by: User, **facts: Any) -> Dialogue:
    """Record a talk of an office and who took part."""
    return _with_people(store(change(Dialogue(office=office), facts)), people)


@action("parties.edit_dialogue")
def edit_dialogue(
    dialogue: Dialogue, *, people: Iterable[Person] | None = None, version: int | None = None, by: User, **facts: Any
) -> Dialogue:
    """Change a talk; `people`, where given, are all who took part."""
    store(change(dialogue, facts), version=version)
    return dialogue if people is None else _with_people(dialogue, people)


def _with_people(dialogue: Dialogue, people: Iterable[Person]) -> Dialogue:
    wanted = {person.pk for person in people}
    rows = {row.person_id: row for row in DialoguePerson.everything.filter(dialogue=dialogue)}
    for row in rows.values():
        if row.person_id not in wanted:
            row.delete()
    for person_id in sorted(wanted - set(rows)):
        store(DialoguePerson(dialogue=dialogue, person_id=person_id))
    return dialogue


@action("parties.archive_dialogue")
def archive_dialogue(dialogue: Dialogue, *, version: int | None = None, by: User) -> Dialogue:
    """Put a talk away."""
    return common.archive(dialogue, version=version, by=by)


@action("parties.restore_dialogue")
def restore_dialogue(dialogue: Dialogue, *, version: int | None = None, by: User) -> Dialogue:
    """Take a talk back."""
    return common.restore(dialogue, version=version, by=by)


@action("parties.finish_dialogue")
def finish_dialogue(dialogue: Dialogue, *, on: date, by: User) -> Dialogue:
    """Record that the next step was taken."""
    return store(change(dialogue, {"done_on": on}))


@action("parties.add_representative")
def add_representative(organisation: Organisation, *, user: User, by: User) -> Representative:
    """Let an investor's user act for an organisation."""
    if user.role != Role.INVESTOR:
        message = _("%(name)s works for an office. Only a user of the role “investor” acts for an organisation.")
        raise ValidationError({"user": ValidationError(message, params={"name": user.name})})
    return store(Representative(organisation=organisation, user=user))


@action("parties.remove_representative")
def remove_representative(representative: Representative, *, by: User) -> Representative:
    """End that a user acts for an organisation."""
    return common.archive(representative, version=None, by=by)


@action("parties.create_aftercare")
def create_aftercare(office: Office, *, by: User, **facts: Any) -> Aftercare:
    """Say how often an office visits an organisation, and who does."""
    return store(change(Aftercare(office=office), facts))


@action("parties.edit_aftercare")
def edit_aftercare(aftercare: Aftercare, *, version: int | None = None, by: User, **facts: Any) -> Aftercare:
    """Change how often an organisation is visited."""
    return store(change(aftercare, facts), version=version)


@action("parties.archive_aftercare")
def archive_aftercare(aftercare: Aftercare, *, version: int | None = None, by: User) -> Aftercare:
    """End the visits to an organisation."""
    return common.archive(aftercare, version=version, by=by)
