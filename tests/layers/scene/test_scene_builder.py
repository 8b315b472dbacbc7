from dataclasses import FrozenInstanceError

import pytest

from geo.great_circle import DEGREE_KM
from geo.time.closed_bounds import drawn_bounds
from geo.time.instants import epoch_ms
from geo.time.time_in_words import TimeWords
from layers.scene.scene_builder import LAYERS, build_scene


@pytest.fixture(scope="module")
def scene(shipped):
    return build_scene(shipped)


def ids(marks):
    return {mark.id for mark in marks}


# ------------------------------------------------------------------------------------ the whole


def test_everything_that_the_story_uses_is_in_the_scene(scene, shipped):
    assert ids(scene.legs) == {leg.id for leg in shipped.legs}
    assert ids(scene.events) == {event.id for event in shipped.events}
    used = {leg.origin for leg in shipped.legs} | {leg.to for leg in shipped.legs}
    for event in shipped.events:
        used |= {event.place, *event.mentions} - {None}
    assert ids(scene.places) == used


def test_times_are_epoch_milliseconds(scene):
    (call,) = (event for event in scene.events if event.id == "jalali-call")
    assert call.s0 == call.s1 == call.e0 == call.e1 == call.stop == 1_733_599_800_000


def test_the_span_is_the_storys_first_and_last_moment(scene, shipped):
    drawn = drawn_bounds(shipped).values()
    first, last = min(bounds.s0 for bounds in drawn), max(bounds.e1 for bounds in drawn)
    assert scene.span == (epoch_ms(first), epoch_ms(last))
    for leg in scene.legs:
        assert scene.span[0] <= leg.d0 <= leg.d1 <= leg.a1 <= scene.span[1]


def test_stops_lie_within_the_bounds_of_their_start_and_in_order(scene):
    for event in scene.events:
        assert event.s0 <= event.stop <= event.s1, event.id
    stops = [event.stop for event in scene.events]
    assert stops == sorted(stops)


def test_an_uncertain_event_stops_within_its_bounds(scene):
    for event in scene.events:
        assert event.s0 <= event.stop <= event.s1, event.id


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        ("2024-05-01T12:07", "2024-05-01T12:07"),
        ("2024-05-01", "2024-05-01T12:00"),
        ("2024-05-01T12:03/2024-05-01T12:09", "2024-05-01T12:06"),
        ("2024-05-01T12:03:10/2024-05-01T12:03:20", "2024-05-01T12:03:15"),
        ("2024-05-01T00:10/2024-05-01T06:03", "2024-05-01T03:00"),
    ],
)
def test_where_the_slider_stops(make_story, start, stop):
    stops = []
    for time in (start, stop):
        (event,) = build_scene(make_story(events=[make_story.event("alone", start=time)])).events
        stops.append(event.stop)
    assert stops[0] == stops[1]


def test_the_scene_opens_where_the_story_says(scene, make_story):
    assert scene.opens_at.id == "flight-from-damascus"
    story = make_story(
        events=[
            make_story.event("b", start="2024-05-02"),
            make_story.event("a", start="2024-05-01"),
        ]
    )
    assert build_scene(story).opens_at.id == "a"
    assert build_scene(story, layers=["places"]).opens_at is None


def test_a_place_is_named_once_something_may_touch_it(scene, shipped):
    since = {mark.id: mark.since for mark in scene.places}
    begins = {name: epoch_ms(bounds.s0) for name, bounds in drawn_bounds(shipped).items()}
    assert since["aleppo-province"] == begins["offensive-begins"]
    assert since["doha"] == begins["lavrov-doha"]
    assert since["hmeimim"] == begins["damascus-hmeimim"]
    assert since["iraq"] == begins["maher-iraq"]
    assert since["moscow"] == begins["family-in-moscow"], "there already, since when nobody says"


def test_lanes_are_the_groups(scene):
    assert [lane.id for lane in scene.lanes] == [
        "assad",
        "maher",
        "makhlouf",
        "rebels",
        "diplomacy",
        "left-behind",
    ]
    assert [lane.colour for lane in scene.lanes] == [1, 2, 3, 4, 5, 6]
    assert scene.lanes[2].people == ("ehab", "eyad")


def test_a_group_without_a_colour_gets_its_turn(make_story):
    groups = [{"id": f"g{n}", "name": f"G{n}"} for n in range(1, 9)]
    story = make_story(groups=groups, people=[{"id": "anna", "name": "Anna", "group": "g8"}])
    assert [lane.colour for lane in build_scene(story).lanes] == [1, 2, 3, 4, 5, 6, 6, 6]


def test_an_event_of_several_lanes_is_in_each_and_has_the_firsts_colour(scene):
    (call,) = (event for event in scene.events if event.id == "jalali-call")
    assert call.lanes == ("left-behind", "assad")
    assert call.colour == 6


def test_travellers_are_named_as_people_say(scene):
    who = {leg.id: leg.who for leg in scene.legs}
    assert who["damascus-hmeimim"] == "Assad"
    assert who["makhlouf-lebanon"] == "Assad’s cousins"  # the whole group
    may_be = {leg.id: " ".join(leg.may_be) for leg in scene.legs}
    assert may_be["damascus-hmeimim"] == "Assad may be anywhere on this stretch"


