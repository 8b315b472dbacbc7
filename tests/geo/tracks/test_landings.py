import shapely

from geo.tracks.landings import landings
from geo.tracks.reach import Prism, possible_during

HOUR = 3_600_000
FROM_DAMASCUS = Prism(36.52, 33.41, 0, 600.0, lon1=35.95, lat1=35.40, end=HOUR)


def test_airports_in_a_reach_are_those_in_its_ellipse_with_the_time_for_a_stay():
    places = landings(FROM_DAMASCUS)
    ellipse = possible_during(FROM_DAMASCUS)
    codes = {landing.airport.part for landing in places}
    assert {"DAM", "LTK", "BEY"} <= codes
    assert "CAI" not in codes
    assert all(
        ellipse.covers(shapely.Point(landing.airport.lon, landing.airport.lat))
        for landing in places
    )
    stays = [landing.latest - landing.earliest for landing in places]
    assert stays == sorted(stays, reverse=True)
    assert all(0 <= landing.earliest <= landing.latest <= HOUR for landing in places)


def test_beirut_is_not_reached_before_its_distance_is_flown():
    beirut = next(stay for stay in landings(FROM_DAMASCUS) if stay.airport.part == "BEY")
    km = 103  # from Damascus airport, great circle
    assert abs(beirut.earliest - km / 600 * HOUR) < HOUR / 60


def test_after_a_last_position_airports_are_reached_one_after_the_other():
    silence = Prism(36.52, 33.41, 0, 600.0)
    early, later = (
        {landing.airport.id for landing in landings(silence, until=hours * HOUR)}
        for hours in (1, 3)
    )
    assert early < later
