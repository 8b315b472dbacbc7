"""Writes the vectors that hold Python and JavaScript together: python -m tests.vectors.make_vectors

Each file is what Python computes. tests/test_vectors.py holds Python to it, tests/scripts/
vectors.test.mjs the scripts of the document. Write them anew only where the rule itself changes,
and read the difference.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from app.editor.report_view import held_name
from articles.documents.report_reading import read_text
from articles.drafting.decision_rows import decisions_of
from articles.drafting.decisions import decided_states, may_be_held
from articles.propose import propose
from articles.values import Proposal
from geo.evidence.known_by import Knowledge
from geo.routes.leg_routes import WGS84, Timing
from geo.story.loading import Story, load_story
from geo.time.instants import Instant, epoch_ms, from_epoch_ms, state
from geo.tracks.gaps import CHOICES_S, chosen_threshold, gap_rows
from geo.world.borders import country_shape
from layers.picture.base_map_shapes import ground_in_view
from layers.picture.polyline import along, length
from layers.scene.roles import places_beside, roles
from layers.scene.scene_builder import LAYERS, build_scene
from layers.scene.visibility import marks_at, signs
from layers.text.clock import Clock
from layers.web.web_payload import scene_rows
from tests.story_maker import AREAS, PLACES, Maker, point

HERE = Path(__file__).parent
STORY = HERE.parent.parent / "stories" / "assad-2024.yaml"
MINUTE = 60_000
MADE_UP = 6
MADE_PEOPLE = ["anna", "ben", "clara"]
MARKS = ("places", "legs", "events")
RULE_READS = (
    *("id", "people", "lon", "lat", "area", "precision_km", "since", "place", "mentions", "ends"),
    *("d0", "d1", "a0", "a1", "s0", "s1", "e0", "e1", "path", "outcome", "level", "questioned"),
    *("open_start", "open_end", "approximate"),
)
MIDNIGHT = 1_733_605_200_000  # 2024-12-08T00:00 in Damascus

ZONES = {
    # zone: moments in UTC, among them the hours round each change of the clocks
    "Asia/Damascus": [
        "2024-12-07T19:30",
        "2024-12-07T23:40",
        "2022-03-24T21:59",
        "2022-03-24T22:00",
    ],
    "Europe/Paris": [
        "2024-03-31T00:59",
        "2024-03-31T01:00",
        "2024-10-27T00:30",
        "2024-10-27T01:30",
    ],
    "America/New_York": [
        "2024-03-10T06:59",
        "2024-03-10T07:00",
        "2024-11-03T05:30",
        "2024-11-03T06:30",
    ],
    "America/St_Johns": ["2024-12-08T00:00", "2024-07-08T12:00"],
    "Asia/Kathmandu": ["2024-12-08T00:00", "1999-12-31T18:15"],
    "Asia/Tokyo": ["1970-01-01T00:00", "2024-02-29T15:00"],
    "Australia/Lord_Howe": ["2024-04-06T14:59", "2024-04-06T15:00", "2024-10-05T15:30"],
    "Pacific/Apia": ["2011-12-30T09:59", "2011-12-30T10:00"],  # a day left out
    "America/Sao_Paulo": ["2018-11-04T02:59", "2018-11-04T03:00"],
    "UTC": ["2024-12-31T23:59:59", "0044-03-15T12:00", "1582-10-10T00:00", "9998-12-31T23:59"],
}


def progress() -> list[dict[str, Any]]:
    """How far along a leg is: d0, d1, a0, a1 and a moment -> least, furthest."""
    rows = []
    chance = random.Random(1)  # the same rows in every run
    # A window's first and last minute, and how many the way takes at least.
    cases = [(0, 60, 60), (0, 360, 14), (0, 60, 0), (0, 0, 0), (10, 30, 20), (0, 60, 59)]
    for _ in range(8):
        w0, w1 = sorted(chance.randrange(1000) for _ in range(2))
        cases.append((w0, w1, chance.randrange(w1 - w0 + 1)))
    for w0, w1, fastest in cases:
        for arrives in (True, False):
            timing = Timing(_moment(w0), _moment(w1), timedelta(minutes=fastest), arrives=arrives)
            d0, d1, a0, a1 = ((at - _moment(0)) // timedelta(minutes=1) for at in timing.corners)
            moments = {d0 - 1, d0, d0 + 1, d1, (d0 + a0) // 2, (d1 + a1) // 2, a0, a1, a1 + 1}
            rows += [
                {
                    "times": [MIDNIGHT + n * MINUTE for n in (d0, d1, a0, a1)],
                    "arrives": arrives,
                    "at": MIDNIGHT + at * MINUTE,
                    "least": timing.least(_moment(at)),
                    "furthest": timing.furthest(_moment(at)),
                }
                for at in sorted(moments)
            ]
    return rows


def states() -> list[dict[str, Any]]:
    """How an event stands: s0, s1, e0, e1 and a moment -> ahead, perhaps, under way, past.

    `approximate` is left out where no time is, as in the page's rows.
    """
    rows = []
    exact, about = (False, False), (True, True)
    for times, first, last in [
        ((0, 60, 0, 60), exact, exact),
        ((30, 30, 30, 30), exact, exact),
        ((0, 60, 90, 120), exact, exact),
        ((0, 90, 60, 120), exact, exact),
        ((30, 30, 60, 90), exact, exact),
        ((30, 30, 30, 30), about, about),
        ((30, 30, 60, 90), about, exact),
        ((30, 30, 90, 90), exact, about),
        ((0, 60, 90, 90), about, about),
    ]:
        s0, s1, e0, e1 = map(_moment, times)
        start, end = Instant(s0, s1, approximate=first), Instant(e0, e1, approximate=last)
        approximate = {"approximate": [first[0], last[1]]} if first[0] or last[1] else {}
        rows += [
            {
                "times": [MIDNIGHT + n * MINUTE for n in times],
                **approximate,
                "at": MIDNIGHT + at * MINUTE,
                "state": state(start, end, _moment(at)),
            }
            for at in sorted({t + n for t in times for n in (-1, 0, 1)})
        ]
    return rows


def marks(story: Story) -> dict[str, Any]:
    """What shows of the shipped story at moments, and which signs; with and without filters."""
    zone, built = story.zone, build_scene(story)
    clock = [
        "2024-11-26T23:59", "2024-11-27T00:00", "2024-11-27T12:00", "2024-11-28T02:29",
        "2024-11-28T10:45", "2024-11-30T12:00", "2024-12-02T12:00", "2024-12-05T06:00",
        "2024-12-07T11:59", "2024-12-07T15:00", "2024-12-07T18:00", "2024-12-07T22:29",
        "2024-12-07T22:30", "2024-12-07T22:31", "2024-12-08T00:00", "2024-12-08T00:06",
        "2024-12-08T00:20",
        "2024-12-08T03:00", "2024-12-08T05:54", "2024-12-08T06:00", "2024-12-08T09:00",
        "2024-12-08T13:45", "2024-12-09T00:00", "2024-12-10T11:30", "2024-12-11T12:00",
        "2024-12-13T00:00", "2024-12-14T00:00", "2024-12-15T00:00",
    ]  # fmt: skip
    filters = [
        {"people": ["maher"], "layers": None},
        {"people": ["ehab", "eyad", "rebels"], "layers": ["legs", "places"]},
        {"people": None, "layers": ["events", "areas"]},
    ]
    rows = []
    for text in clock:
        at = epoch_ms(datetime.fromisoformat(text).replace(tzinfo=zone))
        shown = marks_at(built, at)
        rows.append(
            {
                "clock": text,
                "at": at,
                "shown": [_shown(mark) for mark in shown],
                "signs": sorted(signs(built, shown)),
            }
        )
    filtered = []
    for criteria in filters:
        scene = build_scene(story, people=criteria["people"], layers=criteria["layers"])
        for text in ("2024-11-28T10:45", "2024-12-08T03:00", "2024-12-13T00:00"):
            at = epoch_ms(datetime.fromisoformat(text).replace(tzinfo=zone))
            filtered.append(
                {**criteria, "at": at, "shown": [_shown(mark) for mark in marks_at(scene, at)]}
            )
    return {"layers": list(LAYERS), "moments": rows, "filtered": filtered}


def beside(story: Story) -> list[dict[str, Any]]:
    """What shows beside each subject of the shipped story, with its role."""
    scene, rows = build_scene(story), []
    for event in scene.events:
        legs = roles(scene, marks_at(scene, event.stop), event)
        places = places_beside(scene, legs, event)
        row = {"event": event.id, "at": event.stop}
        rows.append({**row, "legs": sorted(legs.items()), "places": sorted(places.items())})
    return rows


def made_up() -> list[dict[str, Any]]:
    """What shows of made-up scenes: each with the fields that the rule reads, and its moments.

    They have what no one story has: every path, outcome and end, bounds that touch or are one
    moment, events nowhere, circles and countries. The last one has approximate clock times.
    """
    chance = random.Random(11)  # the same scenes in every run
    make, out = Maker(), []
    vague = {**point("suburb", 2.5, 48.7), "precision_km": 60}
    places = [*(point(name, *at) for name, at in PLACES.items()), vague, *AREAS]
    rows_made = [
        (
            [_made_leg(chance) for _ in range(chance.randrange(1, 5))],
            [_made_event(chance) for _ in range(chance.randrange(1, 6))],
        )
        for _ in range(MADE_UP)
    ]
    for made_legs, made_events in [*rows_made, (ABOUT_LEGS, ABOUT_EVENTS)]:
        legs = [make.leg(f"leg-{i}", **fields) for i, fields in enumerate(made_legs)]
        events = [make.event(f"e-{i}", **fields) for i, fields in enumerate(made_events)]
        people = [{"id": who, "name": who.title(), "group": "travellers"} for who in MADE_PEOPLE]
        scene = build_scene(make(legs=legs, events=events, people=people, places=places))
        edges = {at for leg in scene.legs for at in (leg.d0, leg.d1, leg.a0, leg.a1)}
        edges |= {at for event in scene.events for at in (event.s0, event.s1, event.e0, event.e1)}
        moments = []
        for at in sorted({edge + step for edge in edges for step in (-1, 0, 1_800_000)}):
            shown = marks_at(scene, at)
            row = {"at": at, "shown": [_shown(mark) for mark in shown]}
            moments.append({**row, "signs": sorted(signs(scene, shown))})
        rows = {name: [_read_of(mark) for mark in getattr(scene, name)] for name in MARKS}
        out.append({"scene": rows, "moments": moments})
    return out


def areas(story: Story) -> dict[str, Any]:
    """Whether a country is in view: by its ground, not by where its label stands.

    The shipped story's countries in the views of its events; made-up ground with holes and pieces
    across the antimeridian in made-up views, some inside it and some inside a hole. Views are
    west, south, east, north in degrees; rings are lists of positions.
    """
    scene, chance = build_scene(story), random.Random(7)
    codes = sorted({place.area for place in scene.places if place.area})
    views = sorted({event.view for event in scene.events} | {scene.home})
    shipped = [
        {
            "view": list(view),
            "seen": [code for code in codes if _ground_seen(country_shape(code), view)],
        }
        for view in views
    ]
    made = []
    for turn in range(12):
        lon, lat = chance.randrange(-170, 170), chance.randrange(-50, 50)
        shell = _ring(chance, lon, lat, 20)
        ground = shapely.Polygon(shell, [_ring(chance, lon, lat, 5)])
        island = shapely.box(175, -20, 180, -10).union(shapely.box(-180, -20, -176, -12))
        shape = shapely.MultiPolygon([ground, *shapely.get_parts(island)]).buffer(0)
        rows = [(lon - 0.5, lat - 0.5, lon + 0.5, lat + 0.5), (lon - 90, -60, lon + 90, 60)]
        rows += [_near(chance, lon, lat) for _ in range(20)]
        rows += [(177, -15, 183, -13), (181, -19, 183, -17), (-540, -15, -535, -13)]
        made.append(
            {
                "rings": _rings(shape, backwards=turn % 2 == 1),
                "views": [{"view": row, "seen": _ground_seen(shape, row)} for row in rows],
            }
        )
    return {"codes": codes, "shipped": shipped, "made_up": made}


def lines() -> list[dict[str, Any]]:
    """The middle of the longest run of a line that the view cuts: longest by length."""
    chance, rows = random.Random(5), []
    for _ in range(20):
        runs = [
            [
                (round(chance.uniform(0, 800), 1), round(chance.uniform(0, 600), 1))
                for _ in range(chance.randrange(2, 9))
            ]
            for _ in range(chance.randrange(1, 4))
        ]
        runs.append([(10.0 + i, 10.0) for i in range(30)])  # many points, and short
        rows.append({"runs": runs, "middle": along(max(runs, key=length), 0.5)})
    return rows


def words() -> list[dict[str, Any]]:
    """Moments in words, and as the page's address has them, in several zones."""
    rows = []
    for name, moments in ZONES.items():
        clock = _clock(name)
        for text in moments:
            at = datetime.fromisoformat(text).replace(tzinfo=UTC)
            here = at.astimezone(clock.zone)
            seconds = f":{here:%S}" if here.second else ""
            naive = here.replace(tzinfo=None)
            rows.append(
                {
                    "zone": name,
                    "at": epoch_ms(at),
                    "words": clock.moment(at),
                    "offset": clock.offset(at),
                    "iso": f"{here.year:04}-{here:%m-%dT%H:%M}{seconds}",
                    # an hour that the clocks show twice may be read as either
                    "parsed": sorted(
                        {epoch_ms(naive.replace(tzinfo=clock.zone, fold=fold)) for fold in (0, 1)}
                    ),
                }
            )
    return rows


