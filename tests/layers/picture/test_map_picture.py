"""Pictures: the marks of the moment in every size, with live text, nothing cut or overlapping."""

import base64
import functools
import io
import math
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import pypdf
import pytest
import shapely
from fontTools.ttLib import TTFont
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import fontManager, get_font
from PIL import Image

from geo.language.messages import Messages
from geo.time.instants import epoch_ms
from layers.picture.drawing import GROUPS, Sheet, Words
from layers.picture.label_candidates import SMALL_CIRCLE
from layers.picture.map_picture import described
from layers.picture.matplotlib_output import Bitmap
from layers.picture.storyboard import BOARD, storyboard
from layers.picture.surround.legend import subject_signs
from layers.scene.scene_builder import build_scene
from layers.scene.visibility import marks_at, signs
from layers.style import map_style, typeface
from layers.style.map_style import SIGNS
from layers.style.picture_sizes import SIZES, PictureError, size_of
from layers.style.typeface import Face
from layers.text.alt_text import SHORT
from layers.text.clock import moment_told
from tests.drawn import composed, picture
from tests.right_to_left_stories import own_words, right_to_left_story

LEGEND = {sign: Messages("en")(f"sign.{sign}") for sign in SIGNS}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def scene(shipped):
    return build_scene(shipped)


@pytest.fixture(scope="module")
def at(shipped):
    return lambda text: epoch_ms(datetime.fromisoformat(text).replace(tzinfo=shipped.zone))


@pytest.fixture(scope="module")
def flight(scene):
    """The flight of 8 December at its stop as an SVG, and its root element."""
    (told,) = (mark for mark in scene.events if mark.id == "flight-from-damascus")
    made = picture(scene, at=told.stop, event=told.id, size="article-660")
    return made, ET.fromstring(made.data)


def groups(root):
    return {group.get("id"): group for group in root.iter(f"{SVG}g") if group.get("id")}


def texts(element):
    return [text.text for text in element.iter(f"{SVG}text") if text.get("aria-hidden") != "true"]


# --------------------------------------------------------------------------------- labels and frame


def measured(label):
    """How wide matplotlib's own text is, apart from what the placer believed."""
    face = typeface.Face("sans", label.font_size, label.bold, label.italic)
    properties = typeface.properties(face, label.font_size, "".join(label.lines))
    renderer = RendererAgg(10, 10, 72)
    return max(
        renderer.get_text_width_height_descent(line, properties, ismath=False)[0]
        for line in label.lines
    )


def faults(frame, labels):
    left, top, right, bottom = frame
    overlaps = []
    for i, label in enumerate(labels):
        a = label.box
        if a[0] < left or a[1] < top or a[2] > right or a[3] > bottom:
            overlaps.append(("cut", label))
        for before in labels[:i]:
            b = before.box
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
                overlaps.append(("overlap", label, before))
    return overlaps


def boxes(made):
    """Everything that has to stay apart on a map: labels, and tags at its edge."""
    labels = [(placed.label.id, placed.box) for placed in made.placed]
    return labels + [(f"tag:{tag.place}", tag.box) for tag in made.tags]


def apart(frame, named):
    left, top, right, bottom = frame
    for i, (name, a) in enumerate(named):
        assert left <= a[0] < a[2] <= right, name
        assert top <= a[1] < a[3] <= bottom, name
        for before, b in named[:i]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (name, before)


def words_in(made):
    """The lines of text of a composition, with their left and right ends and baselines."""
    for items in made.sheet.items.values():
        for item in items:
            if isinstance(item, Words):
                yield item, item.left, item.left + typeface.width(item.text, item.face)


def near_its_line(box, line, legs):
    """A way's label stands by its own line and over none."""
    label = shapely.box(*box)
    assert label.distance(shapely.MultiLineString(line.seen)) <= 24, line.mark.id
    for leg in legs:
        for run in leg.seen:
            inside = label.buffer(-1.5).intersection(shapely.LineString(run)).length
            assert inside < 7, (line.mark.id, leg.mark.id)


CHECKED = ("social", "660x700", "article-330", "print-107mm")
STORIES = ("shipped", "second_story", "third_story")
every_story = pytest.mark.parametrize("name", STORIES)


