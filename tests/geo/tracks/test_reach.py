import math

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.affinity import translate

from geo.tracks.reach import (
    AZIMUTHS,
    Prism,
    clipped,
    disc,
    ellipse,
    possible_at,
    possible_during,
    ring,
)

WGS84 = Geod(ellps="WGS84")
HOUR = 3_600_000
MEAN_M = 6_371_007.2  # the radius of the sphere with the ellipsoid's surface
DAMASCUS, MOSCOW = (36.5, 33.4), (37.6, 55.8)


def km2(region):
    return abs(WGS84.geometry_area_perimeter(shapely.orient_polygons(region))[0]) / 1e6


def cap_km2(radius_m):
    """The area of a spherical cap."""
    return 2 * math.pi * MEAN_M**2 * (1 - math.cos(radius_m / MEAN_M)) / 1e6


def edge(region):
    return np.array(shapely.get_coordinates(region))


@pytest.mark.parametrize("radius_km", [1, 300, 3000, 9000])
@pytest.mark.parametrize("centre", [(36.5, 33.4), (179.9, -17.0), (-60.0, 88.0), (10.0, -90.0)])
def test_a_disc_has_the_area_of_a_cap_wherever_it_lies(centre, radius_km):
    region = disc(*centre, radius_km * 1000)
    assert region.is_valid
    assert km2(region) == pytest.approx(cap_km2(radius_km * 1000), rel=0.008)
    assert shapely.box(-180, -90, 180, 90).covers(region)
    assert region.covers(shapely.Point(centre[0], centre[1] * 0.99999))


@pytest.mark.parametrize("centre", [(0.0, 0.0), (37.6, 55.8), (179.0, 10.0)])
def test_a_disc_with_both_poles_is_all_but_a_cap_around_the_antipode(centre):
    region = disc(*centre, 17_000_000)
    left = shapely.box(-180, -90, 180, 90).difference(region)
    assert km2(left) == pytest.approx(4e-6 * math.pi * MEAN_M**2 - cap_km2(17_000_000), rel=0.02)
    assert not region.intersects(shapely.Point((centre[0] + 360) % 360 - 180, -centre[1]))
    assert disc(*centre, 20_100_000).area == 360 * 180


