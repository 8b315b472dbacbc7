"""Recorded tracks in the document: three things drawn as three, in step with the slider."""

import pytest

from tests.browser.documents import opener, write
from tests.story_maker import CLAIM, Maker

MINUTE = 60_000
START = 1_714_602_000_000  # 2024-05-01T22:20Z
# The map as drawn.
DRAWN = "() => document.querySelector('canvas.marks').toDataURL()"
# Where the ends of the flight are, px down the map.
ENDS = """() => [[48.86, 2.35], [45.76, 4.83]].map((at) =>
  ER.document.map.latLngToContainerPoint(at).y)"""
SIGNS = "() => [...document.querySelectorAll('#signs li:not([hidden])')].map((n) => n.dataset.sign)"


def rows():
    return [
        {
            "time": f"2024-05-01T22:{20 + m}:00Z",
            "lon": round(2.35 + (4.83 - 2.35) * m / 33, 4),
            "lat": round(48.86 + (45.76 - 48.86) * m / 33, 4),
            "altitude_m": 300 * m,
            "speed_kmh": 700,
        }
        for m in (0, 1, 2, 3, 23, 24, 25, 33)
    ]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    make = Maker()
    track = {
        "id": "jet", "name": "the jet’s transponder", "mode": "plane", "source": "paper",
        "source_kind": "ads-b", "gap_after_s": 90, "claims": [CLAIM], "fixes": rows(),
    }  # fmt: skip
    leg = make.leg("flight", mode="plane", track="jet",
                   window="2024-05-01T22:00/2024-05-01T23:30")  # fmt: skip
    events = [
        make.event("seen", leg="flight", start="2024-05-01T22:22"),
        make.event("silent", leg="flight", start="2024-05-01T22:30"),
        make.event("after", leg="flight", start="2024-05-01T22:44"),
    ]
    story = make(tracks=[track], legs=[leg], events=events, opens_at="silent")
    return write(story, tmp_path_factory.mktemp("tracks") / "tracks.html")


@pytest.fixture
def open_document(open_page):
    return opener(open_page)


def test_at_a_moment_of_a_gap_reach_is_drawn_named_and_told(path, open_document):
    document = open_document(path)
    document.settled()
    assert document.js(SIGNS) == ["recorded", "gap", "reach"]
    assert "no position for over 90 seconds" in document.text("#legend")
    assert document.text("#reach").startswith(
        "Nothing was recorded from 22:23 to 22:43. In that time"
    )
    assert "could have been here" in document.texts(".names span")
    silent = document.js(DRAWN)
    document.js("(t) => ER.document.set({ event: 'after' })", None)
    document.told("after")
    document.settled()
    assert not document.find("#reach").is_visible()
    assert document.js(DRAWN) != silent
    recorded = document.js(DRAWN)
    document.page.select_option("#gap-after select", "3600")
    document.settled()
    assert document.js(DRAWN) != recorded, "twenty minutes are no gap by the reader's choice"
    said = "no position for over 60 minutes, as you chose; the source’s own: 90 seconds"
    assert said in document.text("#legend")
    document.page.wait_for_function("location.hash.includes('gaps=3600')")
    document.js("() => ER.document.set({ gaps: null, event: 'after' })")
    document.settled()
    assert document.js(DRAWN) == recorded
    assert document.said == []
    assert [url for url in document.requests if not url.startswith("file:")] == []


def test_the_profile_keeps_step_with_the_slider_and_moves_it(path, open_document):
    document = open_document(path)
    document.settled()
    assert document.find("#profile").is_visible()
    assert document.text("#profile p").startswith("Nothing recorded at this moment")
    box = document.rect("#profile canvas")
    document.page.mouse.click(box["left"] + box["width"] * 2.5 / 33, box["y"])
    document.settled()
    assert document.now()["t"] == pytest.approx(START + 2.5 * MINUTE, abs=MINUTE / 2)
    assert document.text("#profile p").startswith("600 m · 700 km/h")
    stage = document.rect("#stage")
    assert box["left"] >= stage["right"], "it stands in the column: the map keeps its height"
    ends = document.js(ENDS)
    assert all(0 < y < stage["height"] for y in ends), "the map fits what is left of its room"


def test_on_a_phone_the_profile_stands_in_the_column(path, open_document):
    document = open_document(path, width=390, height=844)
    document.settled()
    assert document.js("() => document.querySelector('#column #profile') !== null")