def gaps() -> list[list[str]]:
    """Clock times that never were, by zone, and texts that are no times."""
    return [
        ["Europe/Paris", "2024-03-31T02:30"],
        ["America/New_York", "2024-03-10T02:00"],
        ["Pacific/Apia", "2011-12-30T12:00"],
        ["UTC", "2024-02-30T12:00"],
        ["UTC", "2024-12-08T24:00"],
        ["UTC", "2024-12-08T12:60"],
        ["UTC", "2024-13-08T12:00"],
        ["UTC", "2024-12-08"],
        ["UTC", "2024-12-08T12:00Z"],
        ["UTC", " 2024-12-08T12:00"],
        ["UTC", "soon"],
        ["UTC", ""],
    ]


def known() -> dict[str, Any]:
    """What is known at each step of a made-up story: the page's rows, and Python's scenes.

    Its claims have times of their own, versions, withdrawals and corrections; its rows name others
    that become known later.
    """

    def claim(source: str, **fields: Any) -> dict[str, Any]:
        teller = {"source": source, "paragraphs": [1], "told_by": f"a guard ({source})"}
        return {**teller, "named": False, "origin": source, **fields}

    make = Maker()
    source = {"title": "A report", "paragraphs": 4}
    legs = [
        make.leg("drive", window="2024-05-02", claims=[claim("daily")]),
        make.leg(
            "flight",
            **{"from": "lyon", "to": "gdansk", "after": ["drive"]},
            claims=[claim("weekly", version="second"), claim("yearbook", stance="denies")],
        ),
    ]
    events = [
        make.event("sets-out", start="2024-05-02", place="paris", text="All of it.",
                   claims=[claim("daily"), claim("weekly"), claim("yearbook", context=True)]),
        make.event("drives", leg="drive", claims=[claim("yearbook"), claim("daily")]),
        make.event("lands", leg="flight", mentions=["paris", "gdansk"], claims=[
            claim("weekly"), claim("daily", published="2024-05-06T09:00Z/2024-05-06T12:00Z")]),
        make.event("denied", after=["lands"], before=["returns"], claims=[
            claim("yearbook", withdrawn="2024-08-01"),
            claim("weekly", stance="denies", corrected="2024-06")]),
        make.event("returns", start="2024-05-08", place="paris",
                   support={"figure": 2, "reason": "Seen."},
                   claims=[claim("daily", withdrawn="2024-06-20"), claim("yearbook")]),
    ]  # fmt: skip
    story = make(
        legs=legs,
        events=events,
        sources=[
            {**source, "id": "daily", "publisher": "The Daily", "published": "2024-05-09"},
            {
                **source,
                "id": "weekly",
                "publisher": "The Weekly",
                "published": "2024-05-12",
                "versions": [{"id": "second", "published": "2024-05-19"}],
            },
            {**source, "id": "yearbook", "publisher": "The Yearbook", "published": "2024"},
        ],
    )
    steps = []
    latest = build_scene(story)
    for number in range(len(Knowledge(story).steps)):
        scene = build_scene(story, known_by=number)
        rows = {
            "events": [
                (
                    *(mark.id, mark.figure, mark.level, mark.questioned, mark.group, mark.leg),
                    *(mark.text, mark.support_reason, mark.time.said, mark.subject.label),
                    mark.first.said if mark.first else None,
                    [(claim.source, bool(claim.ended.text)) for claim in mark.claims],
                )
                for mark in scene.events
            ],
            "legs": [(mark.id, mark.questioned) for mark in scene.legs],
            "places": [(mark.id, mark.since, mark.rank) for mark in scene.places],
        }
        steps.append({"said": scene.as_known, **rows})
    compared = []
    for pair in (["daily", "weekly"], ["daily", "yearbook"], ["weekly", "yearbook"]):
        scene = build_scene(story, compare=pair)
        compared.append(
            {
                "pair": pair,
                **{
                    name: [(mark.id, mark.colour, mark.questioned) for mark in marks]
                    for name, marks in (("legs", scene.legs), ("events", scene.events))
                },
                "claims": [[claim.source for claim in mark.claims] for mark in scene.events],
                "places": [mark.id for mark in scene.places],
            }
        )
    return {"rows": scene_rows(latest), "steps": steps, "compared": compared}


