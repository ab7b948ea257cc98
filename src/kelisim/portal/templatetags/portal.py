"""What the portal's templates say about published figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common import formats
from kelisim.common.choices import Bound, Measure
from kelisim.common.models import SourceKind
from kelisim.common.templatetags.charts import meter
from kelisim.common.templatetags.kelisim import area_name, tr_text
from kelisim.overview.figures import Fulfilment, Said, per_project, reasons
from kelisim.overview.naming import indicator_name, thing_name
from kelisim.overview.quotes import Quote
from kelisim.portal import links
from kelisim.portal.balance import quarter_name
from kelisim.zones.queries import Balance

register = template.Library()

LISTS = {
    "regions": gettext_lazy("Regions"),
    "countries": gettext_lazy("Partner countries"),
    "projects": gettext_lazy("Projects"),
    "agreements": gettext_lazy("Agreements"),
    "events": gettext_lazy("Events"),
    "zones": gettext_lazy("Zones"),
    "indicators": gettext_lazy("Indicators"),
    "articles": gettext_lazy("Press"),
}


@register.inclusion_tag("portal/parts/figure.html")
def figure(said: Said, large: bool = False, here: bool = False) -> dict[str, Any]:
    """A figure as a link to its source, with the source's mark."""
    record = said.record
    return {
        "href": links.said_href(said, here=here),
        "mark": links.mark_of(said),
        "value": said.value,
        "unit": record.unit,
        "bound": record.bound,
        "large": large,
    }


@register.inclusion_tag("portal/parts/stat.html")
def stat(said: Said, here: bool = False, with_area: bool = False) -> dict[str, Any]:
    """A headline: what it is, the figure, what stands beside it and what differs."""
    bound = "" if said.record.bound == Bound.EXACT else f" ({Bound(said.record.bound).label})"
    earlier = said.series if len(said.series) > 2 else []
    plan = next((one for one in said.plans if one.record.unit == said.record.unit), None)
    return {
        "said": said,
        "here": here,
        "label": f"{label(said, with_area)}{bound}",
        "articles": article_count(said),
        "plan": plan,
        "plan_words": plan and f"{_written(said)} / {_written(plan)}",
        "spark_values": [one.value for one in earlier],
        "spark_words": "; ".join(
            f"{formats.period(*one.period)}: {formats.quantity(one.value, one.record.unit)}" for one in earlier
        ),
    }


def _written(said: Said) -> str:
    return formats.quantity(said.value, said.record.unit)


@register.filter
def bare_value(said: Said) -> str:
    """A count without its unit, which the title says; money with its currency."""
    return _written(said) if said.record.unit.isupper() else formats.number(said.value)


@register.filter
def spans_time(said: Said) -> bool:
    """Whether it speaks of more than a day."""
    return bool(said.record.start and said.record.start != said.record.end)


@register.filter
def thing(said: Said) -> str:
    """What is counted."""
    return thing_name(said.record)


@register.simple_tag
def label(said: Said, with_area: bool = False) -> str:
    """What is counted, with whom, when."""
    record = said.record
    parts = [thing_name(record)]
    parts += [area_name(record.area)] if with_area and record.area else []
    parts += [area_name(record.partner)] if record.partner else []
    what = " · ".join(parts)
    if record.start is None and record.end is None:
        return what
    return _("%(what)s, %(period)s") % {"what": what, "period": formats.period(record.start, record.end)}


@register.filter
def indicator_label(indicator: Any) -> str:
    """The indicator's name in the page's language."""
    return indicator_name(indicator)


@register.filter
def quote_href(quote: Quote) -> str:
    return links.quote_href(quote)


@register.filter
def source_name(quote: Quote, said: Said) -> str:
    """Who says it: the publisher or the title; of what a person entered the office, in the page's language."""
    if quote.kind == SourceKind.PERSON:
        return tr_text(said.record.office.name)
    return quote.publisher or quote.title


@register.filter
def series_href(said: Said) -> str:
    return links.series_href(said)


@register.filter
def difference_href(said: Said) -> str:
    return links.difference_href(said)


@register.filter
def article_count(said: Said) -> int:
    """In how many published articles the figure stands."""
    return len({quote.slug for quote in said.quotes if quote.slug})


@register.filter
def reasons_of(said: Said) -> str:
    """What explains that others differ from the figure."""
    return " ".join(reasons(said))


@register.filter
def jobs_of(said: Said | None) -> Said | None:
    """The jobs that stand beside a count of projects; none beside rows of which no text speaks."""
    return said and next((one for one in said.companions if one.measure == Measure.JOBS), None)


