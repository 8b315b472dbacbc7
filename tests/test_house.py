"""The rules of the house, by what the modules import."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("geo", "layers", "formats", "articles", "cli", "app")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]
MAY_USE_STREAMLIT = {"layers/web/streamlit_component.py"}


def imported(path, *, at_import=False):
    """Packages that a module imports; those of its functions too, unless `at_import`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes, found = list(ast.iter_child_nodes(tree)), set()
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            found.add(node.module.partition(".")[0])
        elif not (at_import and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            nodes += ast.iter_child_nodes(node)
    return found


def test_there_is_a_house():
    assert {
        "geo/story/loading.py",
        "geo/routes/leg_routes.py",
        "layers/scene/scene_builder.py",
        "layers/web/html_document.py",
    } <= set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("geo/")])
def test_geo_draws_nothing(name):
    others = {"layers", "formats", "articles", "app", "folium", "branca", "streamlit", "matplotlib"}
    assert not imported(ROOT / name) & others


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("formats/")])
def test_formats_know_no_page(name):
    assert not imported(ROOT / name) & {"app", "streamlit"}


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("articles/")])
def test_articles_know_only_what_is_reported(name):
    others = {"layers", "formats", "app", "folium", "streamlit", "matplotlib", "requests", "urllib"}
    assert not imported(ROOT / name) & others


@pytest.mark.parametrize("name", NAMES)
def test_the_language_model_is_not_loaded_before_a_report_is_read(name):
    assert not imported(ROOT / name, at_import=True) & {"spacy", "pypdf", "airportsdata"}


@pytest.mark.parametrize("name", NAMES)
def test_only_the_page_knows_streamlit(name):
    if name not in MAY_USE_STREAMLIT and not name.startswith("app/"):
        assert "streamlit" not in imported(ROOT / name)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_imports_the_page(name):
    assert not imported(ROOT / name) & {"streamlit_app", "tests"}


@pytest.mark.parametrize("name", NAMES)
def test_matplotlib_is_not_loaded_before_a_picture_is_made(name):
    assert "matplotlib" not in imported(ROOT / name, at_import=True)


def test_what_the_page_loads_brings_neither_matplotlib_nor_streamlit_with_it():
    """What a page's start and every rerun pay for; Streamlit is the page's own."""
    script = (
        "import sys, geo.story.loading, geo.story.geojson_export, layers.web.html_document;"
        "import layers.web.web_payload, layers.scene.visibility;"
        "print(sorted({'matplotlib', 'streamlit'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_rule_sees_what_it_is_to_see(tmp_path):
    path = tmp_path / "bad.py"
    path.write_text(
        "import streamlit.components.v2\nfrom folium.map import Layer\n"
        "if True:\n    import layers\n"
        "def f():\n    import matplotlib\n",
        encoding="utf-8",
    )
    assert imported(path) == {"streamlit", "folium", "layers", "matplotlib"}
    assert imported(path, at_import=True) == {"streamlit", "folium", "layers"}


PAUSE = re.compile(r"\b(sleep|wait_for_timeout|setTimeout|perf_counter|monotonic)\(")
MAY_PAUSE = {
    "tests/waiting.py": ["monotonic", "monotonic"],  # how long it waits for a state at most
    "tests/browser/served_app.py": ["wait_for_timeout"],  # between two looks at a state
    "tests/strangers/test_fuzz.py": ["monotonic", "monotonic"],  # for as long as `make fuzz` asks
}


def pauses(path):
    return PAUSE.findall(path.read_text(encoding="utf-8"))


def test_tests_wait_for_states_and_look_at_no_clock():
    found = {
        path.relative_to(ROOT).as_posix(): pauses(path)
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != Path(__file__)
    }
    told = {name: calls for name, calls in found.items() if calls != MAY_PAUSE.get(name, [])}
    assert told == {}, "wait for a state: tests/waiting.py, painted(), settled(), at_ease()"


def test_the_rule_sees_a_pause(tmp_path):
    path = tmp_path / "test_hasty.py"
    path.write_text("page.wait_for_timeout(50)\ntime.sleep(1)\nheld.run_for(50)\n")
    assert pauses(path) == ["wait_for_timeout", "sleep"]