def scales(story: Story) -> dict[str, Any]:
    """The span and the stops of the shipped story, for the timeline's two scales."""
    scene = build_scene(story)
    return {"span": list(scene.span), "stops": [event.stop for event in scene.events]}


def discs() -> list[dict[str, Any]]:
    """The edge of all that lies within some metres of a point, and which poles it holds."""
    rows = []
    for lon, lat, metres in [
        (36.5, 33.4, 500_000),
        (0.0, 0.0, 1.0),
        (179.5, -17.0, 300_000),
        (20.0, 84.0, 2_000_000),
        (-70.0, -89.99, 5_000),
        (10.0, -60.0, 12_000_000),
        (-120.0, 45.0, 17_500_000),
    ]:
        north, south = (WGS84.inv(lon, lat, lon, pole)[2] <= metres for pole in (90.0, -90.0))
        edge = [WGS84.fwd(lon, lat, azimuth, metres)[:2] for azimuth in range(0, 360, 45)]
        points = [[round(x, 6), round(y, 6)] for x, y in edge]
        rows.append({"at": [lon, lat], "metres": metres, "north": north, "south": south,
                     "edge": points})  # fmt: skip
    return rows


def thresholds() -> list[dict[str, Any]]:
    """Rows with which a run begins, for each threshold that a reader may choose."""
    uneven = [1, 60, 61, 300, 301, 20, 900.1, 3600, 3600.1, 0, 0]
    rows = []
    for steps, own, concealed in [
        (uneven, 20, False),
        (uneven, 900, True),
        ([5] * 30, 60, False),
        ([], 60, False),
        ([7200], 300, True),
    ]:
        time = np.cumsum([0, *(round(step * 1000) for step in steps)])
        for chosen in (None, *CHOICES_S):
            after = chosen_threshold(own, chosen, concealed=concealed)
            starts = (gap_rows(time, longer_than_s=after) + 1).tolist()
            rows.append({"own": own, "concealed": concealed, "chosen": chosen, "after": after,
                         "time": time.tolist(), "starts": starts})  # fmt: skip
    return rows