@register.filter
def jobs_per_project(said: Said | None) -> str:
    """Jobs to one project, rounded to whole people."""
    share = per_project(said) if said else None
    return "" if share is None else formats.number(share, decimals=0)


@register.inclusion_tag("portal/parts/plan.html")
def plan_figure(plan: Fulfilment, number: int) -> dict[str, Any]:
    """A plan held against what was reached, with the formula written out."""
    unit = plan.target.record.unit
    gap = formats.quantity(plan.gap, unit)
    return {
        "plan": plan,
        "number": number,
        "actual": plan.actual.value,
        "target": plan.target.value,
        "actual_words": _("%(amount)s actual, %(period)s")
        % {"amount": formats.quantity(plan.actual.value, unit), "period": formats.period(*plan.actual.period)},
        "target_words": _("%(amount)s plan") % {"amount": formats.quantity(plan.target.value, unit)},
        "gap_words": f"+{gap}" if plan.gap > 0 else gap,
    }


@register.filter
def page_of(record: Any) -> str:
    """The address of a record's page."""
    name = record._meta.model_name
    if name == "area":
        return reverse("portal:country" if record.kind == "country" else "portal:region", args=[record.code])
    key = {"indicator": "code", "article": "slug", "event": "slug", "zone": "slug"}.get(name, "public_id")
    return reverse(f"portal:{name}", args=[getattr(record, key)])


@register.filter
def is_made_up(record: Any) -> bool:
    """Whether a record is a sample."""
    return bool(getattr(record, "is_sample", False))


@register.simple_tag
def summary(title: Any, words: Any = "", record: Any = None) -> SafeString:
    """Title and words as search engines and messengers show them; samples are shown by neither."""
    text = " ".join(str(words).split()) or str(title)
    tags = [
        ("property", "og:title", f"{title} · Kelisim"),
        ("property", "og:description", text),
        ("name", "description", text),
    ]
    tags += [("name", "robots", "noindex")] if record is not None and is_made_up(record) else []
    return format_html_join("\n", '<meta {}="{}" content="{}">', tags)


@register.simple_tag
def crumbs(name: str) -> list[tuple[Any, str]]:
    """The way to a record: the first page and the list called `name`."""
    return [(_("Home"), reverse("portal:home")), (LISTS[name], reverse(f"portal:{name}"))]


@register.simple_tag
def either(said: Said) -> str:
    """34 or 41?"""
    values = [formats.quantity(one.value, one.record.unit) for one in (said, *said.others)]
    return _("%(values)s?") % {"values": _(" or ").join(dict.fromkeys(values))}


@register.inclusion_tag("portal/parts/history.html")
def history(said: Said) -> dict[str, Any]:
    """A line for each figure that is said of the same thing, and the step between the last two."""
    entries = sorted(
        (said, *said.others), key=lambda one: (one.record.end is None, one.record.end or one.day or date.min)
    )
    return {"said": said, "entries": entries, "step": _step(entries)}


def _step(entries: list[Said]) -> dict[str, str] | None:
    """By how much the last figure differs from the one before, and whether the new jobs fit the new projects."""
    before, after = entries[-2:]
    if before.record.unit.isupper():
        return None
    gap = after.value - before.value
    jobs = [next((each for each in one.companions if each.measure == Measure.JOBS), None) for one in (before, after)]
    if not (jobs[0] and jobs[1] and gap > 0):
        return {"value": _signed(gap), "words": ""}
    more = jobs[1].value - jobs[0].value
    words = _("%(jobs)s: %(share)s to a project, %(before)s before (computed)") % {
        "jobs": f"{'+' if more > 0 else ''}{formats.quantity(more, 'job')}",
        "share": formats.number(more / gap, decimals=0),
        "before": jobs_per_project(before),
    }
    return {"value": _signed(gap), "words": words}


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{formats.number(value)}"


@register.filter
def quarter(balance: Balance) -> str:
    return quarter_name(balance)


@register.filter
def plot_page(plot: Any) -> str:
    """A plot on the plan of its zone."""
    return f"{page_of(plot.zone)}?{urlencode({'plot': plot.number})}#plot"


@register.filter
def fitting(fits: list[Any]) -> list[Any]:
    return [fit for fit in fits if fit.fits]


@register.simple_tag
def load_meter(share: Any) -> SafeString:
    """A share of one in turquoise, gold where nothing is left."""
    return meter(share, "gold" if share >= 1 else "accent")


@register.filter
def month(value: date) -> str:
    """A month with its year, short."""
    return formats.month(value, style="short")


@register.filter
def unlocalized(value: Any) -> str:
    """A year is written without a mark between its digits."""
    return str(value)
