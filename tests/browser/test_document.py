"""The self-contained document: opened from a file, with the network off, by a reader with hands."""

import re
from itertools import groupby, pairwise
from urllib.parse import urlsplit

import pytest

from layers.scene.scene_builder import build_scene
from layers.scene.visibility import LEAST_STRETCH
from layers.text.clock import moment_told
from layers.web.html_document import build_document
from tests.browser.documents import CITED, Document, opener, write
from tests.browser.served_app import until

FLIGHT = "flight-from-damascus"
NIGHT = "t=2024-12-08T03:00"
GROUPS = {"assad", "maher", "makhlouf", "rebels", "diplomacy", "left-behind"}
KINDS = {"places": "place", "areas": "area", "legs": "leg", "events": "event"}  # by layer
STANCES = {
    "reports": "",
    "denies": ", denies",
    "unverified": ", not verified",
    "no-comment": ", no comment",
}
STOPS = """() => Object.fromEntries(
  [...document.querySelectorAll('.rail .stop:not(.told)')].map((n) => {
    const r = n.getBoundingClientRect(); return [n.dataset.event, r.left + r.width / 2]; }))"""
# What scrolls, and whether there is something to be scrolled to.
SCROLLERS = """() => [document.scrollingElement, ...document.querySelectorAll('body *')]
  .filter((n) => n.scrollHeight > n.clientHeight + 1 && n.clientHeight
    && (n === document.scrollingElement || /auto|scroll/.test(getComputedStyle(n).overflowY)))
  .map((n) => n.id || n.className || n.tagName)"""
# What a finger may press: its name, width and height with what reaches beyond its box, px.
TARGETS = """() => [...document.querySelectorAll(
  'button, select, summary, [role=slider], [role=button], [role=switch]')]
  .filter((n) => n.offsetParent && !n.classList.contains('leaflet-disabled'))
  .map((n) => { const r = n.getBoundingClientRect(), after = getComputedStyle(n, '::after');
    const more = after.content !== 'none' && after.position === 'absolute'
      ? -parseFloat(after.top) - parseFloat(after.bottom) : 0;
    return [n.getAttribute('aria-label') || n.textContent, r.width, r.height + more]; })"""
PHONES = [(390, 844), (360, 640)]
THUMB = 44  # px
LEAST_LATITUDES = 1.9  # degrees from the lower edge of the map to the upper one, at the closest

STORY_NAMES = ", ".join(
    f".name.{kind}" for kind in ("place", "context", "told", "how", "traveller", "area")
)
# Whether the map knows its size: an observer tells it, after the frame in which it has changed.
FITS = """() => { const { map } = ER.document, box = map.getContainer();
  return map.getSize().x === box.clientWidth && map.getSize().y === box.clientHeight; }"""
# What a frame shows, noted in each: when it was, the moment, the event told, the view.
WATCH = """() => {
  window.seen = [];
  const note = (at) => {
    const { state, map } = ER.document, c = map.getCenter();
    window.seen.push([at, state.t, state.event, [c.lat, c.lng, map.getZoom()].join()]);
    window.watching = requestAnimationFrame(note);
  };
  note(performance.now());
}"""
PRESS = "(selector) => document.querySelector(selector).click()"  # a real click waits for a frame
SEEN = "() => { cancelAnimationFrame(window.watching); return window.seen; }"


@pytest.fixture(scope="session")
def scene(shipped):
    return build_scene(shipped)


@pytest.fixture(scope="session")
def file(shipped, tmp_path_factory):
    """The shipped story's document."""
    return write(shipped, tmp_path_factory.mktemp("document") / "assad-2024.html")


@pytest.fixture
def open_document(open_page):
    return opener(open_page)


@pytest.fixture(scope="session")
def openings():
    """How the document opens by itself, once a test has seen it."""
    return {}


@pytest.fixture
def document(open_document, file):
    """The document at a desk's width, for a reader who wants no motion."""
    return open_document(file)


def mark(scene, name):
    return next(event for event in scene.events if event.id == name)


# ---------------------------------------------------------------------------- it opens, silently


def test_it_opens_without_a_word_and_asks_for_nothing(document, file, shipped, scene):
    document.settled()
    assert document.said == []
    assert document.requests == [file.as_uri()]
    assert document.page.title() == shipped.title
    assert document.attribute("html", "lang") == "en"
    assert document.text("h1") == shipped.title
    assert document.text("#subtitle") == shipped.subtitle
    assert document.now()["event"] == FLIGHT
    told = mark(scene, FLIGHT).time
    assert document.text("#card .when b") == f"“{told.words}”"
    assert document.moment() == f"“{told.words}” {told.said} (Damascus time)"
    assert document.text(".zone") == ""
    said = document.js("() => document.getElementById('page').innerText")
    assert "03:00" not in said, "where the slider stops is no statement"


