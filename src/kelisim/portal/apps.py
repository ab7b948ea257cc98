"""The Django application of portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "kelisim.portal"
    default_auto_field = "django.db.models.BigAutoField"
