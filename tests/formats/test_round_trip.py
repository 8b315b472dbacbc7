"""Story -> GeoJSON -> story loses nothing, whatever a story holds and the file is called."""

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from formats import WRITERS, FormatError, read, writer_of
from geo.language.told_text import ToldText
from geo.story.loading import load_story, read_story
from geo.time.closed_bounds import close_bounds, drawn_bounds
from geo.tracks.fixes import COLUMNS
from geo.yaml.yaml_editor import rewritten
from geo.yaml.yaml_reader import read_yaml
from geo.yaml.yaml_writer import LARGE, story_data, story_yaml, yaml_text

WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "S"]), min_size=1, max_size=30
).filter(lambda text: text.strip())
DAYS = st.dates(min_value=date(1900, 1, 1)).map(str)
TIMES = st.one_of(
    DAYS,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: f"{day}~"),
    DAYS.map(lambda day: f"{day}?"),
    DAYS.map(lambda day: f"{day}T22:30"),
    DAYS.map(lambda day: f"{day}T22:30~"),
    DAYS.map(lambda day: f"{day}T05:30+03:00"),
    DAYS.map(lambda day: f"{day[:4]}-01/{day}"),
    DAYS.map(lambda day: f"{day}/.."),
    DAYS.map(lambda day: f"../{day}"),
)


@st.composite
def claims(draw):
    claim = {
        "source": draw(st.sampled_from(["s0", "s1"])),
        "paragraphs": draw(st.lists(st.integers(1, 9), min_size=1, max_size=3)),
        "told_by": draw(WORDS),
        "named": draw(st.booleans()),
    }
    optional = {
        "informants": st.integers(1, 20),
        "stance": st.sampled_from(["denies", "unverified", "no-comment"]),
        "party": st.just(True),
        "text": WORDS,
    }
    return claim | draw(some_of(optional))


@st.composite
def some_of(draw, fields):
    names = draw(st.sets(st.sampled_from(sorted(fields))))
    return {name: draw(fields[name]) for name in sorted(names)}


