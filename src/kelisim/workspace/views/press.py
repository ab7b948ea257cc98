"""The press in the workspace: articles come in, their claims are reviewed one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.choices import Bound, ClaimStage, FactStatus, Language, Measure
from kelisim.common.templatetags.kelisim import area_name
from kelisim.events.models import Event
from kelisim.press import decisions, queries, services, versions
from kelisim.press.facts import Facts, facts_of, read_facts
from kelisim.press.models import PERSON, Article, ArticleVersion, Claim, ClaimState, RejectReason, Unclear
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.forms.press import AddressForm, ArticleForm, CorrectionForm, FilesForm, NewArticleForm
from kelisim.workspace.lists import by_choice, by_published, by_yes
from kelisim.workspace.pages import attempt, page_of
from kelisim.workspace.records import Kind, Line, Part, Step, Thread, address_of, for_offices, part_rows
from kelisim.workspace.views import press_names as names
from kelisim.workspace.views import press_places as places
from kelisim.workspace.views.press_words import FIELDS, measure_of, words_of
from kelisim.workspace.works import press as works

HEADING = "#now"


def next_step(article: Article, user: User) -> Step | None:
    """Claims that wait are the next thing to do, then figures whose words the text no longer has."""
    if article.is_archived:
        return None
    if not article.open_count:
        return _left_behind_step(article) or _unclear_step(article)
    title = ngettext("%(count)s claim waits for a decision", "%(count)s claims wait for a decision", article.open_count)
    return Step(
        title % {"count": formats.number(article.open_count)},
        _("Accept what is right; correct or reject the rest."),
        href=reverse("workspace:article_review", args=[article.public_id]),
        label=_("Review"),
    )


def _unclear_step(article: Article) -> Step | None:
    if not article.unclear_count:
        return None
    title = ngettext(
        "%(count)s place was not understood", "%(count)s places were not understood", article.unclear_count
    )
    return Step(
        title % {"count": formats.number(article.unclear_count)},
        _("Make a claim of it, or dismiss it with a reason."),
        href=reverse("workspace:article_review", args=[article.public_id]),
        label=_("Review"),
    )


def _left_behind_step(article: Article) -> Step | None:
    count = versions.left_behind(article).count()
    if not count:
        return None
    title = ngettext(
        "%(count)s figure rests on words that the corrected text no longer has",
        "%(count)s figures rest on words that the corrected text no longer has",
        count,
    )
    return Step(
        title % {"count": formats.number(count)},
        _("Take it out of the ledger, or let it stand."),
        href=reverse("workspace:article_versions", args=[article.public_id]),
        label=_("Compare the texts"),
    )


def parts(article: Article, user: User) -> list[Part]:
    """The claims in the order of the text, and what was not understood."""
    version = queries.latest_version(article)
    claims, unclear = list(queries.claims_of(version)), list(queries.unclear_places(version))
    return [
        Part(
            "claims",
            _("Claims"),
            CLAIM_COLUMNS,
            part_rows(claims, CLAIM_COLUMNS, links_of(article)),
            _("No claims were found."),
        ),
        *(
            [
                Part(
                    "unclear",
                    _("Not understood"),
                    UNCLEAR_COLUMNS,
                    part_rows(unclear, UNCLEAR_COLUMNS, links_of_places(article)),
                    "",
                )
            ]
            if unclear
            else []
        ),
    ]


def links_of(article: Article) -> Callable[[Claim], list[tuple[str, str]]]:
    """Where a claim is reviewed."""
    base = reverse("workspace:article_review", args=[article.public_id])
    return lambda claim: [(_("Look at it"), f"{base}?claim={claim.public_id}")]


def links_of_places(article: Article) -> Callable[[Unclear], list[tuple[str, str]]]:
    """Where an unclear place is settled."""
    base = reverse("workspace:article_review", args=[article.public_id])
    return lambda place: [(_("Look at it"), f"{base}?place={place.public_id}#now")]


def threads(article: Article, user: User) -> list[Thread]:
    """The text itself, on the portal where it is public; and where it is retold from."""
    origin = article.origin
    retold = (
        [
            Line(
                origin.publisher or origin.title,
                origin.url,
                formats.day(origin.day) if origin.day else _("day unknown"),
            )
        ]
        if origin
        else []
    )
    public = (
        [Line(article.title, reverse("portal:article", args=[article.slug]), _("as the public sees it"))]
        if article.is_published
        else []
    )
    return [
        Thread("public", _("On the portal"), public),
        Thread("origin", _("Retold from"), retold),
        Thread("addresses", _("Found at"), [Line(one.url, one.url) for one in article.addresses.all()]),
        _versions_of(article, user),
        _names_in(article, user),
    ]


def _names_in(article: Article, user: User) -> Thread:
    """The records to which people linked what the article names, and the way to the rest."""
    rows = names.linked(queries.latest_version(article), user)
    lines = [Line(row.linked, row.href, row.mention.quote) for row in rows]
    href = reverse("workspace:article_names", args=[article.public_id])
    return Thread("names", _("Named in it"), [*lines, Line(_("All that it names"), href)])


def _versions_of(article: Article, user: User) -> Thread:
    """The texts that it had, and the way to a corrected one."""
    href = reverse("workspace:article_versions", args=[article.public_id])
    rows = article.versions.order_by("-number")
    lines = [
        Line(
            _("Version %(number)s") % {"number": one.number},
            f"{href}?number={one.number}",
            formats.moment(one.created_at),
        )
        for one in rows
    ]
    more = _("A corrected text") if user.has_perm("press.store_version", article) else ""
    return Thread("versions", _("Texts"), lines, more, reverse("workspace:article_text", args=[article.public_id]))


CLAIM_COLUMNS = (
    Column("quote", gettext_lazy("Quote")),
    Column("value", gettext_lazy("Value"), "text", lambda claim: words_of(facts_of(claim))),
    Column("measure", gettext_lazy("Measure"), "text", lambda claim: measure_of(facts_of(claim))),
    Column("state", gettext_lazy("Decision"), "text", choice("state")),
)
UNCLEAR_COLUMNS = (
    Column("quote", gettext_lazy("Quote")),
    Column("why", gettext_lazy("Why"), "text", places.why_of),
    Column("fate", gettext_lazy("Decision"), "text", places.fate_of),
)
ARTICLE = Kind(
    noun="article",
    plural="press",
    model=Article,
    services=services,
    rows=queries.articles_for_list,
    form=ArticleForm,
    columns=(
        Column("title", gettext_lazy("Title"), "name", sort="title"),
        Column("open_count", gettext_lazy("To review"), "number", sort="open_count"),
        Column("claim_count", gettext_lazy("Claims"), "number", sort="claim_count"),
        Column("unclear_count", gettext_lazy("Not understood"), "number", sort="unclear_count"),
        Column("day", gettext_lazy("Published on"), "day", sort="day"),
        Column("publisher", gettext_lazy("Publisher"), "name", sort="publisher"),
        Column("language", gettext_lazy("Language"), "choice", choice("language"), sort="language"),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
        Column("created_at", gettext_lazy("Stored"), "moment", sort="created_at", is_shown=False),
    ),
    facts=(
        Column("day", gettext_lazy("Day of publication"), "text", lambda row: formats.day(row.day) if row.day else _("unknown")),
        Column("publisher", gettext_lazy("Publisher")),
        Column("language", gettext_lazy("Language"), "choice", choice("language")),
        Column("url", gettext_lazy("Address"), "web"),
        Column("reporter", gettext_lazy("Reported by"), "link"),
        Column("claim_count", gettext_lazy("Claims"), "number"),
        Column("open_count", gettext_lazy("To review"), "number"),
        Column("unclear_count", gettext_lazy("Not understood"), "number"),
    ),
    title=gettext_lazy("Press"),
    new=gettext_lazy("Read an article"),
    icon="press",
    empty=gettext_lazy("Paste a press text: the numbers that it states become claims, and what you accept is in the ledger with its quote."),
    filters=(
        by_choice("language", gettext_lazy("Language"), Language.choices),
        by_yes("open", gettext_lazy("To review"), lambda rows, yes: rows.filter(open_count__gt=0) if yes else rows.filter(open_count=0)),
        by_yes("unclear", gettext_lazy("Not understood"), lambda rows, yes: rows.filter(unclear_count__gt=0) if yes else rows.filter(unclear_count=0)),
        by_published(),
    ),
    order="-created_at",
    creates="store_article",
    next_step=next_step,
    parts=parts,
    threads=threads,
)  # fmt: skip


# ------------------------------------------------------------------ a new article


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


# ------------------------------------------------------------------ the review


@require_safe
@page_of
def review(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """One claim at a time: its sentence, what was read, what the ledger has, and the decision."""
    version = _version(request, public_id)
    waiting, unclear = list(queries.queue(version)), places.waiting_places(version)
    place = places.chosen_place(request, version, unclear)
    claim = None if place else _chosen(request, version, waiting)
    if claim is None and place is None and unclear:
        place = unclear[0]
    context = _review(request.user, version, claim, waiting)
    context["here"] = request.get_full_path()
    context["unclear"] = [(one, places.why_of(one)) for one in unclear]
    if place:
        context |= places.of_place(place, unclear, version)
    return render(request, "workspace/press/review.html", context)


def _version(request: HttpRequest, public_id: UUID) -> ArticleVersion:
    article = get_object_or_404(queries.articles_for_list(request.user), public_id=public_id)
    return queries.latest_version(article)


def _chosen(request: HttpRequest, version: ArticleVersion, waiting: list[Claim]) -> Claim | None:
    wanted = request.GET.get("claim", "")
    found = next((one for one in waiting if str(one.public_id) == wanted), None)
    if found is None and wanted:
        found = next((one for one in queries.claims_of(version) if str(one.public_id) == wanted), None)
    return found or (waiting[0] if waiting else None)


def _review(user: User, version: ArticleVersion, claim: Claim | None, waiting: list[Claim]) -> dict[str, Any]:
    done, total = queries.progress_of(version)
    context = {
        "kind": ARTICLE,
        "article": version.article,
        "waiting": [(one, *_in_queue(one)) for one in waiting],
        "done": done,
        "total": total,
        "undo": places.undo_of(version, user),
        "can_decide": user.has_perm("press.store_claims", version),
        "named": names.suggested(version, user),
        "is_public": version.article.is_published,
    }
    return context | _of_claim(user, version, claim, waiting) if claim else context


def _in_queue(claim: Claim) -> tuple[str, str, str]:
    facts = facts_of(claim)
    return words_of(facts), measure_of(facts), formats.percent(claim.confidence * 100, decimals=0)


def _of_claim(user: User, version: ArticleVersion, claim: Claim, waiting: list[Claim]) -> dict[str, Any]:
    facts = facts_of(claim) if claim.is_decided else read_facts(claim)
    known = queries.known_to_ledger(claim, user)
    return {
        "claim": claim,
        "heading": words_of(facts),
        "fields": fields_of(claim, facts),
        "passage": queries.passage_of(claim, queries.claims_of(version)),
        "known": known,
        "hints": [words_of_hint(hint) for hint in queries.hints_for(claim, known)],
        "decided_before": words_of(facts_of(claim)) if claim.state == ClaimState.REOPENED else "",
        "replaced": _replaced(user, claim),
        "following": queries.after(claim, waiting),
        "reasons": [one for one in RejectReason.choices if one[0] != RejectReason.CORRECTED],
    }


def _replaced(user: User, claim: Claim) -> dict[str, str] | None:
    """What the text before said instead, and the figure that rests on it."""
    old = claim.follows
    if old is None or claim.is_decided or read_facts(old) == read_facts(claim):
        return None
    figure = old.figure if old.source_id else None
    fields = ", ".join(str(FIELDS[name]) for name in versions.differences(read_facts(old), read_facts(claim)))
    href = address_of(figure, user) if figure else ""
    return {"said": words_of(facts_of(old)), "sentence": queries.sentence_of(old), "fields": fields, "href": href}


def fields_of(claim: Claim, facts: Facts) -> list[dict[str, str]]:
    """The fields of a claim: name, what was read, the words of the text and the rule by which, and what came second."""
    stage = ClaimStage(facts.stage).label if facts.stage else ""
    period = formats.period(facts.start, facts.end) if facts.start or facts.end else _("the text does not tell")
    rows = [
        ("measure", _("Measure"), measure_of(facts)),
        ("value", _("Value"), words_of(facts)),
        ("bound", _("How exactly"), Bound(facts.bound).label),
        ("status", _("Status"), FactStatus(facts.status).label),
        ("stage", _("How far it has come"), stage),
        ("period", _("Period"), period),
        ("area", _("Area"), area_name(facts.area) if facts.area else _("the text does not tell")),
        ("partner", _("Partner country"), area_name(facts.partner) if facts.partner else ""),
    ]
    found = claim.evidence.get("fields", {})
    return [
        {
            "label": label,
            "said": str(said),
            "quote": _evidence(claim, name, found.get(name, {})),
            "rule": found.get(name, {}).get("rule", ""),
            "second": _second(claim, name),
        }
        for name, label, said in rows
        if said
    ]


def _second(claim: Claim, name: str) -> str:
    """The reading that came second, and how near it was."""
    other = claim.evidence.get("runner_up")
    if not other or other["field"] != name:
        return ""
    margin = formats.percent(other["margin"] * 100, decimals=0)
    return _("second: %(other)s, %(margin)s behind") % {"other": _named(other), "margin": margin}


def _evidence(claim: Claim, name: str, found: dict[str, Any]) -> str:
    if name == "value":
        return f"«{claim.quote}»"
    start, end = found.get("place", (0, 0))
    words = claim.version_of.text[start:end]
    if any(letter.isalnum() for letter in words):
        return f"«{words}»"
    return _("from the article as a whole") if found.get("rule", "").startswith("article") else ""


def _named(other: dict[str, Any]) -> str:
    names = {"measure": dict(Measure.choices), "status": dict(FactStatus.choices), "stage": dict(ClaimStage.choices)}
    return str(names.get(other["field"], {}).get(other["value"], other["value"]))


def words_of_hint(hint: queries.Hint) -> str:
    """A hint in words."""
    values = hint.values
    if hint.code == "slip":
        said = formats.quantity(values["figure"].value, values["figure"].unit)
        return _("The ledger has %(figure)s: %(times)s times more or less. Millions and billions mixed up?") % {
            "figure": said, "times": formats.number(values["times"]),
        }  # fmt: skip
    if hint.code == "per_job":
        return _("That makes %(each)s for each job. Look at both numbers again.") % {
            "each": formats.money(values["each"], "KZT")
        }
    return _("The machine was not sure: it could also be “%(other)s”.") % {"other": _named(values)}


# ------------------------------------------------------------------ decisions


def _claim(request: HttpRequest, public_id: UUID, claim_id: UUID) -> Claim:
    return get_object_or_404(queries.claims_of(_version(request, public_id)), public_id=claim_id)


def _onward(claim: Claim) -> HttpResponse:
    version = claim.version_of
    following = queries.after(claim, list(queries.queue(version)))
    address = reverse("workspace:article_review", args=[version.article.public_id])
    return redirect(f"{address}?claim={following.public_id}{HEADING}" if following else address)


def _stay(claim: Claim) -> HttpResponse:
    address = reverse("workspace:article_review", args=[claim.version_of.article.public_id])
    return redirect(f"{address}?claim={claim.public_id}{HEADING}")


def _decide(request: HttpRequest, claim: Claim, do: Callable[[], Any], done: str) -> HttpResponse:
    told = words_of(facts_of(claim))
    try:
        do()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _stay(claim) if not claim.is_decided else _onward(claim)
    messages.success(request, done % {"claim": told})
    return _onward(claim)


def _opened_version(request: HttpRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


@require_POST
@page_of
def accept_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Take the claim into the ledger as it was read."""
    claim = _claim(request, public_id, claim_id)
    accept = lambda: decisions.accept_claim(claim, version=_opened_version(request), by=request.user)  # noqa: E731  # the one deed
    return _decide(request, claim, accept, _("Accepted: %(claim)s."))


