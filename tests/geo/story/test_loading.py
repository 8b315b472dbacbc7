import re
import unicodedata
from itertools import chain

import pytest
import yaml
from pydantic import ValidationError

from geo.errors import Fault, StoryError, nearest
from geo.routes.leg_routes import duration, route
from geo.story.loading import load_story, read_story
from geo.story.model import Claim, Leg
from geo.time.closed_bounds import drawn_bounds
from geo.time.reported_time import reported_time
from geo.world.borders import countries
from geo.world.points_of_view import points_of_view
from geo.yaml.starter_story import starter_text


@pytest.fixture(scope="module")
def path(root):
    return root / "stories" / "assad-2024.yaml"


@pytest.fixture(scope="module")
def story(path):
    return load_story(path)


# ------------------------------------------------------------------------------ the shipped story

PLACES = {
    "damascus",
    "defence-ministry",
    "presidential-complex",
    "damascus-airport",
    "hmeimim",
    "latakia",
    "homs",
    "aleppo",
    "moscow",
    "doha",
}
COUNTRIES = {"LB", "IQ", "RU", "AE", "TR", "QA", "IR", "SY"}
PEOPLE = {
    "assad",
    "maher",
    "ehab",
    "eyad",
    "asma",
    "children",
    "jalali",
    "shaaban",
    "rebels",
    "hts",
    "araqchi",
    "lavrov",
    "peskov",
    "bahra",
    "homs-displaced",
}
LEGS = [
    # people, from, to, mode, path, outcome
    ({"assad"}, "damascus", "moscow", "unknown", "inferred", "arrived"),
    ({"assad"}, "moscow", "damascus", "unknown", "inferred", "arrived"),
    ({"assad"}, "damascus", "presidential-complex", "unknown", "inferred", "intended"),
    ({"assad"}, "damascus", "damascus-airport", "unknown", "inferred", "arrived"),
    ({"assad"}, "damascus", "hmeimim", "plane", "concealed", "arrived"),
    ({"assad"}, "hmeimim", "moscow", "plane", "inferred", "arrived"),
    ({"maher"}, "damascus", "iraq", "helicopter", "inferred", "arrived"),
    ({"maher"}, "iraq", "russia", "unknown", "inferred", "arrived"),
    ({"ehab", "eyad"}, "damascus", "lebanon", "car", "inferred", "stopped"),
    ({"rebels"}, "aleppo", "homs", "unknown", "inferred", "arrived"),
    ({"rebels"}, "homs", "damascus", "unknown", "inferred", "arrived"),
    ({"homs-displaced"}, "homs", "latakia", "unknown", "inferred", "arrived"),
    ({"assad"}, "damascus", "uae", "unknown", "inferred", "refused"),
]


def happenings(story):
    return [*story.legs, *story.events]


def test_the_places_of_the_report_are_there(story):
    points = {place.id for place in story.places if place.area is None}
    assert points >= PLACES
    assert {place.area for place in story.places} - {None} == COUNTRIES


def test_places_lie_in_their_countries(story):
    inside = {"moscow": "Russia", "doha": "Qatar"}
    for place in story.places:
        if place.area is None:
            assert place.precision_km > 0
            lon, lat = place.point
            if place.id not in inside:
                assert 35.5 < lon < 42.5, place.id
                assert 32.3 < lat < 37.4, place.id
    assert story.place["moscow"].point == pytest.approx((37.62, 55.75), abs=0.1)
    assert story.place["doha"].point == pytest.approx((51.53, 25.29), abs=0.1)
    assert story.place["hmeimim"].point == pytest.approx((35.95, 35.40), abs=0.02)


def test_every_place_says_where_its_coordinates_are_from(story):
    assert all(len(place.coordinates_from) > 10 for place in story.places)


def test_no_crossing_and_no_city_of_iraq_is_made_up(story):
    iraq, lebanon = countries()["IQ"], countries()["LB"]
    assert {iraq.name, lebanon.name} == {"Iraq", "Lebanon"}
    for leg in story.legs:
        if {"iraq", "lebanon"} & {leg.origin, leg.to}:
            assert leg.via == ()


def test_the_people_of_the_report_are_there(story):
    assert set(story.person) >= PEOPLE
    assert {person.group for person in story.people} == {group.id for group in story.groups}


def test_the_legs_are_those_of_the_report(story):
    collected = [
        (set(leg.people), leg.origin, leg.to, leg.mode, leg.path, leg.outcome) for leg in story.legs
    ]
    assert sorted(collected, key=str) == sorted(LEGS, key=str)


def test_about_as_many_events_as_the_report_tells_of(story):
    assert 25 <= len(story.events) <= 45
    assert sum(bool(event.leg) for event in story.events) >= 10


@pytest.mark.parametrize(
    ("event", "first", "last"),
    [
        ("offensive-begins", "2024-11-27T00:00", "2024-11-28T00:00"),
        ("araqchi-meeting", "2024-12-02T00:00", "2024-12-03T00:00"),
        ("jalali-call", "2024-12-07T22:30", "2024-12-07T22:30"),
        ("peskov-statement", "2024-12-11T00:00", "2024-12-12T00:00"),
        ("flight-from-damascus", "2024-12-08T00:00", "2024-12-08T06:00"),
        ("report-published", "2024-12-13T00:00", "2024-12-14T00:00"),
    ],
)
def test_events_lie_where_the_report_puts_them(story, event, first, last):
    (item,) = (item for item in story.events if item.id == event)
    bounds = [
        moment.astimezone(story.zone) for moment in reported_time(story, item).bounds if moment
    ]
    assert bounds, "a time is reported, not only an order"
    assert f"{min(bounds):%Y-%m-%dT%H:%M}" >= first
    assert f"{max(bounds):%Y-%m-%dT%H:%M}" <= last
    if first == last:
        assert min(bounds) == max(bounds)


