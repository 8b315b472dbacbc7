"""Documents of many events: what shows, what the pointer finds, what is there to be seen."""

import json
from random import Random

import pytest

from bench import synthetic
from geo.story.loading import read_story
from geo.story.model import Story
from layers.scene.scene_builder import build_scene
from layers.scene.visibility import marks_at
from layers.style.map_style import INK, PAPER, PEOPLE
from layers.web.html_document import MANY, build_document
from tests.browser.documents import opener, write

FEW_THOUSAND = 2_000
FILE_MOST = 10_000
CROWD = 10_500  # more than are drawn anew at each step, and than a file may have
GO = "(t) => ER.document.go(t)"
LOOK = "([lat, lon, zoom]) => { ER.document.map.setView([lat, lon], zoom, { animate: false }); }"
COUNTS = "() => [...document.querySelectorAll('.bar')].map((n) => [+n.dataset.count, n.title])"
ROWS = "() => [...document.querySelectorAll('#list [data-event]')].map((n) => n.dataset.event)"
# The colour of the canvas some CSS px off an event's point, as #rrggbb, or None where it is bare.
PIXEL = """([lat, lon, dx, dy]) => {
  const { map } = ER.document, canvas = document.querySelector('canvas.marks');
  const p = map.latLngToContainerPoint([lat, lon]);
  const at = [p.x + dx, p.y + dy].map((v) => Math.floor(v * devicePixelRatio));
  const [r, g, b, a] = canvas.getContext('2d').getImageData(...at, 1, 1).data;
  return a === 255 ? '#' + [r, g, b].map((v) => v.toString(16).padStart(2, '0')).join('') : null;
}"""


def made(points, *, travellers=0):
    """A story of so many events at a place of its own each, and so many on their way."""
    data = synthetic.story(synthetic.points(points), synthetic.travellers(travellers))
    if points > FILE_MOST:  # more than a file may have, so it is not read from one
        return Story.model_validate(data)
    return read_story(json.dumps(data))


# Look at all of the story, as far as it reaches.
HOME = """() => { const [w, s, e, n] = ER.document.scene.home;
  ER.document.map.fitBounds([[s, w], [n, e]], { animate: false }); }"""
# What is on the canvas, as a number.
DRAWN = """() => {
  const canvas = document.querySelector('canvas.marks'), g = canvas.getContext('2d');
  const { data } = g.getImageData(0, 0, canvas.width, canvas.height);
  return new Int32Array(data.buffer).reduce((sum, pixel) => (Math.imul(sum, 31) + pixel) | 0, 0);
}"""


@pytest.fixture
def open_document(open_page):
    return opener(open_page)


@pytest.fixture(scope="module")
def story():
    return made(FEW_THOUSAND, travellers=3)


@pytest.fixture(scope="module")
def scene(story):
    return build_scene(story)


@pytest.fixture(scope="module")
def file(story, tmp_path_factory):
    return write(story, tmp_path_factory.mktemp("many") / "many.html")


@pytest.fixture
def document(open_document, file):
    return open_document(file)


@pytest.fixture(scope="module")
def crowd():
    """More than ten thousand events, each at a point of its own."""
    return build_scene(made(CROWD))


@pytest.fixture(scope="module")
def crowded(crowd, tmp_path_factory):
    path = tmp_path_factory.mktemp("crowd") / "crowd.html"
    path.write_text(build_document(crowd), encoding="utf-8")
    return path


def by_python(scene, at):
    return {
        (mark.kind, mark.id): (mark.state, round(mark.least, 9), round(mark.furthest, 9))
        for mark in marks_at(scene, at)
    }


def by_page(document):
    return {
        key: (mark["state"], round(mark["least"], 9), round(mark["furthest"], 9))
        for key, mark in document.shown().items()
    }


# ------------------------------------------------------------------------------------ what shows


def test_only_a_story_of_many_events_carries_the_scripts_for_many(make_story):
    few = [make_story.event(f"e{i}", start="2024-05-01T12:00Z") for i in range(MANY + 1)]
    assert "class PrintedPoints" not in build_document(build_scene(make_story(events=few[:-1])))
    assert "class PrintedPoints" in build_document(build_scene(make_story(events=few)))


def test_at_any_moment_it_shows_what_python_says(document, scene):
    random, (begin, end) = Random(6), scene.span
    moments = [random.randrange(begin, end) for _ in range(8)]
    moments += [scene.events[1000].s0, scene.events[1000].e1, scene.events[1000].s0, end, begin]
    for at in moments:
        document.js(GO, at)
        assert by_page(document) == by_python(scene, at), at


