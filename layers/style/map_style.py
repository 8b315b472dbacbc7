"""Colours, dashes, widths and type sizes: the only place that knows them.

Lengths are CSS pixels at 1x. Dashes are (on, off, ...) in the same unit. The colours of people
are told apart by their labels and lanes too, never by colour alone. All type keeps 4.5:1 against
what is behind it, all lines of people 3:1 against the paper (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from geo.evidence.admiralty_scale import Level
from geo.story.model import PathKind

INK = "#26221d"
SECOND = "#6b6359"
HAIRLINE = "#e3ddd2"
PAPER = "#ffffff"

LAND = "#f1ede4"
FOCUS = "#fbf9f4"
NAMED = "#f7f1e3"
SEA = "#dce6ec"
RIVER = "#bfd2dd"
BORDER = "#cfc5b6"
FOCUS_BORDER = "#a3978a"
COUNTRY_NAME = "#726a60"
SEA_NAME = "#566873"
CITY_NAME = "#797167"
UNTRAVELLED = "#7a746b"

PEOPLE = ("#b8361b", "#0b63a5", "#b57700", "#1f7a5c", "#7d4f9e", "#7b6a55")
"""Colours of groups 1 to 6, from the look; further groups take the last."""

PEOPLE_TEXT = ("#b8361b", "#0b63a5", "#8f5e00", "#1f7a5c", "#7d4f9e", "#6e5e4b")
"""The same people in words: ochre and brown a little darker, to keep 4.5:1 on paper."""

TINT = 0.72
"""How far the band of where somebody may be is mixed towards white."""

SERIF = '"Source Serif 4", "Source Serif Pro", Georgia, "Noto Serif", "DejaVu Serif", serif'
SANS = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif'

TYPE = {"title": 30, "headline": 20, "text": 15, "small": 13}
"""The four sizes of type."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn; `dash` empty is solid, `round` gives dots their round caps."""

    width: float
    dash: tuple[float, ...] = ()
    round: bool = False


PATHS: dict[PathKind, Stroke] = {
    "reported": Stroke(2.2),
    "inferred": Stroke(2.0, (9, 5)),
    "concealed": Stroke(2.8, (0.01, 5.5), round=True),
}
NOT_TRAVELLED = Stroke(1.3)
BAND = Stroke(20, round=True)
CASING = Stroke(5.2)
"""Two fine rails beside the line of what is well supported."""

RAIL = 0.9
RAIL_TINT = 0.35
BAR_TINT = 0.45
"""How far the casing and a bar of the timeline are mixed towards white."""

SUPPORT: dict[Level, str] = {
    "well supported": "full",
    "single account": "half",
    "contested or unverified": "broken",
}

VAGUE_KM = 20.0
"""A place known no better than this is drawn as a circle of its precision, never as a dot."""

PLACE_RADIUS = 4.0
PAST_RADIUS = 3.0
AHEAD_RADIUS = 2.5
RING_RADIUS = 8.0
RING_STEP = 4.0
"""Rings of further events at the same place stand this much farther out."""

LEGEND = {
    "reported": "way reported",
    "inferred": "ends reported, way inferred",
    "concealed": "way concealed",
    "may-be": "may be anywhere on it",
    "open": "open end: no place reported",
    "intended": "intended or refused, not travelled",
    "stopped": "set out, did not get there",
    "questioned": "contested or not verified",
    "cased": "well supported",
    "ahead": "event ahead",
    "perhaps": "event, perhaps now",
    "under way": "event, surely now",
    "past": "event past",
    "place": "place named so far",
    "vague": "somewhere in this circle",
    "area": "country named",
}
"""The words of the legend, by sign; the order is the legend's."""


def colour_of(index: int) -> str:
    """Give the colour of a group, counted from 1."""
    return PEOPLE[min(index, len(PEOPLE)) - 1]


def mixed(colour: str, share: float, *, into: str = PAPER) -> str:
    """Mix a `#rrggbb` colour into another by a share of 0..1; solid, so any editor shows it."""
    pairs = zip(_channels(colour), _channels(into), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1..21 (WCAG 2.2, relative luminance)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def style_json() -> dict[str, Any]:
    """Give what the document's script needs to draw, as plain data."""
    return {
        "people": list(PEOPLE),
        "peopleText": list(PEOPLE_TEXT),
        "bands": [mixed(colour, TINT) for colour in PEOPLE],
        "rails": [mixed(colour, RAIL_TINT) for colour in PEOPLE],
        "bars": [mixed(colour, BAR_TINT) for colour in PEOPLE],
        "paths": {kind: asdict(stroke) for kind, stroke in PATHS.items()},
        "notTravelled": asdict(NOT_TRAVELLED),
        "band": asdict(BAND),
        "casing": asdict(CASING),
        "rail": RAIL,
        "radius": {
            "place": PLACE_RADIUS,
            "past": PAST_RADIUS,
            "ahead": AHEAD_RADIUS,
            "ring": RING_RADIUS,
            "step": RING_STEP,
        },
        "vagueKm": VAGUE_KM,
        "legend": [[sign, words] for sign, words in LEGEND.items()],
        "ink": INK,
        "paper": PAPER,
        "land": LAND,
        "focus": FOCUS,
        "named": NAMED,
        "sea": SEA,
        "river": RIVER,
        "border": BORDER,
        "focusBorder": FOCUS_BORDER,
        "untravelled": UNTRAVELLED,
    }


def css_variables() -> str:
    """Give the `:root` rule that the document's stylesheet builds on."""
    names = {
        "ink": INK,
        "second": SECOND,
        "hairline": HAIRLINE,
        "paper": PAPER,
        "land": LAND,
        "sea": SEA,
        "sea-name": SEA_NAME,
        "country-name": COUNTRY_NAME,
        "city-name": CITY_NAME,
        "serif": SERIF,
        "sans": SANS,
        **{name: f"{size}px" for name, size in TYPE.items()},
    }
    return ":root{" + "".join(f"--{name}:{value};" for name, value in names.items()) + "}"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


_LINEAR = 0.04045
"""Up to here sRGB is a straight line (IEC 61966-2-1)."""


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in _channels(colour)]
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
