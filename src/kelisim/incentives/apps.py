"""The Django application of incentives."""

from django.apps import AppConfig


class IncentivesConfig(AppConfig):
    name = "kelisim.incentives"
    default_auto_field = "django.db.models.BigAutoField"
