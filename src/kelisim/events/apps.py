"""The Django application of events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "kelisim.events"
    default_auto_field = "django.db.models.BigAutoField"
