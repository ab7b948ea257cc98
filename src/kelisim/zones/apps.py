"""The Django application of zones."""

from django.apps import AppConfig


class ZonesConfig(AppConfig):
    name = "kelisim.zones"
    default_auto_field = "django.db.models.BigAutoField"
