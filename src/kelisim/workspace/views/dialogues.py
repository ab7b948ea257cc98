"""Talks of an office in one list; visits that are due; organisations with which nobody talks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kelisim.accounts.models import OFFICE_ROLES, Role, User
from kelisim.common import formats
from kelisim.common.filters import by_choice, by_yes
from kelisim.common.naming import read_names
from kelisim.overview.aftercare import (
    LATE,
    SILENCE,
    Care,
    Part,
    Silence,
    aftercare_of,
    offices_cared_for,
    silence_of,
    with_business,
    with_reasons,
)
from kelisim.parties import services
from kelisim.parties.models import Aftercare, Dialogue, DialogueKind, Organisation, OrganisationName
from kelisim.parties.naming import by_name
from kelisim.parties.queries import dialogues_for_list
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_office
from kelisim.workspace.forms.parties import AftercareForm, FinishForm, TalkForm
from kelisim.workspace.parts import ShownPart, start_of
from kelisim.workspace.records import Act, Kind, Step, address_of
from kelisim.workspace.views.steps import due_words

KEEPERS = (*OFFICE_ROLES, Role.ADMINISTRATOR)
AHEAD, FIRST, MOST = 12, 8, 100


def dialogue_step(talk: Dialogue, user: User) -> Step | None:
    """The next step that was agreed."""
    if talk.done_on or not (talk.due or talk.next_step) or talk.is_archived:
        return None
    days, kind = due_words(talk.due, timezone.localdate())
    who = " · ".join(filter(None, [formats.day(talk.due) if talk.due else "", str(talk.owner or "")]))
    may = user.has_perm("parties.finish_dialogue", talk)
    href = DIALOGUE.address("finish_dialogue", talk.public_id) if may else ""
    return Step(str(talk.next_step), due=days, who=who, kind=kind, href=href, label=_("Done"))


DIALOGUE = Kind(
    noun="dialogue",
    plural="dialogues",
    model=Dialogue,
    services=services,
    rows=lambda user: dialogues_for_list(user).select_related("office", "organisation", "owner", "archived_by"),
    form=TalkForm,
    columns=(
        Column("happened_at", gettext_lazy("When"), "moment", sort="happened_at"),
        Column("organisation", gettext_lazy("Organisation"), "link", sort=by_name(OrganisationName, "organisation")),
        Column("kind", gettext_lazy("How"), "choice", choice("kind"), sort="kind"),
        Column("summary", gettext_lazy("What was said"), "translated"),
        Column("next_step", gettext_lazy("Next step"), "translated"),
        Column("owner", gettext_lazy("Owner"), sort="owner__name"),
        Column("due", gettext_lazy("Due"), "day", sort="due"),
        Column("done_on", gettext_lazy("Done"), "day", sort="done_on"),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    ),
    facts=(
        Column("organisation", gettext_lazy("Organisation"), "link"),
        Column("happened_at", gettext_lazy("When"), "moment"),
        Column("people", gettext_lazy("People"), "many", lambda row: row.people.all()),
        Column("summary", gettext_lazy("What was said"), "translated"),
        Column("next_step", gettext_lazy("Next step"), "translated"),
        Column("owner", gettext_lazy("Owner")),
        Column("due", gettext_lazy("Due"), "day"),
        Column("done_on", gettext_lazy("Done"), "day"),
    ),
    title=gettext_lazy("Dialogue"),
    new=gettext_lazy("Record a talk"),
    icon="talk",
    empty=gettext_lazy("Every call, letter, video meeting and visit stands here, with the next step, its owner and its day."),
    filters=(
        by_choice("kind", gettext_lazy("How"), DialogueKind.choices),
        by_yes("open", gettext_lazy("Next step open"), lambda rows, yes: _with_open_step(rows, yes)),
        by_office(),
    ),
    order="-happened_at",
    roles=KEEPERS,
    search=lambda rows, words: rows.filter(organisation__name__icontains=words),
    next_step=dialogue_step,
    acts=(
        Act(
            "finish_dialogue", "parties.finish_dialogue", FinishForm, services.finish_dialogue,
            gettext_lazy("The next step was taken"),
        ),
    ),
    verbs=("edit", "archive", "restore"),
    heading=str,
)  # fmt: skip


def _with_open_step(rows: Any, yes: bool) -> Any:
    is_open = {"done_on__isnull": True, "due__isnull": False}
    return rows.filter(**is_open) if yes else rows.exclude(**is_open)


def _keeper(request: HttpRequest) -> User:
    if request.user.role not in KEEPERS:
        raise PermissionDenied
    return request.user


@require_safe
@login_required
def aftercare(request: HttpRequest) -> HttpResponse:
    """Whom to visit when, what is late first and then month by month; with whom nobody talks. `part` shows one of these whole."""
    user, today, name = _keeper(request), timezone.localdate(), request.GET.get("part", "")
    start, most = (start_of(request), MOST) if name else (0, FIRST)
    cares = aftercare_of(user, today, part=name, start=start, most=most) if name != SILENCE else []
    silence = silence_of(user, today, start=start, most=most) if name in ("", SILENCE) else None
    with_reasons([care for part in cares for care in part.rows])
    context = {
        "parts": [
            _part(part, [_shown(care, user) for care in part.rows], start, is_whole=bool(name))
            for part in cares[: AHEAD + 1]
        ],
        "silence": silence and _part(silence, _silences(silence.rows, user), start, is_whole=bool(name)),
        "name": name,
    }
    return render(request, "workspace/aftercare.html", context)


def _part(part: Part, rows: list[Any], start: int, *, is_whole: bool) -> ShownPart:
    title = _("Late") if part.name == LATE else _("Silence") if part.name == SILENCE else _month(part.name)
    further = f"?part={part.name}" + (f"&start={start + len(rows)}" if is_whole else "")
    return ShownPart(part.name, title, rows, start, part.total, further)


def _month(name: str) -> str:
    return formats.month(date.fromisoformat(f"{name}-01"))


def _silences(rows: list[Silence], user: User) -> list[dict[str, Any]]:
    return [
        {"silence": one, "business": [(row, address_of(getattr(row, "event", row), user)) for row in one.business[:4]]}
        for one in with_business(rows, user)
    ]


def _shown(care: Care, user: User) -> dict[str, Any]:
    words, kind = due_words(care.due, timezone.localdate())
    may = user.has_perm("parties.create_aftercare", care.office)
    record = f"{reverse('workspace:dialogue_new')}?organisation={care.organisation.public_id}&kind=visit"
    return {
        "care": care,
        "words": words,
        "kind": kind,
        "reasons": [(row, address_of(row, user)) for row in care.reasons[:3]],
        "record": record if may else "",
        "schedule": reverse("workspace:aftercare_schedule", args=[care.office.slug, care.organisation.public_id])
        if may
        else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def schedule(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """How often an organisation is visited, and by whom."""
    user = _keeper(request)
    organisation = get_object_or_404(Organisation.objects.visible_to(user), public_id=public_id)
    read_names([organisation])
    office = get_object_or_404(offices_cared_for(user), slug=slug)
    plan = Aftercare.objects.filter(office=office, organisation=organisation).first()
    if not user.has_perm("parties.create_aftercare", office):
        raise PermissionDenied
    form = AftercareForm(
        request.POST if request.method == "POST" else None,
        user=user,
        record=plan,
        parent=organisation,
        initial={"start": timezone.localdate()},
    )
    form.instance.office = office
    if form.is_valid() and _planned(form, plan, office, organisation, user):
        messages.success(request, _("The schedule is saved."))
        return redirect("workspace:aftercare")
    context = {"organisation": organisation, "form": form}
    return render(request, "workspace/aftercare_schedule.html", context, status=422 if form.errors else 200)


def _planned(form: AftercareForm, plan: Aftercare | None, office: Any, organisation: Organisation, user: User) -> bool:
    try:
        if plan is None:
            services.create_aftercare(office, organisation=organisation, by=user, **form.facts)
        else:
            services.edit_aftercare(plan, version=form.version, by=user, **form.facts)
    except ValidationError as error:
        form.take(error)
        return False
    return True
