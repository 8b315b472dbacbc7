"""The document's scripts compute what Python computes, by the vectors of tests/vectors."""

import json
from itertools import pairwise

import pytest

from layers.scene.scene_builder import build_scene
from layers.style.map_style import VAGUE_KM
from layers.web.web_payload import document_data


@pytest.fixture
def script(page, root, shipped):
    """A blank page with the two scripts that know no DOM, and the shipped scene in them."""
    page.set_content("<!doctype html><title>Vectors</title>")
    for name in ("time.js", "marks.js"):
        page.add_script_tag(
            content=(root / "layers" / "web" / "assets" / name).read_text(encoding="utf-8")
        )
    scene = json.loads(json.dumps(document_data(build_scene(shipped))["scene"]))
    page.evaluate(
        """(scene) => {
          const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
          window.scene = { ...scene, byId: {
            place: byId(scene.places), leg: byId(scene.legs), event: byId(scene.events) } };
        }""",
        scene,
    )
    return page


@pytest.fixture
def vector(root):
    return lambda name: json.loads((root / "tests" / "vectors" / name).read_text(encoding="utf-8"))


def test_progress(script, vector):
    rows = vector("progress.json")
    found = script.evaluate(
        """(rows) => rows.map(({ times: [d0, d1, a0, a1], arrives, at }) => [
          arrives ? ER.time.progress(d1, a1, at) : 0, ER.time.progress(d0, a0, at)])""",
        rows,
    )
    assert found == [[row["least"], row["furthest"]] for row in rows]


def test_states_of_events(script, vector):
    rows = vector("states.json")
    found = script.evaluate(
        """(rows) => rows.map(({ times: [s0, s1, e0, e1], at }) =>
          ER.time.eventState({ s0, s1, e0, e1 }, at))""",
        rows,
    )
    assert found == [row["state"] for row in rows]


def test_marks_and_signs_of_the_shipped_story(script, vector):
    rows = vector("marks.json")["moments"]
    found = script.evaluate(
        """([rows, vagueKm]) => rows.map(({ at }) => {
          const shown = ER.marks.marksAt(scene, at);
          return { shown: shown.map((m) => [m.kind, m.id, m.state, m.least, m.furthest]),
                   signs: [...ER.marks.signs(scene, shown, vagueKm)].sort() };
        })""",
        [rows, VAGUE_KM],
    )
    for row, one in zip(rows, found, strict=True):
        assert one["shown"] == row["shown"], row["clock"]
        assert one["signs"] == row["signs"], row["clock"]


def test_marks_and_signs_of_made_up_scenes(script, vector):
    made = vector("made_up.json")
    found = script.evaluate(
        """([made, vagueKm]) => made.map(({ scene, moments }) => {
          const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
          const { places, legs, events } = scene;
          scene.byId = { place: byId(places), leg: byId(legs), event: byId(events) };
          return moments.map(({ at }) => {
            const shown = ER.marks.marksAt(scene, at);
            return { at, shown: shown.map((m) => [m.kind, m.id, m.state, m.least, m.furthest]),
                     signs: [...ER.marks.signs(scene, shown, vagueKm)].sort() };
          });
        })""",
        [made, VAGUE_KM],
    )
    assert found == [one["moments"] for one in made]


def test_marks_of_a_filtered_story(script, vector):
    groups = {"maher": ["maher"]}
    rows = vector("marks.json")["filtered"]
    found = script.evaluate(
        """([rows, groups]) => rows.map(({ at, people, layers }) => ER.marks.marksAt(scene, at, {
          people: people && new Set(people.flatMap((id) => groups[id] || [id])),
          layers: layers && new Set(layers),
        }).map((m) => [m.kind, m.id, m.state, m.least, m.furthest]))""",
        [rows, groups],
    )
    for row, one in zip(rows, found, strict=True):
        assert one == row["shown"], (row["people"], row["layers"], row["at"])


def test_moments_in_words(script, vector):
    rows = vector("words.json")["moments"]
    found = script.evaluate(
        """(rows) => rows.map(({ zone, at }) => {
          const clock = ER.time.clock(zone), iso = clock.iso(at);
          const parsed = clock.parse(iso);
          return { words: clock.moment(at), offset: clock.offset(at), iso, parsed };
        })""",
        rows,
    )
    for row, one in zip(rows, found, strict=True):
        assert one.pop("parsed") in row["parsed"], (row["zone"], row["at"])
        expected = {name: row[name] for name in ("words", "offset", "iso")}
        assert one == expected, (row["zone"], row["at"])


