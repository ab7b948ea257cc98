"""A claim in words: its value, its measure, the names of its fields."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kelisim.common import formats
from kelisim.common.choices import Measure
from kelisim.press.facts import Facts

FIELDS = {
    "measure": gettext_lazy("Measure"),
    "of": gettext_lazy("Growth of"),
    "value": gettext_lazy("Value"),
    "unit": gettext_lazy("Unit"),
    "bound": gettext_lazy("How exactly"),
    "status": gettext_lazy("Status"),
    "stage": gettext_lazy("How far it has come"),
    "start": gettext_lazy("First day"),
    "end": gettext_lazy("Last day"),
    "area": gettext_lazy("Area"),
    "partner": gettext_lazy("Partner country"),
}


def words_of(facts: Facts) -> str:
    """A claim in short: `34 projects`."""
    return formats.quantity(facts.value, facts.unit, bound=facts.bound)


def measure_of(facts: Facts) -> str:
    """What is measured, in words."""
    if facts.of:
        return _("Growth: %(measure)s") % {"measure": Measure(facts.of).label}
    return str(Measure(facts.measure).label)
