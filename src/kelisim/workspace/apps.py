"""The Django application of workspace."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "kelisim.workspace"
    default_auto_field = "django.db.models.BigAutoField"
