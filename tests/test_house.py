"""The rules of the house that import-linter does not keep: what loads early, what waits."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("geo", "layers", "formats", "articles", "cli", "app")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TREE = [
    *(ROOT / package for package in PACKAGES),
    *(ROOT / name for name in ("tests", "bench", "tools")),
]
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]


def loaded(path):
    """Packages that a module imports as soon as it is imported itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes, packages = list(ast.iter_child_nodes(tree)), set()
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            packages |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            packages.add((node.module or "").partition(".")[0])
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            nodes += ast.iter_child_nodes(node)
    return packages


@pytest.mark.parametrize("name", NAMES)
def test_the_language_model_is_not_loaded_before_a_report_is_read(name):
    assert not loaded(ROOT / name) & {"spacy", "pypdf", "airportsdata"}


@pytest.mark.parametrize("name", NAMES)
def test_matplotlib_is_not_loaded_before_a_picture_is_made(name):
    assert "matplotlib" not in loaded(ROOT / name)


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


def test_the_rule_sees_what_is_loaded_at_once(tmp_path):
    path = tmp_path / "bad.py"
    path.write_text(
        "import streamlit.components.v2\nfrom folium.map import Layer\n"
        "if True:\n    import layers\n"
        "def f():\n    import matplotlib\n",
        encoding="utf-8",
    )
    assert loaded(path) == {"streamlit", "folium", "layers"}


def twice(names):
    """Names of modules that stand more than once in a list of paths."""
    stems = Counter(Path(name).stem for name in names)
    return sorted(stem for stem, count in stems.items() if count > 1)


OF_EVERY_FOLDER = {"__init__", "__main__", "conftest"}
"""Names that Python or pytest ask for in each folder."""


@pytest.mark.parametrize("suffix", ["py", "js"])
def test_no_two_modules_have_the_same_name(suffix):
    """Within a language: a script bears the name of the module whose rule it has."""
    paths = [path.relative_to(ROOT) for folder in TREE for path in folder.rglob(f"*.{suffix}")]
    assert len(paths) > 30
    assert set(twice(paths)) <= OF_EVERY_FOLDER


def test_the_rule_sees_a_name_that_stands_twice():
    names = ["geo/time/draft.py", "articles/draft.py", "app/draft_cache.py", "cli/main.py"]
    assert twice(names) == ["draft"]


def unsaid(path):
    """Public functions and the errors that they raise and their docstrings leave out."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    nodes = list(ast.parse(path.read_text(encoding="utf-8")).body)
    for node in nodes:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            nodes += node.body
        if isinstance(node, functions) and not node.name.startswith("_"):
            inner, said = list(node.body), ast.get_docstring(node) or ""
            for part in inner:
                if isinstance(part, functions | ast.ClassDef):
                    continue
                if isinstance(part, ast.Raise) and part.exc is not None:
                    error = ast.unparse(getattr(part.exc, "func", part.exc)).rpartition(".")[2]
                    if error[0].isupper() and error not in said and error not in OF_THE_HOUSE:
                        yield f"{node.name}: {error}"
                inner += ast.iter_child_nodes(part)


OF_THE_HOUSE = {"AssertionError", "SystemExit"}
"""What is raised where the code itself is wrong, and the end of a command."""


def test_a_docstring_names_the_errors_that_its_function_raises():
    told = {name: list(unsaid(ROOT / name)) for name in NAMES}
    assert {name: errors for name, errors in told.items() if errors} == {}


def test_the_rule_sees_an_error_that_is_not_named(tmp_path):
    path = tmp_path / "bad.py"
    path.write_text(
        'class A:\n    def f(self):\n        """Do it."""\n'
        "        if x:\n            raise KeyError(1)\n"
        'def g():\n    """Raises m.OneError."""\n    raise m.OneError from error\n'
        "def _h():\n    raise ValueError\n",
        encoding="utf-8",
    )
    assert list(unsaid(path)) == ["f: KeyError"]


PAUSE = re.compile(r"\b(sleep|wait_for_timeout|setTimeout|perf_counter|monotonic)\(")
MAY_PAUSE = {
    "tests/waiting.py": ["monotonic", "monotonic"],  # how long it waits for a state at most
    "tests/browser/served_app.py": ["wait_for_timeout"],  # between two looks at a state
    "tests/strangers/test_fuzz.py": ["monotonic", "monotonic"],  # for as long as `make fuzz` asks
}


def pauses(path):
    return PAUSE.findall(path.read_text(encoding="utf-8"))


def test_tests_wait_for_states_and_look_at_no_clock():
    calls_of = {
        path.relative_to(ROOT).as_posix(): pauses(path)
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != Path(__file__)
    }
    told = {name: calls for name, calls in calls_of.items() if calls != MAY_PAUSE.get(name, [])}
    assert told == {}, "wait for a state: tests/waiting.py, painted(), settled(), at_ease()"


def test_the_rule_sees_a_pause(tmp_path):
    path = tmp_path / "test_hasty.py"
    path.write_text("page.wait_for_timeout(50)\ntime.sleep(1)\nheld.run_for(50)\n")
    assert pauses(path) == ["wait_for_timeout", "sleep"]
