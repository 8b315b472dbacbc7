import itertools
import json

import pytest
import shapely

from geo.world.borders import (
    base_map,
    base_names,
    bundled,
    countries,
    country_shape,
    disputed,
)
from geo.world.shapes import base_shapes

CITIES = {
    "SY": (36.29, 33.51),
    "LB": (35.51, 33.89),
    "RU": (37.62, 55.75),
    "QA": (51.53, 25.29),
    "US": (-98.5, 39.8),
    "FR": (2.35, 48.86),
    "ZA": (18.42, -33.93),
    "LS": (27.48, -29.32),
    "FJ": (178.44, -18.14),
}
STORY = {
    "points": [
        (36.28, 33.51),
        (35.95, 35.40),
        (35.78, 35.52),
        (36.71, 34.73),
        (37.13, 36.20),
        (37.62, 55.76),
        (51.53, 25.29),
    ],
    "focus": ["SY"],
    "areas": ["LB", "IQ", "RU", "AE", "TR", "QA", "IR"],
}


@pytest.fixture(scope="module")
def story():
    return base_map(**STORY)


def test_the_names_alone_are_those_of_the_map(story):
    assert base_names(STORY["points"]) == story["names"]


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_the_cities_of_the_first_story_s_map_are_named_in_other_letters(language):
    def cities(language):
        return base_names(STORY["points"], language=language)["cities"]

    assert [(city["lon"], city["lat"]) for city in cities(language)] == [
        (city["lon"], city["lat"]) for city in cities("en")
    ]


def lines(base):
    """Decode the arcs as a reader does."""
    decoded = []
    for lon, lat, *steps in base["arcs"]:
        line = [(lon, lat)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            line.append((line[-1][0] + dx, line[-1][1] + dy))
        decoded.append([(x / base["scale"], y / base["scale"]) for x, y in line])
    return decoded


def polygons(base, of):
    arcs = lines(base)

    def positions(ring):
        line = []
        for n in ring:
            part = arcs[n] if n >= 0 else arcs[~n][::-1]
            assert not line or line[-1] == part[0], "arcs of a ring must meet"
            line += part if not line else part[1:]
        assert line[0] == line[-1], "a ring must close"
        return line

    rings_of = [[positions(ring) for ring in rings] for rings in of]
    return [shapely.Polygon(shell, holes) for shell, *holes in rings_of]


def covers(base, of, lon, lat):
    point = shapely.Point(lon, lat)
    return any(shapely.make_valid(area).covers(point) for area in polygons(base, of))


def used(rings_of):
    return {max(n, ~n) for rings in rings_of for ring in rings for n in ring}


@pytest.mark.parametrize(("code", "city"), CITIES.items())
def test_a_city_lies_in_its_country_and_in_no_other(code, city):
    inside = {c for c in CITIES if country_shape(c).covers(shapely.Point(city))}
    assert inside == {code}


@pytest.mark.parametrize("code", countries())
def test_every_country_has_a_valid_shape_and_its_name_on_or_near_it(code):
    country, shape = countries()[code], country_shape(code)
    assert isinstance(shape, shapely.MultiPolygon)
    assert shape.is_valid
    assert shape.area > 0
    assert shape.distance(shapely.Point(country.lon, country.lat)) < 0.3


# Pictures ask for powers of two, which are the odd steps, and their globe for the twelfth.
def test_no_shape_crosses_itself_at_any_tolerance_that_pictures_ask_for():
    world = bundled()
    for step in (0, *range(1, 24, 2), 12):
        lines = world.thin(world.base * 2 ** (step / world.steps) * (1 - 1e-9))
        shapes = []
        for rings in lines.remaining([*world.land, *world.lakes]):
            shell, *holes = (lines.ring(ring) / world.scale for ring in rings)
            shapes.append(shapely.Polygon(shell, holes))
        assert len(shapes) > 8
        assert [shape.bounds for shape in shapes if not shape.is_valid] == [], step


def test_no_country_crosses_itself_at_the_full_detail():
    world = bundled()
    shapes = [world.polygon(rings) for parts in world.countries.values() for rings in parts]
    assert len(shapes) > 3000
    assert [shape.bounds for shape in shapes if not (shape.is_valid and shape.area)] == []


def test_a_country_knows_its_name():
    assert countries()["SY"].name == "Syria"
    assert len(countries()) > 230
    assert countries()["XK"].name == "Kosovo"


def test_names_go_where_readers_look_for_them():
    russia, states = countries()["RU"], countries()["US"]
    assert (russia.lon, russia.lat) == (44.7, 58.2)
    assert -125 < states.lon < -67
    assert 25 < states.lat < 49


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("sy", '"sy" is no country code of ISO 3166-1. Did you mean "SY"?'),
        ("Syria", '"Syria" is no country code of ISO 3166-1. Did you mean "SY"?'),
        ("SYR", '"SYR" is no country code of ISO 3166-1. Did you mean "SY"?'),
    ],
)
def test_an_unknown_code_is_named_and_the_nearest_one_offered(wrong, said):
    with pytest.raises(ValueError, match="ISO 3166-1") as caught:
        country_shape(wrong)
    assert str(caught.value) == said


