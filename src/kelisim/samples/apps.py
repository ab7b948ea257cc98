"""The Django application of the samples."""

from django.apps import AppConfig


class SamplesConfig(AppConfig):
    name = "kelisim.samples"
    default_auto_field = "django.db.models.BigAutoField"
