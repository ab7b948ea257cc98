"""A language model asked about an article: what it proposes waits for a person, where the rules read the same number."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.jobs import Job, Line, Outcome, Progress, begin, in_each_language, work
from kelisim.press import reading, services
from kelisim.press.language_model import LanguageModel, ModelError
from kelisim.press.models import ArticleVersion, Claim

REFUSALS = {
    "quote_not_in_text": gettext_lazy("The text does not have these words."),
    "number_not_in_quote": gettext_lazy("There is no number in these words."),
    "several_numbers": gettext_lazy("These words hold more than one number."),
    "other_value": gettext_lazy("The rules read another value here."),
    "other_unit": gettext_lazy("The rules read another unit here."),
    "other_noun": gettext_lazy("The rules read another thing counted here."),
    "period_not_in_text": gettext_lazy("The paragraph does not tell this time."),
    "area_not_in_text": gettext_lazy("The text does not name this place."),
    "partner_not_in_text": gettext_lazy("The text does not name this country."),
    "known": gettext_lazy("This number has its claim already."),
}
FAULTS = {
    "bad_address": gettext_lazy("The address of the language model is wrong. The administrator sets it."),
    "unreachable": gettext_lazy("The language model cannot be reached."),
    "slow": gettext_lazy("The language model did not answer in time."),
    "refused": gettext_lazy("The server of the language model refused to answer."),
    "too_long": gettext_lazy("The answer of the language model is too long."),
}


def is_on() -> bool:
    """An address is set; without one nobody is asked."""
    return LanguageModel.from_environment() is not None


def begin_model(version: ArticleVersion, *, by: User) -> Job:
    """Let a worker ask the language model about a text."""
    if not by.has_perm("press.store_proposals", version):
        raise PermissionDenied("press.store_proposals")
    article = version.article
    return begin(
        "press.ask_model", key=str(version.pk), title=lambda: article.title, by=by, office=article.office, version=version.pk
    )  # fmt: skip


@work("press.ask_model", gettext_lazy("Ask the language model"))
def ask_model(progress: Progress, *, version: int) -> Outcome:
    """One question, one answer; each proposal is told with what came of it."""
    text = ArticleVersion.objects.select_related("article__office").get(pk=version)
    model = LanguageModel.from_environment()
    if model is None:
        raise ValidationError(_("No language model is set."))
    progress.of(1)
    proposed = _asked(text, model)
    claims = services.store_proposals(text, found=proposed.found, by=progress.by)
    progress.lines += [*(_taken(claim) for claim in claims), *(_refused(*one) for one in proposed.refused)]
    progress.step()
    words = in_each_language(lambda: _words(len(claims), len(proposed.refused)))
    return Outcome(words, _review(text))


def _asked(text: ArticleVersion, model: LanguageModel) -> reading.Proposed:
    article = text.article
    try:
        proposed = reading.propose(
            text.text, day=article.day, language=article.language, ask=model.ask, model=model.name
        )
    except ModelError as error:
        raise ValidationError(
            str(FAULTS.get(error.code, _("The answer of the language model is of no use.")))
        ) from error
    if proposed.fault:
        raise ValidationError(_("The answer of the language model is of no use."))
    return proposed


def _words(taken: int, refused: int) -> str:
    """How many proposals wait for a person, and how many did not enter."""
    first = ngettext("%(count)s proposal waits for a decision.", "%(count)s proposals wait for a decision.", taken)
    second = ngettext("%(count)s was refused.", "%(count)s were refused.", refused)
    return f"{first % {'count': formats.number(taken)}} {second % {'count': formats.number(refused)}}"


def _taken(claim: Claim) -> Line:
    href = reverse("workspace:article_review", args=[claim.version_of.article.public_id])
    return Line(claim.quote, _("It waits for a decision."), f"{href}?claim={claim.public_id}#now")


def _refused(quote: str, code: str) -> Line:
    return Line(quote[:200] or _("A proposal"), str(REFUSALS.get(code, _("Its form is wrong."))), is_fault=True)


def _review(text: ArticleVersion) -> str:
    return reverse("workspace:article_review", args=[text.article.public_id])
