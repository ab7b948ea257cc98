"""The pages that every kind of record has: list, export, record, form, history, archive, publication."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, re_path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kelisim.common import formats
from kelisim.common.exports import export
from kelisim.common.ledger import ChosenFields, StaleEdit
from kelisim.overview.thread import STARTS
from kelisim.workspace.changes import differences, entries_of
from kelisim.workspace.columns import read_parties
from kelisim.workspace.lists import ListPage
from kelisim.workspace.publication import PublicFieldsForm, decisions_of, seen_by_public
from kelisim.workspace.records import Act, Kind

View = Callable[..., HttpResponseBase]
RECENT = 5
CONFIRMED = {
    "archive": (
        gettext_lazy("Put this into the archive?"),
        gettext_lazy("It leaves lists, sums and the portal. Nothing is lost: it can be taken back at any time."),
        gettext_lazy("Archive"),
        gettext_lazy("%(name)s is in the archive."),
    ),
    "restore": (
        gettext_lazy("Take this back from the archive?"),
        gettext_lazy("It returns to the lists as it was."),
        gettext_lazy("Take back"),
        gettext_lazy("%(name)s is back."),
    ),
    "publish": (
        gettext_lazy("Release this to the public?"),
        gettext_lazy("Anybody will see it on the portal and in the open data."),
        gettext_lazy("Publish"),
        gettext_lazy("%(name)s is public."),
    ),
    "withdraw": (
        gettext_lazy("Withdraw this from the public?"),
        gettext_lazy("It leaves the portal and the open data. Here it stays as it is."),
        gettext_lazy("Withdraw"),
        gettext_lazy("%(name)s is no longer public."),
    ),
}


def page_of(view: View) -> View:
    """Only for those who are signed in and whose role works with this kind of record."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, kind: Kind, **parts: Any) -> HttpResponseBase:
        if request.user.role not in kind.roles:
            raise PermissionDenied
        return view(request, kind, **parts)

    return login_required(guarded)


def addresses(kind: Kind) -> list[URLPattern]:
    """All addresses of a kind of record."""
    told, one = {"kind": kind}, f"{kind.plural}/<uuid:public_id>/"
    found = [
        path(f"{kind.plural}/", show_list, told, f"{kind.noun}_list"),
        path(f"{kind.plural}/new/", create, told, f"{kind.noun}_new"),
        re_path(rf"^{kind.plural}/export\.(?P<form>xlsx|csv)$", export_list, told, f"{kind.noun}_export"),
        path(one, show, told, kind.noun),
    ]
    if "edit" in kind.verbs:
        found.append(path(f"{one}edit/", edit, told, f"{kind.noun}_edit"))
    if kind.has_history:
        found.append(path(f"{one}history/", history, told, f"{kind.noun}_history"))
    verbs = [verb for verb in CONFIRMED if verb in kind.verbs]
    for verb in verbs:
        is_choice = verb == "publish" and issubclass(kind.model, ChosenFields)
        view, more = (choose_public_fields, told) if is_choice else (confirm, told | {"verb": verb})
        found.append(path(f"{one}{verb}/", view, more, f"{kind.noun}_{verb}"))
    return found + [_address_of_act(kind, act, one) for act in kind.acts]


def _address_of_act(kind: Kind, act: Act, one: str) -> URLPattern:
    place = f"{one}{act.place}/<uuid:part_id>/{act.name}/" if act.parts else f"{one}{act.name}/"
    return path(place, do_act, {"kind": kind, "act": act}, f"{kind.noun}_{act.name}")


def list_page(request: HttpRequest, kind: Kind) -> ListPage:
    """The list that an address asks for."""
    return kind.page_class(
        kind.rows(request.user),
        columns=kind.columns,
        filters=kind.filters,
        order=kind.order,
        search=kind.search,
        query=request.GET,
        user=request.user,
        language=formats.language_of(),
    )


