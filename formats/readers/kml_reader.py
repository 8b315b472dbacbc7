"""KML 2.2 (OGC 07-147r2) with Google's gx:Track, and KMZ, into records; a placemark a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import nan
from xml.etree.ElementTree import Element

from formats.cells.cell import Cell
from formats.cells.plain_text import plain, tidy
from formats.coordinates.positions import Position, fault_of, turned
from formats.drafts.track_legs import sort_fixes
from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_FIXES, MAX_ROWS
from formats.files.safe_xml import child, local, root_of, text_of
from formats.files.zip_archive import Archive
from formats.readers.geojson_reader import spanning
from formats.readers.timed_positions import note_untimed, note_zoneless
from formats.shared.gpx_points import number_in
from formats.shared.import_notes import Notes
from formats.shared.records import Contents, Fix, Record, Shape
from formats.times.date_parsing import read_date
from geo.language.told_text import ToldText
from geo.time.instants import parse_when

_UNREAD = ("NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Model", "Tour")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _PAST = ((datetime(year, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds() for year in (2, 9999))
"""The moments that a story can hold, in seconds from 1970: the first, and the end (exclusive)."""
_CONTAINERS = ("Document", "Folder")


def read_kmz(archive: Archive, notes: Notes) -> Contents:
    """Read the documents inside a KMZ, doc.kml first; raises FormatError where there is none."""
    names = [name for name in archive.names if name.lower().endswith(".kml")]
    if not names:
        raise FormatError(ToldText("import.kml.none"), ToldText("import.kml.none.mend"))
    names.sort(key=lambda name: name.lower() != "doc.kml")
    unread = [name for name in archive.names if name not in names]
    if unread:
        listed = ", ".join(unread[:5])
        if len(unread) > 5:  # noqa: PLR2004
            listed = ToldText("import.kml.and-more", names=listed)
        wrong = ToldText("import.kml.other-files", n=len(unread), names=listed)
        notes.miss(wrong, ToldText("import.kml.other-files.mend"))
    roots = [root_of(archive.read(name), name=name) for name in names]
    contents = read_roots(roots, notes, inside=frozenset(names))
    contents.format = "KMZ"
    if len(names) > 1:
        notes.say(ToldText("import.kml.documents", documents=str(len(names))))
    return contents


def read_root(root: Element, notes: Notes) -> Contents:
    """Read a KML document from its first element; raises FormatError without placemarks."""
    return read_roots([root], notes)


def read_roots(
    roots: Sequence[Element], notes: Notes, *, inside: frozenset[str] = frozenset()
) -> Contents:
    """Read the KML documents of one file, as one; the first gives the title.

    Links to the documents named in `inside` need no word: those are read with the rest.

    Raises FormatError for more than MAX_ROWS places or MAX_FIXES positions.
    """
    records: list[Record] = []
    unread: Counter[str] = Counter()
    fixes = 0
    timed_folders = 0
    for element in (element for root in roots for element in root.iter()):
        tag = local(element.tag)
        if tag == "Placemark":
            if len(records) >= MAX_ROWS:
                wrong = ToldText("import.kml.too-many", most=MAX_ROWS)
                raise FormatError(wrong, ToldText("import.split.mend"))
            record = _record(element, len(records) + 1, notes)
            fixes += sum(len(run) for run in record.fixes)
            if fixes > MAX_FIXES:
                wrong = ToldText("import.tracks-too-long", most=MAX_FIXES)
                raise FormatError(wrong, ToldText("import.thin-out.mend"))
            records.append(record)
        elif tag in _UNREAD:
            unread[tag] += not (tag == "NetworkLink" and _address(element) in inside)
        elif tag in _CONTAINERS and child(element, "TimeStamp", "TimeSpan") is not None:
            timed_folders += 1
    if not records and unread["NetworkLink"]:
        raise FormatError(
            ToldText("import.kml.link"),
            ToldText("import.kml.link.mend"),
        )
    root = roots[0]
    if not records:
        raise FormatError(
            ToldText("import.kml.no-placemarks"), ToldText("import.kml.no-placemarks.mend")
        )
    for tag, number in (+unread).items():
        mend = ToldText("import.kml.unread.mend")
        if tag == "NetworkLink":
            mend = ToldText("import.kml.unread-link.mend")
        notes.miss(ToldText(f"import.kml.unread.{tag}", n=number), mend)
    if timed_folders:
        notes.miss(
            ToldText("import.kml.folders", n=timed_folders),
            ToldText("import.kml.folders.mend"),
        )
    top = child(root, *_CONTAINERS)
    title = text_of(top, "name") if top is not None else ""
    author = next(
        (text_of(entry, "name") for entry in root.iter() if local(entry.tag) == "author"), ""
    )
    about = plain(text_of(top, "description")) if top is not None else ""
    return Contents("KML", "placemark", records, title=plain(title), publisher=tidy(author),
                    text=about)  # fmt: skip


def _address(link: Element) -> str:
    """Give the address of a NetworkLink, as the name of a file beside it where it is one."""
    inner = child(link, "Link", "Url")
    return text_of(inner, "href").strip().removeprefix("./") if inner is not None else ""


def _record(mark: Element, number: int, notes: Notes) -> Record:
    values: dict[str, Cell] = {}
    for field in ("name", "description"):
        if text := plain(text_of(mark, field)):
            values[field] = text
    for tag, field in (("address", "address"), ("phoneNumber", "phone"), ("Snippet", "snippet"),
                       ("snippet", "snippet")):  # fmt: skip
        if text := plain(text_of(mark, tag)):
            values.setdefault(field, text)
    link = child(mark, "link")
    if link is not None and link.get("href"):
        values["url"] = link.get("href")
    extended = child(mark, "ExtendedData")
    if extended is not None:
        values.update(_extended(extended, values))
    record = Record(number, values)
    _time(mark, record, notes)
    shapes, runs = [], []
    before = notes.count()
    outlined = {
        ring
        for polygon in mark.iter()
        if local(polygon.tag) == "Polygon"
        for ring in polygon.iter()
    }
    for element in mark.iter():
        tag = local(element.tag)
        if tag == "Track":
            runs += _track(element, number, notes)
        elif tag in ("Point", "LineString", "Polygon") or (
            tag == "LinearRing" and element not in outlined
        ):
            shapes += _shape(element, tag, number, notes)
    if (
        values.get("kind") == "leg" and len(shapes) > 1
    ):  # exported from here: a line cut into dashes
        positions = [at for shape in shapes if shape.kind == "line" for at in shape.positions]
        shapes = [Shape("line", tuple(positions))] if positions else shapes
    record.shapes, record.fixes = tuple(shapes), tuple(runs)
    if not shapes and not runs and not values.get("address") and notes.count() == before:
        notes.miss(
            ToldText("import.kml.no-position"),
            ToldText("import.place-it.mend"),
            kind="placemark",
            number=number,
        )
    return record


def _extended(extended: Element, known: dict[str, Cell]) -> Iterator[tuple[str, Cell]]:
    for entry in extended.iter():
        tag = local(entry.tag)
        name = entry.get("name")
        if not name or tag not in ("Data", "SimpleData"):
            continue
        text = plain(text_of(entry, "value") if tag == "Data" else text_of(entry))
        if text:
            yield (name if name not in known else ToldText("import.kml.data", name=name)), text


def _time(mark: Element, record: Record, notes: Notes) -> None:
    stamp, span = child(mark, "TimeStamp"), child(mark, "TimeSpan")
    if stamp is not None and (text := text_of(stamp, "when")):
        record.start = _read(text, record.number, notes)
    elif span is not None:
        first, last = (text_of(span, name) for name in ("begin", "end"))
        spanning(
            record,
            _read(first, record.number, notes) if first else None,
            _read(last, record.number, notes) if last else None,
        )


def _read(text: str, number: int, notes: Notes) -> str | None:
    read = read_date(text)
    if read.text is None:
        notes.miss(read.wrong, read.mend, kind="placemark", number=number)
    return read.text


def _shape(element: Element, tag: str, number: int, notes: Notes) -> list[Shape]:
    if tag == "Polygon":
        outer = child(element, "outerBoundaryIs")
        element = next(
            (ring for ring in (outer or element).iter() if local(ring.tag) == "LinearRing"), element
        )
    positions, height = [], False
    # A space behind a comma is against the format, and many tools write it.
    joined = ",".join(part.strip() for part in text_of(element, "coordinates").split(","))
    for token in joined.split():
        parts = token.split(",")
        height = height or (len(parts) > 2 and parts[2].strip("0.-") != "")  # noqa: PLR2004
        at = _position(parts)
        if isinstance(at, str):
            wrong, mend = at, ToldText("import.kml.position.mend")
            notes.miss(wrong, mend, kind="placemark", number=number)
            return []
        positions.append(at)
    if not positions:
        notes.miss(
            ToldText("import.no-coordinates"),
            ToldText("import.place-it.mend"),
            kind="placemark",
            number=number,
        )
        return []
    if height:
        _note_heights(number, notes)
    if tag == "Point":
        return [Shape("point", (positions[0],))]
    return [Shape("line" if tag == "LineString" else "area", tuple(positions))]


def _position(parts: list[str]) -> Position | str:
    """Read "lon,lat,height"; gives a sentence on what is wrong where it cannot be read."""
    try:
        lon, lat = turned(float(parts[0])), float(parts[1])
    except (IndexError, ValueError):
        return ToldText("import.place.no-number")
    fault = fault_of(lon, lat)
    return fault[0] if fault else (lon, lat)


def _track(track: Element, number: int, notes: Notes) -> list[tuple[Fix, ...]]:
    """Read a gx:Track: a list of times and a list of positions in the same order."""
    times = [(entry.text or "").strip() for entry in track if local(entry.tag) == "when"]
    coords = [(entry.text or "").split() for entry in track if local(entry.tag) == "coord"]
    if len(times) != len(coords):
        notes.miss(
            ToldText("import.kml.track", times=f"{len(times)}", positions=f"{len(coords)}"),
            ToldText("import.kml.track.mend"),
            kind="placemark",
            number=number,
        )
    fixes: list[Fix] = []
    runs, untimed = [fixes], 0
    mode = text_of(track, "altitudeMode")
    clamped = not mode or mode.startswith("clamp")
    angles = [(entry.text or "").split() for entry in track if local(entry.tag) == "angles"]
    for i, (text, parts) in enumerate(zip(times, coords, strict=False)):
        at, moment = _position(parts), moment_of(text)
        if isinstance(at, str):
            notes.miss(
                ToldText("import.kml.track-position", fault=at),
                ToldText("import.save-track.mend"),
                kind="placemark",
                number=number,
            )
            continue
        if moment is None:  # nothing is told across a position that was passed nobody knows when
            untimed += 1
            fixes = []
            runs.append(fixes)
            continue
        height = number_in(parts[2]) if len(parts) > 2 and not clamped else None  # noqa: PLR2004
        course = number_in(angles[i][0]) if i < len(angles) and angles[i] else None
        measured = [nan if value is None else value for value in (height, course)]
        fixes.append(Fix(*at, moment, altitude_m=measured[0], heading=measured[1]))
    if untimed:
        note_untimed(untimed, number, notes, kind="placemark")
    if clamped and any(len(parts) > 2 and parts[2].strip("0.-") for parts in coords):  # noqa: PLR2004
        _note_heights(number, notes)
    if any(runs):
        note_zoneless(times, number, notes, kind="placemark")
    arrays = [entry.get("name") or "?" for entry in track.iter()
              if local(entry.tag) == "SimpleArrayData"]  # fmt: skip
    if arrays:
        listed = ", ".join(f'"{name[:40]}"' for name in arrays[:8])
        notes.miss(
            ToldText("import.kml.measurements", names=listed),
            ToldText("import.keep.mend"),
            kind="placemark",
            number=number,
        )
    ordered = [sort_fixes(run) for run in runs if run]
    if moved := sum(moved for _, moved in ordered):
        notes.miss(
            ToldText("import.kml.moved", n=moved),
            ToldText("import.moved.mend"),
            kind="placemark",
            number=number,
        )
    return [tuple(run) for run, _ in ordered]


def _note_heights(number: int, notes: Notes) -> None:
    notes.miss(
        ToldText("import.heights"), ToldText("import.keep.mend"), kind="placemark", number=number
    )


def moment_of(text: str) -> float | None:
    """Read a moment with its zone as seconds since 1970; None where it is no single moment.

    Without a zone it is UTC, as in GPX and in Google Earth.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        read = read_date(text)
        if read.text is None:
            return None
        when = parse_when(read.text, zone=UTC)
        if not when.exact or when.earliest is None:
            return None
        moment = when.earliest
    if "T" not in text.upper():
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds: float = (moment - _EPOCH).total_seconds()
    return seconds if _FIRST <= seconds < _PAST else None