def test_its_policy_lets_in_no_host_and_no_foreign_script(document):
    policy = document.attribute("meta[http-equiv='Content-Security-Policy']", "content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert re.fullmatch(r"'sha256-\S+'( 'sha256-\S+')*", rules["script-src"])
    assert "unsafe" not in policy
    assert not re.search(r"https?:|blob:|\*|\w\.\w", re.sub(r"'sha256-\S+'", "", policy))


def test_its_attribution_bears_no_flag(document):
    attribution = document.find(".leaflet-control-attribution")
    assert attribution.count() == 1
    assert attribution.locator("svg, img, a").count() == 0
    assert "Leaflet" not in attribution.text_content()


def test_it_says_its_source_and_whose_borders_they_are(document):
    line = document.text("#source")
    assert line.startswith("Source: Reuters, 13 December 2024.")
    assert "Natural Earth" in line


# --------------------------------------------------------------------------------- the timeline


def track(document, selector=".rail"):
    """Give left, width and a height to point at of the strip, or of a lane's track."""
    box = document.rect(selector)
    return box["left"], box["width"], box["top"] + box["height"] / 2


def test_a_drag_moves_time_with_the_pointer(document, scene):
    document.everyone()
    assert document.find("#signs li[data-sign=concealed]").is_visible()
    left, width, y = track(document)
    mouse = document.page.mouse
    before = document.shown()
    mouse.move(left + width * 0.62, y)
    mouse.down()
    moments = []
    for share in (0.6, 0.45, 0.3, 0.15):
        mouse.move(left + width * share, y, steps=3)
        document.painted()
        head = document.rect(".playhead")
        assert head["x"] == pytest.approx(left + width * share, abs=5)
        at = document.js("() => ER.document.state.t")
        moments.append(at)
        stops = [event.stop for event in scene.events]
        if at not in stops:  # between stops: where the slider is, in small words
            said = document.js("(t) => ER.document.zone.short(t)", at)
            assert document.text(".zone") == f"slider: {said}"
    mouse.up()
    document.painted()
    assert moments == sorted(moments, reverse=True)
    assert len(set(moments)) == len(moments)
    after = document.shown()
    assert before["leg", "damascus-hmeimim"]["state"] == "perhaps"
    assert ("leg", "damascus-hmeimim") not in after
    assert ("place", "hmeimim") in before
    assert ("place", "hmeimim") not in after
    assert after["event", FLIGHT]["state"] == "ahead"
    assert document.find("#signs li[data-sign=concealed]").is_hidden()


def test_pressing_the_strip_tells_the_nearest_stop(document, scene):
    left, width, y = track(document)
    stops = document.js(STOPS)
    assert list(stops) == [event.id for event in scene.events]
    for share in (0.01, 0.31, 0.52, 0.99):
        x = left + width * share
        nearest = min(stops, key=lambda stop: abs(stops[stop] - x))
        document.page.mouse.click(x, y)
        document.told(nearest)
        document.painted()
        assert document.attribute(".rail .stop.told", "data-event") == nearest
        told = document.rect(".rail .stop.told")
        assert told["x"] == pytest.approx(stops[nearest], abs=0.6), "where that stop is"
        assert document.now()["t"] == mark(scene, nearest).stop


def test_the_strip_has_a_stop_an_event_under_the_day_reported_and_a_bracket(document, scene):
    assert document.texts(".rail .day") == [
        words for words, _ in groupby(mark.group for mark in scene.events)
    ]
    document.choose("araqchi-meeting")
    told, stops = mark(scene, "araqchi-meeting"), document.js(STOPS)
    assert document.texts(".rail .day.told") == [told.group]
    left, width, _ = track(document)
    begin, end = (
        left
        + width
        * document.js(
            "(t) => ER.time.evenScale(ER.document.scene.span, "
            "[...new Set(ER.document.scene.events.map((e) => e.stop))]).place(t)",
            at,
        )
        for at in (told.s0, max(told.s1, told.e1))
    )
    bracket = document.rect(".rail .bracket")
    assert (bracket["left"], bracket["right"]) == pytest.approx((begin, end), abs=1)
    assert begin < stops["araqchi-meeting"] < end


def test_pressing_the_lanes_goes_there_and_a_bar_to_its_event(document, scene):
    document.click(".view.lanes")
    left, width, _ = track(document, ".track")
    axis = document.rect(".axis")
    document.page.mouse.click(left + width * 0.5, axis["y"])
    document.painted()
    assert document.rect(".playhead")["x"] == pytest.approx(left + width / 2, abs=5)
    bar = document.rect(".bar[data-event=araqchi-meeting]")
    document.page.mouse.click(bar["x"], bar["y"])
    document.told("araqchi-meeting")
    assert document.now()["t"] == mark(scene, "araqchi-meeting").stop


HEAR = """(html) => {
  window.heard = [];
  addEventListener('message', (e) => heard.push(e.data));
  const frame = document.createElement('iframe');
  frame.sandbox = 'allow-scripts'; frame.srcdoc = html;
  frame.style.cssText = 'width:100vw;height:1800px;border:0;display:block';
  document.body.replaceChildren(frame);
}"""


@pytest.fixture
def framed(open_page, file):
    """Opens the document in a frame of another page, that notes its messages."""

    def open_one(**options):
        page = open_page(offline=True, reduced_motion="reduce", **options)
        page.set_content("<!doctype html><title>Around</title><body style='margin:0'></body>")
        page.evaluate(HEAR, file.read_text(encoding="utf-8"))
        page.wait_for_function("() => window.heard.some((m) => m.type === 'ready')")
        document = Document(page, page.frames[1])
        document.settled()
        return document

    return open_one


@pytest.mark.parametrize("width", [1440, 390])
def test_in_a_frame_a_drag_sends_nothing_till_it_is_let_go(framed, width):
    document = framed(width=width)
    page = document.page
    frame = page.locator("iframe").bounding_box()
    left, wide, y = track(document)
    left, y = left + frame["x"], y + frame["y"]
    page.evaluate("([y]) => scrollTo(0, y - 200)", [y])
    y -= page.evaluate("() => scrollY")
    page.mouse.move(left + wide * 0.6, y)
    page.mouse.down()
    page.mouse.move(left + wide * 0.58, y)
    page.evaluate("() => { heard.length = 0; }")
    told = set()
    for share in (0.5, 0.4, 0.3, 0.2):
        page.mouse.move(left + wide * share, y, steps=4)
        document.settled()
        told.add(document.now()["event"])
    assert len(told) > 2
    assert page.evaluate("() => heard") == []
    page.mouse.up()
    page.wait_for_function("() => heard.some((m) => m.type === 'select')")
    document.settled()
    heard = page.evaluate("() => heard")
    assert [message["type"] for message in heard] == ["time", "select"]
    assert {message["ns"] for message in heard} == {"escape-routes"}
    now = document.now()
    t = document.js("() => ER.document.zone.iso(ER.document.state.t)")
    assert heard[0]["t"] == t
    assert heard[1] == {
        "ns": "escape-routes",
        "type": "select",
        "t": t,
        "event": now["event"],
        "people": None,
        "layers": None,
    }


def test_in_a_frame_it_obeys_its_parent_and_nobody_else(framed):
    document = framed()
    page = document.page
    page.evaluate(
        """() => frames[0].postMessage({ ns: 'escape-routes', type: 'set', seq: 7,
        event: 'homs-taken', people: ['rebels'] }, '*')"""
    )
    page.wait_for_function("() => heard.some((m) => m.seq === 7)")
    answer = page.evaluate("() => heard.find((m) => m.seq === 7)")
    assert (answer["type"], answer["event"], answer["people"]) == (
        "ready",
        "homs-taken",
        ["rebels"],
    )
    document.js(
        """() => window.dispatchEvent(new MessageEvent('message', { source: window,
        data: { ns: 'escape-routes', type: 'set', event: 'flight-from-damascus' } }))"""
    )
    document.painted()
    assert document.now()["event"] == "homs-taken"


def test_a_flood_of_states_is_painted_once_and_the_last_one_stays(framed):
    document = framed()
    page = document.page
    page.evaluate(
        """() => { for (let seq = 1; seq <= 500; seq++) frames[0].postMessage({ ns: 'escape-routes',
        type: 'set', seq, event: seq % 2 ? 'flight-from-damascus' : 'homs-taken' }, '*'); }"""
    )
    page.wait_for_function("() => heard.some((m) => m.seq === 500)")
    told = page.evaluate(
        "() => heard.filter((m) => m.type === 'ready' && m.seq).map((m) => m.event)"
    )
    assert len(told) == 500  # each is answered, by what is painted
    assert told.count("flight-from-damascus") < 50
    assert document.now()["event"] == "homs-taken"


# ---------------------------------------------------------------------------------------- playing


def held(seen):
    """Give how long the moment stood still on each event's stop, ms, by event."""
    out = {}
    for (at, t, event, _), (later, t_later, _, _) in pairwise(seen):
        if t == t_later:
            out[event] = out.get(event, 0) + later - at
    return out


def test_play_goes_through_the_stops_and_holds_at_each(open_document, file, scene):
    document = open_document(file, motion=True, held=True)
    document.find("select.speed").select_option("4")
    play = ".step.play"
    assert document.attribute(play, "aria-label") == "Play"
    document.js(WATCH)
    document.js(PRESS, play)
    assert document.attribute(play, "aria-label") == "Pause"
    document.page.clock.run_for(3000)
    document.js(PRESS, play)
    paused = document.now()
    assert not paused["playing"]
    document.page.clock.run_for(300)
    assert document.now()["t"] == paused["t"]
    seen = document.js(SEEN)
    moments = [t for _, t, _, _ in seen]
    assert moments == sorted(moments)
    told = list(dict.fromkeys(event for _, _, event, _ in seen))
    order = [event.id for event in scene.events]
    assert told == order[order.index(FLIGHT) : order.index(FLIGHT) + len(told)]
    assert len(told) >= 3
    stops = {event.stop for event in scene.events}
    assert any(t not in stops for t in moments), "between two stops time runs"
    for event in told[1:-1]:
        assert held(seen)[event] > 200, f"{event} is told too shortly"
    assert len({view for _, _, _, view in seen}) > len(told), "the map flies"


def test_speed_sets_how_fast_it_plays(open_document, file, scene):
    document = open_document(file, motion=True, fragment="t=2024-12-09T00:00", held=True)
    clock = document.page.clock
    ran = {}
    for speed in ("0.5", "4"):
        document.js("() => ER.document.go(ER.document.scene.events.at(-3).stop + 1000)")
        document.find("select.speed").select_option(speed)
        before = document.now()["t"]
        document.js("() => document.querySelector('.step.play').click()")
        clock.run_for(480)
        document.js("() => document.querySelector('.step.play').click()")
        ran[speed] = document.now()["t"] - before
    assert ran["4"] / ran["0.5"] == pytest.approx(8, rel=0.1)


def test_at_the_end_it_stops_and_then_begins_anew(open_document, file, scene):
    document = open_document(file, fragment="event=report-published")
    document.js("() => ER.document.go(ER.document.scene.span[1])")
    document.painted()
    assert document.now()["t"] == scene.span[1]
    document.click(".step.play")
    assert document.now()["event"] == scene.events[0].id
    assert document.now()["playing"]


def test_who_wants_no_motion_is_taken_from_stop_to_stop(open_document, file, scene):
    document = open_document(file, held=True)
    document.find("select.speed").select_option("4")
    document.js(WATCH)
    document.js(PRESS, ".step.play")
    document.page.clock.run_for(1800)
    document.js(PRESS, ".step.play")
    seen = document.js(SEEN)
    told = list(dict.fromkeys(event for _, _, event, _ in seen))
    stops = {event.stop for event in scene.events}
    assert len(told) >= 3
    assert {t for _, t, _, _ in seen} <= stops
    assert len({view for _, _, _, view in seen}) <= len(told), "the map jumps, it does not fly"
    assert document.find(".leaflet-zoom-anim .names").count() == 0


def test_follow_lets_the_map_rest_when_it_is_off(document):
    switch = "#controls .switch"
    assert document.attribute(switch, "role") == "switch"
    assert document.attribute(switch, "aria-checked") == "true"
    document.click(switch)
    assert document.attribute(switch, "aria-checked") == "false"
    view = document.now()["view"]
    document.click("[aria-label='Next event']")
    document.click("[aria-label='Next event']")
    document.press("Home", "End")
    document.js("() => ER.document.go(ER.document.scene.byId.event.get('lavrov-doha').stop)")
    view = document.now()["view"]
    document.click("[aria-label='Previous event']")
    assert document.now()["view"] == view
    document.click(switch)
    assert document.now()["view"] != view


# ------------------------------------------------------------------------------- keys and roles


def test_keys_step_go_to_the_ends_and_play(document, scene):
    order = [event.id for event in scene.events]
    here = order.index(FLIGHT)
    document.find(".score").focus()
    document.press("ArrowRight")
    assert document.now()["event"] == order[here + 1]
    document.press("ArrowLeft", "ArrowLeft")
    assert document.now()["event"] == order[here - 1]
    document.press("ArrowUp", "ArrowDown", "ArrowDown")
    assert document.now()["event"] == order[here - 2]
    document.press("Home")
    assert document.now()["t"] == scene.events[0].stop
    document.press("ArrowLeft")
    assert document.now()["event"] == order[0]
    document.press("End")
    assert document.now()["event"] == order[-1]
    document.press("ArrowRight")
    assert document.now()["event"] == order[-1]
    t = document.now()["t"]
    document.press("Shift+ArrowLeft")
    little = document.now()["t"]
    assert 0 < t - little < 12 * 3_600_000
    document.press("Shift+ArrowRight")
    assert document.now()["t"] == pytest.approx(t, abs=60_000)
    document.press("Home", "Space")
    assert document.now()["playing"]
    document.press("Space")
    assert not document.now()["playing"]


def test_keys_work_wherever_the_reader_is_but_in_the_map_they_pan(document):
    document.js("() => document.activeElement.blur()")
    before = document.now()
    document.press("ArrowRight")
    assert document.now()["event"] != before["event"]
    document.find(".leaflet-container").focus()
    before = document.now()
    document.press("ArrowRight")
    after = document.now()
    assert after["t"] == before["t"]
    assert after["view"][1] > before["view"][1]


def test_space_on_a_control_is_for_that_control(open_document, file):
    document = open_document(file, width=390, height=844)
    document.find(".view.list").focus()
    document.press("Space")
    assert document.find("#list").is_visible()
    document.press("Space")
    assert document.find("#list").is_hidden()
    document.find(".open.people").focus()
    document.press("Space")
    document.find(".chip[data-group=maher]").focus()
    document.press("Space")
    assert document.attribute(".chip[data-group=maher]", "aria-pressed") == "true"
    assert document.attribute(".chip[data-group=assad]", "aria-pressed") == "false"
    assert not document.now()["playing"]


def test_whatever_the_tab_key_reaches_shows_that_it_has_the_focus(document):
    document.click(".view.lanes")
    document.click(".view.list")
    document.click(".open.people")
    document.js("() => document.activeElement.blur()")
    seen = []
    for _ in range(120):
        document.page.keyboard.press("Tab")
        place = document.js(
            """() => { const n = document.activeElement, s = getComputedStyle(n);
            return { tag: n.tagName, name: String(n.className), shown: s.outlineStyle !== 'none' &&
              parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none' }; }"""
        )
        if place["tag"] in ("BODY", "HTML"):
            break
        seen.append(place)
    assert "score" in {label["name"] for label in seen}
    assert len(seen) > 50
    assert [label for label in seen if not label["shown"]] == []


def test_the_timeline_says_itself_to_those_who_listen(document, scene):
    slider = document.find("[role=slider]")
    assert slider.get_attribute("aria-label") == "Time, Damascus time"
    words = slider.get_attribute("aria-valuetext")
    told = mark(scene, FLIGHT)
    said = f"“{told.time.words}”, {told.time.said} (Damascus time)"
    assert words == f"{told.headline}, {said}"
    low, at, high = (int(slider.get_attribute(f"aria-value{w}")) for w in ("min", "now", "max"))
    assert (low, high) == (0, (scene.span[1] - scene.span[0]) // 60_000)
    assert at == (mark(scene, FLIGHT).stop - scene.span[0]) // 60_000
    document.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") != words


def test_the_scales_are_a_radio_group_with_arrow_keys(document):
    group = document.find("[role=radiogroup]")
    assert group.get_attribute("aria-label")
    checked = "[role=radio][aria-checked=true]"
    assert document.texts(checked) == ["Stops"]
    document.find(checked).focus()
    t = document.now()["t"]
    document.press("ArrowRight")
    assert document.texts(checked) == ["True to scale"]
    assert document.js("() => document.activeElement.textContent") == "True to scale"
    assert document.now()["t"] == t
    document.click("[role=radio] >> text=Stops")
    assert document.texts(checked) == ["Stops"]


# ------------------------------------------------------------------------------------- the scales


def heads(document, scene):
    """Give the playhead's place at each distinct stop, px from the track's left."""
    left, width, _ = track(document)
    out = {}
    for event in scene.events:
        document.js("(t) => ER.document.go(t)", event.stop)
        document.painted()
        out[event.stop] = document.rect(".playhead")["x"] - left
    return out, width


def test_even_stops_stand_at_even_distances(document, scene):
    places, _ = heads(document, scene)
    xs = list(places.values())
    pitch = (xs[-1] - xs[0]) / (len(xs) - 1)
    assert pitch > 12
    even = [xs[0] + i * pitch for i in range(len(xs))]
    assert xs == pytest.approx(even, abs=1)  # the head stands on whole pixels, at both ends too


def test_true_to_scale_a_day_is_a_day(document, scene):
    document.click("[role=radio] >> text=True to scale")
    places, width = heads(document, scene)
    begin, end = scene.span
    expected = [(t - begin) / (end - begin) * width for t in places]
    assert list(places.values()) == pytest.approx(expected, abs=0.6)
    quiet = (
        places[mark(scene, "trip-to-moscow").stop] - places[mark(scene, "offensive-begins").stop]
    )
    crowded = places[mark(scene, "jalali-second-call").stop] - places[mark(scene, FLIGHT).stop]
    assert quiet > 5 * crowded > 0


@pytest.mark.parametrize("scale", ["Stops", "True to scale"])
def test_a_bar_is_as_wide_as_its_bounds(document, scene, scale):
    document.click(f"[role=radio] >> text={scale}")
    document.click(".view.lanes")
    left, width, _ = track(document, ".track")
    kind = "even" if scale == "Stops" else "true"
    spots = document.js(
        """(kind) => { const { scene } = ER.document;
        const stops = scene.events.map((e) => e.stop);
        const scale = kind === 'even' ? ER.time.evenScale(scene.span, stops)
          : ER.time.trueScale(scene.span);
        return Object.fromEntries(scene.events.map((e) =>
          [e.id, [scale.place(e.s0), scale.place(Math.max(e.s1, e.e1))]])); }""",
        kind,
    )
    bars = document.js(
        """() => [...document.querySelectorAll('.bar')].map((n) => {
        const r = n.getBoundingClientRect(), tick = n.classList.contains('tick');
        return [n.dataset.event, r.left, r.right, tick]; })"""
    )
    assert {name for name, *_ in bars} == {event.id for event in scene.events}
    for name, begin, end, tick in bars:
        first, last = (left + share * width for share in spots[name])
        if last - first >= 5:
            assert (begin, end) == pytest.approx((first, last), abs=0.6), name
        else:
            assert 2 < end - begin < 6, name
        told = mark(scene, name)
        assert tick == (told.s0 == told.s1 == told.e0 == told.e1), name


# ----------------------------------------------------------------------------- the list, the card


def test_every_event_of_the_list_has_its_card_and_its_view(document, shipped, scene):
    events = {event.id: event for event in shipped.events}
    assert document.find("#list [data-event]").count() == len(events)
    for row in scene.events:
        event = events[row.id]
        document.choose(row.id)
        assert document.now()["t"] == row.stop, row.id
        card = document.text("#card")
        assert document.text("#card h2") == event.headline
        words = f"“{event.words}” " if event.words else ""
        zone = " (Damascus time)" if row.time.hourly else ""
        assert document.moment() == words + row.time.said + zone, row.id
        strong = moment_told(scene, row.stop, row).strong
        assert document.texts("#card .when b") == ([strong] if words else []), "the report's own"
        assert document.text(".zone") == "", row.id
        for part in (event.words, event.reading, event.text):
            assert (part or "") in card, row.id
        for person in event.people:
            assert shipped.person[person].name in document.text("#card .facts"), row.id
        claims = document.find("#card .claims li")
        assert claims.count() == len(event.claims)
        said = claims.all_text_contents()
        for claim, text in zip(event.claims, said, strict=True):
            assert claim.told_by in text, row.id
            assert STANCES[claim.stance] in text, row.id
            assert (claim.text or "") in text
            numbers = ", ".join(map(str, claim.paragraphs))
            assert text.endswith(f" ¶\u00a0{numbers}"), row.id
        stances = document.js(
            "() => [...document.querySelectorAll('.claims li')].map((n) => n.className)"
        )
        assert stances == [claim.stance for claim in event.claims], row.id
        plural = ["s" if len(claim.paragraphs) > 1 else "" for claim in event.claims]
        assert document.js(CITED) == [
            f"Reuters, paragraph{s} {', '.join(map(str, claim.paragraphs))}"
            for s, claim in zip(plural, event.claims, strict=True)
        ]
        order = [event.id for event in scene.events]
        turn = f"{order.index(row.id) + 1} of {len(order)}"
        assert document.text("#card .kicker .turn") == turn
        assert event.level in document.text("#card .grade")
        assert f"B{event.figure}" not in document.text("#card .grade"), "a code is no reader's word"
        grade = document.js("() => document.querySelector('#card .grade b').title")
        assert grade == f"Admiralty scale B{event.figure}"
        current = "() => [...document.querySelectorAll('#list [aria-current=true]')]"
        assert document.js(f"{current}.map((row) => row.dataset.event)") == [row.id]
        south, west, north, east = document.js(
            """() => { const b = ER.document.map.getBounds();
            return [b.getSouth(), b.getWest(), b.getNorth(), b.getEast()]; }"""
        )
        assert north - south >= LEAST_LATITUDES, row.id
        assert west <= row.view[0] <= row.view[2] <= east, row.id
        assert south <= row.view[1] <= row.view[3] <= north, row.id
        if row.lon is not None:
            assert west < row.lon < east, row.id
            assert south < row.lat < north, row.id


def test_a_link_to_the_source_opens_apart_and_tells_nothing(document, shipped):
    link = document.find("#card .cite a").first
    assert link.get_attribute("href") == shipped.sources[0].url
    assert link.get_attribute("target") == "_blank"
    assert set(link.get_attribute("rel").split()) >= {"noopener", "noreferrer"}


def test_an_event_without_a_place_says_so(document, shipped):
    document.choose("jalali-call")
    assert document.text("#card .facts dd") == "place not reported"
    document.choose("makhlouf-ambush")
    assert document.text("#card .facts dd") == "from a place not reported to Lebanon"
    document.choose(FLIGHT)
    assert document.text("#card .facts dd") == "from Damascus to Hmeimim air base"
    document.choose("lavrov-doha")
    assert document.text("#card .facts dd") == "Doha"


def test_clicking_a_row_of_the_list_flies_the_map_there(open_document, file, scene):
    document = open_document(file, motion=True, held=True)
    document.js(WATCH)
    document.js(PRESS, "#list [data-event=lavrov-doha]")
    document.page.clock.run_for(1100)
    document.told("lavrov-doha")
    views = {view for *_, view in document.js(SEEN)}
    assert len(views) > 4, "it flies, it does not jump"
    doha = mark(scene, "lavrov-doha")
    assert document.js(
        "([lat, lon]) => ER.document.map.getBounds().contains([lat, lon])", [doha.lat, doha.lon]
    )


# ---------------------------------------------------------------------------------------- filters


def chips(document, kind):
    pressed = document.js(
        """(kind) => [...document.querySelectorAll(`.chip[data-${kind}][aria-pressed=true]`)]
        .map((chip) => chip.dataset[kind])""",
        kind,
    )
    return set(pressed)


def test_a_group_s_chip_leaves_that_group_alone(document, shipped, scene):
    everything = document.shown()
    document.click(".view.lanes")
    document.click(".open.people")
    assert chips(document, "group") == GROUPS
    document.click(".chip[data-group=rebels]")
    assert chips(document, "group") == {"rebels"}
    rebels = {person.id for person in shipped.people if person.group == "rebels"}
    shown = document.shown()
    acting = {leg.id: set(leg.people) for leg in (*scene.legs, *scene.events)}
    moving = [name for kind, name in shown if kind in ("leg", "event")]
    assert moving
    assert all(acting[name] & rebels for name in moving)
    expected = [event.id for event in scene.events if set(event.people) & rebels]
    assert [name for kind, name in shown if kind == "event"] == expected
    assert (
        document.js(
            "() => [...document.querySelectorAll('#list [data-event]')].map((n) => n.dataset.event)"
        )
        == expected
    )
    assert document.find(".lane.quiet").count() < len(GROUPS)
    bars = document.js("() => [...document.querySelectorAll('.bar')].map((n) => n.dataset.event)")
    assert set(bars) == set(expected)
    assert document.now()["event"] in expected
    assert ("place", "doha") not in shown

    document.click(".chip[data-group=maher]")
    assert chips(document, "group") == {"rebels", "maher"}
    assert ("leg", "maher-iraq") in document.shown()
    document.click(".chip[data-group=maher]")
    document.click(".chip[data-group=rebels]")
    assert chips(document, "group") == GROUPS
    assert document.shown().keys() == everything.keys()


def test_a_layer_s_chip_takes_that_layer_away(document):
    everything = document.shown()
    document.click(".open.people")
    for layer, kind in KINDS.items():
        chip = f".chip[data-layer={layer}]"
        document.click(chip)
        assert chips(document, "layer") == KINDS.keys() - {layer}
        rest = {key for key in everything if key[0] != kind}
        assert rest < everything.keys()
        assert document.shown().keys() == rest
        document.click(chip)
        assert document.shown().keys() == everything.keys()


def test_without_any_layer_the_map_is_bare_and_the_legend_empty(document):
    document.click(".open.people")
    for layer in KINDS:
        document.click(f".chip[data-layer={layer}]")
    for everyone in (False, True):
        document.everyone(everyone)
        assert document.shown() == {}
        assert document.js("() => ER.document.marks.shown") == []
        assert document.find("#signs li:visible").count() == 0
        assert document.find(STORY_NAMES).count() == 0
        assert document.find(".tag").count() == 0


# -------------------------------------------------------------------------------------- the link


def settled_address(document):
    document.settled()
    return document.page.url


def test_a_copied_link_opens_the_same_moment(open_document, document, file):
    document.choose("homs-taken")
    document.click(".open.people")
    document.click(".chip[data-group=rebels]")
    document.click(".chip[data-group=assad]")
    document.click(".chip[data-layer=areas]")
    document.js("() => ER.document.map.setView([34.25, 37.5], 7.25)")
    left, width, y = track(document)
    document.page.mouse.move(left + width * 0.3, y)
    document.page.mouse.down()
    document.page.mouse.move(left + width * 0.5137, y, steps=5)
    document.page.mouse.up()
    url = settled_address(document)
    now = document.now()
    assert now["t"] != 0
    again = open_document(file, fragment=urlsplit(url).fragment)
    assert again.now() == now
    assert again.shown() == document.shown()
    assert again.moment() == document.moment()
    assert again.text("#card") == document.text("#card")
    assert settled_address(again) == url


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("event=lavrov-doha", {"event": "lavrov-doha"}),
        ("t=2024-12-02T12:00&people=asma,rebels", {"persons": ["asma", "hts", "rebels"]}),
        ("people=maher", {"groups": ["maher"], "persons": None}),
        ("layers=", {"layers": []}),
        ("layers=legs,places", {"layers": ["legs", "places"]}),
        ("t=2024-12-08T00:00&event=nobody", {"t": 1733605200000}),
        ("people=maher,nobody", {"groups": ["maher"]}),
        ("layers=legs,nothing", {"layers": ["legs"]}),
        ("view=34.5,36.25,8.5", {"view": [34.5, 36.25, 8.5]}),
    ],
)
def test_a_link_s_parts_are_read_each_by_itself(open_document, file, fragment, expected):
    document = open_document(file, fragment=fragment)
    now = document.now()
    assert {name: now[name] for name in expected} == expected
    url = settled_address(document)
    document.js("() => { location.hash = 't=2024-11-27T01:00&view=50,50,3'; }")
    document.frame.wait_for_function("(t) => ER.document.state.t !== t", arg=now["t"])
    document.js("(to) => { location.hash = to; }", urlsplit(url).fragment)
    document.frame.wait_for_function("(t) => ER.document.state.t === t", arg=now["t"])
    document.painted()
    assert document.now() == now


