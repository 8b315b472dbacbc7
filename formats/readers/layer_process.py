"""Reads one layer in a process of its own, for formats/readers/layer_reader.py.

Arguments: a task as JSON ("kind", "layer" or null) and a folder with the files data.*. Writes JSON
to the standard output: the names of the layers, and of the layer asked for, or of the only one, the
rows as GeoJSON features with the layer's reference system. Exit status 3: refused, with the reason.
"""

from __future__ import annotations

import json
import math
import re
import sys
import warnings
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

_MEMORY = 3_000_000_000
"""Bytes of address space: the libraries map a good gigabyte, and a file has at most 5 MB."""
_WRITTEN = 700_000_000
"""Bytes that may be written, of which none are mapped from a library."""
_SECONDS = 20
_MAX_ROWS = 20_001
_MAX_UNPACKED = 200_000_000
_MAX_TEXT = 60_000_000
_MAX_POSITIONS, _MAX_COLUMNS = 100_000, 100
_VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL\s+TABLE", re.IGNORECASE)
_INDEX = re.compile(r"\bUSING\s+\"?(?:rtree|fts[345])\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"(?<=\d{4}[/-]\d{2}[/-]\d{2})[ T]00:00:00(?:\.0+)?$")


def main() -> None:
    """Do the task."""
    _bound()
    task, folder = json.loads(sys.argv[1]), Path(sys.argv[2])
    names, read = {
        "parquet": (_rows, _parquet),
        "positions": (_rows, _positions),
        "ods": (_sheets, _sheet),
    }.get(task["kind"], (_layers, _layer))
    path = folder / f"data.{task['kind']}"
    if task["kind"] == "gpkg":
        _check_database(path)
    layers = names(path)
    chosen = layers[0] if len(layers) == 1 else task["layer"]
    result = read(path, chosen) if chosen in layers else None
    text = json.dumps({"layers": layers, "found": result}, default=_plain)
    if len(text) > _MAX_TEXT:
        _refuse("import.layer.unfolds")
    sys.stdout.write(text)


def _refuse(reason: str) -> NoReturn:
    """End the process with the key of a message on stderr, which layer_reader.py tells."""
    sys.stderr.write(reason)
    sys.exit(3)


def _check_database(path: Path) -> None:
    """Refuse a database that is no GeoPackage, and tables that a module would have to make.

    Such modules can read other files; only the indexes of GeoPackage are allowed.
    """
    import sqlite3  # noqa: PLC0415

    if path.read_bytes()[68:72] not in (b"GPKG", b"GP10", b"GP11"):
        _refuse("import.layer.no-geopackage")
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        made = [str(row[0] or "") for row in database.execute("SELECT sql FROM sqlite_master")]
    except sqlite3.DatabaseError:
        _refuse("import.layer.broken-geopackage")
    finally:
        database.close()
    for sql in made:
        if _VIRTUAL.match(sql) and not _INDEX.search(sql):
            _refuse("import.layer.virtual-tables")


def _bound() -> None:
    """Bound the memory and the time of this process, where the system can."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_DATA, (_WRITTEN, _WRITTEN))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _layers(path: Path) -> list[str]:
    import pyogrio  # type: ignore[import-untyped]  # noqa: PLC0415 - after the bounds

    layers = pyogrio.list_layers(str(path))
    return [str(name) for name, geometry in layers if geometry is not None or len(layers) == 1]


def _layer(path: Path, name: str) -> Any:
    import pyogrio  # noqa: PLC0415

    with warnings.catch_warnings():  # GDAL warns of an offset where GeoPackage wants UTC
        warnings.simplefilter("ignore")
        meta, _, shapes, columns = pyogrio.raw.read(
            str(path), layer=name, max_features=_MAX_ROWS, datetime_as_string=True
        )
    names = [str(field) for field in meta["fields"]]
    rows = len(columns[0]) if len(columns) else len(shapes if shapes is not None else ())
    shapes = [None] * rows if shapes is None else shapes
    return _collection(names, list(columns), list(shapes), meta.get("crs"))


def _rows(_: Path) -> list[str]:
    return ["rows"]


def _parquet_file(path: Path) -> Any:
    """Open a Parquet file; refuses one that would take too much memory."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415 - after the bounds

    file = pq.ParquetFile(path)
    groups = (file.metadata.row_group(i) for i in range(file.metadata.num_row_groups))
    if sum(group.total_byte_size for group in groups) > _MAX_UNPACKED:
        _refuse("import.layer.unfolds")
    return file


def _parquet(path: Path, _: str) -> Any:
    file = _parquet_file(path)
    if file.metadata.num_rows >= _MAX_ROWS:
        return {"type": "FeatureCollection", "features": [{}] * _MAX_ROWS}
    geo = json.loads((file.schema_arrow.metadata or {}).get(b"geo", b"{}"))
    primary = geo.get("primary_column", "")
    column = geo.get("columns", {}).get(primary, {})
    table = file.read()
    names = [name for name in table.column_names if name not in (primary, "bbox")]
    values = [table.column(name).to_pylist() for name in names]
    shapes = table.column(primary).to_pylist() if primary else [None] * table.num_rows
    crs = column.get("crs")
    code = crs.get("id") if isinstance(crs, dict) else None
    if isinstance(code, dict):
        return _collection(names, values, shapes, f"{code.get('authority')}:{code.get('code')}")
    return _collection(names, values, shapes, crs.get("name") if isinstance(crs, dict) else crs)


def _positions(path: Path, _: str) -> Any:
    """Give the heads and the rows of a Parquet without geometry; no rows where it is too long."""
    file = _parquet_file(path)
    names = file.schema_arrow.names
    if file.metadata.num_rows > _MAX_POSITIONS or len(names) > _MAX_COLUMNS:
        return {"heads": names[:_MAX_COLUMNS], "rows": None}
    columns = [file.read(columns=[name]).column(0).to_pylist() for name in names]
    rows = [[_plain(value) for value in row] for row in zip(*columns, strict=True)]
    return {"heads": names, "rows": rows}


def _sheets(path: Path) -> list[str]:
    import pyogrio  # noqa: PLC0415

    return [str(name) for name, _ in pyogrio.list_layers(str(path))]


def _sheet(path: Path, name: str) -> Any:
    import pyogrio  # noqa: PLC0415

    pyogrio.set_gdal_config_options({"OGR_ODS_HEADERS": "DISABLE", "OGR_ODS_FIELD_TYPES": "STRING"})
    _, _, _, columns = pyogrio.raw.read(str(path), layer=name, max_features=_MAX_ROWS + 1)
    return {"rows": [[_cell(cell) for cell in row] for row in zip(*columns, strict=True)]}


def _cell(cell: Any) -> str:
    """Give a cell's text; GDAL adds a midnight to a day, which nobody reported."""
    return "" if cell is None else _MIDNIGHT.sub("", str(cell))


def _collection(names: list[str], columns: list[Any], shapes: list[Any], crs: Any) -> Any:
    import shapely  # noqa: PLC0415

    features = []
    for i, shape in enumerate(shapes):
        properties = {name: _plain(column[i]) for name, column in zip(names, columns, strict=True)}
        geometry = shapely.from_wkb(bytes(shape)) if shape is not None else None
        made = None
        if geometry is not None and not geometry.is_empty:
            made = json.loads(shapely.to_geojson(geometry))
        features.append({"type": "Feature", "properties": properties, "geometry": made})
    made = {"type": "FeatureCollection", "features": features}
    if crs:
        made["crs"] = {"type": "name", "properties": {"name": str(crs)}}
    return made


def _plain(value: Any) -> Any:  # noqa: PLR0911 - a type after another
    """Give a value as JSON has it; times as ISO 8601, days as days."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, bytes):
        return None
    if isinstance(value, datetime | date | time):
        text = value.isoformat()
        return text.removesuffix("T00:00:00") if isinstance(value, datetime) else text
    if hasattr(value, "dtype"):  # of numpy
        if value.dtype.kind == "M":
            text = str(value)
            if text == "NaT":
                return None
            return text if value.dtype.str.endswith("[D]") else text[:19]
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, int | float | list | dict) else str(value)


if __name__ == "__main__":
    main()
