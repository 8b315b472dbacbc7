import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from formats import FormatError, read
from tests.formats.sample_files import asked, events, missed, places, read_draft, table, workbook

HEAD = ("Title", "Date", "Lat", "Lon")
DAMASCUS = ("33.5102", "36.2913")
FILE = "not said in the file"
NOBODY = "Nobody named in the file"


def only_event(*cells, head=HEAD, **mapping):
    """The only event of a table of one row."""
    draft = read_draft("events.csv", table(head, cells), **mapping)
    assert draft.ready, (draft.open_questions, missed(draft))
    (event,) = events(draft)
    return event


PLAIN = [
    ("2024-12-08", "2024-12-08"),
    ("2024-12", "2024-12"),
    ("2024", "2024"),
    ("2024-12-08T22:30Z", "2024-12-08T22:30Z"),
    ("2024-12-08T22:30:15.250+03:00", "2024-12-08T22:30:15+03:00"),
    ("20241208", "2024-12-08"),
    ("2024/12/8", "2024-12-08"),
    ("8 December 2024", "2024-12-08"),
    ("December 8, 2024", "2024-12-08"),
    ("Sunday, 8 December 2024", "2024-12-08"),
    ("8. Dezember 2024", "2024-12-08"),
    ("1er août 1944", "1944-08-01"),
    ("8 de diciembre de 2024", "2024-12-08"),
    ("Dec 2024", "2024-12"),
    ("c. 2024-12", "2024-12~"),
    ("um 1830", "1830~"),
    ("c1830", "1830~"),
    ("vers 1830", "1830~"),
    ("около 1830 года", "1830~"),
    ("2024-12-08 22:30Z~", "2024-12-08T22:30Z~"),
    ("ca. 22:30 UTC, 8 December 2024", "2024-12-08T22:30Z~"),
    ("8 December 2024, around 10 pm UTC", "2024-12-08T22:00Z~"),
    ("8 December 2024 at about 22:30Z", "2024-12-08T22:30Z~"),
    ("8. Dezember 2024 gegen 22:30 UTC", "2024-12-08T22:30Z~"),
    ("8. Dezember 2024 um 22:30 UTC", "2024-12-08T22:30Z"),
    ("8 décembre 2024 vers 22h UTC", "2024-12-08T22:00Z~"),
    ("8 de diciembre de 2024 hacia las 22:30 UTC", "2024-12-08T22:30Z~"),
    ("8 декабря 2024 около 22:30 UTC", "2024-12-08T22:30Z~"),
    ("2024-12-08?", "2024-12-08?"),
    ("2024-12-07/2024-12-08", "2024-12-07/2024-12-08"),
    ("08/08/2024", "2024-08-08"),
    ("25/12/2024", "2024-12-25"),
    ("12/25/2024", "2024-12-25"),
    ("25.12.2024", "2024-12-25"),
]


@pytest.mark.parametrize(("written", "start"), PLAIN)
def test_a_date_is_read_and_no_sharper_than_it_is(written, start):
    assert only_event("Flight", written, *DAMASCUS)[1] == start


def test_the_simplest_table_gives_an_event_whose_claim_is_the_files_own():
    draft = read_draft("flight.csv", table(HEAD, ("Flight", "2024-12-08", *DAMASCUS)))
    assert events(draft) == [("Flight", "2024-12-08", None, "Flight", [NOBODY], [FILE])]
    assert places(draft) == [("Flight", 36.2913, 33.5102, 25.0)]
    (claim,) = draft.story["events"][0]["claims"]
    assert claim == {
        "source": "flight-csv",
        "paragraphs": [2],
        "told_by": "the imported file",
        "named": False,
    }
    (source,) = draft.story["sources"]
    assert source["title"] == "flight.csv"
    assert source["published"] == "2024-12-08/2026-01-02", "between what it tells of and today"
    assert draft.story["time_zone"] == "UTC"
    assert missed(draft) == []


def test_how_exactly_places_are_known_is_asked_and_taken_as_vague_until_then():
    draft = read_draft("a.csv", table(HEAD, ("A", "2024", "33.5", "36.3")))
    (question,) = [question for question in draft.questions if question.id == "within"]
    assert (question.default, question.open) == ("25", False)
    draft = read_draft("a.csv", table(HEAD, ("A", "2024", "33.5", "36.3")), within="1")
    assert places(draft) == [("A", 36.3, 33.5, 5.56)], "a tenth of a degree is no kilometre"


