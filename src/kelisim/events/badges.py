"""Badges as PDF: eight on a sheet of A4, each with a name, an organisation, a role and a QR that the door reads."""

from __future__ import annotations

import json
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kelisim.accounts.fields import Translated
from kelisim.common.templatetags.kelisim import called
from kelisim.events.models import Event, Participation

PAGE = Path(__file__).with_name("badges.typ")


def badges_pdf(event: Event, rows: list[Participation], *, address: str) -> bytes:
    """The badges of some participants; `address` is the door's page, where any phone's camera leads."""
    if not rows:
        raise ValidationError(_("Nobody is registered yet: there are no badges to print."))
    sample = f" ({_('sample')})" if event.is_sample else ""
    told = {"event": Translated(event.title).best()[0] + sample, "badges": [_badge(row, address) for row in rows]}
    with tempfile.TemporaryDirectory(prefix="kelisim-badges-") as folder:
        place = Path(folder)
        (place / "badges.typ").write_bytes(PAGE.read_bytes())
        (place / "badges.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return typst.compile(str(place / "badges.typ"), format="pdf")


def _badge(row: Participation, address: str) -> dict[str, Any]:
    organisation = row.organisation
    return {
        "name": called(row.person or organisation),
        "organisation": called(organisation) if organisation and row.person else "",
        "country": Translated(organisation.country.name).best()[0] if organisation and organisation.country else "",
        "role": row.get_role_display(),
        "code": row.code,
        "qr": _drawn(f"{address}?badge={row.badge}"),
    }


def _drawn(text: str) -> str:
    """The QR as one shape: drawn module by module, the badges of a forum took the page a minute and more."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
