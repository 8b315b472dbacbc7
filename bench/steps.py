"""A step of the slider to its painted frame, here and in folium's own plugins, on the same data."""

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from bench import packages, peers, synthetic
from bench.bar import BenchError, Figure, median, p95
from bench.browser import SIZE, UNCAPPED, launched
from bench.building import TooSlowError, build
from bench.others import OtherLoad
from bench.peers import OURS
from bench.synthetic import Point, Traveller

POINTS = (100, 1_000, 10_000, 100_000)
MOVING = (10, 100, 1_000)
LIMITS = {10_000: 10.0, 100_000: 16.0}  # ms, p95 of our own
BARRED = 10_000  # points with which the peers have to be so many times slower
LOADING = 45.0  # seconds that a page may take until it can be stepped
BUDGET = {"no frame cap": 8.0, "60 Hz": 3.0}  # seconds of stepping
ROUNDS = 5  # through all moments, if the budget is enough
WARMING = 1.0  # seconds of stepping before that
FEWEST = 5  # steps, or there is no figure
FAR = 100.0  # ms a step from which on a frame cap of 16.7 ms makes no difference
SCRIPT = (Path(__file__).parent / "steps.js").read_text(encoding="utf-8")
READY = """(tool) => {
  if (tool === 'Escape Routes') return typeof ER === 'object' && Boolean(ER.document);
  return document.readyState === 'complete' && Boolean(toolOf(tool).map);
}"""
START = """(asked) => {
  globalThis.result = null;
  stepThrough(asked).then(
    (result) => { globalThis.result = result; },
    (fault) => { globalThis.result = { fault: `${fault}` }; });
}"""
# A tooltip that shows, by the sign of each tool.
TOOLTIP = ".leaflet-tooltip, #tip:not([hidden])"

Pages = dict[str, Path | str]  # a page's file by its tool, or why there is none


def measure(other_load: OtherLoad) -> list[Figure]:
    """Measure in ms how long a step in time takes in maps of several tools and sizes."""
    packages.fetch()
    uncapped, capped = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs = [(f"{n:,} points", synthetic.points(n), [], peers.POINT_PEERS) for n in POINTS]
        jobs += [(f"{n:,} travellers", [], synthetic.travellers(n), peers.MOVING_PEERS)
                 for n in MOVING]  # fmt: skip
        pages = {
            size: written(other_load, folder, marks, moving, tools)
            for size, marks, moving, tools in jobs
        }
        far: set[tuple[str, str]] = set()
        for cap, flags in (("no frame cap", UNCAPPED), ("60 Hz", ())):
            with launched(other_load, *flags) as browser:
                for size, marks, moving, tools in jobs:
                    for tool in (OURS, *tools):
                        if (size, tool) in far:
                            continue
                        made = pages[size][tool]
                        try:
                            times = stepped(browser, made, tool, marks or moving, cap=cap)
                        except BenchError as fault:  # a tool that fails has no figure
                            times = f"not measured: {fault}"
                        rows = figures(times, f"{size}, {cap}", tool, len(marks))
                        (uncapped if flags else capped).extend(rows)
                        if isinstance(times, str) or median(times) > FAR:
                            far.add((size, tool))
    return [*uncapped, *capped, *ahead(uncapped)]


def ahead(figures: list[Figure]) -> list[Figure]:
    """How many times faster than the best peer, and than TimestampedGeoJson at its best."""
    values = {(figure.name, figure.tool): figure.value for figure in figures}
    out = []
    for number in POINTS:
        name = f"{number:,} points, no frame cap, p95"
        if not (own := values.get((name, OURS))):
            continue
        barred = number == BARRED
        for who, least, tools in (
            ("the best peer", 2.0, peers.POINT_PEERS),
            (peers.STAMPED, 5.0, peers.POINT_PEERS[:2]),
        ):
            measured = [value for tool in tools if (value := values.get((name, tool)))]
            if measured:
                wanted = least if barred else None
                out.append(
                    Figure(f"{name}: times ahead of {who}", min(measured) / own, "x", least=wanted)
                )
    return out


def written(
    other_load: OtherLoad,
    folder: Path,
    marks: list[Point],
    moving: list[Traveller],
    tools: Sequence[str],
) -> Pages:
    """Write each tool's page with these marks; gives its file, or a text that says why not."""
    number = f"{len(marks)}-{len(moving)}"
    out: Pages = {}
    for i, tool in enumerate((OURS, *tools)):
        file = folder / f"{number}-{i}.html"
        try:
            if tool == OURS:
                build(other_load, len(marks), len(moving), file, within=LOADING)
            else:
                file.write_text(peers.page(tool, marks, moving), encoding="utf-8")
            out[tool] = file
        except TooSlowError as slow:
            out[tool] = str(slow)
    return out


