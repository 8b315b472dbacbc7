"""Pictures, films and measuring in several threads at once, as on a server with several readers.

All of it runs in a process of its own: what it provokes ends a process at its worst.
"""

import json
import subprocess
import sys

import pytest

FORMS = ("svg", "pdf", "png")

HEAD = """
import json, sys, threading
import matplotlib as mpl
from matplotlib import artist
from layers.picture import matplotlib_output as press
from layers.style import map_style as style, typeface
from layers.picture.drawing import Sheet, Words
from layers.style.picture_sizes import size_of
from layers.style.typeface import Face

sys.setswitchinterval(1e-6)
FAULTS, RESULTS = [], {}

def sheet():
    made = Sheet(size_of("article-330"))
    with made.on("labels"):
        for i, face in enumerate([SANS, BOLD, WIDE, ITALIC] * 3):
            text = f"Damascus {i} to Hmeimim, two diplomats"
            made.add(Words(text, 10, 20 + 15 * i, face, "#000000", halo="#ffffff"))
    return made

SANS, BOLD = Face("sans", 12), Face("sans", 12, bold=True)
WIDE, ITALIC = Face("sans", 12, spacing=2.0), Face("serif", 11, italic=True)

def put(form):
    return press.put_out(sheet(), form, title="t", description="d")

def together(name, *works):
    begin = threading.Barrier(len(works))
    def guarded(work):
        begin.wait()
        try:
            work()
        except Exception as error:
            FAULTS.append(f"{type(error).__name__}: {error}")
    FAULTS.clear()
    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    RESULTS[name] = [*FAULTS]
"""

MEASURED = """
words = [f"{'Damascus Hmeimim Moscow'[: i % 23 + 1]} {i}" for i in range(700)]
right = {(word, face): typeface.width(word, face) for word in words for face in (SANS, BOLD)}
def measure(first):
    def work():
        for (word, face), wide in list(right.items())[first:] + list(right.items())[:first]:
            got = typeface.width(word, face)
            if got != wide:
                FAULTS.append(f"{word} {face}: {got} for {wide}")
    return work

typeface.forget()
together("measured", measure(0), measure(500), measure(900))
"""

DRAWN = """
bitmap = press.Bitmap(size_of("article-330"))
bitmap.pixels[:] = 255
bitmap.draw(sheet())
frame = bitmap.pixels.copy()
def film():
    own = press.Bitmap(size_of("article-330"))
    for _ in range(4):
        own.pixels[:] = 255
        own.draw(sheet())
        if (own.pixels != frame).any():
            FAULTS.append("another frame")
def draw(form, alone):
    def work():
        for _ in range(2):
            if put(form) != alone:
                FAULTS.append("another picture")
    return work
for form in FORMS:
    alone = put(form)
    typeface.forget()
    together(form, measure(0), draw(form, alone), film, film)
"""

SETTINGS = """
before = dict(mpl.rcParams)
def draw(form):
    def work():
        for _ in range(6):
            put(form)
    return work
def film():
    bitmap = press.Bitmap(size_of("article-330"))
    for _ in range(20):
        bitmap.draw(sheet())
together("settings", draw("svg"), draw("png"), film, film)
RESULTS["settings"] += [name for name in before if mpl.rcParams[name] != before[name]]
RESULTS["settings"] += [] if artist.kwdoc(artist.Artist) else ["no docstrings"]
print(json.dumps(RESULTS))
"""


@pytest.fixture(scope="module")
def faults(root):
    """What went wrong in the threads; a process that dies fails every test."""
    script = HEAD + f"FORMS = {FORMS!r}" + MEASURED + DRAWN + SETTINGS
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"status {done.returncode}: {done.stderr[-2000:]}"
    return json.loads(done.stdout.splitlines()[-1])


def test_threads_that_measure_text_at_once_measure_it_rightly(faults):
    assert faults["measured"] == []


@pytest.mark.parametrize("form", FORMS)
def test_text_is_measured_rightly_while_pictures_and_frames_are_drawn(faults, form):
    assert faults[form] == []


def test_no_setting_of_the_process_stays_changed(faults):
    assert faults["settings"] == []
