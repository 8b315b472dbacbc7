"""Many marks: made-up stories of up to 100,000 events, and what they cost to load and move."""

import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Browser, Frame

from bench.bar import Figure, median
from bench.browser import UNCAPPED, launched, opened
from bench.others import Others
from bench.slider import drawn, steps_of
from geo.model import Event, Place, Story
from geo.story import read_story
from layers.scene import build_scene
from layers.webmap import build_document

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
DAYS, MINUTE = 300, timedelta(minutes=1)
SHARE = 0.1  # of the events that are under way at a moment
BOX = (20.0, 40.0, 40.0, 52.0)  # where the points lie: west, south, east, north
FILE_MOST = 10_000  # events that a story's file may have; beyond, a story is made without one
POINTS, TRAVELLERS = (100, 1_000, 10_000, 100_000), (10, 100, 1_000)
LIMITS = {10_000: 10.0, 100_000: 16.0}  # ms a step
CLAIM = {"source": "paper", "paragraphs": [1], "told_by": "a witness", "named": False}

# Moves the map by a hand's pace and zooms it, each time till it is painted; the times, ms.
MOVES = """async (rounds) => {
  const { map, afterPaint } = ER.document, times = [];
  const painted = () => new Promise((done) => { afterPaint(() => done(performance.now())); });
  const timed = async (move) => {
    const begin = performance.now();
    move();
    times.push(await painted() - begin);
  };
  await painted();
  for (let i = 0; i < rounds; i++) {
    for (let k = 0; k < 10; k++) {
      await timed(() => map.panBy([i % 2 ? -17 : 17, k % 2 ? -9 : 9], { animate: false }));
    }
    await timed(() => map.setZoom(map.getZoom() + (i % 2 ? -0.5 : 0.5), { animate: false }));
  }
  return times;
}"""
# Asks so many times what lies at a point about the middle of the map; ms each.
FINDS = """(count) => {
  const { map, marks } = ER.document, times = [];
  for (let i = 0; i < count; i++) {
    const begin = performance.now();
    marks.at(map.getSize().divideBy(2).add([i % 40, i % 30]));
    times.push(performance.now() - begin);
  }
  return times;
}"""


def measure(others: Others) -> list[Figure]:
    figures = _loading()
    with tempfile.TemporaryDirectory() as folder, launched(others, *UNCAPPED) as browser:
        path = Path(folder) / "many.html"
        for points in POINTS:
            write(made(points), path)
            figures += _drawing(browser, path, f"{points:,} points", limit=LIMITS.get(points))
        for travellers in TRAVELLERS:
            write(made(100, travellers=travellers), path)
            figures += _drawing(browser, path, f"{travellers:,} travellers")
    return figures


def write(story: Story, path: Path) -> None:
    path.write_text(build_document(build_scene(story)), encoding="utf-8")


def _loading() -> list[Figure]:
    figures = []
    for events in (100, 1_000, 10_000):
        text = text_of(events)
        begin = time.perf_counter()
        story = read_story(text)
        read = time.perf_counter()
        scene = build_scene(story)
        built = time.perf_counter()
        html = build_document(scene)
        done = time.perf_counter()
        name = f"{events:,} events"
        figures += [
            Figure(f"{name} read and checked", read - begin, "s"),
            Figure(f"{name} made a scene", built - read, "s"),
            Figure(f"{name} made a document", done - built, "s"),
            Figure(f"{name} in all", done - begin, "s", 5 if events == FILE_MOST else None),
            Figure(f"{name}, size of the document", len(html.encode()) / 1000, "KB"),
        ]
    return figures


def _drawing(
    browser: Browser, path: Path, name: str, *, limit: float | None = None
) -> list[Figure]:
    with opened(browser) as page:
        begin = time.perf_counter()
        page.goto(path.as_uri())
        frame = drawn(page)
        opening = time.perf_counter() - begin
        figures = steps_of(frame, f"{name}, step to painted frame", limit=limit)
        figures.append(Figure(f"{name}, opened", opening, "s"))
        return figures + _moves(frame, name)


def _moves(frame: Frame, name: str) -> list[Figure]:
    frame.evaluate(MOVES, 2)  # warms up
    times = frame.evaluate(MOVES, 6)
    finds = frame.evaluate(FINDS, 200)
    return [
        Figure(f"{name}, panned or zoomed, median", median(times), "ms"),
        Figure(f"{name}, panned or zoomed, worst", max(times), "ms", 50),
        Figure(f"{name}, found under the pointer, worst", max(finds), "ms"),
    ]


