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


def loaded(tree):
    """Packages that a module imports as soon as it is imported itself."""
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


@pytest.fixture(scope="module")
def seen():
    """What the rules look at in each module, which is parsed once for all of them."""
    told = {}
    for name in NAMES:
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        told[name] = {
            "loaded": loaded(tree),
            "unsaid": list(unsaid(tree)),
            "unclear": list(unclear(tree)),
        }
    return told


def test_the_language_model_is_not_loaded_before_a_report_is_read(seen):
    late = {"spacy", "pypdf", "airportsdata"}
    assert [name for name, told in seen.items() if told["loaded"] & late] == []


def test_matplotlib_is_not_loaded_before_a_picture_is_made(seen):
    assert [name for name, told in seen.items() if "matplotlib" in told["loaded"]] == []


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


def test_the_rule_sees_what_is_loaded_at_once():
    tree = ast.parse(
        "import streamlit.components.v2\nfrom folium.map import Layer\n"
        "if True:\n    import layers\n"
        "def f():\n    import matplotlib\n"
    )
    assert loaded(tree) == {"streamlit", "folium", "layers"}


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


def unsaid(tree):
    """Public functions and the errors that they raise and their docstrings leave out."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    nodes = list(tree.body)
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


def test_a_docstring_names_the_errors_that_its_function_raises(seen):
    assert {name: told["unsaid"] for name, told in seen.items() if told["unsaid"]} == {}


def test_the_rule_sees_an_error_that_is_not_named():
    tree = ast.parse(
        'class A:\n    def f(self):\n        """Do it."""\n'
        "        if x:\n            raise KeyError(1)\n"
        'def g():\n    """Raises m.OneError."""\n    raise m.OneError from error\n'
        "def _h():\n    raise ValueError\n"
    )
    assert list(unsaid(tree)) == ["f: KeyError"]


NO_NAMES = {"one", "other", "mine", "whole", "found"}


def unclear(tree):
    """Variables, arguments and functions whose name does not say what they hold."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                pass
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                pass
            case _:
                continue
        if name in NO_NAMES:
            yield f"{node.lineno}: {name}"


def test_a_variable_is_named_by_what_it_holds(seen):
    assert {name: told["unclear"] for name, told in seen.items() if told["unclear"]} == {}


def test_the_rule_sees_a_name_that_says_nothing():
    tree = ast.parse("def f(other):\n    for one in other:\n        found: int = one.mine\n")
    assert sorted(unclear(tree)) == ["1: other", "2: one", "3: found"]


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