@require_POST
@page_of
def reject_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Say that the claim is no figure for the ledger."""
    claim, reason = _claim(request, public_id, claim_id), request.POST.get("reason", "")
    reason = reason if reason in RejectReason.values else RejectReason.MISREAD
    reject = lambda: decisions.reject_claim(claim, reason=reason, version=_opened_version(request), by=request.user)  # noqa: E731  # the one deed
    return _decide(request, claim, reject, _("Rejected: %(claim)s."))


@require_POST
@page_of
def reopen_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Take the decision back."""
    claim = _claim(request, public_id, claim_id)
    if claim.reader == PERSON and (place := Unclear.objects.filter(claim=claim).first()):
        return places.reopen_place(request, kind=kind, public_id=public_id, place_id=place.public_id)
    decisions.reopen_claim(claim, by=request.user)
    messages.info(request, _("Taken back: %(claim)s waits again.") % {"claim": words_of(facts_of(claim))})
    return _stay(claim)


@require_http_methods(["GET", "HEAD", "POST"])
@page_of
def correct_claim(request: HttpRequest, kind: Kind, public_id: UUID, claim_id: UUID) -> HttpResponse:
    """Put right what was read, and take it into the ledger."""
    claim, user = _claim(request, public_id, claim_id), request.user
    if not user.has_perm("press.correct_claim", claim):
        raise PermissionDenied
    events = Event.objects.filter(office=claim.version_of.article.office)
    form = CorrectionForm(request.POST or None, claim=claim, events=events)
    if form.is_valid() and attempt(form, lambda: decisions.correct_claim(claim, by=user, **form.facts)):
        messages.success(request, _("Corrected and accepted: %(claim)s.") % {"claim": words_of(facts_of(claim))})
        return _onward(claim)
    claims = queries.claims_of(claim.version_of)
    context = {"kind": kind, "article": claim.version_of.article, "claim": claim, "form": form}
    context |= {"passage": queries.passage_of(claim, claims), "heading": words_of(facts_of(claim))}
    return render(request, "workspace/press/correct.html", context, status=422 if form.errors else 200)


@require_POST
@page_of
def read_article(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """Let the reader read the text again."""
    version = _version(request, public_id)
    try:
        services.read_article(version, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The text was read again; decisions stay as they are."))
    return redirect("workspace:article_review", public_id)
