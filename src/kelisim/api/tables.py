"""Figures as a table of comma-separated values."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpResponse

from kelisim.api.values import plain

COLUMNS = (
    "public_id", "indicator", "area", "partner", "sector", "start", "end", "value", "unit", "bound", "status", "stage", "reporter",
    "vintage", "is_sample", "sources", "source_url", "source_quote",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text(value: Any) -> str:
    """A text for a cell; what a spreadsheet would run as a formula is quoted."""
    words = "" if value is None else str(value)
    return f"'{words}" if words.startswith(FORMULA) else words


def figures_as_csv(page: dict[str, Any]) -> HttpResponse:
    """A page of figures as CSV in UTF-8; the address of the next page stands in the header `Link`."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    writer.writerows(_line(row) for row in page["items"])
    headers = {"Link": f'<{page["next"]}>; rel="next"'} if page["next"] else {}
    return HttpResponse(sheet.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _line(row: Any) -> list[str]:
    links = row.observationsource_set if hasattr(row, "observationsource_set") else row.targetsource_set
    sources = [link.source for link in links.all()]
    first = sources[0] if sources else None
    return [
        str(row.public_id),
        row.indicator.code,
        row.area.code if row.area else "",
        row.partner.code if row.partner else "",
        text(row.sector),
        str(row.start or ""),
        str(row.end or ""),
        plain(row.value),
        row.unit,
        row.bound,
        row.status,
        row.stage,
        text(row.reporter.name if row.reporter else ""),
        str(row.vintage or ""),
        "true" if row.is_sample else "false",
        str(len(sources)),
        text(first.url if first else ""),
        text(first.quote if first else ""),
    ]
