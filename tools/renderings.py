"""Draw pictures in Chromium, Inkscape and rsvg-convert, and compare what they make of them.

python -m tools.renderings      exits with 1 where a rendering strays, or a program is missing

Each program is given the typefaces that come with the installation, as docs/pictures.md asks of
whoever opens an SVG. An Arabic label that one of them turned about would stand beside its place.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from geo.story.loading import load_story
from layers.picture.map_picture import picture
from layers.scene.scene_builder import build_scene
from layers.style.picture_options import PictureOptions
from layers.style.typeface import Face, typeface
from tools.chromium import NoChromiumError, find, flags

ROOT = Path(__file__).parent.parent
EVENTS = ("flight-from-damascus", "maher-helicopter")
SIZE = (1200, 630)
BLUR, STRAYS, MOST = 2, 50, 0.0005
"""Pixels blurred away, the difference in grey that counts, the share that may stray."""


def main() -> int:
    """Compare; gives the exit status."""
    missing = [name for name in ("inkscape", "rsvg-convert") if not shutil.which(name)]
    if missing:
        print(f"There is no {' and no '.join(missing)}. Debian: apt install inkscape librsvg2-bin")
        return 1
    scene = build_scene(load_story(ROOT / "stories" / "assad-2024.yaml"))
    worst = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {**os.environ, "FONTCONFIG_FILE": str(_fonts(folder))}
        for event in (mark for mark in scene.events if mark.id in EVENTS):
            for language in ("en", "ar"):
                file = folder / f"{event.id}-{language}.svg"
                options = PictureOptions(size="social", language=language)
                file.write_bytes(picture(scene, at=event.stop, event=event, options=options).data)
                made = _drawn(file, env)
                for program, image in made.items():
                    share = _strays(image, made["chromium"])
                    worst = max(worst, share)
                    print(f"{file.stem} in {program}: {share:.2%} strays")
    return int(worst > MOST)


def _fonts(folder: Path) -> Path:
    """A configuration of fontconfig with the typefaces of the packages."""
    faces = [Face("sans", 12), Face("serif", 12)]
    paths = [typeface(face).parent for face in faces] + [typeface(faces[0], "دمشق").parent]
    rows = "".join(f"<dir>{path}</dir>" for path in paths)
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{rows}<cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return file


def _drawn(file: Path, env: dict[str, str]) -> dict[str, Image.Image]:
    try:
        chromium = find()
    except NoChromiumError as error:
        raise SystemExit(str(error)) from error
    out = {name: file.with_suffix(f".{name}.png") for name in ("chromium", "inkscape", "rsvg")}
    wide, high = SIZE
    commands = {
        "chromium": [
            *(str(chromium), "--headless", *flags(), "--hide-scrollbars"),
            *(f"--window-size={wide},{high}", f"--screenshot={out['chromium']}", file.as_uri()),
        ],
        "inkscape": ["inkscape", str(file), "--export-type=png", "-o", str(out["inkscape"])],
        "rsvg": ["rsvg-convert", str(file), "-o", str(out["rsvg"])],
    }
    for command in commands.values():
        subprocess.run(command, check=True, capture_output=True, env=env)
    return {name: Image.open(io.BytesIO(path.read_bytes())) for name, path in out.items()}


def _strays(first: Image.Image, second: Image.Image) -> float:
    """Give the share of pixels that differ, apart from edges, which are blurred away."""
    a, b = (
        np.asarray(
            image.convert("L").resize(SIZE).filter(ImageFilter.BoxBlur(BLUR)), dtype=np.int16
        )
        for image in (first, second)
    )
    return float((np.abs(a - b) > STRAYS).mean())


if __name__ == "__main__":
    sys.exit(main())
