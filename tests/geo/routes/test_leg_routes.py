from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo.routes.leg_routes import STEP_M, TOP_SPEED_KMH, Timing, duration, route, timing
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import Bounds
from geo.world.borders import country_shape

WGS84 = Geod(ellps="WGS84")


def at(story, text):
    return datetime.fromisoformat(text).replace(tzinfo=story.zone)


def timed(story, leg):
    """Give the window of a leg as it is drawn."""
    return timing(leg, route(story, leg).length_m, drawn_bounds(story)[leg.id])


def positions(path):
    return [(lon, lat) for part in path.parts for lon, lat, _ in part]


def km_to_border(code, lon, lat):
    """Distance to the nearest point of a country's outline, km."""
    outline = country_shape(code).boundary
    near = outline.interpolate(outline.project(shapely.Point(lon, lat)))
    return WGS84.inv(lon, lat, near.x, near.y)[2] / 1000


# --------------------------------------------------------------------- where Assad was, as reported


def test_at_three_in_the_night_he_may_be_anywhere_up_to_hmeimim_or_beyond(shipped):
    moment = at(shipped, "2024-12-08T03:00")
    when = timed(shipped, shipped.leg["damascus-hmeimim"])
    assert (when.least(moment), when.furthest(moment)) == (0.0, 1.0)
    later = timed(shipped, shipped.leg["hmeimim-moscow"])
    assert (later.least(moment), later.furthest(moment)) == (0.0, 1.0), "an order and no hour"
    soonest = at(shipped, "2024-12-08T00:12")
    assert later.furthest(soonest) == 0.0, "not before the flight from Damascus can have ended"


@pytest.mark.parametrize(
    ("clock", "least", "furthest"),
    [
        ("2024-12-07T23:59", 0, 0),  # not before midnight
        ("2024-12-08T00:00", 0, 0),
        ("2024-12-08T00:06", 0, 0.47),  # 212 km take 12.7 minutes at the very least
        ("2024-12-08T00:14", 0, 1),
        ("2024-12-08T05:46", 0, 1),
        ("2024-12-08T05:54", 0.53, 1),
        ("2024-12-08T06:00", 1, 1),  # landed by six
    ],
)
def test_the_flight_to_hmeimim(shipped, clock, least, furthest):
    leg = shipped.leg["damascus-hmeimim"]
    when = timed(shipped, leg)
    moment = at(shipped, clock)
    assert when.least(moment) == pytest.approx(least, abs=0.01)
    assert when.furthest(moment) == pytest.approx(furthest, abs=0.01)


def test_who_was_stopped_never_surely_passed_anything(shipped):
    leg = shipped.leg["makhlouf-lebanon"]
    when = timed(shipped, leg)
    assert not when.arrives
    for clock in ("2024-12-08T12:00", "2024-12-13T00:00", "2024-12-20T00:00"):
        assert when.least(at(shipped, clock)) == 0
    assert when.furthest(at(shipped, "2024-12-13T00:00")) == 1


# ------------------------------------------------------------------------------- lines and borders


@pytest.mark.parametrize(("name", "code"), [("maher-iraq", "IQ"), ("makhlouf-lebanon", "LB")])
def test_a_line_to_a_country_ends_at_its_border(shipped, name, code):
    path = route(shipped, shipped.leg[name])
    line = positions(path)
    assert km_to_border(code, *line[-1]) < 1
    country = country_shape(code)
    assert not any(country.contains(shapely.Point(*point)) for point in line[:-1])
    assert shapely.LineString(line).intersection(country).length < 0.01
    assert path.open_end


def test_a_line_from_a_country_begins_at_its_border(shipped):
    leg = shipped.leg["maher-russia"]
    path = route(shipped, leg)
    first, last = positions(path)[0], positions(path)[-1]
    assert km_to_border("IQ", *first) < 1
    assert km_to_border("RU", *last) < 1
    assert (path.open_start, path.open_end) == (True, True)


def test_a_line_ends_where_it_first_meets_the_country(make_story):
    """From Gdansk to Russia the first Russian ground is Kaliningrad's, with Lithuania behind it."""
    story = make_story(
        legs=[make_story.leg("east", **{"from": "gdansk"}, to="russia", window="2024-05-01")],
    )
    lon, lat = positions(route(story, story.legs[0]))[-1]
    assert 18.7 < lon < 21
    assert km_to_border("RU", lon, lat) < 1


def test_maher_lands_nowhere_in_iraq(shipped):
    lon, lat = positions(route(shipped, shipped.leg["maher-iraq"]))[-1]
    assert 38.7 < lon < 41.5
    assert 32 < lat < 35
    assert WGS84.inv(36.2913, 33.5102, lon, lat)[2] < 300_000


