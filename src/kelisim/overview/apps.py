"""The Django application of overview."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "kelisim.overview"
    default_auto_field = "django.db.models.BigAutoField"
