"""A picture of the shipped story: ours, folium's own way through a browser, a plain cartopy map."""

import importlib.util
import io
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import folium
import shapely
from playwright.sync_api import Page

from bench import packages
from bench.bar import BenchError, Figure, median
from bench.browser import launched
from bench.others import OtherLoad
from bench.peers import OURS
from bench.shipped_story import shipped
from geo.story.geojson_export import collections
from geo.story.model import Story
from geo.world import borders
from layers.picture.map_picture import picture
from layers.scene.scene_builder import build_scene
from layers.style.picture_options import PictureOptions

ROUNDS = 5
WIDTH, HEIGHT = 1200, 630
FOLIUM = "folium's PNG export"
CARTOPY = "cartopy"
DELAY = 3  # seconds that folium's export waits by itself


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure in ms how long this app and other tools take for a picture of the same size."""
    packages.fetch()
    story = shipped()
    scene = build_scene(story)
    at, size = scene.events[len(scene.events) // 2], f"social-{WIDTH}x{HEIGHT}"
    figures = []
    for form in ("png", "svg"):

        def ours(form: str = form) -> object:
            options = PictureOptions(format=form, size=size)
            return picture(scene, at=at.stop, event=at.id, options=options)

        figures.append(row(form, ours, OURS))
    figures += through_browser(other_load, story)
    return [*figures, *by_cartopy(story)]


def row(form: str, work: Callable[[], object], tool: str, note: str = "") -> Figure:
    """Measure a way to make a picture; gives its median in ms."""
    name = f"{form.upper()} of {WIDTH}x{HEIGHT}, median of {ROUNDS}"
    return Figure(name, timed(work), "ms", tool=tool, note=note)


def timed(work: Callable[[], object]) -> float:
    """Give the median time of a work in ms, after a first time that is not counted."""
    work()  # what is loaded once
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return median(times)


class Driver:
    """What folium's export asks of a driver, done by the browser that is open already."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def fullscreen_window(self) -> None:
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    def get(self, url: str) -> None:
        self.page.goto(url.replace("file:////", "file:///"))

    def find_element(self, _by: str, name: str) -> "Driver":
        self.page.wait_for_selector(f".{name} path")  # without a wait it would take an empty map
        return self

    @property
    def screenshot_as_png(self) -> bytes:
        return self.page.screenshot()

    def quit(self) -> None:
        self.page.close()


def folium_map(story: Story) -> folium.Map:
    """Make the folium map of a story: its areas, ways and places."""
    kinds = collections(story)
    made = folium.Map(tiles=None, width=WIDTH, height=HEIGHT)
    for kind in ("areas", "legs", "places"):
        features = [item for item in kinds[kind]["features"] if item.get("geometry")]
        if features:
            data = {"type": "FeatureCollection", "features": features}
            folium.GeoJson(data, marker=folium.CircleMarker(radius=5)).add_to(made)
    made.fit_bounds(made.get_bounds())
    return made


def through_browser(other_load: OtherLoad, story: Story) -> Iterator[Figure]:
    """Measure folium's PNG export through a browser. Raises BenchError where it makes none."""
    with launched(other_load) as browser:
        context = browser.new_context()
        packages.serve(context)

        def export() -> bytes:
            made = folium_map(story)
            return bytes(made._to_png(delay=0, driver=Driver(context.new_page())))

        if not export().startswith(b"\x89PNG"):
            raise BenchError("folium's export gave no PNG")
        note = f"in an open browser, without the {DELAY} s that it waits by itself"
        yield row("png", export, FOLIUM, note)
        context.close()


def by_cartopy(story: Story) -> Iterator[Figure]:
    """Measure pictures of cartopy; without cartopy, figures with no value that say so."""
    if importlib.util.find_spec("cartopy") is None:
        for form in ("png", "svg"):
            name = f"{form.upper()} of {WIDTH}x{HEIGHT}, median of {ROUNDS}"
            yield Figure(name, None, "ms", tool=CARTOPY, note="cartopy is not installed")
        return
    with offline():
        for form in ("png", "svg"):
            yield row(form, lambda form=form: cartopy_map(story, form), CARTOPY)


@contextmanager
def offline() -> Iterator[None]:
    """Make a download, of which cartopy warns, an error: the shapes have to be the bundled ones."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*[Dd]ownload.*")
        yield


def cartopy_map(story: Story, form: str) -> bytes:
    """A plain map: countries, ways, places with their names."""
    from cartopy import crs  # noqa: PLC0415 - it may not be there
    from matplotlib.figure import Figure as Sheet  # noqa: PLC0415

    kinds = collections(story, area_shapes=False)
    flat = crs.PlateCarree()
    sheet = Sheet(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
    axes: Any = sheet.add_subplot(projection=crs.Mercator())
    points = [place.point for place in story.places if not place.area]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    axes.set_extent((west - 2, east + 2, south - 2, north + 2), crs=flat)
    axes.add_geometries(shapes(), crs=flat, facecolor="#f4efe4", edgecolor="#999999")
    for leg in kinds["legs"]["features"]:
        shape = leg["geometry"]
        if not shape:
            continue
        lines = shape["coordinates"]
        for line in [lines] if shape["type"] == "LineString" else lines:
            axes.plot(*zip(*(point[:2] for point in line), strict=True), transform=flat)
    for place in story.places:
        if not place.area:
            axes.plot(*place.point, "o", transform=flat)
            axes.text(*place.point, place.name, transform=flat)
    out = io.BytesIO()
    sheet.savefig(out, format=form)
    return out.getvalue()


@cache
def shapes() -> list[shapely.MultiPolygon]:
    """All countries, read once, as cartopy keeps those that it reads itself."""
    codes = [code for code in borders.countries() if code in borders.bundled().countries]
    return [borders.country_shape(code) for code in codes]
