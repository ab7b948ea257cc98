"""`kelisim manage read_article`: store press texts from files and read them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kelisim.accounts.models import Office, Role, User
from kelisim.press.services import read_article, store_article
from kelisim.press.texts import LIMIT


class Command(BaseCommand):
    """A text that is here already adds nothing; a file that cannot be read does not stop the others."""

    help = "Store articles from text files (UTF-8) for an office and read them; their claims wait in the review."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--office", required=True, metavar="SLUG", help="the office that the articles belong to")
        parser.add_argument(
            "--by", metavar="EMAIL", help="the user who stores them; an administrator where nobody is named"
        )
        parser.add_argument(
            "--date", type=date.fromisoformat, metavar="DAY", help="day of publication, such as 2025-12-22"
        )
        parser.add_argument("--url", default="", help="where the article was published")
        parser.add_argument("--publisher", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        office = Office.objects.filter(slug=options["office"]).first()
        by = _user(options["by"])
        if office is None:
            raise CommandError(f"There is no office “{options['office']}”.")
        if by is None:
            raise CommandError(f"There is no user “{options['by'] or 'administrator'}”.")
        facts = {"day": options["date"], "url": options["url"], "publisher": options["publisher"]}
        faults = [path for path in options["files"] if not self._store(path, office, by, facts)]
        if faults:
            raise CommandError(f"{len(faults)} of {len(options['files'])} files were not stored.")

    def _store(self, path: Path, office: Office, by: User, facts: dict[str, Any]) -> bool:
        try:
            article, version, is_new = store_article(office, text=_text(path), by=by, **facts)
            claims = read_article(version, by=by)
        except (OSError, ValueError, PermissionDenied, ValidationError) as error:
            self.stderr.write(f"{path}: {_words(error)}")
            return False
        told = f"{len(claims)} claims" if is_new else "is here already"
        self.stdout.write(f"{path}: {told} ({article.slug})")
        return True


def _user(email: str | None) -> User | None:
    if email:
        return User.objects.filter(email=email.lower()).first()
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()


def _text(path: Path) -> str:
    if path.stat().st_size > LIMIT:
        raise ValueError("larger than 1 MB")
    return path.read_text(encoding="utf-8-sig")


def _words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, UnicodeDecodeError):
        return "no text in UTF-8"
    return "the user may not do this" if isinstance(error, PermissionDenied) else str(error)
