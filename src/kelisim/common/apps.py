"""The Django application of common."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "kelisim.common"
    default_auto_field = "django.db.models.BigAutoField"
