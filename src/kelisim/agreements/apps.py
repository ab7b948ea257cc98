"""The Django application of agreements."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "kelisim.agreements"
    default_auto_field = "django.db.models.BigAutoField"
