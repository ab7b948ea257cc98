"""Folders that come packed as one ZIP file: taken apart with limits, whatever their own headers say."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kelisim.press.refusals import refusal_of

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 500 * MEGABYTE
MOST_MEMBERS = 5000
CHUNK = MEGABYTE
LITTER = frozenset(["__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"])
IS_LOCKED, IS_UTF8 = 0x1, 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the folder: its name there, and where its content lies now; without a place `code` says why."""

    name: str
    path: Path | None
    code: str = ""


def is_packed_folder(path: Path) -> bool:
    """Whether a file is a ZIP of files rather than a document that is packed as one (Word, Excel)."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return False
    try:
        with zipfile.ZipFile(path) as packed:
            return "[Content_Types].xml" not in packed.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def unpacked(path: Path, into: Path) -> Iterator[Member]:
    """The files of a packed folder, in the order of their names, written under names of our own.

    Raises `ValidationError` where they are too many or too large.
    """
    left = MOST_UNPACKED
    with zipfile.ZipFile(path) as packed:
        members = [one for one in packed.infolist() if not one.is_dir() and not _is_litter(one.filename)]
        if len(members) > MOST_MEMBERS:
            raise refusal_of("too_many_files", str(MOST_MEMBERS))
        for number, one in enumerate(sorted(members, key=lambda one: one.filename)):
            member, size = _member(packed, one, into / f"{number:05}", left)
            left -= size
            yield member


def _is_litter(name: str) -> bool:
    return not LITTER.isdisjoint(PurePosixPath(name).parts)


def _member(packed: zipfile.ZipFile, one: zipfile.ZipInfo, place: Path, room: int) -> tuple[Member, int]:
    name = _name_of(one)
    if one.flag_bits & IS_LOCKED:
        return Member(name, None, "locked"), 0
    try:
        size = _copy(packed, one, place, room)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError):
        return Member(name, None, "broken"), 0
    return (Member(name, None, "packed_twice") if is_packed_folder(place) else Member(name, place)), size


def _copy(packed: zipfile.ZipFile, one: zipfile.ZipInfo, place: Path, room: int) -> int:
    size = 0
    with packed.open(one) as source, place.open("wb") as target:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > room:
                raise refusal_of("unpacked_too_large", str(MOST_UNPACKED // MEGABYTE))
            target.write(chunk)
    return size


def _name_of(one: zipfile.ZipInfo) -> str:
    """Windows in Kazakhstan writes names in CP866 without saying so; Python took them for CP437."""
    if one.flag_bits & IS_UTF8:
        return one.filename
    written = one.filename.encode("cp437", "replace")
    for spelling in ("utf-8", "cp866"):
        try:
            return written.decode(spelling)
        except UnicodeDecodeError:
            continue
    return one.filename
