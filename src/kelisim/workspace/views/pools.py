"""The rule of the pools: monthly calculation indices and the threshold in them, each from a day on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from kelisim.common import formats
from kelisim.projects import services
from kelisim.projects.models import CalculationIndex, PoolRule
from kelisim.workspace.columns import Column
from kelisim.workspace.forms.projects import CalculationIndexForm, PoolRuleForm
from kelisim.workspace.records import Kind

VERBS = ("edit", "archive", "restore")
BASIS = Column("basis", gettext_lazy("Legal basis"), sort="basis")
INDEX_COLUMNS = (
    Column("day", gettext_lazy("From"), "day", sort="day"),
    Column("tenge", gettext_lazy("Tenge"), "number", sort="tenge"),
    BASIS,
)
RULE_COLUMNS = (
    Column("day", gettext_lazy("From"), "day", sort="day"),
    Column("indices", gettext_lazy("Threshold in calculation indices"), "number", sort="indices"),
    BASIS,
)


def dated(row: CalculationIndex | PoolRule) -> str:
    """How such a row is called: by its day."""
    return formats.day(row.day)


CALCULATION_INDEX = Kind(
    noun="calculation_index",
    plural="calculation-indices",
    model=CalculationIndex,
    services=services,
    rows=lambda user: CalculationIndex.everything.visible_to(user).select_related("archived_by"),
    form=CalculationIndexForm,
    columns=INDEX_COLUMNS,
    facts=INDEX_COLUMNS,
    title=gettext_lazy("Calculation indices"),
    new=gettext_lazy("Add an index"),
    icon="table",
    empty=gettext_lazy("The monthly calculation index from a day on, as the law on the budget sets it."),
    order="-day",
    subjects=None,
    verbs=VERBS,
    label=dated,
    heading=dated,
)
POOL_RULE = Kind(
    noun="pool_rule",
    plural="pool-rules",
    model=PoolRule,
    services=services,
    rows=lambda user: PoolRule.everything.visible_to(user).select_related("archived_by"),
    form=PoolRuleForm,
    columns=RULE_COLUMNS,
    facts=RULE_COLUMNS,
    title=gettext_lazy("Rules of the pools"),
    new=gettext_lazy("Add a rule"),
    icon="factory",
    empty=gettext_lazy("From which worth on a project stands in the national pool. Without a rule, a person says it."),
    order="-day",
    subjects=None,
    verbs=VERBS,
    label=dated,
    heading=dated,
)