def test_a_filter_leaves_what_python_leaves(document, story, scene):
    at = sum(scene.span) // 2
    document.js(GO, at)
    document.js("() => { ER.document.set({ people: ['t1'] }); }")
    left = by_page(document)
    assert left == by_python(build_scene(story, people=["t1"]), at)
    assert ("leg", "l1") in left
    document.js("() => { ER.document.set({ people: null, layers: ['events'] }); }")
    kinds = {kind for kind, _ in by_page(document)}
    assert kinds == {"event"}
    document.js("() => { ER.document.set({ layers: null }); }")
    assert by_page(document) == by_python(scene, at)


@pytest.mark.noisy("willReadFrequently")
def test_events_are_drawn_as_they_stand(open_document, file, scene):
    # Without the travellers, whose stretches may lie below.
    document = open_document(file, fragment="layers=places,areas,events")
    event = next(e for e in scene.events if e.s0 > scene.span[0] and e.id != scene.opens_at.id)
    document.js(LOOK, [event.lat, event.lon, 11])
    seen = {}
    for when, at in (("ahead", event.s0 - 1), ("now", event.s1 + 1), ("past", event.e1 + 1)):
        document.js("([t, id]) => ER.document.go(t, id)", [at, scene.events[-1].id])
        document.painted()
        seen[when] = [document.js(PIXEL, [event.lat, event.lon, dx, 0]) for dx in (0, 8, 20)]
    assert seen["ahead"][0] == PAPER
    assert seen["now"][1] == PEOPLE[0], "a ring around it"
    assert seen["past"][0] == INK
    assert seen["ahead"][1] is None
    assert seen["past"][1] is None
    assert {colours[2] for colours in seen.values()} == {None}
    assert document.find("#signs li[data-sign=past]").is_visible()


@pytest.mark.noisy("willReadFrequently")
def test_dots_that_rest_are_those_of_a_map_drawn_anew(open_document, crowded, crowd):
    document = open_document(crowded)
    document.js(HOME)
    begin, end = crowd.span
    for share in (0.5, 0.52, 0.5, 0.9, 0.1, 0.11):
        document.js(GO, begin + (end - begin) * share)
        document.painted()
    assert document.js("() => ER.document.marks.points.parts[0].hard")
    stepped = document.js(DRAWN)
    document.js("() => { ER.document.marks.points.view = ''; ER.document.marks.draw(); }")
    assert document.js(DRAWN) == stepped
    document.js(GO, begin + (end - begin) * 0.3)
    document.painted()
    assert document.js(DRAWN) != stepped


def test_names_are_few_and_the_place_told_has_its_own(document, scene):
    document.js(HOME)
    document.js(GO, scene.span[1])
    event = scene.events[1500]
    document.js("(id) => ER.document.go(ER.document.scene.byId.event.get(id).stop, id)", event.id)
    document.painted()
    assert document.texts(".name.told") == [f"Place {event.place[1:]}"]
    assert 1 <= document.find(".name.place").count() <= 30


# ---------------------------------------------------------------------------------- the pointer


def test_among_ten_thousand_the_pointer_finds_the_right_one(open_document, crowded, crowd):
    document = open_document(crowded)
    box = document.rect(".folium-map")
    events = [event for event in crowd.events if 30 < event.lat < 40 and 32 < event.lon < 48]
    for told in Random(1).sample(events, 6):
        document.js(LOOK, [told.lat, told.lon, 11])
        document.js(GO, told.stop + 60_000)
        document.painted()
        near = {
            event.headline
            for event in events
            if abs(event.lon - told.lon) < 0.012 and abs(event.lat - told.lat) < 0.009
        }
        hits = document.js("() => ER.document.marks.at(ER.document.map.getSize().divideBy(2))")
        assert hits[0]["mark"]["id"] in (told.id, told.place)
        assert {hit["mark"]["headline"] for hit in hits if hit["kind"] == "event"} <= near
        document.page.mouse.move(box["x"] - 200, box["y"])
        document.page.mouse.move(box["x"], box["y"])
        assert told.headline in document.texts("#tip p")
        document.page.mouse.click(box["x"], box["y"])
        document.told(told.id)
        assert document.text("#card h2") == told.headline


def test_ten_thousand_are_counted_as_python_counts_them(open_document, crowded, crowd):
    document = open_document(crowded)
    at = sum(crowd.span) // 2
    document.js(GO, at)
    document.painted()
    states = document.js(
        """() => { const out = {};
        for (const { kind, state } of ER.document.shown()) {
          if (kind === 'event') out[state] = (out[state] || 0) + 1;
        }
        return out; }"""
    )
    expected = {}
    for mark in marks_at(crowd, at):
        if mark.kind == "event":
            expected[mark.state] = expected.get(mark.state, 0) + 1
    assert states == expected
    assert sum(states.values()) == CROWD
    assert 0.05 < states["under way"] / CROWD < 0.15


# --------------------------------------------------------------------------- list and timeline


