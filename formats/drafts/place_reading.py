"""Where a record happened: its own geometry, coordinates in columns, a place's name, a country."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from formats.cells.cell import Cell
from formats.cells.number_parsing import number_of
from formats.cells.plain_text import line, named
from formats.coordinates.angles import Angle, CoordinateError, Pair, angle_of, coarse_km, settled
from formats.coordinates.coordinate_parsing import pair_of
from formats.coordinates.positions import FAR, LAT, MERCATOR, TURN, fault_of, turned
from formats.coordinates.reference_systems import ToLonLat, to_lon_lat
from formats.drafts.column_matching import flat
from formats.drafts.country_codes import code_of
from formats.drafts.place_lookup import PlaceLookup, PlaceName
from formats.drafts.record_values import RecordValues
from formats.files.format_error import FormatError
from formats.shared.import_notes import Notes
from formats.shared.records import Contents, Happening, Record, Shape, Spot
from formats.times.date_parsing import Read
from geo.great_circle import DEGREE_KM
from geo.language.told_text import ToldText
from geo.places.gazetteer import cities

_MAX_KM = 2000.0
_BEYOND_DOUBT = 270.0
"""Degrees of longitude without a position, from which on an outline crosses the antimeridian."""
LON_TURN = TURN / 2
_O = re.compile(r"(?<![^\W\d])[oO](?![^\W\d])")
_EAST, _WEST = (re.compile(rf"(?<![^\W\d])[{letters}](?![^\W\d])") for letters in ("eElL", "wW"))
_ORDERS = {
    **dict.fromkeys(("latlng", "latlon", "latlong", "latitudelongitude", "yx"), "lat-lon"),
    **dict.fromkeys(("lnglat", "lonlat", "longlat", "longitudelatitude", "xy"), "lon-lat"),
}
"""Heads that say which of two coordinates comes first."""
_ZONES = ("zone", "utmzone", "gridzone", "zona", "huso", "fuseau")
"""Heads of a column with the zone of UTM."""
_PAIR_BEHIND = re.compile(r"(?<=\S)\s*[(\[](?P<pair>(?=[^()\[\]\d]*\d)[^()\[\]]*)[)\]]$")
"""Coordinates in brackets behind a place's name."""
_TOWN_KM = 10.0
"""A position that is nearer than this to the middle of a town lies by it."""
_LOOKED_AT = 50
"""How many pairs without a stated order are compared with the towns."""
_DECIMALS = 7
"""Of degrees: a centimetre."""


def _only_latitude_first_is_by_towns(pairs: Sequence[Pair]) -> bool:
    """Tell whether pairs lie by towns with the latitude first, and none the other way round.

    People copy pairs from maps with the latitude first; where the ground agrees, that order can be
    taken until somebody says otherwise. The other order is never taken unasked.
    """
    spots = {(pair.first.degrees, pair.second.degrees) for pair in pairs[:_LOOKED_AT]}
    return all(_by_a_town(lon, lat) for lat, lon in spots) and not any(
        _by_a_town(lon, lat) for lon, lat in spots
    )


def _by_a_town(lon: float, lat: float) -> bool:
    """Tell whether a town of the gazetteer lies near; in flat degrees, as so near they serve."""
    lons, lats = _towns()
    east = (lons - lon) * math.cos(math.radians(lat))
    return bool((np.hypot(east, lats - lat) * DEGREE_KM < _TOWN_KM).any())


@lru_cache(maxsize=1)
def _towns() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Longitudes and latitudes of the gazetteer's towns, (n,) each, degrees."""
    towns = cities()
    return np.array([town.lon for town in towns]), np.array([town.lat for town in towns])


