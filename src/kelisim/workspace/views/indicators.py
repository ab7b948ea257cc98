"""Indicators, targets and observations in the workspace."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.common.choices import ClaimStage, FactStatus, Measure
from kelisim.common.templatetags.kelisim import area_name
from kelisim.indicators import services
from kelisim.indicators.models import Basis, Indicator, Observation, Target
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_area, by_country, by_office, by_sample, in_years
from kelisim.workspace.forms.indicators import IndicatorForm, ObservationForm, TargetForm
from kelisim.workspace.lists import Filter, by_choice, by_published
from kelisim.workspace.records import Kind, Line, Thread, address_of

FIRST = 20


def figure_label(figure: Any) -> str:
    """A figure in words: the indicator, the place and the value."""
    place = f" · {area_name(figure.area)}" if figure.area else ""
    return f"{figure.indicator}{place} · {formats.quantity(figure.value, figure.unit, bound=figure.bound)}"


def figures_for_list(model: type[Target] | type[Observation], user: User) -> QuerySet:
    rows = model.everything.visible_to(user)
    return rows.select_related("indicator", "area", "partner", "office", "reporter", "archived_by")


def indicator_threads(indicator: Indicator, user: User) -> list[Thread]:
    """The newest figures of an indicator."""
    return [
        _figures(Target, TARGET, _("Targets"), indicator, user),
        _figures(Observation, OBSERVATION, _("Observations"), indicator, user),
    ]


def _figures(model: Any, kind: Kind, title: str, indicator: Indicator, user: User) -> Thread:
    rows = figures_for_list(model, user).filter(indicator=indicator, archived_at__isnull=True).order_by("-end", "-pk")
    lines = [
        Line(figure_label(row), address_of(row), formats.period(row.start, row.end) if row.start or row.end else "")
        for row in rows[:FIRST]
    ]
    return Thread(kind.plural, title, lines, _("All of them"), f"{kind.address('list')}?indicator={indicator.code}")


def figure_threads(figure: Any, user: User) -> list[Thread]:
    """The articles that state the figure."""
    claims = figure.claims.visible_to(user).select_related("version_of__article")[:FIRST]
    lines = [Line(f"“{claim.quote}”", "", claim.version_of.article.title) for claim in claims]
    return [Thread("claims", _("Stated in the press"), lines)]


def by_indicator() -> Filter:
    """One indicator."""
    return Filter(
        "indicator",
        lambda user: forms.ModelChoiceField(
            Indicator.objects.all(), to_field_name="code", label=_("Indicator"), required=False, empty_label=_("All")
        ),
        lambda rows, indicator: rows.filter(indicator=indicator),
    )


INDICATOR = Kind(
    noun="indicator",
    plural="indicators",
    model=Indicator,
    services=services,
    rows=lambda user: Indicator.everything.visible_to(user).select_related("archived_by"),
    form=IndicatorForm,
    columns=(
        Column("name", gettext_lazy("Name"), "translated", sort="name"),
        Column("code", gettext_lazy("Code"), sort="code"),
        Column("measure", gettext_lazy("Measure"), "choice", choice("measure"), sort="measure"),
        Column("of", gettext_lazy("Growth of"), "choice", choice("of"), sort="of"),
        Column("basis", gettext_lazy("Gross or net"), "choice", choice("basis"), sort="basis"),
        Column("is_flow", gettext_lazy("Adds up over a period"), "yes", sort="is_flow", is_shown=False),
    ),
    facts=(
        Column("code", gettext_lazy("Code")),
        Column("measure", gettext_lazy("Measure"), "choice", choice("measure")),
        Column("of", gettext_lazy("Growth of"), "choice", choice("of")),
        Column("basis", gettext_lazy("Gross or net"), "choice", choice("basis")),
        Column("is_flow", gettext_lazy("Adds up over a period"), "yes"),
        Column("definition", gettext_lazy("Definition"), "translated"),
    ),
    title=gettext_lazy("Indicators"),
    new=gettext_lazy("Add an indicator"),
    icon="chart",
    empty=gettext_lazy("What is measured: investment, trade, jobs, projects, agreements."),
    filters=(
        by_choice("measure", gettext_lazy("Measure"), Measure.choices),
        by_choice("basis", gettext_lazy("Gross or net"), Basis.choices),
    ),
    order="code",
    subjects=None,
    verbs=("edit", "archive", "restore"),
    threads=indicator_threads,
)


def columns_of_figures(*more: Column) -> tuple[Column, ...]:
    """Targets and observations show the same, observations also their status."""
    return (
        Column("indicator", gettext_lazy("Indicator"), "translated", "indicator.name", sort="indicator__name"),
        Column("area", gettext_lazy("Area"), "area", sort="area__name"),
        Column("partner", gettext_lazy("Partner country"), "area", sort="partner__name"),
        Column("value", gettext_lazy("Value"), "amount", sort="value"),
        Column("end", gettext_lazy("Period"), "period", sort="end"),
        *more,
        Column("stage", gettext_lazy("Stage"), "choice", choice("stage"), sort="stage", is_shown=False),
        Column("reporter", gettext_lazy("Reported by"), "link", is_shown=False),
        Column("vintage", gettext_lazy("As reported on"), "day", sort="vintage", is_shown=False),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name", is_shown=False),
    )


def facts_of_figures(*more: Column) -> tuple[Column, ...]:
    """What a figure is about."""
    return (
        Column("value", gettext_lazy("Value"), "amount"),
        Column("indicator", gettext_lazy("Indicator"), "link"),
        Column("area", gettext_lazy("Area"), "link"),
        Column("partner", gettext_lazy("Partner country"), "link"),
        Column("period", gettext_lazy("Period"), "period"),
        *more,
        Column("stage", gettext_lazy("Stage"), "choice", choice("stage")),
        Column("sector", gettext_lazy("Sector (ISIC)"), "sector"),
        Column("reporter", gettext_lazy("Reported by"), "link"),
        Column("vintage", gettext_lazy("As reported on"), "day"),
        Column("note", gettext_lazy("Note"), "translated"),
    )


FILTERS = (
    by_indicator(),
    by_area(),
    by_country("partner", gettext_lazy("Partner country")),
    in_years("end", gettext_lazy("Year")),
    by_choice("stage", gettext_lazy("Stage"), ClaimStage.choices),
    by_published(),
    by_office(),
    by_sample(),
)
STATUS = Column("status", gettext_lazy("Status"), "choice", choice("status"), sort="status")

TARGET = Kind(
    noun="target",
    plural="targets",
    model=Target,
    services=services,
    creates="set_target",
    rows=lambda user: figures_for_list(Target, user),
    form=TargetForm,
    columns=columns_of_figures(),
    facts=facts_of_figures(),
    title=gettext_lazy("Targets"),
    new=gettext_lazy("Set a target"),
    icon="check",
    empty=gettext_lazy("What shall be reached, by when, and who said so."),
    filters=FILTERS,
    order="-end",
    label=figure_label,
    heading=figure_label,
    threads=figure_threads,
)
OBSERVATION = Kind(
    noun="observation",
    plural="observations",
    model=Observation,
    services=services,
    creates="record_observation",
    rows=lambda user: figures_for_list(Observation, user),
    form=ObservationForm,
    columns=columns_of_figures(STATUS),
    facts=facts_of_figures(STATUS),
    title=gettext_lazy("Observations"),
    new=gettext_lazy("Record an observation"),
    icon="table",
    empty=gettext_lazy("Figures that happened or are planned, each with its sources."),
    filters=(by_choice("status", gettext_lazy("Status"), FactStatus.choices[:2]), *FILTERS),
    order="-end",
    label=figure_label,
    heading=figure_label,
    threads=figure_threads,
)