@pytest.fixture(scope="module")
def compositions(request):
    """compositions("shipped", "social"): the scene, and each event with its picture laid out."""

    @functools.cache
    def laid_out(name, size):
        scene = build_scene(request.getfixturevalue(name))
        return scene, [
            (event, composed(scene, at=event.stop, event=event.id, size=size))
            for event in scene.events
        ]

    return laid_out


@pytest.mark.parametrize("size", CHECKED)
@every_story
def test_every_event_has_a_picture_in_which_nothing_overlaps_or_is_cut(name, size, compositions):
    """Every event of all three stories; laid out, not put out, to save time."""
    scene, pictures = compositions(name, size)
    sized = size_of(size)
    wide, high = sized.units
    for event, made in pictures:
        left, top, right, bottom = made.view.frame
        apart(made.view.frame, boxes(made))
        if made.aside:
            assert right - left >= 0.7 * wide - 0.01, event.id
        else:
            assert bottom - top >= 0.62 * high - 0.01, event.id
        for words, start, end in words_in(made):
            assert start >= 0, words
            assert end <= wide, words
            assert 0 < words.y < high, words
        labels = [label for label in made.placed if label.label.kind == "way"]
        line = made.marking.subject_line()
        assert len(labels) == (line is not None), event.id
        if line:
            near_its_line(labels[0].box, line, made.marking.legs)
        assert not set(made.left_out) - {"inset"}, event.id
        assert made.marking.shown == marks_at(scene, event.stop), event.id


@pytest.mark.parametrize("size", SIZES)
def test_other_sizes_have_room_too(scene, size):
    for event in scene.events[::9]:
        made = composed(scene, at=event.stop, event=event.id, size=size)
        apart(made.view.frame, boxes(made))
        assert made.placed, (event.id, size)


@every_story
def test_the_alt_text_says_what_the_picture_says(name, compositions):
    for event, made in compositions(name, "social")[1]:
        short, long = described(made)
        assert short.startswith(f"{event.headline}. ")
        assert long.startswith(f"{event.headline}. ")
        assert len(short) <= SHORT
        beyond = [tag.words for tag in made.tags]
        time = moment_told(made.scene, event.stop, event)
        for text in (time.text, event.subject.tellers, *beyond):
            assert text.casefold() in long.casefold(), (event.id, text)
        for label in (placed.label for placed in made.placed):
            if label.id.startswith("reach:"):
                assert "Nothing was recorded from" in long, event.id
            elif label.kind in ("way", "told", "context", "place"):
                wanted = (
                    label.lines if label.first == 1 else (" ".join(label.lines[: label.first]),)
                )
                assert all(part.casefold() in long.casefold() for part in wanted), label.lines
        if not re.search(r"\d\d:\d\d", event.time.said):
            words = " ".join(label.text for label, *_ in words_in(made))
            assert not re.search(r"\b\d\d:\d\d\b", f"{words} {short} {long}"), event.id


def test_the_words_stand_in_order_and_size(flight, scene):
    _, root = flight
    (told,) = (mark for mark in scene.events if mark.id == "flight-from-damascus")
    written = [
        (element.text, float(element.get("font-size").removesuffix("px")), float(element.get("y")))
        for element in groups(root)["labels"].iter(f"{SVG}text")
        if float(element.get("y")) < 110
    ]
    said = " ".join(text for text, *_ in written)
    said_in_order = [told.headline, f"“{told.time.words}”", told.time.said, told.subject.tellers]
    places = [said.index(text) for text in said_in_order]
    assert places == sorted(places)
    heads = {size for text, size, _ in written if text in told.headline}
    rest = {size for text, size, _ in written if text in told.subject.tellers}
    assert (heads, rest) == ({20.0}, {14.0})


@pytest.mark.parametrize(
    ("size", "shown_at", "least"),
    [
        ("article-1200", 1200, (20, 14)),
        ("article-660", 660, (20, 14)),
        ("social", 500, (12, 8)),
        ("slide", 1200, (20, 14)),
    ],
)
def test_words_have_their_size_where_a_picture_is_shown(scene, size, shown_at, least):
    """Pixels of a page: an article shows a picture as it is, a preview smaller, a wall from far."""
    (told,) = (mark for mark in scene.events if mark.id == "flight-from-damascus")
    made = composed(scene, at=told.stop, event=told.id, size=size)
    shown = made.sheet.size.unit * shown_at / made.sheet.size.width
    blocks = (made.words.title, made.words.time, made.words.tellers)
    title, time, tellers = ({face.size * shown for _, face, _ in block.lines} for block in blocks)
    assert time == tellers
    sizes = (*title, *time)
    if size.startswith("article"):
        assert sizes == least
    assert sizes >= least