class PlaceReader(RecordValues):
    """Reads where the records of a file happened."""

    def __init__(self, contents: Contents, notes: Notes) -> None:
        super().__init__(contents, notes)
        self._pairs: str | None = ""
        self._o_is: str | None = ""
        self._convert: ToLonLat | None = None
        self._turned = False

    def _begin_places(self) -> None:
        """Settle what holds for all records: a reference system, and the places by name."""
        self.chosen = {**self.chosen, "zone": self._zones_of_utm()}
        self._convert = None if self.chosen["zone"] else self._reference_system()
        self._read_wkt()
        self._lookup = PlaceLookup(self.notes, self._names_to_look_up())

    def _place(self, record: Record, happening: Happening) -> None:
        place = self._place_name(record)
        name = line(place.name)
        precision = number_of(self._first(record, "precision_km"))
        if precision is not None and not 0 < precision <= _MAX_KM:
            self._miss(
                happening,
                Read(
                    None,
                    ToldText("import.place.precision", km=f"{precision:g}"),
                    ToldText("import.place.precision.mend"),
                ),
            )
            precision = None
        coded = self._pair_in_name(record)
        shapes = record.shapes or self._column_shapes(record, happening, coded)
        if coded and not record.shapes:
            name = name[: behind.start()] if (behind := _PAIR_BEHIND.search(name)) else ""
        if any(_is_zero(shape) for shape in shapes):
            shapes = [shape for shape in shapes if not _is_zero(shape)]
            zero = Read(None, ToldText("import.place.zero"), ToldText("import.place.zero.mend"))
            self._miss(happening, zero)
        spots = [
            _spot(shape, name or happening.headline, precision)
            for shape in _joined_at_antimeridian(shapes)
            if shape.kind != "line"
        ]
        code = code_of(place.country) if place.country else None
        if place.country and code is None:
            self._miss(
                happening,
                Read(
                    None,
                    ToldText("import.country-unknown", country=place.country[:60]),
                    ToldText("import.country-unknown.mend"),
                ),
            )
        if not spots and code and not record.fixes and not name:
            country = place.country
            spots = [Spot(country if len(country) > 2 else code, area=code)]  # noqa: PLR2004
        if name and not spots and not record.fixes and not shapes:
            spots = self._by_name(place, happening, precision)
        if len(spots) == 1:
            happening.spot = spots[0]
        else:
            happening.more_spots = spots
        if name and not spots:
            happening.text = "\n\n".join(
                part for part in (happening.text, ToldText("import.draft.place", name=name)) if part
            )

    # ------------------------------------------------------------------------- places by name

    def _place_name(self, record: Record) -> PlaceName:
        return PlaceName(
            line(self._text(record, "place"))[:160],
            self._text(record, "country"),
            line(self._text(record, "region")),
            line(self._text(record, "kind")),
        )

    def _names_to_look_up(self) -> Iterator[PlaceName]:
        for record in self.contents.records:
            if record.shapes or record.fixes or any(
                self._first(record, field) not in (None, "")
                for field in ("lat", "lon", "coordinates", "wkt")
            ):  # fmt: skip
                continue
            place = self._place_name(record)
            if place.name and not self._pair_in_name(record):
                yield place

    def _by_name(
        self, place: PlaceName, happening: Happening, precision: float | None
    ) -> list[Spot]:
        spot = self._lookup.spot(place)
        if spot is None:
            if fault := self._lookup.faults.get(place):
                self._miss(
                    happening,
                    Read(None, ToldText("import.place.so-no-position", fault=fault[0]), fault[1]),
                )
            return []
        if precision is not None and spot.area is None:
            spot.precision_km = precision
        return [spot]

    def _pair_in_name(self, record: Record) -> Pair | CoordinateError | None:
        """Give coordinates that stand in the cell of the place's name."""
        value = self._first(record, "place")
        if not isinstance(value, str) or not any(c.isdecimal() or c == "/" for c in value):
            return None
        try:
            behind = _PAIR_BEHIND.search(value)
            pair = pair_of(behind["pair"] if behind else value)
        except CoordinateError as error:
            return error
        return pair if pair and pair.sure else None

    # ------------------------------------------------------------------------ coordinates in cells

    def _column_shapes(
        self, record: Record, happening: Happening, coded: Pair | CoordinateError | None
    ) -> list[Shape]:
        """Read coordinates from columns."""
        lon, lat = self._first(record, "lon"), self._first(record, "lat")
        try:
            if lon in (None, "") and lat in (None, ""):
                cell = self._first(record, "coordinates")
                if cell in (None, ""):
                    if isinstance(coded, CoordinateError):
                        raise coded
                    return self._of_pair(coded) if coded else []
                pair = pair_of(cell)
                if pair is None:
                    wrong = ToldText("import.place.no-coordinates", text=str(cell)[:60])
                    raise CoordinateError(wrong, ToldText("import.place.no-coordinates.mend"))
                return self._of_pair(pair)
            if (lon in (None, "")) != (lat in (None, "")) and (pair := pair_of(lat or lon)):
                return self._of_pair(pair)
            if self.chosen["zone"]:
                return self._of_utm(self._text(record, "zone"), lon, lat)
            return self._of_columns(angle_of(lon), angle_of(lat), happening)
        except CoordinateError as error:
            self._miss(happening, Read(None, error.wrong, error.mend))
            return []

    def _zones_of_utm(self) -> tuple[str, ...]:
        """Give the column with the zones of UTM, where eastings and northings stand beside it."""
        chosen = [flat(name) for field in ("lon", "lat") for name in self.chosen[field]]
        if chosen != ["easting", "northing"]:
            return ()
        names = {flat(name): name for record in self.contents.records[:1] for name in record.values}
        return next(((names[head],) for head in _ZONES if head in names), ())

    def _of_utm(self, zone: str, easting: Cell, northing: Cell) -> list[Shape]:
        text = f"{zone} {easting} {northing}"
        pair = pair_of(text)
        if pair is None:
            raise CoordinateError(
                ToldText("import.place.no-utm", text=text), ToldText("import.place.no-utm.mend")
            )
        return self._of_pair(pair)

    def _of_columns(
        self, lon: Angle | None, lat: Angle | None, happening: Happening
    ) -> list[Shape]:
        """Make a point of two columns; letters of the hemisphere win over the columns' heads."""
        if lon and lat and (lon.axis == "lat" or lat.axis == "lon"):
            if lon.axis == "lon" or lat.axis == "lat":
                raise CoordinateError(
                    ToldText("import.place.same-axis"), ToldText("import.place.same-axis.mend")
                )
            lon, lat = lat, lon
            self._miss(
                happening,
                Read(None, ToldText("import.place.swapped"), ToldText("import.place.swapped.mend")),
            )
        if lon is None or lat is None:
            raise CoordinateError(
                ToldText("import.place.no-number"), ToldText("import.place.degrees.mend")
            )
        return self._point(lon, lat)

    def _of_pair(self, pair: Pair) -> list[Shape]:
        order = pair.order or self._pair_order()
        if order is None:
            return []
        lon, lat = (pair.first, pair.second)[:: 1 if order == "lon-lat" else -1]
        return self._point(lon, lat, square_km=pair.square_km)

    def _point(self, lon: Angle, lat: Angle, *, square_km: float | None = None) -> list[Shape]:
        o_is = self._meaning_of_o() if lon.side == "O" else "west"
        if o_is is None:
            return []
        x, y = settled(lon, o_is), lat.degrees
        if self._convert and not lon.side and not lat.side and square_km is None:
            x, y = self._convert(x, y)
        elif turned(x) != x:
            x = turned(x)
            if not self._turned:
                self.notes.say(ToldText("import.place.turned"))
            self._turned = True
        fault = fault_of(x, y)
        if fault is None and x == 0 and y == 0:
            fault = (ToldText("import.place.zero"), ToldText("import.place.zero.mend"))
        if fault:
            raise CoordinateError(*fault)
        position = (round(x, _DECIMALS), round(y, _DECIMALS))
        coarse = None if self._convert else coarse_km(lon, lat)
        return [Shape("point", (position,), coarse, square_km)]

    def _reference_system(self) -> ToLonLat | None:
        """Give the conversion that was answered, or ask where the numbers cannot be degrees."""
        return asked_system(self.notes, self._numbers())

    def _numbers(self) -> Iterator[tuple[float, float]]:
        for record in self.contents.records:
            x, y = (number_of(self._first(record, field)) for field in ("lon", "lat"))
            if x is not None and y is not None:
                yield x, y

    def _meaning_of_o(self) -> str | None:
        """Tell whether the letter O is west or east in this file, or ask."""
        if self._o_is == "":
            cells = [
                str(value)
                for record in self.contents.records
                for field in ("lat", "lon", "coordinates", "place")
                if isinstance(value := self._first(record, field), str) and _written_angle(value)
            ]
            east, west = (any(letter.search(cell) for cell in cells) for letter in (_EAST, _WEST))
            if east != west:
                self._o_is = "west" if east else "east"
                self.notes.say(ToldText(f"import.o.{self._o_is}-read"))
            else:
                example = next((cell for cell in cells if _O.search(cell)), "4°29′ O")
                options = (("west", ToldText("import.o.west")), ("east", ToldText("import.o.east")))
                text = ToldText("import.ask.o", text=example[:40])
                self._o_is = self.notes.ask("o", text, options)
        return self._o_is

    def _pair_order(self) -> str | None:
        """Give the order of two coordinates in a cell, or ask for it."""
        known = self._pairs
        if known == "":
            known = next((_ORDERS[flat(name)] for name in self.chosen.get("coordinates", ())
                          if flat(name) in _ORDERS), "")  # fmt: skip
            self._pairs = known
        if known == "":
            pairs = [pair for record in self.contents.records if (pair := self._unordered(record))]
            first = any(abs(pair.first.degrees) > LAT for pair in pairs)
            second = any(abs(pair.second.degrees) > LAT for pair in pairs)
            if first != second and "order" not in self.notes.answers:
                known = "lon-lat" if first else "lat-lon"
            else:
                options = (
                    ("lat-lon", ToldText("import.order.latitude")),
                    ("lon-lat", ToldText("import.order.longitude")),
                )
                text = ToldText("import.ask.order")
                default = None
                if "order" not in self.notes.answers and _only_latitude_first_is_by_towns(pairs):
                    default = "lat-lon"
                    self.notes.say(ToldText("import.order.latitude-read"))
                known = self.notes.ask("order", text, options, default=default)
            self._pairs = known
        return known

    def _unordered(self, record: Record) -> Pair | None:
        for field in ("coordinates", "place"):
            try:
                pair = pair_of(self._first(record, field))
            except CoordinateError:
                continue
            if pair and pair.order is None:
                return pair
        return None

    def _read_wkt(self) -> None:
        """Give records the geometry of their well-known text, where they have no other."""
        if not self.chosen.get("wkt"):
            return
        for record in self.contents.records:
            text = self._first(record, "wkt")
            elsewhere = any(self._first(record, field) not in (None, "")
                        for field in ("lat", "lon", "coordinates"))  # fmt: skip
            if isinstance(text, str) and text and not record.shapes and not elsewhere:
                record.shapes = tuple(self._wkt(text, record))

    def _wkt(self, text: str, record: Record) -> list[Shape]:
        import shapely  # noqa: PLC0415 - loaded with the first geometry

        of, number = record.kind or self.contents.kind, record.number
        try:
            shape = shapely.from_wkt(text.partition(";")[2] if text.startswith("SRID") else text)
        except shapely.errors.ShapelyError:
            shape = None
        if shape is None or shape.is_empty:
            wrong, mend = ToldText("import.place.wkt"), ToldText("import.place.wkt.mend")
            self.notes.miss(wrong, mend, kind=of, number=number)
            return []
        shapes: list[Shape] = []
        for part in getattr(shape, "geoms", (shape,)):
            outline = part.exterior if isinstance(part, shapely.Polygon) else part
            if not hasattr(outline, "coords"):
                continue
            at = [(float(c[0]), float(c[1])) for c in outline.coords]
            at = [self._convert(*c) if self._convert else (turned(c[0]), c[1]) for c in at]
            if fault := next((fault for x, y in at if (fault := fault_of(x, y))), None):
                self.notes.miss(*fault, kind=of, number=number)
                return []
            kind = "area" if isinstance(part, shapely.Polygon) else \
                "point" if isinstance(part, shapely.Point) else "line"  # fmt: skip
            shapes.append(Shape(kind, tuple(at)))  # type: ignore[arg-type]
        return shapes


