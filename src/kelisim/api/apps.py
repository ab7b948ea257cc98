"""The Django application of api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "kelisim.api"
    default_auto_field = "django.db.models.BigAutoField"
