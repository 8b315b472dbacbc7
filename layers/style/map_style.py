"""Colours, dashes, widths and type sizes: the only place that knows them.

Signs, strokes and colours stand in symbols.json, which the document's script is given too, and
formats/writers/kml_writer.py reads. Lengths are CSS pixels at 1x. Dashes are (on, off, ...) in the
same unit. The colours of people are told apart by their labels and lanes too, never by colour
alone. All type keeps 4.5:1 against what is behind it, all lines of people 3:1 against the paper
(WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from geo.language.messages import Messages
from geo.story.model import PathKind

_SYMBOLS: dict[str, Any] = json.loads(
    (files("layers.style") / "symbols.json").read_text(encoding="utf-8")
)
_COLOURS: dict[str, str] = _SYMBOLS["colours"]

INK = _COLOURS["ink"]
SECOND = _COLOURS["second"]
HAIRLINE = _COLOURS["hairline"]
PAPER = _COLOURS["paper"]

LAND = _COLOURS["land"]
FOCUS = _COLOURS["focus"]
NAMED = _COLOURS["named"]
SEA = _COLOURS["sea"]
RIVER = _COLOURS["river"]
BORDER = _COLOURS["border"]
FOCUS_BORDER = _COLOURS["focusBorder"]
DISPUTED: tuple[float, ...] = tuple(_SYMBOLS["disputed"])
"""Dashes of a border that is disputed, px."""
COUNTRY_NAME = _COLOURS["countryName"]
SEA_NAME = _COLOURS["seaName"]
CITY_NAME = _COLOURS["cityName"]
UNTRAVELLED = _COLOURS["untravelled"]

PEOPLE: tuple[str, ...] = tuple(_SYMBOLS["people"])
"""Colours of groups 1 to 6; further groups have the last."""

PEOPLE_TEXT: tuple[str, ...] = tuple(_SYMBOLS["peopleText"])
"""The same colours for text: ochre and brown are a little darker, to keep 4.5:1 on paper."""

DARK: dict[str, str] = _SYMBOLS["dark"]
"""The same colours for a reader who has chosen a dark page; text keeps 4.5:1 there too."""
DARK_PEOPLE: tuple[str, ...] = tuple(_SYMBOLS["darkPeople"])

TINT: float = _SYMBOLS["tints"]["bands"]
"""How far the band of where somebody may be is mixed towards white."""

SERIF = '"Source Serif 4", "Source Serif Pro", Georgia, "Noto Serif", "DejaVu Serif", serif'
SANS = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif'

TYPE = {"headline": 26, "text": 15, "small": 13, "tiny": 11}
"""The four sizes of type."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn; `dash` empty is solid, `round` gives dots their round caps."""

    width: float
    dash: tuple[float, ...] = ()
    round: bool = False


def _stroke(row: dict[str, Any]) -> Stroke:
    return Stroke(row["width"], tuple(row["dash"]), round=row["round"])


PATHS: dict[PathKind, Stroke] = {kind: _stroke(row) for kind, row in _SYMBOLS["paths"].items()}
TRACKS: dict[str, Stroke] = {name: _stroke(row) for name, row in _SYMBOLS["tracks"].items()}
"""How a track is drawn: its positions, a gap that is inferred, and the edge of a reach."""
NOT_TRAVELLED = _stroke(_SYMBOLS["notTravelled"])
BAND = _stroke(_SYMBOLS["band"])
SIGN_BAND = _stroke(_SYMBOLS["signBand"])
"""The band in a legend, where there is less room than on the map."""
CONTEXT: dict[str, Stroke] = {role: _stroke(row) for role, row in _SYMBOLS["context"].items()}
"""How a line beside the subject is drawn: what went before, and what others do meanwhile."""
_MAP_TINTS = {name: tint for name, tint in _SYMBOLS["tints"].items() if name != "bars"}
"""How far colours of the map are mixed towards the paper; the style sheet alone has bars."""
CONTEXT_TINT: dict[str, float] = {role: _SYMBOLS["tints"][role] for role in CONTEXT}
FADE: float = _SYMBOLS["fade"]
"""The share of its way over which a line fades out towards an end that is not reported."""
LONGEST_FADE: float = _SYMBOLS["longestFade"]
"""A line fades over no more than this, units of a picture and pixels of a web map."""

VAGUE_KM: float = _SYMBOLS["vagueKm"]
"""A place known no better than this is drawn as a circle of its precision, never as a dot."""