def test_what_is_no_moment_is_none(script, vector):
    rows = vector("words.json")["none"]
    found = script.evaluate(
        "(rows) => rows.map(([zone, text]) => ER.time.clock(zone).parse(text))", rows
    )
    assert dict(zip(map(tuple, rows), found, strict=True)) == {tuple(row): None for row in rows}


def test_nothing_is_no_moment(script):
    assert (
        script.evaluate("[null, undefined].map((x) => ER.time.clock('UTC').parse(x))") == [None] * 2
    )


@pytest.mark.parametrize("kind", ["even", "true"])
def test_a_scale_goes_there_and_back(script, vector, kind):
    data = vector("scales.json")
    places, back = script.evaluate(
        """([kind, span, stops]) => {
          const scale = kind === 'even' ? ER.time.evenScale(span, stops) : ER.time.trueScale(span);
          const [begin, end] = span, times = [];
          for (let i = 0; i <= 2000; i++) times.push(begin + (end - begin) * i / 2000);
          const places = times.map(scale.place);
          return [places, places.map((u, i) => scale.time(u) - times[i])];
        }""",
        [kind, data["span"], data["stops"]],
    )
    assert places[0] == 0
    assert places[-1] == 1
    assert all(a < b for a, b in pairwise(places))
    assert max(map(abs, back)) < 1, "within a millisecond"
    if kind == "true":
        assert places[1000] == pytest.approx(0.5)


def test_a_scale_holds_what_lies_beyond_its_ends(script, vector):
    data = vector("scales.json")
    found = script.evaluate(
        """([span, stops]) =>
          [ER.time.evenScale(span, stops), ER.time.trueScale(span)].map((scale) => [
            scale.place(span[0] - 1e9), scale.place(span[1] + 1e9),
            scale.time(-1), scale.time(2)])""",
        [data["span"], data["stops"]],
    )
    assert found == [[0, 1, *data["span"]]] * 2


def test_even_stops_are_even(script, vector):
    data = vector("scales.json")
    places = script.evaluate(
        "([span, stops]) => stops.map(ER.time.evenScale(span, stops).place)",
        [data["span"], data["stops"]],
    )
    distinct = sorted(set(places))
    gaps = [b - a for a, b in pairwise(distinct)]
    assert len(distinct) == len(set(data["stops"]))
    assert max(gaps) - min(gaps) < 1e-9
    assert distinct[0] == pytest.approx(gaps[0]), "room before the first stop"
    assert distinct[-1] == pytest.approx(1 - gaps[0]), "room behind the last"


@pytest.mark.parametrize(
    ("span", "stops"),
    [
        ([0, 0], []),
        ([0, 0], [0]),
        ([0, 60_000], []),
        ([0, 60_000], [0, 60_000]),
        ([5, 9], [5, 5, 7]),
    ],
)
def test_a_scale_of_next_to_nothing_still_works(script, span, stops):
    found = script.evaluate(
        """([span, stops]) =>
          [ER.time.evenScale(span, stops), ER.time.trueScale(span)].map((scale) => [
            scale.place(span[0]), scale.time(0), scale.place(span[0] + 1) >= 0])""",
        [span, stops],
    )
    assert found == [[0, span[0], True]] * 2


def test_the_axis_is_marked_in_the_storys_zone(script, vector):
    span = vector("scales.json")["span"]
    marks = script.evaluate(
        "(span) => ER.time.axisMarks(ER.time.clock('Asia/Damascus'), span)", span
    )
    at = {mark["t"]: mark["text"] for mark in marks}
    assert all(span[0] <= mark["t"] <= span[1] for mark in marks)
    assert at[1_733_605_200_000] == "8 Dec"  # 2024-12-07T21:00Z
    assert at[1_733_605_200_000 + 3 * 3_600_000] == "03:00"
    assert at[1_733_000_400_000] == "1 Dec"
    assert [mark["level"] for mark in marks] == sorted(mark["level"] for mark in marks)
