"""The Picture and Share panels as a reader uses them: what is on screen is what is passed on."""

import base64
import re
from xml.etree import ElementTree

import pytest

from tests.browser.served_app import (
    FRAME,
    STATE,
    at_ease,
    chip,
    listen,
    opened,
    panel,
    press,
    shown,
    until,
)
from tests.html_tags import tags_of

MOMENT = {"event": "flight-from-damascus"}
BOUNDS = """() => { const b = ER.document.map.getBounds();
  return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; }"""
COPIED_DIFFERS = """async () => {
  const [copied] = await navigator.clipboard.read();
  const shown = document.querySelector('.st-key-picture-preview img');
  const pixels = (image) => {
    const sheet = new OffscreenCanvas(1200, 760), pen = sheet.getContext('2d');
    pen.drawImage(image, 0, 0, 1200, 760);
    return pen.getImageData(0, 0, 1200, 760).data;
  };
  const pasted = pixels(await createImageBitmap(await copied.getType('image/png')));
  const drawn = pixels(shown);
  return pasted.filter((value, i) => value !== drawn[i]).length; }"""
BELOW = """() => 1 - document.querySelector('.st-key-tools').getBoundingClientRect().bottom
  / innerHeight"""
OVER = """(key) => [...document.querySelectorAll(`.st-key-${key} *`)]
  .filter((node) => node.getClientRects().length && !node.closest('pre'))
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5)
  .map((node) => node.outerHTML.slice(0, 90))"""


@pytest.fixture
def desk(shared_page, app_url):
    """The page that these tests share, with its document: each opens the panel that it needs."""
    page = shared_page(permissions=["clipboard-read", "clipboard-write"])
    if page.url == "about:blank":
        return page, opened(page, app_url, **MOMENT)
    return page, shown(page)


def drag_the_map(page, document, *, by, held=lambda: None):
    """Take the map and move it; `held` is called before it is let go, at rest."""
    page.get_by_test_id("stMain").evaluate("node => node.scrollTo(0, 0)")
    at_ease(page)
    box = document.locator(".folium-map").bounding_box()
    x, y = box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 21):
        page.mouse.move(x + by[0] * step / 20, y + by[1] * step / 20)
        page.evaluate(FRAME)
    at_ease(page, apart={"move"})  # held still is not let go: the map is still moved
    held()
    page.mouse.up()


def code(page, key):
    return page.locator(f".st-key-{key} code").first.inner_text()


def preview(page):
    """The preview's bytes, an SVG; none as long as there is no picture."""
    images = page.locator(".st-key-picture-preview img")
    address = images.first.get_attribute("src") if images.count() else ""
    return base64.b64decode(address.partition("base64,")[2])


def extent_told(page):
    """The extent that the command beside the preview says, degrees."""
    lines = page.locator(".st-key-picture-command code")
    said = re.search(r"--extent=(\S+)", lines.inner_text()) if lines.count() else None
    return [float(side) for side in said[1].split(",")] if said else []


def follows(page, document):
    """Wait until the preview is of the view on the map."""

    def same():
        return extent_told(page) == pytest.approx(document.evaluate(BOUNDS), abs=2e-4)

    until(page, same, "a preview of the view")


def downloaded(page, name):
    with page.expect_download() as download:
        press(page, page.get_by_role("button", name=name))
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_with_no_such_panel_open_a_moved_map_sends_nothing(desk):
    page, document = desk
    at_ease(page)
    assert page.locator(".st-key-share, .st-key-picture-panel").count() == 0
    sent = listen(page)
    drag_the_map(page, document, by=(150, 60))
    at_ease(page)
    assert sent == []
    panel(page, "Share")
    until(page, lambda: "view=" in code(page, "share-link"), "the view in the link")


def test_the_preview_is_of_the_map_as_it_has_been_moved_and_so_are_its_files(desk):
    page, document = desk
    page.get_by_test_id("stMain").evaluate("node => node.scrollTo(0, 0)")
    panel(page, "Picture")
    until(page, lambda: page.evaluate(BELOW) > 0.5, "the panel that was opened, in the window")
    follows(page, document)
    before = preview(page)
    drag_the_map(page, document, by=(-260, 120))
    follows(page, document)
    image, svg = page.locator(".st-key-picture-preview img"), preview(page)
    assert svg != before
    assert image.evaluate("(image) => image.complete && image.naturalWidth") == 1200
    assert image.get_attribute("alt").startswith(
        "Assad leaves Damascus by plane, its transponder off. “"
    )
    assert not re.search(r"\d\d:\d\d", image.get_attribute("alt"))
    assert page.locator(".st-key-picture-preview svg:not(button svg)").count() == 0
    name, data = downloaded(page, "Download SVG")
    assert name == "assad-2024-flight-from-damascus-article-1200.svg"
    assert data == svg
    words = re.sub(r"\s+", " ", " ".join(ElementTree.fromstring(svg).itertext()))
    assert "its transponder off" in words
    assert "SYRIA" in words