def test_the_edge_says_where_ways_go_and_how_far(scene):
    def beyond(name):
        (mark,) = (event for event in scene.events if event.id == name)
        return picture(scene, at=mark.stop, event=name).beyond

    assert beyond("trip-to-moscow") == ()
    flown = beyond("flight-from-damascus")
    assert "earlier journey: Moscow" in flown, (
        "he had been there before: no way of this event goes there"
    )
    assert "United Arab Emirates" not in flown, "a way refused is not drawn beside another"
    assert len(flown) == len(set(flown))
    assert "Damascus, 210 km" in beyond("lands-at-hmeimim")
    assert "Damascus, 140 km" in beyond("homs-taken"), "the rebels may be on that way, not earlier"
    assert beyond("kremlin-refuses") == (), "that way began nobody says where"


def test_a_lone_circle_says_what_it_is_and_no_name_of_the_ground_repeats_a_places(second_story):
    scene = build_scene(second_story)

    def lines(name):
        (mark,) = (event for event in scene.events if event.id == name)
        made = composed(scene, at=mark.stop, event=name, size="social")
        for sea in (placed for placed in made.placed if placed.label.kind == "sea"):
            for mark in made.marking.places():
                if made.marking.radius(mark) > SMALL_CIRCLE:
                    spot = shapely.Point(made.marking.spot[mark.id])
                    rim = spot.buffer(made.marking.radius(mark)).exterior
                    assert not rim.intersects(shapely.box(*sea.box)), sea.label.lines
        return {placed.label.id: placed.label.lines for placed in made.placed}, described(made)[1]

    claim, long = lines("american-claim")
    assert any("Gulf of Alaska" in text for text in claim.values())
    assert claim["circle:american-coast"][1] == "somewhere in this circle"
    assert "American coast at 57°: somewhere in this circle." in long
    home, _ = lines("home")
    assert [text for text in home.values() if "North Sea" in text[0]] == [home["circle:north-sea"]]


def test_the_inset_shows_the_journey_only_where_it_goes_beyond_the_view(scene):
    def inset(name, **options):
        (mark,) = (event for event in scene.events if event.id == name)
        made = composed(scene, at=mark.stop, event=name, size="social", **options)
        return made.has_inset

    assert inset("flight-from-damascus")
    assert not inset("trip-to-moscow")
    assert not inset("flight-from-damascus", inset=False)


def drawn(made, group):
    """Style and first point of the paths of a group."""
    return [
        (path.get("style", ""), path.get("d"))
        for path in groups(ET.fromstring(made.data))[group].iter(f"{SVG}path")
    ]


def test_a_subject_alone_has_its_band_and_what_went_before_is_pale(scene):
    (mark,) = (event for event in scene.events if event.id == "rebels-take-damascus")
    made = picture(scene, at=mark.stop, event=mark.id, size="article-660")
    assert not [name for name in groups(ET.fromstring(made.data)) if name.startswith("band-")]
    full = {map_style.colour_of(leg.colour) for leg in scene.legs}
    strokes = {colour for style, _ in drawn(made, "routes") for colour in full if colour in style}
    assert not strokes
    assert ("event", mark.id) in {(shown.kind, shown.id) for shown in made.shown}
    assert sum(shown.kind == "event" for shown in made.shown) == 1


def test_no_bar_stands_for_what_was_only_announced_and_one_near_the_start_of_what_was_refused(
    scene,
):
    def bars(name):
        (mark,) = (event for event in scene.events if event.id == name)
        made = picture(scene, at=mark.stop, event=name, size="article-930", inset=False)
        return [d for style, d in drawn(made, "routes") if "stroke-width: 2.4" in style]

    assert bars("tells-office-manager") == []
    (bar,) = bars("emirates-refuse")
    (mark,) = (event for event in scene.events if event.id == "emirates-refuse")
    made = composed(scene, at=mark.stop, event=mark.id, size="article-930")
    line = made.marking.subject_line()
    x = float(re.findall(r"-?\d+\.?\d*", bar)[0])
    assert abs(x - line.runs[0][0][0]) < 0.25 * abs(line.runs[-1][-1][0] - line.runs[0][0][0])


