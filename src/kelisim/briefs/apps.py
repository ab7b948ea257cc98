"""The Django application of briefs."""

from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "kelisim.briefs"
    default_auto_field = "django.db.models.BigAutoField"