@pytest.mark.parametrize(
    "fragment",
    [
        "t=yesterday&event=nobody&people=no-one&layers=no-such&view=a,b,c",
        "t=2024-13-45T99:99",
        "t=2024-12-08&view=1,2",
        "event=__proto__&people=constructor&layers=toString",
        "t=<script>alert(1)</script>&event=<script>&people=<script>&layers=<script>&view=<script>",
        "view=,,",
        "view=1e300,1e300,1e300",
        "view=NaN,Infinity,-1",
        "%E0%A4%A&&&===&t",
    ],
)
def test_a_bad_link_opens_the_story_as_it_opens(open_document, file, openings, fragment):
    if not openings:
        good = open_document(file)
        openings.update(now=good.now(), shown=good.shown(), moment=good.moment())
    bad = open_document(file, fragment=fragment)
    assert bad.now() == openings["now"]
    assert bad.shown() == openings["shown"]
    assert bad.said == []
    assert bad.moment() == openings["moment"]
    assert bad.find("script:not(head script):not(#page ~ script)").count() == 0


def test_an_address_changed_by_hand_is_obeyed(document):
    document.settled()
    document.js("() => { location.hash = 'event=araqchi-meeting'; }")
    document.told("araqchi-meeting")
    assert document.now()["event"] == "araqchi-meeting"