def test_an_end_that_is_not_reported_fades(scene):
    """The dashes near it come ever nearer to the ground's colour, and none is drawn at it."""
    (mark,) = (event for event in scene.events if event.id == "maher-helicopter")
    made = composed(scene, at=mark.stop, event=mark.id, size="article-930")
    line = made.marking.subject_line()
    first, last = line.seen[0][0], line.seen[-1][-1]
    assert math.dist(first, line.runs[0][0]) > 3
    assert math.dist(last, line.runs[-1][-1]) > 3
    strengths = [strength for _, strength, _ in line.fade.pieces(line.runs)]
    assert strengths[0] < 0.2 < max(strengths) == 1.0 > strengths[-1]
    assert line.fade.reach <= 90


def test_the_subject_alone_has_a_band_and_its_label_says_how(scene):
    (mark,) = (event for event in scene.events if event.id == "flight-from-damascus")
    made = composed(scene, at=mark.stop, event=mark.id, size="article-660")
    (label,) = (placed for placed in made.placed if placed.label.kind == "way")
    assert label.label.lines == mark.subject.label
    banded = {leg.mark.id for leg in made.marking.legs if made.marking.banded(leg)}
    assert banded == {"damascus-hmeimim"}


def test_a_clock_time_is_the_title_and_shows_everybody(scene, at):
    made = picture(scene, at=at("2024-12-08T03:00"), size="article-660")
    words = " ".join(texts(groups(ET.fromstring(made.data))["labels"]))
    assert words.startswith("The map at 03:00 on 8 December Damascus time (UTC+3)") or (
        "The map at 03:00 on 8 December" in words
    )
    bands = [name for name in groups(ET.fromstring(made.data)) if name.startswith("band-")]
    assert len(bands) > 3


def test_a_label_is_as_wide_as_its_box_says(flight):
    made, _ = flight
    for label in made.labels:
        if label.kind == "way":  # of two faces
            continue
        assert measured(label) <= (label.box[2] - label.box[0]) * 1.03, label


def test_signs_and_furniture_do_not_stand_under_labels(flight):
    made, root = flight
    scale = next(
        element for element in root.iter(f"{SVG}text") if (element.text or "").endswith(" km")
    )
    x, y = float(scale.get("x")), float(scale.get("y"))
    for label in made.labels:
        left, top, right, bottom = label.box
        assert not (left < x < right and top < y < bottom)


# ----------------------------------------------------------------------------------- the same marks


@pytest.mark.parametrize("moment", ["2024-11-28T12:00", "2024-12-08T03:00", "2024-12-10T12:00"])
def test_the_whole_story_shows_the_marks_of_the_moment(scene, at, moment):
    made = picture(scene, at=at(moment), extent="story", size="social-1080x1080")
    pointless = {event.id for event in scene.events if event.lon is None}
    wanted = {
        (shown.kind, shown.id, shown.state)
        for shown in marks_at(scene, at(moment))
        if not (shown.kind == "event" and shown.id in pointless)
    }
    assert {(shown.kind, shown.id, shown.state) for shown in made.shown} == wanted


def test_the_legend_of_everybody_has_exactly_the_signs_in_view(scene, at):
    made = picture(scene, at=at("2024-12-08T03:00"), size="article-660", legend=True)
    assert set(made.signs) == signs(scene, list(made.shown))
    assert {"concealed", "may-be", "questioned"} <= set(made.signs)
    early = picture(scene, at=at("2024-11-28T12:00"), size="article-660", legend=True)
    assert "concealed" not in early.signs

    written = texts(groups(ET.fromstring(made.data))["legend"])
    assert [LEGEND[sign] for sign in made.signs] == [
        words for words in written if words in LEGEND.values()
    ]


@every_story
def test_the_legend_of_a_subject_has_three_signs_at_most_and_only_if_asked_for(name, compositions):
    """At every event which signs there are; every sixth is laid out with its legend too."""
    scene, pictures = compositions(name, "social")
    for number, (event, made) in enumerate(pictures):
        assert made.legend.signs == ()
        signs_told = subject_signs(made.marking)
        assert len(signs_told) <= 3, event.id
        assert not signs_told & {"concealed", "inferred", "reported"}, event.id  # labelled
        if number % 6 == 0:
            asked = composed(scene, at=event.stop, event=event.id, size="social", legend=True)
            assert set(asked.legend.signs) == signs_told, event.id
            assert "legend" not in asked.left_out, event.id


