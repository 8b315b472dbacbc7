"""The file of a track beside a story: CSV or GeoParquet with a column for each thing recorded.

    time,lon,lat,altitude_m,speed_kmh,heading,origin,new_leg,stale
    2024-12-07T22:40:00Z,36.51,33.41,620,280,210,receiver,,

`time`, `lon` and `lat` must be there. `time` is ISO 8601 with `Z` or an offset, in Parquet a
timestamp with a zone; in place of `lon` and `lat` GeoParquet may have points in `geometry`. In an
empty field nothing was recorded. Other columns are ignored.
"""

from __future__ import annotations

import hashlib
import io
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import reason_of, sentences
from geo.language.told_error import ToldError
from geo.language.told_text import ToldText
from geo.tracks.fixes import ORIGINS, Fixes, fixes_of

if TYPE_CHECKING:
    import pandas as pd

MAX_BYTES = 64_000_000
MAX_ROWS = 500_000
"""Largest file of a track, and most positions in it."""
MAX_UNPACKED = 400_000_000
"""Bytes of a Parquet when it is unpacked."""
MAX_TEXT = 1000
"""Bytes of a text in a Parquet, or of a point in `geometry`."""
_TEXTS = ("time", "origin", "geometry", "new_leg", "stale")
_NUMBERS = ("altitude_m", "speed_kmh", "heading")
_FLAGS = ("new_leg", "stale")
_TRUE, _FALSE = ("1", "true", "True", "TRUE", "yes"), ("", "0", "false", "False", "FALSE", "no")


class TrackFileError(ValueError):
    """A file of a track that cannot be read; `wrong` says why and `mend` what to do."""

    def __init__(self, wrong: str, mend: str) -> None:
        self.wrong, self.mend = wrong, mend
        super().__init__(sentences(wrong, mend))


def read_track_file(path: Path, *, sha256: str | None = None) -> Fixes:
    """Read the file of a track; rows are as recorded, and those left out are counted.

    Raises TrackFileError where there is none, it is too large, its SHA-256 is not the one given,
    or it is not written as this module says.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe would wait
            raise _unreadable(path.name, ToldText("fault.file.no-file"))
        with path.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path.name, reason_of(error)) from error
    if len(data) > MAX_BYTES:
        wrong = ToldText("fault.track.file.too-large", file=path.name, mb=MAX_BYTES // 1_000_000)
        raise TrackFileError(wrong, ToldText("fault.track.file.cut.mend"))
    digest = hashlib.sha256(data).hexdigest()
    if sha256 is not None and digest != sha256:
        wrong = ToldText("fault.track.file.other", file=path.name)
        raise TrackFileError(wrong, ToldText("fault.track.file.other.mend", digest=digest))
    table = _parquet(data, path.name) if path.suffix == ".parquet" else _csv(data, path.name)
    if len(table) > MAX_ROWS:
        wrong = ToldText("fault.track.file.too-many", file=path.name, most=MAX_ROWS)
        raise TrackFileError(wrong, ToldText("fault.track.file.cut.mend"))
    return _fixes(table, path.name)


def write_track_file(fixes: Fixes, path: Path) -> str:
    """Write fixes as the file of a track, GeoParquet or CSV by its ending; gives its SHA-256.

    Reading it again gives the same rows. Moments are written to the millisecond, UTC.
    """
    import pandas as pd  # noqa: PLC0415 - loaded when a track is written

    table = pd.DataFrame(
        {
            "time": pd.to_datetime(fixes.time, unit="ms", utc=True),
            "lon": fixes.lon,
            "lat": fixes.lat,
            **{name: getattr(fixes, name) for name in _NUMBERS},
            "origin": np.array(ORIGINS)[fixes.origin],
            **{name: getattr(fixes, name) for name in _FLAGS},
        }
    )
    if path.suffix == ".parquet":
        import geopandas as gpd  # noqa: PLC0415 - the same

        points = gpd.points_from_xy(fixes.lon, fixes.lat, crs="EPSG:4326")
        out = io.BytesIO()
        gpd.GeoDataFrame(table, geometry=points).to_parquet(out, index=False)
        data = out.getvalue()
    else:
        moments = table["time"].dt.strftime("%Y-%m-%dT%H:%M:%S.%f")
        table["time"] = moments.str[:-3].str.removesuffix(".000") + "Z"
        for name in _FLAGS:
            table[name] = table[name].map({True: "1", False: ""})
        data = table.to_csv(index=False, lineterminator="\n").encode()
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def _unreadable(name: str, reason: str) -> TrackFileError:
    wrong = ToldText("fault.track.file.unreadable", file=name, reason=reason)
    return TrackFileError(wrong, ToldText("fault.track.file.unreadable.mend"))


def _csv(data: bytes, name: str) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - loaded when a track is read

    numbers = dict.fromkeys(("lon", "lat", *_NUMBERS), "float64")
    try:
        return pd.read_csv(
            io.BytesIO(data),
            dtype={**dict.fromkeys(("time", "origin", *_FLAGS), "str"), **numbers},
            keep_default_na=False,
            na_values={column: [""] for column in numbers},
            nrows=MAX_ROWS + 1,
            encoding="utf-8-sig",
        )
    except (ValueError, UnicodeDecodeError, pd.errors.ParserError) as error:
        line = str(error).partition("\n")[0][:120]
        raise TrackFileError(
            ToldText("fault.track.file.csv", file=name, line=line),
            ToldText("fault.track.file.csv.mend"),
        ) from error


def _parquet(data: bytes, name: str) -> pd.DataFrame:
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - only where one is read
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415 - the same

    unreadable = TrackFileError(
        ToldText("fault.track.file.parquet", file=name),
        ToldText("fault.track.file.parquet.mend"),
    )
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        if file.metadata.num_rows > MAX_ROWS:
            wrong = ToldText("fault.track.file.too-many", file=name, most=MAX_ROWS)
            raise TrackFileError(wrong, ToldText("fault.track.file.cut.mend"))
        known = ("time", "lon", "lat", "geometry", "origin", *_NUMBERS, *_FLAGS)
        present = [column for column in known if column in file.schema_arrow.names]
        if _unpacked(file.metadata) > MAX_UNPACKED:
            raise unreadable
        texts = [column for column in _TEXTS if column in present]
        table = pq.ParquetFile(io.BytesIO(data), read_dictionary=texts).read(columns=present)
        if not all(map(_is_short, table.columns)):
            raise unreadable
        read: pd.DataFrame = pa.table(
            {column: _plain(table.column(column)) for column in present}
        ).to_pandas()
    except (pa.ArrowException, OSError, MemoryError) as error:
        raise unreadable from error
    if "geometry" in read and not {"lon", "lat"} <= set(read):
        import shapely  # noqa: PLC0415 - the same

        points = shapely.from_wkb(read["geometry"].to_numpy(), on_invalid="ignore")
        read["lon"], read["lat"] = shapely.get_x(points), shapely.get_y(points)
    return read


def _unpacked(metadata: Any) -> int:
    """Give the bytes of a Parquet when unpacked, as it says; a text of all its rows counts once."""
    return sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))


def _is_short(column: Any) -> bool:
    """Whether a column's texts are short: one of a megabyte costs nothing in a million rows."""
    import pyarrow as pa  # noqa: PLC0415 - only where one is read
    import pyarrow.compute as pc  # type: ignore[import-untyped]  # noqa: PLC0415 - the same

    if not pa.types.is_dictionary(column.type):
        return True
    lengths = [pc.max(pc.binary_length(chunk.dictionary)).as_py() for chunk in column.chunks]
    return max((length or 0 for length in lengths), default=0) <= MAX_TEXT


