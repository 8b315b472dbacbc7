"""The figures on docs/performance.md, and as JSON beside it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.bar import BenchError
from bench.others import BUSY
from bench.shipped_story import ROOT

PAGE = ROOT / "docs" / "performance.md"
NOTED = ROOT / "docs" / "performance.json"
BEGIN = "<!-- Written by `python -m bench --write`, from here -->"
END = "<!-- to here -->"
DIGITS = {"": 0, "ms": 1, "s": 2, "KB": 1, "MB": 0, "x": 2, "^": 2, "%": 1}
HEADINGS = {
    "document": "The document",
    "slider": "The slider of the shipped story",
    "page": "The page",
    "picture": "Pictures",
    "formats": "Formats of other tools",
    "steps": "A step of the slider, side by side",
    "roundtrip": "Against a slider whose steps go to the server",
    "visits": "A visit, side by side",
    "sessions": "Many readers at once",
    "limits": "A visitor at the limits",
    "prints": "A picture of the shipped story, side by side",
    "many": "Many marks on the map",
    "loading": "Stories of many events",
    "articles": "Reading reports",
}

Json = dict[str, Any]


def noted(file: Path = NOTED) -> Json:
    """The committed run: each part with the machine it was measured on."""
    if not file.exists():
        return {"parts": {}}
    data: Json = json.loads(file.read_text(encoding="utf-8"))
    return data


def merged(before: Json, here: Json, parts: Iterable[Json]) -> Json:
    """The parts of this run in place of their older ones."""
    kept = dict(before["parts"])
    for part in parts:
        kept[part["part"]] = {"machine": here, **part}
    return {"parts": {name: kept[name] for name in HEADINGS if name in kept}}


def write(data: Json, *, page: Path = PAGE, file: Path = NOTED) -> None:
    text = page.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise BenchError(f"{page.name} has no place for the tables: two comments mark it")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    page.write_text(f"{head}{BEGIN}\n\n{tables(data)}\n{END}{tail}", encoding="utf-8")
    file.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def tables(data: Json) -> str:
    return "\n".join(
        f"## {HEADINGS[name]}\n\n{told(part)}\n\n{table(part['figures'])}"
        for name, part in data["parts"].items()
    )


def told(part: Json) -> str:
    """When and on what it was measured, and whether the machine was quiet."""
    here, busy = part["machine"], part["others"]
    if busy is None:
        quiet = "how busy others kept it is not known"
    elif busy > BUSY:
        quiet = f"**not quiet: others took {busy:.0%} of the cores meanwhile**"
    else:
        quiet = "quiet"
    return (
        f"{here['date']}; {here['cores']} cores, {here['memory_gib']} GiB, {here['cpu']}, "
        f"{here['os']}, Python {here['python']}, Chromium {here['chromium'].partition('.')[0]}, "
        f"Streamlit {here['streamlit']}, folium {here['folium']}; {quiet}."
    )


def table(figures: list[Json]) -> str:
    """A row for each name; where tools are compared, a column for each, then what has none."""
    single = [one for one in figures if not one["tool"]]
    shared = [one for one in figures if one["tool"]]
    return "".join([*(_shared(shared) if shared else ()), *(_single(single) if single else ())])


def _single(figures: list[Json]) -> list[str]:
    lines = ["| | measured | bar | met |\n|---|---|---|---|\n"]
    for one in figures:
        met = {None: "", True: "yes", False: "**no**"}[one["met"]]
        note = f" ({cell(one['note'])})" if one["note"] and one["value"] is not None else ""
        lines.append(f"| {cell(one['name'])} | {shown(one)}{note} | {bar(one)} | {met} |\n")
    return [*lines, "\n"]


def _shared(figures: list[Json]) -> list[str]:
    tools = list(dict.fromkeys(one["tool"] for one in figures))
    by = {(one["name"], one["tool"]): one for one in figures}
    lines = [f"| | {' | '.join(map(cell, tools))} | bar |\n|---{'|---' * len(tools)}|---|\n"]
    notes = []
    for name in dict.fromkeys(one["name"] for one in figures):
        cells, limit = [], ""
        for tool in tools:
            one = by.get((name, tool))
            cells.append("" if one is None else shown(one))
            if one and one["met"] is not None:
                limit = f"{bar(one)}, {'met' if one['met'] else '**not met**'}"
            if one and one["note"] and one["value"] is not None:
                notes.append(f"{cell(tool)}, {cell(name)}: {cell(one['note'])}.\n")
        lines.append(f"| {cell(name)} | {' | '.join(cells)} | {limit} |\n")
    return [*lines, "\n", *notes, *(["\n"] if notes else [])]


def shown(one: Json) -> str:
    """A value, or in words why there is none."""
    return cell(one["note"]) if one["value"] is None else quantity(one["value"], one["unit"])


def bar(one: Json) -> str:
    limit, least = one["limit"], one["least"]
    if limit is None and least is None:
        return ""
    sign, value = ("at most", limit) if least is None else ("at least", least)
    return f"{sign} {value:g} {one['unit']}".strip()


def quantity(value: float, unit: str) -> str:
    """A figure or a bar as it is read; the JSON has it unrounded."""
    return f"{value:.{DIGITS[unit]}f} {'' if unit == '^' else unit}".strip()


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
