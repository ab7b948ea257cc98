"""The Django application of indicators."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "kelisim.indicators"
    default_auto_field = "django.db.models.BigAutoField"
