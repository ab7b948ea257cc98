"""The letter with the decision on a proposal as PDF, in the investor's language."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from kelisim.accounts.fields import Translated
from kelisim.accounts.models import User
from kelisim.common import formats
from kelisim.projects.models import Proposal, ProposalState

PAGE = Path(__file__).with_name("letter.typ")
CHINESE_FONTS = ("cjk sc", "noto sans sc", "source han sans", "wenquanyi", "simsun", "simhei", "pingfang")


def letter_pdf(proposal: Proposal, *, number: str, day: date, signatory: User, language: str) -> bytes:
    """The letter. Raises `ValidationError` where this machine has no letters for the language."""
    if language.startswith("zh") and not _writes_chinese():
        message = _(
            "No font with Chinese characters is installed here, the letter would be empty boxes. Choose another language, "
            "or ask the administrator to install one, such as Noto Sans CJK."
        )
        raise ValidationError({"language": message})
    with translation.override(language):
        told = _words(proposal, number, day, signatory)
    with tempfile.TemporaryDirectory(prefix="kelisim-letter-") as folder:
        place = Path(folder)
        (place / PAGE.name).write_bytes(PAGE.read_bytes())
        (place / "letter.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return typst.compile(str(place / PAGE.name), format="pdf")


@cache
def _writes_chinese() -> bool:
    return any(known in name.lower() for name in typst.Fonts().families() for known in CHINESE_FONTS)


def _words(proposal: Proposal, number: str, day: date, signatory: User) -> dict[str, Any]:
    title = Translated(proposal.title).best()[0]
    sample = f" ({_('sample')})" if proposal.office.is_sample else ""
    return {
        "language": translation.get_language()[:2],
        "office": Translated(proposal.office.name).best()[0] + sample,
        "number": f"№ {number}",
        "day": formats.day(day, style="long"),
        "to": str(proposal.organisation),
        "subject": _("On the proposal “%(title)s”") % {"title": title},
        "paragraphs": [*_decision(proposal, title), *_reasons(proposal), _follows(proposal)],
        "role": signatory.get_role_display(),
        "name": str(signatory),
        "owner": _owner(proposal),
    }


def _decision(proposal: Proposal, title: str) -> list[str]:
    gaps = {
        "title": title,
        "handed": formats.day(proposal.handed_in_on, style="long"),
        "decided": formats.day(proposal.decided_on, style="long"),
    }
    if proposal.state == ProposalState.ACCEPTED:
        return [
            _("We have studied your proposal “%(title)s”, which was handed in on %(handed)s.") % gaps,
            _("It was accepted on %(decided)s.") % gaps,
        ]
    return [
        _("We have studied your proposal “%(title)s”, which was handed in on %(handed)s.") % gaps,
        _("It was declined on %(decided)s.") % gaps,
    ]


def _reasons(proposal: Proposal) -> list[str]:
    text = Translated(proposal.reason).best()[0]
    return [_("The reasons:"), *filter(None, text.splitlines())] if text else []


def _follows(proposal: Proposal) -> str:
    if proposal.state == ProposalState.ACCEPTED:
        return _("The proposal becomes a project of our office. Whoever accompanies it is named below.")
    return _("You may hand in a changed proposal at any time. If you do not agree, raise a case with our office.")


def _owner(proposal: Proposal) -> str:
    return (
        _("Accompanied by: %(who)s, %(email)s") % {"who": proposal.owner, "email": proposal.owner.email}
        if proposal.owner
        else ""
    )
