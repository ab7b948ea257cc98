"""The review of an article: one claim at a time, with its sentence, what was read and why, what the ledger has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.choices import Bound, ClaimStage, FactStatus, Measure
from kelisim.common.models import Area
from kelisim.common.templatetags.kelisim import area_name
from kelisim.press import queries, versions
from kelisim.press.facts import Facts, facts_of, read_facts
from kelisim.press.models import ArticleVersion, Claim, ClaimState, RejectReason
from kelisim.workspace.pages import page_of
from kelisim.workspace.records import Kind, address_of
from kelisim.workspace.views import press_names as names
from kelisim.workspace.views import press_places as places
from kelisim.workspace.views.press_words import FIELDS, measure_of, words_of
from kelisim.workspace.works import press_model as model

CHOICES = {
    "measure": dict(Measure.choices),
    "status": dict(FactStatus.choices),
    "stage": dict(ClaimStage.choices),
    "bound": dict(Bound.choices),
}
FIELD_NAMES = {**FIELDS, "period": gettext_lazy("Period")}


@require_safe
@page_of
def review(request: HttpRequest, kind: Kind, public_id: UUID) -> HttpResponse:
    """One claim at a time: its sentence, what was read, what the ledger has, and the decision."""
    version = version_of(request, public_id)
    waiting, unclear = list(queries.queue(version)), places.waiting_places(version)
    place = places.chosen_place(request, version, unclear)
    claim = None if place else _chosen(request, version, waiting)
    if claim is None and place is None and unclear:
        place = unclear[0]
    context = {"kind": kind} | _review(request.user, version, claim, waiting)
    context["here"] = request.get_full_path()
    context["unclear"] = [(one, places.why_of(one)) for one in unclear]
    if place:
        context |= places.of_place(place, unclear, version)
    return render(request, "workspace/press/review.html", context)


def version_of(request: HttpRequest, public_id: UUID) -> ArticleVersion:
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
        "article": version.article,
        "waiting": [(one, *_in_queue(one)) for one in waiting],
        "done": done,
        "total": total,
        "undo": places.undo_of(version, user),
        "can_decide": user.has_perm("press.store_claims", version),
        "has_model": model.is_on(),
        "named": names.suggested(version, user),
        "is_public": version.article.is_published,
    }
    return context | of_claim(user, version, claim, waiting) if claim else context


def _in_queue(claim: Claim) -> tuple[str, str, str]:
    facts = facts_of(claim)
    return words_of(facts), measure_of(facts), formats.percent(claim.confidence * 100, decimals=0)


def of_claim(user: User, version: ArticleVersion, claim: Claim, waiting: list[Claim]) -> dict[str, Any]:
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


def _area(code: str) -> str:
    """The name of a place by its code; samples have theirs in the ledger alone."""
    return area_name(Area.objects.filter(code=code).first() or code) if code else ""


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
        ("area", _("Area"), _area(facts.area) or _("the text does not tell")),
        ("partner", _("Partner country"), _area(facts.partner)),
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


def seconds_of(claim: Claim) -> list[str]:
    """The readings that came second, field by field, the nearest first."""
    said = (f"{FIELD_NAMES.get(one['field'], one['field'])}: {named(one)}" for one in queries.runners_up(claim))
    return [str(words) for words in said]


def _second(claim: Claim, name: str) -> str:
    """The reading of a field that came second, and how near it was."""
    other = next((one for one in queries.runners_up(claim) if one["field"] == name), None)
    if other is None:
        return ""
    margin = formats.percent(other["margin"] * 100, decimals=0)
    return _("second: %(other)s, %(margin)s behind") % {"other": named(other), "margin": margin}


def _evidence(claim: Claim, name: str, found: dict[str, Any]) -> str:
    if name == "value":
        return f"«{claim.quote}»"
    start, end = found.get("place", (0, 0))
    words = claim.version_of.text[start:end]
    if any(letter.isalnum() for letter in words):
        return f"«{words}»"
    return _("from the article as a whole") if found.get("rule", "").startswith("article") else ""


def named(other: dict[str, Any]) -> str:
    """The value of a reading that came second, in words."""
    field, value = other["field"], other["value"]
    if field == "period":
        start, _slash, end = value.partition("/")
        return formats.period(_day(start), _day(end))
    if field in ("area", "partner"):
        return _area(value)
    if field == "value":
        return formats.quantity(Decimal(value), other["unit"])
    return str(CHOICES.get(field, {}).get(value, value))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


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
    return _("The machine was not sure: it could also be “%(other)s”.") % {"other": named(values)}
