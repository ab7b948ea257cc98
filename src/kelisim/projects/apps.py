"""The Django application of projects."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "kelisim.projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Days of studies follow the calendar; a procedure belongs to what an office begins with."""
        from kelisim.accounts.services import WHEN_OPENED
        from kelisim.common.calendars import WHEN_CHANGED
        from kelisim.common.reference import ALSO_LOADED
        from kelisim.projects.reference import give_procedure, load_reference
        from kelisim.projects.terms import wind_all

        WHEN_CHANGED.append(wind_all)
        ALSO_LOADED.append(load_reference)
        WHEN_OPENED.append(give_procedure)
