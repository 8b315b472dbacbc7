import json
from datetime import datetime

import geopandas
import pytest
import shapely
from shapely.geometry import shape

from formats import jsonfg
from geo.language.messages import Messages
from geo.story.geojson_export import collections
from geo.time.reported_time import reported_time
from geo.world.borders import countries

CLAIM = {"source": "paper", "paragraphs": [1], "told_by": "a guard", "named": False}


@pytest.fixture(scope="module")
def text(shipped):
    return jsonfg.text(shipped)


@pytest.fixture(scope="module")
def data(text):
    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.fixture(scope="module")
def features(data):
    return {(feature["properties"]["kind"], feature["id"]): feature for feature in data["features"]}


def of(data, kind):
    return [feature for feature in data["features"] if feature["properties"]["kind"] == kind]


def test_the_text_is_json_without_what_json_has_not(text, data):
    assert data["type"] == "FeatureCollection"
    assert "NaN" not in text
    assert "Infinity" not in text
    assert "دمشق" in text, "UTF-8, not escapes"


def test_everything_in_the_story_is_in_the_file(data, shipped):
    assert len(of(data, "place")) == len(shipped.places)
    assert len(of(data, "leg")) == len(shipped.legs)
    assert len(of(data, "event")) == len(shipped.events)
    assert len(data["features"]) == len(shipped.places) + len(shipped.legs) + len(shipped.events)


def test_the_file_says_what_it_is_and_where_it_is_from(data, shipped):
    assert data["type"] == "FeatureCollection"
    assert any(
        uri.startswith("http://www.opengis.net/spec/json-fg-1/") for uri in data["conformsTo"]
    )
    assert data["featureType"] == "reported"
    assert data["title"] == shipped.title
    assert data["time_zone"] == "Asia/Damascus"
    assert data["note"] == Messages("en")("borders")
    assert "without endorsement" in data["note"]
    (source,) = data["story"]["sources"]
    assert (source["publisher"], source["published"], source["reliability"]) == (
        "Reuters",
        "2024-12-13",
        "B",
    )


@pytest.mark.parametrize("kind", ["place", "leg", "event"])
def test_every_feature_is_one_of_geojson_and_of_json_fg(data, kind):
    for feature in of(data, kind):
        assert feature["type"] == "Feature"
        assert "featureType" not in feature, "GDAL would take the file apart"
        assert feature["id"] == feature["properties"]["id"]
        assert {"geometry", "properties", "time", "place"} <= set(feature)
        assert feature["geometry"] is None or shape(feature["geometry"]).is_valid


def test_times_are_json_fg(features):
    call = features["event", "jalali-call"]
    assert call["time"] == {"timestamp": "2024-12-07T19:30:00Z"}
    flight = features["leg", "damascus-hmeimim"]
    assert flight["time"] == {"interval": ["2024-12-07T21:00:00Z", "2024-12-08T03:00:00Z"]}
    assert features["place", "damascus"]["time"] is None


BOUNDS = ("earliest", "latest", "end_earliest", "end_latest")


def test_the_reported_bounds_stand_beside_the_time(data, features, shipped):
    rows = {row.id: row for row in (*shipped.legs, *shipped.events)}
    for feature in [*of(data, "leg"), *of(data, "event")]:
        reported = reported_time(shipped, rows[feature["id"]]).bounds
        properties = feature["properties"]
        written = [properties.get(name) for name in BOUNDS]
        assert [text and datetime.fromisoformat(text) for text in written] == [
            moment and moment.replace(microsecond=0) for moment in reported
        ], feature["id"]
        assert not any(properties.get(name, "") is None for name in BOUNDS)
        if reported[0] is None and reported[3] is None:
            assert feature["time"] is None
            continue
        first, last = feature["time"].get("interval") or [feature["time"]["timestamp"]] * 2
        assert (first, last) == (written[0] or "..", written[3] or ".."), feature["id"]
    call = features["event", "jalali-call"]["properties"]
    assert {call[name] for name in BOUNDS} == {"2024-12-07T19:30:00Z"}


