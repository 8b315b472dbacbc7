"""The second story in a browser: beside the first on the page, and over the antimeridian."""

import pytest
from playwright.sync_api import expect

from geo.story.loading import load_story
from layers.scene.scene_builder import build_scene
from tests.browser.documents import opener, write
from tests.browser.served_app import at_rest, opened, press, shown, until

FIRST, SECOND = "The night Assad left", "The escape from Kamchatka, told twice"

RUNS = """(id) => { const { marks } = ER.document, o = marks.offset(), size = marks._map.getSize();
  return marks.hits.filter((hit) => hit.kind === 'leg' && hit.mark.id === id)
    .map((hit) => hit.runs.map((run) => run.map(([x, y]) => [x + o.x, y + o.y])))
    .filter((runs) => runs.some((run) => run.some(([x, y]) =>
      x > 0 && y > 0 && x < size.x && y < size.y))); }"""
X_OF_180 = "() => ER.document.map.latLngToContainerPoint([60, 180]).x"
LONGITUDE = "() => ER.document.map.getCenter().lng"
# Whether the marks' canvas has anything near a point but the base map that lies under them.
INK = """([x, y]) => { const { marks } = ER.document, o = marks.offset(), { r } = marks.frame;
  const [left, top] = [Math.floor(x - o.x - 3), Math.floor(y - o.y - 3)];
  const bare = new OffscreenCanvas(6 * r, 6 * r).getContext('2d', { alpha: false });
  const at = { ...marks.frame, x: marks.frame.x + left, y: marks.frame.y + top };
  marks.ground.copyTo(bare, at, [0, 0, 6, 6]);
  const ground = bare.getImageData(0, 0, 6 * r, 6 * r).data;
  const drawn = marks._context.getImageData(left * r, top * r, 6 * r, 6 * r).data;
  return drawn.some((value, i) => value !== ground[i]); }"""


@pytest.fixture(scope="module")
def story(second_story):
    return second_story


@pytest.fixture(scope="module")
def file(story, tmp_path_factory):
    return write(story, tmp_path_factory.mktemp("second") / "second.html")


@pytest.fixture
def document(open_page, file):
    return opener(open_page)(file)


# --------------------------------------------------------------------------------- the page


def test_the_address_chooses_the_story(page, app_url):
    document = opened(page, app_url, story="benyovszky-1771")
    assert document.evaluate("() => document.title") == SECOND
    assert page.title() == SECOND
    assert document.evaluate("() => ER.document.shown().length") > 5


def test_the_reader_changes_from_one_to_the_other_and_back(page, app_url, root):
    document = opened(page, app_url)
    assert document.evaluate("() => document.title") == FIRST
    stories = (
        (SECOND, "benyovszky-1771", "exiled"),
        (FIRST, "assad-2024", "offensive-begins"),
    )
    for title, key, first in stories:
        press(page, page.get_by_role("combobox", name="Story"))
        page.get_by_role("option", name=title).click()
        until(page, lambda title=title: page.title() == title, title)
        summary = build_scene(load_story(root / "stories" / f"{key}.yaml")).summary
        expect(page.locator("meta[name=description]")).to_have_attribute("content", summary)
        until(page, lambda d=title: shown(page).evaluate("() => document.title") == d, title)
        document = shown(page)
        document.locator(f"#list [data-event={first}]").evaluate("(row) => row.click()")
        at_rest(page, story=key, event=first)


# ---------------------------------------------------------------------- over the antimeridian


@pytest.mark.parametrize("event", ["to-the-strait", "his-way-to-japan"])
def test_a_leg_over_the_antimeridian_is_one_line_in_view(document, story, event):
    document.choose(event)
    leg = next(mark.leg for mark in story.events if mark.id == event)
    # At the end of its time all of it is drawn.
    document.js("(id) => ER.document.go(ER.document.scene.byId.leg.get(id).a1, null)", leg)
    document.painted()
    seen = document.js(RUNS, leg)
    assert len(seen) == 1  # in one copy of the world
    (runs,) = seen
    assert len(runs) == 1  # and in one run
    steps = [
        ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
        for a, b in zip(runs[0], runs[0][1:], strict=False)
    ]
    assert max(steps) < 120  # to the other side of the map it would be a thousand
    x180 = document.js(X_OF_180)
    left = [x for x, _ in runs[0] if x < x180 - 5]
    right = [x for x, _ in runs[0] if x > x180 + 5]
    assert left
    assert right


