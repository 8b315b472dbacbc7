"""The bench without a clock: its made-up stories, its comparison of runs, its tables."""

import base64
import hashlib
import json

import pytest

from bench import articles, packages, peers, report, synthetic
from bench.bar import BenchError, Figure
from bench.peers import OURS
from bench.ratios import ratios, worse
from geo.story.loading import read_story
from layers.scene.scene_builder import build_scene

PEER, OTHER = peers.POINT_PEERS[0], peers.POINT_PEERS[2]


def figure(value, *, tool=OURS, name="a step, p95", unit="ms", **more):
    return Figure(name, value, unit, tool=tool, **more).as_json()


def test_the_reports_that_are_measured_are_there():
    assert all(list((articles.REPORTS / name).glob("*.txt")) for name in articles.FOLDERS.values())


# ------------------------------------------------------------------------- made-up stories


@pytest.mark.parametrize("number", [100, 1_000, 10_000])
def test_a_tenth_of_the_points_is_there_at_once(number):
    marks = synthetic.points(number)
    for at in synthetic.moments()[::20]:
        assert synthetic.there(marks, at) == pytest.approx(number / 10, rel=0.01, abs=1)


@pytest.mark.parametrize("number", [100, 1_000, 10_000, 100_000])
def test_no_point_begins_or_ends_at_a_moment_that_is_looked_at(number):
    asked = set(synthetic.moments())
    for point in synthetic.points(number):
        assert synthetic.milliseconds(point.start) not in asked
        assert synthetic.milliseconds(point.end) not in asked


def test_made_up_data_are_the_same_each_time_and_each_has_its_own_place():
    marks = synthetic.points(1_000)
    assert marks == synthetic.points(1_000)
    assert len({(mark.lon, mark.lat) for mark in marks}) == 1_000


def test_a_traveller_is_on_his_way_at_every_moment_that_is_looked_at():
    moving = synthetic.travellers(10)
    assert all(synthetic.there(moving, at) == 10 for at in synthetic.moments())
    assert moving[0].at(0) == moving[0].origin
    assert moving[0].at(1) == moving[0].to


def test_a_made_up_story_passes_the_check_and_has_the_marks():
    data = synthetic.story(synthetic.points(50), synthetic.travellers(5))
    scene = build_scene(read_story(json.dumps(data)))
    assert (len(scene.events), len(scene.legs)) == (50, 5)
    exact = [mark for mark in scene.events if mark.s0 == mark.s1 and mark.e0 == mark.e1]
    assert len(exact) == 50


def test_travellers_alone_make_a_story_too():
    scene = build_scene(read_story(json.dumps(synthetic.story([], synthetic.travellers(3)))))
    assert len(scene.legs) == 3


def test_the_peers_get_the_same_data():
    marks = synthetic.points(20)
    features = synthetic.point_features(marks)["features"]
    for feature, mark in zip(features, marks, strict=True):
        assert feature["properties"]["times"] == [synthetic.milliseconds(mark.start)]
        assert feature["properties"]["end"] == synthetic.milliseconds(mark.end)
        assert feature["geometry"]["coordinates"] == [mark.lon, mark.lat]
    line = synthetic.line_features(synthetic.travellers(1))["features"][0]
    assert len(line["geometry"]["coordinates"]) == len(line["properties"]["times"])


@pytest.mark.parametrize("tool", peers.POINT_PEERS)
def test_all_that_a_peer_s_page_asks_for_is_known(tool):
    page = peers.page(tool, synthetic.points(3), [])
    addresses = {
        part.partition('"')[0] for part in page.split('"http')[1:] if part.startswith("s://")
    }
    assert addresses
    for rest in addresses:
        if not rest.endswith((".js", ".css")):
            continue
        url = "http" + rest
        known = any(packages.re.search(pattern, url) for pattern, _, _ in packages.FILES)
        assert known or packages.UNUSED.search(url), url


def test_a_package_that_is_not_the_pinned_one_is_refused():
    digest = base64.b64encode(hashlib.sha512(b"right").digest()).decode()
    package = packages.Package("leaflet", "1.9.3", f"sha512-{digest}")
    packages.check(package, b"right")
    with pytest.raises(BenchError, match="not what was pinned"):
        packages.check(package, b"wrong")


def test_every_package_is_pinned_by_its_hash():
    named = {name for _, name, _ in packages.FILES}
    assert named == set(packages.pinned())
    for package in packages.pinned().values():
        assert len(base64.b64decode(package.integrity.removeprefix("sha512-"))) == 64


# ------------------------------------------------------------------------- runs compared


def test_a_ratio_is_to_the_best_peer():
    rows = [figure(5), figure(20, tool=PEER), figure(10, tool=OTHER)]
    assert ratios(rows) == {"a step, p95": 0.5}


