"""Time zones as people type them."""

import pytest

from app.editor.time_zones import read_zone, wrong_zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Tbilisi", "Asia/Tbilisi"),
        (" asia/tbilisi ", "Asia/Tbilisi"),
        ("Tbilisi", "Asia/Tbilisi"),
        ("Buenos aires", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
        ("Istanbul", "Asia/Istanbul"),
        ("Homs", "Asia/Damascus"),
        ("Syria", "Asia/Damascus"),
        ("Georgia", "Georgia"),  # a country, and a state of the United States
        ("Russia", "Russia"),
        ("GMT+3", "GMT+3"),  # a file of settings, or an offset: no place's zone
        ("", ""),
    ],
)
def test_a_zone_is_read_by_its_name_in_any_case_or_by_its_city(typed, zone):
    assert read_zone(typed) == zone


def test_what_is_no_zone_is_said_with_the_nearest():
    assert wrong_zone("tbilisi") is None
    wrong, mend = wrong_zone("Asia/Tiblisi")
    assert "Asia/Tiblisi" in wrong
    assert mend == "Write a city in it, or a name such as Asia/Tbilisi"
    assert "Etc/GMT-3" in wrong_zone("UTC+3")[1]