def test_bounds_for_drawing_keep_every_order(story):
    rows, drawn = {row.id: row for row in (*story.legs, *story.events)}, drawn_bounds(story)
    ordered = [row for row in rows.values() if row.after or row.before]
    assert ordered
    assert any(not any(reported_time(story, row).bounds) for row in ordered), "some by order alone"
    for row in ordered:
        for name in row.after:
            soonest = drawn[name].s0
            if isinstance(rows[name], Leg) and rows[name].outcome == "arrived":
                soonest += duration(rows[name].mode, route(story, rows[name]).length_m)
            assert drawn[row.id].s0 >= soonest, (row.id, name)
        for name in row.before:
            assert drawn[row.id].e1 <= drawn[name].s1, (row.id, name)


TIMES = {
    "damascus-moscow": {"window": "2024-11-28"},  # 11
    "aleppo-homs": {"departure": "../2024-12-02"},  # 13: on their way south by then
    "homs-latakia": {"departure": "../2024-12-07T22:30"},  # 21: begun when Jalali told of it
    "work-home": {"window": "2024-12-07"},  # 3
    "work-airport": {"departure": "2024-12-07"},  # 3
    "damascus-hmeimim": {"window": "2024-12-08T00:00/2024-12-08T06:00"},  # 5, 8
    "offensive-begins": {"start": "2024-11-27"},  # 11: the day before the trip
    "araqchi-meeting": {"start": "2024-12-02"},  # 13
    "lavrov-doha": {"start": "2024-12-07/2024-12-08"},  # 18: the weekend
    "ministry-meeting": {"start": "2024-12-07"},  # 2
    "tells-office-manager": {"start": "2024-12-07"},  # 3
    "shaaban-called": {"start": "2024-12-07"},  # 3
    "jalali-call": {"start": "2024-12-07T22:30"},  # 21
    "lands-at-hmeimim": {"start": "2024-12-08T00:00/2024-12-08T06:00"},  # 5, 8
    "jalali-second-call": {"start": "2024-12-08T05:30/2024-12-08T07:30"},  # 21: dawn
    "peskov-statement": {"start": "2024-12-11"},  # 12
    "report-published": {"start": "2024-12-13"},
}
"""Every time of the story, by the paragraph that gives it; all else has an order alone."""
KEYS = ("window", "departure", "arrival", "start", "end")


def test_no_time_stands_there_that_no_paragraph_gives(path):
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    collected = {
        row["id"]: {key: str(row[key]) for key in KEYS if key in row}
        for row in (*data["legs"], *data["events"])
    }
    assert {name: times for name, times in collected.items() if times} == TIMES


@pytest.mark.parametrize(
    ("name", "after", "before"),
    [
        ("moscow-damascus", ["damascus-moscow"], ["araqchi-meeting"]),  # 12, 13
        ("aleppo-held", ["offensive-begins"], ["araqchi-meeting"]),  # 13
        ("homs-taken", ["aleppo-homs"], ["homs-damascus"]),  # 16
        ("damascus-emirates", [], ["damascus-hmeimim"]),  # 16
        ("brother-not-told", [], ["damascus-hmeimim"]),  # 6
        ("maher-iraq", ["brother-not-told"], ["maher-russia"]),  # 6: subsequently
        ("maher-russia", ["maher-iraq"], []),  # 6: then
        ("hts-arrangement", [], ["damascus-hmeimim"]),  # 19
        ("airspace-cleared", [], ["hmeimim-moscow"]),  # 19
        ("rebels-take-damascus", ["damascus-hmeimim", "homs-damascus"], []),  # 8
        ("hmeimim-moscow", ["damascus-hmeimim"], []),  # 8
        ("family-in-moscow", [], ["hmeimim-moscow"]),  # 8: already
        ("complex-filmed", ["damascus-hmeimim"], []),  # 9: following
    ],
)
def test_what_only_has_an_order_keeps_it(story, name, after, before):
    (item,) = (item for item in happenings(story) if item.id == name)
    assert (list(item.after), list(item.before)) == (after, before)
    assert item.reading or item.words


def test_what_others_are_set_in_order_by_has_a_name_for_sentences(story):
    named = {name for item in happenings(story) for name in (*item.after, *item.before)}
    rows = {item.id: item for item in happenings(story)}
    assert {name for name in named if not rows[name].called} == set()


def test_a_reading_that_joins_two_paragraphs_says_so(story):
    assert "is our reading" in story.leg["work-airport"].reading
    (flight,) = (event for event in story.events if event.id == "flight-from-damascus")
    assert (flight.place, story.leg["damascus-hmeimim"].origin) == ("damascus", "damascus")


def test_all_bounds_for_drawing_are_closed_and_in_order(story):
    drawn = drawn_bounds(story)
    assert set(drawn) == {row.id for row in (*story.legs, *story.events)}
    for name, bounds in drawn.items():
        assert bounds.s0 <= bounds.s1, name
        assert bounds.e0 <= bounds.e1, name


def test_every_claim_cites_the_report(story):
    (source,) = story.sources
    assert source.paragraphs == 21
    claims = [claim for item in happenings(story) for claim in item.claims]
    assert all(1 <= number <= 21 for claim in claims for number in claim.paragraphs)
    assert {claim.source for claim in claims} == {source.id}
    cited = {number for claim in claims for number in claim.paragraphs}
    assert cited == set(range(1, 22)), "every paragraph tells of something"