def test_what_is_contested_unverified_or_doubtful_is_questioned(scene, make_story):
    questioned = {mark.id for mark in (*scene.legs, *scene.events) if mark.questioned}
    assert "makhlouf-lebanon" in questioned
    assert "hts-arrangement" in questioned
    assert "damascus-hmeimim" not in questioned
    story = make_story(events=[make_story.event("one", start="2024-05-01?")])
    assert build_scene(story).events[0].questioned


def test_every_mark_has_its_reported_time_in_words(scene, shipped):
    clock = TimeWords(shipped)
    rows = {row.id: row for row in (*shipped.legs, *shipped.events)}
    for mark in (*scene.legs, *scene.events):
        assert mark.time == clock.of(rows[mark.id]), mark.id
    (call,) = (event for event in scene.events if event.id == "jalali-call")
    assert call.time.said == "Saturday 7 December, 22:30"


def test_an_event_without_a_point_has_none_in_the_scene(scene):
    points = {event.id: (event.lon, event.lat) for event in scene.events}
    assert points["jalali-call"] == (None, None)
    assert points["lands-at-hmeimim"] == pytest.approx((35.9487, 35.4011))


def test_a_scene_is_frozen(scene):
    with pytest.raises(FrozenInstanceError):
        scene.span = (0, 1)
    with pytest.raises(FrozenInstanceError):
        scene.legs[0].d0 = 0


# ------------------------------------------------------------------------------------- filters


def test_a_person_keeps_what_he_has_a_part_in(shipped):
    scene = build_scene(shipped, people=["maher"])
    assert ids(scene.legs) == {"maher-iraq", "maher-russia"}
    assert ids(scene.events) == {"maher-helicopter", "maher-onward", "brother-not-told"}
    assert ids(scene.places) == {"damascus", "iraq", "russia"}


def test_a_group_keeps_what_any_of_its_people_has_a_part_in(shipped):
    scene = build_scene(shipped, people=["makhlouf"])
    assert ids(scene.legs) == {"makhlouf-lebanon"}
    assert ids(scene.events) == {"makhlouf-ambush"}
    assert scene == build_scene(shipped, people=["ehab", "eyad"])


def test_a_filtered_place_is_named_when_what_is_left_names_it(shipped, scene):
    since = {mark.id: mark.since for mark in build_scene(shipped, people=["araqchi"]).places}
    unfiltered = {mark.id: mark.since for mark in scene.places}
    assert since["damascus"] > unfiltered["damascus"]
    assert since["iran"] <= since["damascus"]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_alone(shipped, scene, layer):
    part = build_scene(shipped, layers=[layer])
    points = {mark.id for mark in scene.places if not mark.area}
    areas = {mark.id for mark in scene.places if mark.area}
    expected = {"places": points, "areas": areas, "legs": set(), "events": set()}
    expected["legs"] = ids(scene.legs)
    expected["events"] = ids(scene.events)
    assert ids(part.places) == (expected[layer] if layer in ("places", "areas") else set())
    assert ids(part.legs) == (expected["legs"] if layer == "legs" else set())
    assert ids(part.events) == (expected["events"] if layer == "events" else set())


def test_no_filter_keeps_all_and_an_empty_one_nothing(shipped, scene):
    assert build_scene(shipped, people=None, layers=None) == scene
    assert build_scene(shipped, layers=LAYERS) == scene
    nobody = build_scene(shipped, people=[])
    assert (nobody.legs, nobody.events, nobody.places) == ((), (), ())
    nothing = build_scene(shipped, layers=[])
    assert (nothing.legs, nothing.events, nothing.places) == ((), (), ())


def test_a_filter_does_not_move_the_slider_nor_the_map(shipped, scene):
    part = build_scene(shipped, people=["maher"], layers=["legs"])
    assert (part.span, part.home, part.lanes) == (scene.span, scene.home, scene.lanes)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"people": ["mahr"]},
            'The person or group "mahr" is unknown. Did you mean "maher"?',
        ),
        (
            {"people": ["assad", "makhlou"]},
            'The person or group "makhlou" is unknown. Did you mean "makhlouf"?',
        ),
        ({"layers": ["event"]}, 'The layer "event" is unknown. Did you mean "events"?'),
        (
            {"layers": ["x"]},
            'The layer "x" is unknown. Known are: areas, events, legs, places.',
        ),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(shipped, options, message):
    with pytest.raises(ValueError, match="unknown") as caught:
        build_scene(shipped, **options)
    assert str(caught.value) == message


# -------------------------------------------------------------------------------------- extents


def test_an_event_is_never_seen_closer_than_its_neighbours(scene):
    for event in scene.events:
        west, south, east, north = event.view
        assert (north - south) / 2 * DEGREE_KM >= 109.9, event.id
        assert west < east
        if event.lon is not None:
            assert west < event.lon < east
            assert south < event.lat < north


def test_a_leg_is_seen_whole(scene):
    (flight,) = (event for event in scene.events if event.id == "onward-to-moscow")
    west, south, east, north = flight.view
    (leg,) = (leg for leg in scene.legs if leg.id == "hmeimim-moscow")
    for part in leg.parts:
        assert all(west < lon < east and south < lat < north for lon, lat, _ in part)


def test_a_view_over_the_antimeridian_goes_the_short_way(make_story):
    leg = make_story.leg("over", **{"from": "suva"}, to="apia", mode="plane", window="2024-05-01")
    story = make_story(legs=[leg], events=[make_story.event("flying", leg="over")])
    (event,) = build_scene(story).events
    west, _, east, _ = event.view
    assert 170 < west < 178.44
    assert 188.24 < east < 195
