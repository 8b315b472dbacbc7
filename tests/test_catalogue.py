"""Readers' words stand in the catalogue alone, and nothing stands there that nobody says."""

import ast
import json
import re
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale

from cli import main
from geo.evidence.admiralty_scale import Level
from geo.language.messages import IN_ENGLISH, catalogue, languages
from layers.style import map_style

ROOT = Path(__file__).parent.parent
FOR_READERS = ("geo/time", "geo/evidence", "geo/language", "geo/errors.py", "layers", "app", "cli",
               "formats/writers/kml_writer.py")  # fmt: skip
"""The modules and folders whose words reach a reader."""
ERRORS_TOO = ("layers", "app", "cli")
"""Folders whose errors reach a reader too: why a picture, film or command is refused."""
SAYING = ("geo", "layers", "app", "cli", "formats/jsonfg.py", "formats/writers",
          "formats/track_search", "articles/lone_times.py", "tools/reference.py")  # fmt: skip
"""Where messages are said."""
MAKERS = {
    "geo/time/closed_bounds.py": "faults of a story's file, told to who writes it",
    "geo/time/instants.py": "faults of a story's file, told to who writes it",
}
"""Modules whose sentences are for those who write stories: see the decision note."""
REASONS = {
    "a key: a level of support": get_args(Level),
    "a key: a state of a mark, or a sign": (
        "under way", "not travelled", "vague perhaps",
    ),
    "a name: of a projection, for the tests and the bench": (
        "Lambert conformal conic", "transverse Mercator", "Equal Earth",
    ),
    "a name: of a typeface": (
        "Last Resort", "Escape Routes ", "DejaVu Sans", "Segoe UI", "Geeza Pro",
        "Noto Sans Arabic", "Noto Naskh Arabic", "Times New Roman", "Noto Serif",
        "Source Serif 4", "Source Serif Pro", "Liberation Sans", "Source Sans 3",
        "Source Sans Pro", map_style.SANS, map_style.SERIF,
    ),
    "a name: of this project": ("Escape Routes",),
    "an error of this project's own code, told to who changes it": (
        "Scripts import each other in a circle: ", " does not export.",
        ': the joiner does not know "', 'The sign "', '" cannot be drawn.',
        "nothing can be shown yet", "what has faults is not drawn", "the text is no table yet",
        '" is a text, not a number', '"n" of the message "',
    ),
    "an error of what is being rewritten": ('The base map "', '" is unknown. Known are: '),
    "commands to type": (main.EXAMPLES,),
    "a name of an attribute, a header or a script": (
        'role="img" aria-labelledby="title description"', "img-src data:",
        "img-src 'self' file:",
        "(() => {\n'use strict';\n",
        ":root{color-scheme:light dark;", "}@media screen and (prefers-color-scheme:dark){:root{",
        r"^export (?=(?:const|class|function|async function) (?P<name>\w+)\b)",
    ),
}  # fmt: skip
ALLOWED = {text: reason for reason, texts in REASONS.items() for text in texts}
"""Texts of two words and more that are no reader's sentence, with the reason."""
WORDS = re.compile(r"[^\W\d_]{2,}[’'”,;:.]* [“‘(]?[^\W\d_]{2,}")
MARKUP = re.compile(r"\{[%{].*?[%}]\}|<script.*|<[^<>]*>?|^[^<>]*>|ER\.start.*|var .*", re.DOTALL)
PLACEHOLDERS = re.compile(r"\{(\w+)\}")


def modules(names):
    for name in names:
        path = ROOT / name
        yield from [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))


def relative(path):
    return path.relative_to(ROOT).as_posix()


def is_log(node):
    """Whether a call writes to the log, which no reader sees."""
    levels = ("debug", "info", "warning", "error", "exception")
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in levels
    )


