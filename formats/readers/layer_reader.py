"""GeoPackage, GeoParquet, FlatGeobuf, zipped Shapefile and ODS into records.

GDAL (pyogrio) and Arrow read them in a process of its own (formats/readers/layer_process.py), with
bounds of memory and time; a hostile file can only end that process, which is told in a sentence.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from formats.files.format_error import FormatError
from formats.files.import_limits import MAX_ROWS
from formats.readers import geojson_reader
from formats.readers.csv_reader import table
from formats.shared.import_notes import Notes
from formats.shared.records import Contents
from geo.language.told_text import ToldText
from geo.temporary_folder import temporary_folder

SECONDS = 20.0
"""Processor time for reading a layer; by the clock it may take 1.5 times as long."""
NAMES = {
    "gpkg": "GeoPackage",
    "parquet": "GeoParquet",
    "fgb": "FlatGeobuf",
    "shp": "Shapefile",
    "ods": "import.format.ods-name",
    "positions": "Parquet",
}
_PROCESS = Path(__file__).with_name("layer_process.py")
_REFUSED = 3
"""The exit status of a process that says by its message's key why it refuses a file."""


def read(members: dict[str, bytes], kind: str, notes: Notes) -> Contents | None:
    """Read the layer that has rows, or the one that `notes.answers["sheet"]` names.

    `members` are the files that belong together, by the ending that each gets. Gives None where
    the layer has to be asked first. Raises FormatError for a broken file.
    """
    label = ToldText(NAMES[kind]) if kind == "ods" else NAMES[kind]
    with temporary_folder() as folder:
        for ending, content in members.items():
            (folder / f"data.{ending}").write_bytes(content)
        answer = notes.answers.get("sheet")
        done = _asked({"kind": kind, "layer": answer}, folder, label)
        layers: list[str] = done["layers"]
        if not layers:
            raise FormatError(
                ToldText("import.layer.no-rows", layer=label), ToldText("import.export-again.mend")
            )
        if len(layers) > 1:
            text = ToldText("import.ask.layer") if kind != "ods" else ToldText("import.ask.sheet")
            if notes.ask("sheet", text, [(name, name) for name in layers]) is None:
                return None
            left = ", ".join(f'"{name}"' for name in layers if name != answer)
            notes.miss(
                ToldText("import.layer.others", names=left), ToldText("import.each-by-itself.mend")
            )
        result = done["found"]
    if kind == "ods":
        rows = [(number, list(row)) for number, row in enumerate(result["rows"], 1)]
        rest = {"layer": label, "table": ToldText("import.table")}
        format_name = (
            ToldText("import.format.ods-sheet", sheet=str(answer), **rest)
            if len(layers) > 1
            else ToldText("import.format.ods", **rest)
        )
        return table(rows, format_name=format_name, notes=notes)
    if len(result["features"]) > MAX_ROWS:
        raise FormatError(
            ToldText("import.layer.too-many", layer=label, most=MAX_ROWS),
            ToldText("import.split.mend"),
        )
    return geojson_reader.read(result, notes, label=label)


def read_rows(data: bytes) -> tuple[list[str], list[list[Any]] | None]:
    """Give the heads and the rows of a Parquet without geometry; None for more than 100,000 rows.

    Raises FormatError for a broken file.
    """
    with temporary_folder() as folder:
        (folder / "data.positions").write_bytes(data)
        table = _asked({"kind": "positions", "layer": None}, folder, NAMES["positions"])["found"]
    return table["heads"], table["rows"]


def _asked(task: dict[str, Any], folder: Path, label: str) -> Any:
    """Let the process do a task on the files of a folder, and give what it answers."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROCESS), json.dumps(task), str(folder)],
            capture_output=True, timeout=1.5 * SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise FormatError(
            ToldText("import.layer.slow", layer=label), ToldText("import.save-again.mend")
        ) from error
    if done.returncode == _REFUSED:
        raise FormatError(
            ToldText(done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]),
            ToldText("import.export-again.mend"),
        )
    if done.returncode:
        raise FormatError(
            ToldText("import.layer.too-large", layer=label), ToldText("import.export-again.mend")
        )
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        raise FormatError(
            ToldText("import.layer.broken", layer=label), ToldText("import.export-again.mend")
        ) from error