def asked_system(notes: Notes, positions: Iterator[tuple[float, float]]) -> ToLonLat | None:
    """Give the conversion from the reference system that was answered to "crs".

    Asks for it where positions are no degrees, and there is no answer or one that is none.
    """
    everywhere = list(positions)
    beyond = [at for at in everywhere if max(abs(at[0]), abs(at[1])) > FAR]
    if not beyond or len(beyond) * 2 < len(everywhere):
        return None  # a few wrong figures are told row by row
    x, y = beyond[0]
    metres = max(abs(x), abs(y)) <= MERCATOR
    key = "import.ask.system-mercator" if metres else "import.ask.system"
    text = ToldText(key, x=f"{x:.10g}", y=f"{y:.10g}")

    def check(answer: str) -> tuple[str, str] | None:
        try:
            to_lon_lat(answer, x_first=True)
        except FormatError as error:
            return error.wrong, ToldText("import.ask.system.mend")
        return None

    answer = notes.ask("crs", text, check=check)
    return to_lon_lat(answer, x_first=True) if answer else None


def _is_zero(shape: Shape) -> bool:
    return shape.kind == "point" and shape.positions[0] == (0, 0)


def _written_angle(cell: str) -> bool:
    try:
        return angle_of(cell) is not None or pair_of(cell) is not None
    except CoordinateError:
        return False