def _plain(column: Any) -> Any:
    """Give a column without a list of its values apart."""
    import pyarrow as pa  # noqa: PLC0415 - only where one is read

    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _fixes(table: pd.DataFrame, name: str) -> Fixes:
    missing = [column for column in ("time", "lon", "lat") if column not in table]
    if missing:
        listed = " and ".join(f'"{column}"' for column in missing)
        wrong = ToldText("fault.track.file.columns", file=name, columns=listed)
        raise TrackFileError(wrong, ToldText("fault.track.file.columns.mend"))
    columns: dict[str, Any] = {
        column: table[column].to_numpy() for column in _NUMBERS if column in table
    }
    flags: dict[str, Any] = {
        column: _flags(table[column], column, name) for column in _FLAGS if column in table
    }
    try:
        return fixes_of(
            time=_moments(table["time"], name),
            lon=table["lon"].to_numpy(),
            lat=table["lat"].to_numpy(),
            origin=_origins(table["origin"]) if "origin" in table else "unknown",
            **columns,
            **flags,
        )
    except ValueError as error:
        if isinstance(error, TrackFileError):
            raise
        raise TrackFileError(
            ToldText(
                "fault.track.file.column",
                file=name,
                fault=error.text if isinstance(error, ToldError) else str(error),
            ),
            ToldText("fault.track.file.column.mend"),
        ) from error


def _moments(column: pd.Series[Any], name: str) -> Any:
    """Give moments in ms since 1970; nan where there is none. A time without a zone is refused."""
    import pandas as pd  # noqa: PLC0415 - loaded when a track is read

    if not pd.api.types.is_datetime64_any_dtype(column):
        written = column.fillna("").astype(str).str.strip()
        zoned = written.str.fullmatch(
            r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)"
        )
        if not zoned.all():
            row = int(np.flatnonzero(~zoned.to_numpy(bool))[0])
            value = str(written.iloc[row])[:40]
            wrong = ToldText("fault.track.file.no-moment", text=value, row=f"{row + 1}", file=name)
            raise TrackFileError(wrong, ToldText("fault.track.file.no-moment.mend"))
        column = pd.to_datetime(written, format="ISO8601", utc=True, errors="coerce")
    elif column.dt.tz is None:
        wrong = ToldText("fault.track.file.no-zone", file=name)
        raise TrackFileError(wrong, ToldText("fault.track.file.no-zone.mend"))
    stamps = column.dt.tz_convert("UTC").dt.as_unit("ms")
    milliseconds = stamps.astype("int64").to_numpy()
    if stamps.isna().any():
        return np.where(stamps.isna(), np.nan, milliseconds.astype(float))
    return milliseconds


def _flags(column: pd.Series[Any], what: str, name: str) -> Any:
    if column.dtype == bool:
        return column.to_numpy()
    written = column.fillna("").astype(str).str.strip()
    known = written.isin((*_TRUE, *_FALSE))
    if not known.all():
        wrong = ToldText(
            "fault.track.file.flag", column=what, file=name, text=written[~known].iloc[0][:40]
        )
        raise TrackFileError(wrong, ToldText("fault.track.file.flag.mend"))
    return written.isin(_TRUE).to_numpy(bool)


def _origins(column: pd.Series[Any]) -> Any:
    written = column.fillna("").astype(str).str.strip().replace("", "unknown")
    return written.to_numpy()
