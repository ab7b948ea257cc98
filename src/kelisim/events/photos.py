"""Photographs: made smaller and upright, and without what a camera writes into them (place, device, owner)."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from kelisim.accounts.models import Office, User
from kelisim.common.files import Upload, check_upload, keep_bytes
from kelisim.common.models import File

LONGEST, QUALITY, MOST_DOTS = 2048, 85, 80_000_000


def keep_photo(upload: Upload, *, office: Office, by: User) -> File:
    """Keep a photograph of an office."""
    check_upload(upload, endings=("jpg", "jpeg", "png", "webp"))
    name = (upload.name or "photo").rpartition(".")[0] or "photo"
    return keep_bytes(cleaned(upload.read()), name=f"{name}.jpg", office=office, by=by)


def cleaned(content: bytes) -> bytes:
    """The picture alone, as JPEG, at most 2048 dots long."""
    try:
        with Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise ValidationError({"photo": _("This photograph has too many dots. Send a smaller one.")})
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError({"photo": _("This picture cannot be opened. Take it again.")}) from error
    picture.thumbnail((LONGEST, LONGEST))
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
