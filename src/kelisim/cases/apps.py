"""The Django application of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "kelisim.cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Deadlines follow the calendar; categories and rules belong to what an installation begins with."""
        from kelisim.cases.clocks import wind_all
        from kelisim.cases.reference import load_reference
        from kelisim.common.calendars import WHEN_CHANGED
        from kelisim.common.reference import ALSO_LOADED

        WHEN_CHANGED.append(wind_all)
        ALSO_LOADED.append(load_reference)
