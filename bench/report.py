"""Write the figures to docs/performance.md, and as JSON beside it."""

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
    "tracks": "Many recorded positions",
}

Json = dict[str, Any]


def noted(file: Path = NOTED) -> Json:
    """Read the committed run: each part with the machine on which it was measured."""
    if not file.exists():
        return {"parts": {}}
    data: Json = json.loads(file.read_text(encoding="utf-8"))
    return data


def merged(before: Json, here: Json, parts: Iterable[Json]) -> Json:
    """Replace the older parts by the parts of this run."""
    kept = dict(before["parts"])
    for part in parts:
        kept[part["part"]] = {"machine": here, **part}
    return {"parts": {name: kept[name] for name in HEADINGS if name in kept}}


def write(data: Json, *, page: Path = PAGE, file: Path = NOTED) -> None:
    """Write the tables into the page of the docs, and all figures as JSON into `file`.

    Raises BenchError where the page lacks the two comments that the tables stand between.
    """
    text = page.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise BenchError(f"{page.name} has no place for the tables: two comments mark it")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    page.write_text(f"{head}{BEGIN}\n\n{tables(data)}\n{END}{tail}", encoding="utf-8")
    file.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def tables(data: Json) -> str:
    """Give the tables of all parts as Markdown."""
    return "\n".join(
        f"## {HEADINGS[name]}\n\n{conditions(part)}\n\n{table(part['figures'])}"
        for name, part in data["parts"].items()
    )


def conditions(part: Json) -> str:
    """Say when and on which machine it was measured, and whether the machine was idle."""
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
    """Write a row for each name; compared tools get a column each, and other figures follow."""
    single = [figure for figure in figures if not figure["tool"]]
    shared = [figure for figure in figures if figure["tool"]]
    return "".join([*(_shared(shared) if shared else ()), *(_single(single) if single else ())])


def _single(figures: list[Json]) -> list[str]:
    lines = ["| | measured | bar | met |\n|---|---|---|---|\n"]
    for figure in figures:
        met = {None: "", True: "yes", False: "**no**"}[figure["met"]]
        note = (
            f" ({cell(figure['note'])})" if figure["note"] and figure["value"] is not None else ""
        )
        lines.append(
            f"| {cell(figure['name'])} | {shown(figure)}{note} | {bar(figure)} | {met} |\n"
        )
    return [*lines, "\n"]


def _shared(figures: list[Json]) -> list[str]:
    tools = list(dict.fromkeys(figure["tool"] for figure in figures))
    by = {(figure["name"], figure["tool"]): figure for figure in figures}
    lines = [f"| | {' | '.join(map(cell, tools))} | bar |\n|---{'|---' * len(tools)}|---|\n"]
    notes = []
    for name in dict.fromkeys(figure["name"] for figure in figures):
        cells, limit = [], ""
        for tool in tools:
            figure = by.get((name, tool))
            cells.append("" if figure is None else shown(figure))
            if figure and figure["met"] is not None:
                limit = f"{bar(figure)}, {'met' if figure['met'] else '**not met**'}"
            if figure and figure["note"] and figure["value"] is not None:
                notes.append(f"{cell(tool)}, {cell(name)}: {cell(figure['note'])}.\n")
        lines.append(f"| {cell(name)} | {' | '.join(cells)} | {limit} |\n")
    return [*lines, "\n", *notes, *(["\n"] if notes else [])]


def shown(figure: Json) -> str:
    """Give a value, or say why there is none."""
    return (
        cell(figure["note"])
        if figure["value"] is None
        else quantity(figure["value"], figure["unit"])
    )


def line(figure: Json) -> str:
    """Give a figure with its bar, and whether it is met, in a line of text."""
    told = bar(figure)
    met = {None: "", True: " (met)", False: " (NOT met)"}[figure["met"]]
    return f"{figure['name']}: {shown(figure)}{f', {told}' if told else ''}{met}"


def bar(figure: Json) -> str:
    """Give a figure's limit in words, or nothing where it has none."""
    limit, least = figure["limit"], figure["least"]
    if limit is None and least is None:
        return ""
    sign, value = ("at most", limit) if least is None else ("at least", least)
    return f"{sign} {value:g} {figure['unit']}".strip()


def quantity(value: float, unit: str) -> str:
    """Give a figure or limit rounded for readers; the JSON has it unrounded."""
    return f"{value:.{DIGITS[unit]}f} {'' if unit == '^' else unit}".strip()


def cell(text: str) -> str:
    """Escape a text for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")
