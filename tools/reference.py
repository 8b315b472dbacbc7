"""Make docs/format.md, docs/remarks.md and docs/story.schema.json from the code.

python -m tools.reference           write them
python -m tools.reference --check   say whether they are current; status 1 if one is not
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from cli.output_files import write
from geo.evidence.admiralty_scale import FIGURES
from geo.language.messages import Messages
from geo.remarks.remark_catalogue import REMARK_KINDS
from geo.yaml.json_schema import MEANINGS, MODELS, NAME, TIMES, schema_text, story_schema

SAY = Messages("en")

DOCS = Path(__file__).parent.parent / "docs"
MADE = "<!-- Made by `python -m tools.reference`; change the code, not this file. -->\n"

FORMAT_HEAD = """\
# The format of a story

A story is one text file. It says who told what, where and when; the map, the pictures and the
exports all come from it. `escape-routes new my-story.yaml` writes a small one with a comment at
every key, [a story by hand](story-by-hand.md) walks you through it, and
[stories/benyovszky-1771.yaml](../stories/benyovszky-1771.yaml) is a larger example.

The file is YAML: `key: value`, lists whose rows begin with a dash, two spaces for each step
inwards, and a comment behind `#`. JSON works too. A text that holds `: ` or ` #`, or begins with
a quote or a bracket, goes between quotes. `>-` lets a long text run over several lines:

```yaml
text: >-
  A long text that runs
  over two lines.
```

Rows name each other by their `id`: small letters, figures and hyphens, such as
`damascus-airport`. Events and legs share their ids. A key that is in no table below is a
fault, so that typing errors are noticed. `escape-routes check my-story.yaml` says what is wrong,
in which line, and [what a careful editor would ask](remarks.md).

In the tables below, **needed** keys must be there; the others may be left out.
"""

TIMES_PART = """\
## Times

{keys} are times. A time without an offset is in the story's `time_zone`.

| written | means |
|---|---|
| `2024-12-07T22:30` | that minute |
| `2024-12-07T22:30+03:00` | that minute, in a zone of its own |
| `2024-12-07T22:30~` | about that minute; how far from it is not reported, and none is assumed |
| `2024-12-08` | some time on that day |
| `2024-12`, `2024-12-XX` | some time in that month |
| `2024`, `202X` | some time in that year, in those years |
| `2024-12-08~`, `2024-12~`, `2024~` | about then: one day, month or year earlier or later |
| `2024-12-08?`, `2024-12-07T22:30?` | that day or minute, and it is questioned |
| `2024-12-08%`, `2024-12-07T22:30%` | about then, and it is questioned |
| `2024-12-07/2024-12-08` | some time from the first day to the last |
| `2024-12-08T00:00/2024-12-08T06:00` | some time between these hours |
| `../2024-12-08`, `2024-12-08/..` | up to that day, from that day on |

Where the report gives only an order, write no time but `after` and `before`; leave open what it
leaves open. Do not write hours that nobody reported: a day is enough. Where its words give a part
of a day, write the bounds of that, `2024-05-01T18:00/2024-05-02T00:00` for an evening, and say
under `reading` that this is how you read them. [How certainty is
drawn](certainty.md) says how times are drawn.
"""

PLACES_PART = """\
A place is written in one of three ways.

- **A name.** With no `lon`, `lat`, `area` or `coordinates_from`, the name is looked up on your own
  computer, without a network: cities with 15,000 people or more (GeoNames), airports and air bases
  by name, IATA or ICAO code (airportsdata), countries (Natural Earth). If two places have the name,
  however small one of them is, the check lists them and says what to add: `country: LY`,
  `kind: country`, or exactly one by `gazetteer: geonames:170654`. Alternative names, in any script,
  count only where nothing has it as its main name. `coordinates_from` names the entry found.
  A city's precision is the radius of a circle that holds its people at 1,500 for each square
  kilometre, the least that counts as urban; real cities are smaller. An airport's is 3 km.
- **A point**: `lon`, `lat`, `precision_km` and `coordinates_from`.
- **A country**: `area` and `coordinates_from`. Lines end at its border; no point in it is invented.
"""

CLAIMS_PART = """\
The figure of support that is drawn, 1 to 6, follows from the claims:
{figures}. The rule is in [how certainty is drawn](certainty.md).

A claim counts only for what it says. A general statement, or one about something related, may be
shown with `context: true` and does not count. `origin` says from whom an account comes: two papers
that quote the same army give the same `origin` and are one account.
Without two origins in two sources nothing is confirmed, whatever their number.

