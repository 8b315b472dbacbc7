"""From a step of the slider to the painted map, where each step goes to the server and back."""

from playwright.sync_api import Browser, Page

from bench import packages, slider, steps, synthetic
from bench.bar import BenchError, Figure, median, p95
from bench.browser import PATIENCE, SIZE, UNCAPPED, launched
from bench.others import OtherLoad
from bench.peers import OURS
from bench.served_pages import APPS, FIRST_DAY, NUMBER, App, prepared, serving, shown, until_painted
from bench.server import Server

ROUNDS = 25
BUDGET = 5.0  # seconds of our own steps
HELD = 1500  # ms that the pointer rests while it is still held
INPUT = '[data-testid="stSlider"] input[type="range"]'
THUMB = '[data-testid="stSliderThumbValue"]'
AHEAD = 20.0  # times that our own step has to be faster
FOLLOWS = "the map follows while the slider is held"
NAME = f"input to painted map, {NUMBER:,} points, a tenth shown"


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure in ms how long a step of the slider takes until the map shows it, in several apps."""
    packages.fetch()
    figures, ahead = [], []
    for cap, flags in (("no frame cap", UNCAPPED), ("60 Hz", ())):
        middle = {}
        for app in APPS:
            with serving(other_load, app) as server, launched(other_load, *flags) as browser:
                times, live = (ours if app.name == OURS else theirs)(browser, app, server)
            middle[app.name] = median(times)
            figures += [
                Figure(f"{NAME}, {cap}, median", middle[app.name], "ms", tool=app.name),
                Figure(f"{NAME}, {cap}, p95", p95(times), "ms", tool=app.name),
            ]
            if flags:
                figures.append(Figure(FOLLOWS, live, "", tool=app.name))
        times_ahead = min(middle[app.name] for app in APPS[1:]) / middle[OURS]
        ahead.append(
            Figure(f"times ahead of the faster one, {cap}, medians", times_ahead, "x", least=AHEAD)
        )
    return [*figures, *ahead]


def ours(browser: Browser, app: App, server: Server) -> tuple[list[float], int]:
    """Step through this app's document; gives times in ms, and 1, as the map follows the slider."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE)
    page = prepared(context)
    page.goto(server.url, wait_until="commit")
    until_painted(page, app, server)
    frame = slider.drawn(page)
    page.wait_for_timeout(2000)  # what the page still loads
    frame.evaluate(steps.SCRIPT)
    result = frame.evaluate("stepThrough", steps.question(OURS, BUDGET))
    steps.agree(app.name, synthetic.points(NUMBER), result["seen"])
    context.close()
    return result["times"], 1  # each step was counted before the pointer was let go


def theirs(browser: Browser, app: App, server: Server) -> tuple[list[float], int]:
    """Step through an app with folium; gives times in ms, and 1 if the map follows the slider."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE)
    packages.serve(context)
    page = prepared(context)
    page.goto(server.url, wait_until="commit")
    until_painted(page, app, server)
    page.wait_for_timeout(2000)
    page.locator(INPUT).focus()
    times = []
    for day in range(FIRST_DAY + 1, FIRST_DAY + 1 + ROUNDS):
        number = shown(day)
        page.evaluate("([day, number]) => watchFor(day, number, true)", [day, number])
        page.keyboard.press("ArrowRight")
        times.append(
            float(page.wait_for_function("() => globalThis.took", polling=20).json_value())
        )
    live = follows(page)
    context.close()
    return times, live


def follows(page: Page) -> int:
    """Tell whether the map shows another step while the pointer holds the slider: 1 or 0.

    Raises BenchError where the page has no slider.
    """
    value = page.locator(INPUT)
    box, before = page.locator(THUMB).locator("..").bounding_box(), value.input_value()
    if not box:
        raise BenchError("The slider has no place on the page")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(20):
        page.mouse.move(x - 10 * (i + 1), y)
    page.wait_for_timeout(HELD)
    day = value.input_value()
    seen = page.evaluate("(day) => marksOf(day)", day)
    page.mouse.up()
    if day == before:
        raise BenchError("The slider did not follow the pointer")
    return int(seen > 0)