def test_nobody_is_drawn_beyond_the_furthest_point(scene, at):
    """At 00:03 it may have come a quarter of the way; band and line end there."""
    early = picture(scene, at=at("2024-12-08T00:03"), event="flight-from-damascus")
    late = picture(scene, at=at("2024-12-08T03:00"), event="flight-from-damascus")

    def top(path):
        numbers = re.findall(r"-?\d+\.?\d*", path.get("d"))
        return min(float(y) for y in numbers[1::2])

    def band(made):
        return groups(ET.fromstring(made.data))["band-damascus-hmeimim"].find(f"{SVG}path")

    def dots(made):
        paths = groups(ET.fromstring(made.data))["routes"].iter(f"{SVG}path")
        (dotted,) = (path for path in paths if "dasharray: 0.0" in path.get("style", ""))
        return dotted

    assert top(band(early)) > top(band(late)) + 50
    assert top(dots(early)) > top(dots(late)) + 50


# --------------------------------------------------------------------------------------------- SVG


def test_the_svg_has_its_groups_and_live_text(flight, scene):
    _, root = flight
    by_id = groups(root)
    assert [name for name in by_id if name in GROUPS] == list(GROUPS)
    assert by_id["routes"].findall(f".//{SVG}path")
    assert by_id["base"].findall(f".//{SVG}path")
    labels = texts(by_id["labels"])
    assert {"Damascus", "Hmeimim air base", "By plane, way concealed"} <= set(labels)
    (told,) = (mark for mark in scene.events if mark.id == "flight-from-damascus")
    said = re.sub(r"\s+", " ", " ".join(labels))
    assert f"“{told.time.words}” {told.time.said} 2024, Damascus time" in said
    assert "03:00" not in said, "where the slider stops is no statement"
    assert any("shown without endorsement." in text for text in texts(by_id["credit"]))
    assert "Escape Routes. As of 13 December 2024" in texts(by_id["credit"])


def test_the_svg_names_fonts_with_fallbacks(flight):
    _, root = flight
    for element in root.iter(f"{SVG}text"):
        assert element.get("font-family").rpartition(", ")[2] in ("sans-serif", "serif")
        assert element.get("font-family").count(",") > 2


@pytest.mark.parametrize("moment", ["2024-11-28T12:00", "2024-12-08T03:00"])
def test_the_svg_is_solid(scene, at, moment):
    data = picture(scene, at=at(moment), size="slide").data.decode()
    assert "opacity" not in data
    assert "<image" not in data
    assert "clip-path" not in data
    assert not re.search(r"rgba|#[0-9a-f]{8}\b", data)


def test_the_svg_has_its_size_and_describes_itself(flight):
    made, root = flight
    assert (root.get("width"), root.get("height")) == ("660px", "720px")
    assert root.get("viewBox") == "0 0 660 720"
    assert root.find(f"{SVG}title").text == made.alt_short
    assert root.find(f"{SVG}desc").text == made.alt_long
    assert root.get("aria-labelledby") == "title description"


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_the_same_picture_is_the_same_bytes(scene, at, form):
    first, second = (picture(scene, at=at("2024-12-08T03:00"), format=form).data for _ in range(2))
    assert first == second


# ------------------------------------------------------------------------------------- PDF and PNG


def test_the_text_of_the_pdf_can_be_extracted(scene):
    (mark,) = (event for event in scene.events if event.id == "flight-from-damascus")
    made = picture(scene, at=mark.stop, event=mark.id, size="print-163mm", format="pdf")
    reader = pypdf.PdfReader(io.BytesIO(made.data))
    (page,) = reader.pages
    text = page.extract_text()
    for wanted in ("Hmeimim air base", "By plane, way concealed", "diplomats", "LEBANON"):
        assert wanted in text
    fonts = page["/Resources"]["/Font"].values()
    assert fonts
    assert all(font.get_object()["/Subtype"] in ("/Type0", "/TrueType") for font in fonts)
    assert reader.metadata.title == made.alt_short
    assert reader.metadata.subject == made.alt_long
    assert float(page.mediabox.width) == pytest.approx(163 / 25.4 * 72, abs=0.2)


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_the_png_has_exactly_its_pixels(scene, at, scale):
    made = picture(scene, at=at("2024-12-08T03:00"), size="social", format="png", scale=scale)
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (1200 * scale, 630 * scale) == (made.width, made.height)
        assert image.info["Title"] == made.alt_short
        assert image.info["Description"] == made.alt_long


