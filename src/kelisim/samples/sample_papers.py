"""Papers of the sample region that show more than a deal: one amended, one with a signature file, and fields that the public does not see."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from kelisim.agreements import services as agreements
from kelisim.agreements.models import Agreement
from kelisim.projects import services as projects
from kelisim.projects.models import Project
from kelisim.samples import words
from kelisim.samples.signing import signed

if TYPE_CHECKING:
    from kelisim.samples.sample_region import Region

AMENDED, WITHHELD, WITHHELD_PROJECT = "S-16", "S-15", "S-060"
LATER, MORE = timedelta(days=120), Decimal(4_000_000_000)


def make_papers(region: Region) -> None:
    """Amend and sign the paper in force; withhold fields of a paper and of a project."""
    paper = Agreement.objects.get(office=region.office, number=AMENDED)
    _amend(region, paper)
    _sign(region, paper)
    withheld = Agreement.objects.get(office=region.office, number=WITHHELD)
    agreements.publish_agreement(withheld, hidden=["amount", "parties"], by=region.head)
    project = Project.objects.get(office=region.office, number=WITHHELD_PROJECT)
    projects.publish_project(project, hidden=["amount", "organisation"], by=region.head)


def _amend(region: Region, paper: Agreement) -> None:
    """Four months later the plant becomes larger and has longer."""
    assert paper.signed_on is not None
    assert paper.amount is not None
    amendment = agreements.amend_agreement(
        paper, number=f"{paper.number}/1", title=words.AMENDMENT, changes=["amount", "end"],
        amount=paper.amount + MORE, currency=paper.currency, end=date(2031, 12, 31), by=region.officer,
    )  # fmt: skip
    agreements.sign_agreement(amendment, on=paper.signed_on + LATER, by=region.officer)
    agreements.publish_agreement(amendment, by=region.head)


def _sign(region: Region, paper: Agreement) -> None:
    """The text of the paper, and the signature file of somebody who does not exist."""
    content = _pdf(paper)
    file = agreements.add_file(paper, file=SimpleUploadedFile("S-16.pdf", content), note="", by=region.officer)
    names = {"name": words.OFFICIAL["kk"], "organisation": words.AUTHORITY["kk"]}
    upload = SimpleUploadedFile("S-16.pdf.p7s", signed(content, **names))
    agreements.add_signature(paper, file=upload, document=file, by=region.officer)


def _pdf(paper: Agreement) -> bytes:
    lines = [f"#par[#{json.dumps(text, ensure_ascii=False)}]" for text in (paper.title["kk"], paper.title["ru"])]
    return typst.compile("\n".join(["#set page(width: 148mm, height: 105mm)", *lines]).encode())