def test_an_open_start_exports_no_latest_and_an_order_no_bound(make_story):
    story = make_story(
        legs=[make_story.leg("way", window="2024-05-02/..", outcome="stopped")],
        events=[
            make_story.event("since", start="2024-05-02/.."),
            make_story.event("by", start="../2024-05-03"),
            make_story.event("noon", called="the lunch", start="2024-05-01T12:00Z"),
            make_story.event("behind", after=["noon"]),
            make_story.event("last", start="2024-05-20T12:00"),
        ],
    )
    by_id = {feature["id"]: feature for feature in json.loads(jsonfg.text(story))["features"]}
    begun, over = "2024-05-02T00:00:00Z", "2024-05-04T00:00:00Z"
    given = {
        name: {key: value for key, value in feature["properties"].items() if key in BOUNDS}
        for name, feature in by_id.items()
    }
    assert given["since"] == given["way"] == {"earliest": begun, "end_earliest": begun}
    assert by_id["since"]["time"] == by_id["way"]["time"] == {"interval": [begun, ".."]}
    assert given["by"] == {"latest": over, "end_latest": over}
    assert by_id["by"]["time"] == {"interval": ["..", over]}
    assert given["behind"] == {}
    assert by_id["behind"]["time"] is None
    assert by_id["behind"]["properties"]["told"] == "after the lunch; no date reported"
    assert by_id["since"]["properties"]["told"] == "from 2 May; no end reported"


def test_properties_are_the_designs(data, features):
    for feature in of(data, "event"):
        assert {"kind", "id", "headline", "people", "support", "claims"} <= set(
            feature["properties"]
        )
    for feature in of(data, "leg"):
        assert {"headline", "people", "from", "to", "mode", "path", "travelled"} <= set(
            feature["properties"]
        )
    for feature in of(data, "place"):
        assert {"kind", "id", "name", "coordinates_from"} <= set(feature["properties"])
    for feature in [*of(data, "leg"), *of(data, "event")]:
        assert feature["properties"]["support"] in range(1, 7)
        assert feature["properties"]["claims"]
        for claim in feature["properties"]["claims"]:  # as the story's file has them
            assert {"source", "paragraphs", "told_by", "named"} <= set(claim)
    assert not any(
        value is None for feature in data["features"] for value in feature["properties"].values()
    )


def test_a_leg_says_how_well_it_is_known(features):
    flight = features["leg", "damascus-hmeimim"]["properties"]
    assert (flight["from"], flight["to"]) == ("damascus", "hmeimim")
    assert (flight["mode"], flight["path"], flight["travelled"]) == ("plane", "concealed", True)
    assert (flight["support"], flight["open_ends"]) == (2, [])
    refused = features["leg", "damascus-emirates"]["properties"]
    assert (refused["travelled"], refused["outcome"]) == (False, "refused")
    assert features["leg", "maher-iraq"]["properties"]["open_ends"] == ["from", "to"]
    makhlouf = features["leg", "makhlouf-lebanon"]["properties"]
    assert (makhlouf["support"], makhlouf["outcome"]) == (6, "stopped")
    stances = [claim.get("stance", "reports") for claim in makhlouf["claims"]]
    assert stances == ["reports", "unverified"]


def test_an_editors_figure_has_its_reason(features, make_story):
    judged = {"figure": 4, "reason": "The same person told both."}
    story = make_story(events=[make_story.event("a", start="2024-05-01", support=judged)])
    (event,) = collections(story)["events"]["features"]
    assert event["properties"]["support"] == 4
    assert event["properties"]["support_reason"] == "The same person told both."
    assert "support_reason" not in features["event", "jalali-call"]["properties"]


def test_a_claims_origin_and_context_are_written(features, make_story):
    claims = [{**CLAIM, "origin": "the army"}, {**CLAIM, "context": True}, CLAIM]
    story = make_story(events=[make_story.event("a", start="2024-05-01", claims=claims)])
    (event,) = collections(story)["events"]["features"]
    written = event["properties"]["claims"]
    assert [claim.get("origin") for claim in written] == ["the army", None, None]
    assert [claim.get("context") for claim in written] == [None, True, None]
    flight = features["leg", "damascus-hmeimim"]["properties"]["claims"]
    assert [claim["informants"] for claim in flight if claim.get("context")] == [14]


