import itertools
import json
import math

import pytest
import shapely

from geo.language.messages import messages_of
from geo.world.borders import base_map, base_names, bundled, country_shape
from geo.world.points_of_view import POINTS_OF_VIEW, borders_note, has_no_ground, points_of_view
from geo.world.shapes import base_shapes

CRIMEA, GOLAN, LAAYOUNE, PRISTINA = (34.2, 45.2), (35.8, 33.0), (-13.0, 24.5), (20.9, 42.6)
STANLEY, KUNASHIR, KYRENIA = (-58.8, -51.7), (145.9, 44.1), (33.5, 35.3)


def has(code, point, seen_by):
    return country_shape(code, seen_by=seen_by).covers(shapely.Point(point))


@pytest.mark.parametrize(
    ("seen_by", "point", "owner", "not_owner"),
    [
        ("", CRIMEA, "RU", "UA"),
        ("UA", CRIMEA, "UA", "RU"),
        ("", GOLAN, "IL", "SY"),
        ("US", GOLAN, "IL", "SY"),
        ("SA", GOLAN, "SY", "PS"),
        ("SA", (34.8, 31.5), "PS", None),
        ("UA", GOLAN, None, "SY"),
        ("UA", GOLAN, None, "IL"),
        ("UA", LAAYOUNE, "EH", "MA"),
        ("MA", LAAYOUNE, "MA", None),
        ("UA", PRISTINA, "RS", None),
        ("DE", PRISTINA, "XK", "RS"),
        ("AR", STANLEY, "AR", None),
        ("JP", KUNASHIR, "JP", "RU"),
        ("GR", KYRENIA, "CY", None),
    ],
)
def test_disputed_ground_is_whose_a_country_sees_it_to_be(seen_by, point, owner, not_owner):
    if owner:
        assert has(owner, point, seen_by)
    if not_owner:
        assert not has(not_owner, point, seen_by)


def test_a_country_without_ground_in_a_point_of_view_is_said_to_have_none():
    assert has_no_ground("XK", seen_by="UA")
    assert not has_no_ground("XK", seen_by="DE")
    with pytest.raises(ValueError, match='"XK" has no ground of its own in the borders as UA'):
        country_shape("XK", seen_by="UA")


@pytest.mark.parametrize("seen_by", points_of_view())
def test_every_point_of_view_has_all_of_the_land_and_closed_rings(seen_by):
    world, default = bundled(seen_by), bundled()
    assert len(world.land) == len(default.land)
    for code in _changed(seen_by):
        for rings in world.countries[code]:
            for ring in rings:
                line = world.full.ring(ring)
                assert (line[0] == line[-1]).all(), code
                steps = [world.full.arc(max(n, ~n))[:: 1 if n >= 0 else -1] for n in ring]
                for before, after in itertools.pairwise(steps):
                    assert (before[-1] == after[0]).all(), code


def _changed(seen_by):
    before, after = bundled().countries, bundled(seen_by).countries
    return [code for code in after if after[code] != before[code]]


def _near(lines, point):
    at = shapely.Point(point)
    return min((line.distance(at) for line in lines), default=math.inf)


def test_a_border_within_a_country_is_none_and_a_new_one_is_dashed():
    isthmus, hula = (33.9, 46.1), (35.634, 33.052)
    crimea = base_shapes((32, 45, 36, 47), tolerance=0.006)
    assert _near(crimea.disputed, isthmus) < 0.1
    crimea = base_shapes((32, 45, 36, 47), tolerance=0.006, seen_by="UA")
    assert _near([*crimea.disputed, *crimea.borders], isthmus) > 0.3
    golan = base_shapes((35, 32, 37, 34), tolerance=0.006)
    assert _near([*golan.disputed, *golan.borders], hula) > 0.03
    golan = base_shapes((35, 32, 37, 34), tolerance=0.006, seen_by="SA")
    assert _near(golan.disputed, hula) < 0.03
    assert _near([*golan.disputed, *golan.borders], (35.87, 33.0)) > 0.1


@pytest.mark.parametrize(
    ("point", "view"),
    [((35.87, 33.0), "US"), ((35.0, 22.0), "EG")],  # the Golan Heights; Hala'ib
)
def test_a_line_that_a_country_sees_as_its_border_is_not_dashed(point, view):
    lon, lat = point
    for seen_by, dashed in (("", True), (view, False), ("DE", True)):
        shapes = base_shapes((lon - 1, lat - 1, lon + 1, lat + 1), tolerance=0.006, seen_by=seen_by)
        assert (_near(shapes.disputed, point) < 0.05) is dashed
        assert (_near(shapes.borders, point) < 0.05) is not dashed


def test_the_base_map_of_a_point_of_view_has_its_outlines_and_names():
    story = {"points": [(33.0, 46.5)], "focus": ["UA"]}
    default, seen = base_map(**story), base_map(**story, seen_by="UA")
    assert len(json.dumps(seen)) < 1.05 * len(json.dumps(default))
    arcs = [n for rings in seen["countries"]["UA"] for ring in rings for n in ring]
    assert not {~n for n in arcs} & set(arcs), "an outline along which both sides are the same"
    names = {row["code"] for row in base_names([(20.9, 42.6)], seen_by="UA")["countries"]}
    assert "RS" in names
    assert "XK" not in names


def test_every_product_can_say_whose_borders_it_shows():
    assert "as seen by Ukraine" in borders_note(messages_of("en"), "UA")
    assert "Natural Earth draws" in borders_note(messages_of("en"), None)
    assert "أوكرانيا" in borders_note(messages_of("ar"), "UA")


def test_points_of_view_that_no_package_has_whole_are_not_offered():
    assert {"UA", "US", "DE", "MA", "JP"} <= set(points_of_view())
    assert not {"IN", "PK", "CN", "RU", "TR", "NP"} & set(points_of_view())


def test_the_points_of_view_were_made_for_the_bundled_world():
    """Else run `python -m geo.world.data.make_points_of_view`."""
    file = json.loads(POINTS_OF_VIEW.read_text(encoding="utf-8"))
    assert file["first"] == len(bundled().arcs)