# ------------------------------------------------------------------------- what is so at a moment


def test_at_three_in_the_night_he_may_be_anywhere_to_hmeimim_or_beyond(open_document, file, scene):
    document = open_document(file, fragment=NIGHT)
    shown = document.shown()
    flight = shown["leg", "damascus-hmeimim"]
    assert (flight["state"], flight["least"], flight["furthest"]) == ("perhaps", 0, 1)
    assert shown["leg", "hmeimim-moscow"]["state"] == "perhaps", "an order and no hour"
    assert shown["leg", "damascus-emirates"]["state"] == "not travelled"
    assert shown["leg", "work-home"]["state"] == "not travelled"
    assert shown["event", FLIGHT]["state"] == "perhaps"
    assert shown["event", "jalali-call"]["state"] == "past"
    assert shown["event", "onward-to-moscow"]["state"] == "perhaps"
    document.everyone()
    assert "Assad: on one of these" in document.texts(".name.traveller")
    document.everyone(False)
    document.choose(FLIGHT)
    assert document.texts(".name.how") == ["\n".join(mark(scene, FLIGHT).subject.label)]
    assert document.texts(".name.traveller") == []


def test_before_it_all_is_ahead_and_after_it_past(document, scene):
    at = "(t) => ER.marks.marksAt(ER.document.scene, t)"
    before = document.js(at, scene.span[0] - 1)
    assert {(row["kind"], row["state"]) for row in before} == {("event", "ahead")}
    assert len(before) == len(scene.events)
    after = document.js(at, scene.span[1] + 1)
    assert {row["state"] for row in after if row["kind"] == "event"} == {"past"}
    legs = {leg.id: leg.outcome for leg in scene.legs}
    for row in after:
        if row["kind"] == "leg":
            expected = {"arrived": "passed", "stopped": "perhaps"}
            assert row["state"] == expected.get(legs[row["id"]], "not travelled"), row["id"]
    assert {row["id"] for row in after if row["kind"] == "leg"} == set(legs)