def test_denials_silence_and_doubts_are_claims(story):
    stances = {}
    for item in happenings(story):
        for claim in item.claims:
            stances.setdefault(claim.stance, set()).add((item.id, *claim.paragraphs))
    assert ("hts-arrangement", 19) in stances["denies"]
    assert ("makhlouf-lebanon", 7) in stances["unverified"]
    assert {number for _, *numbers in stances["no-comment"] for number in numbers} == {16, 20}


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("damascus-hmeimim", 2),  # two diplomats and more
        ("maher-iraq", 3),  # one person
        ("work-airport", 3),  # one aide
        ("makhlouf-lebanon", 6),  # could not be verified
        ("hts-arrangement", 4),  # Qatar and Turkey deny, three tell it
        ("damascus-emirates", 2),  # three people; no comment changes nothing
        ("lands-at-hmeimim", 3),  # told without a source
        ("araqchi-meeting", 3),  # what one diplomat alone tells
        ("brother-not-told", 2),  # three aides
        ("complex-filmed", 3),  # videos, whose number is not said
        ("no-rescue", 3),  # interviews, whose number is not said
        ("airspace-cleared", 2),  # three people; Turkey's denial is of Turkey alone
    ],
)
def test_support_is_what_the_report_gives(story, name, figure):
    (item,) = (item for item in happenings(story) if item.id == name)
    assert item.figure == figure


def counting_claims(story, name):
    (item,) = (item for item in happenings(story) if item.id == name)
    return [(claim.informants, claim.stance) for claim in item.claims if not claim.context]


def test_a_general_sentence_supports_no_particular_leg(story):
    assert counting_claims(story, "damascus-hmeimim") == [
        (2, "reports"),
        (1, "reports"),
        (1, "no-comment"),
    ]
    assert counting_claims(story, "brother-not-told") == [(3, "reports")]
    assert counting_claims(story, "airspace-cleared") == [(3, "reports")]
    assert {stance for _, stance in counting_claims(story, "lavrov-doha")} == {"reports"}
    for item in happenings(story):
        for claim in item.claims:
            if claim.informants > 4:
                assert claim.context, (item.id, "paragraphs 1 and 5 speak of things in general")


def test_those_with_an_interest_are_marked(story):
    for item in happenings(story):
        for claim in item.claims:
            interested = re.search(r"Iranian|Turk|Qatar|HTS|Russian|Emirati|al-Bahra|Peskov",
                                   claim.told_by)  # fmt: skip
            assert claim.party == bool(interested), (item.id, claim.told_by)


def test_a_headline_carries_the_teller_where_one_alone_tells(story):
    for event in story.events:
        reports = [c for c in event.claims if c.stance == "reports" and not c.context]
        if event.figure == 3 and "Reuters" not in reports[0].told_by:
            said = re.search(r"^[^:]+: | says |^Videos ", event.headline)
            assert said, event.id


def words_of(text):
    plain = unicodedata.normalize("NFKD", text).lower().replace("’", "'")
    return re.findall(r"[a-z0-9]+", plain.replace("'", ""))


def runs(words, length):
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_no_sentence_of_the_article_is_copied(root, path):
    article = root.parent / "shared" / "article.txt"
    if not article.exists():
        pytest.skip(
            "the article is not part of the project; it lies beside a maintainer's checkout"
        )
    listed = runs(words_of(article.read_text(encoding="utf-8")), 8)
    text = path.read_text(encoding="utf-8")
    copied = {" ".join(run) for run in runs(words_of(text), 8) & listed}
    for item in scalars(yaml.safe_load(text)):  # comments and keys do not break a run
        copied |= {" ".join(run) for run in runs(words_of(item), 8) & listed}
    assert not copied


def scalars(data):
    if isinstance(data, dict):
        return chain.from_iterable(scalars(value) for value in data.values())
    if isinstance(data, list):
        return chain.from_iterable(scalars(value) for value in data)
    return [data] if isinstance(data, str) else []


def test_a_story_is_frozen(story):
    with pytest.raises(ValidationError, match="frozen"):
        story.title = "Another"
    with pytest.raises(ValidationError, match="frozen"):
        story.legs[0].mode = "ship"
    with pytest.raises(AttributeError):
        story.events[0].start.earliest = None


# ---------------------------------------------------------------------------------- faulty stories

GOOD = """\
format: 1
id: small
title: A small story
time_zone: Europe/Paris
focus: [FR]
opens_at: arrives
sources:
  - {id: paper, title: A report, publisher: The Paper, published: 2024-05-09, paragraphs: 4}
groups:
  - {id: travellers, name: Travellers}
people:
  - {id: anna, name: Anna, group: travellers}
  - {id: ben, name: Ben, group: travellers}
places:
  - {id: paris, name: Paris, lon: 2.35, lat: 48.86, precision_km: 5, coordinates_from: GeoNames}
  - {id: lyon, name: Lyon, lon: 4.83, lat: 45.76, precision_km: 5, coordinates_from: GeoNames}
  - {id: italy, name: Italy, area: IT, coordinates_from: Natural Earth}
legs:
  - id: to-lyon
    headline: Anna goes to Lyon
    people: [anna]
    from: paris
    to: lyon
    mode: train
    departure: 2024-05-01T08:00
    arrival: 2024-05-01T10:00
    claims:
      - {source: paper, paragraphs: [1], told_by: a guard, named: false}
  - id: to-italy
    headline: Both go on to Italy
    people: [anna, ben]
    from: lyon
    to: italy
    mode: car
    window: 2024-05-01/2024-05-02
    after: [to-lyon]
    claims:
      - {source: paper, paragraphs: [2, 3], told_by: Ben, named: true}
events:
  - id: arrives
    headline: Anna arrives in Lyon
    people: [anna]
    place: lyon
    start: 2024-05-01T10:00
    end: 2024-05-01T11:00
    claims:
      - {source: paper, paragraphs: [1], told_by: a guard, named: false}
  - id: drives
    headline: They drive off
    people: [anna, ben]
    leg: to-italy
    claims:
      - {source: paper, paragraphs: [4], told_by: Ben, named: true, stance: denies}
"""


