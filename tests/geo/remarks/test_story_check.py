"""What a careful editor asks: each remark is made where it should be, and only there."""

import re

import pytest
import yaml

from geo.remarks.colour_difference import VISIONS, apart
from geo.remarks.remark_catalogue import CODES, REMARK_KINDS
from geo.remarks.story_check import Remark, check_text, find_remarks
from geo.remarks.way_remarks import USUAL_KMH
from geo.routes.leg_routes import TOP_SPEED_KMH
from geo.yaml.yaml_reader import read_yaml
from layers.style.map_style import PEOPLE
from tests.counting import lines_run

GOOD = """\
format: 1
id: small
title: A small story
time_zone: UTC
sources:
  - {id: paper, title: A report, publisher: The Paper, published: 2024-05-09, paragraphs: 9, url: "https://example.org/"}
groups:
  - {id: travellers, name: Travellers, colour: 1}
  - {id: hunters, name: Hunters, colour: 2}
people:
  - {id: anna, name: Anna, group: travellers}
  - {id: ben, name: Ben, group: hunters}
places:
  - {id: paris, name: Paris, lon: 2.3522, lat: 48.8566, precision_km: 5, coordinates_from: GeoNames}
  - {id: lyon, name: Lyon, lon: 4.8357, lat: 45.7640, precision_km: 5, coordinates_from: GeoNames}
  - {id: suva, name: Suva, lon: 178.4419, lat: -18.1416, precision_km: 5, coordinates_from: a map}
legs:
  - id: to-lyon
    headline: Anna goes to Lyon
    people: [anna, ben]
    from: paris
    to: lyon
    mode: train
    departure: 2024-05-01T08:00
    arrival: 2024-05-01T11:00
    claims:
      - {source: paper, paragraphs: [1], told_by: two guards, informants: 2, named: false}
events:
  - id: leaves
    headline: Anna leaves
    people: [anna, ben]
    leg: to-lyon
    text: She goes.
    claims:
      - {source: paper, paragraphs: [1], told_by: two guards, informants: 2, named: false}
  - id: far-away
    headline: Anna calls
    people: [anna]
    place: suva
    start: 2024-05-04T12:00
    text: She rings up.
    claims:
      - {source: paper, paragraphs: [2], told_by: two friends, informants: 2, named: false}
"""


def edited(*changes):
    text = GOOD
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def remarks(*changes, **options):
    checked = check_text(edited(*changes), "small.yaml", **{"palette": PEOPLE, **options})
    assert not checked.faults, [str(fault) for fault in checked.faults]
    return checked.remarks


WIRE = """\
  - {id: wire, title: B, publisher: C, published: 2024-05-08, paragraphs: 1, url: "https://example.net/"}
"""
ALSO = "      - {source: wire, paragraphs: [1], told_by: two nurses, informants: 2, named: false"
OLD = "  - {id: old, title: B, publisher: C, published: 1822, paragraphs: 1}\n"
CLAIM = "      - {source: paper, paragraphs: [2]"
EVE = "      - {source: paper, paragraphs: [3], told_by: Eve, named: true, stance: "
OTHER_LEG = """\
  - id: other
    headline: Anna goes back
    people: [anna]
    from: lyon
    to: paris
    mode: car
    departure: 2024-05-01T07:00
    arrival: 2024-05-01T12:00
    claims:
      - {source: paper, paragraphs: [1], told_by: two guards, informants: 2, named: false}
"""
TWO = "told_by: two friends, informants: 2, named: false"
EVENT = "headline: Anna calls"
SECOND = "headline: Anna leaves"
PHONE = """\
tracks:
  - {id: phone, name: Anna’s phone, mode: train, source: paper, fixes: [\
{time: 2024-05-01T08:00, lon: 2.3522, lat: 48.8566, speed_kmh: 0}, \
{time: 2024-05-01T08:01, lon: 2.36, lat: 48.85, speed_kmh: 60}, \
{time: 2024-05-01T10:59, lon: 4.83, lat: 45.77, speed_kmh: 60}, \
{time: 2024-05-01T11:00, lon: 4.8357, lat: 45.7640, speed_kmh: 0}], claims: [\
{source: paper, paragraphs: [1], told_by: two guards, informants: 2, named: false}]}
legs:
"""
RECORDED = [("legs:\n", PHONE), ("T11:00\n    claims", "T11:00\n    track: phone\n    claims")]