@st.composite
def tracks(draw):
    """A track's table, whose times are as a file may write them."""
    moments = DAYS.flatmap(lambda day: st.sampled_from([f"{day}T22:30:05Z", f"{day}T05:30+03:00"]))
    numbers = {"altitude_m": st.floats(0, 12_000), "speed_kmh": st.integers(0, 900),
               "heading": st.floats(0, 360)}  # fmt: skip
    fixes = [
        {"time": draw(moments), "lon": draw(st.floats(1, 179)), "lat": draw(st.floats(1, 80)),
         **draw(some_of(numbers))}
        for _ in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    optional = {"vehicle": WORDS, "mode": st.just("ship"), "gap_after_s": st.floats(1, 9000),
                "source_kind": st.sampled_from(["ads-b", "phone"]),
                "top_speed_kmh": st.just(70)}  # fmt: skip
    return {
        "id": "t0",
        "name": draw(WORDS),
        "source": "s1",
        "fixes": fixes,
        "claims": [draw(claims())],
        **draw(some_of(optional)),
    }


@st.composite
def stories(draw):
    """A valid small story's table with whatever fields a story may have."""
    places = [
        {"id": "p0", "name": "One", "lon": 36.123456789, "lat": -33.1, "precision_km": 1.5,
         "coordinates_from": "x", **draw(some_of({"note": WORDS}))},
        {"id": "p1", "name": "Two", "lon": draw(st.floats(-179, 179)), "lat": 40.0,
         "precision_km": 30, "coordinates_from": "x", "names": {"ar": "اسم"}},
        {"id": "p2", "name": "Three", "lon": 2.35, "lat": draw(st.floats(-80, 80)),
         "precision_km": 5, "coordinates_from": "x"},
        {"id": "sy", "name": "Syria", "area": "SY", "coordinates_from": "x"},
    ]  # fmt: skip
    shared = {
        "words": WORDS,
        "reading": WORDS,
        "text": WORDS,
        "support": st.fixed_dictionaries({"figure": st.integers(1, 6), "reason": WORDS}),
    }

    def reported(name):
        return {
            "id": name,
            "headline": draw(WORDS),
            "people": draw(st.sampled_from([["anna"], ["anna", "boris"]])),
            "claims": draw(st.lists(claims(), min_size=1, max_size=3)),
            **draw(some_of(shared)),
        }

    track = draw(st.one_of(st.none(), tracks()))
    legs = []
    for i in range(draw(st.integers(0, 2))):
        leg = reported(f"l{i}") | {"from": "p0", "to": "p1"}
        leg |= draw(
            some_of({
                "via": st.just(["p2"]),
                "mode": st.sampled_from(["plane", "car", "foot"]),
                "path": st.sampled_from(["reported", "concealed"]),
                "unreported_ends": st.just(["from"]),
            })
        )  # fmt: skip
        leg["outcome"] = draw(st.sampled_from(["stopped", "intended", "refused"]))
        if track and leg["outcome"] == "stopped" and leg.get("path") != "reported":
            leg["track"] = "t0"
        if draw(st.booleans()):
            leg["window"] = draw(TIMES)
        legs.append(leg)
    events = [reported("e0") | {"start": draw(DAYS)}]
    for i in range(1, draw(st.integers(1, 4))):
        event = reported(f"e{i}")
        if draw(st.booleans()):
            event["start"] = draw(TIMES)
        else:
            event["after"] = ["e0"]
        optional = {"place": st.sampled_from(["p0", "p2", "sy"]), "mentions": st.just(["sy", "p1"])}
        if legs:
            optional["leg"] = st.just("l0")
        event |= draw(some_of(optional))
        events.append(event)
    return {
        "format": 1,
        "id": "made",
        "title": draw(WORDS),
        "time_zone": draw(st.sampled_from(["UTC", "Asia/Damascus", "America/New_York"])),
        **draw(some_of({"subtitle": WORDS, "zone_name": WORDS, "focus": st.just(["SY"]),
                        "opens_at": st.just("e0"), "language": st.just("fr")})),
        "sources": [
            {"id": f"s{i}", "title": draw(WORDS), "publisher": "P", "published": "2024-12-13",
             "paragraphs": 9, **draw(some_of({"url": st.just("https://example.org/a?b=1"),
                                              "reliability": st.sampled_from("ABCDE")}))}
            for i in range(2)
        ],
        "groups": [{"id": "g", "name": "G", "colour": 2}],
        "people": [
            {"id": "anna", "name": "Anna", "group": "g", "short": "A", "names": {"ar": "آنا"}},
            {"id": "boris", "name": "Boris", "group": "g", "plural": True, "role": draw(WORDS)},
        ],
        "places": places,
        **({"tracks": [track]} if track else {}),
        **({"legs": legs} if legs else {}),
        "events": events,
    }  # fmt: skip


def loaded(table):
    """Load a table, or None where its times contradict one another: that is no story."""
    try:
        return read_story(json.dumps(table, ensure_ascii=False))
    except ValueError:
        return None


NAMES = ["made.geojson", "made.json", "made.jsonfg.json"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(stories(), st.sampled_from(NAMES))
def test_a_story_comes_back_from_geojson_as_it_was(table, name):
    story = loaded(table)
    assume(story is not None)
    draft = read(name, writer_of(name).write(story))
    assert draft.ready
    assert draft.story == story_data(story)
    assert read_story(story_yaml(draft.story)) == story


@pytest.mark.parametrize("which", ["shipped", "second_story"])
def test_a_shipped_story_comes_back_from_geojson_as_it_was(request, which):
    story = request.getfixturevalue(which)
    data = story_data(story)
    for name in NAMES:
        assert read(name, writer_of(name).write(story)).story == data, name
        assert read(name, writer_of("-", name="jsonfg").write(story)).story == data, name
    assert read_story(story_yaml(data)) == story


def test_a_recording_beside_a_story_comes_back_from_geojson(root, tmp_path):
    story = load_story(root / "stories" / "haneda-2024.yaml")
    data = WRITERS["geojson"].write(story)
    draft = read("a.geojson", data, files_beside=True)
    for name, content in draft.beside.items():
        (tmp_path / name).write_bytes(content)
    again = read_story(story_yaml(draft.story), folder=tmp_path)
    assert again.recorded.keys() == story.recorded.keys()
    for track, fixes in story.recorded.items():
        for column in COLUMNS:
            np.testing.assert_array_equal(
                getattr(again.recorded[track], column), getattr(fixes, column)
            )
    (of_file, of_again) = (story_data(each) for each in (story, again))
    for row in (*of_file["tracks"], *of_again["tracks"]):
        row.pop("sha256", None)  # the file is written anew, with all columns
    assert of_again == of_file
    alone = read("a.geojson", data)
    assert alone.ready
    assert not alone.beside
    held = read_story(story_yaml(alone.story)).recorded
    assert {track: len(fixes) for track, fixes in held.items()} == {
        track: len(fixes) for track, fixes in story.recorded.items()
    }


def test_an_open_start_comes_back_open(make_story):
    events = [make_story.event("since", start="2024-05-02/.."),
              make_story.event("behind", after=["since"]),
              make_story.event("last", start="2024-05-20T12:00")]  # fmt: skip
    data = WRITERS["geojson"].write(make_story(events=events))
    since, behind, _ = json.loads(data)["features"][-3:]
    assert "latest" not in since["properties"]
    assert since["time"] == {"interval": ["2024-05-02T00:00:00Z", ".."]}
    assert "earliest" not in behind["properties"]
    assert [row.get("start") for row in read("a.geojson", data).story["events"]] == [
        "2024-05-02/..", None, "2024-05-20T12:00"]  # fmt: skip


def test_a_point_that_was_moved_in_another_tool_has_moved(shipped):
    data = json.loads(WRITERS["geojson"].write(shipped))
    feature = next(item for item in data["features"] if item["id"] == "homs")
    feature["geometry"]["coordinates"] = [36.71, 34.73]
    story = read("a.json", json.dumps(data).encode()).story
    homs = next(place for place in story["places"] if place["id"] == "homs")
    assert (homs["lon"], homs["lat"]) == (36.71, 34.73)


def test_a_feature_that_lost_its_kind_is_told():
    data = {"type": "FeatureCollection", "story": {"format": 1}, "features": [
        {"type": "Feature", "properties": {"id": "x"}, "geometry": None}]}  # fmt: skip
    with pytest.raises(FormatError, match="feature 1: The feature does not say whether"):
        read("a.json", json.dumps(data).encode())


def test_yaml_to_yaml_keeps_comments(root, shipped):
    text = (root / "stories" / "assad-2024.yaml").read_text(encoding="utf-8")
    draft = read("assad.jsonfg.json", WRITERS["geojson"].write(shipped))
    story = json.loads(json.dumps(dict(draft.story)))
    story["title"] = "Another title"
    changed = rewritten(text, story)
    assert "title: Another title" in changed
    assert "# the lanes of the timeline, from the top" in changed
    assert "# Rules of reading, kept throughout:" in changed


def test_yaml_of_a_story_reads_as_the_story(shipped):
    assert read_story(WRITERS["yaml"].write(shipped).decode()) == shipped


def test_yaml_of_a_large_story_holds_what_its_table_holds():
    tricky = ["1e3", "NO", "12:30", "null", "~", "0x1F", "- a", "a: b", "'", '"', "é", "=1", "2024"]
    tricky.append(ToldText("article.draft.people"))  # as in a draft made of a report
    rows = [{"id": f"e{i}", "headline": tricky[i % len(tricky)]} for i in range(LARGE)]
    assert read_yaml(yaml_text({"format": 1, "events": rows}), name="x")["events"] == rows


def test_a_story_read_back_is_drawn_with_the_same_bounds(shipped):
    again = read_story(WRITERS["yaml"].write(shipped).decode())
    assert drawn_bounds(again) == drawn_bounds(shipped)
    assert close_bounds(again) == (dict(drawn_bounds(shipped)), [])