def test_a_slower_machine_is_no_worse():
    then = [figure(5), figure(20, tool=PEER)]
    now = [figure(50), figure(200, tool=PEER)]
    assert worse(now, then) == []


@pytest.mark.parametrize(("value", "said"), [(6.6, 0), (6.8, 1)])
def test_a_ratio_worse_by_more_than_a_third_is_pointed_out(value, said):
    then = [figure(5), figure(20, tool=PEER)]
    now = [figure(value), figure(20, tool=PEER)]
    assert len(worse(now, then)) == said


def test_what_could_not_be_measured_is_not_compared():
    then = [figure(5), figure(20, tool=PEER)]
    assert worse([figure(None, note="not built in 45 s"), figure(20, tool=PEER)], then) == []
    assert ratios([figure(5), figure(None, tool=PEER, note="not drawn in 45 s")]) == {}


def test_an_older_run_without_a_figure_is_no_yardstick():
    assert worse([figure(9), figure(1, tool=PEER)], []) == []


# ------------------------------------------------------------------------- bars and tables


@pytest.mark.parametrize(
    ("value", "bars", "met"),
    [
        (9, {"limit": 10}, True),
        (11, {"limit": 10}, False),
        (None, {"limit": 10}, False),
        (19, {"least": 20}, False),
        (20, {"least": 20}, True),
        (5, {}, None),
    ],
)
def test_a_bar_is_met_or_not(value, bars, met):
    assert Figure("a", value, "ms", **bars).met is met


def test_a_table_has_a_column_for_each_tool_and_says_why_a_value_is_missing():
    text = report.table([
        figure(5.04, limit=10),
        figure(None, tool=PEER, note="not drawn in 45 s"),
        figure(2.5, tool="", name="times ahead", unit="x", least=2),
    ])  # fmt: skip
    assert f"| | {OURS} | {PEER} | bar |" in text
    assert "| a step, p95 | 5.0 ms | not drawn in 45 s | at most 10 ms, met |" in text
    assert "| times ahead | 2.50 x | at least 2 x | yes |" in text


def test_a_figure_is_told_in_a_line_beside_its_bar():
    assert report.line(figure(5.04, limit=10)) == "a step, p95: 5.0 ms, at most 10 ms (met)"
    assert report.line(figure(11, limit=10)) == "a step, p95: 11.0 ms, at most 10 ms (NOT met)"
    assert report.line(figure(5.04)) == "a step, p95: 5.0 ms"
    assert report.line(figure(None, note="too slow")) == "a step, p95: too slow"


def test_a_bar_that_is_not_met_is_said_so():
    assert "at most 10 ms, **not met**" in report.table([figure(12, limit=10)])
    assert "**no**" in report.table([figure(12, tool="", limit=10)])


@pytest.fixture
def part():
    return {"part": "steps", "load": [0, 0, 0], "others": 0.01, "figures": [figure(5)]}


@pytest.fixture
def here():
    return {"date": "2026-11-22 20:00 UTC", "cores": 2, "memory_gib": 24, "cpu": "A", "os": "B",
            "python": "3.11", "chromium": "156.0.1", "streamlit": "1", "folium": "0"}  # fmt: skip


def test_a_run_of_one_part_leaves_the_others_as_they_were(part, here):
    before = {"parts": {"loading": {"machine": here, **part, "part": "loading"}}}
    data = report.merged(before, here, [part])
    assert list(data["parts"]) == ["steps", "loading"]


def test_the_tables_are_written_between_the_marks_and_nowhere_else(tmp_path, part, here):
    page, file = tmp_path / "performance.md", tmp_path / "performance.json"
    page.write_text(f"Before\n{report.BEGIN}\nold\n{report.END}\nAfter\n", encoding="utf-8")
    data = report.merged({"parts": {}}, here, [part])
    report.write(data, page=page, file=file)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Before\n")
    assert text.endswith("\nAfter\n")
    assert "old" not in text
    assert "5.0 ms" in text
    assert report.noted(file) == data
    report.write(data, page=page, file=file)
    assert page.read_text(encoding="utf-8") == text


def test_a_page_without_a_place_for_the_tables_is_left_alone(tmp_path, here, part):
    page = tmp_path / "performance.md"
    page.write_text("Mine\n", encoding="utf-8")
    with pytest.raises(BenchError, match="no place"):
        report.write({"parts": {}}, page=page, file=tmp_path / "a.json")
    assert page.read_text(encoding="utf-8") == "Mine\n"


def test_a_busy_machine_is_named(part, here):
    assert "not quiet" in report.conditions({"machine": here, **part, "others": 0.4})
    assert "quiet" in report.conditions({"machine": here, **part})


def test_the_docs_show_what_the_json_has():
    assert report.tables(report.noted()) in report.PAGE.read_text(encoding="utf-8")
