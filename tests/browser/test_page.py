"""The page as a reader has it: the document in its frame, in step with the address and the page."""

import pytest

from tests.browser.served_app import (
    FRAMES,
    STATE,
    at_ease,
    at_rest,
    chip,
    listen,
    opened,
    press,
    query_of,
    shown,
    until,
)


@pytest.fixture
def frames_sent(page):
    """The page's messages to the server, as they are sent."""
    return listen(page)


def test_the_page_opens_with_the_document_on_top(page, app_url):
    document = opened(page, app_url)
    assert document.evaluate("() => ER.document.shown().length") > 5
    frame = page.locator("iframe")
    box = frame.bounding_box()
    assert (box["x"], box["y"], box["width"]) == (0, 0, 1440)
    assert 640 <= box["height"] <= 920
    assert frame.get_attribute("title") == "The night Assad left"
    assert "allow-same-origin" not in frame.get_attribute("sandbox")
    assert page.title() == "The night Assad left"
    assert query_of(page) == {}  # nothing has moved yet
    for name in ("Story", "Language"):  # what is below the document is not cut
        box = page.get_by_role("combobox", name=name, exact=True).bounding_box()
        assert box["y"] + box["height"] <= 900, name


def test_a_drag_stays_in_the_document_until_it_is_let_go(page, app_url, frames_sent):
    document = opened(page, app_url)
    at_ease(page)
    before = document.evaluate(STATE)
    track = document.locator(".rail").bounding_box()
    y = track["y"] + track["height"] / 2
    page.mouse.move(track["x"] + track["width"] * 0.2, y)
    page.mouse.down()
    at_ease(page)
    frames_sent.clear()
    moments = set()
    for step in range(40):
        page.mouse.move(track["x"] + track["width"] * (0.2 + step / 100), y)
        if step % 10 == 9:
            at_ease(page)  # held still is not let go
            moments.add(document.evaluate("() => ER.document.state.t"))
    assert len(moments) == 4
    assert frames_sent == []
    page.mouse.up()
    until(page, lambda: "t" in query_of(page), "the moment in the address")
    after = document.evaluate(STATE)
    assert after["t"] != before["t"]
    assert query_of(page)["event"] == after["event"]
    until(page, lambda: frames_sent, "word to the server")


def test_the_back_button_leaves_the_page(page, app_url):
    page.goto("about:blank")
    document = opened(page, app_url)
    depth = page.evaluate("() => history.length")
    for name in ("Maher", "Rebels", "Routes"):
        chip(document, name)
        at_ease(page)
    at_rest(page, layers="places,areas,events")
    assert page.evaluate("() => history.length") == depth


def test_an_address_opened_afresh_shows_the_same(page, open_page, app_url):
    document = opened(page, app_url)
    twin = document.evaluate("""() => {
      const events = ER.document.scene.events;
      const gaps = events.slice(1).map((event, i) => event.stop - events[i].stop);
      const closest = gaps.indexOf(Math.min(...gaps));
      return [events[closest].id, events[closest + 1].id]; }""")
    for event in twin:
        document.locator(".view.list").click()
        document.locator(f'#list [data-event="{event}"]').click()
        at_rest(page, event=event)
        second = open_page()
        second.goto(page.url)
        assert shown(second).evaluate(STATE)["event"] == event
        second.close()
    chip(document, "Maher")
    at_rest(page, people="maher")  # one change at a time: each writes the address when it rests
    chip(document, "Countries")
    at_rest(page, people="maher", layers="places,legs,events")
    address = page.url
    before = document.evaluate(STATE)
    second = open_page()
    second.goto(address)
    theirs = shown(second).evaluate(STATE)
    del before["view"], theirs["view"]
    assert theirs == before


def test_an_address_is_exact_to_the_second(page, app_url):
    document = opened(
        page, app_url, t="2024-12-07T22:30:07", people="araqchi,maher", layers="legs,events"
    )
    state = document.evaluate(STATE)
    assert state["t"] == 1733599807000
    assert state["people"] == ["araqchi", "maher"]
    assert state["layers"] == ["events", "legs"]


def test_a_hostile_address_is_shown_as_text(page, app_url):
    value = "<script>document.title='x'</script><img src=x onerror=alert(1)>"
    opened(
        page,
        app_url,
        t=value,
        people=value,
        layers=value,
        story=value,
        base=value,
        event=value,
        view=value,
    )
    said = page.locator(".st-key-notices [data-testid=stText]")
    assert said.count() == 7
    assert "<script>" in said.first.inner_text()
    assert page.title() == "The night Assad left"
    assert page.locator(".st-key-notices img").count() == 0


def test_a_row_moves_the_map_that_is_there(page, app_url):
    document = opened(page, app_url)
    document.evaluate("() => { window.here = 1; ER.document.map.setZoom(6.5, {animate: false}); }")
    at_ease(page)
    before = document.evaluate(STATE)
    page.get_by_role("radio", name="Events as a table").click()
    grid = page.get_by_test_id("stDataFrame")
    grid.wait_for()
    assert document.evaluate(STATE) == before  # its zoom too
    grid.scroll_into_view_if_needed()
    at_ease(page)
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 35 * 2.5)  # the box before the second row
    second = document.evaluate("() => ER.document.scene.events[1]")
    at_rest(page, event=second["id"])
    state = document.evaluate(STATE)
    assert (state["event"], state["t"]) == (second["id"], second["stop"])
    assert document.evaluate("() => window.here") == 1
    assert shown(page) == document


