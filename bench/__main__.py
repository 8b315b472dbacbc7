"""Measures Escape Routes against its bars and against other tools. Figures inform, never fail.

python -m bench                       this project against its bars, about four minutes
python -m bench --all                 and beside other tools, about half an hour
python -m bench --only steps visits   just these parts
python -m bench --write               the tables of docs/performance.md, and the JSON beside them
python -m bench --json FILE           the figures go there, and not into bench/results.json
"""

import argparse
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError

from bench import (
    browser,
    document_timing,
    format_timing,
    machine,
    many,
    page_timing,
    picture_timing,
    ratios,
    report,
    slider,
)
from bench.bar import BenchError, Figure
from bench.others import BUSY, Others
from tools.chromium import NoChromiumError

Measure = Callable[[Others], list[Figure]]


def beside(name: str) -> Measure:
    """A part that needs packages of the extra `bench`: they are asked for when it is measured."""

    def measure(others: Others) -> list[Figure]:
        try:
            part = import_module(f"bench.{name}")
        except ModuleNotFoundError as missing:
            raise BenchError(f"{missing.name} is not installed; make bench does it") from None
        figures: list[Figure] = part.measure(others)
        return figures

    return measure


PARTS: dict[str, Measure] = {
    "document": document_timing.measure,
    "slider": slider.measure,
    "page": page_timing.measure,
    "picture": picture_timing.measure,
    "formats": format_timing.measure,
    "many": many.measure,
    **{
        name: beside(name)
        for name in ("steps", "roundtrip", "visits", "sessions", "limits", "prints")
    },
    "loading": beside("loading"),
    "articles": beside("articles"),
}
OWN = ("document", "slider", "page", "picture", "formats")
"""What is measured unless other parts are asked for."""
RESULTS = Path(__file__).parent / "results.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Measures against the bars.")
    parser.add_argument("--only", choices=PARTS, nargs="+", help="measure these parts alone")
    parser.add_argument("--all", action="store_true", help="measure every part, other tools too")
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="FILE", dest="file")
    options = parser.parse_args()

    parts, broken = [], []
    try:
        here = machine.describe(browser.version())
    except NoChromiumError as fault:
        print(fault, file=sys.stderr)
        return 1
    for name in options.only or (PARTS if options.all else OWN):
        print(f"Measuring: {name} ...", file=sys.stderr)
        load, others = machine.load(), Others()
        try:
            figures = PARTS[name](others)
        except (BenchError, PlaywrightError) as fault:
            print(f"Not measured: {name}. {fault}", file=sys.stderr)
            broken.append(name)
            continue
        parts.append({"part": name, "load": load, "others": others.busy(), "figures": figures})

    show(here, parts)
    text = json.dumps({"machine": here, "parts": parts}, indent=2, default=Figure.as_json)
    options.file.write_text(text + "\n", encoding="utf-8")
    print(f"\nWritten to {options.file}")
    measured, before = json.loads(text)["parts"], report.noted()
    compare(before, measured)
    if options.write:
        report.write(report.merged(before, here, measured))
        print(f"Written to {report.PAGE} and {report.NOTED}")
    return 1 if broken else 0


def compare(before: report.Json, measured: list[report.Json]) -> None:
    for part in measured:
        known = before["parts"].get(part["part"], {}).get("figures", [])
        for line in ratios.worse(part["figures"], known):
            print(f"WORSE against the peers than noted: {line}")


def show(here: dict[str, Any], parts: list[dict[str, Any]]) -> None:
    print(
        f"\n{here['date']}: {here['cores']} cores, {here['memory_gib']} GiB, {here['cpu']}, "
        f"{here['os']},\nPython {here['python']}, Chromium {here['chromium']}, "
        f"Streamlit {here['streamlit']}, folium {here['folium']}"
    )
    wide = max((len(label(one)) for part in parts for one in part["figures"]), default=0)
    for part in parts:
        busy = part["others"]
        others = "" if busy is None else f"; others took {busy:.0%} of the cores meanwhile"
        print(f"\n{part['part']}  (load before {part['load'][0]}{others})")
        for one in part["figures"]:
            value = report.shown(one.as_json())
            bar = report.bar(one.as_json())
            met = {None: "", True: "yes", False: "NO"}[one.met]
            print(f"  {label(one):<{wide}}  {value:>9}  {bar:>15}  {met}".rstrip())
        if busy is not None and busy > BUSY:
            print("  The machine was not idle: measure again before you trust a time.")


def label(one: Figure) -> str:
    return f"{one.name}: {one.tool}" if one.tool else one.name


if __name__ == "__main__":
    sys.exit(main())