def test_columns_of_people_sources_places_and_texts_are_recognised():
    draft = read_draft(
        "log.csv",
        table(
            ("Event", "Start date", "End date", "Place", "Latitude", "Longitude", "Who", "Source",
             "Notes"),
            ("Talks", "2024-12-02", "2024-12-03", "Damascus", "33.51", "36.29",
             "Assad; Araqchi", "Reuters; SANA", "They met."),
        ),
    )  # fmt: skip
    assert events(draft) == [
        ("Talks", "2024-12-02", "2024-12-03", "Damascus", ["Assad", "Araqchi"], ["Reuters", "SANA"])
    ]
    assert draft.story["events"][0]["text"] == "They met."
    assert [source["title"] for source in draft.story["sources"]] == [
        "Reuters, as listed in log.csv",
        "SANA, as listed in log.csv",
    ]
    assert {claim["told_by"] for claim in draft.story["events"][0]["claims"]} == {
        "not said in the file"
    }


@pytest.mark.parametrize(
    "head",
    [
        ("Titel", "Datum", "Breitengrad", "Längengrad"),
        ("Titre", "Date de début", "Latitude", "Longitude"),
        ("Título", "Fecha", "Latitud", "Longitud"),
        ("Заголовок", "Дата", "Широта", "Долгота"),
        ("العنوان", "التاريخ", "خط العرض", "خط الطول"),
        ("HEADLINE", "start_date", "Y", "X"),
        ("name", "DateTime", "lat", "lng"),
    ],
)
def test_heads_are_known_in_several_languages(head):
    head = [name.replace("Date de début", "Date début") for name in head]
    assert only_event("Flight", "2024-12-08", *DAMASCUS, head=head)[:2] == ("Flight", "2024-12-08")


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        ("33.5102", "36.2913", (36.2913, 33.5102)),
        ("33,5102", "36,2913", (36.2913, 33.5102)),
        ("-33.5", "-70.6", (-70.6, -33.5)),
        ("33°30'36\"N", "36°17'24\"E", (36.29, 33.51)),
        ("33°30′S", "70°36′W", (-70.6, -33.5)),
        ("33.5 N", "36.3 E", (36.3, 33.5)),
    ],
)
def test_coordinates_are_read_as_people_write_them(lat, lon, point):
    draft = read_draft("a.csv", table(HEAD, ("A", "2024-12-08", lat, lon), delimiter=";"))
    ((_, x, y, _),) = places(draft)
    assert (x, y) == pytest.approx(point)


@pytest.mark.parametrize(
    ("cell", "mapping", "point"),
    [
        ("36.29, 99.5", {"order": "lat-lon"}, (99.5, 36.29)),
        ("99.5, 36.29", {}, (99.5, 36.29)),
        ("36.29, 99.5", {}, (99.5, 36.29)),
        ("33.51; 36.29", {"order": "lat-lon"}, (36.29, 33.51)),
        ("(33.51, 36.29)", {"order": "lon-lat"}, (33.51, 36.29)),
    ],
)
def test_both_coordinates_may_stand_in_one_cell(cell, mapping, point):
    rows = (("Title", "Date", "Coordinates"), ("A", "2024-12-08", cell))
    ((_, x, y, _),) = places(read_draft("a.csv", table(*rows), **mapping))
    assert (x, y) == point


def test_the_order_of_two_coordinates_is_asked_and_not_guessed():
    for cell in ("3.51, 2.29", "36.29, 33.51"):  # at sea both ways; Damascus, its longitude first
        draft = read_draft("a.csv", table(("Title", "Date", "Coords"), ("A", "2024", cell)))
        assert asked(draft) == {"order"}
        assert not draft.ready


def test_a_latitude_comes_first_where_the_towns_agree_and_it_is_said():
    rows = (("Title", "Date", "Coords"), ("A", "2024", "33.5138 36.2765"))
    draft = read_draft("a.csv", table(*rows))
    ((_, *point, _),) = places(draft)
    assert point == [36.2765, 33.5138]
    assert any("latitude first" in said for said in draft.understood)
    answered = read_draft("a.csv", table(*rows), order="lon-lat")
    assert places(answered)[0][1:3] == (33.5138, 36.2765)


