"""The Django application of press."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "kelisim.press"
    default_auto_field = "django.db.models.BigAutoField"