def test_no_dot_stands_where_nobody_reported_one(document, scene):
    hits = document.js(
        """([from, to]) => { const states = new Set(), hour = 3600000; let least = 1;
        for (let t = from; t <= to; t += hour / 4) {
          for (const mark of ER.marks.marksAt(ER.document.scene, t)) {
            if (mark.kind !== 'leg') continue;
            states.add(mark.state);
            if (mark.state === 'perhaps' && mark.least > 0)
              least = Math.min(least, mark.furthest - mark.least);
          }
        }
        return { states: [...states].sort(), least }; }""",
        list(scene.span),
    )
    assert hits["states"] == ["not travelled", "passed", "perhaps"]
    assert hits["least"] >= LEAST_STRETCH - 1e-9


def test_a_way_between_two_exact_ends_is_a_stretch_too(open_document, make_story, tmp_path):
    """Who left at eight and came at two was anywhere between them at eleven."""
    story = make_story(
        legs=[
            make_story.leg(
                "drive", departure="2024-05-01T08:00Z", arrival="2024-05-01T14:00Z", path="reported"
            )
        ],
        events=[
            make_story.event(
                "noon", start="2024-05-01T11:00Z", leg="drive", end="2024-05-01T11:00Z"
            )
        ],
    )
    document = open_document(write(story, tmp_path / "made.html"))
    drive = document.shown()["leg", "drive"]
    assert (drive["state"], drive["least"]) == ("perhaps", pytest.approx(0, abs=0.2))
    assert drive["furthest"] - drive["least"] > 0.5
    assert document.find("#signs li[data-sign=dot]").count() == 0
    assert document.find("#signs li[data-sign=may-be]").is_visible()


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_the_viewer_s_own_zone_changes_no_word(open_document, document, file, zone):
    away = open_document(file, timezone_id=zone, locale="de-DE")
    assert away.js("() => new Date(0).getTimezoneOffset()") != 0
    assert away.moment() == document.moment()
    everything = "() => document.getElementById('page').innerText"
    assert away.js(everything) == document.js(everything)
    away.choose("jalali-call")
    document.choose("jalali-call")
    assert away.moment() == document.moment()
    assert away.moment().endswith(" Saturday 7 December, 22:30 (Damascus time)")


