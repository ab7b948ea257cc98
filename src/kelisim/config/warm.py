"""What the first visitor would wait for, made ready in the background after the start: charts, words, templates."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from kelisim.common.charts import Point, bars, lines

PAGES = ("home", "region", "country", "list", "indicator", "article", "project", "event", "zone", "agreement", "plots")
log = logging.getLogger(__name__)


def in_background() -> Thread:
    """Begin to warm up; pages answer meanwhile."""
    thread = Thread(target=warm_up, name="warm-up", daemon=True)
    thread.start()
    return thread


def warm_up() -> None:
    """Make everything ready. What fails is told to the log, for the page that needs it will fail by itself."""
    for step in (load_words, compile_templates, load_drawing):
        _try(step)


def load_words() -> None:
    """Read the catalogue of each language."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Regions")


def compile_templates() -> None:
    """Compile the pages of the portal with their components."""
    for name in PAGES:
        get_template(f"portal/{name}.html")


def load_drawing() -> None:
    """Start the engine that draws charts: one of each kind."""
    points = [Point("1", 1), Point("2", 2)]
    for kind in (bars, lines):
        _drawn = kind(points, caption="warm-up").svg


def _try(step: Callable[[], None]) -> None:
    try:
        step()
    except Exception:
        log.exception("warm-up: %s failed", step.__name__)