@pytest.mark.noisy(r"request: https://tile\.openstreetmap\.org/", "Failed to load resource")
def test_another_base_map_takes_over_behind_the_first(page, app_url):
    document = opened(page, app_url, people="maher")
    document.evaluate("() => ER.document.map.setView([34, 37], 6.25, {animate: false})")
    document.locator(".scales button", has_text="True to scale").click()
    at_ease(page)
    before = document.evaluate(STATE)
    page.context.route("https://tile.openstreetmap.org/**", lambda route: route.abort())
    page.evaluate(f"""() => {{
      window.counts = new Set();
      const look = () => {{
        const frames = ({FRAMES})();
        window.counts.add(frames.filter((frame) => frame.style.opacity !== '0').length);
        window.looking = requestAnimationFrame(look);
      }};
      look(); }}""")
    page.get_by_role("radio", name="OpenStreetMap").click()
    until(page, lambda: len(page.frames) == 2 and page.frames[1] != document, "the swap")
    after = shown(page)
    assert after.evaluate(STATE) == before
    counts = page.evaluate("() => [...window.counts]")
    assert 0 not in counts
    assert 2 in counts
    assert query_of(page)["base"] == "osm"


@pytest.mark.noisy(r"request: https://www\.reuters\.com/")
def test_a_source_opens_beside_the_page_and_works(page, app_url):
    page.context.route(
        "https://www.reuters.com/**",
        lambda route: route.fulfill(
            content_type="text/html",
            body="<title>-</title><script>document.title = origin</script>",
        ),
    )
    document = opened(page, app_url)
    with page.context.expect_page() as popup:
        document.locator("#card .cite a").first.click()
    popup.value.wait_for_function("document.title.startsWith('http')")
    assert popup.value.evaluate("() => window.opener") is None
    assert shown(page) == document


def test_on_a_telephone(open_page, app_url):
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    document = opened(page, app_url)
    at_ease(page)
    width, height, inner_width, inner_height = document.evaluate("""() => {
      const root = document.documentElement;
      return [root.scrollWidth, root.scrollHeight, innerWidth, innerHeight]; }""")
    assert (width, inner_width) == (390, 390)
    assert height == inner_height  # the column alone scrolls
    assert document.evaluate("() => ER.document.map.getSize().y") >= 200
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    main = page.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth") == 390
    for name in (
        "Events as a table",
        "Claims by source",
        "Picture",
        "Share",
        "How to read this map",
    ):
        tab = page.get_by_role("radio", name=name)
        press(page, tab)
        at_ease(page)
        assert main.evaluate("node => node.scrollWidth") == 390, name
        assert tab.bounding_box()["height"] >= 40
    assert shown(page) == document


def test_a_card_of_another_length_leaves_the_frame_as_it_is(open_page, app_url):
    page = open_page(width=390, height=844)
    document = opened(page, app_url)
    frame = page.locator("iframe").bounding_box()
    assert frame["height"] == 844
    for event in ("offensive-begins", "flight-from-damascus"):
        document.evaluate("(id) => ER.document.act.select(id)", event)
        at_ease(page)
        assert page.locator("iframe").bounding_box() == frame
        tall = document.evaluate("() => [document.documentElement.scrollHeight, innerHeight]")
        assert tall == [844, 844]


def test_in_an_article(open_page, app_url):
    page = open_page(width=1000, height=720)
    page.goto(f"{app_url}/?embed=true&t=2024-12-07T22:30")
    document = shown(page)
    assert page.locator("iframe").bounding_box() == {"x": 0, "y": 0, "width": 1000, "height": 720}
    main = page.get_by_test_id("stMain")
    assert main.evaluate("node => [node.scrollWidth, node.scrollHeight]") == [1000, 720]
    assert page.get_by_role("radio").count() == 0
    assert page.get_by_role("button").count() == 0
    chip(document, "Maher")
    at_rest(page, people="maher", embed="true")


def test_the_files_can_be_taken_along(page, app_url):
    opened(page, app_url)
    for panel, name, file, start in (
        ("Share", "Download the HTML", "assad-2024.html", b"<!DOCTYPE html>"),
        ("Data", "Download .geojson", "assad-2024.geojson", b"{"),
        ("Data", "Download .gpkg", "assad-2024.gpkg", b"SQLite format 3"),
        ("Data", "Download .csv", "assad-2024.csv", "\ufeff".encode()),
    ):
        choice = page.get_by_role("radio", name=panel, exact=True)
        if choice.get_attribute("aria-checked") != "true":
            press(page, choice)
        with page.expect_download() as download:
            press(page, page.get_by_role("button", name=name))
        assert download.value.suggested_filename == file
        assert download.value.path().read_bytes().startswith(start)


def test_a_frame_that_is_shown_late(page, app_url):
    """An article may keep it behind a tab: without a size there is nothing to be drawn."""
    opened(page, app_url)
    html = page.evaluate(f"() => ({FRAMES})()[0].srcdoc")
    page.goto("about:blank")
    page.evaluate(
        """(html) => {
      const frame = document.createElement('iframe');
      frame.style = 'display:none;width:1300px;height:800px';
      frame.sandbox = 'allow-scripts';
      frame.srcdoc = html;
      document.body.append(frame); }""",
        html,
    )
    late = page.frames[1]
    # Asked again and again: a frame without a size gets no animation frames, by which pages wait.
    read = "() => document.readyState === 'complete' && typeof ER !== 'undefined'"
    until(page, lambda: late.evaluate(read), "the frame's scripts")
    assert late.evaluate("() => ER.document === undefined")
    page.evaluate("() => { document.querySelector('iframe').style.display = 'block'; }")
    until(page, lambda: late.evaluate("() => !!ER.document"), "the document")
    assert late.evaluate("() => ER.document.map.getZoom()") > 4
