"""What every row of the API has, and references between rows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema


class Row(Schema):
    """A row of the ledger."""

    public_id: UUID = Field(description="The identity of the row, for ever.")
    is_sample: bool = Field(description="Made up, to show the product at work. Never add such rows to real ones.")
    updated: datetime | None = Field(description="When the row was last entered or changed.")


class PublishedRow(Row):
    """A row that its office releases."""

    is_published: bool = Field(description="`false` only in answers to a token: a draft of the reader's own office.")


class Page(Schema):
    """A page of a list."""

    next: str | None = Field(description="Address of the next page, or null on the last one.")