def test_geometries_are_points_lines_and_polygons(data, shipped):
    for feature in of(data, "place"):
        area = shipped.place[feature["id"]].area
        assert feature["geometry"]["type"] in ({"Polygon", "MultiPolygon"} if area else {"Point"})
        assert feature["properties"].get("area") == area
    assert {feature["geometry"]["type"] for feature in of(data, "leg")} == {"LineString"}
    for feature in of(data, "event"):
        event = next(event for event in shipped.events if event.id == feature["id"])
        if event.place:
            assert feature["geometry"]["coordinates"] == pytest.approx(
                shipped.place[event.place].point, abs=1e-5
            )
        else:
            assert feature["geometry"] is None, "no point that nobody reported"


def test_areas_cover_their_countries_and_run_counterclockwise(data):
    areas = [feature for feature in of(data, "place") if "area" in feature["properties"]]
    assert areas
    for feature in areas:
        country = countries()[feature["properties"]["area"]]
        ground = shape(feature["geometry"])
        assert ground.distance(shapely.Point(country.lon, country.lat)) < 0.3
        for part in shapely.get_parts(ground):
            assert part.exterior.is_ccw, country.name
            assert not any(hole.is_ccw for hole in part.interiors)


def test_coordinates_are_lon_lat_within_the_globe(data):
    for feature in data["features"]:
        if feature["geometry"]:
            west, south, east, north = shape(feature["geometry"]).bounds
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 90
    lon, lat = next(o for o in data["features"] if o["id"] == "damascus")["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (36, 34)


def test_a_document_leaves_the_shapes_of_countries_to_its_base_map(shipped):
    areas = collections(shipped, area_shapes=False)["areas"]["features"]
    assert areas
    assert all(feature["geometry"] is None for feature in areas)
    assert {kind: len(by_id["features"]) for kind, by_id in collections(shipped).items()} == {
        "places": sum(place.area is None for place in shipped.places),
        "areas": len(areas),
        "legs": len(shipped.legs),
        "events": len(shipped.events),
    }


def test_a_line_over_the_antimeridian_is_cut_in_two(make_story):
    leg = make_story.leg(
        "over", **{"from": "tokyo"}, to="los-angeles", mode="plane", window="2024-05"
    )
    (feature,) = collections(make_story(legs=[leg]))["legs"]["features"]
    assert feature["geometry"]["type"] == "MultiLineString"
    first, second = feature["geometry"]["coordinates"]
    assert (first[-1][0], second[0][0]) == (180, -180)
    assert first[-1][1] == second[0][1]


def test_an_event_in_a_country_has_no_point(make_story):
    story = make_story(events=[make_story.event("vote", place="italy", start="2024-05-01")])
    (feature,) = collections(story)["events"]["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["at"] == "italy"


def test_years_have_four_figures(make_story):
    story = make_story(events=[make_story.event("ides", start="0044-03-15")])
    (feature,) = collections(story)["events"]["features"]
    assert feature["time"] == {"interval": ["0044-03-15T00:00:00Z", "0044-03-16T00:00:00Z"]}


def test_geopandas_reads_it_back(tmp_path, text, data):
    path = tmp_path / "assad.geojson"
    path.write_text(text, encoding="utf-8")
    frame = geopandas.read_file(path)
    assert len(frame) == len(data["features"])
    assert frame.crs.to_epsg() == 4326
    assert list(frame["id"]) == [feature["id"] for feature in data["features"]]
    assert set(frame["kind"]) == {"place", "leg", "event"}
    hmeimim = frame[(frame["id"] == "hmeimim")].geometry.iloc[0]
    assert (hmeimim.x, hmeimim.y) == pytest.approx((35.9487, 35.4011))
    assert frame[frame["kind"] == "leg"].geometry.geom_type.eq("LineString").all()
    assert frame.geometry.isna().sum() == sum(
        feature["geometry"] is None for feature in data["features"]
    )


def test_there_is_a_feature_a_line(text, data):
    lines = [line for line in text.splitlines() if line.startswith('{"type": "Feature"')]
    assert len(lines) == len(data["features"])
    assert text.endswith("}\n")
