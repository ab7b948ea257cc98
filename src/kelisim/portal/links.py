"""Where a figure leads: to the quote in the article, to the outside source in its series, to what differs."""

from __future__ import annotations

from django.urls import reverse

from kelisim.common.models import SourceKind
from kelisim.overview.figures import Said
from kelisim.overview.quotes import Quote

MARKS = {SourceKind.PERSON: "hand", SourceKind.CALCULATION: "formula"}


def quote_href(quote: Quote) -> str:
    """The quoted place in the article, or the address of another source."""
    if not quote.slug:
        return quote.url
    version = "" if quote.is_latest else f"?version={quote.version}"
    return f"{reverse('portal:article', args=[quote.slug])}{version}#q{quote.number}"


def said_href(said: Said, *, here: bool = False) -> str:
    """What differs is shown on the page itself (`here`) or on the page of contradictions; all else leads to its source."""
    if said.difference:
        return f"#f{said.record.public_id}" if here else difference_href(said)
    quote = next((one for one in said.quotes if one.slug), None)
    return quote_href(quote) if quote else series_href(said)


def difference_href(said: Said) -> str:
    """The figure among those that say something else of the same thing."""
    return f"{reverse('portal:contradictions')}?of={said.record.public_id}#f{said.record.public_id}"


def series_href(said: Said) -> str:
    """The figure's row in the series of its indicator."""
    query = "?rows=sample" if said.record.is_sample else ""
    return f"{reverse('portal:indicator', args=[said.record.indicator.code])}{query}#r{said.record.public_id}"


def mark_of(said: Said) -> str:
    """The sign that stands at the figure."""
    if said.difference:
        return said.difference
    if not said.quotes:
        return "hand"
    return "quote" if any(one.slug for one in said.quotes) else MARKS.get(SourceKind(said.quotes[0].kind), "quote")