@pytest.mark.noisy("willReadFrequently")  # the test itself looks at the pixels
def test_the_line_is_painted_on_both_sides_of_the_antimeridian(document):
    document.choose("his-way-to-japan")
    document.js("() => ER.document.go(ER.document.scene.byId.leg.get('own-strait').a1 + 1e6, null)")
    document.js("() => ER.document.map.setView([60, 180], 5, { animate: false })")
    document.painted()
    ((run,),) = document.js(RUNS, "own-strait")
    x180 = document.js(X_OF_180)
    near = [point for point in run if abs(point[0] - x180) < 150]
    inked = [document.js(INK, point) for point in near]
    assert len(near) > 4
    assert sum(inked) > len(inked) * 0.5  # it is dashed
    assert any(ink for point, ink in zip(near, inked, strict=True) if point[0] < x180)
    assert any(ink for point, ink in zip(near, inked, strict=True) if point[0] > x180)


def test_the_line_goes_on_where_the_view_begins_beyond_the_antimeridian(document):
    document.choose("his-way-to-japan")
    document.js("() => ER.document.map.setView([64, -173], 7, { animate: false })")
    document.painted()
    bounds = document.js("() => ER.document.map.getBounds().toBBoxString()").split(",")
    assert -180 < float(bounds[0]) < float(bounds[2]) < -160  # none of the other half is in view
    ((run,),) = document.js(RUNS, "own-strait")
    width = document.js("() => ER.document.map.getSize().x")
    assert sum(0 < x < width for x, _ in run) > 3


def test_the_map_goes_the_shorter_way_round_the_earth(document):
    document.choose("to-the-strait")
    over = document.js(LONGITUDE)
    assert 150 < over < 210
    document.choose("american-claim")
    assert 200 < document.js(LONGITUDE) < 240  # east of it, not round by Europe
    document.choose("to-the-strait")
    assert document.js(LONGITUDE) == pytest.approx(over)


def test_beyond_180_degrees_a_link_is_within_them_and_a_rough_circle_in_view(document):
    document.choose("american-claim")
    told = "event=american-claim"
    until(document.page, lambda: told in document.page.url, "the view in the address")
    _, lon, _ = document.page.url.rpartition("view=")[2].split(",")
    assert -180 <= float(lon) <= 180
    assert float(lon) == pytest.approx(-139.7, abs=0.5)
    fits = document.js(
        """() => { const { map, marks, scene } = ER.document;
        const place = scene.byId.place.get('american-coast'), s = map.getSize();
        const p = map.latLngToContainerPoint([place.lat, place.lon + 360]);
        const r = marks.vagueRadius(place);
        return r > 60 && p.x - r > 0 && p.x + r < s.x && p.y - r > 0 && p.y + r < s.y; }"""
    )
    assert fits


def test_both_routes_are_drawn_and_days_are_told_with_their_year_or_as_undated(document):
    document.choose("in-macau")
    shown_now = document.shown()
    for leg in ("south-kurils", "south-japan", "own-bering-island", "own-strait", "own-japan"):
        assert ("leg", leg) in shown_now
    text = document.text("#legend")
    assert "contested or not verified" in text
    assert document.texts(".chip[data-group]") == [
        "His own account",
        "The ship’s company",
        "Those they met or left",
    ]
    rows = dict(
        document.js(
            """() => [...document.querySelectorAll('#list [data-event]')].map((row) =>
            [row.dataset.event, row.querySelector('.date').textContent])"""
        )
    )
    assert rows["sails"] == "23 May 1771"
    assert rows["american-claim"] == "undated", "an order alone"
    document.choose("sails")
    assert document.texts(".rail .day.told") == ["23 May 1771"]
    assert "old style" in document.text("#card .when")


def test_on_a_small_screen_no_name_is_broken_within_a_word(open_page, file):
    document = opener(open_page)(file, width=390, height=844)
    document.click(".view.lanes")
    assert document.find(".lane .who").count() > 1
    broken = document.js(
        """() => [...document.querySelectorAll('.lane .who')].filter((node) => {
        const words = node.textContent.split(' ');
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = getComputedStyle(node).font;
        return words.some((word) => pen.measureText(word).width > node.clientWidth); })
        .map((node) => node.textContent)"""
    )
    assert broken == []
