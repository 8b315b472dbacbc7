"""How to read the map, in our own words: HTML for the page around the document.

The samples are drawn from layers/style/map_style.py, as the map's own signs are. Nothing of a story
file stands here except the name of its zone, escaped. The samples are images since Streamlit lets
no inline SVG through.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape

from geo.evidence.admiralty_scale import FIGURES, level
from geo.story.geojson_export import NOTE
from geo.story.model import Story
from geo.time.closed_bounds import drawn_bounds
from layers.style.map_style import (
    INK,
    NOT_TRAVELLED,
    PATHS,
    PEOPLE,
    SIGN_BAND,
    TINT,
    UNTRAVELLED,
    Stroke,
    mixed,
)
from layers.text.clock import Clock

_WIDTH, _HEIGHT = 64, 18
_MIDDLE = _HEIGHT / 2


def guide_html(story: Story) -> str:
    """Give the guide to the map of a story."""
    clock = Clock(story)
    opening = min(bounds.s0 for bounds in drawn_bounds(story).values())
    zone = f"{clock.name} ({clock.offset(opening)})"
    parts = [
        _section(
            "What is known, and no more",
            "Every sign rests on a claim: who told it, in which paragraph, by name or not. Between "
            "two moments that are reported, nobody knows where a traveller was. The map then "
            "shows the whole stretch on which they may be, computed from the earliest and the "
            "latest times that the report allows and from how fast such a journey can be.",
        ),
        f"<section><h3>Lines</h3><table>{''.join(_line_rows())}</table></section>",
        (
            f"<section><h3>Support</h3><table>{''.join(_support_rows())}</table>"
            "<p>The figure follows from the claims by a fixed rule; where an editor set another, "
            "the card gives the reason. The letter before it is the editor’s word on the source, "
            "from A, reliable, to F, not judged.</p></section>"
        ),
        _section(
            "Times",
            f"All times are in {zone}, wherever you are. The report’s own words for a time "
            "stand before what they say; a clock time stands only where the report has one, and "
            "where a reading is ours the card says how. On the score a tick is a time that is "
            "known, a bar is as wide as an uncertain one, and a dashed outline is contested or not "
            "verified. The slider stops at what is reported, evenly or true to scale; where it "
            "stands within uncertain bounds is a position, not a statement.",
        ),
        _section(
            "Places and borders",
            "A place is as sharp as the report: a circle is as wide as what is not known, and "
            "where only a country is named the line ends at its border with an open arrowhead. "
            f"{NOTE}",
        ),
    ]
    return f'<div class="guide">{"".join(parts)}</div>'


def _section(title: str, text: str) -> str:
    return f"<section><h3>{escape(title)}</h3><p>{escape(text)}</p></section>"


def _line_rows() -> list[str]:
    run = (2, _WIDTH - 2)
    short = (2, _WIDTH - 8)
    head = _WIDTH - 3
    return [
        _row(_line(run, INK, PATHS["reported"]), "The way itself is reported."),
        _row(
            _line(run, INK, PATHS["inferred"]),
            "The ends are reported, the way is not: this is the shortest line between them.",
        ),
        _row(_line(run, INK, PATHS["concealed"]), "The report says that the way was hidden."),
        _row(
            _line(run, INK, PATHS["inferred"])
            + _path(f"M{head - 9} {_MIDDLE - 5}L{head} {_MIDDLE}L{head - 9} {_MIDDLE + 5}", INK, 2),
            "Only a country is named: the line ends at its border, open.",
        ),
        _row(
            _line(short, UNTRAVELLED, NOT_TRAVELLED)
            + _path(f"M{_WIDTH - 8} {_MIDDLE - 5}v10", UNTRAVELLED, 2.4),
            "Intended or refused: nobody went.",
        ),
        _row(
            _line((10, _WIDTH - 10), mixed(PEOPLE[0], TINT), SIGN_BAND)
            + _line(run, PEOPLE[0], PATHS["concealed"]),
            "The traveller may be anywhere on the wide stretch.",
        ),
        _row(
            _line(run, INK, PATHS["inferred"])
            + f'<rect x="{_WIDTH / 2 - 8}" y="0" width="16" height="{_HEIGHT}" fill="#fff"/>'
            f'<text x="{_WIDTH / 2}" y="{_MIDDLE + 5.5}" text-anchor="middle" font-size="15" '
            f'font-weight="700" fill="{INK}">?</text>',
            "Contested, or the source could not verify it.",
        ),
    ]


def _support_rows() -> list[str]:
    bars = {
        "well supported": '<rect x="2" y="6" width="44" height="6" rx="3" fill="{ink}"/>',
        "single account": '<rect x="2" y="6" width="44" height="6" rx="3" fill="#ddd6c9"/>'
        '<path d="M24 6H5a3 3 0 0 0 0 6h19z" fill="{ink}"/>',
        "contested or unverified": '<g fill="none" stroke="{ink}" stroke-width="1.3">'
        '<rect x="2.6" y="6.6" width="18" height="5" rx="2.5"/>'
        '<rect x="27" y="6.6" width="18" height="5" rx="2.5"/></g>',
    }
    rows = []
    for name, bar in bars.items():
        figures = [(figure, words) for figure, words in FIGURES.items() if level(figure) == name]
        said = "; ".join(f"{figure}, {words}" for figure, words in figures)
        text = f"{name[:1].upper()}{name[1:]} – {said}."
        rows.append(_row(bar.format(ink=INK), text))
    return rows


def _row(drawing: str, text: str) -> str:
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif">{drawing}</svg>'
    )
    address = f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"
    image = f'<img src="{address}" alt="" width="{_WIDTH}" height="{_HEIGHT}">'
    return f"<tr><td>{image}</td><td>{escape(text)}</td></tr>"


def _line(run: tuple[float, float], colour: str, stroke: Stroke) -> str:
    dash = f' stroke-dasharray="{" ".join(f"{n:g}" for n in stroke.dash)}"' if stroke.dash else ""
    cap = ' stroke-linecap="round"' if stroke.round else ""
    return (
        f'<path d="M{run[0]} {_MIDDLE}H{run[1]}" fill="none" stroke="{colour}" '
        f'stroke-width="{stroke.width:g}"{dash}{cap}/>'
    )


def _path(shape: str, colour: str, width: float) -> str:
    return f'<path d="{shape}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'
