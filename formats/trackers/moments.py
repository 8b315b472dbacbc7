"""Moments as tracker files write them, into milliseconds since 1970 (UTC); nan where there is none.

A moment without a zone is UTC, as the documentation of every format here says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Writing = Literal["iso", "epoch_s", "epoch_ms", "day_first", "month_first"]
LARGEST = 1e15
"""No moment in milliseconds and no measurement is as large."""
LATE = 1e11
"""Numbers beyond it are milliseconds: as seconds they would lie beyond the year 5000."""
_NAN = float("nan")
_SLASHED = re.compile(
    r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?"
)
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?")


def moment_ms(text: str) -> float:
    """Read an ISO 8601 date and time, with or without a zone."""
    text = text.strip()
    if text.endswith(" UTC"):
        text = f"{text[:-4]}Z"
    if len(text) < len("2024-01-01T00:00"):  # a day alone is no moment
        return _NAN
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return round(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        return _NAN


def moments_ms(texts: Sequence[str], writing: Writing) -> npt.NDArray[np.float64]:
    """Read a column of moments, all written in one way.

    Gives milliseconds since 1970, a value for each text; NaN for what is no moment.
    """
    if writing in ("epoch_s", "epoch_ms"):
        return numbers_of(texts) * (1000.0 if writing == "epoch_s" else 1.0)
    if writing == "iso":
        return _iso(texts)
    return np.array([_slashed(text, day_first=writing == "day_first") for text in texts], float)


def writing_of(texts: Sequence[str]) -> Writing | None:
    """Find out how a column's moments are written; None where its days and months may be either.

    Numbers beyond LATE are milliseconds, others seconds.
    """
    given = [text.strip() for text in texts if text.strip()]
    if not given:
        return "iso"
    if re.fullmatch(r"\d{6,18}(?:\.\d*)?", given[0]):
        return "epoch_ms" if float(given[0]) > LATE else "epoch_s"
    if not _SLASHED.fullmatch(given[0]):
        return "iso"
    parts = [match for match in map(_SLASHED.fullmatch, given) if match]
    if any(int(match[1]) > 12 for match in parts):  # noqa: PLR2004 - months
        return "day_first"
    if any(int(match[2]) > 12 for match in parts):  # noqa: PLR2004
        return "month_first"
    return None


def numbers_of(texts: Sequence[Any]) -> npt.NDArray[np.float64]:
    """Read a column of numbers, with a point or a comma; nan where there is none.

    What is LARGEST or more is no measurement either.
    """
    try:
        values = np.array(texts, np.float64)
    except (ValueError, TypeError):
        values = np.array([_number(text) for text in texts], np.float64)
    with np.errstate(invalid="ignore"):
        values[~(np.abs(values) < LARGEST)] = np.nan
    return values


def _number(text: Any) -> float:
    try:
        given = str(text).strip()
        if "_" in given or len(given) > 40:  # noqa: PLR2004 - Python's own writing of numbers
            return _NAN
        return float(given.replace(",", "."))
    except ValueError:
        return _NAN


def _iso(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    plain = [text[:-1] if text.endswith(("Z", "z")) else text for text in map(str.strip, texts)]
    if all(map(_PLAIN.fullmatch, plain)):
        with suppress(ValueError):  # a day that no month has: below it becomes nan
            return np.array(plain, "datetime64[ms]").astype(np.int64).astype(np.float64)
    return np.array([moment_ms(text) for text in texts], np.float64)


def _slashed(text: str, *, day_first: bool) -> float:
    match = _SLASHED.fullmatch(text.strip())
    if not match:
        return _NAN
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    day, month = (first, second) if day_first else (second, first)
    try:
        moment = datetime(year, month, day, int(match[4]), int(match[5]), tzinfo=UTC)
    except ValueError:
        return _NAN
    return moment.timestamp() * 1000 + float((match[6] or "0").replace(",", ".")) * 1000
