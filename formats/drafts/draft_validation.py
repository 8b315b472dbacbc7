"""Whether a table can be opened as a story; what cannot stay in it is taken out, and said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from formats.drafts.story_builder import Assembly
from formats.shared.draft import Draft, Remark
from formats.shared.format_error import FormatError
from geo.errors import StoryError
from geo.story.loading import read_story
from geo.story.model import Story
from geo.story.references import find_faults
from geo.time.closed_bounds import close_bounds
from geo.yaml.story_limits import Excess, find_excess
from geo.yaml.yaml_reader import MAX_BYTES

_ROUNDS = 5
_TOO_MANY = 60_000
"""Rows, claims among them, from which on a table is refused without a closer look."""


def sound(table: dict[str, Any], assembly: Assembly) -> tuple[dict[str, Any], tuple[Remark, ...]]:
    """Take out what no story holds, such as a leg faster than anything goes, and say so.

    Gives the table, empty where no event is left, and what keeps the whole of it from being opened
    as a story: there is too much of it. Raises FormatError where what is wrong is no event
    or leg that could be left out.
    """
    excess: list[Excess] = []
    for _ in range(_ROUNDS):
        excess = find_excess(table) if table else []
        if excess and _rows(table) > _TOO_MANY:  # it is refused anyhow; looking closer takes long
            break
        bad = _faults(table, assembly, excess) if table else {}
        if not bad:
            break
        for identity, wrong in bad.items():
            kind, number = assembly.where.get(identity, ("", 0))
            assembly.notes.miss(
                f"{wrong}; it was left out", "Check it in the file", kind=kind, number=number
            )
        for rows in ("legs", "events"):
            if rows in table:
                table[rows] = [row for row in table[rows] if row["id"] not in bad]
        kept = {row["id"] for row in table.get("legs", ())}
        for event in table["events"]:
            if event.get("leg") not in (None, *kept):
                del event["leg"]
        if not table.get("legs", True):
            del table["legs"]
        if not table["events"]:
            return {}, ()
    return table, _refused(table, excess)


def openable(draft: Draft) -> Draft:
    """Give a whole story's draft with all that keeps it from being opened."""
    text = json.dumps(draft.story, ensure_ascii=False)
    try:
        read_story(text)
    except StoryError as error:
        remarks = tuple(Remark(one.field, one.wrong, one.mend) for one in error.faults)
        return replace(draft, refused=remarks)
    return draft


def _refused(table: Mapping[str, Any], excess: list[Excess]) -> tuple[Remark, ...]:
    found = [Remark("", one.wrong, one.mend) for one in excess]
    size = len(json.dumps(table, ensure_ascii=False).encode())
    if size > MAX_BYTES:
        wrong = f"The story would have {size / 1e6:.1f} MB, more than a story may have"
        found.append(Remark("", wrong, "Split the file into several"))
    return tuple(found)


def _faults(table: dict[str, Any], assembly: Assembly, excess: list[Excess]) -> dict[str, str]:
    """Give what is wrong with events and legs, by their ids."""

    def by_id(found: list[tuple[tuple[str | int, ...], str]]) -> dict[str, str]:
        return {
            table[str(path[0])][int(path[1])]["id"]: wrong
            for path, wrong in found
            if _of_a_row(path) and len(path) > 2  # noqa: PLR2004 - a field of the row
        }

    if found := by_id([(one.path, one.wrong) for one in excess]):
        return found
    try:
        story = Story.model_validate(table, context={"zone": assembly.zone})
    except ValidationError as error:
        faults = [(one["loc"], str(one["msg"])) for one in error.errors(include_url=False)]
        beyond = [(path, wrong) for path, wrong in faults if not _of_a_row(path)]
        if beyond:
            path, wrong = beyond[0]
            raise FormatError(
                f"No story can be made of it ({'.'.join(map(str, path))}: {wrong})",
                "Check that part of the file",
            ) from error
        return by_id([((*path, ""), wrong) for path, wrong in faults])
    told = find_faults(story) or close_bounds(story)[1]
    return by_id([((*path, ""), wrong) for path, wrong, _ in told if _of_a_row(path)])


def _rows(table: Mapping[str, Any]) -> int:
    reported = [*table.get("legs", ()), *table.get("events", ())]
    return sum(1 + len(one["claims"]) for one in reported) + len(table["places"])


def _of_a_row(path: tuple[str | int, ...]) -> bool:
    return len(path) > 1 and path[0] in ("legs", "events")
