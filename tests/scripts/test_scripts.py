"""The document's scripts: their pure core under Node, no English in them, how they are joined."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from geo.language.messages import catalogue
from layers.scene.scene_builder import build_scene
from layers.web.script_joiner import _variable, join_modules, joined_component, joined_script
from layers.web.web_payload import document_data, without_usual

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ASSETS = ROOT / "layers" / "web" / "assets"
SCRIPTS = sorted(ASSETS.rglob("*.js"))
NODE = [sys.executable, str(ROOT / "tools" / "node.py")]


@pytest.fixture(scope="module")
def data_file(shipped, tmp_path_factory):
    """The data of the shipped story's document as sent, and its rows in full, in a file."""
    path = tmp_path_factory.mktemp("scripts") / "document.json"
    data = document_data(build_scene(shipped))
    rows = {kind: data["scene"][kind] for kind in ("legs", "events")}
    path.write_text(json.dumps({**without_usual(data), "rows": rows}), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_under_node(name, data_file):
    done = subprocess.run(
        [*NODE, "--test", "--test-reporter=spec", str(HERE / name)],
        env={"DOCUMENT_DATA": str(data_file), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"pass (\d+)", done.stdout)
    assert passed
    assert int(passed[1]) > 3


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ASSETS).as_posix())
def test_the_core_knows_no_dom(path):
    if path.parent.name == "core":
        text = without_comments(path.read_text(encoding="utf-8"))
        assert not re.search(r"\b(document|window|L)\.|from '\.\./", text)


# --------------------------------------------------------------------------------- the messages

TOKEN = re.compile(
    r"/\*.*?\*/|//[^\n]*|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`", re.DOTALL
)
FAULT = re.compile(r"new Error\($")
WORDS = re.compile(r"(?<![\w#.$-])[A-Z]?[a-z’']{2,},? [a-z’']{2,}(?![\w-])|^[A-Z][a-z]+$")
NO_WORDS = {
    # states, levels and classes as Python names them, and values of CSS
    "'under way'", "'not travelled'", "'well supported'", "'use strict'",
    "'step play'", "'bar fine'", "'how small'", "'screen and (prefers-color-scheme:dark)'",
    "'leaflet-zoom-animated '", "' left'",
    "'moveend zoomend resize'", "'noopener noreferrer'", "'Arrow'",
}  # fmt: skip
KEYS = re.compile(r"^'(Arrow\w+|Page\w+|Home|End|Enter|Escape|Feature\w*)'$|^'[A-Z]{3,}")


def without_comments(text):
    return TOKEN.sub(lambda match: " " if match[0][:2] in ("/*", "//") else match[0], text)


def english(text):
    """Literals that read like English: two words side by side, or a capitalised word."""
    literals = []
    for token in TOKEN.finditer(text):
        literal, before = token[0], text[: token.start()].rstrip()
        if literal[:2] in ("/*", "//") or literal in NO_WORDS or KEYS.match(literal):
            continue
        if FAULT.search(before):  # a fault of ours, told in the console alone
            continue
        if re.search(r"\bclass: $|className = $", text[: token.start()]):
            continue
        words = re.sub(r"\$\{[^{}]*\}", "0", literal[1:-1])
        if ("{" in words and ";" in words) or re.search(r"^(\w[\w-]*:)", words):
            continue  # a stylesheet, a declaration
        if WORDS.search(words):
            literals.append(literal)
    return literals


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ASSETS).as_posix())
def test_no_english_stands_in_a_script(path):
    assert english(path.read_text(encoding="utf-8")) == [], "put it into geo/language/en.json"


@pytest.mark.parametrize(
    "line",
    [
        "h('p', {}, 'No event of these people.')",
        "node.title = 'Play';",
        "text: `${who} may be anywhere`",
        'say("Take it home")',
    ],
)
def test_the_rule_sees_english(line):
    assert len(english(line)) == 1


@pytest.mark.parametrize("line", ["say('page.list.none')", "// No event of these people", "'#000'"])
def test_the_rule_lets_pass_what_nobody_reads(line):
    assert english(line) == []


def test_every_message_that_the_scripts_tell_is_in_the_catalogue_and_every_one_there_is_told():
    texts = [path.read_text(encoding="utf-8") for path in SCRIPTS]
    texts += [
        (ROOT / "layers" / "web" / f"{name}.py").read_text(encoding="utf-8")
        for name in ("html_document", "streamlit_component")
    ]
    told = {
        key
        for text in texts
        for key in re.findall(r"'((?:page|known|kept|home)\.[\w.-]*\w)'", text)
    }
    stems = {
        stem for text in texts for stem in re.findall(r"`((?:page|known)\.[\w.]+\.)\$\{", text)
    }
    known = {
        key for key in catalogue("en") if key.partition(".")[0] in ("page", "known", "kept", "home")
    }
    assert told <= known
    assert {key for key in known - told if not key.startswith(tuple(stems))} == set()


