"""The conversion ladder of the deals that one may see, by forum, country, sector and signing year, as of any day."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kelisim.accounts.models import User
from kelisim.common import drawings, formats
from kelisim.common.forms import DayField
from kelisim.common.models import Area
from kelisim.common.reference import sector_name
from kelisim.common.templatetags.kelisim import area_name
from kelisim.events.models import Event
from kelisim.overview.deals import DIMENSIONS, Ladder, Line, first_day, records_of, together
from kelisim.overview.ladder import NAMES
from kelisim.projects.stages import RUNGS
from kelisim.workspace.records import address_of

BY = dict(
    zip(
        DIMENSIONS,
        (
            gettext_lazy("All together"), gettext_lazy("Forum or event"), gettext_lazy("Country"),
            gettext_lazy("Sector"), gettext_lazy("Year of signing"),
        ),
        strict=True,
    )
)  # fmt: skip
MOST, PAGE = 60, 100
SAMPLES = (("", gettext_lazy("Without samples")), ("yes", gettext_lazy("Samples")))
KEPT = ("day", "sample")
KINDS = {
    "project": gettext_lazy("Project"), "agreement": gettext_lazy("Paper without a project"),
    "proposal": gettext_lazy("Proposal without a project"),
}  # fmt: skip


class LadderForm(forms.Form):
    """By what the deals are parted, and as of which day."""

    by = forms.ChoiceField(label=gettext_lazy("Group by"), choices=BY.items(), required=False)
    day = DayField(label=gettext_lazy("As of the end of"), required=False)
    sample = forms.ChoiceField(label=gettext_lazy("Sample"), choices=SAMPLES, required=False)

    def __init__(self, data: QueryDict, *, has_both: bool) -> None:
        super().__init__(data)
        if not has_both:
            del self.fields["sample"]

    def clean_day(self) -> date | None:
        day = self.cleaned_data["day"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Choose today or an earlier day."))
        return day


def _opened(request: HttpRequest) -> tuple[LadderForm, Ladder, str]:
    if not request.user.is_staff_member:
        raise PermissionDenied
    office = request.user.office
    form = LadderForm(request.GET, has_both=office is None)
    form.is_valid()
    is_sample = office.is_sample if office else form.cleaned_data.get("sample") == "yes"
    ladder = Ladder(request.user, day=form.cleaned_data.get("day"), is_sample=is_sample)
    return form, ladder, form.cleaned_data.get("by") or "none"


@require_safe
@login_required
def ladder(request: HttpRequest) -> HttpResponse:
    """How many deals have come to each rung, and what they are worth."""
    form, found, by = _opened(request)
    lines = found.lines(by)
    names = _names(by, [line.value for line in lines[:MOST]], request.user)
    context = {
        "form": form,
        "by_name": BY[by],
        "day": found.day,
        "first_day": first_day(),
        "rungs": [(rung, NAMES[rung]) for rung in RUNGS],
        "picture": drawings.rungs(_steps(together(lines), request)) if lines else [],
        "lines": [_shown(line, names, by, request) for line in lines[:MOST]],
        "more": max(0, len(lines) - MOST),
    }
    return render(request, "workspace/pool/ladder.html", context)


def _steps(line: Line, request: HttpRequest) -> list[dict[str, Any]]:
    signed = line.cells["signed"].count
    return [
        {
            "label": NAMES[rung],
            "count": cell.count,
            "note": formats.share(cell.count, signed) if signed and rung != RUNGS[0] else "",
            "href": _address("none", None, rung, request),
        }
        for rung, cell in line.cells.items()
    ]


def _address(by: str, value: Any, rung: str, request: HttpRequest) -> str:
    query = {"by": by, "value": "" if value is None else value, "rung": rung, **_kept(request)}
    return f"{reverse('workspace:ladder_deals')}?{urlencode(query)}"


def _kept(request: HttpRequest) -> dict[str, str]:
    """What goes along between the ladder and the lists behind it."""
    return {name: request.GET[name] for name in KEPT if request.GET.get(name)}


def _shown(line: Line, names: dict[Any, str], by: str, request: HttpRequest) -> dict[str, Any]:
    signed = line.cells["signed"].count
    cells = [
        {
            "cell": cell,
            "href": _address(by, line.value, rung, request) if cell.count else "",
            "share": formats.share(cell.count, signed) if signed and rung not in RUNGS[:2] else "",
        }
        for rung, cell in line.cells.items()
    ]
    return {"name": names.get(line.value) or _("not known"), "cells": cells}


def _names(by: str, values: list[Any], user: User) -> dict[Any, str]:
    if by == "none":
        return {None: _("All deals")}
    if by == "event":
        keys = [key for key in values if key]
        seen = Event.everything.visible_to(user).in_bulk(keys)
        names = {key: str(seen[key]) if key in seen else _("an event that is not published") for key in keys}
        return {**names, None: _("without an event")}
    if by == "country":
        return {key: area_name(area) for key, area in Area.everything.in_bulk([key for key in values if key]).items()}
    return {value: sector_name(value) if by == "sector" else str(value) for value in values if value is not None}


@require_safe
@login_required
def ladder_deals(request: HttpRequest) -> HttpResponse:
    """The deals behind a cell of the ladder."""
    form, found, by = _opened(request)
    rung = request.GET.get("rung", RUNGS[0])
    if rung not in RUNGS:
        raise Http404
    value = _value(by, request.GET.get("value", ""))
    number = max(1, int(text)) if (text := request.GET.get("page", "1")).isdigit() else 1
    keys = found.deals(by, value, rung, start=(number - 1) * PAGE, size=PAGE + 1)
    records = records_of(keys[:PAGE], request.user)
    query = request.GET.copy()
    pages = {}
    for name, page in (("previous", number - 1), ("next", number + 1)):
        query["page"] = str(page)
        pages[name] = (
            f"?{query.urlencode()}" if (page and name == "previous") or (len(keys) > PAGE and name == "next") else ""
        )
    context = {
        "form": form, "rung": NAMES[rung], "by": BY[by], "name": _names(by, [value], request.user).get(value) or _("not known"), "day": found.day,
        "rows": [_deal(record) if record else None for record in records],
        "back": f"{reverse('workspace:ladder')}?{urlencode({'by': by, **_kept(request)})}", **pages,
    }  # fmt: skip
    return render(request, "workspace/pool/deals.html", context)


def _value(by: str, text: str) -> Any:
    if not text or by == "none":
        return None
    if by == "sector":
        return text[:6]
    if not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)


def _deal(record: Any) -> dict[str, Any]:
    kind = record._meta.model_name
    state = record.get_stage_display() if kind == "project" else record.get_state_display()
    return {
        "record": record, "kind": KINDS[kind], "state": state, "href": address_of(record),
        "thread": reverse("workspace:thread", args=[kind, record.public_id]),
    }  # fmt: skip
