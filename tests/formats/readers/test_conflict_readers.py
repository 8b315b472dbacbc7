"""ACLED and UCDP GED: their precision codes become bounds and kilometres."""

import pytest

from tests.formats.sample_files import events, missed, places, read_draft, table, workbook

ACLED = ("event_id_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type",
         "actor1", "assoc_actor_1", "actor2", "country", "location", "latitude", "longitude",
         "geo_precision", "source", "notes", "fatalities")  # fmt: skip
UCDP = ("id", "relid", "type_of_violence", "conflict_name", "side_a", "side_b", "source_article",
        "source_office", "source_date", "where_prec", "where_coordinates", "latitude", "longitude",
        "country", "event_clarity", "date_prec", "date_start", "date_end", "best", "high",
        "low")  # fmt: skip


def acled(**cells):
    row = {
        "event_id_cnty": "SYR1234", "event_date": "2024-12-08", "year": 2024, "time_precision": 1,
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "HTS",
        "assoc_actor_1": "SNA; FSA", "actor2": "Military Forces of Syria", "country": "Syria",
        "location": "Homs", "latitude": 34.7241, "longitude": 36.7256, "geo_precision": 1,
        "source": "SOHR; Reuters", "notes": "On 8 December, they clashed.", "fatalities": 3,
    }  # fmt: skip
    return [{**row, **cells}[name] for name in ACLED]


def ucdp(**cells):
    row = {
        "id": "1", "relid": "SYR-2024-1-118-2", "type_of_violence": 1,
        "conflict_name": "Syria: Government", "side_a": "Government of Syria", "side_b": "HTS",
        "source_article": '"Reuters,2024-12-09,Clashes in Homs"', "source_office": "Reuters; AFP",
        "source_date": "2024-12-09; 2024-12-10", "where_prec": 1, "where_coordinates": "Homs town",
        "latitude": 34.7241, "longitude": 36.7256, "country": "Syria", "event_clarity": 1,
        "date_prec": 1, "date_start": "2024-12-08 00:00:00.000",
        "date_end": "2024-12-08 00:00:00.000", "best": 5, "high": 9, "low": 3,
    }  # fmt: skip
    return [{**row, **cells}[name] for name in UCDP]


def read_acled(**cells):
    return read_draft("acled.csv", table(ACLED, acled(**cells)))


def read_ucdp(**cells):
    return read_draft("ged.csv", table(UCDP, ucdp(**cells)))


def test_a_row_of_acled_is_an_event_with_its_publications_as_claims():
    draft = read_acled()
    assert draft.format == "CSV table of ACLED, parted by commas"
    assert events(draft) == [
        ("Armed clash, Homs", "2024-12-08", None, "Homs",
         ["HTS", "SNA", "FSA", "Military Forces of Syria"], ["SOHR", "Reuters"])
    ]  # fmt: skip
    (event,) = draft.story["events"]
    assert event["id"] == "syr1234"
    assert event["text"] == "On 8 December, they clashed.\nFatalities as ACLED has them: 3."
    assert {(claim["told_by"], claim["named"]) for claim in event["claims"]} == {
        ("not said in the file", False)
    }


@pytest.mark.parametrize(
    ("code", "start"),
    [(1, "2024-12-08"), (2, "2024-12-02/2024-12-14"), (3, "2024-12"), (7, "2024-12")],
)
def test_time_precision_of_acled_becomes_bounds(code, start):
    draft = read_acled(time_precision=code)
    assert events(draft)[0][1] == start
    assert ("reading" in draft.story["events"][0]) == (code != 1)


@pytest.mark.parametrize(("code", "km"), [(1, 5), (2, 50), (3, 250)])
def test_geo_precision_of_acled_becomes_kilometres(code, km):
    assert places(read_acled(geo_precision=code)) == [("Homs", 36.7256, 34.7241, km)]


@pytest.mark.parametrize("date", ["08 December 2024", "2024-12-08", "8-Dec-2024"])
def test_dates_of_older_downloads_of_acled_are_known(date):
    assert events(read_acled(event_date=date))[0][1] == "2024-12-08"


def test_capital_heads_and_workbooks_of_acled_are_known():
    heads = [name.upper() for name in ACLED]
    draft = read_draft("acled.xlsx", workbook(Data=[heads, acled()]))
    assert draft.format == "XLSX workbook"
    assert events(draft)[0][0] == "Armed clash, Homs"


def test_columns_of_acled_that_are_not_read_are_told():
    draft = read_draft(
        "acled.csv", table((*ACLED, "iso", "region"), [*acled(), 760, "Middle East"])
    )
    assert missed(draft) == ["Columns not read: iso, region. Add by hand what they say."]


def test_a_row_of_ucdp_is_an_event_with_its_offices_as_claims():
    draft = read_ucdp()
    assert draft.format == "CSV table of UCDP GED, parted by commas"
    assert events(draft) == [
        ("State-based conflict, Homs town", "2024-12-08", None, "Homs town",
         ["Government of Syria", "HTS"], ["Reuters", "AFP"])
    ]  # fmt: skip
    assert draft.story["events"][0]["text"].endswith(
        "Deaths, UCDP's best estimate: 5 (from 3 to 9)."
    )


@pytest.mark.parametrize(
    ("cells", "start"),
    [
        ({"date_prec": 1}, "2024-12-08"),
        ({"date_prec": 2, "date_end": "2024-12-11"}, "2024-12-08/2024-12-11"),
        ({"date_prec": 3, "date_end": "2024-12-14"}, "2024-12-08/2024-12-14"),
        ({"date_prec": 4, "date_start": "2024-12-01", "date_end": "2024-12-31"},
         "2024-12-01/2024-12-31"),
        ({"date_prec": 5, "date_start": "2024-01-01", "date_end": "2024-12-31"},
         "2024-01-01/2024-12-31"),
        ({"date_prec": 2}, "2024-12-02/2024-12-14"),
        ({"date_prec": 4}, "2024-12-01/2024-12-31"),
        ({"date_prec": 5}, "2024-01-01/2024-12-31"),
    ],
)  # fmt: skip
def test_date_prec_of_ucdp_becomes_bounds(cells, start):
    assert events(read_ucdp(**cells))[0][1:3] == (start, None)


@pytest.mark.parametrize(("code", "km"), [(1, 5), (2, 25), (3, 75), (4, 250), (5, 250), (7, 1000)])
def test_where_prec_of_ucdp_becomes_kilometres(code, km):
    assert places(read_ucdp(where_prec=code)) == [("Homs town", 36.7256, 34.7241, km)]


def test_where_only_the_country_is_known_there_is_no_point():
    assert places(read_ucdp(where_prec=6)) == [("Syria", "SY")]


def test_articles_stand_in_where_offices_are_not_listed():
    draft = read_ucdp(source_office="", source_article='"Reuters,2024-12-09,A";"SANA,2024-12-09,B"')
    assert events(draft)[0][5] == ["Reuters", "SANA"]


def test_an_event_out_of_a_sum_says_so():
    assert "event clarity 2" in read_ucdp(event_clarity=2).story["events"][0]["reading"]
