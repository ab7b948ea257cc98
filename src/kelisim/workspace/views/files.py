"""Files that records name: given to those who may know of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kelisim.accounts.models import User
from kelisim.cases.models import CaseMessage
from kelisim.common.files import SHOWN_IN_PLACE, open_file
from kelisim.common.models import File
from kelisim.projects.models import DecisionLetter, ProposalFile


def files_seen_by(user: User) -> QuerySet[File]:
    """Files of the user's office or the user's own, and those of records that the user sees."""
    seen = Q(pk__in=File.objects.visible_to(user).values("pk"))
    for model in (ProposalFile, DecisionLetter, CaseMessage):
        seen |= Q(pk__in=model.objects.visible_to(user).filter(file__isnull=False).values("file"))
    return File.objects.filter(seen)


@require_safe
@login_required
def file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The file itself; pictures and PDF are shown in place, all else is saved. The bytes never change."""
    found = get_object_or_404(files_seen_by(request.user), public_id=public_id)
    try:
        content = open_file(found)
    except FileNotFoundError as error:
        raise Http404(_("The bytes of this file are not in the files folder of this installation.")) from error
    is_shown = found.media_type in SHOWN_IN_PLACE
    answer = FileResponse(content, as_attachment=not is_shown, filename=found.name, content_type=found.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