def test_an_end_that_is_not_reported_is_open(shipped):
    flight = route(shipped, shipped.leg["damascus-hmeimim"])
    assert (flight.open_start, flight.open_end) == (False, False)
    trip = route(shipped, shipped.leg["damascus-moscow"])
    assert (trip.open_start, trip.open_end) == (True, False)


def test_a_way_from_inside_a_country_to_it_has_no_border_to_cross(make_story):
    with pytest.raises(ValueError, match="does not cross the border of Italy"):
        make_story(
            legs=[make_story.leg("home", **{"from": "rome"}, to="italy", window="2024-05-01")],
            places=[
                {
                    "id": "rome",
                    "name": "Rome",
                    "lon": 12.5,
                    "lat": 41.9,
                    "precision_km": 5,
                    "coordinates_from": "GeoNames",
                },
                {"id": "italy", "name": "Italy", "area": "IT", "coordinates_from": "Natural Earth"},
            ],
        )


# -------------------------------------------------------------------------------------- geodesics


def test_the_way_to_moscow_is_as_long_as_the_geodesic(shipped):
    leg = shipped.leg["hmeimim-moscow"]
    path = route(shipped, leg)
    (lon0, lat0), (lon1, lat1) = shipped.place["hmeimim"].point, shipped.place["moscow"].point
    _, _, expected = WGS84.inv(lon0, lat0, lon1, lat1)
    assert path.length_m == pytest.approx(expected, abs=1)
    assert positions(path)[0] == pytest.approx((lon0, lat0))
    assert positions(path)[-1] == pytest.approx((lon1, lat1))


def test_a_geodesic_has_a_point_at_least_every_so_many_metres(shipped):
    line = positions(route(shipped, shipped.leg["hmeimim-moscow"]))
    steps = [WGS84.inv(*point, *following)[2] for point, following in pairwise(line)]
    assert max(steps) <= STEP_M
    assert max(steps) - min(steps) < 1


def test_fractions_are_shares_of_the_length(shipped):
    for leg in shipped.legs:
        path = route(shipped, leg)
        fractions = [share for part in path.parts for _, _, share in part]
        assert fractions[0] == 0
        assert fractions[-1] == pytest.approx(1)
        assert fractions == sorted(fractions)
        line = positions(path)
        half = next(i for i, share in enumerate(fractions) if share >= 0.5)
        lons, lats = zip(*line[: half + 1], strict=True)
        gone = WGS84.line_length(lons, lats)
        assert gone / path.length_m == pytest.approx(fractions[half], abs=1e-6)


def test_a_way_through_places_goes_through_them(make_story):
    story = make_story(
        legs=[
            make_story.leg(
                "round", **{"from": "paris"}, to="paris", via=["lyon"], window="2024-05-01"
            )
        ]
    )
    line = positions(route(story, story.legs[0]))
    assert min(WGS84.inv(*point, 4.83, 45.76)[2] for point in line) < 1
    assert line[0] == pytest.approx(line[-1])


# ------------------------------------------------------------------------------------ antimeridian


@pytest.mark.parametrize(
    ("origin", "to", "edges"),
    [
        ("tokyo", "los-angeles", (180, -180)),
        ("los-angeles", "tokyo", (-180, 180)),
        ("suva", "apia", (180, -180)),
    ],
)
def test_a_line_is_split_at_the_antimeridian(make_story, origin, to, edges):
    leg = make_story.leg("over", **{"from": origin}, to=to, mode="plane", window="2024-05-01")
    story = make_story(legs=[leg])
    path = route(story, story.legs[0])
    first, second = path.parts
    (lon0, lat0, share0), (lon1, lat1, share1) = first[-1], second[0]
    assert (lon0, lon1) == edges
    assert lat0 == lat1
    assert share0 == share1
    assert 0 < share0 < 1
    assert all(-180 <= lon <= 180 for lon, _ in positions(path))
    for part in path.parts:
        assert all(abs(b[0] - a[0]) < 2 for a, b in pairwise(part)), "no line round the world"
    (start, end) = story.place[origin].point, story.place[to].point
    assert path.length_m == pytest.approx(WGS84.inv(*start, *end)[2], rel=1e-6)
    edge = [(lon, lat) for lon, lat, _ in first]
    gone = WGS84.line_length(*zip(*edge, strict=True))
    assert gone / path.length_m == pytest.approx(share0, abs=1e-4)


def test_a_line_that_stays_on_one_side_is_one_part(shipped):
    assert all(len(route(shipped, leg).parts) == 1 for leg in shipped.legs)


# ----------------------------------------------------------------------------------------- windows