def stepped(
    browser: Browser,
    file: Path | str,
    tool: str,
    marks: Sequence[Point | Traveller],
    *,
    cap: str,
) -> list[float] | str:
    """Give the times of the steps in ms, or a sentence that says why there are none.

    Raises BenchError where the page asks for a file that the bench does not have.
    """
    if isinstance(file, str):
        return file
    context = browser.new_context(viewport=SIZE)
    try:
        refused = packages.serve(context)
        page = context.new_page()
        page.set_default_timeout(LOADING * 1000)
        name = tool.partition(" (")[0]
        try:
            page.goto(file.as_uri(), wait_until="commit")
            page.wait_for_load_state("load")
            if refused:
                raise BenchError(f"{tool} asked for {refused[0]}, which is no part of the bench")
            page.evaluate(SCRIPT)
            page.wait_for_function(READY, arg=name, polling=100)
        except PlaywrightTimeoutError:
            return f"not drawn in {LOADING:.0f} s"
        return run(page, tool, marks, budget=BUDGET[cap])
    finally:
        context.close()


def run(
    page: Page, tool: str, marks: Sequence[Point | Traveller], *, budget: float
) -> list[float] | str:
    """Give the times of the steps in ms, or a text that says why there are too few."""
    name = tool.partition(" (")[0]
    asked = question(name, budget)
    # A step more may be under way when the warming ends, and when the budget does.
    patience = (2 * LOADING + budget) * 1000
    page.set_default_timeout(patience)
    try:
        result = bounded(page, asked, patience)
    except PlaywrightTimeoutError:
        return f"no step done in {2 * LOADING + budget:.0f} s"
    agree(tool, marks, result["seen"])
    if len(result["times"]) < FEWEST:
        return f"did not finish {FEWEST} steps in {budget:.0f} s"
    if isinstance(marks[0], Point):
        hovered(page, tool, name)
    return list(result["times"])


def question(name: str, budget: float) -> dict[str, Any]:
    """Give the question to the script: which tool, and for how long."""
    return {
        "tool": name,
        "moments": synthetic.moments(),
        "budget": budget * 1000,
        "rounds": ROUNDS,
        "warming": WARMING * 1000,
        "everywhere": [[synthetic.SOUTH, synthetic.WEST], [synthetic.NORTH, synthetic.EAST]],
    }


def bounded(page: Page, asked: dict[str, Any], patience: float) -> dict[str, Any]:
    """Run the script with a limit of `patience` ms, which Playwright's evaluate does not have.

    Raises BenchError where the script fails.
    """
    page.evaluate(START, asked)
    page.wait_for_function("() => globalThis.result", polling=200, timeout=patience)
    result: dict[str, Any] = page.evaluate("() => globalThis.result")
    if "fault" in result:
        raise BenchError(f"{asked['tool']} failed: {result['fault']}")
    return result


def agree(tool: str, marks: Sequence[Point | Traveller], seen: Sequence[Sequence[int]]) -> None:
    """Check that at each step a tool shows exactly the marks of its moment; else BenchError."""
    there = synthetic.counted(marks)
    for at, shown in seen:
        if shown != (wanted := there(at)):
            raise BenchError(f"{tool} shows {shown} marks at {at}, and there are {wanted}")
    if any(before == after for (before, _), (after, _) in pairwise(seen)):
        raise BenchError(f"{tool} stood still at a step")


def hovered(page: Page, tool: str, name: str) -> None:
    """Check that a mark shows its name under the mouse; else BenchError."""
    at = page.evaluate("(tool) => someoneAt(tool)", name)
    if not at:
        raise BenchError(f"{tool} shows nothing that could be pointed at")
    page.mouse.move(at[0] - 30, at[1] - 30)
    page.wait_for_timeout(100)  # Leaflet's canvas looks at most every 32 ms
    page.mouse.move(*at)
    try:
        page.wait_for_selector(TOOLTIP, timeout=10_000)
    except PlaywrightError:
        raise BenchError(f"{tool} shows no tooltip at {at}") from None


def figures(times: list[float] | str, name: str, tool: str, points: int) -> list[Figure]:
    """Give the figures of a tool's steps, with this app's limits; a text says why none."""
    if isinstance(times, str):
        return [Figure(f"{name}, {what}", None, "ms", tool=tool, note=times)
                for what in ("median", "p95")]  # fmt: skip
    limit = LIMITS.get(points) if tool == OURS and "no frame cap" in name else None
    return [
        Figure(f"{name}, median", median(times), "ms", tool=tool),
        Figure(f"{name}, p95", p95(times), "ms", limit, tool=tool),
    ]
