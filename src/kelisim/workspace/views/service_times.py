"""The report on service times: first answer, end, decision, steps; the rows behind each figure, and a file of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kelisim.accounts.fields import Translated
from kelisim.accounts.models import Office, User
from kelisim.cases.models import CaseCategory
from kelisim.common import formats
from kelisim.common.exports import as_file
from kelisim.common.forms import DayField
from kelisim.common.naming import read_names
from kelisim.common.reference import sector_name
from kelisim.overview.service_times import BY, MEASURES, SETS, Measure, Times, behind, marked, rows_of, times
from kelisim.projects.models import ProposalStep
from kelisim.workspace.records import address_of

PAGE = 100
BY_NAMES = dict(
    zip(BY, (gettext_lazy("All together"), gettext_lazy("Responsible"), gettext_lazy("Category"), gettext_lazy("Office")),
        strict=True)
)  # fmt: skip
NAMES = {
    "answer": gettext_lazy("Cases: first answer"), "end": gettext_lazy("Cases: to the end"),
    "decision": gettext_lazy("Proposals: decision"), "step": gettext_lazy("Steps of a study"),
}  # fmt: skip
CATEGORY_NAMES = {
    "answer": gettext_lazy("Category"), "end": gettext_lazy("Category"), "decision": gettext_lazy("Sector"),
    "step": gettext_lazy("Step"),
}  # fmt: skip
SET_NAMES = {
    "done": gettext_lazy("Done"), "within": gettext_lazy("Within the term"), "open": gettext_lazy("Open"), "late": gettext_lazy("Open and late"),
    "unknown": gettext_lazy("Time not known"),
}  # fmt: skip


class TimesForm(forms.Form):
    """By what, and of what began in which period."""

    by = forms.ChoiceField(label=gettext_lazy("Group by"), choices=BY_NAMES.items(), required=False)
    start = DayField(label=gettext_lazy("Begun from"), required=False)
    end = DayField(label=gettext_lazy("Begun until"), required=False)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        start, end = facts.get("start"), facts.get("end")
        if start and end and end < start:
            message = _("This lies before the first day, %(start)s.") % {"start": formats.day(start)}
            self.add_error("end", message)
        return facts


class Report:
    """What an address asks for: rows of the user, of a period, parted by something."""

    def __init__(self, request: HttpRequest) -> None:
        if not request.user.is_staff_member:
            raise PermissionDenied
        self.user: User = request.user
        self.form = TimesForm(request.GET)
        self.is_sound = self.form.is_valid()
        facts = self.form.cleaned_data
        self.by = facts.get("by") or "none"
        self.start, self.end = (facts.get("start"), facts.get("end")) if self.is_sound else (None, None)
        office = self.user.office
        self.is_sample = bool(office and office.is_sample) or request.GET.get("sample") == "yes"
        self.today = timezone.localdate()

    def rows(self, measure: Measure) -> Any:
        """The rows of a measure."""
        return rows_of(measure, self.user, start=self.start, end=self.end, is_sample=self.is_sample)

    def address(self, name: str, *args: str, **query: Any) -> str:
        """An address that keeps what was asked for."""
        kept: dict[str, Any] = {"by": self.by, "start": self.start, "end": self.end}
        kept |= {"sample": "yes"} if self.is_sample and not self.user.office_id else {}
        asked = {key: value for key, value in {**kept, **query}.items() if value not in (None, "")}
        return f"{reverse(f'workspace:{name}', args=args)}?{urlencode(asked)}"

    def tables(self) -> Iterator[tuple[Measure, list[tuple[str, Times]]]]:
        """Each measure with its named lines in the order of the names, what has none at the end."""
        for measure in MEASURES.values():
            lines = times(measure, self.rows(measure), self.by, self.today)
            names = names_of(measure, self.by, [line.value for line in lines])
            named = [(names.get(key_of(line.value)) or unnamed(self.by), line) for line in lines]
            yield measure, sorted(named, key=lambda pair: (pair[1].value in (None, ""), pair[0].casefold()))


def unnamed(by: str) -> str:
    """What a line without a name is called."""
    return _("Nobody is responsible") if by == "officer" else _("not known")


def key_of(value: Any) -> Any:
    """A value that can be looked up; texts in languages are read by their words."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False) if isinstance(value, dict) else value


def names_of(measure: Measure, by: str, values: list[Any]) -> dict[Any, str]:
    """What the values of a group are called; one query at most."""
    keys = [value for value in values if value not in (None, "")]
    if by == "officer":
        return {key: str(user) for key, user in User.objects.in_bulk(keys).items()}
    if by == "office":
        return {key: str(office.name) for key, office in Office.objects.in_bulk(keys).items()}
    if by == "category" and measure.category == "category":
        return {key: str(row.name) for key, row in CaseCategory.everything.in_bulk(keys).items()}
    if by == "category" and measure.category == "sector":
        return {key: sector_name(key) for key in keys}
    if by == "category":
        return {key_of(value): Translated(value).best()[0] for value in keys}
    return {None: _("All together")}