# ------------------------------------------------------------------------- the legend, the labels


def test_on_a_telephone_the_key_opens_over_the_page_and_the_map_stays(open_document, file):
    document = open_document(file, width=390, height=844, has_touch=True)
    view, stage = document.now()["view"], document.rect("#stage")
    assert document.find("#legend").is_hidden()
    document.click(".open.key")
    assert document.attribute(".open.key", "aria-expanded") == "true"
    assert document.find("#signs li:visible").count() > 0
    key = document.rect("#legend")
    assert 0 <= key["left"] < key["right"] <= 390
    assert 0 <= key["top"] < key["bottom"] <= 844
    assert (document.now()["view"], document.rect("#stage")) == (view, stage)
    document.press("Escape")
    assert document.find("#legend").is_hidden()
    assert document.js("() => document.activeElement.className") == "open key"


def test_where_no_mark_is_in_view_the_legend_is_empty(document):
    document.js("() => ER.document.map.setView([-30, -120], 5, { animate: false })")
    document.painted()
    assert document.find("#signs li:visible").count() == 0


# ------------------------------------------------------------------------------------ the layouts


@pytest.mark.parametrize("size", PHONES, ids=str)
def test_a_phone_has_map_column_and_strip_below_each_other(open_document, file, size):
    document = open_document(file, width=size[0], height=size[1], has_touch=True)
    parts = [document.rect(name) for name in ("header", "#stage", "#column", "#timeline")]
    for upper, lower in pairwise(parts):
        assert upper["bottom"] <= lower["top"] + 0.5
    assert all(part["left"] >= 0 and part["right"] <= size[0] for part in parts)
    assert parts[-1]["bottom"] <= size[1]
    assert parts[1]["height"] >= 200
    assert document.js(SCROLLERS) == ["column"]