@pytest.mark.parametrize("name", ["article-330", "article-930", "print-52mm", "print-163mm"])
def test_a_named_size_is_exact(scene, at, name):
    made = picture(scene, at=at("2024-12-08T03:00"), size=name, format="png")
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (SIZES[name].width, SIZES[name].height)
        if name.startswith("print"):
            assert image.info["dpi"][0] == pytest.approx(300, abs=0.5)
    assert SIZES["print-52mm"].width == round(52 / 25.4 * 300)


# -------------------------------------------------------------------------------------- projections


@pytest.mark.parametrize(
    ("extent", "size", "name"),
    [
        ("story", "social-1200x630", "Lambert conformal conic"),
        ((35.5, 31, 38.4, 58.4), "social-1080x1920", "transverse Mercator"),
        ((36, 33, 37, 34), "article-660", "stereographic"),
        ((0, 70, 90, 88), "article-660", "stereographic"),
        ((90, -8, 140, 8), "article-930", "Mercator"),
        ((-180, -60, 180, 80), "slide", "Equal Earth"),
    ],
)
def test_the_projection_is_chosen_for_the_extent(scene, at, extent, size, name):
    assert picture(scene, at=at("2024-12-08T03:00"), extent=extent, size=size).projection == name


def test_a_journey_across_the_antimeridian_is_one_line(make_story):
    story = make_story(
        legs=[
            make_story.leg(
                "over", **{"from": "suva", "to": "apia"}, window="2024-05-01", path="reported"
            )
        ],
        events=[make_story.event("flown", leg="over")],
    )
    scene = build_scene(story)
    made = picture(scene, at=scene.span[1], event="flown", size="article-660")
    west, _, east, _ = made.extent
    assert west < 178.4 < east or west < 178.4 - 360 < east
    assert east - west < 40
    assert {"Suva", "Apia"} <= {line for label in made.labels for line in label.lines}
    assert ("leg", "over") in {(shown.kind, shown.id) for shown in made.shown}
    root = ET.fromstring(made.data)
    lines = [
        path
        for path in groups(root)["routes"].iter(f"{SVG}path")
        if "#b8361b" in path.get("style", "") and "fill: none" in path.get("style", "")
    ]
    xs = [float(x) for path in lines for x in re.findall(r"[ML] (\S+)", path.get("d"))]
    assert max(b - a for a, b in zip(sorted(xs), sorted(xs)[1:], strict=False)) < 60


# -------------------------------------------------------------------------------------- the options


def test_headline_inset_and_legend_are_left_out_when_not_wanted(scene, at):
    options = {"at": at("2024-12-08T03:00"), "size": "article-660"}
    plain = picture(scene, **options, headline=False, inset=False)
    assert plain.signs == ()
    own = picture(scene, **options, headline="My own words", legend=True)
    words = " ".join(texts(ET.fromstring(own.data)))
    assert "My own words" in words
    assert "The map at 03:00 on 8 December" in words, "the moment asked for is still told"
    assert plain.frame[3] - plain.frame[1] > own.frame[3] - own.frame[1]


def test_a_headline_typed_over_two_lines_is_one_text(scene, at):
    made = picture(scene, at=at("2024-12-08T03:00"), headline=" Two\tand\r\n two ")
    assert "Two and two" in texts(ET.fromstring(made.data))


@pytest.mark.parametrize(
    "character", ["\0", "\x1b", "\x85", "\ud800", "\uffff", "\u202e", "\u2066"]
)
def test_what_no_svg_can_hold_and_what_turns_text_round_is_kept_out(scene, at, character):
    moment = at("2024-12-08T03:00")
    for make in (
        lambda headline: picture(scene, at=moment, headline=headline),
        lambda headline: storyboard(
            scene, moments=[moment], options=replace(BOARD, headline=headline)
        ),
    ):
        with pytest.raises(PictureError, match=r"^In the headline: .*U\+.*Delete it") as caught:
            make(f"Who{character} flew")
        assert character not in str(caught.value)


def test_nothing_of_a_headline_is_markup(scene, at):
    evil = '</text><script>alert("1")</script>'
    root = ET.fromstring(picture(scene, at=at("2024-12-08T03:00"), headline=evil).data)
    assert not list(root.iter(f"{SVG}script"))
    assert "alert" in "".join(texts(root))


