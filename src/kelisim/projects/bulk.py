"""One change to many projects: tried first without leaving a trace, then done; what is refused is told, the rest is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kelisim.accounts.models import User
from kelisim.common.ledger import StaleEdit
from kelisim.projects import services
from kelisim.projects.models import Project

MOST = 500


@dataclass(frozen=True, slots=True)
class Effect:
    """What comes of one project: each field before and after, or why it is left as it is."""

    project: Project
    changes: list[tuple[str, Any, Any]]
    refusal: str

    @property
    def is_same(self) -> bool:
        """Whether it has all of this already."""
        return not self.changes and not self.refusal


class _Undo(Exception):
    """Ends a trial."""


def try_change(projects: Iterable[Project], facts: dict[str, Any], *, by: User) -> list[Effect]:
    """What `change_all` would do, found by doing it and taking it back."""
    return [_tried(project, facts, by) for project in projects]


def change_all(
    projects: Iterable[Project], facts: dict[str, Any], *, versions: dict[int, int], by: User
) -> list[Effect]:
    """Change each project that stands as it did when it was looked at (`versions` by key)."""
    return [_changed(project, facts, versions.get(project.pk), by) for project in projects]


def _tried(project: Project, facts: dict[str, Any], by: User) -> Effect:
    found: list[Effect] = []
    try:
        with transaction.atomic():
            found.append(_changed(project, facts, project.version, by))
            raise _Undo
    except _Undo:
        return found[0]


def _changed(project: Project, facts: dict[str, Any], version: int | None, by: User) -> Effect:
    changes = [
        (name, getattr(project, name), value) for name, value in facts.items() if getattr(project, name) != value
    ]
    if not changes:
        return Effect(project, [], "")
    stored = Project.everything.get(pk=project.pk)
    try:
        with transaction.atomic():
            services.edit_project(stored, version=version, by=by, **{name: value for name, _old, value in changes})
    except ValidationError as error:
        return Effect(project, changes, _said(error))
    except PermissionDenied:
        return Effect(project, changes, _("You may not change this project."))
    except StaleEdit:
        return Effect(project, changes, _("Somebody else changed it meanwhile; look at it again."))
    return Effect(project, changes, "")


def _said(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    told = []
    for name, messages in error.message_dict.items():
        label = str(Project._meta.get_field(name).verbose_name) if hasattr(Project, name) else ""
        told += [f"{label}: {words}" if label else words for words in messages]
    return " ".join(told)
