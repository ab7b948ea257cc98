"""The texts to translate: `extract` them into the catalogues, `compile` these, `check` that nothing is missing."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kelisim"
LOCALE = PACKAGE / "locale"
SOURCE_LANGUAGE = "en"
COMPLETE = ("kk", "ru")
PUBLIC = ("tr", "zh_Hans")
PUBLIC_PLACES = re.compile(
    r"^(portal|common|accounts|config|engines)/|/models(\.py|/)|/choices\.py|^workspace/.*/own[._/]"
    r"|^events/(notices|diaries|naming|letters|programme_notices|services/(requests|answers|own))\.py|^workspace/forms/own_"
)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def texts() -> Catalog:
    """Every text of the product, with the files that use it."""
    found = Catalog(project="Kelisim", charset="utf-8")
    for path in sources():
        place = path.relative_to(PACKAGE).as_posix()
        for _line, words, comments, context in extract("python", readable(path), KEYWORDS, ["Translators:"]):
            if words and (words if isinstance(words, str) else words[0]):
                found.add(words, locations=[(place, 0)], auto_comments=comments, context=context)
    return found


def sources() -> Iterator[Path]:
    """Python files and templates that may hold texts."""
    for path in sorted(PACKAGE.rglob("*")):
        is_text = path.suffix == ".py" or (path.suffix in (".html", ".txt", ".svg") and "templates" in path.parts)
        if is_text and not {"migrations", "__pycache__", "static"} & set(path.parts):
            yield path


def readable(path: Path) -> io.BytesIO:
    """The file as Python source; templates are turned into calls of gettext."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    return io.BytesIO(text.encode())


def place_of(language: str) -> Path:
    """Where a language's catalogue is."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """A language's catalogue, empty where there is none yet."""
    place = place_of(language)
    if not place.exists():
        return Catalog(locale=language, project="Kelisim", charset="utf-8")
    with place.open("rb") as file:
        return read_po(file, locale=language)


def extract_all() -> None:
    """Bring the catalogues up to the code; texts that are gone go, nothing is guessed."""
    template = texts()
    for language in (*COMPLETE, *PUBLIC):
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write(language, catalogue)
        missing = sum(not is_translated(message) for message in catalogue if message.id)
        print(f"{language}: {len(catalogue)} texts, {missing} without translation")


def write(language: str, catalogue: Catalog) -> None:
    """Write a catalogue so that two people's changes seldom meet: by text, without line numbers and dates."""
    place = place_of(language)
    place.parent.mkdir(parents=True, exist_ok=True)
    kept = io.BytesIO()
    write_po(kept, catalogue, width=0, sort_output=True, include_lineno=False, omit_header=True)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    place.write_text(header + kept.getvalue().decode("utf-8"), encoding="utf-8")


def is_translated(message: Message) -> bool:
    """Whether every form of a text has its translation."""
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(forms) and all(forms) and not message.fuzzy


def faults() -> Iterator[str]:
    """What is missing or wrong, one line each."""
    template = texts()
    for language in COMPLETE:
        yield from faults_of(language, (message for message in template if message.id))
    for language in PUBLIC:
        yield from faults_of(language, (message for message in template if message.id and is_public(message)))


def is_public(message: Message) -> bool:
    """Whether a text stands on a page that guests and investors see."""
    return any(PUBLIC_PLACES.search(place) for place, _line in message.locations)


def faults_of(language: str, wanted: Iterable[Message]) -> Iterator[str]:
    """What is wrong with the wanted texts in one language."""
    catalogue = read(language)
    for message in wanted:
        key = message.id if isinstance(message.id, str) else message.id[0]
        there = catalogue.get(key, message.context)
        where = message.locations[0][0]
        if there is None or not is_translated(there):
            yield f"{language}: no translation of “{key}” ({where})"
        elif not same_gaps(message, there):
            yield f"{language}: other gaps than in “{key}” ({where})"


def same_gaps(message: Message, translation: Message) -> bool:
    """Whether the translation fills the gaps of the text, and only those; one form of a plural may spell a number out."""
    allowed = set().union(*map(gaps, message.id if isinstance(message.id, tuple | list) else [message.id]))
    forms = translation.string if isinstance(translation.string, tuple | list) else [translation.string]
    is_plural = len(forms) > 1
    return all(gaps(form) <= allowed if is_plural else gaps(form) == allowed for form in forms)


def gaps(text: str) -> set[str]:
    """Names of the gaps in a text."""
    return {named or f"{{{braced}}}" for named, braced in PLACEHOLDER.findall(text)}


def check() -> int:
    """Say what is missing; 1 where something is."""
    found = list(faults())
    for fault in found[:40]:
        print(fault)
    if len(found) > 40:
        print(f"… and {len(found) - 40} more")
    print(f"{len(found)} faults in translations" if found else "translations are complete")
    return 1 if found else 0


def main(command: str) -> int:
    """Run one of the three."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
    if command == "extract":
        extract_all()
        return 0
    if command == "compile":
        from kelisim.config.catalogues import compile_changed

        print(f"{compile_changed()} catalogues compiled")
        return 0
    if command == "check":
        return check()
    print("messages.py extract | compile | check")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
