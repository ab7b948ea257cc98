"""Codes that carry their own check: BIN, IIN, LEI; and the region codes KATO and ISO 3166-2."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

# The check digit is computed with the first weights, and with the second where that gives 10.
FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
CENTURY_OF_DIGIT = {"0": 1900, "1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


class CodeError(ValueError):
    """`code` says what is wrong, so that callers can say it in their language.

    `digits` (holds other characters), `length`, `checksum`, `month`, `date`, `type` (the kind of holder),
    `unknown` (no such region).
    """

    def __init__(self, code: str, kind: str, message: str) -> None:
        super().__init__(message)
        self.code, self.kind = code, kind


class BinError(CodeError):
    pass


class IinError(CodeError):
    pass


class LeiError(CodeError):
    pass


class RegionError(CodeError):
    pass


@dataclass(frozen=True, slots=True)
class Region:
    iso: str
    kato: str
    kind: str
    names: dict[str, str]
    centre: str


def check_bin(text: str) -> str:
    """The business number without spaces: 12 digits, month of registration, kind of holder, check digit."""
    number = _twelve_digits(text, "BIN", BinError)
    if not 1 <= int(number[2:4]) <= 12:
        raise BinError("month", "BIN", f"BIN {number}: digits 3 and 4 are the month of registration")
    if number[4] not in "456":
        raise BinError("type", "BIN", f"BIN {number}: digit 5 is 4, 5 or 6")
    _check_last_digit(number, "BIN", BinError)
    return number


def check_iin(text: str) -> str:
    """The personal number without spaces: 12 digits, a day of birth, check digit."""
    number = _twelve_digits(text, "IIN", IinError)
    century = CENTURY_OF_DIGIT.get(number[6])
    if century is None:
        raise IinError("type", "IIN", f"IIN {number}: digit 7 is 0 to 6")
    try:
        date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        raise IinError("date", "IIN", f"IIN {number}: digits 1 to 6 are no day of birth") from None
    _check_last_digit(number, "IIN", IinError)
    return number


def check_lei(text: str) -> str:
    """The legal entity identifier in capitals without spaces (ISO 17442: ISO 7064 mod 97-10)."""
    number = _without_spaces(text).upper()
    if not re.fullmatch(r"[0-9A-Z]*", number):
        raise LeiError("digits", "LEI", "an LEI holds Latin letters and digits only")
    if len(number) != 20:
        raise LeiError("length", "LEI", f"an LEI has 20 characters, not {len(number)}")
    if not number[18:].isdigit() or int("".join(str(int(c, 36)) for c in number)) % 97 != 1:
        raise LeiError("checksum", "LEI", f"LEI {number}: the check digits do not match")
    return number


@cache
def regions() -> tuple[Region, ...]:
    """The 20 regions of Kazakhstan with names in five languages."""
    table = resources.files(__package__).joinpath("regions.csv").read_text(encoding="utf-8")
    return tuple(
        Region(
            iso=row["iso_3166_2"],
            kato=row["kato"],
            kind=row["kind"],
            names={language: row[f"name_{language}"] for language in ("kk", "ru", "en", "tr", "zh")},
            centre=row["centre_en"],
        )
        for row in csv.DictReader(table.splitlines())
    )


def iso_of_kato(kato: str) -> str:
    """The region's ISO 3166-2 code; a KATO code of a district or a settlement gives its region."""
    if not re.fullmatch(r"[0-9]{9}", kato):
        raise RegionError("length", "KATO", "a KATO code has 9 digits")
    for region in regions():
        if region.kato[:2] == kato[:2]:
            return region.iso
    raise RegionError("unknown", "KATO", f"KATO {kato}: no region begins with {kato[:2]}")


def kato_of_iso(iso: str) -> str:
    for region in regions():
        if region.iso == iso:
            return region.kato
    raise RegionError("unknown", "ISO 3166-2", f"{iso!r} is no region of Kazakhstan")


def _without_spaces(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def _twelve_digits(text: str, kind: str, error: type[CodeError]) -> str:
    number = _without_spaces(text)
    if not re.fullmatch(r"[0-9]*", number):
        raise error("digits", kind, f"{kind} holds digits only")
    if len(number) != 12:
        raise error("length", kind, f"{kind} has 12 digits, not {len(number)}")
    return number


def _check_last_digit(number: str, kind: str, error: type[CodeError]) -> None:
    if check_digit(number[:11]) != int(number[11]):
        raise error("checksum", kind, f"{kind} {number}: the last digit does not match the others")


def check_digit(digits: str) -> int | None:
    """The twelfth digit of eleven; None for numbers that are never issued."""
    for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
        rest = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11
        if rest < 10:
            return rest
    return None
