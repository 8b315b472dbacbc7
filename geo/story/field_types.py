"""The field types of a story's file: texts of bounded length, ids, times, degrees."""

from __future__ import annotations

import re
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from geo.errors import WhenError
from geo.language.told_text import ToldText
from geo.time.instants import Instant, parse_when

_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, surrogates (halves of characters) and noncharacters: no XML can hold them."""


def _readable(value: Any) -> Any:
    """Turn numbers written as texts into texts; refuse control characters."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        bad = _UNREADABLE.search(value)
        if bad:
            raise PydanticCustomError(
                "control_character",
                "{code}",
                {"code": f"{ord(bad[0]):04X}"},
            )
    return value


def _when(value: Any, info: ValidationInfo) -> Instant:
    if isinstance(value, Instant):
        return value
    zone = (info.context or {}).get("zone") or ZoneInfo("UTC")
    if isinstance(value, bool) or not isinstance(value, str | int):
        mend = ToldText("fault.time.none.mend")
        raise PydanticCustomError(
            "when", "{wrong}", {"wrong": ToldText("fault.time.none"), "mend": mend}
        )
    try:
        return parse_when(str(value), zone=zone)
    except WhenError as error:
        raise PydanticCustomError(
            "when", "{wrong}", {"wrong": error.wrong, "mend": error.mend}
        ) from error


# The last validator in an Annotated type runs first.
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=160),
    BeforeValidator(_readable),
]
Headline = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=90),
    BeforeValidator(_readable),
]
Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    BeforeValidator(_readable),
]
Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64),
    BeforeValidator(_readable),
]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$", max_length=500)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
When = Annotated[
    Instant,
    PlainValidator(_when),
    WithJsonSchema({"type": ["string", "integer"]}),
]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Gazetteer = Annotated[
    str,
    StringConstraints(
        pattern=r"^(geonames:[0-9]{1,9}|icao:[A-Z0-9-]{3,7}|iata:[A-Z0-9]{3}|country:[A-Z]{2})$"
    ),
]
TrackFile = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\.(csv|parquet)$", max_length=100
    ),
]
"""The name of a file in the story's own folder: no way out of it can be written."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