# ---------------------------------------------------------------------------------- the joiner

ENTRIES = [path.relative_to(ASSETS).as_posix() for path in SCRIPTS if path.parent.name == "entries"]


@pytest.mark.parametrize("entry", [*ENTRIES, "review/review.js"])
def test_a_joined_script_is_without_comments_and_keeps_every_text(entry):
    def read(path):
        return (ASSETS / path).read_text(encoding="utf-8")

    plain = join_modules(entry, lambda path: re.sub(r"import\('", "('", read(path)))
    texts = [token for token in TOKEN.findall(plain) if token[:2] not in ("/*", "//")]
    lean = joined_script(entry, read)
    assert TOKEN.findall(lean) == texts
    assert len(lean) < 0.75 * len(plain)
    done = subprocess.run(
        [*NODE, "--check", "-"], input=lean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


COMPONENTS = [
    path.relative_to(ASSETS).as_posix()
    for path in SCRIPTS
    if "export function component(" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("entry", COMPONENTS)
def test_a_component_of_the_page_is_a_module_that_exports_a_function(entry):
    script = joined_component(entry, lambda path: (ASSETS / path).read_text(encoding="utf-8"))
    assert len(script.strip().splitlines()) > 1, "a single line is a path to Streamlit"
    window = "globalThis.window = { addEventListener() {} };\n"
    named = script.replace("\nexport default ", "\nexport const made = ")
    done = subprocess.run(
        [*NODE, "--input-type=module", "-"],
        input=f"{window}{named}console.log(typeof made, typeof {_variable(entry)}.component);",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("function function\n", "")


def test_a_component_takes_its_data_out_of_the_list_in_which_they_come():
    entry = "export function component({ data, key }) {\n  return `${key} ${data.to}`;\n}\n"
    script = joined_component("page/a.js", {"page/a.js": entry}.__getitem__)
    made = script.replace("\nexport default ", "\nconst made = ")
    for data in ("[{ to: 'map' }]", "{ to: 'map' }"):
        assert ran(f"{made}console.log(made({{ key: 'bus', data: {data} }}));") == "bus map"


def test_all_components_of_the_page_are_looked_at():
    assert len(COMPONENTS) == 7


def joined(modules, entry="a.js"):
    return join_modules(entry, modules.__getitem__)


def ran(script):
    done = subprocess.run(
        [*NODE, "-e", script], capture_output=True, text=True, check=True, env={"PATH": ""}
    )
    return done.stdout.strip()


def test_modules_are_joined_in_the_order_of_their_imports():
    modules = {
        "page/a.js": "import { two } from '../core/b.js';\nimport * as c from './c.js';\n"
        "const name = 'a';\nconsole.log(two(), c.name, name);\n",
        "core/b.js": "import {\n  one,\n} from './d.js';\n"
        "export function two() { return one + 1; }\n",
        "page/c.js": "const hidden = 1;\nexport const name = 'c' + hidden;\n",
        "core/d.js": "const hidden = 2;\nexport const one = hidden - 1;\nexport class None {}\n",
    }
    assert ran(joined(modules, "page/a.js")) == "2 c1 a"


def test_nothing_of_a_module_is_to_be_seen_outside():
    assert ran(joined({"a.js": "export const x = 1;\n"}) + "console.log(typeof x, typeof a)") == (
        "undefined undefined"
    )


@pytest.mark.parametrize(
    "line",
    [
        "export default function x() {}",
        "export { x };",
        "export let x = 1;",
        "export const { x } = y;",
        "export * from './b.js';",
        "import './b.js';",
        "import b from './b.js';",
        "import { x as y } from './b.js';",
        "import { x } from 'b';",
        'import { x } from "./b.js";',
        "const b = await import('./b.js');",
        "const here = import.meta.url;",
    ],
)
def test_a_form_that_the_joiner_does_not_know_is_refused(line):
    with pytest.raises(ValueError, match=r"a\.js: the joiner does not know"):
        joined({"a.js": f"{line}\n", "b.js": "export const x = 1;\n"})


def test_a_name_that_is_not_exported_is_refused():
    modules = {"a.js": "import { y } from './b.js';\n", "b.js": "export const x = 1;\n"}
    with pytest.raises(ValueError, match=r'a\.js imports "y", which b\.js does not export'):
        joined(modules)


def test_a_circle_is_refused():
    modules = {
        "a.js": "import { b } from './b.js';\nexport const a = 1;\n",
        "b.js": "import { a } from './a.js';\nexport const b = 1;\n",
    }
    with pytest.raises(ValueError, match="in a circle"):
        joined(modules)
