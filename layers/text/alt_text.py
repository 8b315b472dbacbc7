"""A picture in words, for those who do not see it: who, from where to where, when, how surely."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.language.messages import capital, messages_of
from geo.story.model import Claim, Story
from layers.scene.scene_builder import EventMark, LegMark, Scene
from layers.scene.visibility import Shown
from layers.text.clock import moment_told
from layers.text.credits import source_line

_UNNAMED = re.compile(r"unnamed|anonym", re.IGNORECASE)
"""What already says in the words for a teller that the source does not name them."""
SHORT = 250
"""Longest short text, characters: what screen readers and content systems take in one piece."""
PATHS = {
    "reported": "the way is described in the report",
    "inferred": "the ends are reported, the way between them is inferred",
    "concealed": "the way was concealed",
}
STANCES = {
    "reports": "reported by",
    "denies": "denied by",
    "unverified": "could not be verified, as told by",
    "no-comment": "no comment from",
}
URGENT = {"perhaps": 0, "passed": 2, "not travelled": 3}


def alt_texts(
    scene: Scene, at: int, shown: Sequence[Shown], *, told: EventMark | None = None
) -> tuple[str, str]:
    """Describe a picture in one sentence and in full, from the marks that are in view."""
    legs = {mark.id: mark for mark in scene.legs}
    moving = [(legs[one.id], one) for one in shown if one.kind == "leg"]
    moving.sort(
        key=lambda pair: (pair[0].id != (told.leg if told else None), URGENT[pair[1].state])
    )
    return _short(scene, at, moving, shown, told), _long(scene, at, moving, shown, told)


def _head(scene: Scene, at: int, told: EventMark | None) -> str:
    when, say = moment_told(scene, at, told), messages_of(scene.story.language)
    return when.text if when.asked else say("alt.map", time=capital(when.text))


def _short(
    scene: Scene,
    at: int,
    moving: list[tuple[LegMark, Shown]],
    shown: Sequence[Shown],
    told: EventMark | None,
) -> str:
    begin = f"{_head(scene, at, told)}: "
    events = {mark.id: mark for mark in scene.events}
    now = [
        events[one.id]
        for one in shown
        if one.kind == "event" and one.state in ("perhaps", "under way")
    ]
    parts: list[str] = []
    if told and not (moving and moving[0][0].id == told.leg):
        parts.append(f"{told.headline} ({told.level})")
    parts += [f"{_went(scene, mark, one)} ({_surely(mark)})" for mark, one in moving]
    parts += [f"{mark.headline} ({mark.level})" for mark in now if mark is not told]
    if not parts:
        return f"{begin}no reported movement in view."
    text = begin + parts[0]
    for part in parts[1:]:
        if len(text) + len(part) + 3 > SHORT:
            break
        text += f"; {part}"
    return text + "."


def _long(
    scene: Scene,
    at: int,
    moving: list[tuple[LegMark, Shown]],
    shown: Sequence[Shown],
    told: EventMark | None,
) -> str:
    story = scene.story
    out = [f"A map of “{story.title}”."]
    if told is None or told.stop != at:
        out.append(f"{moment_told(scene, at, told).text}.")
    if told:
        said = moment_told(scene, told.stop, told).text
        out.append(f"The event told: {told.headline}. When: {said}. It is {told.level}.")
    for mark, one in moving:
        out.append(f"{_went(scene, mark, one)}: {_details(mark, one)}.")
        out.append(_claims(story, story.leg[mark.id].claims))
    events = {mark.id: mark for mark in scene.events}
    names = [
        f"{events[one.id].headline} ({events[one.id].level})"
        for one in shown
        if one.kind == "event"
        and one.state in ("perhaps", "under way")
        and (told is None or one.id != told.id)
    ]
    if names:
        out.append(f"Other events of these days on the map: {'; '.join(names)}.")
    places = {mark.id: mark.name for mark in scene.places}
    named = [places[one.id] for one in shown if one.kind in ("place", "area")]
    if named:
        out.append(f"Named on the map: {', '.join(named)}.")
    out.append(source_line(scene))
    return " ".join(out)


def _went(scene: Scene, mark: LegMark, one: Shown) -> str:
    names = scene.story.place
    way = f"from {names[mark.ends[0]].name} to {names[mark.ends[-1]].name}"
    people = mark.who
    if mark.outcome == "refused":
        return f"{people} sought to go {way} and was refused"
    if mark.outcome == "intended":
        return f"{people} was said to go {way} and did not"
    if one.state == "perhaps":
        if mark.outcome == "stopped" and one.furthest >= 1:
            return f"{people} set out {way} and did not get there, stopped anywhere on the way"
        return f"{people} may be anywhere on the way {way}"
    return f"{people} went {way}"


def _surely(mark: LegMark) -> str:
    words: list[str] = [mark.level]
    if mark.travelled:
        words.append(
            {"reported": "way reported", "inferred": "way inferred"}.get(mark.path, "way concealed")
        )
    return ", ".join(words)


def _details(mark: LegMark, one: Shown) -> str:
    out = [mark.time.text]
    if one.state != "not travelled":
        out.append(PATHS[mark.path])
    if mark.open_start:
        out.append("where it began is not reported to the point")
    if mark.open_end:
        out.append("where it ended is not reported to the point")
    out.append(mark.level)
    if mark.questioned and mark.level != "contested or unverified":
        out.append("questioned")
    return "; ".join(out)


def _claims(story: Story, claims: Sequence[Claim]) -> str:
    told = []
    for claim in claims:
        numbers = ", ".join(map(str, claim.paragraphs))
        many = "paragraph" if len(claim.paragraphs) == 1 else "paragraphs"
        named = "" if claim.named or _UNNAMED.search(claim.told_by) else ", unnamed"
        where = f"{story.source[claim.source].publisher}, {many} {numbers}"
        where += f"; going back to {claim.origin}" if claim.origin else ""
        where += "; as context, not counted" if claim.context else ""
        told.append(f"{STANCES[claim.stance]} {claim.told_by}{named} ({where})")
    text = "; ".join(told)
    return f"{text[0].upper()}{text[1:]}."
