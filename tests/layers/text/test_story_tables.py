"""The story's two tables, and the guide beside them."""

from layers.scene.scene_builder import build_scene
from layers.text.story_tables import claims_table, events_table
from layers.web.map_guide import guide_html


def test_a_row_an_event_in_the_order_of_the_slider(shipped):
    scene = build_scene(shipped)
    table = events_table(scene)
    assert table.events == tuple(mark.id for mark in scene.events)
    row = table.rows[table.events.index("flight-from-damascus")]
    assert row == {
        "When": "“early hours of Sunday”: between midnight and six on 8 December",
        "What": "Assad leaves Damascus by plane, its transponder off",
        "Where": "From Damascus to Hmeimim air base",
        "Who": "Assad",
        "Support": "Well supported",
    }


def test_no_place_is_made_up(make_story):
    story = make_story(events=[make_story.event("noon", start="2024-05-01T12:00Z")])
    assert events_table(build_scene(story)).rows[0]["Where"] == "Not reported"


def test_claims_come_by_paragraph_and_lead_to_their_event(shipped):
    table = claims_table(build_scene(shipped))
    first = [int(str(row["Paragraph"]).split(",")[0]) for row in table.rows]
    assert first == sorted(first)
    known = {event.id for event in shipped.events}
    assert {name for name in table.events if name} <= known
    said = {(row["Told by"], row["Paragraph"], row["About"]) for row in table.rows}
    assert len(said) <= len(table.rows)


def test_every_claim_stands_there_once(shipped):
    table = claims_table(build_scene(shipped))
    alone = [leg for leg in shipped.legs if not any(e.leg == leg.id for e in shipped.events)]
    events = sum(len(set(event.claims)) for event in shipped.events)
    assert len(table.rows) == events + sum(len(set(leg.claims)) for leg in alone)


def test_the_guide_names_the_zone_and_escapes_it(make_story):
    story = make_story(zone_name="<b>Zone</b>", time_zone="Asia/Tokyo")
    html = guide_html(story)
    assert "&lt;b&gt;Zone&lt;/b&gt; (UTC+9)" in html
    assert "<b>" not in html
    assert "without endorsement" in html
    assert html.count("<img ") == 13  # ten lines, three grades of support
