"""A place that is answered as coordinates."""

import pytest

from formats.coordinates.angles import CoordinateError
from formats.drafts.place_lookup import spot_at


def test_coordinates_in_an_answer_are_read_latitude_first():
    spot = spot_at("33.51, 36.29", "The villa")
    assert (spot.name, spot.lon, spot.lat) == ("The villa", 36.29, 33.51)
    assert spot.coarse_km > 0


@pytest.mark.parametrize("answer", ["Damascus", "", "120, 36.29"])
def test_an_answer_without_coordinates_on_the_earth_is_none(answer):
    assert spot_at(answer, "The villa") is None


def test_coordinates_that_cannot_be_read_are_said():
    with pytest.raises(CoordinateError):
        spot_at("///filled.count.soap", "The villa")
