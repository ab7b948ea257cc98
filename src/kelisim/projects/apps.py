"""The Django application of projects."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "kelisim.projects"
    default_auto_field = "django.db.models.BigAutoField"
