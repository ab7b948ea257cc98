"""What all tests share: one database a worker, and what is missing is said. The server is in `tests/server.py`."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# The shell without windows first: it starts in half the time and reads the same pages, but has no camera.
WINDOWED = ("chromium", "chromium-browser", "google-chrome")


def _first_of(*names: str) -> str | None:
    return next((place for name in names if (place := shutil.which(name))), None)


CHROMIUM, CHROMIUM_WITH_CAMERA = _first_of("chromium-headless-shell", *WINDOWED), _first_of(*WINDOWED)
WANTED = {
    "browser": (
        CHROMIUM is not None,
        "Chromium is not installed: apt-get install chromium-headless-shell or chromium",
    ),
    "camera": (CHROMIUM_WITH_CAMERA is not None, "the whole Chromium is not installed: apt-get install chromium"),
    "calendar": (shutil.which("khal") is not None, "khal is not installed: apt-get install khal"),
    "shared": (
        (SHARED / "press").is_dir(),
        "the folder ../shared with annotated articles and instances is not here; it is not public",
    ),
}
TOGETHER = ("tests/samples/loaded/",)
LONG = (
    "tests/test_access.py",
    "tests/browser/",
    "tests/test_list_queries.py",
    "tests/samples/",
    "tests/engines/planning/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine lacks something for, and say what; long files first, so that no worker ends with one alone."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    for item in items:
        for marker, (is_there, reason) in WANTED.items():
            if item.get_closest_marker(marker) and not is_there:
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: without it the collector of garbage would look through all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


class _ByFile(LoadFileScheduling):  # type: ignore[misc]  # untyped
    """A file goes to one worker; so does a folder whose tests share what is dear to make."""

    def _split_scope(self, nodeid: str) -> str:
        folder = next((folder for folder in TOGETHER if nodeid.startswith(folder)), None)
        return folder or super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling:
    """Who gets which tests, whatever `--dist` says."""
    return _ByFile(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were skipped for want of what."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        terminalreporter.section("skipped for want of")
        for reason, number in reasons.items():
            terminalreporter.write_line(f"{number:4} × {reason}")


@pytest.fixture(autouse=True, scope="session")
def _parts_are_not_recorded(django_test_environment: None) -> Iterator[None]:
    """Django copies the context of every template that a page renders; nobody asks for those of components and widgets."""
    from django.template import Template
    from django.test import utils

    recorded = utils.instrumented_test_render

    def render(template: Template, context: Any) -> Any:
        is_part = (template.name or "").startswith(("cotton/", "django/forms/"))
        return template.nodelist.render(context) if is_part else recorded(template, context)

    Template._render = render  # type: ignore[attr-defined]  # what `setup_test_environment` puts there
    yield
    Template._render = recorded  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Each test begins in English: a page that an earlier test opened leaves its language in the thread."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def as_user() -> Callable[[Any], Any]:
    """A browser in which a user has signed in with the second factor."""
    from allauth.mfa.models import Authenticator
    from django.test import Client

    def sign_in(user: Any) -> Client:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def shared() -> Path:
    """The folder of annotated articles and published instances."""
    return SHARED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """One database a worker."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Tables, the cache's table, and those of the queue: its migrations are not run here, and Django does not make them.

    Triggers outlive the emptying of tables after a test of transactions, so they are put up once, not after each.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from procrastinate.schema import SchemaManager

    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)
        if "procrastinate_jobs" not in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute(SchemaManager.get_schema())
    settings.PGTRIGGER_INSTALL_ON_MIGRATE = settings.PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = False
