"""Measure Escape Routes against its limits and other tools. A figure informs; none fails a run.

python -m bench                       this project against its limits, about four minutes
python -m bench --all                 also against other tools, about half an hour
python -m bench --only steps visits   only these parts
python -m bench --write               also write docs/performance.md and its JSON
python -m bench --json FILE           write the figures to FILE, not to bench/results.json
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
from bench.others import BUSY, OtherLoad
from tools.chromium import NoChromiumError

Measure = Callable[[OtherLoad], list[Figure]]


def beside(name: str) -> Measure:
    """Give a part that needs packages of the extra `bench`, imported when it is measured."""

    def measure(other_load: OtherLoad) -> list[Figure]:
        try:
            part = import_module(f"bench.{name}")
        except ModuleNotFoundError as missing:
            raise BenchError(f"{missing.name} is not installed; make bench does it") from None
        figures: list[Figure] = part.measure(other_load)
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
    "loading": beside("loading_timing"),
    "articles": beside("articles"),
    "tracks": beside("tracks"),
}
DEFAULT_PARTS = ("document", "slider", "page", "picture", "formats")
"""The parts that are measured by default."""
RESULTS = Path(__file__).parent / "results.json"


def main() -> int:
    """Measure the chosen parts, show and compare them; gives 1 where one could not be measured."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure against the limits.")
    parser.add_argument("--only", choices=PARTS, nargs="+", help="measure only these parts")
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
    for name in options.only or (PARTS if options.all else DEFAULT_PARTS):
        print(f"Measuring: {name} ...", file=sys.stderr)
        load, other_load = machine.load(), OtherLoad()
        try:
            figures = PARTS[name](other_load)
        except (BenchError, PlaywrightError) as fault:
            print(f"Not measured: {name}. {fault}", file=sys.stderr)
            broken.append(name)
            continue
        parts.append({"part": name, "load": load, "others": other_load.busy(), "figures": figures})

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
    """Print the figures whose ratio to the other tools is worse than the one that is noted."""
    for part in measured:
        known = before["parts"].get(part["part"], {}).get("figures", [])
        for line in ratios.worse(part["figures"], known):
            print(f"WORSE against the peers than noted: {line}")


def show(here: dict[str, Any], parts: list[dict[str, Any]]) -> None:
    """Print all figures with the machine that they were measured on."""
    print(
        f"\n{here['date']}: {here['cores']} cores, {here['memory_gib']} GiB, {here['cpu']}, "
        f"{here['os']},\nPython {here['python']}, Chromium {here['chromium']}, "
        f"Streamlit {here['streamlit']}, folium {here['folium']}"
    )
    wide = max((len(label(figure)) for part in parts for figure in part["figures"]), default=0)
    for part in parts:
        busy = part["others"]
        others_took = "" if busy is None else f"; others took {busy:.0%} of the cores meanwhile"
        print(f"\n{part['part']}  (load before {part['load'][0]}{others_took})")
        for figure in part["figures"]:
            value = report.shown(figure.as_json())
            bar = report.bar(figure.as_json())
            met = {None: "", True: "yes", False: "NO"}[figure.met]
            print(f"  {label(figure):<{wide}}  {value:>9}  {bar:>15}  {met}".rstrip())
        if busy is not None and busy > BUSY:
            print("  The machine was not idle: measure again before you trust a time.")


def label(figure: Figure) -> str:
    return f"{figure.name}: {figure.tool}" if figure.tool else figure.name


if __name__ == "__main__":
    sys.exit(main())