# ----------------------------------------------------------------------------- made-up stories


def made(points: int, *, travellers: int = 0) -> Story:
    """A story of so many events, each at a point of its own, and so many on their way all the time.

    Beyond what a file may hold the events are made without one, from a first that was read.
    """
    if points <= FILE_MOST:
        return read_story(text_of(points, travellers=travellers))
    story = read_story(text_of(1, travellers=travellers))
    place, event = story.places[0], story.events[0]
    places, events = [], []
    for row in _rows(points):
        places.append(_place(place, row))
        events.append(_event(event, row))
    whole = story.model_copy(update={"places": tuple(places)})
    return whole.with_times(legs=story.legs, events=tuple(events))


def _rows(points: int) -> Iterator[dict[str, Any]]:
    random, (west, south, east, north) = Random(points), BOX
    lasts = timedelta(days=DAYS) * SHARE
    for i in range(points):
        start = BEGIN + timedelta(minutes=random.randrange(DAYS * 1440))
        yield {
            "i": i,
            "lon": round(random.uniform(west, east), 4),
            "lat": round(random.uniform(south, north), 4),
            "start": start,
            "end": start + timedelta(minutes=round(lasts / MINUTE * random.uniform(0.5, 1.5))),
        }


def _place(first: Place, row: dict[str, Any]) -> Place:
    name = {"id": f"x{row['i']}", "name": f"Place {row['i']}"}
    return first.model_copy(update={**name, "lon": row["lon"], "lat": row["lat"]})


def _event(first: Event, row: dict[str, Any]) -> Event:
    i = row["i"]
    named = {"id": f"e{i}", "headline": f"Something happens, {i}", "place": f"x{i}"}
    start = type(first.start)(row["start"], row["start"], "x")
    end = type(first.end)(row["end"], row["end"], "x")
    return first.model_copy(update={**named, "start": start, "end": end})


def text_of(points: int, *, travellers: int = 0) -> str:
    """The file of such a story: YAML with a row a line."""
    rows = list(_rows(points))
    people = [{"id": f"p{k}", "name": f"Person {k}", "group": "g"} for k in range(travellers or 1)]
    cities = [_point(f"c{k}", *at) for k, at in enumerate(_corners(travellers))]
    last = BEGIN + timedelta(days=DAYS)
    lists = {
        "sources": [
            {
                "id": "paper",
                "title": "A report",
                "publisher": "The Paper",
                "published": "2025-01-01",
                "paragraphs": 9,
            }
        ],
        "groups": [{"id": "g", "name": "Everybody"}],
        "people": people,
        "places": [_point(f"x{row['i']}", row["lon"], row["lat"]) for row in rows] + cities,
        "legs": [
            {
                "id": f"l{k}",
                "headline": f"Person {k} goes",
                "people": [f"p{k}"],
                "from": f"c{2 * k}",
                "to": f"c{2 * k + 1}",
                "mode": "foot",
                "departure": f"{_stamp(BEGIN)}/{_stamp(BEGIN + timedelta(days=60))}",
                "arrival": f"{_stamp(last - timedelta(days=60))}/{_stamp(last)}",
                "claims": [CLAIM],
            }
            for k in range(travellers)
        ],
        "events": [
            {
                "id": f"e{row['i']}",
                "headline": f"Something happens, {row['i']}",
                "people": ["p0"],
                "place": f"x{row['i']}",
                "start": _stamp(row["start"]),
                "end": _stamp(row["end"]),
                "claims": [CLAIM],
            }
            for row in rows
        ],
    }
    head = "format: 1\nid: many\ntitle: Made up\ntime_zone: UTC\n"
    return head + "".join(
        f"{name}:\n" + "".join(f"  - {json.dumps(row)}\n" for row in many)
        for name, many in lists.items()
        if many
    )


def _corners(travellers: int) -> Iterator[tuple[float, float]]:
    random, (west, south, east, north) = Random(travellers), BOX
    for _ in range(2 * travellers):
        yield round(random.uniform(west, east), 4), round(random.uniform(south, north), 4)


def _point(name: str, lon: float, lat: float) -> dict[str, Any]:
    words = {"id": name, "name": f"Place {name[1:]}", "coordinates_from": "made up"}
    return {**words, "lon": lon, "lat": lat, "precision_km": 1}


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}Z"