def test_a_point_may_be_wkt():
    rows = (("Title", "Date", "WKT"), ("A", "2024", "POINT (36.29 33.51)"))
    assert places(read_draft("a.csv", table(*rows))) == [("A", 36.29, 33.51, 25.0)]


def test_a_country_alone_is_an_area_and_never_a_point():
    rows = (("Title", "Date", "Country"), ("A", "2024", "Syria"), ("B", "2024", "LB"))
    assert places(read_draft("a.csv", table(*rows))) == [("Syria", "SY"), ("LB", "LB")]


def test_a_clock_time_stands_in_its_own_column_and_its_zone_is_asked():
    head = ("Title", "Date", "Time", "Lat", "Lon")
    rows = (head, ("A", "2024-12-07", "10:30 pm", *DAMASCUS))
    draft = read_draft("a.csv", table(*rows))
    assert asked(draft) == {"time_zone"}
    draft = read_draft("a.csv", table(*rows), time_zone="Asia/Damascus")
    assert events(draft)[0][1] == "2024-12-07T22:30"
    assert draft.story["time_zone"] == "Asia/Damascus"


@pytest.mark.parametrize(
    ("date", "clock", "start"),
    [
        ("2024-12-07", "ca. 10:30 pm", "2024-12-07T22:30~"),
        ("2024-12-07", "um 22:30", "2024-12-07T22:30"),
        ("2024-12-07 22:30~", "", "2024-12-07T22:30~"),
    ],
)
def test_about_a_clock_time_is_kept_and_its_zone_is_asked(date, clock, start):
    rows = (("Title", "Date", "Time", "Lat", "Lon"), ("A", date, clock, *DAMASCUS))
    assert asked(read_draft("a.csv", table(*rows))) == {"time_zone"}
    assert events(read_draft("a.csv", table(*rows), time_zone="Asia/Damascus"))[0][1] == start


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("yes", "2024-12-07T22:30Z~", "2024-12-08~"),
        ("end", "2024-12-07T22:30Z", "2024-12-08~"),
        ("no", "2024-12-07T22:30Z", "2024-12-08"),
    ],
)
def test_a_column_says_which_times_are_approximate(said, start, end):
    head = ("Title", "Start", "End", "Approximate", "Lat", "Lon")
    draft = read_draft(
        "a.csv", table(head, ("A", "2024-12-07T22:30Z", "2024-12-08", said, *DAMASCUS))
    )
    assert events(draft)[0][1:3] == (start, end)


def test_earliest_and_latest_are_bounds_and_open_ones_stay_open():
    head = ("Title", "Earliest", "Latest", "Lat", "Lon")
    rows = (
        head,
        ("A", "2024-12-07", "2024-12-08", *DAMASCUS),
        ("B", "2024-12-07", "", *DAMASCUS),
        ("C", "", "2024-12-08", *DAMASCUS),
    )
    assert [event[1] for event in events(read_draft("a.csv", table(*rows)))] == [
        "2024-12-07/2024-12-08",
        "2024-12-07/..",
        "../2024-12-08",
    ]


def test_dates_whose_order_could_be_either_are_asked_about():
    rows = (HEAD, ("A", "08/12/2024", *DAMASCUS), ("B", "09/12/2024", *DAMASCUS))
    draft = read_draft("a.csv", table(*rows))
    assert asked(draft) == {"dates"}
    assert '"08/12/2024"' in draft.open_questions[0].text
    for answer, starts in (
        ("day-first", ["2024-12-08", "2024-12-09"]),
        ("month-first", ["2024-08-12", "2024-09-12"]),
    ):
        dated = events(read_draft("a.csv", table(*rows), dates=answer))
        assert [event[1] for event in dated] == starts


def test_dates_in_mixed_orders_are_asked_about_and_what_cannot_be_is_told():
    rows = (HEAD, ("A", "25/12/2024", *DAMASCUS), ("B", "12/26/2024", "34", "37"))
    draft = read_draft("a.csv", table(*rows))
    assert asked(draft) == {"dates"}
    assert "some only month-first" in draft.open_questions[0].text
    draft = read_draft("a.csv", table(*rows), dates="day-first")
    assert [event[:2] for event in events(draft)] == [("A", "2024-12-25")]
    assert any(
        text.startswith('Row 3: "12/26/2024" is no date of the calendar') for text in missed(draft)
    )


