"""The JSON Schema of a story's file, made from the models, for editors that check as you type.

It is JSON Schema 2020-12 (https://json-schema.org/draft/2020-12). What depends on
several parts of the file, such as an unknown id, is left to `escape-routes check`.
"""

from __future__ import annotations

import ast
import inspect
import json
from itertools import pairwise
from typing import Any, cast

from pydantic.json_schema import GenerateJsonSchema

from geo.evidence.admiralty_scale import FIGURES, LETTERS
from geo.language.messages import Messages
from geo.remarks.remark_catalogue import CODES
from geo.story.model import ROWS, Claim, Fix, Silence, Story, Support, Translation, Version, keys_of
from geo.story.story_model import StoryModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = "story.schema.json"
"""The schema's file name; a story in the same folder refers to it in its first line."""

MODELS: dict[str, type[StoryModel]] = {
    "Story": Story,
    **{model.__name__: model for model in ROWS.values()},
    "Fix": Fix,
    "Version": Version,
    "Claim": Claim,
    "Support": Support,
    "Silence": Silence,
    "Translation": Translation,
}
"""The tables by their names in the schema, in the order of the file."""

_SAY = Messages("en")
"""The schema is for those who write stories, in English."""

MEANINGS: dict[str, dict[str, str]] = {
    "reliability": {letter: _SAY(f"letter.{letter}") for letter in LETTERS},
    "stance": {
        "reports": "they say that it is so",
        "denies": "they say that it is not so",
        "unverified": "the source could not check it",
        "no-comment": "they were asked and did not answer",
    },
    "kind": {
        "city": "a city or town",
        "airport": "an airport or an air base",
        "country": "a country",
    },
    "mode": {
        "plane": "by plane",
        "helicopter": "by helicopter",
        "car": "on the road",
        "foot": "on foot",
        "ship": "by ship or boat",
        "train": "by train",
        "unknown": "nobody says",
    },
    "path": {
        "reported": "the way itself is described: a solid line",
        "inferred": "the ends are reported, the way is not: long dashes",
        "concealed": "the report says that the way was hidden: dots",
    },
    "source_kind": {
        "ads-b": "a transponder of an aircraft, received on the ground",
        "ais-coastal": "a ship's AIS, received on a coast",
        "ais-satellite": "a ship's AIS, received by a satellite now and then",
        "phone": "a phone, a watch or a car",
        "unknown": "nobody says",
    },
    "outcome": {
        "arrived": "they got there",
        "stopped": "they set out and did not get there",
        "intended": "they meant to go",
        "refused": "they were not let go or not taken in",
    },
    "unreported_ends": {
        "from": "no report names where it begins",
        "to": "no report names where it ends",
    },
}
"""The meanings of the words that a key allows."""

EXAMPLES: dict[str, list[Any]] = {
    "published": ["2024-12-13"],
    "url": ["https://example.org/report"],
    "time_zone": ["Asia/Damascus"],
    "language": ["en"],
    "focus": [["SY"]],
    "borders": ["UA"],
    "area": ["LB"],
    "country": ["LB"],
    "gazetteer": ["geonames:170654", "icao:OSDI", "iata:DAM", "country:SY"],
    "names": [{"ar": "دمشق"}],
    "coordinates_from": ["GeoNames, centre of the city"],
    "told_by": ["two aides"],
    "origin": ["the army’s spokesman"],
    "called": ["the flight from Damascus"],
    "start": [
        "2024-12-07T22:30",
        "2024-12-07T22:30~",
        "2024-12-08",
        "2024-12-08~",
        "2024-12-07/2024-12-08",
    ],
    "window": ["2024-12-08T00:00/2024-12-08T06:00"],
    "figure": list(FIGURES),
    "remark": list(CODES),
    "file": ["il-76.csv", "il-76.parquet"],
    "sha256": ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    "track_part": ["2024-12-07T22:30/2024-12-08T01:30"],
}
TIMES = ("published", "withdrawn", "corrected", "departure", "arrival", "window", "start", "end",
         "time", "track_part")  # fmt: skip
