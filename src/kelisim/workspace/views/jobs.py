"""Long work: what runs, what was done, what failed and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kelisim.common import jobs
from kelisim.common.models import Job, JobState
from kelisim.common.queries import jobs_for_list

PAGE = 50


def staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for those who work here."""

    @login_required
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
        if not request.user.is_staff_member:
            raise PermissionDenied
        return view(request, **parts)

    return guarded


@require_safe
@staff_only
def job_list(request: HttpRequest) -> HttpResponse:
    """What runs first, then what ended, the newest first; narrowed by state."""
    state = request.GET.get("state", "")
    rows = jobs_for_list(request.user)
    if state in JobState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    context = {"jobs": page, "states": JobState.choices, "state": state}
    return render(request, "workspace/jobs/list.html", context)


@require_safe
@staff_only
def job(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One piece of work; htmx asks for its state alone."""
    found = _job(request, public_id)
    template = "workspace/jobs/state.html" if request.htmx else "workspace/jobs/job.html"
    return render(request, template, {"job": found, "can": _can(request, found)})


def _job(request: HttpRequest, public_id: UUID) -> Job:
    return get_object_or_404(jobs_for_list(request.user), public_id=public_id)


def _can(request: HttpRequest, found: Job) -> dict[str, bool]:
    user, is_over = request.user, found.state in (JobState.FAILED, JobState.STOPPED)
    return {
        "stop": found.is_living and not found.is_to_stop and user.has_perm("common.stop_job", found),
        "retry": is_over and user.has_perm("common.retry_job", found),
    }


@require_POST
@staff_only
def stop_job(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask the work to stop."""
    found = jobs.stop_job(_job(request, public_id), by=request.user)
    if found.is_living:
        messages.info(request, _("It stops after the part that it is at."))
    return redirect("workspace:job", public_id)


@require_POST
@staff_only
def retry_job(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Do the work again."""
    try:
        again = jobs.retry_job(_job(request, public_id), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("workspace:job", public_id)
    return redirect("workspace:job", again.public_id)