def test_two_latitude_columns_are_asked_about():
    rows = (("Title", "Date", "Lat", "Latitude", "Lon"), ("A", "2024", "33.5", "34.1", "36.3"))
    draft = read_draft("a.csv", table(*rows))
    assert asked(draft) == {"lat"}
    assert [option.value for option in draft.open_questions[0].options] == ["Lat", "Latitude"]
    assert places(read_draft("a.csv", table(*rows), lat="Latitude"))[0][1:3] == (36.3, 34.1)


def test_two_columns_that_say_the_same_need_no_question():
    rows = (("Title", "Date", "Lat", "Latitude", "Lon"), ("A", "2024", "33.5", "33.5", "36.3"))
    assert read_draft("a.csv", table(*rows)).ready


def test_columns_of_unknown_names_are_asked_about_and_mapped_by_hand():
    rows = (("What", "Mikor", "N", "E"), ("A", "2024-12-08", "33.5", "36.3"))
    draft = read_draft("a.csv", table(*rows))
    assert asked(draft) == {"start", "lat", "lon"}
    assert [(column.name, column.field) for column in draft.columns] == [
        ("What", "headline"), ("Mikor", None), ("N", None), ("E", None)]  # fmt: skip
    draft = read_draft("a.csv", table(*rows), headline="What", start="Mikor", lat="N", lon="E")
    assert events(draft)[0][:2] == ("A", "2024-12-08")


def test_a_mapping_to_a_column_that_is_not_there_is_told():
    draft = read_draft("a.csv", table(HEAD, ("A", "2024", *DAMASCUS)), people="Wo")
    assert 'There is no column "Wo" for people. Columns are: Title, Date, Lat, Lon.' in missed(
        draft
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_sign_parts_the_columns(delimiter):
    text = table(HEAD, ("A, B; C", "2024-12-08", *DAMASCUS), delimiter=delimiter)
    assert events(read_draft("a.csv", text))[0][0] == "A, B; C"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + table(HEAD, ("Ümit", "2024", *DAMASCUS)).encode(),
        table(HEAD, ("Ümit", "2024", *DAMASCUS)).encode("utf-16"),
        table(HEAD, ("Ümit", "2024", *DAMASCUS)).replace("\n", "\r\n").encode(),
    ],
)
def test_marks_of_byte_order_and_ends_of_lines_are_known(data):
    assert events(read_draft("a.csv", data))[0][0] == "Ümit"


def test_an_encoding_that_is_not_utf8_is_asked_about():
    data = table(HEAD, ("Flucht über Zürich", "2024", *DAMASCUS)).encode("cp1252")
    draft = read_draft("a.csv", data)
    assert asked(draft) == {"encoding"}
    assert "row 2" in draft.open_questions[0].text
    assert events(read_draft("a.csv", data, encoding="cp1252"))[0][0] == "Flucht über Zürich"


def test_the_csv_of_a_published_google_sheet_is_read():
    text = (
        'Title,Date,Place,Lat,Lon\r\n"Flight, at night",2024-12-08,"Damascus, Syria",33.5,36.3\r\n'
    )
    assert events(read_draft("pub.csv", text))[0][:4] == (
        "Flight, at night", "2024-12-08", None, "Damascus, Syria")  # fmt: skip


def test_a_row_without_a_date_becomes_a_place_and_that_is_told():
    rows = (HEAD, ("A", "2024-12-08", *DAMASCUS), ("B", "", "34.7", "36.7"))
    draft = read_draft("a.csv", table(*rows))
    assert [event[0] for event in events(draft)] == ["A"]
    assert [place[0] for place in places(draft)] == ["A", "B"]
    (remark,) = missed(draft)
    assert remark.startswith("Row 3: It has no time, so it is kept as a place and not as an event.")
    draft = read_draft("a.csv", table(*rows), when="2024-12-01/2024-12-08")
    assert events(draft)[1][:2] == ("B", "2024-12-01/2024-12-08")
    assert "whoever imported it" in draft.story["events"][1]["reading"]


def test_words_for_a_time_that_cannot_be_read_are_kept():
    rows = (HEAD, ("A", "2024-12-08", *DAMASCUS), ("B", "early that week", *DAMASCUS))
    draft = read_draft("a.csv", table(*rows), when="2024-12-01/2024-12-08")
    assert draft.story["events"][1]["words"] == "early that week"
    assert any(text.startswith('Row 3: "early that week"') for text in missed(draft))


