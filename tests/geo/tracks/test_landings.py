import shapely

from geo.places.harbours import POSITION_KM, harbours
from geo.tracks.landings import landing_kind, landings
from geo.tracks.reach import Prism, possible_during

HOUR = 3_600_000
FROM_DAMASCUS = Prism(36.52, 33.41, 0, 600.0, lon1=35.95, lat1=35.40, end=HOUR)


def test_airports_in_a_reach_are_those_in_its_ellipse_with_the_time_for_a_stay():
    places = landings(FROM_DAMASCUS, "airport")
    ellipse = possible_during(FROM_DAMASCUS)
    codes = {landing.code for landing in places}
    assert {"DAM", "LTK", "BEY"} <= codes
    assert "CAI" not in codes
    assert all(ellipse.covers(shapely.Point(landing.lon, landing.lat)) for landing in places)
    stays = [landing.latest - landing.earliest for landing in places]
    assert stays == sorted(stays, reverse=True)
    assert all(0 <= landing.earliest <= landing.latest <= HOUR for landing in places)


def test_beirut_is_not_reached_before_its_distance_is_flown():
    beirut = next(stay for stay in landings(FROM_DAMASCUS, "airport") if stay.code == "BEY")
    km = 103  # from Damascus airport, great circle
    assert abs(beirut.earliest - km / 600 * HOUR) < HOUR / 60


def test_after_a_last_position_airports_are_reached_one_after_the_other():
    silence = Prism(36.52, 33.41, 0, 600.0)
    early, later = (
        {landing.code for landing in landings(silence, "airport", until=hours * HOUR)}
        for hours in (1, 3)
    )
    assert early < later


def test_harbours_in_a_ships_reach_may_lie_a_little_nearer_than_listed():
    off_tartus = Prism(35.6, 34.9, 0, 40.0, lon1=35.6, lat1=35.3, end=3 * HOUR)
    places = {landing.code: landing for landing in landings(off_tartus, "harbour")}
    assert {"SYTTS", "SYLTK", "SYBAN"} <= set(places)
    assert not {"LBBEY", "CYLMS", "DAM"} & set(places)
    soonest = places["SYTTS"].earliest / HOUR * 40  # km
    away = 25.7  # from the first position to Tartus as listed, on the ellipsoid
    assert abs(soonest - (away - POSITION_KM)) < 1
    assert all(0 <= place.earliest <= place.latest <= 3 * HOUR for place in places.values())


def test_what_is_listed_follows_from_the_mode():
    assert [landing_kind(mode) for mode in ("plane", "unknown", "ship", "car")] == [
        "airport",
        "airport",
        "harbour",
        None,
    ]


def test_the_list_of_harbours_has_each_code_once_and_known_ports_where_they_are():
    known = {harbour.code: harbour for harbour in harbours()}
    assert len(known) == len(harbours()) > 1500
    assert list(known) == sorted(known)
    for code, lon, lat in (
        ("SYLTK", 35.78, 35.52),  # minutes of arc, as UN/LOCODE has them
        ("BRARE", -37.13, -4.95),  # which searoute's list has as -37.08, -4.57
        ("LYTIP", 13.19, 32.9),
    ):
        assert abs(known[code].lon - lon) < 0.05, code
        assert abs(known[code].lat - lat) < 0.05, code
    assert "BGSOF" not in known, "Sofia has no harbour"
