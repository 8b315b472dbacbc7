"""A story of one's own in a real browser: begun, edited beside the map, uploaded, taken home."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.served_app import at_ease, panel, press, until

STARTER = "An example journey"
# Puts rows to the copies that this browser keeps, in place of those that it has where `anew`; gives
# how many there are then.
COPIES = """({ rows = [], anew = false } = {}) => new Promise((done) => {
  const opening = indexedDB.open('escape-routes', 1);
  opening.onsuccess = () => {
    const all = opening.result.transaction('own-stories', 'readwrite');
    const copies = all.objectStore('own-stories');
    if (anew) copies.clear();
    for (const row of rows) copies.put(row);
    const listed = copies.getAll();
    listed.onsuccess = () => { opening.result.close(); done(listed.result.length); };
  };
})"""
# Whether the browser would ask before the page is left.
ASKS = "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"


@pytest.fixture
def desk(shared_page, app_url):
    """The page that these tests share: the panel is open, no story is, and no copy is kept."""
    page = shared_page()
    if page.url == "about:blank":
        page.goto(app_url)
        page.frame_locator("iframe").locator("#card h2, #card .headline").first.wait_for()
    panel(page, "Your own story")
    page.locator(".st-key-own").wait_for()
    at_ease(page)
    page.evaluate(COPIES, {"anew": True})
    if page.locator(".st-key-own-head").count():
        closed(page)
    return page


@pytest.fixture
def begun(desk):
    """The page with the example open, and nothing of it changed."""
    press(desk, desk.get_by_role("button", name="Look at the example"))
    desk.locator(".st-key-own-head").wait_for()
    shown(desk, STARTER)
    return desk


def closed(page):
    """Close the story, and confirm it."""
    press(page, page.locator(".st-key-own-head").get_by_role("button", name="Close it"))
    press(page, page.locator(".st-key-own-asks").get_by_role("button", name="Close it"))
    page.locator(".st-key-own-new").wait_for()


def shown(page, title):
    """Wait until the map shows the story of this title."""

    def alone():  # the old one is gone once this one is painted
        frames = page.locator("iframe").all()
        return [frame.get_attribute("title", timeout=1000) for frame in frames] == [title]

    until(page, alone, f"the map of {title}")
    page.frame_locator(f'iframe[title="{title}"]').last.locator("#title").wait_for()


def view(page, name):
    press(page, page.locator(".st-key-own").get_by_role("radio", name=name, exact=True))


def text_area(page):
    """The file as text, once the browser has it."""
    view(page, "As text")
    area = page.locator("[class*='st-key-own-text-'] textarea")
    expect(area).to_have_value(re.compile("^title:", re.MULTILINE))
    return area


def upload(page, name, content, kind="application/octet-stream"):
    page.locator(".st-key-own-file input[type=file]").set_input_files(
        {"name": name, "mimeType": kind, "buffer": content}
    )


def test_a_text_typed_in_is_on_the_map_without_loading_the_page_again(begun):
    loads = []
    begun.on("load", lambda _: loads.append(1))
    area = text_area(begun)
    area.fill(area.input_value().replace(STARTER, "My own journey"))
    area.blur()
    shown(begun, "My own journey")
    assert not loads


def kept(page):
    """The place at the head of the page where copies are offered."""
    return page.locator(".st-key-kept")


def typed(page, title):
    """Give the story another title, and wait until the browser has its copy."""
    area = text_area(page)
    area.fill(area.input_value().replace(STARTER, title))
    area.blur()
    shown(page, title)
    expect(page.locator(".st-key-own-head").get_by_role("status")).to_contain_text(
        "a copy is kept in this browser"
    )


def test_what_was_typed_outlives_a_reload_and_is_offered_back_until_it_is_removed(begun):
    asked = []

    def leave(dialog):
        asked.append(dialog.type)
        dialog.accept()

    begun.on("dialog", leave)
    typed(begun, "Typed before the reload")
    begun.reload()
    assert asked == ["beforeunload"], "the browser asks before what was typed is left"
    begun.remove_listener("dialog", leave)
    expect(kept(begun)).to_contain_text("is kept in this browser, on this device alone")
    press(begun, kept(begun).get_by_role("button", name="Open it again"))
    begun.locator(".st-key-own-head").wait_for()
    shown(begun, "Typed before the reload")
    expect(kept(begun).get_by_role("button")).to_have_count(0)
    assert begun.evaluate(ASKS), "it is still in no file"

    at_ease(begun)  # the button has another file after each run
    with begun.expect_download() as download:
        press(begun, begun.get_by_role("button", name="Take it home"))
    text = download.value.path().read_text(encoding="utf-8")
    assert "title: Typed before the reload" in text
    expect(begun.locator(".st-key-own-head").get_by_role("status")).to_have_text(
        "All of it is in your file."
    )
    assert not begun.evaluate(ASKS), "nothing is asked where nothing would be lost"

    closed(begun)
    expect(kept(begun)).to_contain_text("example.yaml")
    press(begun, kept(begun).get_by_role("button", name="Remove it"))
    expect(kept(begun).get_by_role("button")).to_have_count(0)
    assert begun.evaluate(COPIES, {}) == 0
    assert not begun.evaluate(ASKS)


def test_what_comes_back_from_the_browser_is_a_strangers(desk):
    rows = [
        {
            "id": "0123456789abcdef",
            "name": "<img src=x>.yaml",
            "text": "<b>no story</b>",
            "when": 4,
        },
        {"id": "../../x", "name": "other.yaml", "text": "a", "when": 3},
        {"id": "1" * 16, "name": "long.yaml", "text": "x" * 5_000_001, "when": 2},
        {"id": "2" * 16, "name": "figure.yaml", "text": 5, "when": 1},
    ]
    assert desk.evaluate(COPIES, {"rows": rows}) == len(rows)
    desk.reload()
    offers = kept(desk).locator("section > div")
    expect(offers).to_have_count(2)  # what is too long, or no text, is not even offered
    expect(offers.nth(0)).to_contain_text("“<img src=x>.yaml”")
    page = desk.locator("[data-testid=stMain]")
    press(desk, offers.nth(1).get_by_role("button", name="Open it again"))
    expect(page).to_contain_text("The copy that this browser kept is no story")
    press(desk, offers.nth(0).get_by_role("button", name="Open it again"))
    expect(page).to_contain_text("The file is not a story")
    assert desk.frame_locator("iframe").locator("#title").inner_text() == "The night Assad left"


def test_a_cell_that_is_changed_is_in_the_file_and_on_the_map(begun):
    view(begun, "All rows at once")
    press(begun, begun.locator(".st-key-own-table").get_by_role("radio", name="Story", exact=True))
    grid = begun.locator("[class*='st-key-own-editor-story'] [data-testid=stDataFrame]")
    expect(grid).to_have_count(1)  # the table before it is gone
    entry = begun.locator("textarea.gdg-input")  # the grid is a canvas; a cell in work is none
    for _ in range(10):
        box = grid.bounding_box()
        begun.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + 35 * 2.5)  # the title's value
        begun.keyboard.press("Enter")
        at_ease(begun)
        if entry.count():
            break
    expect(entry).to_have_value(STARTER)
    entry.fill("Typed into a cell")
    begun.keyboard.press("Enter")
    shown(begun, "Typed into a cell")
    at_ease(begun)  # the button has another file after each run
    expect(begun.locator(".st-key-own-head").get_by_role("status")).to_contain_text("not in your")
    with begun.expect_download() as download:
        press(begun, begun.get_by_role("button", name="Take it home"))
    text = download.value.path().read_text(encoding="utf-8")
    assert re.search(r"^title: Typed into a cell", text, re.MULTILINE)
    assert text.startswith("# yaml-language-server")
    assert download.value.suggested_filename == "example.yaml"


def test_a_fault_is_told_and_what_has_none_stays_on_the_map(begun):
    area = text_area(begun)
    area.fill(area.input_value().replace("subtitle:", "subtitel:", 1))
    area.blur()
    expect(begun.locator(".st-key-own-faults")).to_contain_text('"subtitel" is unknown')
    expect(begun.locator(".st-key-own-head")).to_contain_text("the map shows the rest")
    shown(begun, STARTER)


def test_a_story_typed_on_the_page_alone_is_on_the_map_where_it_happened(desk):
    new = desk.locator(".st-key-own-new")
    new.get_by_label("What it is about").fill("A convoy")
    new.get_by_label("Who reports it").fill("Example News")
    new.get_by_label("In which time zone its times are told").fill("Tbilisi")
    desk.keyboard.press("Tab")
    new.get_by_role("spinbutton", name="year, Published on").click()
    desk.keyboard.type("20251114")
    new.get_by_role("button", name="Begin an empty story").click()
    desk.locator(".st-key-own-nothing").wait_for()

    form = desk.locator(".st-key-own")
    told = {
        "What happened": "A convoy leaves, a driver says",
        "When, in the report’s words": "before dawn on Tuesday",
        "What readers should know": "It is long.",
        "Who told it": "a driver",
    }
    for label, text in told.items():  # without a pause, as fast as a program types
        form.get_by_label(label, exact=True).fill(text)
        desk.keyboard.press("Tab")
    for label, text in (
        ("To whom, or who did it", "The convoy"),
        ("Where it happened (empty, if nobody says)", "Gori"),
    ):
        form.get_by_label(label).click()
        desk.keyboard.type(text)
        desk.get_by_role("option", name=text).wait_for()
        desk.keyboard.press("Enter")
    shown(desk, "A convoy")
    for label, text in told.items():
        expect(form.get_by_label(label, exact=True)).to_have_value(text)
    expect(form).to_contain_text(re.compile("Readers see:.? “before dawn on Tuesday”"))
    frame = desk.frame_locator('iframe[title="A convoy"]').last  # drawn anew with the place
    expect(frame.locator("#card")).to_contain_text("A convoy leaves, a driver says")
    expect(form).not_to_contain_text("Not on the map yet")


def test_on_a_wide_screen_the_tables_stand_beside_the_map_and_a_narrow_one_cuts_nothing(begun):
    map_box = begun.locator("iframe").first.bounding_box()
    own_box = begun.locator(".st-key-own").bounding_box()
    assert own_box["x"] >= map_box["x"] + map_box["width"]
    wide = begun.evaluate("document.documentElement.scrollWidth")
    assert wide <= begun.viewport_size["width"]

    begun.set_viewport_size({"width": 390, "height": 844})  # on a telephone nothing is cut
    at_ease(begun)
    for part in begun.locator(".st-key-own > *").all():
        box = part.bounding_box()
        if box and box["width"]:
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 391


def test_a_bad_upload_is_refused_in_a_sentence_and_the_open_story_stays(desk):
    upload(desk, "map.kml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><kml>&a;</kml>")
    told = desk.locator(".st-key-own-file [data-testid=stText]")
    expect(told).to_contain_text("map.kml: ")
    assert desk.frame_locator("iframe").locator("#title").inner_text() == "The night Assad left"


ROWS = """date,title,place,lat,lon,person
2024-05-01,Ada leaves,Paris,48.8566,2.3522,Ada
2024-05-02,Ada arrives,Lyon,45.7640,4.8357,Ada
"""


def test_data_of_another_tool_becomes_a_story_after_a_preview(desk):
    upload(desk, "journey.csv", ROWS.encode(), "text/csv")
    press(desk, desk.get_by_role("button", name="Open as a story"))
    desk.locator(".st-key-own-head").wait_for()
    shown(desk, "journey")
    assert desk.frame_locator("iframe").locator("#list [data-event]").count() == 2


def test_the_labels_of_a_table_make_no_links_and_no_icons(desk):
    cells = ["http://bad.example/a", "a@bad.example", "WWW.bad.example", "[x](http://bad.example)"]
    rows = ["date,title,lat,lon,A :material/home:,B,C,D", ",".join(["2024-05-01,Ada,48,2", *cells])]
    upload(desk, "journey.csv", "\n".join(rows).encode(), "text/csv")
    columns = desk.locator(".st-key-own-file [data-testid=stExpander]")
    press(desk, columns.locator("summary"))
    columns.get_by_text("bad.example").last.wait_for()
    said = columns.inner_text().replace("\u2060", "")
    assert "A :material/home: (http://bad.example/a)" in said
    assert all(cell in said for cell in cells)
    assert columns.locator("a").count() == 0


@pytest.mark.noisy("WebSocket|ERR_INTERNET_DISCONNECTED|Failed to load|health|host-config")
def test_it_can_be_taken_home_while_the_server_cannot_be_reached(begun):
    typed(begun, "Without a server")
    at_ease(begun)  # what the server was asked for has come: nothing is waited for in vain
    begun.context.set_offline(True)
    with begun.expect_download() as download:
        press(begun, begun.get_by_role("button", name="Take it home"))
    assert "title: Without a server" in download.value.path().read_text(encoding="utf-8")
    begun.close()  # how it finds the server again is nothing to the other tests
