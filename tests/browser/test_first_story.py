"""docs/first-story.md as a reader walks it: from a pasted report to a map, a link and a picture.

What is pressed is named in the page, in the order of the page.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.served_app import at_ease, panel, press

DOCS = Path(__file__).parents[2] / "docs"
EVIL = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"


class Guide:
    """The page of the docs, read from its top: each name has to stand below the one before."""

    def __init__(self):
        self.text = (DOCS / "first-story.md").read_text(encoding="utf-8")
        self.at = 0

    def says(self, words):
        at = self.text.find(f"*{words}*", self.at)
        assert at >= 0, f"docs/first-story.md does not say *{words}* behind what was done before"
        self.at = at
        return words

    def report(self):
        return re.search(r"<!-- file: report.txt -->\n```text\n(.*?)```", self.text, re.DOTALL)[1]


class Connection:
    """What joins a page and its server: it can be dropped, and comes back when it may."""

    def __init__(self, page):
        self.up, self.begun, self._sockets = True, 0, []
        page.route_web_socket("**/_stcore/stream", self._asked)

    def _asked(self, socket):
        if not self.up:
            socket.close(code=1001)
            return
        self.begun += 1
        socket.connect_to_server()
        self._sockets.append(socket)

    def drop(self):
        self.up = False
        for socket in self._sockets:
            socket.close(code=1001)
        self._sockets.clear()


def pasted(page, app_url, text, *, day=None, guide=None):
    says = guide.says if guide else str
    page.goto(app_url)
    panel(page, says("Your own story"))
    page.get_by_label(says("The report’s text")).fill(text)
    if day:
        entry = page.locator(".st-key-report-published input")
        entry.fill(day)
        entry.press("Tab")
    zone = page.get_by_role("textbox", name=says("Time zone of the place it is told from"))
    zone.fill("Colombo")
    press(page, page.get_by_role("button", name=says("Read it")))
    page.get_by_role("region", name="The report and what is proposed of it").wait_for()
    return page.get_by_role("region", name="The report and what is proposed of it")


def progress(review, looked, of):
    expect(review.get_by_role("status")).to_have_text(f"{looked} of {of} looked at")


def numbers(review):
    told = re.fullmatch(r"(\d+) of (\d+) looked at", review.get_by_role("status").inner_text())
    return int(told[1]), int(told[2])


def confirm(page, review, *, cards=1000):
    """Go through what is open, as the page says: choose the first, drop what is none, accept."""
    looked, of = numbers(review)
    for _ in range(cards):
        if looked == of:
            break
        card = review.locator("li[aria-current]")
        words = card.locator(".head q").inner_text()
        several = card.get_by_role("radio").count() > 1
        dropped = words in ("the harbour", "the airport")
        page.keyboard.press("x" if dropped else "1" if several else "Enter")
        expect(review.get_by_role("status")).not_to_have_text(f"{looked} of {of} looked at")
        looked, of = numbers(review)
    return of


def on_map(page, title):
    page.locator(".st-key-slot").scroll_into_view_if_needed()
    page.locator(f'iframe[title="{title}"]').wait_for()
    expect(page.locator("iframe")).to_have_count(1)
    return page.frame_locator("iframe")


@pytest.mark.noisy("WebSocket|disconnected from server|server is not responding")
def test_from_a_pasted_report_to_a_link_and_a_picture(page, open_page, app_url):
    guide, connection = Guide(), Connection(page)
    text = guide.report()
    title = text.partition("\n")[0]
    review = pasted(page, app_url, text, guide=guide)
    expect(page.locator(".st-key-report-nothing")).to_be_visible()
    expect(page.locator(".st-key-slot")).to_be_hidden()
    sure = guide.says("Accept all with one candidate and a reported date")
    review.get_by_role("button", name=sure).click()
    at_ease(page)
    connection.drop()  # decisions are the browser's, and reach the server when it can be reached
    confirm(page, review, cards=1)  # one alone: a browser tries again ever more seldom
    assert connection.begun == 1
    connection.up = True
    of = confirm(page, review)
    assert guide.says(f"{of} of {of} looked at")
    shown = on_map(page, title)
    shown.locator("#title", has_text=title).wait_for()
    assert connection.begun == 2
    progress(review, of, of)
    at_ease(page)

    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()  # the browser has the decisions
    page.get_by_role("button", name="Open it again").click()
    progress(page.get_by_role("region", name="The report and what"), of, of)
    on_map(page, title)
    with page.expect_download() as home:
        press(page, page.get_by_role("button", name=guide.says("Take it home")))
    assert home.value.suggested_filename.endswith(".report.json")
    assert '"decisions"' in home.value.path().read_text(encoding="utf-8")

    panel(page, guide.says("Share"))
    assert guide.says("A link that holds your story")
    link = page.locator(".st-key-share-link code").inner_text()
    assert "#story=" in link

    phone = open_page()
    phone.goto(link)
    on_map(phone, title).locator("#title", has_text=title).wait_for()
    expect(phone.locator(".st-key-notices")).to_contain_text("has not checked it")
    at_ease(phone)
    assert phone.url.endswith(link.partition("#")[2]), "a reload has to show it again"
    expect(phone.locator(".st-key-kept").get_by_role("button")).to_have_count(0)

    panel(page, guide.says("Picture"))
    expect(page.locator(".st-key-picture-preview img")).to_be_visible()


def test_a_hostile_report_is_text_and_nothing_else(page, app_url):
    told = f"{EVIL} fled from Colombo to Beruwala on Saturday, {EVIL} said."
    hostile = f"A {EVIL} flees\n\nA banker has left, officials said.\n\n{told}\n"
    review = pasted(page, app_url, hostile, day="2025-03-14")
    expect(review.locator("p[data-part=body]").nth(1)).to_contain_text(EVIL)
    review.get_by_role("button", name="Accept all with one").click()
    confirm(page, review)
    at_ease(page)
    assert review.locator("img, script").count() == 0
    assert page.locator(".stApp img[src=x]").count() == 0
    assert page.title() != "run"


@pytest.mark.parametrize(("width", "height"), [(390, 844)])
def test_on_a_telephone_the_card_is_a_sheet_below_the_text(open_page, app_url, width, height):
    page = open_page(width=width, height=height, has_touch=True)
    review = pasted(page, app_url, Guide().report())
    at_ease(page)
    text, card = review.locator(".text"), review.locator("li[aria-current]")
    accept = card.get_by_role("button", name="Accept", exact=True)
    expect(accept).to_be_in_viewport(ratio=1)
    expect(review.locator("ol > li:visible")).to_have_count(1)
    above, below = text.bounding_box(), card.bounding_box()
    assert above["y"] + above["height"] <= below["y"] + 1
    assert accept.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == width
    accept.tap()
    expect(review.get_by_role("status")).to_contain_text("1 of")
