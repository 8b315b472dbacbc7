"""How to read the map, in our own words: HTML for the page around the document.

The samples are drawn from layers/style/map_style.py, as the map's own signs are. Nothing of a story
file stands here except the name of its zone, escaped. The samples are images, since Streamlit
removes inline SVG.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape

from geo.evidence.admiralty_scale import FIGURES, level
from geo.language.messages import Messages, capital
from geo.story.model import Story
from geo.time.closed_bounds import drawn_bounds
from geo.world.points_of_view import borders_note
from layers.style.map_style import (
    CONTEXT,
    CONTEXT_TINT,
    INK,
    NOT_TRAVELLED,
    PATHS,
    PEOPLE,
    SIGN_BAND,
    TINT,
    TRACKS,
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
    say = clock.say
    opening = min(bounds.s0 for bounds in drawn_bounds(story).values())
    zone = say("moment.zone", zone=clock.name, offset=clock.offset(opening))
    lines, support = (
        "".join(_line_rows(say, recorded=bool(story.tracks))),
        "".join(_support_rows(say)),
    )
    parts = [
        _section(say("guide.known"), _paragraph(say("guide.known.text"))),
        _section(say("guide.lines"), f"<table>{lines}</table>"),
        _section(
            say("guide.support"),
            f"<table>{support}</table>{_paragraph(say('guide.support.text'))}",
        ),
        _section(say("guide.times"), _paragraph(say("guide.times.text", zone=zone))),
        _section(
            say("guide.places"),
            _paragraph(say("guide.places.text", borders=borders_note(say, story.borders))),
        ),
    ]
    return f'<div class="guide">{"".join(parts)}</div>'


GUIDED = ("recorded", "gap", "reach")
"""The lines of recorded positions, which the guide of a story with tracks explains."""


def _section(title: str, body: str) -> str:
    return f"<section><h3>{escape(title)}</h3>{body}</section>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _line_rows(say: Messages, *, recorded: bool) -> list[str]:
    run = (2, _WIDTH - 2)
    head = _WIDTH - 3
    return [
        _row(_line(run, INK, PATHS["reported"]), say("guide.line.reported")),
        _row(
            _line(run, INK, PATHS["inferred"]),
            say("guide.line.inferred"),
        ),
        _row(_line(run, INK, PATHS["concealed"]), say("guide.line.concealed")),
        *(
            _row(_line(run, INK, TRACKS[name]), say(f"guide.line.{name}"))
            for name in GUIDED
            if recorded
        ),
        _row(
            _line(run, INK, PATHS["inferred"])
            + _path(f"M{head - 9} {_MIDDLE - 5}L{head} {_MIDDLE}L{head - 9} {_MIDDLE + 5}", INK, 2),
            say("guide.line.open"),
        ),
        _row(
            _line(run, UNTRAVELLED, NOT_TRAVELLED)
            + _path(f"M12 {_MIDDLE - 5}v10", UNTRAVELLED, 2.4),
            say("guide.line.intended"),
        ),
        _row(_fading(run), say("guide.line.fading")),
        *(
            _row(
                _line(run, mixed(PEOPLE[0], CONTEXT_TINT[role]), CONTEXT[role]),
                say(f"guide.line.{role}"),
            )
            for role in CONTEXT
        ),
        _row(
            _line((10, _WIDTH - 10), mixed(PEOPLE[0], TINT), SIGN_BAND)
            + _line(run, PEOPLE[0], PATHS["concealed"]),
            say("guide.line.may-be"),
        ),
        _row(
            _line(run, INK, PATHS["inferred"])
            + f'<rect x="{_WIDTH / 2 - 8}" y="0" width="16" height="{_HEIGHT}" fill="#fff"/>'
            f'<text x="{_WIDTH / 2}" y="{_MIDDLE + 5.5}" text-anchor="middle" font-size="15" '
            f'font-weight="700" fill="{INK}">?</text>',
            say("guide.line.questioned"),
        ),
    ]


def _support_rows(say: Messages) -> list[str]:
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
        figures = say.clauses(
            say("guide.support.figure", figure=figure, words=say(f"figure.{figure}"))
            for figure in FIGURES
            if level(figure) == name
        )
        text = say("guide.support.level", level=capital(say(f"level.{name}")), figures=figures)
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


def _fading(run: tuple[float, float]) -> str:
    """Draw a line that fades out towards its end, in steps."""
    stroke = PATHS["inferred"]
    middle = run[0] + (run[1] - run[0]) * 0.4
    step = (run[1] - middle) / 6
    parts = [_line((run[0], middle), INK, stroke)]
    parts += [
        f'<g opacity="{1 - (i + 0.5) / 6:.2f}">'
        f"{_line((middle + i * step, middle + (i + 1) * step), INK, Stroke(stroke.width))}</g>"
        for i in range(6)
    ]
    return "".join(parts)


def _path(shape: str, colour: str, width: float) -> str:
    return f'<path d="{shape}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'