@require_safe
@login_required
def service_times(request: HttpRequest) -> HttpResponse:
    """The tables, each figure with the rows behind it."""
    report = Report(request)
    context = {
        "form": report.form,
        "tables": [_table(report, measure, lines) for measure, lines in report.tables()],
        "files": {form: report.address("service_times_export", form) for form in ("xlsx", "csv")},
        "by": report.by,
    }
    return render(request, "workspace/service_times.html", context, status=200 if report.is_sound else 422)


def _table(report: Report, measure: Measure, lines: list[tuple[str, Times]]) -> dict[str, Any]:
    head = CATEGORY_NAMES[measure.name] if report.by == "category" else BY_NAMES[report.by]
    return {
        "name": measure.name,
        "title": NAMES[measure.name],
        "head": head,
        "rows": [_line(report, measure, name, line) for name, line in lines],
    }


def _line(report: Report, measure: Measure, name: str, line: Times) -> dict[str, Any]:
    value = "" if line.value is None else key_of(line.value)
    hrefs = {
        each: report.address("service_times_rows", measure=measure.name, value=value, set=each)
        for each, count in zip(SETS, (line.done, line.within, line.open, line.late, line.unknown), strict=True)
        if count
    }
    share = formats.share(line.within, line.done) if line.done else ""
    return {"name": name, "times": line, "share": share, "href": hrefs}


@require_safe
@login_required
def service_times_rows(request: HttpRequest) -> HttpResponse:
    """The rows behind a figure."""
    report = Report(request)
    measure, which = MEASURES.get(request.GET.get("measure", "")), request.GET.get("set", "")
    if measure is None or which not in SETS:
        raise Http404
    value = _value(measure, report.by, request.GET.get("value", ""))
    rows = behind(measure, report.rows(measure), report.by, value, which, report.today)
    linked = (
        ("proposal__organisation", "owner") if measure.model is ProposalStep else ("organisation", "owner", "office")
    )
    rows = marked(measure, rows.select_related(*linked), report.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    read_names((row.proposal if measure.model is ProposalStep else row).organisation for row in page)
    names = names_of(measure, report.by, [value])
    context = {
        "title": NAMES[measure.name],
        "which": SET_NAMES[which],
        "name": names.get(key_of(value)) or unnamed(report.by),
        "rows": [_row(measure, row, report) for row in page],
        "page": page,
        "pages": {name: _page(request, number) for name, number in _neighbours(page)},
        "back": report.address("service_times"),
    }
    return render(request, "workspace/service_times_rows.html", context)


def _neighbours(page: Any) -> Iterator[tuple[str, int]]:
    if page.has_previous():
        yield "previous", page.previous_page_number()
    if page.has_next():
        yield "next", page.next_page_number()


def _page(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def _value(measure: Measure, by: str, text: str) -> Any:
    group = measure.group(by)
    if group is None or (not text and group != "sector"):
        return None
    if group == "title":
        try:
            found = json.loads(text)
        except ValueError as error:
            raise Http404 from error
        return found if isinstance(found, dict) else None
    if group == "sector":
        return text[:6]
    if not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)


def _row(measure: Measure, row: Any, report: Report) -> dict[str, Any]:
    record = row.proposal if measure.model is ProposalStep else row
    began = getattr(row, measure.began.removesuffix("__date"))
    return {
        "record": record,
        "step": row.title if measure.model is ProposalStep else None,
        "number": getattr(record, "number", ""),
        "href": address_of(record, report.user) if row.is_seen else "",
        "is_seen": row.is_seen,
        "owner": row.owner,
        "began": began if type(began) is date else timezone.localdate(began),
        "due": row.due,
        "days": getattr(row, measure.days),
        "state": record.get_state_display(),
    }


@require_safe
@login_required
def service_times_export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The tables as one file, a line a group."""
    return as_file(_file_lines(Report(request)), name="service-times", form=form)


def _file_lines(report: Report) -> Iterator[list[Any]]:
    yield [
        _("What"), str(BY_NAMES[report.by]), str(SET_NAMES["done"]), _("Median, working days"),
        _("90th percentile, working days"), _("Longest, working days"), str(SET_NAMES["within"]), str(SET_NAMES["open"]),
        str(SET_NAMES["late"]), _("Oldest open since"), str(SET_NAMES["unknown"]),
    ]  # fmt: skip
    for measure, lines in report.tables():
        for name, line in lines:
            yield [
                str(NAMES[measure.name]), name, line.done, line.median, line.ninetieth, line.longest, line.within,
                line.open, line.late, line.oldest, line.unknown,
            ]  # fmt: skip
