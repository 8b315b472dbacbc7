"""GPX 1.0 and 1.1 (topografix.com/GPX/1/1) into records: waypoints, routes, tracks.

A track with times was recorded. A route is a plan: its line is intended, and nothing says that
anybody travelled it. Times are UTC, as the format says.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from formats.cells.cell import Cell
from formats.cells.plain_text import plain, tidy
from formats.coordinates.positions import Position, fault_of, turned
from formats.drafts.track_legs import sort_fixes
from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_FIXES, MAX_ROWS
from formats.files.safe_xml import child, local, text_of
from formats.readers.kml_reader import moment_of
from formats.readers.timed_positions import note_moved, note_untimed, note_zoneless
from formats.shared.gpx_points import measured
from formats.shared.import_notes import Notes
from formats.shared.records import Contents, Fix, Record, Shape
from formats.times.date_parsing import read_date
from geo.language.told_text import ToldText

_KINDS = {"wpt": "waypoint", "rte": "route", "trk": "track"}
_MOTION = ("speed", "course")
_MOST_SAID = 40
"""Up to how many points' names and comments go into a record's text; more are only noted."""
_TEXTS = {"name": "name", "desc": "description", "cmt": "comment", "type": "type", "sym": "symbol",
          "src": "origin"}  # fmt: skip


def read_root(root: Element, notes: Notes) -> Contents:
    """Read a GPX document from its first element; raises FormatError where it holds nothing."""
    records: list[Record] = []
    numbers = dict.fromkeys(_KINDS.values(), 0)
    fixes = 0
    for element in root:
        kind = _KINDS.get(local(element.tag))
        if kind is None:
            continue
        numbers[kind] += 1
        record = Record(numbers[kind], dict(_values(element)), kind=kind,
                        paragraph=len(records) + 1)  # fmt: skip
        if kind == "waypoint":
            _waypoint(element, record, notes)
        elif kind == "route":
            _route(element, record, notes)
        else:
            _track(element, record, notes)
        records.append(record)
        fixes += sum(len(run) for run in record.fixes)
        if len(records) > MAX_ROWS or fixes > MAX_FIXES:
            raise FormatError(
                ToldText("import.gpx.too-many", most=MAX_ROWS, positions=MAX_FIXES),
                ToldText("import.split.mend"),
            )
    if not records:
        raise FormatError(ToldText("import.gpx.nothing"), ToldText("import.export-again.mend"))
    inner = child(root, "metadata")
    meta = root if inner is None else inner
    author = child(meta, "author")
    publisher = text_of(author, "name") or text_of(author) if author is not None else ""
    published = read_date(text_of(meta, "time")[:10]).text or ""
    return Contents("GPX", "element", records, title=plain(text_of(meta, "name")),
                    publisher=tidy(publisher), published=published,
                    text=plain(text_of(meta, "desc")), clock_is_utc=True)  # fmt: skip


def _values(element: Element) -> Iterator[tuple[str, Cell]]:
    for tag, name in _TEXTS.items():
        if text := plain(text_of(element, tag)):
            yield name, text
    link = child(element, "link", "url")
    if link is not None and (address := link.get("href") or (link.text or "").strip()):
        yield "url", address


def _note_further(
    points: list[Element], record: Record, notes: Notes, *, recorded: bool = False
) -> None:
    """Put names and comments of a route's or track's points into the text; note the rest.

    Of a track that is `recorded` heights, speeds and courses are kept with its positions.
    """
    said: list[str] = []
    sensors: set[str] = set()
    heights = False
    for i, point in enumerate(points, 1):
        heights = heights or text_of(point, "ele").strip("0.-") != ""
        name, about, comment = (plain(text_of(point, tag)) for tag in ("name", "desc", "cmt"))
        when = text_of(point, "time") if record.kind == "route" else ""
        sensors.update(tag for part in point if (tag := local(part.tag)) in _MOTION)  # GPX 1.0
        extensions = child(point, "extensions")
        if extensions is not None:
            sensors.update(local(inner.tag) for inner in extensions.iter())
        if name or about or comment or when:
            label = name or ToldText("import.gpx.point", number=f"{i}")
            label += f" ({when})" if when else ""
            parts = [part for part in dict.fromkeys((about, comment)) if part]
            said.append(f"{label}: {'; '.join(parts)}" if parts else label)
    if said and len(said) <= _MOST_SAID:
        known = record.values.get("description")
        text = "\n".join(filter(None, [str(known) if known else "", *said]))
        record.values = {**record.values, "description": text}
    elif said:
        notes.miss(
            ToldText("import.gpx.said", points=len(said)),
            ToldText("import.keep.mend"),
            kind=record.kind,
            number=record.number,
        )
    if heights and not recorded:
        notes.miss(
            ToldText("import.heights"),
            ToldText("import.keep.mend"),
            kind=record.kind,
            number=record.number,
        )
    sensors -= {"extensions", "TrackPointExtension", ""}
    if recorded:
        sensors -= {"speed", "course"}
    if sensors:
        listed = ", ".join(f'"{name[:40]}"' for name in sorted(sensors)[:8])
        notes.miss(
            ToldText("import.measurements", names=listed),
            ToldText("import.keep.mend"),
            kind=record.kind,
            number=record.number,
        )


def _waypoint(element: Element, record: Record, notes: Notes) -> None:
    position = _position(element)
    if isinstance(position, str):
        notes.miss(
            position, ToldText("import.gpx.position.mend"), kind="waypoint", number=record.number
        )
    else:
        record.shapes = (Shape("point", (position,)),)
    if text_of(element, "ele").strip("0.-"):
        notes.miss(
            ToldText("import.heights"),
            ToldText("import.keep.mend"),
            kind="waypoint",
            number=record.number,
        )
    extensions = child(element, "extensions")
    if extensions is not None:
        for inner in extensions.iter():
            if (inner.text or "").strip():
                record.values = {**record.values, local(inner.tag): plain(inner.text or "")}
    if text := text_of(element, "time"):
        record.start = _time(text, record, notes)


def _time(text: str, record: Record, notes: Notes) -> str | None:
    read = read_date(text)
    if read.text is None:
        notes.miss(read.wrong, read.mend, kind=record.kind, number=record.number)
        return None
    return read.in_utc


def _route(element: Element, record: Record, notes: Notes) -> None:
    points = [point for point in element if local(point.tag) == "rtept"]
    line = list(_line(points, record, notes))
    names = tuple(plain(text_of(point, "name")) for point in points)
    if len(line) > 1:
        named = names if len(names) == len(line) else ()
        record.shapes = (Shape("line", tuple(line), names=named),)
    _note_further(points, record, notes)
    if len(line) > 1:
        record.values = {"outcome": "intended", **record.values}


def _recorded(points: list[Element], record: Record, notes: Notes) -> tuple[list[list[Fix]], int]:
    """Give a segment's recorded positions, split where one has no time, and how many have none.

    When a position without a time was passed is not known, so nothing is told across it.
    """
    fixes: list[Fix] = []
    parts, untimed = [fixes], 0
    for point in points:
        text = text_of(point, "time")
        position = _position(point)
        moment = moment_of(text) if text else None
        if isinstance(position, str):
            notes.miss(
                ToldText("import.gpx.position", fault=position),
                ToldText("import.gpx.position.mend"),
                kind="track",
                number=record.number,
            )
        elif moment is None:
            untimed += 1
            fixes = []
            parts.append(fixes)
        else:
            fixes.append(Fix(*position, moment, *measured(point)))
    return [part for part in parts if part], untimed


def _track(element: Element, record: Record, notes: Notes) -> None:
    runs, lines, untimed, timed = [], [], 0, 0
    everything: list[Element] = []
    for segment in element:
        if local(segment.tag) != "trkseg":
            continue
        points = [point for point in segment if local(point.tag) == "trkpt"]
        everything += points
        parts, without = _recorded(points, record, notes)
        untimed += without
        timed += sum(map(len, parts))
        for part in parts:
            ordered, moved = sort_fixes(part)
            if moved:
                note_moved(moved, record.number, notes, kind="track")
            if ordered:
                runs.append(tuple(ordered))
        if not parts:
            line = tuple(_line(points, record, notes))
            if len(line) > 1:
                lines.append(Shape("line", line))
    if timed:
        times = (text_of(point, "time") for point in everything)
        note_zoneless(times, record.number, notes, kind="track")
    if timed and untimed:
        note_untimed(untimed, record.number, notes, kind="track")
    _note_further(everything, record, notes, recorded=timed > 0)
    if not timed and lines:
        notes.miss(
            ToldText("import.gpx.no-times"),
            ToldText("import.gpx.no-times.mend"),
            kind="track",
            number=record.number,
        )
    record.fixes = tuple(runs)
    record.shapes = () if timed else tuple(lines)


def _line(points: Iterator[Element] | list[Element], record: Record,
          notes: Notes) -> Iterator[Position]:  # fmt: skip
    for point in points:
        position = _position(point)
        if isinstance(position, str):
            notes.miss(
                ToldText("import.gpx.position", fault=position),
                ToldText("import.gpx.position.mend"),
                kind=record.kind,
                number=record.number,
            )
        else:
            yield position


def _position(element: Element) -> Position | str:
    try:
        lon, lat = turned(float(element.get("lon", ""))), float(element.get("lat", ""))
    except ValueError:
        return ToldText("import.place.no-number")
    fault = fault_of(lon, lat)
    return fault[0] if fault else (lon, lat)