CONTESTED = (
    "claims: [{",
    "claims: [{source: paper, paragraphs: [3], told_by: Eve, named: true, stance: denies}, {",
)


@pytest.mark.parametrize("changes", [[], RECORDED], ids=["told", "recorded"])
def test_a_story_in_order_has_none(changes):
    assert remarks(*changes) == ()


CASES = {
    "one informant": (
        [(TWO, "told_by: a friend, named: false")],
        (37, "events[1].headline", "single-informant", "far-away", "One informant (a friend) says"),
    ),
    "one named informant": (
        [(TWO, "told_by: Carl Xaver, named: true")],
        (37, "events[1].headline", "single-informant", "far-away", "(Carl Xaver)"),
    ),
    "a party alone": (
        [(TWO, f"{TWO}, party: true")],
        (37, "events[1].headline", "party-alone", "far-away", "Only a party to it (two friends)"),
    ),
    "two sources and no word of where they have it from": (
        [("groups:\n", f"{WIRE}groups:\n"), (CLAIM, f"{ALSO}}}\n{CLAIM}")],
        (43, "events[1].claims", "origin-not-stated", "far-away", 'where "wire" (two nurses)'),
    ),
    "two sources, and only where one of them has it from": (
        [("groups:\n", f"{WIRE}groups:\n"), (CLAIM, f"{ALSO}, origin: the clinic}}\n{CLAIM}")],
        (43, "events[1].claims", "origin-not-stated", "far-away", 'where "paper" (two friends)'),
    ),
    "two sources that quote one clinic": (
        [("groups:\n", f"{WIRE}groups:\n"), (CLAIM, f"{ALSO}, origin: The clinic}}\n{CLAIM}"),
         (TWO, f"{TWO}, origin: the clinic")],
        (43, "events[1].claims", "same-origin", "far-away", '"wire" and "paper" have it from'),
    ),
    "a denial that nothing speaks of": (
        [(CLAIM, f"{EVE}denies, text: She was at home}}\n{CLAIM}")],
        (42, "events[1].claims", "unsaid-contradiction", "far-away", "others deny it"),
    ),
    "what could not be verified": (
        [(CLAIM, f"{EVE}unverified}}\n{CLAIM}")],
        (42, "events[1].claims", "unsaid-contradiction", "far-away", "could not verify it"),
    ),
    "a denial that does not say what it denies": (
        [(CLAIM, f"{EVE}denies}}\n{CLAIM}"), ("She rings up.", "Eve denies it.")],
        (43, "events[1].claims[0].text", "unsaid-denial", "far-away", '"Eve" denies it, and'),
    ),
    "at a place and on the way there": (
        [("    place: suva\n    start: 2024-05-04T12:00",
          "    place: lyon\n    mentions: [suva]\n    start: 2024-05-01T10:00")],
        (39, "events[1].place", "there-and-on-the-way", "far-away", "Anna is reported at Lyon"),
    ),
    "in two places at once": (
        [(SECOND, f"{SECOND}\n    place: lyon\n    start: 2024-05-04T10:00")],
        (41, "events[1].place", "in-two-places", "far-away", "Anna cannot be in Lyon"),
    ),
    "on two legs at once": (
        [("events:\n", f"{OTHER_LEG}events:\n")],
        (20, "legs[0].people", "in-two-places", "to-lyon", 'surely on the leg "other"'),
    ),
    "a train that is too fast": (
        [("arrival: 2024-05-01T11:00", "arrival: 2024-05-01T09:45")],
        (23, "legs[0].mode", "implausible-speed", "to-lyon", "392 km in 1.8 h is faster than a"),
    ),
    "a plane that is too slow": (
        [("mode: train", "mode: plane"), ("arrival: 2024-05-01", "arrival: 2024-05-02")],
        (23, "legs[0].mode", "implausible-speed", "to-lyon", "392 km in 27.0 h or more is slow"),
    ),
    "a source that is too old": (
        [("published: 2024-05-09", "published: 2024-05-03")],
        (43, "events[1].claims[0].source", "after-publication", "far-away", "before it can have"),
    ),
    "a claim that is older than its source": (
        [("paragraphs: [2]", "published: 2024-05-06, paragraphs: [2]")],
        (43, "events[1].claims[0].published", "before-its-source", "far-away", "before its source"),
    ),
    "a claim that was known before it happened": (
        [
            ("published: 2024-05-09, paragraphs: 9", "published: 2024-05-02, paragraphs: 9"),
            ("paragraphs: [2]", "published: 2024-05-03, paragraphs: [2]"),
        ],
        (43, "events[1].claims[0].source", "after-publication", "far-away", "before it can have"),
    ),
    "bounds beyond the publication": (
        [("start: 2024-05-04T12:00", "start: 2024-05-04/2024-05-10")],
        (40, "events[1].start", "after-publication", "far-away", "reaches beyond the day"),
    ),
    "hours out of nowhere": (
        [("start: 2024-05-04T12:00", "start: 2024-05-04T12:00/2024-05-04T18:00")],
        (40, "events[1].start", "unexplained-bounds", "far-away", "nothing says how they were"),
    ),
    "about, and to the minute": (
        [("start: 2024-05-04T12:00", "start: 2024-05-04T12:00\n    words: at around 12 o'clock")],
        (40, "events[1].start", "about-as-exact", "far-away", '" is exact'),
    ),
    "coordinates that are too coarse": (
        [("lon: 178.4419, lat: -18.1416", "lon: 178.4, lat: -18.1")],
        (16, "places[2].precision_km", "too-precise-place", "suva", "written to 5.6 km, but"),
    ),
    "ten metres": (
        [("lat: -18.1416, precision_km: 5", "lat: -18.14161, precision_km: 0.01")],
        (16, "places[2].precision_km", "too-precise-place", "suva", "10 m is finer than a report"),
    ),
    "a province": (
        [("name: Suva", "name: Suva province")],
        (16, "places[2].precision_km", "too-precise-place", "suva", 'fine for a "province"'),
    ),
    "somewhere near": (
        [
            ("coordinates_from: a map}\nlegs", "coordinates_from: about there}\nlegs"),
            ("-18.1416, precision_km: 5", "-18.1416, precision_km: 0.5"),
        ],
        (16, "places[2].precision_km", "too-precise-place", "suva", 'what is "about"'),
    ),
    "an event outside of its place": (
        [
            ("She rings up.", "She rings up from a house north of Suva."),
            ("-18.1416, precision_km: 5", "-18.1416, precision_km: 2"),
        ],
        (39, "events[1].place", "too-precise-place", "far-away", '"north of Suva" is less precise'),
    ),
    "the wrong country": (
        [("name: Suva, lon", "name: Suva, country: FR, lon")],
        (16, "places[2].lon", "outside-country", "suva", "km outside of FR"),
    ),
    "a namesake": (
        [("lon: 178.4419, lat: -18.1416, precision_km: 5, coordinates_from: a map", ""),
         ("name: Suva,", "name: Homs"), ("place: suva", "place: suva")],
        (16, "places[2].name", "namesake", "suva", "so is called Al Khums in Libya"),
    ),
    "a way that nobody described": (
        [("mode: train", "mode: train\n    path: reported")],
        (24, "legs[0].path", "way-not-described", "to-lyon", "no place on it is named"),
    ),
    "a person without an event": (
        [("places:\n", "  - {id: carl, name: Carl, group: hunters}\nplaces:\n")],
        (13, "people[2]", "unused", "carl", "Carl has no event and no leg"),
    ),
    "a place without an event": (
        [("legs:\n", "  - {id: italy, name: Italy, area: IT, coordinates_from: NE}\nlegs:\n")],
        (17, "places[3]", "unused", "italy", "No event or leg is at Italy or names it"),
    ),
    "a group without people": (
        [("people:\n", "  - {id: others, name: Others}\npeople:\n")],
        (10, "groups[2]", "unused", "others", "Nobody belongs to Others"),
    ),
    "a source without claims": (
        [("groups:\n", f"{OLD}groups:\n")],
        (7, "sources[1]", "unused", "old", 'No claim rests on "old"'),
    ),
    "a long headline": (
        [(EVENT, f"headline: {'Anna calls and ' * 4}rings")],
        (37, "events[1].headline", "long-headline", "far-away", "has 65 characters"),
    ),
    "the same colour": (
        [("colour: 2", "colour: 1")],
        (9, "groups[1]", "colours-alike", "hunters", "has the colour of Travellers"),
    ),
    "colours alike to some": (
        [("colour: 1", "colour: 4"), ("colour: 2", "colour: 6")],
        (9, "groups[1]", "colours-alike", "hunters", "Readers with no red cones see Hunters and"),
    ),
    "a source without a link": (
        [(', url: "https://example.org/"', "")],
        (6, "sources[0]", "source-without-link", "paper", "no address where readers can check"),
    ),
    "a recording that disagrees": (
        [*RECORDED, ("{time: 2024-05-01T08:00,", "{time: 2024-05-01T08:30,"),
         ("{time: 2024-05-01T08:01,", "{time: 2024-05-01T08:31,")],
        (26, "legs[0].departure", "track-disagrees", "to-lyon", "at 08:30 on 1 May the recording"),
    ),
    "a position that cannot be true": (
        [*RECORDED, ("fixes: [", "fixes: [{time: 2024-05-01T08:00, lon: 0, lat: 0}, ")],
        (18, "tracks[0].fixes", "track-questioned", "phone", "left out: 1 at 0/0"),
    ),
    "a recording that is contested": (
        [*RECORDED, CONTESTED],
        (28, "legs[0].track", "track-contested", "to-lyon", "is denied, and the text does not"),
    ),
    "a figure that changes nothing": (
        [("text: She rings up.", "text: She rings up.\n    support: {figure: 2, reason: So}")],
        (42, "events[1].support", "figure-without-effect", "far-away", "give the figure 2 anyway"),
    ),
    "a silence without effect": (
        [("time_zone", "silenced: [{remark: unused, reason: So}]\ntime_zone")],
        (4, "silenced[0]", "silence-without-effect", "", '"unused" is not made'),
    ),
    "a silence of another row": (
        [("time_zone", "silenced: [{remark: unused, at: ana, reason: So}]\ntime_zone")],
        (4, "silenced[0].at", "silence-without-effect", "ana", 'There is no row "ana"'),
    ),
    "a silence of no remark": (
        [("time_zone", "silenced: [{remark: unusd, reason: So}]\ntime_zone")],
        (4, "silenced[0].remark", "silence-without-effect", "", 'There is no remark "unusd"'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_remark_says_where_what_and_what_can_be_done(name):
    changes, (line, field, code, at, said) = CASES[name]
    (remark,) = remarks(*changes)
    assert (remark.line, remark.field, remark.code, remark.at) == (line, field, code, at)
    assert said in remark.wrong
    assert re.fullmatch(
        rf"small\.yaml:{line}: {re.escape(field)}: [A-Z0-9\"(].*[.?] \[{code}\]", str(remark)
    )
    assert len(str(remark)) < 400


def test_every_remark_has_a_case_and_an_explanation():
    assert {code for _, (_, _, code, _, _) in CASES.values()} == set(CODES)
    for ask in REMARK_KINDS:
        assert ask.question.endswith("?")
        assert ask.rule.endswith(".")
        assert ask.remedy.endswith(".")


@pytest.mark.parametrize(
    "name", [name for name in CASES if CASES[name][1][2] != "silence-without-effect"]
)
@pytest.mark.parametrize("everywhere", [True, False], ids=["everywhere", "there"])
def test_each_can_be_silenced_with_a_reason(name, everywhere):
    changes, (_, _, code, at, _) = CASES[name]
    row = {"remark": code, "reason": "We looked into it", **({} if everywhere else {"at": at})}
    silence = yaml.safe_dump({"silenced": [row]})
    assert remarks(*changes, ("events:\n", f"{silence}events:\n")) == ()


def test_a_silence_of_another_row_silences_nothing_here():
    changes, _ = CASES["one informant"]
    silence = "silenced: [{remark: single-informant, at: leaves, reason: So}]\n"
    listed = remarks(*changes, ("events:\n", f"{silence}events:\n"))
    assert [remark.code for remark in listed] == ["silence-without-effect", "single-informant"]


# ------------------------------------------------------------------------- what is not asked about


@pytest.mark.parametrize(
    "changes",
    [
        [("text: She rings up.", "text: A friend says that she rings up.")],
        [("text: She rings up.", "text: As a friend tells it.")],
        [("text: She rings up.", "reading: So reads Xaver.")],
    ],
    ids=["says", "tells", "named in the reading"],
)
def test_what_is_told_as_told_is_not_asked_about(changes):
    assert remarks((TWO, "told_by: Carl Xaver, named: true"), *changes) == ()


def test_words_of_other_languages_are_not_guessed():
    changes = [("format: 1", "format: 1\nlanguage: de"), (TWO, "told_by: Xaver, named: true")]
    (remark,) = remarks(*changes, ("She rings up.", "She says that she rings up."))
    assert remark.code == "single-informant"
    assert remarks(*changes, ("She rings up.", "Laut Xaver ruft sie an.")) == ()


def test_a_teller_before_a_colon_is_named():
    changes = [("format: 1", "format: 1\nlanguage: de"), (TWO, "told_by: a friend, named: false")]
    assert remarks(*changes, (EVENT, 'headline: "Ein Freund: Anna ruft an"')) == ()
    (remark,) = remarks(*changes, (EVENT, 'headline: "Anna ruft um 10:30 an"'))
    assert remark.code == "single-informant"


@pytest.mark.parametrize(
    "changes",
    [
        [(ALSO, f"{ALSO}, origin: the clinic"), (TWO, f"{TWO}, origin: the harbour")],
        [(ALSO, f"{ALSO}, context: true")],
        [(TWO, f"{TWO}, context: true")],
        [("two nurses, informants: 2, named: false", "Eve, named: true, stance: no-comment")],
        [(ALSO, f"{ALSO}, origin: the clinic"), (TWO, f"{TWO}, origin: the clinic"),
         ("She rings up.", "She rings up, as the clinic has it.")],
    ],
    ids=["two origins", "beside it", "the first beside it", "no comment", "named in the text"],
)  # fmt: skip
def test_sources_that_can_be_told_apart_are_not_asked_about(changes):
    two, _ = CASES["two sources and no word of where they have it from"]
    assert remarks(*two, *changes) == ()


def test_context_neither_attributes_nor_contradicts():
    beside = (CLAIM, f"{EVE}denies, context: true}}\n{CLAIM}")
    assert remarks(beside) == ()
    (remark,) = remarks(beside, (TWO, "told_by: a friend, named: false"))
    assert remark.code == "single-informant"


def test_what_a_source_says_itself_is_not_one_informant():
    assert remarks((TWO, "told_by: The Paper itself, named: true")) == ()


def test_a_denial_that_the_text_speaks_of_is_no_contradiction():
    changes, _ = CASES["a denial that nothing speaks of"]
    assert remarks(*changes, ("She rings up.", "She rings up, but Eve denies it.")) == ()


def test_contested_places_are_no_contradiction():
    changes, _ = CASES["in two places at once"]
    text = ("She rings up.", "She rings up, but Eve denies it.")
    claim = (CLAIM, f"{EVE}denies, text: She was at home}}\n{CLAIM}")
    assert remarks(*changes, text, claim) == ()


def test_a_crowd_may_be_in_two_places():
    changes, _ = CASES["in two places at once"]
    crowd = ("name: Anna, group: travellers", "name: Anna, group: travellers, plural: true")
    assert remarks(*changes, crowd) == ()


def test_hours_that_a_reading_explains_are_not_asked_about():
    changes, _ = CASES["hours out of nowhere"]
    assert remarks(*changes, ("text: She rings up.", "reading: The afternoon.")) == ()


def test_an_old_source_needs_no_link():
    changes = [("published: 2024-05-09", "published: 1822"), (', url: "https://example.org/"', "")]
    codes = {remark.code for remark in remarks(*changes)}
    assert codes == {"after-publication"}


def test_an_intended_way_may_lie_behind_the_publication():
    changes = [("mode: train", "mode: train\n    outcome: intended"),
               ("2024-05-01T08:00", "2024-05-11T08:00"), ("2024-05-01T11:00", "2024-05-11T11:00"),
               ("leg: to-lyon", "start: 2024-05-01")]  # fmt: skip
    assert remarks(*changes) == ()


def test_the_usual_speeds_are_below_the_possible_ones():
    assert USUAL_KMH.keys() == TOP_SPEED_KMH.keys()
    assert all(USUAL_KMH[mode] < TOP_SPEED_KMH[mode] for mode in USUAL_KMH)


def test_without_a_palette_colours_are_not_compared():
    changes, _ = CASES["colours alike to some"]
    assert remarks(*changes, palette=()) == ()


# ------------------------------------------------------------------------------------- the lists


def test_a_faulty_story_has_faults_and_no_remarks():
    changes, _ = CASES["one informant"]
    checked = check_text(edited(*changes, ("lon: 2.3522", "lon: 200")), "small.yaml")
    assert checked.story is None
    assert [fault.field for fault in checked.faults] == ["places[0].lon"]
    assert checked.remarks == ()


def test_a_story_twice_as_large_takes_twice_the_work_and_not_four_times(make_story):
    places = ["paris", "lyon", "gdansk", "tokyo"]

    def work(size):
        events = [
            make_story.event(f"e{i}", start="2024-05-01T12:00Z", place=places[i % 4])
            for i in range(size)
        ]
        silenced = [{"remark": "unused", "at": f"e{i}", "reason": "So"} for i in range(size)]
        story = make_story(events=events, silenced=silenced)
        assert len(find_remarks(story, palette=PEOPLE)) > size
        return lines_run(lambda: find_remarks(story, palette=PEOPLE))

    assert work(800) < 2.5 * work(400), "not all with all"


def test_what_is_no_story_at_all_has_a_fault():
    checked = check_text("]", "small.yaml")
    assert (checked.story, checked.remarks) == (None, ())
    assert len(checked.faults) == 1


def test_a_story_without_its_text_has_no_lines():
    changes, _ = CASES["one informant"]
    story = check_text(edited(*changes), "small.yaml").story
    (remark,) = find_remarks(story, name="x")
    assert (remark.file, remark.line, remark.field) == ("x", 0, "events[1].headline")
    assert str(remark).startswith("x: events[1].headline: One informant")


def test_remarks_come_in_the_order_of_the_file():
    changes = [*CASES["one informant"][0], *CASES["the same colour"][0]]
    listed = remarks(*changes)
    assert [remark.line for remark in listed] == [9, 37]
    assert isinstance(listed[0], Remark)


def test_the_shipped_story_has_none_that_is_not_silenced(root):
    path = root / "stories" / "assad-2024.yaml"
    text = path.read_text(encoding="utf-8")
    checked = check_text(text, path.name, palette=PEOPLE)
    assert [str(remark) for remark in (*checked.faults, *checked.remarks)] == []
    silenced = read_yaml(text, name=path.name)["silenced"]
    assert all(len(row["reason"]) > 40 for row in silenced)
    assert len(silenced) < 10, "too noisy"


# ------------------------------------------------------------------------------------ the colours


def test_red_and_green_are_alike_without_green_cones_only():
    red, green = "#c03030", "#606000"
    assert apart(red, green) > 30
    assert apart(red, green, vision="no green cones") < 0.6 * apart(red, green)
    assert all(apart(red, red, vision=vision) == 0 for vision in VISIONS)
    assert all(apart("#000000", "#ffffff", vision=vision) > 90 for vision in VISIONS)


@pytest.mark.parametrize("colour", ["red", "#fff", "b8361b0", "#gggggg"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValueError, match="is no colour"):
        apart(colour, "#000000")