def faults(text):
    with pytest.raises(StoryError) as caught:
        read_story(text, name="small.yaml")
    return caught.value.faults


def edited(old, new, *, count=1):
    assert GOOD.count(old) >= 1, old
    return GOOD.replace(old, new, count)


def test_the_small_story_is_in_order():
    story = read_story(GOOD, name="small.yaml")
    assert [leg.id for leg in story.legs] == ["to-lyon", "to-italy"]
    assert story.events[0].place == "lyon"


LEG = "from: paris"
LAST_CLAIM = GOOD.splitlines(keepends=True)[-1]
CASES = {
    # ------------------------------------------------------------ names that point nowhere
    "unknown place": (
        (LEG, "from: pariss"),
        (22, "legs[0].from", 'The place "pariss" is unknown', 'Did you mean "paris"?'),
    ),
    "unknown place, none near": (
        (LEG, "from: oslo"),
        (22, "legs[0].from", 'The place "oslo" is unknown', "Known are: italy, lyon, paris"),
    ),
    "unknown way point": (
        (LEG, "from: paris\n    via: [lion]"),
        (23, "legs[0].via", 'The place "lion" is unknown', 'Did you mean "lyon"?'),
    ),
    "unknown mention": (
        ("place: lyon", "mentions: [itali]"),
        (43, "events[0].mentions", 'The place "itali" is unknown', 'Did you mean "italy"?'),
    ),
    "unknown person": (
        ("people: [anna, ben]", "people: [anna, bn]"),
        (31, "legs[1].people", 'The person "bn" is unknown', 'Did you mean "ben"?'),
    ),
    "unknown group": (
        ("name: Ben, group: travellers", "name: Ben, group: traveller"),
        (13, "people[1].group", 'The group "traveller" is unknown', 'Did you mean "travellers"?'),
    ),
    "unknown leg": (
        ("leg: to-italy", "leg: to-itly"),
        (51, "events[1].leg", 'The leg "to-itly" is unknown', 'Did you mean "to-italy"?'),
    ),
    "unknown source": (
        ("- {source: paper, paragraphs: [4]", "- {source: papr, paragraphs: [4]"),
        (53, "events[1].claims[0].source", 'The source "papr" is unknown', 'Did you mean "paper"?'),
    ),
    "unknown order": (
        ("after: [to-lyon]", "after: [to-lion]"),
        (
            36,
            "legs[1].after",
            'The event or leg "to-lion" is unknown',
            'Did you mean "to-lyon"?',
        ),
    ),
    "unknown opening": (
        ("opens_at: arrives", "opens_at: arrive"),
        (6, "opens_at", 'The event "arrive" is unknown', 'Did you mean "arrives"?'),
    ),
    "citation of a missing paragraph": (
        ("paragraphs: [2, 3]", "paragraphs: [2, 5]"),
        (
            38,
            "legs[1].claims[0].paragraphs",
            "Paragraph 5 is cited, but paper has 4",
            "Cite a paragraph that is there",
        ),
    ),
    "unknown version": (
        ("paragraphs: [2, 3]", "version: second, paragraphs: [2, 3]"),
        (38, "legs[1].claims[0].version", 'The version "second" of "paper" is unknown', ""),
    ),
    "two versions of one name": (
        (
            "paragraphs: 4}",
            "paragraphs: 4, versions: [{id: b, published: 2025}, {id: b, published: 2026}]}",
        ),
        (8, "sources[0].versions[1].id", 'The id "b" stands twice', "Give each its own id"),
    ),
    "a correction of some time or other": (
        ("paragraphs: [2, 3]", "corrected: 2024-05-12/.., paragraphs: [2, 3]"),
        (38, "legs[1].claims[0].corrected", "is open", "Write the day"),
    ),
    "withdrawn before it was public": (
        ("paragraphs: [2, 3]", "withdrawn: 2024-05-08, paragraphs: [2, 3]"),
        (
            38,
            "legs[1].claims[0].withdrawn",
            "The claim was withdrawn (2024-05-08) before it was public (2024-05-09)",
            "Check both times",
        ),
    ),
    "withdrawn and corrected": (
        ("paragraphs: [2, 3]", "withdrawn: 2024-06, corrected: 2024-07, paragraphs: [2, 3]"),
        (38, "legs[1].claims[0].corrected", "was withdrawn and corrected", "Keep one of the two"),
    ),
    "unknown country": (
        ("area: IT", "area: ZZ"),
        (
            17,
            "places[2].area",
            'The country code "ZZ" is unknown',
            "Use a code of ISO 3166 that Natural Earth draws, such as LB",
        ),
    ),
    "a point of view that is not bundled": (
        ("focus: [FR]", "focus: [FR]\nborders: IN"),
        (
            6,
            "borders",
            'No borders from the point of view of "IN" are bundled',
            f"Leave out borders, or choose one of {', '.join(points_of_view())}",
        ),
    ),
    "a country without ground in a point of view": (
        ("focus: [FR]", "focus: [FR, XK]\nborders: UA"),
        (
            5,
            "focus",
            'The country "XK" has no ground of its own in the borders as UA sees them',
            "Name the country that has the ground in that point of view, or leave out borders",
        ),
    ),
    "unknown country in focus": (
        ("focus: [FR]", "focus: [XX]"),
        (
            5,
            "focus",
            'The country code "XX" is unknown',
            "Use a code of ISO 3166 that Natural Earth draws, such as LB",
        ),
    ),
    "unknown time zone": (
        ("time_zone: Europe/Paris", "time_zone: Europe/Pari"),
        (4, "time_zone", '"Europe/Pari" is no IANA time zone', 'Did you mean "Europe/Paris"?'),
    ),
    # --------------------------------------------------------------------- keys and words
    "unknown key": (
        ("mode: train", "mod: train"),
        (24, "legs[0].mod", 'The key "mod" is unknown here', 'Did you mean "mode"?'),
    ),
    "unknown key of an alias": (
        (LEG, "form: paris\n    from: paris"),
        (22, "legs[0].form", 'The key "form" is unknown here', 'Did you mean "from"?'),
    ),
    "unknown key of the story": (
        ("title: A small", "titel: x\ntitle: A small"),
        (3, "titel", 'The key "titel" is unknown here', 'Did you mean "title"?'),
    ),
    "unknown key of a claim": (
        ("named: false}", "name: false, named: false}"),
        (28, "legs[0].claims[0].name", 'The key "name" is unknown here', 'Did you mean "named"?'),
    ),
    "missing key": (
        ("    headline: Anna goes to Lyon\n", ""),
        (19, "legs[0].headline", '"headline" is missing', 'Add "headline:" here'),
    ),
    "missing key of the story": (
        ("time_zone: Europe/Paris\n", ""),
        (1, "time_zone", '"time_zone" is missing', 'Add "time_zone:" here'),
    ),
    "missing key of a claim": (
        ("told_by: Ben, named: true}", "told_by: Ben}"),
        (38, "legs[1].claims[0].named", '"named" is missing', 'Add "named:" here'),
    ),
    "another word": (
        ("mode: train", "mode: rocket"),
        (
            24,
            "legs[0].mode",
            '"rocket" is not one of the words allowed',
            'Use "plane", "helicopter", "car", "foot", "ship", "train" or "unknown"',
        ),
    ),
    "another stance": (
        ("stance: denies", "stance: deny"),
        (
            53,
            "events[1].claims[0].stance",
            '"deny" is not one of the words allowed',
            'Use "reports", "denies", "unverified" or "no-comment"',
        ),
    ),
    "another format": (
        ("format: 1", "format: 2"),
        (1, "format", '"2" is not one of the words allowed', "Use 1"),
    ),
    "an event without a claim": (
        (
            f"claims:\n{LAST_CLAIM}",
            "claims: []\n",
        ),
        (52, "events[1].claims", "There is nothing here", "Add at least one entry"),
    ),
    "an event without claims at all": (
        (
            f"    claims:\n{LAST_CLAIM}",
            "",
        ),
        (48, "events[1].claims", '"claims" is missing', 'Add "claims:" here'),
    ),
    "a text that is empty": (
        ("headline: They drive off", 'headline: "  "'),
        (49, "events[1].headline", "There is nothing here", "Write a text"),
    ),
    "a text that is too long": (
        ("headline: They drive off", f"headline: {'x' * 91}"),
        (49, "events[1].headline", "The text is 91 characters long", "Use 90 at most"),
    ),
    "a control character": (
        ("headline: They drive off", 'headline: "They\\edrive"'),
        (49, "events[1].headline", "The text has the control character U+001B", "Delete it"),
    ),
    "a character that no XML can hold": (
        ("headline: They drive off", 'headline: "They\\uFFFFdrive"'),
        (49, "events[1].headline", "The text has the control character U+FFFF", "Delete it"),
    ),
    "an id that is none": (
        ("id: ben", "id: Ben B"),
        (
            13,
            "people[1].id",
            '"Ben B" is not written as it must be',
            "Use small letters, figures and hyphens, as in damascus-airport",
        ),
    ),
    "a duplicate id": (
        (
            "name: Italy, area: IT, coordinates_from: Natural Earth}\n",
            "name: Italy, area: IT, coordinates_from: Natural Earth}\n"
            + GOOD.splitlines(keepends=True)[15],
        ),
        (18, "places[3].id", 'The id "lyon" stands twice', "Give each its own id"),
    ),
    "a duplicate id of a leg and an event": (
        ("id: drives", "id: to-lyon"),
        (48, "events[1].id", 'The id "to-lyon" stands twice', "Give each its own id"),
    ),
    "an address that is none": (
        ("published: 2024-05-09", "published: 2024-05-09, url: 'javascript:alert(1)'"),
        (
            8,
            "sources[0].url",
            '"javascript:alert(1)" is not written as it must be',
            "Write an address that begins with http:// or https://",
        ),
    ),
    "a country code that is none": (
        ("area: IT", "area: Italy"),
        (
            17,
            "places[2].area",
            '"Italy" is not written as it must be',
            "Use the two capital letters of ISO 3166, as in LB",
        ),
    ),
    # ---------------------------------------------------------------------------- wrong types
    "a number that is none": (
        ("lon: 2.35", "lon: '2,35'"),
        (15, "places[0].lon", '"2,35" is not a number', "Write a number"),
    ),
    "a whole number that is none": (
        ("paragraphs: 4", "paragraphs: 4.5"),
        (8, "sources[0].paragraphs", '"4.5" is not a whole number', "Write a whole number"),
    ),
    "a number too long for a number": (
        ("paragraphs: 4", f"paragraphs: '{'9' * 1500}'"),
        (8, "sources[0].paragraphs", "is more than allowed", "Use at most 100000"),
    ),
    "a word in place of a list": (
        ("people: [anna]", "people: anna"),
        (21, "legs[0].people", '"anna" is not a list', "Write a list"),
    ),
    "a word in place of a table": (
        ("  - {id: ben, name: Ben, group: travellers}", "  - ben"),
        (
            13,
            "people[1]",
            '"ben" is not a table of keys and values',
            "Write a table of keys and values",
        ),
    ),
    "a list in place of a text": (
        ("title: A small story", "title: [A, small, story]"),
        (3, "title", "A list is not a text", "Write a text"),
    ),
    "a table in place of a list": (
        ("people: [anna]", "people: {anna: yes}"),
        (21, "legs[0].people", "A table is not a list", "Write a list"),
    ),
    "nothing in place of a text": (
        ("title: A small story", "title:"),
        (3, "title", "There is nothing here", "Write a text"),
    ),
    "a word in place of yes or no": (
        ("told_by: Ben, named: true}", "told_by: Ben, named: perhaps}"),
        (38, "legs[1].claims[0].named", '"perhaps" is not true or false', "Write true or false"),
    ),
    # -------------------------------------------------------------------------------- numbers
    "longitude out of range": (
        ("lon: 2.35", "lon: 200"),
        (
            15,
            "places[0].lon",
            '"200" is no longitude',
            "Use at most 180 degrees, and check that lon and lat are not swapped",
        ),
    ),
    "latitude out of range": (
        ("lat: 48.86", "lat: -90.5"),
        (
            15,
            "places[0].lat",
            '"-90.5" is no latitude',
            "Use at least -90 degrees, and check that lon and lat are not swapped",
        ),
    ),
    "longitude that is infinite": (
        ("lon: 2.35", "lon: 1e999"),
        (15, "places[0].lon", '"inf" is not a finite number', "Write a finite number"),
    ),
    "longitude that is no number": (
        ("lon: 2.35", "lon: nan"),
        (15, "places[0].lon", '"nan" is not a finite number', "Write a finite number"),
    ),
    "longitude that YAML calls no number": (
        ("lon: 2.35", "lon: .nan"),
        (15, "places[0].lon", '".nan" is not a number', "Write a number"),
    ),
    "precision that is infinite": (
        ("precision_km: 5", "precision_km: inf"),
        (15, "places[0].precision_km", '"inf" is not a finite number', "Write a finite number"),
    ),
    "precision of nothing": (
        ("precision_km: 5", "precision_km: 0"),
        (15, "places[0].precision_km", '"0" is less than allowed', "Use more than 0"),
    ),
    "a paragraph before the first": (
        ("paragraphs: [4]", "paragraphs: [0]"),
        (53, "events[1].claims[0].paragraphs[0]", '"0" is less than allowed', "Use at least 1"),
    ),
    "a figure beyond the scale": (
        ("    leg: to-italy", "    leg: to-italy\n    support: {figure: 7, reason: Why}"),
        (52, "events[1].support.figure", '"7" is more than allowed', "Use at most 6"),
    ),
    # --------------------------------------------------------------------------------- places
    "a place that is neither": (
        (", area: IT", ""),
        [
            (17, "places[2]", f'The place "italy" has no {key}', f'Add "{key}:", or "area:"')
            for key in ("lat", "lon", "precision_km")
        ],
    ),
    "a place that is both": (
        ("area: IT", "area: IT, lon: 12"),
        (
            17,
            "places[2]",
            '"italy" is an area and a point at once',
            "Keep either area, or lon, lat and precision_km",
        ),
    ),
    # ---------------------------------------------------------------------------------- times
    "a time without meaning": (
        ("start: 2024-05-01T10:00", "start: Wednesday"),
        (44, "events[0].start", '"Wednesday" is not a time that can be read', "Write it as"),
    ),
    "a time with a bar and braces": (
        ("start: 2024-05-01T10:00", "start: 'a|b{mend}'"),
        (44, "events[0].start", '"a|b{mend}" is not a time that can be read', "Write it as"),
    ),
    "a time that is a number": (
        ("start: 2024-05-01T10:00", "start: 20.5"),
        (44, "events[0].start", "This is no time", "Write it as 2024-12-08"),
    ),
    "a time that the clocks skipped": (
        ("start: 2024-05-01T10:00", "start: 2024-03-31T02:30"),
        (44, "events[0].start", "skipped when the clocks went forward", "write the offset"),
    ),
    "a publication of some time or other": (
        ("published: 2024-05-09", "published: 2024-05-09/.."),
        (
            8,
            "sources[0].published",
            'The time of publication "2024-05-09/.." is open',
            "Write the day",
        ),
    ),
    "arrival before departure": (
        ("arrival: 2024-05-01T10:00", "arrival: 2024-05-01T07:00"),
        (
            26,
            "legs[0].arrival",
            'The arrival of "to-lyon" lies before its departure',
            "Check departure and arrival",
        ),
    ),
    "end before start": (
        ("end: 2024-05-01T11:00", "end: 2024-05-01T09:00"),
        (45, "events[0].end", 'The end of "arrives" lies before its start', "Check start and end"),
    ),
    "an end without a start": (
        ("    start: 2024-05-01T10:00\n", ""),
        (44, "events[0].end", "There is an end without a start", 'Add "start:"'),
    ),
    "an end without a start, of a leg": (
        ("leg: to-italy", "leg: to-italy\n    end: 2024-05-02"),
        (52, "events[1].end", "There is an end without a start", 'Add "start:"'),
    ),
    "an event without a time": (
        ("    leg: to-italy\n", ""),
        (
            48,
            "events[1]",
            'The event "drives" has no time',
            'Add "start:", or "after:" and "before:"',
        ),
    ),
    "a window and an arrival": (
        ("window: 2024-05-01/2024-05-02", "window: 2024-05-01\n    arrival: 2024-05-02"),
        (
            35,
            "legs[1].window",
            "There is a window and a departure or an arrival",
            "Keep the window for the whole leg, or departure and arrival",
        ),
    ),
    "a leg faster than its mode": (
        ("arrival: 2024-05-01T10:00", "arrival: 2024-05-01T09:00"),
        (
            19,
            "legs[0]",
            "392 km in 1.0 h is faster than a train can go",
            "Check the times, the places and the mode",
        ),
    ),
    "a leg faster than on foot": (
        ("mode: train", "mode: foot"),
        [
            (
                19,
                "legs[0]",
                "392 km in 2.0 h is faster than anybody on foot can go",
                "Check the times, the places and the mode",
            ),
            (36, "legs[1].after", 'The order contradicts the times of "to-italy"', "Check"),
        ],
    ),
    # ---------------------------------------------------------------------------------- order
    "after itself": (
        ("after: [to-lyon]", "after: [to-italy]"),
        (
            36,
            "legs[1].after",
            '"to-italy" cannot be after itself',
            "Name another event or leg",
        ),
    ),
    "an order that contradicts the times": (
        ("window: 2024-05-01/2024-05-02", "window: 2024-04-30"),
        (
            36,
            "legs[1].after",
            'The order contradicts the times of "to-italy"',
            'Check "after", "before" and the times',
        ),
    ),
    "before what was earlier": (
        ("leg: to-italy", "start: 2024-05-03\n    before: [arrives]"),
        (
            52,
            "events[1].before",
            'The order contradicts the times of "drives"',
            'Check "after", "before" and the times',
        ),
    ),
    "a circle": (
        ("mode: train", "mode: train\n    after: [to-italy]"),
        (
            19,
            "legs[0]",
            'The order goes round in a circle: "to-lyon" after "to-italy" after "to-lyon"',
            'Take one "after" or "before" of the circle away',
        ),
    ),
    "a circle through both words": (
        ("mode: car", "mode: car\n    before: [to-lyon]"),
        (19, "legs[0]", "The order goes round in a circle", "of the circle away"),
    ),
    # ---------------------------------------------------------------------------------- lines
    "a leg that ends where it begins": (
        (LEG, "from: lyon"),
        (23, "legs[0].to", 'The leg "to-lyon" ends where it begins', "Name another place"),
    ),
    "a leg from inside the country that it goes to": (
        ("lon: 4.83, lat: 45.76", "lon: 12.5, lat: 41.9"),
        [
            (
                33,
                "legs[1].to",
                "In this leg the line does not cross the border of Italy",
                "Let it begin outside, or name a place in place of the country",
            ),
            (19, "legs[0]", "1,107 km in 2.0 h is faster than a train can go", "Check the times"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_says_where_what_and_how_to_mend_it(name):
    (old, new), expected = CASES[name]
    expected = expected if isinstance(expected, list) else [expected]
    collected = faults(edited(old, new))
    listed = [(item.line, item.field) for item in collected]
    assert listed == sorted((line, field) for line, field, _, _ in expected)
    by_line = sorted(expected, key=lambda row: (row[0], row[1], row[2]))
    for item, (line, field, wrong, mend) in zip(collected, by_line, strict=True):
        assert wrong in item.wrong
        assert mend in item.mend
        assert str(item).startswith(f"small.yaml:{line}: {field}: ")
        assert re.search(r"[^.?][.?]$", str(item)), "one full stop at the end"
        assert len(str(item)) < 400


def test_all_faults_are_told_at_once():
    text = GOOD
    for old, new in [
        ("lon: 2.35", "lon: 235"),  # of one field
        ("mode: car", "mode: cart"),
        ("start: 2024-05-01T10:00", "start: soon"),
        ("headline: They drive off", "headlin: They drive off"),
        ("opens_at: arrives", "opens_at: arrive"),  # of names that point nowhere
        ("people: [anna, ben]", "people: [anna, bob]"),
        ("place: lyon", "place: lion"),
        ("paragraphs: [4]", "paragraphs: [5]"),
        ("area: IT", "area: ZZ"),
    ]:
        assert old in text
        text = text.replace(old, new, 1)
    assert [(item.line, item.field) for item in faults(text)] == [
        (6, "opens_at"),
        (15, "places[0].lon"),
        (17, "places[2].area"),
        (31, "legs[1].people"),
        (34, "legs[1].mode"),
        (43, "events[0].place"),
        (44, "events[0].start"),
        (48, "events[1].headline"),
        (49, "events[1].headlin"),
        (53, "events[1].claims[0].paragraphs"),
    ]


def test_faults_of_time_are_told_beside_the_others():
    text = edited("arrival: 2024-05-01T10:00", "arrival: 2024-05-01T07:00")
    text = text.replace("end: 2024-05-01T11:00", "end: 2024-05-01T09:00")
    with_field = text.replace("named: true, stance: denies", "named: true, stance: deny")
    with_name = text.replace("opens_at: arrives", "opens_at: arrive")
    times = ["events[0].end", "legs[0].arrival"]
    assert sorted(item.field for item in faults(text)) == times
    assert sorted(item.field for item in faults(with_field)) == [
        times[0],
        "events[1].claims[0].stance",
        times[1],
    ]
    assert sorted(item.field for item in faults(with_name)) == [*times, "opens_at"]


def test_nothing_is_said_of_what_merely_follows_from_a_fault():
    one_bad_place = edited("lon: 2.35", "lon: east")
    assert [item.field for item in faults(one_bad_place)] == ["places[0].lon"]
    one_bad_leg = edited("from: lyon", "from: Lyon!")
    assert [item.field for item in faults(one_bad_leg)] == ["legs[1].from"]
    one_bad_start = edited("departure: 2024-05-01T08:00", "departure: later")
    assert [item.field for item in faults(one_bad_start)] == ["legs[0].departure"]


@pytest.mark.parametrize("section", ["sources", "groups", "people", "places", "legs", "events"])
@pytest.mark.parametrize("value", ["", "word", "5", "[]", "[5]", "{a: 1}", "[{}]", "[[]]"])
def test_whatever_a_list_is_it_is_told_in_sentences(section, value):
    start = GOOD.index(f"{section}:\n")
    rest = GOOD[start + len(section) + 2 :]
    end = re.search(r"^\S", rest, re.MULTILINE)
    tail = rest[end.start() :] if end else ""
    text = f"{GOOD[:start]}{section}: {value}\n{tail}"
    try:
        read_story(text, name="small.yaml")
    except StoryError as error:
        for item in error.faults:
            assert item.line > 0
            assert "Input should" not in str(item), "pydantic's words are not ours"
    else:
        pytest.fail("a story without it was taken")


def test_legs_may_be_left_out():
    start, end = GOOD.index("legs:\n"), GOOD.index("events:\n")
    text = (GOOD[:start] + GOOD[end:]).replace("leg: to-italy", "start: 2024-05-02")
    assert read_story(text).legs == ()


def test_who_is_stopped_need_not_have_gone_the_whole_way():
    text = edited("arrival: 2024-05-01T10:00", "arrival: 2024-05-01T08:20\n    outcome: stopped")
    text = text.replace("after: [to-lyon]", "after: [arrives]")
    story = read_story(text)
    bounds = drawn_bounds(story)["to-lyon"]
    assert bounds.s0 == bounds.s1 == story.leg["to-lyon"].departure.earliest


def test_a_story_error_is_a_value_error_with_a_line_a_fault():
    with pytest.raises(ValueError, match=r"small\.yaml:15: places\[0\]\.lon") as caught:
        read_story(
            edited("lon: 2.35", "lon: 200").replace("lat: 45.76", "lat: 99"), name="small.yaml"
        )
    assert isinstance(caught.value, StoryError)
    assert len(caught.value.faults) == 2
    assert str(caught.value).splitlines() == [str(fault) for fault in caught.value.faults]


def test_what_a_story_says_is_in_no_trace_that_may_be_logged():
    secret = "the name of an informant"
    text = edited("lon: 2.35", f"lon: {secret}").replace("lat: 45.76", f"lat: [{secret}]")
    with pytest.raises(StoryError) as caught:
        read_story(text.replace("time_zone:", f"zz: {secret}\ntime_zone:"), name="small.yaml")
    cause = caught.value.__cause__
    assert isinstance(cause, ValidationError)
    assert cause.error_count() >= 3
    assert secret not in str(cause)


def test_a_story_of_a_missing_file_is_a_story_error(tmp_path):
    with pytest.raises(StoryError, match="cannot be read"):
        load_story(tmp_path / "none.yaml")


def test_a_fault_without_a_line_or_a_field_reads_well():
    assert str(Fault("a.yaml", 0, "", "It is wrong", "Mend it")) == "a.yaml: It is wrong. Mend it."
    assert str(Fault("a.yaml", 3, "x", "It is wrong", 'Did you mean "y"?')) == (
        'a.yaml:3: x: It is wrong. Did you mean "y"?'
    )


def test_the_nearest_word_is_offered():
    assert nearest("damscus", ["damascus", "homs"]) == 'Did you mean "damascus"?'
    assert nearest("q", []) == "None is defined yet"
    assert nearest("q", list("abcdefgh")) == "Known are: a, b, c, d, e, f, g, h"
    assert nearest("q", list("abcdefghi")) == "Known are: a, b, c, d, e, f, g, h and more"


@pytest.mark.parametrize("fault", ["titel: x", "focus: 3"])
def test_a_number_where_an_id_is_to_stand_is_told_beside_any_other_fault(fault):
    text = starter_text()
    text = f"opens_at: 2024\n{fault}\n" + re.sub("(?m)^opens_at:.*$", "", text)
    with pytest.raises(StoryError) as caught:
        read_story(text, name="x")
    said = {item.field: item.wrong for item in caught.value.faults}
    assert said["opens_at"] == 'The event "2024" is unknown'
    assert fault.partition(":")[0] in said


def test_tellers_who_are_their_own_origin_are_told_once():
    claim = {"source": "log", "paragraphs": [1], "told_by": "The receiver", "named": True}
    assert Claim(**claim, origin="the  receiver").told_origin is None
    assert Claim(**claim, origin="the airline").told_origin == "the airline"
    assert Claim(**claim).told_origin is None
