"""The same marks as users of folium show them in time: pages made by its own plugins.

Tooltips are on for all, no base map is drawn below (ours is), and nothing plays by itself.
"""

import folium
from folium.plugins import Timeline as FoliumTimeline
from folium.plugins import TimelineSlider, TimestampedGeoJson
from folium.utilities import JsCode

from bench import synthetic
from bench.synthetic import Point, Traveller

OURS = "Escape Routes"
STAMPED = "TimestampedGeoJson"
TIMELINE = "Timeline"
CANVAS = " (canvas)"
SVG = " (SVG)"
POINT_PEERS = (STAMPED + SVG, STAMPED + CANVAS, TIMELINE + SVG, TIMELINE + CANVAS)
MOVING_PEERS = (STAMPED + SVG, STAMPED + CANVAS)

CIRCLE = JsCode(
    "(feature, at) => L.circleMarker(at, feature.properties.iconstyle)"
    ".bindTooltip(feature.properties.tooltip)"
)


def empty(*, canvas: bool) -> folium.Map:
    """Make a folium map without a background that shows the area of the made-up story."""
    made = folium.Map(tiles=None, prefer_canvas=canvas)
    south_west, north_east = (synthetic.SOUTH, synthetic.WEST), (synthetic.NORTH, synthetic.EAST)
    made.fit_bounds([south_west, north_east])
    return made


def page(tool: str, marks: list[Point], moving: list[Traveller]) -> str:
    """The page of a tool for points, or else for travellers."""
    made = empty(canvas=tool.endswith(CANVAS))
    if tool.startswith(STAMPED):
        data = synthetic.line_features(moving) if moving else synthetic.point_features(marks)
        TimestampedGeoJson(
            data,
            period="P1D",
            duration=None if moving else f"P{synthetic.STAY}D",
            auto_play=False,
            transition_time=0,
            time_slider_drag_update=True,
        ).add_to(made)
    else:
        line = FoliumTimeline(synthetic.point_features(marks), point_to_layer=CIRCLE)
        line.add_to(made)
        slider = TimelineSlider(auto_play=False, enable_playback=False, show_ticks=False)
        slider.add_timelines(line).add_to(made)
    return str(made.get_root().render())