def test_a_preview_follows_a_map_that_moves_while_it_is_drawn(desk):
    """Whichever comes last, a choice or the map's rest: the preview is of both."""
    page, document = desk
    sent = listen(page)
    panel(page, "Picture")
    follows(page, document)
    pan = "() => { ER.document.map.panBy([40, 0], { animate: false }); }"
    legend = page.locator(".st-key-picture-legend label")
    legend.scroll_into_view_if_needed()
    at_ease(page)
    for before in (lambda: True, lambda: sent):  # the view is not sent yet, or is being taken in
        svg = preview(page)
        sent.clear()
        document.evaluate(pan)
        until(page, before, "word to the server")
        legend.click()
        follows(page, document)
        at_ease(page)
        follows(page, document)
        assert preview(page) != svg


def test_the_picture_can_be_copied_as_it_is_shown(desk):
    page, document = desk
    panel(page, "Picture")
    follows(page, document)
    press(page, page.get_by_role("button", name="Copy as image"))
    page.get_by_role("status").filter(has_text="Copied: 1200 × 760 px.").wait_for()
    differ = page.evaluate(COPIED_DIFFERS)
    assert differ == 0, "pixels of the copy that are not those of the preview"


def test_a_browser_that_refuses_to_copy_is_told_of_in_a_sentence(desk):
    page, _ = desk
    panel(page, "Picture")
    page.locator(".st-key-picture-preview img").wait_for()
    page.evaluate("() => { Object.defineProperty(navigator, 'clipboard', "
                  "{ get: () => undefined, configurable: true }); }")  # fmt: skip
    press(page, page.get_by_role("button", name="Copy as image"))
    page.get_by_role("status").filter(has_text="Download the PNG instead").wait_for()
    page.evaluate("() => { delete navigator.clipboard; }")


def test_a_link_opened_afresh_shows_exactly_the_same(page, open_page, app_url):
    document = opened(page, app_url, t="2024-12-07T22:30:07")
    chip(document, "Maher")
    chip(document, "Countries")
    panel(page, "Share")
    page.locator(".st-key-share-link code").wait_for()
    before = code(page, "share-link")
    drag_the_map(page, document, by=(170, -90))
    until(page, lambda: code(page, "share-link") != before, "the new view in the link")
    link, sent_state = code(page, "share-link"), document.evaluate(STATE)
    assert link.startswith(f"{app_url}/?story=assad-2024&t=2024-12-07T22:30:07&")
    assert "&people=maher&" in link
    assert "&layers=places,legs,events&" in link
    reader = open_page()
    reader.goto(link)
    reader.get_by_role("radio", name="Share").wait_for()
    # The link gives degrees to three decimals, so the second may round to its neighbour.
    theirs = shown(reader).evaluate(STATE)
    views = [[float(side) for side in state.pop("view")] for state in (theirs, sent_state)]
    assert views[0] == pytest.approx(views[1], abs=0.0101)
    assert theirs == sent_state
    assert reader.locator(".st-key-notices [data-testid=stText]").count() == 0
    panel(reader, "Share")
    reader.locator(".st-key-share-link code").wait_for()
    until(reader, lambda: code(reader, "share-link") == link, "the same link again")


def test_a_drag_of_the_map_sends_nothing_until_it_is_let_go_and_then_once(desk):
    page, document = desk
    sent = listen(page)
    panel(page, "Share")
    page.locator(".st-key-share-link code").wait_for()
    until(page, lambda: "view=" in code(page, "share-link"), "the view in the link")
    at_ease(page)
    sent.clear()
    during = []
    drag_the_map(page, document, by=(150, 60), held=lambda: during.append(len(sent)))
    assert during == [0]
    until(page, lambda: sent, "word to the server")
    at_ease(page)
    assert len(sent) == 1