def test_arabic_names_stand_where_they_were_measured(scene):
    (mark,) = (event for event in scene.events if event.id == "flight-from-damascus")
    made = picture(scene, at=mark.stop, event=mark.id, size="article-660", language="ar")
    written = {
        element.text: element
        for element in ET.fromstring(made.data).iter(f"{SVG}text")
        if element.text is not None
    }
    assert {"دمشق", "قاعدة حميميم الجوية"} <= set(written)
    for element in written.values():
        assert "direction" not in element.attrib, "renderers turn its anchor each in their own way"
    label = next(label for label in made.labels if label.lines == ("دمشق",))
    (left, _, right, _), x = label.box, float(written["دمشق"].get("x"))
    anchor = written["دمشق"].get("text-anchor", "start")
    spot = {"start": left, "middle": (left + right) / 2, "end": right}[anchor]
    assert x == pytest.approx(spot, abs=2.5)
    assert faults(made.frame, made.labels) == []


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("he", ["במאי אל לימסול", "9", "-", "דנה מפליגה ב"]),
        ("fa", ["مه به دبی می\u200cرود", "۹", "پروانه"]),
    ],
)
@pytest.mark.parametrize("told", ["en", "ar"])
def test_hebrew_and_persian_words_stand_in_order_from_the_left(
    make_story, language, headline, told
):
    story = right_to_left_story(make_story, language).translated(told)
    (mark,) = (scene := build_scene(story)).events
    made = picture(scene, at=mark.stop, event=mark.id, size="article-660", language=told)
    written = [element for element in ET.fromstring(made.data).iter(f"{SVG}text") if element.text]
    assert not any("direction" in element.attrib for element in written)
    lines = defaultdict(dict)
    for element in written:
        lines[element.get("y")][float(element.get("x"))] = element.text
    rows = [[text.strip() for _, text in sorted(line.items())] for line in lines.values()]
    said = own_words(language)
    assert headline in rows
    if told == "en":
        assert ["According to", said["told_by"], "(", said["publisher"], ")"] in rows
        assert any(row[:2] == ["Source:", said["publisher"]] for row in rows)
    names = {label.lines: label.box for label in made.labels}
    for end in ("from", "to"):
        (left, _, right, _) = names[said[end],]
        name = next(element for element in written if element.text == said[end])
        spot = right if name.get("text-anchor") == "end" else left
        assert float(name.get("x")) == pytest.approx(spot, abs=2.5)


# --------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"size": "articel-330"}, 'The size "articel-330" is unknown. Did you mean "article-330"?'),
        ({"size": "10x10"}, "A picture of 10x10 pixels cannot be made; each side has 240 to 8000."),
        ({"event": "lands-at-hmemim"}, 'unknown. Did you mean "lands-at-hmeimim"?'),
        ({"format": "gif"}, 'A picture has no format "gif". Known are: svg, pdf, png.'),
        ({"format": "png", "scale": 4}, "The scale 4 is unknown. Known are 1, 2 and 3."),
        ({"extent": "event"}, "needs an event"),
        ({"extent": (10, 50, 20, 40)}, "south below north."),
        ({"language": "xx"}, 'The language "xx" is unknown. Known are: ar, de, en, es, fr, '),
    ],
)
def test_what_cannot_be_made_is_said_in_one_sentence(scene, at, options, sentence):
    with pytest.raises(PictureError) as caught:
        picture(scene, **{"at": at("2024-12-08T03:00"), **options})
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_moment_outside_the_story_is_refused(scene, at):
    with pytest.raises(PictureError, match="lies outside the story, which runs from"):
        picture(scene, at=at("2023-01-01T00:00"))


@pytest.fixture
def bare_machine(monkeypatch):
    """A machine without a typeface of its own."""
    typeface.forget()
    monkeypatch.setattr(fontManager, "ttflist", [])
    yield
    typeface.forget()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_the_machine_s_typefaces_change_nothing(scene, at, form, language, request):
    options = {"at": at("2024-12-08T03:00"), "format": form, "language": language}
    here = picture(scene, **options)
    request.getfixturevalue("bare_machine")
    assert picture(scene, **options).data == here.data


