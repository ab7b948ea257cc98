"""The Django application of events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "kelisim.events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The kinds of long work are known to pages and workers."""
        from kelisim.events import letters, programme_notices, works  # noqa: F401  # importing them registers them
