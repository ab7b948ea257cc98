"""How a figure is called: its measure, stage and partner in the page's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kelisim.common.choices import ClaimStage, FactStatus, Measure
from kelisim.common.formats import language_of
from kelisim.indicators.models import Indicator

STAGED: dict[tuple[str, str], Any] = {
    (Measure.PROJECT_COUNT, ClaimStage.INTENDED): gettext_lazy("Projects intended"),
    (Measure.PROJECT_COUNT, ClaimStage.POOL): gettext_lazy("Projects in the pool"),
    (Measure.PROJECT_COUNT, ClaimStage.UNDER_WAY): gettext_lazy("Projects under way"),
    (Measure.PROJECT_COUNT, ClaimStage.LAUNCHED): gettext_lazy("Projects launched"),
    (Measure.PROJECT_VALUE, ClaimStage.INTENDED): gettext_lazy("Value of projects intended"),
    (Measure.PROJECT_VALUE, ClaimStage.POOL): gettext_lazy("Value of projects in the pool"),
    (Measure.PROJECT_VALUE, ClaimStage.UNDER_WAY): gettext_lazy("Value of projects under way"),
    (Measure.PROJECT_VALUE, ClaimStage.LAUNCHED): gettext_lazy("Value of projects launched"),
    (Measure.ENTERPRISE_COUNT, ClaimStage.INTENDED): gettext_lazy("Enterprises intended"),
    (Measure.ENTERPRISE_COUNT, ClaimStage.UNDER_WAY): gettext_lazy("Enterprises being set up"),
    (Measure.ENTERPRISE_COUNT, ClaimStage.LAUNCHED): gettext_lazy("Enterprises at work"),
}
BY_STATUS: dict[tuple[str, str], Any] = {
    (Measure.JOBS, FactStatus.ACTUAL): gettext_lazy("Jobs created"),
    (Measure.JOBS, FactStatus.PLANNED): gettext_lazy("Jobs planned"),
    (Measure.AGREEMENT_COUNT, FactStatus.ACTUAL): gettext_lazy("Papers signed"),
    (Measure.AGREEMENT_COUNT, FactStatus.PLANNED): gettext_lazy("Papers to be signed"),
    (Measure.AGREEMENT_VALUE, FactStatus.ACTUAL): gettext_lazy("Sum of the papers signed"),
}
STATUS_WORDS = {
    FactStatus.PLANNED: pgettext_lazy("status of a figure", "planned"),
    FactStatus.TARGET: pgettext_lazy("status of a figure", "plan"),
}


def indicator_name(indicator: Indicator) -> str:
    """The name in the page's language, or that of the measure where nobody wrote one."""
    own = (indicator.name or {}).get(language_of())
    if own:
        return str(own)
    if indicator.measure == Measure.GROWTH:
        return _("Growth: %(measure)s") % {"measure": Measure(indicator.of).label}
    return str(Measure(indicator.measure).label)


def thing_name(record: Any) -> str:
    """What is counted, with its stage: Projects launched, Jobs planned."""
    measure, status = record.indicator.measure, str(record.status)
    known = STAGED.get((measure, record.stage)) or BY_STATUS.get((measure, status))
    if known:
        return str(known)
    name = indicator_name(record.indicator)
    word = STATUS_WORDS.get(FactStatus(status))
    return _("%(name)s, %(status)s") % {"name": name, "status": word} if word else name


def claim_name(claim: Any) -> str:
    """The same for a claim, which has a measure instead of an indicator."""
    known = STAGED.get((claim.measure, claim.stage)) or BY_STATUS.get((claim.measure, claim.status))
    if known:
        return str(known)
    name = str(Measure(claim.measure).label)
    if claim.measure == Measure.GROWTH and claim.of:
        name = _("Growth: %(measure)s") % {"measure": Measure(claim.of).label}
    word = STATUS_WORDS.get(FactStatus(claim.status))
    return _("%(name)s, %(status)s") % {"name": name, "status": word} if word else name
