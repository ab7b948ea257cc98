"""The vocabulary of claims as choices with names, for columns and forms."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Measure(models.TextChoices):
    """What a number measures (the list of the reader)."""

    FDI = "fdi", _("Foreign direct investment")
    FIXED_CAPITAL_INVESTMENT = "fixed_capital_investment", _("Investment in fixed capital")
    INVESTMENT = "investment", _("Investment")
    PROJECT_COUNT = "project_count", _("Projects")
    PROJECT_VALUE = "project_value", _("Value of projects")
    AGREEMENT_COUNT = "agreement_count", _("Agreements")
    AGREEMENT_VALUE = "agreement_value", _("Value of agreements")
    JOBS = "jobs", _("Jobs")
    TRADE_TURNOVER = "trade_turnover", _("Trade turnover")
    EXPORT = "export", _("Export")
    IMPORT = "import", _("Import")
    PARTICIPANT_COUNT = "participant_count", _("Participants")
    ENTERPRISE_COUNT = "enterprise_count", _("Enterprises")
    GROWTH = "growth", _("Growth")
    LAND_AREA = "land_area", _("Land")


class Bound(models.TextChoices):
    """How exactly a number is stated."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", pgettext_lazy("bound of a number", "about")
    OVER = "over", _("over")
    UNDER = "under", _("up to")


class FactStatus(models.TextChoices):
    """Whether a number happened, is meant to happen, or was set."""

    ACTUAL = "actual", _("Actual")
    PLANNED = "planned", _("Planned")
    TARGET = "target", _("Target")


class ClaimStage(models.TextChoices):
    """How far the things counted have come."""

    INTENDED = "intended", _("Intended")
    POOL = "pool", _("In the pool")
    UNDER_WAY = "under_way", _("Under way")
    LAUNCHED = "launched", _("Launched")


class Language(models.TextChoices):
    """Languages that names and texts are written in."""

    KK = "kk", _("Kazakh")
    RU = "ru", _("Russian")
    EN = "en", _("English")
    TR = "tr", _("Turkish")
    ZH = "zh-hans", _("Chinese")


UNITS = ("project", "agreement", "job", "participant", "enterprise", "percent", "times", "hectare")
UNIT_PATTERN = rf"^([A-Z]{{3}}|{'|'.join(UNITS)})$"
