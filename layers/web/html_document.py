"""Scene -> folium.Map -> a self-contained HTML document that needs no network."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from branca.element import Figure
from xstatic.pkg import leaflet as leaflet_package

from geo.language.messages import Messages, messages_of
from layers.scene.scene_builder import Scene
from layers.style.map_style import css_variables
from layers.web.base_maps import BASES
from layers.web.folium_without_pandas import Map, Template, TileLayer
from layers.web.known_rows import has_steps
from layers.web.raw_html import Raw
from layers.web.script_joiner import joined_script
from layers.web.web_payload import MANY, Timeline, document_data

UNUSED = re.compile(
    r"leaflet-(?:popup|tooltip|control-layers|marker|shadow|div-icon|oldie|image-layer|crosshair|"
    r"interactive|overlay-pane|vml|attribution-flag)|lvml|svg"
)
"""Parts of Leaflet that no document uses; their rules are left out."""
OF_TILES = re.compile(r"leaflet-(?:tile|safari)")
"""Parts that only a document with tiles uses."""
LEAFLET_UNITS = ["{length} m", "{length} km"]
"""How Leaflet writes lengths on its scale; languages that write them otherwise replace that."""
CSP = "__content_security_policy__"
"""A placeholder in the page until the hashes of its scripts and styles are known."""


class StoryMap(Map):
    """A folium map with this project's page: it holds Leaflet's own text, and no other library."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as folium declares them
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {% if this.quiet %}<meta name="referrer" content="no-referrer">{% endif %}
        {% endmacro %}
        {% macro html(this, kwargs) %}
        <div id="page">
          <header><h1 id="title"></h1><p id="subtitle"></p></header>
          <main>
            <section id="stage" aria-label="{{ this.say('page.map')|e }}">
              <div class="folium-map" id="{{ this.get_name() }}"></div>
              <div id="tags"></div>
              <canvas id="inset" width="1" height="1" hidden aria-hidden="true"></canvas>
              <div id="over"></div>
              <div id="chips" hidden></div>
              <div id="tip" role="tooltip" hidden></div>
            </section>
            <aside>
              <div id="column"><article id="card" aria-live="polite"
                aria-label="{{ this.say('page.card')|e }}"></article></div>
              <section id="legend" aria-label="{{ this.say('page.legend')|e }}"><h3>{{
                this.say('page.legend')|e }}</h3><ul id="signs"></ul></section>
              <section id="list" hidden></section>
              <div id="transport"></div>
            </aside>
          </main>
          <section id="timeline" aria-label="{{ this.say('page.timeline')|e }}"></section>
          <footer><p id="source"></p><div id="controls"></div></footer>
          <noscript><p>{{ this.say('page.no-script')|e }}</p></noscript>
        </div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
          center: {{ this.location|tojson }},
          ...{{ this.options|tojavascript }}
        });
        L.control.zoom({position: "topright", zoomInTitle: {{ this.say('zoom.in')|tojson }},
          zoomOutTitle: {{ this.say('zoom.out')|tojson }}}).addTo({{ this.get_name() }});
        {% if this.units %}
        L.Control.Scale.include({_updateMetric(most) {
          const metres = this._getRoundNum(most), far = metres >= 1000;
          const words = {{ this.units|tojson }}[+far], length = far ? metres / 1000 : metres;
          this._updateScale(this._mScale, words.replace("{length}", length), metres / most);
        }});
        {% endif %}
        L.control.scale({imperial: false, position: "bottomleft"}).addTo({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, say: Messages, *, quiet: bool, **options: Any) -> None:
        """Make the map; a `quiet` document sends no referrer, which tile servers may require."""
        super().__init__(None, tiles=None, control_scale=False, **options)  # a place asks pandas
        self.options["zoom"] = 3
        self._name = "StoryMap"
        self.say = say
        self.quiet = quiet
        units = [say.texts[f"scale.{unit}"] for unit in ("m", "km")]
        self.units = None if units == LEAFLET_UNITS else units
        self._id = "0"  # the same document each time it is built, so that it is sent only once


def build_document(scene: Scene, *, base: str = "plain") -> str:
    """Build the document of a scene: HTML text that works with the network off.

    `base` is a key of BASES; with tiles the content security policy allows their host's images, and
    nothing else. Raises ValueError for an unknown key.
    """
    if base not in BASES:
        raise ValueError(f'The base map "{base}" is unknown. Known are: {", ".join(BASES)}.')
    tiles = BASES[base]
    page = StoryMap(
        messages_of(scene.story.told_in),
        quiet=tiles is None,
        attribution_control=True,
        zoom_control=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=90,
        min_zoom=1,
        max_zoom=tiles.max_zoom if tiles else 11,
        world_copy_jump=False,
        bounce_at_zoom_limits=False,
    )
    if tiles:
        layer = TileLayer(tiles.url, attr=tiles.attribution, name=tiles.name, max_zoom=19)
        layer._id = "0"
        layer.add_to(page)
    Timeline(document_data(scene, tiles=tiles)).add_to(page)
    figure = page.get_root()
    assert isinstance(figure, Figure)
    header = figure.header
    for child in list(
        header._children.values()
    ):  # of the Figure's own elements only the charset stays
        if "<meta http-equiv" not in child.render():
            header._children.pop(child.get_name(), None)
    amount = "many" if len(scene.events) > MANY else "few"
    known, tracks = "_known" if has_steps(scene) else "", "_tracks" if scene.tracks else ""
    style, script = _page_texts(f"entries/{amount}{known}{tracks}.js", tiled=tiles is not None)
    if page.say.right_to_left:
        style += _right_to_left()
    policy = f'http-equiv="Content-Security-Policy" content="{CSP}"'
    header.add_child(Raw("meta", attributes=policy), name="policy", index=0)
    header.add_child(Raw("style", style), name="style")
    header.add_child(Raw("script", script), name="script")
    html = figure.render().replace("<html>", f"<html{_spoken(page.say)}>", 1)
    return _with_policy(html, tiles.host if tiles else None)


def _spoken(say: Messages) -> str:
    """Give the attributes of a page in a right-to-left language; other pages need none."""
    return f' lang="{say.language}" dir="rtl"' if say.right_to_left else ""


@lru_cache(maxsize=1)
def _right_to_left() -> str:
    path = files("layers.web") / "assets" / "page" / "right_to_left.css"
    return _lean_css(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _page_texts(entry: str, *, tiled: bool) -> tuple[str, str]:
    """Give the stylesheet and the script: Leaflet's, then this project's from an entry module."""
    leaflet = Path(leaflet_package.BASE_DIR)
    own = files("layers.web") / "assets"
    script = "\n".join(
        [
            (leaflet / "leaflet.js").read_text(encoding="utf-8"),
            joined_script(entry, lambda path: (own / path).read_text(encoding="utf-8")),
        ]
    )
    css = (leaflet / "leaflet.css").read_text(encoding="utf-8")
    css = _lean_css(css)
    css = re.sub(r"[^{}]*\{[^{}]*url\([^{}]*\}", "", css)  # rules for pictures that are not used
    unused = [UNUSED] if tiled else [UNUSED, OF_TILES]
    css = re.sub(r"([^{}]+)\{([^{}]*)\}", partial(_needed_rule, unused), css)
    css = re.sub(r"-(?:moz|ms)-[a-z-]+:[^;}]*;", "", css)  # for browsers of ten years ago
    page = (own / "page" / "page.css").read_text(encoding="utf-8")
    for part in ("known", "tracks"):  # stylesheets for what few stories have
        if f"_{part}" in entry:
            page += (own / "page" / f"{part}.css").read_text(encoding="utf-8")
    return css + css_variables() + _lean_css(page), script


def _needed_rule(unused: Sequence[re.Pattern[str]], rule: re.Match[str]) -> str:
    """Keep only the selectors of a rule that a document uses; "" if there is none."""
    selectors = [
        selector
        for selector in rule[1].split(",")
        if not any(part.search(selector) for part in unused)
    ]
    return f"{','.join(selectors)}{{{rule[2]}}}" if selectors else ""


def _lean_css(text: str) -> str:
    """Drop comments and the spaces that only people need; no string in our sheets has any."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*([{};,])\s*", r"\1", text)
    return re.sub(r":\s+", ":", text).replace(";}", "}")


def _with_policy(html: str, host: str | None) -> str:
    """Allow only the scripts and styles that the page has, by their hashes (CSP level 3)."""
    scripts = _hashes(html, r"<script>(.*?)</script>")
    styles = _hashes(html, r"<style>(.*?)</style>")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {styles}",
            "img-src data:" + (f" {host}" if host else ""),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return html.replace(CSP, policy, 1)


def _hashes(html: str, pattern: str) -> str:
    scripts = re.findall(pattern, html, flags=re.DOTALL)
    digests = (hashlib.sha256(text.encode()).digest() for text in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
