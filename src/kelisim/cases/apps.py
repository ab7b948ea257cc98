"""The Django application of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kelisim.cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Deadlines follow the calendar."""
        from kelisim.cases.clocks import wind_all
        from kelisim.common.calendars import WHEN_CHANGED

        WHEN_CHANGED.append(wind_all)
