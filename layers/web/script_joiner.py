"""The modules of layers/web/assets -> one classic script, without a build step.

Each module becomes a function that is called at once: the function returns what the module exports,
and takes what it imports from the results of modules before it. So two modules may use the same
name, and only what the entry module sets on `globalThis` is visible outside. The joiner knows few
forms of import and export and refuses all others (docs/decisions/0018-scripts.md).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter

from rjsmin import jsmin

_IMPORT = re.compile(
    r"^import (?:\{(?P<names>\s*\w+(?:\s*,\s*\w+)*\s*,?\s*)\}|\* as (?P<all>\w+))"
    r" from '(?P<path>\.[\w./]+\.js)';\n",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export (?=(?:const|class|function|async function) (?P<name>\w+)\b)", re.MULTILINE
)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*|\bimport\s*[(.].*", re.MULTILINE)


def joined_script(entry: str, read: Callable[[str], str]) -> str:
    """Join a module and all that it imports, without comments and the spaces that only people need.

    It has the arguments and raises the errors of `join_modules`.
    """
    script: str = jsmin(join_modules(entry, lambda path: _without_comments(read(path))))
    return script


def joined_component(entry: str, read: Callable[[str], str]) -> str:
    """Join a module as `joined_script` does into the module of a component of Streamlit.

    Its default export calls what the entry exports as `component`; data that come in a list of one
    are taken out of it. It has two lines at least: a text of a single line is a path to Streamlit.
    """
    modules = jsmin(_joined(entry, lambda path: _without_comments(read(path))))
    given = "{ ...given, data: Array.isArray(given.data) ? given.data[0] : given.data }"
    return f"{modules}\nexport default (given) => {_variable(entry)}.component({given});\n"


def join_modules(entry: str, read: Callable[[str], str]) -> str:
    """Join a module and all that it imports, in the order in which each uses only those before it.

    `read` gives the text of a module by its path; modules are named by paths such as
    "entries/few.js". Raises ValueError for a circle of imports, for a name that a module does not
    export, and for an import or export in a form that is not known.
    """
    return f"(() => {{\n'use strict';\n{_joined(entry, read)}\n}})();"


def _joined(entry: str, read: Callable[[str], str]) -> str:
    texts: dict[str, str] = {}
    imports: dict[str, set[str]] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path in texts:
            continue
        texts[path] = read(path)
        imports[path] = {_resolved(path, match["path"]) for match in _IMPORT.finditer(texts[path])}
        waiting += sorted(imports[path])
    try:
        order = list(TopologicalSorter(_sorted(imports)).static_order())
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise ValueError(f"Scripts import each other in a circle: {circle}.") from None
    exports = {path: [match["name"] for match in _EXPORT.finditer(texts[path])] for path in order}
    return "\n".join(_module(path, texts[path], exports) for path in order)


def _sorted(imports: dict[str, set[str]]) -> dict[str, list[str]]:
    """Sort imports, so that the document is the same each time it is built."""
    return {path: sorted(imports[path]) for path in sorted(imports)}


def _module(path: str, text: str, exports: dict[str, list[str]]) -> str:
    def imported(match: re.Match[str]) -> str:
        source = _resolved(path, match["path"])
        if match["all"]:
            return f"const {match['all']} = {_variable(source)};\n"
        names = [name.strip() for name in match["names"].split(",") if name.strip()]
        for name in names:
            if name not in exports[source]:
                raise ValueError(f'{path} imports "{name}", which {source} does not export.')
        return f"const {{ {', '.join(names)} }} = {_variable(source)};\n"

    body = _EXPORT.sub("", _IMPORT.sub(imported, text))
    if unknown := _UNKNOWN.search(body):
        raise ValueError(f'{path}: the joiner does not know "{unknown[0].strip()}".')
    given = f"return {{ {', '.join(exports[path])} }};\n" if exports[path] else ""
    return f"const {_variable(path)} = (() => {{\n{body}{given}}})();"


def _resolved(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _variable(path: str) -> str:
    """Name the constant that holds what a module exports, such as core$time."""
    return path.removesuffix(".js").replace("/", "$")


def _without_comments(text: str) -> str:
    """Drop comments: the joiner would take types in them for imports."""
    text = re.sub(r"(?m)^\s*/\*(?:[^*]|\*(?!/))*\*/$", "", text)
    text = re.sub(r"/\*\* @[^\n]*?\*/ ?", "", text)  # types beside a name
    return re.sub(r"(?m)(^|  +)// .*$", "", text)