def test_a_base_map_needs_a_place_and_known_countries():
    with pytest.raises(ValueError, match="at least one place"):
        base_map(points=[])
    with pytest.raises(ValueError, match="no country code"):
        base_map(points=[(0, 0)], areas=["Atlantis"])


def test_the_base_map_of_a_story_is_small(story):
    assert len(json.dumps(story, separators=(",", ":")).encode()) <= 130_000


@pytest.mark.parametrize("code", ["RU", "US", "FJ", "NO", "SG"])
def test_the_base_map_of_any_country_is_small(code):
    country = countries()[code]
    base = base_map(points=[(country.lon, country.lat)], focus=[code])
    assert len(json.dumps(base, separators=(",", ":")).encode()) <= 130_000


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (36.3, 33.5),
        (13.4, 52.5),
        (37.6, 55.7),
        (-98, 39),
        (134, -25),
        (-52, -10),
        (100, 65),
        (0, -80),
    ],
)
def test_land_is_land(story, lon, lat):
    assert covers(story, story["land"], lon, lat)
    assert not covers(story, story["lakes"], lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat"), [(51, 41.5), (50, 43), (34, 34), (34, 43), (51, 27), (-40, 30), (80, -10)]
)
def test_the_sea_and_the_caspian_are_not_land(story, lon, lat):
    assert not covers(story, story["land"], lon, lat)


@pytest.mark.parametrize(("lon", "lat"), [(35.49, 31.55), (42.96, 38.65), (33, -1)])
def test_lakes_are_there(story, lon, lat):
    assert covers(story, story["lakes"], lon, lat)


def test_neighbours_share_their_border(story):
    syria, lebanon = used(story["countries"]["SY"]), used(story["countries"]["LB"])
    turkey, iraq = used(story["countries"]["TR"]), used(story["countries"]["IQ"])
    borders = set(story["borders"])
    for neighbour in (lebanon, turkey, iraq):
        assert syria & neighbour
        assert syria & neighbour <= borders
    coast = used(story["land"])
    assert not coast & borders
    assert syria <= coast | borders


def test_the_story_s_own_region_has_the_full_detail_and_the_far_world_little(story):
    near = [p for line in lines(story) for p in line if 35.5 < p[0] < 36.7 and 32.5 < p[1] < 36]
    far = [p for line in lines(story) for p in line if -80 < p[0] < -35 and -55 < p[1] < 10]
    assert len(near) > 150
    assert 20 < len(far) < 400
    syria = shapely.union_all(polygons(story, story["countries"]["SY"]))
    assert syria.hausdorff_distance(country_shape("SY")) < 0.002


