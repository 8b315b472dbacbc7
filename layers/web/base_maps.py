"""The base maps that a reader may choose; addresses and attributions are those of xyzservices."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from xyzservices import TileProvider, providers


@dataclass(frozen=True, slots=True)
class BaseMap:
    """A base map of tiles: its images come from `host` alone, `labelled` if it writes names."""

    name: str
    url: str
    host: str
    attribution: str
    max_zoom: int
    labelled: bool


def _base_map(name: str, provider: TileProvider, *, max_zoom: int, labelled: bool) -> BaseMap:
    """Take a provider's address and attribution; `max_zoom` is the closest that it has images."""
    url = provider.build_url()
    address = urlsplit(url)
    return BaseMap(
        name=name,
        url=url,
        host=f"{address.scheme}://{address.netloc}",
        attribution=provider.attribution.replace("(C)", "©").replace(" -- ", " – "),
        max_zoom=max_zoom,
        labelled=labelled,
    )


BASES: dict[str, BaseMap | None] = {
    "plain": None,
    "osm": _base_map("OpenStreetMap", providers.OpenStreetMap.Mapnik, max_zoom=19, labelled=True),
    # Esri publishes no closest zoom; from 18 on, tiles of much of the world are empty.
    "satellite": _base_map("Satellite", providers.Esri.WorldImagery, max_zoom=17, labelled=False),
}
"""The base maps by their names in an address; None is the bundled base map."""