def is_assertion(node):
    """Whether a call makes an error that no reader can cause."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "AssertionError"


def sentences(path, *, errors=True):
    """Texts of two words and more, without docstrings and the log; with what errors say or not."""
    nodes = [ast.parse(path.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Assert) or is_log(node) or is_assertion(node):
            continue
        if isinstance(node, ast.Raise) and not errors:
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            lines = MARKUP.sub("\n", node.value)
            yield from [(node.lineno, node.value)] if WORDS.search(lines) else []
        nodes += ast.iter_child_nodes(node)


FILES = [path for path in modules(FOR_READERS) if relative(path) not in MAKERS]


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_reader_s_sentence_stands_in_the_catalogue(path):
    errors = relative(path).startswith(ERRORS_TOO)
    texts = [(line, text) for line, text in sentences(path, errors=errors) if text not in ALLOWED]
    assert not texts, f"{relative(path)}: put them into geo/language/en.json, or say why not"


def test_no_exception_is_made_for_what_is_gone():
    there = {text for path in FILES for _, text in sentences(path)}
    assert not set(ALLOWED) - there
    assert all(list(sentences(ROOT / name)) for name in MAKERS)


def test_a_sentence_outside_the_catalogue_is_noticed(tmp_path):
    path = tmp_path / "said.py"
    path.write_text(
        '"""A docstring is no sentence."""\n'
        "log.warning('nor is the log')\n"
        "raise ValueError(f'that {a} thing cannot be had')\n"
        "say('a.key')\n"
        "st.html('<p class=\"two words\">')\n"
        "st.text(f'There is {what} here')\n"
        "st.html('<h3>The map itself</h3>')\n"
    )
    assert [line for line, _ in sorted(sentences(path))] == [3, 6, 7]
    assert [line for line, _ in sorted(sentences(path, errors=False))] == [6, 7]


# ------------------------------------------------------------------------------------- the keys


def literals(node):
    """The texts that an argument may be: a constant, a pattern of an f-string, either of two."""
    if isinstance(node, ast.IfExp):
        return [*literals(node.body), *literals(node.orelse)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        parts = (
            re.escape(part.value) if isinstance(part, ast.Constant) else "[^.]+"
            for part in node.values
        )
        return ["".join(parts)]
    return []


def says(node):
    """Whether a call says a message."""
    if not isinstance(node, ast.Call) or not node.args:
        return False
    func = node.func
    if isinstance(func, ast.Call):  # words()("key"), messages_of(language)("key")
        return isinstance(func.func, ast.Name) and func.func.id in ("words", "messages_of")
    name = func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
    owner = func.value if isinstance(func, ast.Attribute) else None
    if isinstance(owner, ast.Name) and owner.id == "picture_result":  # shows what was said
        return False
    errors = ("ToldError", "PictureError", "MachineError", "FilmCancelledError")
    return name in ("say", "SAY", "_SAY", "lines", *errors)


NODES = [
    (relative(path), node)
    for path in modules(SAYING)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
]
CALLS = [(name, node) for name, node in NODES if says(node)]


def matching(patterns):
    """The keys that any of some patterns may be."""
    plain = {re.sub(r"\\(.)", r"\1", pattern) for pattern in patterns if "[^.]+" not in pattern}
    rest = [re.compile(pattern) for pattern in patterns if "[^.]+" in pattern]
    return {
        key for key in catalogue("en") if key in plain or any(one.fullmatch(key) for one in rest)
    }


def test_no_message_is_missing():
    patterns = {pattern: name for name, node in CALLS for pattern in literals(node.args[0])}
    assert len(patterns) > 200
    for pattern, name in patterns.items():
        assert matching([pattern]), (name, pattern)


def test_a_message_gets_the_parts_that_it_has():
    parts = placeholders(catalogue("en"))
    for name, node in CALLS:
        given = {keyword.arg for keyword in node.keywords}
        if isinstance(node.args[0], ast.Constant) and None not in given:
            assert given == parts[node.args[0].value], (name, node.args[0].value)


def test_every_message_is_said_somewhere():
    said = set()
    for _, node in NODES:
        if isinstance(node, ast.JoinedStr | ast.Constant):
            said.update(literals(node))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):  # in a template
            said.update(map(re.escape, re.findall(r"\(['\"]([\w.-]+)['\"]\)", node.value)))
    scripts = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "layers/web/assets").rglob("*.js")
    )
    for text in re.findall(
        r"`((?:page|known)\.[\w.-]*\$\{[^`]*\})`", scripts
    ):  # a key with its end open
        said.add(re.escape(text.partition("$")[0]) + "[^.]+")
    known = matching(said)
    assert not [key for key in catalogue("en") if key not in known and f"'{key}'" not in scripts]


def placeholders(texts):
    """The parts of each message."""
    out = {}
    for key, message in texts.items():
        forms = [message] if isinstance(message, str) else [*message.values()]
        out[key] = {part for form in forms for part in PLACEHOLDERS.findall(form)}
        out[key] |= set() if isinstance(message, str) else {"n"}
    return out


@pytest.mark.parametrize("language", sorted(languages()))
def test_all_languages_have_the_same_messages_and_parts(language):
    assert placeholders(catalogue(language)) == placeholders(catalogue("en"))


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_number_has_a_text_for_each_plural_of_the_language(language):
    plurals = {*Locale.parse(language).plural_form.tags, "other"}
    texts = catalogue(language).items()
    counted = {key: text for key, text in texts if not isinstance(text, str)}
    counted = {key: text for key, text in counted.items() if not key.startswith(IN_ENGLISH)}
    assert len(counted) > 20
    assert {key for key, text in counted.items() if set(text) != plurals} == set()


def test_only_english_has_what_is_told_in_english_everywhere():
    for path in (ROOT / "geo/language").glob("*.json"):
        keys = json.loads(path.read_text(encoding="utf-8"))
        assert any(key.startswith(IN_ENGLISH) for key in keys) is (path.stem == "en")


def test_a_key_stands_once_in_its_file():
    for path in (ROOT / "geo/language").glob("*.json"):
        pairs = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)
        names = [name for name, _ in pairs]
        assert sorted(set(names)) == sorted(names)