def vectors() -> dict[str, Any]:
    """Give every file's content by its name."""
    story = load_story(STORY)
    return {
        "progress.json": progress(),
        "states.json": states(),
        "marks.json": marks(story),
        "beside.json": beside(story),
        "made_up.json": made_up(),
        "areas.json": areas(story),
        "lines.json": lines(),
        "known.json": known(),
        "words.json": {"moments": words(), "none": gaps()},
        "scales.json": scales(story),
        "discs.json": discs(),
        "thresholds.json": thresholds(),
        "held.json": held(),
    }


def _made_leg(chance: random.Random) -> dict[str, Any]:
    first, last = sorted(chance.sample(range(1, 28), 2))
    bounds = chance.choice(
        [
            {"window": f"2024-05-{first:02}/2024-05-{last:02}"},
            {"departure": f"2024-05-{first:02}", "arrival": f"2024-05-{last:02}"},
            {"departure": f"2024-05-{first:02}T12:00Z", "arrival": f"2024-05-{last:02}T12:00Z"},
        ]
    )
    return {
        **bounds,
        "from": "paris",
        "to": chance.choice(["lyon", "gdansk", "italy", "russia"]),
        "mode": "car",
        "path": chance.choice(["reported", "inferred", "concealed"]),
        "outcome": chance.choice(["arrived", "arrived", "stopped", "intended", "refused"]),
        "unreported_ends": chance.choice([[], [], ["from"], ["to"], ["from", "to"]]),
        "people": chance.sample(MADE_PEOPLE, chance.randrange(1, 3)),
        "support": {"figure": chance.choice([1, 2, 3, 6]), "reason": "Made up."},
    }


