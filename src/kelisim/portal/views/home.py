"""The first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kelisim.common import drawings, formats
from kelisim.overview.country_map import Layer, layers_of, regional_figures
from kelisim.overview.home import home_page
from kelisim.overview.ladder import Rung
from kelisim.overview.naming import thing_name


def home(request: HttpRequest) -> HttpResponse:
    page = home_page()
    layers = layers_of(regional_figures())
    layer = chosen(layers, request)
    rungs = [_rung(rung, is_sample=page.is_sample_ladder) for rung in page.ladder]
    return render(request, "portal/home.html", {"home": page, "rungs": rungs, **map_context(layers, layer)})


def _rung(rung: Rung, *, is_sample: bool) -> dict[str, Any]:
    """A rung with the way to the projects that have come at least so far."""
    rows = f"{reverse('portal:projects')}?rung={rung.name}&kind_of_rows={'sample' if is_sample else 'real'}"
    return {
        "label": rung.label,
        "count": rung.count,
        "note": _share(rung.of_signed),
        "href": rows if rung.count else "",
    }


def chosen(layers: list[Layer], request: HttpRequest) -> Layer | None:
    """The layer that the address names; of its indicator another year, where that year is not known."""
    key, year = request.GET.get("show", ""), request.GET.get("year", "")
    named = [layer for layer in layers if layer.key == key] or layers
    return next((layer for layer in named if str(layer.year) == year), next(iter(named), None))


def map_context(layers: list[Layer], layer: Layer | None) -> dict[str, Any]:
    """The tile map of one layer, and the switch of indicator and year."""
    write = _writer(layer)
    bands = layer.bands if layer else (1, 2, 3, 4)
    tiles = drawings.tiles(
        layer.values if layer else {},
        bands,
        lambda code: reverse("portal:region", args=[code]),
        write=write,
        words=_("(published)"),
        none=_("nothing published"),
    )
    return {
        "layer": layer,
        "layer_name": layer_name(layer) if layer else "",
        "layer_unit": formats.unit_name(layer.unit) if layer else "",
        "layers": {one.key: layer_name(one) for one in layers},
        "years": sorted({one.year for one in layers if layer and one.key == layer.key}, reverse=True),
        "tiles": tiles,
        "legend": drawings.legend(bands, write=write, none=_("none")) if layer else [],
        "reported": len(layer.values) if layer else 0,
    }


def layer_name(layer: Layer) -> str:
    name = thing_name(layer.sample.record)
    if layer.is_plan:
        return _("%(name)s: reached, %%") % {"name": name}
    return f"{name}, {formats.unit_name(layer.unit)}"


def _writer(layer: Layer | None) -> Any:
    """Short numbers for tiles: the scale without the sign of the currency."""

    def write(value: Any) -> str:
        if layer and layer.unit == "percent":
            return formats.number(value, decimals=1)
        digits, scale = formats.compact(value)
        return f"{digits}{formats.NO_BREAK if scale else ''}{scale}"

    return write


def _share(of_signed: float | None) -> str:
    return "" if of_signed is None else _("%(share)s of signed") % {"share": formats.percent(of_signed, decimals=0)}