@require_safe
@page_of
def show_list(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Search, filter, sort, choose columns, turn pages."""
    page = list_page(request, kind)
    files = {form: kind.address("export", form) + page.address() for form in ("xlsx", "csv")}
    context = {"kind": kind, "page_of_list": page, "can_create": kind.may_create(request.user), "files": files}
    context["tabs"] = kind.tabs(page)
    context["bulk"] = reverse(f"workspace:{kind.bulk}") if kind.bulk and context["can_create"] else ""
    context["all_of_them"] = page.address(all="1")
    return render(request, "workspace/list.html", context)


@require_safe
@page_of
def export_list(request: HttpRequest, kind: Kind, form: str) -> HttpResponseBase:
    """The same rows and columns as a file."""
    return export(list_page(request, kind), name=kind.plural, form=form)


def typed(request: HttpRequest) -> Any:
    """What was sent, None before anything was."""
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> Any:
    """The files that were sent, None before anything was."""
    return request.FILES if request.method == "POST" else None


def find(request: HttpRequest, kind: Kind, public_id: UUID) -> Any:
    """The record, if the user may know of it."""
    return get_object_or_404(kind.rows(request.user), public_id=public_id)


def thread_address(noun: str, record: Any, user: Any) -> str:
    """The page of the thread on which a record hangs, for staff."""
    is_on_thread = noun in STARTS and user.is_staff_member
    return reverse("workspace:thread", args=[noun, record.public_id]) if is_on_thread else ""


@require_safe
@page_of
def show(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """One record: next step, facts, sources, what hangs on it, the last changes."""
    record, user = find(request, kind, public_id), request.user
    entries = entries_of(record, limit=RECENT + 1) if kind.has_history else []
    read_parties([record], kind.facts)
    context = {
        "kind": kind,
        "record": record,
        "can": {verb: kind.may(user, verb, record) for verb in kind.verbs},
        "pages": kind.pages(record, user),
        "next_step": kind.next_step(record, user),
        "facts": [(column.label, shown) for column in kind.facts if (shown := column.shown(record, user)) != ""],
        "threads": kind.threads(record, user),
        "parts": kind.parts(record, user),
        "sources": kind.sources(record),
        "shortcuts": [act for act in kind.acts if act.is_button and user.has_perm(act.permission, record)],
        "thread_href": thread_address(kind.noun, record, user),
        "entries": entries[:RECENT],
        "has_more": len(entries) > RECENT,
    }
    return render(request, "workspace/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def create(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Make a new record."""
    user = request.user
    if not kind.may_create(user):
        raise PermissionDenied
    subjects = kind.subjects(user) if kind.subjects else None
    form = kind.form(typed(request), sent_files(request), user=user, subjects=subjects, initial=request.GET.dict())
    if form.is_valid():
        subject = form.cleaned_data[form.subject_name] if kind.subjects else user
        record = attempt(form, lambda: kind.service("create")(subject, by=user, **form.facts))
        if record is not None:
            messages.success(request, _("%(name)s is recorded.") % {"name": kind.label(record)})
            return redirect(kind.address("", record.public_id))
    context = {"kind": kind, "record": None, "form": form}
    return render(request, "workspace/form.html", context, status=422 if form.errors else 200)


def attempt(form: Any, act: Callable[[], Any]) -> Any:
    """Do it, or show in the form what the service refuses and answer None."""
    try:
        return act()
    except ValidationError as error:
        form.take(error)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def edit(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """Change a record; where somebody else was quicker, show both and keep what was typed."""
    record, user = find(request, kind, public_id), request.user
    if not kind.may(user, "edit", record):
        raise PermissionDenied
    form = kind.form(typed(request), user=user, record=record)
    done = _("%(name)s is saved.") % {"name": kind.label(record)}
    return answer(
        request, kind, record, form, lambda **facts: kind.service("edit")(record, by=user, **facts), done=done
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def do_act(request: HttpRequest, kind: Kind, act: Act, public_id: UUID, part_id: UUID | None = None) -> HttpResponse:
    """Do one thing with a record or with a part of it."""
    record, user = find(request, kind, public_id), request.user
    part = get_object_or_404(act.parts(record, user), public_id=part_id) if act.parts else None
    subject = part or record
    if not user.has_perm(act.permission, subject):
        raise PermissionDenied
    form = act.form(typed(request), sent_files(request), user=user, record=part, parent=record)
    return answer(request, kind, record, form, lambda **facts: act.do(subject, by=user, **facts), act=act)


def answer(
    request: HttpRequest,
    kind: Kind,
    record: Any,
    form: Any,
    do: Callable[..., Any],
    *,
    act: Act | None = None,
    done: str = "",
) -> HttpResponse:
    """Do what a form says and go back to the record, or show the form with what is wrong or overtaken."""
    stale: dict[str, Any] = {}
    page = asked_page(request) or (
        reverse(f"workspace:{act.back}", args=[record.public_id]) if act and act.back else ""
    )
    if form.is_valid():
        version = {"version": form.version} if "version" in form.fields else {}
        try:
            if attempt(form, lambda: do(**version, **form.facts)) is not None:
                messages.success(request, done or _("Done: %(what)s.") % {"what": str(act.title).rstrip("?？")})
                return redirect(page or kind.address("", record.public_id))
        except StaleEdit as error:
            stale = _overtaken(form, error.current)
            form = form.renewed(error.current)
    context = {"kind": kind, "record": record, "form": form, "stale": stale, "act": act, "page_after": page}
    return render(request, "workspace/form.html", context, status=409 if stale else 422 if form.errors else 200)


def asked_page(request: HttpRequest) -> str:
    """The page of ours to which `?then=` leads back: the board, my day."""
    page = request.GET.get("then", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else ""


def _overtaken(form: Any, current: Any) -> dict[str, Any]:
    last = entries_of(current, limit=1)
    who, when = (last[0].who, formats.moment(last[0].when)) if last else ("", "")
    return {"who": who, "when": when, "differences": differences(form, current)}


@require_safe
@page_of
def history(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """Who changed what, when, from what."""
    record = find(request, kind, public_id)
    context = {"kind": kind, "record": record, "entries": entries_of(record)}
    return render(request, "workspace/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def confirm(request: HttpRequest, kind: Kind, public_id: UUID, verb: str) -> HttpResponse:
    """Archive, restore, publish, withdraw: asked first, then done."""
    record = find(request, kind, public_id)
    if not kind.may(request.user, verb, record):
        raise PermissionDenied
    question, words, button, done = CONFIRMED[verb]
    fault = ""
    if request.method == "POST":
        try:
            kind.service(verb)(record, by=request.user)
        except ValidationError as error:
            fault = " ".join(error.messages)
        else:
            messages.success(request, done % {"name": kind.label(record)})
            return redirect(kind.address("", public_id))
    context = {"kind": kind, "record": record, "question": question, "words": words, "button": button, "fault": fault}
    return render(request, "workspace/confirm.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def choose_public_fields(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """Decide field by field what the public sees of a record, look at it, and release it."""
    record = find(request, kind, public_id)
    if not kind.may(request.user, "publish", record):
        raise PermissionDenied
    form = PublicFieldsForm(typed(request), record=record)
    is_valid = form.is_valid()
    if is_valid and "preview" not in request.POST:
        try:
            kind.service("publish")(record, hidden=form.hidden, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, CONFIRMED["publish"][3] % {"name": kind.label(record)})
            return redirect(kind.address("", public_id))
    context = {
        "kind": kind,
        "record": record,
        "form": form,
        "seen": seen_by_public(kind, record, form.hidden if is_valid else record.hidden_fields),
        "decisions": decisions_of(record),
    }
    return render(request, "workspace/publication.html", context, status=422 if form.errors else 200)
