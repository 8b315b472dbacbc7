"""Load a story file: one frozen Story, or one StoryError with every fault in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import ValidationError

from geo.errors import Fault, LocatedFault, StoryError, nearest
from geo.language.told_text import ToldText
from geo.places.resolve_places import filled_places
from geo.story.model import (
    TABLES,
    Claim,
    Event,
    Group,
    Leg,
    Person,
    Place,
    Source,
    Story,
    keys_of,
)
from geo.story.partial_story import Broken, build_partial_story, without_stand_ins
from geo.story.references import find_faults
from geo.story.translation_files import with_translations
from geo.time.closed_bounds import close_bounds
from geo.yaml.yaml_reader import Table, field_of, line_of, read_file, read_yaml

__all__ = [
    "Claim",
    "Event",
    "Group",
    "Leg",
    "Person",
    "Place",
    "Source",
    "Story",
    "StoryError",
    "load_story",
    "read_story",
    "story_of",
]


def load_story(path: str | Path) -> Story:
    """Load a story from its file, its times as reported.

    Raises StoryError with all faults, each with file, line, field, what is wrong, how to mend it.
    """
    name, text = read_file(path)
    return read_story(text, name=name, folder=Path(path).parent)


def read_story(text: str, *, name: str = "story", folder: Path | None = None) -> Story:
    """Read a story from YAML or JSON text; `name` is used in messages. Raises StoryError.

    `folder` is where files of tracks lie, and of translations (translation_files.py); without it a
    story that names a track has a fault.
    """
    return story_of(read_yaml(text, name=name), name=name, folder=folder)


def story_of(data: Table, *, name: str = "story", folder: Path | None = None) -> Story:
    """Make a story of the table from yaml_reader, which is not changed; raises StoryError."""
    zone, faults = _zone(data, name)
    data, missed = filled_places(data)
    faults += [_placed(*fault, data, name) for fault in missed]
    try:
        story = Story.model_validate(data, context={"zone": zone})
    except ValidationError as error:
        errors = [entry for entry in error.errors(include_url=False) if not _echo(entry)]
        faults += [_translated(entry, data, name) for entry in errors]
        paths = [*(entry["loc"] for entry in errors), *(path for path, _, _ in missed)]
        rest, broken = build_partial_story(data, paths, zone=zone)
        located = _further_faults(rest, broken) if rest else []
        raise StoryError([*faults, *(_placed(*fault, data, name) for fault in located)]) from error
    if missed:
        located = _further_faults(
            story, {("places", int(path[1])): {"name"} for path, _, _ in missed}
        )
        raise StoryError([*faults, *(_placed(*fault, data, name) for fault in located)])
    located = find_faults(story)
    if located or faults:
        located += close_bounds(story, without=_faulty(story, located))[1] if not faults else []
    else:
        bounds, located = close_bounds(story)
        story.drawn_by(bounds)
        if story.tracks:
            from geo.tracks.recorded import read_tracks  # noqa: PLC0415 - few stories have any

            recorded, unread = read_tracks(story, folder)
            story.recorded_by(recorded)
            located += unread
    if folder is not None:
        story, wrong = with_translations(story, name=name, folder=folder)
        faults += wrong
    if located or faults:
        raise StoryError([*faults, *(_placed(*fault, data, name) for fault in located)])
    return story


def _further_faults(story: Story, broken: Broken) -> list[LocatedFault]:
    """List the further faults of a story that could only be built in part."""
    located = without_stand_ins(find_faults(story), broken)
    bad = _faulty(story, [*located, *((row, "", "") for row in broken)])
    return located + close_bounds(story, without=bad)[1]


def _faulty(story: Story, located: Iterable[LocatedFault]) -> set[str]:
    """Give the ids of events and legs with a fault, and of legs through a place with a fault."""
    at = {(str(path[0]), int(path[1])) for path, _, _ in located if len(path) > 1}
    places = {place.id for i, place in enumerate(story.places) if ("places", i) in at}
    no_borders = any(path == ("borders",) for path, _, _ in located)  # that any leg could end at
    bad = {leg.id for i, leg in enumerate(story.legs) if ("legs", i) in at or no_borders}
    bad |= {leg.id for leg in story.legs if not places.isdisjoint((leg.origin, *leg.via, leg.to))}
    return bad | {event.id for i, event in enumerate(story.events) if ("events", i) in at}


def _zone(data: Table, name: str) -> tuple[ZoneInfo, list[Fault]]:
    key = data.get("time_zone")
    if isinstance(key, str) and (zone := _known_zone(key)):
        return zone, []
    if key is None:  # the model reports that it is missing
        return ZoneInfo("UTC"), []
    wrong = ToldText("fault.zone-unknown", value=_quoted(key))
    mend = nearest(str(key), available_timezones())
    return ZoneInfo("UTC"), [Fault(name, line_of(data, ("time_zone",)), "time_zone", wrong, mend)]


def _known_zone(key: str) -> ZoneInfo | None:
    """Give a zone by its IANA name. To list all names takes long: it reads hundreds of files."""
    if key.startswith(("posix", "right/")):  # files of the system, not zones
        return None
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError):  # no file of this name, no name, or a folder's
        return None


def _placed(path: tuple[str | int, ...], wrong: str, mend: str, data: Table, name: str) -> Fault:
    return Fault(name, line_of(data, path), field_of(path), wrong, mend)


_LONG = 60
"""Characters of a value that a message quotes at most."""


def _quoted(value: object) -> str:
    if isinstance(value, dict):
        return ToldText("fault.table")
    if isinstance(value, list):
        return ToldText("fault.list")
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return f'"{text[: _LONG - 3]}..."' if len(text) > _LONG else f'"{text}"'


def _echo(error: Mapping[str, Any]) -> bool:
    """Whether a list counts as too short only because an entry is faulty."""
    if error["type"] != "too_short":
        return False
    least: int = error["ctx"]["min_length"]
    return len(error["input"]) >= least


def _translated(  # noqa: PLR0912 - a table of kinds, each with a branch
    error: Mapping[str, Any], data: Table, name: str
) -> Fault:
    """Turn a fault of pydantic into a Fault, with the line."""
    path = tuple(error["loc"])
    kind, context, value = error["type"], error.get("ctx", {}), error.get("input")
    last = path[-1] if path else ""
    if kind == "extra_forbidden":
        wrong, mend = ToldText("fault.key-unknown", name=str(last)), nearest(str(last), _keys(path))
    elif kind == "missing":
        wrong, mend = (
            ToldText("fault.key-missing", name=str(last)),
            ToldText("fault.add.mend", name=str(last)),
        )
    elif kind == "when":
        wrong, mend = context["wrong"], context["mend"]
    elif kind == "control_character":
        wrong, mend = (
            ToldText("fault.control-character", code=context["code"]),
            ToldText("fault.delete.mend"),
        )
    elif kind == "literal_error":
        known = context["expected"].replace("'", '"')
        wrong, mend = (
            ToldText("fault.word", value=_quoted(value)),
            ToldText("fault.word.mend", words=known),
        )
    elif kind == "string_too_long":
        most = context["max_length"]
        wrong = ToldText("fault.text-too-long", long=f"{len(str(value).strip())}")
        mend = ToldText("fault.at-most.mend", most=f"{most}")
    elif kind == "too_short":
        wrong, mend = ToldText("fault.nothing-here"), ToldText("fault.nothing-here.entry.mend")
    elif kind == "string_too_short":
        wrong, mend = ToldText("fault.nothing-here"), ToldText("fault.type.text.mend")
    elif kind == "string_pattern_mismatch":
        wrong, mend = (
            ToldText("fault.pattern", value=_quoted(value)),
            ToldText(_PATTERNS.get(str(last), "fault.pattern.slug.mend")),
        )
    elif kind in _RANGES:
        limit = context.get("ge", context.get("le", context.get("gt")))
        which = "fault.more" if kind == "less_than_equal" else "fault.less"
        mend = ToldText(f"fault.limit.{_RANGES[kind]}.mend", limit=f"{limit:g}")
        if last in ("lon", "lat"):
            which = "fault.no-longitude" if last == "lon" else "fault.no-latitude"
            mend = ToldText(f"fault.degrees.{_RANGES[kind]}.mend", limit=f"{limit:g}")
        wrong = ToldText(which, value=_quoted(value))
    elif kind in _KINDS:
        wrong = ToldText(f"fault.type.{_KINDS[kind]}", value=_quoted(value))
        if value is None:
            wrong = ToldText("fault.nothing-here")
        mend = ToldText(f"fault.type.{_KINDS[kind]}.mend")
    else:
        wrong = ToldText("fault.misfit", value=_quoted(value))
        mend = ToldText("fault.misfit.mend", said=str(error["msg"]).rstrip("."))
    return _placed(path, wrong, mend, data, name)


_PATTERNS = {
    "url": "fault.pattern.url.mend",
    "file": "fault.pattern.file.mend",
    "sha256": "fault.pattern.sha256.mend",
    "area": "fault.pattern.country.mend",
    "country": "fault.pattern.country.mend",
    "gazetteer": "fault.pattern.gazetteer.mend",
    "language": "fault.pattern.language.mend",
}
_RANGES = {
    "greater_than_equal": "at-least",
    "less_than_equal": "at-most",
    "greater_than": "more-than",
}
_KINDS = {
    "string_type": "text",
    "int_type": "whole",
    "int_parsing": "whole",
    "int_parsing_size": "whole",
    "int_from_float": "whole",
    "float_type": "number",
    "float_parsing": "number",
    "finite_number": "finite",
    "bool_type": "bool",
    "bool_parsing": "bool",
    "tuple_type": "list",
    "dict_type": "table",
    "model_type": "table",
    "model_attributes_type": "table",
}


def _keys(path: tuple[str | int, ...]) -> list[str]:
    """Give the keys that are allowed where an unknown key was used."""
    names = [step for step in path[:-1] if isinstance(step, str)]
    return keys_of(TABLES.get(names[-1], Story) if names else Story)