def test_an_end_before_its_start_is_left_out_and_told():
    head = ("Title", "Date", "End", "Lat", "Lon")
    draft = read_draft("a.csv", table(head, ("A", "2024-12-08", "2024-12-01", *DAMASCUS)))
    assert events(draft)[0][1:3] == ("2024-12-08", None)
    assert missed(draft)[0].startswith("Row 2: The end")


def test_a_headline_too_long_stands_in_full_in_the_text():
    long = "They said that the aircraft had left the airport in the night and nobody knew where to "
    draft = read_draft("a.csv", table(HEAD, (long * 2, "2024", *DAMASCUS)))
    (event,) = draft.story["events"]
    assert len(event["headline"]) <= 90
    assert event["headline"].endswith("…")
    assert event["text"] == (long * 2).strip()
    assert "stands in full in the text" in missed(draft)[0]


def test_a_text_too_long_for_one_field_goes_on_in_the_claim_and_the_rest_is_told():
    words = [f"word{i}" for i in range(800)]
    rows = ((*HEAD, "Text"), ("A", "2024", *DAMASCUS, " ".join(words)))
    draft = read_draft("a.csv", table(*rows))
    (event,) = draft.story["events"]
    rest = missed(draft)[0].partition("did not fit: ")[2].partition(". Shorten")[0]
    kept = " ".join([event["text"], event["claims"][0]["text"], rest])
    assert kept.split() == words


def test_columns_that_are_not_read_are_told_with_an_example():
    rows = ((*HEAD, "Colour"), ("A", "2024", *DAMASCUS, "red"))
    (remark,) = missed(read_draft("a.csv", table(*rows)))
    assert remark.startswith('The column "Colour" was not read, such as "red".')


@pytest.mark.parametrize(
    ("lat", "lon", "wrong"),
    [
        ("NaN", "36", "A coordinate is no number"),
        ("133.5", "36", "133.5 is no latitude"),
        ("33.5", "-236", "-236 is no longitude"),
        ("0", "0", "0, 0 lies in the sea"),
        ("north", "36", "A coordinate is no number"),
        ("33.5", "", "A coordinate is no number"),
    ],
)
def test_bad_coordinates_are_told_and_make_no_point(lat, lon, wrong):
    rows = (HEAD, ("A", "2024", *DAMASCUS), ("B", "2024", lat, lon))
    draft = read_draft("a.csv", table(*rows))
    assert events(draft)[1][3] is None
    assert missed(draft)[0].startswith(f"Row 3: {wrong}")


def test_equal_remarks_are_told_together():
    rows = [HEAD, ("A", "2024", *DAMASCUS)] + [("B", "2024", "95", "36")] * 3
    draft = read_draft("a.csv", table(*rows))
    assert missed(draft)[0].startswith("Rows 3–5: 95 is no latitude")


def test_a_cell_that_was_made_harmless_is_plain_again():
    assert only_event("'=HYPERLINK(1)", "2024", *DAMASCUS)[0] == "=HYPERLINK(1)"
    assert only_event("'tis night", "2024", *DAMASCUS)[0] == "'tis night"


def test_html_in_a_cell_becomes_plain_text():
    rows = ((*HEAD, "Text"), ("<b>A</b>", "2024", *DAMASCUS,
            '<p>See <a href="https://example.org/x">this</a></p><script>x()</script>'))  # fmt: skip
    (event,) = read_draft("a.csv", table(*rows)).story["events"]
    assert (event["headline"], event["text"]) == ("A", "See this (https://example.org/x)")


def test_characters_that_turn_text_round_are_taken_out():
    assert only_event("A\u202eB\x07C", "2024", *DAMASCUS)[0] == "AB C"


def test_cells_of_a_workbook_keep_their_kinds():
    rows = [
        ["Title", "Date", "Lat", "Lon"],
        ["A day", date(2024, 12, 8), 33.51, 36.29],
        ["A moment", datetime(2024, 12, 7, 22, 30), 33.51, 36.29],  # noqa: DTZ001 - as in a cell
        ["A year", 2024, 33.51, 36.29],
    ]
    draft = read_draft("log.xlsx", workbook(Events=rows), time_zone="Asia/Damascus")
    assert [event[:2] for event in events(draft)] == [
        ("A day", "2024-12-08"),
        ("A moment", "2024-12-07T22:30"),
        ("A year", "2024"),
    ]
    assert draft.format == "XLSX workbook"