def _made_event(chance: random.Random) -> dict[str, Any]:
    first, last = sorted(chance.sample(range(1, 28), 2))
    return {
        **chance.choice(
            [
                {"start": f"2024-05-{first:02}"},
                {"start": f"2024-05-{first:02}T12:00Z"},
                {"start": f"2024-05-{first:02}/2024-05-{last:02}"},
                {"start": f"2024-05-{first:02}", "end": f"2024-05-{last:02}T06:00Z"},
            ]
        ),
        **chance.choice([{}, {"place": "gdansk"}, {"place": "italy"}, {"place": "suburb"}]),
        "people": chance.sample(MADE_PEOPLE, chance.randrange(1, 3)),
        "support": {"figure": chance.choice([2, 3, 6]), "reason": "Made up."},
    }


_DRIVE = {"from": "paris", "to": "gdansk", "mode": "car", "people": ["anna"]}
ABOUT_LEGS: list[dict[str, Any]] = [
    {**_DRIVE, "departure": "2024-05-02T06:00Z~", "arrival": "2024-05-03T18:00Z"},
    {**_DRIVE, "departure": "2024-05-02T06:00Z", "arrival": "2024-05-03T18:00Z%"},
    {**_DRIVE, "window": "2024-05-02T06:00Z~/2024-05-03T18:00Z", "outcome": "stopped"},
]
ABOUT_EVENTS: list[dict[str, Any]] = [
    {"start": "2024-05-04T12:00Z~", "place": "gdansk", "people": ["ben"]},
    {"start": "2024-05-04T12:00Z~", "end": "2024-05-04T15:00Z", "people": ["ben"]},
    {"start": "2024-05-04T12:00Z", "end": "2024-05-04T15:00Z~", "people": ["ben"]},
    {"start": "2024-05-04~", "place": "gdansk", "people": ["clara"]},
]


