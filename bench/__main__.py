"""Measures Escape Routes against its bars and prints the figures: they inform, they do not fail.

python -m bench                   everything, about three minutes
python -m bench --only slider     one part: document, slider, page or picture
python -m bench --json FILE       the figures go there, and not into bench/results.json
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError

from bench import browser, document, formats, machine, many, page, picture, slider
from bench.bar import BenchError, Figure
from bench.others import BUSY, Others
from tools.chromium import NoChromiumError

PARTS: dict[str, Callable[[Others], list[Figure]]] = {
    "document": document.measure,
    "slider": slider.measure,
    "page": page.measure,
    "picture": picture.measure,
    "formats": formats.measure,
    "many": many.measure,
}
DIGITS = {"": 0, "ms": 1, "s": 2, "KB": 1, "MB": 0}
RESULTS = Path(__file__).parent / "results.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Measures against the bars.")
    parser.add_argument("--only", choices=PARTS, help="measure this part alone")
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="FILE", dest="file")
    options = parser.parse_args()

    parts, broken = [], []
    try:
        here = machine.describe(browser.version())
    except NoChromiumError as fault:
        print(fault, file=sys.stderr)
        return 1
    for name in [options.only] if options.only else PARTS:
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
    return 1 if broken else 0


def show(here: dict[str, Any], parts: list[dict[str, Any]]) -> None:
    print(
        f"\n{here['date']}: {here['cores']} cores, {here['memory_gib']} GiB, {here['cpu']}, "
        f"{here['os']},\nPython {here['python']}, Chromium {here['chromium']}, "
        f"Streamlit {here['streamlit']}, folium {here['folium']}"
    )
    wide = max((len(one.name) for part in parts for one in part["figures"]), default=0)
    for part in parts:
        busy = part["others"]
        others = "" if busy is None else f"; others took {busy:.0%} of the cores meanwhile"
        print(f"\n{part['part']}  (load before {part['load'][0]}{others})")
        for one in part["figures"]:
            value = quantity(one.value, one.unit)
            bar = "" if one.limit is None else f"<= {one.limit:g} {one.unit}".rstrip()
            met = {None: "", True: "yes", False: "NO"}[one.met]
            print(f"  {one.name:<{wide}}  {value:>9}  {bar:>9}  {met}".rstrip())
        if busy is not None and busy > BUSY:
            print("  The machine was not idle: measure again before you trust a time.")


def quantity(value: float, unit: str) -> str:
    """A figure or a bar as it is read; the JSON has it unrounded."""
    return f"{value:.{DIGITS[unit]}f} {unit}".strip()


if __name__ == "__main__":
    sys.exit(main())
