"""The line is kept: in imports, in relations between tables, in migrations, in templates."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kelisim"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = next(contract["layers"] for contract in CONTRACTS if contract["name"] == "the line")
PLACE = {name.strip(): place for place, names in enumerate(LAYERS) for name in names.split("|")}
INTERFACES = ("portal", "workspace", "api")
NAMED_TEMPLATE = re.compile(r"""["'](portal|workspace|api)/[\w/.-]+\.(?:html|txt|xml)["']""")


def python_files() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE]


def package_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def may_use(user: str, used: str) -> bool:
    """A package may use what is below it; two on one level do not use each other."""
    return user == used or PLACE[user] < PLACE[used]


def imports_in(path: Path) -> Iterator[str]:
    """Packages of ours that a file imports, also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            above = ("kelisim", *path.relative_to(PACKAGE).parts)[: -node.level] if node.level else ()
            names = [".".join([*above, *filter(None, [node.module]), alias.name]) for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("kelisim."))


def strings_in(path: Path) -> Iterator[str]:
    """Texts of a file that may be the name of a model, as in ForeignKey("projects.Project")."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def relations() -> Iterator[tuple[str, str, str]]:
    """Package, field and target package of every relation between tables of ours."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("kelisim."):
            continue
        for field in [*model._meta.get_fields(include_parents=False)]:
            if field.is_relation and not field.auto_created and field.related_model is not None:
                target = field.related_model.__module__.split(".")
                if target[0] == "kelisim":
                    yield model.__module__.split(".")[1], f"{model.__name__}.{field.name}", target[1]


def test_every_package_stands_in_the_line() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    modules = {path.stem for path in PACKAGE.glob("*.py") if path.stem not in ("__init__", "__main__")}
    assert set(PLACE) == folders | modules


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_follow_the_line(path: Path) -> None:
    user = package_of(path)
    assert [used for used in imports_in(path) if not may_use(user, used)] == []


def test_relations_follow_the_line() -> None:
    found = list(relations())
    assert len(found) > 20, "there must be relations that could break the line"
    assert [relation for relation in found if not may_use(relation[0], relation[2])] == []


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_models_named_in_texts_follow_the_line(path: Path) -> None:
    models = {model._meta.label.lower(): model.__module__.split(".")[1] for model in apps.get_models()}
    named = {models[text.lower()] for text in strings_in(path) if models.get(text.lower()) in PLACE}
    assert [used for used in named if not may_use(package_of(path), used)] == []


def test_migrations_follow_the_line(settings: Any) -> None:
    from django.db.migrations.loader import MigrationLoader

    settings.MIGRATION_MODULES = {}  # tests with a database run without migrations; here they are looked at
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    steps = [(app, used) for (app, _name), step in migrations.items() for used, _step in step.dependencies]
    steps = [(app, used) for app, used in steps if app in PLACE and used in PLACE]
    assert steps
    assert [step for step in steps if not may_use(*step)] == []


def test_templates_of_an_interface_are_its_own() -> None:
    texts = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".html") and path.is_file()]
    named = [(package_of(path), match[1]) for path in texts for match in NAMED_TEMPLATE.finditer(path.read_text())]
    assert [pair for pair in named if pair[0] != pair[1] and pair[0] not in ("config",)] == []


def test_engines_know_neither_web_nor_database_nor_clock() -> None:
    forbidden = {"django", "psycopg", "socket", "urllib", "requests", "subprocess", "time"}
    for path in (PACKAGE / "engines").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & forbidden, path
            assert not (isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")), (
                f"{path} asks the clock"
            )