def _ground_seen(shape: Any, view: tuple[float, ...]) -> bool:
    return ground_in_view(shape, shapely.box(*view))


def _ring(chance: random.Random, lon: float, lat: float, size: float) -> list[tuple[float, float]]:
    """A ragged ring round a point, its corners a half to the whole of `size` degrees away."""
    far = [size * chance.uniform(0.5, 1) for _ in range(12)]
    turns = [2 * math.pi * i / len(far) for i in range(len(far))]
    return [
        (round(lon + by * math.cos(turn), 1), round(lat + by * math.sin(turn), 1))
        for by, turn in zip(far, turns, strict=True)
    ]


def _near(chance: random.Random, lon: float, lat: float) -> tuple[float, ...]:
    west, south = lon + chance.randrange(-21, 21), lat + chance.randrange(-21, 21)
    return west, south, west + chance.randrange(1, 6), south + chance.randrange(1, 5)


def _rings(shape: Any, *, backwards: bool) -> list[list[list[float]]]:
    """The rings of a shape; which way round they run is no matter."""
    step = -1 if backwards else 1
    return [
        [list(position) for position in ring.coords][::step]
        for part in shapely.get_parts(shape)
        for ring in (part.exterior, *part.interiors)
    ]


def _read_of(mark: Any) -> dict[str, Any]:
    """The fields of a mark that the rule reads; `approximate` only where it is, as in the page."""
    read = {name: getattr(mark, name) for name in RULE_READS if hasattr(mark, name)}
    if read.get("approximate") in (False, (False, False)):
        del read["approximate"]
    return read


