"""The second story: what it needs that the first does not, in the data, the scene and a picture."""

from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest
import shapely

from geo.routes.leg_routes import route
from geo.time.closed_bounds import close_bounds
from geo.time.time_in_words import TimeWords
from geo.world import borders
from layers.picture.base_map_shapes import ground
from layers.picture.projection import fit
from layers.scene.extent import around, home_of
from layers.scene.scene_builder import build_scene
from layers.text.credits import source_line
from layers.web.web_payload import document_data

FRAME = (0.0, 0.0, 900.0, 600.0)


@pytest.fixture(scope="module")
def story(second_story):
    return second_story


@pytest.fixture(scope="module")
def scene(story):
    return build_scene(story)


def days(when):
    first, past = when.bounds()
    return (past - first).days


# --------------------------------------------------------------------------------- what it holds


def test_it_is_small_and_its_bounds_are_closed(story):
    assert 14 <= len(story.events) <= 24
    assert 9 <= len(story.legs) <= 16
    assert close_bounds(story)[1] == []


def test_dates_are_known_to_the_day_to_the_month_and_by_an_order_alone(story):
    written = {time.text for event in story.events for time in (event.start, event.end)}
    written |= {time.text for leg in story.legs for time in (leg.departure, leg.arrival)}
    assert {"1771-05-23", "1772-01", "1773-09/1773-11"} <= written
    starts = {event.id: event.start for event in story.events}
    assert days(starts["sails"]) == 1
    assert story.leg["walk-to-paris"].window.text == "1773-03/1773-05"  # "the spring"
    (american,) = (event for event in story.events if event.id == "american-claim")
    assert (american.start.text, american.after, american.before) == (
        "",
        ("sails",),
        ("own-japan",),
    )
    assert story.leg["macau-mauritius"].departure.text == "1772-01"


def test_what_is_told_once_by_many_counts_once(story):
    own = [claim for item in (*story.legs, *story.events) for claim in item.claims]
    origins = {}
    for claim in own:
        origins.setdefault(claim.origin, set()).add(claim.source)
    assert len(origins["Benyovszky’s own accounts"]) == 3, "in three books, one account"
    assert len(origins["Ryumin’s journal"]) == 2
    for leg in (*story.legs, *story.events):
        reports = [claim for claim in leg.claims if claim.stance == "reports"]
        if leg.figure == 1 and not leg.support:
            assert len({claim.origin for claim in reports} - {None}) > 1, leg.id


def test_what_was_converted_keeps_the_old_date_and_lies_eleven_days_later(story):
    old = {
        "sails": datetime(1771, 5, 12),  # noqa: DTZ001 - a day of the Julian calendar
        "in-macau": datetime(1771, 9, 12),  # noqa: DTZ001
        "reaches-japan": datetime(1771, 7, 7),  # noqa: DTZ001
        "reaches-kamchatka": datetime(1770, 9, 12),  # noqa: DTZ001
    }
    for event in story.events:
        if event.id in old:
            assert "old style" in event.words
            new = event.start.bounds()[0].replace(tzinfo=None)
            assert (new - old.pop(event.id)).days == 11
    assert not old


def test_they_go_on_foot_and_by_ship(story):
    assert {"foot", "ship"} <= {leg.mode for leg in story.legs}
    assert story.leg["walk-to-paris"].mode == "foot"


def test_two_accounts_disagree_about_the_route_and_both_are_drawn(story):
    south = [leg for leg in story.legs if leg.id.startswith("south-")]
    own = [leg for leg in story.legs if leg.id.startswith("own-")]
    assert (south[0].origin, own[0].origin) == ("bolshaya-mouth", "bolshaya-mouth")
    assert (south[-1].to, own[-1].to) == ("shikoku", "shikoku")
    for leg in own:
        assert leg.path == "inferred"
        assert {claim.stance for claim in leg.claims} == {"reports", "denies"}
        assert leg.level == "contested or unverified"
        assert {story.person[name].group for name in leg.people} == {"benyovszky"}
    for leg in south:
        assert leg.figure == 1
        assert len({claim.source for claim in leg.claims if claim.stance == "reports"}) > 1
    assert story.leg["south-kurils"].support.reason  # he denies it; the editor says why it stands