def test_on_a_desk_nothing_scrolls_in_two_places(document, scene):
    longest = max(scene.events, key=lambda event: sum(len(str(claim)) for claim in event.claims))
    document.choose(longest.id)
    assert set(document.js(SCROLLERS)) <= {"column"}
    document.click(".view.list")
    assert document.js(SCROLLERS) == ["events"]
    document.click(".view.list")
    assert document.find("#column").is_visible()


@pytest.mark.parametrize("size", PHONES, ids=str)
def test_on_a_phone_every_control_has_the_size_of_a_thumb(open_document, file, size):
    document = open_document(file, width=size[0], height=size[1], has_touch=True)
    small, seen = [], set()

    def look():
        for name, wide, tall in document.js(TARGETS):
            seen.add(name)
            if wide < THUMB or tall < THUMB:
                small.append(f"{name}: {wide} x {tall}")

    look()
    for opener_ in (".view.list", ".view.lanes", ".open.people", ".open.key"):
        document.click(opener_)
        look()
        document.click(opener_)
    assert small == []
    assert {"Previous event", "Next event", "Time, Damascus time", "Everyone", "Maher"} <= seen


def swipe(document, *, by, selector="#column"):
    """Move a finger over a part of the page, px across and down."""
    box = document.rect(selector)
    touch = document.page.context.new_cdp_session(document.page)
    x, y = box["x"], box["y"]

    def send(kind, *points):
        at = [{"x": x + by[0] * share, "y": y + by[1] * share} for share in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    send("touchStart", 0)
    for step in range(1, 9):
        send("touchMove", step / 8)
    send("touchEnd")
    touch.detach()
    document.painted()


def test_a_swipe_on_the_column_goes_on_or_back_and_one_down_it_only_scrolls(
    open_document, file, scene
):
    document = open_document(file, width=390, height=844, has_touch=True)
    order = [event.id for event in scene.events]
    here = order.index(FLIGHT)
    swipe(document, by=(-120, 10))
    assert document.now()["event"] == order[here + 1]
    swipe(document, by=(120, -10))
    swipe(document, by=(120, 0))
    assert document.now()["event"] == order[here - 1]
    swipe(document, by=(-30, 0))
    swipe(document, by=(40, -120))
    assert document.now()["event"] == order[here - 1]
    allowed = document.js("getComputedStyle(document.getElementById('column')).touchAction")
    assert allowed == "pan-y pinch-zoom", "else a browser goes back a page at a swipe to the right"
    swipe(document, by=(-120, 0), selector="#stage")
    assert document.now()["event"] == order[here - 1], "the map is moved there"


def test_a_window_made_narrow_takes_the_other_layout_and_keeps_the_moment(document):
    now = document.now()
    document.page.set_viewport_size({"width": 390, "height": 844})
    document.frame.wait_for_function("() => innerWidth === 390")
    document.frame.wait_for_function(FITS)
    document.painted()
    assert document.rect("#stage")["bottom"] <= document.rect("#timeline")["top"] + 0.5
    assert document.now()["t"] == now["t"]
    assert document.js("() => document.documentElement.scrollWidth") <= 390
    assert document.rect(".playhead")["x"] <= document.rect(".rail")["right"] + 1


# --------------------------------------------------------------------------------- maps of tiles


@pytest.mark.noisy(r"tile\.openstreetmap\.org", "ERR_INTERNET_DISCONNECTED")
def test_with_tiles_that_host_alone_is_let_in_and_offline_the_marks_still_stand(
    open_document, shipped, tmp_path
):
    document = open_document(write(shipped, tmp_path / "osm.html", base="osm"))
    policy = document.attribute("meta[http-equiv='Content-Security-Policy']", "content")
    hosts = re.findall(r"https?://[^\s;]+", policy)
    assert hosts == ["https://tile.openstreetmap.org"]
    assert "img-src data: https://tile.openstreetmap.org;" in policy
    assert "unsafe" not in policy
    document.page.wait_for_function("() => document.querySelector('.leaflet-tile')")

    def asked_for():
        return [url for url in document.requests if not url.startswith("file:")]

    until(document.page, asked_for, "tiles asked for")
    document.settled()
    asked = asked_for()
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in asked)
    assert document.text(".leaflet-control-attribution") == "© OpenStreetMap contributors"
    assert document.find(".leaflet-control-attribution svg").count() == 0
    assert ("leg", "damascus-hmeimim") in document.shown()
    assert document.js(
        """() => { const c = document.querySelector('canvas.marks');
        return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v); }"""
    )


