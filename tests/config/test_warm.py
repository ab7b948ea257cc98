"""After the start the first visitor waits for nothing that could have been ready."""

import logging

import pytest
from django.template import engines
from django.utils.translation import trans_real

from kelisim.common import charts
from kelisim.config import warm


def test_warm_up_draws_reads_the_catalogues_and_compiles_the_pages() -> None:
    loader = engines["django"].engine.template_loaders[0]
    loader.reset()
    charts.draw.cache_clear()
    trans_real._translations.clear()
    warm.in_background().join(120)
    assert charts.draw.cache_info().currsize == 2
    assert {"kk", "ru", "en", "tr", "zh-hans"} <= set(trans_real._translations)
    assert {f"portal/{name}.html" for name in warm.PAGES} <= set(loader.get_template_cache)


def test_what_fails_is_told_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def load_words() -> None:
        raise OSError("no catalogue")

    charts.draw.cache_clear()
    monkeypatch.setattr(warm, "load_words", load_words)
    with caplog.at_level(logging.ERROR):
        warm.warm_up()
    assert "load_words failed" in caplog.text
    assert charts.draw.cache_info().currsize == 2
