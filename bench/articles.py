"""Reading reports: what is found of what must be found, the time of a core, and the memory."""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from bench.bar import BenchError, Figure
from bench.others import OtherLoad
from bench.shipped_story import FILE, ROOT
from geo.story.loading import load_story

REPORTS = ROOT / "tests" / "articles"
FOLDERS = {
    "given": "given",
    "our own": "reports",
    "unlike": "unlike",
    "unseen": "unseen",
    "newsrooms": "newsrooms",
    "northwire": "northwire",
}
ARTICLE = ROOT.parent / "shared" / "article.txt"
"""The article of the shipped story, which is none of the project's files."""
STORY_DAY = date(2024, 12, 13)
WORDS = (5_000, 30_000)

_CHILD = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
import streamlit
from geo.story.loading import load_story
from layers.scene.scene_builder import build_scene
from layers.web.html_document import build_document

def held():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6

build_document(build_scene(load_story("stories/assad-2024.yaml")))
before = held()
from articles.propose import propose
from articles.documents.report_reading import read_text
text = Path(sys.argv[1]).read_text(encoding="utf-8").split("\\n\\n", 1)[1].strip()
def grown(words):
    return "\\n\\n".join([text] * (words // len(text.split()) + 1))
def timed(words):
    begin = time.process_time()
    propose(read_text(grown(words)), published=date(2025, 3, 14), zone="Asia/Colombo")
    return time.process_time() - begin
told = {"cold_s": timed(500)}
for words in map(int, sys.argv[2:]):
    told[str(words)] = min(timed(words) for _ in range(3)) if words < 10_000 else timed(words)
    told[f"{words}_mb"] = held() - before
print(json.dumps(told))
"""


def measure(_others: OtherLoad) -> list[Figure]:
    """Score the proposals for reports and stories, and measure what reading costs."""
    return [*_scores(), *_story_scores(), *_costs()]


def _scores() -> Iterable[Figure]:
    from tests.articles.scoring import precision, recall, scored, share  # noqa: PLC0415

    for label, folder in FOLDERS.items():
        n, faults = scored(sorted((REPORTS / folder).glob("*.txt")))
        wrong = [fault for fault in faults if "invented" not in fault]
        answered = n["bounds.gold"] - n["bounds.asked"]
        rows: list[tuple[str, float, float | None, bool]] = [
            ("places, recall", recall(n, "place"), 0.95, False),
            ("places, precision", precision(n, "place"), 0.93, False),
            (
                "right place among candidates",
                share(n, "resolve.among", "resolve.gold"),
                0.97,
                False,
            ),
            (
                "a single wrong candidate",
                share(n, "resolve.single_wrong", "resolve.gold"),
                0.02,
                True,
            ),
            ("role of these", share(n, "role.right", "role.gold"), None, False),
            ("times, recall", recall(n, "time"), 0.93, False),
            ("times, precision", precision(n, "time"), 0.90, False),
            ("bounds contain the time", 1 - len(wrong) / max(answered, 1), 0.98, False),
            ("left as questions", share(n, "bounds.asked", "bounds.gold"), 0.15, True),
            ("attributions, recall", recall(n, "attribution"), 0.88, False),
            ("attributions, precision", precision(n, "attribution"), 0.88, False),
            ("stance", share(n, "stance.right", "stance.gold"), 0.95, False),
            ("counts", share(n, "count.right", "count.gold"), 0.90, False),
            ("movements, recall", recall(n, "movement"), 0.75, False),
            ("invented ends, modes, outcomes", float(n["movement.invented"]), 0, True),
        ]
        for name, value, bar, below in rows:
            yield _figure(f"{name} ({label})", value, bar, below=below)


def _story_scores() -> Iterable[Figure]:
    """Say how much of the shipped story is proposed of its article, and what is not."""
    from articles.documents.report_reading import read_text  # noqa: PLC0415
    from articles.propose import propose  # noqa: PLC0415
    from tests.articles.scoring import share  # noqa: PLC0415
    from tests.articles.story_scoring import scored_by_story  # noqa: PLC0415

    if not ARTICLE.exists():
        print(f"{ARTICLE.name} does not lie beside the checkout: it is not scored", file=sys.stderr)
        return
    story = load_story(FILE)
    article = read_text(ARTICLE.read_text(encoding="utf-8"))
    rows = propose(article, published=STORY_DAY, zone=story.time_zone).rows
    n, faults = scored_by_story([proposal.as_json() for proposal in rows], story)
    print(*faults, sep="\n", file=sys.stderr)
    for name, part, total, bar in (
        ("places", "place.hit", "place.gold", 0.95),
        ("bounds of rows", "time.hit", "time.gold", None),
        ("attributions", "attribution.hit", "attribution.gold", 0.88),
        ("stance of these", "stance.right", "attribution.hit", 0.95),
        ("counts of these", "count.right", "attribution.hit", 0.90),
        ("movements", "movement.hit", "movement.gold", 0.75),
    ):
        yield _figure(f"{name} (shipped story)", share(n, part, total), bar, below=False)
    yield _figure(
        "invented ends, modes, outcomes (shipped story)",
        float(n["movement.invented"]),
        0,
        below=True,
    )


def _figure(name: str, value: float, bar: float | None, *, below: bool) -> Figure:
    if name.startswith("invented"):
        return Figure(name, value, "", limit=bar)
    limit = None if bar is None else 100 * bar
    if below:
        return Figure(name, 100 * value, "%", limit=limit)
    return Figure(name, 100 * value, "%", least=limit)


def _costs() -> Iterable[Figure]:
    path: Path = sorted((REPORTS / "given").glob("*.txt"))[0]
    command = [sys.executable, "-c", _CHILD, str(path), *map(str, WORDS)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise BenchError(f"a report could not be read: {done.stderr.strip()[-300:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    yield Figure("a first report of 500 words, cold, of a core", told["cold_s"], "s", limit=6)
    yield Figure("5,000 words, warm, of a core", told["5000"], "s", limit=2)
    yield Figure("30,000 words, warm, of a core", told["30000"], "s")
    yield Figure("memory above the app, 5,000 words", told["5000_mb"], "MB", limit=200)
    yield Figure("memory above the app, 30,000 words", told["30000_mb"], "MB", limit=200)