def test_a_flight_sends_nothing_until_it_has_landed(desk):
    page, document = desk
    sent = listen(page)
    panel(page, "Share")
    until(page, lambda: "view=" in code(page, "share-link"), "the view in the link")
    at_ease(page)
    sent.clear()
    document.evaluate("""() => {  // a flight that begins before the map's last move is told
      const { map } = ER.document;
      map.panBy([40, 0], { animate: false });
      requestAnimationFrame(() => { map.flyTo([55, 37], 5, { duration: 2 }); });
      window.landed = new Promise((done) => map.on('zoomend', done)); }""")
    during = document.evaluate("() => window.landed.then(() => ER.document.map.getZoom())")
    assert (during, sent) == (5, [])
    until(page, lambda: sent, "word to the server")
    at_ease(page)
    assert len(sent) == 1


def test_the_lines_for_an_article_show_the_map_there(desk, open_page, app_url):
    page, document = desk
    document.evaluate("() => { ER.document.map.setView([34.2, 37.1], 7, { animate: false }); }")
    panel(page, "Share")
    until(page, lambda: "view=34.2,37.1,7" in code(page, "share-article"), "the view")
    lines = code(page, "share-article")
    ((tag, attrs),) = tags_of(lines)
    assert (tag, attrs["title"], attrs["height"]) == ("iframe", "The night Assad left", "760")
    page, article = open_page(), f"{app_url}/article"  # as if a newspaper had it
    html = f"<!DOCTYPE html><title>An article</title><p>Text.</p>{lines}"
    page.route(article, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(article)

    def there():
        return len(page.frames) == 3 and page.frames[2].evaluate("() => !!ER.document")

    until(page, there, "the map in the article")
    until(
        page,
        lambda: page.frames[2].evaluate(STATE)["view"] == ["34.20", "37.10", "7.00"],
        "the view in the article",
    )
    assert page.frames[2].evaluate(STATE)["event"] == MOMENT["event"]
    assert page.locator("iframe").bounding_box()["height"] == 760


def test_all_can_be_copied_by_keyboard(desk):
    page, _ = desk
    panel(page, "Share")
    until(page, lambda: "view=" in code(page, "share-link"), "the view in the link")
    at_ease(page)
    button = page.locator(".st-key-share-link").get_by_role("button", name="Copy to clipboard")
    button.focus()
    page.keyboard.press("Enter")
    copied = "() => navigator.clipboard.readText()"
    until(page, lambda: page.evaluate(copied) == code(page, "share-link"), "the link, copied")


@pytest.mark.parametrize("kind", ["This moment", "Several moments", "Film"])
def test_nothing_of_the_picture_panel_is_cut_on_a_telephone(desk, kind):
    page, _ = desk
    page.set_viewport_size({"width": 390, "height": 844})
    panel(page, "Picture")
    panel(page, kind)
    at_ease(page)
    if kind == "This moment":
        page.locator(".st-key-picture-preview img").wait_for()
    assert page.evaluate(OVER, "picture-panel") == []
    assert page.get_by_test_id("stMain").evaluate("node => node.scrollWidth") == 390


def test_nothing_of_the_share_panel_is_cut_on_a_telephone(desk):
    page, _ = desk
    page.set_viewport_size({"width": 390, "height": 844})
    panel(page, "Share")
    page.locator(".st-key-share-link code").wait_for()
    at_ease(page)
    assert page.evaluate(OVER, "share") == []
    assert page.get_by_test_id("stMain").evaluate("node => node.scrollWidth") == 390


def test_a_film_is_made_beside_the_page_and_can_be_taken_along(desk):
    page, _ = desk
    panel(page, "Picture")
    panel(page, "Film")
    for name, said in (
        ("From", "Assad leaves Damascus by plane"),
        ("To", "Assad leaves Damascus by plane"),
        ("Size", "Article, 330"),
    ):
        box = page.get_by_role("combobox", name=name, exact=True)
        press(page, box)
        box.fill(said)
        page.get_by_role("option").first.click()
        at_ease(page)
    press(page, page.get_by_role("button", name="Make the film"))
    page.locator(".st-key-film-progress").wait_for()
    page.locator(".st-key-picture-preview video").wait_for()
    name, data = downloaded(page, "Download MP4")
    assert name == "assad-2024-flight-from-damascus-article-330.mp4"
    assert data[4:8] == b"ftyp"
