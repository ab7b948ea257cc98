"""The Django application of parties."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "kelisim.parties"
    default_auto_field = "django.db.models.BigAutoField"
