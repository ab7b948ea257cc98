"""`kelisim manage load_sample`: load the reference data and the samples."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kelisim.samples.load import load_all


class Command(BaseCommand):
    """Loads what a demonstration begins with; a second time it changes nothing."""

    help = "Load the reference data and the samples; what is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        load_all()