def test_all_points_of_a_ring_are_at_its_distance():
    lons, lats = ring(*DAMASCUS, 500_000)
    ones = np.ones(AZIMUTHS)
    away = WGS84.inv(DAMASCUS[0] * ones, DAMASCUS[1] * ones, lons, lats)[2]
    assert away == pytest.approx(500_000, abs=0.01)
    assert (lats[0], lats[AZIMUTHS // 2]) == (lats.max(), lats.min())


@pytest.mark.parametrize(
    ("first", "second"),
    [(DAMASCUS, MOSCOW), ((178.0, 51.0), (-170.0, 55.0)), ((20.0, 85.0), (-160.0, 84.0))],
)
def test_at_an_ellipses_edge_the_distances_from_both_ends_add_up(first, second):
    apart = WGS84.inv(*first, *second)[2]
    for factor in (1.01, 1.6):
        points = edge(ellipse(first, second, sum_m=apart * factor))
        inner = points[(np.abs(points[:, 0]) < 179.999) & (np.abs(points[:, 1]) < 89.99)]
        ones = np.ones(len(inner))
        sums = sum(WGS84.inv(*(ones * v for v in end), *inner.T)[2] for end in (first, second))
        assert len(inner) > 200
        assert sums == pytest.approx(apart * factor, rel=1e-6)


def test_an_ellipse_of_two_equal_ends_is_a_disc_of_half_the_way():
    region = ellipse(DAMASCUS, DAMASCUS, sum_m=800_000)
    assert km2(region.symmetric_difference(disc(*DAMASCUS, 400_000))) < 0.001 * km2(region)


def test_on_a_short_way_the_ellipse_has_the_axes_of_the_plane():
    first, second = (10.0, 0.0), (10.0 + 1 / 111.3195, 0.0)  # a kilometre on the equator
    half = 1000.0  # half the long axis
    expected = math.pi * half * math.sqrt(half**2 - 500.0**2)
    assert km2(ellipse(first, second, sum_m=2 * half)) * 1e6 == pytest.approx(expected, rel=1e-3)


def prism(**changed):
    ends = {"lon0": 36.5, "lat0": 33.4, "start": 0, "lon1": 40.0, "lat1": 36.0, "end": HOUR}
    return Prism(**{**ends, "speed_kmh": 900.0, **changed})


def test_the_discs_of_all_moments_make_the_ellipse():
    silence = prism()
    moments = [possible_at(silence, int(share * HOUR)) for share in np.linspace(0, 1, 81)]
    union = shapely.union_all(moments)
    everything = possible_during(silence)
    assert km2(union.difference(everything)) < 1e-3 * km2(everything)
    assert km2(everything.difference(union)) < 0.02 * km2(everything)


def test_a_moment_is_near_the_end_that_is_near_in_time():
    silence = prism()
    early, late = (possible_at(silence, at) for at in (HOUR // 60, HOUR - HOUR // 60))
    assert early.covers(shapely.Point(36.5, 33.4))
    assert late.covers(shapely.Point(40.0, 36.0))
    assert km2(early) == pytest.approx(cap_km2(15_000), rel=0.01)
    assert not early.intersects(late)
    assert possible_at(silence, -1).is_empty
    assert possible_at(silence, HOUR + 1).is_empty


def test_ends_that_the_top_speed_cannot_keep_leave_nothing():
    silence = prism(speed_kmh=300.0)
    assert not silence.kept
    assert possible_at(silence, HOUR // 2).is_empty
    assert possible_during(silence).is_empty
    assert prism(speed_kmh=300.0, slack1_m=200_000).kept


def test_an_end_that_is_known_roughly_gives_room():
    rough = prism(slack0_m=50_000)
    assert possible_at(rough, 0).covers(disc(36.5, 33.4, 49_000))
    assert possible_at(rough, HOUR).intersects(shapely.Point(40.0, 36.0))
    assert km2(possible_at(prism(slack1_m=50_000), HOUR)) == pytest.approx(
        cap_km2(50_000), rel=0.01
    )


def test_at_just_the_speed_that_is_needed_there_is_one_line():
    silence = prism()
    just = prism(speed_kmh=silence.distance_m / 1000)
    region = possible_during(just)
    on_the_way = WGS84.npts(36.5, 33.4, 40.0, 36.0, 3)[1]
    assert region.buffer(1e-4).covers(shapely.Point(on_the_way))
    assert km2(region) < 1200  # a kilometre wide at most, 430 km long


def test_after_a_last_position_the_reach_grows():
    silence = Prism(36.5, 33.4, 0, 900.0)
    two, four = (possible_at(silence, hours * HOUR) for hours in (2, 4))
    assert four.covers(two)
    assert km2(four) == pytest.approx(cap_km2(3_600_000), rel=0.008)
    assert possible_during(silence, until=2 * HOUR).equals(two)
    with pytest.raises(ValueError, match="without a moment"):
        possible_during(silence)


def test_across_the_antimeridian_the_reach_is_the_same_as_elsewhere():
    """On an ellipsoid of revolution a turn about the axis changes nothing."""
    here = prism(lon0=-2.0, lat0=50.0, lon1=2.0, lat1=52.0)
    there = prism(lon0=178.0, lat0=50.0, lon1=-178.0, lat1=52.0)
    for region, across in (
        (possible_during(here), possible_during(there)),
        (possible_at(here, HOUR // 3), possible_at(there, HOUR // 3)),
    ):
        parts = [translate(part, xoff=0 if part.centroid.x > 0 else 360) for part in across.geoms]
        turned = translate(shapely.union_all(parts), xoff=-180)
        assert len(across.geoms) == 2
        assert km2(turned.symmetric_difference(region)) < 1e-6 * km2(region)


def test_a_car_stays_on_land_and_a_ship_on_water():
    beirut = disc(35.48, 33.90, 60_000)
    land, sea = clipped(beirut, "car"), clipped(beirut, "ship")
    assert land.covers(shapely.Point(35.9, 33.85))  # Zahle
    assert sea.covers(shapely.Point(35.2, 33.9))
    assert not land.intersects(shapely.Point(35.2, 33.9))
    assert land.area + sea.area == pytest.approx(beirut.area, rel=1e-6)
    assert clipped(beirut, "plane") is beirut
    lake = disc(33.0, -1.0, 20_000)  # Victoria
    assert clipped(lake, "car").is_empty
    assert clipped(lake, "ship").area == pytest.approx(lake.area)
    assert clipped(disc(-30.0, 30.0, 50_000), "car").is_empty