STYLES = [(False, False), (True, False), (False, True), (True, True)]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("role", "text", "name"),
    [
        ("sans", "Aleppo, Łódź, Москва 03:00 – “ş”", "SourceSansPro"),
        ("serif", "The night Assad left – 2024", "SourceSerifPro"),
        ("sans", "دمشق", "DejaVuSans"),
        ("serif", "دمشق and Damascus", "DejaVuSans"),
    ],
)
def test_each_text_has_its_typeface_from_a_package(bare_machine, role, text, name, style):
    face = typeface.Face(role, 12, *style)
    path = typeface.typeface(face, text)
    assert path.stem.partition("-")[0] == name
    assert typeface.is_packaged(path)
    assert set(map(ord, text)) <= set(get_font(path).get_charmap())
    assert ("Bold" in path.stem) == style[0]


def test_a_slanted_text_is_slanted_where_it_can_be(bare_machine):
    slanted = typeface.Face("sans", 12, italic=True)
    assert typeface.typeface(slanted, "Red Sea").stem == "SourceSansPro-It"
    assert typeface.typeface(slanted, "Чёрное море").stem == "SourceSansPro-Regular"
    assert typeface.typeface(slanted, "البحر الأحمر").stem == "DejaVuSans"


def test_where_no_typeface_has_a_letter_it_says_so_in_arabic_and_draws_a_box_elsewhere(
    bare_machine,
):
    face = typeface.Face("sans", 12)
    with pytest.raises(PictureError, match="No installed typeface has these Arabic letters"):
        typeface.typeface(face, "\u077f")
    assert typeface.typeface(face, "\ue000").stem == "SourceSansPro-Regular"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_svg_brings_every_letter_that_it_sets(scene, at, language):
    root = ET.fromstring(picture(scene, at=at("2024-12-08T03:00"), language=language).data)
    rules = {}
    for rule in root.find(f"{SVG}style").text.strip().splitlines():
        face = re.fullmatch(
            r"@font-face\{font-family:'(.+?)';font-weight:(\d+);font-style:(\w+);"
            r"unicode-range:(\S+?);src:url\(data:font/ttf;base64,(\S+)\) format\('truetype'\)\}",
            rule,
        )
        letters = {int(code[2:], 16) for code in face[4].split(",")}
        font = TTFont(io.BytesIO(base64.b64decode(face[5])))
        assert letters <= set(font.getBestCmap())
        assert len(font.getBestCmap()) <= len(letters) + 1
        rules[face[1], face[2], face[3]] = letters
    texts = list(root.iter(f"{SVG}text"))
    assert texts
    for text in texts:
        families = [name.strip(" '") for name in text.get("font-family").split(",")]
        key = (
            families[1],  # the first is the reader's own
            text.get("font-weight", "400"),
            text.get("font-style", "normal"),
        )
        assert set(map(ord, text.text)) <= rules[key], text.text


def test_importing_the_module_does_not_load_matplotlib(root):
    script = "import sys, layers.picture.map_picture; print('matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_sizes_have_aliases_and_free_forms():
    assert size_of("social") is SIZES["social-1200x630"]
    assert size_of("Slide") is SIZES["slide-1920x1080"]
    free = size_of("800×600")
    assert (free.width, free.height) == (800, 600) == tuple(map(round, free.points))
    assert size_of((800, 600)).unit == free.unit


def test_dollars_in_a_headline_are_no_formula():
    def columns(text):
        bitmap, sheet = Bitmap(size_of("article-330")), Sheet(size_of("article-330"))
        bitmap.pixels[:] = 0
        with sheet.on("labels"):
            sheet.add(
                Words(text, 20, 50, Face("sans", 20), "#000000", halo="#ff0000", halo_width=1)
            )
        bitmap.draw(sheet)
        return int((bitmap.pixels[:, :, 0] > 200).any(axis=0).sum())  # where the halo is red

    assert columns("$x$") > 2 * columns("x")


def test_what_is_past_and_not_verified_is_no_solid_dot(scene):
    def drawn(*, questioned):
        events = tuple(replace(event, questioned=questioned) for event in scene.events)
        made = picture(
            replace(scene, events=events), at=scene.events[20].stop + 60_000, size="article-660"
        )
        text = made.data.decode()
        return text.count("stroke-dasharray"), text.count(f'style="fill: {map_style.INK}"')

    (dashed, solid), (dashed_then, solid_then) = drawn(questioned=False), drawn(questioned=True)
    assert dashed_then > dashed
    assert solid_then < solid