def _spot(shape: Shape, name: str, precision: float | None) -> Spot:
    """Make a place of a point or an outline; an outline gives its middle and a radius around it."""
    if shape.kind == "point":
        (lon, lat) = shape.positions[0]
        km = precision if precision is not None else _square(shape.square_km)
        return Spot(named(name), lon, lat, km, coarse_km=shape.coarse_km)
    from geo.routes.leg_routes import WGS84  # noqa: PLC0415 - loaded with the first outline

    lons = _beside_each_other([lon for lon, _ in shape.positions])
    lats = [lat for _, lat in shape.positions]
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    reach = max(WGS84.inv(lon, lat, x, y)[2] for x, y in shape.positions) / 1000
    note = ToldText("import.draft.area")
    if reach + 0.05 > _MAX_KM:
        note = ToldText("import.draft.area-cut", km=f"{reach:,.0f}", most=f"{_MAX_KM:,.0f}")
    lon = (lon + LON_TURN) % TURN - LON_TURN
    return Spot(named(name), round(lon, 5), round(lat, 5), min(round(reach + 0.05, 1), _MAX_KM),
                note=note)  # fmt: skip


def _joined_at_antimeridian(shapes: Sequence[Shape]) -> Sequence[Shape]:
    """Join the parts of an area that was cut at the antimeridian, as RFC 7946 3.1.9 wants it."""
    areas = [shape for shape in shapes if shape.kind == "area"]
    if len(areas) < 2:  # noqa: PLR2004 - parts
        return shapes
    touching = [shape for shape in areas if any(abs(lon) == LON_TURN for lon, _ in shape.positions)]
    sides = {lon for shape in touching for lon, _ in shape.positions if abs(lon) == LON_TURN}
    if len(sides) < 2:  # noqa: PLR2004 - both sides
        return shapes
    at = tuple(position for shape in touching for position in shape.positions)
    gone = set(map(id, touching))
    return [Shape("area", at), *(shape for shape in shapes if id(shape) not in gone)]


def _square(km: float | None) -> float | None:
    return None if km is None else max(round(km, 4), 0.0005)


def _beside_each_other(lons: list[float]) -> list[float]:
    """Give longitudes of one outline without the jump at the antimeridian.

    A gap of more than three quarters of the globe is taken as what lies outside (RFC 7946, 5.2).
    """
    ordered = sorted(lons)
    gaps = [b - a for a, b in pairwise(ordered)]
    if set(lons) <= {-LON_TURN, LON_TURN}:  # an outline around the globe
        return lons
    if not gaps or max(gaps) <= _BEYOND_DOUBT:
        return lons
    begins = ordered[gaps.index(max(gaps)) + 1]
    return [lon if lon >= begins else lon + TURN for lon in lons]