TIME = (
    "A time: 2024-12-07T22:30, a day (2024-12-08), a month (2024-12), a year, about (2024-12-08~, "
    "2024-12-07T22:30~), questioned (2024-12-08?), or two with a slash between; .. is an open end."
)


class _Generator(GenerateJsonSchema):
    """Leaves out defaults that are not JSON, such as a time that is not given."""

    ignored_warning_kinds = {"non-serializable-default", "skipped-choice"}  # noqa: RUF012 - as in pydantic


def story_schema() -> dict[str, Any]:
    """Give the JSON Schema of a story's file, as plain data."""
    made = Story.model_json_schema(by_alias=True, schema_generator=_Generator)
    tables = made.pop("$defs")
    tables["Story"] = made
    for name, model in MODELS.items():
        tables[name] = _table(tables[name], model)
    top = tables.pop("Story")
    place = tables["Place"]
    place["dependentRequired"] = {
        "lon": ["lat", "precision_km", "coordinates_from"],
        "lat": ["lon", "precision_km", "coordinates_from"],
        "area": ["coordinates_from"],
    }
    return {
        "$schema": DIALECT,
        "title": "A story of Escape Routes",
        **top,
        "$defs": {name: tables[name] for name in MODELS if name in tables},
    }


def schema_text() -> str:
    """Give the JSON Schema of a story's file as the text of NAME."""
    return json.dumps(story_schema(), indent=2, ensure_ascii=False) + "\n"


def described(model: type[StoryModel]) -> str:
    """Say what a table is, in a sentence."""
    return (model.__doc__ or "").strip().partition("\n")[0]


def _field_docs(model: type[StoryModel]) -> dict[str, str]:
    """Give the docstring below each field, by its key.

    pydantic reads them too (use_attribute_docstrings), but as soon as a model is defined: every
    start of the program would pay for what only the schema shows.
    """
    docs: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if not issubclass(base, StoryModel):
            continue
        (table,) = ast.parse(inspect.getsource(base)).body
        for field, below in pairwise(cast("ast.ClassDef", table).body):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(str(text))),
                ):
                    docs[name] = " ".join(text.split())
    fields = model.model_fields
    return {fields[name].alias or name: text for name, text in docs.items() if name in fields}


def _table(made: dict[str, Any], model: type[StoryModel]) -> dict[str, Any]:
    docs = _field_docs(model)
    properties = {}
    for key in keys_of(model):
        told = {**made["properties"][key], "description": docs[key]}
        properties[key] = _key(key, dict(sorted(told.items())))  # in pydantic's order
    return {
        "description": described(model),
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key in made["required"]],
        "additionalProperties": False,
    }


def _key(key: str, made: dict[str, Any]) -> dict[str, Any]:
    """Make the schema of a key: without pydantic's titles, with meanings and examples."""
    plain = cast("dict[str, Any]", _bare(made))
    meanings = MEANINGS.get(key)
    if meanings:
        words = "; ".join(f"{word}: {meaning}" for word, meaning in meanings.items())
        plain["description"] = f"{plain['description']} {words[0].upper()}{words[1:]}."
    if key in TIMES:
        plain["description"] = f"{plain['description']} {TIME}"
        plain.pop("default", None)  # the default is a time that is not given
    if key in EXAMPLES:
        plain["examples"] = EXAMPLES[key]
    return plain


def _bare(made: Any) -> Any:
    if isinstance(made, list):
        return [_bare(item) for item in made]
    if not isinstance(made, dict):
        return made
    plain = {key: _bare(value) for key, value in made.items() if key != "title"}
    options = plain.get("anyOf")
    if options and {"type": "null"} in options:
        (option,) = (choice for choice in options if choice != {"type": "null"})
        if "type" in option:
            del plain["anyOf"]
            plain |= {**option, "type": [option["type"], "null"]}
            if "enum" in plain:
                plain["enum"] = [*plain["enum"], None]
        if plain.get("default", "") is None:
            del plain["default"]
    return plain
