"""The Django application of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kelisim.cases"
    default_auto_field = "django.db.models.BigAutoField"
