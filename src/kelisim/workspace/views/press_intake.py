"""Articles come in: pasted, as files, from an address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kelisim.common import formats
from kelisim.press import services
from kelisim.workspace.forms.press import AddressForm, FilesForm, NewArticleForm
from kelisim.workspace.pages import attempt, page_of
from kelisim.workspace.records import Kind, for_offices
from kelisim.workspace.works import press as works


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def store_article(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Paste or upload a text; it is read at once."""
    user = request.user
    if not kind.may_create(user):
        raise PermissionDenied
    form = NewArticleForm(request.POST or None, request.FILES or None, user=user, offices=for_offices(user))
    if "plain" in request.POST:
        form = form.without_code()
    elif form.is_valid():
        stored = attempt(form, lambda: services.store_article(form.cleaned_data["office"], by=user, **form.facts))
        if stored is not None:
            return _read_and_tell(request, stored, is_public=form.cleaned_data["publish"])
    status = 422 if form.is_bound and form.errors else 200
    context = {"kind": kind, "form": form, "ways": ways("article_new")}
    return render(request, "workspace/press/new.html", context, status=status)


def ways(current: str) -> list[dict[str, Any]]:
    """How articles come in, as tabs."""
    known = (
        ("article_new", _("Paste a text"), "edit"),
        ("press_files", _("Files and folders"), "doc"),
        ("press_address", _("From the web"), "globe"),
        ("feed_list", _("Feeds"), "clock"),
    )
    return [
        {"href": reverse(f"workspace:{name}"), "label": label, "icon": icon, "is_current": name == current}
        for name, label, icon in known
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def take_in_files(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Upload many texts at once; a worker reads them."""
    user = request.user
    if not kind.may_create(user):
        raise PermissionDenied
    form = FilesForm(request.POST or None, request.FILES or None, user=user, offices=for_offices(user))
    if form.is_valid():
        facts = form.cleaned_data
        job = attempt(
            form, lambda: works.begin_uploads(facts["office"], facts["given"], is_public=facts["publish"], by=user)
        )
        if job is not None:
            return redirect("workspace:job", job.public_id)
    context = {"kind": kind, "form": form, "ways": ways("press_files")}
    return render(request, "workspace/press/files.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def take_in_address(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Name a page or a feed; a worker fetches it."""
    user = request.user
    if not kind.may_create(user):
        raise PermissionDenied
    form = AddressForm(request.POST or None, user=user, offices=for_offices(user))
    if form.is_valid():
        facts = form.cleaned_data
        job = works.begin_address(facts["office"], facts["url"], is_public=facts["publish"], by=user)
        return redirect("workspace:job", job.public_id)
    context = {"kind": kind, "form": form, "ways": ways("press_address")}
    return render(request, "workspace/press/address.html", context, status=422 if form.errors else 200)


def _read_and_tell(request: HttpRequest, stored: services.Stored, *, is_public: bool) -> HttpResponse:
    article, version, is_new = stored
    if not is_new:
        messages.info(request, _("This text is here already; nothing was added."))
        return redirect("workspace:article", article.public_id)
    try:
        claims = services.read_article(version, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("workspace:article", article.public_id)
    if is_public and not article.is_published:
        services.publish_article(article, by=request.user)
    if article.day is None:
        messages.warning(
            request,
            _("The day of publication is not known: words such as “today” and “this year” stay without a time."),
        )
    if not claims:
        messages.warning(request, _("No claims were found in this text."))
        return redirect("workspace:article", article.public_id)
    found = ngettext("%(count)s claim was found.", "%(count)s claims were found.", len(claims))
    messages.success(request, found % {"count": formats.number(len(claims))})
    return redirect("workspace:article_review", article.public_id)
