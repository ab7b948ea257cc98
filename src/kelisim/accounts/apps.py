"""The Django application of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kelisim.accounts"
    default_auto_field = "django.db.models.BigAutoField"
