"""A form field that takes a file to keep."""

from __future__ import annotations

from typing import Any

from django import forms

from kelisim.common.files import KINDS, check_upload


class UploadField(forms.FileField):
    """A file of one of the kinds that are kept; what is wrong with another is said beside the field."""

    def __init__(self, *, endings: tuple[str, ...] = tuple(KINDS), **options: Any) -> None:
        self.endings = endings
        accept = ",".join(f".{ending}" for ending in endings)
        options.setdefault("widget", forms.FileInput(attrs={"accept": accept}))
        super().__init__(**options)

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is not None:
            check_upload(upload, endings=self.endings)
        return upload
