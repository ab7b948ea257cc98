"""Files under their SHA-256 in the files folder of KELISIM_HOME: kept once, never changed, of kinds that are known."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common.models import File
from kelisim.common.services import store

MOST_BYTES = 20 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
# By ending: the type, and how such a file begins (nothing where text is kept).
KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "webp": ("image/webp", (b"RIFF",)),
    "docx": (f"{OFFICE_TYPE}wordprocessingml.document", (ZIP,)),
    "xlsx": (f"{OFFICE_TYPE}spreadsheetml.sheet", (ZIP,)),
    "pptx": (f"{OFFICE_TYPE}presentationml.presentation", (ZIP,)),
    "doc": ("application/msword", (OLE,)),
    "xls": ("application/vnd.ms-excel", (OLE,)),
    "zip": ("application/zip", (ZIP,)),
    "cms": ("application/pkcs7-signature", ()),
    "p7s": ("application/pkcs7-signature", ()),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
}
SHOWN_IN_PLACE = ("application/pdf", "image/jpeg", "image/png", "image/webp")


class Upload(Protocol):
    """What a browser sends: `UploadedFile`, or anything with a name and bytes."""

    name: str | None
    size: int | None

    def read(self) -> bytes: ...

    def seek(self, offset: int) -> int: ...


def check_upload(upload: Upload, *, endings: tuple[str, ...] = tuple(KINDS)) -> None:
    """Raise `ValidationError` where a file is empty, too large, of another kind than those, or not what its name says."""
    ending = _ending(upload.name or "")
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose another."), code="empty")
    if upload.size > MOST_BYTES:
        message = _("This file is larger than %(most)s MB. Choose a smaller one, such as a photograph in fewer dots.")
        raise ValidationError(message, code="too_large", params={"most": MOST_BYTES // 1024 // 1024})
    if ending not in endings:
        message = _("A file of this kind is not taken. Choose one of these: %(kinds)s.")
        raise ValidationError(message, code="kind", params={"kinds": ", ".join(endings)})
    begins = KINDS[ending][1]
    head = upload.read()[:16]
    upload.seek(0)
    if begins and not head.startswith(begins):
        message = _("This file is no .%(ending)s: it does not begin as one. Save it anew, or give it its right name.")
        raise ValidationError(message, code="not_what_it_says", params={"ending": ending})


def keep_file(upload: Upload, *, office: Office | None, by: User) -> File:
    """Keep a file of an office; a service that needs one calls it. The same bytes are kept once."""
    check_upload(upload)
    content = upload.read()
    return keep_bytes(content, name=upload.name or "file", office=office, by=by)


def keep_bytes(content: bytes, *, name: str, office: Office | None, by: User) -> File:
    """Keep what we made ourselves, such as an export."""
    digest = hashlib.sha256(content).hexdigest()
    _write(path_of(digest), content)
    kind = KINDS.get(_ending(name), ("application/octet-stream", ()))[0]
    row = File(office=office, digest=digest, name=_plain(name), media_type=kind, size=len(content), uploaded_by=by)
    return store(row)


def keep_stream(chunks: Iterable[bytes], *, name: str, office: Office | None, by: User) -> File:
    """Keep what a worker will look into, whatever it is and however large; never serve it. Raises where there is no room."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=root) as beside:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            beside.write(chunk)
        beside.flush()
        os.fsync(beside.fileno())
        path = path_of(digest.hexdigest())
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            os.link(beside.name, path)
    facts = {"digest": digest.hexdigest(), "name": _plain(name), "media_type": "application/octet-stream", "size": size}
    return store(File(office=office, uploaded_by=by, **facts))


@action("common.keep_result")
def keep_result(user: User, *, content: bytes, name: str, by: User) -> File:
    """Keep a file that was made for a user; it is that user's alone."""
    return keep_bytes(content, name=name, office=None, by=by)


def open_file(file: File) -> IO[bytes]:
    """The bytes of a kept file."""
    return path_of(file.digest).open("rb")


def path_of(digest: str) -> Path:
    """Where the bytes of that digest lie."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, so that a digest never names half a file."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(beside).replace(path)


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _plain(name: str) -> str:
    """A name without folders and without letters that no header may carry."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[-255:] or "file"
