"""Where a record happened: its own geometry, coordinates in columns, or a country."""

from __future__ import annotations

from formats.drafts.country_codes import code_of
from formats.drafts.record_values import RecordValues
from formats.shared.date_parsing import Read
from formats.shared.import_notes import Notes
from formats.shared.number_parsing import degrees_of, fault_of, number_of, pair_of
from formats.shared.plain_text import line, named
from formats.shared.records import Contents, Happening, Record, Shape, Spot

_MAX_KM = 2000.0


class PlaceReader(RecordValues):
    """Reads where the records of a file happened."""

    def __init__(self, contents: Contents, notes: Notes) -> None:
        super().__init__(contents, notes)
        self._pairs: str | None = ""

    def _place(self, record: Record, happening: Happening) -> None:
        name = line(self._text(record, "place"))
        country = self._text(record, "country")
        precision = number_of(self._first(record, "precision_km"))
        if precision is not None and not 0 < precision <= _MAX_KM:
            self._miss(happening, Read(None, f"{precision:g} km is no precision",
                                 "Use more than 0 and at most 2000"))  # fmt: skip
            precision = None
        spots = [
            _spot(shape, name or happening.headline, precision)
            for shape in record.shapes or self._column_shapes(record, happening)
            if shape.kind != "line"
        ]
        code = code_of(country) if country else None
        if country and code is None:
            self._miss(happening, Read(None, f'The country "{country[:60]}" is unknown here',
                                 "Use its code of ISO 3166, such as SY"))  # fmt: skip
        if not spots and code and not record.fixes and not name:
            spots = [Spot(country if len(country) > 2 else code, area=code)]  # noqa: PLR2004
        if len(spots) == 1:
            happening.spot = spots[0]
        else:
            happening.more_spots = spots
        if name and not spots:
            happening.text = "\n\n".join(
                part for part in (happening.text, f"Place: {name}") if part
            )
            if not record.fixes and not record.shapes:
                wrong = "There is a place without readable coordinates; it stands in the text"
                self._miss(happening, Read(None, wrong, "Add its longitude and latitude"))

    def _column_shapes(self, record: Record, happening: Happening) -> list[Shape]:
        """Read coordinates from columns."""
        lon, lat = self._first(record, "lon"), self._first(record, "lat")
        x, y = degrees_of(lon), degrees_of(lat)
        if lon in (None, "") and lat in (None, ""):
            pair = self._first(record, "coordinates")
            if pair in (None, ""):
                return self._wkt(record, happening)
            values = pair_of(pair)
            if values is None:
                self._miss(happening, Read(None, f'"{str(pair)[:60]}" are no coordinates',
                                     "Write them as 33.51, 36.29"))  # fmt: skip
                return []
            order = self._pair_order()
            if order is None:
                return []
            x, y = values if order == "lon-lat" else values[::-1]
        fault = fault_of(x, y)
        if fault is None and x == 0 and y == 0:
            fault = ("0, 0 lies in the sea off Africa and mostly stands for nothing",
                     "Leave the cells empty, or give the true place")  # fmt: skip
        if fault:
            self._miss(happening, Read(None, *fault))
            return []
        assert x is not None
        assert y is not None
        return [Shape("point", ((x, y),))]

    def _pair_order(self) -> str | None:
        """Give the order of two coordinates in a cell, or ask for it."""
        known = self._pairs
        if known == "":
            values = [pair_of(self._first(r, "coordinates")) for r in self.contents.records]
            first = any(abs(pair[0]) > 90 for pair in values if pair)  # noqa: PLR2004 - latitudes
            second = any(abs(pair[1]) > 90 for pair in values if pair)  # noqa: PLR2004
            if first != second and "order" not in self.notes.answers:
                known = "lon-lat" if first else "lat-lon"
            else:
                options = (("lat-lon", "latitude first"), ("lon-lat", "longitude first"))
                text = "Does the latitude or the longitude come first in the coordinates?"
                known = self.notes.ask("order", text, options)
            self._pairs = known
        return known

    def _wkt(self, record: Record, happening: Happening) -> list[Shape]:
        text = self._first(record, "wkt")
        if not isinstance(text, str) or not text:
            return []
        import shapely  # noqa: PLC0415 - loaded with the first geometry

        try:
            shape = shapely.from_wkt(text)
        except shapely.errors.ShapelyError:
            shape = None
        if shape is None or shape.is_empty or not isinstance(shape, shapely.Point):
            self._miss(happening, Read(None, "The geometry is no POINT and was not read",
                                 "Write it as POINT (36.29 33.51)"))  # fmt: skip
            return []
        fault = fault_of(shape.x, shape.y)
        if fault:
            self._miss(happening, Read(None, *fault))
            return []
        return [Shape("point", ((shape.x, shape.y),))]


def _spot(shape: Shape, name: str, precision: float | None) -> Spot:
    """Make a place of a point or an outline; an outline gives its middle and a radius around it."""
    if shape.kind == "point":
        (lon, lat) = shape.positions[0]
        return Spot(named(name), lon, lat, precision)
    from geo.routes.leg_routes import WGS84  # noqa: PLC0415 - loaded with the first outline

    lons = [lon for lon, _ in shape.positions]
    lats = [lat for _, lat in shape.positions]
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    reach = max(WGS84.inv(lon, lat, x, y)[2] for x, y in shape.positions) / 1000
    note = "An area in the file; the circle around its middle covers all of it."
    return Spot(named(name), round(lon, 5), round(lat, 5), min(round(reach + 0.05, 1), _MAX_KM),
                note=note)  # fmt: skip