def _moment(minutes: int) -> datetime:
    return from_epoch_ms(MIDNIGHT, zone=UTC) + timedelta(minutes=minutes)


def _shown(mark: Any) -> list[Any]:
    return [mark.kind, mark.id, mark.state, mark.least, mark.furthest]


def _clock(name: str) -> Clock:
    story = SimpleNamespace(
        zone=ZoneInfo(name), time_zone=name, zone_name=None, told_in="en", legs=(), events=()
    )
    story.full_story = SimpleNamespace(years=frozenset())
    return Clock(story)  # type: ignore[arg-type]


HELD_TEXT = (
    "He fled from Springfield to Galle. He was seen in Springfield on Monday. Galle denied it.\n\n"
    "He hid in Springfield, then in Galle. "
    "He left Springfield for Qobbehan, and Qobbehan for Galle."
)
HELD_DAY = date(2025, 3, 14)


def held() -> dict[str, Any]:
    """What is decided of the places of a report, for many ways to decide on its mentions."""
    proposals = [
        proposal
        for proposal in propose(
            read_text(HELD_TEXT), published=HELD_DAY, zone="Asia/Colombo", use_model=False
        ).rows
        if proposal.kind == "place"
    ]
    chance = random.Random(MADE_UP)
    rows = [_decided(chance, proposals) for _ in range(HELD_WAYS)]
    cards = [
        {
            "id": proposal.id,
            "holds": held_name(proposal),
            "later": may_be_held(proposal),
            "candidates": [{"name": each.name} for each in proposal.value.candidates],
        }
        for proposal in proposals
    ]
    return {
        "cards": cards,
        "ways": [
            {"rows": given, "states": decided_states(proposals, decisions_of(given, proposals)[0])}
            for given in rows
        ],
    }


HELD_WAYS = 60


def _decided(chance: random.Random, proposals: Sequence[Proposal]) -> dict[str, Any]:
    """Rows as a page makes them: accepted, dropped, a candidate chosen, something else changed."""
    rows: dict[str, Any] = {}
    for proposal in proposals:
        many = len(proposal.value.candidates)
        ways: list[dict[str, Any] | None] = [None, None, None, {"action": "drop"}]
        ways += [{"action": "accept"}, {"action": "accept", "changes": {"role": "scene"}}]
        ways += [{"action": "accept", "choice": chance.randrange(many)}] if many else []
        ways += [{"action": "accept", "changes": {"where": "Colombo, Sri Lanka"}}]
        row = chance.choice(ways)
        if row:
            rows[proposal.id] = row
    return rows


def main() -> None:
    """Write the files."""
    for name, content in vectors().items():
        rows = json.dumps(content, ensure_ascii=False, indent=None, separators=(",", ":"))
        (HERE / name).write_text(rows.replace("},{", "},\n{") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