@pytest.mark.parametrize(
    ("lon", "lat", "is_disputed"),
    [
        (35.87, 33.0, True),  # the Golan Heights and Syria
        (33.9, 46.1, True),  # Crimea and the mainland
        (38.2, 48.0, False),  # Russia and Ukraine elsewhere
        (35.9, 34.6, False),  # Lebanon and Syria
        (74.3, 34.0, True),  # the Line of Control in Kashmir
        (71.0, 27.9, False),  # India and Pakistan south of it
        (35.0, 22.0, True),  # Hala'ib
        (30.0, 22.0, False),  # Egypt and Sudan west of it
        (28.5, 9.3, True),  # Abyei
        (33.0, 10.5, False),  # Sudan and South Sudan elsewhere
    ],
)
def test_a_disputed_border_is_told_from_others(lon, lat, is_disputed):
    world, place = bundled(), shapely.Point(lon, lat)
    courses = {n: shapely.LineString(world.full.arc(n) / world.scale) for n in world.borders}
    nearest = min(courses, key=lambda n: courses[n].distance(place))
    assert courses[nearest].distance(place) < 0.5
    assert (nearest in disputed()) is is_disputed


def test_the_document_has_its_disputed_borders_among_the_others(story):
    assert story["disputed"]
    assert set(story["disputed"]) <= {max(n, ~n) for n in story["borders"]}


def test_nothing_crosses_the_antimeridian_and_its_seams_are_no_borders(story):
    for base in (story, base_map(points=[(178.4, -18.1)], focus=["FJ"], areas=["RU", "AQ"])):
        arcs = lines(base)
        seams = set(base["seams"])
        for number, line in enumerate(arcs):
            for (lon, lat), (next_lon, next_lat) in itertools.pairwise(line):
                assert abs(lon) <= 180
                if number in seams:
                    assert abs(lon) == abs(next_lon) == 180
                else:
                    assert abs(next_lon - lon) < 90
                    assert not (abs(lon) == abs(next_lon) == 180 and lat != next_lat)
        assert seams
        assert not seams & set(base["borders"])


def test_the_rivers_of_the_region_are_there(story):
    arcs = lines(story)
    rivers = shapely.MultiLineString([arcs[n] for river in story["rivers"] for n in river["arcs"]])
    for name, lon, lat in [
        ("Euphrates", 40.14, 35.34),
        ("Tigris", 44.38, 33.32),
        ("Nile", 31.23, 30.05),
        ("Volga", 46.0, 51.5),
    ]:
        assert rivers.distance(shapely.Point(lon, lat)) < 1.3, name
    assert rivers.distance(shapely.Point(40.14, 35.34)) < 0.03


def test_names_are_ranked_and_near(story):
    cities = {city["name"]: city for city in story["names"]["cities"]}
    assert {"Damascus", "Aleppo", "Latakia", "Homs", "Moscow", "Doha", "Beirut"} <= set(cities)
    assert cities["Damascus"]["capital"] is True
    assert "capital" not in cities["Aleppo"]
    assert 60 <= len(story["names"]["cities"]) <= 120
    syria = next(c for c in story["names"]["countries"] if c["code"] == "SY")
    assert syria == {"name": "Syria", "lon": 38.36, "lat": 35.09, "rank": 3, "code": "SY"}
    assert "Caspian Sea" in {sea["name"] for sea in story["names"]["seas"]}
    for names in story["names"].values():
        ranks = [name["rank"] for name in names]
        assert ranks == sorted(ranks)


def test_shapes_for_a_picture_are_clipped_and_valid():
    extent = (30, 28, 48, 40)
    base = base_shapes(extent, tolerance=0.02)
    for shapes in (base.land, base.borders, base.lakes, base.rivers):
        assert shapes
        for shape in shapes:
            assert shape.is_valid
            assert shapely.box(*extent).buffer(1e-9).covers(shape)
    coarse = base_shapes(extent, tolerance=0.5)
    assert sum(map(shapely.get_num_coordinates, coarse.land)) < sum(
        map(shapely.get_num_coordinates, base.land)
    )
    land = shapely.union_all(base.land)
    assert land.covers(shapely.Point(36.29, 33.51))
    assert not land.covers(shapely.Point(33.5, 34.2))