A claim is public with its source; with a later version of it, if it names one; or at a time of its
own. What was withdrawn or corrected stays in the list and counts no longer. Page, pictures, films
and exports can be set back to [what was known by a date](certainty.md#what-was-known-by-when).
"""

REMARKS_HEAD = """\
# What a careful editor asks

`escape-routes check` gives two lists. **Faults** keep a story from being shown. **Remarks** are
questions that an editor would ask before printing: the story can be shown, you decide. Each has a
code, given in brackets after it.

A remark that you have looked into is silenced in the file, with a reason:

```yaml
silenced:
  - remark: single-informant
    at: dinner
    reason: The headline would be too long; the card says who told it.
```

`at` is the id of the row that the remark is about; without it the remark is silenced everywhere.
With `--format json` other programs can read both lists: an object with `version` (1), `file`,
`story` (the id, or null if it cannot be shown), `counts`, `faults` (each with `file`, `line`,
`field`, `wrong`, `mend`) and `remarks` (the same with `code` and `at`). `line` counts from 1 and is
0 where there is none. The status is 1 only if there are faults.
"""

NAMES = {
    "Story": "The story",
    "Silence": "Silenced remarks",
    "Translation": "Translations",
    "Source": "Sources",
    "Group": "Groups",
    "Person": "People",
    "Place": "Places",
    "Track": "Tracks",
    "Fix": "Recorded positions",
    "Leg": "Legs",
    "Event": "Events",
    "Version": "Versions",
    "Claim": "Claims",
    "Support": "Support",
}
KEYS = {
    "Story": "At the top of the file.",
    "Silence": "Rows of `silenced`.",
    "Translation": "Rows of `translations`, for titles, headlines, names and your own words.",
    "Source": "Rows of `sources`.",
    "Group": "Rows of `groups`.",
    "Person": "Rows of `people`.",
    "Place": "Rows of `places`.",
    "Track": "Rows of `tracks`. [Tracks and reach](reach.md) says how they are read and drawn.",
    "Fix": "Rows of `fixes`, in a track that has no file beside the story.",
    "Leg": "Rows of `legs`.",
    "Event": "Rows of `events`.",
    "Version": "Rows of `versions`, in a source.",
    "Claim": "Rows of `claims`, in every leg, event and track.",
    "Support": "Under `support`, in a leg or an event.",
}


def format_text() -> str:
    """Give the text of docs/format.md."""
    schema = story_schema()
    parts = [MADE, FORMAT_HEAD]
    for name in MODELS:
        table = schema if name == "Story" else schema["$defs"][name]
        parts.append(f"## {NAMES[name]}\n\n{table['description']} {KEYS[name]}\n")
        if name == "Place":
            parts.append(PLACES_PART)
        parts.append(_table(table))
        parts += [_meanings(key) for key in table["properties"] if key in MEANINGS]
        if name == "Story":
            keys = ", ".join(f"`{key}`" for key in TIMES)
            parts.append(TIMES_PART.format(keys=keys))
        if name == "Claim":
            figures = "; ".join(f"{figure} {SAY(f'figure.{figure}')}" for figure in FIGURES)
            parts.append(CLAIMS_PART.format(figures=figures))
    return "\n".join(parts)


def remarks_text() -> str:
    """Give the text of docs/remarks.md."""
    sections = (
        f"## {kind.code}\n\n*{kind.question}*\n\n{kind.rule}\n\nWhat to do: {kind.remedy}\n"
        for kind in REMARK_KINDS
    )
    return "\n".join([MADE, REMARKS_HEAD, *sections])


def texts() -> dict[str, str]:
    """Give the texts of all files, by name."""
    return {"format.md": format_text(), "remarks.md": remarks_text(), NAME: schema_text()}


def _table(table: dict[str, Any]) -> str:
    rows = ["| key | | what it says | written as |", "|---|---|---|---|"]
    for key, schema in table["properties"].items():
        needed = "**needed**" if key in table["required"] else _default(schema)
        description = schema["description"]
        for addition in (" A time: ", *(f" {word[0].upper()}{word[1:]}: " for word in _words(key))):
            description = description.partition(addition)[0]
        rows.append(f"| `{key}` | {needed} | {description} | {_written(key, schema)} |")
    return "\n".join(rows) + "\n"


def _words(key: str) -> list[str]:
    return list(MEANINGS.get(key, {}))[:1]


def _default(schema: dict[str, Any]) -> str:
    value = schema.get("default")
    if value in (None, "", [], {}):
        return ""
    return f"else `{str(value).lower() if isinstance(value, bool) else value}`"


def _written(key: str, schema: dict[str, Any]) -> str:
    """Say how a key's value is written."""
    types = schema.get("type", "table")
    kind = types if isinstance(types, str) else types[0]
    if kind == "array":
        return _listed(key, schema["items"])
    for fits, said in (
        (key in TIMES, "a [time](#times)"),
        (key in MEANINGS, "a word below"),
        ("const" in schema, f"`{schema.get('const')}`"),
        (kind == "table", "a [table](#support)"),
        (kind == "object", "by language: `{ar: بيروت}`"),
        (kind == "boolean", "`true` or `false`"),
        (kind == "integer", f"a whole number{_range(schema)}"),
        (kind == "number", f"a number{_range(schema)}"),
        (_is_id(schema), "an id"),
        (
            "pattern" in schema,
            " or ".join(f"`{example}`" for example in schema.get("examples", ())),
        ),
    ):
        if fits:
            return said
    return f"a text of up to {schema['maxLength']:,} characters"


def _is_id(schema: dict[str, Any]) -> bool:
    return str(schema.get("pattern", "")).startswith("^[a-z0-9]")


def _listed(key: str, items: dict[str, Any]) -> str:
    if "$ref" in items:
        target = items["$ref"].rpartition("/")[2]
        return f"a list of [rows](#{NAMES[target].lower().replace(' ', '-')})"
    if key in MEANINGS:
        return "a list of words below"
    if _is_id(items):
        return "a list of ids: `[a, b]`"
    return "a list: `[1, 2]`" if items["type"] == "integer" else "a list: `[SY]`"


def _range(schema: dict[str, Any]) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        return f" from {least:,g} to {most:,g}"
    if least is not None:
        return f", at least {least:g}"
    if "exclusiveMinimum" in schema:
        return f" above {schema['exclusiveMinimum']:g} and up to {most:,g}"
    return ""


def _meanings(key: str) -> str:
    rows = [f"| `{word}` | {meaning} |" for word, meaning in MEANINGS[key].items()]
    return "\n".join([f"| `{key}` | |", "|---|---|", *rows]) + "\n"


def main(arguments: list[str]) -> int:
    """Write the files, or say which is not current."""
    stale = []
    for name, text in texts().items():
        path = DOCS / name
        if arguments == ["--check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            write(path, text.encode())
    for name in stale:
        print(f"docs/{name} is not current; run python -m tools.reference")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
