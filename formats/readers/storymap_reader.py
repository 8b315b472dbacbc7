"""StoryMapJS JSON (storymap.knightlab.com/advanced) into records; each slide is an event.

Pictures and films become plain links in the text. Lines between slides are left out: the file
does not say that anybody travelled them. The overview gives the story's title.
"""

from __future__ import annotations

from typing import Any

from formats.cells.cell import Cell
from formats.cells.plain_text import line, plain
from formats.coordinates.angles import degrees_of
from formats.coordinates.positions import fault_of
from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_ROWS
from formats.shared.import_notes import Notes
from formats.shared.records import Contents, Record, Shape
from geo.language.told_text import ToldText


def is_storymap(data: Any) -> bool:
    """Whether JSON is a StoryMapJS document."""
    inner = data.get("storymap") if isinstance(data, dict) else None
    return isinstance(inner, dict) and isinstance(inner.get("slides"), list)


def read(data: dict[str, Any], notes: Notes) -> Contents:
    """Read a StoryMapJS document; raises FormatError where it has no slides or too many."""
    slides = data["storymap"]["slides"]
    if not slides or len(slides) > MAX_ROWS:
        wrong = (
            ToldText("import.storymap.too-many", most=MAX_ROWS)
            if slides
            else ToldText("import.storymap.none")
        )
        raise FormatError(wrong, ToldText("import.export-again.mend"))
    records, title, about, lines = [], "", "", 0
    for number, slide in enumerate(slides, 1):
        if not isinstance(slide, dict):
            notes.miss(
                ToldText("import.storymap.no-slide"),
                ToldText("import.storymap.no-slide.mend"),
                kind="slide",
                number=number,
            )
            continue
        values = _values(slide)
        location = slide.get("location")
        location = location if isinstance(location, dict) else {}
        lines += bool(location.get("line")) and "lat" in location
        record = Record(number, values)
        _place(location, record, notes)
        if slide.get("type") == "overview" and not record.shapes:
            title = str(values.get("headline") or title)
            about = str(values.get("text") or "")
            continue
        records.append(record)
    if lines:
        notes.miss(
            ToldText("import.storymap.lines", slides=f"{lines}"),
            ToldText("import.storymap.lines.mend"),
        )
    if not records:
        raise FormatError(
            ToldText("import.storymap.no-places"), ToldText("import.storymap.no-places.mend")
        )
    return Contents("StoryMapJS", "slide", records, title=line(title), text=about)


def _values(slide: dict[str, Any]) -> dict[str, Cell]:
    text, media = slide.get("text"), slide.get("media")
    text = text if isinstance(text, dict) else {}
    media = media if isinstance(media, dict) else {}
    parts = [plain(_str(text.get("text")))]
    if address := _str(media.get("url")):
        caption, credit = (line(plain(_str(media.get(name)))) for name in ("caption", "credit"))
        label = ", ".join(
            part
            for part in (caption, credit and ToldText("import.storymap.credit", name=credit))
            if part
        )
        parts.append(f"{label or ToldText('import.storymap.media')}: {plain(address)}")
    values: dict[str, Cell] = {
        "headline": line(plain(_str(text.get("headline")))),
        "text": "\n".join(part for part in parts if part),
        "date": line(plain(_str(slide.get("date")))),
    }
    location = slide.get("location")
    if isinstance(location, dict) and isinstance(location.get("name"), str):
        values["place"] = line(plain(location["name"]))
    return {name: value for name, value in values.items() if value}


def _place(location: dict[str, Any], record: Record, notes: Notes) -> None:
    lon, lat = location.get("lon"), location.get("lat")
    if lon is None and lat is None:
        return
    x, y = degrees_of(lon), degrees_of(lat)
    fault = fault_of(x, y)
    if fault:
        notes.miss(*fault, kind="slide", number=record.number)
    else:
        assert x is not None
        assert y is not None
        record.shapes = (Shape("point", ((x, y),)),)


def _str(value: Any) -> str:
    return value if isinstance(value, str) else ""