PLACE_RADIUS: float = _SYMBOLS["radius"]["place"]
SUBJECT_RADIUS: float = _SYMBOLS["radius"]["subject"]
PAST_RADIUS: float = _SYMBOLS["radius"]["past"]
AHEAD_RADIUS: float = _SYMBOLS["radius"]["ahead"]
RING_RADIUS: float = _SYMBOLS["radius"]["ring"]
RING_STEP: float = _SYMBOLS["radius"]["step"]
"""Rings of further events at the same place stand this much farther out."""

NAME_SIDES: tuple[tuple[int, int], ...] = tuple((x, y) for x, y in _SYMBOLS["nameSides"])
"""Where a label may stand beside its point, the best first."""
NAME_SHIFTS: tuple[tuple[float, float], ...] = tuple((x, y) for x, y in _SYMBOLS["nameShifts"])
"""Where the name of a country or sea may stand around its point, in its own widths and heights."""

TRACK_SIGNS = ("recorded", "gap", "reach", "doubted")
"""The signs of recorded positions, which stand first in a legend that has them."""
SIGNS: tuple[str, ...] = tuple(_SYMBOLS["signs"])
"""The signs in the legend's order; the catalogue has their words as `sign.reported` and so on."""


def colour_of(index: int) -> str:
    """Give the colour of a group, counted from 1."""
    return PEOPLE[min(index, len(PEOPLE)) - 1]


def text_colour_of(index: int) -> str:
    """Give the colour of a group's text, counted from 1."""
    return PEOPLE_TEXT[min(index, len(PEOPLE_TEXT)) - 1]


def mixed(colour: str, share: float, *, into: str = PAPER) -> str:
    """Mix a `#rrggbb` colour into another by a share of 0..1; solid, so any editor shows it."""
    pairs = zip(_channels(colour), _channels(into), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def dark_json() -> dict[str, Any]:
    """Give the colours that a reader's dark page is drawn in, by the names of `style_json`."""
    paper = DARK["paper"]
    return {
        **DARK,
        "people": DARK_PEOPLE,
        "peopleText": DARK_PEOPLE,
        **{
            name: [mixed(colour, tint, into=paper) for colour in DARK_PEOPLE]
            for name, tint in _MAP_TINTS.items()
        },
    }


def style_json(say: Messages) -> dict[str, Any]:
    """Give what the document's script needs to draw, as plain data; the legend's words too."""
    not_shared = ("colours", "tints", "signs", "dark", "darkPeople", "tracks")
    shared = {name: value for name, value in _SYMBOLS.items() if name not in not_shared}
    return {
        **shared,
        **_COLOURS,
        **{name: [mixed(colour, tint) for colour in PEOPLE] for name, tint in _MAP_TINTS.items()},
        "legend": [[sign, say(f"sign.{sign}")] for sign in SIGNS],
    }


def css_variables() -> str:
    """Give the `:root` rules of the document's stylesheet, light and dark; print is light."""
    fixed = {"serif": SERIF, "sans": SANS, **{name: f"{size}px" for name, size in TYPE.items()}}
    light = {**_page_colours(_COLOURS), **_people_colours(PEOPLE, PEOPLE_TEXT, PAPER), **fixed}
    dark = {**_page_colours(DARK), **_people_colours(DARK_PEOPLE, DARK_PEOPLE, DARK["paper"])}
    return (
        f":root{{color-scheme:light dark;{_declared(light)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_declared(dark)}}}}}"
    )


def _page_colours(colours: dict[str, str]) -> dict[str, str]:
    names = {
        **{name: name for name in ("ink", "second", "hairline", "paper", "land", "sea", "focus")},
        "sea-name": "seaName",
        "country-name": "countryName",
        "city-name": "cityName",
        "border": "border",
    }
    return {name: colours[key] for name, key in names.items()}


def _people_colours(people: Sequence[str], text: Sequence[str], paper: str) -> dict[str, str]:
    tints = _SYMBOLS["tints"]
    return {
        **{f"p{i}": colour for i, colour in enumerate(people, 1)},
        **{f"t{i}": colour for i, colour in enumerate(text, 1)},
        **{
            f"b{i}": mixed(person, tints["bands"], into=paper) for i, person in enumerate(people, 1)
        },
        **{f"l{i}": mixed(person, tints["bars"], into=paper) for i, person in enumerate(people, 1)},
    }


def _declared(variables: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in variables.items())


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