def test_every_source_says_what_its_numbers_count(story):
    for source in story.sources:
        assert "(¶ counts " in source.title
        assert source.reliability != "F"


def test_every_reading_of_ours_is_said_where_a_time_is_wider_than_the_words(story):
    for leg in (*story.legs, *story.events):
        if not leg.words:
            own = leg.reading or getattr(leg, "place", None) or leg.path
            assert own, leg.id


# ----------------------------------------------------------------------------- round the earth


def test_two_legs_cross_the_antimeridian_and_stay_whole(story):
    crossing = {leg.id for leg in story.legs if len(route(story, leg).parts) > 1}
    assert crossing == {"own-strait", "own-japan"}
    for name in crossing:
        before, after = route(story, story.leg[name]).parts
        assert abs(before[-1][0]) == abs(after[0][0]) == 180
        assert before[-1][1:] == after[0][1:]  # the same latitude, the same fraction


def test_its_lines_at_sea_keep_off_africa(story):
    africa = shapely.union_all([borders.country_shape(code) for code in ("ZA", "NG", "DZ", "MA")])
    for name in ("macau-mauritius", "mauritius-lorient"):
        for part in route(story, story.leg[name]).parts:
            line = shapely.LineString([(lon, lat) for lon, lat, _ in part])
            assert not line.intersects(africa)


def test_a_view_over_the_antimeridian_is_narrow_and_holds_its_circles(story):
    events = {event.id: event for event in story.events}
    west, south, east, north = around(story, events["to-the-strait"])
    assert west < 180 < east
    assert east - west < 60
    west, south, east, north = around(story, events["american-claim"])
    assert west < -139.7 - 5 < -139.7 + 5 < east
    assert south < 57 - 3.5 < 57 + 3.5 < north


def test_home_is_the_world_and_gets_a_finer_base_map(story, scene):
    west, _, east, _ = home_of(story)
    assert east - west > 200
    assert west < 180 < east
    arcs = document_data(scene)["base"]["arcs"]
    assert borders.BUDGET < sum(len(arc) // 2 - 1 for arc in arcs) <= 2.2 * borders.BUDGET


# ------------------------------------------------------------------------------ words, pictures


def test_a_year_of_publication_is_not_told_as_a_day(story, scene):
    line = source_line(scene)
    assert "1790" in line
    assert "January" not in line
    clock = TimeWords(story)
    assert clock.date(story.source["memoirs"].published) == "1790"
    assert clock.date(story.leg["macau-mauritius"].departure)  # a window of its own
    departure = next(e for e in story.events if e.id == "sails").start
    assert clock.date(departure) == "23 May 1771"


def test_a_picture_of_the_whole_world_has_its_land_where_it_belongs(scene):
    view = fit(scene.home, FRAME)
    assert view.projection.whole_earth
    shape = ground(view).shape
    for lon, lat in ((20, 0), (134, -25), (-100, 45), (-60, -10), (100, 60)):
        assert shape.contains(shapely.Point(view.point(lon, lat))), (lon, lat)
    for lon, lat in ((-150, 20), (70, -20), (-30, 30), (170, 20), (160, -50)):
        assert not shape.contains(shapely.Point(view.point(lon, lat))), (lon, lat)


def test_a_picture_of_the_whole_world_has_its_edge_inside_the_frame(scene):
    view = fit(scene.home, FRAME)
    lon = view.projection.lon
    edge = view.place(np.array([lon - 179.99, lon + 179.99]), np.array([0.0, 0.0]))
    assert edge[0, 0] >= FRAME[0] - 0.5
    assert edge[1, 0] <= FRAME[2] + 0.5


def test_a_line_over_the_antimeridian_does_not_jump_in_a_picture(story):
    events = {event.id: event for event in story.events}
    view = fit(around(story, events["to-the-strait"]), FRAME)
    for part in route(story, story.leg["own-strait"]).parts:
        placed = [view.point(lon, lat) for lon, lat, _ in part]
        assert max(np.hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(placed)) < 40