def test_the_bundled_map_is_drawn_and_an_unknown_one_refused(document, scene):
    canvases = document.find(".leaflet-container canvas")
    assert canvases.count() == 2
    for canvas in (".base-map", ".marks"):  # between two pixels they would be smoothed, and slow
        at = document.rect(canvas)
        assert at["x"] == round(at["x"])
        assert at["y"] == round(at["y"])
    with pytest.raises(ValueError, match=r'"mars" is unknown.*plain, osm, satellite'):
        build_document(scene, base="mars")


# ------------------------------------------------------------------------------------ the pointer


def on_page(document, lat, lon):
    return document.js(
        """([lat, lon]) => { const { map } = ER.document;
        const r = map.getContainer().getBoundingClientRect();
        const p = map.latLngToContainerPoint([lat, lon]); return [r.left + p.x, r.top + p.y]; }""",
        [lat, lon],
    )


def test_hovering_a_line_says_what_it_is(document, shipped):
    start, end = shipped.place["damascus"], shipped.place["hmeimim"]
    document.choose(FLIGHT)
    x, y = on_page(document, (start.lat + end.lat) / 2, (start.lon + end.lon) / 2)
    document.page.mouse.move(x, y)
    tip = document.find("#tip")
    assert tip.is_visible()
    assert shipped.leg["damascus-hmeimim"].headline in tip.locator("p").all_text_contents()
    box, map_ = document.rect("#tip"), document.rect(".folium-map")
    assert map_["left"] <= box["left"]
    assert box["right"] <= map_["right"]
    assert box["bottom"] <= map_["bottom"]
    document.page.mouse.move(*on_page(document, 34.3, 34.9))
    assert tip.is_hidden()


def test_hovering_tells_nothing_that_is_still_ahead(open_document, file, shipped):
    document = open_document(file, fragment="t=2024-11-28T12:00&view=25.3,51.5,8")
    doha = shipped.place["doha"]
    document.page.mouse.move(*on_page(document, doha.lat, doha.lon))
    tip = document.text("#tip") if document.find("#tip").is_visible() else ""
    assert "Lavrov works for" not in tip


def test_clicking_an_event_on_the_map_tells_it(open_document, file, shipped):
    document = open_document(file, fragment="t=2024-12-07T20:00&view=34.7,36.7,8")
    document.everyone()
    homs = shipped.place["homs"]
    assert document.shown()["event", "homs-taken"]["state"] == "perhaps"
    document.page.mouse.click(*on_page(document, homs.lat, homs.lon))
    document.told("homs-taken")
    headline = next(event.headline for event in shipped.events if event.id == "homs-taken")
    assert document.text("#card h2") == headline
