"""`manage load_reference`: what every installation begins with; a start of `serve` or `demo` runs it."""

from typing import Any

from django.core.management.base import BaseCommand

from kelisim.common.reference import load_reference


class Command(BaseCommand):
    help = (
        "Store countries, regions, rates, the calendar of days off, categories of cases and procedures, where missing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        load_reference()
