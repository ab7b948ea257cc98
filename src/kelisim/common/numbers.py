"""Numbers of papers: by office, series and year, without gaps."""

from __future__ import annotations

from kelisim.accounts.models import Office
from kelisim.common.models import Numbering


def next_number(office: Office, series: str, year: int) -> str:
    """The next number of a series, such as `L-2026/0007`. Call it inside an `@action`: the row is held until it is stored."""
    Numbering.objects.get_or_create(office=office, series=series, year=year)
    row = Numbering.objects.select_for_update().get(office=office, series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{series}-{year}/{row.last:04}"