def test_one_window_for_the_whole_leg(make_story):
    """The design: d0 = w0, d1 = w1 - T, a0 = w0 + T, a1 = w1, with T = length / top speed."""
    window = "2024-05-01T08:00/2024-05-01T20:00"
    story = make_story(legs=[make_story.leg("drive", mode="car", window=window)])
    leg = story.legs[0]
    length = route(story, leg).length_m
    needs = timedelta(hours=length / 1000 / TOP_SPEED_KMH["car"])
    assert needs == duration("car", length)
    w0, w1 = datetime(2024, 5, 1, 8, tzinfo=UTC), datetime(2024, 5, 1, 20, tzinfo=UTC)
    when = timed(story, leg)
    assert (when.w0, when.w1, when.fastest) == (w0, w1, needs)
    assert when.corners == (w0, w1 - needs, w0 + needs, w1)
    assert drawn_bounds(story)["drive"] == Bounds(*when.corners)
    assert leg.window.bounds() == (w0, w1)
    assert not leg.departure.text
    assert not leg.arrival.text


def test_exact_ends_are_a_window_too_and_nobody_reported_a_point_between_them(make_story):
    """The space-time prism: nobody says at which speed he went, nor where he waited."""
    leg = make_story.leg(
        "ride", mode="train", departure="2024-05-01T08:00", arrival="2024-05-01T11:00"
    )
    story = make_story(legs=[leg])
    when = timed(story, story.legs[0])
    eight, eleven = datetime(2024, 5, 1, 8, tzinfo=UTC), datetime(2024, 5, 1, 11, tzinfo=UTC)
    needs = duration("train", route(story, story.legs[0]).length_m)
    assert when.corners == (eight, eleven - needs, eight + needs, eleven)
    half = eight + timedelta(hours=1.5)
    assert (when.least(half), when.furthest(half)) == (0, 1)
    assert when.furthest(eight + needs / 2) == pytest.approx(0.5)
    assert when.least(eleven - needs / 2) == pytest.approx(0.5)
    bounds = drawn_bounds(story)["ride"]
    assert (bounds.s0, bounds.s1, bounds.e0, bounds.e1) == (eight, eight, eleven, eleven)


def test_who_was_stopped_may_have_set_out_late(make_story):
    leg = make_story.leg(
        "try", mode="foot", outcome="stopped", window="2024-05-01T08:00/2024-05-01T09:00"
    )
    story = make_story(legs=[leg])
    when = timed(story, story.legs[0])
    d0, d1, _, a1 = when.corners
    assert (d0.hour, d1.hour, a1.hour) == (8, 9, 9)
    assert when.furthest(a1) == 1


MINUTES = st.integers(0, 10_000)
MIDNIGHT = datetime(2024, 12, 8, tzinfo=UTC)


@st.composite
def timings(draw):
    """Windows that the way fits into, as a loaded story has them; who is stopped needs no room."""
    w0, w1 = sorted(MIDNIGHT + timedelta(minutes=draw(MINUTES)) for _ in range(2))
    arrives = draw(st.booleans())
    most = (w1 - w0) // timedelta(minutes=1) if arrives else 10_000
    return Timing(w0, w1, timedelta(minutes=draw(st.integers(0, most))), arrives=arrives)


@given(when=timings(), first=MINUTES, second=MINUTES)
def test_least_never_exceeds_furthest_and_both_rise(when, first, second):
    early, late = (MIDNIGHT + timedelta(minutes=n) for n in sorted((first, second)))
    for moment in (early, late, *when.corners):
        assert 0 <= when.least(moment) <= when.furthest(moment) <= 1
    assert when.least(early) <= when.least(late)
    assert when.furthest(early) <= when.furthest(late)


@given(when=timings())
def test_nobody_moves_before_departure_and_all_have_come_at_the_end(when):
    blink = timedelta(milliseconds=1)
    d0, d1, _, a1 = when.corners
    assert when.furthest(d0 - blink) == 0
    assert when.least(d1 - blink) == 0
    assert when.furthest(a1) == 1
    assert when.least(a1) == (1 if when.arrives else 0)


@given(when=timings(), moment=MINUTES)
def test_between_exact_ends_there_is_a_stretch_unless_only_full_speed_would_do(when, moment):
    """A dot only where a position was reported: never because two computed bounds meet."""
    at_moment = MIDNIGHT + timedelta(minutes=moment)
    if when.w0 < at_moment < when.w1 and when.fastest < when.w1 - when.w0:
        assert when.least(at_moment) < when.furthest(at_moment)


@given(
    window=st.tuples(MINUTES, MINUTES).map(sorted),
    km=st.floats(0, 20_000, allow_nan=False),
    moment=MINUTES,
)
def test_a_tightened_window_stays_in_order(make_story, window, km, moment):
    w0, w1 = (MIDNIGHT + timedelta(minutes=n) for n in window)
    story = make_story(legs=[make_story.leg("any", mode="plane", window="2024-05-01")])
    when = timing(story.legs[0], km * 1000, Bounds(w0, w1, w0, w1))
    d0, d1, a0, a1 = when.corners
    assert d0 <= d1 <= a1
    assert d0 <= a0 <= a1
    at_moment = MIDNIGHT + timedelta(minutes=moment)
    assert when.least(at_moment) <= when.furthest(at_moment)