def test_of_several_sheets_one_is_asked_for_and_the_others_are_told():
    rows = [["Title", "Date", "Lat", "Lon"], ["A", "2024", 33.5, 36.3]]
    data = workbook(Notes=[["x"], ["y"]], Events=rows)
    assert asked(read_draft("log.xlsx", data)) == {"sheet"}
    draft = read_draft("log.xlsx", data, sheet="Events")
    assert events(draft)[0][0] == "A"
    assert 'Not read, as another sheet was chosen: "Notes". Read each by itself.' in missed(draft)


def test_a_formula_without_a_saved_value_is_told():
    book = Workbook()
    book.active.append(["Title", "Date", "Lat", "Lon"])
    book.active.append(["A", "2024", "=30+3.5", 36.3])
    buffer = io.BytesIO()
    book.save(buffer)
    draft = read_draft("log.xlsx", buffer.getvalue())
    assert any("formula whose value was not saved" in text for text in missed(draft))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("Title,Date,Lat,Lon\n", "row 1: The table has heads and no rows. Give it a row for each"),
        (" \n\n", "The file is empty. Choose one with something in it."),
        (
            b"Title\0Date\nx\0y\n",
            "The file is no text. Save the table as CSV in UTF-8, or as XLSX.",
        ),
    ],
)
def test_a_table_without_rows_is_refused(data, sentence):
    with pytest.raises(FormatError) as error:
        read_draft("a.csv", data)
    assert sentence in str(error.value)


# ------------------------------------------------------------------------- as finely as it is shown


@pytest.mark.parametrize(
    ("shown", "start"),
    [
        ("mmm yyyy", "2025-03"),
        ("yyyy", "2025"),
        ("d mmm", "2025-03-01"),
        ("yyyy-mm-dd", "2025-03-01"),
        ("[$-409]mmmm yyyy", "2025-03"),
        ('"month" mm/yyyy', "2025-03"),
        ("yyyy-mm-dd hh:mm", "2025-03-01T00:00"),
    ],
)
def test_a_cell_is_read_as_finely_as_it_shows_its_time(shown, start):
    book = Workbook()
    book.active.append(["title", "date", "lat", "lon"])
    book.active.append(["A", datetime(2025, 3, 1), 1.5, 2.5])  # noqa: DTZ001 - as in a sheet
    book.active["B2"].number_format = shown
    buffer = io.BytesIO()
    book.save(buffer)
    draft = read_draft("a.xlsx", buffer.getvalue(), time_zone="UTC")
    assert events(draft)[0][1] == start


def test_links_and_comments_behind_cells_are_told():
    book = Workbook()
    book.active.append(["title", "date", "lat", "lon"])
    for day in ("2025-03-01", "2025-03-02"):
        book.active.append(["A", day, 1.5, 2.5])
    for cell in ("A2", "A3"):
        book.active[cell].hyperlink = "https://example.org"
    book.active["B2"].comment = Comment("not sure", "desk")
    buffer = io.BytesIO()
    book.save(buffer)
    assert missed(read_draft("a.xlsx", buffer.getvalue())) == [
        "2 links behind cells not read. Write it into a column of its own.",
        "1 comment behind cells not read. Write it into a column of its own.",
    ]


def log(*, zone="Z"):
    rows = [f"2024-12-08T03:{i:02}:00{zone},{33.5 + i / 100:.2f},36.2,50" for i in range(60)]
    return "\n".join(["time,lat,lon,speed", *rows]).encode()


def test_a_log_that_names_no_vehicle_is_one_recording_or_events_as_is_answered():
    open_draft = read("log.csv", log())
    assert [question.id for question in open_draft.open_questions] == ["vehicles"]
    (leg,) = read("log.csv", log(), mapping={"vehicles": "one"}).story["legs"]
    assert (leg["path"], leg["departure"]) == ("reported", "2024-12-08T03:00:00Z")
    draft = read("log.csv", log(), mapping={"vehicles": "-", "start": "time"})
    assert len(draft.story["events"]) == 60


def test_a_log_without_a_zone_is_no_recording_whose_moments_are_known():
    assert "vehicles" not in [question.id for question in read("log.csv", log(zone="")).questions]
