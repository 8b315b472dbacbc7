"""Check that a draft can be opened as a story; leave out what cannot stay, and say so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from formats.drafts.story_builder import StoryBuilder
from formats.files.format_error import FormatError
from formats.shared.import_draft import Draft, Remark
from geo.errors import StoryError
from geo.language.told_text import ToldText
from geo.story.loading import read_story
from geo.story.model import Story
from geo.story.references import find_faults
from geo.temporary_folder import temporary_folder
from geo.time.closed_bounds import close_bounds
from geo.yaml.story_limits import LISTS, MAX_ROWS, Excess, find_excess
from geo.yaml.yaml_reader import MAX_BYTES

_ROUNDS = 5


def validated(
    table: dict[str, Any], builder: StoryBuilder
) -> tuple[dict[str, Any], tuple[Remark, ...]]:
    """Leave out events and legs that no story can hold, such as a leg at an impossible speed.

    Gives the table, empty where no event is left, and the reasons why it cannot be opened as a
    story, such as too many rows. Raises FormatError for a fault outside of events and legs, since
    nothing can be left out to mend it.
    """
    excess: list[Excess] = []
    for _ in range(_ROUNDS):
        excess = find_excess(table) if table else []
        if excess and _rows(table) > MAX_ROWS:
            break  # it is refused in any case, and further checks take long
        bad = _faults(table, builder, excess) if table else {}
        if not bad:
            break
        for identity, wrong in bad.items():
            kind, number = builder.where.get(identity, ("", 0))
            builder.notes.miss(
                ToldText("import.left-out", wrong=wrong),
                ToldText("import.left-out.mend"),
                kind=kind,
                number=number,
            )
        gone = {
            builder.where.get(leg["id"]): leg["from"]
            for leg in reversed(table.get("legs", ()))
            if leg["id"] in bad
        }
        for rows in ("legs", "events"):
            if rows in table:
                table[rows] = [row for row in table[rows] if row["id"] not in bad]
        kept = {row["id"] for row in table.get("legs", ())}
        for event in table["events"]:
            if event.get("leg") is not None and event["leg"] not in kept:
                del event["leg"]
            start = gone.get(builder.where.get(event["id"]))
            if start and "place" not in event and "leg" not in event:
                event["place"] = start  # where the way that was left out began
        if not table.get("legs", True):
            del table["legs"]
        if not table["events"]:
            return {}, ()
    return table, _refused(table, excess)


def check_openable(draft: Draft) -> Draft:
    """Check a complete story; gives its draft with all reasons why it cannot be opened."""
    text = json.dumps(draft.story, ensure_ascii=False)
    try:
        with temporary_folder() as folder:
            for name, data in draft.beside.items():
                (folder / name).write_bytes(data)
            read_story(text, folder=folder if draft.beside else None)
    except StoryError as error:
        remarks = tuple(Remark(fault.field, fault.wrong, fault.mend) for fault in error.faults)
        return replace(draft, refused=remarks)
    return draft


def _refused(table: Mapping[str, Any], excess: list[Excess]) -> tuple[Remark, ...]:
    reasons: list[Remark] = []
    if (rows := _rows(table)) > MAX_ROWS:
        wrong = ToldText("import.too-many-rows", rows=rows, most=MAX_ROWS)
        reasons.append(Remark("", wrong, ToldText("import.too-large.mend")))
    else:
        reasons += [Remark("", part.wrong, part.mend) for part in excess]
    size = len(json.dumps(table, ensure_ascii=False).encode())
    if size > MAX_BYTES:
        wrong = ToldText("import.too-large", mb=f"{size / 1e6:.1f}")
        reasons.append(Remark("", wrong, ToldText("import.too-large.mend")))
    return tuple(reasons)


def _faults(table: dict[str, Any], builder: StoryBuilder, excess: list[Excess]) -> dict[str, str]:
    """Give what is wrong with events and legs, by their ids."""

    def by_id(faults: list[tuple[tuple[str | int, ...], str]]) -> dict[str, str]:
        return {
            table[str(path[0])][int(path[1])]["id"]: wrong
            for path, wrong in faults
            if _of_a_row(path) and len(path) > 2  # noqa: PLR2004 - a field of the row
        }

    if too_much := by_id([(part.path, part.wrong) for part in excess]):
        return too_much
    try:
        story = Story.model_validate(table, context={"zone": builder.zone})
    except ValidationError as error:
        faults = [(fault["loc"], str(fault["msg"])) for fault in error.errors(include_url=False)]
        beyond = [(path, wrong) for path, wrong in faults if not _of_a_row(path)]
        if beyond:
            path, wrong = beyond[0]
            raise FormatError(
                ToldText("import.no-story", path=".".join(map(str, path)), wrong=wrong),
                ToldText("import.no-story.mend"),
            ) from error
        return by_id([((*path, ""), wrong) for path, wrong in faults])
    contradictions = find_faults(story) or close_bounds(story)[1]
    return by_id([((*path, ""), wrong) for path, wrong, _ in contradictions if _of_a_row(path)])


def _rows(table: Mapping[str, Any]) -> int:
    return sum(len(table.get(name, ())) for name in LISTS)


def _of_a_row(path: tuple[str | int, ...]) -> bool:
    return len(path) > 1 and path[0] in ("legs", "events")
