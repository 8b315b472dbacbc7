"""Check a story: its faults, or the remarks that a careful editor would make.

A fault keeps a story from being shown; a remark does not. A remark can be silenced in the file,
with a reason. docs/remarks.md explains each.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePath
from typing import Any

from geo.errors import Fault, Located, StoryError, nearest, sentences
from geo.errors import Path as FieldPath
from geo.language.told_text import ToldText
from geo.places.resolve_places import LookUpResult, look_up, places_by_name
from geo.remarks.claim_remarks import Finding, about_claims, about_rows
from geo.remarks.place_remarks import about_colours, about_namesakes, about_places
from geo.remarks.remark_catalogue import CODES
from geo.remarks.track_remarks import about_tracks
from geo.remarks.way_remarks import about_ways
from geo.story.loading import story_of
from geo.story.model import Story
from geo.yaml.yaml_reader import Table, field_of, line_of, read_yaml

SILENCE = "silence-without-effect"


@dataclass(frozen=True, slots=True, order=True)
class Remark(Located):
    """A question about a story.

    `line` counts from 1; 0 where there is no file. `field` is the path inside the file, such as
    `events[3].headline`; `at` the id of the row that it is about, empty for the whole story.
    """

    file: str
    line: int
    field: str
    code: str
    at: str
    wrong: str
    mend: str

    def _placed(self, wrong: str, mend: str) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field}: {sentences(wrong, mend)} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check gives: the story if it can be shown, else its faults; and the remarks."""

    story: Story | None
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]


def find_remarks(
    story: Story,
    *,
    palette: Sequence[str] = (),
    looked_up: Iterable[tuple[int, str, LookUpResult]] = (),
    data: Mapping[str, Any] | None = None,
    name: str = "story",
) -> tuple[Remark, ...]:
    """List the remarks on a loaded story, without those that it silences.

    `palette` are the colours of groups 1, 2, ... as `#rrggbb`; without them colours are not
    compared. `looked_up` are the places found by name (number, id, answer). `data` is the table
    that the story was read from, which knows the lines, and `name` the file's name.
    """
    findings = chain(
        about_claims(story),
        about_ways(story),
        about_tracks(story) if story.tracks else (),
        about_places(story),
        about_rows(story),
        about_namesakes(looked_up),
        about_colours(story, palette) if palette else (),
    )
    remarks = {
        Remark(
            name,
            _line(data, finding),
            field_of(finding.path),
            finding.code,
            finding.at,
            finding.wrong,
            finding.mend,
        )
        for finding in _silenced(story, findings)
    }
    return tuple(sorted(remarks))


def check_text(
    text: str, name: str, *, palette: Sequence[str] = (), folder: Path | None = None
) -> Checked:
    """Check a story's text: read it, list its faults, or its remarks if it has none.

    `name` is used in messages, `folder` is where files of tracks lie. It never raises:
    a text that is no story has faults in place of a story.
    """
    try:
        data = read_yaml(text, name=name)
    except StoryError as error:
        return Checked(None, error.faults, ())
    return check_table(data, name, palette=palette, folder=folder)


def check_table(
    data: Table, name: str, *, palette: Sequence[str] = (), folder: Path | None = None
) -> Checked:
    """Check a table from yaml_reader, as `check_text` checks a text."""
    try:
        return _checked(data, name, palette, folder)
    except StoryError as error:
        return Checked(None, error.faults, ())
    except Exception as error:  # noqa: BLE001 - unforeseen errors become a fault and a log entry
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = ToldText(
            "remark.unforeseen.where",
            error=type(error).__name__,
            file=PurePath(place.filename).name,
            line=f"{place.lineno}",
        )
        logging.getLogger(__name__).warning("A check failed: %s", where)
        wrong = ToldText("remark.unforeseen", where=where)
        mend = ToldText("remark.unforeseen.mend")
        return Checked(None, (Fault(name, 0, "", wrong, mend),), ())


def _checked(data: Table, name: str, palette: Sequence[str], folder: Path | None) -> Checked:
    story = story_of(data, name=name, folder=folder)
    asked = list(places_by_name(data))
    answers = look_up([query for _, _, query in asked]) if asked else []
    looked_up = [
        (i, story.places[i].id, answer) for (i, _, _), answer in zip(asked, answers, strict=True)
    ]
    remarks = find_remarks(story, palette=palette, looked_up=looked_up, data=data, name=name)
    return Checked(story, (), remarks)


def _line(data: Mapping[str, Any] | None, finding: Finding) -> int:
    return line_of(data, finding.path) if data is not None else 0


def _silenced(story: Story, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what the story silences, and ask about each silence without effect."""
    rows: dict[tuple[str, str | None], list[int]] = {}
    for i, silence in enumerate(story.silenced):
        rows.setdefault((silence.remark, silence.at), []).append(i)
    effect: set[int] = set()
    for finding in findings:
        matching = [*rows.get((finding.code, None), ()), *rows.get((finding.code, finding.at), ())]
        if not matching:
            yield finding
        effect.update(matching)
    ids = {row.id for rows in _rows(story) for row in rows}
    for i, silence in enumerate(story.silenced):
        if i in effect:
            continue
        path: FieldPath = ("silenced", i)
        mend = ToldText("remark.silence.mend")
        if silence.remark not in CODES:
            wrong = ToldText("remark.silence.no-remark", code=silence.remark)
            path, mend = (*path, "remark"), nearest(silence.remark, CODES)
        elif silence.at is not None and silence.at not in ids:
            wrong = ToldText("remark.silence.no-row", id=silence.at)
            path, mend = (*path, "at"), nearest(silence.at, ids)
        else:
            wrong = (
                ToldText("remark.silence.not-made-on", code=silence.remark, id=silence.at)
                if silence.at
                else ToldText("remark.silence.not-made", code=silence.remark)
            )
        yield Finding(path, silence.at or "", SILENCE, wrong, mend)


def _rows(story: Story) -> tuple[Sequence[Any], ...]:
    return (
        story.sources,
        story.groups,
        story.people,
        story.places,
        story.tracks,
        story.legs,
        story.events,
    )
