"""Every template of ours compiles, and the addresses, files and templates that it names exist."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.urls import get_resolver

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "kelisim"
STATIC = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
ADDRESS = re.compile(r"""{%\s*url\s+["']([^"']+)["']""")
OTHER = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
COMPONENT = re.compile(r"<c-([a-z][a-z0-9_.-]*)")


def main() -> int:
    """Check all; say what is wrong."""
    django.setup()
    known = set(names_of(get_resolver()))
    found = [fault for path in templates() for fault in faults(path, known)]
    print("\n".join(found) or f"{len(list(templates()))} templates are sound")
    return 1 if found else 0


def templates() -> Iterator[Path]:
    """Templates of every package."""
    return (path for path in sorted(PACKAGE.glob("*/templates/**/*")) if path.is_file())


def names_of(resolver: object, prefix: str = "") -> Iterator[str]:
    """Names of all addresses, with their namespaces."""
    for entry in resolver.url_patterns:  # type: ignore[attr-defined]  # Django's resolvers are untyped
        if hasattr(entry, "url_patterns"):
            yield from names_of(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif entry.name:
            yield prefix + entry.name


def faults(path: Path, known: set[str]) -> Iterator[str]:
    """What is wrong with one template."""
    place = path.relative_to(PACKAGE)
    text = path.read_text(encoding="utf-8")
    if fault := compiles(Path(*place.parts[2:]).as_posix()):
        yield f"{place}: {fault}"
    yield from (f"{place}: no address is called “{name}”" for name in set(ADDRESS.findall(text)) - known)
    yield from (f"{place}: no file static/{name}" for name in set(STATIC.findall(text)) if not finders.find(name))
    yield from (f"{place}: no template {name}" for name in set(OTHER.findall(text)) if not exists(name))
    used = {name for name in COMPONENT.findall(text) if name not in ("slot", "vars", "component")}
    yield from (f"{place}: no component <c-{name}>" for name in used if not is_component(name))


def compiles(name: str) -> str | None:
    """What the template engine says against a template."""
    try:
        get_template(name)
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        return f"{type(error).__name__}: {error}"
    return None


def exists(name: str) -> bool:
    """Whether a template is there; a template's own faults are said where it is."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    except TemplateSyntaxError:
        pass
    return True


def is_component(name: str) -> bool:
    """Whether a component's template is there."""
    folder = getattr(settings, "COTTON_DIR", "cotton")
    return exists(f"{folder}/{name.replace('.', '/').replace('-', '_')}.html")


if __name__ == "__main__":
    sys.exit(main())