def test_of_the_list_only_rows_in_view_are_there(document, scene):
    order = [event.id for event in scene.events]
    document.click(".view.list")
    assert document.text("#list .all") == f"All {FEW_THOUSAND:,} events"
    rows = document.js(ROWS)
    assert 5 < len(rows) < 60
    assert rows == order[: len(rows)]
    document.js("() => { const l = document.querySelector('.events'); l.scrollTop = 54 * 1500; }")
    document.frame.wait_for_selector(f"#list [data-event='{order[1501]}']")
    rows = document.js(ROWS)
    first = order.index(rows[0])
    assert rows == order[first : first + len(rows)]
    assert len(rows) < 60
    row = document.find(f"#list [data-event='{order[1501]}']")
    item = row.locator("xpath=..")
    assert item.get_attribute("aria-setsize") == str(FEW_THOUSAND)
    assert item.get_attribute("aria-posinset") == "1502"
    row.click()
    document.told(order[1501])
    assert document.text("#card h2") == scene.events[1501].headline


def test_the_list_is_walked_with_the_tab_key_and_follows_the_event_told(document, scene):
    order = [event.id for event in scene.events]
    document.click(".view.list")
    document.press("End")
    document.told(order[-1])
    assert document.find("#list [aria-current=true]").count() == 1
    document.press("Home")
    document.told(order[0])
    document.find(f"#list [data-event='{order[0]}']").focus()
    walked = []
    for _ in range(40):
        document.page.keyboard.press("Tab")
        document.painted()
        walked.append(document.js("() => document.activeElement.dataset.event"))
    assert walked == order[1:41]
    document.page.keyboard.press("Enter")
    document.told(order[40])


def test_rows_say_what_is_still_ahead(document, scene):
    document.js(GO, scene.span[0])
    document.painted()
    last = document.js(ROWS)[-1]
    row = f"#list [data-event='{last}']"
    assert document.attribute(row, "data-state") == "ahead"
    document.js(GO, scene.span[1])
    document.painted()
    assert {document.attribute(f"#list [data-event='{name}']", "data-state")
            for name in document.js(ROWS)} <= {"past", "under way"}  # fmt: skip


def test_the_timeline_counts_instead_of_drawing_each(document, scene):
    assert document.js("() => document.querySelectorAll('#timeline *').length") < 1_000
    assert document.find("#timeline .rail .stop.told").count() == 1
    strip = document.js(COUNTS)
    assert 50 < len(strip) < 400
    assert max(count for count, _ in strip) > 100
    document.click(".view.lanes")
    assert document.js("() => document.querySelectorAll('#timeline *').length") < 1_000
    bars = document.find("#timeline .bar")
    assert 50 < bars.count() < 400
    counts = document.js(COUNTS)
    assert max(count for count, _ in counts) > 100
    assert all(title.startswith(f"{count} events") for count, title in counts if count > 1)
    assert document.find(".bar.told").count() == 1
    bar = bars.nth(30)
    name = bar.get_attribute("data-event")
    box = bar.bounding_box()
    document.page.mouse.click(box["x"] + 2, box["y"] + box["height"] - 2)
    document.told(name)


def test_a_bin_counts_every_event_whose_bounds_reach_into_it(document, scene):
    begin, end = scene.span
    hits = document.js(
        """([begin, end]) => { const { scene } = ER.document;
        const px = (t) => (t - begin) / (end - begin) * 600;
        const { n, may, sure } = ER.density.counts(scene.events, px, 600);
        return { n, may: [...may], sure: [...sure] }; }""",
        [begin, end],
    )

    def bin_of(t):
        return max(0, min(99, int((t - begin) / (end - begin) * 600 // 6)))

    assert hits["n"] == 100
    for k in range(100):
        may = sum(bin_of(e.s0) <= k <= bin_of(max(e.s1, e.e1)) for e in scene.events)
        sure = sum(e.s1 <= e.e0 and bin_of(e.s1) <= k <= bin_of(e.e0) for e in scene.events)
        assert (hits["may"][k], hits["sure"][k]) == (may, sure), k


def test_a_drag_over_many_stops_reaches_both_ends(document, scene):
    box = document.rect(".track")
    mouse, y = document.page.mouse, box["top"] + box["height"] / 2
    mouse.move(box["left"] + box["width"] / 2, y)
    mouse.down()
    mouse.move(box["right"] + 5, y, steps=4)
    document.painted()
    assert document.now()["t"] == scene.span[1]
    mouse.move(box["left"] - 5, y, steps=4)
    document.painted()
    assert document.now()["t"] == scene.span[0]
    mouse.up()


def test_a_document_of_many_says_nothing_and_asks_for_nothing(document, file):
    document.settled()
    assert document.said == []
    assert document.requests == [file.as_uri()]
    data = document.text("#story")
    assert len(json.loads(data)["scene"]["events"]) == FEW_THOUSAND
